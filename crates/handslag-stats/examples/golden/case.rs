//! What does a reference case ask?

use std::path::{Path, PathBuf};

use handslag_stats::Level;
use serde_json::Value;

use crate::call;

/// One file of reference values.
pub struct Case {
    /// The method's name: the part of `id` before the stroke.
    pub method: String,
    /// What went into the reference tool.
    pub input: Value,
    /// What came out.
    pub expected: Value,
    /// How near we must come, by field.
    pub tolerance: Value,
    /// How the reference tool was called.
    pub call: String,
    /// What the input is, and where from.
    pub data: String,
    /// What else there is to know.
    pub notes: String,
    folder: PathBuf,
    root: PathBuf,
}

impl Case {
    /// Reads the case in `file`; `root` holds the folder `shared`.
    pub fn read(file: &Path, root: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("could not read the file: {error}"))?;
        // Some editors mark the text as UTF-8 at its start.
        let mut whole: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| format!("is not JSON: {error}"))?;
        let id = whole["id"].as_str().ok_or("has no `id`")?;
        Ok(Self {
            method: id.split('/').next().unwrap_or(id).to_owned(),
            call: whole["call"].as_str().unwrap_or_default().to_owned(),
            data: whole["data"].as_str().unwrap_or_default().to_owned(),
            notes: whole["notes"].as_str().unwrap_or_default().to_owned(),
            input: whole["input"].take(),
            expected: whole["expected"].take(),
            tolerance: whole["tolerance"].take(),
            folder: file.parent().unwrap_or(Path::new(".")).to_owned(),
            root: root.to_owned(),
        })
    }

    /// Where a file that the case names lies: below the root if its path begins
    /// with `shared/`, else beside the case.
    pub fn path(&self, named: &str) -> PathBuf {
        if named.starts_with("shared/") {
            self.root.join(named)
        } else {
            self.folder.join(named)
        }
    }

    /// How many replicates the reference tool drew, by its call: the numbers in
    /// it that are large enough to be that and no other option's, in order.
    pub fn replicates_in_call(&self) -> Vec<f64> {
        let drawn = ["permutations", "nrep", "nsim", "R", "reps", "niter", "B"];
        let mut left = self.call.as_str();
        let mut found = Vec::new();
        while let Some(start) = left.find(|c: char| c.is_ascii_digit()) {
            let (before, from) = left.split_at(start);
            let end = from
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(from.len());
            let named = before.trim_end().strip_suffix('=').map(str::trim_end);
            let of_other =
                named.is_some_and(|named| !drawn.iter().any(|name| named.ends_with(name)));
            let number = from[..end].trim_end_matches('.').parse::<u32>();
            found.extend(number.ok().filter(|n| *n >= 99 && !of_other));
            left = &from[end..];
        }
        found.into_iter().map(f64::from).collect()
    }

    /// The whole input with the whole call.
    pub fn arguments(&self) -> Arguments<'_> {
        Arguments {
            input: &self.input,
            call: &self.call,
        }
    }

    /// The input with what the call says of one function alone.
    pub fn of(&self, function: &str) -> Arguments<'_> {
        Arguments {
            input: &self.input,
            call: call::of_function(&self.call, function).unwrap_or_default(),
        }
    }

    /// The inputs of a case that is a list of them; the one of any other.
    pub fn each(&self) -> Vec<Arguments<'_>> {
        let of = |input| Arguments {
            input,
            call: &self.call,
        };
        match &self.input {
            Value::Array(inputs) => inputs.iter().map(of).collect(),
            input => vec![of(input)],
        }
    }

    /// See [`Arguments::numbers`].
    pub fn numbers(&self, field: &str) -> Result<Vec<f64>, String> {
        self.arguments().numbers(field)
    }

    /// See [`Arguments::number`].
    pub fn number(&self, field: &str) -> Result<f64, String> {
        self.arguments().number(field)
    }

    /// See [`Arguments::whole`].
    pub fn whole(&self, field: &str) -> Result<usize, String> {
        self.arguments().whole(field)
    }

    /// A list of lists of whole numbers, such as each area's neighbours.
    pub fn whole_lists(&self, field: &str) -> Result<Vec<Vec<usize>>, String> {
        let complaint = || format!("input `{field}` is no list of lists of whole numbers");
        let lists = self.input[field].as_array().ok_or_else(complaint)?;
        lists
            .iter()
            .map(|list| match list {
                // Empty lists, and lists of one, as some tools write them.
                Value::Null => Some(Vec::new()),
                Value::Object(none) if none.is_empty() => Some(Vec::new()),
                Value::Array(items) => items.iter().map(whole).collect(),
                one => Some(vec![whole(one)?]),
            })
            .collect::<Option<_>>()
            .ok_or_else(complaint)
    }

    /// A list of rows of numbers, all as long; a bare number is a row of one.
    pub fn rows(&self, field: &str) -> Result<Vec<Vec<f64>>, String> {
        let rows: Vec<Vec<f64>> = self.input[field]
            .as_array()
            .and_then(|rows| rows.iter().map(numbers).collect())
            .ok_or_else(|| format!("input `{field}` is no list of rows of numbers"))?;
        if rows.iter().any(|row| row.len() != rows[0].len()) {
            return Err(format!("the rows of input `{field}` are not equally long"));
        }
        Ok(rows)
    }
}

/// One input and the words of the call about it.
#[derive(Clone, Copy)]
pub struct Arguments<'a> {
    /// What went into the reference tool.
    pub input: &'a Value,
    /// How it was called.
    pub call: &'a str,
}

impl Arguments<'_> {
    /// What the input, or else the call, gives one name. Names with stops may
    /// be written with low lines, as in Python.
    pub fn argument(&self, name: &str) -> Option<Value> {
        let names = [name.to_owned(), name.replace('.', "_")];
        let given = names.iter().map(|name| &self.input[name.as_str()]);
        if let Some(value) = given.into_iter().find(|value| !value.is_null()) {
            return Some(value.clone());
        }
        names
            .iter()
            .find_map(|name| call::argument(self.call, name))
    }

    /// What any of several names for the same thing is given; by the input, or
    /// else by the call.
    pub fn either(&self, names: &[&str]) -> Option<Value> {
        let input = Arguments { call: "", ..*self };
        let by_input = names.iter().find_map(|name| input.argument(name));
        by_input.or_else(|| names.iter().find_map(|name| self.argument(name)))
    }

    /// A number, or what the tool takes if it is not told.
    ///
    /// # Errors
    /// It is given, and is no number.
    pub fn number_or(&self, name: &str, otherwise: f64) -> Result<f64, String> {
        match self.argument(name) {
            None => Ok(otherwise),
            Some(value) => {
                number(&value).ok_or_else(|| format!("`{name}` is {value}, which is no number"))
            }
        }
    }

    /// A number that has to be given.
    pub fn number(&self, name: &str) -> Result<f64, String> {
        if self.argument(name).is_none() {
            return Err(missing(name));
        }
        self.number_or(name, f64::NAN)
    }

    /// A whole number, such as a count of periods, or what the tool takes if it
    /// is not told.
    ///
    /// # Errors
    /// It is given, and is no whole number.
    pub fn whole_or(&self, name: &str, otherwise: usize) -> Result<usize, String> {
        match self.argument(name) {
            None => Ok(otherwise),
            Some(value) => whole(&value)
                .ok_or_else(|| format!("`{name}` is {value}, which is no whole number")),
        }
    }

    /// A whole number that has to be given.
    pub fn whole(&self, name: &str) -> Result<usize, String> {
        if self.argument(name).is_none() {
            return Err(missing(name));
        }
        self.whole_or(name, 0)
    }

    /// Yes or no, or what the tool takes if it is not told.
    pub fn truth_or(&self, name: &str, otherwise: bool) -> Result<bool, String> {
        match self.argument(name) {
            None => Ok(otherwise),
            Some(value) => value
                .as_bool()
                .or_else(|| Some(number(&value)? != 0.0))
                .ok_or_else(|| format!("`{name}` is {value}, which is neither yes nor no")),
        }
    }

    /// A word, without regard to large and small letters.
    pub fn word(&self, name: &str) -> Option<String> {
        let value = self.argument(name)?;
        Some(match value {
            Value::String(word) => word.to_lowercase(),
            other => other.to_string(),
        })
    }

    /// A list of numbers; a missing value is undefined (NaN), and a bare number
    /// a list of one.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, String> {
        let given = self.argument(name).ok_or_else(|| missing(name))?;
        numbers(&given).ok_or_else(|| format!("`{name}` is no list of numbers"))
    }

    /// The level of intervals: by the risk left outside, or by its name.
    pub fn level(&self) -> Result<Level, String> {
        self.level_or(0.05)
    }

    /// The same, with the risk that the tool leaves outside if it is not told.
    pub fn level_or(&self, outside: f64) -> Result<Level, String> {
        let named = ["conf.level", "confidence.level", "confidence", "level"];
        let outside = match (self.argument("alpha"), self.either(&named)) {
            (None, Some(inside)) => {
                let inside = number(&inside).ok_or("the level is no number")?;
                // As a share or as per cent.
                1.0 - if inside > 1.0 { inside / 100.0 } else { inside }
            }
            _ => self.number_or("alpha", outside)?,
        };
        Level::outside(outside).ok_or_else(|| format!("no interval leaves {outside} outside"))
    }
}

fn missing(name: &str) -> String {
    format!("`{name}` is given neither by the input nor by the call")
}

/// A number, also where it stands alone in a list or is written as a word.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Null => Some(f64::NAN),
        Value::Bool(yes) => Some(f64::from(u8::from(*yes))),
        Value::String(word) => match word.as_str() {
            "NA" | "NaN" | "nan" | "" => Some(f64::NAN),
            word => word.trim().parse().ok(),
        },
        Value::Array(items) if items.len() == 1 => number(&items[0]),
        other => other.as_f64(),
    }
}

/// A count, also where it is written with a decimal point.
fn whole(value: &Value) -> Option<usize> {
    number(value)
        .filter(|n| *n >= 0.0 && n.fract() == 0.0 && *n < 9e15)
        .map(|n| n as usize)
}

/// See [`Arguments::numbers`].
pub fn numbers(value: &Value) -> Option<Vec<f64>> {
    match value {
        Value::Array(items) => items.iter().map(number).collect(),
        Value::Null => None,
        one => Some(vec![number(one)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn called(call: &str) -> Case {
        Case {
            method: String::new(),
            input: Value::Null,
            expected: Value::Null,
            tolerance: Value::Null,
            call: call.to_owned(),
            data: String::new(),
            notes: String::new(),
            folder: PathBuf::new(),
            root: PathBuf::new(),
        }
    }

    #[test]
    fn replicates_are_no_other_options_numbers() {
        let drawn = |call| called(call).replicates_in_call();
        assert_eq!(drawn("knox(delta=150,tau=300,9999), mantel"), [9999.0]);
        assert_eq!(
            drawn("G_Local(permutations=999), Moran_Local(999); 200000 draws otherwise"),
            [999.0, 999.0, 200_000.0]
        );
    }

    fn arguments<'a>(input: &'a Value, call: &'a str) -> Arguments<'a> {
        Arguments { input, call }
    }

    #[test]
    fn the_input_goes_before_the_call_and_the_call_before_the_default() {
        let call = "wdd(alpha=0.1)";
        let alpha = |input: Value, call: &str| arguments(&input, call).number_or("alpha", 0.05);
        assert_eq!(alpha(json!({"alpha": 0.2}), call), Ok(0.2));
        assert_eq!(alpha(json!({"alpha": null}), call), Ok(0.1));
        assert_eq!(alpha(json!({}), ""), Ok(0.05));
        assert!(alpha(json!({"alpha": "some"}), "").is_err());
    }

    #[test]
    fn a_level_is_a_risk_or_a_share_or_per_cent() {
        let level = |input: Value, call: &str| arguments(&input, call).level();
        assert_eq!(level(json!({}), ""), Ok(Level::P95));
        assert_eq!(
            level(json!({}), "confint(x, conf.level = 0.9)"),
            Ok(Level::P90)
        );
        assert_eq!(level(json!({"level": 99}), ""), Ok(Level::P99));
        let rare = level(json!({"alpha": 0.2}), "").map(|level| level.z());
        assert!((rare.unwrap() - 1.2815515655446).abs() < 1e-12);
        assert!(level(json!({"alpha": 1.5}), "").is_err());
    }

    #[test]
    fn whole_numbers_may_be_written_with_a_decimal_point_or_alone_in_a_list() {
        for value in [json!(12), json!(12.0), json!([12]), json!("12")] {
            assert_eq!(arguments(&json!({ "b": value }), "").whole("b"), Ok(12));
        }
        let half = arguments(&json!({"b": 1.5}), "").whole("b");
        assert_eq!(half, Err("`b` is 1.5, which is no whole number".to_owned()));
        assert!(arguments(&json!({}), "f(b, w)").whole("b").is_err());
    }

    #[test]
    fn a_bare_value_is_a_list_of_one() {
        assert_eq!(numbers(&json!(240)), Some(vec![240.0]));
        assert_eq!(numbers(&json!([true, false])), Some(vec![1.0, 0.0]));
        assert!(numbers(&json!([null])).unwrap()[0].is_nan());
    }

    #[test]
    fn names_with_stops_may_be_written_with_low_lines() {
        let input = json!({"prior_level_sd": 0.1});
        assert_eq!(
            arguments(&input, "f(prior.level.sd=0.01)").number("prior.level.sd"),
            Ok(0.1)
        );
    }
}
