//! Incidents once each, with a trace; shared by an explicit act; merged without being changed.

use std::collections::BTreeMap;

use handslag_domain::incident::{
    Incident, IncidentId, Point, Precision, Spot, TimePrecision, TimeWindow, WrittenSpot,
};
use handslag_domain::municipality::MunicipalityCode;
use jiff::civil::date;
use serde_json::json;

use super::*;

fn incident(key: &str, spot: WrittenSpot) -> Incident {
    let from: Timestamp = "2023-06-02T21:15:00Z".parse().unwrap();
    let to: Timestamp = "2023-06-03T05:00:00Z".parse().unwrap();
    Incident {
        id: IncidentId::of("EST", &key.into()),
        source: "EST".to_owned(),
        key: key.into(),
        window: TimeWindow::new(from, to, TimePrecision::Interval).unwrap(),
        category: "klotter".into(),
        at: Spot::kept(spot),
        count: 1,
        counts: BTreeMap::new(),
        note: None,
        merged_from: Vec::new(),
    }
}

fn at_a_point() -> WrittenSpot {
    WrittenSpot {
        precision: Precision::Block,
        point: Some(Point::from_degrees(58.505_123_4, 13.157_765_4).unwrap()),
        area: Some("1494A0010".to_owned()),
        municipality: Some(MunicipalityCode::parse("1494").unwrap()),
        ..WrittenSpot::default()
    }
}

fn received() -> Received {
    Received {
        at: "2023-06-05T08:00:00Z".parse().unwrap(),
        by: None,
        batch: None,
    }
}

async fn take_in(store: &Store, incidents: &[Incident]) -> InsertedIncidents {
    store
        .write(async |tx| tx.insert_incidents(&police(), &received(), incidents).await)
        .await
        .unwrap()
}

async fn all(store: &Store, tenant: &OrganisationId) -> Vec<Incident> {
    let mut all = Vec::new();
    store
        .each_incident(tenant, |some| all.extend(some))
        .await
        .unwrap();
    all
}

fn why(reason: &str) -> Saving {
    Saving {
        by: None,
        at: "2023-06-06T08:00:00Z".parse().unwrap(),
        reason: Some(reason.to_owned()),
    }
}

on_both_engines! {
    async fn an_incident_is_read_as_it_was_taken_in(home) {
        let store = with_organisations(home).await;
        let mut rich = incident("1", at_a_point());
        rich.count = 3;
        rich.counts = [("rutor".to_owned(), 7)].into();
        rich.note = Some("Kastade stenar mot bron.".to_owned());
        let indoors = incident("2", WrittenSpot { indoors: true, ..at_a_point() });
        assert_eq!(take_in(&store, &[rich.clone(), indoors.clone()]).await, InsertedIncidents { new: 2, already: 0 });
        let mut expected = vec![rich, indoors];
        expected.sort_by_key(|i| i.id);
        assert_eq!(all(&store, &police()).await, expected);
        assert!(all(&store, &municipality()).await.is_empty(), "another organisation's were read");
        let held = store.incident(&municipality(), expected[0].id).await.unwrap();
        assert!(held.is_none());
    }

    async fn a_second_import_changes_nothing(home) {
        let store = with_organisations(home).await;
        let first = incident("1", at_a_point());
        take_in(&store, std::slice::from_ref(&first)).await;
        let mut other_words = first.clone();
        other_words.category = "brand".into();
        let again = take_in(&store, &[other_words, incident("2", at_a_point())]).await;
        assert_eq!(again, InsertedIncidents { new: 1, already: 1 });
        let held = store.incident(&police(), first.id).await.unwrap().unwrap();
        assert_eq!((held.version, held.incident), (1, first));
    }

    async fn a_correction_keeps_what_was_said_and_a_stale_one_is_refused(home) {
        let store = with_organisations(home).await;
        let before = incident("1", at_a_point());
        take_in(&store, std::slice::from_ref(&before)).await;
        let mut after = before.clone();
        after.category = "brand".into();
        let save = async |version| {
            store
                .write(async |tx| tx.save_incident(&police(), version, &after, &why("fel sort")).await)
                .await
        };
        assert_eq!(save(1).await.unwrap(), 2);
        assert!(matches!(save(1).await, Err(StoreError::Stale { .. })));
        let changes = store.incident_changes(&police(), before.id).await.unwrap();
        assert_eq!(changes.len(), 1);
        assert_eq!((&changes[0].before, changes[0].saving.reason.as_deref()), (&before, Some("fel sort")));
        assert_eq!(all(&store, &police()).await, [after]);
    }

    async fn what_is_withdrawn_no_longer_counts_and_can_still_be_read(home) {
        let store = with_organisations(home).await;
        let one = incident("1", at_a_point());
        take_in(&store, std::slice::from_ref(&one)).await;
        store
            .write(async |tx| tx.withdraw_incident(&police(), one.id, 1, &why("hände inte")).await)
            .await
            .unwrap();
        assert!(all(&store, &police()).await.is_empty());
        assert_eq!(store.n_incidents(&police()).await.unwrap(), 0);
        let held = store.incident(&police(), one.id).await.unwrap().unwrap();
        assert!(held.withdrawn.is_some());
    }

    async fn the_list_is_read_page_by_page_forwards_and_back_with_each_once(home) {
        let store = with_organisations(home).await;
        // Of one file, so that only their ids tell them apart; every third is a fire.
        let kind = |n: usize| if n.is_multiple_of(3) { "brand" } else { "klotter" };
        let rows: Vec<Incident> = (0..7)
            .map(|n| Incident { category: kind(n).into(), ..incident(&n.to_string(), at_a_point()) })
            .collect();
        take_in(&store, &rows).await;
        let everything = IncidentListFilter::default();
        let page = async |filter: &IncidentListFilter, turn| {
            store.incident_page(&police(), filter, turn, 3).await.unwrap()
        };
        let ids = |page: &IncidentPage| -> Vec<IncidentId> {
            page.incidents.iter().map(|held| held.incident.id).collect()
        };
        let mut expected: Vec<IncidentId> = rows.iter().map(|row| row.id).collect();
        expected.sort_by(|a, b| b.cmp(a));
        let first = page(&everything, IncidentTurn::Latest).await;
        assert_eq!((ids(&first), first.n_later, first.n_all), (expected[..3].to_vec(), 0, 7));
        let last = |page: &IncidentPage| page.incidents.last().unwrap().position();
        let second = page(&everything, IncidentTurn::Before(last(&first))).await;
        assert_eq!((ids(&second), second.n_later), (expected[3..6].to_vec(), 3));
        let third = page(&everything, IncidentTurn::Before(last(&second))).await;
        assert_eq!((ids(&third), third.n_later), (expected[6..].to_vec(), 6));
        let back = page(&everything, IncidentTurn::After(third.incidents[0].position())).await;
        assert_eq!(back, second);
        let fires = IncidentListFilter { categories: Some(vec!["brand".into()]), source: None };
        let fires = page(&fires, IncidentTurn::Latest).await;
        assert_eq!((fires.incidents.len(), fires.n_all), (3, 3));
        let of = |source: &str| IncidentListFilter { categories: None, source: Some(source.to_owned()) };
        assert_eq!(page(&of("EST"), IncidentTurn::Latest).await.n_all, 7);
        assert_eq!(page(&of("rapport"), IncidentTurn::Latest).await, IncidentPage::default());
        let none = IncidentListFilter { categories: Some(Vec::new()), source: None };
        assert_eq!(page(&none, IncidentTurn::Latest).await, IncidentPage::default());
        let written = third.incidents[0].position();
        assert_eq!(written.to_string().parse(), Ok(written));
        assert!("1700000000_x".parse::<IncidentPosition>().is_err());
    }

    async fn the_tables_refuse_a_dwelling_with_a_place_and_a_centre_as_a_point(home) {
        let store = with_organisations(home).await;
        take_in(&store, &[incident("1", at_a_point())]).await;
        let raw = home.raw(Zone::Internal).await;
        for change in ["is_indoors = TRUE", "precision = 'area'", "to_second = from_second"] {
            let sql = format!("UPDATE incident SET {change}");
            assert!(raw.execute_unprepared(&sql).await.is_err(), "{change}");
        }
    }

    async fn incidents_are_shown_to_a_partner_for_a_time(home) {
        let store = with_organisations(home).await;
        let share = IncidentShare {
            owner: police(),
            partner: municipality(),
            purpose: "gemensam lägesbild".to_owned(),
            kinds: vec!["brott".into()],
            happened_from: Some(date(2022, 1, 1)),
            shared_on: date(2023, 1, 1),
            ends_on: date(2023, 12, 31),
        };
        store.write(async |tx| tx.share_incidents(&share).await).await.unwrap();
        let shown = async |on| store.shown_incidents_of(&municipality(), on).await.unwrap();
        assert_eq!(shown(date(2023, 1, 1)).await, std::slice::from_ref(&share));
        assert_eq!(shown(date(2023, 12, 31)).await, std::slice::from_ref(&share));
        assert!(shown(date(2024, 1, 1)).await.is_empty());
        assert!(shown(date(2022, 12, 31)).await.is_empty());
        assert_eq!(store.incident_shares(&police()).await.unwrap(), [share]);
        let to_police = store.shown_incidents_of(&police(), date(2023, 6, 1)).await.unwrap();
        assert!(to_police.is_empty());
        store
            .write(async |tx| tx.end_incident_share(&police(), &municipality()).await)
            .await
            .unwrap();
        assert!(shown(date(2023, 1, 1)).await.is_empty());
    }

    async fn what_is_not_the_same_is_remembered_once(home) {
        let store = with_organisations(home).await;
        let a = (police(), IncidentId::of("EST", &"1".into()));
        let b = (municipality(), IncidentId::of("skolan", &"7".into()));
        for pair in [(&a, &b), (&b, &a)] {
            store
                .write(async |tx| tx.tell_incidents_apart(&police(), pair, &why("")).await)
                .await
                .unwrap();
        }
        let (first, second) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let distinct = store.distinct_incidents(&police()).await.unwrap();
        assert_eq!(distinct, [(first, second)]);
        assert!(store.distinct_incidents(&municipality()).await.unwrap().is_empty());
    }

    async fn merged_incidents_are_taken_apart_again(home) {
        let store = with_organisations(home).await;
        let merge = IncidentMerge {
            kept: (police(), IncidentId::of("EST", &"1".into())),
            other: (municipality(), IncidentId::of("skolan", &"7".into())),
        };
        store
            .write(async |tx| tx.merge_incidents(&police(), &merge, &why("samma händelse")).await)
            .await
            .unwrap();
        assert_eq!(store.incident_merges(&police()).await.unwrap(), std::slice::from_ref(&merge));
        assert!(store.incident_merges(&municipality()).await.unwrap().is_empty());
        let at: Timestamp = "2023-06-07T08:00:00Z".parse().unwrap();
        store
            .write(async |tx| tx.take_apart_incidents(&police(), &merge.other, at).await)
            .await
            .unwrap();
        assert!(store.incident_merges(&police()).await.unwrap().is_empty());
        let trace = store.traced_merges(&police()).await.unwrap();
        assert_eq!(trace.len(), 1);
        assert_eq!((&trace[0].merge, trace[0].taken_apart), (&merge, Some(at)));
        assert_eq!(trace[0].saving.reason.as_deref(), Some("samma händelse"));
    }

    async fn a_document_is_kept_with_every_version(home) {
        let store = with_organisations(home).await;
        let save = async |expected, content: serde_json::Value| {
            store
                .write(async |tx| {
                    let kind = DocumentKind::Place;
                    tx.save_document(&police(), kind, "torget", expected, &content, &why("nytt namn")).await
                })
                .await
        };
        assert_eq!(save(None, json!({"name": "Torget"})).await.unwrap(), 1);
        assert_eq!(save(Some(1), json!({"name": "Stora torget"})).await.unwrap(), 2);
        assert!(matches!(save(Some(1), json!({})).await, Err(StoreError::Stale { .. })));
        let held = store.documents(&police(), DocumentKind::Place).await.unwrap();
        assert_eq!(held.len(), 1);
        assert_eq!((held[0].1.version, &held[0].1.content), (2, &json!({"name": "Stora torget"})));
        let versions = store.document_versions(&police(), DocumentKind::Place, "torget").await.unwrap();
        assert_eq!(versions[0].held.content, json!({"name": "Torget"}));
        assert!(store.documents(&police(), DocumentKind::Picture).await.unwrap().is_empty());
        assert!(store.documents(&municipality(), DocumentKind::Place).await.unwrap().is_empty());
    }

    async fn a_layer_of_areas_is_replaced_whole(home) {
        let store = with_organisations(home).await;
        let area = |code: &str| StoredArea {
            code: code.to_owned(),
            name: format!("Område {code}"),
            geometry: "{}".to_owned(),
        };
        for codes in [vec!["A", "B"], vec!["B", "C", "D"]] {
            let areas: Vec<StoredArea> = codes.into_iter().map(area).collect();
            store
                .write(async |tx| tx.replace_areas(&police(), "deso", &areas).await)
                .await
                .unwrap();
        }
        let held = store.areas(&police(), "deso").await.unwrap();
        assert_eq!(held, ["B", "C", "D"].map(area));
        assert_eq!(store.area_levels(&police()).await.unwrap(), [("deso".to_owned(), 3)]);
    }
}
