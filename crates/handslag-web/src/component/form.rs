//! Form fields. A field is made of its name and its label, so that one without
//! a label does not compile; hint and error are tied to it for every reader.

use handslag_locale::Texts;
use maud::{Markup, html};

/// What every field has.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    name: &'a str,
    sent_as: Option<&'a str>,
    label: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    required: bool,
}

impl<'a> Field<'a> {
    /// A field by its name in the form and its label for people.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            sent_as: None,
            label,
            hint: None,
            error: None,
            required: false,
        }
    }

    /// The name it is sent under, where several forms of a page send the same.
    pub fn sent_as(self, name: &'a str) -> Self {
        Self {
            sent_as: Some(name),
            ..self
        }
    }

    fn sent_name(&self) -> &'a str {
        self.sent_as.unwrap_or(self.name)
    }

    /// Help under the label.
    pub fn hint(self, hint: &'a str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// What is wrong and what to do, when something is.
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// Must be filled in.
    pub fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Its id in the page: where the error summary leads.
    pub fn id(&self) -> String {
        format!("falt-{}", self.name)
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hjalp", self.id()));
        let error = self.error.map(|_| format!("{}-fel", self.id()));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    fn notes(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p.hint #{ (self.id()) "-hjalp" } { (hint) } }
            @if let Some(error) = self.error { p.error #{ (self.id()) "-fel" } { (error) } }
        }
    }

    /// Label, notes, and the control between them.
    fn around(&self, control: Markup) -> Markup {
        html! {
            div.field .wrong[self.error.is_some()] {
                label for=(self.id()) { (self.label) }
                (self.notes())
                (control)
            }
        }
    }
}

/// One line of text. `kind` is the type of the input: `text`, `search`, `email`, `password`.
pub fn text_field(field: Field<'_>, kind: &str, value: &str) -> Markup {
    field.around(html! {
        input id=(field.id()) name=(field.sent_name()) type=(kind) value=(value) required[field.required]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()]
            autocomplete=[autocomplete(kind)];
    })
}

/// What a browser may fill in, for the kinds of field where it helps.
fn autocomplete(kind: &str) -> Option<&'static str> {
    match kind {
        "password" => Some("current-password"),
        "email" => Some("username"),
        _ => None,
    }
}

/// Several lines of text.
pub fn textarea(field: Field<'_>, rows: u8, value: &str) -> Markup {
    field.around(html! {
        textarea id=(field.id()) name=(field.sent_name()) rows=(rows) required[field.required]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] { (value) }
    })
}

/// One of a list: each option is its value and its words.
pub fn select(field: Field<'_>, options: &[(String, String)], chosen: &str) -> Markup {
    field.around(html! {
        select id=(field.id()) name=(field.sent_name()) required[field.required]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] {
            @for (value, words) in options {
                option value=(value) selected[value == chosen] { (words) }
            }
        }
    })
}

/// A day, such as `2023-03-12`.
pub fn date_field(field: Field<'_>, value: &str) -> Markup {
    text_field(field, "date", value)
}

/// A file; `accept` lists endings such as `.csv,.xlsx`.
pub fn file_field(field: Field<'_>, accept: &str) -> Markup {
    field.around(html! {
        input id=(field.id()) name=(field.sent_name()) type="file" accept=(accept) required[field.required]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
    })
}

/// One choice among [`radio_tiles`].
#[derive(Debug, Clone)]
pub struct Tile {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub words: String,
}

/// One of a few, each a tile large enough for a thumb.
pub fn radio_tiles(field: Field<'_>, tiles: &[Tile], chosen: &str) -> Markup {
    html! {
        fieldset.field.tiles .wrong[field.error.is_some()] id=(field.id()) aria-describedby=[field.described_by()] {
            legend { (field.label) }
            (field.notes())
            div.tile-row {
                @for (n, tile) in tiles.iter().enumerate() {
                    @let id = format!("{}-{n}", field.id());
                    div.tile {
                        input type="radio" id=(id) name=(field.sent_name()) value=(tile.value) required[field.required] checked[tile.value == chosen];
                        label for=(id) { (tile.words) }
                    }
                }
            }
        }
    }
}

/// Any of a few, each a tile large enough for a thumb.
pub fn check_tiles(field: Field<'_>, tiles: &[Tile], chosen: &[&str]) -> Markup {
    html! {
        fieldset.field.tiles .wrong[field.error.is_some()] id=(field.id()) aria-describedby=[field.described_by()] {
            legend { (field.label) }
            (field.notes())
            div.tile-row {
                @for (n, tile) in tiles.iter().enumerate() {
                    @let id = format!("{}-{n}", field.id());
                    div.tile {
                        input type="checkbox" id=(id) name=(field.sent_name()) value=(tile.value) checked[chosen.contains(&tile.value.as_str())];
                        label for=(id) { (tile.words) }
                    }
                }
            }
        }
    }
}

/// A whole number with buttons for one more and one less. Without scripts the
/// buttons send the form with `steg=name+1` or `steg=name-1`: see [`step_of`].
pub fn stepper(t: Texts, field: Field<'_>, value: u32) -> Markup {
    html! {
        div.field.stepper .wrong[field.error.is_some()] {
            label for=(field.id()) { (field.label) }
            (field.notes())
            div.stepper-row {
                button type="submit" name="steg" value={ (field.name) "-1" } formnovalidate aria-label=(t.form_less(field.label)) { "−" }
                input id=(field.id()) name=(field.sent_name()) type="number" inputmode="numeric" min="0" step="1" value=(value)
                    aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
                button type="submit" name="steg" value={ (field.name) "+1" } formnovalidate aria-label=(t.form_more(field.label)) { "+" }
            }
        }
    }
}

/// One press on a stepper's button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// One more of the field with this name.
    More(&'a str),
    /// One less, never below zero.
    Less(&'a str),
}

/// Reads the `steg` that a stepper's button sends.
pub fn step_of(steg: &str) -> Option<Step<'_>> {
    match (steg.strip_suffix("+1"), steg.strip_suffix("-1")) {
        (Some(name), _) => Some(Step::More(name)),
        (None, Some(name)) => Some(Step::Less(name)),
        (None, None) => None,
    }
}

/// The button that sends the form; `form` gives it `name` and `value` when there are several.
pub fn submit(words: &str, name_and_value: Option<(&str, &str)>) -> Markup {
    html! {
        button.primary type="submit" name=[name_and_value.map(|(n, _)| n)] value=[name_and_value.map(|(_, v)| v)] { (words) }
    }
}

/// An error of a form: the id of the field ([`Field::id`]) and what to do.
#[derive(Debug, Clone)]
pub struct FormError {
    /// Where.
    pub id: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// All errors on top of the form, each leading down to its field; takes the focus. Nothing when there are none.
pub fn error_summary(t: Texts, errors: &[FormError]) -> Markup {
    summary(&t.form_errors_title(), errors)
}

/// What is asked before a form is saved as it stands, in the same manner.
pub fn question_summary(t: Texts, questions: &[FormError]) -> Markup {
    summary(&t.form_questions_title(), questions)
}

fn summary(title: &str, errors: &[FormError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" autofocus #fel {
                h2 { (title) }
                ul { @for error in errors { li { a href={ "#" (error.id) } { (error.words) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_locale::Language;

    #[test]
    fn a_field_is_tied_to_its_label_hint_and_error() {
        let field = Field::new("antal", "Antal")
            .hint("Hela tal")
            .error(Some("Skriv ett tal"));
        let html = text_field(field, "text", "x\"><b>").into_string();
        assert!(html.contains(r#"<label for="falt-antal">Antal</label>"#));
        assert!(html.contains(r#"aria-describedby="falt-antal-hjalp falt-antal-fel""#));
        assert!(html.contains(r#"id="falt-antal-fel""#) && html.contains(r#"aria-invalid="true""#));
        assert!(html.contains("x&quot;&gt;&lt;b&gt;"), "{html}");
        assert!(!html.contains("placeholder"));
    }

    #[test]
    fn a_stepper_works_by_sending_the_form() {
        let field = Field::new("drivers", "Förare");
        let html = stepper(Language::Sv.texts(), field, 23).into_string();
        assert!(html.contains(r#"value="drivers+1""#) && html.contains("Öka Förare"));
        assert_eq!(step_of("drivers+1"), Some(Step::More("drivers")));
        assert_eq!(step_of("drivers-1"), Some(Step::Less("drivers")));
        assert_eq!(step_of("drivers"), None);
    }

    #[test]
    fn the_summary_leads_to_each_field_and_is_silent_without_errors() {
        let t = Language::Sv.texts();
        assert!(error_summary(t, &[]).into_string().is_empty());
        let field = Field::new("nar", "När");
        let errors = [FormError {
            id: field.id(),
            words: "Välj en dag".to_owned(),
        }];
        let html = error_summary(t, &errors).into_string();
        assert!(
            html.contains(r##"<a href="#falt-nar">Välj en dag</a>"##),
            "{html}"
        );
        assert!(
            date_field(field, "")
                .into_string()
                .contains(r#"id="falt-nar""#)
        );
    }
}
