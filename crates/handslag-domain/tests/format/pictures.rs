//! Any picture document that the types can hold.

use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::*;
use handslag_domain::place::Place;
use handslag_domain::problem::*;
use handslag_domain::promise::Measured;
use handslag_domain::vocabulary::{
    CauseState, EvidenceKind, KnownEffect, ReleasedTo, TriangleSide,
};
use handslag_domain::worded::{Vocabulary, Worded};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{amounts, dates, extra, ids, periods, words};

/// A word of the list, or other words.
fn worded<T: Vocabulary + std::fmt::Debug>(all: &'static [T]) -> BoxedStrategy<Worded<T>> {
    let other = words().prop_map(|word| match T::named(&word) {
        Some(known) => Worded::Known(known),
        None => Worded::Words(word),
    });
    prop_oneof![3 => select(all.to_vec()).prop_map(Worded::Known), 1 => other].boxed()
}

fn released() -> BoxedStrategy<Option<Worded<ReleasedTo>>> {
    of(worded(ReleasedTo::ALL)).boxed()
}

prop_compose! {
    fn links()(
        kind in worded(EvidenceKind::ALL), texts in vec(of(words()), 7), voices in vec(ids(), 0..3),
        place in of(ids()), party in of(ids()), period in of(periods()), value in of(amounts()), n in of(amounts()), extra in extra(),
    ) -> EvidenceLink {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        EvidenceLink {
            kind, words: text(), source: text(), indicator: text(), area: text(), filter: text(), theme: text(), url: text(),
            unit: None, voices, place, party, period, value, n, extra,
        }
    }
}

prop_compose! {
    pub fn voices()(
        id in ids(), said in words(), texts in vec(of(words()), 4), n in of(amounts()), n_asked in of(amounts()),
        on in of(dates()), place in of(ids()), released in released(), extra in extra(),
    ) -> Voice {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        Voice { id, words: said, channel: text(), answer: text(), theme: text(), asked: text(), n, n_asked, on, place, released, extra }
    }
}

prop_compose! {
    fn causes()(
        id in ids(), said in words(), kind in of(words()), side in of(worded(TriangleSide::ALL)), state in of(worded(CauseState::ALL)),
        evidence_for in vec(words(), 0..2), evidence_against in vec(words(), 0..2),
        links in (vec(links(), 0..2), vec(links(), 0..2)), would_show_wrong in of(words()), extra in extra(),
    ) -> Cause {
        let (links_for, links_against) = links;
        Cause { id, words: said, kind, side, state, evidence_for, evidence_against, links_for, links_against, would_show_wrong, extra }
    }
}

prop_compose! {
    fn measures()(
        id in ids(), said in words(), cause in of(ids()), texts in vec(of(words()), 4), known_effect in of(worded(KnownEffect::ALL)),
        parties in vec(ids(), 0..2), commitments in vec(ids(), 0..2), extra in extra(),
    ) -> Measure {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        Measure { id, words: said, cause, kind: text(), term: text(), mechanism: text(), known_from: text(), known_effect, parties, commitments, extra }
    }
}

prop_compose! {
    fn measured()(value in of(amounts()), unit in of(words()), on in of(dates()), said in of(words()), extra in extra()) -> Measured {
        Measured { value, unit, on, words: said, extra }
    }
}

prop_compose! {
    fn indicators()(
        id in ids(), said in words(), source in of(words()), values in vec(of(measured()), 3), released in released(), extra in extra(),
    ) -> Indicator {
        let mut values = values.into_iter();
        let mut value = || values.next().flatten();
        Indicator { id, words: said, source, baseline: value(), target: value(), outcome: value(), released, extra }
    }
}

prop_compose! {
    fn priorities()(
        chosen in of(any::<bool>()), rank in of(any::<u32>()), scores in vec((words(), amounts(), of(words()), extra()), 0..3),
        reason in of(words()), extra in extra(),
    ) -> Priority {
        let scores = scores.into_iter().map(|(criterion, score, reason, extra)| Score { criterion, score, reason, extra }).collect();
        Priority { chosen, rank, scores, reason, extra }
    }
}

prop_compose! {
    pub fn problems()(
        id in ids(), title in words(), texts in vec(of(words()), 5), places in vec(ids(), 0..2), parties in vec(ids(), 0..2),
        cycle in vec((words(), of(words()), of(dates()), of(words()), extra()), 0..2),
        why in (vec(causes(), 0..2), vec(measures(), 0..2), vec(links(), 0..2), of(priorities()), vec(indicators(), 0..2)),
        released in released(), extra in extra(),
    ) -> Problem {
        let (causes, measures, evidence, priority, indicators) = why;
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        let cycle = cycle.into_iter().map(|(step, state, on, words, extra)| CycleStep { step, state, on, words, extra }).collect();
        Problem {
            id, title, words: text(), project: text(), result: text(), theme: text(), focus_area: text(), places, parties, cycle,
            causes, measures, evidence, priority, indicators, released, extra,
        }
    }
}

prop_compose! {
    fn sections()(
        heading in words(), said in words(), evidence in vec(links(), 0..2), places in vec(ids(), 0..2), problems in vec(ids(), 0..2),
        voices in vec(ids(), 0..2), released in released(), extra in extra(),
    ) -> PictureSection {
        PictureSection { heading, words: said, evidence, places, problems, voices, released, extra }
    }
}

prop_compose! {
    fn decisions()(by in words(), on in of(dates()), reference in of(words()), extra in extra()) -> Decision {
        Decision { by, on, reference, extra }
    }
}

prop_compose! {
    fn heads()(
        id in ids(), title in words(), municipalities in vec(words(), 0..2), parties in vec(ids(), 0..2), period in periods(),
        decided in of(decisions()), updated_on in of(dates()),
        plan in of((of(words()), of(decisions()), of(dates()), extra())), promises in vec(ids(), 0..2),
        background in of(words()), contact in of(words()), extra in extra(),
    ) -> Picture {
        let action_plan = plan.map(|(title, decided, followed_up_on, extra)| ActionPlan { title, decided, followed_up_on, extra });
        Picture { id, title, municipalities, parties, period, decided, updated_on, action_plan, promises, background, contact, extra }
    }
}

prop_compose! {
    /// A whole picture; its ids need not lead anywhere.
    pub fn pictures()(
        example in any::<bool>(), language in of(words()), picture in heads(),
        places in vec((ids(), words(), of(words()), of(ids()), extra()), 0..3),
        criteria in vec((words(), of(words()), of(amounts()), of(amounts()), extra()), 0..3),
        voices in vec(voices(), 0..3), indicators in vec(indicators(), 0..2), problems in vec(problems(), 0..3),
        parts in (vec(sections(), 0..2), vec(sections(), 0..2), vec(sections(), 0..2)), extra in extra(),
    ) -> PictureDocument {
        let (mapping, other_information, analysis) = parts;
        let places = places.into_iter().map(|(id, name, kind, within, extra)| Place { id, name, kind, within, extra }).collect();
        let criteria = criteria.into_iter().map(|(name, words, most, weight, extra)| Criterion { name, words, most, weight, extra }).collect();
        PictureDocument {
            format: PICTURE_FORMAT.to_owned(), example, language, picture, parties: vec![], places, criteria, voices, indicators,
            problems, mapping, other_information, analysis, extra,
        }
    }
}
