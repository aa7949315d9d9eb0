//! Two whole years in a picture, and a third that is not over.

use handslag_geo::snapshot::{Precision, Record, minute_of};
use jiff::civil::{Date, date};

use super::super::analysis::tests::of;
use super::super::{Asked, IncidentPicture};
use super::*;

const TODAY: Date = date(2024, 1, 15);

/// So many of a kind in each month of a year, spread over its first 28 days.
fn monthly(kind: u16, area: u16, year: u32, n: u32) -> impl Iterator<Item = Record> {
    let month =
        move |month: u32| (0..n).map(move |k| record(kind, area, (year, month), 1 + k * 28 / n));
    (1..=12).flat_map(month)
}

fn record(kind: u16, area: u16, (year, month): (u32, u32), day: u32) -> Record {
    Record {
        start_min: minute_of((year, month, day), (12, 0)).unwrap(),
        width_min: 0,
        category: kind,
        area,
        position: None,
        precision: Precision::Area,
        indoors: false,
        again: false,
        place: None,
    }
}

fn found(picture: &IncidentPicture, asked: &Asked) -> Result<YearOnYear, Withheld> {
    picture.year_on_year(asked, &picture.filter(asked), TODAY)
}

/// The row of a kind.
fn kind(found: &YearOnYear, number: usize) -> Beside {
    let name = format!("sort-{number}");
    let row = found.kinds.iter().find(|(id, _)| id.as_str() == name);
    row.unwrap().1
}

/// Kind 0 falls from ten a month to five, kind 1 from 7 to 11 in all, of kind 2
/// there was none before, kind 3 is twenty a month and stays.
fn two_years() -> IncidentPicture {
    let mut records: Vec<Record> = monthly(0, 0, 2022, 10)
        .chain(monthly(0, 0, 2023, 5))
        .collect();
    records.extend((1..=7).map(|month| record(1, 1, (2022, month), 3)));
    records.extend((1..=11).map(|month| record(1, 1, (2023, month), 3)));
    records.extend(monthly(2, 0, 2023, 4));
    records.extend(monthly(3, 1, 2022, 20).chain(monthly(3, 1, 2023, 20)));
    // This month is not over, and would look like a fall.
    records.push(record(3, 1, (2024, 1), 10));
    of(records)
}

#[test]
fn a_fall_to_half_is_told_with_its_interval_worked_by_hand() {
    let found = found(&two_years(), &Asked::default()).unwrap();
    assert_eq!(found.now, (date(2023, 1, 1), date(2023, 12, 31)));
    assert_eq!(found.before, (date(2022, 1, 1), date(2022, 12, 31)));
    assert_eq!(
        (found.days, found.days_before, found.n_years_before),
        (365, 365, 1)
    );
    let fall = kind(&found, 0);
    assert_eq!(
        (fall.before, fall.now, fall.turn),
        (120, 60, YearTurn::Fewer)
    );
    // As in the documentation of `paired_rate_ratio`, checked in R.
    let ratio = fall.ratio.unwrap();
    assert!((ratio.value - 0.5).abs() < 1e-9);
    assert!(
        (ratio.lower - 0.346).abs() < 5e-3 && (ratio.upper - 0.715).abs() < 5e-3,
        "{ratio}"
    );
    // 120 + 7 + 240 before, and 60 + 11 + 48 + 240 now.
    assert_eq!((found.all.before, found.all.now), (367, 359));
    assert_eq!(found.all.turn, YearTurn::MayBeChance);
}

#[test]
fn from_seven_to_eleven_is_told_and_not_compared() {
    let few = kind(&found(&two_years(), &Asked::default()).unwrap(), 1);
    assert_eq!((few.before, few.now), (7, 11));
    assert_eq!((few.turn, few.ratio), (YearTurn::TooFew, None));
}

#[test]
fn of_none_before_no_percent_is_made_though_it_is_more() {
    let new = kind(&found(&two_years(), &Asked::default()).unwrap(), 2);
    assert_eq!((new.before, new.now), (0, 48));
    assert_eq!((new.turn, new.ratio), (YearTurn::More, None));
}

#[test]
fn areas_stand_beside_each_other_unless_one_is_chosen() {
    let picture = two_years();
    let all = found(&picture, &Asked::default()).unwrap();
    assert_eq!(all.areas.len(), 2);
    // Three kinds and two areas; the kind of eighteen is not judged.
    assert_eq!(all.n_judged, 5);
    let code = picture.areas.areas()[0].code.clone();
    let areas = vec![code];
    let one = found(
        &picture,
        &Asked {
            areas,
            ..Asked::default()
        },
    )
    .unwrap();
    assert_eq!((one.areas.len(), one.all.now), (0, 108));
}

#[test]
fn a_year_like_those_before_last_year_is_no_fall() {
    // Last year had three times as many as the three before it, and as this one.
    let usual = [2019, 2020, 2021, 2023]
        .into_iter()
        .flat_map(|year| monthly(0, 0, year, 10));
    let picture = of(usual.chain(monthly(0, 0, 2022, 30)).collect());
    let back = found(&picture, &Asked::default()).unwrap().all;
    assert_eq!(
        (back.before, back.now, back.turn),
        (360, 120, YearTurn::AsBefore)
    );
    let usual = back.usual.unwrap();
    assert!(usual.lower <= 120 && usual.n_years == 4, "{usual:?}");
}

#[test]
fn with_fewer_months_the_same_months_of_both_years_are_compared() {
    let picture = two_years();
    let asked = |from, to| Asked {
        from: Some(from),
        to: Some(to),
        ..Asked::default()
    };
    let spring = asked(date(2023, 2, 1), date(2023, 5, 20));
    let spring = found(&picture, &spring).unwrap();
    assert_eq!(spring.now, (date(2023, 2, 1), date(2023, 4, 30)));
    assert_eq!(spring.before.0, date(2022, 2, 1));
    assert_eq!(kind(&spring, 0).before, 30);
    let (found_n, needed) = (2, 3);
    let short = asked(date(2023, 2, 2), date(2023, 4, 30));
    let too_few = Err(Withheld::TooFewMonths {
        found: found_n,
        needed,
    });
    assert_eq!(found(&picture, &short), too_few);
    // The first year has none before it.
    let first = asked(date(2022, 1, 1), date(2022, 12, 31));
    let none = Err(Withheld::TooFewMonths { found: 0, needed });
    assert_eq!(found(&picture, &first), none);
}

#[test]
fn one_day_more_in_a_leap_year_is_no_rise() {
    // One a day at noon, every day of three years.
    let first = minute_of((2022, 12, 1), (12, 0)).unwrap();
    let days = (0..(31 + 365 + 366)).map(|day| Record {
        start_min: first + day * 24 * 60,
        ..record(0, 0, (2022, 12), 1)
    });
    let picture = of(days.collect());
    let today = date(2025, 1, 3);
    let asked = Asked::default();
    let found = picture
        .year_on_year(&asked, &picture.filter(&asked), today)
        .unwrap();
    assert_eq!((found.days, found.days_before), (366, 365));
    assert_eq!((found.all.now, found.all.before), (366, 365));
    assert!((found.all.ratio.unwrap().value - 1.0).abs() < 1e-12);
}

#[test]
fn of_many_kinds_that_chance_moves_few_are_called_changed() {
    // Each kind has 5 to 14 a month, by no rule that tells years apart.
    let of_kind = |kind: u16| {
        let year = move |year: u32| {
            (1..=12).flat_map(move |month| {
                let n = 5 + (u32::from(kind) * 7 + year * 13 + month * 29 + month * month * 3) % 10;
                (0..n).map(move |k| record(kind, 0, (year, month), 1 + k * 28 / n))
            })
        };
        year(2022).chain(year(2023))
    };
    let mut records: Vec<Record> = (0..23).flat_map(of_kind).collect();
    records.extend(monthly(23, 0, 2022, 5).chain(monthly(23, 0, 2023, 15)));
    let found = found(&of(records), &Asked::default()).unwrap();
    let clear = found
        .kinds
        .iter()
        .filter(|(_, row)| row.turn != YearTurn::MayBeChance);
    let clear: Vec<&str> = clear.map(|(id, _)| id.as_str()).collect();
    assert_eq!(clear, ["sort-23"]);
    // What is sure stands first.
    assert_eq!(found.kinds[0].0.as_str(), "sort-23");
}
