//! The follow-up workshop and publication: draft, edit, preview, publish, correct.

use std::ops::RangeInclusive;

use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::Examined;
use handslag_domain::figures::{FigureChart, Measure};
use handslag_domain::follow_up::{
    CommitmentReport, EarlierVersion, FollowUpDocument, Section, Sentence, Shows,
};
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::release::{FollowUpRelease, PromiseRelease};
use handslag_locale::Language;
use handslag_store::{
    FollowUpState, Held, HitKind, NewRelease, ReleaseContent, ReleaseKind, ReleaseSummary,
    SearchEntry,
};
use handslag_text::Analyser;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Denied};
use crate::draft::{DraftOrder, draft};
use crate::error::{Invalid, guarded, json};
use crate::figures::ALL_OFFENCES;
use crate::intake::municipalities;
use crate::news::publish_news;
use crate::promise::{OpenPromise, saving};
use crate::public::name_term;
use crate::{App, AppError, swedish_day};

/// A follow-up in the workshop.
pub struct Workshop {
    /// The promise it follows up.
    pub opened: OpenPromise,
    /// Draft, published, or a correction under way.
    pub state: FollowUpState,
    /// The version to hand back when saving; a new draft has none.
    pub version: Option<u32>,
    /// The document as it will read.
    pub document: FollowUpDocument,
}

impl Workshop {
    /// Commitments of which the log, at the day that the draft is counted to,
    /// says something else now than in the draft.
    pub fn moved_since(&self) -> Vec<&CommitmentReport> {
        let now = draft(DraftOrder {
            document: &self.opened.document,
            year: self.document.year,
            at: self.document.at,
            language: language(&self.opened.document),
            effects: Vec::new(),
            figures: Vec::new(),
            earlier: Vec::new(),
        });
        let same = |report: &CommitmentReport| {
            let now = now.commitments.iter().find(|c| c.id == report.id);
            now.is_some_and(|now| {
                (&now.evidenced, now.withheld_below, now.verdict)
                    == (&report.evidenced, report.withheld_below, report.verdict)
            })
        };
        let reports = self.document.commitments.iter();
        reports.filter(|report| !same(report)).collect()
    }
}

impl App {
    /// Opens the workshop: the saved draft, or a new one written from the log.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to write.
    pub async fn workshop(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        year: i16,
        today: Date,
    ) -> Result<Workshop, AppError> {
        let opened = self
            .open_promise(actor, Action::WriteFollowUp, owner, id)
            .await?;
        refuse_other_year(&opened.document, year, today)?;
        match self.store.follow_up(owner, id, year).await? {
            Some((state, held)) => {
                let held: Held<FollowUpDocument> = held.read()?;
                Ok(Workshop {
                    opened,
                    state,
                    version: Some(held.version),
                    document: held.content,
                })
            }
            None => {
                let document = self.fresh_draft(&opened, year, today).await?;
                Ok(Workshop {
                    opened,
                    state: FollowUpState::Draft,
                    version: None,
                    document,
                })
            }
        }
    }

    /// Writes the draft anew from the log and the figures; what was edited is left out.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to write.
    pub async fn rewrite(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        year: i16,
        today: Date,
    ) -> Result<FollowUpDocument, AppError> {
        let opened = self
            .open_promise(actor, Action::WriteFollowUp, owner, id)
            .await?;
        refuse_other_year(&opened.document, year, today)?;
        self.fresh_draft(&opened, year, today).await
    }

    async fn fresh_draft(
        &self,
        opened: &OpenPromise,
        year: i16,
        today: Date,
    ) -> Result<FollowUpDocument, AppError> {
        let language = language(&opened.document);
        let id = &opened.document.promise.id;
        let mut figures = self
            .charts(&opened.owner, &opened.document, language)
            .await?;
        figures.retain(|figure| belongs(figure, &opened.document, year));
        Ok(draft(DraftOrder {
            document: &opened.document,
            year,
            at: last_day_of(year).min(today),
            language,
            effects: self
                .effects(&opened.owner, &opened.document, year, language)
                .await?,
            figures,
            earlier: self.earlier(&opened.owner, id, Some(year)).await?,
        }))
    }

    async fn earlier(
        &self,
        owner: &OrganisationId,
        id: &PromiseId,
        year: Option<i16>,
    ) -> Result<Vec<EarlierVersion>, AppError> {
        Ok(earlier_of(self.store.releases_of(owner, id).await?, year))
    }

    /// Saves what was edited. The numbers are the draft's own: only words are taken.
    ///
    /// # Errors
    /// [`AppError::Stale`] with the other text; [`AppError::PersonalData`].
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a thing of its own that the caller has"
    )]
    pub async fn save_follow_up(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        year: i16,
        expected_version: Option<u32>,
        document: &FollowUpDocument,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let permit = self
            .permit_for_promise(actor, Action::WriteFollowUp, owner, id)
            .await?;
        guard(document)?;
        self.refuse_changed_effects(owner, id, year, document)
            .await?;
        let published = self.earlier(owner, id, Some(year)).await?;
        let state = match published.is_empty() {
            true => FollowUpState::Draft,
            false => FollowUpState::Revision,
        };
        let content = json(document)?;
        let saving = saving(permit.member()?, now, None);
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .save_follow_up(owner, id, year, expected_version, state, &content, &saving)
                    .await?)
            })
            .await
    }

    /// An answer is computed: it may be left out or be given words beside it,
    /// and is otherwise the one that the draft held or that the figures give now.
    async fn refuse_changed_effects(
        &self,
        owner: &OrganisationId,
        id: &PromiseId,
        year: i16,
        document: &FollowUpDocument,
    ) -> Result<(), AppError> {
        let held = match self.store.follow_up(owner, id, year).await? {
            Some((_, held)) => {
                let held: Held<FollowUpDocument> = held.read()?;
                without_remarks(held.content.effects)
            }
            None => Vec::new(),
        };
        let saved = without_remarks(document.effects.clone());
        if saved.iter().all(|effect| held.contains(effect)) {
            return Ok(());
        }
        let promise = self.store.promise(owner, id).await?;
        let promise = promise.ok_or(crate::Denied::NoSuchRecord)?.content;
        let language = language(&promise);
        let computed = self.effects(owner, &promise, year, language).await?;
        let known = |effect| held.contains(effect) || computed.contains(effect);
        match saved.iter().all(known) {
            true => Ok(()),
            false => Err(AppError::Invalid {
                field: "effects",
                problem: Invalid::Locked,
            }),
        }
    }

    /// The PDF of a draft; every page says that it is one.
    ///
    /// # Errors
    /// [`AppError::Render`] when it cannot be made.
    pub async fn draft_pdf(&self, document: &FollowUpDocument) -> Result<Vec<u8>, AppError> {
        Ok(self.renderer.pdf(document, true).await?)
    }

    /// The PDF of a document as it would be published.
    ///
    /// # Errors
    /// [`AppError::Render`] when it cannot be made.
    pub async fn pdf(&self, document: &FollowUpDocument) -> Result<Vec<u8>, AppError> {
        Ok(self.renderer.pdf(document, false).await?)
    }

    /// Publishes the saved draft: page, PDF, CSV and JSON of the same numbers.
    /// What is published never changes; a correction is a new version, with a reason.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when a correction has no reason;
    /// [`AppError::Stale`] when the draft was saved in between.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a thing of its own that the caller has"
    )]
    pub async fn publish_follow_up(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        year: i16,
        expected_version: u32,
        reason: Option<String>,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let permit = self
            .permit_for_promise(actor, Action::Publish, owner, id)
            .await?;
        let (_, held) = self
            .store
            .follow_up(owner, id, year)
            .await?
            .ok_or(Denied::NoSuchRecord)?;
        if held.version != expected_version {
            return Err(AppError::Stale(Box::new(held)));
        }
        let mut document: FollowUpDocument = held.read()?.content;
        self.number(&mut document, owner, id, Some(year), reason.as_deref(), now)
            .await?;
        needs_address(&document)?;
        guard(&document)?;
        let pdf = match self.renderer.prints() {
            true => Some(self.renderer.pdf(&document, false).await?),
            false => None,
        };
        let release = NewRelease {
            tenant: owner.clone(),
            municipality_slug: document.municipality.slug.clone(),
            published_at: now,
            published_by: permit.member()?.account_id(),
            reason: reason.clone(),
            title: title(&document),
            search: named(search_of_follow_up(&document), &document),
            content: ReleaseContent::FollowUp(
                id.clone(),
                year,
                Box::new(FollowUpRelease {
                    document: without_ids(document.clone()),
                }),
            ),
            pdf,
        };
        let content = json(&document)?;
        let saving = saving(permit.member()?, now, reason);
        let version = self
            .store
            .write(async |tx| -> Result<u32, AppError> {
                let version = tx.publish(&release).await?;
                tx.save_follow_up(
                    owner,
                    id,
                    year,
                    Some(expected_version),
                    FollowUpState::Published,
                    &content,
                    &saving,
                )
                .await?;
                Ok(version)
            })
            .await?;
        self.make_public().await?;
        Ok(version)
    }

    /// Publishes the promise as it stands today: text, counts and figures.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn publish_promise(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
        at: Date,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let opened = self.open_promise(actor, Action::Publish, owner, id).await?;
        let language = language(&opened.document);
        let end = opened.document.promise.period.last_day();
        let at = end.map_or(at, |end| end.min(at));
        let mut status = draft(DraftOrder {
            document: &opened.document,
            year: at.year(),
            at,
            language,
            // What the numbers say changed belongs to a follow-up.
            effects: Vec::new(),
            figures: self.charts(owner, &opened.document, language).await?,
            earlier: self.earlier(owner, id, None).await?,
        });
        // What the numbers say changed belongs to a follow-up, where it is examined.
        status.claims.clear();
        status.published_on = Some(swedish_day(now));
        needs_address(&status)?;
        guard(&status)?;
        let document = &opened.document;
        let own = municipalities(document);
        let member = opened.permit.member()?;
        let version = self
            .store
            .write(async |tx| -> Result<u32, AppError> {
                // Numbered here, so that no two publications get the same number.
                let mut status = status.clone();
                status.earlier = earlier_of(tx.releases_of(owner, id).await?, None);
                status.version = tx.next_release_version(owner, id, None).await?;
                let release = NewRelease {
                    tenant: owner.clone(),
                    municipality_slug: status.municipality.slug.clone(),
                    published_at: now,
                    published_by: member.account_id(),
                    reason: None,
                    title: status.promise.title.clone(),
                    search: named(search_of_promise(&status), &status),
                    content: ReleaseContent::Promise(
                        id.clone(),
                        Box::new(PromiseRelease {
                            status: without_ids(status),
                            source: document.promise.source.clone(),
                            agreements: document.agreements.clone(),
                            versions: document.promise.versions.clone(),
                            ends_on: end,
                        }),
                    ),
                    pdf: None,
                };
                let version = tx.publish(&release).await?;
                // What the police have written is read beside it from now on.
                publish_news(&tx, owner, member, &own, now).await?;
                Ok(version)
            })
            .await?;
        self.make_public().await?;
        Ok(version)
    }

    /// Gives a document its version, day and reason before it is published.
    async fn number(
        &self,
        document: &mut FollowUpDocument,
        owner: &OrganisationId,
        id: &PromiseId,
        year: Option<i16>,
        reason: Option<&str>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        document.earlier = self.earlier(owner, id, year).await?;
        document.version = self.store.next_release_version(owner, id, year).await?;
        document.published_on = Some(swedish_day(now));
        document.reason = reason.map(str::to_owned);
        let reason_missing = reason.is_none_or(|r| r.trim().is_empty());
        match document.version > 1 && reason_missing {
            true => Err(AppError::Invalid {
                field: "reason",
                problem: Invalid::Missing,
            }),
            false => Ok(()),
        }
    }
}

/// The releases of the promise, or of its follow-up for a year, in order.
fn earlier_of(releases: Vec<ReleaseSummary>, year: Option<i16>) -> Vec<EarlierVersion> {
    let kind = match year {
        Some(_) => ReleaseKind::FollowUp,
        None => ReleaseKind::Promise,
    };
    let mut earlier: Vec<EarlierVersion> = releases
        .into_iter()
        .filter(|r| r.kind == kind && r.year == year)
        .map(|r| EarlierVersion {
            version: r.version,
            published_on: swedish_day(r.published_at),
            reason: r.reason,
        })
        .collect();
    earlier.sort_by_key(|e| e.version);
    earlier
}

/// Whether a chart belongs in the follow-up: all offences, and what the year's
/// claims speak of. The rest is on the promise's own page.
fn belongs(figure: &FigureChart, document: &PromiseDocument, year: i16) -> bool {
    let claimed = document
        .follow_ups
        .iter()
        .filter(|f| f.of.last_day().is_ok_and(|day| day.year() == year))
        .flat_map(|f| &f.claims)
        .any(|claim| claim.indicator.as_deref() == Some(&figure.category));
    figure.measure == Measure::RatePer100k && (claimed || figure.category == ALL_OFFENCES)
}

/// The language that the promise is written in.
pub fn language(document: &PromiseDocument) -> Language {
    document
        .language
        .as_deref()
        .and_then(Language::tagged)
        .unwrap_or(Language::Sv)
}

fn without_remarks(mut effects: Vec<Examined>) -> Vec<Examined> {
    for effect in &mut effects {
        effect.remark = None;
    }
    effects
}

/// What is read outside says how many entries show a sentence, not which.
fn without_ids(mut document: FollowUpDocument) -> FollowUpDocument {
    let of_commitments = document
        .commitments
        .iter_mut()
        .flat_map(|c| &mut c.sentences);
    let of_parties = document.parties.iter_mut().flat_map(|p| &mut p.sentences);
    let all = document
        .summary
        .iter_mut()
        .chain(of_commitments)
        .chain(of_parties);
    for shows in all.flat_map(|sentence| &mut sentence.evidence) {
        if let Shows::Log { activities, .. } = shows {
            activities.clear();
        }
    }
    document
}

fn last_day_of(year: i16) -> Date {
    Date::new(year, 12, 31).unwrap_or(Date::MAX)
}

/// The years that a promise is followed up for: its own, and the one before and after.
pub fn years(document: &PromiseDocument, today: Date) -> RangeInclusive<i16> {
    let period = &document.promise.period;
    let first = period.first_day().map_or(FIRST_YEAR, |d| d.year() - 1);
    let last = period.last_day().map_or(today.year(), |d| d.year());
    first..=last.saturating_add(1)
}

fn refuse_other_year(document: &PromiseDocument, year: i16, today: Date) -> Result<(), Denied> {
    match years(document, today).contains(&year) {
        true => Ok(()),
        false => Err(Denied::NoSuchRecord),
    }
}

/// No agreement between the police and a municipality is older; the rest are misprints.
const FIRST_YEAR: i16 = 1990;

/// Refuses to publish what would have no address of its own.
fn needs_address(document: &FollowUpDocument) -> Result<(), AppError> {
    let missing = |field| AppError::Invalid {
        field,
        problem: Invalid::Missing,
    };
    if document.municipality.slug.is_empty() {
        return Err(missing("municipalities"));
    }
    let id = document.promise.id.as_str().trim();
    // `nyheter` and `lagesbild` are the municipality's own pages, and an ending asks for a file.
    let endings = [".csv", ".json", ".pdf"];
    let is_own = ["nyheter", "lagesbild"].contains(&id);
    let has_no_page = is_own || id.starts_with('.') || endings.iter().any(|end| id.ends_with(end));
    match (id.is_empty(), has_no_page) {
        (true, _) => Err(missing("id")),
        (_, true) => Err(AppError::Invalid {
            field: "id",
            problem: Invalid::Taken,
        }),
        _ => Ok(()),
    }
}

/// Looks for personal data in every text that somebody may have written.
fn guard(document: &FollowUpDocument) -> Result<(), AppError> {
    let sentences =
        |all: &[Sentence]| -> Vec<String> { all.iter().map(|s| s.text.clone()).collect() };
    let mut texts: Vec<(&str, Vec<String>)> = vec![
        ("summary", sentences(&document.summary)),
        (
            "next_step",
            document.next_step.clone().into_iter().collect(),
        ),
        ("reason", document.reason.clone().into_iter().collect()),
        ("context", document.context.iter().map(section).collect()),
    ];
    for commitment in &document.commitments {
        texts.push(("sentences", sentences(&commitment.sentences)));
        texts.push((
            "deviation",
            commitment.deviation.clone().into_iter().collect(),
        ));
        texts.push((
            "next_step",
            commitment.next_step.clone().into_iter().collect(),
        ));
    }
    for party in &document.parties {
        texts.push(("sentences", sentences(&party.sentences)));
    }
    let remarks = document.effects.iter().filter_map(|e| e.remark.clone());
    texts.push(("remark", remarks.collect()));
    for (field, all) in texts {
        for text in all {
            guarded(field, &text)?;
        }
    }
    Ok(())
}

fn section(section: &Section) -> String {
    format!("{}\n{}", section.heading, section.words)
}

/// Every entry is found by the municipality's name.
fn named(mut entries: Vec<SearchEntry>, document: &FollowUpDocument) -> Vec<SearchEntry> {
    for entry in &mut entries {
        entry.stems.push(name_term(&document.municipality.name));
    }
    entries
}

fn search_of_promise(status: &FollowUpDocument) -> Vec<SearchEntry> {
    let base = format!("/{}/{}", status.municipality.slug, status.promise.id);
    let whole = entry(
        HitKind::Promise,
        status.promise.title.clone(),
        base.clone(),
        format!(
            "{} {} {}",
            status.municipality.name,
            status.background.as_deref().unwrap_or_default(),
            status
                .commitments
                .iter()
                .map(|c| c.title.as_str())
                .collect::<Vec<_>>()
                .join(". "),
        ),
    );
    let each = status.commitments.iter().map(|c| {
        entry(
            HitKind::Commitment,
            c.title.clone(),
            format!("{base}/atagande/{}", c.id),
            format!("{} {} {}", c.words, c.target, c.places.join(", ")),
        )
    });
    std::iter::once(whole).chain(each).collect()
}

/// "Uppföljning 2023 – Medborgarlöfte Lidköping 2022–2023".
fn title(document: &FollowUpDocument) -> String {
    let language = Language::tagged(&document.language).unwrap_or_default();
    let heading = language.texts().follow_up_title(&document.year.to_string());
    format!("{heading} – {}", document.promise.title)
}

fn search_of_follow_up(document: &FollowUpDocument) -> Vec<SearchEntry> {
    let text: Vec<&str> = document
        .summary
        .iter()
        .chain(document.commitments.iter().flat_map(|c| &c.sentences))
        .map(|s| s.text.as_str())
        .chain(document.context.iter().map(|s| s.words.as_str()))
        .chain(document.claims.iter().map(|c| c.words.as_str()))
        .chain(document.effects.iter().map(|e| e.words.as_str()))
        .collect();
    vec![entry(
        HitKind::FollowUp,
        title(document),
        format!(
            "/{}/{}/uppfoljning/{}",
            document.municipality.slug, document.promise.id, document.year
        ),
        text.join(" "),
    )]
}

pub(crate) fn entry(kind: HitKind, title: String, path: String, text: String) -> SearchEntry {
    let stems = Analyser::new().terms(&format!("{title} {text}"));
    SearchEntry {
        kind,
        title,
        path,
        text,
        stems,
    }
}
