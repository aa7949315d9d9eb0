//! One commitment in the draft.

use std::collections::{BTreeMap, BTreeSet};

use handslag_domain::activity::Activity;
use handslag_domain::amount::Amount;
use handslag_domain::assessment::{Assessment, EntryCount, Evidenced};
use handslag_domain::follow_up::{CommitmentReport, DoneLine, Said, Sentence, Shows};
use handslag_domain::id::ActivityId;
use handslag_domain::period::{CalendarUnit, Per};
use handslag_domain::promise::Commitment;
use handslag_domain::target::Target;
use handslag_domain::verdict::OnTime;
use handslag_locale::{Names, arg, count_sentence, target_sentence};

use super::Writer;
use super::disclosure::{FEWEST_SHOWN, coarse, concerns_people};

impl Writer<'_> {
    pub(super) fn commitments(&self, assessments: &[Assessment]) -> Vec<CommitmentReport> {
        self.document
            .commitments
            .iter()
            .zip(assessments)
            .map(|(commitment, assessment)| self.report(commitment, assessment))
            .collect()
    }

    fn report(&self, commitment: &Commitment, assessment: &Assessment) -> CommitmentReport {
        let people = concerns_people(self.document, commitment, &assessment.evidenced);
        let (evidenced, withheld_below) = match people {
            true => coarse(self.document, commitment, &assessment.evidenced, self.at),
            false => (assessment.evidenced.clone(), None),
        };
        CommitmentReport {
            id: commitment.id.clone(),
            title: commitment.name().to_owned(),
            words: commitment.words.clone(),
            target_translations: BTreeMap::new(),
            target: target_sentence(self.language, &commitment.target, Names::of(self.document)),
            parties: self.names(&commitment.parties),
            places: commitment
                .places
                .iter()
                .map(|p| self.document.place_name(p).to_owned())
                .collect(),
            focus_area: commitment.focus_area.clone(),
            answers: self.answers(commitment),
            verdict: assessment.verdict,
            grade: assessment.grade,
            said: self.said(assessment),
            sentences: self.sentences(commitment, assessment, &evidenced, people, withheld_below),
            on_time: match (people, assessment.on_time) {
                (true, OnTime::DoneInTime { .. }) => OnTime::DoneInTime { on: None },
                (
                    true,
                    OnTime::Behind { .. } | OnTime::Uneven { .. } | OnTime::PartsBehind { .. },
                ) if withheld_below.is_some() => OnTime::NoMeasure,
                (_, on_time) => on_time,
            },
            time_gone: assessment.time_gone,
            deviation: assessment.deviation.clone(),
            next_step: assessment.said.iter().find_map(|s| s.next_step.clone()),
            done: match people {
                true => Vec::new(),
                false => self.done(&assessment.evidenced),
            },
            evidenced,
            withheld_below,
        }
    }

    fn names(&self, parties: &[handslag_domain::id::PartyId]) -> Vec<String> {
        parties
            .iter()
            .map(|p| self.document.party_name(p).to_owned())
            .collect()
    }

    /// Titles of the problem, and words of the cause, that the commitment answers.
    fn answers(&self, commitment: &Commitment) -> Vec<String> {
        let problems = &self.document.problems;
        let problem = problems
            .iter()
            .find(|p| commitment.problem.as_ref() == Some(&p.id));
        let cause = problems
            .iter()
            .flat_map(|p| &p.causes)
            .find(|c| commitment.cause.as_ref() == Some(&c.id));
        problem
            .map(|p| p.title.clone())
            .into_iter()
            .chain(cause.map(|c| c.words.clone()))
            .collect()
    }

    fn said(&self, assessment: &Assessment) -> Vec<Said> {
        assessment
            .said
            .iter()
            .map(|s| Said {
                party: s
                    .party
                    .as_ref()
                    .map(|p| self.document.party_name(p).to_owned()),
                verdict: s.meant(),
                words: s.own_words(),
            })
            .collect()
    }

    fn sentences(
        &self,
        commitment: &Commitment,
        assessment: &Assessment,
        shown: &Evidenced,
        people: bool,
        withheld_below: Option<u32>,
    ) -> Vec<Sentence> {
        let evidenced = &assessment.evidenced;
        let all_entries = entries(evidenced);
        let logged_in = |text: String, some: &[&EntryCount]| Sentence {
            text,
            translations: BTreeMap::new(),
            evidence: match withheld_below {
                // Where each talk is an entry, the number of entries is the number withheld.
                Some(_) => Vec::new(),
                None => vec![Shows::Log {
                    commitment: commitment.id.clone(),
                    entries: some.len(),
                    activities: match people {
                        true => Vec::new(),
                        false => some.iter().map(|e| e.activity.clone()).collect(),
                    },
                }],
            },
        };
        let logged = |text: String| logged_in(text, &all_entries);
        let mut all = Vec::new();
        match withheld_below {
            Some(n) => all.push(logged(self.texts.draft_withheld(arg::DraftWithheld {
                year: &self.year.to_string(),
                n: n.into(),
            }))),
            None => {
                all.push(logged(count_sentence(self.language, shown)));
                all.extend(
                    self.stretches(commitment, evidenced)
                        .filter(|_| !people)
                        .map(&logged),
                );
                let of_year = self.of_this_year(evidenced);
                let this_year = self.this_year(evidenced, &of_year);
                all.extend(this_year.map(|text| logged_in(text, &of_year)));
            }
        }
        if people {
            all.push(logged(self.texts.draft_sensitive()));
        } else {
            all.extend(self.yields(evidenced).map(&logged));
            all.extend(self.members_left(evidenced).map(&logged));
            let joint = self.of_many_parties(evidenced);
            let text = (!joint.is_empty()).then(|| self.texts.draft_joint(joint.len()));
            all.extend(text.map(|text| logged_in(text, &joint)));
        }
        all.extend(self.told(commitment, assessment));
        all
    }

    /// In how many of the months, terms or years the promised amount was
    /// reached: a total may be reached although some of them were not.
    fn stretches(&self, commitment: &Commitment, evidenced: &Evidenced) -> Option<String> {
        let per = self.per_words(per_of(&commitment.target)?)?;
        let over = evidenced.stretches.iter().filter(|s| s.demanded && s.over);
        let n = over.clone().count();
        (n > 1).then(|| {
            self.texts.draft_stretches(arg::DraftStretches {
                per: &per,
                n_met: over.filter(|s| s.met).count().into(),
                n: n.into(),
            })
        })
    }

    fn per_words(&self, per: &Per) -> Option<String> {
        let Per::Calendar { every: 1, unit } = per else {
            return None;
        };
        Some(match unit {
            CalendarUnit::Day => self.texts.per_day(),
            CalendarUnit::Week => self.texts.per_week(),
            CalendarUnit::Month => self.texts.per_month(),
            CalendarUnit::Quarter => self.texts.per_quarter(),
            CalendarUnit::Tertial => self.texts.per_tertial(),
            CalendarUnit::Term => self.texts.per_term(),
            CalendarUnit::HalfYear => self.texts.per_half_year(),
            CalendarUnit::Year => self.texts.per_year(),
            CalendarUnit::SchoolYear => self.texts.per_school_year(),
        })
    }

    fn of_this_year<'a>(&self, evidenced: &'a Evidenced) -> Vec<&'a EntryCount> {
        let all = entries(evidenced).into_iter();
        all.filter(|e| e.on.year() == self.year).collect()
    }

    fn this_year(&self, evidenced: &Evidenced, this_year: &[&EntryCount]) -> Option<String> {
        // Parts and members are states, not amounts of a year.
        if !evidenced.parts.is_empty() || evidenced.unit == "members" {
            return None;
        }
        let year = self.year.to_string();
        if this_year.is_empty() {
            return (!evidenced.entries.is_empty()).then(|| self.texts.draft_this_year_none(&year));
        }
        let amount: Amount = this_year.iter().map(|e| e.amount).sum();
        if evidenced.unit == "times" {
            return Some(self.texts.draft_this_year_times(arg::DraftThisYearTimes {
                year: &year,
                n: amount.into(),
            }));
        }
        Some(self.texts.draft_this_year(arg::DraftThisYear {
            year: &year,
            n: this_year.len().into(),
            amount: &self.texts.amount(amount, &evidenced.unit),
        }))
    }

    /// What else the entries counted: "1 240 förare och 80 böter".
    fn yields(&self, evidenced: &Evidenced) -> Option<String> {
        let mut sums: BTreeMap<&str, Amount> = BTreeMap::new();
        for activity in self.activities(evidenced) {
            for (unit, n) in &activity.counts {
                let sum = sums.entry(unit).or_default();
                *sum = *sum + *n;
            }
        }
        sums.remove(evidenced.unit.as_str());
        let words: Vec<String> = sums
            .iter()
            .map(|(unit, n)| self.texts.amount(*n, unit))
            .collect();
        (!words.is_empty()).then(|| self.texts.draft_yield(&self.language.list(&words)))
    }

    fn members_left(&self, evidenced: &Evidenced) -> Option<String> {
        const NAMED: usize = 6;
        let left: Vec<&str> = all_parts(evidenced)
            .flat_map(Evidenced::members_left)
            .map(|m| m.name.as_str())
            .collect();
        match left.len() {
            0 => None,
            n if n <= NAMED => Some(self.texts.draft_members_left(&self.language.list(&left))),
            n => Some(
                self.texts
                    .draft_members_left_many(arg::DraftMembersLeftMany {
                        n: n.into(),
                        names: &self.language.list(&left[..NAMED]),
                    }),
            ),
        }
    }

    /// Entries that several parties did together.
    fn of_many_parties<'a>(&self, evidenced: &'a Evidenced) -> Vec<&'a EntryCount> {
        let joint: BTreeSet<&ActivityId> = self
            .activities(evidenced)
            .filter(|activity| activity.parties.len() > 1)
            .map(|activity| &activity.id)
            .collect();
        let all = entries(evidenced).into_iter();
        all.filter(|e| joint.contains(&e.activity)).collect()
    }

    fn told<'a>(
        &'a self,
        commitment: &'a Commitment,
        assessment: &'a Assessment,
    ) -> impl Iterator<Item = Sentence> + 'a {
        assessment.said.iter().filter_map(move |statement| {
            let words = &statement.own_words()?;
            let text = match &statement.party {
                Some(party) => self.texts.draft_said(arg::DraftSaid {
                    party: self.document.party_name(party),
                    words,
                }),
                None => self.texts.draft_said_all(words),
            };
            Some(Sentence {
                text,
                evidence: vec![Shows::Statement {
                    commitment: commitment.id.clone(),
                }],
                ..Sentence::default()
            })
        })
    }

    fn activities<'a>(&'a self, evidenced: &'a Evidenced) -> impl Iterator<Item = &'a Activity> {
        let ids: BTreeSet<&ActivityId> = entries(evidenced)
            .into_iter()
            .map(|e| &e.activity)
            .collect();
        self.document
            .activities
            .iter()
            .filter(move |a| ids.contains(&a.id))
    }

    /// The entries added up by month, type and place.
    fn done(&self, evidenced: &Evidenced) -> Vec<DoneLine> {
        let by_id: BTreeMap<&ActivityId, &Activity> = self
            .document
            .activities
            .iter()
            .map(|a| (&a.id, a))
            .collect();
        let mut lines: BTreeMap<(String, String, Option<String>), (Amount, usize)> =
            BTreeMap::new();
        for entry in entries(evidenced) {
            let Some(activity) = by_id.get(&entry.activity) else {
                continue;
            };
            let place = activity
                .place
                .as_ref()
                .map(|p| self.document.place_name(p).to_owned());
            let month = format!("{}-{:02}", entry.on.year(), entry.on.month());
            let line = lines
                .entry((month, activity.kind.0.clone(), place))
                .or_default();
            *line = (line.0 + entry.amount, line.1 + 1);
        }
        lines
            .into_iter()
            .map(|((month, kind, place), (amount, entries))| DoneLine {
                month,
                kind,
                place,
                amount,
                entries,
            })
            .collect()
    }
}

/// For how long the target asks for an amount; an average is not asked for in each.
fn per_of(target: &Target) -> Option<&Per> {
    match target {
        Target::Count(t) => Some(&t.per),
        Target::Ongoing(t) => Some(&t.per),
        Target::Seasonal(t) => per_of(&t.then),
        Target::Conditional(t) => per_of(t.then.as_deref()?),
        _ => None,
    }
}

/// Every entry behind the evidence, each once, by day.
pub(super) fn entries(evidenced: &Evidenced) -> Vec<&EntryCount> {
    let mut seen = BTreeSet::new();
    let mut all: Vec<&EntryCount> = all_parts(evidenced)
        .flat_map(|e| &e.entries)
        .filter(|e| seen.insert(&e.activity))
        .collect();
    all.sort_by_key(|e| (e.on, &e.activity));
    all
}

fn all_parts(evidenced: &Evidenced) -> Box<dyn Iterator<Item = &Evidenced> + '_> {
    Box::new(std::iter::once(evidenced).chain(evidenced.parts.iter().flat_map(all_parts)))
}

const _: () = assert!(FEWEST_SHOWN >= 5, "a smaller number points people out");
