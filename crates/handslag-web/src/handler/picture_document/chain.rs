//! The chain, walked both ways: from any thing to what led to it and what came
//! of it; and each problem drawn as one picture.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_chart::{ChainPicture, Heading, chain_picture};
use handslag_domain::check::Finding;
use handslag_domain::id::ProblemId;
use handslag_domain::picture::chain::{Chain, Node, NodeKey, Step};
use handslag_domain::picture::story::Story;
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::Answer;
use super::{Named, gaps, lang_of, names, open, page, page_of};
use crate::component::{drawn_chart, status};
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::words;

/// The chain as a whole, one problem drawn, or everything around one thing.
pub async fn chain(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let chain = Chain::of(&opened.document, &opened.promises, visit.today());
    let from = asked_key(&asked).filter(|key| chain.node(key).is_some());
    let problem = asked.words("problem").map(ProblemId);
    let problem = problem.filter(|id| opened.document.problem(id).is_some());
    let is_gone =
        (asked.has("steg") && from.is_none()) || (asked.has("problem") && problem.is_none());
    let title = t.picture_doc_chain();
    let main = html! {
        h1 { (title) }
        @if is_gone { p.notice { (t.picture_chain_gone()) } }
        p.lead { (t.picture_doc_chain_lead()) }
        @if let Some(key) = &from { (around(&visit, &opened, &chain, key)) }
        @if let Some(problem) = &problem { (drawn(&visit, &opened, problem)) }
        @else if from.is_none() && !is_gone {
            @for problem in opened.document.chosen() { (drawn(&visit, &opened, &problem.id)) }
        }
        (everything(&visit, &opened, &chain))
    };
    let status = match is_gone {
        true => StatusCode::NOT_FOUND,
        false => StatusCode::OK,
    };
    Ok((status, page(&visit, &opened, &title, main)).into_response())
}

/// Which thing an address asks about: `steg=problem&id=droger`.
fn asked_key(asked: &Fields) -> Option<NodeKey> {
    let step = step_named(asked.get("steg"))?;
    Some(NodeKey {
        promise: asked.words("lofte").map(handslag_domain::id::PromiseId),
        ..NodeKey::shared(step, asked.get("id"))
    })
}

const STEPS: [Step; 10] = [
    Step::Voice,
    Step::Problem,
    Step::Cause,
    Step::Measure,
    Step::Commitment,
    Step::Activity,
    Step::Result,
    Step::Effect,
    Step::FollowUp,
    Step::Feedback,
];

fn step_name(step: Step) -> &'static str {
    match step {
        Step::Voice => "synpunkt",
        Step::Problem => "problem",
        Step::Cause => "orsak",
        Step::Measure => "atgard",
        Step::Commitment => "atagande",
        Step::Activity => "aktivitet",
        Step::Result => "resultat",
        Step::Effect => "effekt",
        Step::FollowUp => "uppfoljning",
        Step::Feedback => "aterkoppling",
    }
}

fn step_named(name: &str) -> Option<Step> {
    STEPS.into_iter().find(|step| step_name(*step) == name)
}

/// Where everything around a thing is read.
pub fn address(opened: &OpenPicture, key: &NodeKey) -> String {
    let of = key.promise.as_ref();
    let of = of.map(|promise| format!("&lofte={}", paths::step(promise.as_str())));
    format!(
        "{}?steg={}&id={}{}",
        page_of(opened, "kedja"),
        step_name(key.step),
        paths::step(&key.id),
        of.unwrap_or_default(),
    )
}

/// What led to a thing, and what came of it.
fn around(visit: &Visit, opened: &OpenPicture, chain: &Chain, key: &NodeKey) -> Markup {
    let t = visit.t();
    let Some(node) = chain.node(key) else {
        return html! {};
    };
    let (before, after) = (chain.before(key), chain.after(key));
    html! {
        section #runtom {
            h2 { (t.chain_step(key.step)) ": " span lang=[lang_of(visit, opened)] { (words_of(chain, node)) } }
            div.two {
                div {
                    h3 { (t.picture_doc_led_to_it()) }
                    @if before.is_empty() { p { (t.picture_doc_chain_begins()) } } @else { (by_step(visit, opened, chain, &before, Level::Fourth)) }
                }
                div {
                    h3 { (t.picture_doc_came_of_it()) }
                    @if after.is_empty() { p { (t.picture_doc_chain_ends()) } } @else { (by_step(visit, opened, chain, &after, Level::Fourth)) }
                }
            }
        }
    }
}

/// How deep the headings of the steps stand.
#[derive(Clone, Copy)]
enum Level {
    Third,
    Fourth,
}

fn by_step(
    visit: &Visit,
    opened: &OpenPicture,
    chain: &Chain,
    nodes: &[&Node],
    level: Level,
) -> Markup {
    let t = visit.t();
    html! {
        @for step in STEPS {
            @let own: Vec<&&Node> = nodes.iter().filter(|n| n.key.step == step).collect();
            @if !own.is_empty() {
                @match level {
                    Level::Third => h3 { (t.chain_step(step)) },
                    Level::Fourth => h4 { (t.chain_step(step)) },
                }
                ul.plain { @for node in own { li { (one(visit, opened, chain, node)) } } }
            }
        }
    }
}

fn one(visit: &Visit, opened: &OpenPicture, chain: &Chain, node: &Node) -> Markup {
    let t = visit.t();
    html! {
        a href=(address(opened, &node.key)) lang=[lang_of(visit, opened)] { (words_of(chain, node)) }
        @if let Some(verdict) = node.verdict { " " (status(t, verdict)) }
        @if let Some(n) = node.entries { " " span.quiet { "(" (t.work_n_entries(n)) ")" } }
    }
}

/// The words of a thing. A result, and what a party says without words of its
/// own, are called by their commitment: a verdict is no name.
fn words_of(chain: &Chain, node: &Node) -> String {
    if node.verdict.is_none() && !node.words.trim().is_empty() {
        return node.words.clone();
    }
    let id = match node.key.id.split_once('/') {
        // What is said in a follow-up is kept by its year and commitment.
        Some((_, commitment)) if node.key.step == Step::FollowUp => commitment,
        _ => &node.key.id,
    };
    let promised = NodeKey {
        id: id.to_owned(),
        step: Step::Commitment,
        ..node.key.clone()
    };
    let promised = chain.node(&promised);
    promised.map_or_else(|| node.words.clone(), |node| node.words.clone())
}

fn everything(visit: &Visit, opened: &OpenPicture, chain: &Chain) -> Markup {
    let nodes: Vec<&Node> = chain.nodes().iter().collect();
    html! {
        section #allt {
            h2 { (visit.t().picture_doc_chain_all()) }
            @if nodes.is_empty() { p { (visit.t().picture_doc_none_chosen()) } }
            (by_step(visit, opened, chain, &nodes, Level::Third))
        }
    }
}

/// One problem with everything around it, as one picture.
pub fn drawn(visit: &Visit, opened: &OpenPicture, problem: &ProblemId) -> Markup {
    let t = visit.t();
    let story = Story::of(&opened.document, &opened.promises, problem, visit.today());
    let Some(story) = story else {
        return html! {};
    };
    let columns = story.columns().into_iter().flatten();
    let parts = story.voices.iter().chain([&story.problem]).chain(columns);
    let links: BTreeMap<NodeKey, String> = parts
        .filter_map(|part| part.key.clone())
        .map(|key| (key.clone(), address(opened, &key)))
        .collect();
    let gaps = gaps_of(visit, opened, problem);
    let title = story.problem.words.clone();
    let waits = opened
        .document
        .problem(problem)
        .is_some_and(|p| !p.is_chosen());
    let chart = chain_picture(&ChainPicture {
        heading: Heading {
            id: format!("kedja-{problem}"),
            lang: visit.language,
            finding: match waits {
                true => t.picture_chain_waits(&title),
                false => t.picture_doc_chain_finding(arg::PictureDocChainFinding {
                    problem: &title,
                    n: gaps.len().into(),
                }),
            },
            source: t.picture_doc_source(&visit.language.date(visit.today())),
            example: opened.document.example,
            ..Heading::default()
        },
        story,
        links,
    });
    html! {
        section {
            h2 lang=[lang_of(visit, opened)] { (title) }
            (drawn_chart(t, &chart, opened.document.example))
            @if !gaps.is_empty() { (gaps::list(visit, opened, &gaps)) }
        }
    }
}

/// What is missing of a problem, of the one list that every page tells.
fn gaps_of(visit: &Visit, opened: &OpenPicture, problem: &ProblemId) -> Vec<Finding> {
    let mut all = opened.document.problems.iter();
    let Some(at) = all.position(|p| p.id == *problem) else {
        return Vec::new();
    };
    let mut gaps = opened.gaps(visit.today(), words::check_words(visit.language));
    gaps.retain(|gap| gaps::about(gap, at));
    gaps
}
