//! The follow-up workshop: sentence by sentence with its evidence, preview, PDF, publish.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::follow_up::Workshop;
use handslag_app::held::FollowUpState;
use handslag_app::{Action, AppError, Invalid};
use handslag_domain::assessment::EntryCount;
use handslag_domain::effect::Examined;
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument, Sentence, Shows};
use handslag_domain::id::{CommitmentId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::release::FollowUpRelease;
use handslag_locale::arg;
use maud::{Markup, html};

use super::draft_fields;
use super::entry::{error_of, form_errors};
use super::promise::{entries_of, evidence_table, statement, trail};
use super::{Answer, file, see};
use crate::component::{
    COMMITMENTS, Field, FormError, answer, error_summary, figure, figure_id, finding, how_we_know,
    is_invented, minding, said, status, submit, text_field, textarea,
};
use crate::error_page;
use crate::fields::{Asked, Fields};
use crate::page::{self, FollowUpView};
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::{self, words};

type Named = Path<(String, String, i16)>;

fn names(Path((owner, id, year)): Named) -> (OrganisationId, PromiseId, i16) {
    (OrganisationId(owner), PromiseId(id), year)
}

async fn workshop(
    site: &Site,
    visit: &Visit,
    named: &(OrganisationId, PromiseId, i16),
) -> Result<Workshop, AppError> {
    let (owner, id, year) = named;
    site.app
        .workshop(&visit.actor, owner, id, *year, visit.today())
        .await
}

/// The workshop.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let named = names(named);
    let shop = workshop(&site, &visit, &named).await?;
    let t = visit.t();
    let done = match (asked.has("sparat"), asked.has("publicerat")) {
        (true, _) => Some(t.work_saved()),
        (_, true) => Some(t.work_published()),
        _ => None,
    };
    Ok(workshop_page(&visit, &shop, &shop.document, &[], done.as_deref()).into_response())
}

/// Saves what was written.
pub async fn save(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let named = names(named);
    let (owner, id, year) = &named;
    let shop = workshop(&site, &visit, &named).await?;
    let expected = fields.number("version");
    let mut document = shop.document.clone();
    draft_fields::write(&mut document, &fields);
    // An unsaved draft is written from the log each time: the form must be of the same one.
    let is_same = expected == shop.version
        && (expected.is_some() || fields.get("grund") == digest(&shop.document));
    if !is_same {
        return Ok(stale(&visit, &named, &fields, &document, &shop));
    }
    let saved = site
        .app
        .save_follow_up(
            &visit.actor,
            owner,
            id,
            *year,
            expected,
            &document,
            visit.now,
        )
        .await;
    match saved {
        Ok(_) => see(&format!("{}?sparat=1", paths::workshop(owner, id, *year))),
        Err(AppError::Stale(_)) => {
            let shop = workshop(&site, &visit, &named).await?;
            Ok(stale(&visit, &named, &fields, &document, &shop))
        }
        Err(error) => {
            let errors = form_errors(&visit, error)?;
            let page = workshop_page(&visit, &shop, &document, &errors, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn stale(
    visit: &Visit,
    (owner, id, year): &(OrganisationId, PromiseId, i16),
    fields: &Fields,
    mine: &FollowUpDocument,
    held: &Workshop,
) -> Response {
    let value = |document: &FollowUpDocument| serde_json::to_value(document).unwrap_or_default();
    let mut fields = fields.clone();
    fields.set("grund", digest(&held.document));
    stale_page(
        visit,
        &Stale {
            action: &paths::workshop(owner, id, *year),
            fields: &fields,
            version_field: "version",
            held_version: held.version.unwrap_or(0).to_string(),
            differences: differences(&value(mine), &value(&held.document)),
            note: None,
            trail: Vec::new(),
            lang: None,
            example: held.document.example,
        },
    )
}

/// Names a draft by what it says.
fn digest(document: &FollowUpDocument) -> String {
    draft_fields::short_hash(&serde_json::to_string(document).unwrap_or_default())
}

/// The draft as it will read.
pub async fn preview(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let shop = workshop(&site, &visit, &names(named)).await?;
    let newest_version = shop.document.version;
    let release = FollowUpRelease {
        document: as_draft(shop.document),
    };
    Ok(page::follow_up(
        &visit.here(),
        FollowUpView {
            release: &release,
            newest_version,
            beside: None,
        },
    )
    .into_response())
}

/// A draft has no day of publication, whatever was published before it.
fn as_draft(mut document: FollowUpDocument) -> FollowUpDocument {
    document.published_on = None;
    document
}

/// The draft as PDF; every page says that it is one.
pub async fn pdf(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let shop = workshop(&site, &visit, &names(named)).await?;
    let document = as_draft(shop.document);
    let bytes = site.app.draft_pdf(&document).await?;
    let name = format!("utkast-{}-{}.pdf", document.promise.id, document.year);
    Ok(file(&name, "application/pdf", bytes))
}

/// Writes the draft anew from the log and the figures.
pub async fn rewrite(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    fields: Fields,
) -> Answer {
    let (owner, id, year) = &names(named);
    let document = site
        .app
        .rewrite(&visit.actor, owner, id, *year, visit.today())
        .await?;
    let expected = fields.number("version");
    site.app
        .save_follow_up(
            &visit.actor,
            owner,
            id,
            *year,
            expected,
            &document,
            visit.now,
        )
        .await?;
    see(&format!("{}?sparat=1", paths::workshop(owner, id, *year)))
}

/// Publishes the saved draft. A correction of something published takes a reason.
pub async fn publish(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    fields: Fields,
) -> Answer {
    let named = names(named);
    let (owner, id, year) = &named;
    let shop = workshop(&site, &visit, &named).await?;
    let refused = |words: String| {
        let errors = [FormError {
            id: Field::new("skal", "").id(),
            words,
        }];
        let page = workshop_page(&visit, &shop, &shop.document, &errors, None);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Some(expected) = fields.number("version") else {
        return refused(visit.t().work_publish_save_first());
    };
    let reason = fields.words("skal");
    let published = site
        .app
        .publish_follow_up(&visit.actor, owner, id, *year, expected, reason, visit.now)
        .await;
    match published {
        Ok(_) => see(&format!(
            "{}?publicerat=1",
            paths::workshop(owner, id, *year)
        )),
        Err(AppError::Invalid {
            field: "reason",
            problem: Invalid::Missing,
        }) => refused(error_page::invalid(&visit, "reason", Invalid::Missing)),
        Err(AppError::Stale(_)) => Ok(stale(&visit, &named, &fields, &shop.document, &shop)),
        Err(error @ AppError::PersonalData { .. }) => {
            let errors = form_errors(&visit, error)?;
            refused(
                errors
                    .into_iter()
                    .map(|e| e.words)
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        }
        Err(error) => Err(error.into()),
    }
}

fn workshop_page(
    visit: &Visit,
    shop: &Workshop,
    document: &FollowUpDocument,
    errors: &[FormError],
    done: Option<&str>,
) -> Markup {
    let t = visit.t();
    let (owner, id, year) = (&shop.opened.owner, &document.promise.id, document.year);
    let title = t.follow_up_title(&year.to_string());
    let version = shop.version.map(|v| v.to_string()).unwrap_or_default();
    let state = match shop.version {
        Some(_) => words::state(t, shop.state),
        None => t.work_state_unsaved(),
    };
    let to = |page: &str| paths::workshop_page(owner, id, year, page);
    let main = html! {
        h1 { (title) }
        @if let Some(done) = done { (work::done(done)) }
        (error_summary(t, errors))
        p.quiet { (document.promise.title) " · " (state) " · " (t.work_counted_to(&visit.language.date(document.at))) }
        (remains(visit, shop, document))
        div.actions {
            a href=(to("forhandsvisa")) { (t.work_preview()) }
            a href=(to("utkast.pdf")) { (t.work_draft_pdf()) }
            form method="post" action=(to("skriv-om")) {
                input type="hidden" name="version" value=(version);
                button type="submit" { (t.work_rewrite()) }
            }
        }
        p.quiet { (t.work_rewrite_words()) }
        form.workshop method="post" action=(paths::workshop(owner, id, year)) {
            input type="hidden" name="version" value=(version);
            input type="hidden" name="grund" value=(digest(&shop.document));
            (text_of(visit, shop, document, errors))
            div.save-bar { (submit(&t.work_save(), None)) }
        }
        (publish_form(visit, shop, document, errors, &version))
    };
    work::page(
        visit,
        &title,
        document.example,
        &trail(visit, &shop.opened),
        main,
    )
}

/// What is left to do before publication.
fn remains(visit: &Visit, shop: &Workshop, document: &FollowUpDocument) -> Markup {
    let t = visit.t();
    let unexplained = document
        .commitments
        .iter()
        .filter(|c| needs_reason(c.verdict) && c.deviation.is_none())
        .count();
    let all = document
        .summary
        .iter()
        .chain(document.commitments.iter().flat_map(|c| &c.sentences));
    let unshown = all.filter(|s| s.evidence.is_empty()).count();
    let moved = shop.moved_since();
    let moved: Vec<&str> = moved.iter().map(|report| report.title.as_str()).collect();
    html! {
        section.remains {
            h2 { (t.work_remains()) }
            ul {
                @if shop.version.is_none() { li { (t.work_remains_save()) } }
                @if !moved.is_empty() { li { strong { (t.work_remains_moved(&visit.language.list(&moved))) } } }
                @if unexplained > 0 { li { (t.work_remains_reasons(unexplained)) } }
                @if unshown > 0 { li { (t.work_remains_evidence(unshown)) } }
                @if document.next_step.is_none() { li { (t.work_remains_next_step()) } }
                li { (t.work_remains_publisher()) }
            }
        }
    }
}

fn needs_reason(verdict: handslag_domain::verdict::Verdict) -> bool {
    use handslag_domain::verdict::Verdict;
    matches!(
        verdict,
        Verdict::Partly | Verdict::NotKept | Verdict::Disputed
    )
}

fn text_of(
    visit: &Visit,
    shop: &Workshop,
    document: &FollowUpDocument,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let box_of = |name: &str, label: &str, value: Option<&str>| {
        textarea(
            Field::new(name, label).error(error_of(errors, name)),
            2,
            value.unwrap_or_default(),
        )
    };
    html! {
        section { h2 { (t.summary_title()) } (sentence_fields(visit, shop, draft_fields::SUMMARY, &document.summary)) }
        h2 id=(COMMITMENTS) { (t.commitments_title()) }
        @for report in &document.commitments {
            @let (deviation, step) = (draft_fields::deviation(&report.id), draft_fields::next_step(&report.id));
            section id=(report.id) {
                h3 { (report.title) " " (status(t, report.verdict)) }
                p.quiet { (report.words) }
                (sentence_fields(visit, shop, &draft_fields::of_commitment(&report.id), &report.sentences))
                (entries_behind(visit, shop, report))
                (box_of(&deviation, &t.deviation_title(), report.deviation.as_deref()))
                (box_of(&step, &t.next_step_title(), report.next_step.as_deref()))
            }
        }
        h2 { (t.parties_title()) }
        @for party in &document.parties {
            section { h3 { (party.name) } (sentence_fields(visit, shop, &draft_fields::of_party(party), &party.sentences)) }
        }
        section {
            h2 { (t.context_title()) }
            @for n in 0..=document.context.len() {
                @let section = document.context.get(n);
                @let (heading, text) = draft_fields::section(n);
                (text_field(Field::new(&heading, &t.work_heading()), "text", section.map_or("", |s| &s.heading)))
                (box_of(&text, &t.work_text(), section.map(|s| s.words.as_str())))
            }
        }
        @if !shop.document.figures.is_empty() {
            section {
                h2 { (t.figures_title()) }
                @for chart in &shop.document.figures { (figure(&visit.here(), paths::of(&shop.document), chart)) }
            }
        }
        (effect_fields(visit, document, errors))
        @if document.told_claims().next().is_some() {
            section {
                h2 { (t.claims_title()) }
                @for claim in document.told_claims() {
                    p { "”" (claim.words) "”" @if let Some(finding) = &claim.finding { " " span.quiet { (t.finding(finding)) } } }
                    (box_of(&draft_fields::conclusion(&claim.id), &t.work_claim_plain(), claim.plain.as_deref()))
                }
            }
        }
        section { h2 { (t.next_step_title()) } (box_of(draft_fields::NEXT, &t.work_text(), document.next_step.as_deref())) }
    }
}

/// Each answer with how we know; words may be added beside it, or it is left out.
fn effect_fields(visit: &Visit, document: &FollowUpDocument, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let left_out: Vec<&str> = document
        .left_out_goals()
        .map(|goal| goal.words.as_str())
        .collect();
    html! {
        @if !document.effects.is_empty() || !left_out.is_empty() {
            section #effekter {
                h2 { (t.effects_title()) }
                p.quiet { (t.work_effects_words()) }
                @for effect in &document.effects { (one_effect(visit, document, effect, errors)) }
                @for words in left_out { p.notice { (t.work_effect_left_out(words)) } }
            }
        }
    }
}

fn one_effect(
    visit: &Visit,
    document: &FollowUpDocument,
    effect: &Examined,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let name = |what: &str| draft_fields::of_effect(effect, what);
    let (keep, words) = (name("med"), name("ord"));
    let (keep_id, label) = (format!("falt-{keep}"), t.work_effect_remark());
    let here = visit.here();
    let (said, lang) = said(&here, &document.language, effect);
    html! {
        div.workshop-sentence.two {
            div {
                h3 { (effect.words) }
                (finding(t, effect.finding, is_invented(document, effect)))
                (answer(lang, said))
                input type="hidden" name=(name("fanns")) value="ja";
                div.field { div.check {
                    input type="checkbox" id=(keep_id) name=(keep) value="ja" checked;
                    label for=(keep_id) { (t.work_effect_keep()) span.unseen { ": " (effect.words) } }
                } }
                (textarea(Field::new(&words, &label).error(error_of(errors, &words)), 2, effect.remark.as_deref().unwrap_or_default()))
            }
            div {
                p.quiet { (t.standing(effect.standing)) }
                (minding(t, lang, said))
                (how_we_know(&here, lang, said))
            }
        }
    }
}

/// Each sentence with what shows it beside, and an empty one to add.
fn sentence_fields(visit: &Visit, shop: &Workshop, name: &str, sentences: &[Sentence]) -> Markup {
    let t = visit.t();
    let names = draft_fields::sentences(name, sentences);
    html! {
        @for (n, (field, sentence)) in names.iter().zip(sentences).enumerate() {
            @let label = t.work_sentence(&(n + 1).to_string());
            div.workshop-sentence.two {
                (textarea(Field::new(field, &label), 2, &sentence.text))
                div { (evidence(visit, shop, sentence)) }
            }
        }
        @let (field, label) = (draft_fields::new_sentence(name), t.work_sentence_new());
        div.workshop-sentence.two {
            (textarea(Field::new(&field, &label), 2, ""))
        }
    }
}

fn evidence(visit: &Visit, shop: &Workshop, sentence: &Sentence) -> Markup {
    let t = visit.t();
    html! {
        @if sentence.evidence.is_empty() { p.notice { (t.sentence_none()) } }
        @for shows in &sentence.evidence { (shown_by(visit, shop, shows)) }
    }
}

fn table_id(commitment: &CommitmentId) -> String {
    format!("loggen-{commitment}")
}

fn row_id(commitment: &CommitmentId, entry: &EntryCount) -> String {
    format!("loggen-{commitment}-{}", entry.activity)
}

/// The log behind a commitment, once: its sentences lead here.
fn entries_behind(visit: &Visit, shop: &Workshop, report: &CommitmentReport) -> Markup {
    let entries = entries_of(&report.evidenced);
    let id = |entry: &EntryCount| Some(row_id(&report.id, entry));
    html! {
        details id=(table_id(&report.id)) {
            summary { (visit.t().work_entries_behind(entries.len())) }
            (evidence_table(visit, &shop.opened, &entries, &id))
        }
    }
}

fn shown_by(visit: &Visit, shop: &Workshop, shows: &Shows) -> Markup {
    let t = visit.t();
    match shows {
        Shows::Verdicts { commitments } => html! {
            p { a href={ "#" (COMMITMENTS) } { (t.sentence_verdicts(commitments.len())) } }
        },
        Shows::Promise => html! {
            p { a href=(paths::work(&shop.opened.owner, &shop.document.promise.id)) { (t.sentence_promise()) } }
        },
        Shows::Log {
            commitment,
            entries,
            activities,
        } => {
            let report = shop
                .document
                .commitments
                .iter()
                .find(|c| c.id == *commitment);
            let all = report.map(|r| entries_of(&r.evidenced)).unwrap_or_default();
            let some: Vec<&EntryCount> = all
                .iter()
                .filter(|e| activities.contains(&e.activity))
                .collect();
            html! {
                p {
                    @if let Some(r) = report { a href={ "#" (table_id(&r.id)) } { (t.sentence_log(*entries)) " (" (r.title) ")" } }
                    @else { (t.sentence_log(*entries)) }
                    @if some.len() < all.len() { @for (n, entry) in some.iter().enumerate() {
                        @if n == 0 { ": " } @else { ", " }
                        a href={ "#" (row_id(commitment, entry)) } { (visit.language.date(entry.on)) }
                    } }
                }
            }
        }
        Shows::Figure { chart } => {
            let chart = shop.document.figures.iter().find(|f| f.id == *chart);
            html! {
                p {
                    @if let Some(chart) = chart { a href={ "#" (figure_id(chart)) } { (t.sentence_figure()) } }
                    @else { (t.sentence_figure()) }
                }
            }
        }
        Shows::Statement { commitment } => {
            let shown = &shop.document;
            let assessed = shop.opened.assess_for_follow_up(shown.year, shown.at);
            let assessment = assessed.into_iter().find(|a| a.commitment == *commitment);
            html! {
                details {
                    summary { (t.sentence_statement()) }
                    @for said in assessment.iter().flat_map(|a| &a.said) { (statement(visit, &shop.opened, said)) }
                }
            }
        }
    }
}

fn publish_form(
    visit: &Visit,
    shop: &Workshop,
    document: &FollowUpDocument,
    errors: &[FormError],
    version: &str,
) -> Markup {
    let t = visit.t();
    let (owner, id, year) = (&shop.opened.owner, &document.promise.id, document.year);
    let (reason, hint) = (t.work_reason(), t.work_publish_reason_hint());
    let was_published = shop.state != FollowUpState::Draft;
    html! {
        section {
            h2 { (t.work_publish()) }
            @if was_published {
                p { a href=(paths::follow_up(paths::of(document), year)) { (t.work_read_published()) } }
            }
            p { (t.work_publish_follow_up_words()) }
            @if shop.opened.may(Action::Publish) {
            form method="post" action=(paths::workshop_page(owner, id, year, "publicera")) {
                input type="hidden" name="version" value=(version);
                @if was_published || !errors.is_empty() || document.version > 1 {
                    (textarea(Field::new("skal", &reason).hint(&hint).error(error_of(errors, "skal")), 2, document.reason.as_deref().unwrap_or_default()))
                }
                (submit(&t.work_publish_version(arg::WorkPublishVersion { year: &year.to_string() , name: &document.promise.title }), None))
            }
            }
        }
    }
}
