//! The words of a draft as fields of a form, and back. A field is named by what
//! it belongs to and not by where it stands: then words that are saved over a
//! newer draft never come to stand beside other evidence.

use std::collections::BTreeMap;

use handslag_domain::effect::Examined;
use handslag_domain::follow_up::{FollowUpDocument, PartyReport, Section, Sentence};
use handslag_domain::id::{ClaimId, CommitmentId};
use sha2::{Digest, Sha256};

use crate::fields::Fields;

/// The sentences that the follow-up begins with.
pub const SUMMARY: &str = "inledning";
/// What comes next for the whole promise.
pub const NEXT: &str = "nasta";

/// The sentences of a commitment.
pub fn of_commitment(id: &CommitmentId) -> String {
    format!("atagande.{id}")
}

/// Why a commitment came out as it did.
pub fn deviation(id: &CommitmentId) -> String {
    format!("avvikelse.{id}")
}

/// What comes next for a commitment.
pub fn next_step(id: &CommitmentId) -> String {
    format!("steg.{id}")
}

/// The sentences of a party.
pub fn of_party(party: &PartyReport) -> String {
    format!("part.{}", party.id)
}

/// What a claim comes to in plain words.
pub fn conclusion(id: &ClaimId) -> String {
    format!("slutsats.{id}")
}

/// What belongs to an answer. A claim and a goal may have the same id, but not
/// the same words.
pub fn of_effect(effect: &Examined, what: &str) -> String {
    format!("effekt.{}.{}.{what}", effect.id, short_hash(&effect.words))
}

/// Heading and text of a section.
pub fn section(n: usize) -> (String, String) {
    (
        format!("sammanhang.{n}.rubrik"),
        format!("sammanhang.{n}.text"),
    )
}

/// The field that adds a sentence without evidence.
pub fn new_sentence(of: &str) -> String {
    format!("{of}.mening.ny")
}

/// The field of each sentence: its evidence, which of those with the same
/// evidence it is, and what it said.
pub fn sentences(of: &str, sentences: &[Sentence]) -> Vec<String> {
    let names = evidence_names(of, sentences);
    let named = names.into_iter().zip(sentences);
    named
        .map(|(name, sentence)| format!("{name}{}", short_hash(&sentence.text)))
        .collect()
}

fn evidence_names(of: &str, sentences: &[Sentence]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    sentences
        .iter()
        .map(|sentence| {
            let evidence = serde_json::to_string(&sentence.evidence).unwrap_or_default();
            let evidence = short_hash(&evidence);
            let n = seen.entry(evidence.clone()).or_default();
            *n += 1;
            format!("{of}.mening.{evidence}-{n}-")
        })
        .collect()
}

/// Names a text by what it says.
pub fn short_hash(text: &str) -> String {
    let hash = Sha256::digest(text.trim());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Takes the words of the form into the document; numbers and evidence stay.
pub fn write(document: &mut FollowUpDocument, fields: &Fields) {
    write_sentences(SUMMARY, &mut document.summary, fields);
    for commitment in &mut document.commitments {
        let id = &commitment.id;
        write_sentences(&of_commitment(id), &mut commitment.sentences, fields);
        write_words(&deviation(id), &mut commitment.deviation, fields);
        write_words(&next_step(id), &mut commitment.next_step, fields);
    }
    for party in &mut document.parties {
        write_sentences(&of_party(party), &mut party.sentences, fields);
    }
    for claim in &mut document.claims {
        write_words(&conclusion(&claim.id), &mut claim.plain, fields);
    }
    write_effects(&mut document.effects, fields);
    write_words(NEXT, &mut document.next_step, fields);
    write_sections(&mut document.context, fields);
}

/// Words beside an answer, and whether it stays; its numbers are its own.
fn write_effects(effects: &mut Vec<Examined>, fields: &Fields) {
    for effect in effects.iter_mut() {
        write_words(&of_effect(effect, "ord"), &mut effect.remark, fields);
    }
    // An unticked box sends nothing, so the form says for which answers it had one.
    effects.retain(|effect| {
        !fields.has(&of_effect(effect, "fanns")) || fields.has(&of_effect(effect, "med"))
    });
}

fn write_words(name: &str, words: &mut Option<String>, fields: &Fields) {
    if fields.has(name) {
        *words = fields.words(name);
    }
}

/// An emptied sentence goes. A new one, and one whose evidence the draft no
/// longer has, stands without evidence: nothing that somebody wrote is lost.
fn write_sentences(of: &str, held: &mut Vec<Sentence>, fields: &Fields) {
    let names = evidence_names(of, held);
    let start = format!("{of}.mening.");
    let mut without = Vec::new();
    for (name, _) in fields.iter().filter(|(name, _)| name.starts_with(&start)) {
        let text = fields.words(name).unwrap_or_default();
        let place = names.iter().position(|known| name.starts_with(known));
        match place {
            Some(place) if held[place].text.trim() == text => {}
            // A translation is of what the draft said.
            Some(place) => {
                held[place].text = text;
                held[place].translations.clear();
            }
            None if !is_as_it_was(name, &text) => without.push(text),
            None => {}
        }
    }
    held.extend(without.into_iter().map(|text| Sentence {
        text,
        ..Sentence::default()
    }));
    held.retain(|s| !s.text.is_empty());
}

/// Whether a sentence still says what the draft wrote.
fn is_as_it_was(name: &str, text: &str) -> bool {
    text.is_empty() || name.ends_with(&format!("-{}", short_hash(text)))
}

fn write_sections(sections: &mut Vec<Section>, fields: &Fields) {
    for n in 0..=sections.len() {
        let (heading, words) = section(n);
        if !fields.has(&words) {
            continue;
        }
        let (heading, words) = (
            fields.get(&heading).to_owned(),
            fields.words(&words).unwrap_or_default(),
        );
        match sections.get_mut(n) {
            Some(section) => (section.heading, section.words) = (heading, words),
            None if !words.is_empty() => sections.push(Section {
                heading,
                words,
                ..Section::default()
            }),
            None => {}
        }
    }
    sections.retain(|s| !s.words.is_empty() || !s.heading.is_empty());
}

#[cfg(test)]
mod tests {
    use handslag_domain::follow_up::Shows;

    use super::*;

    fn sentence(text: &str, commitment: &str) -> Sentence {
        Sentence {
            text: text.to_owned(),
            translations: [("en".to_owned(), format!("{text} (en)"))].into(),
            evidence: vec![Shows::Statement {
                commitment: commitment.into(),
            }],
        }
    }

    /// What a form of `shown` sends when `rewrite` has been at each text.
    fn form(shown: &[Sentence], rewrite: fn(&str) -> String) -> Fields {
        let names = sentences(SUMMARY, shown);
        let named = names.into_iter().zip(shown);
        Fields::new(named.map(|(n, s)| (n, rewrite(&s.text))).collect())
    }

    fn saved(mut held: Vec<Sentence>, fields: &Fields) -> Vec<(String, usize)> {
        write_sentences(SUMMARY, &mut held, fields);
        held.into_iter()
            .map(|s| (s.text, s.evidence.len()))
            .collect()
    }

    #[test]
    fn words_saved_over_a_newer_draft_keep_their_own_evidence_or_have_none() {
        let mine = [sentence("Först.", "a"), sentence("Sedan.", "b")];
        let theirs = vec![mine[1].clone()];
        let edited = form(&mine, |text| format!("{text} Mitt."));
        assert_eq!(
            saved(theirs.clone(), &edited),
            [
                ("Sedan. Mitt.".to_owned(), 1),
                ("Först. Mitt.".to_owned(), 0)
            ]
        );
        // What I left as it was, and they took away, is away.
        let untouched = form(&mine, str::to_owned);
        assert_eq!(saved(theirs, &untouched), [("Sedan.".to_owned(), 1)]);
    }

    #[test]
    fn a_translation_is_kept_until_its_sentence_is_edited() {
        let mut held = vec![sentence("Först.", "a"), sentence("Sedan.", "b")];
        let edited = form(&held, |text| text.replace("Sedan", "Därefter"));
        write_sentences(SUMMARY, &mut held, &edited);
        assert_eq!(held[0].translations["en"], "Först. (en)");
        assert_eq!(held[1].text, "Därefter.");
        assert!(held[1].translations.is_empty());
    }

    #[test]
    fn an_emptied_sentence_goes_and_a_new_one_has_no_evidence() {
        let held = [sentence("Först.", "a"), sentence("Igen.", "a")];
        let names = sentences(SUMMARY, &held);
        let fields = Fields::new(vec![
            (names[0].clone(), String::new()),
            (new_sentence(SUMMARY), "Nytt.".to_owned()),
        ]);
        assert_eq!(
            saved(held.to_vec(), &fields),
            [("Igen.".to_owned(), 1), ("Nytt.".to_owned(), 0)]
        );
    }
}
