//! The figures of a drawing as rows, for people and for machines alike.

use crate::lang::Words as _;
use crate::number::{plain_number, rounded};
use crate::text::clean;
use crate::{Lang, TableModel};

/// Rows of cells under columns, written from once for people and once for machines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A column: what it is called for people and for machines.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    title: Option<String>,
    key: Option<String>,
    decimals: usize,
}

/// What a row says in a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    /// A period: for people in words.
    Period(crate::Period),
    Number(Option<f64>),
    Flag(Option<bool>),
}

impl Column {
    pub(crate) fn new(title: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            title: Some(title.into()),
            key: Some(key.into()),
            decimals: 0,
        }
    }

    /// A column of numbers with the decimals that `values` need.
    pub(crate) fn numbers(
        title: impl Into<String>,
        key: impl Into<String>,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        Self {
            decimals: decimals(values),
            ..Self::new(title, key)
        }
    }

    /// A column of numbers with so many decimals.
    pub(crate) fn with_decimals(
        title: impl Into<String>,
        key: impl Into<String>,
        decimals: usize,
    ) -> Self {
        Self {
            decimals,
            ..Self::new(title, key)
        }
    }

    /// A column that only people read.
    pub(crate) fn for_people(title: impl Into<String>) -> Self {
        Self {
            key: None,
            ..Self::new(title, "")
        }
    }

    /// A column that only machines read.
    pub(crate) fn for_machines(key: impl Into<String>) -> Self {
        Self {
            title: None,
            ..Self::new("", key)
        }
    }
}

impl Sheet {
    pub(crate) fn table(&self, lang: Lang) -> TableModel {
        let people = |column: &Column| column.title.as_deref().map(clean);
        TableModel {
            columns: self.columns.iter().filter_map(people).collect(),
            rows: self
                .cells(|column| column.title.is_some())
                .map(|row| {
                    row.map(|(column, cell)| cell.for_people(column.decimals, lang))
                        .collect()
                })
                .collect(),
        }
    }

    pub(crate) fn csv(&self) -> String {
        const NEVER: &str = "writing text to memory cannot fail";
        let mut file = csv::Writer::from_writer(Vec::new());
        let keys = self
            .columns
            .iter()
            .filter_map(|column| column.key.as_deref());
        file.write_record(keys.map(clean)).expect(NEVER);
        for row in self.cells(|column| column.key.is_some()) {
            let record = row.map(|(column, cell)| cell.for_machines(column.decimals));
            file.write_record(record).expect(NEVER);
        }
        String::from_utf8(file.into_inner().expect(NEVER)).expect("all that was written is text")
    }

    /// The cells of every row whose column passes, each with its column.
    fn cells<'a>(
        &'a self,
        passes: impl Fn(&Column) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = impl Iterator<Item = (&'a Column, &'a Cell)>> {
        self.rows.iter().map(move |row| {
            self.columns
                .iter()
                .zip(row)
                .filter(move |(column, _)| passes(column))
        })
    }
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn for_people(&self, decimals: usize, lang: Lang) -> String {
        match self {
            Self::Text(text) => clean(text),
            Self::Period(period) => period.label(lang),
            Self::Number(value) => value.map_or_else(
                || lang.no_figure().to_owned(),
                |value| figure(value, decimals, lang),
            ),
            Self::Flag(flag) => match flag {
                Some(true) => lang.pick("ja", "yes").to_owned(),
                Some(false) => lang.pick("nej", "no").to_owned(),
                None => String::new(),
            },
        }
    }

    fn for_machines(&self, decimals: usize) -> String {
        match self {
            Self::Text(text) => clean(text),
            Self::Period(period) => period.iso(),
            Self::Number(value) => value
                .map(|value| plain_number(rounded(value, decimals), decimals))
                .unwrap_or_default(),
            Self::Flag(flag) => flag.map(|flag| flag.to_string()).unwrap_or_default(),
        }
    }
}

/// A figure as it is written beside a drawing and in its table.
pub(crate) fn figure(value: f64, decimals: usize, lang: Lang) -> String {
    lang.decimals(rounded(value, decimals), decimals)
}

/// The decimals that figures of one kind need: none for whole numbers, else as
/// many as show the largest of them with three digits.
pub(crate) fn decimals(values: impl IntoIterator<Item = Option<f64>>) -> usize {
    let values: Vec<f64> = values.into_iter().flatten().collect();
    let largest = values
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    if largest == 0.0 {
        return 0;
    }
    let most = (2.0 - largest.log10().floor()).clamp(1.0, 6.0) as usize;
    let fits = |decimals: &usize| {
        let scale = 10f64.powi(i32::try_from(*decimals).unwrap_or(6));
        values.iter().all(|value| {
            let scaled = value * scale;
            // Beyond 10⁹ a float says nothing certain of such small parts.
            (scaled - scaled.round()).abs() <= 1e-6 || scaled.abs() >= 1e9
        })
    };
    (0..most).find(fits).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_decimals_they_need() {
        for (values, needed) in [
            (vec![], 0),
            (vec![0.0, 12.0], 0),
            (vec![135.4, 12.0], 1),
            (vec![-12.345], 1),
            (vec![1.25], 2),
            (vec![0.034], 3),
            (vec![0.000_034], 6),
        ] {
            let found = decimals(values.iter().copied().map(Some));
            assert_eq!(found, needed, "{values:?}");
        }
    }

    #[test]
    fn a_small_decrease_is_not_written_as_minus_nothing() {
        assert_eq!(figure(-0.04, 1, Lang::Sv), "0,0");
        assert_eq!(Cell::Number(Some(-0.04)).for_machines(1), "0.0");
    }
}
