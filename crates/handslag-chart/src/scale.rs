//! Where on paper does a value stand, and which round values get a line?

/// A value axis that holds zero, and goes a little beyond what it shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) ticks: Vec<f64>,
    /// Decimals the ticks need.
    pub(crate) decimals: usize,
    /// The value at the lower end: zero, or less.
    pub(crate) bottom: f64,
    /// The value at the upper end.
    pub(crate) top: f64,
}

impl Axis {
    /// About `parts` steps of 1, 2 or 5 times a power of ten, none of them
    /// above the end. With `whole`, no step is smaller than one.
    pub(crate) fn from_zero(largest: f64, parts: u8, whole: bool) -> Self {
        // Beneath a millionth, nothing is told apart from zero.
        let largest = if largest < 1e-6 { 1.0 } else { largest };
        let (step, decimals) = round_step(largest / f64::from(parts), whole);
        // Room above for a line's thickness; then the ticks that still fit.
        let top = largest * 1.04;
        let steps = (top / step).floor().max(1.0) as usize;
        Self {
            ticks: (0..=steps).map(|k| k as f64 * step).collect(),
            decimals,
            bottom: 0.0,
            top: top.max(step),
        }
    }

    /// From `low` to `high` with zero among them, in about `parts` steps.
    pub(crate) fn through_zero(low: f64, high: f64, parts: u8) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        // Beneath a millionth, nothing is told apart from zero.
        let span = if high - low < 1e-6 { 1.0 } else { high - low };
        let (step, decimals) = round_step(span / f64::from(parts), false);
        let beyond = |end: f64| {
            if end == 0.0 {
                0.0
            } else {
                end + 0.04 * span.copysign(end)
            }
        };
        let bottom = beyond(low);
        // With nothing on either side there is still an axis, upwards.
        let top = if low == high { step } else { beyond(high) };
        let (first, last) = ((bottom / step).ceil() as i64, (top / step).floor() as i64);
        Self {
            ticks: (first..=last).map(|k| k as f64 * step).collect(),
            decimals,
            bottom,
            top,
        }
    }
}

/// The step of 1, 2 or 5 times a power of ten that is nearest `rough`, and
/// the decimals that its multiples need.
fn round_step(rough: f64, whole: bool) -> (f64, usize) {
    let exponent = rough.log10().floor();
    let (factor, exponent) = match rough / 10f64.powf(exponent) {
        _ if whole && rough < 1.0 => (1.0, 0.0),
        share if share < 1.5 => (1.0, exponent),
        share if share < 3.0 => (2.0, exponent),
        share if share < 7.0 => (5.0, exponent),
        _ => (1.0, exponent + 1.0),
    };
    (factor * 10f64.powf(exponent), (-exponent).max(0.0) as usize)
}

/// The area that values are drawn in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Plot {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Plot {
    /// The height of `value` on an axis along the plot's side.
    pub(crate) fn y(&self, value: f64, axis: &Axis) -> f64 {
        let share = (value - axis.bottom) / (axis.top - axis.bottom);
        self.bottom - share * (self.bottom - self.top)
    }

    /// The left edge of place `index` of `n` equally wide places.
    pub(crate) fn edge(&self, index: usize, n: usize) -> f64 {
        self.left + (self.right - self.left) * index as f64 / n.max(1) as f64
    }

    pub(crate) fn middle(&self, index: usize, n: usize) -> f64 {
        (self.edge(index, n) + self.edge(index + 1, n)) / 2.0
    }

    pub(crate) fn place_width(&self, n: usize) -> f64 {
        (self.right - self.left) / n.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        for (largest, whole, expected) in [
            (0.0, true, vec![0.0, 1.0]),
            (3.0, true, vec![0.0, 1.0, 2.0, 3.0]),
            (391.0, true, vec![0.0, 100.0, 200.0, 300.0, 400.0]),
            (8_123.0, true, vec![0.0, 2_000.0, 4_000.0, 6_000.0, 8_000.0]),
            (0.3, false, vec![0.0, 0.1, 0.2, 0.3]),
        ] {
            let axis = Axis::from_zero(largest, 4, whole);
            assert_eq!(axis.ticks.len(), expected.len(), "{largest}: {axis:?}");
            for (tick, expected) in axis.ticks.iter().zip(expected) {
                assert!((tick - expected).abs() < 1e-12, "{largest}: {axis:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn an_axis_holds_the_largest_value_and_has_few_ticks(
            mantissa in 1.0..10.0f64, exponent in -5i32..=14, whole: bool
        ) {
            let largest = mantissa * 10f64.powi(exponent);
            let axis = Axis::from_zero(largest, 4, whole);
            prop_assert!(axis.top >= largest);
            prop_assert!((2..=8).contains(&axis.ticks.len()), "{:?}", axis);
            prop_assert!(axis.ticks.iter().all(|tick| *tick <= axis.top));
            prop_assert!(axis.ticks[0] == 0.0);
        }

        #[test]
        fn an_axis_through_zero_holds_both_ends_and_zero(low in -1e9..1e9f64, high in -1e9..1e9f64) {
            let axis = Axis::through_zero(low, high, 4);
            prop_assert!(axis.bottom <= low.min(0.0) && axis.top >= high.max(0.0));
            prop_assert!(axis.bottom < axis.top && axis.ticks.contains(&0.0));
            prop_assert!((2..=8).contains(&axis.ticks.len()), "{:?}", axis);
            prop_assert!(axis.ticks.iter().all(|tick| (axis.bottom..=axis.top).contains(tick)));
        }
    }
}
