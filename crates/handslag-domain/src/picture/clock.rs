//! The law's clock: the picture is updated and the action plan followed up at
//! least every second year (act 2023:196 6 §).

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::written_date::WrittenDate;

use super::{Decision, Picture};

/// How long before its day a duty is soon: a board that meets once a month
/// needs a paper, a meeting and a reserve.
pub const SOON_DAYS: i32 = 120;

/// The two duties, each with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalClock {
    /// To update the picture.
    pub update: Due,
    /// To follow up the plan.
    pub follow_up: Due,
}

/// Where a duty stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Due {
    /// Nobody has said when it was last done.
    Unknown,
    /// There is time.
    InTime {
        /// The last day.
        by: Date,
    },
    /// The day is near.
    Soon {
        /// The last day.
        by: Date,
        /// How many days are left, that day itself not counted.
        days_left: i32,
    },
    /// The day has passed.
    Overdue {
        /// The last day.
        by: Date,
        /// How many days ago.
        days_over: i32,
    },
}

impl LegalClock {
    /// The clock of a picture on a day.
    pub fn of(picture: &Picture, today: Date) -> Self {
        let decided = |decision: &Option<Decision>| decision.as_ref().and_then(|d| d.on.clone());
        let plan = picture.action_plan.clone().unwrap_or_default();
        let updated = [picture.updated_on.clone(), decided(&picture.decided)];
        let followed_up = [plan.followed_up_on.clone(), decided(&plan.decided)];
        Self {
            update: Due::after_latest(updated, today),
            follow_up: Due::after_latest(followed_up, today),
        }
    }
}

impl LegalClock {
    /// What the clock of an earlier day shows on this one.
    pub fn seen_on(self, today: Date) -> Self {
        Self {
            update: self.update.seen_on(today),
            follow_up: self.follow_up.seen_on(today),
        }
    }
}

impl Due {
    /// Two years after it was last done. A time in words counts from its first
    /// day, so that "2022" never gives longer than the law does; on a day that has
    /// not come nothing has been done.
    fn after_latest(done: [Option<WrittenDate>; 2], today: Date) -> Self {
        let days = done.into_iter().flatten();
        let been = days.filter_map(|day| day.first_day().ok());
        let Some(last) = been.filter(|day| *day <= today).max() else {
            return Self::Unknown;
        };
        Self::until(last.saturating_add(2.years()), today)
    }

    fn seen_on(self, today: Date) -> Self {
        self.by().map_or(self, |by| Self::until(by, today))
    }

    fn until(by: Date, today: Date) -> Self {
        let left = (by - today).get_days();
        match left {
            ..0 => Self::Overdue {
                by,
                days_over: -left,
            },
            0..=SOON_DAYS => Self::Soon {
                by,
                days_left: left,
            },
            _ => Self::InTime { by },
        }
    }

    /// The last day, when it is known.
    pub fn by(self) -> Option<Date> {
        match self {
            Self::Unknown => None,
            Self::InTime { by } | Self::Soon { by, .. } | Self::Overdue { by, .. } => Some(by),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn due(last: &str, today: Date) -> Due {
        Due::after_latest([Some(last.into()), None], today)
    }

    #[test]
    fn two_years_later_is_the_last_day_and_the_day_after_is_too_late() {
        let by = date(2025, 3, 1);
        assert_eq!(
            due("2023-03-01", date(2024, 11, 1)),
            Due::Soon { by, days_left: 120 }
        );
        assert_eq!(due("2023-03-01", date(2024, 10, 31)), Due::InTime { by });
        assert_eq!(due("2023-03-01", by), Due::Soon { by, days_left: 0 });
        assert_eq!(
            due("2023-03-01", date(2025, 3, 2)),
            Due::Overdue { by, days_over: 1 }
        );
    }

    #[test]
    fn a_leap_day_a_year_in_words_and_a_date_that_does_not_exist() {
        assert_eq!(
            due("2024-02-29", date(2025, 1, 1)).by(),
            Some(date(2026, 2, 28))
        );
        assert_eq!(due("2022", date(2023, 1, 1)).by(), Some(date(2024, 1, 1)));
        assert_eq!(due("31 juni 2022", date(2023, 1, 1)), Due::Unknown);
        let last = due("9999-12-31", date(9999, 12, 31));
        assert_eq!(last.by(), Some(Date::MAX));
    }

    #[test]
    fn a_day_that_has_not_come_winds_no_clock() {
        let today = date(2023, 1, 1);
        assert_eq!(due("2023-01-02", today), Due::Unknown);
        let both = [Some("2031-01-01".into()), Some("2022-05-01".into())];
        let by = Due::after_latest(both, today).by();
        assert_eq!(by, Some(date(2024, 5, 1)));
    }

    #[test]
    fn the_latest_of_update_and_decision_counts() {
        let on = |day: &str| {
            Some(Decision {
                on: Some(day.into()),
                ..Decision::default()
            })
        };
        let mut picture = Picture {
            decided: on("2022-05-01"),
            ..Picture::default()
        };
        let today = date(2023, 1, 1);
        assert_eq!(
            LegalClock::of(&picture, today).update.by(),
            Some(date(2024, 5, 1))
        );
        assert_eq!(LegalClock::of(&picture, today).follow_up, Due::Unknown);
        picture.updated_on = Some("2022-11-01".into());
        picture.action_plan = Some(super::super::ActionPlan {
            decided: on("2022-09-01"),
            ..Default::default()
        });
        let clock = LegalClock::of(&picture, today);
        assert_eq!(clock.update.by(), Some(date(2024, 11, 1)));
        assert_eq!(clock.follow_up.by(), Some(date(2024, 9, 1)));
        // Decided anew after the last update: that is an update too.
        picture.decided = on("2023-12-01");
        let clock = LegalClock::of(&picture, date(2024, 1, 1));
        assert_eq!(clock.update.by(), Some(date(2025, 12, 1)));
    }
}
