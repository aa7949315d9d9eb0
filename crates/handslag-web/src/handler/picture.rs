//! The situational picture: how many, when, where and how gathered. What is
//! asked stands in the address, so that a page can be shown to others.

mod hours;
mod months;
mod places;
mod year;

use axum::extract::State;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use handslag_app::Action;
use handslag_app::picture::{Asked, IncidentPicture, PictureView};
use handslag_domain::amount::Amount;
use handslag_domain::target::WeekdayName;
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::address::Unfollowed;
use super::incident::category_options;
use super::{Answer, count, too_coarse};
use crate::component::{Field, date_field, select, submit};
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;
pub(super) use hours::{shade, week};

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
    let meeting = sent.get("sedan").parse().ok();
    let new = super::analyses::since(&site, &visit, &sent).await?;
    let since = new.as_deref().and_then(|told| told.as_ref().ok());
    let not_followed = Unfollowed::in_picture(&visit, &picture, &sent).and_since(since);
    let t = visit.t();
    let title = t.picture_title();
    let main = html! {
        h1 { (title) }
        p.lead { (lead(&visit, &view)) }
        (not_followed.notice())
        (too_coarse::note(&visit, view.too_coarse))
        (super::since::section(&visit, &picture, meeting, new.as_deref()))
        p { a href=(super::analyses::same_question(&visit, paths::ANALYSES)) { (t.analysis_link()) } }
        (filter_form(&visit, &picture, &sent, paths::PICTURE))
        p { a href=(super::map::address(paths::MAP, &sent, &[])) { (t.map_link()) } }
        @if view.n == 0 { p { (t.picture_none()) } }
        @else {
            (months::trend(&visit, &view.trend, new.as_deref(), picture.example))
            (year::section(&visit, &picture, &view.year_on_year))
            (too_coarse::note(&visit, view.trend.too_coarse))
            (hours::hours(&visit, &view))
            (places::kinds(&visit, &picture, &view))
            (places::places(&visit, &view))
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
    // Days that end before they begin hold nothing, and are not asked for.
    let (from, to) = match (day("fran"), day("till")) {
        (Some(from), Some(to)) if from > to => (None, None),
        days => days,
    };
    Asked {
        from,
        to,
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
            n: count(view.n),
            from: &visit.language.month(&first.month),
            to: &visit.language.month(&last.month),
        }),
        None if view.n > 0 => t.picture_lead_short(count(view.n)),
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

/// "12 %"; a small share keeps a decimal.
pub(super) fn share_words(visit: &Visit, share: f64) -> String {
    let percent = Amount::from_f64(share * 100.0).unwrap_or(Amount::ZERO);
    visit
        .language
        .percent_of(percent.round(if share < 0.1 { 1 } else { 0 }))
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
