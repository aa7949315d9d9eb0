//! The situational picture as it was frozen: the three parts that the law asks for.

use handslag_app::held::{EditionSummary, EditionWithdrawal, WithdrawnEdition};
use handslag_app::swedish_day;
use handslag_domain::check::Words;
use handslag_domain::follow_up::MunicipalityName;
use handslag_domain::picture::LegalPart;
use handslag_domain::picture::edition::{EditionPart, PictureEdition};
use handslag_domain::problem::{Problem, Voice};
use handslag_domain::vocabulary::ReleasedTo;
use handslag_locale::{Language, arg};
use maud::{Markup, html};

use crate::component::{PictureReading, cycle, example_tag, facts, nothing_beside};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// Everything on the page of an edition.
#[derive(Debug, Clone, Copy)]
pub struct EditionView<'a> {
    /// What was frozen.
    pub edition: &'a PictureEdition,
    /// The municipality it is of.
    pub municipality: &'a MunicipalityName,
    /// Every edition at the same address, oldest first.
    pub versions: &'a [EditionSummary],
    /// Those that were read there once, oldest first.
    pub withdrawn: &'a [WithdrawnEdition],
    /// SHA-256 of its JSON text.
    pub sha256: &'a str,
    /// Whether there is a PDF.
    pub has_pdf: bool,
    /// The published promises of the municipality: title and address.
    pub promises: &'a [(String, String)],
    /// Where the page is a file of its own: the name that the other files of
    /// the same edition have before their endings.
    pub beside: Option<&'a str>,
}

/// The public page of an edition.
pub fn edition(here: &Here<'_>, view: EditionView<'_>) -> Markup {
    let t = here.t();
    let edition = view.edition;
    let slug = view.municipality.slug.as_str();
    let newest = view.versions.iter().map(|v| v.version).max();
    let file = |ending| match view.beside {
        Some(name) => format!("{name}.{ending}"),
        None => paths::picture_edition_file(slug, edition.version, ending),
    };
    let main = html! {
        article.document {
            header {
                p.eyebrow { (view.municipality.name) }
                h1 { (edition.title) }
                @if newest.is_some_and(|newest| newest > edition.version) {
                    p.notice { (t.edition_replaced()) " " a href=(paths::picture_edition(slug)) { (t.edition_newest()) } }
                }
                @if newest == Some(edition.version) { (withdrawn_since(here, edition, view.withdrawn)) }
                @match view.beside {
                    Some(_) => p.quiet { (t.edition_not_frozen()) },
                    None => (version_line(here, edition)),
                }
                ul.links {
                    @if view.has_pdf { li { a href=(file("pdf")) { (t.pdf_link()) } } }
                    li { a href=(file("json")) { (t.json_link()) } }
                }
                @if !view.promises.is_empty() {
                    p {
                        (t.edition_promises()) " "
                        @for (n, (title, address)) in view.promises.iter().enumerate() {
                            @if n > 0 { ", " }
                            a href=(address) { (title) }
                        }
                    }
                }
            }
            (edition_body(here, edition))
            @if view.beside.is_none() {
                (versions(here, slug, view.versions, view.withdrawn))
                p.quiet.checksum { (t.edition_checksum_of()) " " code { (view.sha256) } }
            }
        }
    };
    let title = format!("{} – {}", edition.title, view.municipality.name);
    layout(
        here,
        Page {
            description: &title,
            example: edition.example,
            alone: view.beside.is_some(),
            trail: &[
                (t.nav_home(), paths::HOME.to_owned()),
                (view.municipality.name.clone(), paths::municipality(slug)),
            ],
            ..Page::new(&title, main)
        },
    )
}

/// For whom, which version, when, and why it replaced another.
pub fn version_line(here: &Here<'_>, edition: &PictureEdition) -> Markup {
    let t = here.t();
    let lang = here.theirs(&edition.language);
    html! {
        p.quiet {
            (t.edition_line(arg::EditionLine {
                version: &edition.version.to_string(),
                date: &here.language.date(edition.frozen_on),
                readers: &t.released_to(edition.released_to),
            }))
        }
        @if let Some(reason) = &edition.reason { p { (t.edition_reason()) " " span lang=[lang] { (reason) } } }
    }
}

/// That an edition no longer stands, since when and why.
pub fn withdrawn_line(here: &Here<'_>, version: u32, withdrawal: &EditionWithdrawal) -> String {
    here.t().edition_withdrawn(arg::EditionWithdrawn {
        version: &version.to_string(),
        date: &here.language.date(swedish_day(withdrawal.at)),
        reason: &withdrawal.reason,
    })
}

/// Why an earlier edition is read than some have read before.
fn withdrawn_since(
    here: &Here<'_>,
    edition: &PictureEdition,
    withdrawn: &[WithdrawnEdition],
) -> Markup {
    let t = here.t();
    let since = withdrawn.iter().filter(|w| w.version > edition.version);
    let since: Vec<&WithdrawnEdition> = since.collect();
    html! {
        @if !since.is_empty() {
            div.notice {
                @for one in since { p { (withdrawn_line(here, one.version, &one.withdrawal)) } }
                p { (t.edition_stands_again(arg::EditionStandsAgain {
                    version: &edition.version.to_string(),
                    date: &here.language.date(edition.frozen_on),
                })) }
            }
        }
    }
}

/// What is said where a withdrawn edition was read.
pub fn withdrawn_edition(
    here: &Here<'_>,
    slug: &str,
    gone: &WithdrawnEdition,
    stands: Option<&EditionSummary>,
) -> Markup {
    let t = here.t();
    let title = t.edition_withdrawn_title();
    let main = html! {
        h1 { (title) }
        p.lead { (withdrawn_line(here, gone.version, &gone.withdrawal)) }
        @match stands {
            Some(stands) => p {
                (t.edition_line(arg::EditionLine {
                    version: &stands.version.to_string(),
                    date: &here.language.date(swedish_day(stands.frozen_at)),
                    readers: &t.released_to(ReleasedTo::Public),
                })) ": "
                a href=(paths::picture_edition(slug)) { (t.edition_newest()) }
            },
            None => p { (t.edition_none_stands()) },
        }
    };
    layout(
        here,
        Page {
            example: gone.is_example,
            trail: &[(t.nav_home(), paths::HOME.to_owned())],
            ..Page::new(&title, main)
        },
    )
}

fn versions(
    here: &Here<'_>,
    slug: &str,
    versions: &[EditionSummary],
    withdrawn: &[WithdrawnEdition],
) -> Markup {
    let t = here.t();
    html! {
        section {
            h2 { (t.edition_versions()) }
            p { (t.edition_versions_words()) }
            ul.plain {
                @for one in versions.iter().rev() {
                    li {
                        a href=(paths::picture_edition_version(slug, one.version)) { (t.edition_n(&one.version.to_string())) }
                        ", " (here.language.date(swedish_day(one.frozen_at)))
                        @if let Some(reason) = &one.reason { ". " (reason) }
                    }
                }
                @for one in withdrawn.iter().rev() { li { (withdrawn_line(here, one.version, &one.withdrawal)) } }
            }
        }
    }
}

/// The document itself; a preview inside shows the same.
pub fn edition_body(here: &Here<'_>, edition: &PictureEdition) -> Markup {
    let t = here.t();
    let reading = PictureReading {
        here: *here,
        lang: here.theirs(&edition.language),
        places: &edition.places,
        voices: voices_of(edition),
        beside: &nothing_beside,
    };
    let lang = reading.lang;
    html! {
        (summary(here, edition))
        @for (n, part) in edition.parts.iter().enumerate() {
            section id=(part_id(part.part)) {
                h2 { (n + 1) ". " (part_title(here.language, part.part)) (example_tag(t, edition.example)) }
                (sections(&reading, part))
                @match part.part {
                    LegalPart::Mapping => (mapping(here, &reading, edition, part)),
                    LegalPart::OtherInformation => {
                        @if !part.voices.is_empty() { h3 { (t.voices_title()) } (reading.voices(&part.voices, "")) }
                    },
                    LegalPart::Analysis => (analysis(here, &reading, edition, part)),
                }
            }
        }
        @if let Some(words) = &edition.background {
            section { h2 { (t.edition_background()) } p lang=[lang] { (words) } }
        }
        @if let Some(contact) = &edition.contact {
            section { h2 { (t.contact_title()) } p lang=[lang] { (contact) } }
        }
    }
}

/// Every voice of the edition: they stand in one of its parts.
fn voices_of(edition: &PictureEdition) -> &[Voice] {
    let told = edition.part(LegalPart::OtherInformation);
    told.map_or(&[], |part| &part.voices)
}

fn part_id(part: LegalPart) -> &'static str {
    match part {
        LegalPart::Mapping => "kartlaggning",
        LegalPart::OtherInformation => "ovriga-uppgifter",
        LegalPart::Analysis => "analys",
    }
}

/// "Kartläggning".
pub fn part_title(language: Language, part: LegalPart) -> String {
    let name = part.name(match language {
        Language::Sv => Words::Sv,
        Language::En => Words::En,
    });
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn summary(here: &Here<'_>, edition: &PictureEdition) -> Markup {
    let t = here.t();
    let lang = here.theirs(&edition.language);
    let chosen: Vec<&Problem> = edition.problems.iter().filter(|p| p.is_chosen()).collect();
    let left = t.left_out(edition.left_out);
    let changes: Vec<String> = edition
        .changes
        .iter()
        .map(|change| change.say(crate::words::check_words(here.language)))
        .collect();
    html! {
        section {
            h2 { (t.summary_title()) (example_tag(t, edition.example)) }
            p.lead { (t.edition_chosen(chosen.len())) }
            ol { @for problem in &chosen { li lang=[lang] { a href={ "#analys-" (problem.id) } { (problem.title) } } } }
            (about(here, edition))
        }
        section #klockan {
            h2 { (t.picture_doc_clock()) }
            p { (t.edition_clock_on(&here.language.date(edition.frozen_on))) }
            ul {
                li { (t.update_due(edition.clock.update)) }
                li { (t.plan_due(edition.clock.follow_up)) }
            }
        }
        @if let Some(before) = edition.compared_with {
            section #andringar {
                h2 { (t.edition_changes(&before.to_string())) }
                @if let Some(title) = &edition.replaces_picture { p { (t.edition_replaces_picture(title)) } }
                @if changes.is_empty() { p { (t.edition_no_changes()) } }
                @else { ul { @for change in &changes { li { (quoting(change, lang)) } } } }
            }
        }
        @if !left.is_empty() {
            section #utelamnat {
                h2 { (t.edition_left_out()) }
                ul { @for words in &left { li { (words) } } }
            }
        }
    }
}

/// A sentence of ours whose quotations are in the language of the picture.
fn quoting(sentence: &str, lang: Option<&str>) -> Markup {
    html! {
        @for (n, piece) in sentence.split('"').enumerate() {
            @if n % 2 == 1 { "\"" span lang=[lang] { (piece) } "\"" }
            @else { (piece) }
        }
    }
}

fn about(here: &Here<'_>, edition: &PictureEdition) -> Markup {
    let t = here.t();
    let decided = |decision: &Option<handslag_domain::picture::Decision>| {
        let decision = decision.as_ref()?;
        let on = decision
            .on
            .as_ref()
            .map(|on| here.language.written_date(on));
        let said = [Some(decision.by.clone()), on, decision.reference.clone()];
        Some(said.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let plan = edition.action_plan.as_ref();
    let plan_words = plan.map(|plan| {
        let said = [plan.title.clone(), decided(&plan.decided)];
        said.into_iter().flatten().collect::<Vec<_>>().join(". ")
    });
    let period = here
        .language
        .period(edition.period.first_day(), edition.period.last_day());
    let parties: Vec<&str> = edition.parties.iter().map(|p| p.name.as_str()).collect();
    let text = |words: Option<String>| html! { @if let Some(words) = words { (words) } };
    facts(&[
        (t.edition_period(), text(Some(period))),
        (
            t.promise_parties(),
            text(Some(here.language.list(&parties))),
        ),
        (t.edition_decided(), text(decided(&edition.decided))),
        (t.edition_plan(), text(plan_words)),
    ])
}

fn sections(reading: &PictureReading<'_>, part: &EditionPart) -> Markup {
    html! {
        @for section in &part.sections {
            div {
                h3 lang=[reading.lang] { (section.heading) }
                @for words in section.words.split("\n\n") { p lang=[reading.lang] { (words) } }
                (reading.evidence(&section.evidence))
            }
        }
    }
}

/// Where and how much.
fn mapping(
    here: &Here<'_>,
    reading: &PictureReading<'_>,
    edition: &PictureEdition,
    part: &EditionPart,
) -> Markup {
    let t = here.t();
    html! {
        @if !part.indicators.is_empty() {
            h3 { (t.picture_doc_indicators_of_area()) }
            (reading.indicators(&t.picture_doc_indicators_of_area(), &part.indicators))
        }
        @for problem in part.problems.iter().filter_map(|id| edition.problem(id)) {
            article.problem {
                h3 lang=[reading.lang] { (problem.title) }
                @let places = reading.place_names(&problem.places);
                @if !places.is_empty() { p.quiet { (here.language.list(&places)) } }
                @if let Some(words) = &problem.words { p lang=[reading.lang] { (words) } }
                @if !problem.evidence.is_empty() { h4 { (t.picture_doc_rests_on()) } (reading.evidence(&problem.evidence)) }
                (reading.indicators(&t.picture_doc_measured_of(&problem.title), &problem.indicators))
            }
        }
    }
}

/// Why, and what is to be done.
fn analysis(
    here: &Here<'_>,
    reading: &PictureReading<'_>,
    edition: &PictureEdition,
    part: &EditionPart,
) -> Markup {
    let t = here.t();
    html! {
        @for problem in part.problems.iter().filter_map(|id| edition.problem(id)) {
            article.problem id={ "analys-" (problem.id) } {
                @if let Some(area) = &problem.focus_area { p.eyebrow lang=[reading.lang] { (area) } }
                h3 lang=[reading.lang] { (problem.title) }
                @if !problem.is_chosen() { p.quiet { (t.picture_doc_waits()) } }
                (reading.priority(problem, &edition.criteria))
                @if !problem.causes.is_empty() { h4 { (t.problem_causes()) } (reading.causes(problem, "")) }
                @if !problem.measures.is_empty() { h4 { (t.problem_measures()) } (reading.measures(problem, "")) }
                @if !problem.cycle.is_empty() { h4 { (t.problem_cycle()) } (cycle(here, reading.lang, &problem.cycle)) }
                @if let Some(result) = &problem.result { p { strong { (t.problem_result()) ": " } span lang=[reading.lang] { (result) } } }
            }
        }
    }
}

/// The step of an address that names who may read an edition.
pub fn readers_step(readers: ReleasedTo) -> &'static str {
    match readers {
        ReleasedTo::Public => "alla",
        ReleasedTo::Partners => "parterna",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_change_is_told_in_the_language_of_the_page_and_quoted_in_its_own() {
        let told = quoting("New: the cause \"Mörkt\", of \"Droger\".", Some("sv"));
        assert_eq!(
            told.into_string(),
            "New: the cause &quot;<span lang=\"sv\">Mörkt</span>&quot;, of \
             &quot;<span lang=\"sv\">Droger</span>&quot;."
        );
    }
}
