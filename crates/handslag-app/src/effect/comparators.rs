//! Whom is a municipality compared with, chosen without looking at the outcome?

use handslag_domain::effect::MonthSpan;
use handslag_domain::population::PopulationTable;
use handslag_domain::series::Area;

use handslag_domain::extra::Extra;
use handslag_domain::promise::ComparedWith;
use handslag_locale::arg;

use super::panel::Panel;
use super::question::Question;
use super::words::months_in_words;

/// Enough that one odd municipality does not decide, few enough to be like.
pub const NEAREST: usize = 20;

/// Size and rate count alike: a municipality twice as large is as far away as
/// one with twice the rate.
fn distance(own: &Likeness, other: &Likeness) -> f64 {
    let size = (other.inhabitants / own.inhabitants).ln();
    let rate = (other.rate() / own.rate()).ln();
    size.hypot(rate)
}

struct Likeness {
    inhabitants: f64,
    count: f64,
}

impl Likeness {
    /// Half a report is added, so that a municipality without any has a rate too.
    fn rate(&self) -> f64 {
        (self.count + 0.5) / self.inhabitants
    }
}

/// The nearest municipalities with the rule in words; `None` where own figures
/// or inhabitants are not held.
pub fn suggest(question: &Question<'_>) -> Option<ComparedWith> {
    let (baseline, _) = question.spans()?;
    let own = question.area()?;
    let chosen = nearest(&own, baseline, &question.panel, &question.population);
    let texts = question.language.texts();
    (!chosen.is_empty()).then(|| ComparedWith {
        municipalities: chosen.iter().map(|area| area.name().to_owned()).collect(),
        chosen_by: texts.comparable_nearest(arg::ComparableNearest {
            n: chosen.len().into(),
            indicator: &question.indicator_name(),
            months: &months_in_words(question.language, baseline),
        }),
        extra: Extra::new(),
    })
}

/// The municipalities nearest to `own` in inhabitants and in reports per
/// inhabitant during the baseline. What came after it is not looked at.
/// Fewer than [`NEAREST`] where fewer are held; none without own figures.
pub fn nearest(
    own: &Area,
    baseline: MonthSpan,
    panel: &Panel,
    population: &PopulationTable,
) -> Vec<Area> {
    let likeness = |area: &Area| {
        let year = baseline.last.0;
        Some(Likeness {
            inhabitants: population.mean(area, year)?.persons,
            count: panel.total(area, baseline)?.n as f64,
        })
    };
    let Some(ours) = likeness(own) else {
        return Vec::new();
    };
    let mut others: Vec<(f64, &Area)> = panel
        .municipalities()
        .filter(|area| *area != own)
        .filter_map(|area| Some((distance(&ours, &likeness(area)?), area)))
        .collect();
    // Equally near ones in the order of their codes, so that the list is the same each time.
    others.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    others
        .into_iter()
        .take(NEAREST)
        .map(|(_, area)| area.clone())
        .collect()
}
