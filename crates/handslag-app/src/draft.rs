//! The draft of a follow-up, written from the log and the figures: every
//! sentence with what shows it. Pure: it is given all it needs.

mod commitment;
mod disclosure;
mod party;
mod translated;

use handslag_domain::assessment::{Assessment, assess};
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::Examined;
use handslag_domain::figures::FigureChart;
use handslag_domain::follow_up::{
    EarlierVersion, FollowUp, FollowUpDocument, MunicipalityName, PromiseName, Sentence, Shows,
    VerdictCount,
};
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::promise::Commitment;
use handslag_domain::verdict::Verdict;
use handslag_locale::{Language, Texts, arg};
use jiff::civil::Date;

use translated::Translated;

/// What a draft is made from.
pub struct DraftOrder<'a> {
    /// The promise with its log.
    pub document: &'a PromiseDocument,
    /// The year to follow up.
    pub year: i16,
    /// The counts are taken at the end of this day.
    pub at: Date,
    /// The language of its sentences.
    pub language: Language,
    /// Each claim and goal that has a comparison, examined.
    pub effects: Vec<Examined>,
    /// Official figures, drawn.
    pub figures: Vec<FigureChart>,
    /// Versions published before.
    pub earlier: Vec<EarlierVersion>,
}

/// Writes the draft.
pub fn draft(order: DraftOrder<'_>) -> FollowUpDocument {
    let document = order.document;
    let assessments = assess_for_follow_up(document, order.year, order.at);
    let writer_in = |language: Language| Writer {
        document,
        texts: language.texts(),
        language,
        year: order.year,
        at: order.at,
    };
    let writer = writer_in(order.language);
    let other = Translated {
        writer: writer_in(order.language.other()),
        assessments: &assessments,
    };
    let written = follow_up_of(document, order.year);
    let tally = tally(&assessments);
    FollowUpDocument {
        language: order.language.tag().to_owned(),
        example: document.example,
        municipality: municipality(document),
        promise: promise_name(document),
        year: order.year,
        at: order.at,
        version: next_version(&order.earlier),
        published_on: None,
        reason: None,
        summary: other.of_summary(writer.summary(&tally), &tally),
        tally,
        background: document.promise.background.clone(),
        voices: document.voices.clone(),
        commitments: other.of_commitments(writer.commitments(&assessments)),
        parties: other.of_parties(writer.parties(&assessments)),
        problems: document.problems.clone(),
        goals: document.goals.clone(),
        context: written.map(|f| f.context.clone()).unwrap_or_default(),
        claims: written.map(|f| f.claims.clone()).unwrap_or_default(),
        effects: order.effects,
        sources: writer.sources(&order.figures),
        figures: order.figures,
        next_step: written.and_then(|f| f.next_step.clone()),
        contact: document.promise.contact.clone(),
        earlier: order.earlier,
    }
}

/// What the parties themselves have written for the year, newest version.
fn follow_up_of(document: &PromiseDocument, year: i16) -> Option<&FollowUp> {
    document
        .follow_ups
        .iter()
        .filter(|f| is_of(f, year))
        .max_by_key(|f| f.version)
}

fn is_of(follow_up: &FollowUp, year: i16) -> bool {
    follow_up.of.last_day().is_ok_and(|day| day.year() == year)
}

/// The state of each commitment in the follow-up of a year. What the parties
/// write in it is said in it, even when it is drafted before the year is over.
pub fn assess_for_follow_up(document: &PromiseDocument, year: i16, at: Date) -> Vec<Assessment> {
    let written = |f: &FollowUp| is_of(f, year) && f.counting_day().is_some_and(|day| day > at);
    if !document.follow_ups.iter().any(written) {
        return assess(document, at);
    }
    let mut document = document.clone();
    for follow_up in document.follow_ups.iter_mut().filter(|f| written(f)) {
        follow_up.at = Some(at.into());
    }
    assess(&document, at)
}

fn next_version(earlier: &[EarlierVersion]) -> u32 {
    earlier.iter().map(|e| e.version).max().unwrap_or(0) + 1
}

/// How many commitments have each verdict, best first.
pub fn tally(assessments: &[Assessment]) -> Vec<VerdictCount> {
    Verdict::ALL
        .into_iter()
        .map(|verdict| VerdictCount {
            verdict,
            n: assessments.iter().filter(|a| a.verdict == verdict).count(),
        })
        .filter(|count| count.n > 0)
        .collect()
}

/// The first municipality of the promise, by code or name; a promise for an
/// area that is none keeps its own words.
pub fn municipality(document: &PromiseDocument) -> MunicipalityName {
    let written = document.promise.municipalities.first();
    municipality_written(written.map_or("", String::as_str))
}

/// The municipality that is meant by a code or a name as somebody wrote it.
pub fn municipality_written(written: &str) -> MunicipalityName {
    let known = MunicipalityCode::parse(written)
        .ok()
        .and_then(Municipality::by_code)
        .or_else(|| Municipality::by_name(written));
    match known {
        Some(m) => MunicipalityName {
            code: m.code.as_str().to_owned(),
            name: m.name.to_owned(),
            slug: m.slug(),
        },
        None => MunicipalityName {
            code: String::new(),
            name: written.to_owned(),
            slug: slug(written),
        },
    }
}

/// Small letters, digits and hyphens only: what an address may hold.
pub fn slug(words: &str) -> String {
    let plain: String = words
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|p| !p.is_empty()).collect();
    parts.join("-")
}

fn promise_name(document: &PromiseDocument) -> PromiseName {
    let promise = &document.promise;
    PromiseName {
        id: promise.id.clone(),
        title: promise.title.clone(),
        from: promise.period.first_day(),
        to: promise.period.last_day(),
        parties: promise
            .parties
            .iter()
            .map(|p| document.party_name(p).to_owned())
            .collect(),
    }
}

/// Writes sentences about one promise, for one year, in one language.
struct Writer<'a> {
    document: &'a PromiseDocument,
    texts: Texts,
    language: Language,
    year: i16,
    at: Date,
}

impl Writer<'_> {
    fn summary(&self, tally: &[VerdictCount]) -> Vec<Sentence> {
        let promise = &self.document.promise;
        let parties: Vec<&str> = promise
            .parties
            .iter()
            .map(|p| self.document.party_name(p))
            .collect();
        let promised = self.texts.draft_promised(arg::DraftPromised {
            parties: &self.language.list(&parties),
            n: self.document.commitments.len().into(),
        });
        let mut all = vec![shown_by_promise(promised)];
        if self.document.activities.is_empty() {
            all.push(self.shown_by_verdicts(self.texts.draft_nothing_logged(), |_| true));
        }
        if !tally.is_empty() {
            let text = self.texts.draft_tally(arg::DraftTally {
                day: &self.language.date(self.at),
                verdicts: &self.verdicts(tally),
            });
            all.push(self.shown_by_verdicts(text, |_| true));
        }
        all
    }

    /// A sentence that adds up how some of the commitments were assessed.
    fn shown_by_verdicts(&self, text: String, which: impl Fn(&Commitment) -> bool) -> Sentence {
        let commitments = self.document.commitments.iter();
        let commitments = commitments.filter(|commitment| which(commitment));
        Sentence {
            text,
            evidence: vec![Shows::Verdicts {
                commitments: commitments.map(|c| c.id.clone()).collect(),
            }],
            ..Sentence::default()
        }
    }

    /// "9 är hållna, 3 delvis och 1 inte".
    fn verdicts(&self, tally: &[VerdictCount]) -> String {
        let words: Vec<String> = tally
            .iter()
            .map(|count| self.texts.verdict_count(count.verdict, count.n))
            .collect();
        self.language.list(&words)
    }

    fn sources(&self, figures: &[FigureChart]) -> Vec<String> {
        let day = self.language.date(self.at);
        let mut all = vec![match self.document.example {
            true => self.texts.source_log_example(&day),
            false => self.texts.source_log(&day),
        }];
        for figure in figures {
            if !all.contains(&figure.source) {
                all.push(figure.source.clone());
            }
        }
        all
    }
}

fn shown_by_promise(text: String) -> Sentence {
    Sentence {
        text,
        evidence: vec![Shows::Promise],
        ..Sentence::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_a_follow_up_is_said_in_its_own_draft_before_the_year_is_over() {
        let document = PromiseDocument::read(
            "[promise]\nid = \"p\"\ntitle = \"Löfte\"\nperiod = \"2023\"\n\
             [[commitments]]\nid = \"c\"\nwords = \"Vi arbetar.\"\ntarget = { shape = \"none\" }\n\
             [[follow_ups]]\nof = \"2023\"\n[[follow_ups.statements]]\ncommitment = \"c\"\nverdict = \"kept\"\n",
        )
        .expect("it is a promise");
        let june = jiff::civil::date(2023, 6, 30);
        let said = |all: Vec<Assessment>| all[0].said.len();
        assert_eq!(said(assess_for_follow_up(&document, 2023, june)), 1);
        assert_eq!(said(assess_for_follow_up(&document, 2022, june)), 0);
        assert_eq!(said(assess(&document, june)), 0);
    }
}
