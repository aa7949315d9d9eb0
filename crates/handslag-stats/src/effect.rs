//! Did it change, and was it more than elsewhere?

mod change_against_rest;
mod comparison_panel;
mod detectable;
mod difference_in_differences;
mod displacement;
mod empirical_bayes_before_after;
mod funnel;
mod interrupted_time_series;
mod judgement;
pub mod micro_synthetic;
mod self_test;
mod structural_time_series;
pub mod synthetic_control;
pub mod synthetic_difference;
mod warning;

pub use change_against_rest::{ChangeAgainstRest, ChangeError, change_against_rest};
pub use comparison_panel::{ComparisonPanel, PanelError};
pub use detectable::{Design, DesignError, DetectableRange, detectable_decrease_over};
pub use difference_in_differences::{
    ClusterErrors, DidError, DidModel, DifferenceInDifferences, EventStudy, JointErrors, JointTest,
    LeadOrLag, PanelRows, RandomisationTest,
};
pub use displacement::{
    BeforeAfter, Difference, DisplacementError, DisplacementQuotient, DisplacementTable,
    WeightedDisplacement, Weights, displacement_quotient, log_ratio_difference,
    weighted_displacement,
};
pub use empirical_bayes_before_after::{
    BeforeAfterError, EmpiricalBayesEffect, PickedPlace, ReferenceGroup, empirical_bayes_effect,
};
pub use funnel::{
    DriftFunnel, FEWEST_BEFORE, FunnelError, FunnelPlan, FunnelVerdict, PlainFunnel, PlainVerdict,
};
pub use interrupted_time_series::{
    Autoregression, Counterfactual, InTimePlacebo, InterruptedTimeSeries, Interruption, LjungBox,
    PlaceboEffect, PlaceboRules, ResidualCorrelation, SeriesError, SeriesErrors,
};
pub use judgement::{Direction, Finding, Judgement, Margin, NotAMargin, judge};
pub use micro_synthetic::micro_synthetic;
pub use self_test::{
    CountPanel, DriftRow, FalseAlarms, Rule, SelfTest, SelfTestError, SeriesRule, UnitSeries,
    Window, false_alarms,
};
pub use structural_time_series::{
    ChangedSeries, RelativeEffect, StructuralEffect, StructuralEffectError, StructuralPrior,
    structural_effect,
};
pub use synthetic_control::synthetic_control;
pub use synthetic_difference::synthetic_difference;
pub use warning::{NumberWarning, peak_in_baseline, small_numbers, spread_broken};
