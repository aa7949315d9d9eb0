//! What a server of Open311 has answered, as incidents: what, where and when it was told.

use std::collections::BTreeMap;

use handslag_domain::incident::Incident;
use handslag_import::incidents::open311::{BUDGET, read_requests};
use handslag_import::incidents::{Extent, Surroundings};
use handslag_store::{BatchId, DocumentKind, Received};
use jiff::Timestamp;

use super::incidents::{Told, grown, guard, refuse_too_many};
use super::{File, Intake, Remark, Run, record, secret_uuid};
use crate::access::{Action, Actor, Whose, decide};
use crate::category::TREE;
use crate::dwelling;
use crate::error::{Invalid, guarded, guarded_texts, invalid, json};
use crate::promise::saving;
use crate::{App, AppError};

impl App {
    /// Takes in `requests.json` or `requests.xml` of GeoReport v2. What the
    /// reporters wrote and who they are is left out. The same answer again
    /// changes nothing.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad request; nothing is kept of an answer with one.
    /// [`AppError::Invalid`] when the source has a door.
    pub async fn import_open311(
        &self,
        actor: &Actor,
        file: &File<'_>,
        source: &str,
        run: Run,
        now: Timestamp,
    ) -> Result<Intake, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let (owner, member) = (permit.owner()?, permit.member()?);
        guarded("file_name", file.name)?;
        if source.trim().is_empty() {
            return Err(invalid("source", Invalid::Missing));
        }
        guarded("source", source)?;
        let (version, tree) = self.held_categories(owner).await?;
        let key = self.row_key(owner).await?;
        let secret = |bytes: &[u8]| secret_uuid(&key, bytes);
        let around = Surroundings {
            tree: &tree,
            places: &[],
            expected: Some(Extent::SWEDEN),
            guard: &guard,
            secret: &secret,
            now,
        };
        let read = read_requests(file.bytes, source, &BTreeMap::new(), &around, &BUDGET)
            .map_err(AppError::Rows)?;
        // The texts of the reporters end here.
        let incidents = read.reports.into_iter().map(|r| r.incident);
        let incidents: Vec<Incident> = incidents.map(|one| dwelling::kept(&tree, one)).collect();
        self.doors_kept(owner).await?.refuse(&incidents)?;
        let grown = match grown(&tree, &read.new_categories)? {
            Some(tree) => {
                guarded_texts("category", &tree)?;
                Some(json(&tree)?)
            }
            None => None,
        };
        let (batch, n_rows) = (BatchId::new(), incidents.len() as u64);
        let received = Received {
            at: now,
            by: member.account_id(),
            batch: Some(batch),
        };
        let inserted = self
            .keep_if_real(run, async |tx| -> Result<_, AppError> {
                if let Some(tree) = &grown {
                    let (kind, saving) = (DocumentKind::Categories, saving(member, now, None));
                    tx.save_document(owner, kind, TREE, version, tree, &saving)
                        .await?;
                }
                let inserted = tx.insert_incidents(owner, &received, &incidents).await?;
                refuse_too_many(tx.n_counted(owner).await?, Told::InAll)?;
                let record = record(batch, "incidents", file, n_rows, inserted.new, member, now);
                tx.insert_import_batch(owner, &record).await?;
                Ok(inserted)
            })
            .await?;
        if run == Run::Real {
            self.picture_moved(owner);
        }
        Ok(Intake {
            rows: n_rows,
            new: inserted.new,
            unchanged: inserted.already,
            notes: read.notes.into_iter().map(Remark::Incidents).collect(),
            ..Intake::default()
        })
    }
}
