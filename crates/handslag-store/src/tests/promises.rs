//! Promises, their versions and to whom they are shown; follow-ups and mappings.

use handslag_domain::organisation::Role;
use jiff::civil::date;
use serde_json::json;

use super::*;

fn a_share() -> PromiseShare {
    PromiseShare {
        owner: municipality(),
        promise: "p".into(),
        partner: police(),
        purpose: "Logga polisens del".to_owned(),
        shared_on: date(2023, 1, 2),
        role_limit: Role::Reporter,
    }
}

on_both_engines! {
    async fn a_promise_comes_back_without_its_log(home) {
        let store = with_organisations(home).await;
        let mut document = a_promise("p", "Löftet om å, ä och ö");
        document.promise.extra.insert("unknown".to_owned(), json!({"kept": [1, null]}));
        document.example = true;
        let with_log = PromiseDocument { activities: vec![an_activity("a")], ..document.clone() };
        let version = store
            .write(async |tx| tx.insert_promise(&municipality(), &with_log, &saving("ny")).await)
            .await
            .unwrap();
        let held = store.promise(&municipality(), &"p".into()).await.unwrap().unwrap();
        assert_eq!((held.version, version), (1, 1));
        assert_eq!(held.content, document);
        let listed = store.visible_promises(&municipality()).await.unwrap();
        assert_eq!(listed[0].municipality_code.as_deref(), Some("1494"));
        assert!(listed[0].is_example);
    }

    async fn a_stale_edit_is_refused_with_what_is_held(home) {
        let store = with_promise(home).await;
        let save = async |title: &str, expected| {
            let document = a_promise("p", title);
            store
                .write(async |tx| {
                    let id = "p".into();
                    tx.save_promise(&municipality(), &id, expected, &document, &saving(title)).await
                })
                .await
        };
        assert_eq!(save("Först", 1).await.unwrap(), 2);
        let Err(StoreError::Stale { held }) = save("Sist", 1).await else {
            panic!("the second edit was not refused");
        };
        let held: Held<PromiseDocument> = held.read().unwrap();
        assert_eq!((held.version, held.content.promise.title.as_str()), (2, "Först"));
        let versions = store.promise_versions(&municipality(), &"p".into()).await.unwrap();
        let told: Vec<_> = versions
            .iter()
            .map(|v| (v.version, v.document.promise.title.as_str(), v.saving.reason.as_deref()))
            .collect();
        assert_eq!(told, [(1, "Löftet", Some("ny")), (2, "Först", Some("Först"))]);
    }

    async fn what_is_not_there_is_missing(home) {
        let store = with_promise(home).await;
        let document = a_promise("p", "Annans");
        let saved = store
            .write(async |tx| tx.save_promise(&police(), &"p".into(), 1, &document, &saving("")).await)
            .await;
        assert!(matches!(saved, Err(StoreError::Missing("promise"))), "{saved:?}");
        let again = store
            .write(async |tx| tx.insert_promise(&municipality(), &document, &saving("")).await)
            .await;
        assert!(matches!(again, Err(StoreError::Refused("promise", _))), "{again:?}");
    }

    async fn another_organisation_sees_nothing_until_it_is_shown(home) {
        let store = with_promise(home).await;
        let id = PromiseId::from("p");
        assert_eq!(store.promise(&police(), &id).await.unwrap(), None);
        assert_eq!(store.visible_promises(&police()).await.unwrap(), []);
        assert_eq!(store.promise_versions(&police(), &id).await.unwrap(), []);
        assert_eq!(store.shares_of(&police(), &id).await.unwrap(), []);
        assert_eq!(store.shared_role(&municipality(), &id, &police()).await.unwrap(), None);

        let share = a_share();
        store.write(async |tx| tx.share_promise(&share).await).await.unwrap();
        let seen = store.visible_promises(&police()).await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((&seen[0].owner, seen[0].role_limit), (&municipality(), Some(Role::Reporter)));
        assert_eq!(store.visible_promises(&municipality()).await.unwrap()[0].role_limit, None);
        let shares = store.shares_of(&municipality(), &id).await.unwrap();
        assert_eq!(shares, std::slice::from_ref(&share));
        let wider = PromiseShare { role_limit: Role::Editor, ..share };
        store.write(async |tx| tx.share_promise(&wider).await).await.unwrap();
        assert_eq!(
            store.shared_role(&municipality(), &id, &police()).await.unwrap(),
            Some(Role::Editor)
        );

        store.write(async |tx| tx.end_share(&municipality(), &id, &police()).await).await.unwrap();
        assert_eq!(store.visible_promises(&police()).await.unwrap(), []);
    }

    async fn a_share_says_its_purpose_and_never_lets_a_partner_publish(home) {
        let store = with_promise(home).await;
        for share in [
            PromiseShare { purpose: String::new(), ..a_share() },
            PromiseShare { role_limit: Role::Publisher, ..a_share() },
            PromiseShare { partner: municipality(), ..a_share() },
            PromiseShare { promise: "finns-inte".into(), ..a_share() },
        ] {
            let shared = store.write(async |tx| tx.share_promise(&share).await).await;
            assert!(matches!(shared, Err(StoreError::Refused("share", _))), "{share:?}: {shared:?}");
        }
    }

    async fn a_follow_up_is_edited_in_order(home) {
        let store = with_promise(home).await;
        let save = async |expected, state, text: &str| {
            let content = json!({"text": text});
            store
                .write(async |tx| {
                    let (owner, id) = (municipality(), "p".into());
                    tx.save_follow_up(&owner, &id, 2023, expected, state, &content, &saving("")).await
                })
                .await
        };
        assert_eq!(save(None, FollowUpState::Draft, "ett").await.unwrap(), 1);
        assert_eq!(save(Some(1), FollowUpState::Published, "två").await.unwrap(), 2);
        for expected in [None, Some(1), Some(3)] {
            let Err(StoreError::Stale { held }) = save(expected, FollowUpState::Draft, "tre").await
            else {
                panic!("{expected:?} was not refused");
            };
            assert_eq!((held.version, held.content), (2, json!({"text": "två"})));
        }
        let (state, held) =
            store.follow_up(&municipality(), &"p".into(), 2023).await.unwrap().unwrap();
        assert_eq!((state, held.version), (FollowUpState::Published, 2));
        assert_eq!(store.follow_up(&police(), &"p".into(), 2023).await.unwrap(), None);
        assert_eq!(store.follow_up_years(&police(), &"p".into()).await.unwrap(), []);
        let years = store.follow_up_years(&municipality(), &"p".into()).await.unwrap();
        assert_eq!(years, [(2023, FollowUpState::Published)]);
    }

    async fn a_mapping_is_the_organisations_own(home) {
        let store = with_organisations(home).await;
        let save = async |expected| {
            let content = json!({"day": "Datum"});
            store
                .write(async |tx| tx.save_mapping(&police(), "stort blad", expected, &content).await)
                .await
        };
        assert_eq!(save(None).await.unwrap(), 1);
        assert_eq!(save(Some(1)).await.unwrap(), 2);
        assert!(matches!(save(Some(1)).await, Err(StoreError::Stale { .. })));
        assert_eq!(store.mappings(&police()).await.unwrap(), ["stort blad"]);
        let held = store.mapping(&police(), "stort blad").await.unwrap().unwrap();
        assert_eq!((held.version, held.content), (2, json!({"day": "Datum"})));
        assert!(store.mappings(&municipality()).await.unwrap().is_empty());
        assert_eq!(store.mapping(&municipality(), "stort blad").await.unwrap(), None);
    }
}
