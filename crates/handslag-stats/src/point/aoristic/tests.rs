use super::*;
use proptest::prelude::*;
use std::path::Path;

fn time(text: &str) -> CivilTime {
    text.parse().unwrap()
}

fn window(start: &str, end: &str) -> TimeWindow {
    TimeWindow {
        start: time(start),
        end: Some(time(end)),
    }
}

#[test]
fn days_of_the_week_are_those_of_the_calendar() {
    for (text, hour) in [
        ("1970-01-05T00:00:00", 0),
        ("1970-01-01T00:00:00", 72),         // a Thursday
        ("2000-02-29 12:59:59", 24 + 12),    // a Tuesday
        ("2024-12-31T23:00", 24 + 23),       // a Tuesday
        ("1900-03-01T00:00:00", 72),         // a Thursday
        ("1582-10-15T07:00:00", 4 * 24 + 7), // a Friday, the calendar's first
        ("2026-11-29T23:59:59", 167),        // a Sunday
    ] {
        assert_eq!(time(text).hour_of_week(), hour, "{text}");
    }
}

#[test]
fn what_no_clock_shows_is_refused() {
    for text in [
        "",
        "2023-02-29T00:00:00",
        "2024-04-31T00:00:00",
        "2024-00-01T00:00:00",
        "2024-13-01T00:00:00",
        "2024-01-01T24:00:00",
        "2024-01-01T10:60:00",
        "2024-01-01",
        "2024-01-01T10",
        "2024-01-01T10:00:00Z",
        "2024-01-01T10:00:00+01:00",
        "2024-01-01T10:00:00.5",
        "2024-01-+1T10:00:00",
    ] {
        assert!(text.parse::<CivilTime>().is_err(), "{text}");
    }
}

#[test]
fn a_window_without_length_is_in_its_hour() {
    let start = time("2024-03-15T13:42:41");
    for end in [None, Some(start), Some(time("2024-03-15T10:00:00"))] {
        assert_eq!(hours_of_week(TimeWindow { start, end }), [(109, 1.0)]);
    }
}

#[test]
fn a_week_says_nothing_of_the_hour_and_a_second_less_nearly_nothing() {
    let week = hours_of_week(window("2024-04-26T02:28:15", "2024-05-03T02:28:15"));
    assert!(week.len() == 168 && week.iter().all(|&(_, w)| w == 1.0 / 168.0));
    let less = hours_of_week(window("2024-04-26T02:28:15", "2024-05-03T02:28:14"));
    assert_eq!(less.len(), 168);
    // The start's hour is met at both ends: all but one second of it.
    assert_eq!(less[98], (98, 3599.0 / (168.0 * 3600.0 - 1.0)));
}

#[test]
fn a_window_over_sunday_night_goes_on_on_monday() {
    let hours = hours_of_week(window("2024-03-17T23:30:00", "2024-03-18T00:30:00"));
    assert_eq!(hours, [(0, 0.5), (167, 0.5)]);
}

#[test]
fn long_windows_are_counted_and_nothing_is_no_answer() {
    let day = window("2024-03-17T12:00:00", "2024-03-18T12:00:00");
    let longer = window("2024-03-17T12:00:00", "2024-03-18T12:00:01");
    let week = window("2024-03-17T12:00:00", "2024-03-24T12:00:00");
    let open = TimeWindow { end: None, ..day };
    let found = aoristic(&[day, longer, week, open]).unwrap();
    assert_eq!(found.share_longer_than_a_day(), 0.5);
    assert_eq!((found.a_week_or_more, found.at_start_only), (1, 1));
    assert_eq!(
        found.to_string(),
        "4 windows, 50 % of them longer than a day"
    );
    assert_eq!(aoristic(&[]), Err(AoristicError::NoWindows));
}

#[test]
fn shared_burglaries_fall_in_the_hours_published() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/facit-rumslig/aoristik-dc");
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        eprintln!(
            "NOT RUN: shared_burglaries_fall_in_the_hours_published: shared data is not beside the checkout"
        );
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut rows = csv::Reader::from_path(folder.join("dcburglaries.csv")).unwrap();
    let windows: Vec<TimeWindow> = rows
        .records()
        .map(|row| {
            let row = row.unwrap();
            TimeWindow {
                start: time(&row[2]),
                end: row[3].parse().ok(),
            }
        })
        .collect();
    let without_end = windows.iter().filter(|w| w.end.is_none()).count();
    assert_eq!(
        without_end as u64,
        expected["without_end"].as_u64().unwrap()
    );
    let found = aoristic(&windows).unwrap().by_day_and_hour();
    for (day, name) in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .iter()
        .enumerate()
    {
        for (hour, &weight) in found[day].iter().enumerate() {
            let published = expected["weights_by_weekday_hour"][name][hour]
                .as_f64()
                .unwrap();
            // Published with three decimals.
            assert!(
                (weight - published).abs() <= 0.001,
                "{name} {hour}: {weight}"
            );
        }
    }
}

proptest! {
    #[test]
    fn the_weight_is_one_however_it_is_spread(start in 0i64..2_000_000_000, length in -10i64..700_000) {
        let start = CivilTime { seconds: start };
        let end = Some(CivilTime { seconds: start.seconds + length });
        let hours = hours_of_week(TimeWindow { start, end });
        let total: f64 = hours.iter().map(|&(_, weight)| weight).sum();
        prop_assert!((total - 1.0).abs() < 1e-12);
        prop_assert!(hours.is_sorted_by(|a, b| a.0 < b.0));
    }
}
