//! What can be wrong with an incident or a file of them, with the words for it in Swedish and English.

use crate::problem::{Lang, Row};
use crate::sentences::list;

/// What can be wrong with an incident, its mapping or the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncidentProblem {
    /// A GeoPackage, which is opened elsewhere.
    GeoPackage,
    /// A database that is no GeoPackage, or a broken one.
    BrokenGeoPackage,
    /// A GeoPackage without any layer.
    NoLayer,
    /// A GeoPackage that has no layer with the name asked for.
    NoSuchLayer {
        /// Those that it has.
        known: Vec<String>,
    },
    /// More columns than any table of incidents has.
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// The file stands for more incidents than a picture can count.
    TooManyInFile {
        /// How many.
        n: u64,
        /// The limit.
        limit: u64,
    },
    /// With the file, the organisation would hold more than a picture can count.
    TooManyInAll {
        /// How many it would be.
        n: u64,
        /// The limit.
        limit: u64,
    },
    /// JSON that is no collection of features.
    NotFeatures,
    /// No answer with service requests of GeoReport v2.
    NotRequests,
    /// The mapping names a time zone that does not exist.
    UnknownTimeZone,
    /// The clocks never showed this time.
    SkippedByClocks {
        /// Whose clocks.
        zone: String,
    },
    /// The end is before the start.
    EndsBeforeItStarts,
    /// Not a number of a year, month, day, hour or minute.
    NotAPartOfTime,
    /// Not a word for how exactly a time is known.
    UnknownTimePrecision,
    /// Not a word for how exactly a place is known.
    UnknownPrecision,
    /// The coordinate system is not said, and the numbers do not tell it.
    ProjectionNotSaid,
    /// The mapping's EPSG number is not one we can read.
    UnknownProjection,
    /// Not a number of degrees or metres.
    NotACoordinate,
    /// One coordinate without the other.
    HalfAPosition,
    /// No position on the earth has these numbers.
    NotOnEarth {
        /// Whether there is one when they change places.
        swapped_is: bool,
    },
    /// A line or a surface where a point is needed.
    NotAPoint {
        /// What it is.
        found: String,
    },
    /// A geometry that cannot be read.
    BrokenGeometry,
    /// Not yes or no.
    NotYesOrNo,
    /// Not a whole number of incidents or things.
    NotACount,
    /// More incidents than one row can stand for.
    CountTooLarge,
    /// The same id stands on rows that say different things.
    SameKeyTwice {
        /// The rows concerned.
        rows: Vec<Row>,
    },
    /// The column of the category holds more different words than any list of kinds.
    TooManyKinds {
        /// The limit.
        limit: usize,
    },
    /// A category that is in no tree, where new ones are refused.
    UnknownCategory,
    /// A place that is not known, where new ones are refused.
    UnknownPlace,
    /// A text that a spreadsheet would take for a formula.
    FormulaText,
}

/// What is wrong, as a sentence.
pub(crate) fn problem(problem: &IncidentProblem, lang: Lang) -> String {
    use IncidentProblem as P;
    let (sv, en) = match problem {
        P::GeoPackage => ("det här är ett GeoPackage.", "this is a GeoPackage."),
        P::BrokenGeoPackage => (
            "det här går inte att läsa som ett GeoPackage.",
            "this cannot be read as a GeoPackage.",
        ),
        P::NoLayer => (
            "den här GeoPackage-filen har inget lager.",
            "this GeoPackage has no layer.",
        ),
        P::NoSuchLayer { .. } => (
            "det finns inget lager med det namnet.",
            "there is no layer with this name.",
        ),
        P::TooManyColumns { limit } => {
            return match lang {
                Lang::Sv => format!("tabellen har fler än {limit} kolumner."),
                Lang::En => format!("the table has more than {limit} columns."),
            };
        }
        P::TooManyInFile { n, limit } => {
            return match lang {
                Lang::Sv => format!(
                    "filen står för {n} händelser, fler än de {limit} som en lägesbild kan räkna."
                ),
                Lang::En => format!(
                    "the file stands for {n} incidents, more than the {limit} that a picture \
                     can count."
                ),
            };
        }
        P::TooManyInAll { n, limit } => {
            return match lang {
                Lang::Sv => format!(
                    "med filen skulle det bli {n} händelser, fler än de {limit} som en lägesbild \
                     kan räkna."
                ),
                Lang::En => format!(
                    "with the file there would be {n} incidents, more than the {limit} that a \
                     picture can count."
                ),
            };
        }
        P::NotFeatures => (
            "det här är inte GeoJSON med en lista av objekt.",
            "this is not GeoJSON with a list of features.",
        ),
        P::NotRequests => (
            "det här är inte en lista av ärenden enligt Open311.",
            "this is not a list of requests of Open311.",
        ),
        P::UnknownTimeZone => ("tidszonen finns inte.", "there is no such time zone."),
        P::SkippedByClocks { zone } => {
            return match lang {
                Lang::Sv => format!("klockslaget finns inte: klockan ställdes fram ({zone})."),
                Lang::En => {
                    format!("there is no such time: the clocks were put forward ({zone}).")
                }
            };
        }
        P::EndsBeforeItStarts => ("slutet är före början.", "the end is before the start."),
        P::NotAPartOfTime => (
            "inte ett år, en månad, en dag, en timme eller en minut.",
            "not a year, month, day, hour or minute.",
        ),
        P::UnknownTimePrecision => (
            "inte ett ord för hur noga tiden är känd.",
            "not a word for how exactly the time is known.",
        ),
        P::UnknownPrecision => (
            "inte ett ord för hur noga platsen är känd.",
            "not a word for how exactly the place is known.",
        ),
        P::ProjectionNotSaid => (
            "det är inte sagt vilket koordinatsystem talen är i.",
            "it is not said which coordinate system the numbers are in.",
        ),
        P::UnknownProjection => (
            "vi kan inte läsa det koordinatsystemet.",
            "we cannot read that coordinate system.",
        ),
        P::NotACoordinate => ("inte en koordinat.", "not a coordinate."),
        P::HalfAPosition => (
            "den ena koordinaten saknas.",
            "one of the two coordinates is missing.",
        ),
        P::NotOnEarth { .. } => (
            "ingen plats på jorden har de koordinaterna.",
            "no place on earth has these coordinates.",
        ),
        P::NotAPoint { found } => {
            return match lang {
                Lang::Sv => format!("en händelse står i en punkt, men det här är {found}."),
                Lang::En => format!("an incident stands at a point, but this is {found}."),
            };
        }
        P::BrokenGeometry => (
            "geometrin går inte att läsa.",
            "the geometry cannot be read.",
        ),
        P::NotYesOrNo => ("varken ja eller nej.", "neither yes nor no."),
        P::NotACount => ("inte ett antal.", "not a count."),
        P::CountTooLarge => (
            "fler händelser än en rad kan stå för.",
            "more incidents than a row can stand for.",
        ),
        P::SameKeyTwice { rows } => {
            return match lang {
                Lang::Sv => format!(
                    "samma id står på rader som säger olika saker ({}).",
                    list(rows, lang)
                ),
                Lang::En => format!(
                    "the same id stands on rows that say different things ({}).",
                    list(rows, lang)
                ),
            };
        }
        P::TooManyKinds { limit } => {
            return match lang {
                Lang::Sv => format!("kolumnen rymmer fler än {limit} nya kategorier."),
                Lang::En => format!("the column holds more than {limit} new categories."),
            };
        }
        P::UnknownCategory => ("kategorin är inte känd.", "the category is not known."),
        P::UnknownPlace => ("platsen är inte känd.", "the place is not known."),
        P::FormulaText => (
            "texten börjar som en formel.",
            "the text begins like a formula.",
        ),
    };
    in_lang(lang, sv, en)
}

fn in_lang(lang: Lang, sv: &str, en: &str) -> String {
    match lang {
        Lang::Sv => sv.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// What to do, as a sentence.
pub(crate) fn remedy(problem: &IncidentProblem, lang: Lang) -> String {
    use IncidentProblem as P;
    let (sv, en) = match problem {
        P::GeoPackage => (
            "Öppna det som GeoPackage och välj ett lager, eller spara lagret som GeoJSON.",
            "Open it as a GeoPackage and choose a layer, or save the layer as GeoJSON.",
        ),
        P::BrokenGeoPackage => (
            "Spara lagret på nytt som GeoPackage, eller som GeoJSON.",
            "Save the layer again as a GeoPackage, or as GeoJSON.",
        ),
        P::NoLayer => (
            "Spara ett lager med punkter i filen.",
            "Save a layer of points in the file.",
        ),
        P::NoSuchLayer { known } => {
            let known = known.join(", ");
            return match lang {
                Lang::Sv => format!("Välj ett av lagren {known} (sheet i kolumnkartan)."),
                Lang::En => format!("Choose one of the layers {known} (sheet in the mapping)."),
            };
        }
        P::TooManyColumns { .. } => (
            "Behåll de kolumner som behövs och spara om filen.",
            "Keep the columns that are needed and save the file again.",
        ),
        P::TooManyInFile { .. } | P::TooManyInAll { .. } => (
            "Läs bara in de år och sorter som behövs, och se efter att kolumnen med antal är rätt.",
            "Import only the years and kinds that are needed, and see that the column of counts \
             is the right one.",
        ),
        P::NotFeatures => (
            "Spara lagret som GeoJSON (FeatureCollection) med punkter.",
            "Save the layer as GeoJSON (a FeatureCollection) of points.",
        ),
        P::NotRequests => (
            "Hämta requests.json eller requests.xml (GeoReport v2) på nytt.",
            "Fetch requests.json or requests.xml (GeoReport v2) again.",
        ),
        P::UnknownTimeZone => (
            "Skriv den som Europe/Stockholm i kolumnkartan.",
            "Write it as Europe/Stockholm in the mapping.",
        ),
        P::SkippedByClocks { .. } => (
            "Rätta klockslaget, eller ange rätt tidszon i kolumnkartan.",
            "Correct the time, or give the right time zone in the mapping.",
        ),
        P::EndsBeforeItStarts => (
            "Byt plats på början och slut, eller rätta dagen.",
            "Let start and end change places, or correct the day.",
        ),
        P::NotAPartOfTime => (
            "Skriv bara siffror: år med fyra, månad 1–12, timme 0–23.",
            "Write digits only: a year of four, a month 1–12, an hour 0–23.",
        ),
        P::UnknownTimePrecision => (
            "Skriv minute, hour, day, month, year, interval eller published, eller översätt ordet \
             i kolumnkartan.",
            "Write minute, hour, day, month, year, interval or published, or translate the word \
             in the mapping.",
        ),
        P::UnknownPrecision => (
            "Skriv point, block, named_place, area eller municipality, eller översätt ordet i \
             kolumnkartan.",
            "Write point, block, named_place, area or municipality, or translate the word in the \
             mapping.",
        ),
        P::ProjectionNotSaid | P::UnknownProjection => (
            "Ange ett EPSG-nummer: 4326 (grader), 3006 (SWEREF 99 TM), 3007–3018 (SWEREF \
             99-zoner), 3021 (RT 90), 32601–32660 (UTM) eller 2263.",
            "Give an EPSG number: 4326 (degrees), 3006 (SWEREF 99 TM), 3007–3018 (SWEREF 99 \
             zones), 3021 (RT 90), 32601–32660 (UTM) or 2263.",
        ),
        P::NotACoordinate => (
            "Skriv ett tal i grader eller meter, till exempel 58.5052 eller 6486000.",
            "Write a number of degrees or metres, such as 58.5052 or 6486000.",
        ),
        P::HalfAPosition => (
            "Fyll i båda koordinaterna eller töm båda.",
            "Fill in both coordinates, or leave both empty.",
        ),
        P::NotOnEarth { swapped_is: true } => (
            "Koordinaterna verkar ha bytt plats: stämmer det, säg i kolumnkartan att nord och öst \
             har bytt plats (axes = \"swapped\" i en fil).",
            "The coordinates seem to have changed places: if that is so, say in the mapping that \
             north and east changed places (axes = \"swapped\" in a file).",
        ),
        P::NotOnEarth { swapped_is: false } => (
            "Kontrollera talen och koordinatsystemet.",
            "Check the numbers and the coordinate system.",
        ),
        P::NotAPoint { .. } => (
            "Gör lagret till punkter, eller läs in det som områden.",
            "Turn the layer into points, or import it as areas.",
        ),
        P::BrokenGeometry => ("Spara lagret på nytt.", "Save the layer again."),
        P::NotYesOrNo => (
            "Skriv ja eller nej, eller översätt ordet i kolumnkartan.",
            "Write yes or no, or translate the word in the mapping.",
        ),
        P::NotACount => (
            "Skriv ett helt tal, noll eller mer.",
            "Write a whole number, zero or more.",
        ),
        P::CountTooLarge => (
            "Skriv högst 10 000, eller dela upp raden på flera områden eller tider.",
            "Write 10,000 at most, or part the row into several areas or times.",
        ),
        P::SameKeyTwice { .. } => (
            "Ge raderna olika id, eller låt varje rad räknas (repeats = \"each\").",
            "Give the rows different ids, or let every row count (repeats = \"each\").",
        ),
        P::TooManyKinds { .. } => (
            "Välj en kolumn med kategorier, inte med fritext eller adresser.",
            "Choose a column of categories, not of free text or addresses.",
        ),
        P::UnknownCategory => (
            "Översätt ordet i kolumnkartan, eller lägg till kategorin; med new_categories = \
             \"add\" läggs den under Övrigt.",
            "Translate the word in the mapping, or add the category; with new_categories = \
             \"add\" it is put under Other.",
        ),
        P::UnknownPlace => (
            "Översätt namnet i kolumnkartan eller lägg till platsen; med new_places = \
             \"leave_out\" tas raden in utan namnet.",
            "Translate the name in the mapping or add the place; with new_places = \"leave_out\" \
             the row comes in without the name.",
        ),
        P::FormulaText => (
            "Ta bort tecknet =, +, @ eller - i början.",
            "Remove the =, +, @ or - at the beginning.",
        ),
    };
    in_lang(lang, sv, en)
}
