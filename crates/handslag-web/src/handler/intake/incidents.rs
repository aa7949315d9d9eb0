//! A file of incidents: its columns as proposed, changed by a person and saved
//! for files of the same shape; every bad row; and what it came to.

mod fields;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::AppError;
use handslag_app::files::RowProblem;
use handslag_app::files::incidents::{IncidentBudget, IncidentMapping};
use handslag_app::intake::{BadRows, File, IncidentColumns, IncidentIntake, IncidentOrder, Run};
use handslag_app::swedish_day;
use handslag_domain::incident::{CategoryTree, Incident, NamedPlace};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::error_of;
use super::super::incident::{category_options, kind_name, where_words};
use super::columns::{ColumnsPage, LEAVE_OUT, bad_rows, column_name, keep_and_show, keep_named};
use super::outcome::begin;
use super::unreadable;
use crate::component::{self, Field, FormError, select, table, text_field};
use crate::error_page::{WebError, rows_table};
use crate::fields::Fields;
use crate::job::Upload;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::words;
use fields::{as_fields, column_options, mapping_of};

/// Unpacked text of one upload; the server reads for several members at a time.
const UNPACKED_BYTES: usize = 256 << 20;
/// Its rows in memory, where they are kept there: a million of ten cells.
const HELD_BYTES: usize = 512 << 20;

/// How a file is read before anybody has said anything of it.
pub fn order_of(file_name: &str) -> IncidentOrder {
    let mut budget = IncidentBudget::default();
    budget.text.file_bytes = UNPACKED_BYTES;
    budget.held_bytes = HELD_BYTES;
    let stem = file_name.split('.').next().unwrap_or_default();
    IncidentOrder {
        source: stem.to_owned(),
        budget,
        ..IncidentOrder::default()
    }
}

/// The columns of a file that waits.
pub async fn waiting(site: &Site, visit: &Visit, upload: &Upload) -> Answer {
    match columns(site, visit, upload).await {
        Ok(columns) => {
            let sent = as_fields(&columns, &columns.mapping, upload.incidents.bad_rows);
            let form = Form::load(site, visit, upload, columns).await?;
            Ok(form.page(visit, &sent, &[]).into_response())
        }
        Err(AppError::Rows(problems)) => Ok(unreadable(visit, &problems)),
        Err(error) => Err(error.into()),
    }
}

async fn columns(site: &Site, visit: &Visit, upload: &Upload) -> Result<IncidentColumns, AppError> {
    let file = File {
        name: &upload.name,
        bytes: &upload.bytes,
    };
    let _turn = site.jobs.turn().await;
    let app = &site.app;
    app.incident_columns(&visit.actor, &file, &upload.incidents)
        .await
}

/// Takes the columns as said and runs dry, or leaves out what is wrong and does.
pub async fn run(site: &Site, visit: &Visit, mut upload: Upload, sent: &Fields) -> Answer {
    match sent.get("gor") {
        LEAVE_OUT => upload.incidents.bad_rows = BadRows::LeaveOut,
        "byt-mappning" => {
            let app = &site.app;
            upload.incidents.mapping = app.mapping(&visit.actor, sent.get("sparad")).await?;
            return keep_and_show(site, visit, upload);
        }
        _ => {
            let columns = columns(site, visit, &upload).await?;
            let read = mapping_of(visit, &columns, sent);
            if let Ok(mapping) = &read
                && is_elsewhere(mapping, &columns.mapping)
            {
                // Another sheet or layer has other columns: begin anew with those.
                upload.incidents.mapping = Some(IncidentMapping {
                    sheet: mapping.sheet.clone(),
                    header_row: mapping.header_row,
                    ..IncidentMapping::default()
                });
                return keep_and_show(site, visit, upload);
            }
            let mapping = match read {
                Ok(mapping) => mapping,
                Err(errors) => return refused(site, visit, &upload, columns, sent, &errors).await,
            };
            let name = mapping.name.as_ref();
            let asked = keep_named(site, visit, &mut upload, &mapping, name, sent).await?;
            if let Some(error) = asked {
                return refused(site, visit, &upload, columns, sent, &[error]).await;
            }
            upload.incidents.mapping = Some(mapping);
            upload.incidents.bad_rows = bad_rows(sent);
        }
    }
    upload.since = visit.now;
    site.jobs.keep(upload.clone());
    begin(site, visit, upload, Run::Dry)
}

fn is_elsewhere(asked: &IncidentMapping, shown: &IncidentMapping) -> bool {
    (&asked.sheet, asked.header_row) != (&shown.sheet, shown.header_row)
}

async fn refused(
    site: &Site,
    visit: &Visit,
    upload: &Upload,
    columns: IncidentColumns,
    sent: &Fields,
    errors: &[FormError],
) -> Answer {
    let form = Form::load(site, visit, upload, columns).await?;
    let page: Response = form.page(visit, sent, errors).into_response();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What the page of the columns is made of.
struct Form<'a> {
    upload: &'a Upload,
    columns: IncidentColumns,
    saved: Vec<String>,
    tree: CategoryTree,
}

impl<'a> Form<'a> {
    async fn load(
        site: &Site,
        visit: &Visit,
        upload: &'a Upload,
        columns: IncidentColumns,
    ) -> Result<Self, AppError> {
        Ok(Self {
            upload,
            columns,
            saved: site.app.mappings::<IncidentMapping>(&visit.actor).await?,
            tree: site.app.categories(&visit.actor).await?,
        })
    }

    fn page(&self, visit: &Visit, sent: &Fields, errors: &[FormError]) -> Markup {
        let page = ColumnsPage {
            visit,
            upload: self.upload,
            columns: &self.columns.columns,
            n_rows: usize::try_from(self.columns.n_rows).unwrap_or(usize::MAX),
            sheets: &self.columns.sheets,
            saved: &self.saved,
            saved_as: self.columns.saved_as.as_deref(),
            sent,
            errors,
        };
        let lang = words::import_lang(visit.language);
        let why = html! {
            @if !self.columns.why.is_empty() {
                ul { @for why in &self.columns.why { li { (why.text(lang)) } } }
            }
        };
        let inner = html! {
            (page.columns(|column, chosen| column_options(visit, column, chosen)))
            (self.without_column(visit, sent, errors))
            (self.meaning(&page))
            (page.whole())
        };
        page.page(&why, &inner)
    }

    /// What stands in no column but holds for all rows.
    fn without_column(&self, visit: &Visit, sent: &Fields, errors: &[FormError]) -> Markup {
        let t = visit.t();
        let (source, source_hint) = (t.intake_source(), t.intake_source_hint());
        let (municipality, municipality_hint) =
            (t.intake_municipality(), t.intake_municipality_hint());
        let (kind, mut kinds) = (t.intake_kind(), category_options(visit, &self.tree, true));
        if let Some(first) = kinds.first_mut() {
            first.1 = t.intake_kind_column();
        }
        html! {
            fieldset.group {
                legend { (t.intake_for_all()) }
                (text_field(Field::new("kalla", &source).hint(&source_hint).error(error_of(errors, "kalla")), "text", sent.get("kalla")))
                (select(Field::new("sort", &kind), &kinds, sent.get("sort")))
                (text_field(Field::new("kommun", &municipality).hint(&municipality_hint).error(error_of(errors, "kommun")), "text", sent.get("kommun")))
            }
        }
    }

    /// How times, places and words are to be understood.
    fn meaning(&self, page: &ColumnsPage<'_>) -> Markup {
        let (visit, sent, errors) = (page.visit, page.sent, page.errors);
        let t = visit.t();
        let one = |name: &str, label: &str, options: &[(&str, String)]| {
            let options = options.iter().map(|(v, w)| ((*v).to_owned(), w.clone()));
            let options: Vec<(String, String)> = options.collect();
            select(Field::new(name, label), &options, sent.get(name))
        };
        let (epsg, epsg_hint) = (t.intake_epsg(), t.intake_epsg_hint());
        let (zone, zone_hint) = (t.intake_zone(), t.intake_zone_hint());
        html! {
            fieldset.group {
                legend { (t.intake_meaning()) }
                div.two {
                    (page.date_order())
                    (text_field(Field::new("klocka", &zone).hint(&zone_hint).error(error_of(errors, "klocka")), "text", sent.get("klocka")))
                    (one("forskjutning", &t.intake_offsets(), &[("as_written", t.intake_offsets_written()), ("ignore", t.intake_offsets_ignore())]))
                    (text_field(Field::new("epsg", &epsg).hint(&epsg_hint).error(error_of(errors, "epsg")), "text", sent.get("epsg")))
                    (one("axlar", &t.intake_axes(), &[("as_named", t.intake_axes_named()), ("swapped", t.intake_axes_swapped())]))
                    (one("lika", &t.intake_repeats(), &[("once", t.intake_repeats_once()), ("each", t.intake_repeats_each())]))
                    (one("nya_kategorier", &t.intake_new_kinds(), &[("add", t.intake_new_kinds_add()), ("refuse", t.work_new_places_refuse())]))
                    (one("nya_platser", &t.intake_new_places(), &[("leave_out", t.intake_new_places_leave_out()), ("keep", t.work_new_places_keep()), ("refuse", t.work_new_places_refuse())]))
                }
            }
        }
    }
}

/// What is told of an intake of incidents beside the counts of every intake.
pub async fn about(site: &Site, visit: &Visit, taken: &IncidentIntake) -> Result<Markup, WebError> {
    let t = visit.t();
    let tree = site.app.categories(&visit.actor).await?;
    let places = site.app.places(&visit.actor).await?;
    let number = |n: u64| {
        visit
            .language
            .whole(usize::try_from(n).unwrap_or(usize::MAX))
    };
    let day = |at| visit.language.date(swedish_day(at));
    Ok(html! {
        (component::facts(&[
            (t.intake_n_counted(), html! { (number(taken.n_counted)) }),
            (t.intake_n_left_out(), html! { (number(taken.n_left_out)) }),
            (t.intake_n_bad(), html! { (number(taken.n_bad)) }),
        ]))
        @if let Some((from, to)) = taken.span {
            // The end of the last window is not in it.
            @let last = to - jiff::SignedDuration::from_secs(1);
            p { (t.intake_span(arg::IntakeSpan { from: &day(from), to: &day(last) })) }
        }
        @if !taken.first.is_empty() { (first_rows(visit, &taken.first, &tree, &places)) }
        @if !taken.left_out.is_empty() { h2 { (t.intake_left_out_title()) } (rows_table(visit, &taken.left_out)) }
    })
}

/// The first incidents as they will be kept, to look at.
fn first_rows(
    visit: &Visit,
    first: &[Incident],
    tree: &CategoryTree,
    places: &[NamedPlace],
) -> Markup {
    let t = visit.t();
    let columns = [
        component::Column::words(t.incidents_when()),
        component::Column::words(t.work_log_what()),
        component::Column::words(t.work_log_where()),
        component::Column::numbers(t.report_count()),
    ];
    let rows: Vec<Vec<Markup>> = first
        .iter()
        .map(|incident| {
            vec![
                html! { (t.time_window(&incident.window)) },
                html! { (kind_name(visit, tree, incident.category.as_str())) },
                html! { (where_words(visit, incident, places)) },
                html! { (visit.language.whole(incident.count as usize)) },
            ]
        })
        .collect();
    table(&t.intake_first(), &columns, &rows)
}

/// A fault of a mapping, as the form's fields call what it is about.
fn field_of_problem(problem: &RowProblem, columns: &IncidentColumns) -> String {
    let named = problem.column.as_deref().unwrap_or_default();
    match named {
        "source" => "kalla".to_owned(),
        "time_zone" => "klocka".to_owned(),
        "epsg" => "epsg".to_owned(),
        name => {
            let mut names = columns.columns.iter();
            let at = names.position(|column| column.name == name);
            column_name(at.unwrap_or(0))
        }
    }
}
