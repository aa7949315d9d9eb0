//! How was the sample drawn, and how much would another such sample differ?

mod variance;

use std::collections::HashMap;
use std::hash::Hash;

use super::calibration::Calibration;

/// How the units of a sample were drawn, one entry a unit in each field.
///
/// A unit is a person, household or other thing that answered. Units that were
/// drawn but belong to nobody one asks about stay in: the number of those is
/// chance too, and an error that leaves them out is too small.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a, S, C> {
    /// How many of the population each unit stands for; zero or more.
    pub weights: &'a [f64],
    /// The stratum each unit was drawn in; without, there is one.
    pub strata: Option<&'a [S]>,
    /// The cluster each unit was drawn with, inside its stratum; without, every
    /// unit was drawn by itself.
    pub clusters: Option<&'a [C]>,
    /// How many clusters (or units, without clusters) the unit's stratum has in
    /// the population, for the finite population correction; without, the
    /// sample is taken as drawn with replacement.
    pub population: Option<&'a [f64]>,
    /// What to do with a stratum of which a single cluster was drawn.
    pub lonely: Lonely,
}

/// What a stratum with a single drawn cluster adds to the variance, which
/// cannot be estimated from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lonely {
    /// Refuse: [`DesignError::LonelyCluster`].
    #[default]
    Refuse,
    /// Nothing, as if the stratum had been drawn with certainty.
    Certainty,
    /// The squared distance of its total from the mean of all clusters: as a
    /// rule too much.
    CentreOnAll,
}

/// A sample with its design: what every estimate of the sample starts from.
///
/// Variances are Taylor-linearised with clusters as the ultimate draws (Binder
/// 1983, doi:10.2307/1402588); later stages of drawing are covered by the
/// spread between clusters.
#[derive(Debug, Clone)]
pub struct Design {
    pub(super) weights: Vec<f64>,
    /// Cluster of each unit; clusters are numbered so that those of a stratum
    /// stand together.
    cluster: Vec<u32>,
    /// Units in the order of their clusters, as one sweep wants them.
    by_cluster: Vec<u32>,
    /// Stratum of each cluster.
    stratum: Vec<u32>,
    strata: Vec<Stratum>,
    lonely: Lonely,
    pub(super) calibrations: Vec<Calibration>,
}

/// A cluster to be left out.
#[derive(Debug)]
pub(super) struct LeftOut<'a> {
    pub stratum: u32,
    pub units: &'a [u32],
}

#[derive(Debug, Clone, Copy)]
struct Stratum {
    clusters: u32,
    /// Share of the stratum that was not drawn: 1 − n/N.
    undrawn: f64,
}

impl Stratum {
    /// What the squared distances between its clusters are multiplied by.
    fn scale(self) -> f64 {
        let n = f64::from(self.clusters);
        if self.clusters > 1 {
            self.undrawn * n / (n - 1.0)
        } else {
            self.undrawn
        }
    }
}

impl Design {
    /// The design of a sample: strata, clusters drawn in each, and a weight a
    /// unit, with errors by linearisation (Binder 1983, doi:10.2307/1402588;
    /// Lumley 2010, Complex Surveys, chapter 2).
    ///
    /// # Errors
    /// [`DesignError`]: nobody was drawn, the fields differ in length, a weight
    /// is no number of zero or more, a population is smaller than what was
    /// drawn from it or differs within a stratum, or a cluster is alone in its
    /// stratum and that was to be refused.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// // Four of ten persons, each standing for 2.5.
    /// let design = Design::new(Drawn::<u8, u8> {
    ///     weights: &[2.5; 4],
    ///     strata: None,
    ///     clusters: None,
    ///     population: Some(&[10.0; 4]),
    ///     lonely: Lonely::Refuse,
    /// })?;
    /// let mean = design.mean(&[1.0, 3.0, 5.0, 7.0])?;
    /// // By hand: s² = 20/3, so the variance is (1 − 4/10)·(20/3)/4 = 1.
    /// assert_eq!(mean.value, 4.0);
    /// assert!((mean.standard_error - 1.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new<S: Eq + Hash, C: Eq + Hash>(drawn: Drawn<'_, S, C>) -> Result<Self, DesignError> {
        let n = drawn.weights.len();
        let lengths = [
            drawn.strata.map(<[S]>::len),
            drawn.clusters.map(<[C]>::len),
            drawn.population.map(<[f64]>::len),
        ];
        if n == 0 {
            return Err(DesignError::Nobody);
        }
        if let Some(found) = lengths.into_iter().flatten().find(|&length| length != n) {
            return Err(DesignError::Lengths { weights: n, found });
        }
        if let Some(unit) = drawn
            .weights
            .iter()
            .position(|w| !(w.is_finite() && *w >= 0.0))
        {
            return Err(DesignError::Weight { unit });
        }
        let unit_stratum = drawn.strata.map_or_else(|| vec![0; n], codes);
        let unit_cluster = match drawn.clusters {
            None => (0..n as u32).collect(),
            Some(clusters) => {
                let within: Vec<(u32, &C)> = unit_stratum.iter().copied().zip(clusters).collect();
                codes(&within)
            }
        };
        Self::assembled(&drawn, &unit_stratum, &unit_cluster)
    }

    fn assembled<S, C>(
        drawn: &Drawn<'_, S, C>,
        unit_stratum: &[u32],
        unit_cluster: &[u32],
    ) -> Result<Self, DesignError> {
        let n_strata = most(unit_stratum);
        let n_clusters = most(unit_cluster);
        let mut of_cluster = vec![0u32; n_clusters];
        for (&cluster, &stratum) in unit_cluster.iter().zip(unit_stratum) {
            of_cluster[cluster as usize] = stratum;
        }
        // Number the clusters anew so that a stratum's stand together.
        let sorted = sorted_by(&of_cluster, n_strata);
        let mut renumbered = vec![0u32; n_clusters];
        for (new, &old) in sorted.iter().enumerate() {
            renumbered[old as usize] = new as u32;
        }
        let cluster: Vec<u32> = unit_cluster
            .iter()
            .map(|&old| renumbered[old as usize])
            .collect();
        let stratum: Vec<u32> = sorted.iter().map(|&old| of_cluster[old as usize]).collect();
        let strata = strata(drawn.population, unit_stratum, &stratum, n_strata)?;
        if drawn.lonely == Lonely::Refuse
            && let Some(alone) = strata
                .iter()
                .position(|stratum| stratum.clusters == 1 && stratum.undrawn > 0.0)
        {
            let unit = unit_stratum
                .iter()
                .position(|&stratum| stratum as usize == alone)
                .unwrap_or_default();
            return Err(DesignError::LonelyCluster { unit });
        }
        Ok(Self {
            weights: drawn.weights.to_vec(),
            by_cluster: sorted_by(&cluster, n_clusters),
            cluster,
            stratum,
            strata,
            lonely: drawn.lonely,
            calibrations: Vec::new(),
        })
    }

    /// How many units the sample has.
    pub fn n_units(&self) -> usize {
        self.weights.len()
    }

    /// How many of the population each unit stands for, in the order given;
    /// after calibration, the calibrated weights.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Clusters less strata, the usual degrees of freedom of an error. Clusters
    /// whose units all weigh nothing do not count.
    pub fn degrees_of_freedom(&self) -> f64 {
        let weighted = self.by_cluster.iter().copied();
        let weighted = weighted.filter(|&unit| self.weights[unit as usize] > 0.0);
        self.sweep(weighted.map(|unit| (unit, 0.0)))
            .degrees_of_freedom()
    }

    /// The share of a stratum that was not drawn.
    pub(super) fn undrawn(&self, stratum: u32) -> f64 {
        self.strata[stratum as usize].undrawn
    }

    /// Each cluster of the strata that have several, with its units.
    pub(super) fn without_each_cluster(&self) -> Vec<LeftOut<'_>> {
        let of = |unit: u32| self.cluster[unit as usize];
        self.by_cluster
            .chunk_by(|&a, &b| of(a) == of(b))
            .map(|units| LeftOut {
                stratum: self.stratum[of(units[0]) as usize],
                units,
            })
            .filter(|left_out| self.strata[left_out.stratum as usize].clusters > 1)
            .collect()
    }

    /// The weights when a cluster had not been drawn and the others of its
    /// stratum stood for it.
    pub(super) fn weights_without(&self, left_out: &LeftOut<'_>) -> Vec<f64> {
        let n = f64::from(self.strata[left_out.stratum as usize].clusters);
        let mut weights = self.weights.clone();
        for (weight, &cluster) in weights.iter_mut().zip(&self.cluster) {
            if self.stratum[cluster as usize] == left_out.stratum {
                *weight *= n / (n - 1.0);
            }
        }
        for &unit in left_out.units {
            weights[unit as usize] = 0.0;
        }
        weights
    }

    /// Refuses a list that is not one entry a unit.
    pub(super) fn expect_units(&self, found: usize) -> Result<(), DesignError> {
        if found == self.n_units() {
            Ok(())
        } else {
            Err(DesignError::Lengths {
                weights: self.n_units(),
                found,
            })
        }
    }

    /// Units in the order of their clusters.
    pub(super) fn by_cluster(&self) -> &[u32] {
        &self.by_cluster
    }
}

fn strata(
    population: Option<&[f64]>,
    unit_stratum: &[u32],
    cluster_stratum: &[u32],
    n_strata: usize,
) -> Result<Vec<Stratum>, DesignError> {
    let mut strata = vec![
        Stratum {
            clusters: 0,
            undrawn: 1.0,
        };
        n_strata
    ];
    for &stratum in cluster_stratum {
        strata[stratum as usize].clusters += 1;
    }
    let Some(population) = population else {
        return Ok(strata);
    };
    let mut of_stratum = vec![f64::NAN; n_strata];
    for (unit, (&stratum, &size)) in unit_stratum.iter().zip(population).enumerate() {
        let known = &mut of_stratum[stratum as usize];
        let drawn = f64::from(strata[stratum as usize].clusters);
        if known.is_nan() {
            if size.is_nan() || size < drawn {
                return Err(DesignError::Population { unit });
            }
            *known = size;
            strata[stratum as usize].undrawn = 1.0 - drawn / size;
        } else if *known != size {
            return Err(DesignError::PopulationDiffers { unit });
        }
    }
    Ok(strata)
}

/// Whole numbers from zero in the order in which the labels first occur.
pub(super) fn codes<L: Eq + Hash>(labels: &[L]) -> Vec<u32> {
    let mut known = HashMap::new();
    labels
        .iter()
        .map(|label| {
            let next = known.len() as u32;
            *known.entry(label).or_insert(next)
        })
        .collect()
}

/// The places of `keys` in the order of the keys, equal keys in their order.
pub(super) fn sorted_by(keys: &[u32], n_keys: usize) -> Vec<u32> {
    let mut starts = vec![0u32; n_keys + 1];
    for &key in keys {
        starts[key as usize + 1] += 1;
    }
    for key in 0..n_keys {
        starts[key + 1] += starts[key];
    }
    let mut places = vec![0u32; keys.len()];
    for (place, &key) in keys.iter().enumerate() {
        let next = &mut starts[key as usize];
        places[*next as usize] = place as u32;
        *next += 1;
    }
    places
}

fn most(codes: &[u32]) -> usize {
    codes.iter().max().map_or(0, |&most| most as usize + 1)
}

/// Why a design, or an estimate from one, could not be given. Units are
/// numbered from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// The sample is empty.
    #[error("the sample has no units")]
    Nobody,
    /// A list does not have one entry a unit.
    #[error("a list has {found} entries for {weights} units")]
    Lengths {
        /// How many units have a weight.
        weights: usize,
        /// How many entries the list has.
        found: usize,
    },
    /// A weight is negative or no number.
    #[error("the weight of unit {unit} is not a number of zero or more")]
    Weight {
        /// The unit.
        unit: usize,
    },
    /// A stratum's population is smaller than what was drawn from it.
    #[error("the population of the stratum of unit {unit} is smaller than its sample")]
    Population {
        /// A unit of the stratum.
        unit: usize,
    },
    /// Units of a stratum say different things of its population.
    #[error("unit {unit} gives its stratum another population than the units before it")]
    PopulationDiffers {
        /// The unit.
        unit: usize,
    },
    /// One cluster alone was drawn from a stratum.
    #[error("the cluster of unit {unit} is alone in its stratum, so its spread is unknown")]
    LonelyCluster {
        /// A unit of the cluster.
        unit: usize,
    },
    /// No unit with a weight above zero gave a value.
    #[error("no unit with a weight above zero has a value")]
    NoValues,
    /// What one divides by adds up to zero.
    #[error("the denominator adds up to zero")]
    ZeroDenominator,
}
