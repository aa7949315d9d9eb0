//! Work that takes seconds, on a thread that answers nobody else.

use crate::AppError;
use crate::error::{Invalid, invalid};

/// Does it on a thread of its own: pages need not wait for it.
///
/// # Errors
/// When the work broke off, as on a document that cannot be read.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| invalid("document", Invalid::Unreadable))
}
