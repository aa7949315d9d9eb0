//! What are the parts of a chain called, and how do they stand?

use handslag_domain::picture::story::{Hole, Is, StoryPart};
use handslag_domain::vocabulary::{CauseState, KnownEffect, TriangleSide};

use crate::Lang;
use crate::lang::Words as _;

/// Which step of the chain a part stands in; a hole does not say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Voice,
    Problem,
    Cause,
    Measure,
    Commitment,
    Effect,
}

impl Stands {
    pub(super) const ALL: [Self; 6] = [
        Self::Voice,
        Self::Problem,
        Self::Cause,
        Self::Measure,
        Self::Commitment,
        Self::Effect,
    ];

    /// One of them: "orsak".
    pub(super) fn one(self, lang: Lang) -> &'static str {
        match self {
            Self::Voice => lang.pick("Ni sa", "You said"),
            Self::Problem => lang.pick("Problem", "Problem"),
            Self::Cause => lang.pick("Orsak", "Cause"),
            Self::Measure => lang.pick("Åtgärd", "Measure"),
            Self::Commitment => lang.pick("Åtagande", "Commitment"),
            Self::Effect => lang.pick("Det som mäts", "What is measured"),
        }
    }

    /// Over its column.
    pub(super) fn many(self, lang: Lang) -> &'static str {
        match self {
            Self::Cause => lang.pick("Orsaker", "Causes"),
            Self::Measure => lang.pick("Åtgärder", "Measures"),
            Self::Commitment => lang.pick("Vi lovade", "We promised"),
            _ => self.one(lang),
        }
    }

    /// In files.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Problem => "problem",
            Self::Cause => "cause",
            Self::Measure => "measure",
            Self::Commitment => "commitment",
            Self::Effect => "effect",
        }
    }
}

pub(super) fn step(lang: Lang) -> &'static str {
    lang.pick("Led", "Step")
}

pub(super) fn what(lang: Lang) -> &'static str {
    lang.pick("Vad", "What")
}

pub(super) fn state(lang: Lang) -> &'static str {
    lang.pick("Läge", "State")
}

pub(super) fn follows_from(lang: Lang) -> &'static str {
    lang.pick("Följer av", "Follows from")
}

pub(super) fn dashed_explained(lang: Lang) -> &'static str {
    lang.pick(
        "Streckad ruta: något saknas där.",
        "A dashed box: something is missing there.",
    )
}

pub(super) fn also_from(lang: Lang, names: &str) -> String {
    format!(
        "{}: {names}",
        lang.pick("följer också av", "also follows from")
    )
}

/// Its words, or the name of what is missing.
pub(super) fn name_of(part: &StoryPart, lang: Lang) -> String {
    match part.is {
        Is::Hole(hole) => hole_name(hole, lang).to_owned(),
        _ => part.words.clone(),
    }
}

fn hole_name(hole: Hole, lang: Lang) -> &'static str {
    match hole {
        Hole::NoVoice => lang.pick("ingen har sagt det", "nobody has said it"),
        Hole::NoCause => lang.pick("orsak saknas", "no cause"),
        Hole::NoMeasure => lang.pick("åtgärd saknas", "no measure"),
        Hole::NoCommitment => lang.pick("inget lovat", "nothing promised"),
        Hole::NoEffect => lang.pick("inget mäts", "nothing is measured"),
    }
}

/// How it stands, with a sign so that nothing hangs on colour; empty where
/// there is nothing to say.
pub(super) fn state_of(part: &StoryPart, lang: Lang) -> String {
    match part.is {
        Is::Voice { n, answered } => {
            let told = match answered {
                true => lang.pick("✓ har fått svar", "✓ answered"),
                false => lang.pick("! inget svar än", "! no answer yet"),
            };
            match n {
                Some(n) => {
                    let n = lang.whole(usize::try_from(n).unwrap_or(usize::MAX));
                    format!("{n} {}, {told}", lang.pick("sa det", "said so"))
                }
                None => told.to_owned(),
            }
        }
        Is::Problem { evidenced: true } => lang.pick("✓ belagt", "✓ evidenced").to_owned(),
        Is::Problem { evidenced: false } => lang.pick("? antagande", "? assumption").to_owned(),
        Is::Cause { state, .. } => match state {
            CauseState::Assumption => lang.pick("? antagande", "? assumption"),
            CauseState::Supported => lang.pick("✓ stöds", "✓ supported"),
            CauseState::Contradicted => lang.pick("✕ motsägs", "✕ contradicted"),
        }
        .to_owned(),
        Is::Measure { known } => known_effect(known, lang).to_owned(),
        Is::Commitment { verdict } => {
            format!("{} {}", verdict.sign(), lang.texts().verdict(verdict))
        }
        Is::Effect { baseline, outcome } => match (baseline, outcome) {
            (true, true) => lang.pick("✓ mätt före och efter", "✓ measured before and after"),
            (true, false) => lang.pick("○ mätt före", "○ measured before"),
            (false, true) => lang.pick("! nollmätning saknas", "! no baseline"),
            (false, false) => lang.pick("! inte mätt", "! not measured"),
        }
        .to_owned(),
        Is::Hole(_) => lang.pick("saknas", "missing").to_owned(),
    }
}

fn known_effect(known: Option<KnownEffect>, lang: Lang) -> &'static str {
    match known {
        Some(KnownEffect::Works) => lang.pick("✓ fungerar på andra håll", "✓ works elsewhere"),
        Some(KnownEffect::Promising) => lang.pick("◐ lovande", "◐ promising"),
        Some(KnownEffect::Mixed) => lang.pick("◐ blandade resultat", "◐ mixed results"),
        Some(KnownEffect::NoEffect) => {
            lang.pick("✕ hjälpte inte på andra håll", "✕ did not help elsewhere")
        }
        Some(KnownEffect::Harmful) => {
            lang.pick("✕ gjorde skada på andra håll", "✕ did harm elsewhere")
        }
        Some(KnownEffect::Unknown) | None => lang.pick("? knappt prövad", "? hardly tried"),
    }
}

/// The side of the crime triangle, over a cause.
pub(super) fn side_of(part: &StoryPart, lang: Lang) -> Option<&'static str> {
    let Is::Cause { side, .. } = part.is else {
        return None;
    };
    Some(match side {
        Some(TriangleSide::Place) => lang.pick("Platsen", "The place"),
        Some(TriangleSide::Target) => lang.pick("Det som drabbas", "What is struck"),
        Some(TriangleSide::Offender) => lang.pick("De som gör det", "Those who do it"),
        None => lang.pick("Sida inte angiven", "Side not given"),
    })
}
