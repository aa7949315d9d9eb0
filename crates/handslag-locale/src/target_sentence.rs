//! What does a target ask for, in one plain sentence?

use handslag_domain::amount::Amount;
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PlaceId;
use handslag_domain::party::Party;
use handslag_domain::period::{CalendarUnit, Per};
use handslag_domain::place::{NamedSet, Place};
use handslag_domain::target::{
    Bound, CompoundTarget, ConditionalTarget, CountTarget, Counted, CoverageTarget, Covered,
    Direction, MilestoneTarget, OngoingTarget, OutcomeStateTarget, SeasonalTarget, ShareTarget,
    Target, TrendTarget, VagueTarget, WeekdayName, WithinTimeTarget,
};
use handslag_domain::worded::Worded;

use crate::words::capitalised;
use crate::{Language, Texts, arg};

/// The names behind the ids of a target; an id that is not here stands as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// Where.
    pub places: &'a [Place],
    /// What can be covered.
    pub sets: &'a [NamedSet],
    /// Who.
    pub parties: &'a [Party],
}

impl<'a> Names<'a> {
    /// The names that a document gives.
    pub fn of(document: &'a PromiseDocument) -> Self {
        Self {
            places: &document.places,
            sets: &document.sets,
            parties: &document.parties,
        }
    }
}

/// "Minst 52 trafikkontroller per år."
pub fn target_sentence(language: Language, target: &Target, names: Names<'_>) -> String {
    let phrase = capitalised(&target_phrase(language, target, names));
    match phrase.ends_with(['.', '!', '?']) {
        true => phrase,
        false => format!("{phrase}."),
    }
}

/// "minst 52 trafikkontroller per år", to stand within a sentence.
pub fn target_phrase(language: Language, target: &Target, names: Names<'_>) -> String {
    let writer = Writer {
        t: language.texts(),
        names,
    };
    writer.target(target)
}

struct Writer<'a> {
    t: Texts,
    names: Names<'a>,
}

impl Writer<'_> {
    fn target(&self, target: &Target) -> String {
        match target {
            Target::Count(t) => self.count(t),
            Target::Average(t) => self.t.average_phrase(&self.count(t)),
            Target::Coverage(t) => self.coverage(t),
            Target::WithinTime(t) => self.within_time(t),
            Target::Share(t) => self.share(t),
            Target::Milestone(t) => self.milestone(t),
            Target::Trend(t) => self.trend(t),
            Target::Conditional(t) => self.conditional(t),
            Target::Seasonal(t) => self.seasonal(t),
            Target::Ongoing(t) => self.ongoing(t),
            Target::Compound(t) => self.compound(t),
            Target::OutcomeState(t) => self.outcome_state(t),
            Target::None(t) => self.vague(t),
            Target::Other(_) => self.t.other_phrase(target.shape()),
        }
    }

    fn count(&self, target: &CountTarget) -> String {
        let amount = self.bounded(target.bound, &target.counted);
        self.limited(self.with_per(amount, &target.per), &target.counted)
    }

    /// "minst 30 trafikkontroller", "2–3 gånger".
    fn bounded(&self, bound: Bound, counted: &Counted) -> String {
        let t = self.t;
        let what = |n| self.what(counted, n);
        match bound {
            Bound::AtLeast(n) => t.bound_at_least(arg::BoundAtLeast {
                n_amount: n.into(),
                what: &what(n),
            }),
            Bound::Exactly(n) => t.bound_exactly(arg::BoundExactly {
                n_amount: n.into(),
                what: &what(n),
            }),
            Bound::AtMost(n) => t.bound_at_most(arg::BoundAtMost {
                n_amount: n.into(),
                what: &what(n),
            }),
            Bound::Between(from, to) => t.bound_between(arg::BoundBetween {
                n_from: from.into(),
                n_to: to.into(),
                what: &what(to),
            }),
        }
    }

    /// What is counted, as a word after `n`: "trafikkontroller", "timmar fotpatrull".
    fn what(&self, counted: &Counted, n: Amount) -> String {
        let unit = self.t.unit(counted.unit(), n);
        match (counted.types.is_empty(), counted.unit()) {
            (true, _) => unit,
            (false, "times") => self.kinds(counted, n),
            (false, unit) if names_its_kind(unit, counted) => self.kinds(counted, n),
            (false, "hours") => self.t.unit_of_kinds(arg::UnitOfKinds {
                unit: &unit,
                kinds: &self.kinds(counted, Amount::ONE),
            }),
            (false, _) => self.t.unit_at_kinds(arg::UnitAtKinds {
                unit: &unit,
                kinds: &self.kinds(counted, several()),
            }),
        }
    }

    fn kinds(&self, counted: &Counted, n: Amount) -> String {
        let kinds: Vec<String> = counted.types.iter().map(|k| self.t.kind(k, n)).collect();
        self.t.language.list_or(&kinds)
    }

    fn with_per(&self, phrase: String, per: &Per) -> String {
        match per {
            Per::WholePeriod => phrase,
            other => format!("{phrase} {}", self.per(other)),
        }
    }

    fn per(&self, per: &Per) -> String {
        let t = self.t;
        let (every, unit) = match per {
            Per::WholePeriod => return t.each_period(),
            Per::Each(what) => return t.per_each(what),
            Per::Calendar { every, unit } => (*every, *unit),
        };
        match (unit, every) {
            (CalendarUnit::Day, 1) => t.per_day(),
            (CalendarUnit::Week, 1) => t.per_week(),
            (CalendarUnit::Month, 1) => t.per_month(),
            (CalendarUnit::Quarter, 1) => t.per_quarter(),
            (CalendarUnit::Tertial, 1) => t.per_tertial(),
            (CalendarUnit::Term, 1) => t.per_term(),
            (CalendarUnit::HalfYear, 1) => t.per_half_year(),
            (CalendarUnit::Year, 1) => t.per_year(),
            (CalendarUnit::SchoolYear, 1) => t.per_school_year(),
            (CalendarUnit::Day, n) => t.per_days(n),
            (CalendarUnit::Week, n) => t.per_weeks(n),
            (CalendarUnit::Month, n) => t.per_months(n),
            (CalendarUnit::Quarter, n) => t.per_quarters(n),
            (CalendarUnit::Tertial, n) => t.per_tertials(n),
            (CalendarUnit::Term, n) => t.per_terms(n),
            (CalendarUnit::HalfYear, n) => t.per_half_years(n),
            (CalendarUnit::Year, n) => t.per_years(n),
            (CalendarUnit::SchoolYear, n) => t.per_school_years(n),
        }
    }

    /// Adds what counts as one, at what hours, where and by whom.
    fn limited(&self, phrase: String, counted: &Counted) -> String {
        let phrase = self.one_means(phrase, counted);
        let phrase = match counted.between_hours.as_slice() {
            [] => phrase,
            hours => self.t.at_hours(arg::AtHours {
                phrase: &phrase,
                hours: &hours.join("–"),
            }),
        };
        let phrase = match counted.places.as_slice() {
            [] => phrase,
            places => self.t.at_places(arg::AtPlaces {
                phrase: &phrase,
                places: &self.t.language.list_or(&self.places(places)),
            }),
        };
        let parties: Vec<&str> = counted
            .parties
            .iter()
            .map(|id| {
                let known = self.names.parties.iter().find(|p| p.id == *id);
                known.map_or(id.as_str(), |p| p.name.as_str())
            })
            .collect();
        match parties.is_empty() {
            true => phrase,
            false => self.t.by_parties(arg::ByParties {
                phrase: &phrase,
                parties: &self.t.language.list_or(&parties),
            }),
        }
    }

    fn one_means(&self, phrase: String, counted: &Counted) -> String {
        let one = counted.one.as_ref();
        let words = one.and_then(|one| one.words.as_deref());
        let minutes = one.and_then(|one| one.minutes);
        match (words, minutes) {
            (Some(words), _) => self.t.one_means_words(arg::OneMeansWords {
                phrase: &phrase,
                words,
            }),
            (None, Some(minutes)) => self.t.one_means_minutes(arg::OneMeansMinutes {
                phrase: &phrase,
                minutes: &self.t.amount(minutes, "minutes"),
            }),
            (None, None) => phrase,
        }
    }

    fn places(&self, ids: &[PlaceId]) -> Vec<String> {
        ids.iter()
            .map(|id| {
                let known = self.names.places.iter().find(|p| p.id == *id);
                known.map_or(id.as_str(), |p| p.name.as_str()).to_owned()
            })
            .collect()
    }

    fn coverage(&self, target: &CoverageTarget) -> String {
        let who = self.covered(target);
        let once = target.each.bound == Bound::default() && target.counted.unit() == "times";
        let phrase = match (once, target.counted.types.is_empty(), &target.every.covered) {
            (true, true, _) => who,
            (true, false, _) => self.t.coverage_with_kinds(arg::CoverageWithKinds {
                who: &who,
                kinds: &self.kinds(&target.counted, Amount::ONE),
            }),
            (false, _, Covered::Weekdays(_)) => self.t.coverage_each_day(arg::CoverageEachDay {
                who: &who,
                amount: &self.bounded(target.each.bound, &target.counted),
            }),
            (false, ..) => self.t.coverage_each(arg::CoverageEach {
                who: &who,
                amount: &self.bounded(target.each.bound, &target.counted),
            }),
        };
        self.limited(self.with_per(phrase, &target.per), &target.counted)
    }

    /// "alla 32 klasser i årskurs 7", "varje fredag och lördag".
    fn covered(&self, target: &CoverageTarget) -> String {
        let t = self.t;
        let at_least = target.members_at_least;
        match &target.every.covered {
            Covered::Words(words) if at_least.is_none() => words.clone(),
            Covered::Words(words) => covered_of(t, words, None, at_least),
            Covered::Weekdays(days) => t.coverage_weekdays(&self.weekdays(days, Texts::weekday)),
            Covered::Members(names) => self.listed(names, at_least),
            Covered::Places(ids) => self.listed(&self.places(ids), at_least),
            Covered::Set(id) => {
                let set = self.names.sets.iter().find(|s| s.id == *id);
                let name = set.map_or(id.as_str(), |s| s.name.as_str());
                covered_of(t, name, set.and_then(size), at_least)
            }
        }
    }

    fn listed(&self, names: &[String], at_least: Option<Amount>) -> String {
        let names = self.t.language.list(names);
        match at_least {
            None => self.t.coverage_listed(&names),
            Some(n) => self.t.coverage_some_listed(arg::CoverageSomeListed {
                n: n.into(),
                names: &names,
            }),
        }
    }

    fn weekdays(
        &self,
        days: &[Worded<WeekdayName>],
        word: fn(Texts, WeekdayName) -> String,
    ) -> String {
        let said = |day: &Worded<WeekdayName>| match day.meant() {
            Some(known) => word(self.t, known),
            None => day.as_str().to_owned(),
        };
        let days: Vec<String> = days.iter().map(said).collect();
        self.t.language.list(&days)
    }

    fn within_time(&self, target: &WithinTimeTarget) -> String {
        let within = self.t.within_hours(&self.time(target.hours));
        let phrase = match target.counted.types.is_empty() {
            true => within,
            false => self.t.within_with_kinds(arg::WithinWithKinds {
                kinds: &self.kinds(&target.counted, Amount::ONE),
                within: &within,
            }),
        };
        let phrase = match target.share {
            None => phrase,
            Some(share) => self.t.within_share(arg::WithinShare {
                phrase: &phrase,
                percent: &self.t.language.percent(share),
            }),
        };
        self.limited(phrase, &target.counted)
    }

    /// Hours, or days from two whole days on.
    fn time(&self, hours: Amount) -> String {
        let days = hours
            .checked_div(24u32.into())
            .filter(|days| days.to_i64().is_some_and(|n| n >= 2));
        match days {
            Some(days) => self.t.amount(days, "days"),
            None => self.t.amount(hours, "hours"),
        }
    }

    fn share(&self, target: &ShareTarget) -> String {
        let t = self.t;
        let percent = |share| t.language.percent(share);
        let share = match target.bound {
            Bound::AtLeast(n) => t.bound_share_at_least(&percent(n)),
            Bound::Exactly(n) => t.bound_share_exactly(&percent(n)),
            Bound::AtMost(n) => t.bound_share_at_most(&percent(n)),
            Bound::Between(from, to) => t.bound_share_between(arg::BoundShareBetween {
                from: &percent(from),
                to: &percent(to),
            }),
        };
        let what = |counted: &Counted| self.limited(self.what(counted, several()), counted);
        t.share_phrase(arg::SharePhrase {
            part: &what(&target.part),
            share: &share,
            whole: &what(&target.of),
        })
    }

    fn milestone(&self, target: &MilestoneTarget) -> String {
        match &target.by {
            None => target.done.clone(),
            Some(by) => self.t.milestone_by(arg::MilestoneBy {
                done: &target.done,
                by: &self.t.language.written_date(by),
            }),
        }
    }

    fn trend(&self, target: &TrendTarget) -> String {
        let t = self.t;
        let what = self.what(&target.counted, several());
        let direction = target.direction.meant();
        let phrase = match direction {
            Some(Direction::Up) => t.trend_up(&what),
            Some(Direction::Down) => t.trend_down(&what),
            Some(Direction::Same) => t.trend_same(&what),
            None => format!("{}: {what}", target.direction.as_str()),
        };
        let phrase = self.with_per(phrase, &target.per);
        let than = self.than(target);
        let phrase = match direction {
            Some(Direction::Same) => t.trend_as(arg::TrendAs {
                phrase: &phrase,
                than: &than,
            }),
            _ => t.trend_than(arg::TrendThan {
                phrase: &phrase,
                than: &than,
            }),
        };
        self.limited(phrase, &target.counted)
    }

    fn than(&self, target: &TrendTarget) -> String {
        let amount = target.than.map(|n| self.t.language.number(n));
        match (amount, &target.than_words) {
            (Some(amount), Some(words)) => self.t.trend_than_words(arg::TrendThanWords {
                amount: &amount,
                words,
            }),
            (Some(amount), None) => amount,
            (None, Some(words)) => words.clone(),
            (None, None) => self.t.trend_than_before(),
        }
    }

    fn conditional(&self, target: &ConditionalTarget) -> String {
        let t = self.t;
        let condition = match (target.words.as_deref(), target.on.as_str()) {
            (Some(words), _) => words.to_owned(),
            (None, "request") => t.condition_request(),
            (None, "need") => t.condition_need(),
            (None, "event") => t.condition_event(),
            (None, "intelligence") => t.condition_intelligence(),
            (None, other) => other.to_owned(),
        };
        let then = match &target.then {
            Some(then) => self.target(then),
            None => t.condition_answer(),
        };
        t.condition_then(arg::ConditionThen {
            condition: &condition,
            then: &then,
        })
    }

    fn seasonal(&self, target: &SeasonalTarget) -> String {
        let then = self.target(&target.then);
        let season = self.season(target);
        match season.is_empty() {
            true => then,
            false => self.t.season_then(arg::SeasonThen {
                season: &season,
                then: &then,
            }),
        }
    }

    fn season(&self, target: &SeasonalTarget) -> String {
        if let Some(words) = &target.words {
            return words.clone();
        }
        let days = target.from.as_deref().zip(target.to.as_deref());
        let season = days.map(|(from, to)| {
            self.t.season_between(arg::SeasonBetween {
                from: &self.day_of_year(from),
                to: &self.day_of_year(to),
            })
        });
        let weekdays = (!target.weekdays.is_empty())
            .then(|| self.weekdays(&target.weekdays, Texts::weekdays))
            .map(|days| self.t.season_only_weekdays(&days));
        let both: Vec<String> = season.into_iter().chain(weekdays).collect();
        both.join(", ")
    }

    /// `05-01` as "1 maj"; other texts stay.
    fn day_of_year(&self, month_and_day: &str) -> String {
        let parts = month_and_day.split_once('-');
        let numbers = parts.and_then(|(m, d)| m.parse::<i8>().ok().zip(d.parse::<u8>().ok()));
        match numbers {
            Some((month, day)) => format!("{day} {}", self.t.language.month_name(month)),
            None => month_and_day.to_owned(),
        }
    }

    fn ongoing(&self, target: &OngoingTarget) -> String {
        let per = self.per(&target.per);
        let phrase = match target.counted.types.is_empty() {
            true => self.t.ongoing_phrase(&per),
            false => self.t.ongoing_what(arg::OngoingWhat {
                what: &self.what(&target.counted, several()),
                per: &per,
            }),
        };
        self.limited(phrase, &target.counted)
    }

    fn compound(&self, target: &CompoundTarget) -> String {
        let parts: Vec<String> = target
            .parts
            .iter()
            .map(|part| {
                let phrase = self.target(&part.target);
                match &part.title {
                    None => phrase,
                    Some(title) => self.t.compound_part(arg::CompoundPart {
                        title,
                        target: &phrase,
                    }),
                }
            })
            .collect();
        let joined = parts.join("; ");
        match target.at_least {
            None => self.t.compound_all(arg::CompoundAll {
                n: parts.len().into(),
                parts: &joined,
            }),
            Some(some) => self.t.compound_some(arg::CompoundSome {
                n: parts.len().into(),
                n_some: some.into(),
                parts: &joined,
            }),
        }
    }

    fn outcome_state(&self, target: &OutcomeStateTarget) -> String {
        let state = match &target.by {
            None => target.state.clone(),
            Some(by) => self.t.state_by(arg::StateBy {
                state: &target.state,
                by: &self.t.language.written_date(by),
            }),
        };
        match &target.source {
            None => state,
            Some(source) => self.t.state_seen_in(arg::StateSeenIn {
                state: &state,
                source,
            }),
        }
    }

    fn vague(&self, target: &VagueTarget) -> String {
        match &target.why {
            None => self.t.vague_phrase(),
            Some(why) => self.t.vague_because(why),
        }
    }
}

/// An amount that asks for the plural.
fn several() -> Amount {
    Amount::from(2u32)
}

fn size(set: &NamedSet) -> Option<usize> {
    match set.members.len() {
        0 => set.size.and_then(|n| usize::try_from(n).ok()),
        n => Some(n),
    }
}

fn covered_of(t: Texts, name: &str, size: Option<usize>, at_least: Option<Amount>) -> String {
    match (size, at_least) {
        (Some(n), Some(some)) => t.coverage_some_of(arg::CoverageSomeOf {
            n: n.into(),
            n_some: some.into(),
            name,
        }),
        (Some(n), None) => t.coverage_all_n(arg::CoverageAllN { n: n.into(), name }),
        (None, Some(some)) => t.coverage_some(arg::CoverageSome {
            n: some.into(),
            name,
        }),
        (None, None) => t.coverage_all(name),
    }
}

/// Whether the unit is what the activity itself is called: two lessons are
/// two of the kind "lektion", and not two lessons at lessons.
fn names_its_kind(unit: &str, counted: &Counted) -> bool {
    let [kind] = counted.types.as_slice() else {
        return false;
    };
    matches!(
        (unit, kind.0.as_str()),
        ("lessons", "lektion") | ("talks", "orossamtal") | ("reports", "orosanmälan")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::target::Target;

    /// Reads a target as it stands in a document and says it in both languages.
    fn check(target: &str, swedish: &str, english: &str) {
        let target: Target = serde_json::from_str(target).unwrap();
        let sets = [NamedSet {
            id: "klasser".into(),
            name: "klasser i årskurs 7".to_owned(),
            size: Some(32),
            ..NamedSet::default()
        }];
        let places = [Place {
            id: "esplanaden".into(),
            name: "Esplanaden".to_owned(),
            ..Place::default()
        }];
        let names = Names {
            places: &places,
            sets: &sets,
            parties: &[],
        };
        let said = |language| target_phrase(language, &target, names).replace('\u{a0}', " ");
        assert_eq!(said(Language::Sv), swedish);
        assert_eq!(said(Language::En), english);
    }

    #[test]
    fn amounts_are_said_plainly() {
        check(
            r#"{"shape":"count","at_least":52,"per":"year","types":["trafikkontroll"]}"#,
            "minst 52 trafikkontroller per år",
            "at least 52 traffic checks per year",
        );
        check(
            r#"{"shape":"count","between":[2,3],"per":"term"}"#,
            "2–3 gånger per termin",
            "2–3 times per term",
        );
        check(
            r#"{"shape":"count","at_least":1,"types":["hundsök","skolbesök"],"places":["esplanaden","okänd"]}"#,
            "minst 1 sök med hund eller skolbesök (Esplanaden eller okänd)",
            "at least 1 search with a dog or school visit (Esplanaden or okänd)",
        );
        check(
            r#"{"shape":"count","at_most":20,"unit":"hours","types":["fotpatrull"],"per":"2 weeks"}"#,
            "högst 20 timmar fotpatrull per 2 veckor",
            "at most 20 hours of foot patrol per 2 weeks",
        );
        check(
            r#"{"shape":"count","at_least":10,"types":["trafikkontroll"],"one":{"minutes":20}}"#,
            "minst 10 trafikkontroller (en är 20 minuter)",
            "at least 10 traffic checks (one is 20 minutes)",
        );
        check(
            r#"{"shape":"count","at_least":1,"types":["fotpatrull"],"between_hours":["18:00","03:00"]}"#,
            "minst 1 fotpatrull, kl. 18:00–03:00",
            "at least 1 foot patrol, 18:00–03:00",
        );
        check(
            r#"{"shape":"average","at_least":1,"per":"month"}"#,
            "i snitt minst 1 gång per månad",
            "on average at least 1 time per month",
        );
    }

    #[test]
    fn coverage_says_who_and_how_much_each() {
        check(
            r#"{"shape":"coverage","every":{"set":"klasser"},"each":{"at_least":2},"unit":"lessons"}"#,
            "alla 32 klasser i årskurs 7, minst 2 lektioner var",
            "all 32 klasser i årskurs 7, at least 2 lessons each",
        );
        check(
            r#"{"shape":"coverage","every":{"weekdays":["friday","saturday"]},"types":["fotpatrull"]}"#,
            "varje fredag och lördag: fotpatrull",
            "every Friday and Saturday: foot patrol",
        );
        check(
            r#"{"shape":"coverage","every":{"words":"samtliga krogar"}}"#,
            "samtliga krogar",
            "samtliga krogar",
        );
        check(
            r#"{"shape":"coverage","every":{"set":"klasser"},"members_at_least":20}"#,
            "minst 20 av 32 klasser i årskurs 7",
            "at least 20 of 32 klasser i årskurs 7",
        );
    }

    #[test]
    fn targets_within_targets_are_said_in_one_sentence() {
        check(
            r#"{"shape":"conditional","on":"need","then":{"shape":"count","at_least":4}}"#,
            "när behov uppstår: minst 4 gånger",
            "when a need arises: at least 4 times",
        );
        check(
            r#"{"shape":"seasonal","from":"05-01","to":"08-31","weekdays":["friday"],"then":{"shape":"conditional","on":"om resurser finns"}}"#,
            "1 maj–31 augusti varje år, bara fredagar: om resurser finns: ett svar varje gång",
            "1 May–31 August every year, only Fridays: om resurser finns: an answer every time",
        );
        check(
            r#"{"shape":"compound","at_least":1,"parts":[{"title":"Skola","target":{"shape":"count","at_least":2}},{"target":{"shape":"none"}}]}"#,
            "minst 1 av 2 delar: Skola: minst 2 gånger; inget mått är lovat",
            "at least 1 of 2 parts: Skola: at least 2 times; no amount is promised",
        );
    }

    #[test]
    fn the_other_shapes_are_said_too() {
        check(
            r#"{"shape":"within_time","hours":24,"share":0.9,"types":["klottersanering"]}"#,
            "klottersanering: inom 24 timmar, i minst 90 % av fallen",
            "klottersanering: within 24 hours, in at least 90% of cases",
        );
        check(
            r#"{"shape":"within_time","hours":120}"#,
            "inom 5 dygn",
            "within 5 days",
        );
        check(
            r#"{"shape":"share","at_least":0.2,"part":{"unit":"finds"},"of":{"unit":"persons"}}"#,
            "fynd är minst 20 % av personer",
            "finds make at least 20% of persons",
        );
        check(
            r#"{"shape":"milestone","done":"En handlingsplan finns","by":"2023-03-01"}"#,
            "En handlingsplan finns senast 1 mars 2023",
            "En handlingsplan finns no later than 1 March 2023",
        );
        check(
            r#"{"shape":"trend","direction":"up","than":40,"than_words":"2021","types":["fotpatrull"]}"#,
            "fler fotpatruller än 2021 (40)",
            "more foot patrols than 2021 (40)",
        );
        check(
            r#"{"shape":"ongoing","types":["lägesbildsmöte"]}"#,
            "löpande möten om lägesbilden, så att det syns per kvartal",
            "meetings about the joint picture all along, so that it is seen per quarter",
        );
        check(
            r#"{"shape":"outcome_state","state":"ingen stadsdel på listan","source":"polisens lista","by":"2025"}"#,
            "ingen stadsdel på listan (senast 2025) (syns i polisens lista)",
            "ingen stadsdel på listan (no later than 2025) (seen in polisens lista)",
        );
        check(
            r#"{"shape":"telepathy","depth":3}"#,
            "ett mål av ett slag som inte kan räknas här (telepathy)",
            "a target of a kind that cannot be counted here (telepathy)",
        );
    }

    #[test]
    fn a_sentence_begins_large_and_ends_with_one_stop() {
        let target = Target::None(VagueTarget {
            why: Some("inget sägs.".to_owned()),
            ..VagueTarget::default()
        });
        let said = target_sentence(Language::Sv, &target, Names::default());
        assert_eq!(said, "Inget mått är lovat: inget sägs.");
    }
}
