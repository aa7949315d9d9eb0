//! Did it help: what is compared, when that was decided, and what the numbers say.
//!
//! The comparison is written before the outcome is known and locked when the
//! promise is signed; the answer is computed from figures and never typed.

mod comparison;
mod drawing;
mod examined;
mod group;
mod lock;
mod months;
mod self_test;

pub use comparison::{Asks, Comparison, PlaceCount, PlaceRole, Share, Wanted};
pub use drawing::{
    Bar, Drawing, ExpectedLine, Funnel, FunnelPoint, PlaceBars, PlaceboLines, PowerCurve,
    PowerPoint, Span,
};
pub use examined::{
    Examined, Finding, HowWeKnow, NamedEstimate, SmallestSeen, Table, Warning, WarningKind,
};
pub use group::ComparableGroup;
pub use lock::{EffectLock, LockedComparison, Standing};
pub use months::{MonthSpan, PANDEMIC};
pub use self_test::{AlarmRow, DriftRow, JudgingRule, SelfTestReport};
