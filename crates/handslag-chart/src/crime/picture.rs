//! Line, band and marks of a crime chart, each in its place.

use super::labels::{keys, marks};
use super::{Band, CrimeChart, Point, Row};
use crate::frame::{Frame, LABEL, Room, path};
use crate::labels::{
    END_LABEL_ROOM, Key, Mark, draw_marks, keys_above, keys_beside, keys_height, marks_height,
};
use crate::lang::Words as _;
use crate::number::{px, short_number};
use crate::palette::{BAND, EDGE, PERIOD, QUIET};
use crate::scale::{Axis, Plot};
use crate::strokes::{area, own_line, runs};
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
    keys: Vec<Key>,
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
        let keys = keys(chart, &rows);
        let key = layout.pick(0.0, keys_height(&keys));
        let room = Room {
            left,
            right,
            key,
            strip: marks_height(&marks),
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
            keys,
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
            (draw_marks(&self.marks, &self.frame))
            (own_line(&self.own(), |index, value| (self.x(index), self.y(value))))
            @match self.chart.heading.layout {
                Layout::Wide => (keys_beside(&self.keys, &self.frame, |value| self.y(value))),
                Layout::Narrow => (keys_above(&self.keys, self.frame.key_top)),
            }
            (self.places())
        })
    }

    fn x(&self, index: usize) -> f64 {
        self.frame.plot.middle(index, self.rows.len())
    }

    fn y(&self, value: f64) -> f64 {
        self.frame.plot.y(value, &self.axis)
    }

    fn own(&self) -> Vec<Option<Point>> {
        self.rows.iter().map(|row| row.own).collect()
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
