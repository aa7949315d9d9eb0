//! Verdicts on all places at once, and how often they would be wrong.

use std::convert::Infallible;

use handslag_stats::Level;
use handslag_stats::effect::{CountPanel, DriftFunnel, FunnelPlan, Window, false_alarms};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::draws::count_series;
use crate::trial::{Row, Size, Timing, Trial};

const CATEGORIES: usize = 12;
const MONTHS: usize = 120;

pub const ROWS: &[Row] = &[
    Row {
        id: "verdicts",
        what: "drift funnel and detectable change, in 12 categories",
        sizes: &[Size::of(348), Size::within(3_480, 1.0)],
        measure: verdicts,
    },
    Row {
        id: "self-test",
        what: "false alarms of five rules in 6 windows, in 12 categories",
        sizes: &[Size::of(348), Size::within(3_480, 5.0)],
        measure: self_test,
    },
];

fn verdicts(trial: &Trial) -> Result<Timing, String> {
    let panel = panel(trial)?;
    let window = &windows()[5];
    trial.time(|| {
        let tables: Vec<_> = (0..CATEGORIES)
            .into_par_iter()
            .map(|category| {
                let units = panel.before_after(category, window);
                let funnel = DriftFunnel::new(&units).ok()?;
                let plan = FunnelPlan::new(&funnel, Level::P95).ok()?;
                let detectable = units.iter().map(|unit| {
                    plan.detectable_decrease(unit.before, plan.drift(unit.before), 0.8)
                });
                Some((detectable.collect::<Vec<_>>(), funnel.verdicts(Level::P95)))
            })
            .collect();
        Ok::<_, Infallible>(tables)
    })
}

fn self_test(trial: &Trial) -> Result<Timing, String> {
    let panel = panel(trial)?;
    let windows = windows();
    trial.time(|| false_alarms(&panel, &windows, &[], &|_, _| {}))
}

fn panel(trial: &Trial) -> Result<CountPanel, String> {
    let counts = count_series(trial.n, MONTHS, 12.0, 12);
    let counts = counts.into_iter().flatten().collect();
    CountPanel::new(CATEGORIES, trial.n / CATEGORIES, MONTHS, counts)
        .map_err(|error| error.to_string())
}

/// Two years before and one after, a year later each time.
fn windows() -> Vec<Window> {
    (0..6)
        .map(|year: usize| Window {
            before: 12 * year..12 * year + 24,
            after: 12 * year + 24..12 * year + 36,
            learned_from: year.checked_sub(1),
        })
        .collect()
}
