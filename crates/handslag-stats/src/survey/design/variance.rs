//! How much would a sum differ in another such sample?

use super::{Design, Lonely};
use crate::numeric::Sum;

impl Design {
    /// The variance of the sum of `influence`, one weighted value a unit.
    pub(in crate::survey) fn variance(&self, influence: Vec<f64>) -> f64 {
        let influence = self.residuals(influence);
        let units = self.by_cluster.iter();
        self.sweep(units.map(|&unit| (unit, influence[unit as usize])))
            .variance
            .value()
    }

    /// The covariance matrix of the sums of several such columns.
    pub(in crate::survey) fn covariance(&self, columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        let totals: Vec<Vec<f64>> = columns
            .into_iter()
            .map(|column| self.centred_totals(self.residuals(column)))
            .collect();
        let cross = |a: &[f64], b: &[f64]| {
            let terms = a.iter().zip(b).zip(&self.stratum);
            terms
                .map(|((a, b), &stratum)| a * b * self.strata[stratum as usize].scale())
                .collect::<Sum>()
                .value()
        };
        totals
            .iter()
            .map(|a| totals.iter().map(|b| cross(a, b)).collect())
            .collect()
    }

    fn residuals(&self, influence: Vec<f64>) -> Vec<f64> {
        self.calibrations
            .iter()
            .fold(influence, |influence, step| step.residuals(influence))
    }

    /// Cluster totals less the mean of their stratum's.
    fn centred_totals(&self, influence: Vec<f64>) -> Vec<f64> {
        let mut totals = vec![0.0; self.stratum.len()];
        for (&cluster, z) in self.cluster.iter().zip(&influence) {
            totals[cluster as usize] += z;
        }
        let grand = totals.iter().copied().collect::<Sum>().value() / totals.len() as f64;
        let mut means = vec![0.0; self.strata.len()];
        for (&stratum, total) in self.stratum.iter().zip(&totals) {
            means[stratum as usize] += total / f64::from(self.strata[stratum as usize].clusters);
        }
        for (&stratum, total) in self.stratum.iter().zip(&mut totals) {
            *total -= if self.strata[stratum as usize].clusters > 1 {
                means[stratum as usize]
            } else if self.lonely == Lonely::CentreOnAll {
                grand
            } else {
                *total
            };
        }
        totals
    }

    /// The variance of a sum over the units listed in the order of their
    /// clusters; units not listed add zero, and their clusters still count.
    pub(in crate::survey) fn sweep(&self, units: impl Iterator<Item = (u32, f64)>) -> Swept {
        let mut swept = Swept::default();
        let mut totals: Vec<f64> = Vec::new();
        let mut open: Option<u32> = None;
        let mut lonely: Vec<f64> = Vec::new();
        let mut grand = Sum::default();
        for (unit, z) in units {
            grand.add(z);
            let cluster = self.cluster[unit as usize];
            if open == Some(cluster) {
                if let Some(total) = totals.last_mut() {
                    *total += z;
                }
                continue;
            }
            if let Some(last) = open
                && self.stratum[last as usize] != self.stratum[cluster as usize]
            {
                self.close(last, &mut totals, &mut lonely, &mut swept);
            }
            totals.push(z);
            open = Some(cluster);
        }
        if let Some(last) = open {
            self.close(last, &mut totals, &mut lonely, &mut swept);
        }
        if self.lonely == Lonely::CentreOnAll {
            let centre = grand.value() / self.stratum.len() as f64;
            // Lonely strata without a listed unit have a total of zero.
            lonely.resize(self.strata.iter().filter(|s| s.clusters == 1).count(), 0.0);
            let distances = lonely.iter().map(|total| (total - centre).powi(2));
            swept.variance.add(distances.sum());
        }
        swept
    }

    /// Adds the stratum of cluster `last`, whose totals are all listed.
    fn close(&self, last: u32, totals: &mut Vec<f64>, lonely: &mut Vec<f64>, swept: &mut Swept) {
        let stratum = self.strata[self.stratum[last as usize] as usize];
        swept.clusters += totals.len();
        swept.strata += 1;
        if stratum.clusters > 1 {
            let distances = squared_distances(totals, f64::from(stratum.clusters));
            swept.variance.add(stratum.scale() * distances);
        } else {
            lonely.extend(totals.iter());
        }
        totals.clear();
    }
}

/// What one sweep over the listed units found.
#[derive(Debug, Default)]
pub(in crate::survey) struct Swept {
    pub variance: Sum,
    clusters: usize,
    strata: usize,
}

impl Swept {
    /// Clusters less strata that had a listed unit.
    pub fn degrees_of_freedom(&self) -> f64 {
        self.clusters as f64 - self.strata as f64
    }
}

/// Squared distances of cluster totals from their mean, when `clusters` were
/// drawn and those not listed have a total of zero.
fn squared_distances(totals: &[f64], clusters: f64) -> f64 {
    let mean = totals.iter().sum::<f64>() / clusters;
    let listed: f64 = totals.iter().map(|total| (total - mean).powi(2)).sum();
    listed + (clusters - totals.len() as f64) * mean * mean
}
