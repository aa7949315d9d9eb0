//! One commitment: its words, who and where, and its target built as a sentence.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::promise::OpenPromise;
use handslag_domain::activity::{ActivityType, known_types};
use handslag_domain::amount::{Amount, NoAmount};
use handslag_domain::check::{Finding, check};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{CommitmentId, PartyId, PlaceId, PromiseId, SetId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::period::Per;
use handslag_domain::promise::Commitment;
use handslag_domain::target::{
    Bound, BoundApart, CountTarget, Counted, CoverageTarget, Covered, Every, MilestoneTarget,
    OngoingTarget, Target, VagueTarget,
};
use handslag_domain::written_date::WrittenDate;
use handslag_locale::{Names, Texts, target_sentence};
use maud::{Markup, html};

use super::Answer;
use super::entry::{checkboxes, error_of, missing};
use super::promise::{findings_or_none, open, trail};
use super::saving::{Saved, save as save_document};
use crate::component::{Field, FormError, error_summary, select, submit, text_field, textarea};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

type Named = Path<(String, String, String)>;

/// The commitment as it is held.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id, commitment) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let held = opened
        .document
        .commitment(&commitment)
        .ok_or(WebError::NotFound)?;
    let fields = fields_of(visit.t(), &opened, held);
    let findings = findings_of(&visit, &opened.document, &commitment);
    Ok(form_page(&visit, &opened, held, &fields, &findings, &[]).into_response())
}

fn names(Path((owner, id, commitment)): Named) -> (OrganisationId, PromiseId, CommitmentId) {
    (
        OrganisationId(owner),
        PromiseId(id),
        CommitmentId(commitment),
    )
}

/// Saves the commitment, or shows how its target reads.
pub async fn save(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id, commitment) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let held = opened
        .document
        .commitment(&commitment)
        .ok_or(WebError::NotFound)?;
    let refused = |changed: &Commitment, findings: &[Finding], errors: &[FormError]| {
        let page = form_page(&visit, &opened, changed, &fields, findings, errors);
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let changed = match changed(&visit, held, &fields) {
        Ok(changed) => changed,
        Err(errors) => return Ok(refused(held, &[], &errors)),
    };
    let mut document = opened.document.clone();
    for slot in document
        .commitments
        .iter_mut()
        .filter(|c| c.id == commitment)
    {
        *slot = changed.clone();
    }
    if fields.get("gor") == "visa" {
        let findings = findings_of(&visit, &document, &commitment);
        return Ok(form_page(&visit, &opened, &changed, &fields, &findings, &[]).into_response());
    }
    let action = paths::work_commitment(&owner, &id, &commitment);
    let after = format!("{}?sparat=1", paths::work(&owner, &id));
    Ok(
        match save_document(&site, &visit, &owner, &document, &fields, &action, &after).await? {
            Saved::Answered(response) => response,
            Saved::Findings(findings) => refused(&changed, &findings, &[]),
            Saved::Errors(errors) => refused(&changed, &[], &errors),
        },
    )
}

/// What a check finds about this commitment.
fn findings_of(visit: &Visit, document: &PromiseDocument, id: &CommitmentId) -> Vec<Finding> {
    let mine = format!("({id})");
    let mut findings = check(document, words::check_words(visit.language));
    findings.retain(|f| f.place.starts_with("commitments[") && f.place.contains(&mine));
    findings
}

fn fields_of(t: Texts, opened: &OpenPromise, held: &Commitment) -> Fields {
    let mut pairs: Vec<(String, String)> = vec![("version".to_owned(), opened.version.to_string())];
    let mut push = |name: &str, value: String| pairs.push((name.to_owned(), value));
    push("titel", held.title.clone().unwrap_or_default());
    push("ord", held.words.clone());
    held.parties.iter().for_each(|p| push("part", p.0.clone()));
    held.places.iter().for_each(|p| push("plats", p.0.clone()));
    push("malform", shape_choice(&held.target).to_owned());
    let mut bound = |bound: Bound| match bound {
        Bound::AtLeast(n) => (push("grans", "minst".to_owned()), push("antal", written(n))),
        Bound::Exactly(n) => (
            push("grans", "precis".to_owned()),
            push("antal", written(n)),
        ),
        Bound::AtMost(n) => (push("grans", "hogst".to_owned()), push("antal", written(n))),
        Bound::Between(a, b) => {
            push("antal_till", written(b));
            (
                push("grans", "mellan".to_owned()),
                push("antal", written(a)),
            )
        }
    };
    let counted: Option<(&Counted, Option<&Per>)> = match &held.target {
        Target::Count(t) | Target::Average(t) => {
            bound(t.bound);
            Some((&t.counted, Some(&t.per)))
        }
        Target::Coverage(t) => {
            bound(t.each.bound);
            match &t.every.covered {
                Covered::Set(set) => push("mangd", set.0.clone()),
                Covered::Members(members) => push("medlemmar", members.join("\n")),
                _ => {}
            }
            Some((&t.counted, Some(&t.per)))
        }
        Target::Ongoing(t) => Some((&t.counted, Some(&t.per))),
        Target::Milestone(t) => {
            push("klart", t.done.clone());
            push(
                "senast",
                t.by.as_ref().map(|d| d.0.clone()).unwrap_or_default(),
            );
            Some((&t.counted, None))
        }
        Target::None(t) => Some((&t.counted, None)),
        _ => None,
    };
    if let Some((counted, per)) = counted {
        counted.types.iter().for_each(|k| push("typ", k.0.clone()));
        let unit = counted.unit.as_deref();
        push("enhet", unit.map(|u| t.unit_name(u)).unwrap_or_default());
        // The whole period is the empty choice.
        let per = per.filter(|per| **per != Per::WholePeriod);
        push("per", per.map(ToString::to_string).unwrap_or_default());
    }
    Fields::new(pairs)
}

/// The unit that was written; one that nobody changed stays as the document has it.
fn unit(t: Texts, before: Option<&Counted>, fields: &Fields) -> Option<String> {
    let words = fields.words("enhet")?;
    let held = before.and_then(|c| c.unit.clone());
    let unchanged = held.filter(|unit| t.unit_name(unit) == words);
    let unit = unchanged.unwrap_or_else(|| Texts::unit_named(&words));
    Some(unit).filter(|unit| unit != "times")
}

fn written(amount: Amount) -> String {
    amount.as_written()
}

/// The shapes that the form can build; the others are edited as text.
const SHAPES: [&str; 6] = [
    "count",
    "average",
    "coverage",
    "ongoing",
    "milestone",
    "none",
];
const KEEP: &str = "behall";

/// What the form cannot say it must not lose: then the target is kept as it is.
fn shape_choice(target: &Target) -> &str {
    let is_plain_coverage = |c: &CoverageTarget| {
        matches!(c.every.covered, Covered::Set(_) | Covered::Members(_))
            && c.members_at_least.is_none()
    };
    match target {
        Target::Coverage(c) if !is_plain_coverage(c) => KEEP,
        target if SHAPES.contains(&target.shape()) => target.shape(),
        _ => KEEP,
    }
}

fn changed(
    visit: &Visit,
    held: &Commitment,
    fields: &Fields,
) -> Result<Commitment, Vec<FormError>> {
    let t = visit.t();
    let mut errors = Vec::new();
    if fields.get("ord").is_empty() {
        errors.push(missing(visit, "ord", &t.commitment_words()));
    }
    let target = target(visit, held, fields, &mut errors);
    match errors.is_empty() {
        false => Err(errors),
        true => Ok(Commitment {
            title: fields.words("titel"),
            words: fields.words("ord").unwrap_or_default(),
            parties: in_order_of(&held.parties, fields.all("part").map(PartyId::from)),
            places: in_order_of(&held.places, fields.all("plats").map(PlaceId::from)),
            target,
            ..held.clone()
        }),
    }
}

/// What was chosen, first what was there before, in the order it had.
fn in_order_of<T: PartialEq>(held: &[T], chosen: impl Iterator<Item = T>) -> Vec<T> {
    let mut chosen: Vec<T> = chosen.collect();
    chosen.sort_by_key(|one| held.iter().position(|h| h == one).unwrap_or(held.len()));
    chosen
}

fn target(
    visit: &Visit,
    held: &Commitment,
    fields: &Fields,
    errors: &mut Vec<FormError>,
) -> Target {
    let shape = fields.get("malform");
    if !SHAPES.contains(&shape) {
        return held.target.clone();
    }
    let counted = |before: Option<&Counted>| Counted {
        types: fields
            .all("typ")
            .filter(|k| !k.is_empty())
            .map(ActivityType::from)
            .collect(),
        unit: unit(visit.t(), before, fields),
        ..before.cloned().unwrap_or_default()
    };
    let per = match fields.get("per") {
        "" => Per::WholePeriod,
        words => Per::from(words),
    };
    let mut bound = || bound(visit, fields, errors);
    // The same shape as before keeps what the form does not show.
    match (shape, &held.target) {
        ("count", Target::Count(t)) => Target::Count(CountTarget {
            bound: bound(),
            per,
            counted: counted(Some(&t.counted)),
            ..t.clone()
        }),
        ("count", _) => Target::Count(CountTarget {
            bound: bound(),
            per,
            counted: counted(counted_in(&held.target)),
            ..Default::default()
        }),
        ("average", Target::Average(t)) => Target::Average(CountTarget {
            bound: bound(),
            per,
            counted: counted(Some(&t.counted)),
            ..t.clone()
        }),
        ("average", _) => Target::Average(CountTarget {
            bound: bound(),
            per,
            counted: counted(counted_in(&held.target)),
            ..Default::default()
        }),
        ("coverage", before) => {
            let before = match before {
                Target::Coverage(t) => t.clone(),
                _ => CoverageTarget::default(),
            };
            let every = match fields.get("mangd") {
                "" => Covered::Members(lines(fields.get("medlemmar"))),
                set => Covered::Set(SetId::from(set)),
            };
            Target::Coverage(CoverageTarget {
                every: Every {
                    covered: every,
                    ..before.every
                },
                each: BoundApart {
                    bound: bound(),
                    ..before.each
                },
                per,
                counted: counted(Some(&before.counted)),
                ..before
            })
        }
        ("ongoing", before) => {
            let before = match before {
                Target::Ongoing(t) => t.clone(),
                _ => OngoingTarget::default(),
            };
            let per = match fields.get("per") {
                "" => Per::from("quarter"),
                _ => per,
            };
            Target::Ongoing(OngoingTarget {
                per,
                counted: counted(Some(&before.counted)),
                ..before
            })
        }
        ("milestone", before) => {
            let before = match before {
                Target::Milestone(t) => t.clone(),
                _ => MilestoneTarget::default(),
            };
            Target::Milestone(MilestoneTarget {
                done: fields.get("klart").to_owned(),
                by: fields.words("senast").map(WrittenDate),
                counted: counted(Some(&before.counted)),
                ..before
            })
        }
        (_, before) => {
            let before = match before {
                Target::None(t) => t.clone(),
                _ => VagueTarget::default(),
            };
            Target::None(VagueTarget {
                counted: counted(Some(&before.counted)),
                ..before
            })
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a target counts, whatever its shape: another shape counts the same.
fn counted_in(target: &Target) -> Option<&Counted> {
    match target {
        Target::Count(t) | Target::Average(t) => Some(&t.counted),
        Target::Coverage(t) => Some(&t.counted),
        Target::Ongoing(t) => Some(&t.counted),
        _ => None,
    }
}

fn bound(visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Bound {
    let mut amount = |name: &str| {
        let t = visit.t();
        let words = match Amount::parse(fields.get(name)) {
            Ok(amount) if !amount.is_negative() => return amount,
            Err(NoAmount::Ambiguous(_)) => t.work_invalid_thousands(&t.work_target_amount()),
            _ => t.work_invalid_number(&t.work_target_amount()),
        };
        let id = Field::new(name, "").id();
        errors.push(FormError { id, words });
        Amount::ONE
    };
    match fields.get("grans") {
        "precis" => Bound::Exactly(amount("antal")),
        "hogst" => Bound::AtMost(amount("antal")),
        "mellan" => Bound::Between(amount("antal"), amount("antal_till")),
        _ => Bound::AtLeast(amount("antal")),
    }
}

fn form_page(
    visit: &Visit,
    opened: &OpenPromise,
    commitment: &Commitment,
    fields: &Fields,
    findings: &[Finding],
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let (title_label, words_label) = (t.work_commitment_title(), t.commitment_words());
    let words_hint = t.work_commitment_words_hint();
    let parties: Vec<(String, String)> = document
        .parties
        .iter()
        .map(|p| (p.id.0.clone(), p.name.clone()))
        .collect();
    let places: Vec<(String, String)> = document
        .places
        .iter()
        .map(|p| (p.id.0.clone(), p.name.clone()))
        .collect();
    let action = paths::work_commitment(&opened.owner, &document.promise.id, &commitment.id);
    let reason = t.work_reason();
    let optional = t.work_reason_optional();
    let main = html! {
        h1 { (commitment.name()) }
        (error_summary(t, errors))
        form method="post" action=(action) {
            input type="hidden" name="version" value=(fields.get("version"));
            div.two {
                div {
                    (text_field(Field::new("titel", &title_label), "text", fields.get("titel")))
                    (textarea(Field::new("ord", &words_label).hint(&words_hint).error(error_of(errors, "ord")).required(), 4, fields.get("ord")))
                    (checkboxes("part", &t.commitment_parties(), &parties, fields))
                    (checkboxes("plats", &t.commitment_places(), &places, fields))
                }
                div {
                    h2 { (t.commitment_target()) }
                    p.lead role="status" { (target_sentence(visit.language, &commitment.target, Names::of(document))) }
                    (target_fields(visit, document, commitment, fields, errors))
                }
            }
            (text_field(Field::new("skal", &reason).hint(&optional), "text", fields.get("skal")))
            div.actions {
                (submit(&t.work_save(), Some(("gor", "spara"))))
                button type="submit" name="gor" value="visa" { (t.work_show_sentence()) }
            }
        }
        (findings_or_none(visit, findings))
    };
    let name = commitment.name().to_owned();
    work::page(visit, &name, document.example, &trail(visit, opened), main)
}

fn target_fields(
    visit: &Visit,
    document: &PromiseDocument,
    commitment: &Commitment,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let pair = |value: &str, words: String| (value.to_owned(), words);
    let mut shapes: Vec<(String, String)> = SHAPES.iter().map(|s| pair(s, t.shape(s))).collect();
    if shape_choice(&commitment.target) == KEEP {
        shapes.insert(0, pair(KEEP, t.work_target_keep()));
    }
    let bounds = [
        pair("minst", t.work_bound_at_least()),
        pair("precis", t.work_bound_exactly()),
        pair("hogst", t.work_bound_at_most()),
        pair("mellan", t.work_bound_between()),
    ];
    let mut pers = vec![pair("", t.work_per_whole())];
    let units = [
        "day",
        "week",
        "month",
        "quarter",
        "tertial",
        "term",
        "half_year",
        "year",
        "school_year",
    ];
    pers.extend(units.iter().map(|u| pair(u, words::per(t, u))));
    if !pers.iter().any(|(v, _)| v == fields.get("per")) {
        pers.push(pair(fields.get("per"), fields.get("per").to_owned()));
    }
    let mut kinds: Vec<(String, String)> = known_types()
        .iter()
        .map(|k| pair(k.name, t.kind(&k.name.into(), 1u32)))
        .collect();
    for kind in fields
        .all("typ")
        .filter(|k| !known_types().iter().any(|known| known.name == *k))
    {
        kinds.insert(0, pair(kind, kind.to_owned()));
    }
    let mut sets = vec![pair("", t.work_target_members_here())];
    sets.extend(document.sets.iter().map(|s| pair(&s.id.0, s.name.clone())));
    let line = |name: &str, label: String| {
        text_field(
            Field::new(name, &label).error(error_of(errors, name)),
            "text",
            fields.get(name),
        )
    };
    let (unit_hint, members) = (t.work_target_unit_hint(), t.work_target_members());
    html! {
        (select(Field::new("malform", &t.work_target_shape()), &shapes, fields.get("malform")))
        (select(Field::new("grans", &t.work_target_bound()), &bounds, fields.get("grans")))
        (line("antal", t.work_target_amount()))
        (line("antal_till", t.work_target_amount_to()))
        (text_field(Field::new("enhet", &t.work_target_unit()).hint(&unit_hint), "text", fields.get("enhet")))
        (select(Field::new("per", &t.work_target_per()), &pers, fields.get("per")))
        details open[fields.all("typ").next().is_some()] { summary { (t.work_target_types()) } (checkboxes("typ", &t.work_target_types(), &kinds, fields)) }
        details open[fields.get("malform") == "coverage"] {
            summary { (t.work_target_coverage()) }
            (select(Field::new("mangd", &t.work_target_set()), &sets, fields.get("mangd")))
            (textarea(Field::new("medlemmar", &members), 4, fields.get("medlemmar")))
        }
        details open[fields.get("malform") == "milestone"] {
            summary { (t.work_target_milestone()) }
            (line("klart", t.work_target_done()))
            (line("senast", t.work_target_by()))
        }
    }
}
