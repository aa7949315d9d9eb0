//! Which layer of areas the picture is counted by.

use handslag_app::picture::{IncidentPicture, MUNICIPALITIES};
use maud::{Markup, html};

use crate::component::{Field, select};
use crate::visit::Visit;

/// The field that chooses it, when there is more than one.
pub fn choice(visit: &Visit, picture: &IncidentPicture) -> Markup {
    let t = visit.t();
    let layers = &picture.layers;
    let words = |name: &String| match name.as_str() {
        MUNICIPALITIES => t.picture_layer_municipalities(),
        own => own.to_owned(),
    };
    // The usual one is not in the address.
    let value = |at: usize, name: &String| match at {
        0 => String::new(),
        _ => name.clone(),
    };
    let names = layers.names.iter().enumerate();
    let options: Vec<(String, String)> = names
        .map(|(at, name)| (value(at, name), words(name)))
        .collect();
    let chosen = layers.names.iter().position(|name| *name == layers.chosen);
    let chosen = value(chosen.unwrap_or(0), &layers.chosen);
    let label = t.picture_layer();
    html! {
        @if options.len() > 1 { (select(Field::new("lager", &label), &options, &chosen)) }
    }
}
