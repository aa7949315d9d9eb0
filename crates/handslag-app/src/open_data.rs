//! The same numbers as tables: CSV of a follow-up, of a commitment's log, of a chart.
//!
//! Comma, UTF-8, a decimal point, one header row (RFC 4180). Words that a
//! spreadsheet would run as a formula get a `'` before them; numbers stay numbers.

use handslag_domain::amount::Amount;
use handslag_domain::assessment::Evidenced;
use handslag_domain::effect::{Asks, Examined, NamedEstimate, SelfTestReport};
use handslag_domain::figures::FigureChart;
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument};
use serde::Serialize;

/// What stands in a row of invented numbers.
const EXAMPLE: &str = "exempel";

/// One row for each commitment, and one for each part of a compound target.
pub fn commitments_csv(document: &FollowUpDocument) -> String {
    let mut table = Table::new(&[
        "example",
        "promise",
        "year",
        "at",
        "version",
        "commitment",
        "part",
        "title",
        "words",
        "target_words",
        "parties",
        "places",
        "verdict",
        "grade",
        "on_time",
        "time_gone",
        "counted",
        "unit",
        "target",
        "ceiling",
        "expected",
        "reached",
        "ratio",
        "fewer_than",
        "deviation",
        "next_step",
    ]);
    for report in &document.commitments {
        rows_of(&mut table, document, report, &report.evidenced, "");
    }
    table.finish()
}

fn rows_of(
    table: &mut Table,
    document: &FollowUpDocument,
    report: &CommitmentReport,
    evidenced: &Evidenced,
    part: &str,
) {
    let whole = part.is_empty();
    let once = |text: &str| words(if whole { text } else { "" });
    let title = evidenced.title.as_deref().unwrap_or(&report.title);
    table.row([
        example(document.example),
        words(document.promise.id.as_str()),
        document.year.to_string(),
        document.at.to_string(),
        document.version.to_string(),
        words(report.id.as_str()),
        part.to_owned(),
        words(title),
        once(&report.words),
        once(&report.target),
        once(&report.parties.join("; ")),
        once(&report.places.join("; ")),
        once(report.verdict.name()),
        once(report.grade.name()),
        match whole {
            true => field_of(&report.on_time, "state"),
            false => String::new(),
        },
        number(report.time_gone.filter(|_| whole)),
        // What is withheld is left out, not zero.
        number(report.withheld_below.is_none().then_some(evidenced.counted)),
        words(&evidenced.unit),
        number(evidenced.target),
        number(evidenced.ceiling),
        number(evidenced.expected),
        number(evidenced.reached),
        number(evidenced.ratio),
        report
            .withheld_below
            .map(|n| n.to_string())
            .unwrap_or_default(),
        once(report.deviation.as_deref().unwrap_or_default()),
        once(report.next_step.as_deref().unwrap_or_default()),
    ]);
    for (n, inner) in evidenced.parts.iter().enumerate() {
        let path = match whole {
            true => (n + 1).to_string(),
            false => format!("{part}.{}", n + 1),
        };
        rows_of(table, document, report, inner, &path);
    }
}

/// What was done for a commitment, by month, type and place.
pub fn done_csv(document: &FollowUpDocument, report: &CommitmentReport) -> String {
    let mut table = Table::new(&[
        "example",
        "commitment",
        "month",
        "type",
        "place",
        "amount",
        "unit",
        "entries",
    ]);
    for line in &report.done {
        table.row([
            example(document.example),
            words(report.id.as_str()),
            line.month.clone(),
            words(&line.kind),
            words(line.place.as_deref().unwrap_or_default()),
            number(Some(line.amount)),
            words(&report.evidenced.unit),
            line.entries.to_string(),
        ]);
    }
    table.finish()
}

/// The figures of a chart: the own line and the middle half of the others.
pub fn chart_csv(chart: &FigureChart) -> String {
    let mut table = Table::new(&[
        "area",
        "category",
        "measure",
        "period",
        "value",
        "preliminary",
        "others_lower_quartile",
        "others_median",
        "others_upper_quartile",
        "others_n",
        "break",
        "source",
    ]);
    let measure = plain(&chart.measure);
    for (n, period) in chart.periods.iter().enumerate() {
        let own = chart.own.get(n).copied().flatten();
        let others = chart.others.get(n).copied().flatten();
        let of_others = |value: fn(&handslag_domain::figures::Quartiles) -> f64| {
            others.map(|q| value(&q).to_string()).unwrap_or_default()
        };
        let break_mark = chart.breaks.iter().find(|b| b.at == *period);
        table.row([
            words(&chart.area),
            words(&chart.category),
            measure.clone(),
            period.clone(),
            own.map(|v| v.value.to_string()).unwrap_or_default(),
            own.map(|v| v.preliminary.to_string()).unwrap_or_default(),
            of_others(|q| q.lower),
            of_others(|q| q.median),
            of_others(|q| q.upper),
            others.map(|q| q.n.to_string()).unwrap_or_default(),
            words(break_mark.map_or("", |b| &b.reason)),
            words(&chart.source),
        ]);
    }
    table.finish()
}

/// The answers to "did it help?": one row an estimate, and one for an answer
/// without any.
pub fn effects_csv(document: &FollowUpDocument) -> String {
    let mut table = Table::new(&[
        "example",
        "promise",
        "year",
        "version",
        "effect",
        "words",
        "indicator",
        "area",
        "asks",
        "finding",
        "standing",
        "primary",
        "wanted",
        "grade",
        "estimate",
        "of",
        "value",
        "low",
        "high",
        "level_percent",
        "method",
        "p",
        "p_adjusted",
        "smallest_decrease_percent",
        "smallest_increase_percent",
        "smallest_was_locked",
        "plain",
        "remark",
        "code",
    ]);
    for effect in &document.effects {
        match effect.estimates.is_empty() {
            true => effect_row(&mut table, document, effect, None),
            false => {
                for estimate in &effect.estimates {
                    effect_row(&mut table, document, effect, Some(estimate));
                }
            }
        }
    }
    table.finish()
}

fn effect_row(
    table: &mut Table,
    document: &FollowUpDocument,
    effect: &Examined,
    named: Option<&NamedEstimate>,
) {
    let number_of = |of: fn(&NamedEstimate) -> Option<Amount>| number(named.and_then(of));
    let smallest = effect.smallest.as_ref();
    // Official figures are real, also beside an example's log.
    let own_figures = matches!(
        effect.asks,
        Asks::Place | Asks::SurveyShare | Asks::Concentration
    );
    table.row([
        example(document.example && own_figures),
        words(document.promise.id.as_str()),
        document.year.to_string(),
        document.version.to_string(),
        words(&effect.id),
        words(&effect.words),
        words(&effect.indicator),
        words(&effect.area),
        words(effect.asks.as_str()),
        effect.finding.name().to_owned(),
        effect.standing.name().to_owned(),
        effect.primary.to_string(),
        effect.wanted.as_ref().map(plain).unwrap_or_default(),
        effect.grade.name().to_owned(),
        words(named.map_or("", |n| &n.name)),
        words(named.map_or("", |n| &n.estimate.of)),
        number_of(|n| Some(n.estimate.value)),
        number_of(|n| Some(n.estimate.low)),
        number_of(|n| Some(n.estimate.high)),
        number_of(|n| Some(n.estimate.level_percent)),
        words(named.map_or("", |n| &n.estimate.method)),
        number_of(|n| n.p),
        number_of(|n| n.p_adjusted),
        number(smallest.and_then(|s| s.decrease_percent)),
        number(smallest.and_then(|s| s.increase_percent)),
        smallest.map(|s| s.locked.to_string()).unwrap_or_default(),
        words(&effect.plain.join(" ")),
        words(effect.remark.as_deref().unwrap_or_default()),
        words(&effect.how.code),
    ]);
}

/// The false-alarm table of a self-test: a row for each category, time and
/// rule, with how much municipalities drifted.
pub fn self_test_csv(report: &SelfTestReport) -> String {
    let mut table = Table::new(&[
        "tested_on",
        "source",
        "category",
        "window",
        "rule",
        "tested",
        "alarms",
        "drift",
        "drift_n",
        "code",
    ]);
    for row in &report.alarms {
        let mut drift = report.drift.iter();
        let drift = drift.find(|d| d.category == row.category && d.window == row.window);
        table.row([
            report.tested_on.to_string(),
            words(&report.source),
            words(&row.category),
            report.windows.get(row.window).cloned().unwrap_or_default(),
            plain(&row.rule),
            row.tested.to_string(),
            row.alarms.to_string(),
            drift.map(|d| d.drift.to_string()).unwrap_or_default(),
            drift
                .map(|d| d.n_municipalities.to_string())
                .unwrap_or_default(),
            words(&report.code),
        ]);
    }
    table.finish()
}

/// Words as a spreadsheet will leave them (TRUST F7).
fn words(text: &str) -> String {
    match text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
    ]) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn example(example: bool) -> String {
    match example {
        true => EXAMPLE.to_owned(),
        false => String::new(),
    }
}

/// As in JSON: with a point, and without trailing zeros.
fn number(amount: Option<Amount>) -> String {
    amount.as_ref().map(plain).unwrap_or_default()
}

fn plain(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_default()
        .trim_matches('"')
        .to_owned()
}

fn field_of(value: &impl Serialize, field: &str) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.get(field)?.as_str().map(str::to_owned))
        .unwrap_or_default()
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(columns: &[&str]) -> Self {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.row(columns);
        table
    }

    fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<[u8]>>) {
        self.0
            .write_record(cells)
            .expect("every row has a cell for each column, and memory does not fail to be written");
    }

    fn finish(self) -> String {
        let bytes = self
            .0
            .into_inner()
            .expect("memory does not fail to be written");
        String::from_utf8(bytes).expect("every cell was text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_become_a_formula() {
        for start in ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "\0x"] {
            assert!(words(start).starts_with('\''), "{start:?}");
        }
        assert_eq!(words("minst 30"), "minst 30");
        assert_eq!(number(Some(Amount::parse("0,5").unwrap())), "0.5");
    }
}
