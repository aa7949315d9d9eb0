//! What was said, taken in from a file by a mapping of its columns: a picture
//! gets all of it as one new version, and the same file again changes nothing.

use handslag_domain::id::{PictureId, VoiceId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::problem::{ASKED_GROUPS, VOICE_CHANNELS, Voice};
use handslag_import::table::{Sheet, Table, TableBudget, read_table};
use handslag_import::voices::{Known, KnownWord, VoiceMapping, VoicesRead, read_voices};
use handslag_import::{Progress, RowProblem};
use handslag_locale::{Language, Texts};
use handslag_store::{BatchId, DocumentKind};
use jiff::Timestamp;

use super::OpenPicture;
use super::saving::{guard_document, refuse_errors};
use crate::access::{Action, Actor, Whose, decide};
use crate::draft::slug;
use crate::error::{guarded, json, personal_data};
use crate::intake::{BadRows, ColumnExample, File, Intake, Remark, Run, left_out, read_of, record};
use crate::promise::saving;
use crate::{App, AppError, swedish_day};

/// Examples of a column, and voices to look at.
const EXAMPLES: usize = 3;

/// How a file of voices is read.
#[derive(Debug, Clone, Default)]
pub struct VoiceOrder {
    /// Which column holds what; proposed from the file unless given.
    pub mapping: Option<VoiceMapping>,
    /// What to do with bad rows.
    pub bad_rows: BadRows,
}

/// A file of voices with a mapping that fits it, as far as can be told.
#[derive(Debug, Clone)]
pub struct VoiceColumns {
    /// Its columns.
    pub columns: Vec<ColumnExample>,
    /// How many rows it has.
    pub n_rows: usize,
    /// The sheets of a workbook.
    pub sheets: Vec<Sheet>,
    /// The mapping asked for, else a saved one for files of this shape, else a proposal.
    pub mapping: VoiceMapping,
    /// The name of the saved mapping that fits.
    pub saved_as: Option<String>,
}

/// What came of a file of voices.
#[derive(Debug, Clone)]
pub struct VoiceIntake {
    /// As of every file.
    pub intake: Intake,
    /// The mapping that was used.
    pub mapping: VoiceMapping,
    /// Bad rows that were left out, when that was asked for.
    pub left_out: Vec<RowProblem>,
    /// How many rows those are.
    pub n_bad: u64,
    /// The first few that are new, to look at.
    pub first: Vec<Voice>,
}

impl App {
    /// What the columns of a file of voices hold, and how it would be read.
    ///
    /// # Errors
    /// [`AppError::Rows`] when there is no table in it.
    pub async fn voice_columns(
        &self,
        actor: &Actor,
        file: &File<'_>,
        order: &VoiceOrder,
    ) -> Result<VoiceColumns, AppError> {
        let table = voice_table(file, order)?;
        let (mapping, saved_as) = self.voice_mapping(actor, &table, order).await?;
        let example = |(at, name): (usize, &String)| ColumnExample {
            name: name.clone(),
            examples: table.examples(at, EXAMPLES),
        };
        Ok(VoiceColumns {
            columns: table.columns.iter().enumerate().map(example).collect(),
            n_rows: table.rows.len(),
            mapping: match read_of(&table.sheets) {
                Some(sheet) => VoiceMapping {
                    sheet: Some(sheet),
                    ..mapping
                },
                None => mapping,
            },
            sheets: table.sheets,
            saved_as,
        })
    }

    /// The mapping that a file is read by, and the name it is saved under when
    /// it was found by the file's shape.
    async fn voice_mapping(
        &self,
        actor: &Actor,
        table: &Table,
        order: &VoiceOrder,
    ) -> Result<(VoiceMapping, Option<String>), AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        // One that says only where the table stands is no mapping of its columns yet.
        if let Some(mapping) = order.mapping.as_ref().filter(|m| !m.fields.is_empty()) {
            return Ok((mapping.clone(), None));
        }
        let held = self.mapping_of_shape::<VoiceMapping>(permit.owner()?, &table.columns);
        let (mapping, saved_as) = match held.await? {
            Some((name, mapping)) => (mapping, Some(name)),
            None => (VoiceMapping::suggest(table), None),
        };
        Ok(match &order.mapping {
            Some(place) => {
                let placed = VoiceMapping {
                    sheet: place.sheet.clone(),
                    header_row: place.header_row,
                    ..mapping
                };
                (placed, saved_as)
            }
            None => (mapping, saved_as),
        })
    }

    /// Takes in voices from CSV or XLSX into a picture, as one new version: all
    /// of the file, or all but the bad rows when that is asked for.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row, or what is wrong with the mapping.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a thing of its own that the caller has"
    )]
    pub async fn import_voices(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        file: &File<'_>,
        order: &VoiceOrder,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<VoiceIntake, AppError> {
        let edit = Action::EditPicture;
        let opened = self.open_picture(actor, edit, owner, id).await?;
        guarded("file_name", file.name)?;
        let table = voice_table(file, order)?;
        let (mapping, _) = self.voice_mapping(actor, &table, order).await?;
        let (channels, groups) = known_words();
        let known = Known {
            places: &opened.document.places,
            channels: &channels,
            groups: &groups,
            today: swedish_day(now),
        };
        let read = read_voices(&table, &mapping, known, &personal_data, progress);
        let read = read.map_err(AppError::Rows)?;
        if order.bad_rows == BadRows::Refuse && !read.problems.is_empty() {
            return Err(AppError::Rows(read.problems));
        }
        let VoicesRead {
            voices,
            problems,
            n_bad,
            n_rows,
            notes,
        } = read;
        let n_read = voices.len();
        let (document, first, n_new) = grown(&opened.document, voices);
        refuse_errors(&document)?;
        guard_document(&document)?;
        if run == Run::Real {
            self.keep_voices(&opened, &document, file, (n_rows, n_new), now)
                .await?;
        }
        Ok(VoiceIntake {
            intake: Intake {
                rows: n_rows,
                new: n_new,
                unchanged: n_read - n_new,
                notes: left_out(&table.sheets)
                    .chain(notes.into_iter().map(Remark::Voices))
                    .collect(),
                ..Intake::default()
            },
            mapping,
            left_out: problems,
            n_bad,
            first,
        })
    }

    /// The picture's new version and the trace of the file, or neither.
    async fn keep_voices(
        &self,
        opened: &OpenPicture,
        document: &PictureDocument,
        file: &File<'_>,
        (n_rows, n_new): (u64, usize),
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (owner, id) = (&opened.owner, &document.picture.id);
        let member = opened.permit.member()?;
        let content = json(document)?;
        let saving = saving(member, now, Some(file.name.to_owned()));
        let batch = record(BatchId::new(), "voices", file, n_rows, n_new, member, now);
        self.store
            .write(async |tx| -> Result<(), AppError> {
                if n_new > 0 {
                    let (kind, version) = (DocumentKind::Picture, Some(opened.version));
                    tx.save_document(owner, kind, id.as_str(), version, &content, &saving)
                        .await?;
                }
                tx.insert_import_batch(&member.organisation, &batch).await?;
                Ok(())
            })
            .await
    }
}

/// How something may have been said, and by which groups, as people call it.
fn known_words() -> (Vec<KnownWord>, Vec<KnownWord>) {
    let said = |names: &[&str], say: fn(Texts, &str) -> String| {
        let names = names.iter();
        let word = |name: &&str| KnownWord {
            name: (*name).to_owned(),
            sv: say(Language::Sv.texts(), name),
            en: say(Language::En.texts(), name),
        };
        names.map(word).collect()
    };
    (
        said(&VOICE_CHANNELS, Texts::channel),
        said(&ASKED_GROUPS, Texts::asked_group),
    )
}

fn voice_table(file: &File<'_>, order: &VoiceOrder) -> Result<Table, AppError> {
    let place = order.mapping.as_ref().map(VoiceMapping::table_place);
    let place = place.unwrap_or_default();
    read_table(file.bytes, &place, &TableBudget::default()).map_err(AppError::Rows)
}

/// The picture with those voices that it does not have, the first of them, and
/// how many they are.
fn grown(held: &PictureDocument, voices: Vec<Voice>) -> (PictureDocument, Vec<Voice>, usize) {
    let mut document = held.clone();
    let mut unmatched = document.voices.clone();
    let before = document.voices.len();
    for voice in voices {
        if !take_same(&mut unmatched, &voice) {
            add(&mut document, voice);
        }
    }
    let new = &document.voices[before..];
    let (first, n_new) = (new.iter().take(EXAMPLES).cloned().collect(), new.len());
    (document, first, n_new)
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
