//! What to mind when an answer about counts is read. The data raise each
//! warning: nobody has to remember it.

use handslag_domain::effect::{MonthSpan, Standing, Warning, WarningKind};
use handslag_domain::period::Period as Days;
use handslag_domain::series::{Area, Period, SeriesKey, Unit};
use handslag_locale::{Count, Texts, arg};
use handslag_stats::{Counted, Level, rate_ratio};

use super::panel::Total;
use super::question::Question;
use super::words::{months_in_words, whole_percent};

/// Fewer events than this in either period are few: a handful more or less
/// turns the answer (the funnel too leaves such municipalities out).
const FEW: u64 = 20;

/// A change in the whole country beyond this is hardly a change in what people
/// do. Of ten categories 2013–2015 one passed it: criminal damage rose by 29 % in
/// 2015, when its counting changed. No other moved by more than 14 % in a year.
const LEAP: f64 = 0.25;

/// What the warnings are raised from.
pub struct Raised<'a> {
    /// The question.
    pub question: &'a Question<'a>,
    /// The baseline and the months judged.
    pub spans: (MonthSpan, MonthSpan),
    /// Own counts.
    pub own: (Total, Total),
    /// How the country's other municipalities changed, as a ratio per month.
    pub country: Option<f64>,
}

/// Every warning that holds, the gravest first.
pub fn warnings(raised: &Raised<'_>) -> Vec<Warning> {
    let texts = raised.question.language.texts();
    let all = [
        standing(raised.question, texts),
        regression(raised, texts),
        season(raised, texts),
        reporting(raised.question, texts),
        leap(raised, texts),
        broken(raised, texts),
        small(raised, texts),
        preliminary(raised, texts),
        pandemic(raised.question, texts),
    ];
    all.into_iter().flatten().collect()
}

fn warning(kind: WarningKind, text: String) -> Warning {
    Warning { kind, text }
}

/// That the comparison was decided after its outcome could be seen.
pub fn standing(question: &Question<'_>, texts: Texts) -> Option<Warning> {
    let text = match question.standing {
        Standing::Locked => return None,
        Standing::LockedLate => {
            let day = question.locked_on;
            let day = day.map_or_else(|| "?".to_owned(), |on| question.language.written_date(on));
            texts.warning_late(&day)
        }
        Standing::ChangedSince => texts.warning_changed(),
        Standing::Explorative => texts.warning_explorative(),
    };
    Some(warning(WarningKind::DecidedAfterwards, text))
}

/// The baseline stood surely higher than the same months of the year before it,
/// or holds the very months that made somebody choose it.
fn regression(raised: &Raised<'_>, texts: Texts) -> Option<Warning> {
    let before = raised.spans.0;
    let area = raised.question.area()?;
    let year_before = MonthSpan {
        first: (before.first.0 - 1, before.first.1),
        last: if before.len() >= 12 {
            // The twelve months before the baseline, however long it is.
            year_end_before(before)
        } else {
            (before.last.0 - 1, before.last.1)
        },
    };
    let earlier = raised.question.panel.total(&area, year_before)?;
    let peak = rate_ratio(counted(earlier), counted(raised.own.0), Level::P95).ok()?;
    let chosen_then = raised
        .question
        .comparison
        .chosen_after
        .as_ref()
        .is_some_and(|chosen: &Days| chosen.overlaps(&before.period()));
    // A rise that chance explains is no peak, unless it is what was chosen on.
    (peak.lower > 1.0 || (chosen_then && peak.value > 1.0)).then(|| {
        let text = texts.warning_regression(arg::WarningRegression {
            months: &months_in_words(raised.question.language, before),
            percent: &whole_percent(raised.question.language, (peak.value - 1.0) * 100.0),
        });
        warning(WarningKind::RegressionToTheMean, text)
    })
}

/// Spring against autumn: the season alone makes a difference.
fn season(raised: &Raised<'_>, texts: Texts) -> Option<Warning> {
    let (before, after) = raised.spans;
    (!before.has_seasons_of(after)).then(|| {
        let language = raised.question.language;
        let text = texts.warning_season(arg::WarningSeason {
            before: &months_in_words(language, before),
            after: &months_in_words(language, after),
        });
        warning(WarningKind::OtherSeason, text)
    })
}

fn year_end_before(span: MonthSpan) -> (i16, i8) {
    match span.first {
        (year, 1) => (year - 1, 12),
        (year, month) => (year, month - 1),
    }
}

fn reporting(question: &Question<'_>, texts: Texts) -> Option<Warning> {
    handslag_domain::series::follows_police_work(question.indicator()).then(|| {
        let text = texts.warning_reporting(&question.indicator_name());
        warning(WarningKind::ReportingChange, text)
    })
}

fn leap(raised: &Raised<'_>, texts: Texts) -> Option<Warning> {
    let change = raised.country? - 1.0;
    (change.abs() > LEAP).then(|| {
        let percent = whole_percent(raised.question.language, change.abs() * 100.0);
        let text = texts.warning_reporting_everywhere(&percent);
        warning(WarningKind::ReportingChange, text)
    })
}

fn broken(raised: &Raised<'_>, texts: Texts) -> Option<Warning> {
    let question = raised.question;
    let key = SeriesKey {
        source: question.source(),
        category: question.indicator().to_owned(),
        area: question.area().unwrap_or(Area::Country),
        unit: Unit::Count,
    };
    let (before, after) = raised.spans;
    let of = |(year, month)| Period::of_month(year, month).ok();
    let (earlier, later) = (of(before.first)?, of(after.last)?);
    let found = question
        .breaks
        .iter()
        .find(|b| b.concerns(&key) && b.lies_between(earlier, later))?;
    let text = texts.warning_break(arg::WarningBreak {
        at: &found.at.to_string(),
        reason: match question.language {
            handslag_locale::Language::Sv => &found.reason_sv,
            handslag_locale::Language::En => &found.reason_en,
        },
    });
    Some(warning(WarningKind::Break, text))
}

fn small(raised: &Raised<'_>, texts: Texts) -> Option<Warning> {
    let (before, after) = raised.own;
    (before.n.min(after.n) < FEW).then(|| {
        let text = texts.warning_small(arg::WarningSmall {
            n_before: count(before.n),
            n_after: count(after.n),
        });
        warning(WarningKind::SmallNumbers, text)
    })
}

fn preliminary(raised: &Raised<'_>, texts: Texts) -> Option<Warning> {
    let months = raised.own.0.preliminary_months + raised.own.1.preliminary_months;
    (months > 0).then(|| warning(WarningKind::Preliminary, texts.warning_preliminary(months)))
}

/// That a baseline holds months of the pandemic.
pub fn pandemic(question: &Question<'_>, texts: Texts) -> Option<Warning> {
    question
        .comparison
        .has_pandemic_baseline()
        .then(|| warning(WarningKind::Pandemic, texts.warning_pandemic()))
}

/// A count over months, as the statistics take it.
pub fn counted(total: Total) -> Counted {
    Counted::new(total.n, total.months as f64)
}

/// A count in a text.
pub fn count(n: u64) -> Count {
    usize::try_from(n).unwrap_or(usize::MAX).into()
}
