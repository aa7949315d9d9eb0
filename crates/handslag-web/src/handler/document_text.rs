//! A whole document as text, whatever kind it is: the form, and what is found in it.

use maud::{Markup, html};

use crate::component::{Field, FormError, error_summary, submit, text_field, textarea};
use crate::fields::Fields;
use crate::visit::Visit;

/// What a form of text is about.
pub struct TextForm<'a> {
    /// Where it is.
    pub action: &'a str,
    /// What the text is.
    pub label: &'a str,
    /// What to do with it.
    pub hint: &'a str,
}

impl TextForm<'_> {
    /// The form as it is filled in, saved or only checked, and what was found.
    pub fn filled(
        &self,
        visit: &Visit,
        fields: &Fields,
        found: &Markup,
        errors: &[FormError],
    ) -> Markup {
        let t = visit.t();
        let (reason, optional) = (t.work_reason(), t.work_reason_optional());
        let field = Field::new("text", self.label)
            .hint(self.hint)
            .error(errors.first().map(|e| e.words.as_str()));
        html! {
            h1 { (t.work_edit_text()) }
            (error_summary(t, errors))
            form.code method="post" action=(self.action) {
                input type="hidden" name="version" value=(fields.get("version"));
                (textarea(field, 30, fields.get("text")))
                (text_field(Field::new("skal", &reason).hint(&optional), "text", fields.get("skal")))
                div.actions {
                    (submit(&t.work_save(), Some(("gor", "spara"))))
                    button type="submit" name="gor" value="kontrollera" { (t.work_check()) }
                }
            }
            (found)
        }
    }
}
