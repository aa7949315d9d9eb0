//! What holds for every target and every log.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use crate::activity::Activity;
use crate::amount::Amount;
use crate::assessment::{Evidenced, State, assess};
use crate::document::PromiseDocument;
use crate::id::PlaceId;
use crate::period::{Per, Period};
use crate::place::{NamedSet, Place};
use crate::promise::{Commitment, Promise};
use crate::target::*;
use crate::worded::Worded;

const TYPES: [&str; 4] = ["fotpatrull", "trafikkontroll", "lektion", "orossamtal"];
/// The second lies in the first.
const PLACES: [&str; 3] = ["centrum", "torget", "byn"];
const PARTIES: [&str; 2] = ["polisen", "kommunen"];
const HOURS: [&[&str]; 3] = [&[], &["08:00", "16:00"], &["18:00", "03:00"]];

fn per() -> impl Strategy<Value = Per> {
    proptest::sample::select(vec![
        "week",
        "2 weeks",
        "month",
        "quarter",
        "term",
        "year",
        "whole_period",
        "day",
    ])
    .prop_map(Per::from)
}

fn counted() -> impl Strategy<Value = Counted> {
    (
        vec(proptest::sample::select(TYPES.to_vec()), 0..3),
        of(proptest::sample::select(vec![
            "times", "hours", "classes", "talks",
        ])),
        of(1u32..90),
        vec(proptest::sample::select(PLACES.to_vec()), 0..2),
        vec(proptest::sample::select(PARTIES.to_vec()), 0..2),
        proptest::sample::select(HOURS.to_vec()),
    )
        .prop_map(|(types, unit, minutes, places, parties, hours)| Counted {
            places: places.into_iter().map(Into::into).collect(),
            parties: parties.into_iter().map(Into::into).collect(),
            between_hours: hours.iter().map(|h| (*h).to_owned()).collect(),
            types: types.into_iter().map(Into::into).collect(),
            unit: unit.map(str::to_owned),
            one: minutes.map(|m| OneMeans {
                minutes: Some(m.into()),
                ..OneMeans::default()
            }),
        })
}

fn by() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["2023-05-31", "31 november 2023"])
}

/// Every shape with every bound.
fn targets() -> BoxedStrategy<Target> {
    let bound = || {
        prop_oneof![
            (0u32..6).prop_map(|n| Bound::AtLeast(n.into())),
            (0u32..6).prop_map(|n| Bound::Exactly(n.into())),
            (0u32..6).prop_map(|n| Bound::AtMost(n.into())),
            (0u32..4, 0u32..4).prop_map(|(n, more)| Bound::Between(n.into(), (n + more).into())),
        ]
    };
    let count = move || {
        (bound(), per(), counted()).prop_map(|(bound, per, counted)| CountTarget {
            bound,
            per,
            counted,
            ..CountTarget::default()
        })
    };
    let every = prop_oneof![
        Just(Covered::Set("s".into())),
        Just(Covered::Members(vec!["7A".into(), "7B".into()])),
        Just(Covered::Places(PLACES.map(Into::into).to_vec())),
        Just(Covered::Weekdays(vec![
            WeekdayName::Friday.into(),
            Worded::Words("lördagar".to_owned()),
        ])),
        Just(Covered::Words("alla".into())),
    ];
    let direction = prop_oneof![
        Just(Direction::Up),
        Just(Direction::Down),
        Just(Direction::Same)
    ];
    let simple = prop_oneof![
        count().prop_map(Target::Count),
        count().prop_map(Target::Average),
        (every, bound(), of(1u32..3), per(), counted()).prop_map(
            |(every, each, some, per, counted)| Target::Coverage(CoverageTarget {
                every: every.into(),
                each: each.into(),
                members_at_least: some.map(Into::into),
                per,
                counted,
                ..CoverageTarget::default()
            })
        ),
        counted().prop_map(|counted| Target::WithinTime(WithinTimeTarget {
            hours: 24u32.into(),
            counted,
            ..WithinTimeTarget::default()
        })),
        (bound(), counted(), counted()).prop_map(|(bound, part, of)| Target::Share(ShareTarget {
            bound,
            part: part.into(),
            of: of.into(),
            ..ShareTarget::default()
        })),
        (counted(), of(by())).prop_map(|(counted, by)| Target::Milestone(MilestoneTarget {
            counted,
            by: by.map(Into::into),
            ..MilestoneTarget::default()
        })),
        (direction, per(), counted()).prop_map(|(direction, per, counted)| Target::Trend(
            TrendTarget {
                direction: direction.into(),
                than: Some(3u32.into()),
                than_words: None,
                per,
                counted,
                extra: Default::default()
            }
        )),
        (per(), counted()).prop_map(|(per, counted)| Target::Ongoing(OngoingTarget {
            per,
            counted,
            ..OngoingTarget::default()
        })),
        counted().prop_map(|counted| Target::None(VagueTarget {
            counted,
            ..VagueTarget::default()
        })),
    ];
    simple
        .prop_recursive(2, 6, 3, |inner| {
            prop_oneof![
                (of(counted()), of(inner.clone())).prop_map(|(occasions, then)| {
                    Target::Conditional(ConditionalTarget {
                        on: "need".into(),
                        occasions: occasions.map(Into::into),
                        then: then.map(Box::new),
                        ..ConditionalTarget::default()
                    })
                }),
                (
                    inner.clone(),
                    proptest::sample::select(vec!["03-01", "06-31"])
                )
                    .prop_map(|(then, from)| Target::Seasonal(SeasonalTarget {
                        from: Some(from.into()),
                        to: Some("09-30".into()),
                        weekdays: Vec::new(),
                        words: None,
                        then: Box::new(then),
                        extra: Default::default()
                    })),
                vec(inner, 1..4).prop_map(|targets| Target::Compound(CompoundTarget {
                    parts: targets
                        .into_iter()
                        .map(|target| CompoundPart {
                            title: None,
                            target,
                            extra: Default::default()
                        })
                        .collect(),
                    ..CompoundTarget::default()
                })),
            ]
        })
        .boxed()
}

prop_compose! {
    fn entry()(
        kind in proptest::sample::select(TYPES.to_vec()), day in 0i64..420, times in of(0u32..4), hours in of(0u32..90),
        classes in of(0u32..4), took in of(0u32..60), covers in vec(proptest::sample::select(vec!["7A", "7B", "7C"]), 0..2),
        serves in any::<bool>(), same in of(0usize..12), place in of(proptest::sample::select(PLACES.to_vec())),
        parties in vec(proptest::sample::select(PARTIES.to_vec()), 0..3), hour in of(0i8..24), staff in of(0u32..4),
    ) -> (Activity, Option<usize>) {
        let first: jiff::civil::Date = "2022-12-01".parse().unwrap();
        let on = first.saturating_add(jiff::Span::new().days(day));
        let activity = Activity {
            kind: kind.into(), on: on.into(), times: times.map(Into::into),
            hours: hours.map(|h| Amount::from(h).checked_div(10u32.into()).unwrap()),
            took_hours: took.map(Into::into), counts: classes.map(|n| ("classes".to_owned(), n.into())).into_iter().collect(),
            covers: covers.into_iter().map(str::to_owned).collect(),
            place: place.map(Into::into), parties: parties.into_iter().map(Into::into).collect(),
            at: hour.map(|hour| jiff::civil::time(hour, 0, 0, 0)), staff: staff.map(Into::into),
            serves: if serves { vec!["c".into()] } else { Vec::new() },
            ..Activity::default()
        };
        (activity, same)
    }
}

/// Entries with ids of their own; some say that they are the same as another, before or after.
fn logs(n: usize) -> impl Strategy<Value = Vec<Activity>> {
    vec(entry(), 0..n).prop_map(|entries| {
        let n = entries.len();
        entries
            .into_iter()
            .enumerate()
            .map(|(k, (mut activity, same))| {
                activity.id = format!("e{k}").as_str().into();
                // One in three: most entries are their own.
                activity.same_as = same
                    .filter(|s| *s < n && s % 3 == 0)
                    .map(|s| format!("e{s}").as_str().into());
                activity
            })
            .collect()
    })
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        4 => Just(Period::between("2023-01-01", "2023-12-31")),
        1 => Just(Period::between("2023-02-03", "2023-09-14")),
        1 => Just(Period { to: None, ..Period::between("2023-01-01", "2023") }),
        1 => Just(Period { from: None, ..Period::between("2023", "2023-12-31") }),
        1 => Just(Period::default()),
    ]
}

/// When and where: the promise's period, the commitment's own, and its places.
#[derive(Debug, Clone)]
struct Frame {
    promised: Period,
    own: Option<Period>,
    places: Vec<PlaceId>,
}

prop_compose! {
    fn frames()(
        promised in periods(),
        own in prop_oneof![3 => Just(None), 1 => periods().prop_map(Some), 1 => own_ends().prop_map(Some)],
        places in prop_oneof![3 => Just(Vec::new()), 1 => vec(proptest::sample::select(PLACES.to_vec()), 1..3)],
    ) -> Frame {
        Frame { promised, own, places: places.into_iter().map(Into::into).collect() }
    }
}

/// A commitment's period that says only one end.
fn own_ends() -> impl Strategy<Value = Period> {
    prop_oneof![
        Just(Period {
            to: None,
            ..Period::between("2023-04-01", "")
        }),
        Just(Period {
            from: None,
            ..Period::between("", "2023-08-31")
        }),
    ]
}

fn world(target: Target, frame: Frame, activities: Vec<Activity>) -> PromiseDocument {
    let place = |id: &str, within: Option<&str>| Place {
        id: id.into(),
        name: id.to_owned(),
        within: within.map(Into::into),
        ..Place::default()
    };
    PromiseDocument {
        promise: Promise {
            period: frame.promised,
            ..Promise::default()
        },
        places: vec![
            place(PLACES[0], None),
            place(PLACES[1], Some(PLACES[0])),
            place(PLACES[2], None),
        ],
        sets: vec![NamedSet {
            id: "s".into(),
            members: vec!["7A".into(), "7B".into(), "7C".into()],
            ..NamedSet::default()
        }],
        commitments: vec![Commitment {
            id: "c".into(),
            target,
            period: frame.own,
            places: frame.places,
            ..Commitment::default()
        }],
        activities,
        ..PromiseDocument::default()
    }
}

fn whole_2023() -> Frame {
    Frame {
        promised: Period::between("2023", "2023"),
        own: None,
        places: Vec::new(),
    }
}

fn shown(document: &PromiseDocument, at: &str) -> Evidenced {
    assess(document, at.parse().unwrap()).remove(0).evidenced
}

/// Counts of the answer and all its parts. A compound's own number, of parts that
/// hold, may fall when a need is logged; its parts' counts may not.
fn never_lower(before: &Evidenced, after: &Evidenced) -> Result<(), TestCaseError> {
    if before.unit != "parts" {
        prop_assert!(
            after.counted >= before.counted,
            "{} {} → {}",
            before.shape,
            before.counted,
            after.counted
        );
    }
    for (a, b) in before.parts.iter().zip(&after.parts) {
        never_lower(a, b)?;
    }
    Ok(())
}

fn adds_up(e: &Evidenced) -> Result<(), TestCaseError> {
    let entries: Amount = e.entries.iter().map(|x| x.amount).sum();
    match e.unit.as_str() {
        "parts" => {
            let holding = e.parts.iter().filter(|p| {
                use crate::assessment::State::*;
                matches!(p.state, Met | Exceeded | NoNeedArose)
            });
            prop_assert_eq!(
                e.counted,
                Amount::from(i64::try_from(holding.count()).unwrap())
            );
        }
        "members" => {
            let met = e.members.iter().filter(|m| m.met).count();
            prop_assert_eq!(e.counted, Amount::from(i64::try_from(met).unwrap()));
        }
        _ => prop_assert_eq!(e.counted, entries, "{:?}", e),
    }
    if !e.stretches.is_empty() {
        let stretches: Amount = e.stretches.iter().map(|s| s.counted).sum();
        prop_assert_eq!(stretches, e.counted, "{:?}", e);
    }
    e.parts.iter().try_for_each(adds_up)
}

const DAYS: [&str; 4] = ["2022-12-20", "2023-03-15", "2023-09-30", "2023-12-31"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn logging_an_activity_never_lowers_a_count(
        target in targets(), frame in frames(), log in logs(10), (mut new, same) in entry(), at in proptest::sample::select(DAYS.to_vec())
    ) {
        new.id = "new".into();
        new.same_as = same.filter(|s| *s < log.len()).map(|s| format!("e{s}").as_str().into());
        let before = world(target.clone(), frame.clone(), log.clone());
        let after = world(target, frame, log.into_iter().chain([new]).collect());
        never_lower(&shown(&before, at), &shown(&after, at))?;
    }

    #[test]
    fn the_order_of_logging_does_not_matter(
        target in targets(), frame in frames(), log in logs(8).prop_flat_map(|log| (Just(log.clone()), Just(log).prop_shuffle())), at in proptest::sample::select(DAYS.to_vec())
    ) {
        let (one, other) = log;
        prop_assert_eq!(shown(&world(target.clone(), frame.clone(), one), at), shown(&world(target, frame, other), at));
    }

    #[test]
    fn an_activity_imported_twice_counts_once(
        target in targets(), frame in frames(), log in logs(8), again in vec(any::<prop::sample::Index>(), 0..4), at in proptest::sample::select(DAYS.to_vec())
    ) {
        let once = world(target.clone(), frame.clone(), log.clone());
        let mut twice = log.clone();
        if !log.is_empty() {
            twice.extend(again.iter().map(|i| i.get(&log).clone()));
        }
        prop_assert_eq!(shown(&once, at), shown(&world(target, frame, twice), at));
    }

    #[test]
    fn a_chain_of_the_same_counts_once_in_any_order(
        mut names in Just(vec!["a", "b", "c", "d", "e"]).prop_shuffle(), order in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle(), hours in vec(1u32..9, 5)
    ) {
        names.truncate(5);
        let entry = |k: usize| Activity {
            id: names[k].into(), kind: "fotpatrull".into(), on: "2023-03-03".into(), hours: Some(hours[k].into()),
            same_as: (k > 0).then(|| names[k - 1].into()), ..Activity::default()
        };
        let target = Target::Count(CountTarget { counted: Counted { types: vec!["fotpatrull".into()], unit: Some("hours".into()), ..Counted::default() }, ..CountTarget::default() });
        let document = world(target, whole_2023(), order.into_iter().map(entry).collect());
        let got = shown(&document, "2023-12-31");
        prop_assert_eq!(got.entries.len(), 1);
        prop_assert_eq!(got.counted, Amount::from(*hours.iter().max().unwrap()));
    }

    #[test]
    fn parts_add_up_to_what_is_shown(target in targets(), frame in frames(), log in logs(10), at in proptest::sample::select(DAYS.to_vec())) {
        adds_up(&shown(&world(target, frame, log), at))?;
    }

    #[test]
    fn a_part_within_several_is_what_it_is_alone(
        parts in vec(targets(), 1..4), frame in frames(), log in logs(10), at in proptest::sample::select(DAYS.to_vec())
    ) {
        let compound = Target::Compound(CompoundTarget {
            parts: parts.iter().cloned().map(|target| CompoundPart { title: None, target, extra: Default::default() }).collect(),
            ..CompoundTarget::default()
        });
        let together = shown(&world(compound, frame.clone(), log.clone()), at);
        let alone: Vec<Evidenced> = parts.into_iter().map(|part| shown(&world(part, frame.clone(), log.clone()), at)).collect();
        for (part, alone) in together.parts.iter().zip(&alone) {
            // A part also says whether it is in time.
            prop_assert_eq!(&Evidenced { on_time: None, ..part.clone() }, alone);
        }
        prop_assert!(together.counted <= Amount::from(i64::try_from(alone.len()).unwrap()));
    }

    #[test]
    fn a_member_among_several_is_what_it_is_alone(
        per in per(), bound in prop_oneof![(1u32..4).prop_map(|n| Bound::AtLeast(n.into())), (0u32..4).prop_map(|n| Bound::AtMost(n.into()))],
        counted in counted(), frame in frames(), log in logs(10), at in proptest::sample::select(DAYS.to_vec())
    ) {
        let target = |members: &[&str]| Target::Coverage(CoverageTarget {
            every: Covered::Members(members.iter().map(|m| (*m).to_owned()).collect()).into(),
            each: bound.into(), per: per.clone(), counted: counted.clone(), ..CoverageTarget::default()
        });
        let all = shown(&world(target(&["7A", "7B", "7C"]), frame.clone(), log.clone()), at);
        for (n, name) in ["7A", "7B", "7C"].into_iter().enumerate() {
            let alone = shown(&world(target(&[name]), frame.clone(), log.clone()), at);
            prop_assert_eq!(&all.members[n], &alone.members[0]);
        }
    }

    #[test]
    fn more_than_a_ceiling_is_never_called_kept_and_nothing_is_kept_twice_over(
        most in 0u32..5, per in per(), mut counted in counted(), frame in frames(), log in logs(12)
    ) {
        counted.types = TYPES.map(Into::into).to_vec();
        let target = Target::Count(CountTarget { bound: Bound::AtMost(most.into()), per: per.clone(), counted: counted.clone(), ..CountTarget::default() });
        let ceiling = shown(&world(target, frame.clone(), log.clone()), "2023-12-31");
        let passed = ceiling.stretches.iter().any(|s| s.demanded && s.counted > most.into());
        if passed {
            prop_assert!(!matches!(ceiling.state, State::Met | State::Exceeded | State::Running), "{:?}", ceiling);
        }
        let target = Target::Count(CountTarget { bound: Bound::AtLeast((most + 1).into()), per, counted, ..CountTarget::default() });
        let floor = shown(&world(target, frame, log), "2023-12-31");
        let met = |state: &State| matches!(state, State::Met | State::Exceeded);
        prop_assert!(!(met(&ceiling.state) && met(&floor.state)), "{:?}\n{:?}", ceiling, floor);
    }
}
