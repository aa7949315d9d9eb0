use super::*;
use crate::model::ClusterCorrection;
use proptest::prelude::*;

fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= tolerance * expected.abs().max(1.0),
            "{found} is not {expected}"
        );
    }
}

fn is_level(levels: &[u8], level: u8) -> Vec<f64> {
    levels
        .iter()
        .map(|&l| f64::from(u8::from(l == level)))
        .collect()
}

/// Counts, columns and exposures for the comparisons with statsmodels.
fn twelve_rows() -> (Design, Vec<f64>, Vec<f64>) {
    let counts = vec![
        3.0, 7.0, 0.0, 12.0, 5.0, 9.0, 1.0, 20.0, 4.0, 6.0, 15.0, 2.0,
    ];
    let exposure = vec![2.0, 1.0, 2.0, 3.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 1.0];
    let design = Design::with_intercept(12).and("x", (0..12).map(|x| f64::from(x) / 10.0));
    (design, counts, exposure)
}

#[test]
fn dobsons_trial_comes_out_as_in_the_help_of_glm() {
    // Dobson (1990, p. 93), the example of `?glm` in R: printed estimates.
    let counts = [18.0, 17.0, 15.0, 20.0, 10.0, 20.0, 25.0, 13.0, 12.0];
    let outcome = [1, 2, 3, 1, 2, 3, 1, 2, 3];
    let treatment = [1, 1, 1, 2, 2, 2, 3, 3, 3];
    let design = Design::with_intercept(9)
        .and("outcome2", is_level(&outcome, 2))
        .and("outcome3", is_level(&outcome, 3))
        .and("treatment2", is_level(&treatment, 2))
        .and("treatment3", is_level(&treatment, 3));
    let fit = poisson(&design, &counts, None).unwrap();
    let printed = [3.045, -0.4543, -0.2930, 0.0, 0.0];
    near(&fit.coefficients, &printed, 5e-4);
    let errors = fit.covariance(Covariance::Model).unwrap().standard_errors();
    near(&errors, &[0.1709, 0.2022, 0.1927, 0.2, 0.2], 5e-5);
    assert!((fit.deviance - 5.1291).abs() < 5e-5);
    assert!((fit.aic() - 56.76).abs() < 5e-3);
}

#[test]
fn poisson_with_exposure_is_that_of_statsmodels() {
    let (design, counts, exposure) = twelve_rows();
    let fit = poisson(&design, &counts, Some(&exposure)).unwrap();
    // statsmodels 0.15.0, GLM(Poisson, offset), printed to eight decimals.
    near(&fit.coefficients, &[1.00520906, 0.85910823], 1e-8);
    let errors = fit.covariance(Covariance::Model).unwrap().standard_errors();
    near(&errors, &[0.22526768, 0.32333537], 1e-8);
    near(&[fit.deviance], &[48.271471852715564], 1e-12);
    near(&[fit.log_likelihood], &[-43.93880496906427], 1e-12);
    near(&[fit.dispersion() * 10.0], &[40.714658090183576], 1e-10);
}

#[test]
fn negative_binomial_is_that_of_statsmodels() {
    let (design, counts, exposure) = twelve_rows();
    let both = negative_binomial(&design, &counts, Some(&exposure)).unwrap();
    // statsmodels 0.15.0, NegativeBinomial by bfgs, whose tolerance is 1e-6.
    near(&both.fit.coefficients, &[1.1711847845, 0.6251711560], 1e-6);
    let Theta::Finite { theta, .. } = both.theta else {
        panic!("the counts spread more than Poisson's");
    };
    near(&[theta], &[1.829609330096413], 1e-6);
    near(&[both.fit.log_likelihood], &[-35.22470930842609], 1e-10);
    let errors = both.fit.covariance(Covariance::Model).unwrap();
    near(&errors.standard_errors(), &[0.46104788, 0.7023871], 1e-6);
    near(&[both.fit.deviance], &[13.976837844473714], 1e-6);
    near(
        &[both.likelihood_ratio],
        &[2.0 * (43.93880496906427 - 35.22470930842609)],
        1e-9,
    );
    assert!(both.overdispersion_p() < 1e-4);
}

#[test]
fn counts_that_spread_no_more_than_poissons_fall_back_to_poisson_and_say_so() {
    let counts = [5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 4.0, 5.0];
    let design = Design::with_intercept(8);
    let both = negative_binomial(&design, &counts, None).unwrap();
    assert_eq!(both.theta, Theta::Infinite);
    assert_eq!(both.fit.family, Family::Poisson);
    assert_eq!((both.likelihood_ratio, both.overdispersion_p()), (0.0, 1.0));
}

#[test]
fn a_hair_of_extra_spread_gives_a_very_large_theta() {
    // Squares sum to 20.2 about a mean of 2 where Poisson's would be 20.
    let counts = [0.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0, 4.0];
    let scale = 0.1f64.mul_add(
        -counts.iter().map(|c: &f64| (c - 2.0).powi(2)).sum::<f64>(),
        2.0,
    );
    assert!(scale > 0.0, "less spread than Poisson's: {scale}");
    let mut wider = counts.to_vec();
    wider.extend([0.0, 0.0, 5.0, 4.0, 1.0, 5.0, 0.0, 1.0, 2.0]);
    let design = Design::with_intercept(wider.len());
    let both = negative_binomial(&design, &wider, None).unwrap();
    if let Theta::Finite {
        theta,
        standard_error,
    } = both.theta
    {
        assert!(theta > 3.0 && standard_error > 0.0);
        assert!(both.likelihood_ratio >= 0.0);
    }
}

#[test]
fn a_column_without_counts_behind_it_is_named() {
    let counts = [3.0, 4.0, 5.0, 0.0, 0.0, 6.0];
    let design = Design::with_intercept(6)
        .and("x", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
        .and("closed", [0.0, 0.0, 0.0, 1.0, 1.0, 0.0]);
    let expected = GlmError::Separated {
        column: "closed".to_owned(),
        rows: 2,
    };
    assert_eq!(
        poisson(&design, &counts, None).err(),
        Some(expected.clone())
    );
    assert_eq!(
        negative_binomial(&design, &counts, None).err(),
        Some(expected)
    );
}

#[test]
fn a_sum_of_columns_can_run_away_too() {
    // Only where a and b are both 1 is there nothing: a + b − 1 minus what the
    // rows with counts allow.
    let design = Design::with_intercept(5)
        .and("a", [0.0, 1.0, 0.0, 1.0, 1.0])
        .and("b", [0.0, 0.0, 1.0, 1.0, 1.0])
        .and("both", [0.0, 0.0, 0.0, 1.0, 1.0]);
    let fit = poisson(&design, &[4.0, 3.0, 2.0, 0.0, 0.0], None);
    assert!(
        matches!(fit, Err(GlmError::Separated { rows: 2, .. })),
        "{fit:?}"
    );
}

#[test]
fn zeros_alone_do_not_separate() {
    let design = Design::with_intercept(6).and("x", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert!(poisson(&design, &[0.0, 0.0, 1.0, 0.0, 0.0, 40.0], None).is_ok());
    // All counts in the last row: the slope has no end.
    let fit = poisson(&design, &[0.0, 0.0, 0.0, 0.0, 0.0, 40.0], None);
    assert!(
        matches!(fit, Err(GlmError::Separated { rows: 5, .. })),
        "{fit:?}"
    );
}

#[test]
fn a_column_that_others_explain_is_named() {
    let design = Design::with_intercept(4)
        .and("a", [0.0, 0.0, 1.0, 1.0])
        .and("b", [1.0, 1.0, 0.0, 0.0]);
    let expected = GlmError::Dependent {
        column: "b".to_owned(),
    };
    let counts = [1.0, 2.0, 3.0, 4.0];
    assert_eq!(
        poisson(&design, &counts, None).err(),
        Some(expected.clone())
    );
    assert_eq!(least_squares(&design, &counts).err(), Some(expected));
}

#[test]
fn input_that_is_not_counts_is_refused() {
    let design = Design::with_intercept(2);
    let refused = |counts: &[f64], exposure| poisson(&design, counts, exposure).err();
    assert_eq!(
        refused(&[1.0, -1.0], None),
        Some(GlmError::NotANumber { row: 1 })
    );
    assert_eq!(
        refused(&[f64::NAN, 1.0], None),
        Some(GlmError::NotANumber { row: 0 })
    );
    assert_eq!(refused(&[0.0, 0.0], None), Some(GlmError::NothingCounted));
    assert_eq!(
        refused(&[1.0, 1.0], Some(&[1.0, 0.0])),
        Some(GlmError::NoExposure { row: 1 })
    );
    assert!(matches!(
        refused(&[1.0], None),
        Some(GlmError::LengthsDiffer { .. })
    ));
    let empty = Design::without_intercept(2);
    assert!(matches!(
        poisson(&empty, &[1.0, 2.0], None),
        Err(GlmError::TooFewRows { .. })
    ));
}

#[test]
fn rows_as_their_own_clusters_give_the_errors_of_two_means() {
    // For two groups, CR2 with a cluster a row is s₁²/n₁ + s₂²/n₂, the variance
    // in Welch's test; CR0 has n for n − 1.
    let (a, b) = ([1.0, 2.0, 6.0], [10.0, 14.0]);
    let design = Design::with_intercept(5).and("b", [0.0, 0.0, 0.0, 1.0, 1.0]);
    let values: Vec<f64> = a.iter().chain(&b).copied().collect();
    let fit = least_squares(&design, &values).unwrap();
    let of = [0, 1, 2, 3, 4];
    let variance = |correction| {
        let what = Covariance::Clusters {
            of: &of,
            correction,
        };
        fit.covariance(what).unwrap().between(1, 1)
    };
    near(
        &[variance(ClusterCorrection::Cr2)],
        &[7.0 / 3.0 + 8.0 / 2.0],
        1e-12,
    );
    near(
        &[variance(ClusterCorrection::Cr0)],
        &[14.0 / 9.0 + 8.0 / 4.0],
        1e-12,
    );
    let white = fit.covariance(Covariance::Hc0).unwrap().between(1, 1);
    near(&[variance(ClusterCorrection::Cr0)], &[white], 1e-12);
    // Satterthwaite's with equal variances σ²: the mean 1/3 + 1/2, the variance
    // twice (1/9)/2 + (1/4)/1, in σ² and σ⁴.
    let degrees = fit.satterthwaite(&of, 1).unwrap();
    near(
        &[degrees],
        &[(5.0f64 / 6.0).powi(2) / (1.0 / 18.0 + 1.0 / 4.0)],
        1e-12,
    );
}

#[test]
fn the_lag_is_three_quarters_of_the_cube_root() {
    let lag = |n| BartlettLag::StockWatson.rows(n);
    assert_eq!([59, 64, 77, 192, 512].map(lag), [2, 3, 3, 4, 6]);
    assert_eq!(BartlettLag::Rows(5).rows(10), 5);
}

#[test]
fn clusters_need_each_row_named_and_two_of_them() {
    let (design, counts, exposure) = twelve_rows();
    let fit = poisson(&design, &counts, Some(&exposure)).unwrap();
    let with = |of: &[usize]| {
        let correction = ClusterCorrection::Cr1;
        fit.covariance(Covariance::Clusters { of, correction })
            .err()
    };
    assert_eq!(with(&[3; 12]), Some(GlmError::TooFewClusters));
    assert!(matches!(
        with(&[1, 2]),
        Some(GlmError::LengthsDiffer { .. })
    ));
}

proptest! {
    #[test]
    fn ten_times_the_exposure_moves_the_level_alone(
        counts in prop::collection::vec(1u32..200, 8..30),
    ) {
        let n = counts.len();
        let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
        let design = Design::with_intercept(n).and("x", (0..n).map(|x| (x as f64).sin()));
        let exposure: Vec<f64> = (0..n).map(|row| 1.0 + (row % 3) as f64).collect();
        let larger: Vec<f64> = exposure.iter().map(|e| 10.0 * e).collect();
        let one = poisson(&design, &counts, Some(&exposure)).unwrap();
        let ten = poisson(&design, &counts, Some(&larger)).unwrap();
        prop_assert!((one.coefficients[1] - ten.coefficients[1]).abs() < 1e-9);
        prop_assert!((one.coefficients[0] - ten.coefficients[0] - 10f64.ln()).abs() < 1e-9);
        // At the likeliest coefficients the fitted sum is the counted one.
        let fitted: f64 = one.fitted.iter().sum();
        prop_assert!((fitted / counts.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn lag_zero_is_white_and_a_wider_spread_wider_errors(
        counts in prop::collection::vec(0u32..60, 10..40),
    ) {
        prop_assume!(counts.iter().filter(|&&count| count > 0).count() > 5);
        let n = counts.len();
        let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
        let design = Design::with_intercept(n).and("x", (0..n).map(|x| (x as f64).cos()));
        let fit = poisson(&design, &counts, None).unwrap();
        let errors = |what| fit.covariance(what).unwrap().standard_errors();
        let lag = BartlettLag::Rows(0);
        prop_assert_eq!(errors(Covariance::NeweyWest(lag)), errors(Covariance::Hc0));
        let both = negative_binomial(&design, &counts, None).unwrap();
        match both.theta {
            Theta::Finite { theta, .. } => {
                prop_assert!(theta > 0.0 && both.likelihood_ratio > -1e-9);
            }
            Theta::Infinite => prop_assert!(fit.dispersion() < 1.5),
        }
    }
}
