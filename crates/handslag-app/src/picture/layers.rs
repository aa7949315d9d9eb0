//! Which layers of areas a picture may be counted by: the organisation's own, by
//! name, and the municipalities. The first is the one that nobody needs to ask for.

use handslag_domain::organisation::OrganisationId;
use handslag_geo::area::{Area, municipalities};

use crate::aside::aside;
use crate::{App, AppError};

/// The name in an address of the layer that comes with the program. One of the
/// organisation's own with this name goes before it.
pub const MUNICIPALITIES: &str = "kommuner";

/// The layers that there are, and the one that is counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaLayers {
    /// By name, the first being the usual one.
    pub names: Vec<String>,
    /// Which of them is counted by.
    pub chosen: String,
    /// Whether that is the organisation's own.
    pub(super) is_own: bool,
}

impl AreaLayers {
    /// - `own`: the names of the organisation's own layers.
    /// - `asked`: the one that is asked for; the first when there is no such one.
    pub(super) fn of(own: &[String], asked: Option<&str>) -> Self {
        let mut names = own.to_vec();
        if !names.iter().any(|name| name == MUNICIPALITIES) {
            names.push(MUNICIPALITIES.to_owned());
        }
        let at = names.iter().position(|name| Some(name.as_str()) == asked);
        let at = at.unwrap_or(0);
        Self {
            chosen: names[at].clone(),
            names,
            is_own: at < own.len(),
        }
    }

    /// The one that is counted by, unless it is the usual one.
    pub(super) fn other(&self) -> Option<&str> {
        let is_usual = self.names.first() == Some(&self.chosen);
        (!is_usual).then_some(self.chosen.as_str())
    }
}

impl App {
    /// The layers of an organisation, with the one that is asked for chosen.
    pub(super) async fn area_layers_of(
        &self,
        owner: &OrganisationId,
        asked: Option<&str>,
    ) -> Result<AreaLayers, AppError> {
        let levels = self.store.area_levels(owner).await?;
        let own: Vec<String> = levels.into_iter().map(|(name, _)| name).collect();
        Ok(AreaLayers::of(&own, asked))
    }

    /// The areas of the layer that is chosen.
    pub(super) async fn areas_of_layer(
        &self,
        owner: &OrganisationId,
        layers: &AreaLayers,
    ) -> Result<Vec<Area>, AppError> {
        if !layers.is_own {
            return Ok(municipalities());
        }
        let stored = self.store.areas(owner, &layers.chosen).await?;
        aside(move || crate::area::areas_of(&stored)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_layer_is_the_first_of_its_own_and_else_the_municipalities() {
        let own = ["deso".to_owned(), "distrikt".to_owned()];
        for (own, asked, chosen, is_own, other) in [
            (&own[..], None, "deso", true, None),
            (&own, Some("deso"), "deso", true, None),
            (&own, Some("distrikt"), "distrikt", true, Some("distrikt")),
            (&own, Some("kommuner"), "kommuner", false, Some("kommuner")),
            (&own, Some("annat"), "deso", true, None),
            (&[], None, "kommuner", false, None),
            (&[], Some("deso"), "kommuner", false, None),
        ] {
            let layers = AreaLayers::of(own, asked);
            let found = (layers.chosen.as_str(), layers.is_own, layers.other());
            assert_eq!(found, (chosen, is_own, other), "{asked:?}");
        }
        let same = AreaLayers::of(&["kommuner".to_owned()], Some("kommuner"));
        assert_eq!((same.names.len(), same.is_own), (1, true));
    }
}
