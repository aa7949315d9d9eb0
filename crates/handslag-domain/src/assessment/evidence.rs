//! What the log shows of each shape of target.

mod amount;
mod cases;
mod coverage;
mod parts;

use jiff::civil::Date;

use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::period::Per;
use crate::promise::Commitment;
use crate::target::{Bound, Counted, Target};

use amount::{average, count, ongoing, trend};
use cases::{milestone, share, within_time};
use coverage::coverage;
use parts::{compound, conditional, outcome_state};

use super::calendar::{Season, Time, stretches};
use super::count::{Counting, Log};
use super::{CannotTell, EntryCount, Evidenced, State, StretchCount};

/// What is asked: a commitment, on a day, by a log.
#[derive(Clone)]
pub struct Asked<'a> {
    pub document: &'a PromiseDocument,
    pub log: &'a Log<'a>,
    pub commitment: &'a Commitment,
    pub time: &'a Time,
    pub season: Option<Season>,
    /// Why nobody can say when it is promised for.
    pub doubt: Option<CannotTell>,
}

impl Asked<'_> {
    fn counting(&self, counted: &Counted) -> Vec<Counting<'_>> {
        let days = |day| self.time.counts(day) && self.in_season(day);
        self.log.counting(self, counted, days)
    }

    fn in_season(&self, day: Date) -> bool {
        self.season.as_ref().is_none_or(|s| s.holds(day))
    }

    /// An answer with only what is the same for every shape.
    fn blank(&self, shape: &str, counted: &Counted) -> Evidenced {
        Evidenced {
            shape: shape.to_owned(),
            title: None,
            on_time: None,
            state: State::Running,
            counted: Amount::ZERO,
            unit: counted.unit().to_owned(),
            target: None,
            ceiling: None,
            expected: None,
            reached: None,
            reached_on: None,
            due: self.time.to,
            stretches: Vec::new(),
            members: Vec::new(),
            parts: Vec::new(),
            ratio: None,
            entries: Vec::new(),
        }
    }

    /// What a ceiling comes to that looks kept: kept, if anybody counts the kind.
    fn kept_ceiling(&self, counted: &Counted, state: State) -> State {
        let kept = matches!(state, State::Met | State::Exceeded);
        match kept && !self.log.is_empty() && !self.log.knows_the_kind(self, counted) {
            true => State::CannotTell {
                why: CannotTell::KindNotLogged,
            },
            false => state,
        }
    }

    fn blank_with_entries(&self, shape: &str, counted: &Counted) -> Evidenced {
        let mut answer = self.blank(shape, counted);
        answer.entries = entry_counts(&self.counting(counted), counted);
        answer.counted = sum(&answer.entries);
        answer
    }

    fn cannot_tell(&self, shape: &str, counted: &Counted, why: CannotTell) -> Evidenced {
        let mut answer = self.blank_with_entries(shape, counted);
        answer.state = State::CannotTell { why };
        answer
    }

    fn stretch_counts(&self, per: &Per, bound: Bound, entries: &[EntryCount]) -> Vec<StretchCount> {
        // What was done after midnight may belong to the evening before the log begins.
        let counted = entries.iter().map(|e| e.on);
        let days = self
            .time
            .days(self.log.first_day().into_iter().chain(counted).min());
        stretches(per, days, self.season.as_ref())
            .into_iter()
            .map(|stretch| {
                let counted = sum_within(entries, stretch.days.from, stretch.days.to);
                StretchCount {
                    days: stretch.days,
                    counted,
                    demanded: stretch.demanded,
                    over: stretch.days.to <= self.time.at
                        && (self.time.to.is_some() || stretch.days.to < self.time.at),
                    met: within(bound, counted),
                }
            })
            .collect()
    }

    /// Share of the time gone; of a season only its own days are time.
    fn share_gone(&self) -> Option<Amount> {
        let whole = self.time.share_gone()?;
        let Some(season) = &self.season else {
            return Some(whole);
        };
        let days = self.time.days(None);
        let mine: Vec<Date> = days.iter().filter(|d| season.holds(*d)).collect();
        let gone = mine.iter().filter(|d| **d <= self.time.at).count();
        amount_of(gone)
            .checked_div(amount_of(mine.len()))
            .map(|share| share.round(3))
    }
}

/// What the log shows of a target. What holds only on a condition or in a
/// season answers by the name of what is then promised.
pub fn evidence(asked: &Asked<'_>, target: &Target) -> Evidenced {
    let mut answer = by_shape(asked, target);
    if !asked.time.readable {
        answer.state = State::CannotTell {
            why: CannotTell::NoPeriod,
        };
    } else if !asked.time.begun() {
        answer.state = State::NotBegun;
    } else if let Some(why) = &asked.doubt {
        answer = without_measure(answer, why.clone());
    } else if asked.log.is_empty() && rests_on_nothing(&answer.state) {
        answer.state = State::CannotTell {
            why: CannotTell::NothingLogged,
        };
    } else if let Some(start) = &asked.time.no_such_start {
        // What is asked for by now hangs on the day when it began.
        answer.expected = None;
        if matches!(answer.state, State::Partly | State::NotMet) {
            answer.state = State::CannotTell {
                why: CannotTell::NoSuchDate(start.0.clone()),
            };
        }
    }
    answer
}

/// What was done, and nothing to hold it against.
fn without_measure(answer: Evidenced, why: CannotTell) -> Evidenced {
    Evidenced {
        state: State::CannotTell { why },
        target: None,
        ceiling: None,
        expected: None,
        reached: None,
        reached_on: None,
        due: None,
        stretches: Vec::new(),
        ..answer
    }
}

/// Whether more than this may not be done: then nothing to see is all well.
fn is_ceiling(bound: Bound) -> bool {
    bound.ceiling().is_some() && bound.floor().is_none_or(Amount::is_zero)
}

/// A ceiling kept, a fall, or no need, when nothing at all was logged, shows
/// no more than a floor that was not reached.
fn rests_on_nothing(state: &State) -> bool {
    matches!(
        state,
        State::NotMet | State::Met | State::Exceeded | State::NoNeedArose
    )
}

fn by_shape(asked: &Asked<'_>, target: &Target) -> Evidenced {
    match target {
        Target::Count(t) => count(asked, t, "count"),
        Target::Average(t) => average(asked, t),
        Target::Coverage(t) => coverage(asked, t),
        Target::WithinTime(t) => within_time(asked, t),
        Target::Share(t) => share(asked, t),
        Target::Milestone(t) => milestone(asked, t),
        Target::Trend(t) => trend(asked, t),
        Target::Conditional(t) => conditional(asked, t),
        Target::Seasonal(t) => {
            let (season, doubt) = match Season::of(t) {
                Ok(season) => (Some(season), asked.doubt.clone()),
                Err(why) => (None, Some(why)),
            };
            let inner = Asked {
                season,
                doubt,
                ..asked.clone()
            };
            evidence(&inner, &t.then)
        }
        Target::Ongoing(t) => ongoing(asked, t),
        Target::Compound(t) => compound(asked, t),
        Target::OutcomeState(t) => outcome_state(asked, t),
        Target::None(t) => asked.cannot_tell("none", &t.counted, CannotTell::Vague),
        Target::Other(_) => asked.cannot_tell(
            target.shape(),
            &Counted::default(),
            CannotTell::UnknownShape,
        ),
    }
}

fn entry_counts(counting: &[Counting<'_>], counted: &Counted) -> Vec<EntryCount> {
    counting.iter().map(|c| c.entry_count(counted)).collect()
}

fn sum(entries: &[EntryCount]) -> Amount {
    entries.iter().map(|e| e.amount).sum()
}

fn sum_within(entries: &[EntryCount], from: Date, to: Date) -> Amount {
    entries
        .iter()
        .filter(|e| from <= e.on && e.on <= to)
        .map(|e| e.amount)
        .sum()
}

fn within(bound: Bound, counted: Amount) -> bool {
    bound.floor().is_none_or(|n| counted >= n) && bound.ceiling().is_none_or(|n| counted <= n)
}

/// `counted / whole`, at most 1; a whole of nothing is reached.
fn part_of(counted: Amount, whole: Amount) -> Amount {
    counted
        .checked_div(whole)
        .map_or(Amount::ONE, |part| part.min(Amount::ONE).round(3))
}

fn day_of_reaching(entries: &[EntryCount], n: Amount) -> Option<Date> {
    let mut so_far = Amount::ZERO;
    entries.iter().find_map(|e| {
        so_far = so_far + e.amount;
        (so_far >= n).then_some(e.on)
    })
}

pub fn amount_of(n: usize) -> Amount {
    Amount::from(i64::try_from(n).unwrap_or(i64::MAX))
}
