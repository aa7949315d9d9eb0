//! What do those who were asked say of all?

mod calibration;
mod cells;
mod compare;
mod design;
mod estimate;
mod jackknife;
mod panel;
mod profile;
mod publish;
mod share;
mod table;

pub use calibration::{CalibrationError, Margin, RakingResiduals};
pub use cells::{CellsError, hide_small_cells};
pub use compare::{Difference, Side};
pub use design::{Design, DesignError, Drawn, Lonely};
pub use estimate::Sampled;
pub use jackknife::{JackknifeError, ridit_index};
pub use panel::PanelChange;
pub use publish::{Published, Response, Withheld, publish};
pub use share::{Share, ShareInterval, kish_design_effect};
pub use table::{Association, AssociationError, FTest};

#[cfg(test)]
mod tests;
