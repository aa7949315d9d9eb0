//! Counts of one category, month by month, in every area that the figures hold.

use std::collections::{BTreeMap, BTreeSet};

use handslag_domain::effect::MonthSpan;
use handslag_domain::series::{Area, Figure, Period, Unit};

/// Counts of one category. Months that are not held are not zero: they are gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panel {
    /// The category, as the source names it.
    pub category: String,
    areas: BTreeMap<Area, Counts>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counts {
    months: BTreeMap<(i16, i8), Cell>,
    years: BTreeMap<i16, Cell>,
}

impl Counts {
    fn held(&self) -> BTreeSet<(i16, i8)> {
        let of_years = self.years.keys();
        let of_years = of_years.flat_map(|year| (1..=12).map(|month| (*year, month)));
        self.months.keys().copied().chain(of_years).collect()
    }
}

/// One count, and whether it may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// How many.
    pub n: u64,
    /// Whether the source calls it preliminary.
    pub preliminary: bool,
}

/// Counts added up over some months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// How many.
    pub n: u64,
    /// Over how many months.
    pub months: usize,
    /// How many of the months may still change; a whole year counts as twelve.
    pub preliminary_months: usize,
}

impl Panel {
    /// A panel of the current figures of one category. Shares and rates are left out.
    pub fn new(category: &str, figures: &[Figure]) -> Self {
        let mut panel = Self {
            category: category.to_owned(),
            areas: BTreeMap::new(),
        };
        for figure in figures {
            if figure.key.category != category || figure.key.unit != Unit::Count {
                continue;
            }
            let Some(n) = figure.value.number().and_then(|n| u64::try_from(n).ok()) else {
                continue;
            };
            let cell = Cell {
                n,
                preliminary: figure.preliminary,
            };
            let counts = panel.areas.entry(figure.key.area.clone()).or_default();
            let (year, month) = (figure.period.year(), figure.period.month());
            match month {
                Some(month) => counts.months.insert((year, month), cell),
                None => counts.years.insert(year, cell),
            };
        }
        panel
    }

    /// The municipalities that it holds, in the order of their codes.
    pub fn municipalities(&self) -> impl Iterator<Item = &Area> {
        let all = self.areas.keys();
        all.filter(|area| matches!(area, Area::Municipality(_)))
    }

    /// The months for which at least half of the municipalities have a count,
    /// of the month itself or of its year.
    pub fn months(&self) -> BTreeSet<(i16, i8)> {
        let mut held: BTreeMap<(i16, i8), usize> = BTreeMap::new();
        let mut n = 0;
        for (area, counts) in &self.areas {
            if matches!(area, Area::Municipality(_)) {
                n += 1;
                for month in counts.held() {
                    *held.entry(month).or_default() += 1;
                }
            }
        }
        let common = held.into_iter().filter(|(_, areas)| 2 * areas >= n);
        common.map(|(month, _)| month).collect()
    }

    /// The count of one month, if it is held.
    pub fn cell(&self, area: &Area, month: (i16, i8)) -> Option<Cell> {
        self.areas.get(area)?.months.get(&month).copied()
    }

    /// The count over a span: of its months, or of whole years where the source
    /// gives only years. `None` unless every month is held: a gap is no zero.
    pub fn total(&self, area: &Area, span: MonthSpan) -> Option<Total> {
        let counts = self.areas.get(area)?;
        by_months(counts, span).or_else(|| by_years(counts, span))
    }

    /// The months of a span that an area has no count for, those in a row together.
    pub fn gaps(&self, area: &Area, span: MonthSpan) -> Vec<MonthSpan> {
        let missing = self.missing(area, span);
        let months = missing.iter().filter_map(|p| Some((p.year(), p.month()?)));
        let mut gaps: Vec<MonthSpan> = Vec::new();
        for month in months {
            let follows = |gap: &MonthSpan| match gap.last {
                (year, 12) => month == (year + 1, 1),
                (year, last) => month == (year, last + 1),
            };
            match gaps.last_mut().filter(|gap| follows(gap)) {
                Some(gap) => gap.last = month,
                None => gaps.push(MonthSpan {
                    first: month,
                    last: month,
                }),
            }
        }
        gaps
    }

    /// Which months of a span an area has no count for.
    pub fn missing(&self, area: &Area, span: MonthSpan) -> Vec<Period> {
        if self.total(area, span).is_some() {
            return Vec::new();
        }
        span.iter()
            .filter(|month| self.cell(area, *month).is_none())
            .filter_map(|(year, month)| Period::of_month(year, month).ok())
            .collect()
    }
}

fn by_months(counts: &Counts, span: MonthSpan) -> Option<Total> {
    let cells = span.iter().map(|month| counts.months.get(&month));
    added(cells.map(|cell| cell.map(|cell| (*cell, 1))))
}

/// Only when the span is made of whole years.
fn by_years(counts: &Counts, span: MonthSpan) -> Option<Total> {
    let (
        MonthSpan {
            first: (from, 1), ..
        },
        MonthSpan { last: (to, 12), .. },
    ) = (span, span)
    else {
        return None;
    };
    let years = (from..=to).map(|year| counts.years.get(&year));
    added(years.map(|cell| cell.map(|cell| (*cell, 12))))
}

fn added(cells: impl Iterator<Item = Option<(Cell, usize)>>) -> Option<Total> {
    let mut total = Total {
        n: 0,
        months: 0,
        preliminary_months: 0,
    };
    for cell in cells {
        let (cell, months) = cell?;
        total.n += cell.n;
        total.months += months;
        if cell.preliminary {
            total.preliminary_months += months;
        }
    }
    (total.months > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::period::Period as Days;
    use handslag_domain::series::{FigureValue, SeriesKey, Source};

    fn figure(area: &str, period: &str, value: FigureValue, preliminary: bool) -> Figure {
        Figure {
            key: SeriesKey {
                source: Source::BraReported,
                category: "Stöldbrott".to_owned(),
                area: Area::by_name(area),
                unit: Unit::Count,
            },
            period: period.parse().unwrap(),
            value,
            preliminary,
        }
    }

    fn span(from: &str, to: &str) -> MonthSpan {
        MonthSpan::within(&Days::between(from, to)).unwrap()
    }

    #[test]
    fn a_gap_is_not_counted_as_zero() {
        let figures = [
            figure("Lidköping", "2015-01", FigureValue::Given(7), false),
            figure("Lidköping", "2015-02", FigureValue::Dash, true),
            figure("Lidköping", "2015-03", FigureValue::Missing, false),
        ];
        let panel = Panel::new("Stöldbrott", &figures);
        let area = Area::by_name("Lidköping");
        let expected = Total {
            n: 7,
            months: 2,
            preliminary_months: 1,
        };
        assert_eq!(
            panel.total(&area, span("2015-01", "2015-02")),
            Some(expected)
        );
        assert_eq!(panel.total(&area, span("2015-01", "2015-03")), None);
        assert_eq!(panel.missing(&area, span("2015-01", "2015-03")).len(), 1);
        let gaps = panel.gaps(&area, span("2014-11", "2015-04"));
        let gaps: Vec<String> = gaps.iter().map(ToString::to_string).collect();
        assert_eq!(gaps, ["2014-11–2014-12", "2015-03–2015-04"]);
    }

    #[test]
    fn whole_years_stand_in_where_there_are_no_months() {
        let figures = [
            figure("Lidköping", "2023", FigureValue::Given(100), false),
            figure("Lidköping", "2024", FigureValue::Given(90), true),
        ];
        let panel = Panel::new("Stöldbrott", &figures);
        let area = Area::by_name("Lidköping");
        let total = panel.total(&area, span("2023", "2024")).unwrap();
        assert_eq!(
            (total.n, total.months, total.preliminary_months),
            (190, 24, 12)
        );
        assert_eq!(panel.total(&area, span("2023-01", "2023-06")), None);
    }
}
