//! What is drawn of an answer from counts.

use handslag_domain::effect::{Drawing, ExpectedLine, Funnel, FunnelPoint, MonthSpan, Span};
use handslag_domain::series::{Area, Period, SeriesKey, Unit};
use handslag_locale::{Language, arg};
use handslag_stats::effect::{BeforeAfter, DriftFunnel, FunnelPlan};
use handslag_stats::{Estimate, Level};

use super::measured::Measured;
use super::others::Units;
use super::question::Question;
use super::words::{change_in_words, months_in_words};

/// Every drawing of an answer.
pub fn drawings(question: &Question<'_>, measured: &Measured) -> Vec<Drawing> {
    let all = [
        expected(question, measured).map(Drawing::Expected),
        funnel(question, measured).map(Drawing::Funnel),
    ];
    all.into_iter().flatten().collect()
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The periods that a line is drawn over.
fn periods(question: &Question<'_>, last: (i16, i8), n_country: usize) -> Vec<MonthSpan> {
    let months: Vec<MonthSpan> = question
        .panel
        .months()
        .into_iter()
        .filter(|month| *month <= last)
        .map(|month| MonthSpan {
            first: month,
            last: month,
        })
        .collect();
    let by_month = |span: &&MonthSpan| Units::held(&question.panel, **span) >= n_country;
    match 2 * months.iter().filter(by_month).count() >= months.len() {
        true => months,
        false => years(&months),
    }
}

/// The whole years of some months.
fn years(months: &[MonthSpan]) -> Vec<MonthSpan> {
    let mut years: Vec<i16> = months.iter().map(|month| month.first.0).collect();
    years.dedup();
    let whole = |year: &i16| months.iter().filter(|month| month.first.0 == *year).count() == 12;
    years
        .into_iter()
        .filter(whole)
        .map(|year| MonthSpan {
            first: (year, 1),
            last: (year, 12),
        })
        .collect()
}

/// Own months or years, and what they would have been had own followed the others.
fn expected(question: &Question<'_>, measured: &Measured) -> Option<ExpectedLine> {
    let (before, after) = measured.spans;
    let own = question.area()?;
    let country = measured.country.as_ref()?;
    let spans = periods(question, after.last, country.n);
    let share = measured.own.0.n as f64 / country.before as f64;
    let rest = |span: &MonthSpan| rest_of_country(question, &own, *span, country.n);
    let expected: Vec<Option<f64>> = spans
        .iter()
        .map(|span| rest(span).map(|n| tenth(n * share)))
        .collect();
    let totals: Vec<_> = spans
        .iter()
        .map(|span| question.panel.total(&own, *span))
        .collect();
    let baseline: Vec<(f64, f64)> = spans
        .iter()
        .zip(totals.iter().zip(&expected))
        .filter(|(span, _)| before.first <= span.first && span.last <= before.last)
        .filter_map(|(_, (own, expected))| Some(((*own)?.n as f64, (*expected)?)))
        .collect();
    let dispersion = dispersion(&baseline);
    let range = expected
        .iter()
        .map(|expected| expected.map(|expected| usual_range(expected, dispersion, country.drift)))
        .collect();
    let area = question.area_name();
    let by_year = spans.iter().all(|span| span.len() == 12);
    let name = |span: &MonthSpan| match by_year {
        true => span.first.0.to_string(),
        false => format!("{}-{:02}", span.first.0, span.first.1),
    };
    let texts = question.language.texts();
    Some(ExpectedLine {
        id: format!("{}-vantat", question.id),
        finding: texts.drawing_expected(arg::DrawingExpected {
            indicator: &question.indicator_name(),
            area: &area,
        }),
        unit: match by_year {
            true => texts.unit_reports_a_year(),
            false => texts.unit_reports_a_month(),
        },
        area,
        own: totals.iter().map(|t| t.map(|t| t.n as f64)).collect(),
        preliminary: totals
            .iter()
            .map(|t| t.is_some_and(|t| t.preliminary_months > 0))
            .collect(),
        range,
        expected,
        others: Vec::new(),
        judged_from: spans.iter().find(|span| span.last >= after.first).map(name),
        periods: spans.iter().map(name).collect(),
        breaks: breaks(question, before.first, after.last),
        source: texts.source_bra(),
    })
}

/// The others' counts added up, when all of them have one.
fn rest_of_country(
    question: &Question<'_>,
    own: &Area,
    span: MonthSpan,
    n_country: usize,
) -> Option<f64> {
    let others = question.panel.municipalities().filter(|area| *area != own);
    let counts: Vec<u64> = others
        .filter_map(|area| question.panel.total(area, span))
        .map(|total| total.n)
        .collect();
    (counts.len() >= n_country).then(|| counts.iter().sum::<u64>() as f64)
}

/// How much more a municipality's periods vary than chance lets them: Pearson's
/// chi-squared over its degrees of freedom in the baseline, at least 1.
///
/// Without it only 80 to 86 of 100 months of Brå's municipalities 2013–2015 lay
/// in a range meant for 95; with it 90 to 95 did, but for criminal damage, whose
/// counting changed.
fn dispersion(periods: &[(f64, f64)]) -> f64 {
    let squares = periods
        .iter()
        .filter(|(_, expected)| *expected > 0.0)
        .map(|(own, expected)| (own - expected).powi(2) / expected);
    let squares: Vec<f64> = squares.collect();
    match squares.len() {
        // Two years say nothing of how years vary.
        n if n < 12 => 1.0,
        n => (squares.iter().sum::<f64>() / (n as f64 - 1.0)).max(1.0),
    }
}

/// The range that about 95 of 100 periods lie in: chance, how the municipality's
/// own periods vary, and drift on the log scale.
fn usual_range(expected: f64, dispersion: f64, drift: f64) -> Span {
    let spread = 1.96 * (dispersion / (expected + 0.5) + drift * drift).sqrt();
    Span {
        lower: tenth(expected * (-spread).exp()),
        upper: tenth(expected * spread.exp()),
    }
}

fn breaks(question: &Question<'_>, first: (i16, i8), last: (i16, i8)) -> Vec<(String, String)> {
    let key = SeriesKey {
        source: question.source(),
        category: question.indicator().to_owned(),
        area: question.area().unwrap_or(Area::Country),
        unit: Unit::Count,
    };
    let of = |(year, month)| Period::of_month(year, month).ok();
    let (Some(first), Some(last)) = (of(first), of(last)) else {
        return Vec::new();
    };
    question
        .breaks
        .iter()
        .filter(|b| b.concerns(&key) && b.lies_between(first, last))
        .map(|b| {
            let reason = match question.language {
                Language::Sv => b.reason_sv.clone(),
                Language::En => b.reason_en.clone(),
            };
            (b.at.to_string(), reason)
        })
        .collect()
}

/// Every municipality's change beside the country's, by size.
fn funnel(question: &Question<'_>, measured: &Measured) -> Option<Funnel> {
    let country = measured
        .country
        .as_ref()
        .filter(|others| others.withheld.is_none())?;
    let units = Units::of(&question.panel, measured.spans);
    let own = question.area()?;
    let total = |count: fn(&BeforeAfter) -> f64| -> f64 { units.counts.iter().map(count).sum() };
    let (all_before, all_after) = (total(|c| c.before), total(|c| c.after));
    let place = units.areas.iter().position(|area| **area == own)?;
    let plan = FunnelPlan::new(&DriftFunnel::new(&units.counts).ok()?, Level::P95).ok()?;
    let growth = |counts: &BeforeAfter| (counts.after + 0.5) / (counts.before + 0.5);
    // The same middle as the verdict's, so that ours lies where its number says.
    let middle = growth(&units.counts[place]) / country.against.value;
    let points: Vec<FunnelPoint> = units
        .areas
        .iter()
        .zip(&units.counts)
        .map(|(area, counts)| FunnelPoint {
            name: area.name().to_owned(),
            size: counts.before,
            change_percent: tenth((growth(counts) / middle - 1.0) * 100.0),
        })
        .collect();
    let language = question.language;
    let texts = language.texts();
    let own_change = points[place].change_percent;
    Some(Funnel {
        id: format!("{}-tratt", question.id),
        finding: funnel_finding(question, measured, own_change, &country.against),
        unit: texts.unit_change_beside_country(),
        own: Some(place),
        limits: limits(&points, &plan, all_after / all_before),
        points,
        source: texts.source_bra(),
    })
}

/// How far off it is, and where it may be chance that it is no more than usual:
/// a title must not say what the answer beside it cannot tell.
fn funnel_finding(
    question: &Question<'_>,
    measured: &Measured,
    own_change: f64,
    against: &Estimate,
) -> String {
    let texts = question.language.texts();
    let (area, change, months) = (
        question.area_name(),
        change_in_words(question.language, own_change),
        months_in_words(question.language, measured.spans.1),
    );
    match against.lower <= 1.0 && 1.0 <= against.upper {
        true => texts.drawing_funnel_usual(arg::DrawingFunnelUsual {
            area: &area,
            change: &change,
            months: &months,
        }),
        false => texts.drawing_funnel(arg::DrawingFunnel {
            area: &area,
            change: &change,
            months: &months,
        }),
    }
}

/// What 95 of 100 municipalities of a size stay within, by the drift and tails
/// of all; from the smallest municipality to the largest. `change`: the
/// country's, as a ratio.
fn limits(points: &[FunnelPoint], plan: &FunnelPlan, change: f64) -> Vec<(f64, Span)> {
    const STEPS: u32 = 40;
    let sizes = points.iter().map(|p| p.size).filter(|size| *size >= 1.0);
    let smallest = sizes.clone().fold(f64::INFINITY, f64::min);
    let largest = sizes.fold(0.0, f64::max);
    if smallest > largest {
        return Vec::new();
    }
    (0..=STEPS)
        .map(|step| {
            let share = f64::from(step) / f64::from(STEPS);
            let size = smallest * (largest / smallest).powf(share);
            let range = plan.usual_range(size, size * change);
            let percent = |ratio: f64| tenth((ratio - 1.0) * 100.0);
            let limit = Span {
                lower: percent(range.lower),
                upper: percent(range.upper),
            };
            (tenth(size), limit)
        })
        .collect()
}
