//! A mapping proposed from column names and from what the cells hold, for a person to look through.

use csv::StringRecord;
use handslag_domain::incident::TimePrecision;

use super::coordinates::{Projection, WGS84};
use super::file::IncidentFile;
use super::geojson::POINT_COLUMNS;
use super::mapping::{Axes, IncidentField, IncidentMapping, Repeats};
use super::place::Extent;
use super::time::{month, written};
use crate::mapping::{DateOrder, Source, folded, is_about_a_person};
use crate::problem::{Lang, Problem, Row, RowProblem};
use crate::rows::tidied;
use crate::written::time_of_day;

/// A proposed mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentSuggestion {
    /// The proposal.
    pub mapping: IncidentMapping,
    /// Columns that it has no place for. They must be mapped or ignored by a person.
    pub unplaced: Vec<String>,
    /// Fields that are needed and that no column seems to hold.
    pub missing: Vec<IncidentField>,
    /// What the rows seem to be.
    pub shape: Shape,
    /// Why some of it was proposed, and what only a person can know.
    pub why: Vec<Why>,
}

/// What the rows of a file seem to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Each row is an incident.
    Incidents,
    /// Each row counts incidents of an area and a time.
    Counts,
    /// Nothing says when: figures of another kind, such as inhabitants.
    NotIncidents,
}

/// Why something was proposed, or what only a person can know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Rows count, and cannot be taken apart into single incidents.
    RowsCount {
        /// The column of the count.
        column: String,
    },
    /// No time is in the file, so these are no incidents.
    NoTime,
    /// Each row counts, since only coarse times are told and rows have no id.
    EachRowCounts,
    /// Points lie where they are expected only if the axes change places.
    AxesSwapped {
        /// Positions looked at.
        n: usize,
        /// Of these, inside the expected area as the columns are named.
        n_inside: usize,
        /// Of these, inside when the axes change places.
        n_inside_swapped: usize,
    },
    /// The coordinate system was found from the numbers.
    SystemFound {
        /// Its number.
        epsg: u32,
    },
    /// Several systems fit the numbers.
    SeveralSystems {
        /// Their numbers.
        epsg: Vec<u32>,
    },
    /// No system that we try fits the numbers.
    UnknownSystem,
    /// The points are not in Sweden, so Swedish clocks may be the wrong ones.
    OtherClocks,
}

impl Why {
    /// The reason as a sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let (sv, en) = match self {
            Self::RowsCount { column } => (
                format!(
                    "Varje rad är ett antal (”{column}”), inte en händelse. Antalen kan användas \
                     för områden och tider, men inte på en karta med punkter."
                ),
                format!(
                    "Each row is a count (“{column}”), not an incident. The counts can be used \
                     for areas and times, but not on a map of points."
                ),
            ),
            Self::NoTime => (
                "Ingen kolumn säger när. Det här är inte händelser; invånarantal och liknande \
                 läses in på sitt eget ställe."
                    .to_owned(),
                "No column says when. These are not incidents; inhabitants and the like are \
                 imported elsewhere."
                    .to_owned(),
            ),
            Self::EachRowCounts => (
                "Tiden är grov och raderna saknar id, så lika rader räknas var för sig.".to_owned(),
                "The time is coarse and the rows have no id, so equal rows are counted one by one."
                    .to_owned(),
            ),
            Self::AxesSwapped {
                n,
                n_inside,
                n_inside_swapped,
            } => (
                format!(
                    "Axlarna verkar ha bytt plats: av {n} punkter ligger {n_inside} i det väntade \
                     området som kolumnerna heter, och {n_inside_swapped} om de byter."
                ),
                format!(
                    "The axes seem to have changed places: of {n} points {n_inside} lie in the \
                     expected area as the columns are named, and {n_inside_swapped} if they \
                     change."
                ),
            ),
            Self::SystemFound { epsg } => (
                format!("Talen stämmer med koordinatsystemet EPSG:{epsg}."),
                format!("The numbers fit the coordinate system EPSG:{epsg}."),
            ),
            Self::SeveralSystems { epsg } => {
                let list: Vec<String> = epsg.iter().map(|n| format!("EPSG:{n}")).collect();
                let list = list.join(", ");
                (
                    format!("Talen stämmer med flera koordinatsystem: {list}. Välj det rätta."),
                    format!("The numbers fit several coordinate systems: {list}. Choose one."),
                )
            }
            Self::UnknownSystem => (
                "Koordinaterna är inte grader och stämmer inte med något system vi prövar. Ange \
                 epsg."
                    .to_owned(),
                "The coordinates are no degrees and fit no system that we try. Give the epsg."
                    .to_owned(),
            ),
            Self::OtherClocks => (
                "Punkterna ligger inte i Sverige. Ange vilken tidszon klockslagen är i.".to_owned(),
                "The points are not in Sweden. Give the time zone of the times.".to_owned(),
            ),
        };
        match lang {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }
}

/// The first rows of a file.
struct Sample<'f> {
    file: &'f IncidentFile,
    rows: Vec<StringRecord>,
}

impl<'f> Sample<'f> {
    const ROWS: usize = 2_000;

    fn of(file: &'f IncidentFile) -> Self {
        let mut rows = Vec::new();
        // Broken off by an error of our own: nothing is wrong with the file.
        let _ = file.each(&mut |_, cells| {
            rows.push(cells.clone());
            match rows.len() < Self::ROWS {
                true => Ok(()),
                false => Err(RowProblem::at(Row::File, Problem::NothingInFile)),
            }
        });
        Self { file, rows }
    }

    /// The filled cells of a column.
    fn cells(&self, column: &str) -> Vec<&str> {
        let Some(at) = self.file.column(column) else {
            return Vec::new();
        };
        let cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(str::trim);
        cells
            .filter(|cell| !cell.is_empty() && !cell.eq_ignore_ascii_case("NA"))
            .collect()
    }

    /// Whether a column has cells, and most of them are of a sort: the others are
    /// told when they are read.
    fn holds(&self, column: &str, is_one: impl Fn(&str) -> bool) -> bool {
        let cells = self.cells(column);
        let n = cells.iter().filter(|cell| is_one(cell)).count();
        n > 0 && n * 2 >= cells.len()
    }

    fn is_time(&self, column: &str) -> bool {
        let is_time = |cell: &str| {
            [DateOrder::DayFirst, DateOrder::MonthFirst]
                .into_iter()
                .any(|order| written(cell, order, false).is_ok())
        };
        self.holds(column, is_time)
    }

    fn is_number(&self, column: &str) -> bool {
        self.holds(column, |cell| {
            cell.replacen(',', ".", 1).parse::<f64>().is_ok()
        })
    }
}

impl IncidentMapping {
    /// Proposes a mapping from Swedish or English column names and from what the
    /// cells hold. `expected` is where the incidents ought to lie.
    #[must_use]
    pub fn suggest(file: &IncidentFile, expected: Option<Extent>) -> IncidentSuggestion {
        let mut guess = Guess {
            sample: Sample::of(file),
            left: file.columns().to_vec(),
            mapping: Self::default(),
            why: Vec::new(),
        };
        guess.when();
        guess.position(expected);
        guess.by_name();
        guess.counts();
        guess.repeats();
        guess.finished()
    }
}

struct Guess<'f> {
    sample: Sample<'f>,
    /// Columns that are not placed yet.
    left: Vec<String>,
    mapping: IncidentMapping,
    why: Vec<Why>,
}

/// Names for the same thing, the surest first.
type Names = &'static [&'static str];

const ON: Names = &[
    "datum och tid",
    "tidpunkt",
    "händelsedatum",
    "brottsdatum",
    "datum",
    "date time",
    "datetime",
    "date",
    "incident date",
    "occur date",
    "occurred",
    "when",
    "när",
    "dag",
    "time",
    "tid",
    "requested datetime",
    "month",
    "månad",
];
const START: Names = &[
    "date start",
    "start date",
    "startdatum",
    "start",
    "från",
    "från och med",
];
const END: Names = &[
    "date end",
    "end date",
    "slutdatum",
    "slut",
    "end",
    "till",
    "till och med",
];
const CLOCK: Names = &[
    "klockslag",
    "kl",
    "tid",
    "time",
    "occur time",
    "tidpunkt",
    "time of day",
];
const EAST: Names = &[
    "longitude",
    "longitud",
    "lon",
    "lng",
    "long",
    "east",
    "easting",
    "öst",
    "östlig",
    "e",
    "x",
    "x coord",
    "x coordinate",
    "x koordinat",
    "x coord cd",
];
const NORTH: Names = &[
    "latitude",
    "latitud",
    "lat",
    "north",
    "northing",
    "nord",
    "nordlig",
    "n",
    "y",
    "y coord",
    "y coordinate",
    "y koordinat",
    "y coord cd",
];

/// Fields that a name alone says.
const BY_NAME: &[(IncidentField, Names)] = &[
    (
        IncidentField::TimePrecision,
        &["time precision", "tidsnoggrannhet"],
    ),
    (IncidentField::TimeZone, &["time zone", "tidszon"]),
    (
        IncidentField::Precision,
        &["precision", "platsnoggrannhet", "place precision"],
    ),
    (
        IncidentField::Category,
        &[
            "kategori",
            "händelsetyp",
            "brottstyp",
            "brottskategori",
            "händelse",
            "category",
            "crime type",
            "primary type",
            "primarytype",
            "offense type",
            "offence type",
            "minor category",
            "typ av händelse",
            "typ",
            "type",
            "brott",
            "vad",
            "service name",
        ],
    ),
    (
        IncidentField::Key,
        &[
            "id",
            "uid",
            "crime id",
            "incident key",
            "händelse id",
            "ärendenummer",
            "rapportnummer",
            "löpnummer",
            "case number",
            "service request id",
        ],
    ),
    (
        IncidentField::Indoors,
        &[
            "inomhus",
            "indoors",
            "location description",
            "locationdescription",
            "location type",
            "location category",
            "loc cat",
            "platstyp",
            "typ av plats",
        ],
    ),
    (
        IncidentField::Count,
        &["antal", "count", "n", "antal händelser"],
    ),
    (
        IncidentField::Municipality,
        &["kommunkod", "kommun", "municipality"],
    ),
    (
        IncidentField::Area,
        &[
            "deso",
            "regso",
            "områdeskod",
            "område",
            "lsoa code",
            "area code",
            "area",
            "community area",
            "neighbourhood",
            "stadsdel",
            "district",
            "division",
            "ward",
            "boro",
        ],
    ),
    (
        IncidentField::Place,
        &[
            "plats",
            "place",
            "location",
            "gata",
            "block",
            "hundred block",
            "street",
            "var",
        ],
    ),
    (
        IncidentField::Source,
        &[
            "källa",
            "source",
            "register",
            "reported by",
            "rapporterad av",
        ],
    ),
];

/// About those who did or suffered it: never read, whatever they hold.
const ABOUT_PERSONS: Names = &[
    "victim",
    "suspect",
    "offender",
    "perp",
    "age",
    "sex",
    "race",
    "gender",
    "arrest",
    "domestic",
    "outcome",
    "misstänkt",
    "målsägande",
    "gärningsperson",
    "brottsoffer",
    "vittne",
    "ålder",
    "kön",
];

/// A name with every run of other signs as a space: `OCCUR_DATE` is "occur date".
fn plain(name: &str) -> String {
    let spaced: String = folded(name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    tidied(&spaced)
}

impl Guess<'_> {
    /// The unplaced column with one of these names and that holds what it should.
    fn named(&self, names: Names, holds: impl Fn(&str) -> bool) -> Option<String> {
        names.iter().find_map(|name| {
            let mut columns = self.left.iter();
            columns
                .find(|column| plain(column) == *name && holds(column))
                .cloned()
        })
    }

    fn place(&mut self, field: IncidentField, column: &str) {
        self.left.retain(|left| left != column);
        self.mapping.fields.insert(field, Source::column(column));
    }

    fn when(&mut self) {
        let start = self.named(START, |column| self.sample.is_time(column));
        let end = self.named(END, |column| self.sample.is_time(column));
        if let (Some(start), Some(end)) = (start, end) {
            self.place(IncidentField::On, &start);
            self.place(IncidentField::Until, &end);
            self.date_order(&start);
        } else if !self.date_in_parts() {
            self.date_in_one();
        }
    }

    fn date_in_one(&mut self) {
        let Some(on) = self.named(ON, |column| self.sample.is_time(column)) else {
            return;
        };
        self.place(IncidentField::On, &on);
        self.date_order(&on);
        if matches!(plain(&on).as_str(), "month" | "månad") {
            let month = Source::value("month");
            self.mapping
                .fields
                .insert(IncidentField::TimePrecision, month);
        }
        let has_clock = self.sample.cells(&on).iter().any(|cell| cell.contains(':'));
        let is_clock = |column: &str| self.sample.holds(column, |c| time_of_day(c).is_ok());
        if let Some(clock) = self.named(CLOCK, is_clock).filter(|_| !has_clock) {
            self.place(IncidentField::At, &clock);
        }
    }

    /// Year, month, day, hour and minute, each in its own column.
    fn date_in_parts(&mut self) -> bool {
        let number = |from: i64, to: i64| {
            move |cell: &str| {
                let plain = cell.strip_suffix(".0").unwrap_or(cell);
                plain.parse().is_ok_and(|n: i64| (from..=to).contains(&n))
            }
        };
        let year = self.named(&["year", "år"], |column| {
            self.sample.holds(column, number(1990, 2099))
        });
        let has_other = self.named(&ON[..ON.len() - 2], |column| self.sample.is_time(column));
        let Some(year) = year.filter(|_| has_other.is_none()) else {
            return false;
        };
        self.place(IncidentField::Year, &year);
        let is_month = |cell: &str| month(cell).is_some_and(|n| (1..=12).contains(&n));
        let found = self.named(&["month", "månad"], |column| {
            self.sample.holds(column, is_month)
        });
        if let Some(column) = found {
            self.place(IncidentField::Month, &column);
        }
        for (field, names, to) in [
            (IncidentField::Day, &["day", "dag"][..], 31),
            (IncidentField::Hour, &["hour", "timme"], 23),
            (IncidentField::Minute, &["minute", "minut"], 59),
        ] {
            let names: Names = names;
            let holds = |column: &str| self.sample.holds(column, number(0, to));
            if let Some(column) = self.named(names, holds) {
                self.place(field, &column);
            }
        }
        true
    }

    /// Month first only if some day can be read no other way and none the usual way.
    fn date_order(&mut self, column: &str) {
        let (mut day_first, mut month_first) = (0, 0);
        for cell in self.sample.cells(column) {
            let mut parts = cell.split(['/', '.', ' ', '-']).map(str::parse::<u16>);
            if let (Some(Ok(first)), Some(Ok(second))) = (parts.next(), parts.next()) {
                day_first += usize::from((13..=31).contains(&first) && second <= 12);
                month_first += usize::from(first <= 12 && (13..=31).contains(&second));
            }
        }
        if month_first > 0 && day_first == 0 {
            self.mapping.dates = DateOrder::MonthFirst;
        }
    }

    fn position(&mut self, expected: Option<Extent>) {
        let [east, north] = POINT_COLUMNS;
        let is_number = |column: &str| self.sample.is_number(column);
        let pair = match self.left.iter().any(|column| column == east) {
            true => Some((east.to_owned(), north.to_owned())),
            false => self
                .named(EAST, is_number)
                .zip(self.named(NORTH, is_number)),
        };
        let Some((east, north)) = pair else {
            return;
        };
        self.place(IncidentField::East, &east);
        self.place(IncidentField::North, &north);
        let pairs = self.pairs(&east, &north);
        match self.sample.file.epsg() {
            Some(epsg) => self.mapping.epsg = epsg,
            None => self.system(&pairs, expected),
        }
        self.axes(&pairs, expected);
    }

    fn pairs(&self, east: &str, north: &str) -> Vec<(f64, f64)> {
        let (Some(x), Some(y)) = (
            self.sample.file.column(east),
            self.sample.file.column(north),
        ) else {
            return Vec::new();
        };
        let number = |row: &StringRecord, at: usize| {
            let text = row.get(at)?.trim().replacen(',', ".", 1);
            text.parse().ok().filter(|n: &f64| n.is_finite())
        };
        let pair = |row: &StringRecord| Some((number(row, x)?, number(row, y)?));
        let pairs = self.sample.rows.iter().filter_map(pair);
        pairs.filter(|pair| *pair != (0.0, 0.0)).collect()
    }

    /// The coordinate system: degrees if they can be, else the Swedish ones that
    /// put nearly all points where they are expected.
    fn system(&mut self, pairs: &[(f64, f64)], expected: Option<Extent>) {
        let are_degrees = pairs
            .iter()
            .all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 180.0);
        if are_degrees || pairs.is_empty() {
            self.mapping.epsg = WGS84;
            return;
        }
        let extent = expected.unwrap_or(Extent::SWEDEN);
        let swapped: Vec<(f64, f64)> = pairs.iter().map(|(x, y)| (*y, *x)).collect();
        let fits = |epsg: &u32| {
            let n = inside(*epsg, pairs, extent).max(inside(*epsg, &swapped, extent));
            n * 20 >= pairs.len() * 19
        };
        let fitting: Vec<u32> = (3006..=3018).chain([3021]).filter(fits).collect();
        match fitting.as_slice() {
            [] => self.why.push(Why::UnknownSystem),
            [epsg] => {
                self.mapping.epsg = *epsg;
                self.why.push(Why::SystemFound { epsg: *epsg });
            }
            [first, ..] => {
                self.mapping.epsg = *first;
                self.why.push(Why::SeveralSystems { epsg: fitting });
            }
        }
    }

    fn axes(&mut self, pairs: &[(f64, f64)], expected: Option<Extent>) {
        const EARTH: Extent = Extent {
            south: -90.0,
            west: -180.0,
            north: 90.0,
            east: 180.0,
        };
        let swapped: Vec<(f64, f64)> = pairs.iter().map(|(x, y)| (*y, *x)).collect();
        let epsg = self.mapping.epsg;
        // Without a place to expect them, latitudes beyond 90 tell it all the same.
        let is_metric = Projection::of(epsg).is_some_and(|p| !p.is_degrees());
        let extent = expected.unwrap_or(if is_metric { Extent::SWEDEN } else { EARTH });
        let n_inside = inside(epsg, pairs, extent);
        let n_inside_swapped = inside(epsg, &swapped, extent);
        let n = pairs.len();
        if n > 0 && n_inside * 20 <= n && n_inside_swapped * 20 >= n * 19 {
            self.mapping.axes = Axes::Swapped;
            self.why.push(Why::AxesSwapped {
                n,
                n_inside,
                n_inside_swapped,
            });
        }
        let pairs = match self.mapping.axes {
            Axes::Swapped => &swapped,
            Axes::AsNamed => pairs,
        };
        if n > 0 && inside(epsg, pairs, Extent::SWEDEN) * 2 < n {
            self.why.push(Why::OtherClocks);
        }
    }

    fn by_name(&mut self) {
        let is_person = |column: &str| {
            let name = plain(column);
            ABOUT_PERSONS
                .iter()
                .any(|word| name.split(' ').any(|part| part == *word))
        };
        let (persons, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(|c| is_person(c));
        (self.left, self.mapping.ignored) = (left, persons);
        for (field, names) in BY_NAME {
            if self.mapping.fields.contains_key(field) {
                continue;
            }
            let is_filled = |column: &str| !self.sample.cells(column).is_empty();
            let holds = |column: &str| match field {
                IncidentField::Count => self.sample.is_number(column),
                _ => is_filled(column),
            };
            if let Some(column) = self.named(names, holds) {
                self.place(field.clone(), &column);
            }
        }
        let (persons, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(|c| is_about_a_person(c));
        self.left = left;
        self.mapping.ignored.extend(persons);
    }

    /// A file of areas and times whose one number has no other name than what it
    /// counts: the number is the count, and its name the category.
    fn counts(&mut self) {
        let has = |field| self.mapping.fields.contains_key(&field);
        let is_coarse = has(IncidentField::Area) && !has(IncidentField::East);
        if is_coarse && self.is_timed() && !has(IncidentField::Count) {
            let numbers = self
                .left
                .iter()
                .filter(|column| self.sample.is_number(column));
            if let [only] = numbers.cloned().collect::<Vec<_>>().as_slice() {
                self.place(IncidentField::Count, only);
                let category = self.mapping.fields.entry(IncidentField::Category);
                category.or_insert_with(|| Source::value(only));
            }
        }
        if let Some(source) = self.mapping.fields.get(&IncidentField::Count) {
            let column = source.column.clone().unwrap_or_default();
            self.why.push(Why::RowsCount { column });
        }
    }

    fn is_timed(&self) -> bool {
        let fields = &self.mapping.fields;
        fields.contains_key(&IncidentField::On) || fields.contains_key(&IncidentField::Year)
    }

    fn repeats(&mut self) {
        let column = |field| {
            let source: Option<&Source> = self.mapping.fields.get(&field);
            source.and_then(|source| source.column.as_deref())
        };
        let n_keys = column(IncidentField::Key).map_or(0, |key| self.sample.cells(key).len());
        let times = column(IncidentField::On).map_or_else(Vec::new, |c| self.sample.cells(c));
        let is_fine = |cell: &&str| {
            let read = written(cell, self.mapping.dates, false);
            read.is_ok_and(|read| read.precision() < TimePrecision::Month)
        };
        let widened = self.mapping.fields.get(&IncidentField::TimePrecision);
        let is_month = widened.is_some_and(|source| source.value.as_deref() == Some("month"));
        let is_fine =
            !is_month && (times.iter().any(is_fine) || column(IncidentField::Day).is_some());
        if self.is_timed() && !is_fine && n_keys < self.sample.rows.len() {
            self.mapping.repeats = Repeats::Each;
            self.why.push(Why::EachRowCounts);
        }
    }

    fn finished(mut self) -> IncidentSuggestion {
        let mut missing = Vec::new();
        let shape = if !self.is_timed() {
            missing.push(IncidentField::On);
            self.why.push(Why::NoTime);
            Shape::NotIncidents
        } else if self.mapping.fields.contains_key(&IncidentField::Count) {
            Shape::Counts
        } else {
            Shape::Incidents
        };
        for field in [IncidentField::Source, IncidentField::Category] {
            if !self.mapping.fields.contains_key(&field) {
                missing.push(field);
            }
        }
        IncidentSuggestion {
            mapping: self.mapping,
            unplaced: self.left,
            missing,
            shape,
            why: self.why,
        }
    }
}

/// How many positions lie in an extent.
fn inside(epsg: u32, pairs: &[(f64, f64)], extent: Extent) -> usize {
    let Some(projection) = Projection::of(epsg) else {
        return 0;
    };
    let is_inside = |(x, y): &&(f64, f64)| {
        projection
            .to_wgs84(*x, *y)
            .is_some_and(|point| extent.holds(point))
    };
    pairs.iter().filter(is_inside).count()
}
