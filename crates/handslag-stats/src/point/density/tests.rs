use super::*;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn shared(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(file)
}

fn window() -> Rectangle {
    Rectangle::new((-10.0, 30.0), (5.0, 25.0)).unwrap()
}

/// The definition, cell by cell.
fn by_definition(points: &[Point], grid: &Grid, sigma: f64, edge: Edge) -> Vec<f64> {
    let peak = 1.0 / (2.0 * std::f64::consts::PI * sigma * sigma);
    let weights: Vec<f64> = points
        .iter()
        .map(|&point| match edge {
            Edge::Diggle => peak / mass_inside(point, grid.window(), sigma),
            _ => peak,
        })
        .collect();
    (0..grid.rows() * grid.columns())
        .map(|cell| {
            let at = grid.centre(cell % grid.columns(), cell / grid.columns());
            let sum: f64 = points
                .iter()
                .zip(&weights)
                .map(|(&point, weight)| {
                    weight * (-0.5 * (at.distance(point) / sigma).powi(2)).exp()
                })
                .sum();
            match edge {
                Edge::Uniform => sum / mass_inside(at, grid.window(), sigma),
                _ => sum,
            }
        })
        .collect()
}

fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    let largest = b.iter().fold(0.0f64, |most, value| most.max(value.abs()));
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs() / largest)
        .fold(0.0, f64::max)
}

fn point_inside() -> impl Strategy<Value = Point> {
    (0.0..=1.0f64, 0.0..=1.0f64).prop_map(|(x, y)| Point::new(-10.0 + 40.0 * x, 5.0 + 20.0 * y))
}

const EDGES: [Edge; 3] = [Edge::None, Edge::Uniform, Edge::Diggle];

proptest! {
    #[test]
    fn the_exact_density_is_the_sum_of_kernels(
        points in prop::collection::vec(point_inside(), 1..30),
        (columns, rows) in (1usize..50, 1usize..40),
        log_sigma in -1.5..5.0f64,
    ) {
        let grid = Grid::new(window(), columns, rows).unwrap();
        let sigma = log_sigma.exp();
        let peak = 1.0 / (std::f64::consts::TAU * sigma * sigma);
        for edge in EDGES {
            let found = kernel_density(&points, &grid, sigma, edge).unwrap();
            let defined = by_definition(&points, &grid, sigma, edge);
            let largest = defined.iter().fold(0.0f64, |most, value| most.max(value.abs()));
            // The tail that is cut off is below 1e-16 of a kernel's peak, and an edge
            // makes it four times as much at most.
            let allowed = 1e-12 * largest + 1e-14 * points.len() as f64 * peak;
            let mut pairs = found.values().iter().zip(&defined);
            prop_assert!(pairs.all(|(a, b)| (a - b).abs() <= allowed));
        }
    }

    #[test]
    fn the_binned_density_of_a_single_point_is_within_its_error(
        point in point_inside(),
        (columns, rows) in (20usize..60, 10usize..30),
        cells in prop_oneof![0.5..8.0f64, 8.0..40.0f64],
    ) {
        let grid = Grid::new(window(), columns, rows).unwrap();
        let sigma = cells * grid.column_width().max(grid.row_height());
        for edge in EDGES {
            let binned = binned_density(&[point], &grid, sigma, edge).unwrap();
            let exact = kernel_density(&[point], &grid, sigma, edge).unwrap();
            let error = largest_difference(binned.values(), exact.values());
            prop_assert!(error < binned.error_of_max(), "{edge:?} {error}");
        }
    }
}

#[test]
fn many_points_have_the_density_of_each() {
    // Enough of them for the sums by row; the tests above have too few.
    let points: Vec<Point> = (0..2000)
        .map(|i| {
            let i = f64::from(i);
            Point::new(
                -10.0 + 40.0 * (i * 0.754_877_666).fract(),
                5.0 + 20.0 * (i * 0.569_840_291).fract().powi(2),
            )
        })
        .chain([Point::new(-10.0, 5.0), Point::new(30.0, 25.0)])
        .collect();
    let grid = Grid::new(window(), 37, 23).unwrap();
    for sigma in [0.3, 1.0, 1.9, 4.0, 15.0, 200.0] {
        for edge in EDGES {
            let found = kernel_density(&points, &grid, sigma, edge).unwrap();
            let defined = by_definition(&points, &grid, sigma, edge);
            let error = largest_difference(found.values(), &defined);
            assert!(error < found.error_of_max(), "{sigma} {edge:?} {error}");
            let binned = binned_density(&points, &grid, sigma, edge).unwrap();
            let error = largest_difference(binned.values(), &defined);
            assert!(error < binned.error_of_max(), "{sigma} {edge:?} {error}");
        }
    }
}

#[test]
fn diggles_density_adds_up_to_the_number_of_points() {
    let points = [
        Point::new(-10.0, 5.0),
        Point::new(30.0, 11.0),
        Point::new(3.0, 20.0),
    ];
    let grid = Grid::new(window(), 200, 100).unwrap();
    let cell = grid.column_width() * grid.row_height();
    for density in [
        kernel_density(&points, &grid, 2.0, Edge::Diggle).unwrap(),
        binned_density(&points, &grid, 2.0, Edge::Diggle).unwrap(),
    ] {
        let total: f64 = density.values().iter().sum::<f64>() * cell;
        // The midpoint rule on cells a tenth of the kernel.
        assert!((total - 3.0).abs() < 2e-3, "{total}");
    }
}

#[test]
fn an_even_spread_is_level_up_to_the_edge() {
    let fine = Grid::new(window(), 80, 40).unwrap();
    let points: Vec<Point> = (0..80 * 40)
        .map(|cell| fine.centre(cell % 80, cell / 80))
        .collect();
    let grid = Grid::new(window(), 20, 10).unwrap();
    let level = points.len() as f64 / window().area();
    let density = kernel_density(&points, &grid, 3.0, Edge::Uniform).unwrap();
    assert!(
        density
            .values()
            .iter()
            .all(|v| (v / level - 1.0).abs() < 0.01)
    );
}

#[test]
fn a_density_of_few_points_is_not_shown() {
    let grid = Grid::new(window(), 4, 4).unwrap();
    let points = [Point::new(1.0, 10.0); 20];
    let few = kernel_density(&points[..19], &grid, 3.0, Edge::None).unwrap();
    assert_eq!(few.to_show(), Err(TooFewToShow { points: 19 }));
    let enough = kernel_density(&points, &grid, 3.0, Edge::None).unwrap();
    assert_eq!(enough.to_show(), Ok(enough.values()));
}

#[test]
fn what_has_no_density_is_refused() {
    let grid = Grid::new(window(), 4, 4).unwrap();
    let inside = Point::new(0.0, 10.0);
    for sigma in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let refused = kernel_density(&[inside], &grid, sigma, Edge::None);
        assert!(matches!(refused, Err(DensityError::Sigma(_))));
    }
    assert_eq!(
        binned_density(&[], &grid, 1.0, Edge::None),
        Err(DensityError::NoPoints)
    );
    let outside = [inside, Point::new(0.0, f64::NAN)];
    assert_eq!(
        kernel_density(&outside, &grid, 1.0, Edge::None),
        Err(DensityError::OutsideWindow { index: 1 })
    );
}

#[test]
fn the_density_at_points_is_that_of_the_others_and_their_own() {
    let points = [
        Point::new(0.0, 10.0),
        Point::new(1.0, 11.0),
        Point::new(1.0, 11.0),
        Point::new(29.0, 24.0),
    ];
    let sigma = 1.5;
    let peak = 1.0 / (2.0 * std::f64::consts::PI * sigma * sigma);
    let alone = leave_one_out_density(&points, sigma).unwrap();
    let all = density_at_points(&points, window(), sigma, Edge::None).unwrap();
    for (alone, all) in alone.iter().zip(&all) {
        assert!((alone + peak - all).abs() < 1e-15);
    }
    let near = peak * (-1.0f64 / (sigma * sigma)).exp();
    assert!((alone[0] - 2.0 * near).abs() < 1e-15 && alone[3] < 1e-30);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let points: Vec<Point> = (0..3000)
        .map(|i| {
            let turn = f64::from(i) * 0.618_034;
            Point::new(-10.0 + 40.0 * turn.fract(), 5.0 + f64::from(i) / 150.0)
        })
        .collect();
    let grid = Grid::new(window(), 90, 70).unwrap();
    let with = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap()
            .install(|| {
                (
                    kernel_density(&points, &grid, 1.3, Edge::Diggle).unwrap(),
                    binned_density(&points, &grid, 1.3, Edge::Diggle).unwrap(),
                    bandwidth_diggle(&points, window()).unwrap(),
                )
            })
    };
    assert_eq!(with(1), with(2));
}

#[test]
fn points_at_one_place_have_no_width() {
    let points = [Point::new(0.0, 10.0); 5];
    let candidates = bandwidth_candidates(&points, window(), 16);
    assert_eq!(candidates, Err(BandwidthError::OnePlace));
    let one = bandwidth_scott(&points[..1]);
    assert_eq!(one, Err(BandwidthError::TooFewPoints(1)));
}

#[test]
fn shared_crimes_in_streets_have_the_densities_published() {
    let folder = shared("data/facit-rumslig/chicago-gatunat");
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        eprintln!(
            "NOT RUN: shared_crimes_in_streets_have_the_densities_published: shared data is not beside the checkout"
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
    let ends = |axis: &str| {
        let ends = &expected["window"][axis];
        (ends[0].as_f64().unwrap(), ends[1].as_f64().unwrap())
    };
    let window = Rectangle::new(ends("x"), ends("y")).unwrap();
    let sigma = expected["kde"]["sigma"].as_f64().unwrap();
    for (edge, field) in [
        (Edge::None, "edge_none_at_points"),
        (Edge::Uniform, "edge_uniform_at_points"),
    ] {
        let found = density_at_points(&points, window, sigma, edge).unwrap();
        for (found, published) in found.iter().zip(expected["kde"][field].as_array().unwrap()) {
            // The file's own tolerance, relative.
            assert!((found / published.as_f64().unwrap() - 1.0).abs() < 1e-6);
        }
    }
}

#[test]
fn shared_golden_widths_are_those_of_spatstat() {
    let text = std::fs::read_to_string(shared("golden/kde/redwood.json"));
    let Ok(text) = text else {
        eprintln!(
            "NOT RUN: shared_golden_widths_are_those_of_spatstat: shared data is not beside the checkout"
        );
        return;
    };
    let case: serde_json::Value = serde_json::from_str(&text).unwrap();
    let axis = |name: &str| -> Vec<f64> {
        let all = case["input"][name].as_array().unwrap();
        all.iter().map(|v| v.as_f64().unwrap()).collect()
    };
    let points: Vec<Point> = axis("x")
        .into_iter()
        .zip(axis("y"))
        .map(|(x, y)| Point::new(x, y))
        .collect();
    let window = Rectangle::new((0.0, 1.0), (0.0, 1.0)).unwrap();
    let candidates = bandwidth_candidates(&points, window, 16).unwrap();
    let likely = bandwidth_likelihood(&points, window, &candidates).unwrap();
    let diggle = bandwidth_diggle(&points, window).unwrap();
    for (found, field) in [(likely.sigma, "bw_ppl"), (diggle.sigma, "bw_diggle")] {
        let theirs = case["expected"][field].as_f64().unwrap();
        // The same candidates in the same order, so the same choice.
        assert!((found / theirs - 1.0).abs() < 1e-9, "{field}: {found}");
    }
    assert_eq!(likely.chosen, Chosen::Inside);
}
