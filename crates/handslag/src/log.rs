//! `handslag log`: one activity, or one for each line of JSON that comes in.

use std::io::Write as _;
use std::path::PathBuf;

use handslag_app::access::Action;
use handslag_app::activity::{Logged, Moved};
use handslag_app::{Actor, App, AppError, Member, Origin};
use handslag_domain::activity::Activity;
use handslag_domain::assessment::Uncounted;
use handslag_domain::id::{ActivityId, CommitmentId, PartyId, PlaceId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::written_date::WrittenDate;
use handslag_locale::{Language, Texts, arg};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::arguments::LogOrder;
use crate::data_folder;
use crate::failure::Failure;
use crate::promise::print_json;
use crate::promise_name::held;
use crate::terminal::{say, today};

/// Where entries go, and who makes them.
struct Book {
    app: App,
    actor: Actor,
    owner: OrganisationId,
    promise: PromiseId,
    /// The party that the organisation is, when it takes part in the promise.
    party: Option<PartyId>,
    language: Language,
}

/// A line of `--stdin-lines`: an activity as in the document, with its key.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    key: Option<String>,
    #[serde(flatten)]
    activity: serde_json::Map<String, serde_json::Value>,
}

/// The answer to an entry, given when it is safe on disk.
#[derive(Serialize)]
struct Answer<'a> {
    logged: &'a str,
    key: &'a str,
    already: bool,
    moved: Vec<MovedAnswer<'a>>,
}

#[derive(Serialize)]
struct MovedAnswer<'a> {
    commitment: &'a str,
    before: handslag_domain::amount::Amount,
    after: handslag_domain::amount::Amount,
    target: Option<handslag_domain::amount::Amount>,
    unit: &'a str,
}

pub(crate) async fn run(
    order: LogOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    if std::path::Path::new(&order.promise).is_file() {
        return Err(Failure::Usage(t.cmd_log_file(&order.promise)));
    }
    let app = data_folder::open(folder, language).await?;
    let organisation = order.organisation.as_deref();
    let held = held(
        app,
        &order.promise,
        organisation,
        Action::LogActivity,
        language,
    )
    .await?;
    let party = party(&held.app, &held.actor, language).await?;
    let takes_part = |party: &PartyId| held.opened.document.parties.iter().any(|p| p.id == *party);
    let book = Book {
        party: party.filter(takes_part),
        app: held.app,
        actor: held.actor,
        owner: held.opened.owner,
        promise: PromiseId::from(order.promise.as_str()),
        language,
    };
    match order.stdin_lines {
        true => book.lines().await,
        false => book.one(order).await,
    }
}

async fn party(app: &App, actor: &Actor, language: Language) -> Result<Option<PartyId>, Failure> {
    let Actor::Member(Member { organisation, .. }) = actor else {
        return Ok(None);
    };
    let organisation = app.store().organisation(organisation).await;
    let organisation = organisation.map_err(|error| Failure::store(&error, language))?;
    Ok(organisation.map(|organisation| organisation.party))
}

impl Book {
    async fn one(&self, order: LogOrder) -> Result<(), Failure> {
        let (json, key) = (order.json, order.key.clone());
        let key = key.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
        let logged = self.log(activity(order), key.clone()).await;
        let logged = logged.map_err(|error| Failure::of(error, self.language))?;
        match json {
            true => print_json(&answer(&logged, &key)),
            false => {
                say(words(&logged, self.language.texts()));
                Ok(())
            }
        }
    }

    /// Answers each line when its entry is safe, and stops at the first that is wrong.
    async fn lines(&self) -> Result<(), Failure> {
        let t = self.language.texts();
        let mut n = 0_usize;
        while let Some(line) = tokio::task::block_in_place(next_line) {
            let line = line.map_err(system)?;
            n += 1;
            if line.trim().is_empty() {
                continue;
            }
            let bad = |why: String| {
                Failure::Content(t.cmd_bad_line(arg::CmdBadLine {
                    n: n.into(),
                    why: &why,
                }))
            };
            let line: Line = serde_json::from_str(&line).map_err(|e| bad(e.to_string()))?;
            let key = line.key.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
            let activity = read_activity(line.activity).map_err(|e| bad(e.to_string()))?;
            let logged = self.log(activity, key.clone()).await;
            let logged = logged.map_err(|error| Failure::of(error, self.language))?;
            let answer = serde_json::to_string(&answer(&logged, &key)).map_err(system)?;
            let mut out = std::io::stdout();
            writeln!(out, "{answer}")
                .and_then(|()| out.flush())
                .map_err(system)?;
        }
        Ok(())
    }

    async fn log(&self, mut activity: Activity, key: String) -> Result<Logged, AppError> {
        if activity.parties.is_empty() {
            activity.parties.extend(self.party.clone());
        }
        let order = handslag_app::activity::LogOrder {
            owner: self.owner.clone(),
            promise: self.promise.clone(),
            activity,
            key,
            origin: Origin::Command,
        };
        self.app
            .log_activity(&self.actor, order, today(), Timestamp::now())
            .await
    }
}

fn next_line() -> Option<std::io::Result<String>> {
    std::io::stdin().lines().next()
}

fn system(error: impl std::fmt::Display) -> Failure {
    Failure::System(error.to_string())
}

/// The id is given when the entry is logged, and the day is today unless said.
fn read_activity(
    mut fields: serde_json::Map<String, serde_json::Value>,
) -> Result<Activity, serde_json::Error> {
    fields.entry("id").or_insert_with(|| String::new().into());
    fields
        .entry("on")
        .or_insert_with(|| today().to_string().into());
    serde_json::from_value(fields.into())
}

fn activity(order: LogOrder) -> Activity {
    let on = order.on.unwrap_or_else(|| today().to_string());
    Activity {
        kind: order.kind.unwrap_or_default().as_str().into(),
        on: WrittenDate::from(on.as_str()),
        at: order.at,
        place: order.place.map(PlaceId),
        parties: order.party.into_iter().map(PartyId).collect(),
        times: order.times,
        hours: order.hours,
        staff: order.staff,
        counts: order.count.into_iter().collect(),
        covers: order.covers,
        serves: order.serves.into_iter().map(CommitmentId).collect(),
        same_as: order.same_as.map(ActivityId),
        note: order.note,
        ..Activity::default()
    }
}

fn answer<'a>(logged: &'a Logged, key: &'a str) -> Answer<'a> {
    let moved = logged.moved.iter().map(|m| MovedAnswer {
        commitment: m.commitment.as_str(),
        before: m.before,
        after: m.after,
        target: m.target,
        unit: &m.unit,
    });
    Answer {
        logged: logged.id.as_str(),
        key,
        already: logged.already,
        moved: moved.collect(),
    }
}

fn words(logged: &Logged, t: Texts) -> String {
    if logged.already {
        return t.cmd_logged_already(logged.id.as_str());
    }
    let mut lines = vec![t.cmd_logged(logged.id.as_str())];
    match logged.moved.is_empty() {
        true => {
            lines.push(t.cmd_logged_nothing_moved());
            let why = |it: &Uncounted| format!("  {}: {}", it.name, t.why_uncounted(&it.why));
            lines.extend(logged.uncounted.iter().map(why));
        }
        false => lines.extend(logged.moved.iter().map(|m| moved_words(m, t))),
    }
    lines.join("\n")
}

fn moved_words(moved: &Moved, t: Texts) -> String {
    let number = |n| t.language.number(n);
    let (name, before) = (moved.name.as_str(), &number(moved.before));
    match moved.target {
        Some(target) => t.cmd_moved_of(arg::CmdMovedOf {
            name,
            before,
            after: &number(moved.after),
            target: &t.amount(target, &moved.unit),
        }),
        None => t.cmd_moved(arg::CmdMoved {
            name,
            before,
            after: &t.amount(moved.after, &moved.unit),
        }),
    }
}
