//! What a form was made of. Passages and links have no ids, and one that is saved
//! after a conflict must not change or take away what has come in its place.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The field that says what the form was made of.
pub const MADE_OF: &str = "gjord_av";

/// A short mark of what something says.
pub fn mark(of: &impl Serialize) -> String {
    let said = serde_json::to_vec(of).unwrap_or_default();
    let hash = Sha256::digest(&said);
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Where that stands now which a form was made of: where it stood, else where
/// alone the same is said. None when it has been changed or taken away.
pub fn place_of<T: Serialize>(all: &[T], at: usize, made_of: &str) -> Option<usize> {
    let is_same = |n: &usize| all.get(*n).is_some_and(|one| mark(one) == made_of);
    Some(at)
        .filter(is_same)
        .or_else(|| only((0..all.len()).filter(is_same)))
}

/// The only one of some.
pub fn only<T>(mut some: impl Iterator<Item = T>) -> Option<T> {
    let first = some.next()?;
    some.next().is_none().then_some(first)
}
