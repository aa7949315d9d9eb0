//! What columns are called, in Swedish and English.

use crate::incidents::mapping::IncidentField;
use crate::mapping::folded;
use crate::rows::tidied;

/// Names for the same thing, the surest first.
pub(super) type Names = &'static [&'static str];

pub(super) const ON: Names = &[
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
pub(super) const START: Names = &[
    "date start",
    "start date",
    "startdatum",
    "start",
    "från",
    "från och med",
];
pub(super) const END: Names = &[
    "date end",
    "end date",
    "slutdatum",
    "slut",
    "end",
    "till",
    "till och med",
];
pub(super) const CLOCK: Names = &[
    "klockslag",
    "kl",
    "tid",
    "time",
    "occur time",
    "tidpunkt",
    "time of day",
];
pub(super) const EAST: Names = &[
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
pub(super) const NORTH: Names = &[
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
pub(super) const BY_NAME: &[(IncidentField, Names)] = &[
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
pub(super) const ABOUT_PERSONS: Names = &[
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
pub(super) fn plain(name: &str) -> String {
    let spaced: String = folded(name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    tidied(&spaced)
}
