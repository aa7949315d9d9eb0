//! The log: exactly once, corrected with a trace, all of a file or nothing.

use super::*;

async fn log(store: &Store, new: &NewActivity) -> Inserted {
    store
        .write(async |tx| tx.insert_activity(new).await)
        .await
        .unwrap()
}

on_both_engines! {
    async fn the_same_key_or_id_twice_is_one_entry(home) {
        let store = with_promise(home).await;
        let first = new_activity("a", "key-1");
        assert_eq!(log(&store, &first).await, Inserted::Inserted);
        for again in [
            new_activity("a", "key-1"),
            new_activity("b", "key-1"),
            new_activity("a", "key-2"),
        ] {
            let Inserted::AlreadyThere(there) = log(&store, &again).await else {
                panic!("logged twice");
            };
            assert_eq!(there.activity, first.activity);
        }
        let of_another = NewActivity { tenant: municipality(), ..new_activity("a", "key-1") };
        assert_eq!(log(&store, &of_another).await, Inserted::Inserted, "keys are the organisation's own");
        let held = store.activities_of(&municipality(), &"p".into()).await.unwrap();
        assert_eq!(held.len(), 2);
        assert_eq!((held[1].version, held[1].origin, held[1].withdrawn), (1, Origin::Form, None));
    }

    async fn a_correction_keeps_what_was_said(home) {
        let store = with_promise(home).await;
        log(&store, &new_activity("a", "k")).await;
        let mut corrected = an_activity("a");
        corrected.on = "2023-03-02".into();
        let save = async |expected| {
            store
                .write(async |tx| {
                    tx.save_activity(&police(), expected, &corrected, &saving("fel dag")).await
                })
                .await
        };
        assert_eq!(save(1).await.unwrap(), 2);
        let Err(StoreError::Stale { held }) = save(1).await else {
            panic!("a stale edit was saved");
        };
        assert_eq!(held.read::<Activity>().unwrap().content, corrected);
        let withdrawn = store
            .write(async |tx| {
                tx.withdraw_activity(&police(), &"a".into(), 2, &saving("dubbel")).await
            })
            .await;
        assert_eq!(withdrawn.unwrap(), 3);
        let held = store.activity(&police(), &"a".into()).await.unwrap().unwrap();
        assert_eq!((held.version, held.withdrawn), (3, Some(noon())));
        let changes = store.changes_of(&police(), &"a".into()).await.unwrap();
        let told: Vec<_> = changes
            .iter()
            .map(|c| (c.version, c.before.on.0.as_str(), c.saving.reason.as_deref()))
            .collect();
        assert_eq!(told, [(1, "2023-03-01", Some("fel dag")), (2, "2023-03-02", Some("dubbel"))]);
    }

    async fn a_file_is_logged_whole_or_not_at_all_and_once(home) {
        let store = with_promise(home).await;
        let file: Vec<_> = (0..50).map(|n| new_activity(&format!("a{n}"), &format!("k{n}"))).collect();
        let mut broken = file.clone();
        broken[49].promise = "finns-inte".into();
        let logged = store.write(async |tx| tx.insert_activities(&broken).await).await;
        assert!(matches!(logged, Err(StoreError::Refused("activity", _))), "{logged:?}");
        assert_eq!(store.activities_of(&municipality(), &"p".into()).await.unwrap(), []);

        for expected in [
            InsertedActivities { new: 50, already: 0 },
            InsertedActivities { new: 0, already: 50 },
        ] {
            let logged = store.write(async |tx| tx.insert_activities(&file).await).await;
            assert_eq!(logged.unwrap(), expected);
        }
    }

    async fn an_entry_is_its_organisations_own(home) {
        let store = with_promise(home).await;
        log(&store, &new_activity("a", "k")).await;
        let id = "a".into();
        assert_eq!(store.activity(&municipality(), &id).await.unwrap(), None);
        assert_eq!(store.changes_of(&municipality(), &id).await.unwrap(), []);
        assert_eq!(store.activities_of(&police(), &"p".into()).await.unwrap(), []);
        let withdrawn = store
            .write(async |tx| tx.withdraw_activity(&municipality(), &id, 1, &saving("")).await)
            .await;
        assert!(matches!(withdrawn, Err(StoreError::Missing("activity"))));
        let saved = store
            .write(async |tx| tx.save_activity(&municipality(), 1, &an_activity("a"), &saving("")).await)
            .await;
        assert!(matches!(saved, Err(StoreError::Missing("activity"))));
    }

    async fn the_last_entries_of_an_account_come_latest_first(home) {
        let store = with_promise(home).await;
        let mine = AccountId::new();
        for (n, second) in [(1, "10:00:00Z"), (2, "10:00:00.5Z"), (3, "10:00:01Z")] {
            let new = NewActivity {
                logged_by: Some(mine),
                logged_at: at(&format!("2023-04-03T{second}")),
                ..new_activity(&format!("a{n}"), &format!("k{n}"))
            };
            log(&store, &new).await;
        }
        log(&store, &NewActivity { logged_by: Some(AccountId::new()), ..new_activity("b", "b") }).await;
        let recent = store.recent_activities(&police(), mine, 2).await.unwrap();
        let ids: Vec<_> = recent.iter().map(|a| a.activity.id.as_str()).collect();
        assert_eq!(ids, ["a3", "a2"]);
        assert_eq!(store.recent_activities(&municipality(), mine, 2).await.unwrap(), []);
    }

    async fn an_import_is_noted(home) {
        let store = with_organisations(home).await;
        let batch = ImportBatch {
            id: BatchId::new(),
            kind: "activities".to_owned(),
            file_name: "mars.csv".to_owned(),
            sha256: "00".to_owned(),
            n_rows: 3,
            n_new: 2,
            at: noon(),
            by: None,
        };
        store.write(async |tx| tx.insert_import_batch(&police(), &batch).await).await.unwrap();
        assert_eq!(store.import_batches(&police()).await.unwrap(), [batch]);
        assert_eq!(store.import_batches(&municipality()).await.unwrap(), []);
    }
}
