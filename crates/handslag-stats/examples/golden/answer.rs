//! What do we say of a case, and which fields are held by a rule of their own?

use serde_json::Value;

/// What our library computed, in the shape of `expected`.
///
/// Numbers that are infinite or undefined are null, as in the files.
pub struct Answer {
    /// The same fields as `expected`; more do no harm, a missing one is a miss.
    pub value: Value,
    /// Fields that equality within a tolerance cannot judge.
    pub rules: Vec<Rule>,
}

/// How one field is judged, such as a simulated p value by a Monte Carlo band.
pub struct Rule {
    /// The field's name, or names from outer to inner joined by stops, such as
    /// `retrospective.p_mc`. It rules over everything below that field.
    pub field: &'static str,
    /// Why equality will not do, or what the field is.
    #[allow(dead_code, reason = "read by people")]
    pub why: &'static str,
    /// The judgement on the field.
    pub holds: Judgement,
}

/// Whether what we got may stand for what was expected, in this order.
type Judgement = Box<dyn Fn(&Value, &Value) -> bool>;

impl Answer {
    /// An answer that is compared field by field within the case's tolerance.
    pub fn new(value: Value) -> Self {
        Self {
            value,
            rules: Vec::new(),
        }
    }

    /// The same, with one field judged by `holds(expected, got)`.
    pub fn judged(
        mut self,
        field: &'static str,
        why: &'static str,
        holds: impl Fn(&Value, &Value) -> bool + 'static,
    ) -> Self {
        self.rules.push(Rule {
            field,
            why,
            holds: Box::new(holds),
        });
        self
    }

    /// The same, with a field that says something of the reference run and not
    /// of the case, such as its seconds: there is nothing to compare.
    pub fn about_the_reference_run(self, field: &'static str, why: &'static str) -> Self {
        self.judged(field, why, |_, _| true)
    }
}

/// Whether two simulated p values agree within four standard errors:
/// |p − ref| ≤ 4·√(p(1−p)(1/R_own + 1/R_ref)) + 1/R_own. With the exact value as
/// the reference, `reference_replicates` is infinite.
pub fn within_monte_carlo_band(
    expected: f64,
    got: f64,
    own_replicates: f64,
    reference_replicates: f64,
) -> bool {
    // The band is taken at the reference; at 0 or 1 it would have no width, so
    // at least one replicate's worth is allowed either way.
    let p = expected.clamp(1.0 / own_replicates, 1.0 - 1.0 / own_replicates);
    let se = (p * (1.0 - p) * (1.0 / own_replicates + 1.0 / reference_replicates)).sqrt();
    (got - expected).abs() <= 4.0 * se + 1.0 / own_replicates
}
