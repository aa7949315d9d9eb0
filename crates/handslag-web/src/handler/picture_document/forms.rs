//! What the forms of a picture have in common: fields, numbers, words of lists, answers.

use axum::response::Response;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::amount::Amount;
use handslag_domain::check::Finding;
use handslag_domain::picture::PictureDocument;
use handslag_domain::vocabulary::ReleasedTo;
use handslag_domain::worded::{Vocabulary, Worded};
use maud::{Markup, html};

use super::super::entry::error_of;
use super::super::promise::findings_or_none;
use super::page;
use super::saving::{Form, Saved, refused, save};
use crate::component::{Field, FormError, error_summary, select, submit, text_field, textarea};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::server::Site;
use crate::visit::Visit;

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
        _ => {
            errors.push(FormError {
                id: Field::new(name, "").id(),
                words: visit.t().work_invalid_unreadable(label),
            });
            None
        }
    }
}

/// Each line that says something.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// A form of something in a picture: its address, fields and what they are called.
pub struct Edited<'a> {
    /// The picture.
    pub opened: &'a OpenPicture,
    /// The heading.
    pub title: &'a str,
    /// Where the form is.
    pub action: &'a str,
    /// Where it leads when it is saved.
    pub after: &'a str,
    /// Whether it is there already, and so may be taken away.
    pub is_held: bool,
}

impl Edited<'_> {
    /// The page around the fields.
    pub fn page(&self, filled: &Filled<'_>, inner: Markup, below: Markup) -> Markup {
        let visit = filled.visit;
        let t = visit.t();
        let main = html! {
            h1 { (self.title) }
            (error_summary(t, filled.errors))
            form method="post" action=(self.action) {
                input type="hidden" name="version" value=(filled.fields.get("version"));
                (inner)
                (filled.line("skal", &t.work_reason(), &t.work_reason_optional()))
                div.actions {
                    (submit(&t.work_save(), Some(("gor", "spara"))))
                    @if self.is_held { button type="submit" name="gor" value="ta-bort" formnovalidate { (t.picture_doc_take_away()) } }
                }
            }
            (below)
        };
        page(visit, self.opened, self.title, main)
    }

    /// Saves the document that the form says, or gives the form back.
    ///
    /// # Errors
    /// When it is not the member's to change, or the database fails.
    pub async fn saved(
        &self,
        site: &Site,
        filled: &Filled<'_>,
        document: &PictureDocument,
        field_of: &(dyn Fn(&str) -> Option<String> + Sync),
        again: &(dyn Fn(&Filled<'_>, Markup) -> Markup + Sync),
    ) -> Result<Response, WebError> {
        let visit = filled.visit;
        let form = Form {
            action: self.action,
            after: self.after,
            fields: filled.fields,
            field_of,
        };
        let with = |errors: &[FormError], findings: &[Finding]| {
            let below = match findings.is_empty() {
                true => html! {},
                false => findings_or_none(visit, findings),
            };
            refused(again(&Filled { errors, ..*filled }, below))
        };
        Ok(
            match save(site, visit, self.opened, document, &form).await? {
                Saved::Answered(response) => response,
                Saved::Findings(findings) => with(&[], &findings),
                Saved::Errors(errors) => with(&errors, &[]),
            },
        )
    }
}

/// Who may read it, as the fields say.
pub fn released(fields: &Fields) -> Option<Worded<ReleasedTo>> {
    worded(fields, "visas")
}
