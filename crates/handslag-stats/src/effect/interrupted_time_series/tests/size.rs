//! How often is a change cried where there is none?

use super::*;
use crate::numeric::{Generator, Seed};
use rand_xoshiro::rand_core::Rng;

fn uniform(generator: &mut Generator) -> f64 {
    ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

fn poisson_draw(generator: &mut Generator, mean: f64) -> f64 {
    // Means below some 60: the probability of zero is far above rounding.
    let mut left = uniform(generator);
    let mut probability = (-mean).exp();
    let mut count = 0.0;
    while left > probability && count < 1000.0 {
        left -= probability;
        count += 1.0;
        probability *= mean / count;
    }
    count
}

/// Monthly counts about 30 with season, trend and a latent process on the log
/// scale with this correlation from month to month; nothing happens.
fn quiet(generator: &mut Generator, months: usize, correlation: f64) -> Vec<f64> {
    const SPREAD: f64 = 0.2;
    let fresh = SPREAD * (1.0 - correlation * correlation).sqrt();
    let mut latent = SPREAD * normal_quantile(uniform(generator));
    (0..months)
        .map(|month| {
            let t = month as f64;
            let season = 0.2 * (2.0 * std::f64::consts::PI * t / 12.0).sin();
            let mean = 30.0 * (season + 0.002 * t + latent).exp();
            latent = correlation * latent + fresh * normal_quantile(uniform(generator));
            poisson_draw(generator, mean)
        })
        .collect()
}

/// The share of quiet series whose interval leaves out 1.
fn share_crying(errors: SeriesErrors, months: usize, start: usize, correlation: f64) -> f64 {
    const REPLICATES: u64 = 1000;
    let plan = InterruptedTimeSeries {
        harmonics: 1,
        errors,
        ..InterruptedTimeSeries::monthly(start)
    };
    let cries = (0..REPLICATES).into_par_iter().filter(|&replicate| {
        let counts = quiet(&mut Seed(20).replicate(replicate), months, correlation);
        let ratio = plan
            .fit(&counts, None, Level::P95)
            .unwrap()
            .level_rate_ratio;
        ratio.lower > 1.0 || ratio.upper < 1.0
    });
    cries.count() as f64 / REPLICATES as f64
}

#[test]
fn months_that_go_together_deceive_quasi_poisson_more_than_autoregressive_errors() {
    // 1,000 quiet series; the standard error of 5 % is 0.7 points.
    let autoregressive = share_crying(SeriesErrors::Autoregressive, 72, 48, 0.5);
    let quasi = share_crying(SeriesErrors::Quasi, 72, 48, 0.5);
    let lag = SeriesErrors::NeweyWest(BartlettLag::StockWatson);
    let newey_west = share_crying(lag, 72, 48, 0.5);
    println!("rho 0.5: AR {autoregressive}, quasi {quasi}, NW {newey_west}");
    assert!(autoregressive < 0.10, "{autoregressive}");
    assert!(quasi > autoregressive && newey_west > autoregressive);
    let independent = share_crying(SeriesErrors::Autoregressive, 72, 48, 0.0);
    let quasi = share_crying(SeriesErrors::Quasi, 72, 48, 0.0);
    println!("rho 0: AR {independent}, quasi {quasi}");
    assert!((0.01..0.08).contains(&independent), "{independent}");
}

#[test]
fn the_in_time_placebo_cries_at_most_twelve_times_in_a_hundred_at_five_per_cent() {
    // 400 quiet series of ten years, 61 placebos each.
    const REPLICATES: u64 = 400;
    let plan = InterruptedTimeSeries {
        harmonics: 1,
        errors: SeriesErrors::Quasi,
        ..InterruptedTimeSeries::monthly(96)
    };
    for correlation in [0.0, 0.5] {
        let p: Vec<f64> = (0..REPLICATES)
            .into_par_iter()
            .map(|replicate| {
                let counts = quiet(&mut Seed(21).replicate(replicate), 120, correlation);
                plan.in_time_placebo(&counts, None, PlaceboRules::default())
                    .unwrap()
                    .p
            })
            .collect();
        let share =
            |level: f64| p.iter().filter(|&&p| p <= level).count() as f64 / REPLICATES as f64;
        println!(
            "rho {correlation}: at 5 % {}, at 10 % {}, at 50 % {}",
            share(0.05),
            share(0.10),
            share(0.5)
        );
        assert!(share(0.05) < 0.12, "{}", share(0.05));
        assert!((0.40..0.60).contains(&share(0.5)), "{}", share(0.5));
    }
}
