//! Why something was proposed.

use crate::incidents::coordinates::name_of;
use crate::problem::Lang;

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
    /// Whether a person must say the coordinate system.
    #[must_use]
    pub fn asks_for_system(&self) -> bool {
        matches!(self, Self::SeveralSystems { .. } | Self::UnknownSystem)
    }

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
            Self::SystemFound { epsg } => {
                let name = name_of(*epsg);
                (
                    format!("Talen stämmer med koordinatsystemet {name}."),
                    format!("The numbers fit the coordinate system {name}."),
                )
            }
            Self::SeveralSystems { epsg } => {
                let list: Vec<String> = epsg.iter().map(|n| name_of(*n)).collect();
                let list = list.join(", ");
                (
                    format!("Talen stämmer med flera koordinatsystem: {list}. Ange det rätta."),
                    format!("The numbers fit several coordinate systems: {list}. Say which."),
                )
            }
            Self::UnknownSystem => (
                "Koordinaterna är inte grader och stämmer inte med något system vi prövar. Ange \
                 koordinatsystemet (EPSG-nummer)."
                    .to_owned(),
                "The coordinates are no degrees and fit no system that we try. Give the coordinate \
                 system (EPSG number)."
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
