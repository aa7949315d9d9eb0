//! Answers from surveys, beside Newcombe's published intervals.

use handslag_domain::amount::Amount;
use handslag_domain::effect::{Asks, Comparison, Examined, Finding, Share, Wanted, WarningKind};

use crate::effect::tests::{answer, asked, sentences};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn wave(wave: &str, percent: &str, n: &str) -> Share {
    Share {
        wave: wave.into(),
        percent: amount(percent),
        n: amount(n),
        ..Share::default()
    }
}

fn told_with(shares: Vec<Share>, change: impl FnOnce(&mut Comparison)) -> Examined {
    let mut comparison = Comparison {
        asks: Asks::SurveyShare,
        shares,
        wanted: Some(Wanted::Up),
        ..Comparison::default()
    };
    change(&mut comparison);
    answer(asked(comparison))
}

fn told(shares: Vec<Share>) -> Examined {
    told_with(shares, |_| {})
}

fn numbers(examined: &Examined) -> [String; 3] {
    let estimate = &examined.estimates[0].estimate;
    [estimate.value, estimate.low, estimate.high].map(|n| n.to_string())
}

#[test]
fn the_interval_is_newcombes() {
    // Newcombe (1998), table II, case a: 56/70 less 48/80 is 0.2000 (0.0524 to 0.3339).
    let examined = told(vec![wave("2021", "60", "80"), wave("2023", "80", "70")]);
    assert_eq!(numbers(&examined), ["20", "5.2", "33.4"]);
    assert_eq!(examined.finding, Finding::Increase);
    assert_eq!(
        sentences(&examined),
        [
            "I enkäten 2023 svarade 80 % så, mot 60 % i enkäten 2021: 20 procentenheter högre.",
            "Skillnaden är större än vad urvalet ensamt brukar ge: den ligger mellan 5,2 procentenheter högre och 33,4 procentenheter högre.",
            "Det är åt det håll som löftet ville.",
        ]
    );
    assert_eq!(examined.estimates[0].estimate.of, "procentenheter");
}

#[test]
fn waves_are_read_in_the_order_of_their_dates() {
    let examined = told(vec![wave("2023", "80", "70"), wave("2021", "60", "80")]);
    assert_eq!(examined.finding, Finding::Increase);
    assert_eq!(examined.how.table.rows[0][0], "2021");
}

#[test]
fn only_the_two_last_waves_are_compared() {
    let examined = told(vec![
        wave("2017", "10", "500"),
        wave("2021", "60", "80"),
        wave("2023", "62", "80"),
    ]);
    assert_eq!(examined.finding, Finding::CannotBeTold);
    let text = sentences(&examined).join(" ");
    assert!(text.contains("vilka som råkade bli tillfrågade"), "{text}");
    assert!(text.contains("Det går inte att avgöra"), "{text}");
    assert_eq!(examined.how.table.rows.len(), 3);
}

#[test]
fn a_weighted_sample_is_worth_fewer_answers() {
    let weighted = |percent, n| Share {
        design_effect: Some(amount("2")),
        ..wave("2023", percent, n)
    };
    let examined = told(vec![wave("2021", "60", "80"), weighted("80", "140")]);
    // 140 answers with a design effect of 2 are worth the 70 of the example.
    assert_eq!(numbers(&examined), ["20", "5.2", "33.4"]);
}

#[test]
fn a_difference_within_the_margin_does_not_matter() {
    let shares = vec![wave("2021", "60", "9000"), wave("2023", "61", "9000")];
    let examined = told_with(shares, |c| c.margin_percent = Some(5_u32.into()));
    assert_eq!(examined.finding, Finding::Equal);
    assert!(
        examined.plain[0]
            .replace('\u{a0}', " ")
            .contains("gränsen på 5 procentenheter: den saknar betydelse"),
        "{:?}",
        examined.plain
    );
}

#[test]
fn an_open_panel_gets_no_interval_and_no_verdict() {
    let open = Share {
        random_sample: Some(false),
        ..wave("2023", "80", "700")
    };
    let examined = told(vec![wave("2021", "60", "800"), open]);
    assert_eq!(examined.finding, Finding::CannotBeTold);
    assert!(examined.estimates.is_empty());
    assert!(sentences(&examined)[1].contains("inte slumpvis utvalda"));
    assert!(
        examined
            .warnings
            .iter()
            .any(|w| w.kind == WarningKind::NotRandomSample)
    );
}

#[test]
fn a_survey_of_the_municipality_is_not_broken_by_breaks_in_other_series() {
    let examined = told(vec![wave("2013", "60", "80"), wave("2023", "80", "70")]);
    assert_eq!(examined.warnings, []);
}

#[test]
fn what_cannot_be_a_share_is_not_shown_as_one() {
    let odd = |design_effect| Share {
        design_effect: Some(amount(design_effect)),
        ..wave("2023", "50", "100")
    };
    for share in [
        wave("2023", "130", "100"),
        wave("2023", "-1", "100"),
        wave("2023", "50", "0"),
        wave("2023", "50", "-100"),
        odd("0"),
        odd("-1"),
        odd("0.0000000000000000001"),
    ] {
        let examined = told(vec![wave("2021", "60", "80"), share.clone()]);
        assert_eq!(examined.finding, Finding::NotExamined, "{share:?}");
        assert!(sentences(&examined)[0].contains("mellan 0 och 100 procent"));
        assert!(examined.how.table.rows.is_empty());
    }
}

#[test]
fn one_wave_is_nothing_to_compare_and_few_answers_show_nothing() {
    for shares in [vec![], vec![wave("2023", "50", "100")]] {
        let examined = told(shares);
        assert_eq!(examined.finding, Finding::NotExamined);
        assert_eq!(
            examined.plain,
            ["Det går inte att pröva: det behövs två enkäter att jämföra."]
        );
    }
    let examined = told(vec![wave("2021", "50", "100"), wave("2023", "80", "29")]);
    assert_eq!(examined.finding, Finding::CannotBeTold);
    assert_eq!(
        sentences(&examined),
        ["Det är för få svar för att visa något: det behövs minst 30."]
    );
    assert!(
        examined.how.table.rows.is_empty(),
        "29 answers are not shown"
    );
}

#[test]
fn a_day_that_does_not_exist_is_kept_as_written() {
    let examined = told(vec![wave("31 juni", "60", "80"), wave("2023", "80", "70")]);
    assert_eq!(examined.finding, Finding::Increase);
    assert!(
        sentences(&examined)[0].contains("i enkäten 31 juni"),
        "{:?}",
        examined.plain
    );
}

#[test]
fn all_and_none_have_intervals_too() {
    let examined = told(vec![wave("2021", "0", "100"), wave("2023", "100", "100")]);
    assert_eq!(examined.finding, Finding::Increase);
    let examined = told(vec![wave("2021", "0", "100"), wave("2023", "0", "100")]);
    assert_eq!(examined.finding, Finding::CannotBeTold);
    assert!(sentences(&examined)[0].ends_with("oförändrat."));
}

fn known(percent: &str, n: &str, design_effect: Option<&str>) -> Comparison {
    Comparison {
        asks: Asks::SurveyShare,
        shares: vec![Share {
            wave: "2021".into(),
            percent: Amount::parse(percent).unwrap(),
            n: Amount::parse(n).unwrap(),
            design_effect: design_effect.map(|d| Amount::parse(d).unwrap()),
            ..Share::default()
        }],
        ..Comparison::default()
    }
}

#[test]
fn what_a_next_survey_could_show_is_foreseen_in_points() {
    use crate::effect::foresight::{foresee, smallest};
    let points = |of: Comparison| smallest(&asked(of)).unwrap().increase_percent.unwrap();
    // 2.80·√(0.61·0.39/412 + 0.705·0.295/412) is 9.2 points.
    assert_eq!(points(known("61", "412", None)).to_string(), "10");
    assert!(points(known("61", "412", Some("1.3"))) > points(known("61", "412", None)));
    let foresight = foresee(&asked(known("61", "412", None)), None);
    let told = foresight.plain.join(" ").replace('\u{a0}', " ");
    assert!(told.contains("från 61 % till 71 %"), "{told}");
    assert!(foresight.instead[0].contains("dubbelt så många"));
    let few = foresee(&asked(known("61", "20", None)), None);
    assert!(few.plain[0].contains("för få svar") && few.smallest.is_none());
}

#[test]
fn a_share_is_seen_to_change_as_often_as_was_said() {
    use handslag_stats::numeric::{Generator, Seed, below};
    let smallest = crate::effect::foresight::smallest(&asked(known("61", "412", None))).unwrap();
    let after = 0.61 + smallest.increase_percent.unwrap().to_f64() / 100.0;
    let drawn = |g: &mut Generator, share: f64| {
        (0..412)
            .filter(|_| f64::from(below(g, 10_000)) < share * 10_000.0)
            .count() as f64
    };
    let n = 600;
    let seen = (0..n)
        .filter(|replicate| {
            let mut g = Seed(11).replicate(*replicate);
            let [before, after] = [0.61, after].map(|share| drawn(&mut g, share) / 4.12);
            let mut of = known(&format!("{before:.4}"), "412", None);
            let mut second = of.shares[0].clone();
            second.wave = "2023".into();
            second.percent = Amount::parse(&format!("{after:.4}")).unwrap();
            of.shares.push(second);
            answer(asked(of)).finding == Finding::Increase
        })
        .count();
    let share = seen as f64 / n as f64;
    // Whole points: at least what was said, and not much more.
    assert!((0.77..=0.92).contains(&share), "{share}");
}
