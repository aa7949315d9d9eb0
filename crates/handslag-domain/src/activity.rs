//! What was done: one entry in the log, counts only, never a person.

mod month_only;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::extra::Extra;
use crate::id::{ActivityId, CommitmentId, PartyId, PlaceId};
use crate::written_date::WrittenDate;

pub(crate) use month_only::counts_of;
pub use month_only::{NotAWholeNumber, is_counted_per_month_only, month_only_name};

/// The type of an activity: a word of the log, such as `trafikkontroll`.
/// The list is open; [`known_types`] are those that the product has texts for.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct ActivityType(pub String);

impl From<&str> for ActivityType {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Display for ActivityType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One entry in the log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Activity {
    /// Its id. The same id twice is the same activity.
    pub id: ActivityId,
    /// What was done.
    #[serde(rename = "type")]
    pub kind: ActivityType,
    /// The day, or the month when only that is known.
    pub on: WrittenDate,
    /// When in the day it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub at: Option<Time>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Who took part; a joint activity has several and counts once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// How many times, when one entry stands for several; one unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Amount>,
    /// Working hours of all who took part, together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Amount>,
    /// How many of the staff took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<Amount>,
    /// Hours from known to done, for things with a time limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took_hours: Option<Amount>,
    /// What else was counted: `classes`, `drivers`, `dogs`, `finds`, `fines`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, Amount>,
    /// Members of a set that were reached, such as "7A Fågelskolan".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// The commitments it serves. Without any, it counts wherever type, day,
    /// place and party fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<CommitmentId>,
    /// The entry of another party for the same activity: the two count as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<ActivityId>,
    /// A note without personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Activity {
    /// The day it counts from: the last day that its words cover, so that a
    /// month's tally is not counted before the month is over.
    pub fn day(&self) -> Option<Date> {
        self.on.last_day().ok()
    }

    /// How much of `unit` the entry holds. An entry that names no number of
    /// times is one, or the whole multiples of `minutes_for_one` that those who
    /// took part were there: their hours together divided by how many they were.
    pub fn amount_of(&self, unit: &str, minutes_for_one: Option<Amount>) -> Amount {
        let amount = match unit {
            "times" => self
                .times
                .unwrap_or_else(|| self.times_by_minutes(minutes_for_one)),
            "hours" => self.hours.unwrap_or_default(),
            "staff" => self.staff.unwrap_or_default(),
            other => self.count_of(other),
        };
        // A negative amount is an error that the import reports; it never lowers a count.
        amount.max(Amount::ZERO)
    }

    /// A talk or a report is one each time: an entry about single people that
    /// names no number of them has as many as it has times.
    fn count_of(&self, unit: &str) -> Amount {
        let unnamed = self.counts.is_empty()
            && month_only_name(&self.kind.0).is_some_and(|name| counts_of(name).contains(&unit));
        match unnamed {
            true => self.times.unwrap_or(Amount::ONE),
            false => self.counts.get(unit).copied().unwrap_or_default(),
        }
    }

    fn times_by_minutes(&self, minutes_for_one: Option<Amount>) -> Amount {
        let staff = self.staff.unwrap_or(Amount::ONE).max(Amount::ONE);
        minutes_for_one
            .zip(self.hours)
            .and_then(|(wanted, hours)| {
                // A third of an hour is written 0.33, and is twenty minutes all the same.
                let minutes = (hours * Amount::from(60u32)).checked_div(staff)?.round(0);
                minutes.checked_div(wanted)
            })
            .map_or(Amount::ONE, Amount::floor)
    }
}

/// The types that the product has names and form fields for, with the counts
/// that belong to each. Others are accepted as they are.
pub fn known_types() -> &'static [KnownType] {
    KNOWN_TYPES
}

/// A type of activity with the counts that belong to it.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownType {
    /// The word in the log.
    pub name: &'static str,
    /// The counts its form asks for.
    pub counts: &'static [&'static str],
}

const KNOWN_TYPES: &[KnownType] = &[
    KnownType {
        name: "trafikkontroll",
        counts: &["drivers", "fines"],
    },
    KnownType {
        name: "hastighetskontroll",
        counts: &["drivers", "fines"],
    },
    KnownType {
        name: "nykterhetskontroll",
        counts: &["drivers", "finds"],
    },
    KnownType {
        name: "fotpatrull",
        counts: &[],
    },
    KnownType {
        name: "krognärvaro",
        counts: &["places"],
    },
    KnownType {
        name: "krogtillsyn",
        counts: &["places"],
    },
    KnownType {
        name: "skolbesök",
        counts: &["classes"],
    },
    KnownType {
        name: "lektion",
        counts: &["classes", "lessons"],
    },
    KnownType {
        name: "hundsök",
        counts: &["dogs", "finds"],
    },
    KnownType {
        name: "narkotikainsats",
        counts: &["finds"],
    },
    KnownType {
        name: "orossamtal",
        counts: &["talks"],
    },
    KnownType {
        name: "orosanmälan",
        counts: &["reports"],
    },
    KnownType {
        name: "trygghetsvandring",
        counts: &["participants"],
    },
    KnownType {
        name: "medborgardialog",
        counts: &["participants"],
    },
    KnownType {
        name: "landsbygdsråd",
        counts: &["participants"],
    },
    KnownType {
        name: "lägesbildsmöte",
        counts: &[],
    },
    KnownType {
        name: "föräldramöte",
        counts: &["participants"],
    },
    KnownType {
        name: "nattvandring",
        counts: &["participants"],
    },
    KnownType {
        name: "belysningsåtgärd",
        counts: &["places"],
    },
    KnownType {
        name: "informationsinsats",
        counts: &["participants"],
    },
];
