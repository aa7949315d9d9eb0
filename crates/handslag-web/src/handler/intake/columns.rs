//! The columns of a file on a page: what is in each, what it is taken for, and
//! what concerns the file as a whole. Files of every kind are looked through so.

use handslag_app::files::table::{Sheet, SheetKind};
use handslag_app::intake::{BadRows, ColumnExample, Held, SavedMapping};
use handslag_app::picture::is_example;
use handslag_app::{AppError, Invalid};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::entry::{checkboxes, error_of};
use super::super::{Answer, count, see};
use crate::component::{Field, FormError, error_summary, select, submit, text_field};
use crate::fields::Fields;
use crate::job::Upload;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// A page of columns as it is filled in.
pub struct ColumnsPage<'a> {
    /// Who looks them through.
    pub visit: &'a Visit,
    /// The file.
    pub upload: &'a Upload,
    /// Its columns.
    pub columns: &'a [ColumnExample],
    /// How many rows it has.
    pub n_rows: usize,
    /// The sheets of a workbook, or the layers of a GeoPackage.
    pub sheets: &'a [Sheet],
    /// The names of the saved mappings for such files.
    pub saved: &'a [String],
    /// The one of them that fits.
    pub saved_as: Option<&'a str>,
    /// What was sent, or what is proposed.
    pub sent: &'a Fields,
    /// What is wrong.
    pub errors: &'a [FormError],
}

impl ColumnsPage<'_> {
    /// The page around the fields.
    ///
    /// - `why`: why the proposal is as it is.
    pub fn page(&self, why: &Markup, inner: &Markup) -> Markup {
        let (visit, t) = (self.visit, self.visit.t());
        let trail = [(t.work_nav_intake(), paths::INTAKE.to_owned())];
        let title = t.work_mapping_title(&self.upload.name);
        let main = html! {
            h1 { (title) }
            (error_summary(t, self.errors))
            p.lead { (t.work_mapping_words(self.n_rows)) }
            @if let Some(name) = self.saved_as { p.done role="status" { "✓ " (t.intake_saved_fits(name)) } }
            (why)
            (self.saved_form())
            form method="post" action=(paths::upload(&self.upload.id)) {
                (sheet_choice(visit, self.sheets))
                (inner)
                (submit(&t.work_dry_run(), None))
            }
        };
        let example = is_example(&self.upload.incidents.source);
        work::page(visit, &title, example, &trail, main)
    }

    fn saved_form(&self) -> Markup {
        let t = self.visit.t();
        let label = t.work_mapping();
        let names = self.saved.iter().map(|name| (name.clone(), name.clone()));
        let names: Vec<_> = names.collect();
        html! {
            @if !names.is_empty() {
                form.choose method="post" action=(paths::upload(&self.upload.id)) {
                    (select(Field::new("sparad", &label), &names, self.saved_as.unwrap_or_default()))
                    button type="submit" name="gor" value="byt-mappning" { (t.intake_use_saved()) }
                }
            }
        }
    }

    /// A choice for each column.
    ///
    /// - `options`: what a column with a name may hold, and what it is taken for.
    pub fn columns(&self, options: impl Fn(&str, &str) -> Vec<(String, String)>) -> Markup {
        let t = self.visit.t();
        html! {
            fieldset.group {
                legend { (t.intake_columns()) }
                div.two {
                    @for (n, column) in self.columns.iter().enumerate() {
                        @let name = column_name(n);
                        @let hint = match column.examples.is_empty() {
                            true => t.intake_column_empty(),
                            false => column.examples.join(" · "),
                        };
                        @let field = Field::new(&name, &column.name).hint(&hint).error(error_of(self.errors, &name));
                        @let chosen = self.sent.get(&name);
                        (select(field, &options(&column.name, chosen), chosen))
                    }
                }
            }
        }
    }

    /// What concerns the file as a whole: bad rows, the mapping's name, where the table stands.
    pub fn whole(&self) -> Markup {
        let (t, sent, errors) = (self.visit.t(), self.sent, self.errors);
        let bad = [
            (String::new(), t.intake_bad_refuse()),
            (LEAVE_OUT.to_owned(), t.intake_bad_leave_out()),
        ];
        let (bad_label, header) = (t.intake_bad(), t.intake_header_row());
        let is_open = error_of(errors, "rubrikrad").is_some();
        html! {
            fieldset.group {
                legend { (t.intake_whole()) }
                (select(Field::new("felaktiga", &bad_label), &bad, sent.get("felaktiga")))
                (name_field(self.visit, &t.intake_mapping_name_hint(), sent.get("namn"), sent, errors))
                details open[is_open] {
                    summary { (t.intake_where()) }
                    (text_field(Field::new("rubrikrad", &header).error(error_of(errors, "rubrikrad")), "number", sent.get("rubrikrad")))
                }
            }
        }
    }

    /// Which of day and month comes first.
    pub fn date_order(&self) -> Markup {
        let t = self.visit.t();
        let dates = [
            ("day_first".to_owned(), t.work_dates_day_first()),
            ("month_first".to_owned(), t.work_dates_month_first()),
        ];
        select(
            Field::new("datum", &t.work_dates()),
            &dates,
            self.sent.get("datum"),
        )
    }
}

/// The sheets to choose from, where there are several: each with its rows.
pub fn sheet_choice(visit: &Visit, sheets: &[Sheet]) -> Markup {
    let t = visit.t();
    let is_layer = |sheet: &Sheet| sheet.kind == SheetKind::Layer;
    let label = match sheets.iter().any(is_layer) {
        true => t.intake_layer(),
        false => t.intake_sheet(),
    };
    let words = |sheet: &Sheet| match sheet.n_rows {
        Some(n) => t.intake_sheet_rows(arg::IntakeSheetRows {
            name: &sheet.name,
            n: count(n),
        }),
        None => sheet.name.clone(),
    };
    let options = sheets
        .iter()
        .map(|sheet| (sheet.name.clone(), words(sheet)));
    let options: Vec<_> = options.collect();
    let read = sheets.iter().find(|sheet| sheet.is_read);
    let read = read.map_or("", |sheet| sheet.name.as_str());
    let hint = t.intake_sheet_hint();
    html! {
        @if options.len() > 1 { (select(Field::new("blad", &label).hint(&hint), &options, read)) }
    }
}

/// The name to save a mapping under, and the question when another has it.
pub fn name_field(
    visit: &Visit,
    hint: &str,
    named: &str,
    sent: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let label = t.work_mapping_name();
    let error = error_of(errors, "namn");
    let yes = [("ja".to_owned(), t.intake_replace_yes())];
    html! {
        (text_field(Field::new("namn", &label).hint(hint).error(error), "text", named))
        @if error.is_some() { (checkboxes("ersatt", &t.intake_replace(), &yes, sent)) }
    }
}

/// Saves a mapping under its name, if it has one. Another with the name is
/// replaced when the form says so; what this file's own form has saved needs no
/// question.
///
/// # Errors
/// As of saving; the question is what is given.
pub async fn keep_named<M: SavedMapping>(
    site: &Site,
    visit: &Visit,
    upload: &mut Upload,
    mapping: &M,
    name: Option<&String>,
    sent: &Fields,
) -> Result<Option<FormError>, AppError> {
    let Some(name) = name else {
        return Ok(None);
    };
    let held = match sent.get("ersatt") == "ja" || upload.kept_as.as_ref() == Some(name) {
        true => Held::Replace,
        false => Held::Keep,
    };
    match site
        .app
        .save_mapping(&visit.actor, name, mapping, held)
        .await
    {
        Ok(()) => {
            upload.kept_as = Some(name.clone());
            Ok(None)
        }
        Err(AppError::Invalid {
            problem: Invalid::Taken,
            ..
        }) => Ok(Some(FormError {
            id: Field::new("namn", "").id(),
            words: visit.t().intake_mapping_held(name),
        })),
        Err(error) => Err(error),
    }
}

/// The choice that leaves bad rows out.
pub const LEAVE_OUT: &str = "utelamna";

/// What the form calls the choice of a column.
pub fn column_name(n: usize) -> String {
    format!("kolumn.{n}")
}

/// What to do with bad rows, as the form says.
pub fn bad_rows(sent: &Fields) -> BadRows {
    match sent.get("felaktiga") {
        LEAVE_OUT => BadRows::LeaveOut,
        _ => BadRows::Refuse,
    }
}

/// The sheet and the row of the column names, as the form says. A form may be
/// without the sheet: then the table stands where it stood.
///
/// # Errors
/// When the row is no number.
pub fn table_place(
    visit: &Visit,
    sent: &Fields,
    sheet_before: Option<&String>,
) -> Result<(Option<String>, Option<u64>), FormError> {
    let sheet = match sent.has("blad") {
        true => sent.words("blad"),
        false => sheet_before.cloned(),
    };
    let unreadable = |_| FormError {
        id: Field::new("rubrikrad", "").id(),
        words: visit
            .t()
            .work_invalid_number(&visit.t().intake_header_row()),
    };
    let header_row = match sent.get("rubrikrad") {
        "" => None,
        text => Some(text.parse().map_err(unreadable)?),
    };
    Ok((sheet, header_row))
}

/// Keeps the file as it is to be read now, and leads to its columns.
pub fn keep_and_show(site: &Site, visit: &Visit, mut upload: Upload) -> Answer {
    upload.since = visit.now;
    let path = paths::upload(&upload.id);
    site.jobs.keep(upload);
    see(&path)
}

/// The button that tries again without the rows that have something wrong.
pub fn without_bad_rows(visit: &Visit, upload: &str) -> Markup {
    html! {
        form method="post" action=(paths::upload(upload)) {
            button type="submit" name="gor" value=(LEAVE_OUT) { (visit.t().intake_try_without()) }
        }
    }
}
