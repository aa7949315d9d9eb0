//! How has crime moved here, beside comparable municipalities?

mod labels;
mod picture;

use crate::frame::{Frame, Room};
use crate::lang::Words as _;
use crate::number::drawable;
use crate::{Heading, Period};
use picture::Picture;

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
        self.heading.lang.decimals(value, self.decimals)
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
