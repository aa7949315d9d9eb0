//! The organisation's named places: a point each, or an area.

use handslag_domain::id::PlaceId;
use handslag_domain::incident::NamedPlace;
use handslag_domain::incident::words::plain_id;
use handslag_domain::organisation::OrganisationId;
use handslag_store::{DocumentKind, Held};
use jiff::Timestamp;

use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::error::{Invalid, guarded, invalid, json};
use crate::incident_doubt::municipality_at;
use crate::promise::saving;
use crate::{App, AppError};

/// A point this far out on a lake belongs to the municipality on the shore.
const OFF_THE_SHORE_M: f64 = 500.0;

impl App {
    /// The organisation's named places, by name.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn places(&self, actor: &Actor) -> Result<Vec<NamedPlace>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        self.held_places(permit.owner()?).await
    }

    /// A named place, with the version that a form of it is made from.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in, or there is no such place.
    pub async fn place(&self, actor: &Actor, id: &PlaceId) -> Result<Held<NamedPlace>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let kind = DocumentKind::Place;
        let held = self.store.document(permit.owner()?, kind, id.as_str());
        Ok(held.await?.ok_or(Denied::NoSuchRecord)?.read()?)
    }

    pub(crate) async fn held_places(
        &self,
        owner: &OrganisationId,
    ) -> Result<Vec<NamedPlace>, AppError> {
        let held = self.store.documents(owner, DocumentKind::Place).await?;
        let mut places = Vec::with_capacity(held.len());
        for (_, held) in held {
            places.push(held.read::<NamedPlace>()?.content);
        }
        places.sort_by_cached_key(|place| place.name.to_lowercase());
        Ok(places)
    }

    /// Adds a named place, or changes the one with its id; names it. Without an
    /// id it gets one of its name, without a municipality that of its point.
    ///
    /// - `made_from`: the version that it changes; none of a new one.
    ///
    /// # Errors
    /// [`AppError::PersonalData`] when its name may point out a person;
    /// [`AppError::Invalid`] when another has the name, or it is neither a point
    /// nor an area that is held; [`AppError::Stale`] with what somebody else saved
    /// in between.
    pub async fn save_place(
        &self,
        actor: &Actor,
        made_from: Option<u32>,
        place: &NamedPlace,
        now: Timestamp,
    ) -> Result<PlaceId, AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        let is_unnamed = place.id.as_str().is_empty();
        let place = self.checked_place(owner, place).await?;
        let (kind, id) = (DocumentKind::Place, place.id.as_str());
        let content = json(&place)?;
        let saving = saving(permit.member()?, now, None);
        let saved = self
            .store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .save_document(owner, kind, id, made_from, &content, &saving)
                    .await?)
            })
            .await;
        match saved {
            // Two added a place of one name at once, and the other was first.
            Err(AppError::Stale(_)) if is_unnamed => return Err(invalid("name", Invalid::Taken)),
            saved => saved?,
        };
        self.picture_moved(owner);
        Ok(place.id)
    }

    async fn checked_place(
        &self,
        owner: &OrganisationId,
        place: &NamedPlace,
    ) -> Result<NamedPlace, AppError> {
        let mut place = place.clone();
        place.name = place.name.trim().to_owned();
        if place.name.is_empty() {
            return Err(invalid("name", Invalid::Missing));
        }
        guarded("name", &place.name)?;
        let others = self.held_places(owner).await?;
        let is_taken = |other: &NamedPlace| {
            other.id != place.id && other.name.to_lowercase() == place.name.to_lowercase()
        };
        if others.iter().any(is_taken) {
            return Err(invalid("name", Invalid::Taken));
        }
        match (&place.point, &place.area) {
            (None, None) => return Err(invalid("position", Invalid::Missing)),
            (_, Some(code)) if !self.holds_area(owner, code).await? => {
                return Err(invalid("area", Invalid::Unknown));
            }
            _ => {}
        }
        if place.id.as_str().is_empty() {
            place.id = free_id(&place.name, &others);
        }
        let of_point = place
            .point
            .and_then(|p| municipality_at(p, OFF_THE_SHORE_M));
        place.municipality = place.municipality.or(of_point);
        Ok(place)
    }

    async fn holds_area(&self, owner: &OrganisationId, code: &str) -> Result<bool, AppError> {
        let names = self.held_area_names(owner).await?;
        Ok(names.iter().any(|(held, _)| held == code))
    }
}

fn free_id(name: &str, others: &[NamedPlace]) -> PlaceId {
    let plain = match plain_id(name) {
        empty if empty.is_empty() => "plats".to_owned(),
        plain => plain,
    };
    let is_free = |id: &PlaceId| others.iter().all(|other| other.id != *id);
    let numbered = (2..).map(|n| PlaceId(format!("{plain}-{n}")));
    std::iter::once(PlaceId(plain.clone()))
        .chain(numbered)
        .find(is_free)
        .expect("the numbers do not end before the places do")
}
