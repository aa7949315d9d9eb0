use super::*;
use std::path::Path;

#[test]
fn the_share_of_a_circle_is_that_found_by_walking_round_it() {
    let window = Rectangle::new((0.0, 3.0), (0.0, 2.0)).unwrap();
    for (x, y) in [(1.5, 1.0), (0.1, 0.2), (2.9, 1.0), (0.0, 0.0), (0.0, 1.0)] {
        let centre = Point::new(x, y);
        for radius in [0.05, 0.5, 1.2, 1.8, 2.2, 3.0] {
            let steps = 100_000;
            let inside = (0..steps)
                .filter(|&step| {
                    let angle = (f64::from(step) + 0.5) / f64::from(steps) * std::f64::consts::TAU;
                    let (sin, cos) = angle.sin_cos();
                    window.contains(Point::new(x + radius * cos, y + radius * sin))
                })
                .count();
            let walked = inside as f64 / f64::from(steps);
            let share = share_of_circle(centre, radius, window);
            // Eight crossings at most, each within a step.
            assert!(
                (share - walked).abs() < 1e-4,
                "{x} {y} {radius}: {share} {walked}"
            );
        }
    }
}

#[test]
fn k_of_two_points_can_be_worked_by_hand() {
    let window = Rectangle::new((0.0, 10.0), (0.0, 10.0)).unwrap();
    let points = [Point::new(1.0, 5.0), Point::new(3.0, 5.0)];
    let radii = [0.0, 1.9, 2.0, 8.0];
    let k = |correction| ripley_k(&points, window, &radii, correction).unwrap();
    assert_eq!(k(KCorrection::None), [0.0, 0.0, 100.0, 100.0].map(Some));
    let translated = k(KCorrection::Translation);
    assert_eq!(translated[1], Some(0.0));
    assert!((translated[2].unwrap() - 125.0).abs() < 1e-12);
    assert_eq!(translated[3], None); // beyond half the diagonal
    // From 1 m off the edge the circle of 2 m is one third outside.
    let isotropic = k(KCorrection::Isotropic)[2].unwrap();
    assert!((isotropic - 50.0 * (1.5 + 1.0)).abs() < 1e-12);
    // Only the second point is 2 m from the edge, and none is 8 m.
    assert_eq!(
        k(KCorrection::Border),
        [Some(0.0), Some(0.0), Some(50.0), None]
    );
}

#[test]
fn what_has_no_pattern_is_refused() {
    let window = Rectangle::new((0.0, 1.0), (0.0, 1.0)).unwrap();
    let points = [Point::new(0.5, 0.5), Point::new(0.5, 0.6)];
    let none = KCorrection::None;
    assert_eq!(
        clark_evans(&points[..1], window),
        Err(PatternError::TooFewPoints(1))
    );
    for radii in [vec![], vec![1.0, 0.5], vec![-0.1, 1.0], vec![f64::NAN]] {
        let refused = ripley_k(&points, window, &radii, none);
        assert_eq!(refused, Err(PatternError::RadiiNotRising));
    }
    let outside = [points[0], Point::new(2.0, 0.0)];
    assert_eq!(
        ripley_k(&outside, window, &[1.0], none),
        Err(PatternError::NotAPlace { index: 1 })
    );
}

#[test]
fn shared_crimes_in_streets_have_the_pattern_published() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/facit-rumslig/chicago-gatunat");
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        eprintln!(
            "NOT RUN: shared_crimes_in_streets_have_the_pattern_published: shared data is not beside the checkout"
        );
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    let points: Vec<Point> = csv::Reader::from_path(folder.join("crimes.csv"))
        .unwrap()
        .records()
        .map(|row| {
            let row = row.unwrap();
            Point::new(row[1].parse().unwrap(), row[2].parse().unwrap())
        })
        .collect();
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let ends = |axis: &str| {
        let ends = &expected["window"][axis];
        (number(&ends[0]), number(&ends[1]))
    };
    let window = Rectangle::new(ends("x"), ends("y")).unwrap();
    let planar = &expected["planar"];
    // The file's own tolerance, relative.
    let near = |found: f64, published: &serde_json::Value| {
        assert!(
            (found / number(published) - 1.0).abs() < 1e-6,
            "{found} {published}"
        );
    };
    near(window.area(), &expected["window"]["area"]);
    let distances = nearest_distances(&points).unwrap();
    near(mean(&distances), &planar["nndist_mean"]);
    near(
        distances.iter().copied().fold(0.0, f64::max),
        &planar["nndist_max"],
    );
    near(
        clark_evans(&points, window).unwrap().ratio,
        &planar["clark_evans_naive"],
    );
    let grid = Grid::new(window, 5, 5).unwrap();
    let quadrats = quadrat_counts(&points, &grid).unwrap();
    near(quadrats.chi_squared, &planar["quadrat_5x5"]["chisq"]);
    near(quadrats.degrees_of_freedom, &planar["quadrat_5x5"]["df"]);
    let radii: Vec<f64> = planar["K_r"]
        .as_array()
        .unwrap()
        .iter()
        .map(number)
        .collect();
    for (correction, field) in [
        (KCorrection::None, "K_none"),
        (KCorrection::Isotropic, "K_iso"),
    ] {
        let found = ripley_k(&points, window, &radii, correction).unwrap();
        for (found, published) in found.iter().zip(planar[field].as_array().unwrap()) {
            near(found.unwrap(), published);
        }
    }
}
