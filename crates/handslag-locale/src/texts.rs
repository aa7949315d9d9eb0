//! The catalogue: one method for each text, made from `texts/` when the crate is built.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use handslag_domain::amount::Amount;

use crate::Language;

/// The texts of one language; `Language::texts` gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// Whose they are.
    pub language: Language,
}

/// A number in a text: it is written as the language writes numbers, and
/// chooses between one and several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count(Amount);

impl From<Amount> for Count {
    fn from(n: Amount) -> Self {
        Self(n)
    }
}

impl From<u32> for Count {
    fn from(n: u32) -> Self {
        Self(n.into())
    }
}

impl From<usize> for Count {
    fn from(n: usize) -> Self {
        Self(i64::try_from(n).unwrap_or(i64::MAX).into())
    }
}

enum Argument<'a> {
    Text(&'a str),
    Count(Count),
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

type Bundle = FluentBundle<FluentResource>;

static SWEDISH: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        Language::Sv,
        include_str!(concat!(env!("OUT_DIR"), "/sv.ftl")),
    )
});
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        Language::En,
        include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
    )
});

fn bundle(language: Language, catalogue: &str) -> Bundle {
    let resource =
        FluentResource::try_new(catalogue.to_owned()).expect("the build has parsed this catalogue");
    let mut bundle = Bundle::new_concurrent(vec![language.identifier()]);
    // Marks for mixed writing directions would end up in files and searches.
    bundle.set_use_isolating(false);
    match language {
        Language::Sv => bundle.set_formatter(Some(|value, _| number_in(Language::Sv, value))),
        Language::En => bundle.set_formatter(Some(|value, _| number_in(Language::En, value))),
    }
    bundle
        .add_resource(resource)
        .expect("the build has checked that no key stands twice");
    bundle
}

fn number_in(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(language.float(n.value)),
        _ => None,
    }
}

impl Texts {
    pub(crate) fn of(language: Language) -> Self {
        Self { language }
    }

    fn text(self, key: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let bundle = match self.language {
            Language::Sv => &*SWEDISH,
            Language::En => &*ENGLISH,
        };
        let pattern = bundle
            .get_message(key)
            .and_then(|message| message.value())
            .expect("methods are made only for keys that have a text");
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| (*name, value.to_fluent()))
            .collect();
        bundle
            .format_pattern(pattern, Some(&arguments), &mut Vec::new())
            .into_owned()
    }
}

impl<'a> Argument<'a> {
    fn to_fluent(&self) -> FluentValue<'a> {
        match self {
            Self::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Self::Count(Count(n)) => FluentValue::from(n.to_f64()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_can_be_written_with_its_arguments() {
        let mut arguments = FluentArgs::new();
        for catalogue in [
            include_str!(concat!(env!("OUT_DIR"), "/sv.ftl")),
            include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
        ] {
            for part in catalogue.split("{ $").skip(1) {
                let name = part.split([' ', '}']).next().unwrap().to_owned();
                let value = match name == "n" || name.starts_with("n-") {
                    true => FluentValue::from(2.0),
                    false => FluentValue::from("x"),
                };
                arguments.set(name, value);
            }
        }
        for (bundle, key) in [&*SWEDISH, &*ENGLISH]
            .into_iter()
            .flat_map(|bundle| KEYS.iter().map(move |key| (bundle, key)))
        {
            let pattern = bundle.get_message(key).unwrap().value().unwrap();
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            assert!(errors.is_empty(), "{key}: {errors:?}");
            assert!(!text.trim().is_empty(), "{key} is empty");
        }
    }
}
