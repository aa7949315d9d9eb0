//! Which periods are named below a plot, and where?

use crate::frame::{Anchor, LABEL, LINE, Type, label};
use crate::number::px;
use crate::palette::{EDGE, QUIET};
use crate::scale::Plot;
use crate::text::width;
use crate::{Lang, Period};
use maud::{Markup, html};

/// How much room the names take, in pixels.
pub(crate) fn height(periods: &[Period]) -> f64 {
    match kind(periods) {
        Kind::Months => 2.0 * LINE + 12.0,
        Kind::Years | Kind::YearStarts => LINE + 14.0,
    }
}

enum Kind {
    /// Each place is a year, named in its middle.
    Years,
    /// Each place is a month, named in its middle, with the year beneath.
    Months,
    /// Many months: only where a year starts there is a tick and a name.
    YearStarts,
}

/// Up to so many months are named; more than that, and only years are.
const FEW_MONTHS: usize = 18;

fn kind(periods: &[Period]) -> Kind {
    if periods
        .iter()
        .all(|period| matches!(period, Period::Year(_)))
    {
        Kind::Years
    } else if periods.len() <= FEW_MONTHS {
        Kind::Months
    } else {
        Kind::YearStarts
    }
}

/// Names and ticks below `plot`; none reaches beyond `across`.
pub(crate) fn draw(periods: &[Period], plot: &Plot, across: f64, lang: Lang) -> Markup {
    let kind = kind(periods);
    html! {
        g class="hs-axis-x" {
            @match kind {
                Kind::Years => (middles(periods, plot, across, lang, &[1, 2, 5, 10, 20, 50])),
                Kind::Months => {
                    (middles(periods, plot, across, lang, &[1, 2, 3, 6, 12]))
                    (year_starts(periods, plot, across, LINE))
                }
                Kind::YearStarts => (year_starts(periods, plot, across, 0.0)),
            }
        }
    }
}

/// Names in the middle of places, as many as fit: every one, or every so many
/// as one of `steps` says, so that the last year, or the first month, is named.
fn middles(periods: &[Period], plot: &Plot, across: f64, lang: Lang, steps: &[usize]) -> Markup {
    let n = periods.len();
    let names: Vec<String> = periods
        .iter()
        .map(|period| period.short_label(lang))
        .collect();
    let widest = names
        .iter()
        .map(|name| width(name, LABEL, false))
        .fold(0.0, f64::max);
    let fitting = ((widest + 3.0) / plot.place_width(n)).ceil().max(1.0) as usize;
    let step = steps
        .iter()
        .copied()
        .find(|step| *step >= fitting)
        .unwrap_or(fitting);
    let named = |index: usize| match periods[index] {
        Period::Year(_) => (n - 1 - index).is_multiple_of(step),
        Period::Month(..) => index.is_multiple_of(step),
    };
    html! {
        @for (index, name) in names.iter().enumerate() {
            @if named(index) {
                @let half = width(name, LABEL, false) / 2.0;
                @let x = plot.middle(index, n).min(across - half).max(half);
                (label(name, x, plot.bottom + 19.0, Anchor::Middle, Type::label(QUIET)))
            }
        }
    }
}

/// A tick where a year starts, and its name to the right of it where that fits.
fn year_starts(periods: &[Period], plot: &Plot, across: f64, lower: f64) -> Markup {
    let n = periods.len();
    let starts: Vec<usize> = (0..n)
        .filter(|index| *index == 0 || periods[*index].year() != periods[index - 1].year())
        .collect();
    let ends = starts
        .iter()
        .skip(1)
        .map(|index| plot.edge(*index, n))
        .chain([across]);
    let places: Vec<(f64, f64, String)> = starts
        .iter()
        .zip(ends)
        .map(|(index, end)| {
            (
                plot.edge(*index, n),
                end,
                periods[*index].year().to_string(),
            )
        })
        .collect();
    let top = plot.bottom + lower;
    html! {
        @for (x, end, name) in &places {
            line class=(EDGE.stroke()) x1=(px(*x)) x2=(px(*x)) y1=(px(plot.bottom)) y2=(px(top + 20.0)) stroke=(EDGE.light) stroke-width="1" {}
            @if x + 5.0 + width(name, LABEL, false) <= *end {
                (label(name, x + 5.0, top + 19.0, Anchor::Start, Type::label(QUIET)))
            }
        }
    }
}
