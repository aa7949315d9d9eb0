//! What do we say of a case, and which fields are held by a rule of their own?

use serde_json::{Map, Value};

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

/// The fields that a case expects, each computed only if it is among them.
pub struct Fields<'a> {
    expected: &'a Value,
    found: Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// Nothing yet of what is expected.
    pub fn of(expected: &'a Value) -> Self {
        Self {
            expected,
            found: Map::new(),
        }
    }

    /// Adds a field if it is expected. A refusal is told in its place, and
    /// agrees where the reference has no value either.
    pub fn add(mut self, name: &str, compute: impl FnOnce() -> Result<Value, String>) -> Self {
        if let Some(expected) = self.expected.get(name) {
            let value = match compute() {
                Ok(value) => value,
                Err(_) if expected.is_null() => Value::Null,
                Err(error) => Value::String(format!("refused: {error}")),
            };
            self.found.insert(name.to_owned(), value);
        }
        self
    }

    /// All that was found.
    pub fn value(self) -> Value {
        Value::Object(self.found)
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_expected_is_computed() {
        let expected = json!({"mean": 2, "sd": null, "max": 3});
        let found = Fields::of(&expected)
            .add("mean", || Ok(json!(2)))
            .add("mode", || panic!("is not expected"))
            .add("sd", || Err("of one value".to_owned()))
            .add("max", || Err("of nothing".to_owned()))
            .value();
        assert_eq!(
            found,
            json!({"mean": 2, "sd": null, "max": "refused: of nothing"})
        );
    }
}
