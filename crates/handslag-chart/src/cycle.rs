//! How far has the work on one place come: identify, map, analyse causes, act?

use handslag_domain::picture::gaps::{CYCLE, has_begun};
use handslag_domain::problem::CycleStep;
use maud::{Markup, html};

use crate::chain::line;
use crate::effect::{Chart, chart};
use crate::frame::{Frame, LINE, Room, Type, lines, path};
use crate::labels::few_lines;
use crate::lang::Words as _;
use crate::number::px;
use crate::palette::{BAND, EDGE, INK, OWN, PAPER, QUIET};
use crate::sheet::{Cell, Column, Sheet};
use crate::text::clean;
use crate::{Heading, Lang, Layout, Period};

/// The place cycle of one problem, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CyclePicture {
    /// Its finding is the title. The layout is set by the drawing.
    pub heading: Heading,
    /// The steps as the picture has them, in any order; those of the cycle
    /// that are missing are drawn too.
    pub steps: Vec<CycleStep>,
}

/// The cycle for wide and narrow pages, with its table.
pub fn cycle_picture(cycle: &CyclePicture) -> Chart {
    let lang = cycle.heading.lang;
    let stations = stations(&cycle.steps, lang);
    let rows = stations.iter().map(|station| {
        [&station.name, &station.state, &station.on, &station.words]
            .map(Cell::text)
            .to_vec()
    });
    let sheet = Sheet {
        columns: vec![
            Column::new(lang.pick("Steg", "Step"), "step"),
            Column::new(lang.pick("Läge", "State"), "state"),
            Column::new(lang.pick("När", "When"), "on"),
            Column::new(lang.pick("Vad", "What"), "words"),
        ],
        rows: rows.collect(),
    };
    chart(cycle.heading.clone(), &sheet, |heading| {
        draw(heading, &stations)
    })
}

/// One step with what is said of it.
struct Station {
    name: String,
    state: String,
    on: String,
    words: String,
    /// Done: its box is filled at the edge.
    done: bool,
    /// Passed over: its box is broken.
    skipped: bool,
}

/// The four steps in their order, then any others as they stand.
fn stations(steps: &[CycleStep], lang: Lang) -> Vec<Station> {
    let begun = |name: &str| {
        let own = steps.iter().filter(|s| s.step == name);
        own.into_iter().any(|s| has_begun(s.state.as_deref()))
    };
    let last = CYCLE.iter().rposition(|name| begun(name));
    let of_cycle = CYCLE.iter().enumerate().map(|(n, name)| {
        // The newest word about a step is the last.
        let own = steps.iter().rfind(|s| s.step == *name);
        let skipped = !begun(name) && last.is_some_and(|last| n < last);
        station(name, own, skipped, lang)
    });
    let others = steps.iter().filter(|s| !CYCLE.contains(&s.step.as_str()));
    of_cycle
        .chain(others.map(|s| station(&s.step, Some(s), false, lang)))
        .collect()
}

fn station(name: &str, own: Option<&CycleStep>, skipped: bool, lang: Lang) -> Station {
    let state = own.and_then(|s| s.state.as_deref()).unwrap_or_default();
    let small = state.trim().to_lowercase();
    let done = ["done", "klar", "klart", "gjort"].contains(&small.as_str());
    let state = match small.as_str() {
        _ if skipped => lang.pick("! hoppades över", "! passed over").to_owned(),
        _ if done => lang.pick("✓ klart", "✓ done").to_owned(),
        "under_way" | "pågår" => lang.pick("○ pågår", "○ under way").to_owned(),
        _ if !has_begun(Some(state)) => lang.pick("– inte påbörjat", "– not begun").to_owned(),
        _ => clean(state),
    };
    let said = |words: Option<&String>| words.map(|w| clean(w)).unwrap_or_default();
    Station {
        name: name_of(name, lang),
        state,
        on: own
            .and_then(|s| s.on.as_ref())
            .map(|on| when(&on.0, lang))
            .unwrap_or_default(),
        words: said(own.and_then(|s| s.words.as_ref())),
        done,
        skipped,
    }
}

/// "mars 2022" of a month; other dates as they are written.
fn when(on: &str, lang: Lang) -> String {
    Period::parse(on).map_or_else(|| clean(on), |period| period.label(lang))
}

fn name_of(step: &str, lang: Lang) -> String {
    match step {
        "identify" => lang.pick("Identifiera", "Identify").to_owned(),
        "map" => lang.pick("Kartlägg", "Map").to_owned(),
        "analyse_causes" => lang.pick("Analysera orsaker", "Analyse causes").to_owned(),
        "act" => lang.pick("Åtgärda", "Act").to_owned(),
        other => clean(other),
    }
}

const ACROSS: f64 = 28.0;
const DOWN: f64 = 22.0;
const STEM: f64 = 18.0;
const PAD: f64 = 9.0;

fn draw(heading: &Heading, stations: &[Station]) -> String {
    let across = heading.layout.width();
    let per_row = heading.layout.pick(4, 1);
    let wide = match heading.layout {
        Layout::Wide => (across - 3.0 * ACROSS) / 4.0,
        Layout::Narrow => across - STEM,
    };
    let texts: Vec<Texts> = stations
        .iter()
        .map(|s| Texts::new(s, wide - 2.0 * PAD))
        .collect();
    let height = texts.iter().map(Texts::height).fold(0.0, f64::max);
    let rows = stations.len().div_ceil(per_row);
    // Below the row, for the way back to the beginning.
    let back = heading.layout.pick(28.0, 8.0);
    let room = Room {
        plot: rows as f64 * (height + DOWN) - DOWN + back,
        ..Room::default()
    };
    let frame = Frame::new(heading, room, &[]);
    let at = |n: usize| {
        let (row, place) = (n / per_row, n % per_row);
        let x = heading.layout.pick(place as f64 * (wide + ACROSS), STEM);
        (x, frame.plot.top + row as f64 * (height + DOWN))
    };
    let size = (wide, height);
    let boxes = html! {
        g class="hs-links" {
            @for n in 1..stations.len() { (onward(at(n - 1), at(n), size, heading.layout)) }
            @if stations.len() == CYCLE.len() { (way_back(at(0), at(stations.len() - 1), size, heading.layout)) }
        }
        @for (n, station) in stations.iter().enumerate() { (one(station, at(n), size)) }
    };
    let words = html! { @for (n, texts) in texts.iter().enumerate() { (words(texts, at(n))) } };
    frame.svg(&html! { (boxes) (words) })
}

/// The lines of a step.
struct Texts {
    name: Vec<String>,
    state: Vec<String>,
    on: Vec<String>,
}

impl Texts {
    fn new(station: &Station, room: f64) -> Self {
        Self {
            name: few_lines(&station.name, room, 2, true),
            state: few_lines(&station.state, room, 2, false),
            on: few_lines(&station.on, room, 2, false),
        }
    }

    fn height(&self) -> f64 {
        (self.name.len() + self.state.len() + self.on.len()) as f64 * LINE + 2.0 * PAD
    }
}

fn one(station: &Station, (x, y): (f64, f64), (wide, height): (f64, f64)) -> Markup {
    let (class, dashes) = match station.skipped {
        true => ("hs-hole", Some("5 4")),
        false => ("hs-box", None),
    };
    html! {
        g class="hs-step" {
            rect class={ (class) " " (PAPER.fill()) " " (QUIET.stroke()) } x=(px(x + 1.0)) y=(px(y + 1.0)) width=(px(wide - 2.0)) height=(px(height - 2.0)) rx="3" fill=(PAPER.light) stroke=(QUIET.light) stroke-width="1.25" stroke-dasharray=[dashes] {}
            @let foot = if station.done { OWN } else { BAND };
            rect class={ "hs-foot-mark " (foot.fill()) } x=(px(x + 1.0)) y=(px(y + height - 5.0)) width=(px(wide - 2.0)) height="4" fill=(foot.light) {}
        }
    }
}

fn words(texts: &Texts, (x, y): (f64, f64)) -> Markup {
    let first = |before: usize| y + PAD + 13.0 + before as f64 * LINE;
    let named = texts.name.len();
    html! {
        (lines(&texts.name, x + PAD, first(0), LINE, Type::bold(INK)))
        (lines(&texts.state, x + PAD, first(named), LINE, Type::label(INK)))
        (lines(&texts.on, x + PAD, first(named + texts.state.len()), LINE, Type::label(QUIET)))
    }
}

/// An arrow to the next step.
fn onward(from: (f64, f64), to: (f64, f64), (wide, height): (f64, f64), layout: Layout) -> Markup {
    match layout {
        Layout::Wide if from.1 == to.1 => {
            let y = from.1 + height / 2.0;
            let end = to.0 - 3.0;
            html! {
                (line(&[(from.0 + wide, y), (end, y)], false))
                (head(&[(end - 6.0, y - 5.0), (end, y), (end - 6.0, y + 5.0)]))
            }
        }
        // The next row begins anew.
        Layout::Wide => html! {},
        Layout::Narrow => {
            let x = from.0 + 24.0;
            let end = to.1 - 3.0;
            html! {
                (line(&[(x, from.1 + height), (x, end)], false))
                (head(&[(x - 5.0, end - 6.0), (x, end), (x + 5.0, end - 6.0)]))
            }
        }
    }
}

/// From the last step to the first: the cycle goes on.
fn way_back(
    first: (f64, f64),
    last: (f64, f64),
    (wide, height): (f64, f64),
    layout: Layout,
) -> Markup {
    match layout {
        Layout::Wide => {
            let (from, to) = (last.0 + wide / 2.0, first.0 + wide / 2.0);
            let (bottom, low) = (first.1 + height, first.1 + height + 18.0);
            html! {
                (line(&[(from, bottom), (from, low), (to, low), (to, bottom + 3.0)], false))
                (head(&[(to - 5.0, bottom + 9.0), (to, bottom + 3.0), (to + 5.0, bottom + 9.0)]))
            }
        }
        Layout::Narrow => {
            let (from, to) = (last.1 + height / 2.0, first.1 + height / 2.0);
            let (x, end) = (STEM / 2.0 - 4.0, first.0 - 3.0);
            html! {
                (line(&[(first.0, from), (x, from), (x, to), (end, to)], false))
                (head(&[(end - 6.0, to - 5.0), (end, to), (end - 6.0, to + 5.0)]))
            }
        }
    }
}

fn head(points: &[(f64, f64)]) -> Markup {
    html! {
        path class=(EDGE.stroke()) d=(path(points)) fill="none" stroke=(EDGE.light) stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {}
    }
}
