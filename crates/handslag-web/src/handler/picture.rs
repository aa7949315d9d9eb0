//! The situational picture: how many, when, where and how gathered. What is
//! asked stands in the address, so that a page can be shown to others.

mod year;

use axum::extract::State;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use handslag_app::Action;
use handslag_app::picture::{Asked, IncidentPicture, MonthRow, PictureView, Trend};
use handslag_domain::amount::Amount;
use handslag_domain::effect::{Drawing, ExpectedLine, Span};
use handslag_domain::target::WeekdayName;
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::Answer;
use super::incident::{category_options, kind_name};
use crate::component::{Column, Field, date_field, drawn, model_table, select, submit, table};
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// More months than this are not read in a sentence; the table has them all.
const TOLD: usize = 6;

pub(super) const WEEK: [WeekdayName; 7] = [
    WeekdayName::Monday,
    WeekdayName::Tuesday,
    WeekdayName::Wednesday,
    WeekdayName::Thursday,
    WeekdayName::Friday,
    WeekdayName::Saturday,
    WeekdayName::Sunday,
];
/// The same in an address.
pub(super) const WEEK_NAMES: [&str; 7] = [
    "mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag",
];

/// The picture, of what is asked for.
pub async fn picture(
    State(site): State<Site>,
    visit: Visit,
    crate::fields::Asked(sent): crate::fields::Asked,
) -> Answer {
    let asked = asked(&sent);
    let picture = site
        .app
        .picture_by(&visit.actor, asked.layer.as_deref(), visit.now)
        .await?;
    if picture.n_all() == 0 {
        return Ok(nothing_yet(&visit));
    }
    let view = picture.view(&asked, visit.today());
    let new = super::analyses::since(&site, &visit, &sent).await?;
    let t = visit.t();
    let title = t.picture_title();
    let main = html! {
        h1 { (title) }
        p.lead { (lead(&visit, &view)) }
        (super::since::section(&visit, &picture, new.as_deref()))
        p { a href=(super::analyses::same_question(&visit, paths::ANALYSES)) { (t.analysis_link()) } }
        (filter_form(&visit, &picture, &sent, paths::PICTURE))
        p { a href=(super::map::address(paths::MAP, &sent, &[])) { (t.map_link()) } }
        @if view.n == 0 { p { (t.picture_none()) } }
        @else {
            (trend(&visit, &view.trend, picture.example))
            (year::section(&visit, &picture, &view.year_on_year))
            (hours(&visit, &view))
            (kinds(&visit, &picture, &view))
            (places(&visit, &view))
        }
        (sources(&visit, &picture))
    };
    let page = work::page(&visit, &title, picture.example, &[], main);
    Ok(match new {
        Some(_) => page.into_response(),
        // Without scripts: the browser asks again by itself.
        None => ([(REFRESH, "2")], page).into_response(),
    })
}

pub(super) fn nothing_yet(visit: &Visit) -> Response {
    let t = visit.t();
    let main = html! {
        h1 { (t.picture_title()) }
        p { (t.incidents_none()) }
        @if visit.may(Action::ReportIncident) { p { a.button href=(paths::REPORT) { (t.report_title()) } } }
        p { a href=(paths::PICTURES) { (t.picture_doc_to_documents()) } }
    };
    work::page(visit, &t.picture_title(), false, &[], main).into_response()
}

pub(super) fn asked(sent: &Fields) -> Asked {
    let day = |name: &str| sent.get(name).parse::<Date>().ok();
    let hour = |name: &str| sent.get(name).parse::<u8>().ok().filter(|h| *h < 24);
    let some = |name: &'static str| sent.all(name).filter(|value| !value.is_empty());
    Asked {
        from: day("fran"),
        to: day("till"),
        categories: some("sort").map(Into::into).collect(),
        layer: sent.words("lager"),
        areas: some("omrade").map(str::to_owned).collect(),
        weekdays: match sent.get("dagar") {
            "helg" => vec![4, 5, 6],
            "vardag" => vec![0, 1, 2, 3],
            day => (0..)
                .zip(WEEK_NAMES)
                .filter(|(_, name)| *name == day)
                .map(|(n, _)| n)
                .collect(),
        },
        from_hour: hour("fran_timme"),
        to_hour: hour("till_timme"),
    }
}

fn lead(visit: &Visit, view: &PictureView) -> String {
    let t = visit.t();
    let months = &view.trend.months;
    match months.first().zip(months.last()) {
        Some((first, last)) => t.picture_lead(arg::PictureLead {
            n: usize::try_from(view.n).unwrap_or(usize::MAX).into(),
            from: &visit.language.month(&first.month),
            to: &visit.language.month(&last.month),
        }),
        None => t.picture_none(),
    }
}

/// What may be asked of the picture; `path` answers.
pub(super) fn filter_form(
    visit: &Visit,
    picture: &IncidentPicture,
    sent: &Fields,
    path: &str,
) -> Markup {
    let t = visit.t();
    html! {
        form.choose method="get" action=(path) {
            // Where nothing is told of the meeting its day is only kept.
            @if path == paths::PICTURE {
                (date_field(Field::new("sedan", &t.since_field()).hint(&t.since_field_hint()), sent.get("sedan")))
            } @else if sent.has("sedan") {
                input type="hidden" name="sedan" value=(sent.get("sedan"));
            }
            (filter_fields(visit, picture, sent))
            (submit(&visit.t().work_show(), None))
        }
    }
}

/// What is asked for: kind, area, time.
pub(super) fn filter_fields(visit: &Visit, picture: &IncidentPicture, sent: &Fields) -> Markup {
    let t = visit.t();
    let mut kinds = vec![(String::new(), t.work_all())];
    kinds.extend(category_options(visit, picture.tree(), false));
    let mut areas = vec![(String::new(), t.work_all())];
    areas.extend(picture.areas_with_any());
    let mut days = vec![
        (String::new(), t.picture_all_days()),
        ("vardag".to_owned(), t.picture_weekdays()),
        ("helg".to_owned(), t.picture_weekend()),
    ];
    days.extend(
        WEEK_NAMES
            .into_iter()
            .zip(WEEK)
            .map(|(name, day)| (name.to_owned(), t.weekday(day))),
    );
    let mut hours = vec![(String::new(), "–".to_owned())];
    hours.extend((0..24).map(|hour| (hour.to_string(), format!("{hour:02}"))));
    let labels = [
        t.work_log_what(),
        t.picture_area(),
        t.work_from(),
        t.work_to(),
        t.picture_days(),
        t.picture_from_hour(),
        t.picture_to_hour(),
    ];
    let [what, area, from, to, which_days, from_hour, to_hour] = &labels;
    html! {
        (select(Field::new("sort", what), &kinds, sent.get("sort")))
        (super::area_layer::choice(visit, picture))
        (select(Field::new("omrade", area), &areas, sent.get("omrade")))
        (date_field(Field::new("fran", from), sent.get("fran")))
        (date_field(Field::new("till", to), sent.get("till")))
        (select(Field::new("dagar", which_days), &days, sent.get("dagar")))
        (select(Field::new("fran_timme", from_hour), &hours, sent.get("fran_timme")))
        (select(Field::new("till_timme", to_hour), &hours, sent.get("till_timme")))
    }
}

/// By month, with the range that was expected, and which months were unlike it.
fn trend(visit: &Visit, trend: &Trend, example: bool) -> Markup {
    let t = visit.t();
    let unusual: Vec<&MonthRow> = trend.months.iter().filter(|m| m.is_unusual()).collect();
    let by_chance: Vec<&MonthRow> = trend
        .months
        .iter()
        .filter(|month| month.is_outside() && !month.is_unusual())
        .collect();
    let told = |months: &[&MonthRow]| -> String {
        let latest = months.iter().rev().take(TOLD);
        let mut words: Vec<String> = latest.map(|month| month_words(visit, month)).collect();
        if months.len() > TOLD {
            words.push(t.picture_earlier_months(months.len() - TOLD));
        }
        visit.language.list(&words)
    };
    let n_judged = trend.months.iter().filter(|m| m.expected.is_some()).count();
    let drawing = drawn(
        visit.language,
        &Drawing::Expected(line(visit, trend)),
        example,
    );
    html! {
        section #manader {
            h2 { (t.picture_trend()) }
            @if n_judged == 0 { p { (t.picture_too_short()) } }
            @else if unusual.is_empty() { p { (t.picture_no_unusual()) } }
            @else { p { (t.picture_unusual(&told(&unusual))) } }
            @if !by_chance.is_empty() { p { (t.picture_by_chance(&told(&by_chance))) } }
            figure.chart {
                (drawing.picture)
                figcaption { details {
                    summary { (t.effect_drawing_table()) }
                    (model_table(&t.effect_drawing_table(), &drawing.table))
                } }
            }
            details.how-we-know {
                summary { (t.how_heading()) }
                p { (t.picture_trend_how()) }
                @if n_judged > 0 { p { (t.picture_trend_judged(n_judged)) } }
            }
        }
    }
}

/// "juni 2023 (45, väntat 18–32)".
fn month_words(visit: &Visit, row: &MonthRow) -> String {
    let name = visit.language.month(&row.month);
    row.expected.map_or_else(
        || name.clone(),
        |expected| {
            visit.t().picture_month(arg::PictureMonth {
                month: &name,
                n: row.n.into(),
                lower: &expected.lower.to_string(),
                upper: &expected.upper.to_string(),
            })
        },
    )
}

fn line(visit: &Visit, trend: &Trend) -> ExpectedLine {
    let t = visit.t();
    let months = &trend.months;
    ExpectedLine {
        id: "manader".to_owned(),
        finding: t.picture_trend_finding(),
        unit: t.picture_unit(),
        area: t.picture_line(),
        periods: months.iter().map(|m| m.month.clone()).collect(),
        own: months
            .iter()
            .map(|m| m.is_counted.then_some(f64::from(m.n)))
            .collect(),
        preliminary: months.iter().map(|m| !m.is_whole).collect(),
        expected: months.iter().map(|m| m.expected.map(|e| e.mean)).collect(),
        range: months
            .iter()
            .map(|m| {
                m.expected.map(|e| Span {
                    lower: e.lower as f64,
                    upper: e.upper as f64,
                })
            })
            .collect(),
        others: Vec::new(),
        judged_from: None,
        breaks: Vec::new(),
        source: t.picture_source(),
    }
}

/// The hours of the week, dark where most is; the number stands in each square.
fn hours(visit: &Visit, view: &PictureView) -> Markup {
    let t = visit.t();
    let most = view.hours.iter().flatten().copied().fold(0.0_f64, f64::max);
    let busiest = busiest(view);
    let days = WEEK.map(|day| t.weekday(day));
    html! {
        section #timmar {
            h2 { (t.picture_hours()) }
            @if let Some((weekday, hour, share)) = busiest {
                p { (t.picture_busiest(arg::PictureBusiest {
                    day: &days[weekday], hour: &format!("{hour:02}–{:02}", (hour + 1) % 24),
                    share: &share_words(visit, share),
                })) }
            }
            div.table-room role="group" aria-label=(t.picture_hours()) tabindex="0" {
                table.hours {
                    caption { (t.picture_hours_caption()) }
                    thead { tr { th scope="col" { (t.work_log_day()) } @for hour in 0..24 { th scope="col" { (format!("{hour:02}")) } } } }
                    tbody { @for (weekday, hours) in view.hours.iter().enumerate() {
                        tr {
                            th scope="row" { (days[weekday]) }
                            @for n in hours { td.num.{ "shade-" (shade(*n, most)) } { (visit.language.rounded(*n)) } }
                        }
                    } }
                }
            }
            details.how-we-know { summary { (t.how_heading()) } p { (t.picture_hours_how()) } }
        }
    }
}

/// How dark an hour is, 0 to 8, where the darkest has `most`.
pub(super) fn shade(n: f64, most: f64) -> u8 {
    match most > 0.0 {
        true => (n / most * 8.0).ceil() as u8,
        false => 0,
    }
}

/// The hour of the week with most, and its share of all.
fn busiest(view: &PictureView) -> Option<(usize, usize, f64)> {
    let all: f64 = view.hours.iter().flatten().sum();
    let hours = view.hours.iter().enumerate();
    let hours = hours.flat_map(|(day, hours)| {
        let hours = hours.iter().enumerate();
        hours.map(move |(hour, n)| (day, hour, *n))
    });
    let most = hours.max_by(|a, b| a.2.total_cmp(&b.2))?;
    (all > 0.0).then(|| (most.0, most.1, most.2 / all))
}

fn kinds(visit: &Visit, picture: &IncidentPicture, view: &PictureView) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.work_log_what()),
        Column::numbers(t.report_count()),
        Column::numbers(t.picture_share()),
    ];
    let rows: Vec<Vec<Markup>> = view
        .categories
        .iter()
        .map(|(id, n)| {
            vec![
                html! { (kind_name(visit, picture.tree(), id.as_str())) },
                html! { (visit.language.whole(*n as usize)) },
                html! { (share_words(visit, f64::from(*n) / view.n as f64)) },
            ]
        })
        .collect();
    html! {
        section #sorter { h2 { (t.picture_kinds()) } (table(&t.picture_kinds(), &columns, &rows)) }
    }
}

/// "12 %"; a small share keeps a decimal.
pub(super) fn share_words(visit: &Visit, share: f64) -> String {
    let percent = Amount::from_f64(share * 100.0).unwrap_or(Amount::ZERO);
    visit
        .language
        .percent_of(percent.round(if share < 0.1 { 1 } else { 0 }))
}

/// Areas, named places, and how much lies where most is.
fn places(visit: &Visit, view: &PictureView) -> Markup {
    let t = visit.t();
    let columns = |name: String| [Column::words(name), Column::numbers(t.report_count())];
    let areas: Vec<Vec<Markup>> = view
        .areas
        .iter()
        .take(20)
        .map(|row| {
            vec![
                html! { (row.name) },
                html! { (visit.language.whole(row.n as usize)) },
            ]
        })
        .collect();
    let places: Vec<Vec<Markup>> = view
        .places
        .iter()
        .map(|row| {
            vec![
                html! { (row.name) },
                html! { (visit.language.whole(row.n as usize)) },
            ]
        })
        .collect();
    html! {
        section #platser {
            h2 { (t.picture_places()) }
            @if view.n_located > 0 {
                @for top in view.gathered.iter().filter(|top| top.n_squares >= 1.0) {
                    p { (t.picture_gathered(arg::PictureGathered {
                        squares: &format!("{:.0}", top.n_squares),
                        all: &visit.language.whole(usize::try_from(view.n_squares).unwrap_or(usize::MAX)),
                        side: &format!("{:.0}", view.square_m),
                        share: &share_words(visit, top.share),
                    })) }
                }
                details.how-we-know { summary { (t.how_heading()) } p { (t.picture_gathered_how()) } }
            }
            @if view.n_located < view.n {
                p.quiet { (t.picture_without_point(share_words(visit, 1.0 - view.n_located as f64 / view.n as f64).as_str())) }
            }
            @if !places.is_empty() { (table(&t.picture_top_places(), &columns(t.work_log_where()), &places)) }
            @if !areas.is_empty() { (table(&t.picture_areas(), &columns(t.picture_area()), &areas)) }
            @if view.n_nowhere > 0 { p.quiet { (t.picture_nowhere(view.n_nowhere)) } }
        }
    }
}

/// Whose incidents are in the picture.
fn sources(visit: &Visit, picture: &IncidentPicture) -> Markup {
    let t = visit.t();
    html! {
        section #kallor {
            h2 { (t.picture_sources()) }
            p { (t.picture_own()) }
            @if !picture.shown.is_empty() {
                ul { @for share in &picture.shown {
                    li { (t.picture_shown(arg::PictureShown {
                        owner: share.owner.as_str(), purpose: &share.purpose,
                        until: &visit.language.date(share.ends_on),
                    })) }
                } }
            }
            p { a href=(paths::INCIDENTS) { (t.report_list_link()) } }
            p { a href=(paths::PICTURES) { (t.picture_doc_to_documents()) } }
            p { a href=(paths::UPKEEP) { (t.upkeep_title()) } }
        }
    }
}
