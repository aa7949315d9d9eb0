//! `handslag open311`: opens a door for another system's reports, lists the
//! doors, closes one. Made at the operator's terminal only.

use std::path::PathBuf;

use handslag_app::App;
use handslag_locale::{Language, arg};
use jiff::Timestamp;

use crate::arguments::{DoorClosing, DoorOrder, Open311Command};
use crate::failure::Failure;
use crate::terminal::{say, tell};
use crate::{data_folder, promise_name};

pub(crate) async fn run(
    order: Open311Command,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let app = data_folder::open(folder, language).await?;
    match order {
        Open311Command::Open(order) => open(&app, &order, language).await,
        Open311Command::List => list(&app, language).await,
        Open311Command::Close(order) => close(&app, &order, language).await,
    }
}

async fn open(app: &App, order: &DoorOrder, language: Language) -> Result<(), Failure> {
    let named = order.organisation.as_deref();
    let organisation = promise_name::organisation(app, named, language).await?;
    let actor = App::operator(&organisation);
    let (source, jurisdiction) = (&order.source, &order.jurisdiction);
    let opened = app
        .open_open311(&actor, source, jurisdiction, Timestamp::now())
        .await;
    let key = opened.map_err(|error| Failure::of(error, language))?;
    tell(language.texts().cmd_open311_opened(arg::CmdOpen311Opened {
        source,
        jurisdiction,
    }));
    // Alone on standard output, so that it can be handed on.
    say(key);
    Ok(())
}

async fn list(app: &App, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    let doors = app.store().open311_doors().await;
    let doors = doors.map_err(|error| Failure::store(&error, language))?;
    if doors.is_empty() {
        say(t.cmd_open311_none());
    }
    for door in doors {
        let day = |at| language.date(handslag_app::swedish_day(at));
        let line = arg::CmdOpen311Door {
            source: &door.source,
            organisation: door.tenant.as_str(),
            jurisdiction: &door.jurisdiction,
            opened: &day(door.opened_at),
        };
        let told = t.cmd_open311_door(line);
        match door.closed_at {
            None => say(told),
            Some(at) => say(format!("{told} {}", t.cmd_open311_closed_on(&day(at)))),
        }
    }
    Ok(())
}

async fn close(app: &App, order: &DoorClosing, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    let named = order.organisation.as_deref();
    let organisation = promise_name::organisation(app, named, language).await?;
    let actor = App::operator(&organisation);
    let closed = app
        .close_open311(&actor, &order.source, Timestamp::now())
        .await;
    match closed.map_err(|error| Failure::of(error, language))? {
        0 => Err(Failure::Usage(t.cmd_open311_no_such(&order.source))),
        _ => {
            say(t.cmd_open311_closed(&order.source));
            Ok(())
        }
    }
}
