//! Reference cases on comparison with a blend of others.

mod basque;
mod control;
mod difference;
mod micro;

pub use control::synthetic_control;
pub use difference::synthdid;
pub use micro::microsynth;
