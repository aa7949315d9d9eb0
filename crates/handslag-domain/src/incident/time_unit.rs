//! Which question of time can an incident answer, when it is only known between
//! two limits? One known to its month says nothing of the day, and one known to
//! its year nothing of the month.

/// The steps in which time is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// An hour of the day.
    Hour,
    /// A day, or a day of the week.
    Day,
    /// A week: what gathers, and what soon comes again.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

impl TimeUnit {
    /// Every unit, the finest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The longest window, in minutes, from which a question in this unit is
    /// answered; whatever is longer is left out, counted and said.
    ///
    /// When the clocks are put back, what begins and ends at midnight has an hour more.
    #[must_use]
    pub const fn longest_window_min(self) -> u32 {
        match self {
            Self::Hour => HOUR,
            Self::Day => DAY + HOUR,
            Self::Week => 7 * DAY + HOUR,
            Self::Month => 31 * DAY + HOUR,
            Self::Year => 366 * DAY,
        }
    }

    /// The finest question that a window answers; none when it is longer than a year.
    #[must_use]
    pub fn of_window(width_min: u32) -> Option<Self> {
        let answers = |unit: &Self| width_min <= unit.longest_window_min();
        Self::ALL.into_iter().find(answers)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::super::{TimePrecision, TimeWindow};
    use super::*;

    fn answers(year: i16, month: i8, day: i8, precision: TimePrecision) -> Option<TimeUnit> {
        let sweden = TimeZone::get("Europe/Stockholm").unwrap();
        let window = TimeWindow::calendar(date(year, month, day), precision, &sweden).unwrap();
        TimeUnit::of_window(u32::try_from(window.length_s() / 60).unwrap())
    }

    #[test]
    fn what_is_known_to_its_day_month_or_year_answers_no_finer_question() {
        for (year, month, day) in [(2023, 1, 1), (2023, 10, 29), (2024, 3, 31), (2024, 2, 29)] {
            let of = |precision| answers(year, month, day, precision);
            assert_eq!(of(TimePrecision::Day), Some(TimeUnit::Day));
            assert_eq!(of(TimePrecision::Month), Some(TimeUnit::Month));
            assert_eq!(of(TimePrecision::Year), Some(TimeUnit::Year));
        }
    }

    #[test]
    fn a_night_answers_for_its_day_and_a_holiday_of_a_week_for_its_week() {
        let hours = |n: u32| TimeUnit::of_window(n * 60);
        assert_eq!(TimeUnit::of_window(0), Some(TimeUnit::Hour));
        assert_eq!(hours(1), Some(TimeUnit::Hour));
        assert_eq!(hours(9), Some(TimeUnit::Day));
        assert_eq!(hours(7 * 24), Some(TimeUnit::Week));
        assert_eq!(hours(8 * 24), Some(TimeUnit::Month));
        assert_eq!(hours(2 * 366 * 24), None);
    }
}
