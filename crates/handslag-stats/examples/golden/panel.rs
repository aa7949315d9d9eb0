//! What did the police of each municipality record, month by month?
//!
//! The counts that Brottsförebyggande rådet publishes, one file a month, as
//! ISO-8859-1 text with rows `Region;Brott;År;Period;Antal;/100 000 inv;`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Months from January 2013 to March 2016.
pub const N_MONTHS: usize = 39;
const FIRST_YEAR: usize = 2013;

/// Recorded offences by crime, municipality and month.
pub struct Panel {
    /// Names without the word `kommun`, in the order of their characters.
    pub municipalities: Vec<String>,
    /// Names of the groups of crime, in the order of their characters.
    pub crimes: Vec<String>,
    /// `counts[crime][municipality][month]`, months from January 2013.
    pub counts: Vec<Vec<[u32; N_MONTHS]>>,
}

impl Panel {
    /// The counts of one group of crime: one row a municipality.
    pub fn crime(&self, name: &str) -> Result<&[[u32; N_MONTHS]], String> {
        let place = self.crimes.iter().position(|crime| crime == name);
        place
            .map(|place| self.counts[place].as_slice())
            .ok_or_else(|| format!("the panel has no crime `{name}`"))
    }
}

/// Reads all files of `folder` whose names begin with `Databasfil`.
///
/// Rows of the same municipality and crime are added up: Heby stands twice in
/// every file, once with figures and once with zeros, as it changed county.
pub fn panel(folder: &Path) -> Result<Panel, String> {
    let mut counts: BTreeMap<(String, String), [u32; N_MONTHS]> = BTreeMap::new();
    let mut months = BTreeSet::new();
    for file in files(folder)? {
        let bytes = std::fs::read(&file)
            .map_err(|error| format!("could not read {}: {error}", file.display()))?;
        // In ISO-8859-1 each byte is the number of its character.
        let text: String = bytes.into_iter().map(char::from).collect();
        for (place, line) in text.lines().enumerate().skip(1) {
            if line.trim().is_empty() {
                continue;
            }
            let row = row(line)
                .ok_or_else(|| format!("could not read row {} of {}", place + 1, file.display()))?;
            months.insert(row.month);
            counts
                .entry((row.crime, row.municipality))
                .or_insert([0; N_MONTHS])[row.month] += row.count;
        }
    }
    if months.len() != N_MONTHS {
        return Err(format!(
            "{} has {} months, not {N_MONTHS}",
            folder.display(),
            months.len()
        ));
    }
    arranged(counts)
}

fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let complaint = |error| format!("could not list {}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(complaint)? {
        let entry = entry.map_err(complaint)?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with("Databasfil") {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

struct Row {
    municipality: String,
    crime: String,
    month: usize,
    count: u32,
}

fn row(line: &str) -> Option<Row> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec",
    ];
    let mut fields = line.split(';').map(str::trim);
    let region = fields.next()?;
    let crime = fields.next()?;
    // Preliminary figures stand as `2016 prel.`.
    let year: usize = fields.next()?.split(' ').next()?.parse().ok()?;
    let period = fields.next()?;
    let month = MONTHS.iter().position(|&month| month == period)?;
    let month = year.checked_sub(FIRST_YEAR)? * 12 + month;
    Some(Row {
        municipality: region.strip_suffix(" kommun").unwrap_or(region).to_owned(),
        crime: crime.to_owned(),
        month: (month < N_MONTHS).then_some(month)?,
        count: fields.next()?.parse().ok()?,
    })
}

fn arranged(counts: BTreeMap<(String, String), [u32; N_MONTHS]>) -> Result<Panel, String> {
    let mut panel = Panel {
        municipalities: Vec::new(),
        crimes: Vec::new(),
        counts: Vec::new(),
    };
    for ((crime, municipality), months) in counts {
        if panel.crimes.last() != Some(&crime) {
            panel.crimes.push(crime);
            panel.counts.push(Vec::new());
        }
        let rows = panel.counts.last_mut().expect("pushed with the crime");
        if panel.crimes.len() == 1 {
            panel.municipalities.push(municipality);
        } else if panel.municipalities.get(rows.len()) != Some(&municipality) {
            return Err(format!(
                "{municipality} is not in the panel for every crime"
            ));
        }
        rows.push(months);
    }
    let n = panel.municipalities.len();
    if panel.counts.iter().any(|rows| rows.len() != n) {
        return Err("a municipality is missing for some crime".to_owned());
    }
    Ok(panel)
}
