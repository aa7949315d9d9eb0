//! What a commitment needs on a day: work, nothing, or a better log.

use crate::verdict::{OnTime, Verdict};

use super::{Assessment, CannotTell, Evidenced, State};

/// How a commitment goes, for those who plan the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// Behind, uneven, broken or disputed.
    NeedsSomething,
    /// In time, done, or never needed.
    AsItShould,
    /// Its time has not begun.
    NotBegun,
    /// It waits for a need that has not arisen.
    NoNeedYet,
    /// Nothing is logged for it.
    NothingLogged,
    /// A party says so, and nothing shows it.
    OnlyTold,
    /// Nothing recorded can show it.
    CannotBeAssessed,
    /// Something is done, and there is nothing to hold it against the time.
    NoMeasure,
}

impl Pace {
    /// Every pace, in the order it is told.
    pub const ALL: [Self; 8] = [
        Self::NeedsSomething,
        Self::AsItShould,
        Self::NotBegun,
        Self::NoNeedYet,
        Self::NothingLogged,
        Self::OnlyTold,
        Self::CannotBeAssessed,
        Self::NoMeasure,
    ];
}

impl Assessment {
    /// How it goes.
    pub fn pace(&self) -> Pace {
        let evidenced = &self.evidenced;
        match (self.verdict, &evidenced.state, &self.on_time) {
            (Verdict::NotKept | Verdict::Partly | Verdict::Disputed, ..) => Pace::NeedsSomething,
            (_, _, OnTime::Uneven { .. }) => Pace::NeedsSomething,
            (_, _, on_time) if on_time.is_behind() => Pace::NeedsSomething,
            (Verdict::OnlyTold, ..) => Pace::OnlyTold,
            (Verdict::Exceeded | Verdict::Kept | Verdict::NoNeedArose, ..) => Pace::AsItShould,
            (_, State::NotBegun, _) => Pace::NotBegun,
            (_, State::NoNeedYet, _) => Pace::NoNeedYet,
            (_, State::CannotTell { why }, _) if *why == CannotTell::NothingLogged => {
                Pace::NothingLogged
            }
            (Verdict::CannotBeAssessed, ..) | (_, State::CannotTell { .. }, _) => {
                Pace::CannotBeAssessed
            }
            // A ceiling asks for nothing to be done.
            _ if evidenced.nothing_logged() && evidenced.ceiling_alone().is_none() => {
                Pace::NothingLogged
            }
            (_, _, OnTime::NoMeasure) => Pace::NoMeasure,
            _ => Pace::AsItShould,
        }
    }
}

impl Evidenced {
    /// Whether neither the target nor any part of it has an entry in the log.
    pub fn nothing_logged(&self) -> bool {
        self.entries.is_empty() && self.parts.iter().all(Self::nothing_logged)
    }

    /// The ceiling, where nothing is asked for beneath it.
    fn ceiling_alone(&self) -> Option<crate::amount::Amount> {
        self.ceiling.filter(|_| self.target.is_none())
    }
}
