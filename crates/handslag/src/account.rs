//! `handslag account`: who may sign in; made at the operator's terminal only.

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;

use handslag_app::member::{AccountError, AccountOrder};
use handslag_app::password::FEWEST_SIGNS;
use handslag_app::{App, AppError, Invalid};
use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_locale::{Language, Texts, arg};
use jiff::Timestamp;

use crate::arguments::{AccountAdd, AccountCommand};
use crate::data_folder::{self, Kind};
use crate::failure::Failure;
use crate::terminal::{can_ask, say, tell};

pub(crate) async fn run(
    order: AccountCommand,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let app = data_folder::open(folder, language).await?;
    match order {
        AccountCommand::Add(order) => add(&app, &order, language).await,
        AccountCommand::List => list(&app, language).await,
        AccountCommand::Disable { user } => disable(&app, &user, language).await,
    }
}

async fn add(app: &App, order: &AccountAdd, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    refuse_demo(app, language).await?;
    let id = handslag_app::draft::slug(&order.organisation);
    if id.is_empty() {
        return Err(Failure::Usage(t.cmd_account_id()));
    }
    let held = app.store().organisation(&OrganisationId(id.clone())).await;
    let held = held.map_err(|error| Failure::store(&error, language))?;
    let organisation = match (held, &order.organisation_name, &order.party) {
        (Some(held), ..) => held,
        (None, Some(name), Some(party)) => Organisation {
            id: OrganisationId(id),
            name: name.clone(),
            party: party.as_str().into(),
        },
        (None, ..) => return Err(Failure::Usage(t.cmd_account_new_organisation(&id))),
    };
    let password = match order.password_stdin {
        true => first_line()?,
        false if can_ask() => asked_twice(t)?,
        false => return Err(Failure::Usage(t.cmd_account_no_terminal())),
    };
    make(
        app,
        &organisation,
        &order.user,
        &password,
        order.role,
        language,
    )
    .await
}

/// A demonstration has its own members, who sign in without a password.
async fn refuse_demo(app: &App, language: Language) -> Result<(), Failure> {
    let kind = data_folder::kind(app)
        .await
        .map_err(|error| Failure::of(error, language))?;
    match kind {
        Some(Kind::Demo) => Err(Failure::Usage(language.texts().cmd_demo_folder())),
        _ => Ok(()),
    }
}

async fn make(
    app: &App,
    organisation: &Organisation,
    user_name: &str,
    password: &str,
    role: Role,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let order = AccountOrder {
        user_name,
        password: Some(password),
        role,
        language: language.tag(),
        demo: false,
    };
    match app
        .add_account(organisation, &order, Timestamp::now())
        .await
    {
        Ok(member) => {
            say(t.cmd_account_made(arg::CmdAccountMade {
                user: &member.user_name,
                organisation: &organisation.name,
                role: role.name(),
            }));
            Ok(())
        }
        Err(AccountError::Password(_)) => Err(Failure::Usage(t.cmd_account_short(FEWEST_SIGNS))),
        Err(AccountError::App(AppError::Invalid {
            problem: Invalid::Taken,
            ..
        })) => Err(Failure::Usage(t.cmd_account_taken(user_name))),
        Err(AccountError::App(error)) => Err(Failure::of(error, language)),
    }
}

async fn list(app: &App, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    let failed = |error| Failure::store(&error, language);
    for organisation in app.store().organisations().await.map_err(failed)? {
        for account in app
            .store()
            .accounts(&organisation.id)
            .await
            .map_err(failed)?
        {
            let state = match (account.disabled_at, account.is_demo) {
                (Some(_), _) => t.cmd_account_disabled(),
                (None, true) => t.cmd_account_demo(),
                (None, false) => t.cmd_account_active(),
            };
            let (user, role) = (account.user_name, account.role.name());
            say(format_args!("{user}\t{role}\t{}\t{state}", organisation.id));
        }
    }
    Ok(())
}

async fn disable(app: &App, user: &str, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    let failed = |error| Failure::store(&error, language);
    let account = app
        .store()
        .account_by_user_name(user)
        .await
        .map_err(failed)?;
    let account = account.ok_or_else(|| Failure::Usage(t.cmd_account_missing(user)))?;
    let now = Timestamp::now();
    app.store()
        .write(async |tx| tx.disable_account(&account.tenant, account.id, now).await)
        .await
        .map_err(failed)?;
    say(t.cmd_account_ended(user));
    Ok(())
}

/// Makes the first account in a talk at the terminal.
pub(crate) async fn first(app: &App, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    tell(t.cmd_first_account());
    let name = asked(&t.cmd_ask_organisation())?;
    let party = asked(&t.cmd_ask_party())?;
    let user = asked(&t.cmd_ask_user())?;
    let organisation = Organisation {
        id: OrganisationId(handslag_app::draft::slug(&name)),
        name,
        party: handslag_app::draft::slug(&party).as_str().into(),
    };
    let password = asked_twice(t)?;
    make(
        app,
        &organisation,
        &user,
        &password,
        Role::Publisher,
        language,
    )
    .await
}

fn asked(question: &str) -> Result<String, Failure> {
    loop {
        eprint!("{question} ");
        std::io::stderr().flush().map_err(system)?;
        let answer = first_line()?;
        if !answer.trim().is_empty() {
            return Ok(answer.trim().to_owned());
        }
    }
}

/// A password typed twice without being shown, until both are the same and long enough.
fn asked_twice(t: Texts) -> Result<String, Failure> {
    loop {
        let password = rpassword::prompt_password(format!("{} ", t.cmd_ask_password(FEWEST_SIGNS)))
            .map_err(system)?;
        if password.chars().count() < FEWEST_SIGNS {
            tell(t.cmd_account_short(FEWEST_SIGNS));
            continue;
        }
        let again = rpassword::prompt_password(format!("{} ", t.cmd_ask_password_again()));
        if again.map_err(system)? == password {
            return Ok(password);
        }
        tell(t.cmd_account_differ());
    }
}

fn first_line() -> Result<String, Failure> {
    let mut line = String::new();
    match std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(system)?
    {
        0 => Err(Failure::Usage("stdin: EOF".to_owned())),
        _ => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
    }
}

fn system(error: std::io::Error) -> Failure {
    Failure::System(error.to_string())
}
