//! What is judged of whole series: what chance gives is not called unusual, nor
//! said to have happened before.

use handslag_geo::snapshot::{Codes, Month, Precision, Record, minute_of};
use handslag_stats::series::unusual_last;
use jiff::civil::date;

use super::super::analysis::tests::{of, of_sources};
use super::super::{MonthRow, YearTurn};
use super::judged::TAIL;
use super::*;

/// Five years of months about ten, and a last one that has forty.
fn rising() -> Vec<u64> {
    let usual = [8, 12, 10, 9, 11, 10, 13, 7];
    let months = usual.into_iter().cycle().take(60);
    months.chain([40]).collect()
}

fn novelty_of(counts: Vec<u64>) -> Option<Novelty> {
    let series = Series {
        category: 0,
        area: None,
        counts: counts.into_iter().map(Some).collect(),
    };
    novelty(&judge(vec![series], 12)[0].judged)
}

#[test]
fn a_month_that_was_just_outside_last_year_does_not_make_a_rise_recurring() {
    let mut counts = rising();
    assert_eq!(novelty_of(counts.clone()), Some(Novelty::New));
    let past: Vec<Option<u64>> = counts[..=54].iter().copied().map(Some).collect();
    let upper = unusual_last(&past, 12, TAIL).unwrap().upper;
    counts[54] = upper + 1;
    assert_eq!(novelty_of(counts.clone()), Some(Novelty::New));
    counts[54] = 3 * upper;
    assert_eq!(novelty_of(counts), Some(Novelty::Recurring));
}

/// So many of a kind in each of the given months, on their first 28 days.
fn monthly(category: u16, year: u32, months: std::ops::RangeInclusive<u32>, n: u32) -> Vec<Record> {
    let of_month = |month: u32| {
        (0..n).map(move |k| Record {
            start_min: minute_of((year, month, 1 + k * 28 / n), (12, k % 60)).unwrap(),
            width_min: 0,
            category,
            area: 0,
            position: None,
            precision: Precision::Area,
            indoors: false,
            place: None,
            again: false,
        })
    };
    months.flat_map(of_month).collect()
}

/// Four years of kind 0 about thirty a month and kind 1 of five; from October of
/// the last one forty of kind 1.
fn four_years() -> Vec<Record> {
    let usual = (2020..=2023).flat_map(|year| {
        let odd = (1..=12).flat_map(move |month| monthly(0, year, month..=month, 28 + month % 5));
        let few = (1..=9).flat_map(move |month| monthly(1, year, month..=month, 4 + month % 3));
        odd.chain(few)
    });
    let before = (2020..=2022).flat_map(|year| monthly(1, year, 10..=12, 5));
    usual
        .chain(before)
        .chain(monthly(1, 2023, 10..=12, 40))
        .collect()
}

const TODAY: Date = date(2026, 11, 26);

fn told(records: Vec<Record>, from: Option<Date>) -> Since {
    let picture = of(records);
    let order = SinceOrder { from };
    picture.made_since(&Asked::default(), order, TODAY).unwrap()
}

fn kind(since: &Since, number: usize) -> &SinceItem {
    let name = format!("sort-{number}");
    let found = since.items.iter().find(|one| one.category.as_str() == name);
    found.unwrap_or_else(|| panic!("{since:#?}"))
}

#[test]
fn so_it_has_been_since_autumn_and_not_all_the_half_year_before() {
    // In March there were many for some days, so that the half year is outside too.
    let mut records = four_years();
    records.extend(monthly(1, 2023, 3..=3, 20));
    let since = told(records, Some(date(2020, 1, 1)));
    let rise = kind(&since, 1);
    assert_eq!(rise.novelty, Novelty::Recurring);
    assert_eq!((rise.run.n, rise.run.days), (3, 30), "{rise:#?}");
    assert!(
        (date(2023, 9, 25)..=date(2023, 10, 5)).contains(&rise.run.since),
        "{rise:#?}"
    );
}

#[test]
fn one_report_after_years_of_silence_neither_hides_what_is_new_nor_makes_zeros() {
    let (before, mut records) = (told(four_years(), None), four_years());
    let report = Record {
        start_min: minute_of((2026, 11, 26), (9, 0)).unwrap(),
        ..records[0]
    };
    records.push(report);
    let after = told(records.clone(), None);
    assert_eq!(after.to, before.to);
    assert_eq!((before.n_after, after.n_after), (0, 1));
    assert_eq!(after.items, before.items);
    assert!(kind(&after, 1).is_more());
    let picture = of(records);
    let trend = |picture: &IncidentPicture| {
        let trend = picture.trend(&Filter::default(), TODAY);
        let unusual = trend.months.iter().filter(|month| month.is_unusual());
        let unusual: Vec<String> = unusual.map(|month| month.month.clone()).collect();
        (trend, unusual)
    };
    let (now, unusual) = trend(&picture);
    assert_eq!(unusual, trend(&of(four_years())).1);
    let of_2025 = now
        .months
        .iter()
        .filter(|row| row.month.starts_with("2025"));
    let of_2025: Vec<_> = of_2025.collect();
    assert_eq!(of_2025.len(), 12);
    assert!(
        of_2025
            .iter()
            .all(|row| !row.is_counted && row.expected.is_none())
    );
}

#[test]
fn when_reports_go_on_after_a_silence_the_years_between_are_not_learnt_from() {
    let mut records = four_years();
    records.extend(monthly(0, 2026, 5..=10, 30));
    records.extend(monthly(1, 2026, 5..=10, 5));
    let since = told(records, None);
    assert_eq!(since.to, date(2026, 10, 28));
    let unusual = since.items.iter();
    let unusual: Vec<_> = unusual
        .filter(|one| one.novelty != Novelty::NotUnusual)
        .collect();
    assert!(unusual.is_empty(), "{unusual:#?}");
}

/// What is said of kind 1 in December 2023, and month by month. Each period of
/// thirty days has the days of one month that have any of it.
fn december_in_both(mut records: Vec<Record>) -> (SinceItem, Vec<MonthRow>) {
    for record in &mut records {
        let month = Month::of(record.start_min).first_minute();
        record.start_min = month + 5 * 24 * 60 + (record.start_min - month) / 2;
    }
    records.extend((2020..=2023).flat_map(|year| monthly(0, year, 1..=12, 40)));
    records.push(Record {
        start_min: minute_of((2023, 12, 30), (12, 0)).unwrap(),
        ..records[records.len() - 1]
    });
    let picture = of(records);
    let order = SinceOrder::default();
    let since = picture.made_since(&Asked::default(), order, TODAY).unwrap();
    assert_eq!(since.from, date(2023, 12, 1));
    let trend = picture.trend(&of_kind(1), TODAY);
    (kind(&since, 1).clone(), trend.months)
}

fn of_kind(number: u16) -> Filter {
    Filter {
        categories: Some([number].into_iter().collect::<Codes>()),
        ..Filter::default()
    }
}

#[test]
fn a_month_that_may_be_chance_is_no_earlier_period_of_what_recurs() {
    let mut of_both = Vec::new();
    for n in 6..=16 {
        let usual = (2020..=2023).flat_map(|year| {
            let n = move |month: u32| 4 + (month * 7 + year) % 3;
            (1..=12).flat_map(move |month| monthly(1, year, month..=month, n(month)))
        });
        let is_autumn =
            |record: &Record| record.start_min >= minute_of((2023, 10, 1), (0, 0)).unwrap();
        let mut records: Vec<Record> = usual.filter(|record| !is_autumn(record)).collect();
        records.extend(monthly(1, 2023, 10..=10, n));
        records.extend(monthly(1, 2023, 11..=12, 40));
        let (item, months) = december_in_both(records);
        let october = &months[45];
        assert_eq!(october.month, "2023-10");
        assert_eq!(
            item.run.n >= 3,
            october.is_unusual(),
            "{n}: {item:#?} {october:#?}"
        );
        of_both.push(october.is_unusual());
    }
    assert!(of_both.contains(&true) && of_both.contains(&false));
}

#[test]
fn when_the_register_of_a_kind_ends_it_is_no_fall_though_others_tell_on() {
    // The police's file ends with 2023; of lamps the municipality tells on.
    let file = (2020..=2023).flat_map(|year| {
        (1..=12).flat_map(move |month| monthly(0, year, month..=month, 28 + month % 5))
    });
    let lamps = (2020..=2025).flat_map(|year| {
        (1..=12).flat_map(move |month| monthly(1, year, month..=month, 30 + month % 4))
    });
    let (file, lamps): (Vec<Record>, Vec<Record>) = (file.collect(), lamps.collect());
    let picture = of_sources(vec![("polisens fil", file), ("felanmälan", lamps)]);
    let since = picture.made_since(&Asked::default(), SinceOrder::default(), TODAY);
    let since = since.unwrap();
    assert_eq!(since.to, date(2025, 12, 28));
    assert!(
        since
            .items
            .iter()
            .all(|item| item.category.as_str() != "sort-0")
    );
    assert_eq!((since.n_judged, since.n_silent), (1, 1));
    let months = picture.trend(&of_kind(0), TODAY).months;
    let mut after = months.iter().filter(|row| row.month.as_str() > "2023-12");
    assert!(after.all(|row| !row.is_counted && row.expected.is_none()));
    let years = |number| {
        let asked = Asked {
            categories: vec![CategoryId(format!("sort-{number}"))],
            ..Asked::default()
        };
        picture
            .year_on_year(&asked, &of_kind(number), TODAY)
            .unwrap()
    };
    assert_eq!(years(0).now.1, date(2023, 12, 31));
    assert_ne!(years(0).all.turn, YearTurn::Fewer);
    assert_eq!(years(1).now.1, date(2025, 12, 31));
}

#[test]
fn a_kind_whose_register_ends_is_not_judged_where_one_report_came_after_it() {
    let file: Vec<Record> = (2020..=2023)
        .flat_map(|year| monthly(0, year, 1..=12, 30))
        .collect();
    let mut others: Vec<Record> = (2020..=2025)
        .flat_map(|year| monthly(1, year, 1..=12, 30))
        .collect();
    others.extend(monthly(0, 2025, 12..=12, 1));
    let picture = of_sources(vec![("polisens fil", file), ("rapporter", others)]);
    let since = picture.made_since(&Asked::default(), SinceOrder::default(), TODAY);
    let since = since.unwrap();
    assert!(
        since
            .items
            .iter()
            .all(|item| item.category.as_str() != "sort-0")
    );
    assert_eq!((since.n_judged, since.n_silent), (1, 1));
    // Its months after the file are none that anybody counted.
    let months = picture.trend(&of_kind(0), TODAY).months;
    let after = months.iter().filter(|row| row.month.as_str() > "2023-12");
    assert!(after.clone().all(|row| row.expected.is_none()));
    assert_eq!(after.filter(|row| row.is_counted).count(), 1);
}

#[test]
fn a_month_has_one_range_in_what_is_new_and_month_by_month() {
    // A slight rise over the years, which a looser rule would carry on.
    let years = (0..4).flat_map(|year| {
        let n = move |month: u32| 1 + year + (month * 7 + year) % 3;
        (1..=12).flat_map(move |month| monthly(1, 2020 + year, month..=month, n(month)))
    });
    let records = years.chain(monthly(1, 2023, 12..=12, 20)).collect();
    let (item, months) = december_in_both(records);
    let december = months.last().unwrap();
    assert_eq!(
        (december.month.as_str(), u64::from(december.n)),
        ("2023-12", item.n)
    );
    let expected = december.expected.unwrap();
    assert_eq!((expected.lower, expected.upper), (item.lower, item.upper));
}
