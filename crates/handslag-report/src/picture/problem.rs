//! What a printed picture says of one problem.

use handslag_domain::picture::PictureDocument;
use handslag_domain::problem::{Cause, Measure, Problem};
use handslag_domain::worded::Worded;
use handslag_locale::arg;

use super::{Writer, ours};
use crate::follow_up::{cell, cycle, heading};
use crate::paper::{Block, Cell, Column, Run, Runs, Table};
use crate::writing::capital;

impl Writer<'_> {
    /// Where and how much.
    pub(super) fn mapped(&self, problem: &Problem) -> Vec<Block> {
        let t = self.hand.words;
        let mut blocks = vec![self.their_heading(2, &problem.title)];
        let places: Vec<String> = problem.places.iter().map(|id| self.place(id)).collect();
        if !places.is_empty() {
            let places = self.hand.language.list(&places);
            blocks.push(Block::Paragraph {
                runs: vec![Run::new(places).small()],
            });
        }
        let words = problem.words.iter();
        blocks.extend(words.flat_map(|words| self.paragraphs(words)));
        if !problem.evidence.is_empty() {
            blocks.push(heading(3, &t.picture_doc_rests_on()));
            blocks.extend(self.evidence(&problem.evidence));
        }
        let caption = t.picture_doc_measured_of(&problem.title);
        blocks.extend(self.indicators(&caption, &problem.indicators));
        blocks
    }

    /// Why, and what is to be done.
    pub(super) fn analysed(&self, problem: &Problem) -> Vec<Block> {
        let t = self.hand.words;
        let mut blocks = vec![self.their_heading(2, &problem.title)];
        if let Some(area) = &problem.focus_area {
            blocks.push(Block::Paragraph {
                runs: vec![self.hand.theirs(area).small()],
            });
        }
        if !problem.is_chosen() {
            blocks.push(ours(t.picture_doc_waits()));
        }
        blocks.extend(self.priority(problem));
        if !problem.causes.is_empty() {
            blocks.push(heading(3, &t.problem_causes()));
            blocks.extend(problem.causes.iter().flat_map(|cause| self.cause(cause)));
        }
        if !problem.measures.is_empty() {
            blocks.push(heading(3, &t.problem_measures()));
            let items = problem.measures.iter();
            blocks.push(Block::List {
                items: items.map(|one| self.measure(problem, one)).collect(),
            });
        }
        blocks.extend(cycle(self.hand, &problem.cycle, self.edition.example));
        if let Some(result) = &problem.result {
            blocks.push(heading(3, &t.problem_result()));
            blocks.extend(self.paragraphs(result));
        }
        blocks
    }

    fn priority(&self, problem: &Problem) -> Vec<Block> {
        let t = self.hand.words;
        let Some(priority) = &problem.priority else {
            return Vec::new();
        };
        let mut blocks = Vec::new();
        if let Some(reason) = &priority.reason {
            blocks.push(Block::Paragraph {
                runs: vec![
                    Run::new(format!("{} ", t.picture_doc_why_this())),
                    self.hand.theirs(reason),
                ],
            });
        }
        if priority.scores.is_empty() {
            return blocks;
        }
        let stated = PictureDocument {
            criteria: self.edition.criteria.clone(),
            ..PictureDocument::default()
        };
        let weighed = stated.weighed(problem);
        let number = |n| self.hand.language.number(n);
        let rows = priority.scores.iter().map(|score| {
            let mut criteria = self.edition.criteria.iter();
            let own = criteria.find(|c| c.name == score.criterion);
            let asks = match own {
                Some(criterion) => Cell::from(self.hand.theirs(&t.criterion(criterion))),
                None => cell(t.criterion_named(&score.criterion)),
            };
            let weight = own.and_then(|c| c.weight).unwrap_or_else(|| 1u32.into());
            let reason = score.reason.as_deref().unwrap_or("–");
            vec![
                asks,
                cell(number(score.score)),
                cell(number(weight)),
                Cell::from(self.hand.theirs(reason)),
            ]
        });
        blocks.push(Block::Table(Table {
            caption: t.picture_doc_weighed(arg::PictureDocWeighed {
                sum: &number(weighed.sum),
                most: &number(weighed.most),
            }),
            summary: t.picture_doc_scores(&problem.title),
            invented: self.edition.example,
            columns: vec![
                Column::words(t.picture_doc_criterion(), 10),
                Column::number(t.picture_doc_score()),
                Column::number(t.picture_doc_weight()),
                Column::words(t.picture_doc_score_reason(), 10),
            ],
            rows: rows.collect(),
        }));
        blocks
    }

    fn cause(&self, cause: &Cause) -> Vec<Block> {
        let t = self.hand.words;
        let side = cause.side.as_ref().and_then(Worded::meant);
        let about: Vec<String> = std::iter::once(t.cause_state(cause.standing()))
            .chain(side.map(|side| t.triangle_side(side)))
            .chain(cause.kind.as_deref().map(|kind| t.cause_kind(kind)))
            .collect();
        let mut blocks = vec![
            self.their_heading(4, &cause.words),
            Block::Paragraph {
                runs: vec![Run::new(capital(&about.join(", "))).small()],
            },
        ];
        let both = [
            (t.problem_for(), &cause.evidence_for, &cause.links_for),
            (
                t.problem_against(),
                &cause.evidence_against,
                &cause.links_against,
            ),
        ];
        for (title, said, links) in both {
            let said = said.iter().map(|one| vec![self.hand.theirs(one)]);
            let items: Vec<Runs> = said.chain(links.iter().map(|l| self.link(l))).collect();
            if !items.is_empty() {
                blocks.push(ours(format!("{title}:")));
                blocks.push(Block::List { items });
            }
        }
        if let Some(test) = &cause.would_show_wrong {
            blocks.push(Block::Paragraph {
                runs: vec![
                    Run::new(format!("{} ", t.picture_doc_would_show_wrong())),
                    self.hand.theirs(test),
                ],
            });
        }
        blocks
    }

    fn measure(&self, problem: &Problem, measure: &Measure) -> Runs {
        let t = self.hand.words;
        let mut runs = vec![self.hand.theirs(&format!("{}.", measure.words))];
        let mut add = |title: String, words: &str| {
            runs.push(Run::new(format!(" {title} ")));
            runs.push(
                self.hand
                    .theirs(&format!("{}.", words.trim_end_matches('.'))),
            );
        };
        let cause = measure.cause.as_ref();
        let cause = cause.and_then(|id| problem.causes.iter().find(|c| c.id == *id));
        if let Some(cause) = cause {
            add(t.picture_doc_against(), &cause.words);
        }
        if let Some(mechanism) = &measure.mechanism {
            add(t.picture_doc_mechanism(), mechanism);
        }
        if let Some(known) = &measure.known_effect {
            let known = match known.meant() {
                Some(known) => t.known_effect(known),
                None => known.as_str().to_owned(),
            };
            let from = measure.known_from.as_deref().unwrap_or_default();
            runs.push(Run::new(format!(" {} {known}. ", t.picture_doc_known())));
            runs.push(self.hand.theirs(from));
        }
        runs
    }
}
