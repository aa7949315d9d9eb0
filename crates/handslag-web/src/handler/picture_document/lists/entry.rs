//! The fields of one thing of a picture's lists, and what they make of it.

use handslag_domain::id::{IndicatorId, PartyId, PlaceId};
use handslag_domain::party::Party;
use handslag_domain::picture::{Criterion, PictureDocument};
use handslag_domain::place::{Place, lies_in};
use handslag_domain::problem::Indicator;
use handslag_domain::vocabulary::HandbookCriterion;
use handslag_domain::worded::Vocabulary;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::super::entry::missing;
use super::super::super::new_id::new_id;
use super::super::super::upkeep::places::{KINDS, kind_words};
use super::super::forms::{Filled, amount, released};
use super::super::part::{self, indicator};
use super::{EntryForm, List};
use crate::component::FormError;
use crate::fields::Fields;
use crate::visit::Visit;

/// What a party can be, as it is kept.
const PARTY_KINDS: [&str; 7] = [
    "police",
    "municipality",
    "county_board",
    "property_owner",
    "business",
    "school",
    "association",
];

impl EntryForm<'_> {
    fn document(&self) -> &PictureDocument {
        &self.opened.document
    }

    fn held<T: Clone + Default>(&self, all: &[T]) -> T {
        let held = self.at.and_then(|at| all.get(at));
        held.cloned().unwrap_or_default()
    }

    /// The form as it is held.
    pub(super) fn fields_of(&self, t: Texts) -> Fields {
        let document = self.document();
        let mut fields = Fields::default();
        let mut set = |name: &str, value: Option<String>| {
            fields.set(name, value.unwrap_or_default());
        };
        match self.list {
            List::Places => {
                let place = self.held(&document.places);
                set("namn", Some(place.name));
                set("slag", place.kind);
                set("inom", place.within.map(|within| within.0));
            }
            List::Parties => {
                let party = self.held(&document.parties);
                set("namn", Some(party.name));
                set("slag", party.kind);
            }
            List::Criteria => {
                let criterion = self.held(&document.criteria);
                set("kriterium", Some(criterion.name));
                set("ord", criterion.words);
                set("hogst", criterion.most.map(|most| most.as_written()));
                set("vikt", criterion.weight.map(|weight| weight.as_written()));
            }
            List::Indicators => {
                let held: Indicator = self.held(&document.indicators);
                let readers = held.released.as_ref().map(|r| r.as_str().to_owned());
                fields = indicator::fields_of(t, &held);
                fields.set("visas", readers.unwrap_or_default());
            }
        }
        fields
    }

    /// Puts what the fields say into the list.
    pub(super) fn put(
        &self,
        document: &mut PictureDocument,
        visit: &Visit,
        fields: &Fields,
        errors: &mut Vec<FormError>,
    ) {
        let t = visit.t();
        match self.list {
            List::Places => {
                let held: Place = self.held(&document.places);
                let taken = ids(&document.places, |place| place.id.as_str());
                let mut place = Place {
                    name: needed(visit, fields, "namn", &t.place_name(), errors),
                    kind: fields.words("slag"),
                    within: fields.words("inom").map(PlaceId),
                    ..held
                };
                if self.at.is_none() {
                    place.id = PlaceId(new_id(&place.name, "plats", &borrowed(&taken)));
                }
                put(&mut document.places, self.at, place);
            }
            List::Parties => {
                let held: Party = self.held(&document.parties);
                let taken = ids(&document.parties, |party| party.id.as_str());
                let mut party = Party {
                    name: needed(visit, fields, "namn", &t.place_name(), errors),
                    kind: fields.words("slag"),
                    ..held
                };
                if self.at.is_none() {
                    party.id = PartyId(new_id(&party.name, "part", &borrowed(&taken)));
                }
                put(&mut document.parties, self.at, party);
            }
            List::Criteria => {
                let criterion = self.criterion(visit, fields, errors);
                put(&mut document.criteria, self.at, criterion);
            }
            List::Indicators => {
                let held: Indicator = self.held(&document.indicators);
                let taken = ids(&document.indicators, |indicator| indicator.id.as_str());
                needed(visit, fields, "ord", &t.chain_step_effect(), errors);
                let mut changed = indicator::changed(held, visit, fields, errors);
                changed.released = released(fields);
                if self.at.is_none() {
                    changed.id = IndicatorId(new_id(&changed.words, "matt", &borrowed(&taken)));
                }
                put(&mut document.indicators, self.at, changed);
            }
        }
    }

    /// One of the handbook's by its name; one's own is named by its words. A
    /// name stays, since the scores of the problems go by it.
    fn criterion(&self, visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Criterion {
        let t = visit.t();
        let criteria = &self.document().criteria;
        let held = self.held(criteria);
        let of_handbook = HandbookCriterion::named(match self.at {
            Some(_) => &held.name,
            None => fields.get("kriterium"),
        });
        let words = match of_handbook {
            Some(_) => fields.words("ord"),
            None => Some(needed(
                visit,
                fields,
                "ord",
                &t.picture_doc_criterion_asks(),
                errors,
            )),
        };
        let most = amount(
            visit,
            fields,
            "hogst",
            &t.picture_doc_criterion_most(),
            errors,
        );
        let weight = amount(
            visit,
            fields,
            "vikt",
            &t.picture_doc_criterion_weight(),
            errors,
        );
        let taken = ids(criteria, |criterion| &criterion.name);
        let name = match (self.at, of_handbook) {
            (Some(_), _) => held.name.clone(),
            (None, Some(known)) => known.name().to_owned(),
            (None, None) => {
                let words = words.as_deref().unwrap_or_default();
                new_id(words, "kriterium", &borrowed(&taken))
            }
        };
        Criterion {
            name,
            words,
            most,
            weight,
            ..held
        }
    }

    /// The fields.
    pub(super) fn fields(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        match self.list {
            List::Places => html! {
                (filled.line("namn", &t.place_name(), &t.place_name_hint()))
                (filled.choice("slag", &t.place_kind(), place_kinds(t)))
                (filled.choice("inom", &t.picture_doc_place_within(), self.larger_places()))
            },
            List::Parties => html! {
                (filled.line("namn", &t.place_name(), &t.picture_doc_party_name_hint()))
                (filled.choice("slag", &t.place_kind(), party_kinds(t)))
            },
            List::Criteria => html! {
                @if self.at.is_none() {
                    (filled.choice("kriterium", &t.picture_doc_criterion_handbook(), self.handbook(t)))
                }
                (filled.line("ord", &t.picture_doc_criterion_asks(), &t.picture_doc_criterion_asks_hint()))
                (filled.line("hogst", &t.picture_doc_criterion_most(), &t.picture_doc_criterion_most_hint()))
                (filled.line("vikt", &t.picture_doc_criterion_weight(), &t.picture_doc_criterion_weight_hint()))
            },
            List::Indicators => html! {
                (indicator::inner(filled))
                (filled.readers())
            },
        }
    }

    /// Places that this one may lie in: not itself, nor what lies in it.
    fn larger_places(&self) -> Vec<(String, String)> {
        let places = &self.document().places;
        let own = self.at.and_then(|at| places.get(at));
        let is_within = |place: &Place| {
            own.is_some_and(|own| lies_in(places, &place.id, std::slice::from_ref(&own.id)))
        };
        let larger = places.iter().filter(|place| !is_within(place));
        let larger = larger.map(|place| (place.id.0.clone(), place.name.clone()));
        std::iter::once((String::new(), "–".to_owned()))
            .chain(larger)
            .collect()
    }

    /// The handbook's criteria that the picture has not stated.
    fn handbook(&self, t: Texts) -> Vec<(String, String)> {
        let stated = &self.document().criteria;
        let left = HandbookCriterion::ALL.iter().map(|known| known.name());
        let left = left.filter(|name| !stated.iter().any(|own| own.name == *name));
        let left = left.map(|name| (name.to_owned(), t.criterion_named(name)));
        std::iter::once((String::new(), t.picture_doc_criterion_own()))
            .chain(left)
            .collect()
    }
}

fn place_kinds(t: Texts) -> Vec<(String, String)> {
    let mut kinds = vec![
        (String::new(), "–".to_owned()),
        ("municipality".to_owned(), t.work_municipality()),
        ("area".to_owned(), t.picture_area()),
    ];
    kinds.extend(KINDS.map(|kind| (kind.to_owned(), kind_words(t, kind))));
    kinds
}

fn party_kinds(t: Texts) -> Vec<(String, String)> {
    let words = |kind: &str| match kind {
        "police" => t.party_kind_police(),
        "municipality" => t.party_kind_municipality(),
        "county_board" => t.party_kind_county_board(),
        "property_owner" => t.party_kind_property_owner(),
        "business" => t.party_kind_business(),
        "school" => t.party_kind_school(),
        _ => t.party_kind_association(),
    };
    let kinds = PARTY_KINDS.map(|kind| (kind.to_owned(), words(kind)));
    std::iter::once((String::new(), "–".to_owned()))
        .chain(kinds)
        .collect()
}

/// The words of a field that must say something.
fn needed(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    label: &str,
    errors: &mut Vec<FormError>,
) -> String {
    if fields.get(name).is_empty() {
        errors.push(missing(visit, name, label));
    }
    fields.get(name).to_owned()
}

fn ids<T>(all: &[T], id: impl Fn(&T) -> &str) -> Vec<String> {
    all.iter().map(|one| id(one).to_owned()).collect()
}

fn borrowed(ids: &[String]) -> Vec<&str> {
    ids.iter().map(String::as_str).collect()
}

fn put<T>(all: &mut Vec<T>, at: Option<usize>, one: T) {
    match at.and_then(|at| all.get_mut(at)) {
        Some(slot) => *slot = one,
        None => all.push(one),
    }
}

/// The form's name for a place in the document.
pub(super) fn field_of(path: &str) -> Option<String> {
    match path.rsplit('.').next()? {
        "name" => Some("namn".to_owned()),
        _ => part::field_of(path),
    }
}
