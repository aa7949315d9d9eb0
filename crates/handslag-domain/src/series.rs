//! What the official figures say: a number for an offence, an area and a period, and how it was revised.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::municipality::{County, CountyCode, Municipality, MunicipalityCode};

/// Who publishes a series.
///
/// Written as a short text (`bra-reported`), so that a source this program has
/// not met is kept as [`Source::Other`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Source {
    /// Brottsförebyggande rådet (Brå): reported crime.
    BraReported,
    /// Brå: Nationella trygghetsundersökningen, the national safety survey.
    Ntu,
    /// Kolada, the municipalities' database of key figures.
    Kolada,
    /// Another source, named by its short text.
    Other(String),
}

impl Source {
    /// The short text: small ASCII letters and hyphens for the known sources.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::BraReported => "bra-reported",
            Self::Ntu => "bra-ntu",
            Self::Kolada => "kolada",
            Self::Other(name) => name,
        }
    }
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        [Self::BraReported, Self::Ntu, Self::Kolada]
            .into_iter()
            .find(|known| known.as_str() == text)
            .unwrap_or(Self::Other(text))
    }
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        source.as_str().to_owned()
    }
}

/// Where a figure was counted.
///
/// As text: `country`, `county:14`, `municipality:1494`, `other:Region Nord`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Area {
    /// The whole of Sweden.
    Country,
    /// A county.
    County(CountyCode),
    /// A municipality, by today's code.
    Municipality(MunicipalityCode),
    /// Anything else, by its name: a police region, a city district.
    Other(String),
}

impl Area {
    /// The area that an official table means by a name.
    ///
    /// "Hela landet" and "Riket" are the country; a name this program does not
    /// know becomes [`Area::Other`].
    #[must_use]
    pub fn by_name(written: &str) -> Self {
        let name = written.trim();
        if let Some(municipality) = Municipality::by_name(name) {
            return Self::Municipality(municipality.code);
        }
        if let Some(county) = County::by_name(name) {
            return Self::County(county.code);
        }
        match name.to_lowercase().as_str() {
            "hela landet" | "riket" | "sverige" => Self::Country,
            _ => Self::Other(name.to_owned()),
        }
    }

    /// The Swedish name of the area, such as "Lidköping" or "Hela landet".
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Country => "Hela landet",
            Self::County(code) => County::by_code(*code).map_or(code.as_str(), |c| c.name),
            Self::Municipality(code) => {
                Municipality::by_code(*code).map_or(code.as_str(), |m| m.name)
            }
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country => f.write_str("country"),
            Self::County(code) => write!(f, "county:{code}"),
            Self::Municipality(code) => write!(f, "municipality:{code}"),
            Self::Other(name) => write!(f, "other:{name}"),
        }
    }
}

/// A text that is not an area in the form [`Area`] is written in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not an area; write country, county:14, municipality:1494 or other: followed by a name"
)]
pub struct InvalidArea(pub String);

impl FromStr for Area {
    type Err = InvalidArea;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidArea(text.to_owned());
        match text.split_once(':') {
            None if text == "country" => Ok(Self::Country),
            Some(("county", code)) => code.parse().map(Self::County).map_err(|_| invalid()),
            Some(("municipality", code)) => {
                code.parse().map(Self::Municipality).map_err(|_| invalid())
            }
            Some(("other", name)) => Ok(Self::Other(name.to_owned())),
            _ => Err(invalid()),
        }
    }
}

impl TryFrom<String> for Area {
    type Error = InvalidArea;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Area> for String {
    fn from(area: Area) -> Self {
        area.to_string()
    }
}

/// What a figure counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Whole numbers, such as reported offences.
    Count,
    /// The publisher's own rate per 100,000 inhabitants, rounded to an integer.
    RatePer100k,
    /// A share in whole percent, as published.
    Percent,
}

impl Unit {
    /// The unit as it is written in stored rows and open data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::RatePer100k => "rate_per_100k",
            Self::Percent => "percent",
        }
    }
}

/// Which series a figure belongs to. Revisions of a figure share key and [`Period`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesKey {
    /// Who publishes it.
    pub source: Source,
    /// The offence or question in the publisher's own words, white space tidied.
    pub category: String,
    /// Where.
    pub area: Area,
    /// In what it counts.
    pub unit: Unit,
}

/// A calendar year or month. As text `2013` or `2013-01`.
///
/// A year sorts before its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i16,
    month: Option<i8>,
}

/// A text or number that is not a year or month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a year between 1700 and 2199 or a month such as 2013-01")]
pub struct InvalidPeriod(pub String);

impl Period {
    /// A calendar year from 1700 to 2199. (The Swedish population has been
    /// counted since 1749; a later or earlier year is a slip of the pen.)
    ///
    /// # Errors
    /// [`InvalidPeriod`] outside these years.
    pub fn of_year(year: i16) -> Result<Self, InvalidPeriod> {
        if !(1700..=2199).contains(&year) {
            return Err(InvalidPeriod(year.to_string()));
        }
        Ok(Self { year, month: None })
    }

    /// A calendar month; `month` is 1 to 12.
    ///
    /// # Errors
    /// [`InvalidPeriod`] if there is no such month or the year is unreasonable.
    pub fn of_month(year: i16, month: i8) -> Result<Self, InvalidPeriod> {
        if !(1..=12).contains(&month) {
            return Err(InvalidPeriod(format!("{year}-{month:02}")));
        }
        Ok(Self {
            month: Some(month),
            ..Self::of_year(year)?
        })
    }

    /// The same month, or the whole year, one year earlier.
    #[must_use]
    pub fn a_year_before(self) -> Option<Self> {
        let before = Self::of_year(self.year - 1).ok()?;
        Some(Self {
            month: self.month,
            ..before
        })
    }

    /// The year it is or lies in.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, or `None` if the period is a whole year.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        date(self.year, self.month.unwrap_or(1), 1)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        date(self.year, self.month.unwrap_or(12), 1).last_of_month()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            None => write!(f, "{}", self.year),
            Some(month) => write!(f, "{}-{month:02}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidPeriod(text.to_owned());
        let (year, month) = match text.split_once('-') {
            None => (text, None),
            Some((year, month)) => (year, Some(month)),
        };
        let year = number::<i16>(year, 4).ok_or_else(invalid)?;
        match month {
            None => Self::of_year(year),
            Some(month) => Self::of_month(year, number(month, 2).ok_or_else(invalid)?),
        }
        .map_err(|_| invalid())
    }
}

fn number<N: FromStr>(text: &str, digits: usize) -> Option<N> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

impl TryFrom<String> for Period {
    type Error = InvalidPeriod;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

/// What stands in the place of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureValue {
    /// `..`: the publisher gives no figure here. It is not zero.
    Missing,
    /// `-`: zero, written as a dash.
    Dash,
    /// A number, in the unit of the series.
    Given(i64),
}

impl FigureValue {
    /// The number to calculate with: a dash is zero, a missing figure is none.
    #[must_use]
    pub fn number(self) -> Option<i64> {
        match self {
            Self::Missing => None,
            Self::Dash => Some(0),
            Self::Given(number) => Some(number),
        }
    }
}

/// One published figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// The series.
    pub key: SeriesKey,
    /// When.
    pub period: Period,
    /// What was published.
    pub value: FigureValue,
    /// Whether the publisher calls it preliminary ("prel.").
    pub preliminary: bool,
}

/// What a figure just read means beside the one held for the same key and period.
///
/// Every variant but [`Revised::Unchanged`] is to be kept as a revision;
/// only [`Revised::New`] and [`Revised::Replaces`] make it the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revised {
    /// Nothing was held.
    New,
    /// The same value with the same standing.
    Unchanged,
    /// It becomes the current figure: final after preliminary, or corrected.
    Replaces,
    /// A preliminary figure where a final one is held: an older file was read.
    OlderThanHeld,
    /// `..` where a number is held: the publisher no longer gives it, or gives
    /// it at another level. The number stays current; somebody should look.
    NoLongerGiven,
}

impl Revised {
    /// Whether the figure just read becomes the one that is shown.
    #[must_use]
    pub fn is_current(self) -> bool {
        match self {
            Self::New | Self::Replaces => true,
            Self::Unchanged | Self::OlderThanHeld | Self::NoLongerGiven => false,
        }
    }
}

/// Compares a figure just read with the current one held for the same series and period.
///
/// A final figure replaces a preliminary one even when the number is the same.
/// A preliminary figure never replaces a final one, and a missing one never
/// replaces a number.
#[must_use]
pub fn revise(held: Option<&Figure>, read: &Figure) -> Revised {
    let Some(held) = held else {
        return Revised::New;
    };
    debug_assert_eq!((&held.key, held.period), (&read.key, read.period));
    if (held.value, held.preliminary) == (read.value, read.preliminary) {
        Revised::Unchanged
    } else if !held.preliminary && read.preliminary {
        Revised::OlderThanHeld
    } else if held.value.number().is_some() && read.value == FigureValue::Missing {
        Revised::NoLongerGiven
    } else {
        Revised::Replaces
    }
}

/// Whether reports of a category mostly follow how much the police look, so
/// that more of them may mean that a promise was kept (Brå, "Kriminalstatistik":
/// offences without a victim who reports are found by the police).
#[must_use]
pub fn follows_police_work(category: &str) -> bool {
    let words = category.to_lowercase();
    [
        "narkotika",
        "trafik",
        "rattfylleri",
        "smuggl",
        "vapen",
        "doping",
    ]
    .iter()
    .any(|root| words.contains(root))
}

/// Where a break in a source is felt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrokenAreas {
    /// In every series of the source.
    Every,
    /// In counties, municipalities and smaller areas, but not in the country as a whole.
    BelowCountry,
    /// In one area.
    Only(Area),
}

/// A point in time where figures before and after cannot be compared as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// Whose figures.
    pub source: Source,
    /// In which areas.
    pub areas: BrokenAreas,
    /// In which category, or `None` for all.
    pub category: Option<String>,
    /// The first period of the new kind.
    pub at: Period,
    /// Why, in Swedish.
    pub reason_sv: String,
    /// Why, in English.
    pub reason_en: String,
}

impl Break {
    /// Whether the break is felt in this series.
    #[must_use]
    pub fn concerns(&self, key: &SeriesKey) -> bool {
        let here = match &self.areas {
            BrokenAreas::Every => true,
            BrokenAreas::BelowCountry => key.area != Area::Country,
            BrokenAreas::Only(area) => *area == key.area,
        };
        let this_category = self.category.as_ref().is_none_or(|c| *c == key.category);
        here && this_category && self.source == key.source
    }

    /// Whether a comparison of these two periods reaches across the break.
    #[must_use]
    pub fn lies_between(&self, earlier: Period, later: Period) -> bool {
        earlier.first_day() < self.at.first_day() && self.at.first_day() <= later.last_day()
    }
}

/// The breaks that are known without being told: those every reader of Swedish crime figures meets.
#[must_use]
pub fn known_breaks() -> Vec<Break> {
    vec![
        Break {
            source: Source::BraReported,
            areas: BrokenAreas::BelowCountry,
            category: None,
            at: Period {
                year: 2015,
                month: Some(1),
            },
            reason_sv: "Polisen blev en myndighet vid årsskiftet 2014/2015 och platsen för \
                        brottet kodas sedan dess på ett annat sätt. Ett hopp i en kommun vid \
                        det årsskiftet kan bero på det."
                .to_owned(),
            reason_en: "The police became one authority at New Year 2014/2015, and the place \
                        of an offence has been coded differently since. A jump in one \
                        municipality at that New Year may be due to this."
                .to_owned(),
        },
        Break {
            source: Source::Ntu,
            areas: BrokenAreas::Every,
            category: None,
            at: Period {
                year: 2017,
                month: None,
            },
            reason_sv: "Nationella trygghetsundersökningen bytte metod 2017. Brå har räknat om \
                        tidigare år för hela landet men inte för mindre områden."
                .to_owned(),
            reason_en: "The national safety survey changed its method in 2017. Brå has \
                        recalculated earlier years for the whole country but not for smaller \
                        areas."
                .to_owned(),
        },
    ]
}

/// A count per 100,000 inhabitants, or `None` where nobody lives.
///
/// - `count`: offences in the period; a monthly count gives a monthly rate.
/// - `inhabitants`: persons; usually the mean population of the year
///   ([`crate::population::MeanPopulation`]), which may end in a half.
///
/// ```
/// # use handslag_domain::series::rate_per_100k;
/// // Lidköping, January 2013: Brå published 230 reports and 600 per 100,000.
/// // The mean of 38,254 and 38,414 inhabitants is 38,334.
/// assert_eq!(rate_per_100k(230, 38_334.0).unwrap().round(), 600.0);
/// assert_eq!(rate_per_100k(1, 0.0), None);
/// ```
#[must_use]
pub fn rate_per_100k(count: i64, inhabitants: f64) -> Option<f64> {
    // Counts are far below 2^53, where every whole number is exact.
    (inhabitants > 0.0).then(|| count as f64 * 100_000.0 / inhabitants)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> SeriesKey {
        SeriesKey {
            source: Source::BraReported,
            category: "Våldsbrott".to_owned(),
            area: Area::by_name("Lidköping kommun"),
            unit: Unit::Count,
        }
    }

    fn figure(value: FigureValue, preliminary: bool) -> Figure {
        Figure {
            key: key(),
            period: "2016-03".parse().unwrap(),
            value,
            preliminary,
        }
    }

    #[test]
    fn revisions_follow_the_standing_of_the_figures() {
        use FigureValue::{Dash, Given, Missing};
        let cases = [
            ((Given(7), true), (Given(7), true), Revised::Unchanged),
            ((Given(7), true), (Given(8), true), Revised::Replaces),
            ((Given(7), true), (Given(7), false), Revised::Replaces),
            ((Given(7), true), (Given(8), false), Revised::Replaces),
            ((Given(7), false), (Given(8), false), Revised::Replaces),
            ((Given(7), false), (Given(8), true), Revised::OlderThanHeld),
            ((Given(7), false), (Given(7), true), Revised::OlderThanHeld),
            ((Given(7), false), (Missing, false), Revised::NoLongerGiven),
            ((Given(7), true), (Missing, false), Revised::NoLongerGiven),
            ((Dash, true), (Missing, true), Revised::NoLongerGiven),
            ((Missing, true), (Given(7), true), Revised::Replaces),
            ((Missing, false), (Given(7), false), Revised::Replaces),
            ((Missing, true), (Missing, false), Revised::Replaces),
            ((Dash, false), (Given(0), false), Revised::Replaces),
        ];
        for ((held, held_preliminary), (read, read_preliminary), expected) in cases {
            let held = figure(held, held_preliminary);
            let read = figure(read, read_preliminary);
            assert_eq!(revise(Some(&held), &read), expected, "{held:?} {read:?}");
            assert_eq!(revise(None, &read), Revised::New);
        }
    }

    #[test]
    fn offences_that_the_police_find_are_told_apart() {
        for (category, follows) in [
            ("Alkohol- och narkotikabrott", true),
            ("Trafikbrott", true),
            ("Rattfylleri under påverkan", true),
            ("Stöldbrott", false),
            ("Våldsbrott", false),
            ("Skadegörelsebrott", false),
        ] {
            assert_eq!(follows_police_work(category), follows, "{category}");
        }
    }

    #[test]
    fn a_dash_is_zero_and_missing_is_not() {
        assert_eq!(FigureValue::Dash.number(), Some(0));
        assert_eq!(FigureValue::Missing.number(), None);
        assert_ne!(FigureValue::Dash, FigureValue::Given(0));
    }

    #[test]
    fn areas_are_told_apart_by_name_and_survive_as_text() {
        for (written, text, name) in [
            ("Hela landet", "country", "Hela landet"),
            ("Riket", "country", "Hela landet"),
            ("Lidköping kommun", "municipality:1494", "Lidköping"),
            ("Skåne län", "county:12", "Skåne län"),
            ("Region Gotland", "municipality:0980", "Gotland"),
            ("Gotlands län", "county:09", "Gotlands län"),
            ("Region Nord", "other:Region Nord", "Region Nord"),
            (
                "Region Stockholm",
                "other:Region Stockholm",
                "Region Stockholm",
            ),
        ] {
            let area = Area::by_name(written);
            assert_eq!(area.to_string(), text);
            assert_eq!(area.name(), name);
            assert_eq!(text.parse(), Ok(area));
        }
        assert!("landet".parse::<Area>().is_err());
    }

    #[test]
    fn periods_are_years_and_months_that_exist() {
        let february = Period::of_month(2016, 2).unwrap();
        assert_eq!(february.to_string(), "2016-02");
        assert_eq!(february.last_day(), date(2016, 2, 29));
        let year = Period::of_year(2016).unwrap();
        assert_eq!(year.first_day(), date(2016, 1, 1));
        assert_eq!(year.last_day(), date(2016, 12, 31));
        assert!(year < february);
        for wrong in [
            "", "16", "2016-13", "2016-00", "2016-2", "+016", "0000", "9999",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_reorganisation_breaks_municipal_series_but_not_the_national_one() {
        let breaks = known_breaks();
        let [police, survey] = breaks.as_slice() else {
            panic!("two breaks are built in");
        };
        assert!(police.concerns(&key()));
        assert!(!survey.concerns(&key()));
        let national = SeriesKey {
            area: Area::Country,
            ..key()
        };
        assert!(!police.concerns(&national));
        let month = |text: &str| text.parse::<Period>().unwrap();
        assert!(police.lies_between(month("2014-12"), month("2015-01")));
        assert!(!police.lies_between(month("2015-01"), month("2015-12")));
        assert!(!police.lies_between(month("2013"), month("2014")));
        assert!(police.lies_between(month("2014"), month("2015")));
    }

    #[test]
    fn a_break_in_one_category_leaves_the_others_whole() {
        let mut only_theft = known_breaks().remove(0);
        only_theft.category = Some("Stöldbrott".to_owned());
        only_theft.areas = BrokenAreas::Only(Area::by_name("Lidköping"));
        assert!(!only_theft.concerns(&key()));
        only_theft.category = Some("Våldsbrott".to_owned());
        assert!(only_theft.concerns(&key()));
        only_theft.areas = BrokenAreas::Only(Area::by_name("Skara"));
        assert!(!only_theft.concerns(&key()));
    }

    proptest! {
        #[test]
        fn a_period_survives_being_written(year in 1700_i16..=2199, month in proptest::option::of(1_i8..=12)) {
            let period = match month {
                None => Period::of_year(year),
                Some(month) => Period::of_month(year, month),
            }.unwrap();
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            prop_assert!(period.first_day() < period.last_day());
        }

        #[test]
        fn a_preliminary_figure_is_never_shown_over_a_final_one(held in -5_i64..5, read in -5_i64..5) {
            let held = figure(FigureValue::Given(held), false);
            let read = figure(FigureValue::Given(read), true);
            prop_assert!(!revise(Some(&held), &read).is_current());
        }

        #[test]
        fn reading_the_same_figure_again_changes_nothing(value in 0_i64..1000, preliminary: bool) {
            let figure = figure(FigureValue::Given(value), preliminary);
            prop_assert_eq!(revise(Some(&figure), &figure), Revised::Unchanged);
        }

        #[test]
        fn doubling_people_and_reports_leaves_the_rate(count in 0_i64..1_000_000, people in 1_u32..10_000_000) {
            let people = f64::from(people);
            let once = rate_per_100k(count, people).unwrap();
            let twice = rate_per_100k(2 * count, 2.0 * people).unwrap();
            prop_assert!((once - twice).abs() <= 1e-9 * once.max(1.0));
        }
    }
}
