//! How far has a commitment come by the log, in one plain sentence?

use handslag_domain::amount::Amount;
use handslag_domain::assessment::{Evidenced, State};

use crate::{Language, Texts, arg};

/// "Hittills: 21 av minst 30." or, when the time is up, "Det blev 21 av minst 30."
pub fn count_sentence(language: Language, evidenced: &Evidenced) -> String {
    let t = language.texts();
    match &evidenced.state {
        State::NotBegun => t.counted_not_begun(),
        State::NoNeedArose => t.counted_no_need(),
        State::NoNeedYet => t.counted_no_need_yet(),
        State::CannotTell { why } => {
            let why = t.cannot_tell(why);
            match evidenced.counted.is_zero() {
                true => t.counted_cannot_tell(&why),
                false => t.counted_cannot_tell_with(arg::CountedCannotTellWith {
                    counted: &counted_only(t, evidenced),
                    why: &why,
                }),
            }
        }
        State::Partly if is_uneven(evidenced) => t.came_to_uneven(&counted(t, evidenced)),
        State::Partly | State::NotMet => t.came_to(&counted(t, evidenced)),
        // What is reached is reached, whether or not time is left.
        State::Exceeded | State::Met => t.log_shows(&counted(t, evidenced)),
        State::Running => t.so_far(&counted(t, evidenced)),
    }
}

/// Whether the total was reached although some week, month or year was not.
fn is_uneven(evidenced: &Evidenced) -> bool {
    evidenced.stretches.len() > 1
        && evidenced.ratio.is_none()
        && evidenced.target.is_some_and(|n| evidenced.counted >= n)
}

fn counted(t: Texts, evidenced: &Evidenced) -> String {
    match (evidenced.shape.as_str(), evidenced.ratio) {
        ("within_time" | "share", Some(share)) => t.counted_share(&t.language.percent(share)),
        ("average", Some(mean)) => averaged(t, evidenced, mean),
        _ => match promised(t, evidenced) {
            Some((target, of)) => counted_of(t, evidenced, &target, of),
            None => counted_only(t, evidenced),
        },
    }
}

/// "i snitt 1,25 av minst 2 gånger": both for each week, month or term.
fn averaged(t: Texts, evidenced: &Evidenced, mean: Amount) -> String {
    let ratio = &t.language.number(mean);
    match evidenced.target.and_then(|n| evidenced.each_stretch(n)) {
        Some(each) => t.counted_average_of(arg::CountedAverageOf {
            ratio,
            target: &t.target_at_least(&t.language.number(each)),
            unit: &t.unit(&evidenced.unit, each),
        }),
        None => t.counted_average(arg::CountedAverage {
            ratio,
            unit: &t.unit(&evidenced.unit, mean),
        }),
    }
}

/// The promised amount in words, and the number that chooses the unit's form.
fn promised(t: Texts, evidenced: &Evidenced) -> Option<(String, Amount)> {
    let number = |n| t.language.number(n);
    let whole = matches!(evidenced.unit.as_str(), "members" | "parts");
    match (evidenced.target, evidenced.ceiling) {
        (Some(n), _) if whole => Some((number(n), n)),
        (Some(n), Some(most)) if n == most => Some((number(n), n)),
        (Some(n), Some(most)) => {
            let range = t.target_range(arg::TargetRange {
                from: &number(n),
                to: &number(most),
            });
            Some((range, most))
        }
        (Some(n), None) => Some((t.target_at_least(&number(n)), n)),
        (None, Some(most)) => Some((t.target_at_most(&number(most)), most)),
        (None, None) => None,
    }
}

fn counted_of(t: Texts, evidenced: &Evidenced, target: &str, of: Amount) -> String {
    let counted = &t.language.number(evidenced.counted);
    match evidenced.unit.as_str() {
        // "Hittills: 21 av minst 30" says enough.
        "times" => t.counted_of(arg::CountedOf { counted, target }),
        unit => t.counted_of_unit(arg::CountedOfUnit {
            counted,
            target,
            unit: &t.unit(unit, of),
        }),
    }
}

fn counted_only(t: Texts, evidenced: &Evidenced) -> String {
    t.counted_only(arg::CountedOnly {
        counted: &t.language.number(evidenced.counted),
        unit: &t.unit(&evidenced.unit, evidenced.counted),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::assessment::{CannotTell, StretchCount};
    use handslag_domain::period::Days;

    fn evidenced(state: State, counted: u32, unit: &str) -> Evidenced {
        Evidenced {
            shape: "count".to_owned(),
            title: None,
            on_time: None,
            state,
            counted: counted.into(),
            unit: unit.to_owned(),
            target: None,
            ceiling: None,
            expected: None,
            reached: None,
            reached_on: None,
            due: None,
            stretches: Vec::new(),
            members: Vec::new(),
            parts: Vec::new(),
            ratio: None,
            entries: Vec::new(),
        }
    }

    fn check(evidenced: &Evidenced, swedish: &str, english: &str) {
        assert_eq!(count_sentence(Language::Sv, evidenced), swedish);
        assert_eq!(count_sentence(Language::En, evidenced), english);
    }

    #[test]
    fn the_count_is_said_beside_the_promise() {
        let mut it = evidenced(State::Running, 21, "times");
        check(&it, "Hittills: 21 gånger.", "So far: 21 times.");
        it.target = Some(30u32.into());
        check(
            &it,
            "Hittills: 21 av minst 30.",
            "So far: 21 of at least 30.",
        );
        it.ceiling = Some(40u32.into());
        check(&it, "Hittills: 21 av 30–40.", "So far: 21 of 30–40.");
        it.unit = "hours".to_owned();
        it.ceiling = None;
        it.state = State::Partly;
        check(
            &it,
            "Det blev 21 av minst 30 timmar.",
            "It came to 21 of at least 30 hours.",
        );
        it.unit = "members".to_owned();
        it.target = Some(32u32.into());
        check(
            &it,
            "Det blev 21 av 32 nådda.",
            "It came to 21 of 32 reached.",
        );
    }

    #[test]
    fn what_cannot_be_told_says_why() {
        let why = CannotTell::Vague;
        let it = evidenced(State::CannotTell { why }, 0, "times");
        check(
            &it,
            "Loggen kan inte visa hur det gick: löftet säger inte hur mycket.",
            "The log cannot show how it went: the promise does not say how much.",
        );
        let it = evidenced(State::NoNeedArose, 0, "times");
        check(&it, "Behovet uppstod inte.", "No need arose.");
    }

    #[test]
    fn shares_and_averages_are_said_as_such() {
        let mut it = evidenced(State::Running, 3, "times");
        it.ratio = Amount::parse("0.875").ok();
        it.shape = "within_time".to_owned();
        check(&it, "Hittills: 88\u{a0}%.", "So far: 88%.");
        it.shape = "average".to_owned();
        it.ratio = Amount::parse("1.25").ok();
        check(
            &it,
            "Hittills: i snitt 1,25 gånger.",
            "So far: on average 1.25 times.",
        );
        it.target = Some(24u32.into());
        let month = |n: i8| StretchCount {
            days: Days {
                from: jiff::civil::date(2023, n, 1),
                to: jiff::civil::date(2023, n, 1).last_of_month(),
            },
            counted: Amount::ONE,
            demanded: true,
            over: true,
            met: false,
        };
        it.stretches = (1..=12).map(month).collect();
        check(
            &it,
            "Hittills: i snitt 1,25 av minst 2 gånger.",
            "So far: on average 1.25 of at least 2 times.",
        );
    }
}
