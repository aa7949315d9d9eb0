//! The address of every public page. Routes and links both take it from here.

use handslag_domain::id::{CommitmentId, PromiseId};
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

fn step(text: &str) -> String {
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

/// Chooses a language and leads back to `path`.
pub fn language(language: Language, path: &str) -> String {
    format!("/sprak/{}?till={}", language.tag(), step(path))
}

/// The results of a search.
pub fn search(query: &str) -> String {
    format!("{SEARCH}?q={}", step(query))
}

/// A municipality by its slug.
pub fn municipality(slug: &str) -> String {
    format!("/kommun/{}", step(slug))
}

/// The police's notices about a municipality.
pub fn news(slug: &str) -> String {
    format!("{}/nyheter", municipality(slug))
}

/// A promise.
pub fn promise(id: &PromiseId) -> String {
    format!("/lofte/{}", step(id.as_str()))
}

/// A promise as open data; `format` is `json` or `csv`.
pub fn promise_data(id: &PromiseId, format: &str) -> String {
    format!("{}/{format}", promise(id))
}

/// A commitment.
pub fn commitment(promise_id: &PromiseId, id: &CommitmentId) -> String {
    format!("{}/atagande/{}", promise(promise_id), step(id.as_str()))
}

/// The activities of a commitment as CSV.
pub fn commitment_csv(promise_id: &PromiseId, id: &CommitmentId) -> String {
    format!("{}/csv", commitment(promise_id, id))
}

/// A chart of official figures alone on its page.
pub fn chart(promise_id: &PromiseId, chart: &str) -> String {
    format!("{}/diagram/{}", promise(promise_id), step(chart))
}

/// The figures of a chart as CSV.
pub fn chart_csv(promise_id: &PromiseId, id: &str) -> String {
    format!("{}/csv", chart(promise_id, id))
}

/// The newest published follow-up of a year.
pub fn follow_up(promise_id: &PromiseId, year: i16) -> String {
    format!("{}/uppfoljning/{year}", promise(promise_id))
}

/// One version of a follow-up; it never changes.
pub fn follow_up_version(promise_id: &PromiseId, year: i16, version: u32) -> String {
    format!("{}/version/{version}", follow_up(promise_id, year))
}

/// One version of a follow-up as a file; `format` is `pdf`, `csv` or `json`.
pub fn follow_up_file(promise_id: &PromiseId, year: i16, version: u32, format: &str) -> String {
    format!("{}/{format}", follow_up_version(promise_id, year, version))
}

/// A page on the police's site; `path` begins with `/`.
pub fn police(path: &str) -> String {
    let path = path.trim_start_matches('/');
    format!("https://polisen.se/{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_leave_its_step_of_the_path() {
        let id = PromiseId::from("../\"><script>?x=#å ä");
        let path = promise(&id);
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
}
