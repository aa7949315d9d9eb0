//! Did it change, and was it more than elsewhere?

mod comparison_panel;
pub mod micro_synthetic;
pub mod synthetic_control;
pub mod synthetic_difference;

pub use comparison_panel::{ComparisonPanel, PanelError};
pub use micro_synthetic::micro_synthetic;
pub use synthetic_control::synthetic_control;
pub use synthetic_difference::synthetic_difference;
mod detectable;
mod displacement;
mod empirical_bayes_before_after;
mod funnel;
mod judgement;
mod self_test;
mod warning;

pub use detectable::{Design, DesignError, DetectableRange, detectable_decrease_over};
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
pub use judgement::{Direction, Finding, Judgement, Margin, NotAMargin, judge};
pub use self_test::{
    CountPanel, DriftRow, FalseAlarms, Rule, SelfTest, SelfTestError, SeriesRule, UnitSeries,
    Window, false_alarms,
};
pub use warning::{NumberWarning, peak_in_baseline, small_numbers, spread_broken};
mod change_against_rest;
mod difference_in_differences;
mod interrupted_time_series;

pub use change_against_rest::{ChangeAgainstRest, ChangeError, change_against_rest};
pub use difference_in_differences::{
    ClusterErrors, DidError, DidModel, DifferenceInDifferences, EventStudy, JointErrors, JointTest,
    LeadOrLag, PanelRows, RandomisationTest,
};
pub use interrupted_time_series::{
    Autoregression, Counterfactual, InTimePlacebo, InterruptedTimeSeries, Interruption, LjungBox,
    PlaceboEffect, PlaceboRules, ResidualCorrelation, SeriesError, SeriesErrors,
};
