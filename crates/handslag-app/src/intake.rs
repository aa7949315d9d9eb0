//! Intake of files: activities, official figures, inhabitants, police notices
//! and whole promises. All of a file or nothing; the same file again changes nothing.

mod incident_columns;
mod incidents;
mod open311;

use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{ActivityId, PromiseId};
use handslag_domain::municipality::Municipality;
use handslag_domain::news::Notice;
use handslag_domain::organisation::OrganisationId;
use handslag_import::activities::{IntakeNote, read_activities};
use handslag_import::bra::{Columns, read_figures};
use handslag_import::groups::read_groups;
use handslag_import::incidents::{IncidentMapping, IncidentNote};
use handslag_import::mapping::{Known, Mapping};
use handslag_import::notices::{read_notices, read_revisions};
use handslag_import::population::read_inhabitants;
use handslag_import::table::{Sheet, TableBudget, TablePlace, read_table};
use handslag_import::voices::{VoiceMapping, VoiceNote};
use handslag_import::{Budget, Lang, Note, Progress};
use handslag_store::{BatchId, ImportBatch, NewActivity, Origin, StoreError, Tx};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::access::{Action, Actor, Member, Whose, decide};
use crate::error::{Invalid, guarded, invalid, json, personal_data};
use crate::news::publish_news;
use crate::{App, AppError, swedish_day};
pub use incident_columns::{ColumnExample, IncidentColumns, read_of};
pub use incidents::{BadRows, IncidentIntake, IncidentOrder, Said};

/// A file to take in.
pub struct File<'a> {
    /// Its name, for the trace.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// Whether to keep what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Read and report only.
    Dry,
    /// Read and keep.
    Real,
}

/// What an intake came to.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// Rows read.
    pub rows: u64,
    /// What was not there before.
    pub new: usize,
    /// What replaced an earlier value; the earlier one is kept as a revision.
    pub revised: usize,
    /// What was there already.
    pub unchanged: usize,
    /// What is older than what is held, and so was kept but does not show.
    pub older: usize,
    /// Numbers that the source no longer gives; the number stays.
    pub no_longer_given: usize,
    /// What was merged, left out or filled in on reading.
    pub notes: Vec<Remark>,
}

/// Something that the sender of a file may want to know.
#[derive(Debug, Clone)]
pub enum Remark {
    /// Of figures, inhabitants and notices.
    Figures(Note),
    /// Of activities.
    Activities(IntakeNote),
    /// Of incidents.
    Incidents(IncidentNote),
    /// Of voices.
    Voices(VoiceNote),
    /// A sheet or a layer beside the one that is read.
    LeftOut(Sheet),
}

impl Remark {
    /// The remark in words.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Figures(note) => note.text(lang),
            Self::Activities(note) => note.text(lang),
            Self::Incidents(note) => note.text(lang),
            Self::Voices(note) => note.text(lang),
            Self::LeftOut(sheet) => sheet.left_out_text(lang),
        }
    }
}

fn remarks(notes: Vec<Note>) -> Vec<Remark> {
    notes.into_iter().map(Remark::Figures).collect()
}

/// The sheets beside the one that is read: nobody must believe that all of a file came in.
pub(crate) fn left_out(sheets: &[Sheet]) -> impl Iterator<Item = Remark> {
    let others = sheets.iter().filter(|sheet| !sheet.is_read);
    others.cloned().map(Remark::LeftOut)
}

/// Why a transaction kept nothing.
enum NotKept<T> {
    /// It was a rehearsal, which would have come to this.
    Rehearsed(T),
    Failed(AppError),
}

impl<T> From<StoreError> for NotKept<T> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl App {
    /// Does the work and, in a dry run, undoes it: a dry run comes to what the
    /// real one would come to.
    async fn keep_if_real<T, F, W>(&self, run: Run, work: F) -> Result<T, AppError>
    where
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T, AppError>>,
    {
        let done = self
            .store
            .write(|tx| {
                let work = work(tx);
                async move {
                    let came_to = work.await.map_err(NotKept::Failed)?;
                    match run {
                        Run::Real => Ok(came_to),
                        Run::Dry => Err(NotKept::Rehearsed(came_to)),
                    }
                }
            })
            .await;
        match done {
            Ok(came_to) | Err(NotKept::Rehearsed(came_to)) => Ok(came_to),
            Err(NotKept::Failed(error)) => Err(error),
        }
    }
}

impl App {
    /// Takes in official crime figures in any of the forms that Brå's figures come in.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row.
    pub async fn import_figures(
        &self,
        actor: &Actor,
        file: &File<'_>,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Intake, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        guarded("file_name", file.name)?;
        let read = read_figures(file.bytes, Columns::Counts, &Budget::default(), progress)
            .map_err(AppError::Rows)?;
        let mut intake = Intake {
            rows: read.rows,
            notes: remarks(read.notes),
            ..Intake::default()
        };
        let (owner, batch) = (permit.owner()?, BatchId::new());
        let seen_on = swedish_day(now);
        let revised = self
            .keep_if_real(run, async |tx| -> Result<_, AppError> {
                let revised = tx
                    .revise_figures(owner, batch, seen_on, &read.items)
                    .await?;
                let n_new = revised.new + revised.revised;
                tx.insert_import_batch(
                    owner,
                    &record(
                        batch,
                        "figures",
                        file,
                        read.rows,
                        n_new,
                        permit.member()?,
                        now,
                    ),
                )
                .await?;
                Ok(revised)
            })
            .await?;
        intake.new = revised.new;
        intake.revised = revised.revised;
        intake.unchanged = revised.unchanged;
        intake.older = revised.older;
        intake.no_longer_given = revised.no_longer_given;
        Ok(intake)
    }

    /// Takes in numbers of inhabitants.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row.
    pub async fn import_population(
        &self,
        actor: &Actor,
        file: &File<'_>,
        year_if_unsaid: Option<i16>,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Intake, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        guarded("file_name", file.name)?;
        let read = read_inhabitants(file.bytes, year_if_unsaid, &Budget::default(), progress)
            .map_err(AppError::Rows)?;
        let (owner, batch) = (permit.owner()?, BatchId::new());
        let saved = self
            .keep_if_real(run, async |tx| -> Result<_, AppError> {
                let saved = tx.save_population(owner, &read.items).await?;
                let record = record(
                    batch,
                    "population",
                    file,
                    read.rows,
                    saved.new + saved.revised,
                    permit.member()?,
                    now,
                );
                tx.insert_import_batch(owner, &record).await?;
                Ok(saved)
            })
            .await?;
        Ok(Intake {
            rows: read.rows,
            new: saved.new,
            revised: saved.revised,
            unchanged: saved.unchanged,
            notes: remarks(read.notes),
            ..Intake::default()
        })
    }

    /// Takes in Kolada's groups of comparable municipalities.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad group.
    pub async fn import_groups(
        &self,
        actor: &Actor,
        file: &File<'_>,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Intake, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let read = read_groups(file.bytes, &Budget::default(), progress).map_err(AppError::Rows)?;
        let mut intake = Intake {
            rows: read.rows,
            notes: remarks(read.notes),
            ..Intake::default()
        };
        if run == Run::Dry {
            intake.new = read.items.len();
            return Ok(intake);
        }
        let (owner, batch) = (permit.owner()?, BatchId::new());
        let saved = self
            .store
            .write(async |tx| -> Result<_, AppError> {
                let saved = tx.save_comparable_groups(owner, &read.items).await?;
                let n_new = saved.new + saved.changed;
                let member = permit.member()?;
                let record = record(batch, "groups", file, read.rows, n_new, member, now);
                tx.insert_import_batch(owner, &record).await?;
                Ok(saved)
            })
            .await?;
        intake.new = saved.new;
        intake.revised = saved.changed;
        intake.unchanged = saved.unchanged;
        Ok(intake)
    }

    /// Takes in the police's event notices, as news beside the promise, and
    /// makes those of the organisation's own municipalities readable by all:
    /// the police have published them already.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row.
    pub async fn import_notices(
        &self,
        actor: &Actor,
        file: &File<'_>,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Intake, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        guarded("file_name", file.name)?;
        let (rows, notes, notices) = notices_in(file.bytes, progress)?;
        let mut intake = Intake {
            rows,
            notes: remarks(notes),
            ..Intake::default()
        };
        let (owner, member, batch) = (permit.owner()?, permit.member()?, BatchId::new());
        let own = self.own_municipalities(owner).await?;
        let revised = self
            .keep_if_real(run, async |tx| -> Result<_, AppError> {
                let revised = tx.revise_notices(owner, batch, &notices).await?;
                let n_new = revised.new + revised.revised;
                publish_news(&tx, owner, member, &own, now).await?;
                tx.insert_import_batch(
                    owner,
                    &record(batch, "notices", file, rows, n_new, member, now),
                )
                .await?;
                Ok(revised)
            })
            .await?;
        if run == Run::Real {
            self.make_public().await?;
        }
        intake.new = revised.new;
        intake.revised = revised.revised;
        intake.unchanged = revised.unchanged;
        Ok(intake)
    }

    /// Takes in activities from a table, by a mapping of its columns.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row; nothing is kept of a file with one.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a thing of its own that the caller has"
    )]
    pub async fn import_activities(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
        file: &File<'_>,
        mapping: Option<&Mapping>,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Intake, AppError> {
        let opened = self
            .open_promise(actor, Action::Import, owner, promise)
            .await?;
        let member = opened.permit.member()?.clone();
        guarded("file_name", file.name)?;
        let known = Known::of(&opened.document);
        let place = mapping.map_or_else(TablePlace::default, Mapping::table_place);
        let table =
            read_table(file.bytes, &place, &TableBudget::default()).map_err(AppError::Rows)?;
        let suggested;
        let mapping = match mapping {
            // One that says only where the table stands is no mapping of its columns yet.
            Some(mapping) if !mapping.fields.is_empty() => mapping,
            _ => {
                suggested = Mapping::suggest(&table, &known).mapping;
                &suggested
            }
        };
        let key = self.row_key(&member.organisation).await?;
        let secret_id = |meaning: &[u8]| secret_id(&key, meaning);
        let today = swedish_day(now);
        let read = read_activities(
            &table,
            mapping,
            &known,
            &personal_data,
            &secret_id,
            today,
            progress,
        )
        .map_err(AppError::Rows)?;
        let mut intake = Intake {
            rows: read.n_rows,
            notes: left_out(&table.sheets)
                .chain(read.notes.into_iter().map(Remark::Activities))
                .collect(),
            ..Intake::default()
        };
        let batch = BatchId::new();
        let entries: Vec<NewActivity> = read
            .activities
            .into_iter()
            .map(|activity| NewActivity {
                tenant: member.organisation.clone(),
                promise_owner: owner.clone(),
                promise: promise.clone(),
                key: activity.id.0.clone(),
                activity,
                origin: Origin::Import,
                batch: Some(batch),
                logged_at: now,
                logged_by: member.account_id(),
            })
            .collect();
        let inserted = self
            .keep_if_real(run, async |tx| -> Result<_, AppError> {
                let inserted = tx.insert_activities(&entries).await?;
                let record = record(
                    batch,
                    "activities",
                    file,
                    read.n_rows,
                    inserted.new,
                    &member,
                    now,
                );
                tx.insert_import_batch(&member.organisation, &record)
                    .await?;
                Ok(inserted)
            })
            .await?;
        intake.new = inserted.new;
        intake.unchanged = inserted.already;
        Ok(intake)
    }

    /// A mapping that the organisation has saved under a name, for such files.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn mapping<M: SavedMapping>(
        &self,
        actor: &Actor,
        name: &str,
    ) -> Result<Option<M>, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let name = kept_as::<M>(name);
        let held = self.store.mapping(permit.owner()?, &name).await?;
        Ok(held.map(|h| h.read::<M>()).transpose()?.map(|h| h.content))
    }

    /// The names of the organisation's saved mappings, for such files.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn mappings<M: SavedMapping>(&self, actor: &Actor) -> Result<Vec<String>, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let names = self.store.mappings(permit.owner()?).await?;
        Ok(names
            .iter()
            .filter_map(|name| own_name::<M>(name))
            .collect())
    }

    /// Saves a mapping under a name.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach; [`Invalid::Taken`] when
    /// another has the name and nobody has said that it may be replaced.
    pub async fn save_mapping<M: SavedMapping>(
        &self,
        actor: &Actor,
        name: &str,
        mapping: &M,
        held: Held,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let owner = permit.owner()?;
        let content = json(mapping)?;
        let name = kept_as::<M>(name);
        self.store
            .write(async |tx| -> Result<(), AppError> {
                let before = tx.mapping(owner, &name).await?;
                match &before {
                    Some(before) if before.content == content => return Ok(()),
                    Some(_) if held == Held::Keep => {
                        return Err(invalid("mapping", Invalid::Taken));
                    }
                    _ => {}
                }
                let version = before.map(|before| before.version);
                tx.save_mapping(owner, &name, version, &content).await?;
                Ok(())
            })
            .await
    }

    /// The saved mapping that was made for files of this shape, with its name.
    pub(crate) async fn mapping_of_shape<M: SavedMapping>(
        &self,
        owner: &OrganisationId,
        columns: &[String],
    ) -> Result<Option<(String, M)>, AppError> {
        for kept in self.store.mappings(owner).await? {
            let Some(name) = own_name::<M>(&kept) else {
                continue;
            };
            let Some(held) = self.store.mapping(owner, &kept).await? else {
                continue;
            };
            let mapping = held.read::<M>()?.content;
            if mapping.fits(columns) {
                return Ok(Some((name, mapping)));
            }
        }
        Ok(None)
    }

    /// What the organisation has taken in, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn import_batches(&self, actor: &Actor) -> Result<Vec<ImportBatch>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.import_batches(permit.owner()?).await?)
    }

    /// The organisation's key for ids of rows about single people.
    pub(crate) async fn row_key(&self, organisation: &OrganisationId) -> Result<String, AppError> {
        // Each holds 74 random bits.
        let fresh = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
        self.store
            .write(async |tx| -> Result<String, AppError> {
                Ok(tx.row_key(organisation, &fresh).await?)
            })
            .await
    }

    pub(crate) async fn own_municipalities(
        &self,
        owner: &OrganisationId,
    ) -> Result<Vec<&'static Municipality>, AppError> {
        let mut all: Vec<&'static Municipality> = Vec::new();
        for summary in self.store.visible_promises(owner).await? {
            let held = self.store.promise(&summary.owner, &summary.id).await?;
            all.extend(held.iter().flat_map(|h| municipalities(&h.content)));
        }
        all.sort_by_key(|m| m.code);
        all.dedup_by_key(|m| m.code);
        Ok(all)
    }
}

pub(crate) fn municipalities(document: &PromiseDocument) -> Vec<&'static Municipality> {
    use handslag_domain::municipality::MunicipalityCode;
    document
        .promise
        .municipalities
        .iter()
        .filter_map(|written| {
            MunicipalityCode::parse(written)
                .ok()
                .and_then(Municipality::by_code)
                .or_else(|| Municipality::by_name(written))
        })
        .collect()
}

/// What becomes of a saved mapping when another is saved under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It stays, and the other is refused.
    Keep,
    /// The other takes its place.
    Replace,
}

/// A mapping of columns that is saved under a name of its own kind.
pub trait SavedMapping: serde::Serialize + serde::de::DeserializeOwned {
    /// What its names begin with where they are kept; empty for activities,
    /// which were there first.
    const PREFIX: &str;

    /// Whether it was made for files with these columns: it finds all of its
    /// own, and none is new to it.
    fn fits(&self, columns: &[String]) -> bool;
}

impl SavedMapping for Mapping {
    const PREFIX: &str = "";

    fn fits(&self, columns: &[String]) -> bool {
        self.check(columns).is_ok() && self.unused_columns(columns).is_empty()
    }
}

impl SavedMapping for IncidentMapping {
    const PREFIX: &str = "incidents";

    fn fits(&self, columns: &[String]) -> bool {
        self.check(columns).is_ok() && self.unused_columns(columns).is_empty()
    }
}

impl SavedMapping for VoiceMapping {
    const PREFIX: &str = "voices";

    fn fits(&self, columns: &[String]) -> bool {
        self.check(columns).is_ok() && self.unused_columns(columns).is_empty()
    }
}

/// Between the prefix and the name.
const SEPARATOR: char = ':';

fn kept_as<M: SavedMapping>(name: &str) -> String {
    match M::PREFIX {
        "" => name.replace(SEPARATOR, " "),
        prefix => format!("{prefix}{SEPARATOR}{name}"),
    }
}

/// The name of a mapping of this kind, by the name it is kept under.
fn own_name<M: SavedMapping>(kept: &str) -> Option<String> {
    let (prefix, name) = kept.split_once(SEPARATOR).unwrap_or(("", kept));
    (prefix == M::PREFIX).then(|| name.to_owned())
}

/// Reads an answer, an archive, or an archive of revisions (by its first line).
fn notices_in(
    bytes: &[u8],
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(u64, Vec<Note>, Vec<Notice>), AppError> {
    let budget = Budget::default();
    match read_notices(bytes, &budget, progress) {
        Ok(read) => Ok((read.rows, read.notes, read.items)),
        Err(problems) => match read_revisions(bytes, &budget, progress) {
            Ok(read) => {
                let notices = read.items.into_iter().map(|v| v.notice).collect();
                Ok((read.rows, read.notes, notices))
            }
            Err(_) => Err(AppError::Rows(problems)),
        },
    }
}

/// An id from which nobody without the key can tell what the row says.
fn secret_id(key: &str, meaning: &[u8]) -> ActivityId {
    let hash = Sha256::new()
        .chain_update(key)
        .chain_update([0])
        .chain_update(meaning)
        .finalize();
    ActivityId(hash.iter().take(16).map(|b| format!("{b:02x}")).collect())
}

/// An id from which nobody without the key can tell what the row says.
pub(crate) fn secret_uuid(key: &str, meaning: &[u8]) -> Uuid {
    let hash = Sha256::new()
        .chain_update(key)
        .chain_update([0])
        .chain_update(meaning)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(bytes)
}

pub(crate) fn record(
    id: BatchId,
    kind: &str,
    file: &File<'_>,
    n_rows: u64,
    n_new: usize,
    member: &Member,
    at: Timestamp,
) -> ImportBatch {
    let hash = Sha256::digest(file.bytes);
    ImportBatch {
        id,
        kind: kind.to_owned(),
        file_name: file.name.to_owned(),
        sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        n_rows,
        n_new: n_new as u64,
        at,
        by: member.account_id(),
    }
}
