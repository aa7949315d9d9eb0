//! A second opinion: a blend of like municipalities that followed ours before.

use handslag_domain::effect::{Drawing, MonthSpan, PlaceboLines, Warning, WarningKind};
use handslag_domain::series::Area;
use handslag_locale::arg;
use handslag_stats::effect::ComparisonPanel;
use handslag_stats::effect::synthetic_control::{
    Placebos, PreFitRule, SyntheticControl, placebos, synthetic_control,
};
use handslag_stats::model::Columns;

use super::comparators::nearest;
use super::question::Question;
use super::words::whole_percent;

/// The fewest months before that a blend can be fitted to, and the fewest
/// municipalities to blend and to set ours beside (Abadie 2021,
/// doi:10.1257/jel.20191450).
const FEWEST_MONTHS: usize = 24;
const FEWEST_DONORS: usize = 15;

/// Smaller shares of a blend than this are not named.
const NAMED: f64 = 0.1;

/// What the blend says.
pub struct SecondOpinion {
    /// In plain sentences.
    pub plain: Vec<String>,
    /// What to mind.
    pub warning: Option<Warning>,
    /// Own gap among the placebos'.
    pub drawing: Option<Drawing>,
}

/// The blend of the nearest municipalities, chosen from the baseline alone.
/// `None` where months, municipalities or inhabitants are too few to try.
pub fn second_opinion(question: &Question<'_>) -> Option<SecondOpinion> {
    let (before, after) = question.spans()?;
    let own = question.area()?;
    let donors = nearest(&own, before, &question.panel, &question.population);
    let blend = Blend::of(question, &own, donors, before, after)?;
    let texts = question.language.texts();
    let control = synthetic_control(&blend.panel).ok()?;
    let all = placebos(&blend.panel, &control.gap).ok()?;
    if control
        .usable(&blend.panel, &all, PreFitRule::default())
        .is_err()
    {
        return Some(SecondOpinion {
            plain: Vec::new(),
            warning: Some(Warning {
                kind: WarningKind::NoComparators,
                text: texts.warning_no_blend(),
            }),
            drawing: None,
        });
    }
    Some(SecondOpinion {
        plain: vec![blend.told(question, &control, &all)],
        warning: None,
        drawing: Some(Drawing::Placebo(blend.drawn(question, &control, &all))),
    })
}

struct Blend {
    months: Vec<(i16, i8)>,
    donors: Vec<Area>,
    panel: ComparisonPanel,
    judged_from: (i16, i8),
}

impl Blend {
    /// Counts as percent of the municipality's own mean before, so that large
    /// and small ones can be blended.
    fn of(
        question: &Question<'_>,
        own: &Area,
        donors: Vec<Area>,
        before: MonthSpan,
        after: MonthSpan,
    ) -> Option<Self> {
        let whole = MonthSpan {
            first: before.first,
            last: after.last,
        };
        let months: Vec<(i16, i8)> = whole.iter().collect();
        let pre = months.iter().filter(|month| **month < after.first).count();
        let series = |area: &Area| -> Option<Vec<f64>> {
            let counts: Option<Vec<f64>> = months
                .iter()
                .map(|month| Some(question.panel.cell(area, *month)?.n as f64))
                .collect();
            let counts = counts?;
            let mean = counts[..pre].iter().sum::<f64>() / pre as f64;
            (mean > 0.0).then(|| counts.iter().map(|n| n / mean * 100.0).collect())
        };
        if pre < FEWEST_MONTHS {
            return None;
        }
        let held: Vec<(Area, Vec<f64>)> = donors
            .into_iter()
            .filter_map(|area| Some((area.clone(), series(&area)?)))
            .collect();
        if held.len() < FEWEST_DONORS {
            return None;
        }
        let (donors, columns): (Vec<Area>, Vec<Vec<f64>>) = held.into_iter().unzip();
        let columns = Columns::from_columns(&columns).ok()?;
        Some(Self {
            panel: ComparisonPanel::new(series(own)?, columns, pre).ok()?,
            months,
            donors,
            judged_from: after.first,
        })
    }

    fn told(&self, question: &Question<'_>, control: &SyntheticControl, all: &Placebos) -> String {
        let language = question.language;
        let mut shares: Vec<(f64, &str)> = control
            .weights
            .iter()
            .zip(&self.donors)
            .filter(|(weight, _)| **weight >= NAMED)
            .map(|(weight, area)| (*weight, area.name()))
            .collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        let names: Vec<String> = shares
            .iter()
            .map(|(weight, name)| format!("{name} {}", whole_percent(language, weight * 100.0)))
            .collect();
        let gap = control.gap.att;
        let texts = language.texts();
        let percent = whole_percent(language, gap.abs());
        let change = match gap < 0.0 {
            true => texts.effect_minus(&percent),
            false => texts.effect_plus(&percent),
        };
        texts.effect_second_opinion(arg::EffectSecondOpinion {
            area: &question.area_name(),
            blend: &language.list(&names),
            change: &change,
            n: (all.lines.len() + 1).into(),
            n_rank: all.rank.into(),
        })
    }

    fn drawn(
        &self,
        question: &Question<'_>,
        control: &SyntheticControl,
        all: &Placebos,
    ) -> PlaceboLines {
        let texts = question.language.texts();
        let tenths = |gaps: &[f64]| -> Vec<Option<f64>> {
            gaps.iter()
                .map(|gap| Some((gap * 10.0).round() / 10.0))
                .collect()
        };
        let name = |(year, month): &(i16, i8)| format!("{year}-{month:02}");
        PlaceboLines {
            id: format!("{}-blandning", question.id),
            finding: texts.drawing_placebo(&question.area_name()),
            unit: texts.unit_percent_of_before(),
            periods: self.months.iter().map(name).collect(),
            own: (question.area_name(), tenths(&control.gap.series)),
            placebos: all
                .lines
                .iter()
                .map(|line| {
                    let name = self.donors[line.donor].name().to_owned();
                    (name, tenths(&line.gap.series))
                })
                .collect(),
            judged_from: Some(name(&self.judged_from)),
            source: texts.source_bra(),
        }
    }
}
