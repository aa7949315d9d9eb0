//! Two who share with one partner at once: the second is told of the first.

use handslag_store::Held;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::AppError;
use crate::error::in_json;

/// What a sharing was decided upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<'a> {
    /// A form that showed the partner's share with this mark, or no share.
    Form(Option<&'a str>),
    /// Nothing: it shall be as said, whatever it was.
    Nothing,
}

/// What a form carries of a share that it shows: the same only while the share
/// says the same.
pub fn share_mark(share: &impl Serialize) -> String {
    let digest = Sha256::digest(in_json(share).to_string());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Refuses a share in place of one that was not seen.
pub(crate) fn refuse_unseen<S: Serialize>(
    held: Option<&S>,
    seen: Seen<'_>,
) -> Result<(), AppError> {
    let Seen::Form(seen) = seen else {
        return Ok(());
    };
    let mark = held.map(share_mark);
    match mark.as_deref() == seen {
        true => Ok(()),
        // A share has no number of its own.
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
    fn a_share_in_place_of_one_that_was_not_seen_is_refused() {
        let mark = share_mark(&"den ena");
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
