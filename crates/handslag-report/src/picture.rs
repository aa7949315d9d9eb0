//! What a printed situational picture says: the three parts that the law asks
//! for, in the words of the page.

mod problem;

use handslag_domain::check::Words;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::picture::edition::{EditionPart, PictureEdition};
use handslag_domain::picture::{Decision, LegalPart};
use handslag_domain::problem::{Indicator, Problem, Voice};
use handslag_locale::{Language, arg};

use crate::PdfOptions;
use crate::follow_up::{fact, facts, heading, section};
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
        keywords: municipalities(edition),
        bands: bands
            .into_iter()
            .filter(|(stands, _)| *stands)
            .map(|(_, text)| text.to_owned())
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
                runs: vec![Run::new(municipalities(self.edition).join(", "))],
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
            if let Some(title) = &edition.replaces_picture {
                blocks.push(ours(t.edition_replaces_picture(title)));
            }
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
        let part = self.edition.part(LegalPart::OtherInformation);
        let voices = part.into_iter().flat_map(|part| &part.voices);
        let said: Vec<String> = voices
            .filter(|voice| link.voices.contains(&voice.id))
            .map(|voice| format!("”{}”", voice.words))
            .collect();
        if !said.is_empty() {
            runs.push(Run::new(": "));
            runs.push(self.hand.theirs(&said.join(", ")));
        }
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

/// What the municipalities are called, whether they are written by name or code.
fn municipalities(edition: &PictureEdition) -> Vec<String> {
    let named = |written: &String| {
        let code = MunicipalityCode::parse(written).ok();
        let known = code.and_then(Municipality::by_code);
        known.map_or_else(|| written.clone(), |one| one.name.to_owned())
    };
    edition.municipalities.iter().map(named).collect()
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
