//! Releases: written once in the internal database, then copied to the public one.

use std::collections::BTreeMap;

use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::release::{FollowUpRelease, NewsItem, PromiseRelease};
use jiff::Timestamp;
use sea_orm::QueryResult;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::account::AccountId;
use crate::error::StoreError;
use crate::sql::{Row, json, moment, values};
use crate::store::{Records, Store, Tx};

/// What kind of thing is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseKind {
    /// A promise as it stands.
    Promise,
    /// A follow-up.
    FollowUp,
    /// News items.
    News,
}

impl ReleaseKind {
    /// The word in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::FollowUp => "follow_up",
            Self::News => "news",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Promise, Self::FollowUp, Self::News]
            .into_iter()
            .find(|k| k.name() == name)
    }
}

/// What is released, and what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub enum ReleaseContent {
    /// A promise as it stands.
    Promise(PromiseId, Box<PromiseRelease>),
    /// The follow-up of a promise for a year.
    FollowUp(PromiseId, i16, Box<FollowUpRelease>),
    /// News items of the municipality; a later item with the same number replaces an earlier.
    News(Vec<NewsItem>),
}

impl ReleaseContent {
    /// What kind it is.
    pub fn kind(&self) -> ReleaseKind {
        match self {
            Self::Promise(..) => ReleaseKind::Promise,
            Self::FollowUp(..) => ReleaseKind::FollowUp,
            Self::News(_) => ReleaseKind::News,
        }
    }

    fn promise(&self) -> Option<&PromiseId> {
        match self {
            Self::Promise(id, _) | Self::FollowUp(id, ..) => Some(id),
            Self::News(_) => None,
        }
    }

    fn year(&self) -> Option<i16> {
        match self {
            Self::FollowUp(_, year, _) => Some(*year),
            Self::Promise(..) | Self::News(_) => None,
        }
    }

    fn json(&self) -> Result<String, StoreError> {
        match self {
            Self::Promise(_, release) => json(release),
            Self::FollowUp(_, _, release) => json(release),
            Self::News(items) => json(items),
        }
    }
}

/// What a search hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A promise.
    Promise,
    /// One commitment.
    Commitment,
    /// A follow-up.
    FollowUp,
    /// The situational picture, or a problem in it.
    Picture,
}

impl HitKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Commitment => "commitment",
            Self::FollowUp => "follow_up",
            Self::Picture => "picture",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [
            Self::Promise,
            Self::Commitment,
            Self::FollowUp,
            Self::Picture,
        ]
        .into_iter()
        .find(|k| k.name() == name)
    }
}

/// One thing in a release that search can find.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SearchEntry {
    /// What it is.
    pub kind: HitKind,
    /// Its heading in the list of hits.
    pub title: String,
    /// The path of its page, beginning with `/`, with `#` and an id where needed.
    pub path: String,
    /// The text that a snippet is cut from.
    pub text: String,
    /// The stems that it is found by.
    pub stems: Vec<String>,
}

/// A release to be published.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRelease {
    /// The organisation that publishes.
    pub tenant: OrganisationId,
    /// The municipality's part of the address, such as `lidkoping`.
    pub municipality_slug: String,
    /// When.
    pub published_at: Timestamp,
    /// By which account; not copied to the public database.
    pub published_by: Option<AccountId>,
    /// Why this version replaces the one before.
    pub reason: Option<String>,
    /// Its title.
    pub title: String,
    /// What is published.
    pub content: ReleaseContent,
    /// The same as a PDF.
    pub pdf: Option<Vec<u8>>,
    /// What search can find in it; replaces that of the version before.
    pub search: Vec<SearchEntry>,
}

/// A release in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseSummary {
    /// What kind it is.
    pub kind: ReleaseKind,
    /// The municipality's part of the address.
    pub municipality_slug: String,
    /// The year, of a follow-up.
    pub year: Option<i16>,
    /// Counts from 1 for each promise, or promise and year.
    pub version: u32,
    /// When it was published.
    pub published_at: Timestamp,
    /// By which account; never said to the public.
    pub published_by: Option<AccountId>,
    /// Why it replaced the version before.
    pub reason: Option<String>,
    /// Its title.
    pub title: String,
}

pub(crate) fn year(row: &QueryResult) -> Result<Option<i16>, StoreError> {
    row.get::<Option<i64>>("year")?
        .map(i16::try_from)
        .transpose()
        .map_err(|e| StoreError::unreadable("year", e))
}

impl ReleaseSummary {
    fn internal(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            published_by: row.get::<Option<_>>("published_by")?.map(AccountId),
            ..Self::public(row)?
        })
    }

    /// The public database does not say which account published.
    pub(crate) fn public(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.word("kind", ReleaseKind::named)?,
            municipality_slug: row.get("municipality_slug")?,
            year: year(row)?,
            version: row.u32("version")?,
            published_at: row.moment("published_at")?,
            published_by: None,
            reason: row.get("reason")?,
            title: row.get("title")?,
        })
    }
}

impl Records {
    /// What was released of a promise, oldest first.
    pub async fn releases_of(
        &self,
        tenant: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<ReleaseSummary>, StoreError> {
        let sql = "SELECT kind, municipality_slug, year, version, published_at, published_by,
                       reason, title
                   FROM release
                   WHERE tenant_id = $1
                     AND promise_id = $2
                   ORDER BY published_at, id";
        let rows = self
            .all(sql, values![tenant.as_str(), promise.as_str()])
            .await?;
        rows.iter().map(ReleaseSummary::internal).collect()
    }

    /// What was released of a municipality's notices: of each, the latest text.
    pub async fn released_news(
        &self,
        tenant: &OrganisationId,
        slug: &str,
    ) -> Result<BTreeMap<i64, NewsItem>, StoreError> {
        let sql = "SELECT content
                   FROM release
                   WHERE tenant_id = $1
                     AND kind = 'news'
                     AND municipality_slug = $2
                   ORDER BY version";
        let mut latest = BTreeMap::new();
        for row in self.all(sql, values![tenant.as_str(), slug]).await? {
            let items: Vec<NewsItem> = row.json("content")?;
            latest.extend(items.into_iter().map(|item| (item.id, item)));
        }
        Ok(latest)
    }

    /// The version that a promise's next release will have (`year` is `None`),
    /// or that of its follow-up for a year. Ask within the publishing transaction.
    pub async fn next_release_version(
        &self,
        tenant: &OrganisationId,
        promise: &PromiseId,
        year: Option<i16>,
    ) -> Result<u32, StoreError> {
        let kind = match year {
            None => ReleaseKind::Promise,
            Some(_) => ReleaseKind::FollowUp,
        };
        self.next_version(tenant, kind, promise.as_str(), year)
            .await
    }

    /// `of` is the promise, or the municipality for news.
    async fn next_version(
        &self,
        tenant: &OrganisationId,
        kind: ReleaseKind,
        of: &str,
        year: Option<i16>,
    ) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(max(version), 0) + 1 AS version
                   FROM release
                   WHERE tenant_id = $1
                     AND kind = $2
                     AND coalesce(promise_id, municipality_slug) = $3
                     AND coalesce(year, 0) = $4";
        let values = values![
            tenant.as_str(),
            kind.name(),
            of,
            i64::from(year.unwrap_or(0)),
        ];
        self.one(sql, values)
            .await?
            .map_or(Ok(1), |row| row.u32("version"))
    }
}

impl Tx {
    /// Writes a release, for ever; returns its version. The public sees it
    /// after [`Store::publish_pending`].
    ///
    /// # Errors
    /// [`StoreError::AddressTaken`] when another organisation has released a
    /// promise with the same id in the municipality.
    pub async fn publish(&self, new: &NewRelease) -> Result<u32, StoreError> {
        let promise = new.content.promise();
        if let Some(promise) = promise {
            self.refuse_taken_address(&new.tenant, &new.municipality_slug, promise)
                .await?;
        }
        let of = promise.map_or(new.municipality_slug.as_str(), PromiseId::as_str);
        let version = self
            .next_version(&new.tenant, new.content.kind(), of, new.content.year())
            .await?;
        let content = new.content.json()?;
        let sha256 = hexadecimal(&Sha256::digest(content.as_bytes()));
        self.insert(
            "release",
            "INSERT INTO release (tenant_id, id, kind, promise_id, municipality_slug, year,
                 version, published_at, published_by, reason, title, content, search, pdf, sha256)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            values![
                new.tenant.as_str(),
                Uuid::now_v7(),
                new.content.kind().name(),
                promise.map(|p| p.0.clone()),
                new.municipality_slug.as_str(),
                new.content.year().map(i64::from),
                i64::from(version),
                moment(new.published_at),
                new.published_by.map(|a| a.0),
                new.reason.clone(),
                new.title.as_str(),
                content,
                json(&new.search)?,
                new.pdf.clone(),
                sha256,
            ],
        )
        .await?;
        Ok(version)
    }

    async fn refuse_taken_address(
        &self,
        tenant: &OrganisationId,
        slug: &str,
        promise: &PromiseId,
    ) -> Result<(), StoreError> {
        let sql = "SELECT 1 AS found
                   FROM release
                   WHERE municipality_slug = $1
                     AND promise_id = $2
                     AND tenant_id <> $3
                   LIMIT 1";
        let values = values![slug, promise.as_str(), tenant.as_str()];
        match self.one(sql, values).await? {
            Some(_) => Err(StoreError::AddressTaken {
                address: format!("{slug}/{promise}"),
            }),
            None => Ok(()),
        }
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

impl Store {
    /// Copies to the public database every release and edition that it does not hold;
    /// returns how many. Doing it again, or after a crash, does no harm.
    pub async fn publish_pending(&self) -> Result<usize, StoreError> {
        let sql = "SELECT r.tenant_id, r.id
                   FROM release AS r
                   LEFT JOIN release_copy AS c ON c.tenant_id = r.tenant_id AND c.release_id = r.id
                   WHERE c.release_id IS NULL
                   ORDER BY r.published_at, r.id";
        let pending = self.all(sql, values![]).await?;
        for row in &pending {
            let tenant: String = row.get("tenant_id")?;
            let id: Uuid = row.get("id")?;
            self.copy_release(&tenant, id).await?;
        }
        Ok(pending.len() + self.publish_pending_editions().await?)
    }

    async fn copy_release(&self, tenant: &str, id: Uuid) -> Result<(), StoreError> {
        let sql = "SELECT kind, promise_id, municipality_slug, year, version, published_at,
                       reason, title, content, search, pdf, sha256
                   FROM release
                   WHERE tenant_id = $1
                     AND id = $2";
        let row = self
            .one(sql, values![tenant, id])
            .await?
            .ok_or(StoreError::Missing("release"))?;
        self.write_public(async |tx| tx.receive_release(tenant, id, &row).await)
            .await?;
        self.write(async |tx| {
            let sql = "INSERT INTO release_copy (tenant_id, release_id)
                       VALUES ($1, $2)
                       ON CONFLICT DO NOTHING";
            tx.execute(sql, values![tenant, id]).await.map(|_| ())
        })
        .await
    }

    /// After the public database was lost or restored from an older copy, its
    /// missing releases are pending again.
    pub(crate) async fn forget_lost_copies(&self) -> Result<(), StoreError> {
        let there = self.public_release_ids().await?;
        let sql = "SELECT tenant_id, release_id FROM release_copy";
        for row in self.all(sql, values![]).await? {
            let tenant: String = row.get("tenant_id")?;
            let id: Uuid = row.get("release_id")?;
            if !there.contains(&id) {
                self.write(async |tx| {
                    let sql = "DELETE FROM release_copy WHERE tenant_id = $1 AND release_id = $2";
                    tx.execute(sql, values![tenant.as_str(), id])
                        .await
                        .map(|_| ())
                })
                .await?;
            }
        }
        Ok(())
    }
}

/// In what something was found.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FoundIn {
    Release(Uuid),
    /// The version of an edition of the picture.
    Edition(u32),
}

/// In the public database.
impl Tx {
    async fn receive_release(
        &self,
        tenant: &str,
        id: Uuid,
        row: &QueryResult,
    ) -> Result<(), StoreError> {
        let kind: String = row.get("kind")?;
        let promise: Option<String> = row.get("promise_id")?;
        let slug: String = row.get("municipality_slug")?;
        let year: Option<i64> = row.get("year")?;
        let received = self
            .execute(
                "INSERT INTO release (tenant_id, id, kind, promise_id, municipality_slug, year,
                     version, published_at, reason, title, content, pdf, sha256)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                 ON CONFLICT (tenant_id, id) DO NOTHING",
                values![
                    tenant,
                    id,
                    kind.as_str(),
                    promise.clone(),
                    slug.as_str(),
                    year,
                    row.get::<i64>("version")?,
                    row.get::<String>("published_at")?,
                    row.get::<Option<String>>("reason")?,
                    row.get::<String>("title")?,
                    row.get::<String>("content")?,
                    row.get::<Option<Vec<u8>>>("pdf")?,
                    row.get::<String>("sha256")?,
                ],
            )
            .await?;
        if received == 0 {
            return Ok(());
        }
        match kind.as_str() {
            "news" => self.receive_news(tenant, &slug, row.json("content")?).await,
            _ => {
                self.forget_search(tenant, &kind, promise, year).await?;
                let of = FoundIn::Release(id);
                self.receive_search(tenant, &slug, of, row.json("search")?)
                    .await
            }
        }
    }

    async fn receive_news(
        &self,
        tenant: &str,
        slug: &str,
        items: Vec<NewsItem>,
    ) -> Result<(), StoreError> {
        let last: std::collections::BTreeMap<i64, NewsItem> =
            items.into_iter().map(|item| (item.id, item)).collect();
        let rows = last
            .into_values()
            .map(|item| {
                Ok(values![
                    tenant,
                    slug,
                    item.id,
                    item.published.as_str(),
                    json(&item)?,
                ])
            })
            .collect::<Result<_, StoreError>>()?;
        self.insert_rows(
            "INSERT INTO news_item (tenant_id, municipality_slug, id, published_at, content) VALUES",
            "ON CONFLICT (tenant_id, municipality_slug, id) DO UPDATE
             SET published_at = excluded.published_at, content = excluded.content",
            rows,
        )
        .await?;
        Ok(())
    }

    /// Search finds the latest version of a thing only.
    async fn forget_search(
        &self,
        tenant: &str,
        kind: &str,
        promise: Option<String>,
        year: Option<i64>,
    ) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM search
             WHERE tenant_id = $1
               AND release_id IN (
                   SELECT id
                   FROM release
                   WHERE tenant_id = $1
                     AND kind = $2
                     AND promise_id = $3
                     AND coalesce(year, 0) = $4
               )",
            values![tenant, kind, promise, year.unwrap_or(0)],
        )
        .await?;
        Ok(())
    }

    pub(crate) async fn receive_search(
        &self,
        tenant: &str,
        slug: &str,
        of: FoundIn,
        entries: Vec<SearchEntry>,
    ) -> Result<(), StoreError> {
        let (release, edition) = match of {
            FoundIn::Release(id) => (Some(id), None),
            FoundIn::Edition(version) => (None, Some(i64::from(version))),
        };
        let sql = "SELECT coalesce(max(id), 0) AS id FROM search";
        let last: i64 = self
            .one(sql, values![])
            .await?
            .map_or(Ok(0), |row| row.get("id"))?;
        let rows = (last + 1..)
            .zip(entries)
            .map(|(id, entry)| {
                values![
                    tenant,
                    id,
                    release,
                    edition,
                    entry.kind.name(),
                    slug,
                    entry.title,
                    entry.path,
                    entry.text,
                    plain_words(&entry.stems).join(" "),
                ]
            })
            .collect();
        self.insert_rows(
            "INSERT INTO search (tenant_id, id, release_id, edition, kind, municipality_slug, title, path,
                 snippet, words) VALUES",
            "",
            rows,
        )
        .await?;
        Ok(())
    }
}

/// Letters and digits only, in lower case, so that both engines cut the text alike.
pub(crate) fn plain_words(stems: &[String]) -> Vec<String> {
    stems
        .iter()
        .flat_map(|stem| stem.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
