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
            (Self::Business, Words::Sv) => "Näringsidkare och fastighetsägare",
            (Self::Business, Words::En) => "Businesses and property owners",
        }
    }
}

impl ViewRow {
    /// What the sources say of it, with the numbers that it rests on; then what
    /// is said by those who are too few to be compared.
    pub fn what(&self, words: Words) -> String {
        let said = match &self.agreement {
            Agreement::Only { by, silent } => self.by_some(by, silent, words),
            Agreement::Higher { by, than } => {
                let [more, less] = [*by, *than].map(|view| BTreeSet::from([view]));
                match self.seen.get(than).is_some_and(|seen| seen.n == 0) {
                    true => self.by_some(&more, &less, words),
                    false => format!("{}. {}.", self.told(&more, words), self.told(&less, words)),
                }
            }
            _ => return self.agreement.short(words).to_owned(),
        };
        match self.also.is_empty() {
            true => said,
            false => format!("{said} {}", self.too_few(words)),
        }
    }

    /// Some tell of it, others do not.
    fn by_some(&self, by: &BTreeSet<View>, silent: &BTreeSet<View>, words: Words) -> String {
        let (told, silent) = (self.told(by, words), names(silent, words));
        match words {
            Words::Sv => format!("{told}. Nämns inte alls: {silent}."),
            Words::En => format!("{told}. Not mentioned at all: {silent}."),
        }
    }

    fn too_few(&self, words: Words) -> String {
        let told = self.told(&self.also, words);
        match words {
            Words::Sv => format!("Säger det också, men för få för att jämföras: {told}."),
            Words::En => format!("Say so too, but are too few to compare: {told}."),
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
        let registers = BTreeSet::from([View::Police, View::Partners]);
        let [sv, en] = if self.without_the_police() {
            [
                "Det syns inte bland de anmälda brotten. Det kan vara annat än brott, eller brott som inte anmäls. Fråga vad som händer.",
                "It is not seen among reported offences. It may be something other than crime, or crime that is not reported. Ask what happens.",
            ]
        } else if by == registers {
            [
                "Registren känner det, de som bor där talar om annat. Fråga dem som drabbas om de har fått säga sitt.",
                "The registers know it, those who live there speak of other things. Ask those whom it strikes whether they have been heard.",
            ]
        } else if searched {
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

    /// Everybody who could be compared tells of it, but for the police.
    fn without_the_police(&self) -> bool {
        let Agreement::Only { by, silent } = &self.agreement else {
            return false;
        };
        by.len() > 1 && *silent == BTreeSet::from([View::Police])
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

impl Agreement {
    /// Whether the sources agree, in a few words.
    pub fn short(&self, words: Words) -> &'static str {
        let [sv, en] = match self {
            Self::Only { .. } => ["bara några berättar om det", "only some tell of it"],
            Self::Higher { .. } => ["de ser olika på det", "they see it differently"],
            Self::Alike => ["ungefär lika högt", "about as high"],
            Self::TooFew => ["för få för att jämföra", "too few to compare"],
            Self::Around => [
                "jämförs för den större platsen",
                "compared for the larger place",
            ],
            Self::OneView => ["bara en källa", "one source only"],
            Self::NotSpokenOf => ["ingen har talat om det", "nobody spoke of it"],
        };
        match words {
            Words::Sv => sv,
            Words::En => en,
        }
    }
}

impl Seen {
    /// "1 700 av 3 732, nr 1 av 6", and that the rank is shared.
    pub fn say(&self, words: Words) -> String {
        let [n, total, rank, rows] =
            [self.n, self.total, self.rank, self.rows].map(|n| whole(n, words));
        let (of, nr) = match (words, self.tied_with > 0) {
            (Words::Sv, false) => ("av", "nr"),
            (Words::Sv, true) => ("av", "delat nr"),
            (Words::En, false) => ("of", "rank"),
            (Words::En, true) => ("of", "shared rank"),
        };
        format!("{n} {of} {total}, {nr} {rank} {of} {rows}")
    }
}

/// "1 700", as a reader of the language groups digits.
fn whole(n: u32, words: Words) -> String {
    let between = match words {
        Words::Sv => '\u{a0}',
        Words::En => ',',
    };
    in_groups(&n.to_string(), between)
}

/// Digits in groups of three.
pub(in crate::picture) fn in_groups(digits: &str, between: char) -> String {
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(between);
        }
        said.push(digit);
    }
    said
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
