//! The fields of an indicator: what is measured, where it stood, where it
//! should stand and where it stands.

use handslag_domain::problem::Indicator;
use handslag_domain::promise::Measured;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::forms::{Filled, amount, day};
use crate::component::FormError;
use crate::fields::Fields;
use crate::visit::Visit;

/// The form as it is held.
pub(in crate::handler::picture_document) fn fields_of(t: Texts, indicator: &Indicator) -> Fields {
    let mut fields = Fields::default();
    fields.set("ord", indicator.words.clone());
    fields.set("kalla", indicator.source.clone().unwrap_or_default());
    let measured = [
        ("fran", &indicator.baseline),
        ("mal", &indicator.target),
        ("nu", &indicator.outcome),
    ];
    for (name, measured) in measured {
        let measured = measured.clone().unwrap_or_default();
        let value = measured.value.map(|value| value.as_written());
        fields.set(&format!("{name}.varde"), value.unwrap_or_default());
        let unit = measured.unit.map(|unit| t.unit_name(&unit));
        fields.set(&format!("{name}.enhet"), unit.unwrap_or_default());
        let on = measured.on.map(|on| on.0);
        fields.set(&format!("{name}.nar"), on.unwrap_or_default());
    }
    fields
}

/// What the fields make of it.
pub(in crate::handler::picture_document) fn changed(
    held: Indicator,
    visit: &Visit,
    fields: &Fields,
    errors: &mut Vec<FormError>,
) -> Indicator {
    let mut measured = |name: &str, label: &str, held: &Option<Measured>| {
        let value = amount(visit, fields, &format!("{name}.varde"), label, errors);
        let measured = Measured {
            value,
            unit: fields
                .words(&format!("{name}.enhet"))
                .map(|unit| Texts::unit_named(&unit)),
            on: day(visit, fields, &format!("{name}.nar"), label, errors),
            ..held.clone().unwrap_or_default()
        };
        let says_something = measured.value.is_some() || measured.words.is_some();
        says_something.then_some(measured)
    };
    let t = visit.t();
    Indicator {
        words: fields.get("ord").to_owned(),
        source: fields.words("kalla"),
        baseline: measured("fran", &t.goal_baseline(), &held.baseline),
        target: measured("mal", &t.goal_target(), &held.target),
        outcome: measured("nu", &t.goal_outcome(), &held.outcome),
        ..held
    }
}

/// The fields.
pub(in crate::handler::picture_document) fn inner(filled: &Filled<'_>) -> Markup {
    let t = filled.visit.t();
    let all = [
        ("fran", t.goal_baseline()),
        ("mal", t.goal_target()),
        ("nu", t.goal_outcome()),
    ];
    html! {
        (filled.lines("ord", &t.chain_step_effect(), "", 2))
        (filled.line("kalla", &t.incidents_source(), ""))
        @for (name, label) in &all {
            fieldset.field.group {
                legend { (label) }
                (filled.line(&format!("{name}.varde"), &t.picture_doc_value(), ""))
                (filled.line(&format!("{name}.enhet"), &t.picture_doc_unit(), &t.picture_doc_unit_hint()))
                (filled.line(&format!("{name}.nar"), &t.incidents_when(), &t.work_date_hint()))
            }
        }
    }
}
