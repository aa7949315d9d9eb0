//! Official figures of a promise's municipality, drawn beside the promise.

use std::ops::RangeInclusive;

use handslag_domain::document::PromiseDocument;
use handslag_domain::figures::{FigureChart, Measure};
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::series::{Area, Period, SeriesKey, Source};
use handslag_locale::Language;

use crate::access::{Action, Actor, Whose, decide};
use crate::chart_figures::{By, ChartOrder, chart};
use crate::{App, AppError};

/// Fewer years than this are drawn by month instead: three points are no line.
const FEWEST_YEARS: usize = 5;

/// The category that everybody asks about.
pub(crate) const ALL_OFFENCES: &str = "Totalt antal brott";

impl App {
    /// Every chart that the held figures give for a promise: each category as
    /// count and as rate.
    pub(crate) async fn charts(
        &self,
        owner: &OrganisationId,
        document: &PromiseDocument,
        language: Language,
    ) -> Result<Vec<FigureChart>, AppError> {
        let Some(area) = own_area(document) else {
            return Ok(Vec::new());
        };
        let (comparable, comparable_by) = comparable(document);
        let mut areas = vec![area.clone()];
        areas.extend(comparable.iter().cloned());
        let population = self.store.population(owner, &areas, 1990..=2100).await?;
        let promise = (document.promise.period.first_day()).zip(document.promise.period.last_day());
        let mut charts = Vec::new();
        let mut categories = self.store.categories(owner, &Source::BraReported).await?;
        categories.sort_by_key(|category| category != ALL_OFFENCES);
        for category in categories {
            let figures = self
                .store
                .figures(
                    owner,
                    &Source::BraReported,
                    &category,
                    &areas,
                    every_period(),
                )
                .await?;
            for measure in [Measure::Count, Measure::RatePer100k] {
                let order = |by, language| ChartOrder {
                    language,
                    category: &category,
                    area: &area,
                    comparable: &comparable,
                    comparable_by: &comparable_by,
                    measure,
                    by,
                    promise,
                };
                let drawn = |language| {
                    chart(&order(By::Year, language), &figures, &population)
                        .filter(|c| c.periods.len() >= FEWEST_YEARS)
                        .or_else(|| chart(&order(By::Month, language), &figures, &population))
                };
                charts.extend(drawn(language).map(|own| {
                    FigureChart {
                        translations: drawn(language.other())
                            .map(|other| (language.other().tag().to_owned(), other.words()))
                            .into_iter()
                            .collect(),
                        ..own
                    }
                }));
            }
        }
        Ok(charts)
    }

    /// Every revision of one figure that the organisation holds.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn figure_revisions(
        &self,
        actor: &Actor,
        key: &SeriesKey,
        period: Period,
    ) -> Result<Vec<handslag_store::FigureRevision>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self
            .store
            .figure_revisions(permit.owner()?, &(key.clone(), period))
            .await?)
    }
}

pub(crate) fn every_period() -> RangeInclusive<Period> {
    let year = |y| Period::of_year(y).expect("1990 and 2100 are years that a period may hold");
    year(1990)..=year(2100)
}

/// The area that figures are read for: the promise's first municipality.
pub(crate) fn own_area(document: &PromiseDocument) -> Option<Area> {
    area(document.promise.municipalities.first()?)
}

/// The municipality that a name or code means.
pub(crate) fn area(written: &str) -> Option<Area> {
    let code = MunicipalityCode::parse(written)
        .ok()
        .or_else(|| Municipality::by_name(written).map(|m| m.code))?;
    Some(Area::Municipality(code.current()))
}

fn comparable(document: &PromiseDocument) -> (Vec<Area>, String) {
    match &document.promise.compared_with {
        Some(with) => (
            with.municipalities.iter().filter_map(|m| area(m)).collect(),
            with.chosen_by.clone(),
        ),
        None => (Vec::new(), String::new()),
    }
}
