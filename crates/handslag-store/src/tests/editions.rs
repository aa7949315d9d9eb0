//! Editions of pictures: kept for ever, copied when they are for everyone, one
//! organisation to each municipality's address.

use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::edition::{Freeze, PictureEdition};
use handslag_domain::vocabulary::ReleasedTo;
use sea_orm::ConnectionTrait;

use super::*;

fn an_edition(released_to: ReleasedTo, version: u32) -> NewEdition {
    let mut document = PictureDocument::default();
    document.picture.id = "bild".into();
    document.picture.title = format!("Bild {version}");
    let freeze = Freeze {
        released_to,
        on: jiff::civil::date(2023, 6, 1),
        reason: None,
        previous: None,
        published: &[],
    };
    let edition = PictureEdition {
        version,
        ..PictureEdition::freeze(&document, freeze)
    };
    NewEdition {
        tenant: municipality(),
        municipality_slug: "lidkoping".to_owned(),
        frozen_at: noon(),
        frozen_by: None,
        edition,
        pdf: Some(format!("%PDF {version}").into_bytes()),
    }
}

async fn freeze(store: &Store, new: &NewEdition) -> Result<(), StoreError> {
    store.write(async |tx| tx.freeze_edition(new).await).await
}

on_both_engines! {
    async fn only_editions_for_everyone_are_copied_to_the_public_side(home) {
        let store = with_promise(home).await;
        for new in [an_edition(ReleasedTo::Partners, 1), an_edition(ReleasedTo::Public, 1), an_edition(ReleasedTo::Public, 2)] {
            freeze(&store, &new).await.unwrap();
        }
        assert_eq!(store.publish_pending().await.unwrap(), 2);
        assert_eq!(store.publish_pending().await.unwrap(), 0, "doing it again does no harm");
        let reader = store.public_reader().await.unwrap();
        let newest = reader.edition("lidkoping", None).await.unwrap().unwrap();
        assert_eq!((newest.edition.version, newest.edition.released_to), (2, ReleasedTo::Public));
        assert_eq!(reader.editions("lidkoping").await.unwrap().len(), 2);
        assert_eq!(reader.edition_pdf("lidkoping", 1).await.unwrap().unwrap(), b"%PDF 1");
        assert_eq!(store.editions_of(&municipality(), &"bild".into()).await.unwrap().len(), 3);
        assert!(store.edition(&police(), "lidkoping", ReleasedTo::Partners, None).await.unwrap().is_none());
    }

    async fn an_edition_cannot_be_changed_removed_or_numbered_twice(home) {
        let store = with_promise(home).await;
        freeze(&store, &an_edition(ReleasedTo::Public, 1)).await.unwrap();
        store.publish_pending().await.unwrap();
        for zone in [Zone::Internal, Zone::Public] {
            let raw = home.raw(zone).await;
            for sql in ["UPDATE picture_edition SET title = 'annat'", "DELETE FROM picture_edition"] {
                let refused = raw.execute_unprepared(sql).await.unwrap_err().to_string();
                assert!(refused.contains("an edition is never"), "{zone:?} {sql}: {refused}");
            }
        }
        let twice = freeze(&store, &an_edition(ReleasedTo::Public, 1)).await;
        assert!(matches!(twice, Err(StoreError::Refused(..))), "{twice:?}");
    }

    async fn a_withdrawn_edition_leaves_the_public_side_with_all_that_it_said(home) {
        let store = with_promise(home).await;
        for version in 1..=2 {
            freeze(&store, &an_edition(ReleasedTo::Public, version)).await.unwrap();
        }
        store.publish_pending().await.unwrap();
        let [(slug, newest)] = &store.editions_to_index().await.unwrap()[..] else { panic!("one is the newest") };
        let entry = SearchEntry {
            kind: HitKind::Picture,
            title: "Bild 2".to_owned(),
            path: "/lidkoping/lagesbild/v/2".to_owned(),
            text: "Hemligt".to_owned(),
            stems: vec!["hemlig".to_owned()],
        };
        store.index_edition(slug, newest, &[entry]).await.unwrap();
        let withdraw = async |reason: &str| {
            let order = WithdrawEdition {
                tenant: municipality(),
                municipality_slug: "lidkoping".to_owned(),
                released_to: ReleasedTo::Public,
                version: 2,
                withdrawal: EditionWithdrawal { at: noon(), reason: reason.to_owned() },
                by: None,
            };
            store.write(async |tx| tx.withdraw_edition(&order).await).await
        };
        assert!(matches!(withdraw("").await, Err(StoreError::Refused(..))), "without a reason");
        withdraw("Fel siffra").await.unwrap();
        assert!(matches!(withdraw("En gång till").await, Err(StoreError::Refused(..))), "twice");
        for _ in 0..2 {
            assert_eq!(store.publish_pending().await.unwrap(), 0);
            let reader = store.public_reader().await.unwrap();
            assert_eq!(reader.edition("lidkoping", Some(2)).await.unwrap(), None);
            assert_eq!(reader.edition("lidkoping", None).await.unwrap().unwrap().edition.version, 1);
            let [told] = &reader.withdrawn_editions("lidkoping").await.unwrap()[..] else { panic!("one is withdrawn") };
            assert_eq!((told.version, told.withdrawal.reason.as_str()), (2, "Fel siffra"));
            assert_eq!(reader.search(&[vec!["hemlig".to_owned()]], 9).await.unwrap(), []);
        }
        // The one that stands is found by search again, and is as safe as before.
        assert_eq!(store.editions_to_index().await.unwrap()[0].1.edition.version, 1);
        let raw = home.raw(Zone::Public).await;
        let refused = raw.execute_unprepared("DELETE FROM picture_edition").await.unwrap_err();
        assert!(refused.to_string().contains("an edition is never"), "{refused}");
        // Inside it stays, with what became of it.
        let public = ReleasedTo::Public;
        let held = store.edition(&municipality(), "lidkoping", public, Some(2)).await.unwrap().unwrap();
        assert_eq!(held.withdrawn.unwrap().reason, "Fel siffra");
        let stands = store.edition(&municipality(), "lidkoping", public, None).await.unwrap().unwrap();
        assert_eq!(stands.edition.version, 1);
        assert_eq!(store.last_edition_version(&municipality(), "lidkoping", public).await.unwrap(), 2);
    }

    async fn a_municipality_s_address_belongs_to_the_first_who_publishes_there(home) {
        let store = with_promise(home).await;
        freeze(&store, &an_edition(ReleasedTo::Public, 1)).await.unwrap();
        let other = |released_to| NewEdition { tenant: police(), ..an_edition(released_to, 1) };
        let taken = freeze(&store, &other(ReleasedTo::Public)).await;
        assert!(matches!(taken, Err(StoreError::AddressTaken { .. })), "{taken:?}");
        freeze(&store, &other(ReleasedTo::Partners)).await.unwrap();
    }

    async fn an_edition_that_was_not_copied_is_copied_at_start(home) {
        let store = with_promise(home).await;
        freeze(&store, &an_edition(ReleasedTo::Public, 1)).await.unwrap();
        drop(store);
        let store = home.open().await;
        let reader = store.public_reader().await.unwrap();
        assert!(reader.edition("lidkoping", None).await.unwrap().is_some());
    }

    async fn search_finds_the_newest_public_edition_and_no_other(home) {
        let store = with_promise(home).await;
        let reader = store.public_reader().await.unwrap();
        let found = async |word: &str| {
            let hits = reader.search(&[vec![word.to_owned()]], 9).await.unwrap();
            hits.into_iter().map(|hit| (hit.kind, hit.path)).collect::<Vec<_>>()
        };
        let path = |version: u32| format!("/lidkoping/lagesbild/v/{version}");
        for version in 1..=2 {
            freeze(&store, &an_edition(ReleasedTo::Partners, version)).await.unwrap();
            freeze(&store, &an_edition(ReleasedTo::Public, version)).await.unwrap();
            store.publish_pending().await.unwrap();
            let to_index = store.editions_to_index().await.unwrap();
            let [(slug, edition)] = to_index.as_slice() else { panic!("{to_index:?}") };
            assert_eq!((slug.as_str(), edition.edition.version), ("lidkoping", version));
            let entry = SearchEntry {
                kind: HitKind::Picture,
                title: edition.edition.title.clone(),
                path: path(version),
                text: "Mörkt vid stationen".to_owned(),
                stems: vec![format!("mörk{version}"), "station".to_owned()],
            };
            store.index_edition(slug, edition, &[entry]).await.unwrap();
            assert_eq!(found("station").await, [(HitKind::Picture, path(version))]);
            assert_eq!(store.editions_to_index().await.unwrap(), []);
        }
        assert_eq!(found("mörk1").await, []);
        // A release beside it is found as before, and takes nothing away.
        store.write(async |tx| tx.publish(&super::releases::a_promise_release("p", 1)).await).await.unwrap();
        store.publish_pending().await.unwrap();
        assert_eq!(found("station").await.len(), 1);
    }
}
