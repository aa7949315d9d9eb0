//! Answers from places: did it change where something was done, beside places
//! where nothing was, and did the problem move?

mod plan;

use handslag_domain::amount::Amount;
use handslag_domain::claim::Estimate;
use handslag_domain::effect::{
    Bar, Drawing, Finding, HowWeKnow, NamedEstimate, PlaceBars, PlaceCount, PlaceRole,
    SmallestSeen, Table, Warning, WarningKind,
};
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::{Texts, arg};
use handslag_stats::Level;
use handslag_stats::effect::{
    BeforeAfter, Difference, DisplacementTable, WeightedDisplacement, Weights,
    log_ratio_difference, weighted_displacement,
};

use super::answer::{Answer, code, decimals, level_percent, paragraphs, tenths};
use super::holm::ALPHA;
use super::power::{LARGE, Told, curve};
use super::question::Question;
use super::warnings;
use super::words::{months_in_words, wanted, whole_percent};
use plan::PlacePlan;

/// Fewer events than this at the treated place are few.
const FEW: f64 = 20.0;

/// Control and treated are of like size when neither has over twice the other's
/// events before: the difference in numbers assumes that they would have changed
/// by as many (Wheeler and Ratcliffe 2018).
const LIKE: f64 = 2.0;

/// The answer in words and numbers.
pub fn answer(question: &Question<'_>, p_adjusted: Option<f64>) -> Answer {
    let texts = question.language.texts();
    let places = &question.comparison.places;
    let has = |role: PlaceRole| places.iter().any(|place| place.role == role);
    if !has(PlaceRole::Treated) || !has(PlaceRole::Control) {
        return Answer::without_numbers(Finding::NotExamined, texts.place_needs_control());
    }
    if !places.iter().all(is_counted) {
        return Answer::without_numbers(Finding::NotExamined, texts.place_not_counts());
    }
    if let Some(when) = nothing_counted(places, texts) {
        return Answer::without_numbers(Finding::NotExamined, texts.place_nothing_counted(&when));
    }
    let rings = Rings::of(places);
    let table = table_of(places, rings, months(question));
    let Ok(found) = weighted_displacement(&table, Level::P95) else {
        return Answer::without_numbers(Finding::NotExamined, texts.place_not_counts());
    };
    Teller {
        question,
        texts,
        table,
        found,
        rings,
        p_adjusted,
    }
    .answer()
}

/// The p value of a question, before it is adjusted for how many were asked.
pub fn p(question: &Question<'_>) -> Option<f64> {
    let estimates = answer(question, None).estimates;
    estimates.first()?.p.map(Amount::to_f64)
}

/// The smallest changes at the treated place that would be seen.
pub fn smallest(question: &Question<'_>) -> Option<SmallestSeen> {
    let plan = planned(question)?;
    let percent = |ratio: Option<f64>| ratio.map(|ratio| tenths((ratio - 1.0).abs() * 100.0));
    Some(SmallestSeen {
        decrease_percent: percent(plan.detectable_decrease()),
        increase_percent: percent(plan.detectable_increase()),
        locked: false,
    })
}

/// What could be seen at the places, and what to choose instead.
pub fn foretold(question: &Question<'_>) -> Told {
    let t = question.language.texts();
    let Some(plan) = planned(question) else {
        return Told {
            plain: vec![t.foresee_place_needs()],
            ..Told::default()
        };
    };
    let percent = |ratio: f64| whole_percent(question.language, (ratio - 1.0).abs() * 100.0);
    let events = |n: f64| question.language.number(decimals(n, 0));
    let decrease = plan.detectable_decrease();
    let mut told = Told {
        plain: vec![match decrease {
            Some(ratio) => t.foresee_place(arg::ForeseePlace {
                percent: &percent(ratio),
                before: &events(plan.before()),
                after: &events(plan.left(ratio).floor()),
            }),
            None => t.foresee_place_hopeless(),
        }],
        instead: Vec::new(),
        curve: Some(curve(
            question,
            |ratio| plan.power(ratio),
            decrease,
            t.place_data(),
        )),
    };
    let (before, after) = months(question);
    told.plain.push(match before == after {
        true => t.foresee_place_as_long(),
        false => t.place_per_time(),
    });
    if decrease.is_none_or(|ratio| 1.0 - ratio > LARGE) {
        let longer = plan.longer(2.0).detectable_decrease();
        told.instead
            .extend(longer.map(|ratio| t.foresee_place_longer(&percent(ratio))));
        told.instead.push(t.foresee_place_more());
        told.instead.push(t.foresee_try_activity());
    }
    told
}

/// The plan of a question whose counts before are there.
fn planned(question: &Question<'_>) -> Option<PlacePlan> {
    let places = &question.comparison.places;
    let has = |role: PlaceRole| places.iter().any(|place| place.role == role);
    let counted = places.iter().all(is_counted) && has(PlaceRole::Control);
    let table = table_of(places, Rings::of(places), months(question));
    PlacePlan::new(&table).filter(|_| counted)
}

/// How many months before and after; as many where it is not said.
fn months(question: &Question<'_>) -> (f64, f64) {
    question.spans().map_or((1.0, 1.0), |(before, after)| {
        (before.len() as f64, after.len() as f64)
    })
}

/// Which rings have counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rings {
    None,
    /// Around one of the places only: there is nothing to set it beside.
    One,
    Both,
}

impl Rings {
    /// A ring tells of a move only beside the ring of a like place.
    fn of(places: &[PlaceCount]) -> Self {
        let has = |role: PlaceRole| places.iter().any(|place| place.role == role);
        match (has(PlaceRole::Ring), has(PlaceRole::ControlRing)) {
            (true, true) => Self::Both,
            (false, false) => Self::None,
            _ => Self::One,
        }
    }
}

/// Whole numbers from zero: what events can be.
fn is_counted(place: &PlaceCount) -> bool {
    let is_count = |n: Amount| n.to_i64().is_some_and(|n| n >= 0);
    is_count(place.before) && is_count(place.after)
}

/// Before or after, when no place has an event then: most likely nobody has
/// filled it in, and an answer would only say that everything vanished.
fn nothing_counted(places: &[PlaceCount], texts: Texts) -> Option<String> {
    let none = |of: fn(&PlaceCount) -> Amount| places.iter().all(|place| of(place).is_zero());
    match (none(|place| place.before), none(|place| place.after)) {
        (true, _) => Some(texts.place_nothing_before()),
        (_, true) => Some(texts.place_nothing_after()),
        _ => None,
    }
}

/// Counts added up by role. With periods of unlike length the differences are
/// in events over a time as long as the months judged.
fn table_of(places: &[PlaceCount], rings: Rings, (before, after): (f64, f64)) -> DisplacementTable {
    let sum = |role: PlaceRole| {
        let of_role = || places.iter().filter(|place| place.role == role);
        BeforeAfter::new(
            of_role().map(|place| place.before.to_f64()).sum(),
            of_role().map(|place| place.after.to_f64()).sum(),
        )
    };
    let ring = |role| match rings {
        Rings::Both => sum(role),
        Rings::None | Rings::One => BeforeAfter::new(0.0, 0.0),
    };
    DisplacementTable {
        treated: sum(PlaceRole::Treated),
        control: sum(PlaceRole::Control),
        displacement: ring(PlaceRole::Ring),
        displacement_control: ring(PlaceRole::ControlRing),
        weights: Weights {
            before: before / after,
            ..Weights::default()
        },
    }
}

/// Whether a difference is none, as it is written out.
fn is_none(difference: f64) -> bool {
    tenths(difference).is_zero()
}

struct Teller<'a> {
    question: &'a Question<'a>,
    texts: Texts,
    table: DisplacementTable,
    found: WeightedDisplacement,
    rings: Rings,
    p_adjusted: Option<f64>,
}

impl Teller<'_> {
    fn answer(&self) -> Answer {
        let finding = self.finding();
        Answer {
            finding,
            plain: self.plain(finding),
            grade: EvidenceGrade::WithComparison,
            estimates: self.estimates(),
            smallest: self
                .question
                .locked_smallest()
                .or_else(|| smallest(self.question)),
            warnings: self.warnings(),
            how: self.how(),
            drawings: vec![Drawing::Places(self.bars())],
        }
    }

    fn finding(&self) -> Finding {
        let net = &self.found.net;
        match (net.lower, net.upper) {
            _ if self.p_adjusted.is_some_and(|p| p > ALPHA) => Finding::CannotBeTold,
            (_, upper) if upper < 0.0 => Finding::Decrease,
            (lower, _) if lower > 0.0 => Finding::Increase,
            _ => Finding::CannotBeTold,
        }
    }

    fn events(&self, n: f64) -> String {
        self.question.language.number(decimals(n, 0))
    }

    /// Whole events; what would round to none keeps a decimal, so that an end
    /// of an interval never reads as zero when it is not.
    fn difference_in_words(&self, n: f64) -> String {
        match n {
            n if n < 0.5 => self.question.language.number(tenths(n)),
            n => self.events(n),
        }
    }

    fn range(&self, difference: Difference) -> (String, String) {
        let half = Level::P95.z() * difference.standard_error;
        (
            self.signed(difference.value - half),
            self.signed(difference.value + half),
        )
    }

    /// "29 färre", "6 fler", "lika många".
    fn signed(&self, n: f64) -> String {
        match n {
            n if is_none(n) => self.texts.place_as_many(),
            n if n < 0.0 => self.texts.place_fewer(&self.difference_in_words(-n)),
            n => self.texts.place_more(&self.difference_in_words(n)),
        }
    }

    fn plain(&self, finding: Finding) -> Vec<String> {
        let t = self.texts;
        let pair = |counts: BeforeAfter| (self.events(counts.before), self.events(counts.after));
        let (before, after) = pair(self.table.treated);
        let (control_before, control_after) = pair(self.table.control);
        let mut happened = vec![
            t.place_treated(arg::PlaceTreated {
                before: &before,
                after: &after,
            }),
            t.place_control(arg::PlaceControl {
                before: &control_before,
                after: &control_after,
            }),
        ];
        if self.table.weights.before != self.table.weights.after {
            happened.push(t.place_per_time());
        }
        let (low, high) = self.range(self.found.total);
        let (low, high) = (low.as_str(), high.as_str());
        let net = match self.found.net.value {
            value if is_none(value) => t.place_net_same(arg::PlaceNetSame { low, high }),
            value => t.place_net(arg::PlaceNet {
                change: &self.signed(value),
                low,
                high,
            }),
        };
        let judged = match finding {
            Finding::Decrease | Finding::Increase => t.place_not_chance(),
            _ if self.found.p <= ALPHA => t.effect_one_of_many(),
            _ => t.place_may_be_chance(),
        };
        let around = match self.rings {
            Rings::Both => vec![self.moved()],
            Rings::One => vec![t.place_ring_alone()],
            Rings::None => Vec::new(),
        };
        let meaning = wanted(self.texts, self.question.wanted(), finding);
        paragraphs([
            happened,
            vec![net, judged],
            around,
            meaning.into_iter().collect(),
        ])
    }

    fn moved(&self) -> String {
        let half = Level::P95.z() * self.found.displaced.standard_error;
        let (low, high) = self.range(self.found.displaced);
        let value = self.found.displaced.value;
        let (low, high) = (low.as_str(), high.as_str());
        let ring = match value {
            value if is_none(value) => self.texts.place_ring_same(arg::PlaceRingSame { low, high }),
            value => self.texts.place_ring(arg::PlaceRing {
                change: &self.signed(value),
                low,
                high,
            }),
        };
        let most = (value + half).ceil();
        let more = match value {
            value if value - half > 0.0 => self.texts.place_moved(),
            value if value + half < 0.0 => self.texts.place_spread(),
            _ => self.texts.place_no_move_seen(&self.events(most)),
        };
        format!("{ring} {more}")
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut all: Vec<Warning> = warnings::standing(self.question, self.texts)
            .into_iter()
            .collect();
        all.extend(warnings::pandemic(self.question, self.texts));
        let treated = self.table.treated;
        if treated.before.min(treated.after) < FEW {
            all.push(Warning {
                kind: WarningKind::SmallNumbers,
                text: self.texts.warning_small_places(),
            });
        }
        let size = self.table.control.before / treated.before.max(0.5);
        if !(1.0 / LIKE..=LIKE).contains(&size) {
            all.push(Warning {
                kind: WarningKind::NoComparators,
                text: self.texts.warning_unlike_places(),
            });
        }
        if self.question.comparison.chosen_after.is_some() {
            all.push(Warning {
                kind: WarningKind::RegressionToTheMean,
                text: self.texts.warning_chosen_place(),
            });
        }
        all
    }

    fn estimates(&self) -> Vec<NamedEstimate> {
        let t = self.texts;
        let mut all = vec![self.difference(t.estimate_net(), self.found.total)];
        all[0].p = Some(decimals(self.found.p, 4));
        all[0].p_adjusted = self.p_adjusted.map(|p| decimals(p, 4));
        all.push(self.difference(t.estimate_local(), self.found.local));
        if self.rings == Rings::Both {
            all.push(self.difference(t.estimate_ring(), self.found.displaced));
        }
        if let Some(ratio) = self.ratio() {
            all.push(NamedEstimate {
                name: t.estimate_place_ratio(),
                estimate: super::answer::in_percent(
                    &ratio,
                    &t.estimate_of_percent(),
                    &t.method_log_ratio(),
                ),
                p: None,
                p_adjusted: None,
            });
        }
        all
    }

    /// How many times the control's ratio the treated place's is.
    fn ratio(&self) -> Option<handslag_stats::Estimate> {
        let logs = log_ratio_difference(self.table.treated, self.table.control).ok()?;
        let half = Level::P95.z() * logs.standard_error;
        Some(handslag_stats::Estimate {
            value: logs.value.exp(),
            lower: (logs.value - half).exp(),
            upper: (logs.value + half).exp(),
            level: Level::P95,
            method: handslag_stats::Method::LogRatioDifferenceInDifferences,
        })
    }

    fn difference(&self, name: String, difference: Difference) -> NamedEstimate {
        let half = Level::P95.z() * difference.standard_error;
        NamedEstimate {
            name,
            estimate: Estimate {
                value: tenths(difference.value),
                low: tenths(difference.value - half),
                high: tenths(difference.value + half),
                level_percent: level_percent(Level::P95),
                of: self.texts.estimate_of_events(),
                method: self.texts.method_wdd(),
                ..Estimate::default()
            },
            p: None,
            p_adjusted: None,
        }
    }

    fn how(&self) -> HowWeKnow {
        let t = self.texts;
        HowWeKnow {
            data: vec![t.place_data()],
            method: vec![t.place_method(), t.place_method_ratio()],
            assumptions: self.assumptions(),
            references: vec![
                "Wheeler & Ratcliffe (2018), doi:10.1186/s40163-018-0085-5".to_owned(),
                "Bowers & Johnson (2003), doi:10.1023/A:1024909009240".to_owned(),
            ],
            table: self.places(),
            code: code(),
        }
    }

    fn assumptions(&self) -> Vec<String> {
        let t = self.texts;
        let mut all = vec![t.place_assumes_like(), t.how_assumes_independent()];
        if self.question.spans().is_none() {
            all.push(t.place_assumes_same_time());
        }
        all
    }

    fn name(&self, place: &PlaceCount) -> String {
        let name = place.name.clone();
        let name = name.or_else(|| place.place.as_ref().map(ToString::to_string));
        let role = self.texts.place_role(place.role);
        match name {
            Some(name) => format!("{name} ({role})"),
            None => role,
        }
    }

    fn places(&self) -> Table {
        let t = self.texts;
        let language = self.question.language;
        let (before, after) = self.headings();
        let rows = self.question.comparison.places.iter().map(|place| {
            vec![
                self.name(place),
                language.number(place.before),
                language.number(place.after),
            ]
        });
        Table {
            caption: t.how_table_caption(),
            columns: vec![t.how_column_where(), before, after],
            rows: rows.collect(),
        }
    }

    fn headings(&self) -> (String, String) {
        let t = self.texts;
        match self.question.spans() {
            Some((before, after)) => (
                t.how_column_before(&months_in_words(self.question.language, before)),
                t.how_column_after(&months_in_words(self.question.language, after)),
            ),
            None => (t.place_before(), t.place_after()),
        }
    }

    fn bars(&self) -> PlaceBars {
        let (before, after) = self.headings();
        let places = self.question.comparison.places.iter();
        PlaceBars {
            id: format!("{}-platser", self.question.id),
            finding: match self.found.net.value {
                value if is_none(value) => self.texts.place_net_short_same(),
                value => self.texts.place_net_short(&self.signed(value)),
            },
            unit: self.texts.estimate_of_events(),
            rows: None,
            is_percent: false,
            before,
            after,
            bars: places
                .map(|place| Bar {
                    name: self.name(place),
                    before: place.before.to_f64(),
                    after: place.after.to_f64(),
                })
                .collect(),
            source: self.texts.place_data(),
        }
    }
}

#[cfg(test)]
mod tests;
