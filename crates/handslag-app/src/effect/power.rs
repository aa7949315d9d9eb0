//! How sure one could be of seeing a change.

use handslag_domain::effect::{PowerCurve, PowerPoint, SmallestSeen};
use handslag_domain::series::Area;
use handslag_stats::effect::FunnelPlan;

use super::answer::tenths;
use super::others::plan;
use super::question::Question;
use super::words::whole_percent;

/// The chance of being seen at which a change counts as one that can be: four
/// in five, the custom since Cohen (1988).
pub const POWER: f64 = 0.8;

/// How a question's outcome could be foreseen when its baseline ended.
pub struct Foreseen {
    plan: FunnelPlan,
    before: f64,
    after: f64,
}

impl Foreseen {
    /// From the figures up to the end of the baseline; `None` when too little is
    /// held, and for whatever is no municipality: what others drift says nothing
    /// of the whole country. Both kinds of verdict, by itself and against
    /// others, are held to the same drift and are foreseen alike.
    pub fn of(question: &Question<'_>) -> Option<Self> {
        let spans = question.spans()?;
        let area = question.area().filter(is_municipality)?;
        let own = question.panel.total(&area, spans.0)?;
        let before = own.n as f64;
        Some(Self {
            plan: plan(&question.panel, spans)?,
            before,
            after: before * spans.1.len() as f64 / spans.0.len() as f64,
        })
    }

    /// The smallest decrease that would be seen, as a ratio.
    pub fn detectable_decrease(&self) -> Option<f64> {
        self.plan
            .detectable_decrease(self.before, self.after, POWER)
    }

    /// The smallest increase.
    pub fn detectable_increase(&self) -> Option<f64> {
        self.plan
            .detectable_increase(self.before, self.after, POWER)
    }

    /// Both, in percent.
    pub fn smallest(&self) -> SmallestSeen {
        let percent = |ratio: f64| tenths((ratio - 1.0).abs() * 100.0);
        SmallestSeen {
            decrease_percent: self.detectable_decrease().map(percent),
            increase_percent: self.detectable_increase().map(percent),
            locked: false,
        }
    }

    /// How often a change would be seen.
    pub fn power(&self, ratio: f64) -> f64 {
        self.plan.power(self.before, self.after, ratio)
    }
}

/// The power curve of a question, for the page where the promise is written.
pub fn power_curve(question: &Question<'_>) -> Option<PowerCurve> {
    let foreseen = Foreseen::of(question)?;
    let smallest = foreseen.detectable_decrease();
    let power = |ratio| foreseen.power(ratio);
    let source = question.language.texts().source_bra();
    Some(curve(question, power, smallest, source))
}

/// How often a change would be seen, from losing nine tenths to doubling.
///
/// - `power`: the chance at a ratio.
/// - `smallest`: the smallest decrease seen at [`POWER`], as a ratio.
pub fn curve(
    question: &Question<'_>,
    power: impl Fn(f64) -> f64,
    smallest: Option<f64>,
    source: String,
) -> PowerCurve {
    let percent = smallest.map(|ratio| (1.0 - ratio) * 100.0);
    let texts = question.language.texts();
    let seen = |percent: i32| PowerPoint {
        change_percent: f64::from(percent),
        seen_percent: 100.0 * power(1.0 + f64::from(percent) / 100.0),
    };
    PowerCurve {
        id: format!("{}-synas", question.id),
        finding: match percent {
            Some(percent) => texts.effect_smallest(&whole_percent(question.language, percent)),
            None => texts.effect_smallest_none(),
        },
        points: (-18..=20).map(|step| seen(step * 5)).collect(),
        level_percent: POWER * 100.0,
        smallest_percent: percent,
        source,
    }
}

fn is_municipality(area: &Area) -> bool {
    matches!(area, Area::Municipality(_))
}

/// A whole municipality seldom falls by more than this against the country: in
/// all offences 1 to 2 of 100 did in a year 2013–2015, in theft 2 to 3 (Brå).
pub const LARGE: f64 = 0.25;

/// What is told of a goal before it is signed.
#[derive(Default)]
pub struct Told {
    /// In plain sentences.
    pub plain: Vec<String>,
    /// What to choose instead.
    pub instead: Vec<String>,
    /// How sure one could be of seeing a change of each size.
    pub curve: Option<PowerCurve>,
}
