//! Where do our answer and the expected one differ by more than is allowed?

use serde_json::Value;

use crate::answer::{Answer, Rule};
use crate::case::Case;

/// What is allowed where a case names no tolerance: the last digits of a sum.
const UNNAMED: Allowed = Allowed {
    rel: 1e-9,
    abs: 1e-9,
};

/// One text a field that differs: where, what was expected, what we got.
pub fn differences(case: &Case, answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    Comparison {
        tolerance: &case.tolerance,
        rules: &answer.rules,
        found: &mut found,
    }
    .compare(&mut Vec::new(), &case.expected, &answer.value, UNNAMED);
    found
}

struct Comparison<'a> {
    tolerance: &'a Value,
    rules: &'a [Rule],
    found: &'a mut Vec<String>,
}

#[derive(Clone, Copy)]
struct Allowed {
    rel: f64,
    abs: f64,
}

impl Comparison<'_> {
    fn compare(&mut self, path: &mut Vec<String>, expected: &Value, got: &Value, outer: Allowed) {
        if let Some(rule) = self.rule(path) {
            if !(rule.holds)(expected, got) {
                self.differ(path, expected, got);
            }
            return;
        }
        let allowed = self.allowed(path, expected, outer);
        match (expected, got) {
            (Value::Object(fields), Value::Object(ours)) => {
                for (name, expected) in fields {
                    path.push(name.clone());
                    match ours.get(name) {
                        Some(got) => self.compare(path, expected, got, allowed),
                        None if self.rule(path).is_some() || expected.is_null() => {
                            self.compare(path, expected, &Value::Null, allowed);
                        }
                        None => self
                            .found
                            .push(format!("{}: is not computed", path.join("."))),
                    }
                    path.pop();
                }
            }
            (Value::Array(items), Value::Array(ours)) if items.len() == ours.len() => {
                for (place, (expected, got)) in items.iter().zip(ours).enumerate() {
                    path.push(place.to_string());
                    self.compare(path, expected, got, allowed);
                    path.pop();
                }
            }
            // A list of one is written as the bare value by some tools.
            (Value::Array(_), Value::Array(_)) => self.differ(path, expected, got),
            (Value::Array(items), got) if items.len() == 1 => {
                self.compare(path, &items[0], got, allowed);
            }
            (expected, Value::Array(ours)) if ours.len() == 1 => {
                self.compare(path, expected, &ours[0], allowed);
            }
            (Value::Number(expected_number), Value::Number(number)) => {
                let (e, g) = (as_f64(expected_number), as_f64(number));
                // A NaN cannot stand in JSON, so the comparison is of numbers.
                if (g - e).abs() > allowed.abs + allowed.rel * e.abs() {
                    self.differ(path, expected, got);
                }
            }
            _ if expected == got => {}
            _ => self.differ(path, expected, got),
        }
    }

    fn rule(&self, path: &[String]) -> Option<&Rule> {
        let names: Vec<&str> = path
            .iter()
            .map(String::as_str)
            .filter(|name| !is_place(name))
            .collect();
        if path.last().is_some_and(|name| is_place(name)) {
            return None; // decided at the field that holds the list
        }
        self.rules.iter().find(|rule| {
            let field: Vec<&str> = rule.field.split('.').collect();
            // Some tools write stops in the names themselves.
            names.ends_with(&field) || names.last() == Some(&rule.field)
        })
    }

    /// The tolerance named for this field, else that of the field around it.
    fn allowed(&self, path: &[String], expected: &Value, outer: Allowed) -> Allowed {
        let named = match path.last() {
            None => &self.tolerance["default"],
            Some(name) => &self.tolerance[name.as_str()],
        };
        if named["exact"] == Value::Bool(true) {
            return Allowed { rel: 0.0, abs: 0.0 };
        }
        let part = |key: &str| named[key].as_f64();
        if let Some(share) = part("abs_of_sd") {
            return Allowed {
                rel: 0.0,
                abs: share * spread(expected),
            };
        }
        match (part("rel"), part("abs")) {
            (None, None) => outer,
            (rel, abs) if named["of"] == "max" => Allowed {
                rel: 0.0,
                abs: abs.unwrap_or(0.0) + rel.unwrap_or(0.0) * largest(expected),
            },
            (rel, abs) => Allowed {
                rel: rel.unwrap_or(0.0),
                // The last digit of a zero has no relative size.
                abs: abs.unwrap_or(1e-12),
            },
        }
    }

    fn differ(&mut self, path: &[String], expected: &Value, got: &Value) {
        let place = if path.is_empty() {
            "expected".to_owned()
        } else {
            path.join(".")
        };
        self.found.push(format!(
            "{place}: expected {}, got {}",
            short(expected),
            short(got)
        ));
    }
}

fn is_place(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

fn as_f64(number: &serde_json::Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}

fn numbers(value: &Value, into: &mut Vec<f64>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| numbers(item, into)),
        Value::Number(number) => into.push(as_f64(number)),
        _ => {}
    }
}

fn all_numbers(value: &Value) -> Vec<f64> {
    let mut all = Vec::new();
    numbers(value, &mut all);
    all
}

fn largest(value: &Value) -> f64 {
    all_numbers(value)
        .into_iter()
        .fold(0.0, |largest, number| largest.max(number.abs()))
}

fn spread(value: &Value) -> f64 {
    handslag_stats::numeric::variance(&all_numbers(value)).sqrt()
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 60 {
        text.chars().take(60).collect::<String>() + "…"
    } else {
        text
    }
}
