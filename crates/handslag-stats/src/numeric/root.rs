//! Where does a function cross zero?

/// Where `f` changes sign between `low` and `high`, to the last bits.
///
/// Halves the interval, and so needs nothing of `f` but a sign at each end;
/// `None` if both ends have the same sign or one is undefined.
///
/// ```
/// # use handslag_stats::numeric::root;
/// let found = root(1.0, 2.0, |x| x * x - 2.0).unwrap();
/// assert!((found - 2f64.sqrt()).abs() < 1e-15);
/// assert_eq!(root(2.0, 3.0, |x| x * x - 2.0), None);
/// ```
pub fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> Option<f64> {
    let (at_low, at_high) = (f(low), f(high));
    if at_low == 0.0 {
        return Some(low);
    }
    if at_high == 0.0 {
        return Some(high);
    }
    if at_low.is_nan() || at_high.is_nan() || (at_low > 0.0) == (at_high > 0.0) {
        return None;
    }
    let (mut low, mut high) = (low, high);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low.min(high) || middle >= low.max(high) {
            return Some(middle);
        }
        let at_middle = f(middle);
        if at_middle == 0.0 {
            return Some(middle);
        }
        if (at_middle > 0.0) == (at_low > 0.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
}
