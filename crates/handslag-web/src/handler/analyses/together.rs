//! Where and when it gathers together: a circle on the map and a bar on a line of
//! weeks, with the table they are drawn from.

use handslag_app::picture::IncidentPicture;
use handslag_app::picture::analysis::{Clusters, FoundCluster, Told};
use handslag_chart::{
    CircleOnMap, Heading, HotSpotMap, Layout, Period, WeekColumns, hot_spot_map, week_columns,
};
use handslag_locale::arg;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};

use super::time::{p_words, whole};
use super::town::corner;
use super::{how, near_words, section};
use crate::component::{Column, table};
use crate::visit::Visit;

/// Where and when more happened together.
pub fn clusters(visit: &Visit, picture: &IncidentPicture, told: &Told<Clusters>) -> Markup {
    let t = visit.t();
    section(visit, "anhopning", &t.clusters_title(), told, |found| {
        html! {
            p.plain { (cluster_sentence(visit, found)) }
            @if let Some(cluster) = &found.cluster {
                figure.chart { (map(visit, picture, found, cluster)) }
                (weeks(visit, picture, found, cluster))
                (cluster_table(visit, found, cluster))
            }
            (how(visit, &[
                (t.how_data(), vec![t.clusters_data(arg::ClustersData {
                    count: &visit.language.whole(found.n),
                    from: &visit.language.date(found.days.0),
                    to: &visit.language.date(found.days.1),
                    side: &visit.language.decimals(found.square_m, 0),
                })]),
                (t.how_method(), vec![t.clusters_method()]),
                (t.how_assumptions(), vec![t.clusters_assumes()]),
                (t.analysis_cannot(), vec![t.clusters_cannot()]),
                (t.how_references(), vec!["Kulldorff et al. (2005), doi:10.1371/journal.pmed.0020059".to_owned()]),
            ]))
        }
    })
}

fn cluster_sentence(visit: &Visit, found: &Clusters) -> String {
    let t = visit.t();
    let Some(cluster) = &found.cluster else {
        return t.clusters_none();
    };
    let place = near_words(visit, &cluster.near);
    let (from, to) = (
        visit.language.date(cluster.from),
        visit.language.date(cluster.to),
    );
    let (n, expected) = (
        whole(visit, cluster.observed),
        visit.language.decimals(cluster.expected, 1),
    );
    match found.is_clear() {
        true => t.clusters_found(arg::ClustersFound {
            place: &capital(&place),
            from: &from,
            to: &to,
            count: &n,
            expected: &expected,
        }),
        false => {
            let nearest = t.clusters_nearest(arg::ClustersNearest {
                place: &place,
                from: &from,
                to: &to,
                count: &n,
                expected: &expected,
            });
            format!("{} {nearest}", t.clusters_none())
        }
    }
}

/// The first letter large: "Vid torget".
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn cluster_table(visit: &Visit, found: &Clusters, cluster: &FoundCluster) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.clusters_where()),
        Column::words(t.clusters_when()),
        Column::numbers(t.clusters_radius()),
        Column::numbers(t.analysis_seen()),
        Column::numbers(t.analysis_expected()),
        Column::words("p"),
    ];
    let row = vec![
        html! { (near_words(visit, &cluster.near)) },
        html! { (visit.language.date(cluster.from)) " – " (visit.language.date(cluster.to)) },
        html! { (visit.language.decimals(cluster.radius_m, 0)) },
        html! { (whole(visit, cluster.observed)) },
        html! { (visit.language.decimals(cluster.expected, 1)) },
        html! { (p_words(visit, &found.p)) },
    ];
    table(&t.clusters_title(), &columns, &[row])
}

/// The circle that holds the cluster's squares whole.
fn circle(found: &Clusters, cluster: &FoundCluster) -> CircleOnMap {
    let half_diagonal = found.square_m / 2.0 * std::f64::consts::SQRT_2;
    CircleOnMap {
        middle: cluster.middle,
        radius_m: cluster.radius_m + half_diagonal,
        is_clear: found.is_clear(),
    }
}

fn map(
    visit: &Visit,
    picture: &IncidentPicture,
    found: &Clusters,
    cluster: &FoundCluster,
) -> Markup {
    let t = visit.t();
    let place = near_words(visit, &cluster.near);
    let of = |layout| {
        hot_spot_map(&HotSpotMap {
            heading: Heading {
                id: "anhopning-karta".to_owned(),
                lang: visit.language,
                layout,
                finding: t.clusters_map(&place),
                description: t.clusters_map_description(&place),
                unit_label: t.clusters_map_unit(&visit.language.decimals(found.square_m, 0)),
                source: t.analysis_source(),
                example: picture.example,
            },
            square_m: found.square_m,
            others: found.others.iter().map(corner).collect(),
            spots: Vec::new(),
            areas: Vec::new(),
            circle: Some(circle(found, cluster)),
            outlines: found.outlines.clone(),
            places: picture.named_points(),
        })
    };
    // An `<svg>` made by `handslag-chart`, which escapes every word.
    PreEscaped(of(Layout::Wide) + &of(Layout::Narrow))
}

/// Week by week in the circle, the cluster's weeks marked, and the same as a table.
fn weeks(
    visit: &Visit,
    picture: &IncidentPicture,
    found: &Clusters,
    cluster: &FoundCluster,
) -> Markup {
    let t = visit.t();
    let first_day = |week: usize| {
        let weeks = i64::try_from(week).unwrap_or(0);
        found.days.0.saturating_add(weeks.weeks())
    };
    let days = |from: Date, to: Date| visit.language.period(Some(from), Some(to));
    let months = (0..cluster.weeks.len()).filter_map(|week| {
        let (first, last) = (first_day(week), first_day(week + 1).yesterday().ok()?);
        let begins = first.day() == 1 || first.month() != last.month();
        let month = u8::try_from(last.month()).ok()?;
        begins.then_some((week, Period::Month(last.year(), month)))
    });
    let months: Vec<(usize, Period)> = months.collect();
    let of = |layout| {
        week_columns(&WeekColumns {
            heading: Heading {
                id: "anhopning-veckor".to_owned(),
                lang: visit.language,
                layout,
                finding: t.clusters_weeks(),
                description: cluster_sentence(visit, found),
                unit_label: t.clusters_weeks_unit(),
                source: t.analysis_source(),
                example: picture.example,
            },
            counts: cluster.weeks.clone(),
            months: months.clone(),
            marked: cluster.in_weeks.clone(),
            mark: days(cluster.from, cluster.to),
        })
    };
    let columns = [
        Column::words(t.clusters_week()),
        Column::numbers(t.analysis_seen()),
        Column::words(t.clusters_in_it()),
    ];
    let rows = cluster.weeks.iter().enumerate().map(|(week, n)| {
        let last = first_day(week + 1).yesterday().unwrap_or(found.days.1);
        let is_in = cluster.in_weeks.contains(&week);
        vec![
            html! { (days(first_day(week), last)) },
            html! { (visit.language.whole(*n as usize)) },
            html! { @if is_in { (t.clusters_yes()) } },
        ]
    });
    html! {
        figure.chart {
            // An `<svg>` made by `handslag-chart`, which escapes every word.
            (PreEscaped(of(Layout::Wide) + &of(Layout::Narrow)))
            figcaption { details {
                summary { (t.effect_drawing_table()) }
                (table(&t.clusters_weeks(), &columns, &rows.collect::<Vec<_>>()))
            } }
        }
    }
}
