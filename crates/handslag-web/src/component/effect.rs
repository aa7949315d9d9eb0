//! Did it help: each answer in plain words, what to mind, and how we know.

use handslag_chart::TableModel;
use handslag_domain::effect::{Drawing, Examined, Finding, NamedEstimate};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_locale::{Texts, arg};
use maud::{Markup, html};

use super::drawing::safe_id;
use super::effect_drawing::drawn;
use super::{Column, example_tag, table};
use crate::here::Here;
use crate::paths;

/// Every answer of a follow-up, and the goals whose answer was left out.
pub fn effects(here: &Here<'_>, document: &FollowUpDocument) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    let version = document.published_on.map(|_| document.version);
    let of = paths::of(document);
    html! {
        p { (t.effects_lead()) }
        @for effect in &document.effects { (one_effect(here, document, effect)) }
        @for goal in document.left_out_goals() {
            p.notice lang=[theirs] { (t.effect_left_out(&goal.words)) }
        }
        @if let Some(version) = version.filter(|_| !document.effects.is_empty()) {
            p.links { a href=(paths::follow_up_figures(of, document.year, version, paths::ALL_ANSWERS)) { (t.effects_csv()) } }
        }
    }
}

fn one_effect(here: &Here<'_>, document: &FollowUpDocument, effect: &Examined) -> Markup {
    let t = here.t();
    let theirs = here.theirs(&document.language);
    let (said, lang) = said(here, &document.language, effect);
    html! {
        article.effect id={ "effekt-" (safe_id(&effect.id)) } {
            p.eyebrow { (t.standing(effect.standing)) @if effect.primary { " · " (t.effect_primary()) } }
            h3 lang=[theirs] { (effect.words) }
            (finding(t, effect.finding, is_invented(document, effect)))
            (answer(lang, said))
            (could_see(t, effect))
            (minding(t, lang, said))
            @if let Some(remark) = &effect.remark {
                p { strong { (t.effect_remark()) } " " span lang=[theirs] { (remark) } }
            }
            @for drawing in &said.drawings { (drawing_figure(here, document, drawing)) }
            (how_we_know(here, lang, said))
        }
    }
}

/// The answer in the reader's language if it is there; else as it was composed,
/// with the language that it is in.
pub fn said<'a>(
    here: &Here<'_>,
    language: &'a str,
    effect: &'a Examined,
) -> (&'a Examined, Option<&'a str>) {
    match effect.said_in(here.language.tag()) {
        Some(said) => (said, None),
        None => (effect, here.theirs(language)),
    }
}

/// Whether an answer is built on invented numbers; official figures never are.
pub fn is_invented(document: &FollowUpDocument, effect: &Examined) -> bool {
    document.example && effect.asks.rests_on_own_numbers()
}

/// The finding as sign and word; neither is good or bad by itself.
pub fn finding(t: Texts, finding: Finding, invented: bool) -> Markup {
    html! {
        p class={ "finding finding-" (finding.name()) } {
            span.sign aria-hidden="true" { (finding.sign()) } " " (t.effect_finding(finding))
            (example_tag(t, invented))
        }
    }
}

/// The plain sentences, in their paragraphs.
pub fn answer(lang: Option<&str>, effect: &Examined) -> Markup {
    html! { @for paragraph in &effect.plain { p.plain lang=[lang] { (paragraph) } } }
}

fn could_see(t: Texts, effect: &Examined) -> Markup {
    let smallest = effect.smallest.as_ref();
    let percent = |amount| t.smallest(&effect.asks, amount);
    // What is larger than everything cannot be seen, and the sentences say so.
    let decrease = smallest.and_then(|s| s.decrease_percent);
    let increase = smallest.and_then(|s| s.increase_percent);
    html! {
        @if let Some(smallest) = smallest.filter(|_| decrease.is_some() || increase.is_some()) {
            p {
                strong { (t.effect_could_see()) ":" } " "
                @if let Some(decrease) = decrease { (t.effect_could_see_decrease(&percent(decrease))) " " }
                @if let Some(increase) = increase { (t.effect_could_see_increase(&percent(increase))) " " }
                span.quiet { @if smallest.locked { (t.effect_could_see_locked()) } @else { (t.effect_could_see_before()) } }
            }
        }
    }
}

/// What the data warn of.
pub fn minding(t: Texts, lang: Option<&str>, effect: &Examined) -> Markup {
    html! {
        @if !effect.warnings.is_empty() {
            div.minding {
                h4 { (t.effect_minding()) }
                ul lang=[lang] { @for warning in &effect.warnings { li { (warning.text) } } }
            }
        }
    }
}

fn drawing_figure(here: &Here<'_>, document: &FollowUpDocument, drawing: &Drawing) -> Markup {
    let t = here.t();
    let drawn = drawn(here.language, drawing, document.example);
    let of = paths::of(document);
    html! {
        figure.chart #{ "figur-" (safe_id(drawing.id())) } {
            (drawn.picture)
            figcaption {
                details {
                    summary { (t.effect_drawing_table()) }
                    (model_table(&t.effect_drawing_table(), &drawn.table))
                }
                @if document.published_on.is_some() {
                    p.links { a href=(paths::follow_up_figures(of, document.year, document.version, drawing.id())) { (t.effect_drawing_csv()) } }
                }
            }
        }
    }
}

/// A drawing's own table: the first column names the row.
pub fn model_table(caption: &str, model: &TableModel) -> Markup {
    let columns: Vec<Column> = model
        .columns
        .iter()
        .enumerate()
        .map(|(n, head)| match n {
            0 => Column::words(head),
            _ => Column::numbers(head),
        })
        .collect();
    let rows: Vec<Vec<Markup>> = model
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| html! { (cell) }).collect())
        .collect();
    table(caption, &columns, &rows)
}

/// "Så vet vi det": data, method, assumptions, numbers, references, program.
pub fn how_we_know(here: &Here<'_>, lang: Option<&str>, effect: &Examined) -> Markup {
    let t = here.t();
    let how = &effect.how;
    let parts = [
        (t.how_data(), &how.data),
        (t.how_method(), &how.method),
        (t.how_assumptions(), &how.assumptions),
    ];
    html! {
        details.how-we-know {
            summary { (t.how_heading()) }
            p { (t.evidence_line(&t.grade(effect.grade))) }
            @for (heading, lines) in &parts {
                @if !lines.is_empty() {
                    h4 { (heading) }
                    ul lang=[lang] { @for line in *lines { li { (line) } } }
                }
            }
            @if !how.table.rows.is_empty() { div lang=[lang] { (numbers(effect)) } }
            @if !effect.estimates.is_empty() { (estimates(here, lang, effect)) }
            @if !how.references.is_empty() {
                h4 { (t.how_references()) }
                ul { @for reference in &how.references { li { (reference) } } }
            }
            p.quiet { (t.how_code(&how.code)) }
            p { a href=(paths::SELF_TEST) { (t.self_test_link()) } }
        }
    }
}

fn numbers(effect: &Examined) -> Markup {
    let of = &effect.how.table;
    let model = TableModel {
        columns: of.columns.clone(),
        rows: of.rows.clone(),
    };
    model_table(&of.caption, &model)
}

fn estimates(here: &Here<'_>, lang: Option<&str>, effect: &Examined) -> Markup {
    let t = here.t();
    let level = effect.estimates.first().map(|n| n.estimate.level_percent);
    let level = level
        .map(|l| here.language.percent_of(l))
        .unwrap_or_default();
    let tested = Tested::of(&effect.estimates);
    let mut columns = vec![
        Column::words(t.effect_number_name()),
        Column::numbers(t.effect_number_value()),
        Column::numbers(t.effect_number_interval(&level)),
        Column::words(t.effect_number_method()),
    ];
    if tested.alone {
        columns.push(Column::numbers(t.effect_number_chance()));
    }
    if tested.among_many {
        columns.push(Column::numbers(t.effect_number_chance_adjusted()));
    }
    let rows: Vec<Vec<Markup>> = effect
        .estimates
        .iter()
        .map(|named| estimate_row(here, lang, named, tested))
        .collect();
    table(&t.effect_numbers(), &columns, &rows)
}

/// Which p values a table of estimates has.
#[derive(Clone, Copy)]
struct Tested {
    alone: bool,
    /// Allowing for how many were asked, where that makes a difference.
    among_many: bool,
}

impl Tested {
    fn of(estimates: &[NamedEstimate]) -> Self {
        let differs = |n: &NamedEstimate| n.p_adjusted.is_some() && n.p_adjusted != n.p;
        Self {
            alone: estimates.iter().any(|n| n.p.is_some()),
            among_many: estimates.iter().any(differs),
        }
    }
}

fn estimate_row(
    here: &Here<'_>,
    lang: Option<&str>,
    named: &NamedEstimate,
    tested: Tested,
) -> Vec<Markup> {
    let t = here.t();
    let estimate = &named.estimate;
    let number = |amount| here.language.number(amount);
    let (low, high) = (number(estimate.low), number(estimate.high));
    let mut cells = vec![
        html! { span lang=[lang] { (named.name) ", " (estimate.of) } },
        html! { (number(estimate.value)) },
        html! { (t.effect_number_range(arg::EffectNumberRange { low: &low, high: &high })) },
        html! { span lang=[lang] { (estimate.method) } },
    ];
    let both = [
        (tested.alone, named.p),
        (tested.among_many, named.p_adjusted),
    ];
    let shown = both.into_iter().filter(|(is_shown, _)| *is_shown);
    cells.extend(shown.map(|(_, p)| html! { (p.map(number).unwrap_or_else(|| "–".to_owned())) }));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::amount::Amount;
    use handslag_domain::claim::Estimate;

    #[test]
    fn what_is_adjusted_for_many_goals_has_a_column_of_its_own() {
        let named = |p: &str, adjusted: Option<&str>| NamedEstimate {
            name: "Förändring".to_owned(),
            estimate: Estimate::default(),
            p: Amount::parse(p).ok(),
            p_adjusted: adjusted.and_then(|p| Amount::parse(p).ok()),
        };
        let alone = Tested::of(&[named("0.1843", Some("0.1843")), named("0.5", None)]);
        assert!(alone.alone && !alone.among_many);
        let many = Tested::of(&[named("0.1843", Some("0.3936"))]);
        assert!(many.alone && many.among_many);
    }
}
