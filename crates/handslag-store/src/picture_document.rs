//! Pictures in lists, and to whom each is shown. The documents themselves are
//! kept with their versions in [`crate::document`].

use handslag_domain::id::PictureId;
use handslag_domain::organisation::{OrganisationId, Role};
use handslag_domain::picture::PictureDocument;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::QueryResult;

use crate::error::StoreError;
use crate::sql::{Row, values};
use crate::store::{Records, Tx};

/// A picture in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSummary {
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// Its id.
    pub id: PictureId,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// Whether numbers in it are invented.
    pub is_example: bool,
    /// When this version was saved.
    pub saved_at: Timestamp,
    /// How much the asking organisation may do at most; `None` in its own.
    pub role_limit: Option<Role>,
}

/// A picture shown to a partner.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PictureShare {
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// Which picture.
    pub picture: PictureId,
    /// The partner.
    pub partner: OrganisationId,
    /// What for.
    pub purpose: String,
    /// Since when.
    pub shared_on: Date,
    /// How much the partner's members may do at most: never publish.
    pub role_limit: Role,
}

fn summary(row: &QueryResult) -> Result<PictureSummary, StoreError> {
    let limit: Option<String> = row.get("role_limit")?;
    let document: PictureDocument = row.json("content")?;
    Ok(PictureSummary {
        owner: OrganisationId(row.get("tenant_id")?),
        id: document.picture.id,
        title: document.picture.title,
        version: row.u32("version")?,
        is_example: document.example,
        saved_at: row.moment("saved_at")?,
        role_limit: limit.as_deref().and_then(Role::named),
    })
}

fn share(row: &QueryResult) -> Result<PictureShare, StoreError> {
    Ok(PictureShare {
        owner: OrganisationId(row.get("tenant_id")?),
        picture: PictureId(row.get("picture_id")?),
        partner: OrganisationId(row.get("partner_tenant_id")?),
        purpose: row.get("purpose")?,
        shared_on: row.parsed("shared_on")?,
        role_limit: row.word("role_limit", Role::named)?,
    })
}

impl Records {
    /// The organisation's own pictures and those shown to it, by title.
    pub async fn visible_pictures(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<PictureSummary>, StoreError> {
        let sql = "SELECT d.tenant_id, d.version, d.content, d.saved_at, s.role_limit
                   FROM document AS d
                   LEFT JOIN picture_share AS s
                     ON s.tenant_id = d.tenant_id
                    AND s.picture_id = d.id
                    AND s.partner_tenant_id = $1
                   WHERE d.kind = 'picture'
                     AND (d.tenant_id = $1 OR s.partner_tenant_id IS NOT NULL)
                   ORDER BY d.id, d.tenant_id";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        let mut all: Vec<PictureSummary> = rows.iter().map(summary).collect::<Result<_, _>>()?;
        all.sort_by(|a, b| (&a.title, &a.id, &a.owner).cmp(&(&b.title, &b.id, &b.owner)));
        Ok(all)
    }

    /// To whom a picture is shown.
    pub async fn picture_shares_of(
        &self,
        owner: &OrganisationId,
        picture: &PictureId,
    ) -> Result<Vec<PictureShare>, StoreError> {
        let sql = "SELECT tenant_id, picture_id, partner_tenant_id, purpose, shared_on, role_limit
                   FROM picture_share
                   WHERE tenant_id = $1
                     AND picture_id = $2
                   ORDER BY partner_tenant_id";
        let rows = self
            .all(sql, values![owner.as_str(), picture.as_str()])
            .await?;
        rows.iter().map(share).collect()
    }

    /// How much a partner may do with a picture at most; `None` when it is not shown to it.
    pub async fn picture_shared_role(
        &self,
        owner: &OrganisationId,
        picture: &PictureId,
        partner: &OrganisationId,
    ) -> Result<Option<Role>, StoreError> {
        let sql = "SELECT role_limit
                   FROM picture_share
                   WHERE tenant_id = $1
                     AND picture_id = $2
                     AND partner_tenant_id = $3";
        let values = values![owner.as_str(), picture.as_str(), partner.as_str()];
        let row = self.one(sql, values).await?;
        row.map(|row| row.word("role_limit", Role::named))
            .transpose()
    }
}

impl Tx {
    /// Shows a picture to a partner, or changes how.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such partner, the purpose is
    /// empty, or the limit is to publish.
    pub async fn share_picture(&self, share: &PictureShare) -> Result<(), StoreError> {
        self.insert(
            "share",
            "INSERT INTO picture_share (tenant_id, picture_id, partner_tenant_id, purpose,
                 shared_on, role_limit)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant_id, picture_id, partner_tenant_id) DO UPDATE
             SET purpose = excluded.purpose,
                 shared_on = excluded.shared_on,
                 role_limit = excluded.role_limit",
            values![
                share.owner.as_str(),
                share.picture.as_str(),
                share.partner.as_str(),
                share.purpose.as_str(),
                share.shared_on.to_string(),
                share.role_limit.name(),
            ],
        )
        .await
    }

    /// Ends the sharing of a picture with a partner, at once.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was not shared.
    pub async fn end_picture_share(
        &self,
        owner: &OrganisationId,
        picture: &PictureId,
        partner: &OrganisationId,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM picture_share
                   WHERE tenant_id = $1
                     AND picture_id = $2
                     AND partner_tenant_id = $3";
        let values = values![owner.as_str(), picture.as_str(), partner.as_str()];
        match self.execute(sql, values).await? {
            0 => Err(StoreError::Missing("share")),
            _ => Ok(()),
        }
    }
}
