//! Every kind of thing has its own id type, so that ids cannot be swapped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as written in the document.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names a promise, such as `lidkoping-2022-2023`.
    PromiseId,
    /// Names a cooperation agreement.
    AgreementId,
    /// Names a party, such as `polisen`.
    PartyId,
    /// Names a place in the document's list of places.
    PlaceId,
    /// Names a set whose members can be covered, such as all classes in grade 7.
    SetId,
    /// Names a commitment within its promise.
    CommitmentId,
    /// Names an outcome goal.
    GoalId,
    /// Names a problem.
    ProblemId,
    /// Names a cause of a problem.
    CauseId,
    /// Names a measure against a cause.
    MeasureId,
    /// Names an entry in the log.
    ActivityId,
    /// Names a remark or a theme from a dialogue.
    VoiceId,
    /// Names a claim about what changed.
    ClaimId,
    /// Names a category of incidents, such as `skadegorelse`.
    CategoryId,
    /// Names a situational picture, such as `lidkoping-2023`.
    PictureId,
    /// Names an indicator of a problem.
    IndicatorId,
}
