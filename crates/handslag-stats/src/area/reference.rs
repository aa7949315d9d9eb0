//! Published numbers on real maps, held beside the checkout.

use std::path::PathBuf;

use serde_json::Value;

use super::*;

/// The folder of a published case, or none with a word that the test did not run.
fn published(test: &str, case: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/facit-rumslig")
        .join(case);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
    None
}

fn expected(folder: &std::path::Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap()
}

fn column(folder: &std::path::Path, file: &str, name: &str) -> Vec<f64> {
    let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
    let place = reader.headers().unwrap().iter().position(|h| h == name);
    let place = place.unwrap_or_else(|| panic!("{file} has no column {name}"));
    reader
        .records()
        .map(|row| row.unwrap()[place].parse().unwrap())
        .collect()
}

fn neighbours(folder: &std::path::Path, areas: usize) -> Neighbours {
    let from = column(folder, "neighbours.csv", "i");
    let to = column(folder, "neighbours.csv", "j");
    let mut lists = vec![Vec::new(); areas];
    for (from, to) in from.into_iter().zip(to) {
        lists[from as usize - 1].push(to as usize - 1);
    }
    Neighbours::mutual(&lists).unwrap()
}

#[track_caller]
fn near(found: f64, expected: &Value, relative: f64) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= relative * expected.abs() + 1e-15,
        "{found}, not {expected}"
    );
}

/// Twelve or more digits are printed.
const PRINTED: f64 = 1e-11;

#[test]
fn shared_columbus_gathers_as_published() {
    let test = "shared_columbus_gathers_as_published";
    let Some(folder) = published(test, "columbus") else {
        return;
    };
    let crime = column(&folder, "columbus.csv", "CRIME");
    let map = neighbours(&folder, crime.len());
    let published = expected(&folder);
    let row = Weighting::RowStandardised;

    let i = moran(&crime, &map, row, Islands::Counted).unwrap();
    let of = &published["moran"];
    near(i.value, &of["I"], PRINTED);
    near(i.expectation, &of["expectation"], PRINTED);
    near(
        i.variance_randomisation,
        &of["variance_randomisation"],
        PRINTED,
    );
    near(i.variance_normality, &of["variance_normality"], PRINTED);
    let (order, normal) = (i.randomisation.unwrap(), i.normality.unwrap());
    near(order.z, &of["z_randomisation"], PRINTED);
    near(normal.z, &of["z_normality"], PRINTED);
    near(order.p_upper(), &of["p_greater"], 1e-9);

    let c = geary(&crime, &map, row, Islands::Counted).unwrap();
    near(c.value, &published["geary"]["C"], PRINTED);
    near(
        c.variance_randomisation,
        &published["geary"]["variance"],
        PRINTED,
    );
    near(
        c.randomisation.unwrap().z,
        &published["geary"]["z"],
        PRINTED,
    );

    let g = global_g(&crime, &map, Weighting::Binary).unwrap();
    let of = &published["global_G_binary"];
    near(g.value, &of["G"], PRINTED);
    near(g.expectation, &of["expectation"], PRINTED);
    near(g.variance, &of["variance"], PRINTED);
    near(g.deviate.unwrap().z, &of["z"], PRINTED);

    let high: Vec<bool> = crime.iter().map(|&crime| crime > 35.0).collect();
    let joins = join_count(&high, &map).unwrap();
    let of = &published["joincount_binary_crime_gt_35"];
    near(joins.both, &of["high_high"], 0.0);
    near(joins.neither, &of["low_low"], 0.0);
    near(joins.deviate.unwrap().z, &of["z_high"], PRINTED);
}

#[test]
fn shared_columbus_stands_out_where_published() {
    let test = "shared_columbus_stands_out_where_published";
    let Some(folder) = published(test, "columbus") else {
        return;
    };
    let crime = column(&folder, "columbus.csv", "CRIME");
    let map = neighbours(&folder, crime.len());
    let published = expected(&folder);
    let conditional = LocalNull::Conditional;
    let local = local_moran(&crime, &map, Weighting::RowStandardised, conditional).unwrap();
    for (local, of) in local
        .iter()
        .zip(published["local_moran"].as_array().unwrap())
    {
        let local = local.unwrap();
        near(local.value, &of["Ii"], PRINTED);
        near(local.expectation, &of["E"], PRINTED);
        near(local.variance, &of["Var"], PRINTED);
        near(local.deviate.unwrap().z, &of["Z"], PRINTED);
    }
    let g = local_g(&crime, &map, Own::Included).unwrap();
    let of = published["local_Gstar_binary_z"].as_array().unwrap();
    assert_eq!((local.len(), g.len(), of.len()), (49, 49, 49));
    for (g, of) in g.iter().zip(of) {
        near(g.unwrap().deviate.unwrap().z, &of["z"], PRINTED);
    }
}

#[test]
fn shared_columbus_residuals_gather_as_published() {
    let test = "shared_columbus_residuals_gather_as_published";
    let Some(folder) = published(test, "columbus") else {
        return;
    };
    let read = |name| column(&folder, "columbus.csv", name);
    let (crime, income, housing) = (read("CRIME"), read("INC"), read("HOVAL"));
    let of = &expected(&folder)["ols_crime_on_inc_hoval"];
    let b: Vec<f64> = of["coef"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b.as_f64().unwrap())
        .collect();
    let residuals: Vec<f64> = (0..crime.len())
        .map(|i| crime[i] - b[0] - b[1] * income[i] - b[2] * housing[i])
        .collect();
    let map = neighbours(&folder, crime.len());
    let i = moran(
        &residuals,
        &map,
        Weighting::RowStandardised,
        Islands::Counted,
    )
    .unwrap();
    // The coefficients are printed to thirteen digits.
    near(i.value, &of["moran_residual"], 1e-10);
}

#[test]
fn shared_auckland_rates_are_smoothed_as_published() {
    let test = "shared_auckland_rates_are_smoothed_as_published";
    let Some(folder) = published(test, "auckland-eb") else {
        return;
    };
    let deaths = column(&folder, "auckland.csv", "deaths_1977_85");
    let children = column(&folder, "auckland.csv", "under5_1981");
    let areas: Vec<AtRisk> = deaths
        .iter()
        .zip(&children)
        .map(|(&deaths, &children)| AtRisk {
            events: deaths as u64,
            population: 9.0 * children, // nine years
        })
        .collect();
    let published = expected(&folder);
    let smoothed = empirical_bayes(&areas).unwrap();
    let of = &published["EBest"];
    near(smoothed.variance, &of["a"], PRINTED);
    near(smoothed.overall_rate, &of["b"], PRINTED);
    // Marshall (1991) prints an overall rate of 2.63 per thousand.
    assert!((smoothed.overall_rate * 1000.0 - 2.63).abs() < 0.005);
    let of = of["estimates"].as_array().unwrap();
    assert_eq!(of.len(), 167);
    for ((rate, area), of) in smoothed.rates.iter().zip(&areas).zip(of) {
        near(*rate, &of["est"], PRINTED);
        near(area.rate(), &of["raw"], PRINTED);
    }

    let map = neighbours(&folder, areas.len());
    let local = local_empirical_bayes(&areas, &map, LocalSpread::AboutEachOwn).unwrap();
    let of = published["EBlocal"].as_array().unwrap();
    for (rate, of) in local.iter().zip(of) {
        near(*rate, &of["est"], PRINTED);
    }
    let of = published["probmap"].as_array().unwrap();
    for (risk, of) in probability_map(&areas).unwrap().iter().zip(of) {
        near(risk.ratio * 100.0, &of["relRisk"], PRINTED);
        near(risk.p_lower, &of["pmap"], PRINTED);
    }
}

#[test]
fn shared_scottish_districts_have_the_published_ratios() {
    let test = "shared_scottish_districts_have_the_published_ratios";
    let Some(folder) = published(test, "skottland-lappcancer") else {
        return;
    };
    let cases = column(&folder, "scotland.csv", "cases");
    let areas: Vec<AtRisk> = cases
        .iter()
        .zip(column(&folder, "scotland.csv", "expected"))
        .map(|(&cases, population)| AtRisk {
            events: cases as u64,
            population, // expected cases: rates are standardised ratios
        })
        .collect();
    let published = expected(&folder);
    let smoothed = empirical_bayes(&areas).unwrap();
    let total = published["total_cases"].as_f64().unwrap();
    let of = published["total_expected"].as_f64().unwrap();
    assert!((smoothed.overall_rate - total / of).abs() < 1e-12);
    let ratios: Vec<f64> = areas.iter().map(|area| area.rate()).collect();
    let largest = ratios.iter().copied().fold(0.0, f64::max);
    near(largest, &published["SMR_max"], PRINTED * 10.0);
    assert_eq!(ratios.iter().filter(|&&ratio| ratio == 0.0).count(), 2);
    // Smoothing draws the extremes in and keeps their sides.
    for (rate, ratio) in smoothed.rates.iter().zip(&ratios) {
        let mid = smoothed.overall_rate;
        assert!((rate - mid).abs() <= (ratio - mid).abs());
        assert!((rate - mid) * (ratio - mid) >= 0.0);
    }
}
