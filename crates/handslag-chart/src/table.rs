//! Which table holds the same figures as the chart?

use crate::crime::{Band, CrimeChart};
use crate::lang::Words as _;
use crate::number::plain_number;
use crate::text::clean;

/// A table that is ready to be shown: every row has a cell for every column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableModel {
    /// What the columns are.
    pub columns: Vec<String>,
    /// The cells, row by row; the first of each names the row.
    pub rows: Vec<Vec<String>>,
}

/// The chart's figures for people, written as the chart writes them.
///
/// Columns: period, own figure, lower quartile, median and upper quartile of
/// the others, remark.
pub fn table(chart: &CrimeChart) -> TableModel {
    let lang = chart.heading.lang;
    let missing = || lang.no_figure().to_owned();
    let columns = [
        lang.pick("Period", "Period").to_owned(),
        chart.own_name.clone(),
        format!("{}: {}", chart.band_name, lang.pick("från", "from")),
        format!("{}: median", chart.band_name),
        format!("{}: {}", chart.band_name, lang.pick("till", "to")),
        lang.pick("Anmärkning", "Remark").to_owned(),
    ];
    let rows = chart
        .drawable_rows()
        .into_iter()
        .zip(remarks(chart))
        .map(|(row, remark)| {
            let own = row
                .own
                .map_or_else(missing, |point| chart.figure(point.value));
            let band = row.band.map_or_else(
                || [missing(), missing(), missing()],
                |band| in_order(band).map(|value| chart.figure(value)),
            );
            let [lower, median, upper] = band;
            vec![row.period.label(lang), own, lower, median, upper, remark]
        });
    TableModel {
        columns: columns.map(|column| clean(&column)).to_vec(),
        rows: rows.collect(),
    }
}

/// The chart's figures for machines: the same digits with a decimal point and
/// no thousands mark, periods as `2014` or `2014-03`, and nothing where a
/// figure is missing.
///
/// Columns: `period,value,preliminary,lower_quartile,median,upper_quartile,remark`.
pub fn csv(chart: &CrimeChart) -> String {
    const NEVER: &str = "writing text to memory cannot fail";
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(CSV_COLUMNS).expect(NEVER);
    let figure = |value: f64| plain_number(value, chart.decimals);
    for (row, remark) in chart.drawable_rows().into_iter().zip(breaks(chart)) {
        let (value, preliminary) = row
            .own
            .map(|point| (figure(point.value), point.preliminary.to_string()))
            .unwrap_or_default();
        let [lower, median, upper] = row
            .band
            .map(|band| in_order(band).map(figure))
            .unwrap_or_default();
        file.write_record([
            row.period.iso(),
            value,
            preliminary,
            lower,
            median,
            upper,
            remark,
        ])
        .expect(NEVER);
    }
    String::from_utf8(file.into_inner().expect(NEVER)).expect("all that was written is text")
}

const CSV_COLUMNS: [&str; 7] = [
    "period",
    "value",
    "preliminary",
    "lower_quartile",
    "median",
    "upper_quartile",
    "remark",
];

fn in_order(band: Band) -> [f64; 3] {
    [band.lower, band.median, band.upper]
}

/// What is to be known about each row: preliminary, and breaks before it.
fn remarks(chart: &CrimeChart) -> Vec<String> {
    let word = chart.heading.lang.preliminary();
    let mut remarks = breaks(chart);
    for (row, remark) in chart.drawable_rows().iter().zip(&mut remarks) {
        if row.own.is_some_and(|point| point.preliminary) {
            *remark = if remark.is_empty() {
                word.to_owned()
            } else {
                format!("{word}; {remark}")
            };
        }
    }
    remarks
}

/// The labels of the breaks before each row.
fn breaks(chart: &CrimeChart) -> Vec<String> {
    let mut remarks = vec![Vec::new(); chart.rows.len()];
    for (after, label) in chart.breaks_at() {
        remarks[after].push(clean(label));
    }
    remarks
        .into_iter()
        .map(|labels| labels.join("; "))
        .collect()
}
