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

#[cfg(test)]
mod tests {
    use handslag_domain::effect::{Asks, Comparison, Drawing, Examined};
    use handslag_domain::municipality::Municipality;
    use handslag_domain::period::Period as Days;
    use handslag_domain::population::{Inhabitants, PopulationTable};
    use handslag_domain::series::{Figure, FigureValue, Period, SeriesKey, Source, Unit};

    use handslag_stats::numeric::{Seed, below};

    use super::*;
    use crate::effect::panel::Panel;
    use crate::effect::tests::{answer, asked, sentences};

    const CATEGORY: &str = "Stöldbrott";

    /// Forty municipalities alike in size, each with its own season; ours is
    /// half of one and half of another, and `after` times as many from 2015 on.
    fn examined(noise: i64, after: f64) -> Examined {
        let own = Area::by_name("Lidköping");
        let others = Municipality::all()
            .iter()
            .map(|m| Area::Municipality(m.code));
        let areas: Vec<Area> = std::iter::once(own.clone())
            .chain(others.filter(|area| *area != own).take(40))
            .collect();
        let count = |i: usize, month: usize| {
            let season = (month as f64 * 0.5 + i as f64).sin() * 60.0;
            let trend = (i % 5) as f64 * month as f64 * 0.5;
            400.0 + season + trend
        };
        let mut generator = Seed(3).replicate(0);
        let mut figures = Vec::new();
        for (i, area) in areas.iter().enumerate() {
            for month in 0..36usize {
                let n = match i {
                    0 => (count(1, month) + count(2, month)) / 2.0,
                    i => count(i, month),
                };
                let n = if i == 0 && month >= 24 { n * after } else { n };
                let jump = i64::from(below(&mut generator, 3)) - 1;
                figures.push(Figure {
                    key: SeriesKey {
                        source: Source::BraReported,
                        category: CATEGORY.to_owned(),
                        area: area.clone(),
                        unit: Unit::Count,
                    },
                    period: Period::of_month(2013 + (month / 12) as i16, (month % 12) as i8 + 1)
                        .unwrap(),
                    value: FigureValue::Given(n.round() as i64 + jump * noise),
                    preliminary: false,
                });
            }
        }
        let inhabitants = areas.iter().map(|area| Inhabitants {
            area: area.clone(),
            year: 2014,
            persons: 40_000,
        });
        let mut question = asked(Comparison {
            asks: Asks::ChangeAgainstOthers,
            indicator: Some(CATEGORY.to_owned()),
            area: Some("Lidköping".to_owned()),
            before: Some(Days::between("2013", "2014")),
            after: Some(Days::between("2015", "2015")),
            ..Comparison::default()
        });
        question.panel = Panel::new(CATEGORY, &figures);
        question.population = inhabitants.collect::<PopulationTable>();
        answer(question)
    }

    fn lines(examined: &Examined) -> Option<&PlaceboLines> {
        examined.drawings.iter().find_map(|drawing| match drawing {
            Drawing::Placebo(lines) => Some(lines),
            _ => None,
        })
    }

    #[test]
    fn a_planted_fall_shows_beside_the_blend_and_is_the_most_unusual() {
        let examined = examined(0, 0.7);
        // A paragraph of its own.
        let told = examined.plain.iter();
        let told = told
            .map(|s| s.replace('\u{a0}', " "))
            .find(|s| s.starts_with("En andra åsikt:"))
            .unwrap();
        assert!(told.contains("lägre än den blandningen"), "{told}");
        assert!(told.contains("är det nummer 1,"), "{told}");
        let lines = lines(&examined).unwrap();
        assert_eq!(lines.periods.len(), 36);
        let mean = |gaps: &[Option<f64>]| gaps.iter().flatten().sum::<f64>() / gaps.len() as f64;
        assert!(mean(&lines.own.1[..24]).abs() < 5.0);
        assert!(mean(&lines.own.1[24..]) < -20.0, "{:?}", &lines.own.1[24..]);
    }

    #[test]
    fn a_blend_that_does_not_follow_before_is_not_shown() {
        let examined = examined(300, 1.0);
        assert!(lines(&examined).is_none());
        let kinds: Vec<WarningKind> = examined.warnings.iter().map(|w| w.kind).collect();
        assert!(kinds.contains(&WarningKind::NoComparators), "{kinds:?}");
        assert!(
            !sentences(&examined)
                .iter()
                .any(|s| s.contains("andra åsikt"))
        );
    }
}
