//! What each party did, in the draft.

use std::collections::BTreeSet;

use handslag_domain::activity::{Activity, is_counted_per_month_only};
use handslag_domain::assessment::Assessment;
use handslag_domain::follow_up::{PartyReport, Sentence, Shows};
use handslag_domain::id::{ActivityId, CommitmentId, PartyId};
use handslag_locale::arg;

use super::commitment::entries;
use super::disclosure::concerns_people;
use super::{Writer, tally};

impl Writer<'_> {
    /// Every party that is responsible for something, signing parties first.
    pub(super) fn parties(&self, assessments: &[Assessment]) -> Vec<PartyReport> {
        let mut ids: Vec<&PartyId> = self.document.promise.parties.iter().collect();
        for commitment in &self.document.commitments {
            for party in &commitment.parties {
                if !ids.contains(&party) {
                    ids.push(party);
                }
            }
        }
        ids.into_iter()
            .map(|id| PartyReport {
                id: id.clone(),
                name: self.document.party_name(id).to_owned(),
                sentences: self.party_sentences(id, assessments),
            })
            .collect()
    }

    fn party_sentences(&self, id: &PartyId, assessments: &[Assessment]) -> Vec<Sentence> {
        let own: Vec<Assessment> = self
            .document
            .commitments
            .iter()
            .zip(assessments)
            .filter(|(commitment, _)| commitment.parties.contains(id))
            .map(|(_, assessment)| assessment.clone())
            .collect();
        let tallied = self.texts.draft_party_tally(arg::DraftPartyTally {
            party: self.document.party_name(id),
            n: own.len().into(),
            verdicts: &self.verdicts(&tally(&own)),
        });
        let responsible = self.shown_by_verdicts(tallied, |c| c.parties.contains(id));
        vec![responsible, self.took_part(id, assessments)]
    }

    /// Entries of the year in which the party took part; those that concern
    /// single people are left out of the number.
    fn took_part(&self, id: &PartyId, assessments: &[Assessment]) -> Sentence {
        let by_commitment: Vec<(&CommitmentId, Vec<&ActivityId>)> = assessments
            .iter()
            .map(|assessment| (&assessment.commitment, self.entries_by(id, assessment)))
            .filter(|(_, own)| !own.is_empty())
            .collect();
        // An entry may serve several commitments, and is one activity all the same.
        let activities: BTreeSet<&ActivityId> = by_commitment
            .iter()
            .flat_map(|(_, own)| own)
            .copied()
            .collect();
        let (party, year) = (self.document.party_name(id), self.year.to_string());
        let text = match activities.len() {
            0 => self
                .texts
                .draft_party_none(arg::DraftPartyNone { party, year: &year }),
            n => self.texts.draft_party_part(arg::DraftPartyPart {
                party,
                year: &year,
                n: n.into(),
                n_commitments: by_commitment.len().into(),
            }),
        };
        Sentence {
            text,
            // Taken from the total of a commitment that also counts talks, its other
            // entries would tell how many talks there were.
            evidence: by_commitment
                .into_iter()
                .filter(|(commitment, _)| !self.is_about_people(commitment, assessments))
                .map(|(commitment, own)| Shows::Log {
                    commitment: commitment.clone(),
                    entries: own.len(),
                    activities: own.into_iter().cloned().collect(),
                })
                .collect(),
            ..Sentence::default()
        }
    }

    fn is_about_people(&self, id: &CommitmentId, assessments: &[Assessment]) -> bool {
        let mut all = self.document.commitments.iter().zip(assessments);
        all.any(|(commitment, assessment)| {
            commitment.id == *id
                && concerns_people(self.document, commitment, &assessment.evidenced)
        })
    }

    /// Entries of the year that count for a commitment and in which a party took part.
    fn entries_by<'a>(&self, id: &PartyId, assessment: &'a Assessment) -> Vec<&'a ActivityId> {
        entries(&assessment.evidenced)
            .into_iter()
            .filter(|e| e.on.year() == self.year)
            .filter(|e| self.log_entry(&e.activity).is_some_and(|a| by(a, id)))
            .map(|e| &e.activity)
            .collect()
    }

    fn log_entry(&self, id: &ActivityId) -> Option<&Activity> {
        self.document.activities.iter().find(|a| a.id == *id)
    }
}

fn by(activity: &Activity, party: &PartyId) -> bool {
    activity.parties.contains(party) && !is_counted_per_month_only(&activity.kind)
}
