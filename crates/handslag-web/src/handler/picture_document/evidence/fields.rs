//! The fields of a piece of evidence: those that its kind needs to be followed, and no others.

use handslag_app::picture_document::OpenPicture;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::id::{PartyId, PlaceId, VoiceId};
use handslag_domain::period::Period;
use handslag_domain::vocabulary::EvidenceKind;
use handslag_domain::worded::Worded;
use handslag_domain::written_date::WrittenDate;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::super::entry::{checkboxes, error_of, missing};
use super::super::forms::{Filled, amount, day, worded};
use crate::component::FormError;
use crate::fields::Fields;
use crate::visit::Visit;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Indicator,
    Area,
    Filter,
    Voices,
    Theme,
    Place,
    Party,
    Source,
    Url,
    Period,
    Value,
    Unit,
    Answers,
}

/// What a link of a kind is followed by, the needed first. A kind that is not
/// known may use anything.
fn parts(kind: Option<EvidenceKind>) -> &'static [Part] {
    use Part as P;
    match kind {
        Some(EvidenceKind::Figure) => &[
            P::Indicator,
            P::Area,
            P::Source,
            P::Period,
            P::Value,
            P::Unit,
        ],
        Some(EvidenceKind::Incidents) => &[P::Filter, P::Place, P::Party, P::Period, P::Value],
        Some(EvidenceKind::Voices) => &[P::Voices, P::Theme, P::Place],
        Some(EvidenceKind::Survey) => &[
            P::Source,
            P::Indicator,
            P::Period,
            P::Value,
            P::Unit,
            P::Answers,
        ],
        Some(EvidenceKind::Document) => &[P::Source, P::Url, P::Period],
        Some(EvidenceKind::Assumption) => &[],
        None => &[
            P::Source,
            P::Indicator,
            P::Area,
            P::Filter,
            P::Theme,
            P::Place,
            P::Party,
            P::Period,
            P::Value,
            P::Unit,
            P::Answers,
            P::Url,
        ],
    }
}

fn kind_of(fields: &Fields) -> Worded<EvidenceKind> {
    worded(fields, "slag").unwrap_or_else(|| EvidenceKind::Assumption.into())
}

/// The form as it is held.
pub(super) fn of(t: Texts, link: &EvidenceLink) -> Fields {
    let mut fields = Fields::default();
    let mut set = |name: &str, value: Option<String>| fields.set(name, value.unwrap_or_default());
    let kind = link.kind.meant().map(|kind| kind.name().to_owned());
    set(
        "slag",
        Some(kind.unwrap_or_else(|| link.kind.as_str().to_owned())),
    );
    set("ord", link.words.clone());
    set("indikator", link.indicator.clone());
    set("omrade", link.area.clone());
    set("urval", link.filter.clone());
    set("tema", link.theme.clone());
    set("plats", link.place.as_ref().map(|place| place.0.clone()));
    set("part", link.party.as_ref().map(|party| party.0.clone()));
    let source = link.source.as_deref();
    set("kalla", source.map(|source| t.evidence_source(source)));
    set("url", link.url.clone());
    set("varde", link.value.map(|value| value.as_written()));
    let unit = link.unit.as_deref();
    set("enhet", unit.map(|unit| t.unit_name(unit)));
    set("svar", link.n.map(|n| n.as_written()));
    let day = |day: &Option<WrittenDate>| day.as_ref().map(|day| day.0.clone());
    let period = link.period.clone().unwrap_or_default();
    set("fran", day(&period.from));
    set("till", day(&period.to).filter(|_| period.to != period.from));
    let pairs = fields.iter().map(|(n, v)| (n.to_owned(), v.to_owned()));
    let voices = link.voices.iter();
    let voices = voices.map(|id| ("synpunkter".to_owned(), id.0.clone()));
    Fields::new(pairs.chain(voices).collect())
}

/// The link that the fields say. What its kind does not use is left out, and
/// what has no field stays.
pub(super) fn changed(
    visit: &Visit,
    held: &EvidenceLink,
    fields: &Fields,
    errors: &mut Vec<FormError>,
) -> EvidenceLink {
    let t = visit.t();
    let kind = kind_of(fields);
    let uses = |part: Part| parts(kind.meant()).contains(&part);
    let words = |part: Part, name: &str| fields.words(name).filter(|_| uses(part));
    let number = |part: Part, name: &str, label: &str, errors: &mut Vec<FormError>| {
        amount(visit, fields, name, label, errors).filter(|_| uses(part))
    };
    let value = number(Part::Value, "varde", &t.picture_doc_value(), errors);
    let n = number(
        Part::Answers,
        "svar",
        &t.picture_doc_evidence_answers(),
        errors,
    );
    let period = match uses(Part::Period) {
        true => period(visit, held, fields, errors),
        false => None,
    };
    let voices = fields.all("synpunkter").filter(|_| uses(Part::Voices));
    let link = EvidenceLink {
        words: fields.words("ord"),
        indicator: words(Part::Indicator, "indikator"),
        area: words(Part::Area, "omrade"),
        filter: words(Part::Filter, "urval"),
        voices: voices.map(VoiceId::from).collect(),
        theme: words(Part::Theme, "tema"),
        place: words(Part::Place, "plats").map(PlaceId),
        party: words(Part::Party, "part").map(PartyId),
        source: words(Part::Source, "kalla").map(|source| Texts::evidence_source_named(&source)),
        url: words(Part::Url, "url"),
        unit: words(Part::Unit, "enhet").map(|unit| Texts::unit_named(&unit)),
        kind: kind.clone(),
        period,
        value,
        n,
        ..held.clone()
    };
    if !link.leads_somewhere() {
        errors.extend(what_is_missing(visit, &link));
    }
    link
}

/// From when to when; one field alone is the whole of that time.
fn period(
    visit: &Visit,
    held: &EvidenceLink,
    fields: &Fields,
    errors: &mut Vec<FormError>,
) -> Option<Period> {
    let t = visit.t();
    let mut written = |name: &str, label: String| {
        let day = day(visit, fields, name, &label, errors);
        day.map(|day| day.0)
    };
    let from = written("fran", t.picture_doc_from());
    let to = written("till", t.picture_doc_to());
    let held = held.period.clone();
    match (from.clone().or_else(|| to.clone()), to.or(from)) {
        (Some(from), Some(to)) => {
            let said = Period::between(&from, &to);
            Some(match held {
                Some(held) if (&held.from, &held.to) == (&said.from, &said.to) => held,
                _ => said,
            })
        }
        // A time in words has no field and stays.
        _ => held.filter(|held| held.words.is_some()),
    }
}

/// What is missing for the link to be followed, at its own field.
fn what_is_missing(visit: &Visit, link: &EvidenceLink) -> Vec<FormError> {
    let t = visit.t();
    let needed = match link.kind.meant() {
        Some(EvidenceKind::Figure) => vec![
            (
                "indikator",
                t.picture_doc_evidence_indicator(),
                link.indicator.is_some(),
            ),
            ("omrade", t.picture_area(), link.area.is_some()),
        ],
        Some(EvidenceKind::Incidents) => {
            vec![("urval", t.picture_doc_evidence_filter(), false)]
        }
        Some(EvidenceKind::Voices) => vec![("tema", t.picture_doc_theme(), false)],
        Some(EvidenceKind::Survey) => vec![
            ("kalla", t.incidents_source(), link.source.is_some()),
            (
                "indikator",
                t.picture_doc_evidence_indicator(),
                link.indicator.is_some(),
            ),
        ],
        Some(EvidenceKind::Document) => vec![("kalla", t.incidents_source(), false)],
        Some(EvidenceKind::Assumption) | None => Vec::new(),
    };
    let lacking = needed.into_iter().filter(|(.., is_there)| !is_there);
    lacking
        .map(|(name, label, _)| missing(visit, name, &label))
        .collect()
}

/// The fields that the kind needs.
pub(super) fn inner(opened: &OpenPicture, filled: &Filled<'_>) -> Markup {
    let t = filled.visit.t();
    let kind = kind_of(filled.fields);
    html! {
        input type="hidden" name="slag" value=(kind.as_str());
        p { strong { (t.evidence_kind(&kind)) } ". " (explained(filled.visit, kind.meant())) }
        @for part in parts(kind.meant()) { (field(opened, filled, *part)) }
        (filled.lines("ord", &t.picture_doc_evidence_words(), "", 2))
    }
}

fn explained(visit: &Visit, kind: Option<EvidenceKind>) -> String {
    let t = visit.t();
    match kind {
        Some(EvidenceKind::Figure) => t.picture_doc_about_figure(),
        Some(EvidenceKind::Incidents) => t.picture_doc_about_incidents(),
        Some(EvidenceKind::Voices) => t.picture_doc_about_voices(),
        Some(EvidenceKind::Survey) => t.picture_doc_about_survey(),
        Some(EvidenceKind::Document) => t.picture_doc_about_document(),
        Some(EvidenceKind::Assumption) => t.picture_doc_about_assumption(),
        None => String::new(),
    }
}

fn field(opened: &OpenPicture, filled: &Filled<'_>, part: Part) -> Markup {
    let t = filled.visit.t();
    let document = &opened.document;
    let none = || vec![(String::new(), "–".to_owned())];
    match part {
        Part::Indicator => filled.line("indikator", &t.picture_doc_evidence_indicator(), ""),
        Part::Area => filled.line("omrade", &t.picture_area(), ""),
        Part::Filter => filled.line(
            "urval",
            &t.picture_doc_evidence_filter(),
            &t.picture_doc_evidence_filter_hint(),
        ),
        Part::Voices => {
            let voices = document.voices.iter();
            let voices: Vec<(String, String)> = voices
                .map(|voice| (voice.id.0.clone(), voice.words.clone()))
                .collect();
            html! {
                (checkboxes("synpunkter", &t.voices_title(), &voices, filled.fields))
                @if error_of(filled.errors, "tema").is_some() { p.hint { (t.picture_doc_evidence_voices_or_theme()) } }
            }
        }
        Part::Theme => filled.line(
            "tema",
            &t.picture_doc_theme(),
            &t.picture_doc_evidence_voices_or_theme(),
        ),
        Part::Place => {
            let mut places = none();
            let known = document.places.iter();
            places.extend(known.map(|place| (place.id.0.clone(), place.name.clone())));
            filled.choice("plats", &t.work_log_where(), places)
        }
        Part::Party => {
            let mut parties = none();
            let known = document.parties.iter();
            parties.extend(known.map(|party| (party.id.0.clone(), party.name.clone())));
            filled.choice("part", &t.picture_doc_evidence_party(), parties)
        }
        Part::Source => filled.line("kalla", &t.incidents_source(), ""),
        Part::Url => filled.line("url", &t.picture_doc_evidence_url(), ""),
        Part::Period => html! {
            div.two {
                (filled.line("fran", &t.picture_doc_from(), &t.work_date_hint()))
                (filled.line("till", &t.picture_doc_to(), ""))
            }
        },
        Part::Value => filled.line("varde", &t.picture_doc_value(), ""),
        Part::Unit => filled.line("enhet", &t.picture_doc_unit(), &t.picture_doc_unit_hint()),
        Part::Answers => filled.line("svar", &t.picture_doc_evidence_answers(), ""),
    }
}

/// The form's name for a place in the document.
pub(super) fn field_of(path: &str) -> Option<String> {
    let field = match path.rsplit('.').next()? {
        "words" => "ord",
        "indicator" => "indikator",
        "area" => "omrade",
        "filter" => "urval",
        "theme" => "tema",
        "source" => "kalla",
        "unit" => "enhet",
        _ => return None,
    };
    Some(field.to_owned())
}
