//! Partner organisations, and what their members may do.

use serde::{Deserialize, Serialize};

/// A partner organisation, the owner (tenant) of its records: `lidkopings-kommun`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrganisationId(pub String);

impl OrganisationId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for OrganisationId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Display for OrganisationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A partner organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The party that it is in its promises, such as `polisen`.
    pub party: crate::id::PartyId,
}

/// What a member may do; each role may also do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads the organisation's own and shared records.
    Reader,
    /// Logs and corrects activities.
    Reporter,
    /// Edits promises, imports, and writes follow-ups.
    Editor,
    /// Publishes.
    Publisher,
}

impl Role {
    /// Every role, least first.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Reporter, Self::Editor, Self::Publisher];

    /// The word in the database and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Reporter => "reporter",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
        }
    }

    /// The role with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}
