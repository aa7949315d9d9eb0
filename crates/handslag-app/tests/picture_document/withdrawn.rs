//! An edition that was withdrawn: the one before it stands, and everyone is told
//! when and why; those who may read the picture can still read it.

use handslag_app::access::{Action, Actor};
use handslag_app::picture_document::WhichEdition;
use handslag_app::{AppError, Denied, Invalid, swedish_day};
use handslag_domain::organisation::Role;
use handslag_domain::picture::clock::LegalClock;
use handslag_domain::vocabulary::ReleasedTo;
use jiff::civil::date;

use crate::{House, now, picture};

const WHY: &str = "En siffra var fel.";

impl House {
    async fn withdraw(&self, actor: &Actor, version: u32, why: &str) -> Result<(), AppError> {
        let which = WhichEdition {
            released_to: ReleasedTo::Public,
            version,
            municipality: None,
        };
        self.app
            .withdraw_edition(actor, &self.owner, &self.picture, which, why, now())
            .await
    }

    /// Two public editions; the later has another clock.
    async fn with_two_editions() -> Self {
        let house = Self::with_picture().await;
        house.freeze(ReleasedTo::Public, None).await.unwrap();
        let mut document = picture();
        document.picture.updated_on = Some("2030-05-01".into());
        house.save(1, &document).await.unwrap();
        house
            .freeze(ReleasedTo::Public, Some("Ny bild."))
            .await
            .unwrap();
        house
    }

    async fn public(&self, version: Option<u32>) -> Option<u32> {
        let held = self.app.published().edition("lidkoping", version).await;
        held.unwrap().map(|held| held.edition.version)
    }
}

#[tokio::test]
async fn the_edition_before_stands_again_and_everyone_is_told_when_and_why() {
    let house = House::with_two_editions().await;
    house.withdraw(&house.kommun, 2, WHY).await.unwrap();
    // Pressed twice.
    house.withdraw(&house.kommun, 2, WHY).await.unwrap();
    assert_eq!(house.public(None).await, Some(1));
    assert_eq!(house.public(Some(2)).await, None);
    let told = house.app.published().withdrawn_editions("lidkoping").await;
    let told = told.unwrap();
    let [one] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!((one.version, one.withdrawal.reason.as_str()), (2, WHY));
    assert_eq!(one.withdrawal.at, now());
    // Inside it is read as before, with what became of it.
    let which = WhichEdition {
        released_to: ReleasedTo::Public,
        version: 2,
        municipality: None,
    };
    let held = house
        .app
        .edition(&house.kommun, &house.owner, &house.picture, which);
    assert_eq!(held.await.unwrap().withdrawn.unwrap().reason, WHY);
}

#[tokio::test]
async fn a_withdrawn_number_is_never_used_again_and_changes_are_those_since_what_stands() {
    let house = House::with_two_editions().await;
    house.withdraw(&house.kommun, 2, WHY).await.unwrap();
    let next = house.freeze(ReleasedTo::Public, Some("Rättad.")).await;
    assert_eq!(next.unwrap(), 3);
    let newest = house.app.published().edition("lidkoping", None).await;
    assert_eq!(newest.unwrap().unwrap().edition.compared_with, Some(1));
}

#[tokio::test]
async fn the_law_s_clock_counts_from_what_stands() {
    let house = House::with_two_editions().await;
    let today = date(2030, 6, 1);
    let clock = async || {
        let opened = house.open(&house.kommun, Action::ReadInternal).await;
        opened.unwrap().clock(today)
    };
    let of_first = LegalClock::of(&picture().picture, swedish_day(now())).seen_on(today);
    assert_ne!(clock().await, of_first);
    house.withdraw(&house.kommun, 2, WHY).await.unwrap();
    assert_eq!(clock().await, of_first);
    house
        .freeze(ReleasedTo::Public, Some("Rättad."))
        .await
        .unwrap();
    assert_ne!(clock().await, of_first);
}

#[tokio::test]
async fn an_edition_is_withdrawn_by_the_owner_s_publisher_with_a_reason_that_names_nobody() {
    let house = House::with_two_editions().await;
    house.share(Role::Editor).await;
    let partner = house.withdraw(&house.polis, 2, WHY).await;
    assert!(
        matches!(partner, Err(AppError::Denied(Denied::RoleTooLow { .. }))),
        "{partner:?}"
    );
    let silent = house.withdraw(&house.kommun, 2, "  ").await;
    assert!(
        matches!(
            silent,
            Err(AppError::Invalid {
                field: "reason",
                problem: Invalid::Missing
            })
        ),
        "{silent:?}"
    );
    let named = house
        .withdraw(&house.kommun, 2, "Erik Lindgren klagade.")
        .await;
    assert!(
        matches!(named, Err(AppError::PersonalData { .. })),
        "{named:?}"
    );
    let none = house.withdraw(&house.kommun, 9, WHY).await;
    assert!(
        matches!(none, Err(AppError::Denied(Denied::NoSuchRecord))),
        "{none:?}"
    );
    assert_eq!(house.public(None).await, Some(2));
}
