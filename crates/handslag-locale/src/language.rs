//! Which language does a reader want?

use fluent_langneg::{NegotiationStrategy, accepted_languages, negotiate_languages};
use unic_langid::LanguageIdentifier;

use crate::Texts;

/// The cookie that keeps a reader's choice; its value is [`Language::tag`].
pub const COOKIE: &str = "sprak";

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Language {
    /// Both, Swedish first.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// `sv` or `en`, for the `lang` attribute, cookies and file names.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// Its own name, as its readers write it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Sv => "Svenska",
            Self::En => "English",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Sv => Self::En,
            Self::En => Self::Sv,
        }
    }

    /// The language of a tag such as `sv`, `en` or `en-GB`.
    pub fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        Self::ALL
            .into_iter()
            .find(|l| primary.eq_ignore_ascii_case(l.tag()))
    }

    /// A reader's language: the choice kept in a cookie, else the best that
    /// the browser asks for, else Swedish.
    pub fn negotiate(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        cookie
            .and_then(Self::tagged)
            .or_else(|| accept_language.map(best_of))
            .unwrap_or_default()
    }

    /// The language of a terminal by `LC_ALL` or `LANG`, such as `en_GB.UTF-8`.
    /// Swedish for any other: this is a Swedish product.
    pub fn of_locale(locale: Option<&str>) -> Self {
        locale.and_then(Self::tagged).unwrap_or_default()
    }

    /// Its texts.
    pub fn texts(self) -> Texts {
        Texts::of(self)
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().expect("sv and en are language tags")
    }
}

fn best_of(accept_language: &str) -> Language {
    let asked = accepted_languages::parse(accept_language);
    let ours = Language::ALL.map(Language::identifier);
    let [swedish, _] = &ours;
    let best = negotiate_languages(&asked, &ours, Some(swedish), NegotiationStrategy::Lookup);
    best.first()
        .and_then(|id| Language::tagged(id.language.as_str()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_before_the_browser_and_swedish_before_the_rest() {
        let check = |cookie, accept, expected| {
            assert_eq!(
                Language::negotiate(cookie, accept),
                expected,
                "{cookie:?} {accept:?}"
            );
        };
        check(Some("en"), Some("sv"), Language::En);
        check(Some("xx"), Some("en-GB,en;q=0.9"), Language::En);
        check(None, Some("fi,en;q=0.8,sv;q=0.5"), Language::En);
        check(None, Some("sv-SE,sv;q=0.9,en;q=0.8"), Language::Sv);
        check(None, Some("fi"), Language::Sv);
        check(None, Some("\u{0};;,,=q"), Language::Sv);
        check(None, None, Language::Sv);
    }

    #[test]
    fn a_terminal_is_swedish_unless_it_is_english() {
        for (locale, expected) in [
            (Some("en_GB.UTF-8"), Language::En),
            (Some("sv_SE.UTF-8"), Language::Sv),
            (Some("C.UTF-8"), Language::Sv),
            (None, Language::Sv),
        ] {
            assert_eq!(Language::of_locale(locale), expected, "{locale:?}");
        }
    }
}
