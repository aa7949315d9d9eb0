//! Comparisons that could not be answered as they stand, or that were not
//! decided as they say.

use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::effect::{Asks, Comparison, MonthSpan, PlaceRole, Standing};
use crate::municipality::{Municipality, MunicipalityCode};
use crate::period::Period;
use crate::series::{Area, Source};

use super::Faults;
use super::periods::reversed;
use super::walk::nearest;
use super::words::Fault;

/// The groups of offences that Brå gives for municipalities, month by month.
const BRA_CATEGORIES: [&str; 10] = [
    "Totalt antal brott",
    "Våldsbrott",
    "Hot-, kränknings- och frihetsbrott",
    "Vårdslöshet- och vållandebrott",
    "Stöldbrott",
    "Bilbrott",
    "Skadegörelsebrott (inkl. mordbrand)",
    "Vissa trafikbrott",
    "Alkohol- och narkotikabrott",
    "Vapenbrott",
];

pub fn faults(document: &PromiseDocument, found: &mut Faults) {
    for (n, goal) in document.goals.iter().enumerate() {
        let at = At {
            path: format!("goals[{n}].comparison"),
            id: goal.id.as_str(),
        };
        let Some(whole) = document.whole_comparison(goal) else {
            found.add(at.place(""), Fault::GoalWithoutComparison);
            continue;
        };
        comparison(&whole, &at, found);
        lock(document, document.standing(goal), &at, found);
    }
    for (f, follow_up) in document.follow_ups.iter().enumerate() {
        for (n, claim) in follow_up.claims.iter().enumerate() {
            let Some(own) = &claim.comparison else {
                continue;
            };
            let at = At {
                path: format!("follow_ups[{f}].claims[{n}].comparison"),
                id: claim.id.as_str(),
            };
            let mut whole = document.filled(own);
            whole.indicator = whole.indicator.or_else(|| claim.indicator.clone());
            comparison(&whole, &at, found);
        }
    }
    gone(document, found);
}

/// What stands in the way of a comparison that is asked for here and now: its
/// months, its area, its places. What only weakens an answer is said in the answer.
pub fn hindrances(asked: &Comparison, found: &mut Faults) {
    let at = At {
        path: String::new(),
        id: "",
    };
    comparison(asked, &at, found);
    found.0.retain(|(_, fault)| {
        !matches!(
            fault,
            Fault::PandemicBaseline
                | Fault::LevelWithoutMargin
                | Fault::UnknownIndicator { .. }
                | Fault::RingWithoutLikeRing
                | Fault::FewerThanTwoWaves(_)
        )
    });
}

/// Where a comparison stands.
struct At<'a> {
    path: String,
    id: &'a str,
}

impl At<'_> {
    fn place(&self, field: &str) -> String {
        match field {
            field if self.path.is_empty() => field.to_owned(),
            "" => format!("{} ({})", self.path, self.id),
            field => format!("{}.{field} ({})", self.path, self.id),
        }
    }
}

fn comparison(comparison: &Comparison, at: &At<'_>, found: &mut Faults) {
    match &comparison.asks {
        Asks::Level | Asks::Change | Asks::ChangeAgainstOthers => counts(comparison, at, found),
        Asks::Place => {
            let has = |role| comparison.places.iter().any(|place| place.role == role);
            if !has(PlaceRole::Treated) || !has(PlaceRole::Control) {
                found.add(at.place("places"), Fault::PlaceWithoutControl);
            }
            if has(PlaceRole::Ring) != has(PlaceRole::ControlRing) {
                found.add(at.place("places"), Fault::RingWithoutLikeRing);
            }
            if comparison.before.is_some() {
                months(comparison, at, found);
            }
        }
        Asks::SurveyShare => {
            if comparison.shares.len() < 2 {
                let n = comparison.shares.len();
                found.add(at.place("shares"), Fault::FewerThanTwoWaves(n));
            }
            let hundred = Amount::from(100_u32);
            for (n, share) in comparison.shares.iter().enumerate() {
                if share.percent > hundred {
                    let place = at.place(&format!("shares[{n}].percent"));
                    found.add(place, Fault::MoreThanAll(share.percent.to_string()));
                }
            }
        }
        Asks::Concentration => {
            if comparison.places.len() < 2 {
                found.add(at.place("places"), Fault::FewerThanTwoPlaces);
            }
        }
        Asks::CannotBeTold => {}
        Asks::Other(word) => {
            let near = nearest(word, Asks::ALL.iter().map(Asks::as_str));
            let word = word.clone();
            found.add(at.place("asks"), Fault::UnknownQuestion { word, near });
        }
    }
}

fn counts(comparison: &Comparison, at: &At<'_>, found: &mut Faults) {
    months(comparison, at, found);
    if comparison.has_pandemic_baseline() {
        found.add(at.place("before"), Fault::PandemicBaseline);
    }
    if comparison.asks == Asks::Level && comparison.margin_percent.is_none() {
        found.add(at.place("margin_percent"), Fault::LevelWithoutMargin);
    }
    let is_bra = comparison
        .source
        .as_ref()
        .is_none_or(|source| Source::from(source.clone()) == Source::BraReported);
    match comparison.indicator.as_deref() {
        None => found.add(at.place("indicator"), Fault::ComparisonWithoutIndicator),
        Some(word) if is_bra && !is_bra_category(word) => {
            let near = nearest(word, BRA_CATEGORIES.into_iter());
            let word = word.to_owned();
            found.add(
                at.place("indicator"),
                Fault::UnknownIndicator { word, near },
            );
        }
        Some(_) => {}
    }
    if let Some(area) = &comparison.area
        && !is_area(area)
    {
        let near = nearest(area, Municipality::all().iter().map(|m| m.name));
        let word = area.clone();
        found.add(at.place("area"), Fault::UnknownArea { word, near });
    }
}

/// A group of offences, or a name from Brå's detailed tables ("9 kap. Bedrägeri …").
fn is_bra_category(word: &str) -> bool {
    BRA_CATEGORIES.contains(&word) || word.contains(" kap. ")
}

fn is_area(written: &str) -> bool {
    Area::by_name(written) == Area::Country
        || Municipality::by_name(written).is_some()
        || MunicipalityCode::parse(written).is_ok_and(|code| Municipality::by_code(code).is_some())
}

/// The months before and after: there, whole, apart and in order.
fn months(comparison: &Comparison, at: &At<'_>, found: &mut Faults) {
    let (before, after) = (comparison.before.as_ref(), comparison.after.as_ref());
    let baselines = comparison.also_before.iter().enumerate();
    let also = baselines.map(|(n, period)| (format!("also_before[{n}]"), Some(period)));
    let all = [("before".to_owned(), before), ("after".to_owned(), after)];
    for (field, period) in all.into_iter().chain(also) {
        whole(period, &at.place(&field), found);
    }
    let spans = (
        before.and_then(MonthSpan::within),
        after.and_then(MonthSpan::within),
    );
    if let (Some(before), Some(after)) = spans {
        let place = at.place("before");
        if after.last < before.first {
            found.add(place, Fault::AfterComesFirst);
        } else if after.first <= before.last {
            found.add(place, Fault::BeforeOverlapsAfter);
        }
    }
}

fn whole(period: Option<&Period>, place: &str, found: &mut Faults) {
    let days = period.and_then(|p| Some((p.first_day()?, p.last_day()?)));
    let (Some(period), Some((from, to))) = (period, days) else {
        found.add(place, Fault::ComparisonWithoutMonths);
        return;
    };
    if period.ends_before_it_starts() {
        reversed(period, place, found);
        return;
    }
    if from.day() != 1 || to != to.last_of_month() {
        let used = MonthSpan::within(period).map(|span| span.to_string());
        found.add(place, Fault::NotWholeMonths { used });
    }
}

fn lock(document: &PromiseDocument, standing: Standing, at: &At<'_>, found: &mut Faults) {
    match standing {
        Standing::Locked => {}
        Standing::LockedLate => found.add(at.place(""), Fault::LockedLate),
        Standing::ChangedSince => found.add(at.place(""), Fault::ChangedSinceLocked),
        Standing::Explorative if document.promise.effect_lock.is_some() => {
            found.add(at.place(""), Fault::NotLocked);
        }
        // Nothing is locked before the promise is signed.
        Standing::Explorative => {}
    }
}

/// Goals that were locked and have no comparison left.
fn gone(document: &PromiseDocument, found: &mut Faults) {
    let locked = document.promise.effect_lock.iter();
    for (n, locked) in locked.flat_map(|lock| &lock.comparisons).enumerate() {
        let mut goals = document.goals.iter();
        let goal = goals.find(|goal| goal.id == locked.goal);
        if goal.is_some_and(|goal| goal.comparison.is_none()) {
            found.add(
                format!("promise.effect_lock.comparisons[{n}] ({})", locked.goal),
                Fault::ChangedSinceLocked,
            );
        }
    }
}
