//! The one access decision: who may do what, to whose records.
//!
//! Every route, command and job asks [`decide`] first. A use case takes the
//! [`Permit`] that it answers with, so a forgotten question does not compile.

use handslag_domain::organisation::{OrganisationId, Role};
use uuid::Uuid;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Anonymous,
    /// A member of a partner organisation.
    Member(Member),
}

/// A signed-in member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: Uuid,
    /// What the member signs in with.
    pub user_name: String,
    /// The organisation that the account belongs to.
    pub organisation: OrganisationId,
    /// What the member may do.
    pub role: Role,
}

/// Everything that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Action {
    /// Read what is published.
    ReadPublic,
    /// Send a request by Open311, with a key instead of a session.
    SendRequest,
    /// Sign in.
    SignIn,
    /// Read the promises, log and drafts that one's organisation takes part in.
    ReadInternal,
    /// Change one's own session: sign out, choose language.
    OwnSession,
    /// Log an activity.
    LogActivity,
    /// Correct or withdraw an activity of one's own organisation.
    CorrectActivity,
    /// Report what happened or felt unsafe.
    ReportIncident,
    /// Correct or withdraw an incident of one's own organisation.
    CorrectIncident,
    /// Change categories, places, areas and the picture itself.
    EditPicture,
    /// Show one's incidents to a partner.
    ShareIncidents,
    /// Change the promise.
    EditPromise,
    /// Take in files.
    Import,
    /// Write a follow-up.
    WriteFollowUp,
    /// Make something public.
    Publish,
}

/// Who may do something, before it is asked whose record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone.
    Anyone,
    /// Members with this role or one above it.
    Members(Role),
}

/// The list of who may do what.
pub fn who_may(action: Action) -> Who {
    match action {
        Action::ReadPublic | Action::SendRequest | Action::SignIn => Who::Anyone,
        Action::ReadInternal | Action::OwnSession => Who::Members(Role::Reader),
        Action::LogActivity
        | Action::CorrectActivity
        | Action::ReportIncident
        | Action::CorrectIncident => Who::Members(Role::Reporter),
        Action::EditPromise | Action::EditPicture | Action::Import | Action::WriteFollowUp => {
            Who::Members(Role::Editor)
        }
        Action::Publish | Action::ShareIncidents => Who::Members(Role::Publisher),
    }
}

/// Whose record is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose<'a> {
    /// No record yet, or the actor's own organisation's.
    Own,
    /// A record of this organisation.
    Of(&'a OrganisationId),
    /// A record of the first organisation, shared with the actor's to be used
    /// as if by this role at most.
    Shared(&'a OrganisationId, Role),
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Sign in first.
    #[error("sign in first")]
    NotSignedIn,
    /// The record is another organisation's. It is answered in the same way as
    /// a record that does not exist.
    #[error("there is no such record")]
    NoSuchRecord,
    /// The role does not reach.
    #[error("this takes the role {}", .needs.name())]
    RoleTooLow {
        /// The role that would do.
        needs: Role,
    },
}

/// Leave to do one thing, as one organisation. Only [`decide`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    action: Action,
    member: Option<Member>,
    owner: Option<OrganisationId>,
}

impl Permit {
    /// What it is leave to do.
    pub fn action(&self) -> Action {
        self.action
    }

    /// The member who asked.
    ///
    /// # Errors
    /// [`Denied::NotSignedIn`] when it was asked for anonymously.
    pub fn member(&self) -> Result<&Member, Denied> {
        self.member.as_ref().ok_or(Denied::NotSignedIn)
    }

    /// The organisation whose record it is.
    ///
    /// # Errors
    /// [`Denied::NotSignedIn`] when it was asked for anonymously.
    pub fn owner(&self) -> Result<&OrganisationId, Denied> {
        self.owner.as_ref().ok_or(Denied::NotSignedIn)
    }
}

/// Decides whether the actor may do it.
///
/// # Errors
/// [`Denied`] with the reason.
pub fn decide(actor: &Actor, action: Action, whose: &Whose<'_>) -> Result<Permit, Denied> {
    match (who_may(action), actor) {
        (Who::Anyone, actor) => Ok(Permit {
            action,
            member: match actor {
                Actor::Anonymous => None,
                Actor::Member(member) => Some(member.clone()),
            },
            owner: None,
        }),
        (Who::Members(_), Actor::Anonymous) => Err(Denied::NotSignedIn),
        (Who::Members(needs), Actor::Member(member)) => decide_member(member, action, needs, whose),
    }
}

fn decide_member(
    member: &Member,
    action: Action,
    needs: Role,
    whose: &Whose<'_>,
) -> Result<Permit, Denied> {
    let (owner, role) = match whose {
        Whose::Own => (&member.organisation, member.role),
        Whose::Of(owner) if **owner == member.organisation => (*owner, member.role),
        // Whether the record exists is also the owner's to tell.
        Whose::Of(_) => return Err(Denied::NoSuchRecord),
        Whose::Shared(owner, at_most) => (*owner, member.role.min(*at_most)),
    };
    if role < needs {
        return Err(Denied::RoleTooLow { needs });
    }
    Ok(Permit {
        action,
        member: Some(member.clone()),
        owner: Some(owner.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    fn member(organisation: &str, role: Role) -> Actor {
        Actor::Member(Member {
            account: Uuid::nil(),
            user_name: "exempel".to_owned(),
            organisation: organisation.into(),
            role,
        })
    }

    #[test]
    fn nobody_does_anything_inside_without_signing_in() {
        for action in Action::iter() {
            let answer = decide(&Actor::Anonymous, action, &Whose::Own);
            match who_may(action) {
                Who::Anyone => assert!(answer.is_ok(), "{action:?}"),
                Who::Members(_) => assert_eq!(answer, Err(Denied::NotSignedIn), "{action:?}"),
            }
        }
    }

    #[test]
    fn every_role_does_what_those_before_it_do_and_no_more() {
        let owner = OrganisationId::from("polisen");
        for action in Action::iter() {
            for role in Role::ALL {
                let answer = decide(&member("polisen", role), action, &Whose::Of(&owner));
                let expected = match who_may(action) {
                    Who::Anyone => true,
                    Who::Members(needs) => role >= needs,
                };
                assert_eq!(answer.is_ok(), expected, "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn another_organisations_record_is_the_same_as_none() {
        let owner = OrganisationId::from("kommunen");
        for action in Action::iter().filter(|a| who_may(*a) != Who::Anyone) {
            let answer = decide(
                &member("polisen", Role::Publisher),
                action,
                &Whose::Of(&owner),
            );
            assert_eq!(answer, Err(Denied::NoSuchRecord), "{action:?}");
        }
    }

    #[test]
    fn a_shared_record_is_used_by_the_lesser_of_two_roles() {
        let owner = OrganisationId::from("kommunen");
        let asked = |role, limit, action| {
            decide(
                &member("polisen", role),
                action,
                &Whose::Shared(&owner, limit),
            )
            .is_ok()
        };
        assert!(asked(Role::Reporter, Role::Reporter, Action::LogActivity));
        assert!(!asked(Role::Publisher, Role::Reporter, Action::EditPromise));
        assert!(!asked(Role::Reader, Role::Editor, Action::LogActivity));
    }
}
