//! What does a reference case ask?

use std::path::{Path, PathBuf};

use serde_json::Value;

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
    folder: PathBuf,
    root: PathBuf,
}

impl Case {
    /// Reads the case in `file`; `root` holds the folder `shared`.
    pub fn read(file: &Path, root: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("could not read the file: {error}"))?;
        let mut whole: Value =
            serde_json::from_str(&text).map_err(|error| format!("is not JSON: {error}"))?;
        let id = whole["id"].as_str().ok_or("has no `id`")?;
        Ok(Self {
            method: id.split('/').next().unwrap_or(id).to_owned(),
            call: whole["call"].as_str().unwrap_or_default().to_owned(),
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
    /// it that are large enough to be that, in order.
    pub fn replicates_in_call(&self) -> Vec<f64> {
        let digits = self.call.split(|c: char| !c.is_ascii_digit());
        let numbers = digits.filter_map(|digits| digits.parse::<u32>().ok());
        numbers.filter(|n| *n >= 99).map(f64::from).collect()
    }

    /// The numbers of one input field; a missing value is undefined (NaN).
    pub fn numbers(&self, field: &str) -> Result<Vec<f64>, String> {
        numbers(&self.input[field]).ok_or_else(|| format!("input `{field}` is no list of numbers"))
    }

    /// One number of the input.
    pub fn number(&self, field: &str) -> Result<f64, String> {
        self.input[field]
            .as_f64()
            .ok_or_else(|| format!("input `{field}` is no number"))
    }

    /// One whole number of the input, such as a count of periods.
    pub fn whole(&self, field: &str) -> Result<usize, String> {
        self.input[field]
            .as_u64()
            .map(|n| n as usize)
            .ok_or_else(|| format!("input `{field}` is no whole number"))
    }

    /// A list of lists of whole numbers, such as each area's neighbours.
    pub fn whole_lists(&self, field: &str) -> Result<Vec<Vec<usize>>, String> {
        let complaint = || format!("input `{field}` is no list of lists of whole numbers");
        let lists = self.input[field].as_array().ok_or_else(complaint)?;
        lists
            .iter()
            .map(|list| {
                let items = list.as_array()?;
                items
                    .iter()
                    .map(|n| n.as_u64().map(|n| n as usize))
                    .collect()
            })
            .collect::<Option<_>>()
            .ok_or_else(complaint)
    }

    /// A list of rows of numbers.
    pub fn rows(&self, field: &str) -> Result<Vec<Vec<f64>>, String> {
        self.input[field]
            .as_array()
            .and_then(|rows| rows.iter().map(numbers).collect())
            .ok_or_else(|| format!("input `{field}` is no list of rows of numbers"))
    }
}

fn numbers(value: &Value) -> Option<Vec<f64>> {
    value
        .as_array()?
        .iter()
        .map(|item| {
            if item.is_null() {
                Some(f64::NAN)
            } else {
                item.as_f64()
            }
        })
        .collect()
}
