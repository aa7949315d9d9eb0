//! Official figures with every revision.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use handslag_domain::organisation::OrganisationId;
use handslag_domain::series::{
    Area, Figure, FigureValue, Period, Revised, SeriesKey, Source, Unit, revise,
};
use jiff::civil::Date;
use sea_orm::QueryResult;

use crate::error::StoreError;
use crate::import_batch::BatchId;
use crate::sql::{Row, Values, places, values};
use crate::store::{Records, Tx};

/// Which figure: its series and when.
pub type SeriesPeriod = (SeriesKey, Period);

/// What became of the figures of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RevisedFigures {
    /// Nothing was held before.
    pub new: usize,
    /// They became the current ones, over others that are kept.
    pub revised: usize,
    /// Held already, word for word.
    pub unchanged: usize,
    /// Preliminary where a final one is held; kept, but not current.
    pub older: usize,
    /// `..` where a number is held; kept, but the number stays current.
    pub no_longer_given: usize,
}

/// One revision of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRevision {
    /// Counts from 1.
    pub revision: u32,
    /// What was published.
    pub figure: Figure,
    /// Whether it is the one that is shown.
    pub is_current: bool,
    /// The import it came with.
    pub batch: BatchId,
    /// The day it was imported.
    pub seen_on: Date,
}

fn unit(name: &str) -> Option<Unit> {
    [Unit::Count, Unit::RatePer100k, Unit::Percent]
        .into_iter()
        .find(|u| u.as_str() == name)
}

/// How a value is stored: the number, and what was written.
fn stored(value: FigureValue) -> (Option<i64>, &'static str) {
    match value {
        FigureValue::Missing => (None, ".."),
        FigureValue::Dash => (None, "-"),
        FigureValue::Given(number) => (Some(number), "number"),
    }
}

fn figure(row: &QueryResult) -> Result<Figure, StoreError> {
    let value: Option<i64> = row.get("value")?;
    let written: String = row.get("written")?;
    Ok(Figure {
        key: SeriesKey {
            source: Source::from(row.get::<String>("source")?),
            category: row.get("category")?,
            area: row.parsed("area")?,
            unit: row.word("unit", unit)?,
        },
        period: row.parsed("period")?,
        value: match (written.as_str(), value) {
            ("..", _) => FigureValue::Missing,
            ("-", _) => FigureValue::Dash,
            (_, Some(number)) => FigureValue::Given(number),
            (_, None) => return Err(StoreError::unreadable("value", "a number is missing")),
        },
        preliminary: row.get("is_preliminary")?,
    })
}

fn revision(row: &QueryResult) -> Result<FigureRevision, StoreError> {
    Ok(FigureRevision {
        revision: row.u32("revision")?,
        figure: figure(row)?,
        is_current: row.get("is_current")?,
        batch: BatchId(row.get("batch_id")?),
        seen_on: row.parsed("seen_on")?,
    })
}

impl Records {
    /// The current figures of a category in these areas, from the first period
    /// to the last. A year lies before its months: from `2013` to `2014-12`
    /// covers two years and their months.
    pub async fn figures(
        &self,
        tenant: &OrganisationId,
        source: &Source,
        category: &str,
        areas: &[Area],
        range: std::ops::RangeInclusive<Period>,
    ) -> Result<Vec<Figure>, StoreError> {
        if areas.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT source, category, area, unit, period, value, written, is_preliminary
             FROM figure
             WHERE tenant_id = $1
               AND source = $2
               AND category = $3
               AND is_current
               AND period >= $4
               AND period <= $5
               AND area IN {}
             ORDER BY area, unit, period",
            places(1, areas.len(), 5)
        );
        let mut values = values![
            tenant.as_str(),
            source.as_str(),
            category,
            range.start().to_string(),
            range.end().to_string(),
        ];
        values.extend(areas.iter().map(|a| a.to_string().into()));
        let rows = self.all(&sql, values).await?;
        rows.iter().map(figure).collect()
    }

    /// The current figures of a category in every area, all periods.
    pub async fn figures_everywhere(
        &self,
        tenant: &OrganisationId,
        source: &Source,
        category: &str,
    ) -> Result<Vec<Figure>, StoreError> {
        let sql = "SELECT source, category, area, unit, period, value, written, is_preliminary
                   FROM figure
                   WHERE tenant_id = $1
                     AND source = $2
                     AND category = $3
                     AND is_current
                   ORDER BY area, unit, period";
        let values = values![tenant.as_str(), source.as_str(), category];
        let rows = self.all(sql, values).await?;
        rows.iter().map(figure).collect()
    }

    /// Every revision of one figure, oldest first.
    pub async fn figure_revisions(
        &self,
        tenant: &OrganisationId,
        (key, period): &SeriesPeriod,
    ) -> Result<Vec<FigureRevision>, StoreError> {
        let sql = "SELECT source, category, area, unit, period, value, written, is_preliminary,
                       revision, is_current, batch_id, seen_on
                   FROM figure
                   WHERE tenant_id = $1
                     AND source = $2
                     AND category = $3
                     AND area = $4
                     AND unit = $5
                     AND period = $6
                   ORDER BY revision";
        let values = values![
            tenant.as_str(),
            key.source.as_str(),
            key.category.as_str(),
            key.area.to_string(),
            key.unit.as_str(),
            period.to_string(),
        ];
        let rows = self.all(sql, values).await?;
        rows.iter().map(revision).collect()
    }

    /// The categories that a source has figures for.
    pub async fn categories(
        &self,
        tenant: &OrganisationId,
        source: &Source,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT category
                   FROM figure
                   WHERE tenant_id = $1
                     AND source = $2
                   ORDER BY category";
        let rows = self
            .all(sql, values![tenant.as_str(), source.as_str()])
            .await?;
        rows.iter().map(|row| row.get("category")).collect()
    }
}

/// What is held of one figure.
struct HeldFigure {
    current: Figure,
    n_revisions: u32,
    /// Kept without becoming current: the same again is not kept twice.
    set_aside: Vec<(FigureValue, bool)>,
}

impl Tx {
    /// Takes in the figures of an import. A figure that differs from the held
    /// one becomes a new revision; nothing is overwritten.
    pub async fn revise_figures(
        &self,
        tenant: &OrganisationId,
        batch: BatchId,
        seen_on: Date,
        figures: &[Figure],
    ) -> Result<RevisedFigures, StoreError> {
        let mut held = self.held_figures(tenant, figures).await?;
        let mut counted = RevisedFigures::default();
        let mut added: Vec<(u32, bool, &Figure)> = Vec::new();
        let mut replaced = Vec::new();
        for read in figures {
            let key = (read.key.clone(), read.period);
            let (outcome, revision) = match held.entry(key.clone()) {
                Entry::Vacant(place) => {
                    place.insert(HeldFigure::first(read));
                    (Revised::New, Some(1))
                }
                Entry::Occupied(mut before) => before.get_mut().revise(read),
            };
            *count_of(&mut counted, outcome) += 1;
            if outcome == Revised::Replaces {
                replaced.push(key);
            }
            if let Some(revision) = revision {
                added.push((revision, outcome.is_current(), read));
            }
        }
        self.retire_figures(tenant, replaced).await?;
        // A figure given twice in one import was current only until its second.
        let mut last: HashMap<SeriesPeriod, u32> = HashMap::new();
        for (revision, is_current, read) in &added {
            if *is_current {
                last.insert((read.key.clone(), read.period), *revision);
            }
        }
        let rows = added
            .into_iter()
            .map(|(revision, is_current, read)| {
                let is_last = last.get(&(read.key.clone(), read.period)) == Some(&revision);
                figure_row(
                    tenant,
                    batch,
                    seen_on,
                    revision,
                    is_current && is_last,
                    read,
                )
            })
            .collect();
        self.insert_rows(
            "INSERT INTO figure (tenant_id, source, category, area, unit, period, revision,
                 value, written, is_preliminary, is_current, batch_id, seen_on) VALUES",
            "",
            rows,
        )
        .await?;
        Ok(counted)
    }

    /// Everything held from the same sources between the first and the last period read.
    async fn held_figures(
        &self,
        tenant: &OrganisationId,
        figures: &[Figure],
    ) -> Result<HashMap<SeriesPeriod, HeldFigure>, StoreError> {
        let mut sources: Vec<&Source> = figures.iter().map(|f| &f.key.source).collect();
        sources.sort();
        sources.dedup();
        let first = figures.iter().map(|f| f.period).min();
        let last = figures.iter().map(|f| f.period).max();
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(HashMap::new());
        };
        let mut held: HashMap<SeriesPeriod, HeldFigure> = HashMap::new();
        for source in sources {
            let sql = "SELECT source, category, area, unit, period, value, written,
                           is_preliminary, is_current
                       FROM figure
                       WHERE tenant_id = $1
                         AND source = $2
                         AND period >= $3
                         AND period <= $4
                       ORDER BY revision";
            let values = values![
                tenant.as_str(),
                source.as_str(),
                first.to_string(),
                last.to_string(),
            ];
            for row in self.all(sql, values).await? {
                HeldFigure::add(&mut held, figure(&row)?, row.get("is_current")?);
            }
        }
        Ok(held)
    }

    /// The figures held so far as current are so no longer.
    async fn retire_figures(
        &self,
        tenant: &OrganisationId,
        keys: Vec<SeriesPeriod>,
    ) -> Result<(), StoreError> {
        for keys in keys.chunks(500) {
            let sql = format!(
                "UPDATE figure
                 SET is_current = FALSE
                 WHERE tenant_id = $1
                   AND is_current
                   AND (source, category, area, unit, period) IN (VALUES {})",
                places(keys.len(), 5, 1)
            );
            let mut values = values![tenant.as_str()];
            for (key, period) in keys {
                values.extend(values![
                    key.source.as_str(),
                    key.category.as_str(),
                    key.area.to_string(),
                    key.unit.as_str(),
                    period.to_string(),
                ]);
            }
            self.execute(&sql, values).await?;
        }
        Ok(())
    }
}

impl HeldFigure {
    fn first(figure: &Figure) -> Self {
        Self {
            current: figure.clone(),
            n_revisions: 1,
            set_aside: Vec::new(),
        }
    }

    /// Revisions come oldest first; the first is current until another is.
    fn add(held: &mut HashMap<SeriesPeriod, Self>, figure: Figure, is_current: bool) {
        let key = (figure.key.clone(), figure.period);
        let Some(there) = held.get_mut(&key) else {
            held.insert(key, Self::first(&figure));
            return;
        };
        there.n_revisions += 1;
        if is_current {
            there.current = figure;
            there.set_aside.clear();
        } else {
            there.set_aside.push((figure.value, figure.preliminary));
        }
    }

    /// What a figure just read means, and its revision when it is to be kept.
    fn revise(&mut self, read: &Figure) -> (Revised, Option<u32>) {
        let outcome = revise(Some(&self.current), read);
        let is_kept = match outcome {
            Revised::Unchanged => false,
            Revised::New | Revised::Replaces => {
                self.current = read.clone();
                self.set_aside.clear();
                true
            }
            Revised::OlderThanHeld | Revised::NoLongerGiven => {
                let seen = (read.value, read.preliminary);
                let is_first = !self.set_aside.contains(&seen);
                self.set_aside.push(seen);
                is_first
            }
        };
        self.n_revisions += u32::from(is_kept);
        (outcome, is_kept.then_some(self.n_revisions))
    }
}

fn count_of(counted: &mut RevisedFigures, outcome: Revised) -> &mut usize {
    match outcome {
        Revised::New => &mut counted.new,
        Revised::Unchanged => &mut counted.unchanged,
        Revised::Replaces => &mut counted.revised,
        Revised::OlderThanHeld => &mut counted.older,
        Revised::NoLongerGiven => &mut counted.no_longer_given,
    }
}

fn figure_row(
    tenant: &OrganisationId,
    batch: BatchId,
    seen_on: Date,
    revision: u32,
    is_current: bool,
    figure: &Figure,
) -> Values {
    let (value, written) = stored(figure.value);
    values![
        tenant.as_str(),
        figure.key.source.as_str(),
        figure.key.category.as_str(),
        figure.key.area.to_string(),
        figure.key.unit.as_str(),
        figure.period.to_string(),
        i64::from(revision),
        value,
        written,
        figure.preliminary,
        is_current,
        batch.0,
        seen_on.to_string(),
    ]
}
