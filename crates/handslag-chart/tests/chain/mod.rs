//! What must hold of the chain of a problem and of the place cycle, drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use handslag_chart::{
    ChainPicture, Chart, CyclePicture, Heading, Lang, chain_picture, cycle_picture,
};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::chain::{NodeKey, Step};
use handslag_domain::picture::story::{Hole, Is, Story, StoryPart};
use handslag_domain::problem::CycleStep;
use handslag_domain::verdict::Verdict;
use handslag_domain::vocabulary::{CauseState, KnownEffect, TriangleSide};
use jiff::civil::date;
use proptest::prelude::*;

use super::effects::check_apart;
use super::{check_inside, number, read, text, texts, with_class};

fn example(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../handslag/example");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

pub fn story(problem: &str) -> Story {
    let picture = PictureDocument::read(&example("lidkoping-lagesbild.toml")).unwrap();
    let promise = PromiseDocument::read(&example("lidkoping-2022-2023.toml")).unwrap();
    Story::of(&picture, &[promise], &problem.into(), date(2023, 12, 31)).unwrap()
}

/// Each thing of a story leads to a page of its own.
fn linked(story: Story, lang: Lang) -> ChainPicture {
    let columns = story.columns().into_iter().flatten();
    let parts = story.voices.iter().chain([&story.problem]).chain(columns);
    let links = parts
        .filter_map(|part| part.key.clone())
        .map(|key| (key.clone(), format!("#{:?}-{}", key.step, key.id)))
        .collect();
    ChainPicture {
        heading: Heading {
            id: "kedja".to_owned(),
            lang,
            finding: "Droger runt skolan: från det ni sa till det som mäts".to_owned(),
            source: "Lägesbilden, 15 februari 2023".to_owned(),
            example: true,
            ..Heading::default()
        },
        story,
        links,
    }
}

fn check(chain: &ChainPicture) -> Chart {
    let chart = chain_picture(chain);
    for svg in [&chart.svg, &chart.narrow] {
        check_inside(svg);
        check_apart(svg);
        check_boxes_apart(svg);
    }
    for row in &chart.table.rows {
        assert_eq!(row.len(), chart.table.columns.len());
    }
    let rows = csv::Reader::from_reader(chart.csv.as_bytes())
        .records()
        .count();
    assert_eq!(rows, chart.table.rows.len());
    chart
}

type Ground = (f64, f64, f64, f64);

fn boxes(svg: &str) -> Vec<Ground> {
    let tree = read(svg);
    let of = |class| {
        with_class(&tree, class)
            .map(|node| {
                let (x, y) = (number(&node, "x"), number(&node, "y"));
                (
                    x,
                    y,
                    x + number(&node, "width"),
                    y + number(&node, "height"),
                )
            })
            .collect::<Vec<_>>()
    };
    [of("hs-box"), of("hs-hole")].concat()
}

/// No box lies on another, and no line runs through one.
fn check_boxes_apart(svg: &str) {
    let boxes = boxes(svg);
    let meet = |a: &Ground, b: &Ground| a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3;
    for (n, one) in boxes.iter().enumerate() {
        for other in &boxes[n + 1..] {
            assert!(!meet(one, other), "{one:?} {other:?}");
        }
    }
    let tree = read(svg);
    for node in with_class(&tree, "hs-link") {
        let points = super::points(node.attribute("d").unwrap());
        for pair in points.windows(2) {
            for step in 0..=20 {
                let part = f64::from(step) / 20.0;
                let along = |a: f64, b: f64| a + (b - a) * part;
                let (x, y) = (along(pair[0].0, pair[1].0), along(pair[0].1, pair[1].1));
                let inside =
                    |b: &Ground| b.0 + 2.0 < x && x < b.2 - 2.0 && b.1 + 2.0 < y && y < b.3 - 2.0;
                assert!(!boxes.iter().any(inside), "{x} {y} {node:?}");
            }
        }
    }
}

#[test]
fn the_whole_chain_of_the_drugs_at_the_school_is_drawn() {
    for lang in [Lang::Sv, Lang::En] {
        let chain = linked(story("droger-de-la-gardie"), lang);
        let chart = check(&chain);
        // Voices, problem, causes, measures, commitments, what is measured; two holes.
        assert_eq!(chart.table.rows.len(), 2 + 1 + 4 + 4 + 6 + 2);
        for svg in [&chart.svg, &chart.narrow] {
            assert_eq!(boxes(svg).len(), 19);
            let tree = read(svg);
            assert_eq!(tree.root_element().attribute("role"), Some("group"));
            assert_eq!(with_class(&tree, "hs-hole").count(), 2);
            assert!(with_class(&tree, "hs-link").count() >= 16);
            let links: Vec<_> = tree
                .descendants()
                .filter(|n| n.tag_name().name() == "a")
                .collect();
            assert_eq!(links.len(), 17);
            let names: BTreeSet<&str> = links
                .iter()
                .map(|a| {
                    let mut children = a.children();
                    let title = children.find(|child| child.tag_name().name() == "title");
                    title.and_then(|title| title.text()).unwrap()
                })
                .collect();
            assert_eq!(names.len(), 17, "{names:?}");
            let cause = match lang {
                Lang::Sv => "Orsak: Det finns tider och ytor utan vuxna. Platsen. ✓ stöds",
                Lang::En => "Cause: Det finns tider och ytor utan vuxna. The place. ✓ supported",
            };
            assert!(names.contains(cause), "{names:?}");
        }
    }
}

#[test]
fn on_a_phone_what_follows_stands_a_step_to_the_right() {
    let chart = check(&linked(story("otrygg-trafik"), Lang::Sv));
    let lefts: Vec<f64> = boxes(&chart.narrow).iter().map(|b| b.0).collect();
    // Voice and problem, cause, measure, two commitments, and what is measured.
    assert_eq!(lefts, [1.0, 1.0, 15.0, 29.0, 43.0, 43.0, 15.0]);
}

#[test]
fn what_is_missing_is_broken_and_says_its_name() {
    let chart = check(&linked(story("droger-de-la-gardie"), Lang::Sv));
    for svg in [&chart.svg, &chart.narrow] {
        let tree = read(svg);
        let all = texts(&tree).join("\n");
        assert!(
            all.contains("orsak saknas") && all.contains("åtgärd saknas"),
            "{all}"
        );
        assert!(all.contains("Streckad ruta"));
        for hole in with_class(&tree, "hs-hole") {
            assert!(hole.has_attribute("stroke-dasharray"));
        }
        for whole in with_class(&tree, "hs-box") {
            assert!(!whole.has_attribute("stroke-dasharray"));
        }
        // The lines to and from a hole are broken too, and no others.
        let broken = with_class(&tree, "hs-link")
            .filter(|l| l.has_attribute("stroke-dasharray"))
            .count();
        assert!((2..=4).contains(&broken), "{broken}");
    }
    let whole = check(&linked(story("otrygg-trafik"), Lang::Sv));
    assert!(!whole.svg.contains("Streckad ruta") && !whole.svg.contains("hs-hole"));
}

#[test]
fn the_table_says_what_each_follows_from() {
    let chart = check(&linked(story("droger-de-la-gardie"), Lang::Sv));
    assert_eq!(chart.table.columns, ["Led", "Vad", "Läge", "Följer av"]);
    let row = |words: &str| chart.table.rows.iter().find(|r| r[1] == words).unwrap();
    assert_eq!(
        row("Sök med hund i skolmiljö"),
        &[
            "Åtagande",
            "Sök med hund i skolmiljö",
            &row("Sök med hund i skolmiljö")[2],
            "Synlig närvaro och sök med hund i skolmiljö"
        ]
    );
    assert_eq!(row("Utomstående kommer lätt in på området")[2], "✕ motsägs");
    assert_eq!(
        row("orsak saknas")[3],
        "Droger hanteras på och runt De la Gardieskolan"
    );
    assert!(
        chart.csv.starts_with("step,id,words,state,from\n"),
        "{}",
        chart.csv
    );
    assert!(chart.csv.contains("measure,narvaro-skola,"));
    assert!(
        chart
            .csv
            .contains("commitment,lidkoping-2022-2023/hundsok-skola,")
    );
}

#[test]
fn without_addresses_there_are_no_links_and_an_example_says_so() {
    let mut chain = linked(story("otrygg-trafik"), Lang::Sv);
    chain.links.clear();
    let chart = check(&chain);
    assert!(!chart.svg.contains("<a "));
    let said = texts(&read(&chart.svg))
        .iter()
        .filter(|t| *t == "exempel")
        .count();
    assert_eq!(said, 2);
    chain.heading.example = false;
    assert!(!chain_picture(&chain).svg.contains(">exempel<"));
}

fn step(step: &str, state: &str) -> CycleStep {
    CycleStep {
        step: step.to_owned(),
        state: (!state.is_empty()).then(|| state.to_owned()),
        on: Some("2022-03".into()),
        ..CycleStep::default()
    }
}

fn cycle(steps: Vec<CycleStep>, lang: Lang) -> Chart {
    let heading = Heading {
        id: "cykel".to_owned(),
        lang,
        finding: "Drogfria platser: tre steg av fyra är klara".to_owned(),
        example: true,
        ..Heading::default()
    };
    let chart = cycle_picture(&CyclePicture { heading, steps });
    for svg in [&chart.svg, &chart.narrow] {
        check_inside(svg);
        check_apart(svg);
        check_boxes_apart(svg);
    }
    chart
}

#[test]
fn the_place_cycle_shows_each_step_with_its_state() {
    let chart = cycle(
        vec![
            step("act", "under_way"),
            step("identify", "done"),
            step("map", "done"),
        ],
        Lang::Sv,
    );
    let states: Vec<(&str, &str)> = chart
        .table
        .rows
        .iter()
        .map(|r| (r[0].as_str(), r[1].as_str()))
        .collect();
    assert_eq!(
        states,
        [
            ("Identifiera", "✓ klart"),
            ("Kartlägg", "✓ klart"),
            ("Analysera orsaker", "! hoppades över"),
            ("Åtgärda", "○ pågår"),
        ]
    );
    for svg in [&chart.svg, &chart.narrow] {
        let tree = read(svg);
        assert_eq!(with_class(&tree, "hs-hole").count(), 1);
        assert_eq!(with_class(&tree, "hs-step").count(), 4);
        assert_eq!(tree.root_element().attribute("role"), Some("img"));
    }
    let english = cycle(vec![], Lang::En);
    assert!(english.table.rows.iter().all(|r| r[1] == "– not begun"));
    assert!(!english.svg.contains("hs-hole"));
}

fn sides() -> impl Strategy<Value = Option<TriangleSide>> {
    prop::option::of(prop::sample::select(TriangleSide::ALL.to_vec()))
}

fn part(
    step: Step,
    is: impl Strategy<Value = Is>,
    before: usize,
) -> impl Strategy<Value = StoryPart> {
    (
        any::<u8>(),
        text(),
        is,
        prop::collection::vec(0..before.max(1), 0..3),
    )
        .prop_map(move |(id, words, is, mut from)| {
            from.sort_unstable();
            from.dedup();
            if before == 0 {
                from.clear();
            }
            let key = NodeKey::of(step, &PromiseId::from("p"), &id.to_string());
            let key = (!matches!(is, Is::Hole(_))).then_some(key);
            StoryPart {
                key,
                words,
                is,
                from,
            }
        })
}

fn or_hole(is: impl Strategy<Value = Is> + 'static, hole: Hole) -> impl Strategy<Value = Is> {
    prop_oneof![4 => is.boxed(), 1 => Just(Is::Hole(hole)).boxed()]
}

prop_compose! {
    fn stories()(sizes in (0usize..4, 0usize..4, 0usize..5, 0usize..7, 0usize..4))(
        problem in part(Step::Problem, any::<bool>().prop_map(|evidenced| Is::Problem { evidenced }), 0),
        voices in prop::collection::vec(part(Step::Voice, or_hole((prop::option::of(any::<u32>()), any::<bool>()).prop_map(|(n, answered)| Is::Voice { n, answered }), Hole::NoVoice), 0), sizes.0),
        causes in prop::collection::vec(part(Step::Cause, or_hole((sides(), prop::sample::select(CauseState::ALL.to_vec())).prop_map(|(side, state)| Is::Cause { side, state }), Hole::NoCause), 1), sizes.1),
        measures in prop::collection::vec(part(Step::Measure, or_hole(prop::option::of(prop::sample::select(KnownEffect::ALL.to_vec())).prop_map(|known| Is::Measure { known }), Hole::NoMeasure), sizes.1), sizes.2),
        commitments in prop::collection::vec(part(Step::Commitment, or_hole(prop::sample::select(Verdict::ALL.to_vec()).prop_map(|verdict| Is::Commitment { verdict }), Hole::NoCommitment), sizes.2), sizes.3),
        effects in prop::collection::vec(part(Step::Effect, or_hole((any::<bool>(), any::<bool>()).prop_map(|(baseline, outcome)| Is::Effect { baseline, outcome }), Hole::NoEffect), sizes.3), sizes.4),
    ) -> Story {
        Story { problem, voices, causes, measures, commitments, effects }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_chain_can_be_read(story in stories(), finding in text(), english: bool) {
        let lang = if english { Lang::En } else { Lang::Sv };
        let mut chain = linked(story, lang);
        chain.heading.finding = finding;
        check(&chain);
    }

    #[test]
    fn every_cycle_can_be_read(
        steps in prop::collection::vec((prop_oneof![3 => prop::sample::select(vec!["identify", "map", "analyse_causes", "act"]).prop_map(str::to_owned), 1 => text()], text()), 0..7)
    ) {
        cycle(steps.iter().map(|(name, state)| step(name, state)).collect(), Lang::Sv);
    }
}

/// What a reader without colours sees: nothing differs by colour alone.
#[test]
fn nothing_in_the_chain_hangs_on_colour_script_or_file() {
    let chart = check(&linked(story("droger-de-la-gardie"), Lang::Sv));
    let cycle = cycle(vec![step("identify", "done")], Lang::Sv);
    let mut states: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for row in &chart.table.rows {
        states
            .entry(row[0].as_str())
            .or_default()
            .extend(row[2].chars().next());
    }
    // Every state begins with a sign, or counts voices.
    assert_eq!(states["Orsak"], BTreeSet::from(['?', 's', '✓', '✕']));
    for svg in [&chart.svg, &chart.narrow, &cycle.svg, &cycle.narrow] {
        for node in read(svg).descendants().filter(|n| n.is_element()) {
            assert!(
                !["style", "script", "foreignObject", "image", "use"]
                    .contains(&node.tag_name().name())
            );
            assert!(
                node.attributes()
                    .all(|a| a.name() != "style" && !a.value().contains("url("))
            );
            // Each painted thing has a class by which the dark page recolours it.
            for (paint, class) in [("fill", "hs-fill-"), ("stroke", "hs-stroke-")] {
                let painted = node.attribute(paint).is_some_and(|p| p.starts_with('#'));
                let named = node.attribute("class").is_some_and(|c| c.contains(class));
                assert!(!painted || named, "{node:?}");
            }
        }
    }
}
