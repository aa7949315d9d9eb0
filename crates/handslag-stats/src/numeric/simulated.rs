//! How sure is a p value that was simulated?

/// A p value from replicates, with the error that simulating it has left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedP {
    /// (as extreme + 1) / (replicates + 1): never zero, since what was observed
    /// is one of the possible outcomes (Davison and Hinkley 1997, section 4.2).
    pub p: f64,
    /// Standard error of `p` from simulating a limited number of times.
    pub monte_carlo_se: f64,
    /// How many replicates were at least as extreme as what was observed.
    pub as_extreme: u32,
    /// How many replicates were drawn.
    pub replicates: u32,
}

impl SimulatedP {
    /// Of `replicates`, `as_extreme` were at least as extreme as the observed.
    ///
    /// ```
    /// # use handslag_stats::numeric::SimulatedP;
    /// let p = SimulatedP::new(49, 999);
    /// assert_eq!(p.p, 0.05);
    /// assert!((p.monte_carlo_se - (0.05f64 * 0.95 / 1000.0).sqrt()).abs() < 1e-15);
    /// ```
    pub fn new(as_extreme: u32, replicates: u32) -> Self {
        let drawn = f64::from(replicates) + 1.0;
        let p = (f64::from(as_extreme) + 1.0) / drawn;
        Self {
            p,
            monte_carlo_se: (p * (1.0 - p) / drawn).sqrt(),
            as_extreme,
            replicates,
        }
    }
}
