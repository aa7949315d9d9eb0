//! The address of every page. Links take it from here; a test holds that routes answer to it.

use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::id::{ActivityId, CommitmentId, GoalId, PictureId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::release::NewsItem;
use handslag_locale::Language;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What may not stand in one step of a path, or in a query's value.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'+')
    .add(b'/')
    .add(b':')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'@')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A text as one step of a path, or as a value in a query.
pub fn step(text: &str) -> String {
    utf8_percent_encode(text, UNSAFE).to_string()
}

/// The page with all municipalities.
pub const HOME: &str = "/";
/// The search page.
pub const SEARCH: &str = "/sok";
/// About the product.
pub const ABOUT: &str = "/om";
/// The accessibility statement.
pub const ACCESSIBILITY: &str = "/tillganglighet";
/// All open data.
pub const OPEN_DATA: &str = "/data";

/// How often each way to judge cries wolf.
pub const SELF_TEST: &str = "/sjalvtest";
/// The same as CSV.
pub const SELF_TEST_CSV: &str = "/sjalvtest.csv";

/// Chooses a language and leads back to `path`.
pub fn language(language: Language, path: &str) -> String {
    format!("/sprak/{}?till={}", language.tag(), step(path))
}

/// The results of a search.
pub fn search(query: &str) -> String {
    format!("{SEARCH}?q={}", step(query))
}

/// Where a promise stands: two municipalities may give their promises the same id.
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    /// The municipality's part of the address, such as `lidkoping`.
    pub slug: &'a str,
    /// The promise's own id.
    pub promise: &'a PromiseId,
}

/// Where the promise of a release stands.
pub fn of(document: &FollowUpDocument) -> Address<'_> {
    Address {
        slug: &document.municipality.slug,
        promise: &document.promise.id,
    }
}

/// A municipality by its slug.
pub fn municipality(slug: &str) -> String {
    format!("/{}", step(slug))
}

/// The police's notices about a municipality.
pub fn news(slug: &str) -> String {
    format!("{}/nyheter", municipality(slug))
}

/// The police's notices before this one.
pub fn older_news(slug: &str, before: &NewsItem) -> String {
    let position = format!("{}_{}", before.published, before.id);
    format!("{}?fore={}", news(slug), step(&position))
}

/// A promise.
pub fn promise(at: Address<'_>) -> String {
    format!("{}/{}", municipality(at.slug), step(at.promise.as_str()))
}

/// One version of a promise; it never changes.
pub fn promise_version(at: Address<'_>, version: u32) -> String {
    format!("{}/v/{version}", promise(at))
}

/// A promise as open data; `format` is `json` or `csv`.
pub fn promise_data(at: Address<'_>, format: &str) -> String {
    format!("{}.{format}", promise(at))
}

/// A commitment.
pub fn commitment(at: Address<'_>, id: &CommitmentId) -> String {
    format!("{}/atagande/{}", promise(at), step(id.as_str()))
}

/// The activities of a commitment as CSV.
pub fn commitment_csv(at: Address<'_>, id: &CommitmentId) -> String {
    format!("{}.csv", commitment(at, id))
}

/// A chart of official figures alone on its page.
pub fn chart(at: Address<'_>, chart: &str) -> String {
    format!("{}/brott/{}", promise(at), step(chart))
}

/// The figures of a chart as CSV.
pub fn chart_csv(at: Address<'_>, id: &str) -> String {
    format!("{}.csv", chart(at, id))
}

/// The newest published follow-up of a year.
pub fn follow_up(at: Address<'_>, year: i16) -> String {
    format!("{}/uppfoljning/{year}", promise(at))
}

/// One version of a follow-up; it never changes.
pub fn follow_up_version(at: Address<'_>, year: i16, version: u32) -> String {
    format!("{}/v/{version}", follow_up(at, year))
}

/// One version of a follow-up as a file; `format` is `pdf`, `csv` or `json`.
pub fn follow_up_file(at: Address<'_>, year: i16, version: u32, format: &str) -> String {
    format!("{}.{format}", follow_up_version(at, year, version))
}

/// The name of the file with every answer of a follow-up.
pub const ALL_ANSWERS: &str = "svaren";

/// The figures of one drawing of an answer in a version of a follow-up, or of
/// [all answers](ALL_ANSWERS), as CSV.
pub fn follow_up_figures(at: Address<'_>, year: i16, version: u32, id: &str) -> String {
    let of = follow_up_version(at, year, version);
    format!("{of}/underlag/{}.csv", step(id))
}

/// A page on the police's site; `path` begins with `/`.
pub fn police(path: &str) -> String {
    let path = path.trim_start_matches('/');
    format!("https://polisen.se/{path}")
}

/// The schema of the open document format.
pub const SCHEMA: &str = "/schema/handslag-1.json";
/// The schema of the situational picture.
pub const PICTURE_SCHEMA: &str = "/schema/handslag-picture-1.json";
/// Signing in.
pub const SIGN_IN: &str = "/logga-in";
/// Signing in to the demonstration.
pub const DEMO_SIGN_IN: &str = "/logga-in/demo";
/// Signing out.
pub const SIGN_OUT: &str = "/logga-ut";
/// Today: the first page inside.
pub const TODAY: &str = "/arbete";
/// Logging an activity.
pub const LOG: &str = "/arbete/logga";
/// The log.
pub const ACTIVITIES: &str = "/arbete/aktiviteter";
/// Reporting what happened or felt unsafe.
pub const REPORT: &str = "/arbete/rapportera";
/// What was reported and taken in.
pub const INCIDENTS: &str = "/arbete/handelser";

/// The situational picture.
pub const PICTURE: &str = "/arbete/lagesbild";
/// The same on a map.
pub const MAP: &str = "/arbete/karta";
/// What stands beside the map, alone.
pub const MAP_ANSWER: &str = "/arbete/karta/svar";

/// The operator's own background map.
pub const MAP_BACKGROUND: &str = "/arbete/karta/bakgrund.pmtiles";

/// A page with these names and values after `?`.
pub fn asking<'a>(path: &str, values: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let values: Vec<String> = values
        .map(|(name, value)| format!("{}={}", step(name), step(value)))
        .collect();
    match values.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", values.join("&")),
    }
}

/// The analyses of the picture.
pub const ANALYSES: &str = "/arbete/lagesbild/analyser";

/// One incident.
pub fn incident(id: handslag_domain::incident::IncidentId) -> String {
    format!("{INCIDENTS}/{id}")
}

/// Situational pictures as documents.
pub const PICTURES: &str = "/arbete/bild";
/// A new picture.
pub const NEW_PICTURE: &str = "/arbete/bild/ny";

/// A picture as one's organisation works on it.
pub fn work_picture(owner: &OrganisationId, id: &PictureId) -> String {
    format!("{PICTURES}/{}/{}", step(owner.as_str()), step(id.as_str()))
}

/// A page of [`work_picture`], such as `text`.
pub fn picture_page(owner: &OrganisationId, id: &PictureId, page: &str) -> String {
    format!("{}/{page}", work_picture(owner, id))
}

/// The form to send a file of voices for a picture.
pub fn intake_of_voices(owner: &OrganisationId, id: &PictureId) -> String {
    let picture = format!("{}/{}", owner.as_str(), id.as_str());
    format!("{INTAKE}?slag=voices&bild={}", step(&picture))
}

/// The newest public edition of a municipality's picture.
pub fn picture_edition(slug: &str) -> String {
    format!("{}/lagesbild", municipality(slug))
}

/// One public edition; it never changes.
pub fn picture_edition_version(slug: &str, version: u32) -> String {
    format!("{}/v/{version}", picture_edition(slug))
}

/// One public edition as a file; `format` is `pdf` or `json`.
pub fn picture_edition_file(slug: &str, version: u32, format: &str) -> String {
    format!("{}.{format}", picture_edition_version(slug, version))
}

/// Keeping what the picture rests on in order.
pub const UPKEEP: &str = "/arbete/underlag";
/// The categories of incidents.
pub const CATEGORIES: &str = "/arbete/underlag/kategorier";
/// The named places.
pub const PLACES: &str = "/arbete/underlag/platser";
/// The layers of areas.
pub const AREAS: &str = "/arbete/underlag/omraden";
/// Incidents that may be one.
pub const DUPLICATES: &str = "/arbete/underlag/dubbletter";
/// To whom incidents are shown.
pub const INCIDENT_SHARES: &str = "/arbete/underlag/delning";

/// One category.
pub fn category(id: &handslag_domain::id::CategoryId) -> String {
    format!("{CATEGORIES}/{}", step(id.as_str()))
}

/// One named place.
pub fn place(id: &handslag_domain::id::PlaceId) -> String {
    format!("{PLACES}/{}", step(id.as_str()))
}

/// The promises that one's organisation takes part in.
pub const PROMISES: &str = "/arbete/loften";
/// A new promise.
pub const NEW_PROMISE: &str = "/arbete/loften/nytt";
/// Taking in files.
pub const INTAKE: &str = "/arbete/intag";

/// The self-tests that were run.
pub const WORK_SELF_TEST: &str = "/arbete/sjalvtest";
/// Publishing the newest self-test.
pub const PUBLISH_SELF_TEST: &str = "/arbete/sjalvtest/publicera";

/// Signing in, and then back to a page inside.
pub fn sign_in(back: &str) -> String {
    format!("{SIGN_IN}?till={}", step(back))
}

/// An entry of the log of a promise.
pub fn activity(owner: &OrganisationId, promise: &PromiseId, id: &ActivityId) -> String {
    format!(
        "{ACTIVITIES}/{}/{}/{}",
        step(owner.as_str()),
        step(promise.as_str()),
        step(id.as_str())
    )
}

/// A promise as one's organisation works on it.
pub fn work(owner: &OrganisationId, id: &PromiseId) -> String {
    format!("{PROMISES}/{}/{}", step(owner.as_str()), step(id.as_str()))
}

/// A page of [`work`], such as `andra`.
pub fn work_page(owner: &OrganisationId, id: &PromiseId, page: &str) -> String {
    format!("{}/{page}", work(owner, id))
}

/// The form of a commitment.
pub fn work_commitment(
    owner: &OrganisationId,
    id: &PromiseId,
    commitment: &CommitmentId,
) -> String {
    format!("{}/atagande/{}", work(owner, id), step(commitment.as_str()))
}

/// The form of a goal and its comparison.
pub fn work_goal(owner: &OrganisationId, id: &PromiseId, goal: &GoalId) -> String {
    format!("{}/synas/mal/{}", work(owner, id), step(goal.as_str()))
}

/// The follow-up workshop of a year.
pub fn workshop(owner: &OrganisationId, id: &PromiseId, year: i16) -> String {
    format!("{}/uppfoljning/{year}", work(owner, id))
}

/// A page of [`workshop`], such as `publicera`.
pub fn workshop_page(owner: &OrganisationId, id: &PromiseId, year: i16, page: &str) -> String {
    format!("{}/{page}", workshop(owner, id, year))
}

/// A file that waits to be taken in.
pub fn upload(id: &str) -> String {
    format!("{INTAKE}/{}", step(id))
}

/// An intake that runs, or has run.
pub fn job(id: &str) -> String {
    format!("{INTAKE}/jobb/{}", step(id))
}

/// Where a form may lead back to: a path on this site, else `otherwise`.
pub fn safe_back<'a>(back: &'a str, otherwise: &'a str) -> &'a str {
    let is_own = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains(['\\', '\r', '\n', '\t'])
        && back.bytes().all(|b| b.is_ascii_graphic());
    match is_own {
        true => back,
        false => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_leave_its_step_of_the_path() {
        let id = PromiseId::from("../\"><script>?x=#å ä");
        let path = promise(Address {
            slug: "lidkoping",
            promise: &id,
        });
        assert_eq!(path.matches('/').count(), 2);
        assert!(
            !path.contains(['"', '<', '>', '?', '#', ' ', 'å']),
            "{path}"
        );
        assert_eq!(
            police("//evil.example/x"),
            "https://polisen.se/evil.example/x"
        );
    }

    #[test]
    fn a_form_leads_back_to_this_site_only() {
        assert_eq!(safe_back("/arbete?x=1", "/"), "/arbete?x=1");
        for other in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\tx",
            "",
            "javascript:x",
        ] {
            assert_eq!(safe_back(other, "/"), "/", "{other:?}");
        }
    }
}
