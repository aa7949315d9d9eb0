//! How a disagreement is said: what it is, and what it may mean.

use std::collections::BTreeSet;

use crate::check::Words;
use crate::series::follows_police_work;

use super::{Agreement, Seen, View, ViewRow};

impl View {
    /// Who tells, as the beginning of a sentence.
    pub fn name(self, words: Words) -> &'static str {
        match (self, words) {
            (Self::Police, Words::Sv) => "Polisens siffror",
            (Self::Partners, Words::Sv) => "Andra parters rapporter",
            (Self::Staff, Words::Sv) => "Medarbetarna",
            (Self::Residents, Words::Sv) => "Invånarna",
            (Self::Police, Words::En) => "Police figures",
            (Self::Partners, Words::En) => "Other partners' reports",
            (Self::Staff, Words::En) => "Staff",
            (Self::Residents, Words::En) => "Residents",
        }
    }
}

impl ViewRow {
    /// Whether the sources agree, with the numbers that it rests on.
    pub fn what(&self, words: Words) -> String {
        let sv = words == Words::Sv;
        match &self.agreement {
            Agreement::Only { by, silent } => {
                let (told, silent) = (self.told(by, words), names(silent, words));
                match sv {
                    true => {
                        format!("Bara några berättar om det. {told}. Inget sägs här: {silent}.")
                    }
                    false => {
                        format!("Only some tell of it. {told}. Nothing is said here: {silent}.")
                    }
                }
            }
            Agreement::Higher { by, than } => {
                let pair = [*by, *than].map(|view| self.told(&BTreeSet::from([view]), words));
                match sv {
                    true => format!("De ser olika på det. {}. {}.", pair[0], pair[1]),
                    false => format!("They see it differently. {}. {}.", pair[0], pair[1]),
                }
            }
            Agreement::Alike => match sv {
                true => "Källorna sätter det ungefär lika högt.".to_owned(),
                false => "The sources put it about as high.".to_owned(),
            },
            Agreement::TooFew => match sv {
                true => "För få berättar om det för att jämföra.".to_owned(),
                false => "Too few tell of it to compare.".to_owned(),
            },
            Agreement::Around => match sv {
                true => "Andra berättar om det för en större plats som den här ligger i. Där jämförs de.".to_owned(),
                false => "Others tell of it for a larger place that this one lies in. They are compared there.".to_owned(),
            },
            Agreement::OneView => match sv {
                true => "Bara en källa har tillräckligt att berätta.".to_owned(),
                false => "Only one source has enough to tell.".to_owned(),
            },
        }
    }

    /// What a disagreement may mean, and what to do; nothing where there is none.
    pub fn what_it_may_mean(&self, words: Words) -> Option<&'static str> {
        let by = match &self.agreement {
            Agreement::Only { by, .. } => by.clone(),
            Agreement::Higher { by, .. } => BTreeSet::from([*by]),
            _ => return None,
        };
        let voices = BTreeSet::from([View::Staff, View::Residents]);
        let searched = by.contains(&View::Police) && follows_police_work(&self.theme);
        let [sv, en] = if searched {
            [
                "Sådana brott syns mest där polisen letar. Fråga hur mycket arbete som ligger bakom siffran.",
                "Such offences are mostly seen where the police look. Ask how much work is behind the figure.",
            ]
        } else if by == BTreeSet::from([View::Residents]) {
            [
                "Det kan vara en oro utan händelser, eller händelser som ingen anmäler. Fråga dem som har sagt det vad de har sett.",
                "It may be a fear without incidents, or incidents that nobody reports. Ask those who said it what they have seen.",
            ]
        } else if by.is_subset(&voices) {
            [
                "Den som är på plats ser det, registren gör det inte. Fråga vad som inte anmäls.",
                "Those who are there see it, the registers do not. Ask what is not reported.",
            ]
        } else if by == BTreeSet::from([View::Police]) {
            [
                "Det kan vara brott som få märker, som bedrägerier, eller som drabbar dem som ingen har frågat.",
                "It may be crime that few notice, such as fraud, or that strikes those whom nobody asked.",
            ]
        } else {
            [
                "En part vet det som de andra inte ser. Låt den berätta på nästa möte.",
                "One party knows what the others do not see. Let it tell at the next meeting.",
            ]
        };
        Some(match words {
            Words::Sv => sv,
            Words::En => en,
        })
    }

    /// "Invånarna: 23 av 60, nr 1 av 6".
    fn told(&self, by: &BTreeSet<View>, words: Words) -> String {
        let one = |view: &View| {
            let seen = self.seen.get(view)?;
            Some(format!("{}: {}", view.name(words), seen.say(words)))
        };
        let told: Vec<String> = by.iter().filter_map(one).collect();
        told.join("; ")
    }
}

impl Seen {
    /// "23 av 60, nr 1 av 6", and that the rank is shared.
    pub fn say(&self, words: Words) -> String {
        let Self {
            n,
            total,
            rank,
            rows,
            tied_with,
        } = self;
        match (words, *tied_with > 0) {
            (Words::Sv, false) => format!("{n} av {total}, nr {rank} av {rows}"),
            (Words::Sv, true) => format!("{n} av {total}, delat nr {rank} av {rows}"),
            (Words::En, false) => format!("{n} of {total}, rank {rank} of {rows}"),
            (Words::En, true) => format!("{n} of {total}, shared rank {rank} of {rows}"),
        }
    }
}

fn names(views: &BTreeSet<View>, words: Words) -> String {
    let small = |view: &View| {
        let name = view.name(words);
        let mut signs = name.chars();
        let first = signs.next().map(|c| c.to_lowercase().to_string());
        format!("{}{}", first.unwrap_or_default(), signs.as_str())
    };
    let all: Vec<String> = views.iter().map(small).collect();
    all.join(", ")
}
