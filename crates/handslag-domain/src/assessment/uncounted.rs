//! Why does an entry not count, where its kind does?

use jiff::civil::Date;

use crate::activity::Activity;
use crate::document::PromiseDocument;
use crate::promise::Commitment;
use crate::target::Counted;

use super::calendar::Time;
use super::count::{Log, day_of, fits_hours, fits_place, places};
use super::evidence::Asked;

/// A commitment that counts entries of the kind, but not this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncounted {
    /// The commitment's name.
    pub name: String,
    /// Why this one does not count.
    pub why: WhyUncounted,
}

/// What an entry lacks, in the words of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum WhyUncounted {
    /// It says that it serves another commitment.
    ServesAnother,
    /// Its day is outside the period.
    OutsidePeriod {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
    /// It has no place, and only these places count.
    NoPlace(Vec<String>),
    /// Only these places count.
    OtherPlace(Vec<String>),
    /// It has no time of day, and only these hours count.
    NoTime(Vec<String>),
    /// Only these hours count.
    OtherHours(Vec<String>),
    /// Only what these parties took part in counts.
    OtherParties(Vec<String>),
    /// It holds none of what is counted.
    NoneOf {
        /// The unit.
        unit: String,
    },
    /// It is there, but it does not change the number.
    SameNumber,
}

/// Each commitment that counts the entry's kind, with the reason why the
/// entry adds nothing to it. `at` is the day of seeing.
pub fn uncounted(document: &PromiseDocument, entry: &Activity, at: Date) -> Vec<Uncounted> {
    let log = Log::of(document);
    let of_kind = |counted: &&Counted| counted.types.iter().any(|t| t.is_same_as(&entry.kind));
    document
        .commitments
        .iter()
        .filter_map(|commitment| {
            let counted = commitment.target.counted().into_iter().find(of_kind)?;
            Some(Uncounted {
                name: commitment.name().to_owned(),
                why: why(document, &log, commitment, counted, entry, at),
            })
        })
        .collect()
}

fn why(
    document: &PromiseDocument,
    log: &Log<'_>,
    commitment: &Commitment,
    counted: &Counted,
    entry: &Activity,
    at: Date,
) -> WhyUncounted {
    let time = Time::of(&commitment.time_of(&document.promise), at);
    let asked = Asked {
        document,
        log,
        commitment,
        time: &time,
        season: None,
        doubt: None,
    };
    let serves = entry.serves.contains(&commitment.id);
    let place_names = || {
        let ids = places(commitment, counted).iter();
        ids.map(|id| document.place_name(id).to_owned()).collect()
    };
    let party_names = || {
        let ids = counted.parties.iter();
        ids.map(|id| document.party_name(id).to_owned()).collect()
    };
    let in_time = day_of(counted, entry).is_some_and(|day| time.counts(day));
    let minutes = counted.one.as_ref().and_then(|one| one.minutes);
    match entry {
        _ if !entry.serves.is_empty() && !serves => WhyUncounted::ServesAnother,
        _ if !in_time => WhyUncounted::OutsidePeriod {
            from: time.from,
            to: time.to,
        },
        _ if !fits_place(&asked, counted, entry, serves) => match entry.place {
            None => WhyUncounted::NoPlace(place_names()),
            Some(_) => WhyUncounted::OtherPlace(place_names()),
        },
        _ if !fits_hours(counted, entry, serves) => match entry.at {
            None => WhyUncounted::NoTime(counted.between_hours.clone()),
            Some(_) => WhyUncounted::OtherHours(counted.between_hours.clone()),
        },
        _ if !counted.parties.is_empty()
            && !entry.parties.iter().any(|p| counted.parties.contains(p)) =>
        {
            WhyUncounted::OtherParties(party_names())
        }
        _ if entry.amount_of(counted.unit(), minutes).is_zero() => WhyUncounted::NoneOf {
            unit: counted.unit().to_owned(),
        },
        _ => WhyUncounted::SameNumber,
    }
}
