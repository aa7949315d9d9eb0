//! Every text the product shows, in Swedish and English, and how numbers and dates are written.
//!
//! ```
//! use handslag_locale::Language;
//!
//! let t = Language::Sv.texts();
//! assert_eq!(t.members_left(3u32), "3 är kvar");
//! ```

mod count_sentence;
mod language;
mod picture;
mod target_sentence;
mod texts;
mod time_window;
mod words;
mod writing;

pub use count_sentence::count_sentence;
pub use language::{COOKIE, Language};
pub use target_sentence::{Names, target_phrase, target_sentence};
pub use texts::{Count, KEYS, Texts, arg};
