//! Which columns say when.

use super::Guess;
use super::names::{CLOCK, END, Names, ON, START, plain};
use crate::incidents::mapping::IncidentField;
use crate::incidents::time::month;
use crate::mapping::{DateOrder, Source};
use crate::written::time_of_day;

impl Guess<'_> {
    pub(super) fn when(&mut self) {
        let start = self.named(START, |column| self.sample.is_time(column));
        let end = self.named(END, |column| self.sample.is_time(column));
        if let (Some(start), Some(end)) = (start, end) {
            self.place(IncidentField::On, &start);
            self.place(IncidentField::Until, &end);
            self.date_order(&start);
        } else if !self.date_in_parts() {
            self.date_in_one();
        }
    }

    fn date_in_one(&mut self) {
        let Some(on) = self.named(ON, |column| self.sample.is_time(column)) else {
            return;
        };
        self.place(IncidentField::On, &on);
        self.date_order(&on);
        if matches!(plain(&on).as_str(), "month" | "månad") {
            let month = Source::value("month");
            self.mapping
                .fields
                .insert(IncidentField::TimePrecision, month);
        }
        let has_clock = self.sample.cells(&on).iter().any(|cell| cell.contains(':'));
        let is_clock = |column: &str| self.sample.holds(column, |c| time_of_day(c).is_ok());
        if let Some(clock) = self.named(CLOCK, is_clock).filter(|_| !has_clock) {
            self.place(IncidentField::At, &clock);
        }
    }

    /// Year, month, day, hour and minute, each in its own column.
    fn date_in_parts(&mut self) -> bool {
        let number = |from: i64, to: i64| {
            move |cell: &str| {
                let plain = cell.strip_suffix(".0").unwrap_or(cell);
                plain.parse().is_ok_and(|n: i64| (from..=to).contains(&n))
            }
        };
        let year = self.named(&["year", "år"], |column| {
            self.sample.holds(column, number(1990, 2099))
        });
        let has_other = self.named(&ON[..ON.len() - 2], |column| self.sample.is_time(column));
        let Some(year) = year.filter(|_| has_other.is_none()) else {
            return false;
        };
        self.place(IncidentField::Year, &year);
        let is_month = |cell: &str| month(cell).is_some_and(|n| (1..=12).contains(&n));
        let found = self.named(&["month", "månad"], |column| {
            self.sample.holds(column, is_month)
        });
        if let Some(column) = found {
            self.place(IncidentField::Month, &column);
        }
        for (field, names, to) in [
            (IncidentField::Day, &["day", "dag"][..], 31),
            (IncidentField::Hour, &["hour", "timme"], 23),
            (IncidentField::Minute, &["minute", "minut"], 59),
        ] {
            let names: Names = names;
            let holds = |column: &str| self.sample.holds(column, number(0, to));
            if let Some(column) = self.named(names, holds) {
                self.place(field, &column);
            }
        }
        true
    }

    /// Month first only if some day can be read no other way and none the usual way.
    fn date_order(&mut self, column: &str) {
        let (mut day_first, mut month_first) = (0, 0);
        for cell in self.sample.cells(column) {
            let mut parts = cell.split(['/', '.', ' ', '-']).map(str::parse::<u16>);
            if let (Some(Ok(first)), Some(Ok(second))) = (parts.next(), parts.next()) {
                day_first += usize::from((13..=31).contains(&first) && second <= 12);
                month_first += usize::from(first <= 12 && (13..=31).contains(&second));
            }
        }
        if month_first > 0 && day_first == 0 {
            self.mapping.dates = DateOrder::MonthFirst;
        }
    }
}
