//! Line, band and marks of a crime chart, each in its place.

use super::labels::{END_LABEL_ROOM, KEY_INDENT, Mark, apart, keys, marks};
use super::{Band, CrimeChart, Point, Row};
use crate::frame::{Frame, LABEL, LINE, Room, Type, label_over_lines, path};
use crate::lang::Words as _;
use crate::number::{px, short_number};
use crate::palette::{BAND, EDGE, OWN, PAPER, PERIOD, QUIET};
use crate::scale::{Axis, Plot};
use crate::text::{clean, width};
use crate::{Heading, Layout, Period, time_axis};
use maud::{Markup, html};

/// A chart with everything in its place.
pub(super) struct Picture<'a> {
    chart: &'a CrimeChart,
    rows: Vec<Row>,
    axis: Axis,
    axis_labels: Vec<String>,
    marks: Vec<Mark>,
    frame: Frame<'a>,
}

impl<'a> Picture<'a> {
    pub(super) fn new(chart: &'a CrimeChart, rows: Vec<Row>, largest: f64) -> Self {
        let Heading { lang, layout, .. } = chart.heading;
        let axis = Axis::from_zero(largest, 4, chart.decimals == 0);
        let axis_labels: Vec<String> = axis
            .ticks
            .iter()
            .map(|tick| short_number(*tick, axis.decimals, lang))
            .collect();
        let left = 8.0
            + axis_labels
                .iter()
                .map(|text| width(text, LABEL, false))
                .fold(0.0, f64::max);
        let right = layout.pick(END_LABEL_ROOM + 12.0, 6.0);
        let across = Plot {
            left,
            right: layout.width() - right,
            top: 0.0,
            bottom: 0.0,
        };
        let marks = marks(chart, &across);
        let mark_rows = marks.iter().map(|mark| mark.row + 1).max().unwrap_or(0);
        let key = match layout {
            Layout::Wide => 0.0,
            Layout::Narrow => keys(chart, &rows)
                .iter()
                .map(|key| key.texts.len() as f64 * LINE + 2.0)
                .sum(),
        };
        let room = Room {
            left,
            right,
            key,
            strip: mark_rows as f64 * LINE,
            plot: layout.pick(270.0, 200.0),
            axis: time_axis::height(&periods(&rows)),
        };
        let frame = Frame::new(&chart.heading, room, &notes(chart, &rows));
        Self {
            chart,
            rows,
            axis,
            axis_labels,
            marks,
            frame,
        }
    }

    pub(super) fn svg(&self) -> String {
        let lang = self.chart.heading.lang;
        self.frame.svg(&html! {
            (self.highlight())
            (self.frame.value_axis(&self.axis, &self.axis_labels))
            (self.band())
            (time_axis::draw(&periods(&self.rows), &self.frame.plot, self.chart.heading.layout.width(), lang))
            (self.marks())
            (self.own())
            @match self.chart.heading.layout {
                Layout::Wide => (self.end_labels()),
                Layout::Narrow => (self.key()),
            }
            (self.places())
        })
    }

    fn x(&self, index: usize) -> f64 {
        self.frame.plot.middle(index, self.rows.len())
    }

    fn y(&self, value: f64) -> f64 {
        self.frame.plot.y(value, self.axis.top)
    }

    fn highlight(&self) -> Markup {
        let plot = self.frame.plot;
        html! {
            @if let Some((first, last, _)) = self.chart.highlighted() {
                @let left = plot.edge(first, self.rows.len());
                @let right = plot.edge(last + 1, self.rows.len());
                rect class={ "hs-period " (PERIOD.fill()) } x=(px(left)) y=(px(plot.top)) width=(px(right - left)) height=(px(plot.bottom - plot.top)) fill=(PERIOD.light) {}
            }
        }
    }

    /// Area, edges and median for each unbroken stretch of the band.
    fn band(&self) -> Markup {
        let bands: Vec<_> = self.rows.iter().map(|row| row.band).collect();
        html! {
            g class="hs-band" {
                @for run in runs(&bands) {
                    @let upper = self.along(&run, |band| band.upper);
                    @let lower = self.along(&run, |band| band.lower);
                    @let median = self.along(&run, |band| band.median);
                    path class=(BAND.fill()) d=(area(&upper, &lower)) fill=(BAND.light) {}
                    path class={ "hs-band-upper " (EDGE.stroke()) } d=(path(&upper)) fill="none" stroke=(EDGE.light) stroke-width="0.75" {}
                    path class={ "hs-band-lower " (EDGE.stroke()) } d=(path(&lower)) fill="none" stroke=(EDGE.light) stroke-width="0.75" {}
                    path class={ "hs-median " (QUIET.stroke()) } d=(path(&median)) fill="none" stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray="1.5 2.5" {}
                }
            }
        }
    }

    /// The points of a stretch. One period alone is drawn as wide as its place.
    fn along(&self, run: &[(usize, Band)], value: impl Fn(&Band) -> f64) -> Vec<(f64, f64)> {
        let points = run
            .iter()
            .map(|(index, band)| (self.x(*index), self.y(value(band))));
        if run.len() > 1 {
            return points.collect();
        }
        let half = (self.frame.plot.place_width(self.rows.len()) * 0.4).min(30.0);
        points
            .flat_map(|(x, y)| [(x - half, y), (x + half, y)])
            .collect()
    }

    fn own(&self) -> Markup {
        let points: Vec<_> = self.rows.iter().map(|row| row.own).collect();
        let at = |index: usize, point: &Point| (self.x(index), self.y(point.value));
        let mut solid = Vec::new();
        let mut dashed = Vec::new();
        for run in runs(&points) {
            for pair in run.windows(2) {
                let [(i, from), (j, to)] = pair else { continue };
                let kind = if from.preliminary || to.preliminary {
                    &mut dashed
                } else {
                    &mut solid
                };
                join(kind, at(*i, from), at(*j, to));
            }
        }
        html! {
            g class="hs-own" fill="none" stroke-linejoin="round" stroke-linecap="round" {
                @for line in &solid {
                    path class=(OWN.stroke()) d=(path(line)) stroke=(OWN.light) stroke-width="2.75" {}
                }
                @for line in &dashed {
                    path class=(OWN.stroke()) d=(path(line)) stroke=(OWN.light) stroke-width="2.25" stroke-dasharray="5 5" {}
                }
                @for (index, point) in dotted(&points) {
                    @let (x, y) = at(index, &point);
                    @let inside = if point.preliminary { PAPER } else { OWN };
                    @let kind = if point.preliminary { "hs-preliminary" } else { "hs-point" };
                    @let radius = if points.len() <= FEW { 4.5 } else { 3.25 };
                    circle class={ (kind) " " (inside.fill()) " " (OWN.stroke()) } cx=(px(x)) cy=(px(y)) r=(px(radius)) fill=(inside.light) stroke=(OWN.light) stroke-width="2" {}
                }
            }
        }
    }

    fn marks(&self) -> Markup {
        let plot = self.frame.plot;
        let top = |mark: &Mark| self.frame.strip_top + mark.row as f64 * LINE;
        html! {
            g class="hs-breaks" {
                @for mark in self.marks.iter().filter(|mark| mark.line) {
                    line class=(QUIET.stroke()) x1=(px(mark.x)) x2=(px(mark.x)) y1=(px(top(mark) + 3.0)) y2=(px(plot.bottom)) stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray="4 3" {}
                }
                @for mark in &self.marks {
                    (label_over_lines(&mark.text, mark.text_left, top(mark) + LABEL, Type::label(QUIET)))
                }
            }
        }
    }

    /// Names at the right end of what they name, moved apart where they meet.
    fn end_labels(&self) -> Markup {
        let plot = self.frame.plot;
        let mut keys = keys(self.chart, &self.rows);
        keys.sort_by(|one, other| self.y(one.value).total_cmp(&self.y(other.value)));
        let heights: Vec<f64> = keys
            .iter()
            .map(|key| key.texts.len() as f64 * LINE)
            .collect();
        let wanted: Vec<f64> = keys
            .iter()
            .zip(&heights)
            .map(|(key, height)| self.y(key.value) - height / 2.0)
            .collect();
        let tops = apart(&wanted, &heights, plot.top - 4.0, plot.bottom + 4.0);
        html! {
            g class="hs-names" {
                @for (key, top) in keys.iter().zip(tops) {
                    (key.draw(plot.right + 10.0, top))
                }
            }
        }
    }

    /// Names above the plot, each beside a sample of what it names.
    fn key(&self) -> Markup {
        let mut top = self.frame.key_top;
        let mut placed = Vec::new();
        for key in keys(self.chart, &self.rows) {
            let height = key.texts.len() as f64 * LINE + 2.0;
            placed.push((key, top));
            top += height;
        }
        html! {
            g class="hs-names" {
                @for (key, top) in &placed {
                    (key.sample(*top))
                    (key.draw(KEY_INDENT, *top))
                }
            }
        }
    }

    /// An unseen area for each period that shows its figures under a pointer.
    fn places(&self) -> Markup {
        let plot = self.frame.plot;
        let n = self.rows.len();
        html! {
            g class="hs-places" fill="none" pointer-events="all" {
                @for (index, row) in self.rows.iter().enumerate() {
                    rect x=(px(plot.edge(index, n))) y=(px(plot.top)) width=(px(plot.place_width(n))) height=(px(plot.bottom - plot.top)) {
                        title { (self.place_text(row)) }
                    }
                }
            }
        }
    }

    /// A line for the period, one for the own figure, one for the band.
    fn place_text(&self, row: &Row) -> String {
        let chart = self.chart;
        let lang = chart.heading.lang;
        let own = row
            .own
            .map_or_else(|| lang.no_figure().to_owned(), |point| chart.shown(point));
        let mut texts = vec![row.period.label(lang), format!("{}: {own}", chart.own_name)];
        if let Some(band) = row.band {
            let [lower, median, upper] =
                [band.lower, band.median, band.upper].map(|value| chart.figure(value));
            texts.push(format!(
                "{}: {lower}–{upper}, median {median}",
                chart.band_name
            ));
        }
        texts
            .iter()
            .map(|text| clean(text))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Up to so many periods, each gets a point of its own.
const FEW: usize = 24;
fn periods(rows: &[Row]) -> Vec<Period> {
    rows.iter().map(|row| row.period).collect()
}

fn notes(chart: &CrimeChart, rows: &[Row]) -> Vec<&'static str> {
    let lang = chart.heading.lang;
    let mut notes = Vec::new();
    if rows
        .iter()
        .any(|row| row.own.is_some_and(|point| point.preliminary))
    {
        notes.push(lang.hollow_explained());
    }
    if rows.iter().any(|row| row.own.is_none()) {
        notes.push(lang.gaps_explained());
    }
    notes
}

/// The unbroken stretches of a list with gaps, with the index of each value.
fn runs<T: Copy>(values: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut runs: Vec<Vec<(usize, T)>> = Vec::new();
    let mut open = false;
    for (index, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) if open => run.push((index, *value)),
            (Some(value), _) => runs.push(vec![(index, *value)]),
            (None, _) => {}
        }
        open = value.is_some();
    }
    runs
}

/// The points that get a dot: all if they are few; else those that a line
/// would not show for what they are, and the last.
fn dotted(points: &[Option<Point>]) -> Vec<(usize, Point)> {
    let all = points.len() <= FEW;
    let last = points.iter().rposition(Option::is_some);
    let known = |index: Option<usize>| {
        index
            .and_then(|index| points.get(index)?.as_ref())
            .is_some()
    };
    points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| Some((index, (*point)?)))
        .filter(|(index, point)| {
            let alone = !known(index.checked_sub(1)) && !known(Some(index + 1));
            all || point.preliminary || alone || Some(*index) == last
        })
        .collect()
}

type Line = Vec<(f64, f64)>;

/// Adds the stretch from `from` to `to`, to the last line if it ends there.
fn join(lines: &mut Vec<Line>, from: (f64, f64), to: (f64, f64)) {
    match lines.last_mut() {
        Some(line) if line.last() == Some(&from) => line.push(to),
        _ => lines.push(vec![from, to]),
    }
}

fn area(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    let around: Line = upper.iter().chain(lower.iter().rev()).copied().collect();
    format!("{}Z", path(&around))
}
