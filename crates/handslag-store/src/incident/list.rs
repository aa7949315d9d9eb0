//! The list of what an organisation took in, page by page: a page is named by
//! what stands beside it, so that reading it takes no longer the farther back it is.

use std::fmt;
use std::str::FromStr;

use handslag_domain::incident::{CategoryId, IncidentId};
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use sea_orm::Value;

use super::{COLUMNS, HeldIncident, held};
use crate::error::StoreError;
use crate::sql::{Row, Values, moment, values};
use crate::store::Records;

/// Where an incident stands in the list: when it came in, then its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncidentPosition {
    /// When it came in.
    pub at: Timestamp,
    /// Which it is.
    pub id: IncidentId,
}

/// As it stands in an address: `1700000000000000_0190…`, microseconds and id.
impl fmt::Display for IncidentPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at.as_microsecond(), self.id)
    }
}

/// A text that is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no position in the list")]
pub struct NoPosition;

impl FromStr for IncidentPosition {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (at, id) = text.split_once('_').ok_or(NoPosition)?;
        let at = at.parse().map_err(|_| NoPosition)?;
        Ok(Self {
            at: Timestamp::from_microsecond(at).map_err(|_| NoPosition)?,
            id: IncidentId(id.parse().map_err(|_| NoPosition)?),
        })
    }
}

impl HeldIncident {
    /// Where it stands in the list.
    pub fn position(&self) -> IncidentPosition {
        IncidentPosition {
            at: self.received.at,
            id: self.incident.id,
        }
    }
}

/// Which page of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IncidentTurn {
    /// The latest.
    #[default]
    Latest,
    /// Those that came in before this one.
    Before(IncidentPosition),
    /// Those that came in after this one, nearest to it.
    After(IncidentPosition),
}

/// Which incidents are in the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncidentListFilter {
    /// Of these categories only; of all when there is none said.
    pub categories: Option<Vec<CategoryId>>,
    /// Of this source only.
    pub source: Option<String>,
}

/// A page of the list, latest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IncidentPage {
    /// What is on it.
    pub incidents: Vec<HeldIncident>,
    /// How many in the list are later than those.
    pub n_later: u64,
    /// How many the list has.
    pub n_all: u64,
}

impl Records {
    /// A page of what an organisation took in, withdrawn ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn incident_page(
        &self,
        tenant: &OrganisationId,
        filter: &IncidentListFilter,
        turn: IncidentTurn,
        n: u32,
    ) -> Result<IncidentPage, StoreError> {
        let mut asked = Conditions::of(tenant, filter);
        let n_all = self.n_that(&asked).await?;
        let order = match turn {
            IncidentTurn::Latest => "DESC",
            IncidentTurn::Before(at) => {
                asked.beside("<", at);
                "DESC"
            }
            IncidentTurn::After(at) => {
                asked.beside(">", at);
                "ASC"
            }
        };
        let sql = format!(
            "{COLUMNS}
             WHERE {}
             ORDER BY reported_at {order}, id {order}
             LIMIT ${}",
            asked.sql,
            asked.values.len() + 1
        );
        asked.values.push(i64::from(n).into());
        let rows = self.all(&sql, asked.values).await?;
        let mut incidents: Vec<HeldIncident> = rows.iter().map(held).collect::<Result<_, _>>()?;
        if order == "ASC" {
            incidents.reverse();
        }
        let n_later = match incidents.first() {
            Some(first) if turn != IncidentTurn::Latest => {
                let mut later = Conditions::of(tenant, filter);
                later.beside(">", first.position());
                self.n_that(&later).await?
            }
            _ => 0,
        };
        Ok(IncidentPage {
            incidents,
            n_later,
            n_all,
        })
    }

    async fn n_that(&self, asked: &Conditions) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) AS n FROM incident WHERE {}", asked.sql);
        let row = self.one(&sql, asked.values.clone()).await?;
        row.map_or(Ok(0), |row| row.u32("n").map(u64::from))
    }
}

/// What must hold of a row, and the values of its places.
struct Conditions {
    sql: String,
    values: Values,
}

impl Conditions {
    fn of(tenant: &OrganisationId, filter: &IncidentListFilter) -> Self {
        let mut asked = Self {
            sql: "tenant_id = $1".to_owned(),
            values: values![tenant.as_str()],
        };
        if let Some(source) = &filter.source {
            let place = asked.place(source.as_str());
            asked.sql.push_str(&format!(" AND source = {place}"));
        }
        match filter.categories.as_deref() {
            None => {}
            Some([]) => asked.sql.push_str(" AND 1 = 0"),
            Some(categories) => {
                let places: Vec<String> = categories
                    .iter()
                    .map(|category| asked.place(category.as_str()))
                    .collect();
                let places = places.join(", ");
                asked.sql.push_str(&format!(" AND category IN ({places})"));
            }
        }
        asked
    }

    /// Before or after a position, by the order of the index.
    fn beside(&mut self, sign: &str, at: IncidentPosition) {
        let (moment, id) = (self.place(moment(at.at)), self.place(at.id.0));
        self.sql
            .push_str(&format!(" AND (reported_at, id) {sign} ({moment}, {id})"));
    }

    fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }
}
