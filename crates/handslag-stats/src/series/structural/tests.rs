use super::*;

fn series<'a>(values: &'a [f64], controls: &'a [Vec<f64>], seasons: usize) -> StructuralSeries<'a> {
    StructuralSeries {
        values,
        controls,
        seasons,
        diffuse_variance: StructuralSeries::diffuse(values),
    }
}

/// Annual flow of the Nile at Aswan 1871-1970, 10^8 m³ (Cobb 1978).
const NILE: [f64; 100] = [
    1120.0, 1160.0, 963.0, 1210.0, 1160.0, 1160.0, 813.0, 1230.0, 1370.0, 1140.0, 995.0, 935.0,
    1110.0, 994.0, 1020.0, 960.0, 1180.0, 799.0, 958.0, 1140.0, 1100.0, 1210.0, 1150.0, 1250.0,
    1260.0, 1220.0, 1030.0, 1100.0, 774.0, 840.0, 874.0, 694.0, 940.0, 833.0, 701.0, 916.0, 692.0,
    1020.0, 1050.0, 969.0, 831.0, 726.0, 456.0, 824.0, 702.0, 1120.0, 1100.0, 832.0, 764.0, 821.0,
    768.0, 845.0, 864.0, 862.0, 698.0, 845.0, 744.0, 796.0, 1040.0, 759.0, 781.0, 865.0, 845.0,
    944.0, 984.0, 897.0, 822.0, 1010.0, 771.0, 676.0, 649.0, 846.0, 812.0, 742.0, 801.0, 1040.0,
    860.0, 874.0, 848.0, 890.0, 744.0, 749.0, 838.0, 1050.0, 918.0, 986.0, 797.0, 923.0, 975.0,
    815.0, 1020.0, 906.0, 901.0, 1170.0, 912.0, 746.0, 919.0, 718.0, 714.0, 740.0,
];

#[test]
fn the_nile_is_taken_apart_as_published() {
    // Durbin and Koopman (2012, section 2.10.3): variances 15099 and
    // 1469.1, log-likelihood -632.54 with the exact diffuse start that
    // leaves the first flood out.
    let fit = structural(series(&NILE, &[], 1)).unwrap();
    assert!(
        (fit.variances.noise - 15099.0).abs() < 40.0,
        "{:?}",
        fit.variances
    );
    assert!((fit.variances.level_step - 1469.1).abs() < 15.0);
    assert!(
        (fit.log_likelihood + 632.54).abs() < 0.01,
        "{}",
        fit.log_likelihood
    );
}

#[test]
fn a_level_without_steps_is_the_mean() {
    let values = [3.0, 5.0, f64::NAN, 4.0, 8.0];
    let variances = StructuralVariances {
        noise: 2.0,
        level_step: 0.0,
    };
    let fit = structural_with(series(&values, &[], 1), variances).unwrap();
    for level in &fit.level {
        assert!((level - 5.0).abs() < 1e-4, "{level}");
    }
    let next = fit.forecast(2, &[]).unwrap();
    // Noise, and that of a mean of four.
    assert!((next[1].standard_error - (2.0f64 + 0.5).sqrt()).abs() < 1e-5);
}

#[test]
fn a_fixed_season_and_control_are_found_again() {
    let season = [4.0, -1.0, -3.0];
    let control: Vec<f64> = (0..36).map(|t| f64::from(t * 5 % 7)).collect();
    let values: Vec<f64> = (0..30)
        .map(|t| 20.0 + season[t % 3] + 2.0 * control[t] + if t % 2 == 0 { 0.1 } else { -0.1 })
        .collect();
    let before = [control[..30].to_vec()];
    let fit = structural(series(&values, &before, 3)).unwrap();
    assert!((fit.coefficients[0] - 2.0).abs() < 0.02);
    let ahead = fit.forecast(6, &[control[30..].to_vec()]).unwrap();
    for (period, forecast) in (30..36).zip(ahead) {
        let truth = 20.0 + season[period % 3] + 2.0 * control[period];
        assert!((forecast.mean - truth).abs() < 0.15);
    }
    assert_eq!(fit.periods_not_judged, 3);
}

#[test]
fn what_cannot_be_taken_apart_is_refused() {
    let run = |values: &[f64], controls: &[Vec<f64>], seasons| {
        structural(series(values, controls, seasons)).map(|_| ())
    };
    let short = Err(StructuralError::TooFew {
        found: 4,
        needed: 14,
    });
    assert_eq!(run(&[1.0, 2.0, 3.0, 5.0], &[], 12), short);
    assert_eq!(run(&[2.0; 9], &[], 1), Err(StructuralError::Constant));
    let values = [1.0, 4.0, 2.0, 6.0, 3.0, 5.0];
    let ones = [1.0; 6];
    let collinear = Err(StructuralError::Collinear);
    assert_eq!(run(&values, &[vec![0.0; 6]], 1), collinear);
    assert_eq!(
        run(&values, &[ones[..3].to_vec()], 1),
        Err(StructuralError::Lengths)
    );
    let unknown = vec![f64::NAN; 6];
    assert_eq!(
        run(&values, &[unknown], 1),
        Err(StructuralError::NotANumber)
    );
}
