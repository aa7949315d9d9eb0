//! How does one problem hang together, from what was said to what changed?
//!
//! Voices lead to the problem, the problem to its causes, those to measures,
//! commitments and what is measured. What is missing is drawn with broken
//! lines and says its name.

mod boxes;
mod narrow;
mod wide;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use handslag_domain::picture::chain::NodeKey;
use handslag_domain::picture::story::{Story, StoryPart};

use crate::effect::{Chart, chart};
use crate::sheet::{Cell, Column, Sheet};
use crate::text::clean;
use crate::{Heading, Layout};
use boxes::Told;
pub(crate) use wide::line;
use words::{Stands, name_of, state_of};

/// The chain of one problem, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainPicture {
    /// Its finding is the title. The layout is set by the drawing.
    pub heading: Heading,
    /// The problem and everything around it.
    pub story: Story,
    /// Where each thing is read; what is not here is no link. Paper has none.
    pub links: BTreeMap<NodeKey, String>,
}

/// The chain for wide and narrow pages, with its table.
pub fn chain_picture(chain: &ChainPicture) -> Chart {
    chart(chain.heading.clone(), &sheet(chain), |heading| {
        let drawn = Drawn { chain, heading };
        match heading.layout {
            Layout::Wide => wide::draw(&drawn),
            Layout::Narrow => narrow::draw(&drawn),
        }
    })
}

/// A chain under the heading of one of its layouts.
struct Drawn<'a> {
    chain: &'a ChainPicture,
    heading: &'a Heading,
}

impl<'a> Drawn<'a> {
    fn told(&self, part: &'a StoryPart, stands: Stands) -> Told<'a> {
        let href = part.key.as_ref().and_then(|key| self.chain.links.get(key));
        Told {
            part,
            stands,
            href: href.map(String::as_str),
            lang: self.heading.lang,
        }
    }
}

/// The steps in their order, each with its parts and those that they follow from.
fn steps(story: &Story) -> [(&[StoryPart], &[StoryPart]); 6] {
    let problem = std::slice::from_ref(&story.problem);
    [
        (&story.voices, &[]),
        (problem, &story.voices),
        (&story.causes, problem),
        (&story.measures, &story.causes),
        (&story.commitments, &story.measures),
        (&story.effects, &story.commitments),
    ]
}

/// One row for each part: for people in words, for machines with ids.
fn sheet(chain: &ChainPicture) -> Sheet {
    let lang = chain.heading.lang;
    let mut rows = Vec::new();
    for ((parts, before), stands) in steps(&chain.story).into_iter().zip(Stands::ALL) {
        for part in parts {
            let every = 0..before.len();
            let from: Vec<usize> = match stands {
                Stands::Problem => every.collect(),
                _ => part.from.clone(),
            };
            let from: Vec<&StoryPart> = from.iter().filter_map(|at| before.get(*at)).collect();
            let names = from.iter().map(|part| name_of(part, lang));
            let unique: Vec<String> = names.fold(Vec::new(), |mut all, name| {
                if !all.contains(&name) {
                    all.push(name);
                }
                all
            });
            let ids: BTreeSet<String> = from.iter().filter_map(|part| id_of(part)).collect();
            rows.push(vec![
                Cell::text(stands.one(lang)),
                Cell::text(stands.key()),
                Cell::text(id_of(part).unwrap_or_default()),
                Cell::text(name_of(part, lang)),
                Cell::text(state_of(part, lang)),
                Cell::text(unique.join("; ")),
                Cell::text(ids.into_iter().collect::<Vec<_>>().join(";")),
            ]);
        }
    }
    Sheet {
        columns: vec![
            Column::for_people(words::step(lang)),
            Column::for_machines("step"),
            Column::for_machines("id"),
            Column::new(words::what(lang), "words"),
            Column::new(words::state(lang), "state"),
            Column::for_people(words::follows_from(lang)),
            Column::for_machines("from"),
        ],
        rows,
    }
}

fn id_of(part: &StoryPart) -> Option<String> {
    let key = part.key.as_ref()?;
    Some(match &key.promise {
        Some(promise) => format!("{promise}/{}", clean(&key.id)),
        None => clean(&key.id),
    })
}
