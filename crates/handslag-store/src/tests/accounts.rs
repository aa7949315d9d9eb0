//! Organisations, accounts and sessions.

use handslag_domain::organisation::{OrganisationId, Role};

use super::*;

fn an_account(tenant: OrganisationId, user_name: &str) -> NewAccount {
    NewAccount {
        id: AccountId::new(),
        tenant,
        user_name: user_name.to_owned(),
        password_hash: "$argon2id$…".to_owned(),
        role: Role::Reporter,
        language: "sv".to_owned(),
        created_at: noon(),
        is_demo: false,
    }
}

async fn insert(store: &Store, account: &NewAccount) -> Result<(), StoreError> {
    store
        .write(async |tx| tx.insert_account(account).await)
        .await
}

on_both_engines! {
    async fn organisations_come_back_by_name(home) {
        let store = with_organisations(home).await;
        let names: Vec<_> = store.organisations().await.unwrap().into_iter().map(|o| o.name).collect();
        assert_eq!(names, ["Lidköpings kommun", "Polisen"]);
        let police = store.organisation(&police()).await.unwrap().unwrap();
        assert_eq!(police.party.as_str(), "polisen");
        assert_eq!(store.organisation(&"annan".into()).await.unwrap(), None);
    }

    async fn an_account_comes_back_and_can_change(home) {
        let store = with_organisations(home).await;
        assert_eq!(store.n_accounts().await.unwrap(), 0);
        let new = an_account(police(), "åsa.ö");
        insert(&store, &new).await.unwrap();
        let held = store.account_by_user_name("åsa.ö").await.unwrap().unwrap();
        assert_eq!((held.id, held.role, held.created_at), (new.id, Role::Reporter, noon()));
        store
            .write(async |tx| {
                tx.set_role(&police(), new.id, Role::Publisher).await?;
                tx.disable_account(&police(), new.id, noon()).await
            })
            .await
            .unwrap();
        let held = store.account(new.id).await.unwrap().unwrap();
        assert_eq!((held.role, held.disabled_at), (Role::Publisher, Some(noon())));
        assert_eq!(store.n_accounts().await.unwrap(), 1);
    }

    async fn a_user_name_is_taken_once_over_all_organisations(home) {
        let store = with_organisations(home).await;
        insert(&store, &an_account(police(), "kim")).await.unwrap();
        let second = insert(&store, &an_account(municipality(), "kim")).await;
        assert!(matches!(second, Err(StoreError::Refused("account", _))), "{second:?}");
        let nowhere = insert(&store, &an_account("finns-inte".into(), "lo")).await;
        assert!(matches!(nowhere, Err(StoreError::Refused("account", _))), "{nowhere:?}");
    }

    async fn another_organisation_cannot_change_an_account(home) {
        let store = with_organisations(home).await;
        let new = an_account(police(), "kim");
        insert(&store, &new).await.unwrap();
        let changed = store
            .write(async |tx| tx.set_role(&municipality(), new.id, Role::Publisher).await)
            .await;
        assert!(matches!(changed, Err(StoreError::Missing("account"))));
        let ended = store
            .write(async |tx| tx.disable_account(&municipality(), new.id, noon()).await)
            .await;
        assert!(matches!(ended, Err(StoreError::Missing("account"))));
        let held = store.account(new.id).await.unwrap().unwrap();
        assert_eq!((held.role, held.disabled_at), (Role::Reporter, None));
        assert_eq!(store.accounts(&municipality()).await.unwrap(), []);
        assert_eq!(store.accounts(&police()).await.unwrap().len(), 1);
    }

    async fn a_session_ends_when_its_time_is_up_and_when_its_account_ends(home) {
        let store = with_organisations(home).await;
        let new = an_account(police(), "kim");
        insert(&store, &new).await.unwrap();
        let session = |id: &str, expires: &str| SessionRow {
            id: id.to_owned(),
            tenant: police(),
            account: Some(new.id),
            content: r#"{"seen":"2023"}"#.to_owned(),
            expires_at: at(expires),
        };
        let long = session("a", "2023-04-03T20:00:00.5Z");
        store.save_session(&long).await.unwrap();
        store.save_session(&session("b", "2023-04-03T10:00:00Z")).await.unwrap();
        assert_eq!(store.load_session("a", noon()).await.unwrap(), Some(long.clone()));
        assert_eq!(store.load_session("b", noon()).await.unwrap(), None, "ends at that moment");
        assert_eq!(store.delete_expired_sessions(noon()).await.unwrap(), 1);
        let longer = SessionRow { content: "{}".to_owned(), ..long };
        store.save_session(&longer).await.unwrap();
        assert_eq!(store.load_session("a", noon()).await.unwrap(), Some(longer));
        store
            .write(async |tx| tx.disable_account(&police(), new.id, noon()).await)
            .await
            .unwrap();
        assert_eq!(store.load_session("a", noon()).await.unwrap(), None);
        store.delete_session("a").await.unwrap();
    }
}
