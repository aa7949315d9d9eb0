//! The pictures that are kept: of each organisation one for each layer of areas
//! that it was asked by, and no more than a few.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use handslag_domain::organisation::OrganisationId;

use super::IncidentPicture;

/// A picture takes some 16 bytes an incident, and few look by more layers than this.
const MOST_LAYERS: usize = 3;

/// Where one picture is kept. Held by whoever makes it, so that two readers do not
/// make it twice; and other organisations do not wait.
pub(crate) type Slot = Arc<tokio::sync::Mutex<Option<Arc<IncidentPicture>>>>;

/// The slots of an organisation, each with the name of the layer if one was asked
/// for; the one that was asked for last stands last.
type Slots = Vec<(Option<String>, Slot)>;

/// Every slot.
#[derive(Default)]
pub(crate) struct Kept(Mutex<HashMap<OrganisationId, Slots>>);

impl Kept {
    /// The slot of an organisation's picture by a layer. The one that has not been
    /// asked for the longest gives way when there are too many.
    pub fn slot(&self, owner: &OrganisationId, layer: Option<&str>) -> Slot {
        // Whatever a thread broke off, every slot in it is whole.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slots = kept.entry(owner.clone()).or_default();
        let at = slots.iter().position(|(name, _)| name.as_deref() == layer);
        let asked = match at {
            Some(at) => slots.remove(at),
            None => (layer.map(str::to_owned), Slot::default()),
        };
        let slot = Arc::clone(&asked.1);
        slots.push(asked);
        if slots.len() > MOST_LAYERS {
            slots.remove(0);
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_keeps_the_layers_that_it_asks_by_and_not_all_of_them() {
        let (kept, own) = (Kept::default(), OrganisationId::from("kommunen"));
        let first = kept.slot(&own, None);
        assert!(Arc::ptr_eq(&first, &kept.slot(&own, None)));
        assert!(!Arc::ptr_eq(&first, &kept.slot(&own, Some("regso"))));
        assert!(!Arc::ptr_eq(&first, &kept.slot(&"polisen".into(), None)));
        kept.slot(&own, Some("deso"));
        assert!(
            Arc::ptr_eq(&first, &kept.slot(&own, None)),
            "asked for again"
        );
        let regso = kept.slot(&own, Some("regso"));
        kept.slot(&own, Some("distrikt"));
        assert!(Arc::ptr_eq(&regso, &kept.slot(&own, Some("regso"))));
        assert!(Arc::ptr_eq(&first, &kept.slot(&own, None)));
    }
}
