//! Sample releases for looking at pages: the worked example of Lidköping, whose
//! log is invented, and figures that are invented for these tests and say so.

#![allow(dead_code, reason = "the tests and the example use different parts")]

use std::collections::BTreeMap;

use handslag_domain::amount::Amount;
use handslag_domain::assessment::{Assessment, assess};
use handslag_domain::claim::Estimate;
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::{
    AlarmRow, Asks, DriftRow, Examined, Finding, HowWeKnow, JudgingRule, NamedEstimate,
    SelfTestReport, SmallestSeen, Standing, Table, Wanted, Warning, WarningKind,
};
use handslag_domain::figures::{BreakMark, ChartWords, FigureChart, Measure, Quartiles, Value};
use handslag_domain::follow_up::{
    CommitmentReport, DoneLine, EarlierVersion, FollowUpDocument, MunicipalityName, PartyReport,
    PromiseName, Said, Sentence, Shows, VerdictCount,
};
use handslag_domain::promise::Commitment;
use handslag_domain::release::{FollowUpRelease, NewsItem, PromiseRelease};
use handslag_domain::verdict::{EvidenceGrade, Verdict};
use handslag_locale::{Language, Names, target_sentence};
use jiff::civil::{Date, date};

const EXAMPLE: &str = include_str!("../../../handslag/example/lidkoping-2022-2023.toml");

pub fn promise_document() -> PromiseDocument {
    PromiseDocument::read(EXAMPLE).expect("the example is held by its own test")
}

/// The example promise as it stood on a day in its second year.
pub fn promise_release() -> PromiseRelease {
    promise_release_on(date(2023, 8, 31))
}

/// The example promise as it stood on a day.
pub fn promise_release_on(day: Date) -> PromiseRelease {
    let document = promise_document();
    PromiseRelease {
        status: follow_up_document(&document, day),
        source: document.promise.source.clone(),
        agreements: document.agreements.clone(),
        versions: document.promise.versions.clone(),
        ends_on: document.promise.period.last_day(),
    }
}

/// The second version of the example's last follow-up.
pub fn follow_up_release() -> FollowUpRelease {
    let mut document = follow_up_document(&promise_document(), date(2023, 12, 31));
    document.version = 2;
    document.reason = Some("Två kontroller hade räknats två gånger.".to_owned());
    document.earlier = vec![EarlierVersion {
        version: 1,
        published_on: date(2024, 1, 31),
        reason: None,
    }];
    FollowUpRelease { document }
}

fn follow_up_document(document: &PromiseDocument, at: Date) -> FollowUpDocument {
    let assessments = assess(document, at);
    let commitments: Vec<CommitmentReport> = document
        .commitments
        .iter()
        .zip(&assessments)
        .map(|(c, a)| report(document, c, a))
        .collect();
    let last = document.follow_ups.last();
    FollowUpDocument {
        language: "sv".to_owned(),
        example: document.example,
        municipality: lidkoping(),
        promise: PromiseName {
            id: document.promise.id.clone(),
            title: document.promise.title.clone(),
            from: document.promise.period.first_day(),
            to: document.promise.period.last_day(),
            parties: document
                .promise
                .parties
                .iter()
                .map(|p| document.party_name(p).to_owned())
                .collect(),
        },
        year: at.year(),
        at,
        version: 1,
        published_on: Some(date(2024, 2, 9)),
        reason: None,
        earlier: Vec::new(),
        tally: tally(&commitments),
        summary: summary(&commitments),
        background: document.promise.background.clone(),
        voices: document.voices.clone(),
        parties: document
            .parties
            .iter()
            .take(2)
            .map(|p| PartyReport {
                id: p.id.clone(),
                name: p.name.clone(),
                sentences: summary(&commitments),
            })
            .collect(),
        commitments,
        problems: document.problems.clone(),
        goals: document.goals.clone(),
        context: last.map(|f| f.context.clone()).unwrap_or_default(),
        effects: effects(),
        claims: last.map(|f| f.claims.clone()).unwrap_or_default(),
        figures: vec![
            figure("Stöldbrott", Measure::RatePer100k),
            figure("Stöldbrott", Measure::Count),
            figure("Bedrägeribrott", Measure::RatePer100k),
        ],
        next_step: last.and_then(|f| f.next_step.clone()),
        contact: document.promise.contact.clone(),
        sources: vec!["Påhittade siffror för prov av sidorna.".to_owned()],
    }
}

/// An answer that tells, and one that cannot.
fn effects() -> Vec<Examined> {
    let answer = |id: &str, words: &str, finding, standing| Examined {
        translations: BTreeMap::new(),
        id: id.to_owned(),
        words: words.to_owned(),
        indicator: "Stöldbrott".to_owned(),
        area: "Lidköping".to_owned(),
        asks: Asks::ChangeAgainstOthers,
        finding,
        standing,
        primary: standing == Standing::Locked,
        wanted: Some(Wanted::Down),
        plain: vec!["Påhittat svar för prov av sidorna.".to_owned()],
        grade: EvidenceGrade::WithComparison,
        estimates: vec![NamedEstimate {
            name: "Förändring i Lidköping".to_owned(),
            estimate: Estimate {
                value: Amount::parse("-12.3").expect("it is a number"),
                low: Amount::parse("-20").expect("it is a number"),
                high: Amount::parse("-3.5").expect("it is a number"),
                level_percent: 95_u32.into(),
                of: "procent".to_owned(),
                method: "påhittad".to_owned(),
                ..Estimate::default()
            },
            p: Some(Amount::parse("0.04").expect("it is a number")),
            p_adjusted: None,
        }],
        smallest: Some(SmallestSeen {
            decrease_percent: Some(26_u32.into()),
            increase_percent: None,
            locked: true,
        }),
        warnings: vec![Warning {
            kind: WarningKind::SmallNumbers,
            text: "Det är få händelser.".to_owned(),
        }],
        how: HowWeKnow {
            data: vec!["Påhittade siffror.".to_owned()],
            table: Table {
                caption: "Talen".to_owned(),
                columns: vec!["Var".to_owned(), "Före".to_owned()],
                rows: vec![vec!["Lidköping".to_owned(), "812".to_owned()]],
            },
            code: "handslag 0".to_owned(),
            ..HowWeKnow::default()
        },
        drawings: Vec::new(),
        remark: Some("Parternas ord.".to_owned()),
    };
    vec![
        answer(
            "prov-stold",
            "Stölderna har minskat.",
            Finding::Decrease,
            Standing::Locked,
        ),
        answer(
            "prov-bedrageri",
            "Bedrägerierna har minskat.",
            Finding::CannotBeTold,
            Standing::Explorative,
        ),
    ]
}

pub fn self_test() -> SelfTestReport {
    SelfTestReport {
        source: "bra-reported".to_owned(),
        tested_on: date(2026, 1, 2),
        code: "handslag 0".to_owned(),
        n_municipalities: 290,
        windows: vec!["2013 → 2014".to_owned()],
        alarms: JudgingRule::ALL
            .into_iter()
            .map(|rule| AlarmRow {
                category: "Stöldbrott".to_owned(),
                window: 0,
                rule,
                tested: 290,
                alarms: 20,
            })
            .collect(),
        drift: vec![DriftRow {
            category: "Stöldbrott".to_owned(),
            window: 0,
            drift: 0.081,
            n_municipalities: 290,
        }],
    }
}

pub fn lidkoping() -> MunicipalityName {
    MunicipalityName {
        code: "1494".to_owned(),
        name: "Lidköping".to_owned(),
        slug: "lidkoping".to_owned(),
    }
}

fn report(document: &PromiseDocument, c: &Commitment, a: &Assessment) -> CommitmentReport {
    let sentence = handslag_locale::count_sentence(Language::Sv, &a.evidenced);
    CommitmentReport {
        id: c.id.clone(),
        title: c.name().to_owned(),
        words: c.words.clone(),
        target: target_sentence(Language::Sv, &c.target, Names::of(document)),
        target_translations: [(
            "en".to_owned(),
            target_sentence(Language::En, &c.target, Names::of(document)),
        )]
        .into(),
        parties: c
            .parties
            .iter()
            .map(|p| document.party_name(p).to_owned())
            .collect(),
        places: c
            .places
            .iter()
            .map(|p| document.place_name(p).to_owned())
            .collect(),
        focus_area: c.focus_area.clone(),
        answers: document
            .problems
            .iter()
            .filter(|p| c.problem.as_ref() == Some(&p.id))
            .map(|p| p.title.clone())
            .collect(),
        verdict: a.verdict,
        grade: a.grade,
        said: a
            .said
            .iter()
            .map(|s| Said {
                party: s.party.as_ref().map(|p| document.party_name(p).to_owned()),
                verdict: s.meant(),
                words: s.words.clone(),
            })
            .collect(),
        evidenced: a.evidenced.clone(),
        on_time: a.on_time,
        time_gone: a.time_gone,
        sentences: vec![Sentence {
            translations: [(
                "en".to_owned(),
                handslag_locale::count_sentence(Language::En, &a.evidenced),
            )]
            .into(),
            text: sentence,
            evidence: vec![
                Shows::Log {
                    commitment: c.id.clone(),
                    entries: a.evidenced.entries.len(),
                    activities: Vec::new(),
                },
                Shows::Promise,
            ],
        }],
        deviation: a.deviation.clone(),
        next_step: None,
        done: done(document, a),
        withheld_below: None,
    }
}

fn done(document: &PromiseDocument, a: &Assessment) -> Vec<DoneLine> {
    let mut lines: Vec<DoneLine> = Vec::new();
    for entry in &a.evidenced.entries {
        let activity = document.activities.iter().find(|x| x.id == entry.activity);
        let month = format!("{:04}-{:02}", entry.on.year(), entry.on.month());
        let kind = activity.map(|x| x.kind.0.clone()).unwrap_or_default();
        let place = activity
            .and_then(|x| x.place.as_ref())
            .map(|p| document.place_name(p).to_owned());
        match lines
            .iter_mut()
            .find(|l| l.month == month && l.kind == kind && l.place == place)
        {
            Some(line) => {
                line.entries += 1;
                line.amount = line.amount + entry.amount;
            }
            None => lines.push(DoneLine {
                month,
                kind,
                place,
                amount: entry.amount,
                entries: 1,
            }),
        }
    }
    lines
}

fn tally(commitments: &[CommitmentReport]) -> Vec<VerdictCount> {
    Verdict::ALL
        .into_iter()
        .map(|verdict| VerdictCount {
            verdict,
            n: commitments.iter().filter(|c| c.verdict == verdict).count(),
        })
        .filter(|count| count.n > 0)
        .collect()
}

fn summary(commitments: &[CommitmentReport]) -> Vec<Sentence> {
    commitments
        .iter()
        .take(3)
        .map(|c| Sentence {
            text: format!("{}: {}", c.title, c.sentences[0].text),
            evidence: c.sentences[0].evidence.clone(),
            ..Sentence::default()
        })
        .collect()
}

/// Invented figures, in the shape of Brå's.
pub fn figure(category: &str, measure: Measure) -> FigureChart {
    let years = 2013..=2023_i32;
    let value = |year: i32| 2400.0 + f64::from((year - 2013) % 5) * 180.0;
    let english = ChartWords {
        finding: format!("{category} lies within the middle half (invented for a test)"),
        source: "Brå (invented for a test)".to_owned(),
        breaks: vec!["new police organisation".to_owned()],
    };
    FigureChart {
        translations: [("en".to_owned(), english)].into(),
        id: format!("{category}-{measure:?}").to_lowercase(),
        finding: format!("{category} ligger inom mittersta hälften (påhittat för prov)"),
        category: category.to_owned(),
        area: "Lidköping".to_owned(),
        measure,
        periods: years.clone().map(|y| y.to_string()).collect(),
        own: years
            .clone()
            .map(|year| {
                (year != 2016).then(|| Value {
                    value: value(year),
                    preliminary: year == 2023,
                })
            })
            .collect(),
        others: years
            .map(|year| {
                Some(Quartiles {
                    lower: value(year) - 300.0,
                    median: value(year) - 20.0,
                    upper: value(year) + 260.0,
                    n: 7,
                })
            })
            .collect(),
        comparable: ["Värnamo", "Ljungby", "Falun"].map(str::to_owned).to_vec(),
        comparable_by: "Kolada, liknande kommuner".to_owned(),
        breaks: vec![BreakMark {
            at: "2015".to_owned(),
            reason: "ny polisorganisation".to_owned(),
        }],
        source: "Påhittade siffror för prov av sidorna".to_owned(),
        promise_periods: Some(("2022".to_owned(), "2023".to_owned())),
    }
}

/// Invented notices, in the shape of the police's.
pub fn news() -> Vec<NewsItem> {
    (1..=3)
        .map(|n| NewsItem {
            id: n,
            published: "2023-04-03 09:12".to_owned(),
            kind: "Trafikkontroll".to_owned(),
            title: format!("0{n} april 11:10, Trafikkontroll, Lidköping"),
            summary: "Påhittad notis för prov av sidorna.".to_owned(),
            path: format!("/aktuellt/handelser/prov/{n}/"),
            sums_up: n == 2,
        })
        .collect()
}

/// The release with every text replaced by something hostile.
pub fn hostile_release() -> PromiseRelease {
    let mut release = promise_release();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let status = &mut release.status;
    status.promise.title = hostile.to_owned();
    status.municipality.name = hostile.to_owned();
    status.promise.parties = vec![hostile.to_owned()];
    status.background = Some(hostile.to_owned());
    status.next_step = Some(hostile.to_owned());
    status.contact = Some(hostile.to_owned());
    for c in &mut status.commitments {
        c.id = hostile.into();
        c.title = hostile.to_owned();
        c.words = hostile.to_owned();
        c.target = hostile.to_owned();
        c.places = vec![hostile.to_owned()];
        c.focus_area = Some(hostile.to_owned());
        c.deviation = Some(hostile.to_owned());
        c.evidenced.unit = hostile.to_owned();
        c.evidenced.target = Some(Amount::ONE);
        for line in &mut c.done {
            line.kind = hostile.to_owned();
            line.place = Some(hostile.to_owned());
        }
    }
    for voice in &mut status.voices {
        voice.words = hostile.to_owned();
        voice.channel = Some(hostile.to_owned());
    }
    for figure in &mut status.figures {
        figure.id = hostile.to_owned();
        figure.finding = hostile.to_owned();
        figure.category = hostile.to_owned();
        figure.area = hostile.to_owned();
        figure.source = hostile.to_owned();
        figure.breaks[0].reason = hostile.to_owned();
    }
    if let Some(source) = &mut release.source {
        source.text = Some(hostile.to_owned());
        source.url = Some("javascript:alert(1)".to_owned());
    }
    release
}
