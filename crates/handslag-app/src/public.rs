//! Search in what is published, by words as residents write them.

use handslag_domain::municipality::Municipality;
use handslag_store::Hit;
use handslag_text::{Analyser, Piece, Query};

use crate::{App, AppError};

/// As many hits as a reader looks through.
const MOST_HITS: u32 = 50;

/// One hit with the words that were found marked.
pub struct Found {
    /// What was found, and where.
    pub hit: Hit,
    /// A piece of its text.
    pub pieces: Vec<Piece>,
}

impl App {
    /// What is published and speaks of the words, best first.
    ///
    /// # Errors
    /// When the public database cannot be read.
    pub async fn search(&self, words: &str) -> Result<Vec<Found>, AppError> {
        let analyser = Analyser::new();
        let query = analyser.query(words);
        let mut hits = Vec::new();
        for groups in [as_whole_words(&query), taken_apart(&query), as_name(words)] {
            if hits.is_empty() && !groups.is_empty() {
                hits = self.public.search(&groups, MOST_HITS).await?;
            }
        }
        Ok(hits
            .into_iter()
            .map(|hit| Found {
                pieces: analyser.highlight(&hit.text, &query),
                hit,
            })
            .collect())
    }
}

/// Each word as it stands, or a synonym that is one word.
fn as_whole_words(query: &Query) -> Vec<Vec<String>> {
    query
        .words
        .iter()
        .map(|word| {
            let single = word.alternatives.iter().filter(|a| a.len() == 1);
            single.flatten().cloned().collect()
        })
        .collect()
}

/// Each compound as its parts, all of which must be there.
fn taken_apart(query: &Query) -> Vec<Vec<String>> {
    query
        .words
        .iter()
        .flat_map(
            |word| match word.alternatives.iter().find(|a| a.len() > 1) {
                Some(parts) => parts.iter().map(|part| vec![part.clone()]).collect(),
                None => vec![word.alternatives.iter().flatten().cloned().collect()],
            },
        )
        .collect()
}

/// A municipality's name, which may be an everyday word that search passes over: Vara, Mark.
fn as_name(words: &str) -> Vec<Vec<String>> {
    Municipality::by_name(words)
        .map(|municipality| vec![name_term(municipality.name)])
        .into_iter()
        .collect()
}

/// A name as it stands in the index beside the stems.
pub(crate) fn name_term(name: &str) -> String {
    name.to_lowercase()
}
