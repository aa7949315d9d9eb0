use super::*;
use crate::effect::FunnelPlan;
use crate::numeric::{Generator, Seed};
use rand_xoshiro::rand_core::Rng;
use std::path::Path;

#[allow(dead_code, reason = "the reader serves the reference cases too")]
#[path = "../../../examples/golden/panel.rs"]
mod reader;

fn windows() -> Vec<Window> {
    let window = |before, after, learned_from| Window {
        before,
        after,
        learned_from,
    };
    vec![
        window(0..12, 12..24, None),
        window(12..24, 24..36, Some(0)),
        window(0..24, 24..36, None),
    ]
}

/// The published counts of 290 municipalities, if they are beside the checkout.
fn published() -> Option<(reader::Panel, CountPanel)> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/bra-manad-kommun");
    if !folder.exists() {
        return None;
    }
    let read = reader::panel(&folder).unwrap();
    let counts = read.counts.iter().flatten().flatten().copied().collect();
    let panel = CountPanel::new(
        read.crimes.len(),
        read.municipalities.len(),
        read.n_months,
        counts,
    );
    Some((read, panel.unwrap()))
}

fn uniform(generator: &mut Generator) -> f64 {
    ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// How many of `n` events remain if each remains with chance `share`.
fn thinned(generator: &mut Generator, n: f64, share: f64) -> f64 {
    (0..n as u64).filter(|_| uniform(generator) < share).count() as f64
}

#[test]
fn shared_published_counts_raise_few_alarms_by_the_drift_funnel() {
    let Some((read, panel)) = published() else {
        eprintln!(
            "NOT RUN: shared_published_counts_raise_few_alarms_by_the_drift_funnel: shared data is not beside the checkout"
        );
        return;
    };
    let table = false_alarms(&panel, &windows(), &[], &|_, _| {}).unwrap();
    for rule in [
        Rule::BeforeAfter,
        Rule::AgainstOthers,
        Rule::QuasiPoisson,
        Rule::PlainFunnel,
        Rule::DriftFunnel,
        Rule::EarlierDriftFunnel,
    ] {
        let of = |window: Option<usize>| {
            let share = table.share(rule, |row| window.is_none_or(|w| row.window == w));
            share.map_or("-".to_owned(), |share| format!("{:.1}", 100.0 * share))
        };
        println!(
            "{rule:?}: all {} by window {} {} {}",
            of(None),
            of(Some(0)),
            of(Some(1)),
            of(Some(2))
        );
    }
    for (category, crime) in read.crimes.iter().enumerate() {
        let of = |rule, window| {
            let share = table.share(rule, |row| row.window == window && row.category == category);
            share.map_or("-".to_owned(), |share| format!("{:.1}", 100.0 * share))
        };
        let line: Vec<String> = (0..3)
            .map(|w| {
                format!(
                    "{}/{}/{}",
                    of(Rule::PlainFunnel, w),
                    of(Rule::DriftFunnel, w),
                    of(Rule::EarlierDriftFunnel, w)
                )
            })
            .collect();
        let drift: Vec<String> = (table.drift.iter().filter(|row| row.category == category))
            .map(|row| format!("{:.3} ({:+.2})", row.drift, row.size_exponent))
            .collect();
        println!("{crime}: {} drift {}", line.join(" "), drift.join(" "));
    }
    // The bar: at most 7 % over all, 10 % in any one category and window, and
    // not by never raising an alarm.
    for window in 0..3 {
        let share = table
            .share(Rule::DriftFunnel, |row| row.window == window)
            .unwrap();
        assert!((0.035..=0.07).contains(&share), "window {window}: {share}");
        for category in 0..read.crimes.len() {
            let share = table
                .share(Rule::DriftFunnel, |row| {
                    row.window == window && row.category == category
                })
                .unwrap();
            assert!(
                (0.02..=0.10).contains(&share),
                "{category} {window}: {share}"
            );
        }
    }
    let exact = table
        .share(Rule::AgainstOthers, |row| row.window != 1)
        .unwrap();
    assert!(exact > 0.25, "{exact}");
}

/// Effects of known size in published counts, and what a funnel made of them.
#[derive(Default)]
struct Tried {
    verdicts: f64,
    /// Intervals that held the true effect.
    covered: f64,
    /// Verdicts of a change.
    found: f64,
    /// The power that the plan gave.
    planned: f64,
}

/// Lets `effect` strike each unit of a window in turn, some of its events
/// removed by chance, and judges it against the others.
///
/// `expected` is what `plan` is told to expect after, by the units' counts.
fn strike(
    effect: f64,
    units: &[BeforeAfter],
    plan: &FunnelPlan,
    expected: impl Fn(&BeforeAfter) -> f64,
    generator: &mut Generator,
) -> Tried {
    let mut tried = Tried::default();
    for unit in (0..units.len()).filter(|&unit| units[unit].before >= FEWEST_BEFORE) {
        let mut changed = units.to_vec();
        changed[unit].after = thinned(generator, units[unit].after, effect);
        let funnel = DriftFunnel::new(&changed).unwrap();
        let ratio = funnel.verdict(unit, Level::P95).unwrap().ratio;
        tried.verdicts += 1.0;
        tried.covered += f64::from(u8::from(ratio.lower <= effect && effect <= ratio.upper));
        tried.found += f64::from(u8::from(ratio.upper < 1.0 || ratio.lower > 1.0));
        tried.planned += plan.power(units[unit].before, expected(&units[unit]), effect);
    }
    tried
}

/// The same in every crime.
fn strike_all(
    effect: f64,
    panel: &CountPanel,
    (window, of_plan): (&Window, &Window),
    expected: impl Fn(&[BeforeAfter], &BeforeAfter) -> f64,
) -> Tried {
    let mut all = Tried::default();
    for category in 0..panel.n_categories {
        let units = panel.before_after(category, window);
        let plan = DriftFunnel::new(&panel.before_after(category, of_plan)).unwrap();
        let plan = FunnelPlan::new(&plan, Level::P95).unwrap();
        let mut generator = Seed((effect * 100.0) as u64).replicate(category as u64);
        let own = strike(
            effect,
            &units,
            &plan,
            |unit| expected(&units, unit),
            &mut generator,
        );
        all.verdicts += own.verdicts;
        all.covered += own.covered;
        all.found += own.found;
        all.planned += own.planned;
    }
    all
}

const EFFECTS: [f64; 5] = [0.9, 0.8, 0.7, 0.6, 0.5];

#[test]
fn shared_known_effects_are_covered_and_found_as_often_as_stated() {
    let Some((_, panel)) = published() else {
        eprintln!(
            "NOT RUN: shared_known_effects_are_covered_and_found_as_often_as_stated: shared data is not beside the checkout"
        );
        return;
    };
    for effect in EFFECTS {
        for window in windows() {
            let grown = |units: &[BeforeAfter], unit: &BeforeAfter| {
                let (before, after) = totals(units);
                unit.before * after / before
            };
            let tried = strike_all(effect, &panel, (&window, &window), grown);
            let share = |of: f64| of / tried.verdicts;
            let (covered, found, stated) = (
                share(tried.covered),
                share(tried.found),
                share(tried.planned),
            );
            println!(
                "{effect} {window:?}: {} verdicts, covered {covered:.3}, found {found:.3}, stated {stated:.3}",
                tried.verdicts
            );
            assert!((0.92..=0.97).contains(&covered), "{effect}: {covered}");
            assert!((found - stated).abs() < 0.03, "{effect}: {found} {stated}");
        }
    }
}

#[test]
fn shared_what_is_foretold_before_the_change_comes_to_pass() {
    let Some((_, panel)) = published() else {
        eprintln!(
            "NOT RUN: shared_what_is_foretold_before_the_change_comes_to_pass: shared data is not beside the checkout"
        );
        return;
    };
    // All that is known when a promise is signed: how units drifted from the
    // first year to the second, and what was counted in the second.
    let windows = windows();
    for effect in EFFECTS {
        let as_before = |_: &[BeforeAfter], unit: &BeforeAfter| unit.before;
        let tried = strike_all(effect, &panel, (&windows[1], &windows[0]), as_before);
        let (found, foretold) = (tried.found / tried.verdicts, tried.planned / tried.verdicts);
        println!(
            "{effect}: {} verdicts, found {found:.3}, foretold {foretold:.3}",
            tried.verdicts
        );
        // At most the three points agreed too much. Too little is promised where
        // the year learnt from had heavier tails than the next: threats alone,
        // with 176 foretold in a thousand and 528 found at a decrease of 30 per
        // cent, make four points of all crimes together. No year foretells that.
        assert!(foretold - found < 0.03, "{effect}: {found} {foretold}");
        assert!(found - foretold < 0.05, "{effect}: {found} {foretold}");
    }
}

#[test]
fn shared_the_whole_table_takes_seconds() {
    let Some((_, panel)) = published() else {
        eprintln!(
            "NOT RUN: shared_the_whole_table_takes_seconds: shared data is not beside the checkout"
        );
        return;
    };
    let start = std::time::Instant::now();
    let with_threads = |n| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build()
            .unwrap();
        pool.install(|| false_alarms(&panel, &windows(), &[], &|_, _| {}).unwrap())
    };
    let two = with_threads(2);
    println!("two threads: {:?}", start.elapsed());
    assert_eq!(with_threads(1), two);
}

#[test]
fn a_steady_panel_raises_five_alarms_in_a_hundred_by_any_rule() {
    // Poisson counts with no drift at all: the exact rules are at or below 5 %.
    let mut generator = Seed(9).replicate(0);
    let counts: Vec<u32> = (0..150 * 24)
        .map(|_| {
            let (mut n, mut left) = (0, 12.0);
            loop {
                left += uniform(&mut generator).ln();
                if left < 0.0 {
                    return n;
                }
                n += 1;
            }
        })
        .collect::<Vec<u32>>();
    let panel = CountPanel::new(1, 150, 24, counts).unwrap();
    let window = Window {
        before: 0..12,
        after: 12..24,
        learned_from: None,
    };
    let always: SeriesRule<'_> = &|unit| (unit.own[0] < 1000).then_some(0.0);
    let most_told = AtomicUsize::new(0);
    let told = |done: usize, n_cells: usize| {
        assert_eq!(n_cells, 1);
        most_told.fetch_max(done, Ordering::Relaxed);
    };
    let table = false_alarms(&panel, &[window], &[always], &told).unwrap();
    assert_eq!(most_told.into_inner(), 1);
    for rule in [
        Rule::BeforeAfter,
        Rule::AgainstOthers,
        Rule::QuasiPoisson,
        Rule::DriftFunnel,
    ] {
        let share = table.share(rule, |_| true).unwrap();
        assert!(share < 0.09, "{rule:?} {share}");
    }
    assert_eq!(table.share(Rule::Other(0), |_| true), Some(1.0));
    assert_eq!(table.share(Rule::EarlierDriftFunnel, |_| true), None);
    assert!(table.drift[0].drift < 0.08);
}

#[test]
fn a_panel_that_does_not_fit_is_refused() {
    assert_eq!(
        CountPanel::new(2, 3, 4, vec![0; 23]),
        Err(SelfTestError::WrongLength {
            found: 23,
            needed: 24
        })
    );
    let panel = CountPanel::new(1, 2, 3, vec![1; 6]).unwrap();
    let beyond = Window {
        before: 0..2,
        after: 2..4,
        learned_from: None,
    };
    assert_eq!(
        false_alarms(&panel, &[beyond], &[], &|_, _| {}),
        Err(SelfTestError::WrongWindow(0))
    );
    let empty = Window {
        before: 0..0,
        after: 2..3,
        learned_from: None,
    };
    assert_eq!(
        false_alarms(&panel, &[empty], &[], &|_, _| {}),
        Err(SelfTestError::WrongWindow(0))
    );
    // Too few units for a funnel still have the other rules.
    let fine = Window {
        before: 0..1,
        after: 1..3,
        learned_from: None,
    };
    let table = false_alarms(&panel, &[fine], &[], &|_, _| {}).unwrap();
    assert!(table.drift.is_empty() && table.alarms.len() == 3);
}
