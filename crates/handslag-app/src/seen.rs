//! What has no number of its own, such as a share: the second of two who save at
//! once is told of the first.

use handslag_store::Held;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::AppError;
use crate::error::in_json;

/// What was seen of a thing before it was decided how it shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<'a> {
    /// A form that showed it with this mark, or that there was none.
    Form(Option<&'a str>),
    /// Nothing: it shall be as said, whatever it was.
    Nothing,
}

/// What a form carries of a thing that it shows: the same only while the thing
/// says the same.
pub fn mark_of(thing: &impl Serialize) -> String {
    let digest = Sha256::digest(in_json(thing).to_string());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Refuses to save in place of what was not seen.
pub(crate) fn refuse_unseen<S: Serialize>(
    held: Option<&S>,
    seen: Seen<'_>,
) -> Result<(), AppError> {
    let Seen::Form(seen) = seen else {
        return Ok(());
    };
    let mark = held.map(mark_of);
    match mark.as_deref() == seen {
        true => Ok(()),
        // It has no version to tell.
        false => Err(AppError::Stale(Box::new(Held {
            version: 0,
            content: in_json(&held),
        }))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_seen_is_not_replaced() {
        let mark = mark_of(&"den ena");
        let check = |held: Option<&str>, seen, fits: bool| {
            assert_eq!(
                refuse_unseen(held.as_ref(), seen).is_ok(),
                fits,
                "{held:?} {seen:?}"
            );
        };
        check(None, Seen::Form(None), true);
        check(Some("den ena"), Seen::Form(Some(&mark)), true);
        check(Some("den ena"), Seen::Form(None), false);
        check(Some("den andra"), Seen::Form(Some(&mark)), false);
        // It was ended by another: that is not undone unseen either.
        check(None, Seen::Form(Some(&mark)), false);
        check(Some("den ena"), Seen::Nothing, true);
    }
}
