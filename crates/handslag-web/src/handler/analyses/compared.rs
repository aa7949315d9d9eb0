//! The municipality beside others.

use handslag_app::picture::BesideOthers;
use handslag_locale::arg;
use maud::{Markup, html};

use crate::component::{
    Field, answer, drawn, finding, how_we_know, minding, model_table, select, submit,
};
use crate::fields::Fields;
use crate::paths;
use crate::visit::Visit;

pub fn compared_section(visit: &Visit, sent: &Fields, compared: Option<&BesideOthers>) -> Markup {
    let t = visit.t();
    let Some(compared) = compared else {
        return html! {
            section #jamforelse {
                h2 { (t.compared_title_all()) }
                p.withheld { (t.compared_no_municipality()) }
            }
        };
    };
    let choices: Vec<(String, String)> = compared
        .categories
        .iter()
        .map(|category| (category.clone(), t.offence(category)))
        .collect();
    let label = t.compared_category();
    html! {
        section #jamforelse {
            h2 { @if compared.group.is_some() { (t.compared_title()) } @else { (t.compared_title_all()) } }
            @match &compared.examined {
                None => { p.withheld { (t.compared_no_figures(&compared.municipality)) } }
                Some(examined) => {
                    p { (lead(visit, compared)) }
                    @match &compared.group {
                        Some(group) => { p { (t.compared_group(&group.name())) } }
                        None => { p { (t.compared_no_group()) } }
                    }
                    @if choices.len() > 1 {
                        form.choose method="get" action={ (paths::ANALYSES) "#jamforelse" } {
                            @for (name, value) in sent.iter().filter(|(name, _)| *name != "brott") {
                                input type="hidden" name=(name) value=(value);
                            }
                            (select(Field::new("brott", &label), &choices, &compared.category))
                            (submit(&t.work_show(), None))
                        }
                    }
                    h3 { (t.offence(&compared.category)) }
                    (finding(t, examined.finding, false))
                    (answer(None, examined))
                    (minding(t, None, examined))
                    @for drawing in &examined.drawings {
                        @let shown = drawn(visit.language, drawing, false);
                        figure.chart {
                            (shown.picture)
                            figcaption { details {
                                summary { (t.effect_drawing_table()) }
                                (model_table(&t.effect_drawing_table(), &shown.table))
                            } }
                        }
                    }
                    (how_we_know(&visit.here(), None, examined))
                }
            }
        }
    }
}

/// Whose figures, and which two years.
fn lead(visit: &Visit, compared: &BesideOthers) -> String {
    let t = visit.t();
    let area = compared.municipality.as_str();
    match compared.years {
        Some((before, after)) => t.compared_lead(arg::ComparedLead {
            area,
            before: &before.to_string(),
            after: &after.to_string(),
        }),
        None => t.compared_no_figures(area),
    }
}
