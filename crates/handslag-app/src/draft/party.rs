//! What each party did, in the draft.

use std::collections::BTreeSet;

use handslag_domain::activity::{Activity, is_counted_per_month_only};
use handslag_domain::assessment::Assessment;
use handslag_domain::follow_up::{PartyReport, Sentence, Shows};
use handslag_domain::id::{ActivityId, CommitmentId, PartyId};
use handslag_locale::arg;

use super::commitment::entries;
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
        let responsible = Sentence {
            text: self.texts.draft_party_tally(arg::DraftPartyTally {
                party: self.document.party_name(id),
                n: own.len().into(),
                verdicts: &self.verdicts(&tally(&own)),
            }),
            evidence: vec![Shows::Promise],
        };
        vec![responsible, self.took_part(id, assessments)]
    }

    /// Entries of the year in which the party took part; those that concern
    /// single people are left out of the number.
    fn took_part(&self, id: &PartyId, assessments: &[Assessment]) -> Sentence {
        let mut activities: BTreeSet<&ActivityId> = BTreeSet::new();
        let mut commitments: Vec<&CommitmentId> = Vec::new();
        for assessment in assessments {
            let before = activities.len();
            activities.extend(
                entries(&assessment.evidenced)
                    .into_iter()
                    .filter(|e| e.on.year() == self.year)
                    .filter(|e| self.log_entry(&e.activity).is_some_and(|a| by(a, id)))
                    .map(|e| &e.activity),
            );
            if activities.len() > before {
                commitments.push(&assessment.commitment);
            }
        }
        let (party, year) = (self.document.party_name(id), self.year.to_string());
        let text = match activities.len() {
            0 => self
                .texts
                .draft_party_none(arg::DraftPartyNone { party, year: &year }),
            n => self.texts.draft_party_part(arg::DraftPartyPart {
                party,
                year: &year,
                n: n.into(),
                n_commitments: commitments.len().into(),
            }),
        };
        Sentence {
            text,
            evidence: commitments
                .into_iter()
                .map(|commitment| Shows::Log {
                    commitment: commitment.clone(),
                    entries: activities.len(),
                    activities: Vec::new(),
                })
                .collect(),
        }
    }

    fn log_entry(&self, id: &ActivityId) -> Option<&Activity> {
        self.document.activities.iter().find(|a| a.id == *id)
    }
}

fn by(activity: &Activity, party: &PartyId) -> bool {
    activity.parties.contains(party) && !is_counted_per_month_only(&activity.kind)
}
