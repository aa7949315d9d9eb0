//! Did it help: from figures and a locked comparison to an answer in plain words.

pub mod answer;
mod comparators;
mod counts;
mod drawn;
mod foresight;
mod gathered;
mod holm;
mod measured;
mod others;
mod own_trend;
mod panel;
mod place;
mod power;
mod question;
mod second_opinion;
mod self_test;
mod shares;
mod shown_self_test;
#[cfg(test)]
mod tests;
mod told;
mod warnings;
mod words;

use handslag_domain::claim::Claim;
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::{
    Asks, ComparableGroup, Comparison, Examined, SelfTestReport, Standing,
};
use handslag_domain::id::{GoalId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::population::PopulationTable;
use handslag_domain::promise::{ComparedWith, OutcomeGoal};
use handslag_domain::series::{Area, Source, known_breaks};
use handslag_import::Progress;
use handslag_locale::Language;
use jiff::Timestamp;

use crate::access::{Action, Actor, Whose, decide};
use crate::figures::ALL_OFFENCES;
use crate::{App, AppError, swedish_day};
pub use foresight::Foresight;
pub use panel::Panel;
use question::Question;
pub use shown_self_test::{Drift, RuleShare, ShownSelfTest};

/// A claim or goal that is to be examined, before its figures are loaded.
#[derive(Clone)]
struct Asked<'a> {
    id: &'a str,
    words: &'a str,
    comparison: Comparison,
    standing: Standing,
    goal: Option<&'a GoalId>,
}

impl App {
    /// Examines every goal and every claim of a year that says what it is to be
    /// compared by, from the figures that the owner holds; in both languages.
    pub(crate) async fn effects(
        &self,
        owner: &OrganisationId,
        document: &PromiseDocument,
        year: i16,
        language: Language,
    ) -> Result<Vec<Examined>, AppError> {
        let questions = self.questions(owner, document, year, language).await?;
        Ok(examine_beside(&questions, language.other()))
    }

    async fn questions<'a>(
        &self,
        owner: &OrganisationId,
        document: &'a PromiseDocument,
        year: i16,
        language: Language,
    ) -> Result<Vec<Question<'a>>, AppError> {
        let mut questions = Vec::new();
        for asked in asked(document, year) {
            questions.push(self.question(owner, document, asked, language).await?);
        }
        Ok(questions)
    }

    /// Examines every goal of a promise, and the claims of a year; of the newest
    /// follow-up unless a year is given.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn examine(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        year: Option<i16>,
        language: Language,
    ) -> Result<Vec<Examined>, AppError> {
        let opened = self
            .open_promise(actor, Action::ReadInternal, owner, id)
            .await?;
        let year = year.unwrap_or_else(|| newest_year(&opened.document));
        let questions = self
            .questions(owner, &opened.document, year, language)
            .await?;
        Ok(examine(&questions))
    }

    async fn question<'a>(
        &self,
        owner: &OrganisationId,
        document: &'a PromiseDocument,
        asked: Asked<'a>,
        language: Language,
    ) -> Result<Question<'a>, AppError> {
        let mut question = question_of(document, asked, language);
        self.load(owner, &mut question).await?;
        Ok(question)
    }

    /// Examines one comparison that somebody asks for here and now; its answer
    /// is explorative.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn compare(
        &self,
        actor: &Actor,
        comparison: &Comparison,
        language: Language,
    ) -> Result<Examined, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let nothing = PromiseDocument::default();
        let question = self
            .question(permit.owner()?, &nothing, explorative(comparison), language)
            .await?;
        let mut examined = examine(&[question]);
        Ok(examined.remove(0))
    }

    /// Municipalities to compare with, chosen by a stated rule from the baseline
    /// alone: what came after it is not looked at.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn suggest_comparable(
        &self,
        actor: &Actor,
        comparison: &Comparison,
        language: Language,
    ) -> Result<Option<ComparedWith>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let nothing = PromiseDocument::default();
        let question = self
            .question(permit.owner()?, &nothing, explorative(comparison), language)
            .await?;
        Ok(comparators::suggest(&question))
    }

    /// The official groups that are held of municipalities like one, by name or
    /// code: those for everything first, the newest of each first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn comparable_groups(
        &self,
        actor: &Actor,
        area: &str,
    ) -> Result<Vec<ComparableGroup>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let Some(Area::Municipality(code)) = crate::figures::area(area) else {
            return Ok(Vec::new());
        };
        let mut groups = self.store.comparable_groups(permit.owner()?, code).await?;
        groups.sort_by(|a, b| a.rank().cmp(&b.rank()));
        Ok(groups)
    }

    /// What the figures could show of one comparison.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn detectable(
        &self,
        actor: &Actor,
        comparison: &Comparison,
        language: Language,
    ) -> Result<Foresight, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let nothing = PromiseDocument::default();
        let asked = explorative(comparison);
        self.foresight(permit.owner()?, &nothing, asked, language)
            .await
    }

    /// What the figures could show of each goal of a promise that says what it
    /// will be compared by: "kan det synas?".
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn foresee(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        language: Language,
    ) -> Result<Vec<Foresight>, AppError> {
        let opened = self
            .open_promise(actor, Action::ReadInternal, owner, id)
            .await?;
        let mut all = Vec::new();
        for asked in goals(&opened.document) {
            all.push(
                self.foresight(owner, &opened.document, asked, language)
                    .await?,
            );
        }
        Ok(all)
    }

    async fn foresight(
        &self,
        owner: &OrganisationId,
        document: &PromiseDocument,
        asked: Asked<'_>,
        language: Language,
    ) -> Result<Foresight, AppError> {
        let mut on_all = asked.clone();
        on_all.comparison.indicator = Some(ALL_OFFENCES.to_owned());
        let question = self.question(owner, document, asked, language).await?;
        let whole = match question.indicator() {
            ALL_OFFENCES => None,
            _ => Some(self.question(owner, document, on_all, language).await?),
        };
        Ok(foresight::foresee(&question, whole.as_ref()))
    }

    /// The categories that the owner of a promise holds figures of, by name.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn indicators(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
    ) -> Result<Vec<String>, AppError> {
        self.permit_for_promise(actor, Action::ReadInternal, owner, id)
            .await?;
        Ok(self.store.categories(owner, &Source::BraReported).await?)
    }

    /// Runs every rule on every municipality and category that the organisation
    /// holds, and keeps the table with its date: `None` when too few are held.
    ///
    /// - `told`: hears how many of all categories and windows are done.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    ///
    /// # Panics
    /// Where the arithmetic does: a fault of ours, never of the figures.
    pub async fn self_test(
        &self,
        actor: &Actor,
        now: Timestamp,
        told: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Option<SelfTestReport>, AppError> {
        let permit = decide(actor, Action::WriteFollowUp, &Whose::Own)?;
        let owner = permit.owner()?;
        let source = Source::BraReported;
        let mut panels = Vec::new();
        for category in self.store.categories(owner, &source).await? {
            let figures = self
                .store
                .figures_everywhere(owner, &source, &category)
                .await?;
            let panel = Panel::new(&category, &figures);
            if panel.municipalities().next().is_some() {
                panels.push(panel);
            }
        }
        // Seconds of arithmetic: other requests go on meanwhile.
        let today = swedish_day(now);
        let work =
            tokio::task::spawn_blocking(move || self_test::run(&source, &panels, today, &told));
        let report = match work.await {
            Ok(report) => report,
            Err(broken) => std::panic::resume_unwind(broken.into_panic()),
        };
        if let Some(report) = &report {
            self.store
                .write(async |tx| -> Result<(), AppError> {
                    Ok(tx.save_self_test(owner, report, now).await?)
                })
                .await?;
        }
        Ok(report)
    }

    /// Every self-test that the organisation has run, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn self_tests(&self, actor: &Actor) -> Result<Vec<SelfTestReport>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.self_tests(permit.owner()?).await?)
    }

    /// Makes the newest self-test public.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach, and when none was run.
    pub async fn publish_self_test(&self, actor: &Actor) -> Result<(), AppError> {
        let permit = decide(actor, Action::Publish, &Whose::Own)?;
        self.store.publish_self_test(permit.owner()?).await?;
        self.make_public().await?;
        Ok(())
    }

    /// Loads the figures that a question is answered from.
    async fn load(
        &self,
        owner: &OrganisationId,
        question: &mut Question<'_>,
    ) -> Result<(), AppError> {
        let (source, category) = (question.source(), question.indicator().to_owned());
        let figures = self
            .store
            .figures_everywhere(owner, &source, &category)
            .await?;
        question.panel = Panel::new(&category, &figures);
        let areas: Vec<_> = question.panel.municipalities().cloned().collect();
        question.population = self.store.population(owner, &areas, 1990..=2100).await?;
        Ok(())
    }

    /// Locks how every goal of a promise will be examined, as it is signed:
    /// what is compared, and the smallest change that the figures can show.
    ///
    /// # Errors
    /// [`AppError::Stale`] when somebody saved in between; [`AppError::Denied`].
    pub async fn lock_effects(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        expected_version: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let opened = self.open_promise(actor, Action::Publish, owner, id).await?;
        let mut document = opened.document;
        document.activities.clear();
        let mut smallest = Vec::new();
        for asked in goals(&document) {
            let goal = asked.goal.cloned();
            let question = self.question(owner, &document, asked, Language::Sv).await?;
            smallest.push((goal, foresight::smallest(&question)));
        }
        document.lock_effects(swedish_day(now), |goal: &OutcomeGoal| {
            let mut all = smallest.iter();
            let found = all.find(|(id, _)| id.as_ref() == Some(&goal.id));
            match found.and_then(|(_, smallest)| smallest.as_ref()) {
                Some(smallest) => (smallest.decrease_percent, smallest.increase_percent),
                None => (None, None),
            }
        });
        let saving = crate::promise::saving(opened.permit.member()?, now, Some(reason.to_owned()));
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .save_promise(owner, id, expected_version, &document, &saving)
                    .await?)
            })
            .await
    }
}

fn explorative(comparison: &Comparison) -> Asked<'_> {
    Asked {
        id: "fraga",
        words: comparison.indicator.as_deref().unwrap_or_default(),
        comparison: comparison.clone(),
        standing: Standing::Explorative,
        goal: None,
    }
}

/// Examines a promise in a file: it brings its comparisons and no figures.
pub fn without_figures(document: &PromiseDocument, language: Language) -> Vec<Examined> {
    let questions: Vec<Question<'_>> = asked(document, newest_year(document))
        .into_iter()
        .map(|asked| question_of(document, asked, language))
        .collect();
    examine(&questions)
}

/// The year of the newest follow-up; 0 when there is none.
fn newest_year(document: &PromiseDocument) -> i16 {
    let years = document
        .follow_ups
        .iter()
        .filter_map(|f| f.of.last_day().ok());
    years.map(|day| day.year()).max().unwrap_or(0)
}

/// Gives each place of a comparison the name that the document has for it.
fn named_places(document: &PromiseDocument, comparison: &mut Comparison) {
    for place in &mut comparison.places {
        let known = document
            .places
            .iter()
            .find(|p| Some(&p.id) == place.place.as_ref());
        place.name = place.name.take().or_else(|| known.map(|p| p.name.clone()));
    }
}

/// A question before its figures are loaded.
fn question_of<'a>(
    document: &'a PromiseDocument,
    asked: Asked<'a>,
    language: Language,
) -> Question<'a> {
    let mut asked = asked;
    named_places(document, &mut asked.comparison);
    let lock = document.promise.effect_lock.as_ref();
    let locked = lock.and_then(|lock| {
        let mut all = lock.comparisons.iter();
        all.find(|locked| Some(&locked.goal) == asked.goal)
    });
    Question {
        id: asked.id,
        words: asked.words,
        comparison: asked.comparison,
        standing: asked.standing,
        locked,
        locked_on: lock.map(|lock| &lock.on),
        n_primary: lock.map_or(1, |lock| lock.n_primary.max(1)),
        panel: Panel::default(),
        population: PopulationTable::default(),
        breaks: known_breaks(),
        language,
    }
}

/// Every goal with a comparison, then every claim of the year with one of its
/// own, or that speaks of a goal already asked for: that goal answers it.
fn asked(document: &PromiseDocument, year: i16) -> Vec<Asked<'_>> {
    let mut all = goals(document);
    let claims = document
        .follow_ups
        .iter()
        .filter(|f| f.of.last_day().is_ok_and(|day| day.year() == year))
        .max_by_key(|f| f.version)
        .map(|f| f.claims.as_slice())
        .unwrap_or_default();
    all.extend(claims.iter().filter_map(|claim| of_claim(document, claim)));
    all
}

fn goals(document: &PromiseDocument) -> Vec<Asked<'_>> {
    let with_comparison = document.goals.iter().filter_map(|goal| {
        Some(Asked {
            id: goal.id.as_str(),
            words: &goal.words,
            comparison: document.whole_comparison(goal)?,
            standing: document.standing(goal),
            goal: Some(&goal.id),
        })
    });
    with_comparison.collect()
}

fn of_claim<'a>(document: &PromiseDocument, claim: &'a Claim) -> Option<Asked<'a>> {
    let mut comparison = document.filled(claim.comparison.as_ref()?);
    comparison.indicator = comparison.indicator.or_else(|| claim.indicator.clone());
    comparison.area = claim
        .comparison
        .as_ref()
        .and_then(|own| own.area.clone())
        .or_else(|| {
            claim
                .area
                .clone()
                .filter(|area| crate::figures::area(area).is_some())
        })
        .or(comparison.area);
    Some(Asked {
        id: claim.id.as_str(),
        words: &claim.words,
        comparison,
        standing: Standing::Explorative,
        goal: None,
    })
}

/// Answers every question, allowing for how many were asked.
fn examine(questions: &[Question<'_>]) -> Vec<Examined> {
    let p: Vec<Option<f64>> = questions.iter().map(p_of).collect();
    let adjusted = holm::adjust(questions, &p);
    questions
        .iter()
        .zip(adjusted)
        .map(|(question, p_adjusted)| answer_of(question, p_adjusted).to(question))
        .collect()
}

/// Each answer with the same answer in another language beside it.
fn examine_beside(questions: &[Question<'_>], language: Language) -> Vec<Examined> {
    let other = questions.iter().map(|q| q.in_language(language));
    let other: Vec<Question<'_>> = other.collect();
    examine(questions)
        .into_iter()
        .zip(examine(&other))
        .map(|(own, other)| Examined {
            translations: [(language.tag().to_owned(), other)].into(),
            ..own
        })
        .collect()
}

fn p_of(question: &Question<'_>) -> Option<f64> {
    match question.asks() {
        Asks::Level | Asks::Change | Asks::ChangeAgainstOthers => counts::p(question),
        Asks::Place => place::p(question),
        Asks::SurveyShare => shares::p(question),
        Asks::Concentration => gathered::p(question),
        Asks::CannotBeTold | Asks::Other(_) => None,
    }
}

fn answer_of(question: &Question<'_>, p_adjusted: Option<f64>) -> answer::Answer {
    match question.asks() {
        Asks::Level | Asks::Change | Asks::ChangeAgainstOthers => {
            counts::answer(question, p_adjusted)
        }
        Asks::Place => place::answer(question, p_adjusted),
        Asks::SurveyShare => shares::answer(question, p_adjusted),
        Asks::Concentration => gathered::answer(question, p_adjusted),
        Asks::CannotBeTold => told::nothing_records(question),
        asks @ Asks::Other(_) => told::unknown(question, asks),
    }
}
