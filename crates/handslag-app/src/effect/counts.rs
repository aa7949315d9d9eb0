//! Answers from counts: is the level the same, did the number change, and did
//! it change more than elsewhere?

use handslag_domain::effect::{
    Asks, Finding, HowWeKnow, MonthSpan, NamedEstimate, SmallestSeen, Table, Wanted,
};
use handslag_domain::series::Area;
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::{Texts, arg};
use handslag_stats::{Estimate, Level, rate_ratio};

use super::answer::{Answer, code, decimals, in_percent, tenths};
use super::drawn;
use super::others::{FEWEST_UNITS, Others, others};
use super::panel::Total;
use super::question::Question;
use super::second_opinion::second_opinion;
use super::warnings::{Raised, count, counted, warnings};
use super::words::{change_in_words, months_in_words, percent_rounded_up, whole_percent};

/// The risk of a false alarm that the promise as a whole may run.
const ALPHA: f64 = 0.05;

/// What was computed of one question.
pub struct Measured {
    /// The baseline and the months judged.
    pub spans: (MonthSpan, MonthSpan),
    /// Own counts.
    pub own: (Total, Total),
    /// Own change per month, as a ratio; chance alone.
    pub change: Estimate,
    /// The same from the other baselines.
    pub from_others: Vec<(MonthSpan, Estimate)>,
    /// Beside the country's other municipalities.
    pub country: Option<Others>,
    /// Beside the comparable municipalities.
    pub comparable: Option<Others>,
    asks: Asks,
}

impl Measured {
    /// How probable so large a difference is without any, for the comparison
    /// that decides.
    pub fn p(&self) -> Option<f64> {
        match self.asks {
            Asks::ChangeAgainstOthers => self.decides().map(|others| others.p),
            _ => None,
        }
    }

    /// The comparison that decides: with the whole country, whose false alarms
    /// the self-test counts. The comparable stand beside it.
    fn decides(&self) -> Option<&Others> {
        self.country.as_ref()
    }
}

/// Why nothing could be computed.
pub enum Unmeasured {
    /// It is not said which months are compared.
    NoMonths,
    /// Figures are not held for these months.
    NoFigures(Vec<MonthSpan>),
    /// Nothing was counted in either period.
    NothingCounted,
}

/// Computes what a question about counts asks for.
pub fn measure(question: &Question<'_>) -> Result<Measured, Unmeasured> {
    let spans = question.spans().ok_or(Unmeasured::NoMonths)?;
    let missing = |area: &Area| {
        let both = [spans.0, spans.1].into_iter();
        both.flat_map(|span| question.panel.gaps(area, span))
            .collect()
    };
    let no_area = || Unmeasured::NoFigures(vec![spans.0, spans.1]);
    let area = question.area().ok_or_else(no_area)?;
    let total = |span| question.panel.total(&area, span);
    let own = total(spans.0).zip(total(spans.1));
    let own = own.ok_or_else(|| Unmeasured::NoFigures(missing(&area)))?;
    let ratio = |before: Total| rate_ratio(counted(before), counted(own.1), Level::P95);
    let change = ratio(own.0).map_err(|_| Unmeasured::NothingCounted)?;
    let baselines = question.comparison.also_before.iter();
    let from_others = baselines
        .filter_map(MonthSpan::within)
        .filter_map(|span| Some((span, ratio(question.panel.total(&area, span)?).ok()?)))
        .collect();
    Ok(Measured {
        spans,
        own,
        change,
        from_others,
        country: others(question, &area, spans, None),
        comparable: comparable(question, &area, spans),
        asks: question.asks().clone(),
    })
}

fn comparable(
    question: &Question<'_>,
    own: &Area,
    spans: (MonthSpan, MonthSpan),
) -> Option<Others> {
    let chosen = question.comparison.compared_with.as_ref()?;
    let areas: Vec<Area> = chosen
        .municipalities
        .iter()
        .filter_map(|written| crate::figures::area(written))
        .filter(|area| area != own)
        .collect();
    match areas.is_empty() {
        true => None,
        false => others(question, own, spans, Some(&areas)),
    }
}

/// The smallest changes that the figures could show, foreseen when the baseline
/// ended: the months judged are taken to be as it was.
pub fn smallest(question: &Question<'_>) -> Option<SmallestSeen> {
    drawn::Foreseen::of(question).map(|foreseen| {
        let percent = |ratio: Option<f64>| ratio.map(|ratio| tenths((ratio - 1.0).abs() * 100.0));
        SmallestSeen {
            decrease_percent: percent(foreseen.detectable_decrease()),
            increase_percent: percent(foreseen.detectable_increase()),
            locked: false,
        }
    })
}

/// The answer in words and numbers.
pub fn answer(question: &Question<'_>, p_adjusted: Option<f64>) -> Answer {
    match measure(question) {
        Ok(measured) => {
            let teller = Teller {
                question,
                measured: &measured,
                p_adjusted,
                texts: question.language.texts(),
            };
            teller.answer()
        }
        Err(unmeasured) => without(question, &unmeasured),
    }
}

fn without(question: &Question<'_>, why: &Unmeasured) -> Answer {
    let texts = question.language.texts();
    let months = match why {
        Unmeasured::NoMonths => {
            return Answer::without_numbers(Finding::NotExamined, texts.effect_no_months());
        }
        Unmeasured::NothingCounted => {
            let text = texts.effect_nothing_counted(arg::EffectNothingCounted {
                indicator: question.indicator(),
                area: &question.area_name(),
            });
            return Answer::without_numbers(Finding::CannotBeTold, text);
        }
        Unmeasured::NoFigures(spans) => {
            let spans = spans.iter();
            let words = spans.map(|span| months_in_words(question.language, *span));
            question.language.list(&words.collect::<Vec<_>>())
        }
    };
    let text = texts.effect_not_examined(arg::EffectNotExamined {
        indicator: question.indicator(),
        area: &question.area_name(),
        months: &months,
    });
    Answer::without_numbers(Finding::NotExamined, text)
}

/// Says what was measured.
struct Teller<'a> {
    question: &'a Question<'a>,
    measured: &'a Measured,
    p_adjusted: Option<f64>,
    texts: Texts,
}

impl Teller<'_> {
    fn answer(&self) -> Answer {
        let finding = self.finding();
        let country = self.measured.country.as_ref();
        let second = match self.measured.asks {
            Asks::ChangeAgainstOthers => second_opinion(self.question),
            _ => None,
        };
        let mut answer = Answer {
            finding,
            plain: self.plain(finding),
            grade: self.grade(),
            estimates: self.estimates(),
            smallest: self.smallest(),
            warnings: self.warnings(country),
            how: self.how(),
            drawings: drawn::drawings(self.question, self.measured),
        };
        if let Some(second) = second {
            answer.plain.extend(second.plain);
            answer.warnings.extend(second.warning);
            answer.drawings.extend(second.drawing);
        }
        answer
    }

    /// The ratio that decides: against others, or before and after.
    fn deciding(&self) -> Option<&Estimate> {
        match self.measured.asks {
            Asks::ChangeAgainstOthers => self.measured.decides().map(|others| &others.against),
            _ => Some(&self.measured.change),
        }
    }

    fn finding(&self) -> Finding {
        let Some(ratio) = self.deciding() else {
            return Finding::NotExamined;
        };
        let withheld = self.measured.asks == Asks::ChangeAgainstOthers
            && self
                .measured
                .decides()
                .is_some_and(|others| others.withheld);
        if withheld {
            return Finding::CannotBeTold;
        }
        if let Some(margin) = self.margin()
            && 1.0 - margin < ratio.lower
            && ratio.upper < 1.0 + margin
        {
            return Finding::Equal;
        }
        let seen = self.p_adjusted.is_none_or(|p| p <= ALPHA);
        match ratio {
            _ if !seen => Finding::CannotBeTold,
            ratio if ratio.upper < 1.0 => Finding::Decrease,
            ratio if ratio.lower > 1.0 => Finding::Increase,
            _ => Finding::CannotBeTold,
        }
    }

    /// The margin as a share: 0.1 for 10 %.
    fn margin(&self) -> Option<f64> {
        let percent = self.question.comparison.margin_percent?;
        Some(percent.to_f64() / 100.0)
    }

    fn grade(&self) -> EvidenceGrade {
        match self.measured.asks {
            Asks::ChangeAgainstOthers if self.measured.decides().is_some() => {
                EvidenceGrade::WithComparison
            }
            _ => EvidenceGrade::BeforeAfter,
        }
    }

    fn plain(&self, finding: Finding) -> Vec<String> {
        let mut all = vec![self.own_change()];
        if self.measured.spans.0.len() != self.measured.spans.1.len() {
            all.push(self.texts.effect_per_month());
        }
        match self.measured.asks {
            Asks::Level => all.push(self.level(finding)),
            Asks::ChangeAgainstOthers => self.beside_others(finding, &mut all),
            _ => {
                all.push(self.chance());
                all.push(self.texts.effect_chance_only());
            }
        }
        self.wanted(finding, &mut all);
        all
    }

    fn own_change(&self) -> String {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let (own_before, own_after) = self.measured.own;
        let what = match self.question.indicator() {
            crate::figures::ALL_OFFENCES => self.texts.effect_what_all(),
            category => self.texts.effect_what(category),
        };
        let area = self.question.area_name();
        let (before, after) = (
            months_in_words(language, before),
            months_in_words(language, after),
        );
        let (n_before, n_after) = (count(own_before.n), count(own_after.n));
        if own_before.n == 0 {
            return self.texts.effect_from_zero(arg::EffectFromZero {
                what: &what,
                area: &area,
                before: &before,
                after: &after,
                n_after,
            });
        }
        let change = (self.measured.change.value - 1.0) * 100.0;
        let percent = whole_percent(language, change.abs());
        if change > 0.0 {
            self.texts.effect_higher(arg::EffectHigher {
                what: &what,
                area: &area,
                percent: &percent,
                before: &before,
                after: &after,
                n_before,
                n_after,
            })
        } else if change < 0.0 {
            self.texts.effect_lower(arg::EffectLower {
                what: &what,
                area: &area,
                percent: &percent,
                before: &before,
                after: &after,
                n_before,
                n_after,
            })
        } else {
            self.texts.effect_same(arg::EffectSame {
                what: &what,
                area: &area,
                before: &before,
                after: &after,
                n_before,
                n_after,
            })
        }
    }

    fn beside_others(&self, finding: Finding, all: &mut Vec<String>) {
        let held = self.question.panel.municipalities().count();
        let Some(decides) = self.measured.decides() else {
            all.push(self.texts.effect_no_panel(arg::EffectNoPanel {
                n: FEWEST_UNITS.into(),
                n_held: held.into(),
            }));
            return;
        };
        for others in [&self.measured.country, &self.measured.comparable] {
            all.extend(others.as_ref().map(|others| self.others_change(others)));
        }
        let usual = match self.measured.spans.1.len() {
            0..=12 => self.texts.effect_usual_for_a_year(),
            _ => self.texts.effect_usual_for_the_time(),
        };
        match finding {
            Finding::Decrease => all.push(self.texts.effect_beyond_decrease(&usual)),
            Finding::Increase => all.push(self.texts.effect_beyond_increase(&usual)),
            Finding::Equal => all.push(self.texts.effect_equal(&self.margin_words())),
            Finding::CannotBeTold if decides.withheld => all.push(self.texts.effect_withheld()),
            Finding::CannotBeTold | Finding::NotExamined => {
                all.push(self.texts.effect_not_beyond(&usual));
                all.push(self.texts.effect_cannot_be_told());
            }
        }
        if !decides.withheld {
            all.extend(self.ruled_out(&decides.against, finding));
            all.push(self.texts.effect_rank(arg::EffectRank {
                n: decides.rank.1.into(),
                n_rank: decides.rank.0.into(),
            }));
        }
    }

    fn others_change(&self, others: &Others) -> String {
        let change = (others.change - 1.0) * 100.0;
        let who = match others.is_country {
            true => self.texts.effect_the_country(),
            false => self.texts.effect_the_comparable(others.n),
        };
        let percent = whole_percent(self.question.language, change.abs());
        if change > 0.0 {
            self.texts.effect_others_higher(arg::EffectOthersHigher {
                others: &who,
                percent: &percent,
            })
        } else if change < 0.0 {
            self.texts.effect_others_lower(arg::EffectOthersLower {
                others: &who,
                percent: &percent,
            })
        } else {
            self.texts.effect_others_same(&who)
        }
    }

    /// What is ruled out, in the direction that matters most; both when nothing
    /// could be told.
    fn ruled_out(&self, ratio: &Estimate, finding: Finding) -> Vec<String> {
        let language = self.question.language;
        let decrease = || match ratio.lower {
            low if low >= 1.0 => Some(self.texts.effect_rules_out_any_decrease()),
            low if low > 0.0 => {
                let percent = percent_rounded_up(language, (1.0 - low) * 100.0);
                Some(self.texts.effect_rules_out_decrease(&percent))
            }
            _ => None,
        };
        let increase = || match ratio.upper {
            high if high <= 1.0 => Some(self.texts.effect_rules_out_any_increase()),
            high if high.is_finite() => {
                let percent = percent_rounded_up(language, (high - 1.0) * 100.0);
                Some(self.texts.effect_rules_out_increase(&percent))
            }
            _ => None,
        };
        let both = match (finding, self.question.wanted()) {
            (Finding::Decrease, _) => [decrease(), None],
            (Finding::Increase, _) => [increase(), None],
            (_, Some(Wanted::Up)) => [increase(), decrease()],
            _ => [decrease(), increase()],
        };
        both.into_iter().flatten().collect()
    }

    fn ends(&self, ratio: &Estimate) -> (String, String) {
        let words = |ratio: f64| match ratio.is_finite() {
            true => change_in_words(self.question.language, (ratio - 1.0) * 100.0),
            false => "∞".to_owned(),
        };
        (words(ratio.lower), words(ratio.upper))
    }

    fn chance(&self) -> String {
        let change = &self.measured.change;
        let (low, high) = self.ends(change);
        match change.lower <= 1.0 && 1.0 <= change.upper {
            true => self.texts.effect_chance_enough(arg::EffectChanceEnough {
                low: &low,
                high: &high,
            }),
            false => self
                .texts
                .effect_chance_not_enough(arg::EffectChanceNotEnough {
                    low: &low,
                    high: &high,
                }),
        }
    }

    fn margin_words(&self) -> String {
        whole_percent(
            self.question.language,
            self.margin().unwrap_or_default() * 100.0,
        )
    }

    fn level(&self, finding: Finding) -> String {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let (before, after) = (
            months_in_words(language, before),
            months_in_words(language, after),
        );
        let (low, high) = self.ends(&self.measured.change);
        let (before, after, low, high) =
            (before.as_str(), after.as_str(), low.as_str(), high.as_str());
        match finding {
            Finding::Equal => self.texts.effect_level_equal(arg::EffectLevelEqual {
                before,
                after,
                margin: &self.margin_words(),
            }),
            Finding::Increase => self.texts.effect_level_above(arg::EffectLevelAbove {
                before,
                after,
                low,
                high,
            }),
            Finding::Decrease => self.texts.effect_level_below(arg::EffectLevelBelow {
                before,
                after,
                low,
                high,
            }),
            Finding::CannotBeTold | Finding::NotExamined => {
                self.texts.effect_level_unclear(arg::EffectLevelUnclear {
                    before,
                    after,
                    low,
                    high,
                })
            }
        }
    }

    fn wanted(&self, finding: Finding, all: &mut Vec<String>) {
        let text = match (self.question.wanted(), finding) {
            (Some(Wanted::Effort), _) => self.texts.effect_effort(),
            (Some(Wanted::Down), Finding::Decrease) | (Some(Wanted::Up), Finding::Increase) => {
                self.texts.effect_wanted_reached()
            }
            (Some(Wanted::Down), Finding::Increase) | (Some(Wanted::Up), Finding::Decrease) => {
                self.texts.effect_wanted_against()
            }
            _ => return self.no_cause(finding, all),
        };
        all.push(text);
        self.no_cause(finding, all);
    }

    fn no_cause(&self, finding: Finding, all: &mut Vec<String>) {
        if matches!(finding, Finding::Decrease | Finding::Increase) {
            all.push(self.texts.effect_no_cause());
        }
    }

    fn estimates(&self) -> Vec<NamedEstimate> {
        let texts = self.texts;
        let funnel = texts.effect_method_funnel();
        let poisson = texts.effect_method_poisson();
        let percent = texts.estimate_of_percent();
        let decides = self.measured.decides().map(|others| others.is_country);
        let beside = [&self.measured.country, &self.measured.comparable]
            .into_iter()
            .flatten()
            .map(|others| NamedEstimate {
                name: match others.is_country {
                    true => texts.estimate_against_country(),
                    false => texts.estimate_against_comparable(),
                },
                estimate: in_percent(&others.against, &percent, &funnel),
                p: Some(decimals(others.p, 4)),
                p_adjusted: match decides == Some(others.is_country) {
                    true => self.p_adjusted.map(|p| decimals(p, 4)),
                    false => None,
                },
            });
        let plain = |name: String, change: &Estimate| NamedEstimate {
            name,
            estimate: in_percent(change, &percent, &poisson),
            p: None,
            p_adjusted: None,
        };
        let area = self.question.area_name();
        let own = plain(texts.estimate_own_change(&area), &self.measured.change);
        let also = self.measured.from_others.iter().map(|(span, change)| {
            let months = months_in_words(self.question.language, *span);
            plain(texts.estimate_other_baseline(&months), change)
        });
        match self.measured.asks {
            Asks::ChangeAgainstOthers => beside.chain([own]).chain(also).collect(),
            _ => std::iter::once(own).chain(also).chain(beside).collect(),
        }
    }

    /// As it was locked, where it was; else as the figures before show it.
    fn smallest(&self) -> Option<SmallestSeen> {
        match self.question.locked {
            Some(locked) if self.question.standing.is_confirmatory() => Some(SmallestSeen {
                decrease_percent: locked.smallest_decrease_percent,
                increase_percent: locked.smallest_increase_percent,
                locked: true,
            }),
            _ => smallest(self.question),
        }
    }

    fn warnings(&self, country: Option<&Others>) -> Vec<handslag_domain::effect::Warning> {
        use handslag_domain::effect::{Warning, WarningKind};
        let mut all = warnings(&Raised {
            question: self.question,
            spans: self.measured.spans,
            own: self.measured.own,
            country: country.map(|others| others.change),
        });
        let asks_others = self.measured.asks == Asks::ChangeAgainstOthers;
        if asks_others && self.measured.decides().is_some_and(|others| others.uneven) {
            all.push(Warning {
                kind: WarningKind::UnevenDrift,
                text: self.texts.warning_uneven(),
            });
        }
        let chosen = self.question.comparison.compared_with.as_ref();
        let chosen = chosen.map_or(0, |with| with.municipalities.len());
        if asks_others && chosen > 0 && self.measured.comparable.is_none() {
            let (before, after) = self.measured.spans;
            let n = super::others::held(self.question, before, after);
            all.push(Warning {
                kind: WarningKind::NoComparators,
                text: self.texts.warning_no_comparators(n),
            });
        }
        all
    }

    fn how(&self) -> HowWeKnow {
        let texts = self.texts;
        let mut method = vec![texts.how_method_change()];
        let mut assumptions = Vec::new();
        let mut references =
            vec!["Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404".to_owned()];
        match (&self.measured.asks, self.measured.decides()) {
            (Asks::ChangeAgainstOthers, Some(decides)) => {
                method.push(texts.how_method_funnel());
                let drift = (decides.drift.exp() - 1.0) * 100.0;
                method.push(texts.how_drift(&whole_percent(self.question.language, drift)));
                assumptions.push(texts.how_assumes_like());
                assumptions.push(texts.how_assumes_reporting());
                assumptions.push(texts.how_assumes_others_promise());
                references.push("Spiegelhalter (2005), doi:10.1002/sim.1970".to_owned());
                references.push("Paule & Mandel (1982), doi:10.6028/jres.087.022".to_owned());
            }
            (Asks::Level, _) => method.push(texts.how_method_level()),
            _ => {}
        }
        assumptions.push(texts.how_assumes_independent());
        HowWeKnow {
            data: self.data(),
            method,
            assumptions,
            references,
            table: self.table(),
            code: code(),
        }
    }

    fn data(&self) -> Vec<String> {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let mut data = vec![self.texts.how_data_figures(arg::HowDataFigures {
            source: &self.texts.source_bra(),
            indicator: self.question.indicator(),
            area: &self.question.area_name(),
            before: &months_in_words(language, before),
            after: &months_in_words(language, after),
        })];
        if let Some(country) = &self.measured.country {
            data.push(self.texts.how_data_others(country.n));
        }
        if let (Some(_), Some(chosen)) = (
            &self.measured.comparable,
            &self.question.comparison.compared_with,
        ) {
            data.push(self.texts.how_data_comparable(arg::HowDataComparable {
                rule: &chosen.chosen_by,
                names: &language.list(&chosen.municipalities),
            }));
        }
        data
    }

    fn table(&self) -> Table {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let row = |name: String, before: u64, after: u64, ratio: f64| {
            let whole = |n: u64| language.whole(usize::try_from(n).unwrap_or(usize::MAX));
            let change = match ratio.is_finite() {
                true => change_in_words(language, (ratio - 1.0) * 100.0),
                false => "–".to_owned(),
            };
            vec![name, whole(before), whole(after), change]
        };
        let (own_before, own_after) = self.measured.own;
        let mut rows = vec![row(
            self.question.area_name(),
            own_before.n,
            own_after.n,
            self.measured.change.value,
        )];
        for others in [&self.measured.country, &self.measured.comparable]
            .into_iter()
            .flatten()
        {
            let name = match others.is_country {
                true => self.texts.how_row_country(),
                false => self.texts.how_row_comparable(),
            };
            rows.push(row(name, others.before, others.after, others.change));
        }
        Table {
            caption: self.texts.how_table_caption(),
            columns: vec![
                self.texts.how_column_where(),
                self.texts
                    .how_column_before(&months_in_words(language, before)),
                self.texts
                    .how_column_after(&months_in_words(language, after)),
                self.texts.how_column_change(),
            ],
            rows,
        }
    }
}
