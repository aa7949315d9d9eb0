//! What the public reads: releases, search and news, from a database that holds nothing else.

use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::release::{FollowUpRelease, NewsItem, PromiseRelease};
use jiff::Timestamp;
use sea_orm::QueryResult;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::release::{HitKind, ReleaseSummary, plain_words, year};
use crate::sql::{Row, values};
use crate::store::Records;

/// Reads the public database. It can neither write nor reach the internal one.
pub struct PublicReader {
    records: Records,
}

/// A municipality with something released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalitySummary {
    /// Its part of the address, such as `lidkoping`.
    pub slug: String,
    /// How many promises it has released.
    pub n_promises: u32,
    /// When something of them was last released.
    pub published_at: Timestamp,
}

/// A release as the public sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicRelease<T> {
    /// The organisation that published it.
    pub tenant: OrganisationId,
    /// The promise it is, or belongs to.
    pub promise: PromiseId,
    /// The year, of a follow-up.
    pub year: Option<i16>,
    /// Counts from 1.
    pub version: u32,
    /// When.
    pub published_at: Timestamp,
    /// Why it replaced the version before.
    pub reason: Option<String>,
    /// Its title.
    pub title: String,
    /// What was published.
    pub content: T,
    /// SHA-256 of the content's JSON text, in hexadecimal.
    pub sha256: String,
    /// Whether [`PublicReader::pdf`] has it.
    pub has_pdf: bool,
}

/// Where a page of news ends: the next page has what lies before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsPosition {
    /// [`NewsItem::published`] of the page's last item.
    pub published: String,
    /// [`NewsItem::id`] of the page's last item.
    pub id: i64,
}

/// Something that search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// The municipality's part of the address.
    pub municipality_slug: String,
    /// Its heading.
    pub title: String,
    /// The path of its page.
    pub path: String,
    /// The text to cut a snippet from.
    pub text: String,
}

const COLUMNS: &str = "SELECT tenant_id, promise_id, year, version, published_at, reason, title, \
     content, sha256, pdf IS NOT NULL AS has_pdf FROM release";

fn release<T: DeserializeOwned>(row: &QueryResult) -> Result<PublicRelease<T>, StoreError> {
    Ok(PublicRelease {
        tenant: OrganisationId(row.get("tenant_id")?),
        promise: PromiseId(row.get("promise_id")?),
        year: year(row)?,
        version: row.u32("version")?,
        published_at: row.moment("published_at")?,
        reason: row.get("reason")?,
        title: row.get("title")?,
        content: row.json("content")?,
        sha256: row.get("sha256")?,
        has_pdf: row.get("has_pdf")?,
    })
}

impl PublicReader {
    pub(crate) fn new(records: Records) -> Self {
        Self { records }
    }

    /// Its connection, for the public tables alone.
    pub(crate) fn records(&self) -> &Records {
        &self.records
    }

    /// The municipalities with a released promise, by their part of the address.
    pub async fn municipalities(&self) -> Result<Vec<MunicipalitySummary>, StoreError> {
        let sql = "SELECT municipality_slug, count(DISTINCT promise_id) AS n_promises,
                       max(published_at) AS published_at
                   FROM release
                   WHERE kind = 'promise'
                   GROUP BY municipality_slug
                   ORDER BY municipality_slug";
        let rows = self.records.all(sql, values![]).await?;
        rows.iter()
            .map(|row| {
                Ok(MunicipalitySummary {
                    slug: row.get("municipality_slug")?,
                    n_promises: row.u32("n_promises")?,
                    published_at: row.moment("published_at")?,
                })
            })
            .collect()
    }

    /// The latest release of each promise of a municipality, latest first.
    pub async fn promise_releases(
        &self,
        slug: &str,
    ) -> Result<Vec<PublicRelease<PromiseRelease>>, StoreError> {
        let sql = format!(
            "{COLUMNS} AS r
             WHERE municipality_slug = $1
               AND kind = 'promise'
               AND version = (
                   SELECT max(version)
                   FROM release AS later
                   WHERE later.municipality_slug = r.municipality_slug
                     AND later.kind = 'promise'
                     AND later.promise_id = r.promise_id
               )
             ORDER BY published_at DESC, promise_id"
        );
        let rows = self.records.all(&sql, values![slug]).await?;
        rows.iter().map(release).collect()
    }

    /// The latest release of a promise.
    pub async fn promise_release(
        &self,
        slug: &str,
        promise: &PromiseId,
    ) -> Result<Option<PublicRelease<PromiseRelease>>, StoreError> {
        self.released("promise", slug, promise, None, None).await
    }

    /// A certain release of a promise.
    pub async fn promise_release_version(
        &self,
        slug: &str,
        promise: &PromiseId,
        version: u32,
    ) -> Result<Option<PublicRelease<PromiseRelease>>, StoreError> {
        self.released("promise", slug, promise, None, Some(version))
            .await
    }

    /// A promise's releases, oldest first.
    pub async fn promise_versions(
        &self,
        slug: &str,
        promise: &PromiseId,
    ) -> Result<Vec<ReleaseSummary>, StoreError> {
        self.versions("promise", slug, promise, None).await
    }

    /// The follow-up of a promise for a year: a certain version, or the latest.
    pub async fn follow_up_release(
        &self,
        slug: &str,
        promise: &PromiseId,
        year: i16,
        version: Option<u32>,
    ) -> Result<Option<PublicRelease<FollowUpRelease>>, StoreError> {
        self.released("follow_up", slug, promise, Some(year), version)
            .await
    }

    /// The versions of a follow-up, oldest first.
    pub async fn follow_up_versions(
        &self,
        slug: &str,
        promise: &PromiseId,
        year: i16,
    ) -> Result<Vec<ReleaseSummary>, StoreError> {
        self.versions("follow_up", slug, promise, Some(year)).await
    }

    /// The years that a promise has released follow-ups for, latest first.
    pub async fn follow_up_years(
        &self,
        slug: &str,
        promise: &PromiseId,
    ) -> Result<Vec<i16>, StoreError> {
        let sql = "SELECT DISTINCT year
                   FROM release
                   WHERE municipality_slug = $1
                     AND promise_id = $2
                     AND kind = 'follow_up'
                   ORDER BY year DESC";
        let rows = self
            .records
            .all(sql, values![slug, promise.as_str()])
            .await?;
        let years = rows.iter().map(year).collect::<Result<Vec<_>, _>>()?;
        Ok(years.into_iter().flatten().collect())
    }

    /// The PDF of a release: of a follow-up when a year is given, else of the promise.
    pub async fn pdf(
        &self,
        slug: &str,
        promise: &PromiseId,
        year: Option<i16>,
        version: Option<u32>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT pdf
                   FROM release
                   WHERE municipality_slug = $1
                     AND promise_id = $2
                     AND kind = $3
                     AND coalesce(year, 0) = $4
                     AND ($5 = 0 OR version = $5)
                   ORDER BY version DESC
                   LIMIT 1";
        let kind = if year.is_some() {
            "follow_up"
        } else {
            "promise"
        };
        let values = address(slug, promise, kind, year, version);
        let row = self.records.one(sql, values).await?;
        row.map_or(Ok(None), |row| row.get("pdf"))
    }

    /// The latest news of a municipality, or the latest before a position.
    pub async fn news(
        &self,
        slug: &str,
        limit: u32,
        before: Option<&NewsPosition>,
    ) -> Result<Vec<NewsItem>, StoreError> {
        // After every published moment, which begins with a digit.
        let everything = NewsPosition {
            published: "~".to_owned(),
            id: 0,
        };
        let before = before.unwrap_or(&everything);
        let sql = "SELECT content
                   FROM news_item
                   WHERE municipality_slug = $1
                     AND (published_at, id) < ($2, $3)
                   ORDER BY published_at DESC, id DESC
                   LIMIT $4";
        let values = values![slug, before.published.as_str(), before.id, i64::from(limit)];
        let rows = self.records.all(sql, values).await?;
        rows.iter().map(|row| row.json("content")).collect()
    }

    /// What holds a word of every group, best first. Words of the last group
    /// are taken as beginnings, since the reader may still be typing.
    ///
    /// - `groups`: stems that mean the same, such as `["narkotik", "drog"]`.
    pub async fn search(&self, groups: &[Vec<String>], limit: u32) -> Result<Vec<Hit>, StoreError> {
        let groups: Vec<_> = groups
            .iter()
            .map(|group| plain_words(group))
            .filter(|group| !group.is_empty())
            .collect();
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let engine = self.records.engine();
        let values = values![engine.search_query(&groups), i64::from(limit)];
        let rows = self.records.all(engine.search_sql(), values).await?;
        rows.iter()
            .map(|row| {
                Ok(Hit {
                    kind: row.word("kind", HitKind::named)?,
                    municipality_slug: row.get("municipality_slug")?,
                    title: row.get("title")?,
                    path: row.get("path")?,
                    text: row.get("snippet")?,
                })
            })
            .collect()
    }

    async fn released<T: DeserializeOwned>(
        &self,
        kind: &str,
        slug: &str,
        promise: &PromiseId,
        year: Option<i16>,
        version: Option<u32>,
    ) -> Result<Option<PublicRelease<T>>, StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE municipality_slug = $1
               AND promise_id = $2
               AND kind = $3
               AND coalesce(year, 0) = $4
               AND ($5 = 0 OR version = $5)
             ORDER BY version DESC
             LIMIT 1"
        );
        let values = address(slug, promise, kind, year, version);
        let row = self.records.one(&sql, values).await?;
        row.as_ref().map(release).transpose()
    }

    async fn versions(
        &self,
        kind: &str,
        slug: &str,
        promise: &PromiseId,
        year: Option<i16>,
    ) -> Result<Vec<ReleaseSummary>, StoreError> {
        let sql = "SELECT kind, municipality_slug, year, version, published_at, reason, title
                   FROM release
                   WHERE municipality_slug = $1
                     AND promise_id = $2
                     AND kind = $3
                     AND coalesce(year, 0) = $4
                   ORDER BY version";
        let mut values = address(slug, promise, kind, year, None);
        values.pop();
        let rows = self.records.all(sql, values).await?;
        rows.iter().map(ReleaseSummary::public).collect()
    }
}

/// The values of `$1` to `$5` above; version 0 is any.
fn address(
    slug: &str,
    promise: &PromiseId,
    kind: &str,
    year: Option<i16>,
    version: Option<u32>,
) -> crate::sql::Values {
    values![
        slug,
        promise.as_str(),
        kind,
        i64::from(year.unwrap_or(0)),
        i64::from(version.unwrap_or(0)),
    ]
}
