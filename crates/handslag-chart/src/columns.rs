//! How much was done, month by month?

use crate::frame::{Anchor, Frame, LABEL, Room, Type, label};
use crate::lang::Words as _;
use crate::number::{px, short_number};
use crate::palette::{EDGE, INK, OWN, QUIET};
use crate::scale::{Axis, Plot};
use crate::text::width;
use crate::{Heading, Period, time_axis};
use maud::{Markup, html};

/// A small chart of counts by month.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MonthColumns {
    /// What the chart says about itself.
    pub heading: Heading,
    /// One for every month, in order, months without anything included.
    pub columns: Vec<MonthColumn>,
}

/// The count of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthColumn {
    /// The month.
    pub period: Period,
    /// How much was done; zero is a count, none is not known (yet).
    pub count: Option<u32>,
}

/// The columns as one `<svg>`, each with its figure where that fits.
pub fn month_columns(chart: &MonthColumns) -> String {
    let Heading { lang, layout, .. } = chart.heading;
    let Some(largest) = chart.columns.iter().filter_map(|column| column.count).max() else {
        let room = Room {
            plot: 60.0,
            axis: 10.0,
            ..Room::default()
        };
        let frame = Frame::new(&chart.heading, room, &[]);
        return frame.svg(&frame.nothing_to_show());
    };
    let axis = Axis::from_zero(f64::from(largest), 3, true);
    let ticks: Vec<String> = axis
        .ticks
        .iter()
        .map(|tick| short_number(*tick, 0, lang))
        .collect();
    let left = 8.0
        + ticks
            .iter()
            .map(|text| width(text, LABEL, false))
            .fold(0.0, f64::max);
    let periods: Vec<Period> = chart.columns.iter().map(|column| column.period).collect();
    let room = Room {
        left,
        right: 2.0,
        // A figure stands above the highest column.
        strip: LABEL,
        plot: layout.pick(110.0, 96.0),
        axis: time_axis::height(&periods),
        ..Room::default()
    };
    let frame = Frame::new(&chart.heading, room, &[]);
    frame.svg(&html! {
        (frame.value_axis(&axis, &ticks))
        (columns(chart, &frame.plot, &axis))
        (time_axis::draw(&periods, &frame.plot, layout.width(), lang))
    })
}

fn columns(chart: &MonthColumns, plot: &Plot, axis: &Axis) -> Markup {
    let lang = chart.heading.lang;
    let n = chart.columns.len();
    let place = plot.place_width(n);
    let wide = (place * 0.66).min(44.0);
    let figure = |count: Option<u32>| match count {
        Some(count) => lang.decimals(f64::from(count), 0),
        None => "–".to_owned(),
    };
    let fits = chart
        .columns
        .iter()
        .all(|column| width(&figure(column.count), LABEL, false) + 2.0 <= place);
    html! {
        g class="hs-columns" {
            @for (index, column) in chart.columns.iter().enumerate() {
                @let x = plot.middle(index, n);
                @let y = plot.y(column.count.map_or(0.0, f64::from), axis);
                @let words = column.count.map_or_else(|| lang.no_figure().to_owned(), |_| figure(column.count));
                g {
                    title { (column.period.label(lang)) ": " (words) }
                    // Zero is a count too: a thin line on the axis.
                    @if column.count == Some(0) {
                        rect class=(EDGE.fill()) x=(px(x - wide / 2.0)) y=(px(plot.bottom - 1.5)) width=(px(wide)) height="2" fill=(EDGE.light) {}
                    } @else if column.count.is_some() {
                        rect class=(OWN.fill()) x=(px(x - wide / 2.0)) y=(px(y)) width=(px(wide)) height=(px(plot.bottom - y)) fill=(OWN.light) {}
                    }
                    @if fits {
                        @let paint = if column.count.is_some() { INK } else { QUIET };
                        (label(&figure(column.count), x, y - 5.0, Anchor::Middle, Type::label(paint)))
                    }
                }
            }
        }
    }
}
