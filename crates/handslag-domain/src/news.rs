//! The police's published event notices: what was written, about where, and when it happened.
//!
//! Notices are a selection made by press officers. They are shown as news beside
//! a promise, never counted as a measure and never drawn as points: the
//! position that comes with them is the centre of a municipality or a county,
//! so there is no field for it here.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::municipality::{County, CountyCode, Municipality, MunicipalityCode};

/// An event notice, as last seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// The police's own number for it.
    pub id: i64,
    /// When it was published or last changed; not when it happened.
    pub published: Timestamp,
    /// The same moment on Swedish clocks, as written in the notice.
    pub published_local: DateTime,
    /// The heading as written: "03 april 11:10, Brand, Lidköping".
    pub name: String,
    /// The parts of the heading, or `None` if it is written in a new way.
    pub title: Option<Title>,
    /// When it happened, on Swedish clocks; see [`Title::occurred`].
    pub occurred: Option<DateTime>,
    /// The police's label for the kind of event, such as "Brand".
    pub kind: String,
    /// Whether it sums up several events ("Sammanfattning natt"), so that it
    /// must not be counted as one.
    pub is_summary: bool,
    /// The text of at most some 110 characters, tidied for reading.
    pub summary: String,
    /// The text as it came.
    pub summary_as_written: String,
    /// The notice's page: a path on the police's site.
    pub url: String,
    /// The name of the area it is filed under: a municipality or a county.
    pub location_name: String,
    /// The municipality, if the area or else the end of the heading is one.
    pub municipality: Option<MunicipalityCode>,
    /// The county, if the municipality, the area or the end of the heading says it.
    pub county: Option<CountyCode>,
}

/// What the police's interface says of a notice, before anything is concluded from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedNotice {
    /// The police's own number.
    pub id: i64,
    /// When it was published or last changed.
    pub published: Timestamp,
    /// The same on Swedish clocks.
    pub published_local: DateTime,
    /// The heading as written.
    pub name: String,
    /// The label of its kind, as written.
    pub kind: String,
    /// The text, tidied.
    pub summary: String,
    /// The text as written.
    pub summary_as_written: String,
    /// Path on the police's site.
    pub url: String,
    /// The area it is filed under.
    pub location_name: String,
}

/// One version of a notice that was changed after it was first published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NoticeVersion {
    /// The notice as it read then.
    pub notice: Notice,
    /// 0 for the first version seen, then 1, 2, …
    pub version: u32,
    /// When this version was first seen.
    pub seen: Timestamp,
}

/// The parts of a heading: "03 april 11:10, Brand, Lidköping".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Title {
    /// Day of the month, 1 to 31.
    pub day: i8,
    /// Month, 1 to 12.
    pub month: i8,
    /// The time as written: "11:10" until November 2023, "11.10" after.
    pub time_as_written: String,
    /// The time that means.
    pub time: Time,
    /// The kind as written in the heading; it can differ from the notice's kind
    /// when that was changed afterwards.
    pub kind: String,
    /// The last part: a municipality, county, town or several places; can be empty.
    pub suffix: String,
}

impl Notice {
    /// Draws the conclusions: heading, time, municipality and county.
    #[must_use]
    pub fn new(published: PublishedNotice) -> Self {
        let kind = published.kind.trim().to_owned();
        let title = Title::parse(&published.name, &kind);
        let suffix = title.as_ref().map_or("", |t| &t.suffix);
        let municipality = Municipality::by_name(&published.location_name)
            .or_else(|| Municipality::by_name(suffix))
            .map(|m| m.code);
        let county = municipality.map(MunicipalityCode::county).or_else(|| {
            County::by_name(&published.location_name)
                .or_else(|| County::by_name(suffix))
                .map(|c| c.code)
        });
        Self {
            id: published.id,
            published: published.published,
            published_local: published.published_local,
            occurred: title
                .as_ref()
                .and_then(|t| t.occurred(published.published_local)),
            is_summary: kind.starts_with("Sammanfattning"),
            name: published.name,
            title,
            kind,
            summary: published.summary,
            summary_as_written: published.summary_as_written,
            url: published.url,
            location_name: published.location_name,
            municipality,
            county,
        }
    }
}

impl Title {
    /// Splits a heading; `kind` is the label of the notice, which may itself
    /// contain a comma ("Trafikolycka, personskada").
    ///
    /// `None` if the heading does not begin with a day, a Swedish month and a
    /// time, or has no kind.
    #[must_use]
    pub fn parse(name: &str, kind: &str) -> Option<Self> {
        let (moment, rest) = name.trim_start().split_once(',')?;
        let mut words = moment.split_whitespace();
        let day: i8 = words.next()?.parse().ok()?;
        let month = month_number(words.next()?)?;
        let time_as_written = words.next()?;
        let time = clock_time(time_as_written)?;
        if !(1..=31).contains(&day) || words.next().is_some() {
            return None;
        }
        let (kind, suffix) = kind_and_suffix(rest.trim(), kind)?;
        Some(Self {
            day,
            month,
            time_as_written: time_as_written.to_owned(),
            time,
            kind: kind.to_owned(),
            suffix: suffix.to_owned(),
        })
    }

    /// When it happened, on Swedish clocks.
    ///
    /// The heading has no year. It is taken as the year that brings the event
    /// nearest to the publication, so that 31 December published in January
    /// is last year and a warning in December for 1 January is next year.
    /// `None` if there is no such day near the publication (29 February).
    #[must_use]
    pub fn occurred(&self, published_local: DateTime) -> Option<DateTime> {
        let year = published_local.year();
        [year.checked_sub(1)?, year, year.checked_add(1)?]
            .into_iter()
            .filter_map(|year| Date::new(year, self.month, self.day).ok())
            .map(|day| day.to_datetime(self.time))
            .min_by_key(|occurred| published_local.duration_since(*occurred).abs())
            .filter(|occurred| published_local.duration_since(*occurred).abs() <= HALF_A_YEAR)
    }
}

/// 184 days: the nearest of three consecutive years is never further away,
/// unless the day exists in leap years only.
const HALF_A_YEAR: jiff::SignedDuration = jiff::SignedDuration::from_hours(184 * 24);

/// "Brand, Lidköping" → ("Brand", "Lidköping").
fn kind_and_suffix<'a>(rest: &'a str, kind: &str) -> Option<(&'a str, &'a str)> {
    if let Some(after) = rest.strip_prefix(kind) {
        // A kind can end in a space in the source, so there may be one before the comma.
        if let Some(suffix) = after.trim_start().strip_prefix(',') {
            return Some((&rest[..kind.len()], suffix.trim()));
        }
    }
    // The kind was changed after the heading was written.
    let (kind, suffix) = rest.rsplit_once(',')?;
    Some((kind.trim(), suffix.trim()))
}

fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| *name == word)
        .map(|(n, _)| n)
}

fn clock_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.'])?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;
    use proptest::prelude::*;

    fn notice(name: &str, kind: &str, location_name: &str, published_local: DateTime) -> Notice {
        Notice::new(PublishedNotice {
            id: 1,
            published: jiff::tz::offset(1).to_timestamp(published_local).unwrap(),
            published_local,
            name: name.to_owned(),
            kind: kind.to_owned(),
            summary: String::new(),
            summary_as_written: String::new(),
            url: String::new(),
            location_name: location_name.to_owned(),
        })
    }

    fn in_january(name: &str, kind: &str, location_name: &str) -> Notice {
        notice(
            name,
            kind,
            location_name,
            datetime(2026, 1, 25, 12, 0, 0, 0),
        )
    }

    fn parts(name: &str, kind: &str) -> (String, String) {
        let title = Title::parse(name, kind).unwrap();
        (title.kind, title.suffix)
    }

    #[test]
    fn both_time_separators_and_a_bare_day_are_read() {
        for name in [
            "03 april 11:10, Brand, Lidköping",
            "3 april 11.10, Brand, Lidköping",
        ] {
            let title = Title::parse(name, "Brand").unwrap();
            assert_eq!((title.day, title.month), (3, 4));
            assert_eq!(title.time, Time::constant(11, 10, 0, 0));
            assert_eq!((&*title.kind, &*title.suffix), ("Brand", "Lidköping"));
        }
    }

    #[test]
    fn commas_in_the_kind_do_not_move_the_place() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            parts(
                "03 april 11.10, Trafikolycka, personskada, Skara",
                "Trafikolycka, personskada"
            ),
            pair("Trafikolycka, personskada", "Skara")
        );
        assert_eq!(
            parts(
                "03 april 11.10, Trafikolycka, personskada, Skara",
                "Trafikolycka"
            ),
            pair("Trafikolycka", "personskada, Skara"),
            "a kind that was shortened cannot be told from a list of places"
        );
        assert_eq!(
            parts("07 september 00.38, Detonation, Malmö", "Explosion"),
            pair("Detonation", "Malmö"),
            "the kind was changed afterwards"
        );
        assert_eq!(
            parts(
                "08 september 17:06, Lagen om hundar och katter , Gävle",
                "Lagen om hundar och katter"
            ),
            pair("Lagen om hundar och katter", "Gävle")
        );
        assert_eq!(
            parts("20 maj 13.09, Trafikkontroll, ", "Trafikkontroll"),
            pair("Trafikkontroll", "")
        );
    }

    #[test]
    fn a_heading_in_a_new_form_is_kept_without_parts() {
        for name in [
            "",
            "Brand i Lidköping",
            "32 maj 10.00, Brand, Skara",
            "3 maj, Brand, Skara",
            "3 maj 25.00, Brand, Skara",
            "3 maj 10.00, Brand",
            "03 may 10.00, Brand, Skara",
        ] {
            assert_eq!(Title::parse(name, "Brand"), None, "{name:?}");
            assert_eq!(in_january(name, "Brand", "Lidköping").name, name);
        }
    }

    #[test]
    fn the_year_is_the_one_nearest_to_the_publication() {
        let check = |name: &str, published: DateTime, expected: Option<DateTime>| {
            let occurred = notice(name, "Brand", "Skara", published).occurred;
            assert_eq!(occurred, expected, "{name}");
        };
        check(
            "31 december 23.50, Brand, Skara",
            datetime(2025, 1, 1, 0, 20, 0, 0),
            Some(datetime(2024, 12, 31, 23, 50, 0, 0)),
        );
        check(
            "01 januari 08.00, Brand, Skara",
            datetime(2024, 12, 30, 7, 0, 0, 0),
            Some(datetime(2025, 1, 1, 8, 0, 0, 0)),
        );
        check(
            "03 april 11:10, Brand, Skara",
            datetime(2023, 4, 3, 11, 30, 0, 0),
            Some(datetime(2023, 4, 3, 11, 10, 0, 0)),
        );
        check(
            "29 februari 10.00, Brand, Skara",
            datetime(2025, 3, 1, 10, 0, 0, 0),
            None,
        );
        check(
            "29 februari 10.00, Brand, Skara",
            datetime(2024, 3, 1, 10, 0, 0, 0),
            Some(datetime(2024, 2, 29, 10, 0, 0, 0)),
        );
    }

    #[test]
    fn the_municipality_is_the_area_and_else_the_end_of_the_heading() {
        let lidkoping = MunicipalityCode::parse("1494").ok();
        let old = in_january("03 april 11:10, Brand, Vinninga", "Brand", "Lidköping");
        assert_eq!(old.municipality, lidkoping);
        let new = in_january(
            "03 april 11.10, Brand, Lidköping",
            "Brand",
            "Västra Götalands län",
        );
        assert_eq!(new.municipality, lidkoping);
        assert_eq!(new.county.unwrap().as_str(), "14");
        let county = in_january(
            "03 april 11.10, Brand, Hallands län",
            "Brand",
            "Hallands län",
        );
        assert_eq!(county.municipality, None);
        assert_eq!(county.county.unwrap().as_str(), "13");
        let several = in_january(
            "03 april 11.10, Brand, Lidköping och Skara",
            "Brand",
            "Okänt",
        );
        assert_eq!((several.municipality, several.county), (None, None));
    }

    #[test]
    fn summaries_of_a_night_are_marked() {
        let night = in_january(
            "03 april 06.00, Sammanfattning natt, Hallands län",
            "Sammanfattning natt",
            "Hallands län",
        );
        assert!(night.is_summary);
        assert!(!in_january("03 april 06.00, Brand, Skara", "Brand", "Skara").is_summary);
    }

    #[test]
    fn a_notice_has_no_position() {
        let written = serde_json::to_value(in_january("", "Brand", "Skara")).unwrap();
        let fields: Vec<_> = written.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            fields,
            [
                "id",
                "published",
                "published_local",
                "name",
                "title",
                "occurred",
                "kind",
                "is_summary",
                "summary",
                "summary_as_written",
                "url",
                "location_name",
                "municipality",
                "county"
            ]
        );
    }

    proptest! {
        #[test]
        fn no_heading_makes_it_panic(name in ".*", kind in ".*") {
            let _ = in_january(&name, &kind, &name);
        }

        #[test]
        fn any_day_published_within_a_hundred_days_gets_its_own_year(
            days in 0_i32..4000, delay_hours in -2400_i64..2400,
        ) {
            let happened = datetime(2018, 1, 1, 13, 5, 0, 0)
                .checked_add(jiff::SignedDuration::from_hours(24 * i64::from(days))).unwrap();
            let published = happened.checked_add(jiff::SignedDuration::from_hours(delay_hours)).unwrap();
            const MONTHS: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli",
                "augusti", "september", "oktober", "november", "december"];
            let month = MONTHS[usize::try_from(happened.month() - 1).unwrap()];
            let name = format!("{} {month} 13.05, Brand, Skara", happened.day());
            // 29 February is skipped: a hundred days later it may be nearest to no leap year.
            prop_assume!((happened.month(), happened.day()) != (2, 29));
            prop_assert_eq!(notice(&name, "Brand", "Skara", published).occurred, Some(happened));
        }
    }
}
