//! Many write at once, and nothing is lost.

use std::sync::Arc;

use super::*;

const WRITERS: usize = 8;
const WRITES: usize = 100;

on_both_engines! {
    async fn eight_writers_lose_no_update(home) {
        let store = with_promise(home).await;
        let store = Arc::new(store);
        let tasks: Vec<_> = (0..WRITERS)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    for _ in 0..WRITES {
                        count_one(&store).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let held = store.promise(&municipality(), &"p".into()).await.unwrap().unwrap();
        let expected = WRITERS * WRITES;
        assert_eq!(held.content.promise.title, expected.to_string());
        assert_eq!(held.version as usize, expected + 1);
        let versions = store.promise_versions(&municipality(), &"p".into()).await.unwrap();
        assert_eq!(versions.len(), expected + 1);
    }

    async fn many_processes_can_start_on_an_empty_database(home) {
        let database = Arc::new(home.database.clone());
        let starts = (0..WRITERS).map(|_| {
            let database = database.clone();
            tokio::spawn(async move { Store::open(&database).await })
        });
        for started in starts.collect::<Vec<_>>() {
            let store = started.await.unwrap().unwrap();
            assert!(store.organisations().await.unwrap().is_empty());
        }
    }

    async fn work_that_fails_leaves_nothing(home) {
        let store = with_organisations(home).await;
        let document = a_promise("p", "Löftet");
        let failed = store
            .write(async |tx| {
                tx.insert_promise(&municipality(), &document, &saving("")).await?;
                Err::<(), _>(StoreError::Missing("reason to go on"))
            })
            .await;
        assert!(matches!(failed, Err(StoreError::Missing(_))));
        assert_eq!(store.visible_promises(&municipality()).await.unwrap(), []);
    }

    async fn two_processes_can_use_the_same_database(home) {
        let (one, two) = (with_promise(home).await, home.open().await);
        for _ in 0..20 {
            tokio::join!(count_one(&one), count_one(&two));
        }
        let held = one.promise(&municipality(), &"p".into()).await.unwrap().unwrap();
        assert_eq!(held.content.promise.title, "40");
    }
}

/// Reads the number in the title and saves the next.
async fn count_one(store: &Store) {
    store
        .write(async |tx| {
            let held = tx.promise(&municipality(), &"p".into()).await?.unwrap();
            let mut document = held.content;
            let n: usize = document.promise.title.parse().unwrap_or(0);
            document.promise.title = (n + 1).to_string();
            tx.save_promise(
                &municipality(),
                &"p".into(),
                held.version,
                &document,
                &saving("en till"),
            )
            .await
        })
        .await
        .unwrap();
}

/// A web handler moves between threads, so this must compile.
#[test]
fn the_future_of_a_write_can_be_sent() {
    fn sent<T: Send>(future: T) -> T {
        future
    }
    async fn handler(store: &Store, organisation: Organisation) -> Result<(), StoreError> {
        store
            .write(async |tx| {
                if tx.organisations().await?.is_empty() {
                    tx.insert_organisation(&organisation).await?;
                }
                Ok(())
            })
            .await
    }
    let _ = |store: &Store, organisation| drop(sent(handler(store, organisation)));
    let _ = |store: &Store| drop(sent(store.publish_pending()));
    let _ = |database: &Database| drop(sent(Store::open(database)));
}
