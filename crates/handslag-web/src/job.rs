//! Files that wait to be taken in, and long work that runs: in memory, for those who asked for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use handslag_app::AppError;
use handslag_app::access::Member;
use handslag_app::files::Progress;
use handslag_app::files::mapping::Mapping;
use handslag_app::intake::{IncidentIntake, IncidentOrder, Intake, Run};
use handslag_app::picture_document::{VoiceIntake, VoiceOrder};
use handslag_domain::id::{PictureId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// A file waits this long for its sender.
const WAITS_SECONDS: i64 = 3600;
/// Files of one member that wait at the same time; the oldest goes first.
const WAITING: usize = 4;
/// Files that are read at the same time, by whomever they were sent: each may
/// take half a gigabyte.
const READ_AT_ONCE: usize = 2;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Activities, for a promise.
    Activities,
    /// Official crime figures.
    Figures,
    /// Numbers of inhabitants.
    Population,
    /// The police's notices.
    Notices,
    /// What happened or felt unsafe.
    Incidents,
    /// What residents and staff said, for a picture.
    Voices,
    /// A layer of areas, which is sent on a page of its own.
    Areas,
}

impl Kind {
    /// Every kind that the page of intake takes.
    pub const ALL: [Self; 6] = [
        Self::Activities,
        Self::Incidents,
        Self::Voices,
        Self::Figures,
        Self::Population,
        Self::Notices,
    ];

    /// The word in forms and in the list of imports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activities => "activities",
            Self::Figures => "figures",
            Self::Population => "population",
            Self::Notices => "notices",
            Self::Incidents => "incidents",
            Self::Voices => "voices",
            Self::Areas => "areas",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// A file that waits.
#[derive(Clone)]
pub struct Upload {
    /// Names it.
    pub id: String,
    /// Whose it is: nobody else can see that it is there.
    pub account: Uuid,
    /// What it holds.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The promise that activities belong to.
    pub promise: Option<(OrganisationId, PromiseId)>,
    /// The year of inhabitants, when the file does not say it.
    pub year: Option<i16>,
    /// What the columns hold.
    pub mapping: Option<Mapping>,
    /// How a file of incidents is read.
    pub incidents: IncidentOrder,
    /// The picture that voices belong to.
    pub picture: Option<(OrganisationId, PictureId)>,
    /// How a file of voices is read.
    pub voices: VoiceOrder,
    /// The name that its mapping was saved under: its own is not asked about again.
    pub kept_as: Option<String>,
    /// Since when it waits.
    pub since: Timestamp,
}

impl Upload {
    /// A layer of areas, which waits while its sender is asked something.
    pub fn of_areas(account: Uuid, name: &str, bytes: Arc<[u8]>, now: Timestamp) -> Self {
        Self {
            id: Uuid::now_v7().to_string(),
            account,
            kind: Kind::Areas,
            name: name.to_owned(),
            bytes,
            promise: None,
            year: None,
            mapping: None,
            incidents: IncidentOrder::default(),
            picture: None,
            voices: VoiceOrder::default(),
            kept_as: None,
            since: now,
        }
    }
}

/// Long work that runs, or has run.
pub struct Running<T> {
    done: AtomicU64,
    total: AtomicU64,
    result: OnceLock<Result<T, AppError>>,
}

impl<T> Default for Running<T> {
    fn default() -> Self {
        Self {
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            result: OnceLock::new(),
        }
    }
}

impl<T> Running<T> {
    /// Notes how far it has come.
    pub fn progressed(&self, progress: Progress) {
        self.done.store(progress.done, Ordering::Relaxed);
        self.total.store(progress.total, Ordering::Relaxed);
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        }
    }

    /// Notes what it came to.
    pub fn finished(&self, result: Result<T, AppError>) {
        // It finishes once; a second result could only be the same.
        self.result.set(result).ok();
    }

    /// What it came to; nothing while it runs.
    pub fn result(&self) -> Option<&Result<T, AppError>> {
        self.result.get()
    }
}

/// What an intake came to.
pub enum Taken {
    /// Incidents.
    Incidents(Box<IncidentIntake>),
    /// Voices.
    Voices(Box<VoiceIntake>),
    /// Anything else.
    Other(Intake),
}

/// An intake that runs, or has run.
pub struct Job {
    /// Names it.
    pub id: String,
    /// Whose it is.
    pub account: Uuid,
    /// The file, for a run after this one.
    pub upload: String,
    /// The file's name.
    pub name: String,
    /// The picture that voices belong to.
    pub picture: Option<(OrganisationId, PictureId)>,
    /// Dry or real.
    pub run: Run,
    /// How far it has come, in rows, and what it came to.
    pub running: Running<Taken>,
    since: Timestamp,
}

impl Job {
    /// A job for a file, not yet run.
    pub fn new(upload: &Upload, run: Run, now: Timestamp) -> Self {
        Self {
            id: Uuid::now_v7().to_string(),
            account: upload.account,
            upload: upload.id.clone(),
            name: upload.name.clone(),
            picture: upload.picture.clone(),
            run,
            running: Running::default(),
            since: now,
        }
    }
}

/// A self-test that runs, or has run: whether there were figures enough.
pub type SelfTestRun = Running<bool>;

/// Everything that waits or runs.
pub struct Jobs {
    /// Whose turn it is to read a large file into memory.
    turns: Arc<Semaphore>,
    uploads: Mutex<HashMap<String, Upload>>,
    jobs: Mutex<HashMap<String, Arc<Job>>>,
    /// The newest of each organisation.
    self_tests: Mutex<HashMap<OrganisationId, Arc<SelfTestRun>>>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(READ_AT_ONCE)),
            uploads: Mutex::default(),
            jobs: Mutex::default(),
            self_tests: Mutex::default(),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Jobs {
    /// Waits for the turn to read a file; it lasts until it is dropped.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        // Never closed: there is always a turn.
        Arc::clone(&self.turns).acquire_owned().await.ok()
    }

    /// Keeps a file; those that have waited too long go.
    pub fn keep(&self, upload: Upload) {
        let mut uploads = locked(&self.uploads);
        let now = upload.since.as_second();
        uploads.retain(|_, u| now - u.since.as_second() < WAITS_SECONDS);
        let mut own: Vec<(Timestamp, String)> = uploads
            .values()
            .filter(|u| u.account == upload.account && u.id != upload.id)
            .map(|u| (u.since, u.id.clone()))
            .collect();
        own.sort();
        while own.len() >= WAITING {
            uploads.remove(&own.remove(0).1);
        }
        uploads.insert(upload.id.clone(), upload);
    }

    /// A file that the member sent.
    pub fn upload(&self, member: &Member, id: &str) -> Option<Upload> {
        locked(&self.uploads)
            .get(id)
            .filter(|u| u.account == member.account)
            .cloned()
    }

    /// Keeps a job; those that began too long ago go.
    pub fn begin(&self, job: Arc<Job>) {
        let mut jobs = locked(&self.jobs);
        let now = job.since.as_second();
        jobs.retain(|_, j| now - j.since.as_second() < WAITS_SECONDS);
        jobs.insert(job.id.clone(), job);
    }

    /// A job that the member began.
    pub fn job(&self, member: &Member, id: &str) -> Option<Arc<Job>> {
        locked(&self.jobs)
            .get(id)
            .filter(|j| j.account == member.account)
            .cloned()
    }

    /// Keeps a self-test of an organisation. Nothing when one runs already.
    pub fn begin_self_test(&self, owner: &OrganisationId) -> Option<Arc<SelfTestRun>> {
        let mut runs = locked(&self.self_tests);
        if runs.get(owner).is_some_and(|run| run.result().is_none()) {
            return None;
        }
        let run = Arc::<SelfTestRun>::default();
        runs.insert(owner.clone(), run.clone());
        Some(run)
    }

    /// The newest self-test that an organisation began since the start.
    pub fn self_test(&self, owner: &OrganisationId) -> Option<Arc<SelfTestRun>> {
        locked(&self.self_tests).get(owner).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Poll, Waker};

    #[tokio::test]
    async fn no_more_files_are_read_at_once_than_there_is_memory_for() {
        let jobs = Jobs::default();
        let mut reading = Vec::new();
        for _ in 0..READ_AT_ONCE {
            reading.push(jobs.turn().await);
        }
        let mut waits = std::pin::pin!(jobs.turn());
        let mut context = Context::from_waker(Waker::noop());
        assert!(waits.as_mut().poll(&mut context).is_pending());
        reading.pop();
        assert!(matches!(
            waits.as_mut().poll(&mut context),
            Poll::Ready(Some(_))
        ));
    }
}
