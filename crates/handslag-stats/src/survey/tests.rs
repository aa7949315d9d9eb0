use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::Level;
use crate::numeric::{Seed, below};

fn simple(n: usize, weight: f64) -> Design {
    Design::new(Drawn::<u8, u8> {
        weights: &vec![weight; n],
        strata: None,
        clusters: None,
        population: None,
        lonely: Lonely::Refuse,
    })
    .unwrap()
}

fn clustered(weights: &[f64], strata: &[u32], clusters: &[u32]) -> Design {
    Design::new(Drawn {
        weights,
        strata: Some(strata),
        clusters: Some(clusters),
        population: None,
        lonely: Lonely::Refuse,
    })
    .unwrap()
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found}, not {expected}"
    );
}

fn yes(answers: &[u8]) -> Vec<Option<bool>> {
    answers.iter().map(|&answer| Some(answer == 1)).collect()
}

#[test]
fn a_stratified_total_is_that_worked_by_hand() {
    // Stratum 0: 1 and 3, of 10 each standing for 5; stratum 1: 2, 2, 5, of 30.
    // Variance: (1 − 2/10)·2·[(5−10)² + (15−10)²]
    //         + (1 − 3/30)·(3/2)·[(20−30)² + (20−30)² + (50−30)²] = 80 + 810.
    let design = Design::new(Drawn::<_, u8> {
        weights: &[5.0, 5.0, 10.0, 10.0, 10.0],
        strata: Some(&["a", "a", "b", "b", "b"]),
        clusters: None,
        population: Some(&[10.0, 10.0, 30.0, 30.0, 30.0]),
        lonely: Lonely::Refuse,
    })
    .unwrap();
    let total = design.total(&[1.0, 3.0, 2.0, 2.0, 5.0]).unwrap();
    assert_eq!(total.value, 110.0);
    near(total.standard_error, 890f64.sqrt(), 1e-12);
    assert_eq!(total.degrees_of_freedom, 3.0);
}

#[test]
fn a_ratio_to_ones_is_the_mean() {
    let design = clustered(
        &[1.0, 2.0, 1.0, 3.0, 2.0, 1.0],
        &[0, 0, 0, 1, 1, 1],
        &[0, 0, 1, 2, 3, 3],
    );
    let values = [2.0, 5.0, 1.0, 7.0, 7.0, 4.0];
    let mean = design.mean(&values).unwrap();
    let ratio = design.ratio(&values, &[1.0; 6]).unwrap();
    near(ratio.value, mean.value, 1e-14);
    near(ratio.standard_error, mean.standard_error, 1e-14);
}

#[test]
fn people_of_one_cluster_count_as_one_draw() {
    // Ten households of five who all answer alike are ten answers.
    let answers: Vec<u8> = (0..50).map(|unit| u8::from(unit / 5 < 4)).collect();
    let households: Vec<u32> = (0..50).map(|unit| unit / 5).collect();
    let people = clustered(&[1.0; 50], &[0; 50], &households)
        .share(&yes(&answers))
        .unwrap();
    let ten = simple(10, 1.0)
        .share(&yes(&[1, 1, 1, 1, 0, 0, 0, 0, 0, 0]))
        .unwrap();
    near(people.standard_error, ten.standard_error, 1e-14);
    near(
        people.n_effective().unwrap(),
        ten.n_effective().unwrap(),
        1e-9,
    );
}

#[test]
fn a_lonely_cluster_is_refused_unless_one_says_what_to_do() {
    let drawn = |lonely| Drawn {
        weights: &[1.0, 1.0, 1.0],
        strata: Some(&[0, 0, 1]),
        clusters: Some(&[0, 1, 2]),
        population: None,
        lonely,
    };
    let error = Design::new(drawn(Lonely::Refuse)).unwrap_err();
    assert_eq!(error, DesignError::LonelyCluster { unit: 2 });
    let se = |lonely| {
        let design = Design::new(drawn(lonely)).unwrap();
        design.total(&[1.0, 3.0, 8.0]).unwrap().standard_error
    };
    // 2·[(1−2)² + (3−2)²] = 4, and with the third at 8 less the mean 4: 4 + 16.
    near(se(Lonely::Certainty), 2.0, 1e-12);
    near(se(Lonely::CentreOnAll), 20f64.sqrt(), 1e-12);
}

#[test]
fn bad_samples_are_refused() {
    let new = |weights: &[f64], population: Option<&[f64]>| {
        Design::new(Drawn::<u8, u8> {
            weights,
            strata: None,
            clusters: None,
            population,
            lonely: Lonely::Refuse,
        })
        .map(|_| ())
    };
    assert_eq!(new(&[], None), Err(DesignError::Nobody));
    let weight = Err(DesignError::Weight { unit: 1 });
    assert_eq!(new(&[1.0, -1.0], None), weight);
    assert_eq!(new(&[1.0, f64::NAN], None), weight);
    let population = Err(DesignError::Population { unit: 0 });
    assert_eq!(new(&[1.0; 2], Some(&[1.0; 2])), population);
    assert_eq!(new(&[1.0; 2], Some(&[f64::NAN; 2])), population);
    let differs = Err(DesignError::PopulationDiffers { unit: 1 });
    assert_eq!(new(&[1.0; 2], Some(&[5.0, 6.0])), differs);
    assert!(simple(2, 1.0).mean(&[1.0]).is_err());
    assert_eq!(
        simple(2, 1.0).mean(&[f64::NAN; 2]),
        Err(DesignError::NoValues)
    );
}

#[test]
fn where_all_answer_alike_the_exact_interval_still_has_an_end() {
    let share = simple(50, 10.0).share(&[Some(false); 50]).unwrap();
    assert_eq!((share.value, share.standard_error), (0.0, 0.0));
    let exact = share.estimate(ShareInterval::KornGraubard, Level::P95);
    assert_eq!(exact.lower, 0.0);
    // (1 − u)^50 = 0.025.
    near(exact.upper, 1.0 - 0.025f64.powf(1.0 / 50.0), 1e-9);
}

#[test]
fn the_likelihood_interval_ends_where_the_deviance_says() {
    let mut answers = vec![0u8; 100];
    answers[..30].fill(1);
    let share = simple(100, 5.0).share(&yes(&answers)).unwrap();
    let found = share.estimate(ShareInterval::Likelihood, Level::P95);
    // Solved apart: 2·[30 ln(.3/q) + 70 ln(.7/(1−q))] = t²·100/99, t = 1.984217.
    let reach = 1.9842169515086832f64.powi(2) * 100.0 / 99.0;
    for q in [found.lower, found.upper] {
        let lost = 2.0 * (30.0 * (0.3 / q).ln() + 70.0 * (0.7 / (1.0 - q)).ln());
        near(lost, reach, 1e-6);
    }
    let read_off = simple(100, 5.0)
        .share_with_interpolated_likelihood(&yes(&answers), Level::P95)
        .unwrap();
    near(found.lower, read_off.lower, 2e-3);
    near(found.upper, read_off.upper, 2e-3);
}

#[test]
fn domains_are_estimated_as_if_membership_were_chance_too() {
    // The same as a ratio of totals of indicators over the whole sample.
    let mut generator = Seed(5).replicate(0);
    let n = 400;
    let mut draw = |bound| below(&mut generator, bound);
    let strata: Vec<u32> = (0..n).map(|unit| unit as u32 / 100).collect();
    let clusters: Vec<u32> = (0..n).map(|unit| unit as u32 / 4).collect();
    let weights: Vec<f64> = (0..n).map(|_| f64::from(1 + draw(5))).collect();
    let answers: Vec<Option<bool>> = (0..n)
        .map(|_| match draw(5) {
            0 => None,
            other => Some(other < 3),
        })
        .collect();
    let domain: Vec<Option<u32>> = (0..n).map(|_| Some(draw(7)).filter(|&d| d < 6)).collect();
    let design = clustered(&weights, &strata, &clusters);
    let parts = design.shares_by(&answers, &domain, 7).unwrap();
    assert_eq!(parts[6], Err(DesignError::NoValues));
    for (part, share) in parts.iter().take(6).enumerate() {
        let share = share.unwrap();
        let inside = |unit: usize| domain[unit] == Some(part as u32) && answers[unit].is_some();
        let indicator = |of: &dyn Fn(usize) -> bool| -> Vec<f64> {
            (0..n).map(|unit| f64::from(of(unit))).collect()
        };
        let ratio = design
            .ratio(
                &indicator(&|unit| inside(unit) && answers[unit] == Some(true)),
                &indicator(&inside),
            )
            .unwrap();
        near(share.value, ratio.value, 1e-13);
        near(share.standard_error, ratio.standard_error, 1e-13);
        assert_eq!(share.n, (0..n).filter(|&unit| inside(unit)).count());
    }
}

#[test]
fn a_post_stratified_total_of_the_known_has_no_error() {
    let labels = ["w", "m", "w", "w", "m", "m"];
    let margin = Margin::new(&labels, &[("w", 60.0), ("m", 40.0)]).unwrap();
    let design = simple(6, 3.0).post_stratified(&margin).unwrap();
    let women: Vec<f64> = labels.iter().map(|&l| f64::from(l == "w")).collect();
    let total = design.total(&women).unwrap();
    near(total.value, 60.0, 1e-12);
    near(total.standard_error, 0.0, 1e-12);
    // By hand: residuals in part w are (1−3, 2−3, 6−3)·20 and in m (4−5, 5−5,
    // 6−5)·40/3, and 6/5 of their squares is the variance.
    let other = design.total(&[1.0, 4.0, 2.0, 6.0, 5.0, 6.0]).unwrap();
    near(other.value, 20.0 * 9.0 + 40.0 / 3.0 * 15.0, 1e-9);
    let squares = 400.0 * 14.0 + (40.0f64 / 3.0).powi(2) * 2.0;
    near(other.standard_error, (1.2 * squares).sqrt(), 1e-9);
}

#[test]
fn raking_meets_every_margin_and_tells_when_none_can() {
    let age = [0, 0, 1, 1, 2, 2, 2, 0];
    let sex = [0, 1, 0, 1, 0, 1, 1, 1];
    let ages = Margin::new(&age, &[(0, 30.0), (1, 40.0), (2, 30.0)]).unwrap();
    let sexes = Margin::new(&sex, &[(0, 45.0), (1, 55.0)]).unwrap();
    let margins = [ages.clone(), sexes];
    for kind in [RakingResiduals::DesignWeighted, RakingResiduals::Unweighted] {
        let raked = simple(8, 10.0).raked(&margins, kind).unwrap();
        for (labels, part, total) in [(&age, 1, 40.0), (&sex, 0, 45.0)] {
            let belongs: Vec<f64> = labels.iter().map(|&l| f64::from(l == part)).collect();
            let found = raked.total(&belongs).unwrap();
            near(found.value, total, 1e-9);
            near(found.standard_error, 0.0, 1e-6);
        }
    }
    let short = Margin::new(&sex, &[(0, 45.0), (1, 60.0)]).unwrap();
    let different = simple(8, 10.0).raked(&[ages.clone(), short], RakingResiduals::default());
    assert_eq!(
        different.unwrap_err(),
        CalibrationError::DifferentPopulations
    );
    // Everybody who is 1 is also 0 in the other, so 40 can never be 30.
    let same = Margin::new(&age, &[(0, 40.0), (1, 30.0), (2, 30.0)]).unwrap();
    let impossible = simple(8, 10.0).raked(&[ages, same], RakingResiduals::default());
    assert!(matches!(
        impossible.unwrap_err(),
        CalibrationError::NotSettled { .. }
    ));
    let empty = Margin::new(&sex, &[(0, 45.0), (1, 50.0), (2, 5.0)]).unwrap();
    assert_eq!(
        simple(8, 10.0).post_stratified(&empty).unwrap_err(),
        CalibrationError::EmptyPart { part: 2 }
    );
}

#[test]
fn regression_on_indicators_is_post_stratification() {
    let part = [0, 1, 0, 1, 1, 0, 1];
    let weights = [1.0, 2.0, 3.0, 1.0, 2.0, 2.0, 5.0];
    let design = clustered(&weights, &[0; 7], &[0, 1, 2, 3, 4, 5, 6]);
    let margin = Margin::new(&part, &[(0, 30.0), (1, 70.0)]).unwrap();
    let post = design.post_stratified(&margin).unwrap();
    let second: Vec<f64> = part.iter().map(|&p| f64::from(p == 1)).collect();
    let greg = design
        .regressed(&[vec![1.0; 7], second.clone()], &[100.0, 70.0])
        .unwrap();
    let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0];
    let [a, b] = [&post, &greg].map(|design| design.mean(&values).unwrap());
    near(a.value, b.value, 1e-12);
    near(a.standard_error, b.standard_error, 1e-12);
    let twice = design.regressed(&[vec![1.0; 7], vec![2.0; 7]], &[100.0, 200.0]);
    assert_eq!(twice.unwrap_err(), CalibrationError::Collinear);
}

#[test]
fn a_wave_with_the_same_people_is_compared_more_surely() {
    // Two waves below each other, the person as the cluster: the error of the
    // difference is that of each person's own change.
    let first = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0];
    let second = [1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0];
    let values: Vec<f64> = first.iter().chain(&second).copied().collect();
    let person: Vec<u32> = (0..8).chain(0..8).collect();
    let side: Vec<Option<Side>> = (0..16)
        .map(|row| Some(if row < 8 { Side::First } else { Side::Second }))
        .collect();
    let panel = clustered(&[1.0; 16], &[0; 16], &person)
        .difference(&values, &side)
        .unwrap();
    let changes: Vec<f64> = first.iter().zip(&second).map(|(a, b)| b - a).collect();
    let own = simple(8, 1.0).mean(&changes).unwrap();
    near(panel.value, own.value, 1e-14);
    near(panel.standard_error, own.standard_error, 1e-14);
    assert!(panel.covariance > 0.0);
    let [a, b] = [&first, &second].map(|wave| simple(8, 1.0).mean(wave).unwrap());
    let apart = Difference::independent(a, b);
    assert!(apart.standard_error > panel.standard_error);
}

#[test]
fn with_a_simple_sample_the_corrected_table_is_nearly_pearsons() {
    // 30, 20, 20, 30 in a table of two by two: X² = 100·(900−400)²/50⁴ = 4.
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for (row, column, n) in [(0, 0, 30), (0, 1, 20), (1, 0, 20), (1, 1, 30)] {
        rows.extend(std::iter::repeat_n(Some(row), n));
        columns.extend(std::iter::repeat_n(Some(column), n));
    }
    let test = simple(100, 1.0).association(&rows, &columns).unwrap();
    near(test.pearson, 4.0, 1e-12);
    assert_eq!(test.rao_scott_f.denominator_df, 99.0);
    assert!((test.rao_scott_f.f - 4.0).abs() < 0.3, "{test:?}");
    let alone = simple(100, 1.0).association(&rows, &[Some(1); 100]);
    assert_eq!(alone.unwrap_err(), AssociationError::OneAnswer);
}

#[test]
fn the_standard_for_publishing_is_kept() {
    let share = |n: usize, yes_of: usize| {
        let answers: Vec<Option<bool>> = (0..n).map(|unit| Some(unit < yes_of)).collect();
        simple(n, 10.0).share(&answers).unwrap()
    };
    assert_eq!(
        publish(&share(29, 10)),
        Published::Withheld(Withheld::TooFew)
    );
    assert_eq!(
        publish(&share(35, 17)),
        Published::Withheld(Withheld::TooWide)
    );
    assert_eq!(
        publish(&share(60, 2)),
        Published::Withheld(Withheld::TooWideForItsSize)
    );
    assert!(matches!(publish(&share(400, 200)), Published::Shown(_)));
    // Four clusters in one stratum have three degrees of freedom.
    let n = 4000;
    let clusters: Vec<u32> = (0..n).map(|unit| unit % 4).collect();
    let answers: Vec<Option<bool>> = (0..n).map(|unit| Some(unit / 4 % 2 == unit % 2)).collect();
    let few = clustered(&vec![1.0; n as usize], &vec![0; n as usize], &clusters);
    assert!(matches!(
        publish(&few.share(&answers).unwrap()),
        Published::ShownWithCare(_)
    ));
}

#[test]
fn the_jackknife_of_a_mean_is_near_its_linearised_error() {
    let mut generator = Seed(9).replicate(0);
    let n = 300usize;
    let weights: Vec<f64> = (0..n)
        .map(|_| f64::from(1 + below(&mut generator, 3)))
        .collect();
    let strata: Vec<u32> = (0..n as u32).map(|unit| unit / 60).collect();
    let clusters: Vec<u32> = (0..n as u32).map(|unit| unit / 3).collect();
    let answers: Vec<Option<u32>> = (0..n).map(|_| Some(below(&mut generator, 4))).collect();
    let design = clustered(&weights, &strata, &clusters);
    let index = design.ordinal_index(&answers, &[1.0; 4]).unwrap();
    let ridit: Vec<f64> = answers
        .iter()
        .map(|answer| (f64::from(answer.unwrap()) + 0.5) / 4.0)
        .collect();
    let mean = design.mean(&ridit).unwrap();
    near(index.value, mean.value, 1e-12);
    assert!((index.standard_error / mean.standard_error - 1.0).abs() < 0.02);
}

/// How often intervals hold the truth in samples drawn from a known population.
#[test]
fn intervals_hold_the_truth_about_as_often_as_they_claim() {
    let replicates = 2000;
    let held = (0..replicates)
        .filter(|&replicate| {
            // Thirty households of four in each of two strata; members of one
            // household answer alike half of the time, and 30 % say yes.
            let mut generator = Seed(11).replicate(replicate);
            let mut answers = Vec::new();
            for _ in 0..60 {
                let household = below(&mut generator, 10) < 3;
                for _ in 0..4 {
                    let own = below(&mut generator, 10) < 3;
                    let alike = below(&mut generator, 2) == 0;
                    answers.push(Some(if alike { household } else { own }));
                }
            }
            let strata: Vec<u32> = (0..240).map(|unit| unit / 120).collect();
            let clusters: Vec<u32> = (0..240).map(|unit| unit / 4).collect();
            let share = clustered(&[1.0; 240], &strata, &clusters)
                .share(&answers)
                .unwrap();
            let interval = share.estimate(ShareInterval::Logit, Level::P95);
            interval.lower <= 0.3 && 0.3 <= interval.upper
        })
        .count();
    let coverage = held as f64 / replicates as f64;
    // Three standard errors of 2000 replicates, and what sixty draws cost.
    assert!((0.93..=0.97).contains(&coverage), "{coverage}");
}

proptest! {
    #[test]
    fn twice_the_weights_change_no_share(
        units in prop::collection::vec((1.0..50.0f64, any::<bool>(), 0u32..3), 12..60)
    ) {
        let n = units.len() as u32;
        let weights: Vec<f64> = units.iter().map(|unit| unit.0).collect();
        let doubled: Vec<f64> = weights.iter().map(|weight| weight * 2.0).collect();
        let answers: Vec<Option<bool>> = units.iter().map(|unit| Some(unit.1)).collect();
        let strata = vec![0; n as usize];
        let clusters: Vec<u32> = (0..n).collect();
        let [a, b] = [&weights, &doubled].map(|weights| {
            clustered(weights, &strata, &clusters).share(&answers).unwrap()
        });
        prop_assert!((a.value - b.value).abs() < 1e-12);
        prop_assert!((a.standard_error - b.standard_error).abs() < 1e-12);
        prop_assert!((0.0..=1.0).contains(&a.value));
        let exact = a.estimate(ShareInterval::KornGraubard, Level::P95);
        prop_assert!(exact.lower <= a.value + 1e-9 && a.value <= exact.upper + 1e-9);
    }

    #[test]
    fn the_order_of_the_units_does_not_matter(
        units in prop::collection::vec((1.0..50.0f64, any::<bool>(), 0u32..3, 0u32..6), 12..60)
    ) {
        let run = |units: &[(f64, bool, u32, u32)]| {
            Design::new(Drawn {
                weights: &units.iter().map(|unit| unit.0).collect::<Vec<_>>(),
                strata: Some(&units.iter().map(|unit| unit.2).collect::<Vec<_>>()),
                clusters: Some(&units.iter().map(|unit| unit.3).collect::<Vec<_>>()),
                population: None,
                lonely: Lonely::CentreOnAll,
            })
            .and_then(|design| {
                design.share(&units.iter().map(|unit| Some(unit.1)).collect::<Vec<_>>())
            })
            .unwrap()
        };
        let mut reversed = units.clone();
        reversed.reverse();
        let (a, b) = (run(&units), run(&reversed));
        prop_assert!((a.value - b.value).abs() < 1e-12);
        prop_assert!((a.standard_error - b.standard_error).abs() < 1e-10);
    }
}

/// The rows of the crime survey, by column.
fn crime_survey() -> Option<(
    HashMap<String, usize>,
    Vec<csv::StringRecord>,
    serde_json::Value,
)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/enkat-bcs-2007");
    let packed = std::fs::read(folder.join("respondents.csv.gz")).ok()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_string(&mut text)
        .unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let columns = rows.headers().unwrap().iter().map(str::to_owned).zip(0..);
    let columns = columns.collect();
    let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    Some((
        columns,
        rows.records().map(Result::unwrap).collect(),
        serde_json::from_str(&expected).unwrap(),
    ))
}

#[test]
fn shared_shares_of_the_crime_survey_are_those_published_with_it() {
    let Some((columns, rows, expected)) = crime_survey() else {
        eprintln!(
            "NOT RUN: shared_shares_of_the_crime_survey_are_those_published_with_it: \
             shared data is not beside the checkout"
        );
        return;
    };
    let weighted: Vec<&csv::StringRecord> = rows
        .iter()
        .filter(|row| !row[columns["tcindwt"]].is_empty())
        .collect();
    assert_eq!(rows.len() - weighted.len(), 16);
    let weights: Vec<f64> = weighted
        .iter()
        .map(|row| row[columns["tcindwt"]].parse().unwrap())
        .collect();
    let design = Design::new(Drawn::<u8, u8> {
        weights: &weights,
        strata: None,
        clusters: None,
        population: None,
        lonely: Lonely::Refuse,
    })
    .unwrap();
    let answers = |column: &str, says: &[&str], of: Option<&str>| -> Vec<Option<bool>> {
        weighted
            .iter()
            .map(|row| {
                let answer = &row[columns[column]];
                let asked = of.is_none_or(|sex| &row[columns["sex"]] == sex);
                (asked && !answer.is_empty()).then(|| says.contains(&answer))
            })
            .collect()
    };
    // The file spells the worst answer of the question by day "or very unsafe",
    // and the shares given with it leave that answer out.
    let unsafe_ = ["a bit unsafe", "very unsafe"];
    let worried = ["very worried", "fairly worried"];
    let victim = ["victim of crime"];
    for (name, column, says, of) in [
        ("walkdark_unsafe", "walkdark", &unsafe_[..], None),
        ("walkdark_unsafe_men", "walkdark", &unsafe_, Some("male")),
        (
            "walkdark_unsafe_women",
            "walkdark",
            &unsafe_,
            Some("female"),
        ),
        ("walkday_unsafe", "walkday", &unsafe_, None),
        ("worry_burglary", "wburgl", &worried, None),
        ("worry_mugged", "wmugged", &worried, None),
        ("victim", "bcsvictim", &victim, None),
    ] {
        let answers = answers(column, says, of);
        let share = design.share(&answers).unwrap();
        let expected = &expected["results"][name];
        let figure = |field: &str| expected[field].as_f64().unwrap();
        assert_eq!(share.n as f64, figure("n"), "{name}");
        // The file's own tolerances, in per cent.
        near(share.value * 100.0, figure("weighted_percent"), 1e-4);
        near(
            share.standard_error * 100.0,
            figure("se_linearised_percent"),
            1e-4,
        );
        let theirs: Vec<f64> = answers
            .iter()
            .zip(&weights)
            .filter_map(|(answer, weight)| answer.map(|_| *weight))
            .collect();
        near(
            kish_design_effect(&theirs),
            figure("kish_design_effect"),
            1e-6,
        );
    }
}

#[test]
fn shared_women_feel_less_safe_than_men_after_dark() {
    let Some((columns, rows, _)) = crime_survey() else {
        eprintln!(
            "NOT RUN: shared_women_feel_less_safe_than_men_after_dark: \
             shared data is not beside the checkout"
        );
        return;
    };
    let weighted = rows
        .iter()
        .filter(|row| !row[columns["tcindwt"]].is_empty() && !row[columns["walkdark"]].is_empty());
    let (mut weights, mut unsafe_, mut sex) = (Vec::new(), Vec::new(), Vec::new());
    for row in weighted {
        weights.push(row[columns["tcindwt"]].parse().unwrap());
        unsafe_.push(Some(u32::from(row[columns["walkdark"]].contains("unsafe"))));
        sex.push(Some(u32::from(&row[columns["sex"]] == "female")));
    }
    let design = Design::new(Drawn::<u8, u8> {
        weights: &weights,
        strata: None,
        clusters: None,
        population: None,
        lonely: Lonely::Refuse,
    })
    .unwrap();
    let test = design.association(&unsafe_, &sex).unwrap();
    assert!(test.rao_scott_f.p < 1e-100, "{test:?}");
    // The weights widen errors by about a half, so the F is about two thirds.
    let effect = test.pearson / test.rao_scott_f.f;
    assert!((1.3..1.7).contains(&effect), "{effect}");
}
