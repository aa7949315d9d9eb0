//! From release data to the drawings of `handslag-chart`, in both widths.

use std::collections::BTreeMap;

use handslag_chart as chart;
use handslag_chart::{Band, Bar, Block, BlockKind, CrimeChart, Heading, Layout};
use handslag_domain::amount::Amount;
use handslag_domain::assessment::Evidenced;
use handslag_domain::figures::{FigureChart, Measure};
use handslag_domain::follow_up::{CommitmentReport, DoneLine, FollowUpDocument};
use handslag_domain::verdict::Verdict;
use handslag_locale::{Language, Texts, arg, count_sentence};
use maud::{Markup, PreEscaped, html};

use crate::here::Here;
use crate::paths;

/// Draws for wide and for narrow pages; the style sheet shows one of them.
/// The text is an `<svg>` made by `handslag-chart`, which escapes every word.
pub(super) fn both(draw: impl Fn(Layout) -> String) -> Markup {
    PreEscaped(draw(Layout::Wide) + &draw(Layout::Narrow))
}

/// The row of blocks, one for each commitment, each a link to its page.
pub fn blocks(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    let tally: Vec<String> = document
        .tally
        .iter()
        .map(|count| t.verdict_count(count.verdict, count.n))
        .collect();
    let title = t.promise_blocks_title(arg::PromiseBlocksTitle {
        n: document.commitments.len().into(),
        tally: &tally.join(", "),
    });
    let blocks: Vec<Block> = document
        .commitments
        .iter()
        .map(|c| Block {
            kind: block_kind(c.verdict),
            label: format!("{}: {}", c.title, t.verdict(c.verdict)),
            href: Some(paths::commitment(paths::of(document), &c.id)),
        })
        .collect();
    both(|layout| {
        chart::summary_blocks(&chart::SummaryBlocks {
            id: "rutor".to_owned(),
            lang: here.language,
            layout,
            title: title.clone(),
            blocks: blocks.clone(),
        })
    })
}

fn block_kind(verdict: Verdict) -> BlockKind {
    match verdict {
        Verdict::Exceeded => BlockKind::Exceeded,
        Verdict::Kept => BlockKind::Kept,
        Verdict::Partly => BlockKind::Partly,
        Verdict::NotKept => BlockKind::NotKept,
        Verdict::Ongoing => BlockKind::Ongoing,
        Verdict::NoNeedArose => BlockKind::NoNeed,
        Verdict::Disputed => BlockKind::Disputed,
        Verdict::CannotBeAssessed => BlockKind::CannotBeAssessed,
        Verdict::OnlyTold => BlockKind::OnlyTold,
    }
}

/// The bar of a published commitment; none where its count is not shown.
pub fn commitment_bar(here: &Here<'_>, report: &CommitmentReport) -> Markup {
    match report.withheld_below {
        Some(_) => html! {},
        None => count_bar(
            here,
            &CountBar {
                id: report.id.as_str(),
                title: &report.title,
                verdict: report.verdict,
                evidenced: &report.evidenced,
                time_gone: report.time_gone,
            },
        ),
    }
}

/// What a bar shows.
pub struct CountBar<'a> {
    /// The commitment's id.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Its state.
    pub verdict: Verdict,
    /// Its count.
    pub evidenced: &'a Evidenced,
    /// Share of its time gone, 0 to 1.
    pub time_gone: Option<Amount>,
}

/// The bar of a commitment: its length is the count, its thin line the time
/// gone. The words stand beside it as text, so the drawing may have any width.
/// Nothing where no amount was promised: then there is nothing to measure.
pub fn count_bar(here: &Here<'_>, of: &CountBar<'_>) -> Markup {
    let t = here.t();
    let target = of.evidenced.target.or(of.evidenced.ceiling);
    let Some(target) = target.filter(|n| !n.is_zero()) else {
        return html! {};
    };
    let title = t.bar_title(arg::BarTitle {
        title: of.title,
        state: &t.verdict(of.verdict),
        count: &count_sentence(here.language, of.evidenced),
    });
    let bar = both(|layout| {
        chart::commitment_bar(&Bar {
            id: format!("stapel-{}", safe_id(of.id)),
            lang: here.language,
            layout,
            title: title.clone(),
            counted: of.evidenced.counted.to_f64(),
            target: Some(target.to_f64()),
            time_gone: of.time_gone.map(Amount::to_f64),
            ..Bar::default()
        })
    });
    html! {
        div.bar {
            (bar)
            @if let Some(gone) = of.time_gone { p.quiet { (time_text(t, gone)) } }
        }
    }
}

fn time_text(t: Texts, gone: Amount) -> String {
    match gone >= Amount::ONE {
        true => t.bar_time_all(),
        false => t.bar_time_gone(&t.language.percent(gone)),
    }
}

/// An id that may stand in a document whatever the commitment is called.
pub(super) fn safe_id(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect()
}

/// Entries of the log for each month from the first to the last, months
/// without any included: `2023-05` and how many.
pub fn months_of(done: &[DoneLine]) -> Vec<(i16, u8, u32)> {
    let mut entries: BTreeMap<(i16, u8), u32> = BTreeMap::new();
    for line in done {
        if let Some(month) = year_and_month(&line.month) {
            let n = u32::try_from(line.entries).unwrap_or(u32::MAX);
            let so_far = entries.entry(month).or_default();
            *so_far = so_far.saturating_add(n);
        }
    }
    let (Some(first), Some(last)) = (entries.keys().next(), entries.keys().next_back()) else {
        return Vec::new();
    };
    std::iter::successors(Some(*first), |(year, month)| {
        Some(match month {
            12 => (year.checked_add(1)?, 1),
            _ => (*year, month + 1),
        })
    })
    .take_while(|month| month <= last)
    .map(|month| (month.0, month.1, entries.get(&month).copied().unwrap_or(0)))
    .collect()
}

fn year_and_month(text: &str) -> Option<(i16, u8)> {
    let (year, month) = text.split_once('-')?;
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((year.parse().ok()?, month))
}

fn period(text: &str) -> Option<chart::Period> {
    match year_and_month(text) {
        Some((year, month)) => Some(chart::Period::Month(year, month)),
        None => text.parse().ok().map(chart::Period::Year),
    }
}

/// What the drawing of official figures shows. `None` when a period cannot be read.
pub fn crime_chart(language: Language, figures: &FigureChart, layout: Layout) -> CrimeChart {
    let t = language.texts();
    let measure = t.measure(figures.measure);
    let category = t.offence(&figures.category);
    let ends = figures.periods.first().zip(figures.periods.last());
    let description = ends.map(|(from, to)| {
        t.figure_description(arg::FigureDescription {
            category: &category,
            measure: &measure,
            from: &language.month(from),
            to: &language.month(to),
        })
    });
    CrimeChart {
        heading: Heading {
            id: format!("diagram-{}", safe_id(&figures.id)),
            lang: language,
            layout,
            finding: figures.finding.clone(),
            description: description.unwrap_or_default(),
            unit_label: format!("{category}: {measure}"),
            source: figures.source.clone(),
            example: false,
        },
        own_name: figures.area.clone(),
        band_name: t.figure_band(),
        decimals: match figures.measure {
            Measure::Count => 0,
            Measure::RatePer100k | Measure::Percent => 1,
        },
        rows: rows(figures),
        breaks: figures
            .breaks
            .iter()
            .filter_map(|mark| {
                Some(chart::Break {
                    from: period(&mark.at)?,
                    label: mark.reason.clone(),
                })
            })
            .collect(),
        highlight: figures.promise_periods.as_ref().and_then(|(from, to)| {
            Some(chart::Highlight {
                from: period(from)?,
                to: period(to)?,
                label: t.figure_promise_period(),
            })
        }),
    }
}

fn rows(figures: &FigureChart) -> Vec<chart::Row> {
    figures
        .periods
        .iter()
        .enumerate()
        .filter_map(|(n, text)| {
            Some(chart::Row {
                period: period(text)?,
                own: figures.own.get(n).copied().flatten().map(|v| chart::Point {
                    value: v.value,
                    preliminary: v.preliminary,
                }),
                band: figures.others.get(n).copied().flatten().map(|q| Band {
                    lower: q.lower,
                    median: q.median,
                    upper: q.upper,
                }),
            })
        })
        .collect()
}

pub(super) fn draw_crime(language: Language, figures: &FigureChart) -> Markup {
    both(|layout| chart::crime_chart(&crime_chart(language, figures, layout)))
}

pub(super) fn draw_months(
    language: Language,
    heading: &Heading,
    months: &[(i16, u8, u32)],
) -> Markup {
    let columns: Vec<chart::MonthColumn> = months
        .iter()
        .map(|(year, month, n)| chart::MonthColumn {
            period: chart::Period::Month(*year, *month),
            count: Some(*n),
        })
        .collect();
    both(|layout| {
        chart::month_columns(&chart::MonthColumns {
            heading: Heading {
                layout,
                lang: language,
                ..heading.clone()
            },
            columns: columns.clone(),
        })
    })
}

/// A chart of official figures as one `<svg>` for paper: the page's wide drawing.
pub fn print_drawing(language: Language, figures: &FigureChart) -> String {
    chart::crime_chart(&crime_chart(language, figures, Layout::Wide))
}
