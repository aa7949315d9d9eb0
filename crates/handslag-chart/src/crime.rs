//! How has crime moved here, beside comparable municipalities?

use crate::frame::{Anchor, Frame, LABEL, LINE, Room, Type, label, label_over_lines, path};
use crate::number::{drawable, number, px, short_number};
use crate::palette::{BAND, EDGE, INK, OWN, PAPER, PERIOD, QUIET};
use crate::scale::{Axis, Plot};
use crate::text::{clean, shorten, width, wrap};
use crate::time_axis;
use crate::{Heading, Layout, Period};
use maud::{Markup, html};

/// An own line on the grey band of the middle half of the others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CrimeChart {
    /// What the chart says about itself.
    pub heading: Heading,
    /// Whose line it is: "Lidköping".
    pub own_name: String,
    /// Whose band it is: "Mittersta hälften av jämförbara kommuner".
    pub band_name: String,
    /// Decimals shown: 0 for counts.
    pub decimals: usize,
    /// The figures in order of time, one row for every period, gaps included.
    pub rows: Vec<Row>,
    /// Where figures before and after cannot quite be compared.
    pub breaks: Vec<Break>,
    /// Shaded lightly, such as the period of a promise.
    pub highlight: Option<Highlight>,
}

/// The figures of one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The period they belong to.
    pub period: Period,
    /// The own figure; none leaves a gap.
    pub own: Option<Point>,
    /// The middle half of the others; none leaves a gap.
    pub band: Option<Band>,
}

/// One figure. Negative, undefined or beyond 10¹⁵, it counts as missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// In the chart's unit.
    pub value: f64,
    /// True until the source calls it final.
    pub preliminary: bool,
}

/// The middle half of a group. Out of order or not drawable (see [`Point`]),
/// it counts as missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Lower quartile, in the chart's unit.
    pub lower: f64,
    /// Median.
    pub median: f64,
    /// Upper quartile.
    pub upper: f64,
}

/// A break in the series.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// The first period of the new kind. Drawn only between two periods shown.
    pub from: Period,
    /// A few words: "ny polisorganisation".
    pub label: String,
}

/// A stretch of time with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// Its first period.
    pub from: Period,
    /// Its last period.
    pub to: Period,
    /// A few words: "löftet gäller".
    pub label: String,
}

/// The chart as one `<svg>`: title, unit, band, median, line, breaks, foot.
pub fn crime_chart(chart: &CrimeChart) -> String {
    let rows = chart.drawable_rows();
    let Some(largest) = largest(&rows) else {
        let room = Room {
            plot: 90.0,
            axis: 10.0,
            ..Room::default()
        };
        let frame = Frame::new(&chart.heading, room, &[]);
        return frame.svg(&frame.nothing_to_show());
    };
    Picture::new(chart, rows, largest).svg()
}

impl CrimeChart {
    /// The rows as they are drawn: what cannot be drawn is missing.
    pub(crate) fn drawable_rows(&self) -> Vec<Row> {
        self.rows.iter().map(Row::drawable).collect()
    }

    pub(crate) fn figure(&self, value: f64) -> String {
        number(value, self.decimals, self.heading.lang)
    }

    /// A figure with the word "preliminär" if it is.
    fn shown(&self, point: Point) -> String {
        let figure = self.figure(point.value);
        if point.preliminary {
            format!("{figure} ({})", self.heading.lang.preliminary())
        } else {
            figure
        }
    }

    /// The breaks that fall between two rows, each with the later row's index.
    pub(crate) fn breaks_at(&self) -> impl Iterator<Item = (usize, &str)> {
        self.breaks.iter().filter_map(|mark| {
            let from = mark.from.start();
            let after = self
                .rows
                .iter()
                .position(|row| row.period.start() >= from)?;
            (after > 0).then_some((after, mark.label.as_str()))
        })
    }

    /// The first and last row of the highlighted time, if any is shown.
    fn highlighted(&self) -> Option<(usize, usize, &str)> {
        let Highlight { from, to, label } = self.highlight.as_ref()?;
        let inside = |row: &Row| row.period.end() >= from.start() && row.period.start() <= to.end();
        let first = self.rows.iter().position(inside)?;
        let last = self.rows.iter().rposition(inside)?;
        Some((first, last, label))
    }
}

impl Row {
    fn drawable(&self) -> Self {
        Self {
            period: self.period,
            own: self.own.filter(|point| drawable(point.value).is_some()),
            band: self.band.filter(|band| {
                let Band {
                    lower,
                    median,
                    upper,
                } = *band;
                lower <= median
                    && median <= upper
                    && drawable(lower).is_some()
                    && drawable(upper).is_some()
            }),
        }
    }
}

fn largest(rows: &[Row]) -> Option<f64> {
    rows.iter()
        .flat_map(|row| {
            [
                row.own.map(|point| point.value),
                row.band.map(|band| band.upper),
            ]
        })
        .flatten()
        .reduce(f64::max)
}

/// A chart with everything in its place.
struct Picture<'a> {
    chart: &'a CrimeChart,
    rows: Vec<Row>,
    axis: Axis,
    axis_labels: Vec<String>,
    marks: Vec<Mark>,
    frame: Frame<'a>,
}

impl<'a> Picture<'a> {
    fn new(chart: &'a CrimeChart, rows: Vec<Row>, largest: f64) -> Self {
        let Heading { lang, layout, .. } = chart.heading;
        let axis = Axis::from_zero(largest, layout.pick(4, 3), chart.decimals == 0);
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

    fn svg(&self) -> String {
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
const END_LABEL_ROOM: f64 = 142.0;
const KEY_INDENT: f64 = 34.0;
const KEY_LINES: usize = 5;

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

/// A label above the plot, and whether a line runs down from it.
struct Mark {
    x: f64,
    text: String,
    text_left: f64,
    row: usize,
    line: bool,
}

/// Labels of breaks and of the highlighted time, in rows where none meet.
fn marks(chart: &CrimeChart, plot: &Plot) -> Vec<Mark> {
    let n = chart.rows.len();
    let across = chart.heading.layout.width();
    let named = chart
        .highlighted()
        .map(|(first, _, text)| (plot.edge(first, n), text, false));
    let broken = chart
        .breaks_at()
        .map(|(after, text)| (plot.edge(after, n), text, true));
    let mut wanted: Vec<_> = named.into_iter().chain(broken).collect();
    wanted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut ends: Vec<f64> = Vec::new();
    let mut marks = Vec::new();
    for (x, text, line) in wanted {
        let text = shorten(text, across - 8.0, LABEL, false);
        let long = width(&text, LABEL, false);
        let indent = if line { 5.0 } else { 0.0 };
        let text_left = match x + indent {
            right if right + long <= across => right,
            _ if x - indent - long >= 0.0 => x - indent - long,
            _ => (across - long) / 2.0,
        };
        let row = ends
            .iter()
            .position(|end| *end <= text_left.min(x))
            .unwrap_or(ends.len());
        ends.resize(ends.len().max(row + 1), 0.0);
        ends[row] = (text_left + long).max(x) + 10.0;
        marks.push(Mark {
            x,
            text,
            text_left,
            row,
            line,
        });
    }
    marks
}

/// A name with its latest figure.
struct Key {
    own: bool,
    value: f64,
    texts: Vec<(String, Type)>,
}

/// The keys to line and band, each only if there is anything to name.
fn keys(chart: &CrimeChart, rows: &[Row]) -> Vec<Key> {
    let last_own = rows.iter().rposition(|row| row.own.is_some());
    let last_band = rows.iter().rposition(|row| row.band.is_some());
    let own = last_own
        .and_then(|at| Some((rows[at].own?, at)))
        .map(|(point, at)| Key {
            own: true,
            value: point.value,
            texts: key_texts(
                chart,
                &chart.own_name,
                &latest(chart, rows, at, chart.shown(point)),
                Type::bold(OWN),
            ),
        });
    let band = last_band
        .and_then(|at| Some((rows[at].band?, at)))
        .map(|(band, at)| Key {
            own: false,
            value: (band.lower + band.upper) / 2.0,
            texts: key_texts(
                chart,
                &chart.band_name,
                &format!(
                    "median {}",
                    latest(chart, rows, at, chart.figure(band.median))
                ),
                Type::label(QUIET),
            ),
        });
    own.into_iter().chain(band).collect()
}

/// The figure, with its period where that is not the last one shown.
fn latest(chart: &CrimeChart, rows: &[Row], at: usize, figure: String) -> String {
    if at + 1 == rows.len() {
        return figure;
    }
    format!("{figure} ({})", rows[at].period.label(chart.heading.lang))
}

/// The name above its figure at the end of a line, in one sentence in a key.
fn key_texts(chart: &CrimeChart, name: &str, figure: &str, set: Type) -> Vec<(String, Type)> {
    if chart.heading.layout == Layout::Narrow {
        let room = Layout::Narrow.width() - KEY_INDENT;
        let lines = few_lines(&format!("{name}, {figure}"), room, set.bold);
        return lines.into_iter().map(|line| (line, set)).collect();
    }
    let paint = if set.bold { INK } else { set.paint };
    let names = few_lines(name, END_LABEL_ROOM, set.bold);
    let figures = few_lines(figure, END_LABEL_ROOM, false);
    let names = names.into_iter().map(|line| (line, set));
    names
        .chain(figures.into_iter().map(|line| (line, Type::label(paint))))
        .collect()
}

/// A text in at most [`KEY_LINES`] lines, shortened beyond that.
fn few_lines(text: &str, room: f64, bold: bool) -> Vec<String> {
    let mut lines = wrap(text, room, LABEL, bold);
    if lines.len() > KEY_LINES {
        let rest = lines.split_off(KEY_LINES - 1).join(" ");
        lines.push(shorten(&rest, room, LABEL, bold));
    }
    lines
}

impl Key {
    fn draw(&self, x: f64, top: f64) -> Markup {
        html! {
            @for (n, (text, set)) in self.texts.iter().enumerate() {
                (label(text, x, top + LABEL + n as f64 * LINE, Anchor::Start, *set))
            }
        }
    }

    fn sample(&self, top: f64) -> Markup {
        let (left, right, y) = (1.0, KEY_INDENT - 9.0, top + 9.0);
        html! {
            @if self.own {
                line class=(OWN.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(OWN.light) stroke-width="2.75" {}
            } @else {
                rect class={ (BAND.fill()) " " (EDGE.stroke()) } x=(px(left)) y=(px(y - 6.0)) width=(px(right - left)) height="12" fill=(BAND.light) stroke=(EDGE.light) stroke-width="0.75" {}
                line class=(QUIET.stroke()) x1=(px(left)) x2=(px(right)) y1=(px(y)) y2=(px(y)) stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray="1.5 2.5" {}
            }
        }
    }
}

/// Tops for boxes of `heights`, as near `wanted` as they can be without
/// meeting, from `first` down to `last`. Both lists are in order downwards.
fn apart(wanted: &[f64], heights: &[f64], first: f64, last: f64) -> Vec<f64> {
    const BETWEEN: f64 = 6.0;
    let mut tops = Vec::new();
    let mut free = first;
    for (wanted, height) in wanted.iter().zip(heights) {
        let top = wanted.max(free);
        tops.push(top);
        free = top + height + BETWEEN;
    }
    let mut floor = last;
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = top.min(floor - height);
        floor = *top - BETWEEN;
    }
    tops
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
