//! What a printed situational picture says: the three parts that the law asks
//! for, in the words of the page.

use handslag_domain::check::Words;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::edition::{EditionPart, PictureEdition};
use handslag_domain::picture::{Decision, LegalPart, PictureDocument};
use handslag_domain::problem::{Cause, Indicator, Measure, Problem, Voice};
use handslag_domain::worded::Worded;
use handslag_locale::{Language, arg};

use crate::PdfOptions;
use crate::follow_up::{cell, fact, facts, heading, section};
use crate::paper::{Block, Cell, Column, Paper, Run, Runs, Table};
use crate::writing::{Hand, capital};

/// The picture as blocks of ready text.
pub(crate) fn paper(edition: &PictureEdition, options: PdfOptions) -> Paper {
    let hand = Hand::new(options.language, &edition.language);
    let texts = hand.texts;
    let t = hand.words;
    let bands = [
        (edition.example, texts.picture_example_band),
        (options.draft, texts.draft_band),
    ];
    let version = t.edition_line(arg::EditionLine {
        version: &edition.version.to_string(),
        date: &hand.language.date(edition.frozen_on),
        readers: &t.released_to(edition.released_to),
    });
    let line = match options.draft {
        true => t.edition_not_frozen(),
        false => version,
    };
    Paper {
        lang: hand.language.tag(),
        region: texts.region,
        title: edition.title.clone(),
        authors: edition.parties.iter().map(|p| p.name.clone()).collect(),
        description: t.edition_about(&edition.title),
        keywords: edition.municipalities.clone(),
        bands: bands
            .into_iter()
            .filter_map(|(stands, text)| stands.then(|| text.to_owned()))
            .collect(),
        foot: format!("{} · {line}", edition.title),
        page_word: texts.page,
        page_short: texts.page_short,
        of_word: texts.of,
        example_mark: edition.example.then_some(texts.example),
        blocks: Writer {
            hand: &hand,
            edition,
        }
        .blocks(&line),
    }
}

struct Writer<'a> {
    hand: &'a Hand<'a>,
    edition: &'a PictureEdition,
}

impl Writer<'_> {
    fn blocks(&self, line: &str) -> Vec<Block> {
        let t = self.hand.words;
        let mut blocks = vec![
            Block::Kicker {
                runs: vec![Run::new(self.edition.municipalities.join(", "))],
            },
            Block::Title,
        ];
        blocks.extend(self.about(line));
        blocks.extend(self.summary());
        for part in &self.edition.parts {
            let title = capital(part.part.name(words(self.hand.language)));
            blocks.push(Block::Heading {
                level: 1,
                runs: vec![Run::new(title)],
                anchor: None,
                invented: self.edition.example,
            });
            blocks.extend(self.part(part));
        }
        let told = |words: &Option<String>| -> Vec<Block> {
            let words = words.iter().flat_map(|words| self.paragraphs(words));
            words.collect()
        };
        blocks.extend(section(
            &t.edition_background(),
            told(&self.edition.background),
        ));
        blocks.extend(section(&t.contact_title(), told(&self.edition.contact)));
        blocks
    }

    fn about(&self, line: &str) -> Option<Block> {
        let (t, edition) = (self.hand.words, self.edition);
        let plan = edition.action_plan.as_ref();
        let plan = plan.map(|plan| {
            let decided = plan.decided.as_ref().map(|d| self.decision(d));
            let said = [plan.title.clone(), decided];
            said.into_iter().flatten().collect::<Vec<_>>().join(". ")
        });
        let decided = edition.decided.as_ref().map(|d| self.decision(d));
        let parties: Vec<&str> = edition.parties.iter().map(|p| p.name.as_str()).collect();
        let period = self
            .hand
            .language
            .period(edition.period.first_day(), edition.period.last_day());
        facts([
            fact(&t.edition_period(), period),
            fact(&t.promise_parties(), parties.join(", ")),
            fact(&t.edition_decided(), decided.unwrap_or_default()),
            fact(&t.edition_plan(), plan.unwrap_or_default()),
            fact(&t.promise_version(), line),
        ])
    }

    fn decision(&self, decision: &Decision) -> String {
        let on = decision.on.as_ref();
        let on = on.map(|on| self.hand.language.written_date(on));
        let said = [Some(decision.by.clone()), on, decision.reference.clone()];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn summary(&self) -> Vec<Block> {
        let (t, edition) = (self.hand.words, self.edition);
        let chosen: Vec<&Problem> = edition.problems.iter().filter(|p| p.is_chosen()).collect();
        let mut blocks = vec![
            heading(1, &t.summary_title()),
            Block::Lead {
                runs: vec![Run::new(t.edition_chosen(chosen.len()))],
            },
        ];
        if !chosen.is_empty() {
            let items = chosen.iter().map(|p| vec![self.hand.theirs(&p.title)]);
            blocks.push(Block::List {
                items: items.collect(),
            });
        }
        blocks.push(heading(2, &t.picture_doc_clock()));
        blocks.push(ours(
            t.edition_clock_on(&self.hand.language.date(edition.frozen_on)),
        ));
        let clock = edition.clock;
        blocks.push(our_list([
            t.update_due(clock.update),
            t.plan_due(clock.follow_up),
        ]));
        if let Some(reason) = &edition.reason {
            blocks.push(Block::Paragraph {
                runs: vec![
                    Run::new(format!("{} ", t.edition_reason())),
                    self.hand.theirs(reason),
                ],
            });
        }
        if let Some(before) = edition.compared_with {
            blocks.push(heading(2, &t.edition_changes(&before.to_string())));
            let said = edition.changes.iter();
            let said: Vec<String> = said
                .map(|change| change.say(words(self.hand.language)))
                .collect();
            blocks.push(match said.is_empty() {
                true => ours(t.edition_no_changes()),
                false => our_list(said),
            });
        }
        let left = t.left_out(edition.left_out);
        if !left.is_empty() {
            blocks.push(heading(2, &t.edition_left_out()));
            blocks.push(our_list(left));
        }
        blocks
    }

    fn part(&self, part: &EditionPart) -> Vec<Block> {
        let mut blocks = Vec::new();
        for section in &part.sections {
            blocks.push(self.their_heading(2, &section.heading));
            blocks.extend(self.paragraphs(&section.words));
            blocks.extend(self.evidence(&section.evidence));
        }
        let problems = part.problems.iter();
        let problems = problems.filter_map(|id| self.edition.problem(id));
        match part.part {
            LegalPart::Mapping => {
                blocks.extend(self.indicators(
                    &self.hand.words.picture_doc_indicators_of_area(),
                    &part.indicators,
                ));
                blocks.extend(problems.flat_map(|problem| self.mapped(problem)));
            }
            LegalPart::OtherInformation => blocks.extend(self.voices(&part.voices)),
            LegalPart::Analysis => {
                blocks.extend(problems.flat_map(|problem| self.analysed(problem)));
            }
        }
        blocks
    }

    /// Where and how much.
    fn mapped(&self, problem: &Problem) -> Vec<Block> {
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
    fn analysed(&self, problem: &Problem) -> Vec<Block> {
        let t = self.hand.words;
        let mut blocks = vec![self.their_heading(2, &problem.title)];
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
            .chain(cause.kind.as_deref().map(|kind| t.prevention(kind)))
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

    fn voices(&self, voices: &[Voice]) -> Vec<Block> {
        let t = self.hand.words;
        let mut blocks = Vec::new();
        for voice in voices {
            let n = voice.n.map(|n| match voice.n_asked {
                Some(asked) => t.picture_doc_n_of(arg::PictureDocNOf {
                    n: n.into(),
                    asked: &self.hand.language.number(asked),
                }),
                None => t.voice_n(n),
            });
            let on = voice.on.as_ref();
            let said = [
                n,
                voice.asked.as_deref().map(|group| t.asked_group(group)),
                voice.channel.as_deref().map(|channel| t.channel(channel)),
                voice.place.as_ref().map(|id| self.place(id)),
                on.map(|on| self.hand.language.written_date(on)),
            ];
            let said: Vec<String> = said.into_iter().flatten().collect();
            blocks.push(Block::Quote {
                runs: vec![self.hand.theirs(&voice.words)],
                by: Some(said.join(", ")),
            });
            if let Some(answer) = &voice.answer {
                blocks.push(Block::Paragraph {
                    runs: vec![self.hand.theirs(&t.voice_answer(answer))],
                });
            }
        }
        match blocks.is_empty() {
            true => blocks,
            false => std::iter::once(heading(2, &t.voices_title()))
                .chain(blocks)
                .collect(),
        }
    }

    fn indicators(&self, caption: &str, indicators: &[Indicator]) -> Option<Block> {
        if indicators.is_empty() {
            return None;
        }
        let t = self.hand.words;
        let rows = indicators.iter().map(|one| {
            let theirs = |words: &str| Cell::from(self.hand.theirs(words));
            vec![
                theirs(&one.words),
                theirs(&t.measured(one.baseline.as_ref())),
                theirs(&t.measured(one.target.as_ref())),
                theirs(&t.measured(one.outcome.as_ref())),
                theirs(one.source.as_deref().unwrap_or("–")),
            ]
        });
        Some(Block::Table(Table {
            caption: caption.to_owned(),
            summary: caption.to_owned(),
            invented: self.edition.example,
            columns: vec![
                Column::words(t.goal_indicator(), 9),
                Column::words(t.goal_baseline(), 6),
                Column::words(t.goal_target(), 6),
                Column::words(t.goal_outcome(), 6),
                Column::words(t.incidents_source(), 7),
            ],
            rows: rows.collect(),
        }))
    }

    fn evidence(&self, links: &[EvidenceLink]) -> Option<Block> {
        let items: Vec<Runs> = links.iter().map(|link| self.link(link)).collect();
        (!items.is_empty()).then_some(Block::List { items })
    }

    fn link(&self, link: &EvidenceLink) -> Runs {
        let place = link.place.as_ref().map(|id| self.place(id));
        let line = self.hand.words.evidence_link(link, place.as_deref());
        let mut runs = vec![Run::new(line)];
        if let Some(words) = &link.words {
            runs.push(Run::new(". "));
            runs.push(self.hand.theirs(words));
        }
        runs
    }

    fn place(&self, id: &handslag_domain::id::PlaceId) -> String {
        let mut places = self.edition.places.iter();
        let found = places.find(|place| place.id == *id);
        found.map_or_else(|| id.0.clone(), |place| place.name.clone())
    }

    fn their_heading(&self, level: u8, text: &str) -> Block {
        Block::Heading {
            level,
            runs: vec![self.hand.theirs(text)],
            anchor: None,
            invented: false,
        }
    }

    fn paragraphs(&self, words: &str) -> Vec<Block> {
        let paragraphs = words.split("\n\n").filter(|words| !words.trim().is_empty());
        paragraphs
            .map(|words| Block::Paragraph {
                runs: vec![self.hand.theirs(words)],
            })
            .collect()
    }
}

fn ours(text: String) -> Block {
    Block::Paragraph {
        runs: vec![Run::new(text)],
    }
}

fn our_list(items: impl IntoIterator<Item = String>) -> Block {
    let items = items.into_iter().map(|text| vec![Run::new(text)]);
    Block::List {
        items: items.collect(),
    }
}

fn words(language: Language) -> Words {
    match language {
        Language::Sv => Words::Sv,
        Language::En => Words::En,
    }
}
