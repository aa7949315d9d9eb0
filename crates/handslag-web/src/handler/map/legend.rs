//! What the shades of the map mean, in words.

use handslag_app::picture::{Base, Layer, NotCompared, Periods, RateLegend, Turn};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::answer::{Told, rate_words};
use crate::visit::Visit;

/// The shades of a change, and what is not shaded.
const TURNS: [Turn; 6] = [
    Turn::MuchMore,
    Turn::More,
    Turn::Unclear,
    Turn::Fewer,
    Turn::MuchFewer,
    Turn::TooFew,
];

/// How large a point is drawn, in pixels: so much, so much more by the root of how
/// many there are, and never larger than the last.
pub const POINT_SIZES: [f64; 3] = [3.0, 1.5, 16.0];
/// The counts whose points the legend shows; the last is as large as any.
const POINTS_SHOWN: [u32; 4] = [1, 5, 20, 76];

/// The legend of what is drawn.
pub fn legend(told: &Told<'_>) -> Markup {
    let t = told.visit.t();
    match (&told.view.change, &told.view.rates) {
        (Some(Ok(periods)), _) => of_change(told, *periods),
        (Some(Err(why)), _) => html! { p { (not_compared(told.visit, *why)) } },
        (None, Some(rates)) => of_rates(told.visit, rates),
        (None, None) if told.view.has_points => of_points(told.visit),
        (None, None) => {
            let caption = match told.asked.layer {
                Layer::Areas | Layer::Rates => t.map_legend_areas(),
                Layer::Squares | Layer::Points => t.map_legend_squares(&told.side()),
            };
            let whole = |n: u32| told.visit.language.whole(n as usize);
            let classes = &told.view.classes;
            let words = classes.iter().enumerate().map(|(number, least)| {
                let last = classes.get(number + 1).map(|next| next - 1);
                match last {
                    Some(last) if last == *least => whole(last),
                    Some(last) => format!("{}–{}", whole(*least), whole(last)),
                    None => t.map_class_from(&whole(*least)),
                }
            });
            let note = (told.asked.layer == Layer::Points).then(|| t.map_legend_farther());
            shades(&caption, words.collect(), note)
        }
    }
}

/// Greens from the palest, each with its words; nothing where there are none.
fn shades(caption: &str, words: Vec<String>, note: Option<String>) -> Markup {
    html! {
        @if !words.is_empty() {
            figure.map-legend {
                figcaption { (caption) }
                ul { @for (number, words) in words.iter().enumerate() {
                    li { span.map-class.{ "map-class-" (number + 1) } aria-hidden="true" {} " " (words) }
                } }
                @if let Some(note) = note { p.quiet { (note) } }
            }
        }
    }
}

/// Points by their size, as large as the map draws them.
fn of_points(visit: &Visit) -> Markup {
    let t = visit.t();
    let [least, step, most] = POINT_SIZES;
    let radius = |n: u32| (least + step * f64::from(n).sqrt()).min(most);
    let words = |n: u32| {
        let count = visit.language.whole(n as usize);
        match radius(n) < most {
            true => count,
            false => t.map_class_from(&count),
        }
    };
    let side = 2.0 * (most + 1.0);
    html! {
        figure.map-legend {
            figcaption { (t.map_legend_points()) }
            ul { @for n in POINTS_SHOWN {
                li {
                    svg.map-point aria-hidden="true" width=(side) height=(side) {
                        circle cx=(side / 2.0) cy=(side / 2.0) r=(format!("{:.1}", radius(n))) {}
                    }
                    " " (words(n))
                }
            } }
        }
    }
}

fn of_rates(visit: &Visit, rates: &RateLegend) -> Markup {
    let t = visit.t();
    let caption = match rates.base {
        Base::Inhabitants => t.map_legend_by_inhabitants(),
        Base::Km2 => t.map_legend_by_size(),
    };
    let classes = &rates.classes;
    let rate = |rate: f64| rate_words(visit, rate);
    let words =
        classes
            .iter()
            .enumerate()
            .map(|(number, least)| match (number, classes.get(number + 1)) {
                (0, Some(next)) => t.map_rate_below(&rate(*next)),
                (_, Some(next)) => t.map_rate_between(arg::MapRateBetween {
                    least: &rate(*least),
                    below: &rate(*next),
                }),
                (_, None) => t.map_class_from(&rate(*least)),
            });
    let words: Vec<String> = words.collect();
    html! {
        @if words.is_empty() { p { (t.map_rates_all_too_few()) } }
        (shades(&caption, words, Some(t.map_legend_too_few())))
        @if rates.base == Base::Inhabitants { p.quiet { (t.map_legend_unknown()) } }
    }
}

fn of_change(told: &Told<'_>, periods: Periods) -> Markup {
    let t = told.visit.t();
    let caption = match told.asked.layer.is_of_areas() {
        true => t.map_legend_change_areas(),
        false => t.map_legend_change_squares(&told.side()),
    };
    html! {
        figure.map-legend {
            figcaption { (caption) }
            ul { @for turn in TURNS {
                li {
                    span.map-class.{ "map-turn" (sign(turn)) } aria-hidden="true" {} " " (turn_words(told.visit, turn))
                }
            } }
            p.quiet { (t.map_change_how(arg::MapChangeHow {
                now: &periods.now_days.to_string(), before: &periods.before_days.to_string(),
            })) }
            @if periods.is_shortened { p { (t.map_change_shortened(arg::MapChangeShortened {
                now: &period(told, periods.now), before: &period(told, periods.before),
            })) } }
            @if told.asked.layer == Layer::Points { p.quiet { (t.map_change_no_points()) } }
        }
    }
}

fn period(told: &Told<'_>, (from, to): (Date, Date)) -> String {
    told.visit.language.period(Some(from), Some(to))
}

/// The end of the name of its shade in the style sheet.
fn sign(turn: Turn) -> String {
    turn.class()
        .map_or_else(|| "-none".to_owned(), |class| format!("-{}", class + 2))
}

fn not_compared(visit: &Visit, why: NotCompared) -> String {
    let t = visit.t();
    match why {
        NotCompared::NoEarlier | NotCompared::Unknown => t.map_change_unknown(),
        NotCompared::Silence => t.map_change_silence(),
        NotCompared::Overlap => t.map_change_overlap(),
    }
}

/// What a change is called.
pub fn turn_words(visit: &Visit, turn: Turn) -> String {
    let t = visit.t();
    match turn {
        Turn::MuchMore => t.map_turn_much_more(),
        Turn::More => t.map_turn_more(),
        Turn::Unclear => t.map_turn_unclear(),
        Turn::Fewer => t.map_turn_fewer(),
        Turn::MuchFewer => t.map_turn_much_fewer(),
        Turn::TooFew => t.map_turn_too_few(),
    }
}

/// The same by the number of the shade, from -2 to 2.
pub fn turns(visit: &Visit) -> Vec<String> {
    let of = |class: i8| TURNS.into_iter().find(|turn| turn.class() == Some(class));
    (-2..=2)
        .filter_map(of)
        .map(|turn| turn_words(visit, turn))
        .collect()
}
