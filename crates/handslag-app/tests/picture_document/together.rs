//! Two who write in the picture at once: what each changed alone is kept, and
//! only what both changed is asked about.

use handslag_app::AppError;
use handslag_app::picture_document::Conflict;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::PictureDocument;
use handslag_domain::place::Place;
use handslag_domain::problem::{Problem, Voice};
use handslag_domain::vocabulary::EvidenceKind;

use crate::{House, picture};

/// What somebody made of the picture as it stood in version 1.
fn made(change: impl FnOnce(&mut PictureDocument)) -> PictureDocument {
    let mut document = picture();
    change(&mut document);
    document
}

fn conflicts(saved: Result<u32, AppError>) -> (u32, Vec<Conflict>) {
    match saved {
        Err(AppError::BothChanged { version, conflicts }) => (version, conflicts),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_two_changed_in_different_fields_is_kept_from_both() {
    let house = House::with_picture().await;
    let theirs = made(|d| d.problems[0].result = Some("Färre möts där.".to_owned()));
    house.save(1, &theirs).await.unwrap();
    let mine = made(|d| {
        d.problems[0].title = "Droger vid skolan".to_owned();
        d.picture.contact = Some("Växeln".to_owned());
    });
    assert_eq!(house.save(1, &mine).await.unwrap(), 3);
    let both = made(|d| {
        d.problems[0].result = Some("Färre möts där.".to_owned());
        d.problems[0].title = "Droger vid skolan".to_owned();
        d.picture.contact = Some("Växeln".to_owned());
    });
    assert_eq!(house.held().await, both);
}

#[tokio::test]
async fn the_second_evidence_is_saved_though_the_first_was_taken_away() {
    let link = |words: &str| EvidenceLink {
        words: Some(words.to_owned()),
        ..EvidenceLink::of(EvidenceKind::Assumption)
    };
    let house = House::with_picture().await;
    let two = made(|d| d.problems[1].evidence = vec![link("Det första."), link("Det andra.")]);
    house.save(1, &two).await.unwrap();
    let mut theirs = two.clone();
    theirs.problems[1].evidence.remove(0);
    house.save(2, &theirs).await.unwrap();
    let mut mine = two.clone();
    mine.problems[1].evidence[1].words = Some("Det andra, prövat.".to_owned());
    house.save(2, &mine).await.unwrap();
    let held = house.held().await.problems[1].evidence.clone();
    assert_eq!(held, [link("Det andra, prövat.")]);
}

#[tokio::test]
async fn new_voices_problems_and_evidence_added_at_once_are_all_there() {
    let add = |words: &str, n: u32| {
        made(|d| {
            d.voices.push(Voice {
                id: "oro-vid-parken".into(),
                words: words.to_owned(),
                ..Voice::default()
            });
            d.problems.push(Problem {
                id: format!("problem-{n}").as_str().into(),
                title: words.to_owned(),
                ..Problem::default()
            });
            d.problems[0].evidence.push(EvidenceLink {
                words: Some(words.to_owned()),
                ..EvidenceLink::default()
            });
        })
    };
    let house = House::with_picture().await;
    house.save(1, &add("Oro vid parken", 1)).await.unwrap();
    house
        .save(1, &add("Oro vid parken om kvällen", 2))
        .await
        .unwrap();
    let (before, held) = (picture(), house.held().await);
    assert_eq!(held.voices.len(), before.voices.len() + 2);
    let ids: Vec<&str> = held.voices.iter().map(|v| v.id.as_str()).collect();
    assert!(
        ids.ends_with(&["oro-vid-parken", "oro-vid-parken-2"]),
        "{ids:?}"
    );
    assert_eq!(held.problems.len(), before.problems.len() + 2);
    let n_links = |d: &PictureDocument| d.problems[0].evidence.len();
    assert_eq!(n_links(&held), n_links(&before) + 2);
}

#[tokio::test]
async fn what_both_changed_is_shown_and_mine_stands_only_over_what_was_shown() {
    let title = |title: &str| made(|d| d.problems[0].title = title.to_owned());
    let house = House::with_picture().await;
    house.save(1, &title("Deras")).await.unwrap();
    let (version, both) = conflicts(house.save(1, &title("Mitt")).await);
    let [conflict] = both.as_slice() else {
        panic!("{both:?}")
    };
    assert_eq!((version, conflict.place.as_str()), (2, "problems[0].title"));
    assert_eq!(conflict.mine, "Mitt");
    assert_eq!(conflict.theirs, "Deras");
    assert_eq!(house.held().await.problems[0].title, "Deras");
    // Somebody saves once more before mine is sent again.
    house.save(2, &title("Deras igen")).await.unwrap();
    let again = house.save_over(1, Some(version), &title("Mitt")).await;
    assert_eq!(conflicts(again).0, 3);
    let saved = house.save_over(1, Some(3), &title("Mitt")).await;
    assert_eq!(saved.unwrap(), 4);
    assert_eq!(house.held().await.problems[0].title, "Mitt");
}

#[tokio::test]
async fn what_points_to_something_that_another_took_away_is_refused_and_told() {
    let house = House::with_picture().await;
    let two = made(|d| {
        d.places.push(Place {
            id: "kajen".into(),
            name: "Kajen".to_owned(),
            ..Place::default()
        });
    });
    house.save(1, &two).await.unwrap();
    house.save(2, &picture()).await.unwrap();
    let mut mine = two.clone();
    mine.voices[0].place = Some("kajen".into());
    let refused = house.save(2, &mine).await;
    assert!(matches!(refused, Err(AppError::Document(_))), "{refused:?}");
}
