//! The log: exactly once, corrected with a trace, all of a file or nothing.

use super::*;

async fn log(store: &Store, new: &NewActivity) -> Inserted {
    store
        .write(async |tx| tx.insert_activity(new).await)
        .await
        .unwrap()
}

fn entry(tenant: OrganisationId, id: &str) -> EntryKey {
    EntryKey {
        tenant,
        promise_owner: municipality(),
        promise: "p".into(),
        id: id.into(),
    }
}

on_both_engines! {
    async fn two_promises_may_name_their_entries_alike(home) {
        let store = with_promise(home).await;
        let second = a_promise("q", "Nästa löfte");
        store
            .write(async |tx| tx.insert_promise(&municipality(), &second, &saving("ny")).await)
            .await
            .unwrap();
        let of_p = new_activity("a1", "k");
        let of_q = NewActivity { promise: "q".into(), ..new_activity("a1", "k") };
        for new in [&of_p, &of_q] {
            assert_eq!(log(&store, new).await, Inserted::Inserted);
            assert!(matches!(log(&store, new).await, Inserted::AlreadyThere(_)));
        }
        let mut corrected = an_activity("a1");
        corrected.on = "2023-03-02".into();
        store
            .write(async |tx| tx.save_activity(&of_q.entry_key(), 1, &corrected, &saving("fel dag")).await)
            .await
            .unwrap();
        for (new, on, n_changes) in [(&of_p, "2023-03-01", 0), (&of_q, "2023-03-02", 1)] {
            let held = store.activities_of(&municipality(), &new.promise).await.unwrap();
            let days: Vec<_> = held.iter().map(|h| h.activity.on.0.as_str()).collect();
            assert_eq!(days, [on]);
            assert_eq!(store.changes_of(&new.entry_key()).await.unwrap().len(), n_changes);
        }
    }

    async fn a_log_from_before_entries_were_counted_by_promise_is_kept_whole(home) {
        let raw = home.raw(Zone::Internal).await;
        crate::migration::migrate_first(&raw, 1).await.unwrap();
        let content = serde_json::to_string(&an_activity("a")).unwrap();
        let at = "2023-04-03T10:00:00.000000Z";
        for statement in [
            "INSERT INTO organisation (tenant_id, name, party) VALUES ('lidkoping', 'K', 'k'), ('polisen', 'P', 'p')".to_owned(),
            format!("INSERT INTO promise (tenant_id, id, version, title, content, is_example, saved_at)
                     VALUES ('lidkoping', 'p', 1, 'L', '{{}}', false, '{at}')"),
            format!("INSERT INTO activity (tenant_id, id, version, promise_tenant_id, promise_id, kind, on_day,
                         content, origin, idempotency_key, logged_at, withdrawn_at)
                     VALUES ('polisen', 'a', 2, 'lidkoping', 'p', 'fotpatrull', '2023-03-01', '{content}', 'form', 'k', '{at}', '{at}')"),
            format!("INSERT INTO activity_change (tenant_id, activity_id, version, content, reason, changed_at)
                     VALUES ('polisen', 'a', 1, '{content}', 'dubbel', '{at}')"),
        ] {
            raw.execute_unprepared(&statement).await.unwrap();
        }
        raw.close().await.unwrap();
        let store = home.open().await;
        let held = store.activity(&entry(police(), "a")).await.unwrap().unwrap();
        assert_eq!((held.version, held.withdrawn, held.activity), (2, Some(noon()), an_activity("a")));
        let changes = store.changes_of(&entry(police(), "a")).await.unwrap();
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].saving.reason.as_deref(), Some("dubbel"));
        let again = log(&store, &new_activity("b", "k")).await;
        assert!(matches!(again, Inserted::AlreadyThere(_)), "the keys are kept too");
    }

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
                    tx.save_activity(&entry(police(), "a"), expected, &corrected, &saving("fel dag")).await
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
                tx.withdraw_activity(&entry(police(), "a"), 2, &saving("dubbel")).await
            })
            .await;
        assert_eq!(withdrawn.unwrap(), 3);
        let held = store.activity(&entry(police(), "a")).await.unwrap().unwrap();
        assert_eq!((held.version, held.withdrawn), (3, Some(noon())));
        let changes = store.changes_of(&entry(police(), "a")).await.unwrap();
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
        let theirs = entry(municipality(), "a");
        assert_eq!(store.activity(&theirs).await.unwrap(), None);
        assert_eq!(store.changes_of(&theirs).await.unwrap(), []);
        assert_eq!(store.activities_of(&police(), &"p".into()).await.unwrap(), []);
        let withdrawn = store
            .write(async |tx| tx.withdraw_activity(&theirs, 1, &saving("")).await)
            .await;
        assert!(matches!(withdrawn, Err(StoreError::Missing("activity"))));
        let saved = store
            .write(async |tx| tx.save_activity(&theirs, 1, &an_activity("a"), &saving("")).await)
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
