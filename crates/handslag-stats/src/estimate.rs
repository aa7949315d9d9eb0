//! What does an estimate carry with it wherever it goes?

use std::fmt;

/// A value with its interval, the interval's level, and how it was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value itself, in the unit its maker documents.
    pub value: f64,
    /// Lower end of the interval, in the same unit.
    pub lower: f64,
    /// Upper end of the interval, in the same unit.
    pub upper: f64,
    /// How often intervals made this way hold the truth, at least.
    pub level: Level,
    /// How the interval was made.
    pub method: Method,
}

impl fmt::Display for Estimate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            value,
            lower,
            upper,
            level,
            ..
        } = self;
        write!(
            out,
            "{value:.2} ({level} interval {lower:.2} to {upper:.2})"
        )
    }
}

/// The confidence level of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 90 per cent.
    P90,
    /// 95 per cent.
    P95,
    /// 99 per cent.
    P99,
    /// Any other, by the chance left outside; see [`Level::outside`].
    Other {
        /// Billionths left outside on both sides together.
        outside: u32,
    },
}

impl Level {
    /// The level that leaves `chance` outside on both sides together: 0.05 gives
    /// 95 per cent. None if it is not between 0 and 1.
    ///
    /// ```
    /// # use handslag_stats::Level;
    /// assert_eq!(Level::outside(0.05), Some(Level::P95));
    /// assert_eq!(Level::outside(0.2).unwrap().to_string(), "80 %");
    /// assert_eq!(Level::outside(1.0), None);
    /// ```
    pub fn outside(chance: f64) -> Option<Self> {
        let outside = (chance * BILLION).round();
        if !(1.0..BILLION).contains(&outside) {
            return None;
        }
        Some(match outside as u32 {
            100_000_000 => Self::P90,
            50_000_000 => Self::P95,
            10_000_000 => Self::P99,
            outside => Self::Other { outside },
        })
    }

    /// The chance left outside the interval on each side: 0.025 at 95 per cent.
    pub(crate) fn tail(self) -> f64 {
        match self {
            Self::P90 => 0.05,
            Self::P95 => 0.025,
            Self::P99 => 0.005,
            Self::Other { outside } => f64::from(outside) / (2.0 * BILLION),
        }
    }

    /// How often such intervals hold the truth, in per cent: 95.
    pub fn percent(self) -> f64 {
        match self {
            Self::P90 => 90.0,
            Self::P95 => 95.0,
            Self::P99 => 99.0,
            Self::Other { outside } => (BILLION - f64::from(outside)) / (BILLION / 100.0),
        }
    }

    /// How many standard errors of a normal variable reach to each side: 1.96
    /// at 95 per cent.
    pub fn z(self) -> f64 {
        // The quantile of the small tail keeps more digits than that near one.
        -crate::numeric::normal_quantile(self.tail())
    }
}

const BILLION: f64 = 1e9;

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} %", self.percent())
    }
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Exact interval for a Poisson count (Garwood 1936, doi:10.1093/biomet/28.3-4.437).
    GarwoodExact,
    /// Taylor-linearised standard error and t quantile (Binder 1983, doi:10.2307/1402588).
    LinearisedT,
    /// Taylor-linearised standard error and normal quantile.
    LinearisedNormal,
    /// The same on the log odds of a share, with a t quantile.
    LinearisedLogit,
    /// Exact at the effective sample size (Korn and Graubard 1998).
    KornGraubard,
    /// A deviance scaled by the design (Rao and Scott 1984, doi:10.1214/aos/1176346391).
    ScaledLikelihood,
    /// Jackknife standard error over clusters and t quantile.
    JackknifeT,
    /// A posterior's quantiles (see [`crate::effect::structural_effect`]).
    Posterior,
    /// Ranks of the slopes between pairs (Sen 1968, doi:10.1080/01621459.1968.10480934).
    SenRanks,
    /// Normal interval of a placebo standard error (Arkhangelsky et al. 2021,
    /// doi:10.1257/aer.20190159).
    PlaceboNormal,
    /// Exact interval for the ratio of two Poisson rates, given their total
    /// (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).
    ConditionalExact,
    /// The same, stretched by how much pairs of months vary (see
    /// [`crate::count::paired_rate_ratio`]).
    ConditionalExactStretched,
    /// Difference of two rates; the way is named where it is made.
    RateDifference,
    /// Drift funnel: change against the other units, with their spread and tails.
    DriftFunnel,
    /// Weighted displacement difference (Wheeler and Ratcliffe 2018,
    /// doi:10.1186/s40163-018-0085-5).
    WeightedDisplacementDifference,
    /// Ratio of two ratios of counts with Poisson variance.
    LogRatioDifferenceInDifferences,
    /// Empirical Bayes before-after (Hauer 1997).
    EmpiricalBayesBeforeAfter,
    /// Normal tails on the log scale about a Poisson regression, its error scaled
    /// by the spread that was seen (McCullagh and Nelder 1989, section 6.2).
    QuasiPoissonWald,
    /// Normal tails on the log scale about a negative binomial regression.
    NegativeBinomialWald,
    /// Normal tails, error robust to months that go together (Newey and West
    /// 1987, doi:10.2307/1913610).
    NeweyWestWald,
    /// Tails of t, error for months that go together by a correlation that fades
    /// with distance (Zeger 1988, doi:10.1093/biomet/75.4.621).
    AutoregressiveT,
    /// Tails of t, error robust to rows of a cluster that go together, degrees of
    /// freedom by Satterthwaite (Pustejovsky and Tipton 2018,
    /// doi:10.1080/07350015.2016.1247004).
    ClusterRobustT,
    /// Linearised error of a log ratio and normal quantile (Robbins and Davenport
    /// 2021, doi:10.18637/jss.v097.i02).
    LinearisedLogRatio,
}
