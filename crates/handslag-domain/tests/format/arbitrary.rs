//! Any document that the types can hold.

use handslag_domain::activity::Activity;
use handslag_domain::amount::Amount;
use handslag_domain::claim::Claim;
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::{
    Asks, Comparison, EffectLock, LockedComparison, PlaceCount, PlaceRole, Share, Wanted,
};
use handslag_domain::follow_up::{FollowUp, Statement};
use handslag_domain::period::{Per, Period};
use handslag_domain::place::{NamedSet, Place};
use handslag_domain::promise::{
    Commitment, ComparedWith, Measured, OutcomeGoal, Promise, Source, Version,
};
use handslag_domain::target::*;
use handslag_domain::verdict::Verdict;
use handslag_domain::worded::Worded;
use handslag_domain::written_date::WrittenDate;
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::strategy::Union;
use serde_json::{Value, json};

/// Amounts with up to four decimals, as they stand in promises, and some very large.
pub fn amounts() -> impl Strategy<Value = Amount> + Clone {
    let parsed = |text: String| Amount::parse(&text).unwrap();
    prop_oneof![
        4 => (0u32..5000).prop_map(Amount::from),
        1 => Just(Amount::parse("0.1").unwrap()),
        1 => (0i64..10_000_000, 0u32..10_000).prop_map(move |(n, d)| parsed(format!("{n}.{d:04}"))),
        1 => any::<i64>().prop_map(Amount::from),
        1 => (any::<u64>(), 0u32..1_000_000).prop_map(|(n, d)| Amount::parse_by_machine(&format!("{n}.{d:06}")).unwrap()),
    ]
}

/// Words as people and machines write them: quotes, line breaks, signs.
pub fn words() -> BoxedStrategy<String> {
    prop_oneof![
        4 => "[a-zåäöA-ZÅÄÖ0-9 ,.:–-]{0,24}",
        1 => r#"[a-z"'\\\n\t\r ={}\[\]#]{0,16}"#,
        1 => any::<String>(),
    ]
    .boxed()
}

pub fn ids<T: for<'a> From<&'a str> + std::fmt::Debug + Clone + 'static>() -> BoxedStrategy<T> {
    "[a-zåäö0-9-]{1,4}"
        .prop_map(|id| T::from(id.as_str()))
        .boxed()
}

pub fn dates() -> BoxedStrategy<WrittenDate> {
    prop_oneof![
        (2019i32..2026, 1u32..13, 1u32..32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        Just("31 juni 2019".to_owned()),
        Just("vt 2022".to_owned()),
        Just("2022–2023".to_owned()),
        words(),
    ]
    .prop_map(WrittenDate)
    .boxed()
}

/// Fields of a version that does not exist yet.
pub fn extra() -> BoxedStrategy<std::collections::BTreeMap<String, Value>> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e6f64..1e6).prop_map(|f| json!((f * 64.0).round() / 64.0)),
        words().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map("[a-zå .]{0,5}", inner, 0..3).prop_map(|m| json!(m)),
        ]
    });
    prop_oneof![
        3 => Just(Default::default()),
        1 => btree_map("u_[a-zåäö \"]{0,5}", value, 1..3),
    ]
    .boxed()
}

fn pers() -> BoxedStrategy<Per> {
    let written = [
        "week",
        "2 weeks",
        "month",
        "quarter",
        "tertial",
        "term",
        "half_year",
        "year",
        "school_year",
        "day",
        "whole_period",
    ];
    prop_oneof![
        proptest::sample::select(written.to_vec()).prop_map(Per::from),
        words().prop_map(|w| Per::from(w.as_str())),
    ]
    .boxed()
}

fn bounds() -> BoxedStrategy<Bound> {
    prop_oneof![
        amounts().prop_map(Bound::AtLeast),
        amounts().prop_map(Bound::Exactly),
        amounts().prop_map(Bound::AtMost),
        (amounts(), amounts()).prop_map(|(a, b)| Bound::Between(a, b)),
    ]
    .boxed()
}

prop_compose! {
    fn counteds()(
        types in vec(words(), 0..3),
        unit in of(words()),
        one in of((of(words()), of(amounts()), extra())),
        places in vec(ids(), 0..2),
        parties in vec(ids(), 0..2),
        between_hours in vec(words(), 0..3),
    ) -> Counted {
        let types = types.iter().map(|t| t.as_str().into()).collect();
        let one = one.map(|(words, minutes, extra)| OneMeans { words, minutes, extra });
        Counted { types, unit, one, places, parties, between_hours }
    }
}

fn apart() -> BoxedStrategy<CountedApart> {
    (counteds(), extra())
        .prop_map(|(counted, extra)| CountedApart { counted, extra })
        .boxed()
}

fn covereds() -> BoxedStrategy<Covered> {
    prop_oneof![
        ids().prop_map(Covered::Set),
        vec(words(), 0..3).prop_map(Covered::Members),
        vec(ids(), 0..3).prop_map(Covered::Places),
        Just(Covered::Weekdays(vec![
            WeekdayName::Friday.into(),
            Worded::Words("lördag".to_owned())
        ])),
        words().prop_map(Covered::Words),
    ]
    .boxed()
}

fn simple_targets() -> BoxedStrategy<Target> {
    let count = || {
        (bounds(), pers(), counteds(), extra()).prop_map(|(bound, per, counted, extra)| {
            CountTarget {
                bound,
                per,
                counted,
                extra,
            }
        })
    };
    let shapes: Vec<BoxedStrategy<Target>> = vec![
        count().prop_map(Target::Count).boxed(),
        count().prop_map(Target::Average).boxed(),
        (
            (covereds(), extra()),
            (bounds(), extra()),
            of(amounts()),
            pers(),
            counteds(),
            extra(),
        )
            .prop_map(|(every, each, members_at_least, per, counted, extra)| {
                let (covered, of_every) = every;
                let (bound, of_each) = each;
                Target::Coverage(CoverageTarget {
                    every: Every {
                        covered,
                        extra: of_every,
                    },
                    each: BoundApart {
                        bound,
                        extra: of_each,
                    },
                    members_at_least,
                    per,
                    counted,
                    extra,
                })
            })
            .boxed(),
        (amounts(), of(amounts()), counteds(), extra())
            .prop_map(|(hours, share, counted, extra)| {
                Target::WithinTime(WithinTimeTarget {
                    hours,
                    share,
                    counted,
                    extra,
                })
            })
            .boxed(),
        (bounds(), apart(), apart(), extra())
            .prop_map(|(bound, part, of, extra)| {
                Target::Share(ShareTarget {
                    bound,
                    part,
                    of,
                    extra,
                })
            })
            .boxed(),
        (words(), of(dates()), counteds(), extra())
            .prop_map(|(done, by, counted, extra)| {
                Target::Milestone(MilestoneTarget {
                    done,
                    by,
                    counted,
                    extra,
                })
            })
            .boxed(),
        (of(amounts()), of(words()), pers(), counteds(), extra())
            .prop_map(|(than, than_words, per, counted, extra)| {
                let direction = Direction::Down.into();
                Target::Trend(TrendTarget {
                    direction,
                    than,
                    than_words,
                    per,
                    counted,
                    extra,
                })
            })
            .boxed(),
        (pers(), counteds(), extra())
            .prop_map(|(per, counted, extra)| {
                Target::Ongoing(OngoingTarget {
                    per,
                    counted,
                    extra,
                })
            })
            .boxed(),
        (words(), of(words()), of(dates()), extra())
            .prop_map(|(state, source, by, extra)| {
                Target::OutcomeState(OutcomeStateTarget {
                    state,
                    source,
                    by,
                    extra,
                })
            })
            .boxed(),
        (of(words()), counteds(), extra())
            .prop_map(|(why, counted, extra)| {
                Target::None(VagueTarget {
                    why,
                    counted,
                    extra,
                })
            })
            .boxed(),
        extra()
            .prop_map(|fields| {
                let mut all =
                    serde_json::Map::from_iter([("shape".to_owned(), json!("of tomorrow"))]);
                all.extend(fields);
                Target::Other(Value::Object(all))
            })
            .boxed(),
    ];
    Union::new(shapes).boxed()
}

pub fn targets() -> BoxedStrategy<Target> {
    simple_targets()
        .prop_recursive(2, 6, 3, |inner| {
            prop_oneof![
                (
                    words(),
                    of(words()),
                    of(apart()),
                    of(inner.clone()),
                    extra()
                )
                    .prop_map(|(on, words, occasions, then, extra)| {
                        let then = then.map(Box::new);
                        Target::Conditional(ConditionalTarget {
                            on,
                            words,
                            occasions,
                            then,
                            extra,
                        })
                    }),
                (of(words()), of(words()), inner.clone(), extra()).prop_map(
                    |(from, words, then, extra)| {
                        let weekdays = vec![WeekdayName::Sunday.into()];
                        Target::Seasonal(SeasonalTarget {
                            from,
                            to: None,
                            weekdays,
                            words,
                            then: Box::new(then),
                            extra,
                        })
                    }
                ),
                (
                    vec((of(words()), inner, extra()), 0..3),
                    of(0u32..4),
                    extra()
                )
                    .prop_map(|(parts, at_least, extra)| {
                        let parts = parts
                            .into_iter()
                            .map(|(title, target, extra)| CompoundPart {
                                title,
                                target,
                                extra,
                            })
                            .collect();
                        Target::Compound(CompoundTarget {
                            parts,
                            at_least,
                            extra,
                        })
                    }),
            ]
        })
        .boxed()
}

prop_compose! {
    pub fn periods()(from in of(dates()), to in of(dates()), extended_to in of(dates()), words in of(words()), extra in extra()) -> Period {
        Period { from, to, extended_to, words, extra }
    }
}

prop_compose! {
    fn sources()(title in of(words()), read_on in of(dates()), text in of(words()), extra in extra()) -> Source {
        Source { title, read_on, text, extra, ..Source::default() }
    }
}

prop_compose! {
    fn promises()(
        id in ids(), title in words(), municipalities in vec(words(), 0..2), parties in vec(ids(), 0..3),
        period in periods(), source in of(sources()),
        versions in vec((words(), of(periods()), of(sources())), 0..2), effect_lock in of(locks()), extra in extra(),
    ) -> Promise {
        let versions = versions
            .into_iter()
            .map(|(version, period, source)| Version { version, period, source, ..Version::default() })
            .collect();
        Promise { id, title, municipalities, parties, period, source, versions, effect_lock, extra, ..Promise::default() }
    }
}

prop_compose! {
    fn commitments()(
        id in ids(), words in words(), title in of(words()), parties in vec(ids(), 0..2), places in vec(ids(), 0..2),
        period in of(periods()), target in targets(), extra in extra(),
    ) -> Commitment {
        Commitment { id, words, title, parties, places, period, target, extra, ..Commitment::default() }
    }
}

prop_compose! {
    fn activities()(
        id in ids(), kind in words(), on in dates(), hour in of(0i8..24), place in of(ids()), times in of(amounts()),
        hours in of(amounts()), counts in btree_map(words(), amounts(), 0..2), covers in vec(words(), 0..2),
        serves in vec(ids(), 0..2), extra in extra(),
    ) -> Activity {
        let at = hour.map(|h| jiff::civil::time(h, 30, 0, 0));
        let kind = kind.as_str().into();
        Activity { id, kind, on, at, place, times, hours, counts, covers, serves, extra, ..Activity::default() }
    }
}

prop_compose! {
    fn places()(place in of(ids()), name in of(words()), role in roles(), before in amounts(), after in amounts(), extra in extra()) -> PlaceCount {
        PlaceCount { place, name, role, before, after, extra }
    }
}

fn roles() -> impl Strategy<Value = PlaceRole> {
    use PlaceRole::*;
    proptest::sample::select(vec![Treated, Control, Ring, ControlRing])
}

prop_compose! {
    fn shares()(wave in dates(), percent in amounts(), n in amounts(), design_effect in of(amounts()), random_sample in of(any::<bool>()), extra in extra()) -> Share {
        Share { wave, percent, n, design_effect, random_sample, extra }
    }
}

fn asks() -> impl Strategy<Value = Asks> {
    prop_oneof![
        3 => proptest::sample::select(Asks::ALL.to_vec()),
        1 => words().prop_map(Asks::from),
    ]
}

prop_compose! {
    /// A comparison with each of its fields there or not.
    pub fn comparisons()(
        asks in asks(), named in (of(words()), of(words()), of(words())),
        months in (of(periods()), of(periods()), vec(periods(), 0..2), of(periods())),
        compared in of((vec(words(), 0..3), words(), extra())),
        wanted in of(proptest::sample::select(vec![Wanted::Down, Wanted::Up, Wanted::Effort])),
        margin_percent in of(amounts()), primary in any::<bool>(),
        places in vec(places(), 0..3), shares in vec(shares(), 0..3), extra in extra(),
    ) -> Comparison {
        let (indicator, source, area) = named;
        let (before, after, also_before, chosen_after) = months;
        let compared_with = compared.map(|(municipalities, chosen_by, extra)| ComparedWith { municipalities, chosen_by, extra });
        Comparison {
            asks, indicator, source, area, before, after, also_before, compared_with, wanted, margin_percent,
            primary, chosen_after, places, shares, extra,
        }
    }
}

prop_compose! {
    fn locks()(on in dates(), n_primary in any::<u32>(), locked in vec((ids(), words(), of(amounts()), of(amounts()), extra()), 0..2), extra in extra()) -> EffectLock {
        let comparisons = locked
            .into_iter()
            .map(|(goal, sha256, smallest_decrease_percent, smallest_increase_percent, extra)| LockedComparison {
                goal, sha256, smallest_decrease_percent, smallest_increase_percent, extra,
            })
            .collect();
        EffectLock { on, n_primary, comparisons, extra }
    }
}

prop_compose! {
    fn claims()(id in ids(), words in words(), goal in of(ids()), comparison in of(comparisons()), extra in extra()) -> Claim {
        Claim { id, words, goal, comparison, extra, ..Claim::default() }
    }
}

prop_compose! {
    fn follow_ups()(of_ in dates(), version in of(1u32..9), said in vec((ids(), of(words()), extra()), 0..2), claims in vec(claims(), 0..2), extra in extra()) -> FollowUp {
        let statements = said
            .into_iter()
            .map(|(commitment, words, extra)| Statement { commitment, words, extra, verdict: Some(Verdict::Partly.into()), ..Statement::default() })
            .collect();
        FollowUp { of: of_, version, statements, claims, extra, ..FollowUp::default() }
    }
}

prop_compose! {
    fn goals()(id in ids(), words_ in words(), value in of(amounts()), on in of(dates()), comparison in of(comparisons()), extra in extra()) -> OutcomeGoal {
        let baseline = Some(Measured { value, on, ..Measured::default() });
        OutcomeGoal { id, words: words_, baseline, comparison, extra, ..OutcomeGoal::default() }
    }
}

prop_compose! {
    /// A whole document; its ids need not lead anywhere.
    pub fn documents()(
        example in any::<bool>(), language in of(words()), promise in promises(),
        places in vec((ids(), words(), of(ids()), extra()), 0..3),
        sets in vec((ids(), words(), vec(words(), 0..3)), 0..2),
        commitments in vec(commitments(), 0..4), goals in vec(goals(), 0..2),
        voices in vec(crate::pictures::voices(), 0..2), problems in vec(crate::pictures::problems(), 0..2),
        activities in vec(activities(), 0..4), follow_ups in vec(follow_ups(), 0..2), extra in extra(),
    ) -> PromiseDocument {
        let places = places.into_iter().map(|(id, name, within, extra)| Place { id, name, within, extra, kind: None }).collect();
        let sets = sets.into_iter().map(|(id, name, members)| NamedSet { id, name, members, ..NamedSet::default() }).collect();
        PromiseDocument {
            format: "handslag/1".to_owned(), example, language, promise, places, sets, commitments, goals, voices, problems,
            activities, follow_ups, extra, ..PromiseDocument::default()
        }
    }
}
