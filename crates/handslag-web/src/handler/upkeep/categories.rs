//! The tree of categories: add, rename, move, merge, retire; each fault at its own field.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::category::{EditCategoriesError, ShownMore};
use handslag_app::{Action, AppError, Held};
use handslag_domain::incident::category::{CategoryEdit, CategoryEditError, CategoryFault, Names};
use handslag_domain::incident::{Category, CategoryId, CategoryTree};
use handslag_locale::arg;
use maud::{Markup, html};
use serde_json::Value;

use super::super::entry::error_of;
use super::super::incident::{category_options, kind_name};
use super::super::{Answer, see};
use super::{saved_line, trail};
use crate::component::{Field, FormError, error_summary, select, submit, text_field};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::{self, words};

/// The whole tree, and the form for a new category.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let held = site.app.held_tree(&visit.actor).await?;
    let mut sent = Fields::default();
    sent.set("version", held.version.to_string());
    Ok(list_page(&visit, &held.content, &asked, &sent, &[]).into_response())
}

/// Adds a category.
pub async fn add(State(site): State<Site>, visit: Visit, sent: Fields) -> Answer {
    let edit = CategoryEdit::Add {
        name: names(&sent),
        parent: sent.get("under").into(),
    };
    let made_from = sent.number("version").unwrap_or(0);
    let app = &site.app;
    let edited = app.edit_categories(&visit.actor, made_from, &edit, visit.now);
    match edited.await {
        Ok(_) => see(&format!("{}?sparat=1", paths::CATEGORIES)),
        Err(EditCategoriesError::App(AppError::Stale(_))) => {
            let held = app.held_tree(&visit.actor).await?;
            Ok(changed_meanwhile(&visit, &held, sent, "under"))
        }
        Err(error) => {
            let tree = app.categories(&visit.actor).await?;
            let errors = errors(&visit, &tree, &sent, error)?;
            let page = list_page(&visit, &tree, &Fields::default(), &sent, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The list with what was typed, when what it speaks of is no longer the same: the
/// form can be sent again by what the page shows now.
fn changed_meanwhile(
    visit: &Visit,
    held: &Held<CategoryTree>,
    mut sent: Fields,
    field: &str,
) -> Response {
    sent.set("version", held.version.to_string());
    let error = FormError {
        id: Field::new(field, "").id(),
        words: visit.t().category_changed_meanwhile(),
    };
    let page = list_page(visit, &held.content, &Fields::default(), &sent, &[error]);
    (StatusCode::CONFLICT, page).into_response()
}

fn names(sent: &Fields) -> Names {
    Names {
        sv: sent.get("namn_sv").to_owned(),
        en: sent.get("namn_en").to_owned(),
    }
}

fn list_page(
    visit: &Visit,
    tree: &CategoryTree,
    asked: &Fields,
    sent: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let title = t.categories_title();
    let under = t.category_under();
    let mut tops: Vec<&Category> = tree.iter().filter(|c| c.parent.is_none()).collect();
    tops.sort_by_key(|c| c.kind);
    let main = html! {
        h1 { (title) }
        (saved_line(visit, asked))
        (error_summary(t, errors))
        p.lead { (t.categories_words()) }
        ul { @for top in tops { (branch(visit, tree, top)) } }
        @if tree.gone().next().is_some() {
            details {
                summary { (t.categories_gone()) }
                ul { @for (_, gone) in tree.gone() {
                    li { (t.category_gone(arg::CategoryGone {
                        name: name_of(visit, &gone.name),
                        into: &kind_name(visit, tree, gone.into.as_str()),
                    })) }
                } }
            }
        }
        @if visit.may(Action::EditPicture) {
            h2 { (t.category_new()) }
            form method="post" action=(paths::CATEGORIES) {
                input type="hidden" name="version" value=(sent.get("version"));
                (name_fields(visit, sent, errors))
                (select(Field::new("under", &under).error(error_of(errors, "under")).required(), &category_options(visit, tree, false), sent.get("under")))
                (submit(&t.category_add(), None))
            }
        }
    };
    work::page(visit, &title, false, &trail(visit), main)
}

fn name_of<'a>(visit: &Visit, names: &'a Names) -> &'a str {
    match visit.language {
        handslag_locale::Language::Sv => &names.sv,
        handslag_locale::Language::En => &names.en,
    }
}

fn branch(visit: &Visit, tree: &CategoryTree, category: &Category) -> Markup {
    let mut beneath: Vec<&Category> = tree.beneath(&category.id).collect();
    beneath.sort_by_cached_key(|c| name_of(visit, &c.name).to_lowercase());
    let name = name_of(visit, &category.name);
    html! {
        li {
            @if visit.may(Action::EditPicture) { a href=(paths::category(&category.id)) { (name) } } @else { (name) }
            @if !beneath.is_empty() { ul { @for child in beneath { (branch(visit, tree, child)) } } }
        }
    }
}

fn name_fields(visit: &Visit, sent: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (sv, en) = (t.category_name_sv(), t.category_name_en());
    html! {
        div.two-fields {
            (text_field(Field::new("namn_sv", &sv).error(error_of(errors, "namn_sv")).required(), "text", sent.get("namn_sv")))
            (text_field(Field::new("namn_en", &en).error(error_of(errors, "namn_en")).required(), "text", sent.get("namn_en")))
        }
    }
}

/// One category with everything that can be done to it.
pub async fn one(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Answer {
    let page = OneCategory::load(&site, &visit, &id).await?;
    let sent = page.as_fields();
    Ok(page.page(&visit, &asked, &sent, &[]).into_response())
}

/// Renames, moves, merges or retires a category.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    sent: Fields,
) -> Answer {
    let page = match OneCategory::load(&site, &visit, &id).await {
        // Somebody merged or removed it meanwhile: what was typed is not lost.
        Err(WebError::NotFound) if sent.has("version") => {
            let held = site.app.held_tree(&visit.actor).await?;
            return Ok(changed_meanwhile(&visit, &held, sent, "namn_sv"));
        }
        loaded => loaded?,
    };
    let id = page.id.clone();
    let edit = match sent.get("gor") {
        "flytta" => CategoryEdit::Move {
            id,
            parent: sent.get("under").into(),
        },
        "sla-ihop" => CategoryEdit::Merge {
            id,
            into: sent.get("med").into(),
        },
        "bostad" => CategoryEdit::InDwellings {
            id,
            yes: !sent.get("bostad").is_empty(),
        },
        "ta-bort" => CategoryEdit::Retire { id },
        _ => CategoryEdit::Rename {
            id,
            name: names(&sent),
        },
    };
    let made_from = sent.number("version").unwrap_or(0);
    let app = &site.app;
    let edited = app.edit_categories(&visit.actor, made_from, &edit, visit.now);
    match edited.await {
        Ok(_)
            if matches!(
                edit,
                CategoryEdit::Retire { .. } | CategoryEdit::Merge { .. }
            ) =>
        {
            see(&format!("{}?sparat=1", paths::CATEGORIES))
        }
        Ok(id) => see(&format!("{}?sparat=1", paths::category(&id))),
        Err(EditCategoriesError::App(AppError::Stale(_))) => Ok(page.stale(&visit, &edit, &sent)),
        Err(error) => {
            let errors = errors(&visit, &page.held.content, &sent, error)?;
            // The other forms of the page show what holds.
            let mut shown = page.as_fields();
            for (name, value) in sent.iter() {
                shown.set(name, value);
            }
            let page = page.page(&visit, &Fields::default(), &shown, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

struct OneCategory {
    id: CategoryId,
    held: Held<CategoryTree>,
    n_incidents: u64,
    /// Whether any of the incidents are invented.
    example: bool,
}

impl OneCategory {
    async fn load(site: &Site, visit: &Visit, id: &str) -> Result<Self, WebError> {
        let id = CategoryId::from(id);
        let held = site.app.held_tree(&visit.actor).await?;
        if held.content.iter().all(|category| category.id != id) {
            return Err(WebError::NotFound);
        }
        let picture = site.app.picture(&visit.actor, visit.now).await?;
        Ok(Self {
            n_incidents: site.app.n_of_category(&visit.actor, &id).await?,
            example: picture.example,
            id,
            held,
        })
    }

    fn as_fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.set("version", self.held.version.to_string());
        if let Some(category) = self.held.content.get(&self.id) {
            fields.set("namn_sv", category.name.sv.clone());
            fields.set("namn_en", category.name.en.clone());
            let parent = category.parent.as_ref();
            fields.set("under", parent.map_or("", |parent| parent.as_str()));
            if self.held.content.is_in_dwellings(&self.id) {
                fields.set("bostad", "ja");
            }
        }
        fields
    }

    /// What I wanted of the category beside what somebody else has made of it.
    fn stale(&self, visit: &Visit, edit: &CategoryEdit, sent: &Fields) -> Response {
        let theirs = self.in_words(visit, &self.held.content);
        let mut mine = theirs.clone();
        match edit {
            CategoryEdit::Rename { name, .. } => {
                mine["namn_sv"] = name.sv.as_str().into();
                mine["namn_en"] = name.en.as_str().into();
            }
            CategoryEdit::Add { parent: to, .. } | CategoryEdit::Move { parent: to, .. } => {
                mine["under"] = kind_name(visit, &self.held.content, to.as_str()).into();
            }
            CategoryEdit::InDwellings { yes, .. } => {
                mine["bostad"] = dwellings_in_words(visit, *yes).into();
            }
            CategoryEdit::Merge { .. } | CategoryEdit::Retire { .. } => {
                // Nothing would be left of it.
                mine = serde_json::json!({});
            }
        }
        let stale = Stale {
            action: &paths::category(&self.id),
            fields: sent,
            version_field: "version",
            held_version: self.held.version.to_string(),
            differences: differences(&mine, &theirs),
            note: None,
            trail: Vec::new(),
            lang: None,
            example: false,
        };
        stale_page(visit, &stale)
    }

    fn in_words(&self, visit: &Visit, tree: &CategoryTree) -> Value {
        let category = tree.get(&self.id);
        let parent = category.and_then(|category| category.parent.as_ref());
        serde_json::json!({
            "namn_sv": category.map_or("", |category| &category.name.sv),
            "namn_en": category.map_or("", |category| &category.name.en),
            "under": parent.map_or_else(String::new, |id| kind_name(visit, tree, id.as_str())),
            "bostad": dwellings_in_words(visit, tree.is_in_dwellings(&self.id)),
        })
    }

    fn page(&self, visit: &Visit, asked: &Fields, sent: &Fields, errors: &[FormError]) -> Markup {
        let t = visit.t();
        let action = paths::category(&self.id);
        let tree = &self.held.content;
        let version = html! { input type="hidden" name="version" value=(sent.get("version")); };
        let title = kind_name(visit, tree, self.id.as_str());
        let (under, with) = (t.category_under(), t.category_merge_with());
        let (under_hint, with_hint) = (t.category_move_hint(), t.category_merge_hint());
        let options = category_options(visit, tree, true);
        let mut above = trail(visit);
        above.push((t.categories_title(), paths::CATEGORIES.to_owned()));
        let n = usize::try_from(self.n_incidents).unwrap_or(usize::MAX);
        let main = html! {
            h1 { (title) }
            (saved_line(visit, asked))
            (error_summary(t, errors))
            p { (t.category_n(n)) }
            section {
                h2 { (t.category_rename()) }
                form method="post" action=(action) {
                    (version)
                    (name_fields(visit, sent, errors))
                    (submit(&t.work_save(), None))
                }
            }
            section {
                h2 { (t.category_move()) }
                form method="post" action=(action) {
                    (version)
                    (select(Field::new("under", &under).hint(&under_hint).error(error_of(errors, "under")), &options, sent.get("under")))
                    (submit(&t.category_move(), Some(("gor", "flytta"))))
                }
            }
            section {
                h2 { (t.category_merge()) }
                form method="post" action=(action) {
                    (version)
                    (select(Field::new("med", &with).hint(&with_hint).error(error_of(errors, "med")), &options, sent.get("med")))
                    (submit(&t.category_merge(), Some(("gor", "sla-ihop"))))
                }
            }
            (self.dwellings(visit, sent))
            section {
                h2 { (t.category_retire()) }
                p.hint { (t.category_retire_hint()) }
                form method="post" action=(action) #falt-ta-bort tabindex="-1" {
                    (version)
                    @if let Some(error) = error_of(errors, "ta-bort") { p.error { (error) } }
                    button type="submit" name="gor" value="ta-bort" { (t.category_retire()) }
                }
            }
        };
        let example = self.example && n > 0;
        work::page(visit, &title, example, &above, main)
    }

    /// Whether it happens in dwellings; what is wider says so for all beneath it.
    fn dwellings(&self, visit: &Visit, sent: &Fields) -> Markup {
        let (t, tree) = (visit.t(), &self.held.content);
        let mut above = tree.ancestors(&self.id);
        let says_so = above.find(|category| tree.is_in_dwellings(&category.id));
        html! {
            section {
                h2 { (t.category_dwellings()) }
                @if let Some(wider) = says_so {
                    p { (t.category_dwellings_wider(name_of(visit, &wider.name))) }
                } @else {
                    form method="post" action=(paths::category(&self.id)) {
                        input type="hidden" name="version" value=(sent.get("version"));
                        div.field { div.check {
                            input type="checkbox" #falt-bostad name="bostad" value="ja" checked[!sent.get("bostad").is_empty()];
                            label for="falt-bostad" { (t.category_dwellings_tick()) }
                        } p.hint { (t.category_dwellings_hint()) } }
                        (submit(&t.work_save(), Some(("gor", "bostad"))))
                    }
                }
            }
        }
    }
}

/// The tick in words.
fn dwellings_in_words(visit: &Visit, is_ticked: bool) -> String {
    match is_ticked {
        true => visit.t().category_dwellings_tick(),
        false => "–".to_owned(),
    }
}

/// What stands in the way of a change, at the field it is about.
fn errors(
    visit: &Visit,
    tree: &CategoryTree,
    sent: &Fields,
    error: EditCategoriesError,
) -> Result<Vec<FormError>, WebError> {
    let t = visit.t();
    let acted_on = match sent.get("gor") {
        "flytta" => "under",
        "sla-ihop" => "med",
        "ta-bort" => "ta-bort",
        _ => "namn_sv",
    };
    let at = |name: &str, words: String| FormError {
        id: Field::new(name, "").id(),
        words,
    };
    let name = |id: &CategoryId| kind_name(visit, tree, id.as_str());
    let fault = match error {
        EditCategoriesError::App(AppError::PersonalData { findings, .. }) => {
            return Ok(vec![at("namn_sv", words::personal_data(t, &findings))]);
        }
        EditCategoriesError::App(error) => return Err(error.into()),
        EditCategoriesError::ShowsMore(partners) => {
            let words = |more: &ShownMore| {
                t.category_fault_shows_more(arg::CategoryFaultShowsMore {
                    partner: &more.partner,
                    n: usize::try_from(more.n).unwrap_or(usize::MAX).into(),
                })
            };
            return Ok(vec![at(
                acted_on,
                partners.iter().map(words).collect::<Vec<_>>().join(" "),
            )]);
        }
        EditCategoriesError::Edit(fault) => fault,
    };
    Ok(match fault {
        // Nothing was chosen, or somebody has merged it in the meantime.
        CategoryEditError::Unknown(_) => {
            let field = if acted_on == "namn_sv" {
                "under"
            } else {
                acted_on
            };
            vec![at(field, t.category_fault_unknown())]
        }
        CategoryEditError::HasBeneath(id) => {
            vec![at(acted_on, t.category_fault_beneath(&name(&id)))]
        }
        CategoryEditError::InUse(id) => vec![at(acted_on, t.category_fault_in_use(&name(&id)))],
        CategoryEditError::WithItself(_) => vec![at("med", t.category_fault_itself())],
        CategoryEditError::SameName(id) => {
            vec![at(acted_on, t.category_fault_same_name(&name(&id)))]
        }
        CategoryEditError::Faults(faults) => faults
            .iter()
            .map(|fault| match fault {
                CategoryFault::NoName(_) if !sent.get("namn_sv").is_empty() => {
                    at("namn_en", t.category_fault_no_name())
                }
                CategoryFault::NoName(_) => at("namn_sv", t.category_fault_no_name()),
                CategoryFault::Circle(_) => at(acted_on, t.category_fault_circle()),
                CategoryFault::NoPlaceForTheNew => at(acted_on, t.category_fault_last_other()),
                CategoryFault::SameIdTwice(_)
                | CategoryFault::LostParent { .. }
                | CategoryFault::OtherKind { .. }
                | CategoryFault::MergedWrongly(_) => at(acted_on, t.category_fault_unknown()),
            })
            .collect(),
    })
}
