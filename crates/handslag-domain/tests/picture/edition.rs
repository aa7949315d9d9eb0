//! A version of the picture holds what its readers may have, and says what is
//! different and what is left out.

use handslag_domain::check::Words;
use handslag_domain::id::{CommitmentId, PlaceId};
use handslag_domain::picture::edition::{Changed, Freeze, LeftOut, PictureEdition};
use handslag_domain::picture::{LegalPart, PictureDocument};
use handslag_domain::place::Place;
use handslag_domain::promise::Measured;
use handslag_domain::vocabulary::{CauseState, EvidenceKind, ReleasedTo};
use handslag_domain::worded::Worded;
use jiff::civil::date;

use crate::example::picture;

fn freeze(
    picture: &PictureDocument,
    released_to: ReleasedTo,
    previous: Option<&PictureEdition>,
) -> PictureEdition {
    PictureEdition::freeze(
        picture,
        Freeze {
            released_to,
            on: date(2024, 1, 10),
            reason: None,
            previous,
            published: &[],
        },
    )
}

fn public(picture: &PictureDocument) -> PictureEdition {
    freeze(picture, ReleasedTo::Public, None)
}

#[test]
fn the_parties_edition_holds_everything_in_the_three_parts_of_the_law() {
    let edition = freeze(&picture(), ReleasedTo::Partners, None);
    assert_eq!(edition.left_out, LeftOut::default());
    let parts: Vec<LegalPart> = edition.parts.iter().map(|p| p.part).collect();
    assert_eq!(
        parts,
        [
            LegalPart::Mapping,
            LegalPart::OtherInformation,
            LegalPart::Analysis
        ]
    );
    assert_eq!(edition.part(LegalPart::Mapping).unwrap().sections.len(), 3);
    assert_eq!(
        edition
            .part(LegalPart::OtherInformation)
            .unwrap()
            .voices
            .len(),
        6
    );
    let ids: Vec<&str> = edition.problems.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "droger-de-la-gardie",
            "otrygghet-centrum",
            "otrygg-trafik",
            "stolder"
        ]
    );
    assert_eq!((edition.version, edition.compared_with), (1, None));
    assert!(edition.example && edition.changes.is_empty());
    assert_eq!(edition.clock.update.by(), Some(date(2025, 2, 15)));
    // It is a document of its own: JSON and back.
    let json = serde_json::to_string(&edition).unwrap();
    assert_eq!(
        serde_json::from_str::<PictureEdition>(&json).unwrap(),
        edition
    );
}

#[test]
fn the_public_edition_holds_only_what_is_released_and_says_that_something_is_left_out() {
    let mut picture = picture();
    let few = &mut picture.problems[0].causes[1].links_against[0];
    (few.value, few.words) = (Some(3u32.into()), Some("3 av 29 rapporter".to_owned()));
    let edition = public(&picture);
    assert_eq!(
        edition.left_out,
        LeftOut {
            sections: 1,
            problems: 1,
            voices: 1,
            indicators: 0,
            small_numbers: 1
        }
    );
    assert!(edition.left_out.is_something());
    let json = serde_json::to_string(&edition).unwrap();
    for secret in [
        "Platser och tider",
        "stolder",
        "stold-butik",
        "Butikerna i centrum",
        "3 av 29",
    ] {
        assert!(!json.contains(secret), "{secret}");
    }
    assert!(json.contains("droger-skolan"));
}

#[test]
fn small_counts_of_indicators_and_surveys_of_an_unknown_number_are_not_told_to_everyone() {
    let mut picture = picture();
    let measured = |value: u32, unit: &str| Measured {
        value: Some(value.into()),
        unit: Some(unit.to_owned()),
        words: Some(format!("{value} i ord")),
        ..Measured::default()
    };
    let indicator = &mut picture.problems[0].indicators[0];
    indicator.baseline = Some(measured(4, "per termin"));
    indicator.target = Some(measured(1, "per termin"));
    indicator.outcome = Some(measured(3, "procent"));
    let link = &mut picture.problems[0].evidence[0];
    link.kind = Worded::Known(EvidenceKind::Survey);
    (link.value, link.n) = (Some(44u32.into()), None);
    link.words = Some("44 procent är oroliga".to_owned());

    let held = &public(&picture).problems[0];
    let [indicator, ..] = held.indicators.as_slice() else {
        panic!("{held:?}");
    };
    let baseline = indicator.baseline.as_ref().unwrap();
    assert_eq!((baseline.value, &baseline.words), (None, &None));
    assert_eq!(indicator.target.as_ref().unwrap().value, Some(1u32.into()));
    assert_eq!(indicator.outcome.as_ref().unwrap().value, Some(3u32.into()));
    assert_eq!(
        (held.evidence[0].value, &held.evidence[0].words),
        (None, &None)
    );
    // The parties know their own numbers.
    let parties = freeze(&picture, ReleasedTo::Partners, None);
    assert_eq!(parties.problems[0].evidence[0].value, Some(44u32.into()));
}

#[test]
fn what_does_not_say_who_may_read_it_stays_with_the_parties() {
    let mut picture = picture();
    picture.problems[0].released = None;
    picture.mapping[0].released = Some(handslag_domain::worded::Worded::Words("kanske".into()));
    picture.voices[0].released = None;
    let edition = public(&picture);
    let json = serde_json::to_string(&edition).unwrap();
    assert!(!json.contains("droger-de-la-gardie") && !json.contains("Brotten i siffror"));
    assert!(!json.contains("droger-skolan"));
    // In Swedish too.
    picture.problems[0].released = Some(handslag_domain::worded::Worded::Words("offentlig".into()));
    assert!(
        public(&picture)
            .problem(&"droger-de-la-gardie".into())
            .is_some()
    );
}

/// Every table of the picture gets a field that no version knows.
fn with_unknown(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.values_mut().for_each(with_unknown);
            fields.insert("okänt".to_owned(), "hemligt".into());
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(with_unknown),
        _ => {}
    }
}

#[test]
fn what_this_version_does_not_know_is_not_told_to_everyone() {
    let mut value = serde_json::to_value(picture()).unwrap();
    with_unknown(&mut value);
    let picture: PictureDocument = serde_json::from_value(value).unwrap();
    let told = |to| serde_json::to_string(&freeze(&picture, to, None)).unwrap();
    assert!(!told(ReleasedTo::Public).contains("hemligt"));
    assert!(told(ReleasedTo::Partners).matches("hemligt").count() > 100);
}

#[test]
fn everyone_is_told_of_no_commitment_that_is_not_published() {
    let mut picture = picture();
    let measure = &mut picture.problems[0].measures[0];
    measure.commitments = vec!["publicerat".into(), "under-beredning".into()];
    let told = |released_to, published: &[CommitmentId]| {
        let freeze = Freeze {
            released_to,
            on: date(2024, 1, 10),
            reason: None,
            previous: None,
            published,
        };
        let edition = PictureEdition::freeze(&picture, freeze);
        edition.problems[0].measures[0].commitments.clone()
    };
    let published = ["publicerat".into(), "annat".into()];
    assert_eq!(told(ReleasedTo::Public, &published), ["publicerat".into()]);
    assert_eq!(told(ReleasedTo::Public, &[]), []);
    assert_eq!(told(ReleasedTo::Partners, &[]).len(), 2);
}

#[test]
fn small_numbers_are_not_told_to_everyone() {
    let mut picture = picture();
    let link = &mut picture.problems[0].evidence[2];
    let check = |picture: &PictureDocument, shown: bool| {
        let edition = public(picture);
        let link = &edition.problems[0].evidence[2];
        assert_eq!((link.value.is_some(), link.words.is_some()), (shown, shown));
    };
    link.value = Some(5u32.into());
    check(&picture, true);
    picture.problems[0].evidence[2].value = Some(0u32.into());
    check(&picture, true);
    picture.problems[0].evidence[2].value = Some(4u32.into());
    check(&picture, false);
    picture.problems[0].evidence[2].kind = EvidenceKind::Survey.into();
    picture.problems[0].evidence[2].n = Some(9u32.into());
    check(&picture, false);
    picture.problems[0].evidence[2].n = Some(10u32.into());
    check(&picture, true);
    // What is of a kind that nobody knows may count people.
    picture.problems[0].evidence[2].kind = Worded::Words("polisrapporter".into());
    check(&picture, false);
    picture.voices[0].n = Some(4u32.into());
    picture.voices[0].n_asked = Some(5u32.into());
    let voices = &public(&picture).parts[1].voices;
    assert_eq!((voices[0].n, voices[1].n.is_some()), (None, true));
    assert_eq!(voices[0].n_asked, None);
}

#[test]
fn a_place_that_only_what_is_left_out_speaks_of_is_left_out_too() {
    let mut picture = picture();
    let secret = Place {
        id: "gomstallet".into(),
        name: "Gömstället".into(),
        ..Place::default()
    };
    picture.places.push(secret);
    picture.problems[3].places.push("gomstallet".into());
    let held = |edition: &PictureEdition| edition.places.iter().any(|p| p.name == "Gömstället");
    assert!(held(&freeze(&picture, ReleasedTo::Partners, None)));
    assert!(!held(&public(&picture)));
    // The larger place that one lies in stays with it.
    let school = &public(&picture).places;
    for place in school {
        let around = place.within.as_ref();
        assert!(around.is_none_or(|around| school.iter().any(|p| p.id == *around)));
    }
}

#[test]
fn the_parties_of_one_picture_are_not_told_what_stood_in_another() {
    let mut other = picture();
    other.picture.id = "annan-bild".into();
    other.problems[0].title = "Hemligt".into();
    let before = freeze(&other, ReleasedTo::Partners, None);
    let now = freeze(&picture(), ReleasedTo::Partners, Some(&before));
    assert_eq!((now.version, now.compared_with), (2, None));
    assert_eq!(now.changes, []);
}

#[test]
fn what_was_said_of_voices_that_stay_with_the_parties_goes_with_them() {
    let mut picture = picture();
    let kept = picture
        .voices
        .iter_mut()
        .find(|v| v.id.as_str() == "medarbetarna");
    kept.unwrap().released = None;
    // By name, and by a theme that both a public voice and the kept one have.
    let mut by_name = picture.problems[1].evidence[0].clone();
    by_name.voices.push("medarbetarna".into());
    by_name.words = Some("75 sade så.".to_owned());
    by_name.value = Some(75u32.into());
    picture.problems[1].evidence.push(by_name);
    let edition = public(&picture);
    let told = serde_json::to_string(&edition).unwrap();
    for withheld in ["75 sade så", "Det tema som flest nämner", "medarbetarna"] {
        assert!(!told.contains(withheld), "{withheld}");
    }
    let link = edition.problems[1].evidence.last().unwrap();
    assert_eq!((link.value, link.voices.len()), (None, 1));
    // The parties read all of it.
    let told = serde_json::to_string(&freeze(&picture, ReleasedTo::Partners, None)).unwrap();
    assert!(told.contains("75 sade så") && told.contains("Det tema som flest nämner"));
}

#[test]
fn changes_since_the_version_before_are_listed() {
    let before = freeze(&picture(), ReleasedTo::Partners, None);
    let mut newer = picture();
    newer.problems.remove(3);
    newer.problems[2].title = "Trafiken är farlig på två vägar".into();
    newer.problems[1].priority.as_mut().unwrap().rank = Some(1);
    newer.problems[0].priority.as_mut().unwrap().chosen = Some(false);
    newer.problems[0].causes[2].state = Some(CauseState::Supported.into());
    newer.problems[0].measures.remove(1);
    newer.problems[0].evidence[2].value = Some(20u32.into());
    newer.problems[1].indicators[0].outcome = newer.problems[1].indicators[0].target.clone();
    newer.mapping[0].words.push_str(" Nytt.");
    newer.voices.remove(5);
    let now = freeze(&newer, ReleasedTo::Partners, Some(&before));
    assert_eq!((now.version, now.compared_with), (2, Some(1)));
    let said: Vec<String> = now.changes.iter().map(|c| c.say(Words::Sv)).collect();
    assert_eq!(
        said,
        [
            "Ändrat: prioriteten av \"Otryggt i centrum och i krogmiljön\", från plats 2 till plats 1.",
            "Ändrat: utfallet av \"Andel som känner sig trygga i centrum på kvällarna\", under \"Otryggt i centrum och i krogmiljön\", från inget värde till 66 procent.",
            "Ändrat: problemet \"Trafiken är farlig på två vägar\", från \"Trafiken känns otrygg på några vägar\" till \"Trafiken är farlig på två vägar\".",
            "Ändrat: prioriteten av \"Droger hanteras på och runt De la Gardieskolan\", från plats 1 till väntar.",
            "Ändrat: orsaken \"En del unga har redan börjat använda droger\", under \"Droger hanteras på och runt De la Gardieskolan\", från \"En del unga har redan börjat använda droger (antagande)\" till \"En del unga har redan börjat använda droger (stöds)\".",
            "Står inte kvar: åtgärden \"Platsen gås igenom och görs överblickbar\", under \"Droger hanteras på och runt De la Gardieskolan\".",
            "Ändrat: siffran \"droger på skolområdet\", under \"Droger hanteras på och runt De la Gardieskolan\", från 57 (2021–2022) till 20 (2021–2022).",
            "Står inte kvar: problemet \"Stölder i butiker och källare\".",
            "Ändrat: stycket \"Brotten i siffror\" har ny text.",
            "Står inte kvar: synpunkten \"Butikerna i centrum blir bestulna och anmäler inte allt\".",
        ]
    );
    for change in &now.changes {
        assert!(change.say(Words::En) != change.say(Words::Sv));
    }
    let undone = freeze(&picture(), ReleasedTo::Partners, Some(&now));
    assert!(undone.changes.iter().any(|c| c.changed == Changed::Added));
    assert_eq!(undone.changes.len(), now.changes.len());
    assert_eq!(freeze(&newer, ReleasedTo::Partners, Some(&now)).changes, []);
}

#[test]
fn new_texts_counts_answers_plans_and_days_are_changes_too() {
    let before = freeze(&picture(), ReleasedTo::Partners, None);
    let mut newer = picture();
    newer.problems[0].words = Some("En ny text.".to_owned());
    newer.problems[0].result = Some("Det blev lugnare.".to_owned());
    newer.voices[0].n = Some(26u32.into());
    newer.voices[0].answer = Some("Belysningen är lagad.".to_owned());
    newer.picture.title = "Lägesbild 2024 (exempel)".to_owned();
    newer.picture.updated_on = Some("2024-01-09".into());
    let plan = newer.picture.action_plan.get_or_insert_default();
    plan.title = Some("Ny plan".to_owned());
    plan.decided = None;
    plan.followed_up_on = Some("2024-01-08".into());
    let now = freeze(&newer, ReleasedTo::Partners, Some(&before));
    let said: Vec<String> = now.changes.iter().map(|c| c.say(Words::Sv)).collect();
    let voice = &picture().voices[0].words;
    for told in [
        "till \"Lägesbild 2024 (exempel)\".".to_owned(),
        "Ändrat: åtgärdsplanen, från ".to_owned(),
        " till \"Ny plan\".".to_owned(),
        "Ändrat: dagen då lägesbilden senast ska uppdateras, från 15 februari 2025 till 9 januari 2026."
            .to_owned(),
        "ska följas upp, från ".to_owned(),
        " till 8 januari 2026.".to_owned(),
        "Ändrat: texten om problemet \"Droger hanteras på och runt De la Gardieskolan\" har ny text."
            .to_owned(),
        "Ändrat: resultatet av arbetet med ".to_owned(),
        format!("Ändrat: hur många som säger \"{voice}\", från 41 till 26."),
        format!("Ändrat: svaret på \"{voice}\" har ny text."),
    ] {
        assert!(said.iter().any(|s| s.contains(&told)), "{told}: {said:#?}");
    }
    assert_eq!(said.len(), 8, "{said:#?}");
    let english: Vec<String> = now.changes.iter().map(|c| c.say(Words::En)).collect();
    let by = "from 15 February 2025 to 9 January 2026.";
    assert!(english.iter().any(|s| s.ends_with(by)), "{english:#?}");
}

#[test]
fn a_part_of_the_law_that_holds_nothing_for_its_readers_is_empty() {
    let mut picture = picture();
    assert_eq!(public(&picture).empty_parts(), []);
    // What stays with the parties fills no part for everyone.
    for problem in &mut picture.problems {
        problem.released = None;
    }
    for section in picture.mapping.iter_mut().chain(&mut picture.analysis) {
        section.released = None;
    }
    for indicator in &mut picture.indicators {
        indicator.released = None;
    }
    let empty = [LegalPart::Mapping, LegalPart::Analysis];
    assert_eq!(public(&picture).empty_parts(), empty);
    let parties = freeze(&picture, ReleasedTo::Partners, None);
    assert_eq!(parties.empty_parts(), []);
}

#[test]
fn an_edition_says_that_it_replaces_another_picture() {
    let before = public(&picture());
    let mut other = picture();
    assert_eq!(
        freeze(&other, ReleasedTo::Public, Some(&before)).replaces_picture,
        None
    );
    other.picture.id = "nasta-bild".into();
    let now = freeze(&other, ReleasedTo::Public, Some(&before));
    assert_eq!(now.replaces_picture, Some(before.title));
    assert_eq!(now.compared_with, Some(1));
}

#[test]
fn what_everyone_reads_is_compared_with_what_everyone_read() {
    let partners = freeze(&picture(), ReleasedTo::Partners, None);
    let mut newer = picture();
    newer.problems[3].words = Some("Hemligt".into());
    newer.problems[3].measures.clear();
    newer.mapping[2].words = "Hemligt".into();
    let public_before = public(&picture());
    let now = freeze(&newer, ReleasedTo::Public, Some(&public_before));
    assert_eq!(now.changes, []);
    // The parties' version says nothing of what the public's should be compared with.
    let first = freeze(&newer, ReleasedTo::Public, Some(&partners));
    assert_eq!((first.version, first.compared_with), (1, None));
}

#[test]
fn a_long_chain_of_places_is_walked_once() {
    // Walked anew for each place and each that is spoken of, it takes days.
    let n = 20_000;
    let id = |k: usize| PlaceId(format!("plats-{k}"));
    let mut picture = picture();
    picture.places.extend((0..n).map(|k| Place {
        id: id(k),
        name: format!("Plats {k}"),
        within: Some(id(k + 1)),
        ..Place::default()
    }));
    let n_before = public(&picture).places.len();
    picture.problems[0].places.push(id(0));
    assert_eq!(public(&picture).places.len(), n_before + n);
}
