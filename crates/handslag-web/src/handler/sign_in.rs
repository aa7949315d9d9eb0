//! Signing in and out.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::access::Member;
use maud::{Markup, html};

use super::{Answer, see};
use crate::component::{Field, FormError, error_summary, submit, text_field};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::layout::{Page, layout};
use crate::server::Site;
use crate::visit::Visit;
use crate::{paths, session};

/// The form.
pub async fn form(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    Ok(sign_in_page(&site, &visit, asked.get("till"), "", false).into_response())
}

/// Tries the name and the password.
pub async fn sign_in(State(site): State<Site>, visit: Visit, fields: Fields) -> Answer {
    let user_name = fields.get("namn");
    // Spaces at the ends of a password are the member's own.
    let password = fields
        .iter()
        .find(|(name, _)| *name == "losenord")
        .map_or("", |(_, v)| v);
    match site.app.sign_in(user_name, password).await? {
        Some(member) => begin(&visit, &member, fields.get("till")).await,
        None => Ok(refused(&site, &visit, &fields)),
    }
}

/// Signs in to the demonstration, as one of the members that it shows.
pub async fn demo(State(site): State<Site>, visit: Visit, fields: Fields) -> Answer {
    let user_name = fields.get("namn");
    let is_shown = site
        .options
        .demo_members
        .iter()
        .any(|(_, name)| name == user_name);
    if !site.options.is_demo || !is_shown {
        return Err(WebError::NotFound);
    }
    let account = site.app.store().account_by_user_name(user_name).await?;
    let account = account.filter(|a| a.is_demo).ok_or(WebError::NotFound)?;
    match site.app.actor(account.id).await? {
        handslag_app::Actor::Member(member) => begin(&visit, &member, fields.get("till")).await,
        handslag_app::Actor::Anonymous => Err(WebError::NotFound),
    }
}

async fn begin(visit: &Visit, member: &Member, back: &str) -> Answer {
    let session = visit.session.as_ref().ok_or(WebError::BadRequest)?;
    session::begin(session, member, visit.now).await?;
    see(paths::safe_back(back, paths::TODAY))
}

/// Ends the session.
pub async fn sign_out(visit: Visit) -> Answer {
    if let Some(session) = &visit.session {
        session.flush().await?;
    }
    see(paths::HOME)
}

fn refused(site: &Site, visit: &Visit, fields: &Fields) -> Response {
    let markup = sign_in_page(site, visit, fields.get("till"), fields.get("namn"), true);
    (StatusCode::UNPROCESSABLE_ENTITY, markup).into_response()
}

fn sign_in_page(site: &Site, visit: &Visit, back: &str, user_name: &str, wrong: bool) -> Markup {
    let t = visit.t();
    let (name, password, error) = (
        t.work_user_name(),
        t.work_password(),
        t.work_sign_in_wrong(),
    );
    let error = wrong.then_some(error.as_str());
    let name = Field::new("namn", &name).error(error).required();
    let errors: Vec<FormError> = error
        .map(|words| FormError {
            id: name.id(),
            words: words.to_owned(),
        })
        .into_iter()
        .collect();
    let main = html! {
        h1 { (t.work_sign_in_title()) }
        (error_summary(t, &errors))
        @if site.options.is_demo { (demo_buttons(site, visit, back)) }
        form method="post" action=(paths::SIGN_IN) {
            input type="hidden" name="till" value=(back);
            (text_field(name, "text", user_name))
            (text_field(Field::new("losenord", &password).required(), "password", ""))
            (submit(&t.work_sign_in(), None))
        }
    };
    let trail = [(t.nav_home(), paths::HOME.to_owned())];
    let title = t.work_sign_in_title();
    layout(
        &visit.here(),
        Page {
            trail: &trail,
            example: site.options.is_demo,
            ..Page::new(&title, main)
        },
    )
}

fn demo_buttons(site: &Site, visit: &Visit, back: &str) -> Markup {
    let t = visit.t();
    html! {
        section.demo {
            h2 { (t.work_demo_title()) }
            p { (t.work_demo_words()) }
            @for (label, user_name) in &site.options.demo_members {
                form.inline method="post" action=(paths::DEMO_SIGN_IN) {
                    input type="hidden" name="till" value=(back);
                    input type="hidden" name="namn" value=(user_name);
                    (submit(label, None))
                }
            }
        }
    }
}
