//! What the forms of a picture have in common: fields, numbers, words of lists, answers.

use axum::response::IntoResponse;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::amount::{Amount, NoAmount};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::contents::Contents;
use handslag_domain::vocabulary::ReleasedTo;
use handslag_domain::worded::{Vocabulary, Worded};
use handslag_domain::written_date::WrittenDate;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::error_of;
use super::super::promise::findings_or_none;
use super::page;
use super::saving::{Form, Saved, refused, save};
use crate::component::{Field, FormError, error_summary, select, submit, text_field, textarea};
use crate::fields::Fields;
use crate::server::Site;
use crate::visit::Visit;

/// The form itself, for an error about something that it has no field for.
pub const FORM: &str = "formular";

/// A form as it is filled in, and what is wrong with it.
pub struct Filled<'a> {
    /// Who fills it in.
    pub visit: &'a Visit,
    /// What was sent, or what is held.
    pub fields: &'a Fields,
    /// What is wrong.
    pub errors: &'a [FormError],
}

impl Filled<'_> {
    /// One line.
    pub fn line(&self, name: &str, label: &str, hint: &str) -> Markup {
        text_field(self.field(name, label, hint), "text", self.fields.get(name))
    }

    /// Several lines.
    pub fn lines(&self, name: &str, label: &str, hint: &str, rows: u8) -> Markup {
        textarea(self.field(name, label, hint), rows, self.fields.get(name))
    }

    /// One of a list; a word that the list does not know stays.
    pub fn choice(&self, name: &str, label: &str, options: Vec<(String, String)>) -> Markup {
        let chosen = self.fields.get(name);
        let mut options = options;
        if !options.iter().any(|(value, _)| value == chosen) {
            options.push((chosen.to_owned(), chosen.to_owned()));
        }
        select(self.field(name, label, ""), &options, chosen)
    }

    fn field<'b>(&'b self, name: &'b str, label: &'b str, hint: &'b str) -> Field<'b> {
        let field = Field::new(name, label).error(error_of(self.errors, name));
        match hint.is_empty() {
            true => field,
            false => field.hint(hint),
        }
    }

    /// Who may read it.
    pub fn readers(&self) -> Markup {
        let t = self.visit.t();
        let options = options(&t.picture_doc_not_said(), |readers| t.released_to(readers));
        self.choice("visas", &t.picture_doc_released(), options)
    }
}

/// Every word of a list as a choice, after none of them.
pub fn options<T: Vocabulary + AllWords>(
    none: &str,
    words: impl Fn(T) -> String,
) -> Vec<(String, String)> {
    let all = T::ALL
        .iter()
        .map(|word| (word.name().to_owned(), words(*word)));
    std::iter::once((String::new(), none.to_owned()))
        .chain(all)
        .collect()
}

/// A list that can be gone through.
pub trait AllWords: Sized + 'static {
    /// Every word, in order.
    const ALL: &'static [Self];
}

macro_rules! all_words {
    ($($list:ident),+) => {$(
        impl AllWords for handslag_domain::vocabulary::$list {
            const ALL: &'static [Self] = handslag_domain::vocabulary::$list::ALL;
        }
    )+};
}
all_words!(
    CauseState,
    EvidenceKind,
    KnownEffect,
    ReleasedTo,
    TriangleSide
);

/// A word of a list as it was chosen or stood before.
pub fn worded<T: Vocabulary>(fields: &Fields, name: &str) -> Option<Worded<T>> {
    let word = fields.words(name)?;
    Some(T::named(&word).map_or(Worded::Words(word), Worded::Known))
}

/// A number, or an error at its field.
pub fn amount(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    label: &str,
    errors: &mut Vec<FormError>,
) -> Option<Amount> {
    let text = fields.get(name);
    if text.is_empty() {
        return None;
    }
    match Amount::parse(text) {
        Ok(amount) if !amount.is_negative() => Some(amount),
        wrong => {
            let t = visit.t();
            let words = match wrong {
                Err(NoAmount::Ambiguous(_)) => t.work_invalid_thousands(label),
                _ => t.work_invalid_number(label),
            };
            errors.push(error_at(name, words));
            None
        }
    }
}

/// A day, month or year, or an error at its field.
pub fn day(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    label: &str,
    errors: &mut Vec<FormError>,
) -> Option<WrittenDate> {
    let written = fields.words(name).map(WrittenDate)?;
    if written.first_day().is_err() {
        errors.push(error_at(name, visit.t().work_invalid_day(label)));
    }
    Some(written)
}

/// The same of something that has been done: a day that has come.
pub fn past_day(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    label: &str,
    errors: &mut Vec<FormError>,
) -> Option<WrittenDate> {
    let written = day(visit, fields, name, label, errors)?;
    if written.first_day().is_ok_and(|day| day > visit.today()) {
        errors.push(error_at(name, visit.t().work_invalid_not_yet(label)));
    }
    Some(written)
}

/// What is wrong at a field.
pub fn error_at(name: &str, words: String) -> FormError {
    let id = Field::new(name, "").id();
    FormError { id, words }
}

/// Each line that says something.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// A form of something in a picture.
pub trait PictureForm: Sync {
    /// The picture.
    fn opened(&self) -> &OpenPicture;

    /// The heading.
    fn title(&self, t: Texts) -> String;

    /// Where the form is.
    fn action(&self) -> &str;

    /// Where it leads when it is saved.
    fn after(&self) -> String;

    /// Whether the thing is there already, and so may be taken away.
    fn is_held(&self) -> bool;

    /// The fields.
    fn inner(&self, filled: &Filled<'_>) -> Markup;

    /// What stands beneath the form.
    fn beneath(&self, _visit: &Visit) -> Markup {
        html! {}
    }

    /// The form's name for a place in the document; none when it has no field for it.
    fn field_of(&self, path: &str) -> Option<String>;

    /// The page.
    fn page(&self, visit: &Visit, fields: &Fields, errors: &[FormError]) -> Markup {
        self.page_with(visit, fields, errors, &html! {})
    }

    /// The page with what is wrong with the document as a whole.
    fn page_with(
        &self,
        visit: &Visit,
        fields: &Fields,
        errors: &[FormError],
        findings: &Markup,
    ) -> Markup {
        let t = visit.t();
        let filled = Filled {
            visit,
            fields,
            errors,
        };
        let title = self.title(t);
        let main = html! {
            h1 { (title) }
            (error_summary(t, errors))
            form id=(FORM) method="post" action=(self.action()) {
                input type="hidden" name="version" value=(fields.get("version"));
                (self.inner(&filled))
                (filled.line("skal", &t.work_reason(), &t.work_reason_optional()))
                div.actions {
                    (submit(&t.work_save(), Some(("gor", "spara"))))
                    @if self.is_held() { button type="submit" name="gor" value="ta-bort" formnovalidate { (t.picture_doc_take_away()) } }
                }
            }
            (findings)
            (self.beneath(visit))
        };
        page(visit, self.opened(), &title, main)
    }
}

/// Saves the document that a form says, or gives the form back with what is wrong.
///
/// # Errors
/// When it is not the member's to change, or the database fails.
pub async fn answered(
    form: &impl PictureForm,
    site: &Site,
    visit: &Visit,
    fields: &Fields,
    document: &PictureDocument,
    errors: &[FormError],
) -> Answer {
    if !errors.is_empty() {
        return Ok(refused(form.page(visit, fields, errors)));
    }
    if form.is_held() && asks_first(fields) {
        return Ok(question(form, visit, fields, document).into_response());
    }
    let sent = Form {
        action: form.action(),
        after: &form.after(),
        fields,
        field_of: &|path| form.field_of(path),
    };
    Ok(
        match save(site, visit, form.opened(), document, &sent).await? {
            Saved::Answered(response) => response,
            Saved::Errors(errors) => refused(form.page(visit, fields, &errors)),
            Saved::Findings(findings) => {
                let findings = findings_or_none(visit, &findings);
                refused(form.page_with(visit, fields, &[], &findings))
            }
        },
    )
}

/// Those of a list that are ticked, and those held that the form cannot offer.
pub fn ticked<I: Clone + PartialEq + for<'a> From<&'a str>>(
    fields: &Fields,
    name: &str,
    held: &[I],
    offered: &[I],
) -> Vec<I> {
    let hidden = held.iter().filter(|id| !offered.contains(id));
    let ticked = fields.all(name).filter(|id| !id.is_empty()).map(I::from);
    ticked.chain(hidden.cloned()).collect()
}

/// Fields with those of a list ticked.
pub fn with_ticked(fields: &Fields, lists: &[(&str, Vec<String>)]) -> Fields {
    let pairs = fields.iter().map(|(n, v)| (n.to_owned(), v.to_owned()));
    let ticked = lists.iter().flat_map(|(name, ids)| {
        let ids = ids.iter();
        ids.map(|id| ((*name).to_owned(), id.clone()))
    });
    Fields::new(pairs.chain(ticked).collect())
}

/// The picture's places, to be ticked.
pub fn places_of(document: &PictureDocument) -> Vec<(String, String)> {
    let places = document.places.iter();
    places.map(|p| (p.id.0.clone(), p.name.clone())).collect()
}

/// The picture's parties, to be ticked.
pub fn parties_of(document: &PictureDocument) -> Vec<(String, String)> {
    let parties = document.parties.iter();
    parties.map(|p| (p.id.0.clone(), p.name.clone())).collect()
}

/// What was asked to be taken away and has not been said yes to.
fn asks_first(fields: &Fields) -> bool {
    fields.get("gor") == "ta-bort" && !fields.has(SAID_YES)
}

/// The field of a form that says yes to the question.
const SAID_YES: &str = "bekraftat";

/// Asks before anything is taken away, and says what goes with it. What was
/// sent is sent again: which thing it was may stand there.
fn question(
    form: &impl PictureForm,
    visit: &Visit,
    fields: &Fields,
    after: &PictureDocument,
) -> Markup {
    let t = visit.t();
    let goes = Contents::of(&form.opened().document).without(Contents::of(after));
    let goes = t.picture_contents(goes);
    let title = t.picture_take_away_question();
    let filled = Filled {
        visit,
        fields,
        errors: &[],
    };
    let sent = fields.iter();
    let sent = sent.filter(|(name, _)| !["gor", "skal", SAID_YES].contains(name));
    let main = html! {
        h1 { (title) }
        @if goes.is_empty() { p { (form.title(t)) } }
        @else {
            p { (t.picture_take_away_goes()) }
            ul { @for one in &goes { li { (one) } } }
        }
        p.quiet { (t.picture_take_away_kept()) }
        form method="post" action=(form.action()) {
            @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
            input type="hidden" name=(SAID_YES) value="1";
            (filled.line("skal", &t.work_reason(), &t.work_reason_optional()))
            div.actions {
                (submit(&t.picture_doc_take_away(), Some(("gor", "ta-bort"))))
                a.button href=(form.action()) { (t.picture_take_away_no()) }
            }
        }
    };
    page(visit, form.opened(), &title, main)
}

/// Who may read it, as the fields say.
pub fn released(fields: &Fields) -> Option<Worded<ReleasedTo>> {
    worded(fields, "visas")
}
