//! Own gap among the gaps of those where nothing was promised.

use handslag_domain::effect::PlaceboLines;

use super::lines::{Lines, empty, latest, numbers, other_keys, own_key, readable, row_of};
use super::sheet::{Cell, Column, Sheet, decimals, figure};
use super::{Chart, chart as set, heading};
use crate::crime::Point;
use crate::labels::Key;
use crate::lang::Words as _;
use crate::number::{finite, with_sign};
use crate::scale::Axis;
use crate::{Heading, Lang, Layout, Period};

pub(super) fn chart(lines: &PlaceboLines, lang: Lang) -> Chart {
    let figures = Figures::of(lines);
    let sheet = figures.sheet(lang);
    let heading = Heading {
        description: figures.description(lang),
        ..heading(&lines.id, lang, &lines.finding, &lines.unit, &lines.source)
    };
    let table = sheet.table(lang);
    set(heading, &sheet, |heading| match figures.ends() {
        Some(ends) => {
            figures
                .lines(lang, ends)
                .svg(heading, figures.keys(lang, heading.layout), &table)
        }
        None => empty(heading),
    })
}

/// What can be drawn of [`PlaceboLines`], row by row.
struct Figures<'a> {
    lines: &'a PlaceboLines,
    periods: Vec<Period>,
    own: Vec<Option<f64>>,
    placebos: Vec<(&'a str, Vec<Option<f64>>)>,
    decimals: usize,
}

impl<'a> Figures<'a> {
    fn of(lines: &'a PlaceboLines) -> Self {
        let rows = readable(&lines.periods);
        let own = numbers(&lines.own.1, &rows, finite);
        let placebos: Vec<(&str, Vec<Option<f64>>)> = lines
            .placebos
            .iter()
            .map(|(name, values)| (name.as_str(), numbers(values, &rows, finite)))
            .collect();
        let all = placebos.iter().flat_map(|(_, values)| values);
        Self {
            decimals: decimals(own.iter().chain(all).copied()),
            lines,
            periods: rows.into_iter().map(|(_, period)| period).collect(),
            own,
            placebos,
        }
    }

    /// The lowest and the highest of all.
    fn ends(&self) -> Option<(f64, f64)> {
        let all = self.placebos.iter().flat_map(|(_, values)| values);
        let known = self.own.iter().chain(all).flatten();
        known.fold(None, |ends, value| {
            let (low, high) = ends.unwrap_or((*value, *value));
            Some((f64::min(low, *value), f64::max(high, *value)))
        })
    }

    fn judged_from(&self) -> Option<usize> {
        row_of(&self.periods, self.lines.judged_from.as_deref()?)
    }

    fn lines(&self, lang: Lang, (low, high): (f64, f64)) -> Lines<'_> {
        let missing = self.own.iter().any(Option::is_none);
        let points = self.own.iter().map(|value| {
            value.map(|value| Point {
                value,
                preliminary: false,
            })
        });
        Lines {
            periods: &self.periods,
            own: points.collect(),
            expected: Vec::new(),
            range: Vec::new(),
            others: self
                .placebos
                .iter()
                .map(|(_, values)| values.as_slice())
                .collect(),
            axis: Axis::through_zero(low, high, 5),
            differences: true,
            judged_from: self.judged_from(),
            breaks: Vec::new(),
            notes: missing.then(|| lang.gaps_explained()).into_iter().collect(),
        }
    }

    fn shown(&self, value: f64, lang: Lang) -> String {
        with_sign(value, &figure(value, self.decimals, lang))
    }

    fn keys(&self, lang: Lang, layout: Layout) -> Vec<Key> {
        let own = self.own.iter().rposition(Option::is_some).and_then(|at| {
            let value = self.own[at]?;
            let shown = latest(at, self.shown(value, lang), &self.periods, lang);
            Some(own_key(layout, value, &self.lines.own.0, &shown))
        });
        let others: Vec<(&str, &[Option<f64>])> = self
            .placebos
            .iter()
            .map(|(name, values)| (*name, values.as_slice()))
            .collect();
        let others = other_keys(layout, &others, lang.placebo_lines(others.len()), |value| {
            self.shown(value, lang)
        });
        own.into_iter().chain(others).collect()
    }

    fn sheet(&self, lang: Lang) -> Sheet {
        let numbers = |title: &str, key: &str| Column::with_decimals(title, key, self.decimals);
        let mut columns = vec![
            Column::new(lang.period_word(), "period"),
            numbers(&self.lines.own.0, "value"),
        ];
        columns.extend(self.placebos.iter().map(|(name, _)| numbers(name, name)));
        columns.push(Column::new(lang.remark(), "remark"));
        let judged_from = self.judged_from();
        let rows = (0..self.periods.len()).map(|n| {
            let mut row = vec![Cell::Period(self.periods[n]), Cell::Number(self.own[n])];
            row.extend(
                self.placebos
                    .iter()
                    .map(|(_, values)| Cell::Number(values[n])),
            );
            let judged = (judged_from == Some(n)).then(|| lang.judged_here());
            row.push(Cell::text(judged.unwrap_or_default()));
            row
        });
        Sheet {
            rows: rows.collect(),
            columns,
        }
    }

    /// The own gap at the end, and the lowest and highest of the others there.
    fn description(&self, lang: Lang) -> String {
        let mut said = vec![lang.line_chart().to_owned()];
        match self.own.iter().rposition(Option::is_some) {
            Some(at) => {
                let own = self.own[at].map(|value| self.shown(value, lang));
                let period = self.periods[at].label(lang);
                said.push(format!(
                    "{} {period}: {}.",
                    self.lines.own.0,
                    own.unwrap_or_default()
                ));
                let mut beside: Vec<f64> = self
                    .placebos
                    .iter()
                    .filter_map(|(_, values)| values[at])
                    .collect();
                beside.sort_by(f64::total_cmp);
                if let (Some(low), Some(high)) = (beside.first(), beside.last()) {
                    let ends = lang.between(&self.shown(*low, lang), &self.shown(*high, lang));
                    said.push(lang.others_between(beside.len(), &ends));
                }
            }
            None => said.push(lang.nothing_to_show().to_owned()),
        }
        said.push(lang.all_in_table().to_owned());
        said.join(" ")
    }
}
