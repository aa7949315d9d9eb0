//! Incidents that may be one: side by side with why; join, tell apart, take apart.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::duplicate::{DuplicatePair, Duplicates, JoinedPair, SeenIncident};
use handslag_app::held::{IncidentMerge, OwnedIncident};
use handslag_app::{Action, AppError, Denied, Invalid};
use handslag_domain::incident::duplicates::Reason;
use handslag_domain::incident::{CategoryTree, IncidentId, NamedPlace};
use handslag_domain::organisation::{Organisation, OrganisationId};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::super::address::Unfollowed;
use super::super::entry::{error_of, form_errors};
use super::super::incident::{kind_name, source_words, where_words};
use super::super::{Answer, see};
use super::{organisation_name, saved_line, trail};
use crate::component::{self, Field, FormError, date_field, error_summary, submit, text_field};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// Which of the two counts.
const FIRST: &str = "forsta";
const OTHER: &str = "andra";

/// How far back from the newest incident it looks unless asked otherwise.
const DAYS_BACK: i64 = 90;
/// And at most: every incident since then is read.
const MOST_DAYS_BACK: i64 = 730;

/// What is suggested since a day, and what was joined.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let page = Page::load(&site, &visit, since(&site, &visit, &asked).await?).await?;
    Ok(page
        .page(&visit, &asked, &Fields::default(), &[])
        .into_response())
}

async fn since(site: &Site, visit: &Visit, asked: &Fields) -> Result<Date, AppError> {
    let picture = site.app.picture(&visit.actor, visit.now).await?;
    let newest = picture
        .last_day()
        .map_or(visit.today(), |day| day.min(visit.today()));
    let back = |days| newest.saturating_sub(jiff::Span::new().days(days));
    let asked: Option<Date> = asked.get("sedan").parse().ok();
    Ok(asked.unwrap_or(back(DAYS_BACK)).max(back(MOST_DAYS_BACK)))
}

/// Joins two, tells them apart, or takes apart what was joined.
pub async fn decide(State(site): State<Site>, visit: Visit, sent: Fields) -> Answer {
    let (app, actor, now) = (&site.app, &visit.actor, visit.now);
    let since = since(&site, &visit, &sent).await?;
    let back = format!("{}?sedan={since}&sparat=1", paths::DUPLICATES);
    let (kept, other) = (named(sent.get("raknas")), named(sent.get("andra")));
    if sent.get("gor") == "ta-isar" {
        let other = other.ok_or(WebError::BadRequest)?;
        app.take_incidents_apart(actor, &other, now).await?;
        return see(paths::safe_back(sent.get("till"), &back));
    }
    let (Some(kept), Some(other)) = (kept, other) else {
        return Err(WebError::BadRequest);
    };
    let done = match sent.get("gor") {
        "inte-samma" => app.tell_incidents_apart(actor, (&kept, &other), now).await,
        _ => {
            // The other of the two may be chosen to be the one that counts.
            let merge = match sent.get("vilken") {
                OTHER => IncidentMerge {
                    kept: other,
                    other: kept,
                },
                _ => IncidentMerge { kept, other },
            };
            app.join_incidents(actor, &merge, sent.get("skal"), now)
                .await
        }
    };
    let errors = match done {
        Ok(()) => return see(&back),
        Err(AppError::Denied(denied)) => return Err(Denied::into(denied)),
        Err(AppError::Invalid {
            field: "kept",
            problem: Invalid::Taken,
        }) => vec![FormError {
            id: Field::new("skal", "").id(),
            words: visit.t().duplicate_joined_already(),
        }],
        Err(error) => form_errors(&visit, error)?,
    };
    let page = Page::load(&site, &visit, since).await?;
    let page = page.page(&visit, &Fields::default(), &sent, &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// "kommunen/018f…": whose, and which.
fn written((owner, id): &OwnedIncident) -> String {
    format!("{id}/{owner}")
}

fn named(text: &str) -> Option<OwnedIncident> {
    let (id, owner) = text.split_once('/')?;
    Some((OrganisationId::from(owner), IncidentId(id.parse().ok()?)))
}

/// What incidents are told with.
pub struct Telling {
    tree: CategoryTree,
    places: Vec<NamedPlace>,
    organisations: Vec<Organisation>,
}

impl Telling {
    /// Loads it.
    ///
    /// # Errors
    /// When nobody has signed in.
    pub async fn load(site: &Site, visit: &Visit) -> Result<Self, AppError> {
        let (app, actor) = (&site.app, &visit.actor);
        let mut organisations: Vec<Organisation> =
            app.own_organisation(actor).await?.into_iter().collect();
        if visit.may(Action::EditPromise) {
            organisations.extend(app.partners(actor).await?);
        }
        Ok(Self {
            tree: app.categories(actor).await?,
            places: app.places(actor).await?,
            organisations,
        })
    }

    fn owner(&self, seen: &SeenIncident) -> String {
        organisation_name(&self.organisations, seen.owner.as_str())
    }

    fn facts(&self, visit: &Visit, seen: &SeenIncident) -> Markup {
        let t = visit.t();
        let incident = &seen.incident;
        component::facts(&[
            (t.duplicate_whose(), html! { (self.owner(seen)) }),
            (
                t.incidents_source(),
                html! { (source_words(visit, &incident.source)) },
            ),
            (
                t.incidents_when(),
                html! { (t.time_window(&incident.window)) },
            ),
            (
                t.work_log_what(),
                html! { (kind_name(visit, &self.tree, incident.category.as_str())) },
            ),
            (
                t.work_log_where(),
                html! { (where_words(visit, incident, &self.places)) },
            ),
            (
                t.report_count(),
                html! { (visit.language.whole(incident.count as usize)) },
            ),
            (
                t.duplicate_reported(),
                html! { @if let Some(at) = seen.reported_at { (words::moment(visit.language, at)) } },
            ),
        ])
    }

    /// "Räkna den första: Egen rapport, Lidköpings kommun": the facts beneath tell
    /// when and where it was, and when it came in.
    fn counts(&self, visit: &Visit, seen: &SeenIncident, is_first: bool) -> String {
        let t = visit.t();
        let source = source_words(visit, &seen.incident.source);
        let owner = self.owner(seen);
        match is_first {
            true => t.duplicate_counts_first(arg::DuplicateCountsFirst {
                source: &source,
                owner: &owner,
            }),
            false => t.duplicate_counts_other(arg::DuplicateCountsOther {
                source: &source,
                owner: &owner,
            }),
        }
    }

    /// "Klotter, 2 juni 2023, Lidköpings kommun", or that it cannot be seen any more.
    pub fn line(&self, visit: &Visit, seen: Option<&SeenIncident>) -> String {
        let t = visit.t();
        let Some(seen) = seen else {
            return t.duplicate_unseen();
        };
        let incident = &seen.incident;
        [
            kind_name(visit, &self.tree, incident.category.as_str()),
            t.time_window(&incident.window),
            where_words(visit, incident, &self.places),
            self.owner(seen),
        ]
        .join(", ")
    }

    /// Everything that was joined or taken apart; `back`: where a button leads.
    pub fn trace(&self, visit: &Visit, joined: &[JoinedPair], back: &str) -> Markup {
        let t = visit.t();
        html! {
            ol.plain { @for pair in joined {
                li {
                    p {
                        strong { (words::moment(visit.language, pair.trace.saving.at)) } ": "
                        (t.duplicate_joined_as(arg::DuplicateJoinedAs {
                            other: &self.line(visit, pair.other.as_ref()),
                            kept: &self.line(visit, pair.kept.as_ref()),
                        }))
                        " " span.quiet { (pair.trace.saving.reason.as_deref().unwrap_or_default()) }
                    }
                    @match pair.trace.taken_apart {
                        Some(at) => p.quiet { (t.duplicate_taken_apart(&words::moment(visit.language, at))) },
                        None => {
                            @if visit.may(Action::EditPicture) {
                                form method="post" action=(paths::DUPLICATES) {
                                    input type="hidden" name="andra" value=(written(&pair.trace.merge.other));
                                    input type="hidden" name="till" value=(back);
                                    button type="submit" name="gor" value="ta-isar" { (t.duplicate_take_apart()) }
                                }
                            }
                        }
                    }
                }
            } }
        }
    }
}

struct Page {
    since: Date,
    found: Duplicates,
    joined: Vec<JoinedPair>,
    telling: Telling,
    /// Whether any of what was looked through is invented.
    example: bool,
}

impl Page {
    async fn load(site: &Site, visit: &Visit, since: Date) -> Result<Self, AppError> {
        let (app, actor) = (&site.app, &visit.actor);
        Ok(Self {
            since,
            example: app.picture(actor, visit.now).await?.example,
            found: app.duplicates(actor, since, visit.now).await?,
            joined: app.joined_incidents(actor, visit.now).await?,
            telling: Telling::load(site, visit).await?,
        })
    }

    fn page(&self, visit: &Visit, asked: &Fields, sent: &Fields, errors: &[FormError]) -> Markup {
        let t = visit.t();
        let title = t.duplicates_title();
        let since = t.duplicates_since();
        let day = self.since.to_string();
        let main = html! {
            h1 { (title) }
            (saved_line(visit, asked))
            (error_summary(t, errors))
            (self.unfollowed(visit, asked).notice())
            p.lead { (t.duplicates_words()) }
            form.choose method="get" action=(paths::DUPLICATES) {
                (date_field(Field::new("sedan", &since), &day))
                (submit(&t.duplicates_look(), None))
            }
            p role="status" { (t.duplicates_found(arg::DuplicatesFound {
                n: self.found.pairs.len().into(),
                incidents: &visit.language.whole(self.found.n_incidents),
            })) }
            @for (n, pair) in self.found.pairs.iter().enumerate() { (self.pair(visit, n, pair, sent, errors)) }
            @if self.found.n_more > 0 { p.quiet { (t.duplicates_more(self.found.n_more)) } }
            section {
                h2 { (t.duplicates_joined()) }
                @if self.joined.is_empty() { p { (t.duplicates_none_joined()) } }
                @else { (self.telling.trace(visit, &self.joined, &format!("{}?sedan={day}", paths::DUPLICATES))) }
            }
        };
        work::page(visit, &title, self.example, &trail(visit), main)
    }

    fn unfollowed<'a>(&self, visit: &'a Visit, asked: &'a Fields) -> Unfollowed<'a> {
        let t = visit.t();
        let mut parts = Unfollowed::of(visit, asked);
        parts.day("sedan", &t.duplicates_since());
        let day: Option<Date> = asked.get("sedan").parse().ok();
        if let Some(day) = day.filter(|day| *day != self.since) {
            parts.tell(t.duplicates_since_moved(arg::DuplicatesSinceMoved {
                from: &visit.language.date(self.since),
                asked: &visit.language.date(day),
            }));
        }
        parts
    }

    fn pair(
        &self,
        visit: &Visit,
        n: usize,
        pair: &DuplicatePair,
        sent: &Fields,
        errors: &[FormError],
    ) -> Markup {
        let t = visit.t();
        let (kept, other) = (written(&pair.kept.id()), written(&pair.other.id()));
        let reasons: Vec<String> = pair.reasons.iter().map(|r| self.reason(visit, r)).collect();
        let is_sent = sent.get("raknas") == kept && sent.get("andra") == other;
        // Each form has fields of its own; only the one that was sent has errors.
        let id = |name: &str| match is_sent {
            true => name.to_owned(),
            false => format!("{name}-{n}"),
        };
        let (reason_id, reason) = (id("skal"), t.work_reason());
        let typed = match is_sent {
            true => sent.get("skal").to_owned(),
            false => t.duplicate_same_reason(&t.language.list(&reasons)),
        };
        let error = error_of(errors, "skal").filter(|_| is_sent);
        let counts_first = !is_sent || sent.get("vilken") != OTHER;
        html! {
            section.difference {
                h2 { (self.telling.line(visit, Some(&pair.kept))) }
                p { (t.duplicate_why(&t.language.list(&reasons))) }
                form method="post" action=(paths::DUPLICATES) {
                    input type="hidden" name="raknas" value=(kept);
                    input type="hidden" name="andra" value=(other);
                    input type="hidden" name="sedan" value=(self.since);
                    fieldset.group {
                        legend { (t.duplicate_which_counts()) }
                        div.two {
                            @for (value, seen, chosen) in [(FIRST, &pair.kept, counts_first), (OTHER, &pair.other, !counts_first)] {
                                @let radio = format!("falt-vilken-{n}-{value}");
                                div {
                                    div.check {
                                        input type="radio" id=(radio) name="vilken" value=(value) checked[chosen];
                                        label for=(radio) { (self.telling.counts(visit, seen, value == FIRST)) }
                                    }
                                    (self.telling.facts(visit, seen))
                                }
                            }
                        }
                    }
                    (text_field(Field::new(&reason_id, &reason).sent_as("skal").error(error).required(), "text", &typed))
                    div.actions {
                        (submit(&t.duplicate_join(), Some(("gor", "sla-ihop"))))
                        button type="submit" name="gor" value="inte-samma" formnovalidate { (t.duplicate_not_same()) }
                    }
                }
            }
        }
    }

    fn reason(&self, visit: &Visit, reason: &Reason) -> String {
        let t = visit.t();
        match reason {
            Reason::TimesOverlap { common_minutes } => {
                let minutes = usize::try_from(*common_minutes).unwrap_or(0);
                match minutes < 120 {
                    true => t.reason_times_overlap(minutes),
                    false => t.reason_times_overlap_hours(minutes / 60),
                }
            }
            Reason::SameDay {
                one_says_when: false,
            } => t.reason_same_day(),
            Reason::SameDay {
                one_says_when: true,
            } => t.reason_same_day_one(),
            Reason::TimesNear { minutes_apart } => {
                t.reason_times_near(usize::try_from(*minutes_apart).unwrap_or(0))
            }
            Reason::SameCategory => t.reason_same_kind(),
            Reason::WiderCategory => t.reason_wider_kind(),
            Reason::SiblingCategory => t.reason_sibling_kind(),
            Reason::Near { distance_m, .. } => t.reason_near(*distance_m),
            Reason::SamePlace(id) => {
                let place = self.telling.places.iter().find(|place| place.id == *id);
                t.reason_same_place(place.map_or(id.as_str(), |place| &place.name))
            }
            Reason::SameArea(area) => t.reason_same_area(area),
            Reason::OtherSource => t.reason_other_source(),
        }
    }
}
