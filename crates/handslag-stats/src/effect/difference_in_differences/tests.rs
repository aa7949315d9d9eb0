use super::*;
use crate::model::{ClusterCorrection, Covariance, Design, least_squares, poisson};
use crate::numeric::Seed;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance * expected.abs(),
        "{found} is not {expected}"
    );
}

/// Seven units over five periods with two holes and three staggered starts.
struct Uneven {
    unit: Vec<usize>,
    period: Vec<usize>,
    treated: Vec<f64>,
    exposure: Vec<f64>,
    value: Vec<f64>,
}

impl Uneven {
    fn new() -> Self {
        let cells: Vec<(usize, usize)> = (0..7)
            .flat_map(|u| (0..5).map(move |t| (u, t)))
            .filter(|cell| ![(2, 3), (5, 0)].contains(cell))
            .collect();
        let is_treated = |&(u, t): &(usize, usize)| u < 3 && t >= 2 && (u, t) != (1, 2);
        Self {
            unit: cells.iter().map(|cell| cell.0).collect(),
            period: cells.iter().map(|cell| cell.1).collect(),
            treated: cells
                .iter()
                .map(|cell| f64::from(u8::from(is_treated(cell))))
                .collect(),
            exposure: vec![
                7.4, 7.5, 5.1, 3.3, 1.4, 4.1, 4.3, 1.4, 1.4, 9.0, 6.2, 2.9, 4.5, 8.8, 8.2, 7.8,
                4.1, 4.9, 6.4, 1.5, 5.4, 3.2, 8.0, 1.5, 6.4, 8.0, 2.8, 8.2, 8.0, 1.1, 6.7, 1.0,
                5.0,
            ],
            value: vec![
                21.0, 20.0, 10.0, 9.0, 3.0, 22.0, 22.0, 5.0, 4.0, 29.0, 21.0, 9.0, 17.0, 25.0,
                33.0, 28.0, 24.0, 25.0, 24.0, 7.0, 30.0, 14.0, 33.0, 13.0, 17.0, 34.0, 5.0, 42.0,
                41.0, 10.0, 41.0, 3.0, 28.0,
            ],
        }
    }

    fn rows(&self) -> PanelRows<'_> {
        PanelRows {
            unit: &self.unit,
            period: &self.period,
            value: &self.value,
            exposure: Some(&self.exposure),
            treated: &self.treated,
        }
    }

    /// The same regression with a column for every level.
    fn design(&self) -> Design {
        let is = |list: &[usize], level: usize| -> Vec<f64> {
            list.iter()
                .map(|&l| f64::from(u8::from(l == level)))
                .collect()
        };
        let mut design =
            Design::with_intercept(self.unit.len()).and("treated", self.treated.iter().copied());
        for unit in 1..7 {
            design = design.and(format!("unit {unit}"), is(&self.unit, unit));
        }
        for period in 1..5 {
            design = design.and(format!("period {period}"), is(&self.period, period));
        }
        design
    }
}

#[test]
fn an_uneven_panel_is_that_of_dense_matrices() {
    // Computed in numpy from the definitions in Pustejovsky and Tipton (2018),
    // with full matrices and the square root that clubSandwich takes.
    let uneven = Uneven::new();
    let line = uneven.rows().effect(DidModel::Linear, Level::P95).unwrap();
    near(line.effect, -0.37453917050687685, 1e-9);
    near(line.standard_error.cr0, 5.040604782920592, 1e-10);
    near(line.standard_error.cr1s, 6.720806377227457, 1e-10);
    near(line.standard_error.cr2, 6.305927250035463, 1e-10);
    near(line.degrees_of_freedom, 3.8876279953735073, 1e-9);
    let counts = uneven.rows().effect(DidModel::Poisson, Level::P95).unwrap();
    near(counts.effect, -0.360110995639393, 1e-9);
    near(counts.standard_error.model, 0.16865513259913, 1e-9);
    near(counts.standard_error.cr0, 0.11126988766003132, 1e-9);
    near(counts.standard_error.cr1s, 0.14835985021337508, 1e-9);
    near(counts.standard_error.cr2, 0.13326115230869023, 1e-9);
    near(counts.degrees_of_freedom, 3.7204584704150774, 1e-8);
    near(counts.deviance, 23.320722152572056, 1e-10);
}

#[test]
fn levels_taken_out_give_what_levels_written_down_give() {
    let uneven = Uneven::new();
    let design = uneven.design();
    let dense = poisson(&design, &uneven.value, Some(&uneven.exposure)).unwrap();
    let own = uneven.rows().effect(DidModel::Poisson, Level::P95).unwrap();
    near(own.effect, dense.coefficients[1], 1e-9);
    let error = |correction| {
        let of = &uneven.unit;
        let what = Covariance::Clusters { of, correction };
        dense.covariance(what).unwrap().standard_error(1)
    };
    near(own.standard_error.cr1, error(ClusterCorrection::Cr1), 1e-9);
    near(own.standard_error.cr2, error(ClusterCorrection::Cr2), 1e-8);
    let degrees = dense.satterthwaite(&uneven.unit, 1).unwrap();
    near(own.degrees_of_freedom, degrees, 1e-7);
    let line = least_squares(&design, &uneven.value).unwrap();
    let own = uneven.rows().effect(DidModel::Linear, Level::P95).unwrap();
    let model = line
        .covariance(Covariance::Model)
        .unwrap()
        .standard_error(1);
    near(own.standard_error.model, model, 1e-10);
}

#[test]
fn missing_rows_and_units_that_counted_nothing_change_nothing() {
    let uneven = Uneven::new();
    let plain = uneven.rows().effect(DidModel::Poisson, Level::P95).unwrap();
    let mut more = Uneven::new();
    for (unit, period, value) in [(8, 0, 0.0), (8, 1, 0.0), (8, 4, 0.0), (3, 9, f64::NAN)] {
        more.unit.push(unit);
        more.period.push(period);
        more.value.push(value);
        more.exposure.push(2.0);
        more.treated.push(0.0);
    }
    let with = more.rows().effect(DidModel::Poisson, Level::P95).unwrap();
    near(with.effect, plain.effect, 1e-12);
    near(with.standard_error.cr0, plain.standard_error.cr0, 1e-12);
    assert_eq!((with.clusters, with.rows_without_information), (8, 3));
}

#[test]
fn more_periods_than_units_are_solved_from_the_other_side() {
    let uneven = Uneven::new();
    let turned = PanelRows {
        unit: &uneven.period,
        period: &uneven.unit,
        ..uneven.rows()
    };
    let straight = uneven.rows().effect(DidModel::Poisson, Level::P95).unwrap();
    let turned = turned.effect(DidModel::Poisson, Level::P95).unwrap();
    near(turned.effect, straight.effect, 1e-9);
    near(
        turned.standard_error.model,
        straight.standard_error.model,
        1e-9,
    );
    assert_eq!(turned.clusters, 5);
}

#[test]
fn what_cannot_be_compared_is_refused_by_name() {
    let uneven = Uneven::new();
    let everyone: Vec<f64> = uneven
        .period
        .iter()
        .map(|&period| f64::from(u8::from(period > 1)))
        .collect();
    let rows = PanelRows {
        treated: &everyone,
        ..uneven.rows()
    };
    let explained = DidError::Explained {
        what: "the treatment".to_owned(),
    };
    for model in [DidModel::Poisson, DidModel::Linear] {
        assert_eq!(rows.effect(model, Level::P95), Err(explained.clone()));
        assert_eq!(
            rows.randomisation_test(model, 9, Seed(1)),
            Err(explained.clone())
        );
    }
    let nothing_after: Vec<f64> = uneven
        .value
        .iter()
        .zip(&uneven.treated)
        .map(|(value, treated)| if *treated == 1.0 { 0.0 } else { *value })
        .collect();
    let rows = PanelRows {
        value: &nothing_after,
        ..uneven.rows()
    };
    assert_eq!(
        rows.effect(DidModel::Poisson, Level::P95),
        Err(DidError::Separated)
    );
    assert!(rows.effect(DidModel::Linear, Level::P95).is_ok());
    let short = PanelRows {
        period: &[1, 2],
        ..uneven.rows()
    };
    assert!(matches!(
        short.effect(DidModel::Linear, Level::P95),
        Err(DidError::LengthsDiffer { list: "period", .. })
    ));
}

/// Four units over two periods; the first is treated in the second.
fn four_units(changes: [f64; 4]) -> (Vec<usize>, Vec<usize>, Vec<f64>, Vec<f64>) {
    let unit = (0..8).map(|row| row / 2).collect();
    let period = (0..8).map(|row| row % 2).collect();
    let value = (0..8)
        .map(|row| {
            if row % 2 == 0 {
                50.0
            } else {
                50.0 + changes[row / 2]
            }
        })
        .collect();
    let treated = (0..8).map(|row| f64::from(u8::from(row == 1))).collect();
    (unit, period, value, treated)
}

#[test]
fn all_ways_to_hand_out_one_treatment_are_tried() {
    let (unit, period, value, treated) = four_units([-20.0, 3.0, -1.0, 2.0]);
    let rows = PanelRows {
        unit: &unit,
        period: &period,
        value: &value,
        exposure: None,
        treated: &treated,
    };
    let test = rows
        .randomisation_test(DidModel::Linear, 99, Seed(5))
        .unwrap();
    // The largest of four: 1/4, and no smaller p is to be had.
    assert_eq!((test.p, test.others, test.all), (0.25, 3, true));
    assert_eq!(test.monte_carlo_se, 0.0);
}

#[test]
fn drawn_assignments_agree_with_all_of_them_on_any_number_of_threads() {
    let uneven = Uneven::new();
    let run = |threads: usize, replicates| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            uneven
                .rows()
                .randomisation_test(DidModel::Poisson, replicates, Seed(3))
                .unwrap()
        })
    };
    // Three units with two different starts among seven: 7!/(4! 2! 1!) = 105.
    let all = run(2, 999);
    assert!(all.all && all.others == 104);
    let drawn = run(1, 100);
    assert!(!drawn.all);
    assert_eq!(drawn, run(2, 100));
    assert!((drawn.p - all.p).abs() < 4.0 * drawn.monte_carlo_se + 0.01);
}

#[test]
fn a_trend_before_the_start_is_seen_and_none_is_not() {
    // Twelve units over six periods, six treated from the fourth on.
    let drift = |slope: f64| {
        let mut generator = Seed(11).replicate(0);
        let mut value = Vec::new();
        for row in 0..72 {
            let (unit, period) = (row / 6, row % 6);
            let noise = f64::from(crate::numeric::below(&mut generator, 100)) / 50.0;
            let extra = if unit < 6 { slope * period as f64 } else { 0.0 };
            value.push(100.0 + 10.0 * unit as f64 + extra + noise);
        }
        let unit: Vec<usize> = (0..72).map(|row| row / 6).collect();
        let period: Vec<usize> = (0..72).map(|row| row % 6).collect();
        let treated: Vec<f64> = (0..72)
            .map(|row| f64::from(u8::from(row / 6 < 6 && row % 6 >= 3)))
            .collect();
        let rows = PanelRows {
            unit: &unit,
            period: &period,
            value: &value,
            exposure: None,
            treated: &treated,
        };
        rows.event_study(DidModel::Linear).unwrap()
    };
    let (steady, rising) = (drift(0.0), drift(3.0));
    let distances: Vec<i64> = rising
        .effects
        .iter()
        .map(|e| e.periods_from_start)
        .collect();
    assert_eq!(distances, [-3, -2, 0, 1, 2]);
    assert!(steady.before.p > 0.05, "{:?}", steady.before);
    assert!(rising.before.p < 1e-4, "{:?}", rising.before);
    assert_eq!(rising.before.errors, JointErrors::Clusters);
    assert!((rising.effects[0].effect + 6.0).abs() < 1.0);
}

#[test]
fn an_event_study_needs_two_periods_before_a_start() {
    let (unit, period, value, treated) = four_units([1.0; 4]);
    let rows = PanelRows {
        unit: &unit,
        period: &period,
        value: &value,
        exposure: None,
        treated: &treated,
    };
    assert_eq!(
        rows.event_study(DidModel::Linear),
        Err(DidError::NoLeads { needed: 2 })
    );
}
