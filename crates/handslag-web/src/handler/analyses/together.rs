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

use super::super::incident::kind_name;
use super::super::too_coarse;
use super::repeats::{as_marked, as_marked_how};
use super::town::{corner, whole};
use super::{expected_words, how, near_words, section};
use crate::component::{Column, facts, table};
use crate::visit::Visit;

/// So many kinds of a cluster are named.
const KINDS: usize = 3;

/// Where and when more happened together.
pub fn clusters(visit: &Visit, picture: &IncidentPicture, told: &Told<Clusters>) -> Markup {
    let t = visit.t();
    section(visit, "anhopning", &t.clusters_title(), told, |found| {
        html! {
            p.plain { (cluster_sentence(visit, picture, found)) }
            (too_coarse::note(visit, found.too_coarse))
            @if let Some(cluster) = &found.cluster {
                figure.chart { (map(visit, picture, found, cluster)) }
                (weeks(visit, picture, found, cluster))
                (cluster_facts(visit, found, cluster))
            }
            (how(visit, &[
                (t.how_data(), vec![t.clusters_data(arg::ClustersData {
                    count: &visit.language.whole(found.n),
                    from: &visit.language.date(found.days.0),
                    to: &visit.language.date(found.days.1),
                    side: &visit.language.decimals(found.square_m, 0),
                })]),
                (t.how_method(), vec![t.clusters_method(), as_marked_how(visit, &found.p)]),
                (t.how_assumptions(), vec![t.clusters_assumes()]),
                (t.analysis_cannot(), vec![t.clusters_cannot()]),
                (t.how_references(), vec!["Kulldorff et al. (2005), doi:10.1371/journal.pmed.0020059".to_owned()]),
            ]))
        }
    })
}

fn cluster_sentence(visit: &Visit, picture: &IncidentPicture, found: &Clusters) -> String {
    let t = visit.t();
    let Some(cluster) = &found.cluster else {
        return t.clusters_none();
    };
    let place = near_words(visit, &cluster.near);
    let days = visit.language.period(Some(cluster.from), Some(cluster.to));
    let (n, expected) = (
        whole(visit, cluster.observed),
        expected_words(visit, cluster.expected, 1),
    );
    let told = match found.is_clear() {
        true => t.clusters_found(arg::ClustersFound {
            place: &capital(&place),
            days: &days,
            count: &n,
            expected: &expected,
        }),
        false => {
            let nearest = t.clusters_nearest(arg::ClustersNearest {
                place: &place,
                days: &days,
                count: &n,
                expected: &expected,
            });
            format!("{} {nearest}", t.clusters_none())
        }
    };
    let kinds = kinds_words(visit, picture, cluster);
    let chance = t.clusters_chance(&as_marked(visit, &found.p));
    format!("{told} {kinds} {chance}")
}

/// "Mest narkotika (54) och klotter (5)."
fn kinds_words(visit: &Visit, picture: &IncidentPicture, cluster: &FoundCluster) -> String {
    let kinds = cluster.kinds.iter().take(KINDS).map(|(kind, n)| {
        let name = kind_name(visit, picture.tree(), kind.as_str());
        format!("{name} ({})", whole(visit, *n))
    });
    let kinds: Vec<String> = kinds.collect();
    visit.t().clusters_kinds(&visit.language.list(&kinds))
}

/// The first letter large: "Vid torget".
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// One cluster is no table: its numbers stand under one another.
fn cluster_facts(visit: &Visit, found: &Clusters, cluster: &FoundCluster) -> Markup {
    let t = visit.t();
    let days = visit.language.period(Some(cluster.from), Some(cluster.to));
    let metres = visit.language.decimals(cluster.radius_m, 0);
    let near = near_words(visit, &cluster.near);
    let expected = expected_words(visit, cluster.expected, 1);
    facts(&[
        (t.clusters_where(), html! { (near) }),
        (t.clusters_when(), html! { (days) }),
        (t.clusters_radius(), html! { (metres) }),
        (
            t.analysis_seen(),
            html! { (whole(visit, cluster.observed)) },
        ),
        (t.analysis_expected(), html! { (expected) }),
        (
            t.analysis_as_marked_head(),
            html! { (as_marked(visit, &found.p)) },
        ),
    ])
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
                description: cluster_sentence(visit, picture, found),
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
