//! When something can have happened, in words.

use handslag_domain::incident::{TimePrecision, TimeWindow};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::{Texts, arg};

impl Texts {
    /// "2 juni 2023 kl. 21:15", "juni 2023", "2 juni 2023 kl. 22:00 till 3 juni 2023 kl. 06:00";
    /// on Swedish clocks.
    pub fn time_window(self, window: &TimeWindow) -> String {
        let (from, last) = (local(window.from()), local(last_of(window)));
        let language = self.language;
        match window.precision() {
            TimePrecision::Day => self.window_day(&language.days(from.date(), last.date())),
            TimePrecision::Month => language.month(&from.strftime("%Y-%m").to_string()),
            TimePrecision::Year => from.year().to_string(),
            TimePrecision::Minute => self.at_minute(from),
            TimePrecision::Hour => self.window_hour(arg::WindowHour {
                day: &language.date(from.date()),
                time: &from.strftime("%H").to_string(),
            }),
            TimePrecision::Published => self.window_published(arg::WindowPublished {
                day: &language.date(from.date()),
                time: &from.strftime("%H:%M").to_string(),
            }),
            TimePrecision::Interval => self.window_between(arg::WindowBetween {
                from: &self.at_minute(from),
                to: &self.at_minute(last),
            }),
        }
    }

    fn at_minute(self, at: DateTime) -> String {
        self.window_minute(arg::WindowMinute {
            day: &self.language.date(at.date()),
            time: &at.strftime("%H:%M").to_string(),
        })
    }
}

/// The last minute in a window: its end is not in it.
fn last_of(window: &TimeWindow) -> Timestamp {
    (window.to() - jiff::SignedDuration::from_mins(1)).max(window.from())
}

fn local(at: Timestamp) -> DateTime {
    let stockholm = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    stockholm.to_datetime(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn check(from: &str, to: &str, precision: TimePrecision, expected: &str) {
        let window = TimeWindow::new(from.parse().unwrap(), to.parse().unwrap(), precision);
        let told = Language::Sv.texts().time_window(&window.unwrap());
        assert_eq!(told.replace('\u{a0}', " "), expected);
    }

    #[test]
    fn a_window_is_told_as_exactly_as_it_was_written() {
        use TimePrecision::{Day, Interval, Minute, Month, Year};
        check(
            "2023-06-02T19:15:00Z",
            "2023-06-02T19:16:00Z",
            Minute,
            "2 juni 2023 kl. 21:15",
        );
        check(
            "2023-06-01T22:00:00Z",
            "2023-06-02T22:00:00Z",
            Day,
            "2 juni 2023",
        );
        check(
            "2023-05-31T22:00:00Z",
            "2023-06-30T22:00:00Z",
            Month,
            "juni 2023",
        );
        check("2022-12-31T23:00:00Z", "2023-12-31T23:00:00Z", Year, "2023");
        check(
            "2023-06-02T20:00:00Z",
            "2023-06-03T04:01:00Z",
            Interval,
            "2 juni 2023 kl. 22:00 till 3 juni 2023 kl. 06:00",
        );
    }
}
