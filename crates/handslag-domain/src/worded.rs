//! A word from a list that stays open: what the list does not know is kept as
//! it was written, and pointed out by [`crate::check`].

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The words of a list.
pub trait Vocabulary: Copy + 'static {
    /// The word in documents.
    fn name(self) -> &'static str;

    /// What the word in documents means.
    fn named(name: &str) -> Option<Self>;

    /// What people also write, in Swedish or English: small letters, no outer spaces.
    fn also_called(word: &str) -> Option<Self>;
}

/// One of the list, or other words, kept as they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Worded<T> {
    /// The document's own word.
    Known(T),
    /// Other words.
    Words(String),
}

impl<T: Vocabulary> Worded<T> {
    /// What is meant, when the words say it.
    pub fn meant(&self) -> Option<T> {
        match self {
            Self::Known(known) => Some(*known),
            Self::Words(words) => {
                let word = words.trim().to_lowercase();
                T::named(&word).or_else(|| T::also_called(&word))
            }
        }
    }

    /// The word as it stands in the document.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(known) => known.name(),
            Self::Words(words) => words,
        }
    }
}

impl<T> From<T> for Worded<T> {
    fn from(known: T) -> Self {
        Self::Known(known)
    }
}

impl<T: Vocabulary> Serialize for Worded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Worded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        Ok(T::named(&words).map_or(Self::Words(words), Self::Known))
    }
}

impl<T: JsonSchema> JsonSchema for Worded<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Worded{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let known = generator.subschema_for::<T>();
        json_schema!({
            "anyOf": [
                known,
                { "type": "string", "description": "Other words are kept as they stand." },
            ],
        })
    }
}
