//! An id for something new, made of a few of its own words.

use handslag_app::draft::slug;

/// Enough words to tell one thing from another.
const WORDS: usize = 5;

/// An id that nothing else has.
///
/// - `otherwise`: where the words hold nothing that an address may hold.
pub fn new_id(words: &str, otherwise: &str, taken: &[&str]) -> String {
    let whole = slug(words);
    let parts: Vec<&str> = whole.split('-').take(WORDS).collect();
    let base = match parts.join("-") {
        empty if empty.is_empty() => otherwise.to_owned(),
        base => base,
    };
    let numbered = (2..).map(|n: u32| format!("{base}-{n}"));
    let mut all = std::iter::once(base.clone()).chain(numbered);
    all.find(|id| !taken.contains(&id.as_str())).unwrap_or(base)
}
