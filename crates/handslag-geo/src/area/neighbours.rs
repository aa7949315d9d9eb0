//! Which areas lie beside which?

use std::collections::BTreeSet;

use super::Area;
use super::index::{edges_near, edges_of};

/// For each area the numbers of those it borders on, even at a single corner
/// ("queen" neighbours). An island has none.
///
/// - `snap_m`: borders that come this close are taken for one. Files in which
///   each area was simplified by itself need about as much as was lost by it.
///
/// ```
/// # use handslag_geo::area::{municipalities, neighbours};
/// let areas = municipalities();
/// let beside = neighbours(&areas, 1.0);
/// let lidkoping = areas.iter().position(|area| area.code == "1494").unwrap();
/// let codes: Vec<_> = beside[lidkoping].iter().map(|&n| areas[n].code.as_str()).collect();
/// assert_eq!(codes, ["1444", "1470", "1471", "1487", "1495"]);
/// ```
#[must_use]
pub fn neighbours(areas: &[Area], snap_m: f64) -> Vec<Vec<usize>> {
    let edges = edges_of(areas);
    let mut beside = vec![BTreeSet::new(); areas.len()];
    for (number, area) in areas.iter().enumerate() {
        for &corner in area.rings().flatten() {
            for (other, _) in edges_near(&edges, corner, snap_m) {
                let other = other as usize;
                if other != number {
                    beside[number].insert(other);
                    beside[other].insert(number);
                }
            }
        }
    }
    beside
        .into_iter()
        .map(|numbers| numbers.into_iter().collect())
        .collect()
}
