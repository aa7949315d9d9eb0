//! Own line over time, with what was to be expected and the comparable.

use handslag_domain::effect::{ExpectedLine, Span};

use super::lines::{
    Lines, empty, in_order, latest, name_and_figure, numbers, other_keys, own_key, readable, row_of,
};
use super::sheet::{Cell, Column, Sheet, decimals, figure};
use super::{Chart, chart as set, heading};
use crate::crime::Point;
use crate::frame::Type;
use crate::labels::{Key, Sample};
use crate::lang::Words as _;
use crate::number::drawable;
use crate::palette::QUIET;
use crate::scale::Axis;
use crate::{Heading, Lang, Layout, Period};

pub(super) fn chart(line: &ExpectedLine, lang: Lang) -> Chart {
    let figures = Figures::of(line);
    let sheet = figures.sheet(lang);
    let heading = Heading {
        description: figures.description(lang),
        ..heading(&line.id, lang, &line.finding, &line.unit, &line.source)
    };
    let table = sheet.table(lang);
    set(heading, &sheet, |heading| match figures.largest() {
        Some(largest) => {
            figures
                .lines(lang, largest)
                .svg(heading, figures.keys(lang, heading.layout), &table)
        }
        None => empty(heading),
    })
}

/// What can be drawn of an [`ExpectedLine`], row by row.
struct Figures<'a> {
    line: &'a ExpectedLine,
    periods: Vec<Period>,
    own: Vec<Option<Point>>,
    expected: Vec<Option<f64>>,
    range: Vec<Option<Span>>,
    others: Vec<(&'a str, Vec<Option<f64>>)>,
    decimals: usize,
    decimals_expected: usize,
}

impl<'a> Figures<'a> {
    fn of(line: &'a ExpectedLine) -> Self {
        let rows = readable(&line.periods);
        let own = numbers(&line.own, &rows, drawable);
        let expected = numbers(&line.expected, &rows, drawable);
        let range: Vec<Option<Span>> = rows
            .iter()
            .map(|(n, _)| {
                let span = line.range.get(*n).copied().flatten().and_then(in_order)?;
                (span.lower >= 0.0).then_some(span)
            })
            .collect();
        let ends = range
            .iter()
            .flat_map(|span| [span.map(|s| s.lower), span.map(|s| s.upper)]);
        let points = rows.iter().zip(&own).map(|((n, _), value)| {
            let preliminary = line.preliminary.get(*n).copied().unwrap_or_default();
            value.map(|value| Point { value, preliminary })
        });
        Self {
            line,
            decimals: decimals(own.iter().copied()),
            decimals_expected: decimals(expected.iter().copied().chain(ends)),
            own: points.collect(),
            others: line
                .others
                .iter()
                .map(|(name, values)| (name.as_str(), numbers(values, &rows, drawable)))
                .collect(),
            periods: rows.into_iter().map(|(_, period)| period).collect(),
            expected,
            range,
        }
    }

    fn largest(&self) -> Option<f64> {
        let own = self.own.iter().flatten().map(|point| point.value);
        let upper = self.range.iter().flatten().map(|span| span.upper);
        let others = self.others.iter().flat_map(|(_, values)| values).flatten();
        own.chain(upper)
            .chain(self.expected.iter().flatten().copied())
            .chain(others.copied())
            .reduce(f64::max)
    }

    /// The breaks that fall between two rows, each with the later row's index.
    fn breaks(&self) -> Vec<(usize, &'a str)> {
        let known = self.line.breaks.iter();
        known
            .filter_map(|(at, why)| Some((row_of(&self.periods, at)?, why.as_str())))
            .filter(|(after, _)| *after > 0)
            .collect()
    }

    fn judged_from(&self) -> Option<usize> {
        row_of(&self.periods, self.line.judged_from.as_deref()?)
    }

    fn lines(&self, lang: Lang, largest: f64) -> Lines<'_> {
        let mut notes = Vec::new();
        if self.own.iter().flatten().any(|point| point.preliminary) {
            notes.push(lang.hollow_explained());
        }
        if self.own.iter().any(Option::is_none) {
            notes.push(lang.gaps_explained());
        }
        Lines {
            periods: &self.periods,
            own: self.own.clone(),
            expected: self.expected.clone(),
            range: self.range.clone(),
            others: self
                .others
                .iter()
                .map(|(_, values)| values.as_slice())
                .collect(),
            axis: Axis::from_zero(largest, 4, self.decimals == 0),
            differences: false,
            judged_from: self.judged_from(),
            breaks: self.breaks(),
            notes,
        }
    }

    fn own_figure(&self, point: Point, lang: Lang) -> String {
        let text = figure(point.value, self.decimals, lang);
        match point.preliminary {
            true => format!("{text} ({})", lang.preliminary()),
            false => text,
        }
    }

    fn expected_figure(&self, at: usize, lang: Lang) -> Option<String> {
        let write = |value| figure(value, self.decimals_expected, lang);
        let expected = self.expected[at].map(write);
        let range = self.range[at].map(|span| {
            let (lower, upper) = (write(span.lower), write(span.upper));
            lang.between(&lower, &upper)
        });
        match (expected, range) {
            (Some(expected), Some(range)) => Some(format!("{expected} ({range})")),
            (one, other) => one.or(other),
        }
    }

    fn last_expected(&self) -> Option<usize> {
        (0..self.periods.len())
            .rev()
            .find(|at| self.expected[*at].is_some() || self.range[*at].is_some())
    }

    fn keys(&self, lang: Lang, layout: Layout) -> Vec<Key> {
        let own = self.own.iter().rposition(Option::is_some).and_then(|at| {
            let point = self.own[at]?;
            let shown = latest(at, self.own_figure(point, lang), &self.periods, lang);
            Some(own_key(layout, point.value, &self.line.area, &shown))
        });
        let expected = self.last_expected().and_then(|at| {
            let shown = latest(at, self.expected_figure(at, lang)?, &self.periods, lang);
            let middle = self.range[at].map(|span| (span.lower + span.upper) / 2.0);
            Some(Key {
                sample: match (self.expected[at], self.range[at]) {
                    (Some(_), Some(_)) => Sample::Band,
                    (None, _) => Sample::Area,
                    (_, None) => Sample::Expected,
                },
                value: self.expected[at].or(middle)?,
                texts: name_and_figure(layout, lang.expected(), &shown, Type::label(QUIET)),
            })
        });
        let others: Vec<(&str, &[Option<f64>])> = self
            .others
            .iter()
            .map(|(name, values)| (*name, values.as_slice()))
            .collect();
        let decimals = decimals(self.others.iter().flat_map(|(_, values)| values.clone()));
        let others = other_keys(
            layout,
            &others,
            lang.comparable_lines(others.len()),
            |value| figure(value, decimals, lang),
        );
        own.into_iter().chain(expected).chain(others).collect()
    }

    fn sheet(&self, lang: Lang) -> Sheet {
        let lower = || self.range.iter().map(|span| span.map(|span| span.lower));
        let upper = || self.range.iter().map(|span| span.map(|span| span.upper));
        let own = || self.own.iter().map(|point| point.map(|point| point.value));
        let mut columns = vec![
            Column::new(lang.period_word(), "period"),
            Column::numbers(&self.line.area, "value", own()),
            Column::for_machines("preliminary"),
            Column::numbers(lang.expected(), "expected", self.expected.clone()),
            Column::numbers(lang.expected_from(), "expected_lower", lower()),
            Column::numbers(lang.expected_to(), "expected_upper", upper()),
        ];
        columns.extend(
            self.others
                .iter()
                .map(|(name, values)| Column::numbers(*name, *name, values.clone())),
        );
        columns.push(Column::new(lang.remark(), "remark"));
        let breaks = self.breaks();
        let judged_from = self.judged_from();
        let rows = (0..self.periods.len()).map(|n| {
            let own = self.own[n];
            let preliminary = own.is_some_and(|point| point.preliminary);
            let mut remarks: Vec<&str> = Vec::new();
            remarks.extend(preliminary.then(|| lang.preliminary()));
            remarks.extend((judged_from == Some(n)).then(|| lang.judged_here()));
            remarks.extend(
                breaks
                    .iter()
                    .filter(|(at, _)| *at == n)
                    .map(|(_, why)| *why),
            );
            let mut row = vec![
                Cell::Period(self.periods[n]),
                Cell::Number(own.map(|point| point.value)),
                Cell::Flag(own.map(|point| point.preliminary)),
                Cell::Number(self.expected[n]),
                Cell::Number(self.range[n].map(|span| span.lower)),
                Cell::Number(self.range[n].map(|span| span.upper)),
            ];
            row.extend(
                self.others
                    .iter()
                    .map(|(_, values)| Cell::Number(values[n])),
            );
            row.push(Cell::text(remarks.join("; ")));
            row
        });
        Sheet {
            rows: rows.collect(),
            columns,
        }
    }

    /// First and last own figure, and what was to be expected at the end.
    fn description(&self, lang: Lang) -> String {
        let known: Vec<(usize, Point)> = self
            .own
            .iter()
            .enumerate()
            .filter_map(|(n, point)| Some((n, (*point)?)))
            .collect();
        let mut said = vec![lang.line_chart().to_owned()];
        let at = |(n, point): &(usize, Point)| {
            format!(
                "{} ({})",
                self.own_figure(*point, lang),
                self.periods[*n].label(lang)
            )
        };
        match known.as_slice() {
            [] => said.push(lang.nothing_to_show().to_owned()),
            [one] => said.push(format!("{}: {}.", self.line.area, at(one))),
            [first, .., last] => {
                said.push(lang.went_from_to(&self.line.area, &at(first), &at(last)))
            }
        }
        if let Some(n) = self.last_expected() {
            let shown = self.expected_figure(n, lang).unwrap_or_default();
            said.push(format!(
                "{} {}: {shown}.",
                lang.expected(),
                self.periods[n].label(lang)
            ));
        }
        said.push(lang.all_in_table().to_owned());
        said.join(" ")
    }
}
