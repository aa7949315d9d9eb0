//! Which words stand for what a situational picture holds: its clock, what it
//! rests on, how sure it is.

use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::Criterion;
use handslag_domain::picture::chain::Step;
use handslag_domain::picture::clock::Due;
use handslag_domain::picture::contents::Contents;
use handslag_domain::picture::edition::LeftOut;
use handslag_domain::promise::Measured;
use handslag_domain::vocabulary::{
    CauseState, EvidenceKind, HandbookCriterion, KnownEffect, ReleasedTo, TriangleSide,
};
use handslag_domain::worded::{Vocabulary, Worded};

use crate::{Language, Texts, arg};

/// What the format calls Brå's figures.
const BRA_REPORTED: &str = "bra-reported";

impl Texts {
    /// When the picture is to be updated, and whether that is soon.
    pub fn update_due(self, due: Due) -> String {
        match due {
            Due::Unknown => self.clock_update_unknown(),
            Due::InTime { by } => self.clock_update_in_time(&self.language.date(by)),
            Due::Soon { by, days_left } => self.clock_update_soon(arg::ClockUpdateSoon {
                date: &self.language.date(by),
                n: days(days_left).into(),
            }),
            Due::Overdue { by, days_over } => self.clock_update_overdue(arg::ClockUpdateOverdue {
                date: &self.language.date(by),
                n: days(days_over).into(),
            }),
        }
    }

    /// When the action plan is to be followed up, and whether that is soon.
    pub fn plan_due(self, due: Due) -> String {
        match due {
            Due::Unknown => self.clock_plan_unknown(),
            Due::InTime { by } => self.clock_plan_in_time(&self.language.date(by)),
            Due::Soon { by, days_left } => self.clock_plan_soon(arg::ClockPlanSoon {
                date: &self.language.date(by),
                n: days(days_left).into(),
            }),
            Due::Overdue { by, days_over } => self.clock_plan_overdue(arg::ClockPlanOverdue {
                date: &self.language.date(by),
                n: days(days_over).into(),
            }),
        }
    }

    /// What kind of evidence a link leads to: "Siffra"; other kinds stay.
    pub fn evidence_kind(self, kind: &Worded<EvidenceKind>) -> String {
        match kind.meant() {
            Some(EvidenceKind::Figure) => self.evidence_figure(),
            Some(EvidenceKind::Incidents) => self.evidence_incidents(),
            Some(EvidenceKind::Voices) => self.evidence_voices(),
            Some(EvidenceKind::Survey) => self.evidence_survey(),
            Some(EvidenceKind::Document) => self.evidence_document(),
            Some(EvidenceKind::Assumption) => self.evidence_assumption(),
            None => kind.as_str().to_owned(),
        }
    }

    /// "Siffra: Stöldbrott, Lidköping, 2015: 1 700 (bra-reported)". What the
    /// link says of it in words stands beside, in the language of its authors.
    ///
    /// - `place`: the name of the link's place.
    pub fn evidence_link(self, link: &EvidenceLink, place: Option<&str>) -> String {
        let period = link.period.as_ref();
        let period = period.map(|p| self.language.period(p.first_day(), p.last_day()));
        let filter = link.filter.as_deref().map(named);
        let which = [
            link.indicator.as_deref(),
            filter.as_deref(),
            link.theme.as_deref(),
            link.area.as_deref(),
            place,
            period.as_deref(),
        ];
        let which: Vec<&str> = which.into_iter().flatten().collect();
        let mut line = match is_bare(link) {
            true => self.evidence_voices_elsewhere(),
            false => self.evidence_kind(&link.kind),
        };
        if !which.is_empty() {
            line = format!("{line}: {}", which.join(", "));
        }
        if let Some(value) = link.value {
            let value = match link.unit.as_deref() {
                Some("percent") => self.language.percent_of(value),
                Some(unit) => self.amount(value, unit),
                None => self.language.number(value),
            };
            line = format!("{line}: {value}");
        }
        if let Some(n) = link.n {
            line = format!("{line} ({})", self.evidence_answers(n));
        }
        match &link.source {
            Some(source) => format!("{line} [{}]", self.evidence_source(source)),
            None => line,
        }
    }

    /// Where an official figure comes from, as people call it; other sources stay.
    pub fn evidence_source(self, source: &str) -> String {
        match source {
            BRA_REPORTED => self.evidence_source_bra(),
            other => other.to_owned(),
        }
    }

    /// The source that a person names in either language; other words stay.
    pub fn evidence_source_named(words: &str) -> String {
        let mut named = Language::ALL
            .map(|language| language.texts().evidence_source_bra())
            .into_iter();
        match named.any(|name| name == words.trim()) {
            true => BRA_REPORTED.to_owned(),
            false => words.to_owned(),
        }
    }

    /// What the evidence makes of a cause.
    pub fn cause_state(self, state: CauseState) -> String {
        match state {
            CauseState::Assumption => self.cause_assumption(),
            CauseState::Supported => self.cause_supported(),
            CauseState::Contradicted => self.cause_contradicted(),
        }
    }

    /// A side of the crime triangle.
    pub fn triangle_side(self, side: TriangleSide) -> String {
        match side {
            TriangleSide::Place => self.side_place(),
            TriangleSide::Target => self.side_target(),
            TriangleSide::Offender => self.side_offender(),
        }
    }

    /// Of which sort a cause is (`situational`, `social`); other words stay.
    pub fn cause_kind(self, kind: &str) -> String {
        match kind {
            "situational" => self.cause_situational(),
            "social" => self.cause_social(),
            other => other.to_owned(),
        }
    }

    /// What is known of a kind of measure from where it was tried before.
    pub fn known_effect(self, known: KnownEffect) -> String {
        match known {
            KnownEffect::Works => self.known_works(),
            KnownEffect::Promising => self.known_promising(),
            KnownEffect::Mixed => self.known_mixed(),
            KnownEffect::Unknown => self.known_unknown(),
            KnownEffect::NoEffect => self.known_no_effect(),
            KnownEffect::Harmful => self.known_harmful(),
        }
    }

    /// Who may read something.
    pub fn released_to(self, readers: ReleasedTo) -> String {
        match readers {
            ReleasedTo::Public => self.released_public(),
            ReleasedTo::Partners => self.released_partners(),
        }
    }

    /// What a criterion asks: its own words, else the handbook's name for it.
    pub fn criterion(self, criterion: &Criterion) -> String {
        criterion
            .words
            .clone()
            .unwrap_or_else(|| self.criterion_named(&criterion.name))
    }

    /// A criterion of the handbook; other names stay.
    pub fn criterion_named(self, name: &str) -> String {
        match HandbookCriterion::named(name) {
            Some(HandbookCriterion::MostCommon) => self.criterion_most_common(),
            Some(HandbookCriterion::Rising) => self.criterion_rising(),
            Some(HandbookCriterion::Deviating) => self.criterion_deviating(),
            Some(HandbookCriterion::Place) => self.criterion_place(),
            Some(HandbookCriterion::Victims) => self.criterion_victims(),
            Some(HandbookCriterion::SignalCrime) => self.criterion_signal_crime(),
            Some(HandbookCriterion::Harm) => self.criterion_harm(),
            Some(HandbookCriterion::Resources) => self.criterion_resources(),
            Some(HandbookCriterion::Influence) => self.criterion_influence(),
            Some(HandbookCriterion::Cost) => self.criterion_cost(),
            None => name.to_owned(),
        }
    }

    /// Which group was asked; other groups stay.
    pub fn asked_group(self, group: &str) -> String {
        match group {
            "residents" => self.asked_residents(),
            "staff" => self.asked_staff(),
            "young" | "youth" => self.asked_young(),
            "property_owners" => self.asked_property_owners(),
            other => other.to_owned(),
        }
    }

    /// "12 per termin (2022)"; "–" when nothing was measured.
    pub fn measured(self, measured: Option<&Measured>) -> String {
        let Some(measured) = measured else {
            return "–".to_owned();
        };
        let value = measured.value.map(|value| match measured.unit.as_deref() {
            Some("percent") => self.language.percent_of(value),
            Some(unit) => self.amount(value, unit),
            None => self.language.number(value),
        });
        let said = [value, measured.words.clone()];
        let said: Vec<String> = said.into_iter().flatten().collect();
        match &measured.on {
            Some(on) => format!("{} ({})", said.join(", "), self.language.written_date(on)),
            None => said.join(", "),
        }
    }

    /// A step of the chain.
    pub fn chain_step(self, step: Step) -> String {
        match step {
            Step::Voice => self.chain_step_voice(),
            Step::Problem => self.chain_step_problem(),
            Step::Cause => self.chain_step_cause(),
            Step::Measure => self.chain_step_measure(),
            Step::Commitment => self.chain_step_commitment(),
            Step::Activity => self.chain_step_activity(),
            Step::Result => self.chain_step_result(),
            Step::Effect => self.chain_step_effect(),
            Step::FollowUp => self.chain_step_follow_up(),
            Step::Feedback => self.chain_step_feedback(),
        }
    }

    /// What an edition does not hold, one sentence each.
    pub fn left_out(self, left: LeftOut) -> Vec<String> {
        let all = [
            (left.problems, self.edition_left_problems(left.problems)),
            (left.sections, self.edition_left_sections(left.sections)),
            (left.voices, self.edition_left_voices(left.voices)),
            (
                left.indicators,
                self.edition_left_indicators(left.indicators),
            ),
            (
                left.small_numbers,
                self.edition_left_small(left.small_numbers),
            ),
        ];
        some_of(all)
    }

    /// How much of each kind there is, a few words each.
    pub fn picture_contents(self, held: Contents) -> Vec<String> {
        some_of([
            (held.problems, self.contents_problems(held.problems)),
            (held.causes, self.contents_causes(held.causes)),
            (held.measures, self.contents_measures(held.measures)),
            (held.indicators, self.contents_indicators(held.indicators)),
            (held.evidence, self.contents_evidence(held.evidence)),
            (held.voices, self.contents_voices(held.voices)),
            (held.sections, self.contents_sections(held.sections)),
            (held.places, self.contents_places(held.places)),
            (held.parties, self.contents_parties(held.parties)),
            (held.criteria, self.contents_criteria(held.criteria)),
        ])
    }
}

/// Whether a link says nothing but that it is voices: its readers may not have them.
fn is_bare(link: &EvidenceLink) -> bool {
    let says = link.words.is_some() || link.theme.is_some() || link.value.is_some();
    link.kind.meant() == Some(EvidenceKind::Voices) && link.voices.is_empty() && !says
}

/// The name of a filter in words: some write it as machines do.
fn named(filter: &str) -> String {
    match filter.contains(char::is_whitespace) {
        true => filter.to_owned(),
        false => filter.replace(['-', '_'], " "),
    }
}

/// The words of what there is any of.
fn some_of<const N: usize>(all: [(usize, String); N]) -> Vec<String> {
    let some = all.into_iter().filter(|(n, _)| *n > 0);
    some.map(|(_, words)| words).collect()
}

fn days(n: i32) -> usize {
    usize::try_from(n).unwrap_or(0)
}
