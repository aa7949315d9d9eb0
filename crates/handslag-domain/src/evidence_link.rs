//! What a problem, a cause or a sentence of the picture rests on: a link that can be followed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::extra::Extra;
use crate::id::{PartyId, PlaceId, VoiceId};
use crate::period::Period;
use crate::place::{Place, lies_in};
use crate::problem::Voice;
use crate::vocabulary::EvidenceKind;
use crate::worded::Worded;

/// A link to evidence. `kind` says which of the other fields lead to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceLink {
    /// `figure`, `incidents`, `voices`, `survey`, `document`, `assumption`, or another kind.
    pub kind: Worded<EvidenceKind>,
    /// What it shows, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whom it comes from: a series (`bra-reported`), a survey, a title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Of a figure or a survey: what is measured, such as "Narkotikabrott".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Of a figure: where, by name or code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Of incidents: the filter by its name, so that the same count can be made again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Of voices: which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<VoiceId>,
    /// Of voices: all of this theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Where; of voices: of the theme at this place or within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Whose report it is, when a party keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The number, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Amount>,
    /// Its unit; a count unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Of a survey: how many answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<Amount>,
    /// Where a document is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for EvidenceLink {
    /// Nothing yet: an assumption.
    fn default() -> Self {
        Self::of(EvidenceKind::Assumption)
    }
}

impl EvidenceLink {
    /// A link of a kind that leads nowhere yet.
    pub fn of(kind: EvidenceKind) -> Self {
        Self {
            kind: kind.into(),
            words: None,
            source: None,
            indicator: None,
            area: None,
            filter: None,
            voices: Vec::new(),
            theme: None,
            place: None,
            party: None,
            period: None,
            value: None,
            unit: None,
            n: None,
            url: None,
            extra: Extra::new(),
        }
    }

    /// Whether it says openly that nothing shows it.
    pub fn is_assumption(&self) -> bool {
        self.kind.meant() == Some(EvidenceKind::Assumption)
    }

    /// Whether it says enough to be followed. A kind that is not known here may.
    pub fn leads_somewhere(&self) -> bool {
        match self.kind.meant() {
            Some(EvidenceKind::Figure) => self.indicator.is_some() && self.area.is_some(),
            Some(EvidenceKind::Incidents) => self.filter.is_some(),
            Some(EvidenceKind::Voices) => !self.voices.is_empty() || self.theme.is_some(),
            Some(EvidenceKind::Survey) => self.source.is_some() && self.indicator.is_some(),
            Some(EvidenceKind::Document) => self.source.is_some() || self.url.is_some(),
            Some(EvidenceKind::Assumption) | None => true,
        }
    }

    /// The voices that it leads to, in their own order.
    pub fn voices_of<'a>(&self, voices: &'a [Voice], places: &[Place]) -> Vec<&'a Voice> {
        if self.kind.meant() != Some(EvidenceKind::Voices) {
            return Vec::new();
        }
        voices
            .iter()
            .filter(|voice| self.voices.contains(&voice.id) || self.is_of_theme(voice, places))
            .collect()
    }

    fn is_of_theme(&self, voice: &Voice, places: &[Place]) -> bool {
        let Some(theme) = &self.theme else {
            return false;
        };
        let here = self.place.as_ref().is_none_or(|wanted| {
            let wanted = std::slice::from_ref(wanted);
            let place = voice.place.as_ref();
            place.is_some_and(|place| lies_in(places, place, wanted))
        });
        here && voice
            .theme
            .as_deref()
            .is_some_and(|of| same_theme(of, theme))
    }
}

/// Whether two words for a theme are the same, but for case and outer spaces.
pub fn same_theme(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
