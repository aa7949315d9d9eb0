use std::sync::Arc;

use handslag_app::picture::{Asked, IncidentPicture, Near, Novelty, Since, SinceItem, SinceOrder};
use handslag_app::renderer::{Renderer, Rendering};
use handslag_app::{Actor, App, StoreDatabase};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::incident::CategoryTree;
use handslag_domain::organisation::Organisation;
use handslag_domain::picture::edition::PictureEdition;
use jiff::Timestamp;

use super::*;

/// Prints nothing: these tests are not about paper.
struct Blank;

impl Renderer for Blank {
    fn pdf<'a>(&'a self, _: &'a FollowUpDocument, _: bool) -> Rendering<'a> {
        Box::pin(async { Ok(b"%PDF-".to_vec()) })
    }

    fn picture_pdf<'a>(&'a self, _: &'a PictureEdition, _: bool) -> Rendering<'a> {
        Box::pin(async { Ok(b"%PDF-".to_vec()) })
    }
}

struct House {
    app: App,
    actor: Actor,
    _folder: tempfile::TempDir,
}

fn now() -> Timestamp {
    "2024-01-15T08:00:00Z".parse().unwrap()
}

impl House {
    async fn with_the_example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(Blank)).await.unwrap();
        let owner = Organisation {
            id: "lidkopings-kommun".into(),
            name: "Lidköpings kommun".to_owned(),
            party: "kommunen".into(),
        };
        app.store()
            .write(async |tx| tx.insert_organisation(&owner).await)
            .await
            .unwrap();
        let actor = App::operator(&owner.id);
        for place in places() {
            app.save_place(&actor, None, &place, now()).await.unwrap();
        }
        app.take_in_incidents(&actor, &incidents(), now())
            .await
            .unwrap();
        Self {
            app,
            actor,
            _folder: folder,
        }
    }

    async fn picture(&self) -> Arc<IncidentPicture> {
        self.app.picture(&self.actor, now()).await.unwrap()
    }

    async fn since(&self, from: Option<Date>) -> Since {
        let (order, asked) = (SinceOrder { from }, Asked::default());
        let told = self.app.since(&self.actor, &asked, order, now());
        let told = told.await.unwrap().unwrap();
        (*told).clone().unwrap()
    }
}

fn of<'a>(since: &'a Since, kind: &str) -> &'a SinceItem {
    let mut items = since.items.iter();
    let found = items.find(|item| item.category.as_str() == kind);
    found.unwrap_or_else(|| panic!("{kind} is not told of: {:#?}", since.items))
}

#[test]
fn they_are_the_same_each_time_and_each_is_there_once() {
    let (one, other) = (incidents(), incidents());
    assert_eq!(one, other);
    assert!(one.len() > 1500, "{}", one.len());
    let ids: std::collections::HashSet<_> = one.iter().map(|i| i.id).collect();
    assert_eq!(ids.len(), one.len());
}

#[test]
fn each_is_of_a_known_kind_and_says_that_it_is_invented() {
    let tree = CategoryTree::of_handslag();
    for incident in incidents() {
        assert!(
            tree.get(&incident.category).is_some(),
            "{}",
            incident.category
        );
        assert!(handslag_app::picture::is_example(&incident.source));
    }
}

#[tokio::test]
async fn the_list_of_the_last_thirty_days_finds_both_hidden_changes_and_no_other() {
    let house = House::with_the_example().await;
    let since = house.since(None).await;
    // Nothing was reported on the very last day.
    assert_eq!(
        (since.from, since.to),
        (date(2023, 12, 1), date(2023, 12, 30))
    );
    let drugs = of(&since, "narkotika");
    assert!(
        drugs.is_more() && drugs.novelty == Novelty::Recurring,
        "{drugs:#?}"
    );
    let mostly = drugs.mostly.as_ref().unwrap();
    assert_eq!(mostly.place, "Skolan 1 (exempel)");
    // Since October, give or take a period.
    assert!(drugs.run.since >= date(2023, 9, 1), "{:?}", drugs.run);
    let lamps = of(&since, "dalig-belysning");
    assert!(!lamps.is_more() && lamps.novelty == Novelty::Recurring);
    assert_eq!(lamps.mostly.as_ref().unwrap().place, "Parken (exempel)");
    let unusual = since.items.iter();
    let unusual = unusual.filter(|item| item.novelty != Novelty::NotUnusual);
    assert_eq!(unusual.count(), 2, "{:#?}", since.items);
    assert!(since.n_judged >= 8, "{}", since.n_judged);
}

#[tokio::test]
async fn since_a_meeting_in_the_autumn_the_drugs_are_new() {
    let house = House::with_the_example().await;
    let since = house.since(Some(date(2023, 10, 1))).await;
    let drugs = of(&since, "narkotika");
    assert_eq!(drugs.novelty, Novelty::New, "{drugs:?}");
    assert!(drugs.is_more());
    assert!(!of(&since, "dalig-belysning").is_more());
}

#[tokio::test]
async fn the_analyses_find_the_places_hours_and_repeats_that_were_put_in() {
    let house = House::with_the_example().await;
    let asked = Asked::default();
    let all = house.app.analyses(&house.actor, &asked, now());
    let all = all.await.unwrap().unwrap();
    let spots = all.hot_spots.as_ref().unwrap();
    let names: Vec<&Near> = spots.spots.iter().map(|spot| &spot.near).collect();
    assert!(
        // One square holds both: neither alone has all that it has.
        names.iter().any(|near| {
            matches!(near, Near::At(places) if places.contains(&"Krogstråket (exempel)".to_owned())
                && places.contains(&"Stationen (exempel)".to_owned()))
        }),
        "{names:?}"
    );
    let hours = all.hot_hours.as_ref().unwrap();
    // Friday is 4: from nine in the evening round the pubs.
    assert!(hours.hours[4][22].1, "{:?}", hours.runs);
    assert!(!hours.hours[1][9].1);
    let repeats = all.near_repeats.as_ref().unwrap();
    let burglary = repeats.kinds.iter();
    let burglary = burglary
        .clone()
        .find(|kind| kind.category.as_str() == "kallarinbrott");
    let burglary = burglary.unwrap_or_else(|| panic!("{:#?}", repeats.kinds));
    assert!(burglary.is_more(), "{burglary:#?}");
    let graffiti = repeats.kinds.iter();
    let graffiti = graffiti
        .clone()
        .find(|kind| kind.category.as_str() == "klotter");
    assert!(graffiti.is_none_or(|kind| !kind.is_more()));
    let clusters = all.clusters.as_ref().unwrap();
    assert!(clusters.is_clear(), "{clusters:?}");
    let cluster = clusters.cluster.as_ref().unwrap();
    assert!(
        matches!(&cluster.near, Near::At(places) if places.contains(&"Skolan 1 (exempel)".to_owned())),
        "{cluster:?}"
    );
    assert_eq!(cluster.kinds[0].0.as_str(), "narkotika");
    assert!(cluster.from >= date(2023, 9, 20), "{cluster:?}");
    assert!(all.gathered.as_ref().unwrap().is_more_than_chance());
    // Nobody has said how many live there, and there is one area alone.
    assert!(all.rates.is_err());
    // The same data give the same answer.
    let again = House::with_the_example().await;
    let again = again.app.analyses(&again.actor, &asked, now());
    assert_eq!(*all, *again.await.unwrap().unwrap());
    assert!(house.picture().await.n_all() > 1500);
}
