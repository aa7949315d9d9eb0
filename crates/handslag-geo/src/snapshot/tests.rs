use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::projection::{PlanePoint, Position};

fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(lat, lon).unwrap()
}

fn a_theft() -> Record {
    Record {
        start_min: minute_of((2023, 9, 1), (23, 0)).unwrap(),
        width_min: 0,
        category: 1,
        area: 0,
        position: Some(at(58.505, 13.157)),
        precision: Precision::Point,
        indoors: false,
        again: false,
        place: None,
    }
}

fn snapshot(records: &[Record]) -> Snapshot {
    Snapshot::build(Plane::sweden(), 1, records.iter().copied())
}

/// Few values of each kind, so that much coincides.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let widths = prop::sample::select(vec![0, 1, 59, 480, 4000, 65_534, 65_535, 700_000]);
    let position = prop_oneof![
        1 => Just(None),
        5 => (0..4, 0..4).prop_map(|(lat, lon)| {
            Some(at(58.5 + f64::from(lat) * 0.004, 13.15 + f64::from(lon) * 0.01))
        }),
        3 => (58.4..58.6, 13.0..13.3).prop_map(|(lat, lon)| Some(at(lat, lon))),
    ];
    let area = prop_oneof![Just(NO_AREA), 0..4_u16];
    let record = (
        64_000_000..64_400_000_u32,
        widths,
        0..5_u16,
        area,
        position,
        prop::sample::select(Precision::ALL.to_vec()),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.3),
        prop::option::of(0..4_u32),
    );
    let record = record.prop_map(
        |(start_min, width_min, category, area, position, precision, indoors, again, place)| {
            Record {
                start_min,
                width_min,
                category,
                area,
                position,
                precision,
                indoors,
                again,
                place,
            }
        },
    );
    prop::collection::vec(record, 0..120)
}

fn filters() -> impl Strategy<Value = Filter> {
    let time = (63_990_000..64_410_000_u32, 0..300_000_u32).prop_map(|(from, n)| from..from + n);
    let codes = |last: u16| {
        prop::collection::btree_set(0..last, 0..4).prop_map(|codes| codes.into_iter().collect())
    };
    let areas = prop_oneof![codes(5), Just(Codes::from_iter([NO_AREA, 1]))];
    let hours = (
        prop::collection::vec(0..8_u8, 0..7),
        prop::collection::vec(0..25_u8, 0..20),
    )
        .prop_map(|(days, hours)| HoursOfWeek::new(days, hours));
    let precisions = prop::collection::vec(prop::sample::select(Precision::ALL.to_vec()), 0..4)
        .prop_map(|precisions| precisions.into_iter().collect());
    let within = prop_oneof![
        Just(Within::Start),
        (0..70_000_u32).prop_map(Within::Whole),
        (0..70_000_u32).prop_map(Within::Across),
    ];
    (
        prop::option::weighted(0.4, time),
        prop::option::weighted(0.4, codes(6)),
        prop::option::weighted(0.4, areas),
        prop::collection::vec(regions(), 0..2),
        prop::option::weighted(0.3, hours),
        prop::option::weighted(0.3, precisions),
        prop::option::weighted(0.2, 0..70_000_u32),
        (prop::bool::weighted(0.3), within),
    )
        .prop_map(
            |(
                time,
                categories,
                areas,
                regions,
                hours,
                precisions,
                max_width_min,
                (once, within),
            )| Filter {
                time,
                within,
                categories,
                areas,
                regions,
                hours,
                precisions,
                max_width_min,
                once,
            },
        )
}

fn regions() -> impl Strategy<Value = Region> {
    (58.4..58.6, 13.0..13.3, 0.0..0.1, 0.0..0.1, any::<bool>()).prop_map(
        |(lat, lon, high, wide, flat)| {
            let (south_west, north_east) = (at(lat, lon), at(lat + high, lon + wide));
            let plane = Plane::sweden();
            if flat {
                let point = |position| plane.point(position).unwrap();
                Region::plane_box(point(south_west), point(north_east))
            } else {
                Region::degrees_box(&plane, south_west, north_east).unwrap()
            }
        },
    )
}

/// Where it may be drawn, the plain way.
fn drawn(record: &Record) -> Option<PlanePoint> {
    let may = record.precision <= Precision::NamedPlace && !record.indoors;
    let position = record.position.filter(|_| may)?;
    Some(Plane::sweden().point(position).unwrap())
}

/// Whether the filter asks for it, the plain way.
fn asked(filter: &Filter, record: &Record) -> bool {
    let (day, hour) = (record.start_min / 1440 % 7, record.start_min / 60 % 24);
    let inside =
        |region: &Region| drawn(record).is_some_and(|point| region.holds((point.x_cm, point.y_cm)));
    let time = filter.time.as_ref();
    let categories = filter.categories.as_ref();
    let areas = filter.areas.as_ref();
    time.is_none_or(|time| belongs(filter.within, time, record))
        && categories.is_none_or(|codes| codes.holds(record.category))
        && areas.is_none_or(|codes| codes.holds(record.area))
        && filter.regions.iter().all(inside)
        && filter
            .hours
            .is_none_or(|hours| hours.holds(day as u8, hour as u8))
        && filter
            .precisions
            .is_none_or(|wanted| wanted.holds(record.precision))
        && filter
            .max_width_min
            .is_none_or(|max| record.width_min <= max)
        && !(filter.once && record.again)
}

/// Whether a window belongs to a time, minute by minute at its ends.
fn belongs(within: Within, time: &std::ops::Range<u32>, record: &Record) -> bool {
    let (start, width) = (record.start_min, record.width_min);
    let last = start + width.max(1) - 1;
    let is_short = |longest: u32| width <= longest;
    let is_whole = time.contains(&start) && time.contains(&last);
    match within {
        Within::Start => time.contains(&start),
        Within::Whole(longest) if is_short(longest) => time.contains(&start),
        Within::Whole(_) => is_whole,
        Within::Across(longest) => {
            let meets = !time.is_empty() && start < time.end && last >= time.start;
            !is_short(longest) && meets && !is_whole
        }
    }
}

/// Every answer there is, for comparing two snapshots.
fn answers(snapshot: &Snapshot, filter: &Filter) -> impl PartialEq + std::fmt::Debug + use<> {
    let keys = [Key::Area, Key::Month, Key::Category];
    (
        snapshot.count(filter),
        snapshot.group(filter, &keys).unwrap(),
        snapshot.group(filter, &[Key::Weekday, Key::Hour]).unwrap(),
        snapshot.hours(filter),
        [-3, 0, 2].map(|size| snapshot.grid(filter, CellSize::doubled(size))),
        snapshot.concentration(filter, CellSize::QUARTER_KM, Some(900)),
        snapshot.points(filter),
        snapshot.located(filter),
        snapshot.top_points(filter, 3),
        snapshot.top_named_places(filter, 3).unwrap(),
    )
}

fn tally<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u32> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

proptest! {
    #[test]
    fn every_count_is_the_one_a_plain_loop_gives(records in records(), filter in filters()) {
        let snapshot = snapshot(&records);
        let wanted: Vec<_> = records.iter().filter(|record| asked(&filter, record)).collect();
        prop_assert_eq!(snapshot.count(&filter), wanted.len() as u64);

        let cube = snapshot.group(&filter, &[Key::Area, Key::Month, Key::Category]).unwrap();
        prop_assert_eq!(cube.total(), wanted.len() as u64);
        let none = cube.sizes[0] - 1;
        let groups = tally(wanted.iter().map(|record| {
            let area = if record.area == NO_AREA { none } else { usize::from(record.area) };
            let month = Month::of(record.start_min).0 - cube.first_month.0;
            [area, usize::from(month), usize::from(record.category)]
        }));
        for (group, count) in groups {
            prop_assert_eq!(cube.at(&group), count);
        }
    }

    #[test]
    fn every_point_is_the_one_a_plain_loop_gives(records in records(), filter in filters(), doublings in -4..4) {
        let snapshot = snapshot(&records);
        let wanted = records.iter().filter(|record| asked(&filter, record));
        let points: Vec<_> = wanted.filter_map(|record| Some((drawn(record)?, record))).collect();

        let size = CellSize::doubled(doublings);
        let squares = tally(points.iter().map(|(point, _)| size.square_of(*point)));
        let grid = snapshot.grid(&filter, size);
        let grid = grid.iter().map(|cell| ((cell.east, cell.north), cell.count)).collect();
        prop_assert_eq!(squares, grid);

        let ties = tally(points.iter().map(|(point, record)| (*point, record.category)));
        let found = snapshot.points(&filter).points;
        let found: BTreeMap<_, _> = found.iter().map(|tie| ((tie.point, tie.category), tie.count)).collect();
        prop_assert_eq!(ties, found);

        let located = tally(snapshot.located(&filter).into_iter());
        let expected = tally(points.iter().map(|&(point, record)| Located {
            point,
            start_min: record.start_min,
            width_min: record.width_min,
            category: record.category,
            area: record.area,
        }));
        prop_assert_eq!(located, expected);

        let by_point = tally(points.iter().map(|(point, _)| *point));
        let mut top: Vec<_> = by_point.into_iter().map(|(place, count)| TopPlace { place, count }).collect();
        top.sort_by_key(|top| (std::cmp::Reverse(top.count), top.place));
        top.truncate(4);
        prop_assert_eq!(snapshot.top_points(&filter, 4), top);
    }

    #[test]
    fn two_filters_ask_for_what_both_ask_for_in_any_order(
        records in records(), a in filters(), b in filters(), c in filters(),
    ) {
        // Two that ask in one way; what lies across a limit lies across one of them.
        let within = match a.within {
            Within::Across(_) => Within::Start,
            same => same,
        };
        let [a, b, c] = [a, b, c].map(|filter| Filter { within, ..filter });
        let snapshot = snapshot(&records);
        let both = records.iter().filter(|record| asked(&a, record) && asked(&b, record));
        prop_assert_eq!(snapshot.count(&a.and(&b)), both.count() as u64);
        prop_assert_eq!(answers(&snapshot, &a.and(&b)).eq(&answers(&snapshot, &b.and(&a))), true);
        let nested = a.and(&b).and(&c);
        prop_assert_eq!(snapshot.count(&nested), snapshot.count(&a.and(&b.and(&c))));
        prop_assert_eq!(snapshot.count(&a.and(&a)), snapshot.count(&a));
        prop_assert_eq!(a.and(&Filter { within, ..Filter::default() }), a);
    }

    #[test]
    fn groups_of_any_key_sum_to_the_count(records in records(), filter in filters()) {
        let snapshot = snapshot(&records);
        let n = snapshot.count(&filter);
        for key in [Key::Month, Key::Category, Key::Area, Key::Weekday, Key::Hour, Key::Place] {
            prop_assert_eq!(snapshot.group(&filter, &[key]).unwrap().total(), n);
        }
        prop_assert_eq!(snapshot.hours(&filter).total(), n);
        // Splitting the time loses nothing and counts nothing twice, where a
        // window counts where it starts.
        let filter = Filter { within: Within::Start, ..filter };
        let n = snapshot.count(&filter);
        let middle = 64_200_000;
        let halves = [0..middle, middle..u32::MAX].map(|time| {
            let half = Filter { time: Some(time), ..Filter::default() };
            snapshot.count(&filter.and(&half))
        });
        prop_assert_eq!(halves.iter().sum::<u64>(), n);
    }

    #[test]
    fn reports_that_came_later_count_as_if_they_had_been_there(
        early in records(), later in records(), last in records(), filter in filters(),
    ) {
        let grown = snapshot(&early).with(later.clone()).with(last.clone());
        let all: Vec<_> = early.into_iter().chain(later).chain(last).collect();
        let rebuilt = snapshot(&all);
        prop_assert_eq!(grown.n_rows(), rebuilt.n_rows());
        let months = |snapshot: &Snapshot| snapshot.time();
        prop_assert_eq!(months(&grown), months(&rebuilt));
        prop_assert_eq!(answers(&grown, &filter).eq(&answers(&rebuilt, &filter)), true);
    }

    #[test]
    fn what_was_corrected_or_withdrawn_counts_as_if_it_had_never_been_there(
        early in records(), later in records(), put_in in records(),
        gone in any::<prop::sample::Index>(), n_gone in 0..6_usize, filter in filters(),
    ) {
        let mut all: Vec<_> = early.iter().chain(&later).copied().collect();
        let n_gone = n_gone.min(all.len());
        let mut taken_out = Vec::new();
        for _ in 0..n_gone {
            taken_out.push(all.remove(gone.index(all.len())));
        }
        let grown = snapshot(&early).with(later);
        let changed = grown.changed(2, taken_out.clone(), put_in.clone()).unwrap();
        all.extend(put_in);
        let rebuilt = snapshot(&all);
        prop_assert_eq!(changed.n_rows(), rebuilt.n_rows());
        prop_assert_eq!(changed.time(), rebuilt.time());
        prop_assert_eq!(changed.extent(), rebuilt.extent());
        prop_assert_eq!(answers(&changed, &filter).eq(&answers(&rebuilt, &filter)), true);
        // One that is not there cannot be taken out.
        let never = Record { start_min: 1, ..a_theft() };
        prop_assert!(changed.changed(3, [never], []).is_none());
    }

    #[test]
    fn a_centre_of_area_coordinate_is_never_a_point_on_any_map(
        records in records(), filter in filters(),
    ) {
        // All at one coordinate: that of a town, an area, or a building.
        let hidden = records.iter().map(|record| Record {
            position: Some(at(58.505, 13.157)),
            precision: if record.indoors { record.precision } else { Precision::Municipality },
            ..*record
        });
        let hidden: Vec<_> = hidden.collect();
        let snapshot = snapshot(&hidden);
        prop_assert_eq!(snapshot.n_located(), 0);
        prop_assert_eq!(snapshot.grid(&filter, CellSize::KM), []);
        prop_assert_eq!(snapshot.points(&filter).points, []);
        prop_assert_eq!(snapshot.located(&filter), []);
        prop_assert_eq!(snapshot.top_points(&filter, 5), []);
        let around = Region::degrees_box(snapshot.plane(), at(58.0, 13.0), at(59.0, 14.0)).unwrap();
        let around = Filter { regions: vec![around], ..Filter::default() };
        prop_assert_eq!(snapshot.count(&filter.and(&around)), 0);
        // They are counted by time and area all the same.
        prop_assert_eq!(snapshot.count(&Filter::default()), hidden.len() as u64);
    }

    #[test]
    fn an_hour_gets_of_a_window_what_it_holds_of_its_minutes(
        start in 0..40_000_u32, width in 1..30_000_u32,
    ) {
        let snapshot = snapshot(&[Record { start_min: start, width_min: width, ..a_theft() }]);
        let matrix = snapshot.hours(&Filter::default());
        let mut minutes = [0_u32; 168];
        for minute in start..start + width {
            minutes[minute as usize / 60 % 168] += 1;
        }
        for (hour, &minutes) in minutes.iter().enumerate() {
            let expected = f64::from(minutes) / f64::from(width);
            // What does not divide evenly falls on the first minute: below 1e-5.
            prop_assert!((matrix.at(hour / 24, hour % 24) - expected).abs() < 1e-5);
        }
        prop_assert_eq!(matrix.total(), 1);
    }
}

#[test]
fn a_window_from_friday_evening_to_saturday_night_is_shared_by_its_hours() {
    // 1 September 2023 was a Friday.
    let theft = Record {
        width_min: 180,
        ..a_theft()
    };
    let matrix = snapshot(&[theft]).hours(&Filter::default());
    for (weekday, hour, expected) in [(4, 23, 1.0), (5, 0, 1.0), (5, 1, 1.0), (5, 2, 0.0)] {
        assert!((matrix.at(weekday, hour) - expected / 3.0).abs() < 1e-6);
    }
}

#[test]
fn a_window_counts_when_it_starts_in_the_time_asked_for_whose_end_is_not_in_it() {
    let theft = Record {
        width_min: 180,
        ..a_theft()
    };
    let snapshot = snapshot(&[theft]);
    let start = theft.start_min;
    for (time, expected) in [
        (start..u32::MAX, 1),
        (start + 1..u32::MAX, 0),
        (start..start + 1, 1),
        (start - 60..start, 0),
        (start..start, 0),
    ] {
        let filter = Filter {
            time: Some(time.clone()),
            ..Filter::default()
        };
        assert_eq!(snapshot.count(&filter), expected, "{time:?}");
    }
}

/// Worked by hand: ten squares with 50, 9, 8, 7, 6, 5, 5, 4, 3 and 3.
#[test]
fn half_of_all_lies_in_the_tenth_of_squares_with_most() {
    let counts = [50, 9, 8, 7, 6, 5, 5, 4, 3, 3];
    let mut records = Vec::new();
    for (square, n) in (0..).zip(counts) {
        let (x_m, y_m) = (400_500.0 + 1000.0 * f64::from(square), 6_485_500.0);
        let point = PlanePoint::from_metres(x_m, y_m);
        let position = Some(Plane::sweden().position(point).unwrap());
        let theft = Record {
            position,
            ..a_theft()
        };
        records.extend(std::iter::repeat_n(theft, n));
    }
    let snapshot = snapshot(&records);
    let found = snapshot.concentration(&Filter::default(), CellSize::KM, Some(100));
    assert_eq!((found.n, found.n_used_cells), (100, 10));
    let shares = |tops: &[TopShare]| tops.iter().map(|top| top.share).collect::<Vec<_>>();
    // Of the ten squares with any, 1 % is a tenth of the first square.
    assert_eq!(shares(&found.of_used_cells), [0.05, 0.25, 0.5]);
    // Of all hundred, the top five are 50 + 9 + 8 + 7 + 6, and ten are all.
    assert_eq!(shares(&found.of_all_cells.unwrap()), [0.5, 0.8, 1.0]);
}

#[test]
fn a_row_takes_sixteen_bytes_or_less() {
    let snapshot = Snapshot::build(Plane::sweden(), 1, made(100_000));
    let a_row = snapshot.n_bytes() as f64 / snapshot.n_rows() as f64;
    assert!(a_row <= 16.0, "{a_row}");
}

#[test]
fn answers_are_the_same_on_any_number_of_threads() {
    let snapshot = Snapshot::build(Plane::sweden(), 1, made(400_000));
    let box_ = Region::degrees_box(snapshot.plane(), at(58.45, 13.05), at(58.55, 13.25));
    let filters = [
        Filter::default(),
        Filter {
            regions: vec![box_.unwrap()],
            categories: Some([1, 3].into_iter().collect()),
            ..Filter::default()
        },
    ];
    let on = |n_threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads);
        let pool = pool.build().unwrap();
        pool.install(|| filters.each_ref().map(|filter| answers(&snapshot, filter)))
    };
    let alone = on(1);
    assert!(on(2) == alone);
    assert!(on(5) == alone);
}

#[test]
fn a_tag_changes_with_the_rows_and_with_the_filter() {
    let one = snapshot(&[a_theft()]);
    let more = one.with([a_theft()]);
    let rebuilt = Snapshot::build(Plane::sweden(), 2, [a_theft()]);
    let all = Filter::default();
    let none = Filter {
        categories: Some(Codes::default()),
        ..Filter::default()
    };
    let tags = [
        one.tag(&all),
        more.tag(&all),
        rebuilt.tag(&all),
        one.tag(&none),
    ];
    assert_eq!(tags.iter().collect::<BTreeSet<_>>().len(), 4);
    assert_eq!(one.tag(&all), snapshot(&[a_theft()]).tag(&all));
}

#[test]
fn too_many_groups_are_refused_and_not_counted() {
    let far = Record {
        place: Some(u32::MAX - 1),
        ..a_theft()
    };
    let snapshot = snapshot(&[far]);
    let refused = snapshot.group(&Filter::default(), &[Key::Place]);
    assert_eq!(refused.unwrap_err().n_groups, 1 << 32);
}

#[test]
fn an_empty_snapshot_answers_with_nothing() {
    let empty = snapshot(&[]);
    let all = Filter::default();
    assert_eq!(empty.count(&all), 0);
    assert_eq!(empty.time(), None);
    assert_eq!(empty.grid(&all, CellSize::KM), []);
    let found = empty.concentration(&all, CellSize::KM, None);
    assert_eq!(found.of_used_cells[0].share, 0.0);
    assert_eq!(empty.group(&all, &[Key::Month]).unwrap().total(), 0);
}

/// Records as if by chance, the same each time.
fn made(n: u32) -> impl Iterator<Item = Record> {
    (0..n).map(|i| {
        // A multiplicative hash spreads consecutive numbers.
        let chance = |salt: u32| (i.wrapping_add(salt)).wrapping_mul(2_654_435_761) >> 8;
        Record {
            start_min: 64_000_000 + chance(1) % 1_000_000,
            width_min: [0, 0, 60, 480][(i % 4) as usize],
            category: (chance(2) % 8) as u16,
            area: (chance(3) % 20) as u16,
            position: Some(Position {
                lat_e7: 584_000_000 + (chance(4) % 2_000_000) as i32,
                lon_e7: 130_000_000 + (chance(5) % 3_000_000) as i32,
            }),
            precision: Precision::ALL[(i % 16 / 12) as usize],
            indoors: false,
            again: false,
            place: None,
        }
    })
}

#[test]
fn a_report_of_twelve_windows_is_twelve_that_are_counted_and_one_that_gathers() {
    let theft = a_theft();
    let again = Record {
        again: true,
        ..theft
    };
    let rows: Vec<Record> = std::iter::once(theft)
        .chain(std::iter::repeat_n(again, 11))
        .collect();
    let snapshot = snapshot(&rows);
    let once = Filter {
        once: true,
        ..Filter::default()
    };
    assert_eq!(snapshot.count(&Filter::default()), 12);
    assert_eq!(snapshot.count(&once), 1);
    assert_eq!(snapshot.hours(&once).total(), 1);
    assert_eq!(snapshot.located(&once).len(), 1);
    // Taken out as it came in, all twelve go.
    let gone = snapshot.changed(2, rows, []).unwrap();
    assert_eq!(gone.count(&Filter::default()), 0);
}

#[test]
fn what_is_known_to_its_month_is_in_its_month_and_on_no_day_of_it() {
    let day = |day: u32| minute_of((2023, 7, day), (0, 0)).unwrap();
    let july = Record {
        start_min: day(1),
        width_min: 31 * 1440,
        ..a_theft()
    };
    let night = Record {
        start_min: day(3) - 120,
        width_min: 600,
        ..a_theft()
    };
    let snapshot = snapshot(&[july, night]);
    let n = |from: u32, to: u32, within| {
        let time = Some(day(from)..day(to) + 1440);
        snapshot.count(&Filter {
            time,
            within,
            ..Filter::default()
        })
    };
    assert_eq!(n(1, 31, Within::Whole(1440)), 2);
    // A night counts on the day when it begins.
    assert_eq!([1, 2, 3].map(|d| n(d, d, Within::Whole(1440))), [0, 1, 0]);
    assert_eq!(n(2, 30, Within::Whole(1440)), 1);
    assert_eq!(
        [
            n(1, 1, Within::Across(1440)),
            n(2, 30, Within::Across(1440))
        ],
        [1, 1]
    );
    assert_eq!(n(1, 31, Within::Across(1440)), 0);
}
