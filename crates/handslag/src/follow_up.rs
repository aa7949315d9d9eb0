//! `handslag follow-up`: page, PDF, CSV and JSON of one document.

use std::path::{Path, PathBuf};

use handslag_app::access::Action;
use handslag_app::draft::{DraftOrder, draft};
use handslag_app::follow_up::years;
use handslag_app::open_data::{commitments_csv, effects_csv};
use handslag_app::{FollowUpState, Renderer as _};
use handslag_domain::document::PromiseDocument;
use handslag_domain::follow_up::FollowUpDocument;
use handslag_locale::{Language, arg};

use crate::arguments::FollowUpOrder;
use crate::failure::Failure;
use crate::follow_up_page;
use crate::promise_name::{Found, HeldPromise, find};
use crate::renderer::ChildRenderer;
use crate::terminal::{say, today};

pub(crate) async fn run(
    order: &FollowUpOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let organisation = order.organisation.as_deref();
    let action = Action::WriteFollowUp;
    let found = find(&order.promise, organisation, action, folder, language).await?;
    let (document, is_draft) = match &found {
        Found::File(document) => (of_file(document, order, language)?, true),
        Found::Held(held) => of_held(held, order, language).await?,
    };
    let files = Files {
        document: &document,
        is_draft,
        language,
    };
    files.write(&order.out).await
}

/// From a document alone: its log, and no official figures.
fn of_file(
    document: &PromiseDocument,
    order: &FollowUpOrder,
    language: Language,
) -> Result<FollowUpDocument, Failure> {
    let years = years(document, today());
    if !years.contains(&order.year) {
        let told = arg::CmdOtherYear {
            year: &order.year.to_string(),
            first: &years.start().to_string(),
            last: &years.end().to_string(),
        };
        return Err(Failure::Content(
            language.texts().cmd_other_year(told) + "\n",
        ));
    }
    let last_day = jiff::civil::date(order.year, 12, 31);
    Ok(draft(DraftOrder {
        document,
        year: order.year,
        at: order.at.unwrap_or_else(today).min(last_day),
        language: handslag_app::follow_up::language(document),
        effects: Vec::new(),
        figures: Vec::new(),
        earlier: Vec::new(),
    }))
}

/// The follow-up in the workshop: published when nothing was changed since.
async fn of_held(
    held: &HeldPromise,
    order: &FollowUpOrder,
    language: Language,
) -> Result<(FollowUpDocument, bool), Failure> {
    let (owner, id) = (&held.opened.owner, &held.opened.document.promise.id);
    let at = order.at.unwrap_or_else(today);
    let failed = |error| Failure::of(error, language);
    // Counts at another day are a new draft, whatever has been saved or published.
    if order.at.is_some() {
        let drafted = held
            .app
            .rewrite(&held.actor, owner, id, order.year, at)
            .await;
        return Ok((drafted.map_err(failed)?, true));
    }
    let workshop = held
        .app
        .workshop(&held.actor, owner, id, order.year, at)
        .await;
    let workshop = workshop.map_err(failed)?;
    Ok((
        workshop.document,
        workshop.state != FollowUpState::Published,
    ))
}

/// What the figures say of goals and claims, beside the commitments' own table.
const ANSWERS: &str = "-svaren.csv";

/// One document, four files, and one more when there are answers.
struct Files<'a> {
    document: &'a FollowUpDocument,
    is_draft: bool,
    language: Language,
}

impl Files<'_> {
    async fn write(&self, folder: &Path) -> Result<(), Failure> {
        let t = self.language.texts();
        std::fs::create_dir_all(folder).map_err(|e| Failure::unwritable(t, folder, &e))?;
        let pdf = ChildRenderer::default()
            .pdf(self.document, self.is_draft)
            .await;
        let pdf = pdf.map_err(|error| Failure::of(error.into(), self.language))?;
        let json = serde_json::to_string_pretty(self.document)
            .map_err(|error| Failure::System(error.to_string()))?;
        let mut contents: Vec<(&str, Vec<u8>)> = vec![
            (
                ".html",
                follow_up_page::page(self.document, &self.name()).into_bytes(),
            ),
            (".pdf", pdf),
            (".csv", commitments_csv(self.document).into_bytes()),
            (".json", (json + "\n").into_bytes()),
        ];
        if !self.document.effects.is_empty() {
            contents.push((ANSWERS, effects_csv(self.document).into_bytes()));
        }
        for (ending, content) in contents {
            let file = folder.join(format!("{}{ending}", self.name()));
            std::fs::write(&file, content).map_err(|e| Failure::unwritable(t, &file, &e))?;
            say(file.display());
        }
        Ok(())
    }

    /// `lidkoping-2022-2023-2023`: an address is a safe name of a file too.
    fn name(&self) -> String {
        let promise = handslag_app::draft::slug(self.document.promise.id.as_str());
        format!("{promise}-{}", self.document.year)
    }
}
