use super::*;
use proptest::prelude::*;

fn areas(counts: &[(u64, u32)]) -> Vec<AtRisk> {
    counts
        .iter()
        .map(|&(events, population)| AtRisk {
            events,
            population: f64::from(population),
        })
        .collect()
}

#[test]
fn rates_that_differ_no_more_than_chance_become_one() {
    let smoothed = empirical_bayes(&areas(&[(5, 100), (4, 100), (6, 100)])).unwrap();
    assert_eq!(smoothed.variance, 0.0);
    assert_eq!(smoothed.rates, [0.05; 3]);
}

#[test]
fn nothing_anywhere_is_a_rate_of_zero_without_pattern() {
    let nothing = areas(&[(0, 10), (0, 20), (0, 30), (0, 40)]);
    let smoothed = empirical_bayes(&nothing).unwrap();
    assert_eq!(smoothed.rates, [0.0; 4]);
    let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]]).unwrap();
    let moran = smoothed.moran(&row, Weighting::Binary);
    assert_eq!(moran, Err(AutocorrelationError::AllEqual));
    let local = local_empirical_bayes(&nothing, &row, LocalSpread::AboutEachOwn).unwrap();
    assert_eq!(local, [0.0; 4]);
}

#[test]
fn areas_without_inhabitants_are_refused_by_number() {
    let nobody = areas(&[(1, 5), (0, 0)]);
    let (area, population) = (1, 0.0);
    let error = EmpiricalBayesError::NoPopulation { area, population };
    assert_eq!(empirical_bayes(&nobody), Err(error));
    assert_eq!(probability_map(&nobody), Err(error));
    assert_eq!(empirical_bayes(&[]), Err(EmpiricalBayesError::NoAreas));
}

/// True rates are drawn as the method supposes; the intervals hold them as often
/// as they say. With 400 areas the share has a standard error of 0.011.
#[test]
fn intervals_of_drawn_rates_hold_the_truth_as_often_as_they_say() {
    use crate::numeric::{Seed, below, gamma_quantile};
    let mut generator = Seed(3).replicate(0);
    let mut uniform = || (f64::from(below(&mut generator, 1 << 30)) + 0.5) / f64::from(1 << 30);
    let truths: Vec<f64> = (0..400)
        .map(|_| gamma_quantile(uniform(), 4.0) / 400.0)
        .collect();
    let areas: Vec<AtRisk> = truths
        .iter()
        .enumerate()
        .map(|(i, rate)| {
            let population = [100.0, 500.0, 3_000.0][i % 3];
            let u = uniform();
            let mut events = 0;
            while poisson_at_most(events, rate * population) < u {
                events += 1;
            }
            AtRisk { events, population }
        })
        .collect();
    let intervals = empirical_bayes(&areas).unwrap().intervals(Level::P95);
    let holds = intervals.iter().zip(&truths);
    let holds = holds.filter(|(i, truth)| (i.lower..=i.upper).contains(truth));
    let share = holds.count() as f64 / 400.0;
    assert!((0.92..0.98).contains(&share), "{share}");
}

proptest! {
    #[test]
    fn a_smoothed_rate_lies_between_the_raw_and_the_overall(counts in prop::collection::vec((0u64..30, 1u32..2_000), 1..40)) {
        let areas = areas(&counts);
        let smoothed = empirical_bayes(&areas).unwrap();
        for (rate, area) in smoothed.rates.iter().zip(&areas) {
            let (low, high) = (area.rate().min(smoothed.overall_rate), area.rate().max(smoothed.overall_rate));
            prop_assert!((low - 1e-12..=high + 1e-12).contains(rate));
        }
    }

    #[test]
    fn rates_per_thousand_are_smoothed_as_rates_per_head(counts in prop::collection::vec((0u64..30, 1u32..2_000), 2..20)) {
        let heads = areas(&counts);
        let thousands: Vec<AtRisk> = heads.iter().map(|area| AtRisk { population: area.population / 1000.0, ..*area }).collect();
        let (one, other) = (empirical_bayes(&heads).unwrap(), empirical_bayes(&thousands).unwrap());
        for (one, other) in one.rates.iter().zip(&other.rates) {
            prop_assert!((one * 1000.0 - other).abs() <= 1e-9 * other.abs() + 1e-12);
        }
    }
}
