//! The sentences of a draft in another language, beside its own.

use handslag_domain::assessment::Assessment;
use handslag_domain::follow_up::{CommitmentReport, PartyReport, Sentence, VerdictCount};

use super::Writer;

/// Writes what a draft says once more, for those who read another language.
pub(super) struct Translated<'a> {
    /// Writes in the other language.
    pub writer: Writer<'a>,
    pub assessments: &'a [Assessment],
}

impl Translated<'_> {
    pub fn of_summary(&self, own: Vec<Sentence>, tally: &[VerdictCount]) -> Vec<Sentence> {
        self.beside(own, self.writer.summary(tally))
    }

    pub fn of_commitments(&self, own: Vec<CommitmentReport>) -> Vec<CommitmentReport> {
        let other = self.writer.commitments(self.assessments);
        let pairs = own.into_iter().zip(other);
        pairs
            .map(|(own, other)| CommitmentReport {
                target_translations: [(self.tag(), other.target)].into(),
                sentences: self.beside(own.sentences, other.sentences),
                ..own
            })
            .collect()
    }

    pub fn of_parties(&self, own: Vec<PartyReport>) -> Vec<PartyReport> {
        let other = self.writer.parties(self.assessments);
        let pairs = own.into_iter().zip(other);
        pairs
            .map(|(own, other)| PartyReport {
                sentences: self.beside(own.sentences, other.sentences),
                ..own
            })
            .collect()
    }

    /// The same log gives the same sentences in every language, in the same order.
    fn beside(&self, own: Vec<Sentence>, other: Vec<Sentence>) -> Vec<Sentence> {
        debug_assert_eq!(own.len(), other.len(), "a sentence in one language alone");
        let pairs = own.into_iter().zip(other);
        pairs
            .map(|(own, other)| Sentence {
                translations: [(self.tag(), other.text)].into(),
                ..own
            })
            .collect()
    }

    fn tag(&self) -> String {
        self.writer.language.tag().to_owned()
    }
}
