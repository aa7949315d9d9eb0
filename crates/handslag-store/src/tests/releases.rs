//! Releases: written once, copied whole, never changed; search finds the latest.

use handslag_domain::release::{FollowUpRelease, NewsItem, PromiseRelease};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::*;

fn a_document(id: &str, year: i16, version: u32) -> serde_json::Value {
    json!({
        "language": "sv", "example": true,
        "municipality": {"code": "1494", "name": "Lidköping", "slug": "lidkoping"},
        "promise": {"id": id, "title": "Löftet", "from": null, "to": null, "parties": []},
        "year": year, "at": "2023-12-31", "version": version, "published_on": null,
        "reason": null, "earlier": [], "tally": [], "summary": [], "background": null,
        "voices": [], "commitments": [], "parties": [], "problems": [], "goals": [],
        "context": [], "claims": [], "figures": [], "next_step": null, "contact": null,
        "sources": [],
    })
}

pub(super) fn a_promise_release(id: &str, version: u32) -> NewRelease {
    let content: PromiseRelease = serde_json::from_value(json!({
        "status": a_document(id, 2023, version),
        "source": null, "agreements": [], "versions": [], "ends_on": "2023-12-31",
    }))
    .unwrap();
    a_release(ReleaseContent::Promise(id.into(), Box::new(content)))
}

fn a_follow_up_release(year: i16, version: u32) -> NewRelease {
    let document = serde_json::from_value(a_document("p", year, version)).unwrap();
    let content = Box::new(FollowUpRelease { document });
    NewRelease {
        pdf: Some(format!("%PDF {year} {version}").into_bytes()),
        reason: (version > 1).then(|| "Rättat".to_owned()),
        ..a_release(ReleaseContent::FollowUp("p".into(), year, content))
    }
}

fn a_release(content: ReleaseContent) -> NewRelease {
    NewRelease {
        tenant: municipality(),
        municipality_slug: "lidkoping".to_owned(),
        published_at: noon(),
        published_by: None,
        reason: None,
        title: "Löftet".to_owned(),
        content,
        pdf: None,
        search: Vec::new(),
    }
}

async fn publish(store: &Store, new: &NewRelease) -> Result<u32, StoreError> {
    store.write(async |tx| tx.publish(new).await).await
}

fn found_by(kind: HitKind, title: &str, stems: &str) -> SearchEntry {
    SearchEntry {
        kind,
        title: title.to_owned(),
        path: format!("/lidkoping/p#{title}"),
        text: format!("Texten om {title}."),
        stems: stems.split(' ').map(str::to_owned).collect(),
    }
}

fn groups(query: &[&str]) -> Vec<Vec<String>> {
    query
        .iter()
        .map(|group| group.split(' ').map(str::to_owned).collect())
        .collect()
}

on_both_engines! {
    async fn the_public_sees_a_release_once_it_is_copied(home) {
        let store = with_promise(home).await;
        let reader = store.public_reader().await.unwrap();
        let id = PromiseId::from("p");
        assert_eq!(store.next_release_version(&municipality(), &id, None).await.unwrap(), 1);
        let new = a_promise_release("p", 1);
        assert_eq!(publish(&store, &new).await.unwrap(), 1);
        assert_eq!(reader.promise_release("lidkoping", &id).await.unwrap(), None);
        assert_eq!(store.publish_pending().await.unwrap(), 1);
        assert_eq!(store.publish_pending().await.unwrap(), 0, "doing it again does no harm");
        let public = reader.promise_release("lidkoping", &id).await.unwrap().unwrap();
        let ReleaseContent::Promise(_, content) = new.content else { unreachable!() };
        assert_eq!((public.version, public.content), (1, *content));
        assert_eq!((public.published_at, public.has_pdf), (noon(), false));
        let municipalities = reader.municipalities().await.unwrap();
        assert_eq!((municipalities[0].slug.as_str(), municipalities[0].n_promises), ("lidkoping", 1));
        assert_eq!(reader.promise_release("skara", &id).await.unwrap(), None);
    }

    async fn each_version_can_be_read_for_ever(home) {
        let store = with_promise(home).await;
        let id = PromiseId::from("p");
        for (year, version) in [(2022, 1), (2023, 1), (2023, 2)] {
            let next = store.next_release_version(&municipality(), &id, Some(year)).await.unwrap();
            assert_eq!(next, version);
            assert_eq!(publish(&store, &a_follow_up_release(year, version)).await.unwrap(), version);
        }
        for version in 1..=2 {
            assert_eq!(publish(&store, &a_promise_release("p", version)).await.unwrap(), version);
        }
        store.publish_pending().await.unwrap();
        let reader = store.public_reader().await.unwrap();
        let follow_up = async |year, version| {
            let release = reader.follow_up_release("lidkoping", &id, year, version).await.unwrap();
            release.map(|r| (r.version, r.content.document.year, r.reason))
        };
        assert_eq!(follow_up(2023, None).await, Some((2, 2023, Some("Rättat".to_owned()))));
        assert_eq!(follow_up(2023, Some(1)).await, Some((1, 2023, None)));
        assert_eq!(follow_up(2022, None).await, Some((1, 2022, None)));
        assert_eq!(follow_up(2022, Some(2)).await, None);
        assert_eq!(follow_up(2021, None).await, None);
        assert_eq!(reader.follow_up_years("lidkoping", &id).await.unwrap(), [2023, 2022]);
        let versions = reader.follow_up_versions("lidkoping", &id, 2023).await.unwrap();
        assert_eq!(versions.iter().map(|v| v.version).collect::<Vec<_>>(), [1, 2]);
        let pdf = async |year, version| reader.pdf("lidkoping", &id, year, version).await.unwrap();
        assert_eq!(pdf(Some(2023), None).await.unwrap(), b"%PDF 2023 2");
        assert_eq!(pdf(Some(2023), Some(1)).await.unwrap(), b"%PDF 2023 1");
        assert_eq!(pdf(None, None).await, None);
        let first = reader.promise_release_version("lidkoping", &id, 1).await.unwrap().unwrap();
        assert_eq!(first.content.status.version, 1);
        assert_eq!(reader.promise_versions("lidkoping", &id).await.unwrap().len(), 2);
        let latest = reader.promise_releases("lidkoping").await.unwrap();
        assert_eq!(latest.iter().map(|r| r.version).collect::<Vec<_>>(), [2]);
        assert_eq!(store.releases_of(&municipality(), &id).await.unwrap().len(), 5);
        assert_eq!(store.releases_of(&police(), &id).await.unwrap(), []);
    }

    async fn a_release_cannot_be_changed_or_removed(home) {
        let store = with_promise(home).await;
        publish(&store, &a_promise_release("p", 1)).await.unwrap();
        store.publish_pending().await.unwrap();
        for zone in [Zone::Internal, Zone::Public] {
            let raw = home.raw(zone).await;
            for sql in ["UPDATE release SET title = 'annat'", "DELETE FROM release"] {
                let refused = raw.execute_unprepared(sql).await.unwrap_err().to_string();
                assert!(refused.contains("a release is never"), "{zone:?} {sql}: {refused}");
            }
        }
    }

    async fn a_run_that_ended_before_the_copy_is_made_good_at_start(home) {
        let store = with_promise(home).await;
        publish(&store, &a_promise_release("p", 1)).await.unwrap();
        drop(store);
        let store = home.open().await;
        let reader = store.public_reader().await.unwrap();
        assert!(reader.promise_release("lidkoping", &"p".into()).await.unwrap().is_some());
    }

    async fn a_run_that_ended_before_the_copy_was_noted_copies_once(home) {
        let store = with_promise(home).await;
        let new = NewRelease {
            search: vec![found_by(HitKind::Promise, "Löftet", "löft")],
            ..a_promise_release("p", 1)
        };
        publish(&store, &new).await.unwrap();
        store.publish_pending().await.unwrap();
        home.raw(Zone::Internal).await.execute_unprepared("DELETE FROM release_copy").await.unwrap();
        assert_eq!(store.publish_pending().await.unwrap(), 1);
        let reader = store.public_reader().await.unwrap();
        assert_eq!(reader.search(&groups(&["löft"]), 9).await.unwrap().len(), 1);
    }

    async fn another_organisation_cannot_take_an_address(home) {
        let store = with_promise(home).await;
        publish(&store, &a_promise_release("p", 1)).await.unwrap();
        let taken = NewRelease { tenant: police(), ..a_promise_release("p", 1) };
        let refused = publish(&store, &taken).await;
        assert!(matches!(refused, Err(StoreError::AddressTaken { .. })), "{refused:?}");
        let elsewhere = NewRelease { municipality_slug: "skara".to_owned(), ..taken };
        assert_eq!(publish(&store, &elsewhere).await.unwrap(), 1);
    }

    async fn search_finds_the_latest_version_by_any_word_of_each_group(home) {
        let store = with_promise(home).await;
        let old = NewRelease {
            search: vec![found_by(HitKind::Promise, "Gammalt", "löft hund")],
            ..a_promise_release("p", 1)
        };
        let new = NewRelease {
            search: vec![
                found_by(HitKind::Promise, "Löftet", "löft trygg centrum"),
                found_by(HitKind::Commitment, "Hundsök", "hund sök narkotik skol åk7"),
                found_by(HitKind::Commitment, "Patrull", "polis centrum fot-patrull"),
            ],
            ..a_promise_release("p", 2)
        };
        let follow_up = NewRelease {
            search: vec![found_by(HitKind::FollowUp, "Uppföljning", "uppfölj trygg")],
            ..a_follow_up_release(2023, 1)
        };
        for release in [old, new, follow_up] {
            publish(&store, &release).await.unwrap();
        }
        store.publish_pending().await.unwrap();
        let reader = store.public_reader().await.unwrap();
        let check = async |query: &[&str], expected: &[&str]| {
            let hits = reader.search(&groups(query), 20).await.unwrap();
            let mut titles: Vec<_> = hits.iter().map(|h| h.title.as_str()).collect();
            titles.sort();
            assert_eq!(titles, expected, "{query:?}");
        };
        check(&["trygg"], &["Löftet", "Uppföljning"]).await;
        check(&["narkotik drog"], &["Hundsök"]).await;
        check(&["polis trygg", "centrum"], &["Löftet", "Patrull"]).await;
        check(&["hun"], &["Hundsök"]).await;
        check(&["hun", "sök"], &[]).await;
        check(&["patrull"], &["Patrull"]).await;
        check(&["ak7"], &[]).await;
        check(&["åk7"], &["Hundsök"]).await;
        check(&["gammal"], &[]).await;
        check(&["\" OR löft'* --", ")(*:&|!"], &["Löftet"]).await;
        check(&["Löft'"], &["Löftet"]).await;
        check(&["'\"*"], &[]).await;
        check(&[], &[]).await;
        let hit = &reader.search(&groups(&["narkotik"]), 1).await.unwrap()[0];
        assert_eq!((hit.kind, hit.path.as_str()), (HitKind::Commitment, "/lidkoping/p#Hundsök"));
        assert_eq!((hit.text.as_str(), hit.municipality_slug.as_str()), ("Texten om Hundsök.", "lidkoping"));
    }

    async fn news_is_read_a_page_at_a_time_latest_first(home) {
        let store = with_organisations(home).await;
        let item = |id: i64, published: &str, title: &str| NewsItem {
            id,
            published: published.to_owned(),
            kind: "Brand".to_owned(),
            title: title.to_owned(),
            summary: String::new(),
            path: "/x".to_owned(),
            sums_up: false,
        };
        let first = [
            item(1, "2023-04-01 10:00", "ett"),
            item(3, "2023-04-02 10:00", "tre"),
            item(2, "2023-04-02 10:00", "två"),
        ];
        let changed = [item(1, "2023-04-03 10:00", "ett, ändrat")];
        for items in [first.to_vec(), changed.to_vec()] {
            publish(&store, &a_release(ReleaseContent::News(items))).await.unwrap();
        }
        store.publish_pending().await.unwrap();
        let reader = store.public_reader().await.unwrap();
        let page = reader.news("lidkoping", 2, None).await.unwrap();
        assert_eq!(page, [changed[0].clone(), first[1].clone()]);
        let end = NewsPosition { published: page[1].published.clone(), id: page[1].id };
        assert_eq!(reader.news("lidkoping", 2, Some(&end)).await.unwrap(), first[2..]);
        assert_eq!(reader.news("skara", 2, None).await.unwrap(), []);
        assert!(reader.municipalities().await.unwrap().is_empty());
    }
}
