//! Numbers that a goal brings along: counts at places, and shares in a survey.

use handslag_domain::amount::Amount;
use handslag_domain::effect::{Asks, Comparison, PlaceCount, PlaceRole, Share};
use maud::{Markup, html};

use super::entry::{error_of, missing};
use crate::component::{Field, FormError, text_field};
use crate::fields::Fields;
use crate::visit::Visit;

/// Each role of a place, and what its fields are called.
const ROLES: [(PlaceRole, &str); 4] = [
    (PlaceRole::Treated, "plats_gjort"),
    (PlaceRole::Control, "plats_lik"),
    (PlaceRole::Ring, "plats_runt"),
    (PlaceRole::ControlRing, "plats_runt_lik"),
];

/// The waves that the form has room for.
const WAVES: [usize; 2] = [1, 2];

/// Whether the form has room for the places: one of each role.
fn has_room_for_places(comparison: &Comparison) -> bool {
    ROLES.iter().all(|(role, _)| {
        let of_role = comparison.places.iter().filter(|p| p.role == *role);
        of_role.count() <= 1
    })
}

fn has_room_for_shares(comparison: &Comparison) -> bool {
    comparison.shares.len() <= WAVES.len()
}

/// Fills the fields with what is held.
pub fn fill(fields: &mut Fields, comparison: &Comparison) {
    let written = |amount: Amount| serde_json::to_string(&amount).unwrap_or_default();
    if has_room_for_places(comparison) {
        for place in &comparison.places {
            let Some((_, name)) = ROLES.iter().find(|(role, _)| *role == place.role) else {
                continue;
            };
            fields.set(&format!("{name}_fore"), written(place.before));
            if !place.after.is_zero() {
                fields.set(&format!("{name}_efter"), written(place.after));
            }
        }
    }
    if has_room_for_shares(comparison) {
        for (wave, share) in WAVES.iter().zip(&comparison.shares) {
            fields.set(&format!("enkat{wave}_nar"), share.wave.0.clone());
            fields.set(&format!("enkat{wave}_andel"), written(share.percent));
            fields.set(&format!("enkat{wave}_svar"), written(share.n));
            let design = share.design_effect.map(written);
            fields.set(&format!("enkat{wave}_vikt"), design.unwrap_or_default());
        }
    }
}

/// The counts that the form says; those held where it has no room or no fields.
pub fn places(
    visit: &Visit,
    fields: &Fields,
    held: &Comparison,
    errors: &mut Vec<FormError>,
) -> Vec<PlaceCount> {
    if !has_room_for_places(held) || !fields.has("plats_gjort_fore") {
        return held.places.clone();
    }
    let mut all = Vec::new();
    for (role, name) in ROLES {
        let (before, after) = (format!("{name}_fore"), format!("{name}_efter"));
        if fields.get(&before).is_empty() && fields.get(&after).is_empty() {
            continue;
        }
        let mut of_role = held.places.iter().filter(|place| place.role == role);
        all.push(PlaceCount {
            role,
            before: count(visit, fields, &before, errors),
            after: match fields.get(&after) {
                "" => Amount::ZERO,
                _ => count(visit, fields, &after, errors),
            },
            ..of_role.next().cloned().unwrap_or_default()
        });
    }
    all
}

fn count(visit: &Visit, fields: &Fields, name: &str, errors: &mut Vec<FormError>) -> Amount {
    let whole = |n: &Amount| n.to_i64().is_some_and(|n| n >= 0);
    match Amount::parse(fields.get(name)).ok().filter(whole) {
        Some(amount) => amount,
        None => {
            errors.push(error(name, visit.t().synas_error_count()));
            Amount::ZERO
        }
    }
}

/// The shares that the form says; those held where it has no room or no fields.
pub fn shares(
    visit: &Visit,
    fields: &Fields,
    held: &Comparison,
    errors: &mut Vec<FormError>,
) -> Vec<Share> {
    if !has_room_for_shares(held) || !fields.has("enkat1_andel") {
        return held.shares.clone();
    }
    let t = visit.t();
    let mut all = Vec::new();
    for wave in WAVES {
        let name = |field: &str| format!("enkat{wave}_{field}");
        if fields.get(&name("andel")).is_empty() && fields.get(&name("svar")).is_empty() {
            continue;
        }
        let when = fields.words(&name("nar"));
        if when.is_none() {
            errors.push(missing(visit, &name("nar"), &t.synas_wave_when(wave)));
        }
        let percent = Amount::parse(fields.get(&name("andel"))).ok();
        let percent = percent.filter(|p| (0.0..=100.0).contains(&p.to_f64()));
        if percent.is_none() {
            errors.push(error(&name("andel"), t.synas_error_percent()));
        }
        let design = fields.words(&name("vikt"));
        let design = design.map(|text| {
            let above = |d: &Amount| d.to_f64() > 0.0;
            let read = Amount::parse(&text).ok().filter(above);
            if read.is_none() {
                errors.push(error(&name("vikt"), t.synas_error_design()));
            }
            read.unwrap_or_default()
        });
        all.push(Share {
            wave: when.unwrap_or_default().as_str().into(),
            percent: percent.unwrap_or_default(),
            n: count(visit, fields, &name("svar"), errors),
            design_effect: design,
            ..held.shares.get(wave - 1).cloned().unwrap_or_default()
        });
    }
    all
}

fn error(name: &str, words: String) -> FormError {
    FormError {
        id: Field::new(name, "").id(),
        words,
    }
}

/// Both groups of fields, the one that the question is about laid open.
pub fn sections(visit: &Visit, fields: &Fields, errors: &[FormError], held: &Comparison) -> Markup {
    let t = visit.t();
    let asks = Asks::from(fields.get("fraga").to_owned());
    let line = |name: &str, label: &str| {
        let field = Field::new(name, label).error(error_of(errors, name));
        text_field(field, "text", fields.get(name))
    };
    let label = |when: String, role| format!("{when}, {}", t.place_role(role));
    html! {
        details open[asks == Asks::Place] {
            summary { (t.synas_places()) }
            p.quiet { (t.synas_places_words()) }
            @if has_room_for_places(held) {
                @for (role, name) in ROLES {
                    div.two {
                        (line(&format!("{name}_fore"), &label(t.place_before(), role)))
                        (line(&format!("{name}_efter"), &label(t.place_after(), role)))
                    }
                }
            } @else { p { (t.synas_own_in_text()) } }
        }
        details open[asks == Asks::SurveyShare] {
            summary { (t.synas_shares()) }
            p.quiet { (t.synas_shares_words()) }
            @if has_room_for_shares(held) {
                @for wave in WAVES {
                    div.two {
                        (line(&format!("enkat{wave}_nar"), &t.synas_wave_when(wave)))
                        (line(&format!("enkat{wave}_andel"), &t.synas_wave_share(wave)))
                    }
                    div.two {
                        (line(&format!("enkat{wave}_svar"), &t.synas_wave_answers(wave)))
                        (line(&format!("enkat{wave}_vikt"), &t.synas_wave_design(wave)))
                    }
                }
            } @else { p { (t.synas_own_in_text()) } }
        }
    }
}
