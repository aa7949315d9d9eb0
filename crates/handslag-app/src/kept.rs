//! What may be kept of an entry of the log.

use handslag_domain::activity::Activity;

use crate::AppError;
use crate::error::{Invalid, guarded};

/// Of an entry, wherever it comes from: what concerns single
/// people keeps its month and its numbers, and no text may point anybody out.
pub(crate) fn kept(activity: Activity) -> Result<Activity, AppError> {
    guarded("note", activity.note.as_deref().unwrap_or_default())?;
    for text in activity.covers.iter().chain(activity.counts.keys()) {
        guarded("covers", text)?;
    }
    guarded("type", &activity.kind.0)?;
    activity
        .with_what_may_be_kept()
        .map_err(|_| AppError::Invalid {
            field: "counts",
            problem: Invalid::NotWhole,
        })
}
