//! What search finds of a picture: the newest edition for everyone, and each
//! problem in it. It holds what that edition says, and nothing else.

use handslag_domain::picture::edition::PictureEdition;
use handslag_domain::problem::Problem;
use handslag_store::{HitKind, SearchEntry, StoreError};

use super::edition::municipality_of;
use crate::App;
use crate::follow_up::entry;
use crate::public::name_term;

impl App {
    /// Lets search find the editions that it does not find yet.
    pub(crate) async fn index_editions(&self) -> Result<(), StoreError> {
        for (slug, held) in self.store.editions_to_index().await? {
            let entries = entries(&slug, &held.edition);
            self.store.index_edition(&slug, &held, &entries).await?;
        }
        Ok(())
    }
}

fn entries(slug: &str, edition: &PictureEdition) -> Vec<SearchEntry> {
    let page = format!("/{slug}/lagesbild/v/{}", edition.version);
    let whole = entry(
        HitKind::Picture,
        edition.title.clone(),
        page.clone(),
        words_of(edition),
    );
    let each = edition.problems.iter().map(|problem| {
        let at = format!("{page}#analys-{}", problem.id);
        entry(
            HitKind::Picture,
            problem.title.clone(),
            at,
            words_of_problem(edition, problem),
        )
    });
    let municipality = municipality_of(&edition.municipalities);
    let mut entries: Vec<SearchEntry> = std::iter::once(whole).chain(each).collect();
    for entry in &mut entries {
        entry.stems.push(name_term(&municipality.name));
    }
    entries
}

fn words_of(edition: &PictureEdition) -> String {
    let mut words: Vec<&str> = edition.background.iter().map(String::as_str).collect();
    for part in &edition.parts {
        for section in &part.sections {
            words.extend([section.heading.as_str(), section.words.as_str()]);
        }
        words.extend(part.indicators.iter().map(|one| one.words.as_str()));
        for voice in &part.voices {
            words.push(&voice.words);
            words.extend(voice.answer.as_deref());
        }
    }
    words.join(" ")
}

fn words_of_problem(edition: &PictureEdition, problem: &Problem) -> String {
    let places = edition.places.iter();
    let places = places.filter(|place| problem.places.contains(&place.id));
    let mut words: Vec<&str> = problem.words.as_deref().into_iter().collect();
    words.extend(places.map(|place| place.name.as_str()));
    words.extend(problem.causes.iter().map(|cause| cause.words.as_str()));
    words.extend(problem.measures.iter().map(|one| one.words.as_str()));
    words.extend(problem.indicators.iter().map(|one| one.words.as_str()));
    words.extend(problem.result.as_deref());
    words.join(" ")
}
