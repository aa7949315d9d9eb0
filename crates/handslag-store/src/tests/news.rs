//! The police's notices.

use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::news::{Notice, PublishedNotice};
use jiff::civil::datetime;

use super::*;

fn a_notice(id: i64, published: &str, summary: &str) -> Notice {
    Notice::new(PublishedNotice {
        id,
        published: at(published),
        published_local: datetime(2023, 4, 3, 12, 0, 0, 0),
        name: "03 april 11:10, Brand, Lidköping".to_owned(),
        kind: "Brand".to_owned(),
        summary: summary.to_owned(),
        summary_as_written: summary.to_owned(),
        url: "/aktuellt/1".to_owned(),
        location_name: "Lidköping".to_owned(),
    })
}

async fn take_in(store: &Store, notices: &[Notice]) -> RevisedNotices {
    store
        .write(async |tx| tx.revise_notices(&police(), BatchId::new(), notices).await)
        .await
        .unwrap()
}

fn counted(new: usize, revised: usize, unchanged: usize) -> RevisedNotices {
    RevisedNotices {
        new,
        revised,
        unchanged,
    }
}

on_both_engines! {
    async fn a_second_import_of_notices_changes_nothing(home) {
        let store = with_organisations(home).await;
        let file = [
            a_notice(1, "2023-04-03T10:00:00Z", "ett"),
            a_notice(2, "2023-04-03T11:00:00Z", "två"),
        ];
        assert_eq!(take_in(&store, &file).await, counted(2, 0, 0));
        assert_eq!(take_in(&store, &file).await, counted(0, 0, 2));
        assert_eq!(store.n_notices(&police()).await.unwrap(), 2);
        let lidkoping = MunicipalityCode::parse("1494").unwrap();
        let held = store.notices(&police(), lidkoping, 10, 0).await.unwrap();
        assert_eq!(held, [file[1].clone(), file[0].clone()]);
        assert_eq!(store.notices(&police(), lidkoping, 10, 1).await.unwrap(), file[..1]);
        assert_eq!(store.notices(&municipality(), lidkoping, 10, 0).await.unwrap(), []);
        assert_eq!(store.n_notices(&municipality()).await.unwrap(), 0);
    }

    async fn a_changed_notice_is_a_new_revision(home) {
        let store = with_organisations(home).await;
        let first = a_notice(1, "2023-04-03T10:00:00Z", "ett");
        let changed = a_notice(1, "2023-04-03T12:00:00Z", "ändrat");
        let again = a_notice(1, "2023-04-03T13:00:00Z", "igen");
        assert_eq!(take_in(&store, std::slice::from_ref(&first)).await, counted(1, 0, 0));
        assert_eq!(take_in(&store, &[changed, again.clone()]).await, counted(0, 2, 0));
        assert_eq!(take_in(&store, &[first]).await, counted(0, 0, 1), "an older file");
        let lidkoping = MunicipalityCode::parse("1494").unwrap();
        assert_eq!(store.notices(&police(), lidkoping, 10, 0).await.unwrap(), [again]);
        assert_eq!(store.n_notices(&police()).await.unwrap(), 1);
    }

    async fn twenty_thousand_notices_fit_in_one_transaction(home) {
        let store = with_organisations(home).await;
        let summary = "En personbil har kolliderat med ett vilt på väg 44. ".repeat(2);
        let file: Vec<_> = (0..20_000).map(|id| a_notice(id, "2023-04-03T10:00:00Z", &summary)).collect();
        let began = std::time::Instant::now();
        assert_eq!(take_in(&store, &file).await, counted(20_000, 0, 0));
        let first = began.elapsed();
        assert_eq!(take_in(&store, &file).await, counted(0, 0, 20_000));
        eprintln!("20,000 notices: {first:?} new, {:?} again", began.elapsed() - first);
    }
}
