//! The municipality beside others, by Brå's figures that are held: against all,
//! and against those that Kolada calls alike.

use std::collections::BTreeMap;

use handslag_domain::effect::{Asks, ComparableGroup, Comparison, Examined, MonthSpan};
use handslag_domain::municipality::Municipality;
use handslag_domain::series::{Area, Source};
use handslag_geo::AreaIndex;
use handslag_geo::area::municipalities;
use handslag_geo::projection::PlanePoint;
use handslag_geo::snapshot::{CellSize, Filter};
use handslag_locale::Language;
use jiff::Timestamp;

use super::IncidentPicture;

use crate::access::{Action, Actor, Whose, decide};
use crate::effect::Panel;
use crate::figures::ALL_OFFENCES;
use crate::{App, AppError};

/// The middle of a square kilometre on the shore may lie in the water.
const COAST_M: f64 = 1_000.0;

/// What came of setting a municipality beside others.
#[derive(Debug, Clone, PartialEq)]
pub struct BesideOthers {
    /// Which municipality, by name.
    pub municipality: String,
    /// The categories that figures are held of.
    pub categories: Vec<String>,
    /// Which of them is compared.
    pub category: String,
    /// Kolada's group, when one is held.
    pub group: Option<ComparableGroup>,
    /// The year before and the year that is looked at.
    pub years: Option<(i16, i16)>,
    /// The answer; none when figures of two whole years are not held.
    pub examined: Option<Examined>,
}

impl App {
    /// The municipality that the picture is of beside others: the last whole year
    /// that figures are held for against the year before. `None` when the picture
    /// is of no single municipality.
    ///
    /// - `category`: the category to compare; all reported crime when not held.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn beside_others(
        &self,
        actor: &Actor,
        category: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<Option<BesideOthers>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let owner = permit.owner()?;
        let Some(code) = self.picture(actor, now).await?.municipality() else {
            return Ok(None);
        };
        let Some(area @ Area::Municipality(own)) = crate::figures::area(&code) else {
            return Ok(None);
        };
        let source = Source::BraReported;
        let categories = self.store.categories(owner, &source).await?;
        let category = match categories.iter().find(|held| *held == category) {
            Some(held) => held.clone(),
            None => ALL_OFFENCES.to_owned(),
        };
        let figures = self.store.figures_everywhere(owner, &source, &category);
        let panel = Panel::new(&category, &figures.await?);
        let group = self
            .comparable_groups(actor, &code)
            .await?
            .into_iter()
            .next();
        let years = last_two_years(&panel, &area);
        let examined = match years {
            Some((before, after)) => {
                let comparison = Comparison {
                    asks: Asks::ChangeAgainstOthers,
                    indicator: Some(category.clone()),
                    area: Some(code.clone()),
                    before: Some(before.period()),
                    after: Some(after.period()),
                    compared_with: group.as_ref().map(ComparableGroup::compared_with),
                    ..Comparison::default()
                };
                Some(self.compare(actor, &comparison, language).await?)
            }
            None => None,
        };
        let name = Municipality::by_code(own).map_or(code.as_str(), |m| m.name);
        Ok(Some(BesideOthers {
            municipality: name.to_owned(),
            categories,
            category,
            group,
            years: years.map(|(before, after)| (before.first.0, after.first.0)),
            examined,
        }))
    }
}

impl IncidentPicture {
    /// The code of the municipality that nine in ten of its incidents with a
    /// point lie in; of those without, that of their only area.
    fn municipality(&self) -> Option<String> {
        let everything = self.snapshot.grid(&Filter::default(), CellSize::KM);
        let total: u64 = everything.iter().map(|cell| u64::from(cell.count)).sum();
        if total == 0 {
            let mut areas = self.areas_with_any();
            return (areas.len() == 1).then(|| areas.remove(0).0);
        }
        let index = AreaIndex::new(municipalities());
        let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
        for cell in everything {
            let at = |n: i32| (f64::from(n) + 0.5) * CellSize::KM.side_m();
            let middle = PlanePoint::from_metres(at(cell.east), at(cell.north));
            let position = self.snapshot.plane().position(middle).ok();
            if let Some(number) = position.and_then(|p| index.find(p, COAST_M).area()) {
                *counts.entry(number).or_default() += u64::from(cell.count);
            }
        }
        let most = counts.into_iter().max_by_key(|(_, n)| *n);
        let (number, _) = most.filter(|(_, n)| 10 * n >= 9 * total)?;
        Some(index.areas().get(number)?.code.clone())
    }
}

/// The last whole year for which the area and most others have figures, and the
/// year before it.
fn last_two_years(panel: &Panel, area: &Area) -> Option<(MonthSpan, MonthSpan)> {
    let held = panel.months();
    let year = |year: i16| MonthSpan {
        first: (year, 1),
        last: (year, 12),
    };
    let is_held = |span: MonthSpan| {
        span.iter().all(|month| held.contains(&month)) && panel.total(area, span).is_some()
    };
    let newest = held.last()?.0;
    let mut years = (newest - 20..=newest).rev();
    let after = years.find(|of| is_held(year(*of)) && is_held(year(*of - 1)))?;
    Some((year(after - 1), year(after)))
}
