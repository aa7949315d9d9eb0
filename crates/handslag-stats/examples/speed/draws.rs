//! Made-up numbers: the same for the same seed.

use handslag_stats::numeric::{Generator, Seed, below};

pub struct Draws(Generator);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(Seed(seed).replicate(0))
    }

    /// Above 0 and below 1.
    pub fn uniform(&mut self) -> f64 {
        (f64::from(below(&mut self.0, u32::MAX)) + 0.5) / f64::from(u32::MAX)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// One of 0 to `n` − 1.
    pub fn one_of(&mut self, n: u32) -> u32 {
        below(&mut self.0, n)
    }

    pub fn normal(&mut self) -> f64 {
        let angle = 2.0 * std::f64::consts::PI * self.uniform();
        (-2.0 * self.uniform().ln()).sqrt() * angle.cos()
    }

    /// A Poisson count, by adding exponential waiting times.
    pub fn count(&mut self, mean: f64) -> u32 {
        let mut waited = 0.0;
        let mut count = 0;
        loop {
            waited -= self.uniform().ln();
            if waited > mean {
                return count;
            }
            count += 1;
        }
    }

    /// A count with a year's season and more spread than Poisson's.
    pub fn seasonal(&mut self, level: f64, step: usize, steps_per_year: f64) -> u32 {
        let season = 0.3 * (2.0 * std::f64::consts::PI * step as f64 / steps_per_year).sin();
        let spread = 0.2 * self.normal();
        self.count(level * (season + spread).exp())
    }
}

/// Series of monthly or weekly counts, each with a level of its own.
pub fn count_series(n: usize, steps: usize, steps_per_year: f64, seed: u64) -> Vec<Vec<u32>> {
    let mut draws = Draws::new(seed);
    (0..n)
        .map(|_| {
            let level = draws.between(2.0, 40.0);
            (0..steps)
                .map(|step| draws.seasonal(level, step, steps_per_year))
                .collect()
        })
        .collect()
}
