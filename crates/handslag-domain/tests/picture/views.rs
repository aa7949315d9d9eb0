//! The police's, the partners', the staff's and the residents' views, side by side.

use std::collections::{BTreeMap, BTreeSet};

use handslag_domain::check::Words;
use handslag_domain::picture::views::{
    Agreement, SideBySide, Told, View, ViewRow, side_by_side, side_by_side_at, told_by_voices,
};
use handslag_domain::place::Place;
use proptest::prelude::*;

use crate::example::picture;

fn told(theme: &str, view: View, n: u32) -> Told {
    Told {
        theme: theme.to_owned(),
        area: "Centrum".to_owned(),
        view,
        n,
    }
}

/// Rows of theme and the counts of police, partners, staff and residents.
fn table(rows: &[(&str, [u32; 4])]) -> SideBySide {
    let all = rows.iter().flat_map(|(theme, counts)| {
        View::ALL
            .iter()
            .zip(counts)
            .map(|(view, n)| told(theme, *view, *n))
    });
    side_by_side(&all.collect::<Vec<_>>())
}

fn row<'a>(table: &'a SideBySide, theme: &str) -> &'a ViewRow {
    table.rows.iter().find(|r| r.theme == theme).unwrap()
}

fn only(by: &[View], silent: &[View]) -> Agreement {
    let set = |views: &[View]| views.iter().copied().collect::<BTreeSet<_>>();
    Agreement::Only {
        by: set(by),
        silent: set(silent),
    }
}

#[test]
fn a_fear_that_only_residents_tell_of_and_a_crime_that_only_the_register_knows() {
    let table = table(&[
        ("mörka gångvägar", [0, 0, 0, 30]),
        ("bedrägerier", [90, 0, 0, 0]),
        ("stölder", [100, 40, 30, 30]),
        ("trafik", [60, 30, 20, 25]),
    ]);
    use View::*;
    let dark = row(&table, "mörka gångvägar");
    assert_eq!(
        dark.agreement,
        only(&[Residents], &[Police, Partners, Staff])
    );
    assert_eq!(
        dark.what(Words::Sv),
        "Invånarna: 30 av 85, delat nr 1 av 4. Nämns inte alls: polisens siffror, andra parters rapporter, medarbetarna."
    );
    assert!(
        dark.what_it_may_mean(Words::Sv)
            .unwrap()
            .contains("oro utan händelser")
    );
    let fraud = row(&table, "bedrägerier");
    assert_eq!(
        fraud.agreement,
        only(&[Police], &[Partners, Staff, Residents])
    );
    assert!(
        fraud
            .what_it_may_mean(Words::En)
            .unwrap()
            .contains("few notice")
    );
    assert_eq!(row(&table, "trafik").agreement, Agreement::Alike);
    assert_eq!(row(&table, "trafik").what_it_may_mean(Words::Sv), None);
    // Disagreements come first.
    assert!(
        table.rows[..2]
            .iter()
            .all(|r| r.agreement.is_disagreement())
    );
}

#[test]
fn what_the_police_find_by_looking_is_said_to_be_so() {
    let table = table(&[("narkotika", [60, 0, 0, 0]), ("stölder", [60, 0, 0, 60])]);
    let drugs = row(&table, "narkotika");
    assert!(drugs.agreement.is_disagreement());
    assert!(
        drugs
            .what_it_may_mean(Words::Sv)
            .unwrap()
            .contains("där polisen letar")
    );
}

#[test]
fn one_puts_it_clearly_higher_than_another() {
    let table = table(&[
        ("otrygghet", [10, 0, 0, 60]),
        ("stölder", [150, 0, 0, 20]),
        ("trafik", [40, 0, 0, 20]),
    ]);
    let fear = row(&table, "otrygghet");
    assert_eq!(
        fear.agreement,
        Agreement::Higher {
            by: View::Residents,
            than: View::Police
        }
    );
    assert_eq!(
        fear.what(Words::En),
        "Residents: 60 of 100, rank 1 of 3. Police figures: 10 of 200, rank 3 of 3."
    );
    // And the other way round for thefts.
    assert_eq!(
        row(&table, "stölder").agreement,
        Agreement::Higher {
            by: View::Police,
            than: View::Residents
        }
    );
}

#[test]
fn small_numbers_ties_and_thin_sources_give_no_finding() {
    // Four residents say what nobody else does; a source of ten judges nothing.
    let small = table(&[("hundar", [0, 0, 0, 4]), ("stölder", [80, 0, 10, 60])]);
    assert_eq!(row(&small, "hundar").agreement, Agreement::TooFew);
    assert_eq!(small.thin, BTreeSet::from([View::Staff]));
    // None of twelve where one is expected is no silence.
    let few = table(&[("a", [0, 0, 0, 5]), ("b", [20, 0, 0, 95])]);
    assert_eq!(row(&few, "a").agreement, Agreement::TooFew);
    // All equal in each source: nothing can be said to be higher.
    let tied = table(&[
        ("a", [20, 0, 0, 50]),
        ("b", [20, 0, 0, 50]),
        ("c", [20, 0, 0, 50]),
    ]);
    for row in &tied.rows {
        assert_eq!(row.agreement, Agreement::Alike);
        assert!(row.seen.values().all(|s| s.rank == 1 && s.tied_with == 2));
    }
    let alone = table(&[("a", [0, 0, 0, 40])]);
    assert_eq!(row(&alone, "a").agreement, Agreement::OneView);
    assert_eq!(side_by_side(&[]).rows, []);
}

#[test]
fn five_are_enough_and_a_difference_must_be_both_large_and_beyond_chance() {
    let five = table(&[("hundar", [0, 0, 0, 5]), ("stölder", [80, 0, 0, 60])]);
    assert_eq!(
        row(&five, "hundar").agreement,
        only(&[View::Residents], &[View::Police])
    );
    // Two and a half times as much, but only 2.4 standard errors apart.
    let chance = table(&[
        ("a", [8, 0, 0, 20]),
        ("b", [40, 0, 0, 10]),
        ("c", [52, 0, 0, 70]),
    ]);
    assert_eq!(row(&chance, "a").agreement, Agreement::Alike);
    // Nearly five standard errors apart, but only a third more.
    let slight = table(&[
        ("a", [300, 0, 0, 400]),
        ("b", [350, 0, 0, 300]),
        ("c", [350, 0, 0, 300]),
    ]);
    assert_eq!(row(&slight, "a").agreement, Agreement::Alike);
    // Both, and the same rank: each puts it first.
    let first = table(&[
        ("a", [40, 0, 0, 90]),
        ("b", [30, 0, 0, 5]),
        ("c", [30, 0, 0, 5]),
    ]);
    assert!(!matches!(
        row(&first, "a").agreement,
        Agreement::Higher { .. }
    ));
}

#[test]
fn a_small_kind_that_nobody_spoke_of_is_no_finding_and_a_large_one_is() {
    let all = table(&[
        ("stölder", [1700, 250, 0, 0]),
        ("otrygghet", [0, 340, 0, 60]),
        ("droger", [400, 75, 0, 41]),
        ("bedrägerier", [500, 0, 0, 0]),
        ("bilbrott", [60, 0, 0, 0]),
    ]);
    let spoken = all
        .clone()
        .where_spoken_of(["Stölder ", "otrygghet", "droger"].into_iter());
    let names: Vec<&str> = spoken.findings().map(|row| row.theme.as_str()).collect();
    // What somebody spoke of first, of that what the sources are furthest apart about.
    assert_eq!(names, ["stölder", "otrygghet", "droger", "bedrägerier"]);
    let small: Vec<&str> = spoken
        .not_spoken_of()
        .map(|row| row.theme.as_str())
        .collect();
    assert_eq!(small, ["bilbrott"]);
    assert_eq!(row(&spoken, "bilbrott").what_it_may_mean(Words::Sv), None);
    assert_eq!(spoken.told().count(), 4);
    // Where everything is spoken of, it would be told.
    assert!(row(&all, "bilbrott").agreement != Agreement::NotSpokenOf);
}

#[test]
fn numbers_are_grouped_and_none_is_said_in_words() {
    let table = table(&[
        ("vapen", [400, 0, 0, 0]),
        ("stölder", [1700, 900, 0, 0]),
        ("trafik", [1632, 332, 0, 60]),
    ]);
    let weapons = row(&table, "vapen").what(Words::Sv);
    assert!(
        weapons.contains("400 av 3\u{a0}732") && weapons.contains("Nämns inte alls"),
        "{weapons}"
    );
    let thefts = row(&table, "stölder").what(Words::En);
    assert!(thefts.contains("1,700 of 3,732"), "{thefts}");
    for row in &table.rows {
        assert!(!row.what(Words::Sv).contains(": 0 av"), "{row:?}");
    }
}

#[test]
fn nine_from_the_shops_are_too_few_to_compare_and_are_heard() {
    let mut all: Vec<Told> = Vec::new();
    for (theme, counts) in [("stölder", [900, 250, 0, 0]), ("trafik", [300, 300, 0, 60])] {
        let counted = View::ALL.iter().zip(counts);
        all.extend(counted.map(|(view, n)| told(theme, *view, n)));
    }
    all.push(told("stölder", View::Business, 9));
    let table = side_by_side(&all);
    let thefts = row(&table, "stölder");
    assert!(thefts.agreement.is_disagreement());
    assert_eq!(thefts.also, BTreeSet::from([View::Business]));
    let said = thefts.what(Words::Sv);
    assert!(
        said.contains("för få för att jämföras: Näringsidkare och fastighetsägare: 9 av 9"),
        "{said}"
    );
}

fn place(name: &str, within: Option<&str>) -> Place {
    Place {
        id: name.to_lowercase().as_str().into(),
        name: name.to_owned(),
        within: within.map(Into::into),
        ..Place::default()
    }
}

/// Voices tell of a school; the reports name its yard.
fn school_and_yard() -> Vec<Told> {
    let at = |area: &str, theme: &str, view, n| Told {
        area: area.to_owned(),
        ..told(theme, view, n)
    };
    vec![
        at("Skolan", "droger", View::Residents, 41),
        at("Skolgården", "droger", View::Partners, 57),
        at("Torget", "stölder", View::Partners, 60),
        at("Torget", "stölder", View::Residents, 40),
    ]
}

#[test]
fn what_is_told_of_a_place_within_is_told_of_the_place() {
    let told = school_and_yard();
    let places = [
        place("Skolan", None),
        place("Skolgården", Some("skolan")),
        place("Torget", None),
    ];
    let at = |table: &SideBySide, area: &str| {
        let mut rows = table.rows.iter();
        rows.find(|row| row.area == area).unwrap().clone()
    };
    // Unless the places are known, the residents would seem alone.
    let apart = side_by_side(&told);
    assert!(at(&apart, "Skolan").agreement.is_disagreement());
    let nested = side_by_side_at(&told, &places);
    let school = at(&nested, "Skolan");
    assert_eq!(school.agreement, Agreement::Alike);
    assert_eq!(school.seen[&View::Partners].n, 57);
    // Nor are they silent about the yard: they spoke of the whole school.
    let yard = at(&nested, "Skolgården");
    assert_eq!(yard.agreement, Agreement::Around);
    assert_eq!(yard.around, BTreeSet::from([View::Residents]));
    assert!(yard.what(Words::Sv).contains("större plats"));
    // What lies within is told once: the totals are the same.
    assert_eq!(nested.totals, apart.totals);
}

#[test]
fn places_in_a_circle_are_counted_once() {
    let places = [
        place("Skolan", Some("skolgården")),
        place("Skolgården", Some("skolan")),
    ];
    let table = side_by_side_at(&school_and_yard(), &places);
    let school = table.rows.iter().find(|row| row.area == "Skolan").unwrap();
    assert_eq!(school.seen[&View::Partners].n, 57);
    assert_eq!(school.seen[&View::Residents].n, 41);
}

#[test]
fn spelling_does_not_make_two_rows() {
    let table = side_by_side(&[
        told("Droger ", View::Police, 3),
        told("droger", View::Police, 4),
    ]);
    assert_eq!(table.rows.len(), 1);
    assert_eq!(
        (
            table.rows[0].theme.as_str(),
            table.rows[0].seen[&View::Police].n
        ),
        ("Droger", 7)
    );
}

#[test]
fn the_voices_of_the_example_are_told_by_who_was_asked() {
    let mut by: BTreeMap<View, u32> = BTreeMap::new();
    for one in told_by_voices(&picture()) {
        *by.entry(one.view).or_default() += one.n;
    }
    assert_eq!(
        by,
        BTreeMap::from([
            (View::Staff, 17),
            (View::Residents, 144),
            (View::Business, 9)
        ])
    );
}

fn any_told() -> impl Strategy<Value = Vec<Told>> {
    let count = prop_oneof![3 => 0u32..12, 2 => 0u32..200, 1 => Just(0u32)];
    let one = (0usize..5, 0usize..3, 0usize..4, count).prop_map(|(theme, area, view, n)| Told {
        theme: format!("tema {theme}"),
        area: format!("område {area}"),
        view: View::ALL[view],
        n,
    });
    proptest::collection::vec(one, 0..40)
}

type Found = BTreeMap<(String, String), (Agreement, Vec<(View, u32, u32, u32)>)>;

/// What is found, without the order of the rows.
fn found(table: &SideBySide) -> Found {
    let rows = table.rows.iter().map(|row| {
        let seen = row
            .seen
            .iter()
            .map(|(view, s)| (*view, s.n, s.rank, s.tied_with))
            .collect();
        (
            (row.theme.clone(), row.area.clone()),
            (row.agreement.clone(), seen),
        )
    });
    rows.collect()
}

proptest! {
    #[test]
    fn order_does_not_matter(told in any_told(), turn in 0usize..40) {
        let mut turned = told.clone();
        let by = turn % told.len().max(1);
        turned.rotate_left(by);
        prop_assert_eq!(side_by_side(&told), side_by_side(&turned));
        turned.reverse();
        prop_assert_eq!(side_by_side(&told), side_by_side(&turned));
    }

    #[test]
    fn other_names_change_nothing(told in any_told()) {
        let renamed: Vec<Told> = told.iter().map(|one| Told {
            theme: one.theme.chars().rev().collect(),
            area: format!("z{}", one.area.replace('0', "å")),
            ..one.clone()
        }).collect();
        let expected: BTreeMap<_, _> = found(&side_by_side(&told))
            .into_iter()
            .map(|((theme, area), what)| ((theme.chars().rev().collect::<String>(), format!("z{}", area.replace('0', "å"))), what))
            .collect();
        prop_assert_eq!(found(&side_by_side(&renamed)), expected);
    }

    #[test]
    fn telling_in_two_parts_is_telling_once(told in any_told()) {
        let halves: Vec<Told> = told.iter().flat_map(|one| {
            [Told { n: one.n / 2, ..one.clone() }, Told { n: one.n - one.n / 2, ..one.clone() }]
        }).collect();
        prop_assert_eq!(side_by_side(&told), side_by_side(&halves));
    }

    #[test]
    fn every_disagreement_stands_on_numbers_that_are_not_small(told in any_told()) {
        let table = side_by_side(&told);
        for row in &table.rows {
            let of = |view: &View| row.seen[view];
            match &row.agreement {
                Agreement::Only { by, silent } => {
                    prop_assert!(by.iter().all(|v| of(v).n >= 5 && of(v).total >= 20));
                    prop_assert!(silent.iter().all(|v| of(v).n == 0 && of(v).total >= 20));
                }
                Agreement::Higher { by, than } => {
                    prop_assert!(of(by).n >= 5 && of(by).rank < of(than).rank);
                    prop_assert!(!table.thin.contains(by) && !table.thin.contains(than));
                }
                _ => {}
            }
            prop_assert_eq!(row.what_it_may_mean(Words::Sv).is_some(), row.agreement.is_disagreement());
        }
    }

    /// Two sources that tell the same thing, one of them more of everything, agree.
    #[test]
    fn the_same_shares_agree(counts in proptest::collection::vec(0u32..50, 1..6), times in 1u32..5) {
        let rows: Vec<Told> = counts.iter().enumerate().flat_map(|(n, count)| {
            let theme = format!("tema {n}");
            [told(&theme, View::Police, *count), told(&theme, View::Residents, count * times)]
        }).collect();
        for row in side_by_side(&rows).rows {
            prop_assert!(!row.agreement.is_disagreement(), "{row:?}");
        }
    }
}
