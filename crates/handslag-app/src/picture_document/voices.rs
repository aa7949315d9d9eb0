//! What was said, taken in from a file: all of it or nothing, and the same file
//! again changes nothing.

use handslag_domain::id::{PictureId, VoiceId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::problem::Voice;
use handslag_import::table::TableBudget;
use handslag_import::voices::read_voices;
use jiff::Timestamp;

use crate::access::{Action, Actor};
use crate::draft::slug;
use crate::error::{guarded, personal_data};
use crate::intake::{File, Run};
use crate::{App, AppError};

/// What came of a file of voices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceIntake {
    /// Voices that the picture did not have.
    pub new: usize,
    /// Voices that it had already.
    pub unchanged: usize,
    /// Columns that were left out.
    pub unused_columns: Vec<String>,
}

impl App {
    /// Takes in voices from CSV or XLSX into a picture, as one new version.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row; then nothing is kept.
    pub async fn import_voices(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        file: &File<'_>,
        run: Run,
        now: Timestamp,
    ) -> Result<VoiceIntake, AppError> {
        let opened = self
            .open_picture(actor, Action::EditPicture, owner, id)
            .await?;
        guarded("file_name", file.name)?;
        let places = &opened.document.places;
        let budget = TableBudget::default();
        let read = read_voices(file.bytes, places, &budget, &personal_data);
        let read = read.map_err(AppError::Rows)?;
        let mut document = opened.document.clone();
        let n_rows = read.voices.len();
        let mut unmatched = document.voices.clone();
        let new = read
            .voices
            .into_iter()
            .filter(|voice| !take_same(&mut unmatched, voice))
            .map(|voice| add(&mut document, voice))
            .count();
        if run == Run::Real && new > 0 {
            let reason = Some(file.name.to_owned());
            self.save_picture(actor, owner, opened.version, &document, reason, now)
                .await?;
        }
        Ok(VoiceIntake {
            new,
            unchanged: n_rows - new,
            unused_columns: read.unused_columns,
        })
    }
}

/// Whether the picture has the voice already; each that it has answers for one row,
/// so that two rows that say the same are two voices.
fn take_same(unmatched: &mut Vec<Voice>, voice: &Voice) -> bool {
    let is_same = |held: &Voice| {
        let without_id = Voice {
            id: VoiceId::default(),
            // Who may read it and what became of it may have been written since.
            released: None,
            answer: voice.answer.clone(),
            ..held.clone()
        };
        without_id == *voice
    };
    let found = unmatched.iter().position(is_same);
    found.map(|place| unmatched.remove(place)).is_some()
}

/// Adds a voice under an id of its own.
fn add(document: &mut PictureDocument, voice: Voice) {
    let whole = slug(&voice.words);
    let parts: Vec<&str> = whole.split('-').filter(|p| !p.is_empty()).take(5).collect();
    let base = match parts.is_empty() {
        true => "synpunkt".to_owned(),
        false => parts.join("-"),
    };
    let numbered = (2..).map(|n: u32| format!("{base}-{n}"));
    let mut ids = std::iter::once(base.clone()).chain(numbered);
    let is_free = |id: &String| document.voices.iter().all(|held| held.id.as_str() != id);
    let id = VoiceId(ids.find(is_free).unwrap_or(base));
    document.voices.push(Voice { id, ..voice });
}
