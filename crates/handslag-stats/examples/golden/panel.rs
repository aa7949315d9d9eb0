//! What did the police of each municipality record, month by month?
//!
//! The counts that Brottsförebyggande rådet publishes, one file a month, as
//! ISO-8859-1 text with rows `Region;Brott;År;Period;Antal;/100 000 inv;`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// By municipality, the count of each month.
type Series = Vec<u32>;

/// Recorded offences by crime, municipality and month.
pub struct Panel {
    /// Names without the word `kommun`, in the order of their characters.
    pub municipalities: Vec<String>,
    /// Names of the groups of crime, in the order of their characters.
    pub crimes: Vec<String>,
    /// Months since year zero of the first count.
    pub first_month: usize,
    /// How many months there are, none missing between them.
    pub n_months: usize,
    /// `counts[crime][municipality][month]`, from the first month.
    pub counts: Vec<Vec<Series>>,
}

impl Panel {
    /// The counts of one group of crime: one row a municipality.
    pub fn crime(&self, name: &str) -> Result<&[Series], String> {
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
    let mut counts: BTreeMap<(String, String), BTreeMap<usize, u32>> = BTreeMap::new();
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
            let series = counts.entry((row.crime, row.municipality)).or_default();
            *series.entry(row.month).or_default() += row.count;
        }
    }
    let (Some(&first), Some(&last)) = (months.first(), months.last()) else {
        return Err(format!("{} holds no counts", folder.display()));
    };
    if last - first + 1 != months.len() {
        return Err(format!("{} lacks months between", folder.display()));
    }
    arranged(counts, first, months.len())
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
    Some(Row {
        municipality: region.strip_suffix(" kommun").unwrap_or(region).to_owned(),
        crime: crime.to_owned(),
        month: year * 12 + month,
        count: fields.next()?.parse().ok()?,
    })
}

fn arranged(
    counts: BTreeMap<(String, String), BTreeMap<usize, u32>>,
    first_month: usize,
    n_months: usize,
) -> Result<Panel, String> {
    let mut panel = Panel {
        first_month,
        n_months,
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
        let count = |month| months.get(&(first_month + month)).copied();
        rows.push(
            (0..n_months)
                .map(|month| count(month).unwrap_or(0))
                .collect(),
        );
    }
    let n = panel.municipalities.len();
    if panel.counts.iter().any(|rows| rows.len() != n) {
        return Err("a municipality is missing for some crime".to_owned());
    }
    Ok(panel)
}
