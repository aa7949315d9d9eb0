//! Answers from places, beside the worked examples of the method's authors.

use handslag_domain::amount::Amount;
use handslag_domain::effect::{
    Asks, Comparison, Drawing, Examined, Finding, PlaceCount, PlaceRole, Wanted, WarningKind,
};
use handslag_domain::period::Period;
use handslag_locale::Language;

use crate::effect::tests::{answer, asked, sentences};

use PlaceRole::{Control, ControlRing, Ring, Treated};

fn place(role: PlaceRole, before: &str, after: &str) -> PlaceCount {
    PlaceCount {
        role,
        before: Amount::parse(before).unwrap(),
        after: Amount::parse(after).unwrap(),
        ..PlaceCount::default()
    }
}

fn of(places: &[(PlaceRole, &str, &str)]) -> Comparison {
    let places = places.iter().map(|(role, b, a)| place(*role, b, a));
    Comparison {
        asks: Asks::Place,
        places: places.collect(),
        wanted: Some(Wanted::Down),
        ..Comparison::default()
    }
}

fn told(places: &[(PlaceRole, &str, &str)]) -> Examined {
    answer(asked(of(places)))
}

fn numbers(examined: &Examined, n: usize) -> [String; 3] {
    let estimate = &examined.estimates[n].estimate;
    [estimate.value, estimate.low, estimate.high].map(|n| n.to_string())
}

/// Wheeler and Ratcliffe (2018), their worked example.
const PUBLISHED: [(PlaceRole, &str, &str); 4] = [
    (Treated, "71", "41"),
    (Control, "79", "74"),
    (Ring, "22", "17"),
    (ControlRing, "10", "9"),
];

#[test]
fn the_published_example_comes_out_and_may_be_chance() {
    let examined = told(&PUBLISHED);
    assert_eq!(examined.finding, Finding::CannotBeTold);
    assert_eq!(numbers(&examined, 0), ["-29", "-64.2", "6.2"]);
    // Local: −25 with √(71 + 41 + 79 + 74); around: −4 with √(22 + 17 + 10 + 9).
    assert_eq!(numbers(&examined, 1), ["-25", "-56.9", "6.9"]);
    assert_eq!(numbers(&examined, 2), ["-4", "-18.9", "10.9"]);
    assert_eq!(
        sentences(&examined),
        [
            "Där något gjordes gick antalet från 71 till 41.",
            "På de liknande platserna gick det från 79 till 74.",
            "Sammantaget är det 29 färre händelser än om det hade gått som på de liknande platserna (mellan 64 färre och 6 fler).",
            "Det kan vara slump, så det går inte att avgöra om det som gjordes har hjälpt.",
            "Runt platsen är det 4 färre händelser än om det hade gått som runt de liknande (mellan 19 färre och 11 fler).",
            "Det syns inte att problemet har flyttat, men upp till 11 händelser kan ha flyttat dit.",
        ]
    );
    assert_eq!(examined.estimates[0].p.unwrap().to_string(), "0.1066");
    assert_eq!(examined.warnings, []);
}

#[test]
fn the_same_is_said_in_english() {
    let mut question = asked(of(&PUBLISHED));
    question.language = Language::En;
    let examined = answer(question);
    assert_eq!(
        sentences(&examined)[2],
        "In all there are 29 fewer events than if it had gone as at the places like it (between 64 fewer and 6 more)."
    );
}

#[test]
fn a_decrease_beyond_chance_is_said_without_saying_why() {
    // golden/wdd: 60 to 38 beside 40 to 45: −27, −53.5 to −0.49.
    let examined = told(&[(Treated, "60", "38"), (Control, "40", "45")]);
    assert_eq!(examined.finding, Finding::Decrease);
    assert_eq!(numbers(&examined, 0), ["-27", "-53.5", "-0.5"]);
    let text = sentences(&examined).join(" ");
    assert!(text.contains("mellan 54 färre och 0,5 färre"), "{text}");
    assert!(text.contains("mer än vad slumpen brukar ge"), "{text}");
    assert!(
        text.ends_with("Det är åt det håll som löftet ville."),
        "{text}"
    );
    assert!(!text.contains("Runt platsen"), "{text}");
}

#[test]
fn no_net_change_reads_as_a_sentence() {
    let examined = told(&[(Treated, "40", "35"), (Control, "40", "35")]);
    assert_eq!(
        sentences(&examined)[2],
        "Sammantaget är det lika många händelser som om det hade gått som på de liknande platserna (mellan 24 färre och 24 fler)."
    );
    let Drawing::Places(bars) = &examined.drawings[0] else {
        panic!("{:?}", examined.drawings);
    };
    assert!(bars.finding.starts_with("Sammantaget lika många som om"));
}

#[test]
fn a_move_to_the_ring_is_said() {
    let examined = told(&[
        (Treated, "60", "20"),
        (Control, "60", "60"),
        (Ring, "10", "60"),
        (ControlRing, "10", "10"),
    ]);
    let told = examined.plain.join(" ");
    assert!(
        told.contains("Problemet kan alltså ha flyttat dit."),
        "{told}"
    );
    assert_eq!(examined.finding, Finding::CannotBeTold);
}

#[test]
fn a_ring_without_a_like_ring_says_nothing_of_a_move() {
    let examined = told(&[
        (Treated, "71", "41"),
        (Control, "79", "74"),
        (Ring, "22", "90"),
    ]);
    assert_eq!(numbers(&examined, 0)[0], "-25");
    assert!(
        examined
            .plain
            .iter()
            .any(|s| s.contains("går inte att avgöra: det behövs antal både runt platsen"))
    );
}

#[test]
fn periods_of_unlike_length_are_set_on_equal_time() {
    // golden/wdd, the fourth: 120 to 60 over twice as long as 110 to 44.
    let mut comparison = of(&[
        (Control, "120", "60"),
        (Treated, "110", "44"),
        (ControlRing, "35", "20"),
        (Ring, "36", "22"),
    ]);
    comparison.before = Some(Period::between("2021", "2022"));
    comparison.after = Some(Period::between("2023", "2023"));
    let examined = answer(asked(comparison));
    assert_eq!(numbers(&examined, 0), ["-9.5", "-38.7", "19.7"]);
    let text = sentences(&examined).join(" ");
    assert!(text.contains("räknad på lika lång tid"), "{text}");
    assert_eq!(examined.how.table.columns[1], "Före (2021–2022)");
    assert!(
        examined
            .warnings
            .iter()
            .any(|w| w.kind == WarningKind::Pandemic)
    );
}

#[test]
fn what_cannot_be_examined_says_what_is_missing() {
    for (places, words) in [
        (&[(Treated, "71", "41")][..], "liknande plats"),
        (
            &[(Control, "71", "41")][..],
            "minst en plats där något gjordes",
        ),
        (&[][..], "minst en plats"),
        (
            &[(Treated, "71", "0"), (Control, "79", "0")][..],
            "inget är räknat på platserna efter",
        ),
        (
            &[(Treated, "0", "7"), (Control, "0", "9")][..],
            "inget är räknat på platserna före",
        ),
        (
            &[(Treated, "0", "0"), (Control, "0", "0")][..],
            "inget är räknat",
        ),
        (
            &[
                (Treated, "-7", "3"),
                (Treated, "90", "3"),
                (Control, "8", "4"),
            ][..],
            "ett helt tal",
        ),
        (
            &[(Treated, "7.5", "3"), (Control, "8", "4")][..],
            "ett helt tal",
        ),
    ] {
        let examined = told(places);
        assert_eq!(examined.finding, Finding::NotExamined, "{places:?}");
        assert!(
            sentences(&examined)[0].contains(words),
            "{places:?}: {:?}",
            examined.plain
        );
        assert!(examined.estimates.is_empty());
    }
}

#[test]
fn enormous_counts_are_answered_like_others() {
    let many = "70000000000000000000000000";
    let examined = told(&[(Treated, many, "41"), (Control, "79", "74")]);
    assert_eq!(examined.finding, Finding::NotExamined);
    let examined = told(&[
        (Treated, "9000000000000000000", "41"),
        (Control, "79", "74"),
    ]);
    assert_eq!(examined.finding, Finding::Decrease);
}

#[test]
fn a_treated_place_where_nothing_is_left_has_no_percent() {
    let examined = told(&[(Treated, "40", "0"), (Control, "40", "38")]);
    assert_eq!(examined.finding, Finding::Decrease);
    assert_eq!(examined.estimates.len(), 2);
    assert!(
        examined
            .warnings
            .iter()
            .any(|w| w.kind == WarningKind::SmallNumbers)
    );
}

#[test]
fn unlike_places_and_a_chosen_peak_are_warned_of() {
    let mut comparison = of(&[(Treated, "60", "38"), (Control, "400", "450")]);
    comparison.chosen_after = Some(Period::between("2022", "2022"));
    let examined = answer(asked(comparison));
    let kinds: Vec<WarningKind> = examined.warnings.iter().map(|w| w.kind).collect();
    assert_eq!(
        kinds,
        [WarningKind::NoComparators, WarningKind::RegressionToTheMean]
    );
    // The difference in percent stands beside: (38/60) / (450/400) − 1.
    assert_eq!(numbers(&examined, 2)[0], "-43.7");
    assert_eq!(examined.estimates[2].estimate.of, "procent");
    assert_eq!(examined.estimates[0].estimate.of, "händelser");
}

#[test]
fn what_could_be_seen_at_a_place_is_foreseen_by_the_answers_own_formula() {
    let before = of(&[(Treated, "71", "0"), (Control, "79", "0")]);
    let foresight = crate::effect::foresight::foresee(&asked(before.clone()), None);
    // x² = k²·(2·71 + 2·79 − x) with k = 1.96 + 0.84 gives 44.8 fewer of 71.
    let smallest = foresight.smallest.clone().unwrap();
    assert_eq!(smallest.decrease_percent.unwrap().to_string(), "64");
    assert!(
        foresight.plain[0].contains("från 71 händelser till 25 eller färre"),
        "{:?}",
        foresight.plain
    );
    let curve = foresight.curve.unwrap();
    let seen = |percent: f64| {
        let mut points = curve.points.iter();
        points
            .find(|p| p.change_percent == percent)
            .unwrap()
            .seen_percent
    };
    assert!((seen(0.0) - 5.0).abs() < 0.1, "chance alone");
    assert!(seen(-65.0) >= 80.0 && seen(-60.0) < 80.0);
    // Rings bring chance of their own.
    let rings = of(&[
        (Treated, "71", "0"),
        (Control, "79", "0"),
        (Ring, "22", "0"),
        (ControlRing, "10", "0"),
    ]);
    let with_rings = crate::effect::foresight::smallest(&asked(rings)).unwrap();
    assert!(with_rings.decrease_percent > smallest.decrease_percent);
}

#[test]
fn a_change_at_a_place_is_seen_as_often_as_was_said() {
    use handslag_stats::numeric::{Generator, Seed, below};
    let before = of(&[(Treated, "71", "0"), (Control, "79", "0")]);
    let smallest = crate::effect::foresight::smallest(&asked(before)).unwrap();
    let left = 1.0 - smallest.decrease_percent.unwrap().to_f64() / 100.0;
    // Knuth's: how many uniform numbers until their product passes e^-mean.
    let poisson = |g: &mut Generator, mean: f64| {
        let mut product = 1.0;
        (0_u32..)
            .find(|_| {
                product *= (f64::from(below(g, 1 << 24)) + 0.5) / f64::from(1 << 24);
                product < (-mean).exp()
            })
            .unwrap()
            .to_string()
    };
    let n = 1000;
    let seen = (0..n)
        .filter(|replicate| {
            let mut g = Seed(7).replicate(*replicate);
            let [t0, t1, c0, c1] =
                [71.0, 71.0 * left, 79.0, 79.0].map(|mean| poisson(&mut g, mean));
            told(&[(Treated, &t0, &t1), (Control, &c0, &c1)]).finding == Finding::Decrease
        })
        .count();
    let share = seen as f64 / n as f64;
    assert!((0.77..=0.84).contains(&share), "{share}");
}

#[test]
fn a_place_without_counts_says_where_they_are_written() {
    let foresight = crate::effect::foresight::foresee(&asked(of(&[])), None);
    assert_eq!(foresight.smallest, None);
    assert!(
        foresight.plain[0].contains("formuläret"),
        "{:?}",
        foresight.plain
    );
}
