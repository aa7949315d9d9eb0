//! The lists of words that a problem and a picture choose from; each stays open ([`Worded`](crate::worded::Worded)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::worded::Vocabulary;

/// A list: each word as documents write it, then what people also write.
macro_rules! vocabulary {
    ($(
        $(#[$doc:meta])*
        $list:ident { $( $(#[$word_doc:meta])* $word:ident = $name:literal $(| $also:literal)* ),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        pub enum $list {
            $( $(#[$word_doc])* #[serde(rename = $name)] $word, )+
        }

        impl $list {
            /// Every word, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The word in documents.
            pub fn name(self) -> &'static str {
                match self { $(Self::$word => $name),+ }
            }
        }

        impl Vocabulary for $list {
            fn name(self) -> &'static str {
                self.name()
            }

            fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }

            fn also_called(word: &str) -> Option<Self> {
                match word {
                    $( $name $(| $also)* => Some(Self::$word), )+
                    _ => None,
                }
            }
        }
    )+};
}

vocabulary! {
    /// What a link to evidence leads to.
    EvidenceKind {
        /// A figure of an official series: category, area, period.
        Figure = "figure" | "siffra" | "statistik",
        /// The number of incidents under a named filter.
        Incidents = "incidents" | "händelser",
        /// What residents or staff said, by id or by theme and place.
        Voices = "voices" | "synpunkter" | "röster",
        /// An answer of a survey.
        Survey = "survey" | "enkät" | "trygghetsmätning",
        /// A document that can be read.
        Document = "document" | "dokument" | "rapport",
        /// Nothing yet: it is thought to be so.
        Assumption = "assumption" | "antagande",
    }

    /// The sides of the crime triangle.
    TriangleSide {
        /// The place and who watches it.
        Place = "place" | "plats" | "platsen",
        /// What or whom it happens to.
        Target = "target" | "mål" | "objekt" | "offer",
        /// Who does it, as a group; never a person.
        Offender = "offender" | "gärningsperson" | "gärningspersoner" | "förövare",
    }

    /// What the evidence makes of a cause.
    CauseState {
        /// Thought to be so.
        Assumption = "assumption" | "antagande",
        /// The evidence speaks for it.
        Supported = "supported" | "stöds" | "belagd" | "stödd",
        /// The evidence speaks against it.
        Contradicted = "contradicted" | "motsägs" | "motsagd",
    }

    /// What is known of a kind of measure from where it was tried before.
    KnownEffect {
        /// It helped in several fair comparisons.
        Works = "works" | "fungerar" | "god evidens" | "visad effekt",
        /// It helped in some.
        Promising = "promising" | "lovande",
        /// It helped in some and not in others.
        Mixed = "mixed" | "blandad" | "blandade resultat",
        /// It has hardly been examined.
        Unknown = "unknown" | "okänd" | "okänt" | "oklar",
        /// It did not help.
        NoEffect = "no_effect" | "ingen effekt" | "utan effekt",
        /// It did harm.
        Harmful = "harmful" | "skadlig",
    }

    /// Who may read a part of a picture.
    ReleasedTo {
        /// Everyone.
        Public = "public" | "alla" | "offentlig",
        /// The parties alone.
        Partners = "partners" | "parterna" | "parter" | "intern",
    }

    /// The handbook's criteria for what to take on: what stands out, then what can be done.
    HandbookCriterion {
        /// It is among the most common.
        MostCommon = "most_common" | "vanligast",
        /// It is rising.
        Rising = "rising" | "ökar",
        /// It differs from other places.
        Deviating = "deviating" | "avviker",
        /// It gathers at a place.
        Place = "place" | "plats",
        /// It strikes those who can defend themselves least.
        Victims = "victims" | "offer" | "brottsoffer",
        /// It makes people feel unsafe beyond those it strikes.
        SignalCrime = "signal_crime" | "signalbrott",
        /// It does great harm.
        Harm = "harm" | "skada",
        /// There are people and money for it.
        Resources = "resources" | "resurser",
        /// The parties can do something about it.
        Influence = "influence" | "påverkbart" | "rådighet",
        /// It is worth its cost.
        Cost = "cost" | "kostnad",
    }
}
