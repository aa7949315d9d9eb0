//! `handslag effect`: whether it helped, whether it could be seen, and how often
//! each way to judge cries wolf.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use handslag_app::App;
use handslag_app::access::Action;
use handslag_app::effect::Foresight;
use handslag_domain::check::{hindrances, names_like};
use handslag_domain::effect::{
    Asks, Comparison, Examined, JudgingRule, NamedEstimate, PlaceCount, PlaceRole, SelfTestReport,
    Share, SmallestSeen,
};
use handslag_domain::extra::Extra;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::period::Period;
use handslag_domain::promise::ComparedWith;
use handslag_domain::series::Source;
use handslag_locale::{Language, Texts, arg};
use jiff::Timestamp;

use crate::arguments::{ComparisonOrder, EffectCommand, EffectOrder, GroupsOrder, SelfTestOrder};
use crate::data_folder;
use crate::failure::Failure;
use crate::progress::Meter;
use crate::promise::{print, print_json, words};
use crate::promise_name::{Found, find, organisation};

pub(crate) async fn run(
    order: EffectOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    match order.command {
        Some(EffectCommand::Compare(order)) => compare(&order, folder, language).await,
        Some(EffectCommand::Detectable(order)) => detectable(&order, folder, language).await,
        Some(EffectCommand::Groups(order)) => groups(&order, folder, language).await,
        Some(EffectCommand::SelfTest(order)) => self_test(&order, folder, language).await,
        None => of_promise(&order, folder, language).await,
    }
}

async fn of_promise(
    order: &EffectOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let name = order.promise.as_deref().unwrap_or_default();
    let asked = order.organisation.as_deref();
    let found = find(name, asked, Action::ReadInternal, folder, language).await?;
    let examined = match &found {
        Found::File(document) => handslag_app::effect::without_figures(document, language),
        Found::Held(held) => {
            let (owner, id) = (&held.opened.owner, &held.opened.document.promise.id);
            let all = held
                .app
                .examine(&held.actor, owner, id, order.year, language);
            all.await.map_err(|error| Failure::of(error, language))?
        }
    };
    if order.json {
        return print_json(&examined);
    }
    if examined.is_empty() {
        return print(&(t.cmd_effect_nothing() + "\n"));
    }
    let example = found.document().example.then(|| t.example_banner());
    let told: Vec<String> = examined.iter().map(|e| answer(e, t)).collect();
    let text: Vec<String> = example.into_iter().chain(told).collect();
    print(&(text.join("\n\n") + "\n"))
}

async fn compare(
    order: &ComparisonOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let (app, organisation) = opened(order.organisation.as_deref(), folder, language).await?;
    let comparison = comparison(order, language)?;
    answerable(&app, &organisation, &comparison, language).await?;
    let actor = App::operator(&organisation);
    let examined = app
        .compare(&actor, &comparison, language)
        .await
        .map_err(|error| Failure::of(error, language))?;
    match order.json {
        true => print_json(&examined),
        false => print(&(answer(&examined, language.texts()) + "\n")),
    }
}

async fn detectable(
    order: &ComparisonOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let (app, organisation) = opened(order.organisation.as_deref(), folder, language).await?;
    let comparison = comparison(order, language)?;
    answerable(&app, &organisation, &comparison, language).await?;
    let actor = App::operator(&organisation);
    let foresight = app
        .detectable(&actor, &comparison, language)
        .await
        .map_err(|error| Failure::of(error, language))?;
    match order.json {
        true => print_json(&foresight),
        false => print(&(foreseen(&foresight, language.texts()) + "\n")),
    }
}

/// The official groups that a municipality can be compared with.
async fn groups(
    order: &GroupsOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let (app, organisation) = opened(order.organisation.as_deref(), folder, language).await?;
    let groups = app
        .comparable_groups(&App::operator(&organisation), &order.area)
        .await
        .map_err(|error| Failure::of(error, language))?;
    let all: Vec<ComparedWith> = groups.iter().map(|g| g.compared_with()).collect();
    if order.json {
        return print_json(&all);
    }
    if all.is_empty() {
        return Err(Failure::Content(t.cmd_no_groups(&order.area) + "\n"));
    }
    let told = all.iter().map(|group| {
        format!(
            "{}\n  {}",
            group.chosen_by,
            language.list(&group.municipalities)
        )
    });
    print(&(told.collect::<Vec<_>>().join("\n") + "\n"))
}

async fn self_test(
    order: &SelfTestOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let (app, organisation) = opened(order.organisation.as_deref(), folder, language).await?;
    let actor = App::operator(&organisation);
    let failed = |error| Failure::of(error, language);
    let meter = Arc::new(Mutex::new(Meter::of_self_test(t)));
    let telling = meter.clone();
    let told = move |progress| {
        if let Ok(mut meter) = telling.lock() {
            meter.tell(progress);
        }
    };
    let report = app.self_test(&actor, Timestamp::now(), told).await;
    if let Some(meter) = Arc::into_inner(meter).and_then(|meter| meter.into_inner().ok()) {
        meter.end();
    }
    let report = report.map_err(failed)?;
    let Some(report) = report else {
        return Err(Failure::Content(t.self_test_too_few() + "\n"));
    };
    if order.publish {
        app.publish_self_test(&actor).await.map_err(failed)?;
    }
    match order.json {
        true => print_json(&report),
        false => print(&(table(&report, t) + "\n")),
    }
}

/// Whose figures are asked: the organisation that was named, else the only one
/// that holds any.
async fn opened(
    asked: Option<&str>,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(App, OrganisationId), Failure> {
    let app = data_folder::open(folder, language).await?;
    if asked.is_none() {
        let all = app.store().organisations().await;
        let mut with_figures = Vec::new();
        for one in all.map_err(|error| Failure::store(&error, language))? {
            if !categories(&app, &one.id, language).await?.is_empty() {
                with_figures.push(one.id);
            }
        }
        if let [only] = with_figures.as_slice() {
            return Ok((app, only.clone()));
        }
    }
    let organisation = organisation(&app, asked, language).await?;
    Ok((app, organisation))
}

/// What the organisation holds figures of.
async fn categories(
    app: &App,
    organisation: &OrganisationId,
    language: Language,
) -> Result<Vec<String>, Failure> {
    let all = app.store().categories(organisation, &Source::BraReported);
    all.await.map_err(|error| Failure::store(&error, language))
}

/// Says what stands in the way of a comparison, and what to do about it.
async fn answerable(
    app: &App,
    organisation: &OrganisationId,
    comparison: &Comparison,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let findings = hindrances(comparison, words(language));
    if !findings.is_empty() {
        return Err(Failure::Findings(findings));
    }
    if comparison.asks.rests_on_own_numbers() {
        return Ok(());
    }
    let held = categories(app, organisation, language).await?;
    let series = comparison.indicator.as_deref().unwrap_or_default();
    if held.iter().any(|category| category == series) {
        return Ok(());
    }
    if held.is_empty() {
        return Err(Failure::Content(t.cmd_no_series()));
    }
    let near = names_like(series, held.iter().map(String::as_str));
    let quoted: Vec<String> = near.iter().map(|name| format!("”{name}”")).collect();
    Err(Failure::Content(match quoted.as_slice() {
        [] => t.cmd_unknown_series(arg::CmdUnknownSeries {
            series,
            known: &held.join("; "),
        }),
        _ => t.cmd_nearest_series(arg::CmdNearestSeries {
            series,
            near: &language.list(&quoted),
        }),
    }))
}

fn comparison(order: &ComparisonOrder, language: Language) -> Result<Comparison, Failure> {
    let t = language.texts();
    let months = |text: &str| period(text).ok_or_else(|| Failure::Usage(t.cmd_no_months(text)));
    let also: Result<Vec<Period>, Failure> =
        order.also_before.iter().map(|text| months(text)).collect();
    Ok(Comparison {
        asks: asks(order),
        indicator: order.series.clone(),
        area: order.area.clone(),
        before: order.before.as_deref().map(months).transpose()?,
        after: order.after.as_deref().map(months).transpose()?,
        places: places(order),
        shares: shares(order),
        also_before: also?,
        compared_with: (!order.against.is_empty()).then(|| ComparedWith {
            municipalities: order.against.clone(),
            chosen_by: t.cmd_chosen_on_the_line(),
            extra: Extra::new(),
        }),
        wanted: order.wanted.map(Into::into),
        margin_percent: order.margin,
        ..Comparison::default()
    })
}

/// Counts at a place ask of places and answers of a survey, unless told otherwise.
fn asks(order: &ComparisonOrder) -> Asks {
    match order.asks.as_deref() {
        Some(asks) => Asks::from(asks.to_owned()),
        None if !order.treated.is_empty() => Asks::Place,
        None if !order.share.is_empty() => Asks::SurveyShare,
        None => Asks::ChangeAgainstOthers,
    }
}

/// Each place's count before, and after where it is known.
fn places(order: &ComparisonOrder) -> Vec<PlaceCount> {
    let all = [
        (PlaceRole::Treated, &order.treated),
        (PlaceRole::Control, &order.control),
        (PlaceRole::Ring, &order.ring),
        (PlaceRole::ControlRing, &order.control_ring),
    ];
    let given = all.into_iter().filter_map(|(role, counts)| {
        Some(PlaceCount {
            role,
            before: *counts.first()?,
            after: counts.get(1).copied().unwrap_or_default(),
            ..PlaceCount::default()
        })
    });
    given.collect()
}

/// Each wave's share, with as many answers as it or the wave before it had.
fn shares(order: &ComparisonOrder) -> Vec<Share> {
    let answers = |wave: usize| order.answers.get(wave).or(order.answers.last()).copied();
    let waves = order.share.iter().enumerate();
    waves
        .map(|(wave, percent)| Share {
            wave: format!("{}", wave + 1).as_str().into(),
            percent: *percent,
            n: answers(wave).unwrap_or_default(),
            design_effect: order.design_effect,
            ..Share::default()
        })
        .collect()
}

/// `2013`, `2013-01`, or two of them with `..` between.
fn period(text: &str) -> Option<Period> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let period = Period::between(from.trim(), to.trim());
    let known = period.first_day().is_some() && period.last_day().is_some();
    (known && !period.ends_before_it_starts()).then_some(period)
}

fn answer(it: &Examined, t: Texts) -> String {
    let mut lines = vec![
        format!("{} {} ({})", it.finding.sign(), it.words, it.id),
        format!(
            "  {} · {}",
            t.effect_finding(it.finding),
            t.standing(it.standing)
        ),
    ];
    lines.extend(it.plain.iter().map(|sentence| format!("  {sentence}")));
    if let Some(smallest) = &it.smallest {
        lines.extend(could_be_seen(&it.asks, smallest, t).map(|sentence| format!("  {sentence}")));
    }
    for warning in &it.warnings {
        lines.push(format!("  ! {}", warning.text));
    }
    lines.extend(how_we_know(it, t));
    lines.join("\n")
}

/// "Så vet vi det": the same as on the page.
fn how_we_know(it: &Examined, t: Texts) -> Vec<String> {
    let how = &it.how;
    let mut lines = vec![format!("  {}", t.how_heading())];
    let parts = [
        (t.how_data(), &how.data),
        (t.how_method(), &how.method),
        (t.how_assumptions(), &how.assumptions),
        (t.how_references(), &how.references),
    ];
    for (heading, said) in parts.iter().filter(|(_, said)| !said.is_empty()) {
        lines.push(format!("    {heading}:"));
        lines.extend(said.iter().map(|line| format!("      – {line}")));
    }
    if !how.table.rows.is_empty() {
        lines.push(format!("    {}", how.table.columns.join(" | ")));
        let rows = how.table.rows.iter();
        lines.extend(rows.map(|row| format!("    {}", row.join(" | "))));
    }
    lines.extend(
        it.estimates
            .iter()
            .map(|one| format!("    {}", number(one, t))),
    );
    lines.push(format!("    {}", t.how_code(&how.code)));
    lines
}

/// One number of an answer, with its interval and both its p values.
fn number(named: &NamedEstimate, t: Texts) -> String {
    let number = |amount| t.language.number(amount);
    let estimate = &named.estimate;
    let range = t.effect_number_range(arg::EffectNumberRange {
        low: &number(estimate.low),
        high: &number(estimate.high),
    });
    let mut parts = vec![format!(
        "{}: {} {} ({range})",
        named.name,
        number(estimate.value),
        estimate.of
    )];
    let both = [
        (named.p, t.effect_number_chance()),
        (named.p_adjusted, t.effect_number_chance_adjusted()),
    ];
    let told = both.into_iter().filter_map(|(p, name)| Some((p?, name)));
    parts.extend(told.map(|(p, name)| format!("{name}: {}", number(p))));
    parts.join("; ")
}

fn could_be_seen(asks: &Asks, smallest: &SmallestSeen, t: Texts) -> Option<String> {
    let decrease = smallest.decrease_percent?;
    Some(t.effect_smallest(&t.smallest(asks, decrease)))
}

fn foreseen(it: &Foresight, t: Texts) -> String {
    let of: Vec<&str> = [it.indicator.as_str(), it.area.as_str()]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    let heading = format!("{} {}", t.foresee_heading(), of.join(", "));
    let mut lines = vec![heading.trim_end().to_owned()];
    lines.extend(it.plain.iter().map(|sentence| format!("  {sentence}")));
    lines.extend(it.instead.iter().map(|choice| format!("  – {choice}")));
    lines.join("\n")
}

/// One row a category, one column a rule: the share of municipalities that the
/// rule cries about.
fn table(report: &SelfTestReport, t: Texts) -> String {
    let rules: Vec<JudgingRule> = JudgingRule::ALL
        .into_iter()
        .filter(|rule| report.total(*rule, |_| true).0 > 0)
        .collect();
    let share = |(tested, alarms): (usize, usize)| match tested {
        0 => "–".to_owned(),
        _ => t.language.rate(100.0 * alarms as f64 / tested as f64),
    };
    let mut lines = vec![t.self_test_head(arg::SelfTestHead {
        n: report.n_municipalities.into(),
        day: &t.language.date(report.tested_on),
        windows: &report.windows.join(", "),
    })];
    lines.extend(rules.iter().map(|rule| {
        let whole = share(report.total(*rule, |_| true));
        format!("  {whole:>6} %  {}", t.judging_rule(*rule))
    }));
    lines.push(String::new());
    let unseen = JudgingRule::EarlierDriftFunnel;
    if rules.contains(&unseen) {
        lines.push(t.self_test_unseen(arg::SelfTestUnseen {
            percent: &format!("{} %", share(report.total(unseen, |_| true))),
            n: report.n_windows(unseen).into(),
        }));
        lines.push(String::new());
    }
    lines.push(t.self_test_by_category());
    for category in report.categories() {
        let cells: Vec<String> = rules
            .iter()
            .map(|rule| {
                format!(
                    "{:>6}",
                    share(report.total(*rule, |r| r.category == category))
                )
            })
            .collect();
        lines.push(format!("  {}  {category}", cells.join(" ")));
    }
    lines.push(t.how_code(&report.code));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_written_in_three_ways() {
        for (text, from, to) in [
            ("2013", "2013-01-01", "2013-12-31"),
            ("2013-02", "2013-02-01", "2013-02-28"),
            ("2013-01..2014-06", "2013-01-01", "2014-06-30"),
            ("2013..2014", "2013-01-01", "2014-12-31"),
        ] {
            let period = period(text).unwrap();
            assert_eq!(period.first_day().unwrap().to_string(), from, "{text}");
            assert_eq!(period.last_day().unwrap().to_string(), to, "{text}");
        }
        for text in ["", "2014..2013", "i fjol", "2013-13"] {
            assert!(period(text).is_none(), "{text}");
        }
    }
}
