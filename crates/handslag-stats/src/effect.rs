//! Did it change, and was it more than elsewhere?

mod comparison_panel;
pub mod synthetic_control;
pub mod synthetic_difference;

pub use comparison_panel::{ComparisonPanel, PanelError};
pub use synthetic_control::synthetic_control;
pub use synthetic_difference::synthetic_difference;
