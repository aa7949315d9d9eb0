//! Did people change, or did others answer?

use super::compare::{Difference, Side};
use super::design::{Design, DesignError};
use super::estimate::Sampled;

/// The change between two waves of which some people answered both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PanelChange {
    /// The later wave less the earlier, of all who answered.
    pub all: Difference,
    /// The same of those who answered both: what changed in the same people.
    pub stayed: Difference,
    /// The change of all less the change of those who stayed: what others who
    /// answered instead add to it. Far from zero in its standard errors, the
    /// change of all is in part a change of who answered.
    pub shift: Sampled,
}

impl Design {
    /// Tells a change in people from a change of who answered.
    ///
    /// Both waves stand below each other as one sample, with the person as the
    /// cluster, as in [`Design::difference`]. The three changes are sums of the
    /// same four means, so their errors come from the covariance matrix of
    /// these (Taylor-linearised).
    ///
    /// - `values`: one a unit, missing as NaN. `side`: the wave, one a unit.
    /// - `stayed`: one a unit, whether this person answered in both waves.
    /// - One degree of freedom is taken as for a difference.
    ///
    /// Assumptions: weights of each wave are for all who answered it; those who
    /// stayed are not weighted anew, so `stayed` speaks of them alone.
    ///
    /// # Errors
    /// [`DesignError::Lengths`]; [`DesignError::NoValues`] if a wave has no
    /// answers, or nobody stayed.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely, Side};
    /// // By hand: persons 1 and 2 say 1 and 3 in both waves; person 3 says 2
    /// // and is replaced by person 4, who says 5. Nobody changed (0), the mean
    /// // went from 2 to 3 (1), and all of it is who answered (1).
    /// let design = Design::new(Drawn::<u8, u8> {
    ///     weights: &[1.0; 6], strata: None, clusters: Some(&[1, 2, 3, 1, 2, 4]),
    ///     population: None, lonely: Lonely::Refuse,
    /// })?;
    /// let (first, second) = (Some(Side::First), Some(Side::Second));
    /// let change = design.panel_change(
    ///     &[1.0, 3.0, 2.0, 1.0, 3.0, 5.0],
    ///     &[first, first, first, second, second, second],
    ///     &[true, true, false, true, true, false],
    /// )?;
    /// assert!((change.all.value - 1.0).abs() < 1e-12);
    /// assert!(change.stayed.value.abs() < 1e-12);
    /// assert!(change.stayed.standard_error < 1e-12);
    /// assert!((change.shift.value - 1.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn panel_change(
        &self,
        values: &[f64],
        side: &[Option<Side>],
        stayed: &[bool],
    ) -> Result<PanelChange, DesignError> {
        self.expect_units(values.len())?;
        self.expect_units(side.len())?;
        self.expect_units(stayed.len())?;
        let mean = |wanted: Side, both: bool| {
            self.mean_and_influence(|unit| {
                let counts = side[unit] == Some(wanted) && (stayed[unit] || !both);
                if counts { values[unit] } else { f64::NAN }
            })
        };
        let means = [
            mean(Side::First, false)?,
            mean(Side::Second, false)?,
            mean(Side::First, true)?,
            mean(Side::Second, true)?,
        ];
        let (value, influence): (Vec<f64>, Vec<Vec<f64>>) = means.into_iter().unzip();
        let covariance = self.covariance(influence);
        let degrees_of_freedom = self.degrees_of_freedom() - 1.0;
        let change = |first: usize, second: usize| Difference {
            value: value[second] - value[first],
            standard_error: spread(&covariance, &[(first, -1.0), (second, 1.0)]),
            degrees_of_freedom,
            covariance: covariance[first][second],
        };
        let (all, stayed) = (change(0, 1), change(2, 3));
        Ok(PanelChange {
            all,
            stayed,
            shift: Sampled {
                value: all.value - stayed.value,
                standard_error: spread(&covariance, &[(0, -1.0), (1, 1.0), (2, 1.0), (3, -1.0)]),
                degrees_of_freedom,
            },
        })
    }
}

/// The standard error of a weighted sum of estimates.
fn spread(covariance: &[Vec<f64>], weights: &[(usize, f64)]) -> f64 {
    let terms = weights
        .iter()
        .flat_map(|&(i, a)| weights.iter().map(move |&(j, b)| a * b * covariance[i][j]));
    terms.sum::<f64>().max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::{Seed, normal_quantile};
    use crate::survey::{Drawn, Lonely};
    use rand_xoshiro::rand_core::Rng;

    const FIRST: Option<Side> = Some(Side::First);
    const SECOND: Option<Side> = Some(Side::Second);

    /// A panel of 200 of whom half stay; those who come in lie `higher`, and
    /// everybody rises by 0.3.
    fn panel(replicate: u64, higher: f64) -> PanelChange {
        let mut generator = Seed(41).replicate(replicate);
        let mut noise = || {
            let uniform = (f64::from(generator.next_u32()) + 0.5) / 4_294_967_296.0;
            normal_quantile(uniform)
        };
        let (mut values, mut side, mut stayed, mut person) = (vec![], vec![], vec![], vec![]);
        let mut add = |value: f64, wave: Option<Side>, stays: bool, who: u32| {
            values.push(value);
            side.push(wave);
            stayed.push(stays);
            person.push(who);
        };
        for who in 0..200u32 {
            let own = noise();
            let stays = who % 2 == 0;
            add(own + 0.3 * noise(), FIRST, stays, who);
            match stays {
                true => add(own + 0.3 + 0.3 * noise(), SECOND, true, who),
                false => add(
                    noise() + 0.3 + higher + 0.3 * noise(),
                    SECOND,
                    false,
                    200 + who,
                ),
            }
        }
        let design = Design::new(Drawn::<u8, u32> {
            weights: &vec![1.0; values.len()],
            strata: None,
            clusters: Some(&person),
            population: None,
            lonely: Lonely::Refuse,
        })
        .unwrap();
        design.panel_change(&values, &side, &stayed).unwrap()
    }

    #[test]
    fn a_shift_is_found_as_often_as_it_should_be() {
        let alarms = |higher: f64| {
            let found = (0..400).filter(|&replicate| {
                let shift = panel(replicate, higher).shift;
                (shift.value / shift.standard_error).abs() > 1.96
            });
            found.count() as f64 / 400.0
        };
        let false_alarms = alarms(0.0);
        assert!((0.02..0.08).contains(&false_alarms), "{false_alarms}");
        let found = alarms(1.0);
        assert!(found > 0.9, "{found}");
    }

    #[test]
    fn those_who_stayed_show_their_own_change_whoever_else_answered() {
        let covered = (0..400).filter(|&replicate| {
            let stayed = panel(replicate, 1.0).stayed;
            (stayed.value - 0.3).abs() < 1.96 * stayed.standard_error
        });
        let covered = covered.count() as f64 / 400.0;
        assert!((0.92..0.98).contains(&covered), "{covered}");
    }

    #[test]
    fn it_is_the_difference_that_a_plain_comparison_gives() {
        let design = Design::new(Drawn::<u8, u32> {
            weights: &[1.0, 2.0, 1.0, 2.0, 3.0],
            strata: None,
            clusters: Some(&[1, 2, 1, 2, 3]),
            population: None,
            lonely: Lonely::Refuse,
        })
        .unwrap();
        let (values, side) = (
            [1.0, 4.0, 2.0, 3.0, 6.0],
            [FIRST, FIRST, SECOND, SECOND, SECOND],
        );
        let change = design
            .panel_change(&values, &side, &[true, true, true, true, false])
            .unwrap();
        let plain = design.difference(&values, &side).unwrap();
        assert_eq!(change.all.value, plain.value);
        assert!((change.all.standard_error - plain.standard_error).abs() < 1e-12);
        assert_eq!(
            design.panel_change(&values, &side, &[false; 5]),
            Err(DesignError::NoValues)
        );
    }
}
