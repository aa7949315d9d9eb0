//! One incident of several reports of it, with a trace, so that it can be taken apart again.

use uuid::Uuid;

use super::{Incident, IncidentId, IncidentKey, Spot, TimeWindow, WrittenSpot};
use crate::incident::category::CategoryTree;

/// An incident with the reports that were found to be of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// What they say together.
    pub incident: Incident,
    /// The reports, untouched, by id.
    pub parts: Vec<Incident>,
}

/// Why incidents cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// It takes two.
    #[error("it takes two different incidents to merge")]
    TooFew,
}

/// Merges reports of the same thing.
///
/// - When: what their times have in common, or from the first to the last.
/// - Where: as the most exact of them says; in a dwelling if any of them says so.
/// - What: the narrowest category.
/// - How many: the most that any of them counted, since they counted the same.
///
/// # Errors
/// [`MergeError::TooFew`] without two different incidents.
pub fn merge(
    parts: impl IntoIterator<Item = Incident>,
    tree: &CategoryTree,
) -> Result<Merged, MergeError> {
    let mut parts: Vec<Incident> = parts.into_iter().collect();
    parts.sort_by_key(|part| part.id);
    parts.dedup_by_key(|part| part.id);
    match parts.as_slice() {
        [] | [_] => Err(MergeError::TooFew),
        [first, rest @ ..] => {
            let incident = together(first, rest, &parts, tree);
            Ok(Merged { incident, parts })
        }
    }
}

impl Merged {
    /// The reports as they were.
    #[must_use]
    pub fn take_apart(self) -> Vec<Incident> {
        self.parts
    }
}

fn together(
    first: &Incident,
    rest: &[Incident],
    parts: &[Incident],
    tree: &CategoryTree,
) -> Incident {
    let ids: Vec<IncidentId> = parts.iter().map(|part| part.id).collect();
    let source = sources(parts);
    let key = key_of(&ids);
    let mut incident = Incident {
        id: IncidentId::of(&source, &key),
        source,
        key,
        window: window(first.window, parts),
        category: first.category.clone(),
        at: place(parts),
        count: first.count,
        counts: first.counts.clone(),
        note: notes(parts),
        merged_from: ids,
    };
    let depth = |part: &Incident| tree.ancestors(&part.category).count();
    for part in rest {
        if (depth(part), &incident.category) > (depth(&incident), &part.category) {
            incident.category = part.category.clone();
        }
        incident.count = incident.count.max(part.count);
        for (name, n) in &part.counts {
            let most = incident.counts.entry(name.clone()).or_default();
            *most = (*most).max(*n);
        }
    }
    incident
}

fn key_of(ids: &[IncidentId]) -> IncidentKey {
    let bytes: Vec<u8> = ids.iter().flat_map(|id| id.0.into_bytes()).collect();
    IncidentKey(Uuid::new_v5(&Uuid::NAMESPACE_OID, &bytes).to_string())
}

fn sources(parts: &[Incident]) -> String {
    let mut names: Vec<&str> = parts.iter().map(|part| part.source.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" + ")
}

fn notes(parts: &[Incident]) -> Option<String> {
    let notes: Vec<&str> = parts
        .iter()
        .filter_map(|part| part.note.as_deref())
        .collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

fn window(first: TimeWindow, parts: &[Incident]) -> TimeWindow {
    let windows = || parts.iter().map(|part| part.window);
    let common = windows().try_fold(first, |common, window| common.common(&window));
    common.unwrap_or_else(|| windows().fold(first, |hull, window| hull.hull(&window)))
}

/// The most exact place, with what only the others know of the wider ones.
fn place(parts: &[Incident]) -> Spot {
    let mut spots: Vec<&WrittenSpot> = parts.iter().map(|part| part.at.written()).collect();
    spots.sort_by_key(|spot| spot.precision);
    let mut best = spots
        .first()
        .map_or_else(WrittenSpot::default, |s| (*s).clone());
    for spot in spots {
        best.place = best.place.or_else(|| spot.place.clone());
        best.area = best.area.or_else(|| spot.area.clone());
        best.municipality = best.municipality.or(spot.municipality);
        best.indoors |= spot.indoors;
    }
    Spot::kept(best)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::incident::{Point, Precision, TimePrecision};
    use crate::municipality::MunicipalityCode;

    pub(super) fn report(
        source: &str,
        key: usize,
        category: &str,
        (from_s, length_s): (i64, i64),
        (precision, lat_e7): (Precision, i32),
        indoors: bool,
    ) -> Incident {
        let at = |second| Timestamp::from_second(second).unwrap();
        let key = IncidentKey(key.to_string());
        Incident {
            id: IncidentId::of(source, &key),
            source: source.to_owned(),
            key,
            window: TimeWindow::new(at(from_s), at(from_s + length_s), TimePrecision::Minute)
                .unwrap(),
            category: category.into(),
            at: Spot::kept(WrittenSpot {
                precision,
                point: Some(Point::from_e7(lat_e7, 131_570_000).unwrap()),
                municipality: MunicipalityCode::parse("1494").ok(),
                indoors,
                ..WrittenSpot::default()
            }),
            count: 1,
            counts: BTreeMap::new(),
            note: None,
            merged_from: Vec::new(),
        }
    }

    fn reports() -> impl Strategy<Value = Vec<Incident>> {
        let categories = prop::sample::select(vec!["klotter", "skadegorelse", "stok", "brott"]);
        let precisions =
            prop::sample::select(vec![Precision::Point, Precision::Block, Precision::Area]);
        let one = (
            prop::sample::select(vec!["EST", "bolaget", "skolan"]),
            0..1000usize,
            categories,
            (0..100_000i64, 60..20_000i64),
            (precisions, 585_000_000..585_010_000),
            prop::bool::weighted(0.2),
        );
        let report = one.prop_map(|(source, key, category, window, spot, indoors)| {
            report(source, key, category, window, spot, indoors)
        });
        prop::collection::btree_map(any::<u16>(), report, 2..5)
            .prop_map(|by_number| by_number.into_values().collect())
    }

    proptest! {
        #[test]
        fn what_was_merged_can_be_taken_apart_again(parts in reports()) {
            let tree = CategoryTree::of_handslag();
            let Ok(merged) = merge(parts.clone(), &tree) else {
                return Ok(()); // All were one and the same.
            };
            let ids: Vec<IncidentId> = merged.parts.iter().map(|part| part.id).collect();
            prop_assert_eq!(&merged.incident.merged_from, &ids);
            for part in &merged.clone().take_apart() {
                prop_assert!(parts.contains(part));
            }
            prop_assert!(parts.iter().all(|part| ids.contains(&part.id)));
        }

        #[test]
        fn it_does_not_matter_who_reported_first(parts in reports()) {
            let tree = CategoryTree::of_handslag();
            let mut unique = parts;
            unique.sort_by_key(|part| part.id);
            unique.dedup_by_key(|part| part.id);
            let backwards: Vec<Incident> = unique.iter().rev().cloned().collect();
            prop_assert_eq!(merge(unique, &tree), merge(backwards, &tree));
        }

        #[test]
        fn together_they_say_no_more_than_they_may(parts in reports()) {
            let tree = CategoryTree::of_handslag();
            let Ok(Merged { incident, parts }) = merge(parts, &tree) else {
                return Ok(());
            };
            let from = parts.iter().map(|part| part.window.from()).min().unwrap();
            let to = parts.iter().map(|part| part.window.to()).max().unwrap();
            prop_assert!(incident.window.from() >= from && incident.window.to() <= to);
            prop_assert!(parts.iter().any(|part| part.category == incident.category));
            prop_assert_eq!(incident.indoors(), parts.iter().any(Incident::indoors));
            prop_assert!(!incident.indoors() || incident.at.point().is_none());
        }
    }

    #[test]
    fn the_narrowest_category_and_the_common_time_are_kept() {
        let spot = (Precision::Block, 585_000_000);
        let school = report("skolan", 1, "skadegorelse", (0, 7200), spot, false);
        let company = report("bolaget", 1, "klotter", (3600, 7200), spot, false);
        let merged = merge([school, company], &CategoryTree::of_handslag()).unwrap();
        let incident = merged.incident;
        assert_eq!(incident.category.as_str(), "klotter");
        assert_eq!(incident.source, "bolaget + skolan");
        assert_eq!(incident.window.from().as_second(), 3600);
        assert_eq!(incident.window.to().as_second(), 7200);
    }

    #[test]
    fn it_takes_two_to_merge() {
        let one = report("skolan", 1, "stok", (0, 60), (Precision::Block, 0), false);
        let twice = merge([one.clone(), one], &CategoryTree::of_handslag());
        assert_eq!(twice, Err(MergeError::TooFew));
    }
}
