//! `handslag picture`: check a document, print the format's schema, write it
//! the other way, show what it says and what is missing.

use std::path::{Path, PathBuf};

use handslag_domain::check::{Finding, Words};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::{check_held, check_text};
use handslag_domain::picture::clock::LegalClock;
use handslag_domain::picture::story::Story;
use handslag_domain::problem::Problem;
use handslag_locale::{Language, arg};
use handslag_web::place_in_words;
use serde::Serialize;

use crate::arguments::{Format, PictureCommand};
use crate::failure::{Failure, level_words};
use crate::picture_edition;
use crate::picture_name::{Found, find};
use crate::promise::{self, print, print_json};
use crate::terminal::{say, today};

pub(crate) async fn run(
    order: PictureCommand,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    match order {
        PictureCommand::Check { file, json } => promise::check(&file, json, language, findings),
        PictureCommand::Schema => print_json(&PictureDocument::json_schema()),
        PictureCommand::Convert { file, to } => convert(&file, to, language),
        PictureCommand::Show {
            picture,
            organisation,
            json,
        } => {
            let found = find(&picture, organisation.as_deref(), folder, language).await?;
            show(&found, json, language)
        }
        PictureCommand::Edition {
            picture,
            readers,
            out,
            organisation,
        } => {
            let found = find(&picture, organisation.as_deref(), folder, language).await?;
            picture_edition::run(&found, readers.into(), &out, language).await
        }
        PictureCommand::Export {
            picture,
            format,
            organisation,
        } => {
            let found = find(&picture, organisation.as_deref(), folder, language).await?;
            let text = found.document().write(format.into());
            print(&text.map_err(Failure::Content)?)
        }
    }
}

fn findings(text: &str, words: Words) -> Vec<Finding> {
    check_text(text, words).1
}

fn convert(file: &Path, to: Format, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    let text =
        std::fs::read_to_string(file).map_err(|error| Failure::unreadable(t, file, &error))?;
    // A document with errors is converted too: nothing may be lost on the way.
    let document = PictureDocument::read(&text).map_err(|error| {
        let findings = findings(&text, promise::words(language));
        match findings.is_empty() {
            true => Failure::Content(error.to_string()),
            false => Failure::Findings(findings),
        }
    })?;
    print(&document.write(to.into()).map_err(Failure::Content)?)
}

/// A picture in short, as JSON.
#[derive(Serialize)]
struct InShort<'a> {
    picture: &'a str,
    title: &'a str,
    example: bool,
    clock: LegalClock,
    problems: Vec<ProblemInShort<'a>>,
    gaps: Vec<Finding>,
}

/// A problem that is taken on, with how many of each there are.
#[derive(Serialize)]
struct ProblemInShort<'a> {
    id: &'a str,
    title: &'a str,
    rank: Option<u32>,
    evidence: usize,
    causes: usize,
    measures: usize,
    indicators: usize,
    commitments: usize,
}

fn show(found: &Found, json: bool, language: Language) -> Result<(), Failure> {
    let (document, promises) = (found.document(), found.promises());
    let clock = found.clock(today());
    let in_short = InShort {
        picture: document.picture.id.as_str(),
        title: &document.picture.title,
        example: document.example,
        clock,
        problems: document
            .chosen()
            .into_iter()
            .map(|problem| problem_in_short(found, problem))
            .collect(),
        gaps: check_held(document, promises, clock, promise::words(language)),
    };
    if json {
        return print_json(&in_short);
    }
    let t = language.texts();
    let example = match document.example {
        true => format!(" [{}]", t.example_tag()),
        false => String::new(),
    };
    say(format!("{}{example}", in_short.title));
    say(t.update_due(in_short.clock.update));
    say(t.plan_due(in_short.clock.follow_up));
    for (n, problem) in in_short.problems.iter().enumerate() {
        say(t.cmd_picture_problem(arg::CmdPictureProblem {
            place: &(n + 1).to_string(),
            title: problem.title,
            n_evidence: problem.evidence.into(),
            n_causes: problem.causes.into(),
            n_measures: problem.measures.into(),
            n_indicators: problem.indicators.into(),
            n_commitments: problem.commitments.into(),
        }));
    }
    say(t.picture_doc_missing(in_short.gaps.len()));
    for gap in &in_short.gaps {
        say(gap_line(gap, language));
    }
    Ok(())
}

/// A gap as the pages say it: what, what to do, and where in the words of the forms.
fn gap_line(gap: &Finding, language: Language) -> String {
    let level = level_words(language.texts(), gap.level);
    let place = place_in_words(language, &gap.place);
    format!("  {level}: {} {} ({place})", gap.what, gap.what_to_do)
}

fn problem_in_short<'a>(found: &'a Found, problem: &'a Problem) -> ProblemInShort<'a> {
    let story = Story::of(found.document(), found.promises(), &problem.id, today());
    let commitments = story.iter().flat_map(|story| &story.commitments);
    ProblemInShort {
        id: problem.id.as_str(),
        title: &problem.title,
        rank: problem.priority.as_ref().and_then(|p| p.rank),
        evidence: problem.evidence.len(),
        causes: problem.causes.len(),
        measures: problem.measures.len(),
        indicators: problem.indicators.len(),
        commitments: commitments.filter(|part| !part.is_hole()).count(),
    }
}
