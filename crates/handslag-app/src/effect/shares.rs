//! Answers from a survey: did the share change since the last wave?

mod plan;

use handslag_domain::amount::Amount;
use handslag_domain::claim::Estimate;
use handslag_domain::effect::{
    Finding, HowWeKnow, NamedEstimate, Share as Wave, SmallestSeen, Table, Wanted, Warning,
    WarningKind,
};
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::{Texts, arg};
use handslag_stats::Level;
use handslag_stats::count::{
    Share, ShareDifferenceInterval, ShareTest, share_difference_interval, share_test,
};

use super::answer::{Answer, code, decimals, level_percent, paragraphs, tenths};
use super::holm::ALPHA;
use super::power::{POWER, Told};
use super::question::Question;
use super::warnings;
use super::words::wanted;
use plan::SharePlan;

/// Fewer answers than this, allowing for the design, say too little to be shown
/// (National Center for Health Statistics, Parker et al. 2017).
const FEWEST: f64 = 30.0;

/// The answer in words and numbers.
pub fn answer(question: &Question<'_>, p_adjusted: Option<f64>) -> Answer {
    let texts = question.language.texts();
    let waves = in_order(&question.comparison.shares);
    let [.., before, after] = waves.as_slice() else {
        return Answer::without_numbers(Finding::NotExamined, texts.survey_needs_two());
    };
    if ![before, after].iter().all(|wave| is_share(wave)) {
        return Answer::without_numbers(Finding::NotExamined, texts.survey_not_shares());
    }
    if [before, after].iter().any(|wave| effective(wave) < FEWEST) {
        return Answer::without_numbers(Finding::CannotBeTold, texts.survey_too_few());
    }
    let teller = Teller {
        question,
        texts,
        before,
        after,
        waves: &waves,
        p_adjusted,
    };
    teller.answer()
}

/// The p value of a question, before it is adjusted for how many were asked.
pub fn p(question: &Question<'_>) -> Option<f64> {
    let estimates = answer(question, None).estimates;
    estimates.first()?.p.map(Amount::to_f64)
}

/// The smallest changes of the share that would be seen, in percentage points.
pub fn smallest(question: &Question<'_>) -> Option<SmallestSeen> {
    let plan = planned(question).ok()?;
    let points = |is_decrease| plan.detectable(POWER, is_decrease).map(tenths);
    Some(SmallestSeen {
        decrease_percent: points(true),
        increase_percent: points(false),
        locked: false,
    })
}

/// What a next survey could show, and what to choose instead.
pub fn foretold(question: &Question<'_>) -> Told {
    let t = question.language.texts();
    let plan = match planned(question) {
        Ok(plan) => plan,
        Err(why) => {
            return Told {
                plain: vec![why],
                ..Told::default()
            };
        }
    };
    let points = |n: f64| t.survey_points(&question.language.number(tenths(n)));
    let share = |n: f64| question.language.percent_of(tenths(n));
    let of = |plan: &SharePlan, is_decrease: bool| {
        let seen = plan.detectable(POWER, is_decrease)?;
        let sign = if is_decrease { -1.0 } else { 1.0 };
        Some((seen, plan.before * 100.0 + sign * seen))
    };
    let wants_less = question.wanted() == Some(Wanted::Down);
    let Some((seen, after)) = of(&plan, wants_less) else {
        return Told {
            plain: vec![t.foresee_share_hopeless()],
            instead: vec![t.foresee_share_more_answers(), t.foresee_try_activity()],
            curve: None,
        };
    };
    let mut plain = vec![t.foresee_share(arg::ForeseeShare {
        points: &points(seen),
        before: &share(plan.before * 100.0),
        after: &share(after),
    })];
    plain.push(t.foresee_share_answers(arg::ForeseeShareAnswers {
        before: &question.language.number(decimals(plan.n_before, 0)),
        after: &question.language.number(decimals(plan.n_after, 0)),
    }));
    let larger = of(&plan.larger(2.0), wants_less).filter(|_| seen > MANY_POINTS);
    let instead = larger.map(|(seen, _)| t.foresee_share_larger(&points(seen)));
    Told {
        plain,
        instead: instead.into_iter().collect(),
        curve: None,
    }
}

/// More points than this are seldom gained from one survey to the next.
const MANY_POINTS: f64 = 5.0;

/// The share that is known and the answers of both waves; why not, where not.
/// The wave to come is taken to be like the one before it, unless it is there.
fn planned(question: &Question<'_>) -> Result<SharePlan, String> {
    let t = question.language.texts();
    let waves = in_order(&question.comparison.shares);
    let (before, after) = match waves.as_slice() {
        [] => return Err(t.foresee_share_needs()),
        [only] => (*only, *only),
        [.., before, after] => (*before, *after),
    };
    if ![before, after].iter().all(|wave| is_share(wave)) {
        return Err(t.survey_not_shares());
    }
    if [before, after]
        .iter()
        .any(|wave| wave.random_sample == Some(false))
    {
        return Err(t.foresee_share_not_random());
    }
    if effective(before).min(effective(after)) < FEWEST {
        return Err(t.survey_too_few());
    }
    Ok(SharePlan {
        before: before.percent.to_f64() / 100.0,
        n_before: effective(before),
        n_after: effective(after),
    })
}

/// The waves, oldest first; as written when a date says nothing.
fn in_order(waves: &[Wave]) -> Vec<&Wave> {
    let mut all: Vec<&Wave> = waves.iter().collect();
    if all.iter().all(|wave| wave.wave.first_day().is_ok()) {
        all.sort_by_key(|wave| wave.wave.first_day().ok());
    }
    all
}

/// More people than there are on earth cannot have answered.
const MOST: f64 = 1e10;

fn is_share(wave: &Wave) -> bool {
    let (percent, n) = (wave.percent.to_f64(), wave.n.to_f64());
    let design_effect = wave.design_effect.map_or(1.0, Amount::to_f64);
    (0.0..=100.0).contains(&percent) && n > 0.0 && design_effect > 0.0 && effective(wave) <= MOST
}

/// Answers that a simple random sample would need to be as sure.
fn effective(wave: &Wave) -> f64 {
    wave.n.to_f64() / wave.design_effect.map_or(1.0, Amount::to_f64)
}

fn share(wave: &Wave) -> Option<Share> {
    let total = effective(wave).round();
    let of = (total * wave.percent.to_f64() / 100.0).round();
    (0.0 <= of && of <= total).then(|| Share::new(of as u64, total as u64).ok())?
}

struct Teller<'a> {
    question: &'a Question<'a>,
    texts: Texts,
    before: &'a Wave,
    after: &'a Wave,
    waves: &'a [&'a Wave],
    p_adjusted: Option<f64>,
}

impl Teller<'_> {
    fn is_random(&self) -> bool {
        [self.before, self.after]
            .iter()
            .all(|wave| wave.random_sample != Some(false))
    }

    /// Change in percentage points, with an interval unless the sample is none.
    fn interval(&self) -> Option<(f64, f64)> {
        if !self.is_random() {
            return None;
        }
        let (first, second) = (share(self.after)?, share(self.before)?);
        let interval =
            share_difference_interval(first, second, Level::P95, ShareDifferenceInterval::Newcombe);
        Some((interval.lower * 100.0, interval.upper * 100.0))
    }

    /// How probable so large a difference is without any, of a random sample.
    fn p(&self) -> Option<f64> {
        let (first, second) = (share(self.after)?, share(self.before)?);
        self.is_random()
            .then(|| share_test(first, second, ShareTest::Score))
    }

    fn answer(&self) -> Answer {
        let t = self.texts;
        let change = self.after.percent.to_f64() - self.before.percent.to_f64();
        let interval = self.interval();
        let margin = self.question.comparison.margin_percent.map(Amount::to_f64);
        let finding = match (interval, margin) {
            (Some((low, high)), Some(margin)) if -margin < low && high < margin => Finding::Equal,
            _ if self.p_adjusted.is_some_and(|p| p > ALPHA) => Finding::CannotBeTold,
            (Some((_, high)), _) if high < 0.0 => Finding::Decrease,
            (Some((low, _)), _) if low > 0.0 => Finding::Increase,
            _ => Finding::CannotBeTold,
        };
        let judged = match interval {
            Some((low, high)) => self.between(finding, low, high),
            None => t.survey_not_random(),
        };
        let meaning = wanted(t, self.question.wanted(), finding);
        Answer {
            finding,
            plain: paragraphs([
                vec![self.change(change), judged],
                meaning.into_iter().collect(),
            ]),
            grade: EvidenceGrade::Survey,
            estimates: interval.map(|i| self.estimate(change, i)).into_iter().collect(),
            smallest: self.question.locked_smallest().or_else(|| smallest(self.question)),
            warnings: self.warnings(),
            how: HowWeKnow {
                data: vec![t.survey_data()],
                method: vec![t.survey_method()],
                assumptions: vec![t.survey_assumes_same(), t.survey_assumes_answers()],
                references: vec![
                    "Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I"
                        .to_owned(),
                ],
                table: self.table(),
                code: code(),
            },
            drawings: Vec::new(),
        }
    }

    fn percent(&self, n: f64) -> String {
        self.question.language.percent_of(tenths(n))
    }

    fn points(&self, n: f64) -> String {
        let number = self.question.language.number(tenths(n.abs()));
        match n {
            n if n < 0.0 => self.texts.survey_points_lower(&number),
            n if n > 0.0 => self.texts.survey_points_higher(&number),
            _ => self.texts.effect_unchanged(),
        }
    }

    fn change(&self, change: f64) -> String {
        self.texts.survey_change(arg::SurveyChange {
            share: &self.percent(self.after.percent.to_f64()),
            wave: &self.question.language.written_date(&self.after.wave),
            share_before: &self.percent(self.before.percent.to_f64()),
            wave_before: &self.question.language.written_date(&self.before.wave),
            change: &self.points(change),
        })
    }

    fn between(&self, finding: Finding, low: f64, high: f64) -> String {
        let (low, high) = (self.points(low), self.points(high));
        let (low, high) = (low.as_str(), high.as_str());
        let margin = self.question.comparison.margin_percent;
        let margin = self.question.language.number(margin.unwrap_or_default());
        match finding {
            Finding::Equal => self.texts.survey_equal(arg::SurveyEqual {
                low,
                high,
                margin: &self.texts.survey_points(&margin),
            }),
            Finding::Decrease | Finding::Increase => self
                .texts
                .survey_not_chance(arg::SurveyNotChance { low, high }),
            _ if self.p().is_some_and(|p| p <= ALPHA) => self.texts.effect_one_of_many(),
            _ => self
                .texts
                .survey_may_be_chance(arg::SurveyMayBeChance { low, high }),
        }
    }

    fn estimate(&self, change: f64, (low, high): (f64, f64)) -> NamedEstimate {
        NamedEstimate {
            name: self.texts.estimate_share_change(),
            estimate: Estimate {
                value: tenths(change),
                low: tenths(low),
                high: tenths(high),
                level_percent: level_percent(Level::P95),
                of: self.texts.estimate_of_points(),
                method: self.texts.survey_method(),
                ..Estimate::default()
            },
            p: self.p().map(|p| decimals(p, 4)),
            p_adjusted: self.p_adjusted.map(|p| decimals(p, 4)),
        }
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut all: Vec<Warning> = warnings::standing(self.question, self.texts)
            .into_iter()
            .collect();
        if !self.is_random() {
            all.push(Warning {
                kind: WarningKind::NotRandomSample,
                text: self.texts.warning_not_random(),
            });
        }
        let year = |wave: &Wave| wave.wave.first_day().ok().map(|day| day.year());
        let spans_break = self.question.breaks.iter().find(|b| {
            let at = b.at.year();
            // A survey that names no source is nobody's series.
            self.question.comparison.source.is_some()
                && b.source == self.question.source()
                && year(self.before).is_some_and(|y| y < at)
                && year(self.after).is_some_and(|y| y >= at)
        });
        all.extend(spans_break.map(|b| Warning {
            kind: WarningKind::Break,
            text: self.texts.warning_break(arg::WarningBreak {
                at: &b.at.to_string(),
                reason: match self.question.language {
                    handslag_locale::Language::Sv => &b.reason_sv,
                    handslag_locale::Language::En => &b.reason_en,
                },
            }),
        }));
        all
    }

    fn table(&self) -> Table {
        let t = self.texts;
        let language = self.question.language;
        let waves = self.waves.iter();
        Table {
            caption: t.how_table_caption(),
            columns: vec![
                t.survey_column_wave(),
                t.survey_column_share(),
                t.survey_column_n(),
            ],
            rows: waves
                .map(|wave| {
                    vec![
                        language.written_date(&wave.wave),
                        language.percent_of(wave.percent),
                        language.number(wave.n),
                    ]
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
