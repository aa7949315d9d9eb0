//! Who reads, in which language, and at which address?

use handslag_locale::{Language, Texts};

/// What every page needs to know of the request.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// The reader's language.
    pub language: Language,
    /// Path and query of the page, beginning with `/`: where the language
    /// switch leads back to.
    pub path: &'a str,
}

impl Here<'_> {
    /// The texts in the reader's language.
    pub fn t(&self) -> Texts {
        self.language.texts()
    }

    /// The `lang` of words written by others, when it is not the page's.
    pub fn theirs<'a>(&self, language: &'a str) -> Option<&'a str> {
        (language != self.language.tag()).then_some(language)
    }
}
