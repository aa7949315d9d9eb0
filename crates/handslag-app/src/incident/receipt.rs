//! What a member has just reported: shown as it stands, and taken back.

use handslag_domain::incident::IncidentId;
use handslag_store::HeldIncident;
use jiff::Timestamp;

use super::{OWN_REPORTS, said};
use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::promise::saving;
use crate::{App, AppError};

impl App {
    /// What reports became, as it stands.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn reported(
        &self,
        actor: &Actor,
        ids: &[IncidentId],
    ) -> Result<Vec<HeldIncident>, AppError> {
        let permit = decide(actor, Action::ReportIncident, &Whose::Own)?;
        let owner = permit.owner()?;
        let mut reported = Vec::with_capacity(ids.len());
        for id in ids {
            reported.extend(self.store.incident(owner, *id).await?);
        }
        Ok(reported)
    }

    /// Withdraws what the member has just reported, all of it or nothing; says how
    /// many. What was withdrawn already stays so.
    ///
    /// # Errors
    /// [`AppError::Denied`] when one is not the member's own report;
    /// [`AppError::Stale`] when somebody has corrected one since.
    pub async fn undo_report(
        &self,
        actor: &Actor,
        ids: &[IncidentId],
        reason: &str,
        now: Timestamp,
    ) -> Result<usize, AppError> {
        let permit = decide(actor, Action::CorrectIncident, &Whose::Own)?;
        let (owner, member) = (permit.owner()?, permit.member()?);
        let reason = said("reason", reason)?;
        let mut mine = Vec::new();
        for id in ids {
            let held = self.store.incident(owner, *id).await?;
            let held = held.ok_or(Denied::NoSuchRecord)?;
            let is_mine =
                held.incident.source == OWN_REPORTS && held.received.by == member.account_id();
            if !is_mine {
                return Err(Denied::NoSuchRecord.into());
            }
            mine.extend(held.withdrawn.is_none().then_some(held.incident));
        }
        let saving = saving(member, now, Some(reason));
        let underway = self.moves.begin(owner);
        let number = self
            .store
            .write(async |tx| -> Result<u64, AppError> {
                let number = tx.next_change(owner).await?;
                for incident in &mine {
                    // As it was reported: nobody has corrected it since.
                    tx.withdraw_incident(owner, incident.id, 1, &saving).await?;
                }
                Ok(number)
            })
            .await?;
        let n = mine.len();
        let changes = mine.into_iter().map(|one| (one.id, Some(one)));
        underway.written(self.changes(owner, number, changes).await?);
        Ok(n)
    }
}
