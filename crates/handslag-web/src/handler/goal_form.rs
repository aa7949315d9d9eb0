//! A goal with its comparison: what is measured, where, before, after, and against whom.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::Action;
use handslag_app::effect::Foresight;
use handslag_app::promise::OpenPromise;
use handslag_domain::amount::Amount;
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::{Asks, Comparison, MonthSpan, Wanted};
use handslag_domain::id::{GoalId, PromiseId};
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::period::Period;
use handslag_domain::promise::{ComparedWith, OutcomeGoal};
use maud::{Markup, html};

use super::entry::{error_of, missing};
use super::foresight::what_shows;
use super::new_id::new_id;
use super::promise::{Named, findings_or_none, names, open, trail};
use super::saving::{Saved, save as save_document};
use super::{Answer, goal_numbers};
use crate::component::{
    Field, FormError, Tile, error_summary, radio_tiles, select, submit, text_field, textarea,
};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

type OfGoal = Path<(String, String, String)>;

/// Whom the goal is compared with, as the form says it.
const AS_PROMISE: &str = "lofte";
const BY_RULE: &str = "regel";
const BY_NAMES: &str = "namn";

/// The promise, and which of its goals the form is about.
struct Edited {
    opened: OpenPromise,
    /// The goal as it is held; a new one is empty.
    held: OutcomeGoal,
    /// The categories that can be measured.
    indicators: Vec<String>,
    /// Where the form is.
    action: String,
}

async fn edited(
    site: &Site,
    visit: &Visit,
    owner: &OrganisationId,
    id: &PromiseId,
    goal: Option<&GoalId>,
) -> Result<Edited, WebError> {
    let opened = open(site, visit, Action::EditPromise, owner, id).await?;
    let indicators = site.app.indicators(&visit.actor, owner, id).await?;
    let (held, action) = match goal {
        Some(goal) => {
            let mut goals = opened.document.goals.iter();
            let held = goals.find(|held| held.id == *goal);
            (
                held.cloned().ok_or(WebError::NotFound)?,
                paths::work_goal(owner, id, goal),
            )
        }
        None => (
            OutcomeGoal::default(),
            paths::work_page(owner, id, "synas/nytt"),
        ),
    };
    Ok(Edited {
        opened,
        held,
        indicators,
        action,
    })
}

/// An empty form.
pub async fn new_form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let edited = edited(&site, &visit, &owner, &id, None).await?;
    let fields = fields_of(&edited);
    Ok(form_page(&visit, &edited, &fields, &[], html! {}).into_response())
}

/// The goal as it is held.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, goal)): OfGoal,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let edited = edited(&site, &visit, &owner, &id, Some(&GoalId(goal))).await?;
    let fields = fields_of(&edited);
    Ok(form_page(&visit, &edited, &fields, &[], html! {}).into_response())
}

/// Adds a goal.
pub async fn add(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let edited = edited(&site, &visit, &owner, &id, None).await?;
    answered(&site, &visit, &edited, &fields).await
}

/// Changes a goal.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, goal)): OfGoal,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let edited = edited(&site, &visit, &owner, &id, Some(&GoalId(goal))).await?;
    answered(&site, &visit, &edited, &fields).await
}

async fn answered(site: &Site, visit: &Visit, edited: &Edited, fields: &Fields) -> Answer {
    let refused = |errors: &[FormError], below: Markup| -> Response {
        let page = form_page(visit, edited, fields, errors, below);
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let mut errors = Vec::new();
    let mut comparison = comparison(visit, edited, fields, &mut errors);
    if errors.is_empty() && fields.get("med") == BY_RULE {
        let whole = edited.opened.document.filled(&comparison);
        let chosen = site
            .app
            .suggest_comparable(&visit.actor, &whole, visit.language)
            .await?;
        match chosen {
            Some(chosen) => comparison.compared_with = Some(chosen),
            None => errors.push(error("med", visit.t().synas_error_rule())),
        }
    }
    if fields.get("ord").is_empty() {
        errors.insert(0, missing(visit, "ord", &visit.t().synas_words()));
    }
    if !errors.is_empty() {
        return Ok(refused(&errors, html! {}));
    }
    if fields.get("gor") == "visa" {
        let whole = edited.opened.document.filled(&comparison);
        let foreseen = site
            .app
            .detectable(&visit.actor, &whole, visit.language)
            .await?;
        let shown = foreseen_section(visit, &foreseen);
        return Ok(form_page(visit, edited, fields, &[], shown).into_response());
    }
    let document = with_goal(edited, fields, comparison);
    let (owner, id) = (&edited.opened.owner, &document.promise.id);
    let after = format!("{}?sparat=1", paths::work_page(owner, id, "synas"));
    let saved = save_document(
        site,
        visit,
        owner,
        &document,
        fields,
        &edited.action,
        &after,
    );
    Ok(match saved.await? {
        Saved::Answered(response) => response,
        Saved::Findings(findings) => refused(&[], findings_or_none(visit, &findings)),
        Saved::Errors(errors) => refused(&errors, html! {}),
    })
}

fn foreseen_section(visit: &Visit, foreseen: &Foresight) -> Markup {
    html! {
        section.effect #synas {
            h2 { (visit.t().foresee_heading()) }
            (what_shows(visit, foreseen))
        }
    }
}

/// The document with the goal changed, or added under an id of its own.
fn with_goal(edited: &Edited, fields: &Fields, comparison: Comparison) -> PromiseDocument {
    let mut document = edited.opened.document.clone();
    let mut goal = OutcomeGoal {
        words: fields.words("ord").unwrap_or_default(),
        comparison: Some(comparison),
        ..edited.held.clone()
    };
    if goal.id.as_str().is_empty() {
        goal.id = goal_id(&document, &goal.words);
        document.goals.push(goal);
        return document;
    }
    for slot in document.goals.iter_mut().filter(|held| held.id == goal.id) {
        *slot = goal.clone();
    }
    document
}

/// An id of a few of the goal's words that no other goal or claim has.
fn goal_id(document: &PromiseDocument, words: &str) -> GoalId {
    let claims = document.follow_ups.iter().flat_map(|f| &f.claims);
    let taken: Vec<&str> = document
        .goals
        .iter()
        .map(|goal| goal.id.as_str())
        .chain(claims.map(|claim| claim.id.as_str()))
        .collect();
    GoalId(new_id(words, "mal", &taken))
}

fn error(name: &str, words: String) -> FormError {
    FormError {
        id: Field::new(name, "").id(),
        words,
    }
}

/// The comparison that the form says; what it has no field for stays as it was.
fn comparison(
    visit: &Visit,
    edited: &Edited,
    fields: &Fields,
    errors: &mut Vec<FormError>,
) -> Comparison {
    let t = visit.t();
    let held = edited.held.comparison.clone().unwrap_or_default();
    let asks = Asks::from(fields.get("fraga").to_owned());
    let counts = matches!(asks, Asks::Level | Asks::Change | Asks::ChangeAgainstOthers);
    if counts && fields.get("indikator").is_empty() && edited.held.indicator.is_none() {
        errors.push(missing(visit, "indikator", &t.synas_indicator()));
    }
    if let Some(area) = fields.words("omrade")
        && municipality(&area).is_none()
    {
        errors.push(error("omrade", t.synas_error_area(&area)));
    }
    let before = period(visit, fields, "fore", &t.synas_before(), errors);
    let after = period(visit, fields, "efter", &t.synas_after(), errors);
    if counts && before.is_none() && fields.get("fore_fran").is_empty() {
        errors.push(missing(visit, "fore_fran", &t.synas_before_from()));
    }
    let whole_after = after
        .clone()
        .unwrap_or_else(|| edited.opened.document.promise.period.clone());
    if let (Some(ends), Some(begins)) = (
        before.as_ref().and_then(Period::last_day),
        whole_after.first_day(),
    ) && begins <= ends
    {
        errors.push(error("fore_till", t.synas_error_order()));
    }
    Comparison {
        asks,
        indicator: fields.words("indikator"),
        area: fields.words("omrade"),
        before,
        after,
        places: goal_numbers::places(visit, fields, &held, errors),
        shares: goal_numbers::shares(visit, fields, &held, errors),
        also_before: also_before(visit, fields, errors),
        compared_with: compared_with(visit, fields, &held, errors),
        wanted: WANTED
            .into_iter()
            .find(|(_, name)| *name == fields.get("vill"))
            .map(|(wanted, _)| wanted),
        margin_percent: percent(visit, fields, errors),
        primary: fields.has("viktig"),
        chosen_after: period(visit, fields, "vald", &t.synas_chosen(), errors),
        ..held
    }
}

const WANTED: [(Wanted, &str); 3] = [
    (Wanted::Down, "ner"),
    (Wanted::Up, "upp"),
    (Wanted::Effort, "arbete"),
];

/// A municipality by its code or name.
pub fn municipality(written: &str) -> Option<&'static Municipality> {
    MunicipalityCode::parse(written)
        .ok()
        .and_then(Municipality::by_code)
        .or_else(|| Municipality::by_name(written))
}

/// A period of two fields; the last may be left out when it is the same.
fn period(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    label: &str,
    errors: &mut Vec<FormError>,
) -> Option<Period> {
    let (first, last) = (format!("{name}_fran"), format!("{name}_till"));
    let from = fields.words(&first).or_else(|| fields.words(&last))?;
    let to = fields.words(&last).unwrap_or_else(|| from.clone());
    match whole_months(&from, &to) {
        Ok(period) => Some(period),
        Err(Wrong::Unreadable) => {
            errors.push(error(&first, visit.t().synas_error_period(label)));
            None
        }
        Err(Wrong::NotWholeMonths) => {
            errors.push(error(&first, visit.t().synas_error_whole_months(label)));
            None
        }
    }
}

enum Wrong {
    Unreadable,
    NotWholeMonths,
}

fn whole_months(from: &str, to: &str) -> Result<Period, Wrong> {
    let period = Period::between(from.trim(), to.trim());
    let (Some(first), Some(last)) = (period.first_day(), period.last_day()) else {
        return Err(Wrong::Unreadable);
    };
    let held = MonthSpan::within(&period).ok_or(Wrong::NotWholeMonths)?;
    match held.first_day() == first && held.last_day() == last {
        true => Ok(period),
        false => Err(Wrong::NotWholeMonths),
    }
}

fn also_before(visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Vec<Period> {
    let text = fields.words("ovriga").unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut all = Vec::new();
    for line in lines {
        let (from, to) = line
            .split_once('–')
            .or_else(|| line.split_once(".."))
            .unwrap_or((line, line));
        match whole_months(from, to) {
            Ok(period) => all.push(period),
            Err(_) => {
                errors.push(error("ovriga", visit.t().synas_error_period(line)));
            }
        }
    }
    all
}

fn compared_with(
    visit: &Visit,
    fields: &Fields,
    held: &Comparison,
    errors: &mut Vec<FormError>,
) -> Option<ComparedWith> {
    let t = visit.t();
    match fields.get("med") {
        BY_NAMES => {
            let text = fields.words("namn").unwrap_or_default();
            let names: Vec<String> = text
                .split([',', '\n'])
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect();
            if names.is_empty() {
                errors.push(missing(visit, "namn", &t.synas_names()));
            }
            let unknown: Vec<&String> =
                names.iter().filter(|n| municipality(n).is_none()).collect();
            if let Some(name) = unknown.first() {
                errors.push(error("namn", t.synas_error_area(name)));
            }
            let extra = held.compared_with.clone().unwrap_or_default().extra;
            Some(ComparedWith {
                municipalities: names,
                chosen_by: fields.words("varfor").unwrap_or_default(),
                extra,
            })
        }
        // Chosen when everything else has been read.
        BY_RULE => None,
        _ => None,
    }
}

fn percent(visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Option<Amount> {
    let text = fields.words("marginal")?;
    let text = text.trim_end_matches('%').trim();
    match Amount::parse(text) {
        Ok(amount) if !amount.is_negative() => Some(amount),
        _ => {
            errors.push(error("marginal", visit.t().synas_error_percent()));
            None
        }
    }
}

fn fields_of(edited: &Edited) -> Fields {
    let goal = &edited.held;
    let comparison = goal.comparison.clone().unwrap_or_default();
    let mut fields = Fields::default();
    goal_numbers::fill(&mut fields, &comparison);
    fields.set("version", edited.opened.version.to_string());
    fields.set("ord", goal.words.clone());
    fields.set("fraga", comparison.asks.as_str());
    let indicator = comparison.indicator.or_else(|| goal.indicator.clone());
    fields.set("indikator", indicator.unwrap_or_default());
    fields.set("omrade", comparison.area.unwrap_or_default());
    let mut span = |name: &str, period: &Option<Period>| {
        let written = |date: &Option<handslag_domain::written_date::WrittenDate>| {
            date.as_ref().map(|d| d.0.clone()).unwrap_or_default()
        };
        if let Some(period) = period {
            fields.set(&format!("{name}_fran"), written(&period.from));
            fields.set(&format!("{name}_till"), written(&period.to));
        }
    };
    span("fore", &comparison.before);
    span("efter", &comparison.after);
    span("vald", &comparison.chosen_after);
    let also: Vec<String> = comparison.also_before.iter().map(line_of).collect();
    fields.set("ovriga", also.join("\n"));
    fields.set("med", AS_PROMISE);
    if let Some(with) = &comparison.compared_with {
        fields.set("med", BY_NAMES);
        fields.set("namn", with.municipalities.join(", "));
        fields.set("varfor", with.chosen_by.clone());
    }
    let wanted = WANTED
        .into_iter()
        .find(|(wanted, _)| Some(*wanted) == comparison.wanted);
    fields.set("vill", wanted.map_or("", |(_, name)| name));
    let margin = comparison.margin_percent;
    let margin = margin.map(|m| serde_json::to_string(&m).unwrap_or_default());
    fields.set("marginal", margin.unwrap_or_default());
    if comparison.primary {
        fields.set("viktig", "ja");
    }
    fields
}

fn line_of(period: &Period) -> String {
    let written = |date: &Option<handslag_domain::written_date::WrittenDate>| {
        date.as_ref().map(|d| d.0.clone()).unwrap_or_default()
    };
    let (from, to) = (written(&period.from), written(&period.to));
    match from == to {
        true => from,
        false => format!("{from}–{to}"),
    }
}

fn form_page(
    visit: &Visit,
    edited: &Edited,
    fields: &Fields,
    errors: &[FormError],
    below: Markup,
) -> Markup {
    let t = visit.t();
    let document = &edited.opened.document;
    let title = match edited.held.id.as_str() {
        "" => t.synas_new(),
        _ if edited.held.comparison.is_none() => t.synas_goal_compare(),
        _ => t.synas_goal_edit(),
    };
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        (below)
        @if document.promise.effect_lock.is_some() { p.notice { (t.synas_changed_after_lock()) } }
        form method="post" action=(edited.action) {
            input type="hidden" name="version" value=(fields.get("version"));
            (what(visit, edited, fields, errors))
            (when(visit, fields, errors))
            (against(visit, fields, errors))
            (goal_numbers::sections(visit, fields, errors, &edited.held.comparison.clone().unwrap_or_default()))
            (line(fields, errors, "skal", &t.work_reason(), &t.work_reason_optional()))
            div.actions {
                (submit(&t.work_save(), Some(("gor", "spara"))))
                button type="submit" name="gor" value="visa" { (t.synas_show()) }
            }
        }
    };
    let mut above = trail(visit, &edited.opened);
    above.push((
        t.foresee_heading(),
        paths::work_page(&edited.opened.owner, &document.promise.id, "synas"),
    ));
    work::page(visit, &title, document.example, &above, main)
}

fn line(fields: &Fields, errors: &[FormError], name: &str, label: &str, hint: &str) -> Markup {
    let field = Field::new(name, label).error(error_of(errors, name));
    let field = match hint {
        "" => field,
        hint => field.hint(hint),
    };
    text_field(field, "text", fields.get(name))
}

/// The goal, the question, what is measured and where.
fn what(visit: &Visit, edited: &Edited, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (words, words_hint) = (t.synas_words(), t.synas_words_hint());
    let (asks, as_text, indicator) = (t.synas_asks(), t.synas_as_text(), t.synas_indicator());
    let mut questions: Vec<(String, String)> = Asks::ALL
        .iter()
        .map(|asks| (asks.as_str().to_owned(), t.asks(asks)))
        .collect();
    keep(&mut questions, fields.get("fraga"));
    let mut indicators = vec![(String::new(), t.synas_indicator_none())];
    indicators.extend(edited.indicators.iter().map(|i| (i.clone(), i.clone())));
    keep(&mut indicators, fields.get("indikator"));
    let hint = match edited.indicators.is_empty() {
        true => t.synas_indicator_empty(),
        false => t.synas_indicator_hint(),
    };
    let measured = Field::new("indikator", &indicator)
        .hint(&hint)
        .error(error_of(errors, "indikator"));
    html! {
        (textarea(Field::new("ord", &words).hint(&words_hint).error(error_of(errors, "ord")), 2, fields.get("ord")))
        (select(Field::new("fraga", &asks).hint(&as_text).error(error_of(errors, "fraga")), &questions, fields.get("fraga")))
        @if edited.indicators.is_empty() { (text_field(measured, "text", fields.get("indikator"))) }
        @else { (select(measured, &indicators, fields.get("indikator"))) }
        (line(fields, errors, "omrade", &t.synas_area(), &t.synas_area_hint()))
    }
}

/// What the list lacks and the document says is kept as a choice.
fn keep(options: &mut Vec<(String, String)>, chosen: &str) {
    if !chosen.is_empty() && !options.iter().any(|(value, _)| value == chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
}

fn when(visit: &Visit, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let hint = t.synas_month_hint();
    let pair = |name: &str, from: &str, to: &str, hint: &str| {
        html! {
            div.two {
                (line(fields, errors, &format!("{name}_fran"), from, hint))
                (line(fields, errors, &format!("{name}_till"), to, hint))
            }
        }
    };
    let (also, also_hint) = (t.synas_also_before(), t.synas_also_before_hint());
    html! {
        (pair("fore", &t.synas_before_from(), &t.synas_before_to(), &hint))
        (pair("efter", &t.synas_after_from(), &t.synas_after_to(), &t.synas_after_hint()))
        (textarea(Field::new("ovriga", &also).hint(&also_hint).error(error_of(errors, "ovriga")), 2, fields.get("ovriga")))
        p.quiet { (t.synas_chosen_hint()) }
        (pair("vald", &t.synas_chosen_from(), &t.synas_chosen_to(), &hint))
    }
}

fn against(visit: &Visit, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let tile = |value: &str, words: String| Tile {
        value: value.to_owned(),
        words,
    };
    let with = [
        tile(AS_PROMISE, t.synas_with_promise()),
        tile(BY_RULE, t.synas_with_rule()),
        tile(BY_NAMES, t.synas_with_names()),
    ];
    let mut wanted = vec![tile("", t.synas_wanted_none())];
    wanted.extend(WANTED.map(|(wanted, name)| tile(name, t.wanted(wanted))));
    let (label, hint) = (t.synas_compared_with(), t.synas_with_hint());
    let (names, names_hint) = (t.synas_names(), t.synas_names_hint());
    let way = t.synas_wanted();
    let chosen = match fields.get("med") {
        "" => AS_PROMISE,
        chosen => chosen,
    };
    html! {
        (radio_tiles(Field::new("med", &label).hint(&hint).error(error_of(errors, "med")), &with, chosen))
        (textarea(Field::new("namn", &names).hint(&names_hint).error(error_of(errors, "namn")), 2, fields.get("namn")))
        (line(fields, errors, "varfor", &t.synas_chosen_by(), ""))
        (radio_tiles(Field::new("vill", &way).error(error_of(errors, "vill")), &wanted, fields.get("vill")))
        (line(fields, errors, "marginal", &t.synas_margin_label(), ""))
        div.field {
            div.check {
                input type="checkbox" id="falt-viktig" name="viktig" value="ja" checked[fields.has("viktig")];
                label for="falt-viktig" { (t.synas_primary_label()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_months_are_taken() {
        for (from, to, is_good) in [
            ("2014", "2014", true),
            ("2013-03", "2014-06", true),
            ("2013-03-01", "2013-03-31", true),
            ("2013-03-02", "2013-05-31", false),
            ("2014", "2013", false),
            ("i fjol", "2013", false),
        ] {
            assert_eq!(whole_months(from, to).is_ok(), is_good, "{from} {to}");
        }
    }

    #[test]
    fn a_new_goal_has_an_id_of_its_own() {
        let mut document = PromiseDocument::default();
        assert_eq!(
            goal_id(&document, "Stölderna ska minska i hela centrum i år").0,
            "stolderna-ska-minska-i-hela"
        );
        assert_eq!(goal_id(&document, "???").0, "mal");
        document.goals.push(OutcomeGoal {
            id: "mal".into(),
            ..OutcomeGoal::default()
        });
        assert_eq!(goal_id(&document, "").0, "mal-2");
    }
}
