//! What can be asked for on the command line. The words of the help are in [`crate::help`].

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use handslag_domain::amount::Amount;
use handslag_domain::document::Syntax;
use handslag_domain::effect::Wanted;
use handslag_domain::organisation::Role;
use handslag_domain::vocabulary::ReleasedTo;
use jiff::civil::Date;

#[derive(Parser)]
#[command(name = "handslag", version)]
pub(crate) struct Cli {
    #[arg(
        long,
        global = true,
        env = "HANDSLAG_DATA",
        hide_env_values = true,
        value_name = "DIR"
    )]
    pub data: Option<PathBuf>,
    // Read before the rest, so that errors and help are in the language too.
    #[arg(long, global = true, value_parser = ["sv", "en"], value_name = "sv|en")]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Demo(DemoOrder),
    Serve(ServeOrder),
    Account {
        #[command(subcommand)]
        order: AccountCommand,
    },
    Promise {
        #[command(subcommand)]
        order: PromiseCommand,
    },
    Picture {
        #[command(subcommand)]
        order: PictureCommand,
    },
    Import {
        #[command(subcommand)]
        order: ImportCommand,
    },
    Open311 {
        #[command(subcommand)]
        order: Open311Command,
    },
    Log(Box<LogOrder>),
    Assess(AssessOrder),
    Effect(Box<EffectOrder>),
    FollowUp(FollowUpOrder),
    Export(ExportOrder),
    Backup {
        file: PathBuf,
    },
    #[command(hide = true)]
    Report(ReportOrder),
}

impl Default for Command {
    fn default() -> Self {
        Self::Demo(DemoOrder {
            listen: default_address(),
            finish: false,
        })
    }
}

fn default_address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 7878))
}

#[derive(Args)]
pub(crate) struct DemoOrder {
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    // What the program asks of itself; see `demo`.
    #[arg(long, hide = true)]
    pub finish: bool,
}

#[derive(Args)]
pub(crate) struct ServeOrder {
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    #[arg(long)]
    pub behind_tls: bool,
    #[arg(long, value_name = "FILE")]
    pub map_tiles: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum AccountCommand {
    Add(AccountAdd),
    List,
    Disable { user: String },
}

#[derive(Args)]
pub(crate) struct AccountAdd {
    #[arg(value_name = "USER")]
    pub user: String,
    #[arg(long, value_name = "ID")]
    pub organisation: String,
    #[arg(long, value_name = "NAME")]
    pub organisation_name: Option<String>,
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    #[arg(long, value_parser = role, value_name = "ROLE", default_value = "publisher")]
    pub role: Role,
    #[arg(long)]
    pub password_stdin: bool,
}

fn role(text: &str) -> Result<Role, String> {
    Role::named(text).ok_or_else(|| "reader, reporter, editor, publisher".to_owned())
}

#[derive(Subcommand)]
pub(crate) enum PromiseCommand {
    Check {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Schema,
    Convert {
        file: PathBuf,
        #[arg(long, value_enum)]
        to: Format,
    },
}

#[derive(Subcommand)]
pub(crate) enum PictureCommand {
    Check {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Schema,
    Convert {
        file: PathBuf,
        #[arg(long, value_enum)]
        to: Format,
    },
    Show {
        #[arg(value_name = "PICTURE")]
        picture: String,
        #[arg(long, value_name = "ID")]
        organisation: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Edition {
        #[arg(value_name = "PICTURE")]
        picture: String,
        #[arg(
            long = "for",
            value_enum,
            default_value = "public",
            value_name = "public|partners"
        )]
        readers: Readers,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[arg(long, value_name = "ID")]
        organisation: Option<String>,
    },
    Export {
        #[arg(value_name = "PICTURE")]
        picture: String,
        #[arg(long, value_enum, default_value = "toml")]
        format: Format,
        #[arg(long, value_name = "ID")]
        organisation: Option<String>,
    },
}

/// For whom an edition is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Readers {
    Public,
    Partners,
}

impl From<Readers> for ReleasedTo {
    fn from(readers: Readers) -> Self {
        match readers {
            Readers::Public => Self::Public,
            Readers::Partners => Self::Partners,
        }
    }
}

/// How a document is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Toml,
    Json,
}

impl From<Format> for Syntax {
    fn from(format: Format) -> Self {
        match format {
            Format::Toml => Self::Toml,
            Format::Json => Self::Json,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum Open311Command {
    Open(DoorOrder),
    List,
    Close(DoorClosing),
}

#[derive(Args)]
pub(crate) struct DoorOrder {
    #[arg(long, value_name = "TEXT")]
    pub source: String,
    #[arg(long, value_name = "TEXT")]
    pub jurisdiction: String,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
}

#[derive(Args)]
pub(crate) struct DoorClosing {
    #[arg(long, value_name = "TEXT")]
    pub source: String,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum ImportCommand {
    Promise {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    Picture {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    Voices {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "ID")]
        picture: String,
        #[command(flatten)]
        columns: Columns,
        #[arg(long)]
        leave_out_bad_rows: bool,
    },
    Activities {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "ID")]
        promise: String,
        #[command(flatten)]
        columns: Columns,
    },
    Incidents {
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        columns: Columns,
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
        #[arg(long, value_name = "NUMBER")]
        epsg: Option<u32>,
        #[arg(long)]
        leave_out_bad_rows: bool,
    },
    Open311 {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "TEXT")]
        source: String,
    },
    Areas {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "NAME")]
        layer: String,
        #[arg(long)]
        leave_out_bad_rows: bool,
    },
    Figures {
        #[command(flatten)]
        files: Files,
    },
    Population {
        #[command(flatten)]
        files: Files,
        #[arg(long, value_name = "YEAR")]
        year: Option<i16>,
    },
    Groups {
        #[command(flatten)]
        files: Files,
    },
    Notices {
        #[command(flatten)]
        files: Files,
    },
}

/// How the columns of a table are read.
#[derive(Args)]
pub(crate) struct Columns {
    #[arg(long, value_name = "NAME|FILE")]
    pub mapping: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub save_mapping: Option<String>,
    #[arg(long, requires = "save_mapping")]
    pub replace_mapping: bool,
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

/// What every import takes.
#[derive(Args)]
pub(crate) struct Files {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(crate) struct LogOrder {
    #[arg(value_name = "PROMISE")]
    pub promise: String,
    #[arg(
        long = "type",
        value_name = "TYPE",
        required_unless_present = "stdin_lines"
    )]
    pub kind: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long, value_name = "HH:MM")]
    pub at: Option<jiff::civil::Time>,
    #[arg(long, value_name = "ID")]
    pub place: Option<String>,
    #[arg(long, value_name = "ID")]
    pub party: Vec<String>,
    #[arg(long, value_parser = amount, value_name = "N", allow_negative_numbers = true)]
    pub times: Option<Amount>,
    #[arg(long, value_parser = amount, value_name = "N", allow_negative_numbers = true)]
    pub hours: Option<Amount>,
    #[arg(long, value_parser = amount, value_name = "N", allow_negative_numbers = true)]
    pub staff: Option<Amount>,
    #[arg(long, value_parser = count, value_name = "NAME=N")]
    pub count: Vec<(String, Amount)>,
    #[arg(long, value_name = "NAME")]
    pub covers: Vec<String>,
    #[arg(long, value_name = "ID")]
    pub serves: Vec<String>,
    #[arg(long, value_name = "ID")]
    pub same_as: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub json: bool,
    #[arg(long)]
    pub stdin_lines: bool,
}

fn amount(text: &str) -> Result<Amount, String> {
    match Amount::parse(text) {
        Ok(amount) if !amount.is_negative() => Ok(amount),
        _ => Err("30, 1.5, 1,5, 4000".to_owned()),
    }
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "2023-06-30".to_owned())
}

fn count(text: &str) -> Result<(String, Amount), String> {
    let example = || "drivers=23".to_owned();
    let (name, n) = text.split_once('=').ok_or_else(example)?;
    match name.trim().is_empty() {
        true => Err(example()),
        false => Ok((name.trim().to_owned(), amount(n).map_err(|_| example())?)),
    }
}

#[derive(Args)]
pub(crate) struct AssessOrder {
    #[arg(value_name = "PROMISE")]
    pub promise: String,
    #[arg(long, value_parser = day, value_name = "DATE")]
    pub at: Option<Date>,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct EffectOrder {
    #[arg(value_name = "PROMISE", required = true)]
    pub promise: Option<String>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    pub year: Option<i16>,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<EffectCommand>,
}

#[derive(Subcommand)]
pub(crate) enum EffectCommand {
    Compare(ComparisonOrder),
    Detectable(ComparisonOrder),
    Groups(GroupsOrder),
    SelfTest(SelfTestOrder),
}

#[derive(Args)]
pub(crate) struct GroupsOrder {
    #[arg(value_name = "MUNICIPALITY")]
    pub area: String,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub json: bool,
}

/// Numbers that are brought along need no figures from others.
const OWN_NUMBERS: [&str; 2] = ["treated", "share"];

#[derive(Args)]
pub(crate) struct ComparisonOrder {
    #[arg(long, value_name = "CATEGORY", required_unless_present_any = OWN_NUMBERS)]
    pub series: Option<String>,
    #[arg(long, value_name = "MUNICIPALITY", required_unless_present_any = OWN_NUMBERS)]
    pub area: Option<String>,
    #[arg(long, value_name = "MONTHS", required_unless_present_any = OWN_NUMBERS)]
    pub before: Option<String>,
    #[arg(long, value_name = "MONTHS", required_unless_present_any = OWN_NUMBERS)]
    pub after: Option<String>,
    #[arg(long, value_parser = amount, value_name = "BEFORE[,AFTER]", value_delimiter = ',', requires = "control")]
    pub treated: Vec<Amount>,
    #[arg(long, value_parser = amount, value_name = "BEFORE[,AFTER]", value_delimiter = ',', requires = "treated")]
    pub control: Vec<Amount>,
    #[arg(long, value_parser = amount, value_name = "BEFORE[,AFTER]", value_delimiter = ',', requires = "control_ring")]
    pub ring: Vec<Amount>,
    #[arg(long, value_parser = amount, value_name = "BEFORE[,AFTER]", value_delimiter = ',', requires = "ring")]
    pub control_ring: Vec<Amount>,
    #[arg(long, value_parser = amount, value_name = "PERCENT[,PERCENT]", value_delimiter = ',', requires = "answers", conflicts_with = "treated")]
    pub share: Vec<Amount>,
    #[arg(long, value_parser = amount, value_name = "N[,N]", value_delimiter = ',', requires = "share")]
    pub answers: Vec<Amount>,
    #[arg(long, value_parser = amount, value_name = "TIMES", requires = "share")]
    pub design_effect: Option<Amount>,
    #[arg(long, value_name = "MONTHS")]
    pub also_before: Vec<String>,
    #[arg(long, value_name = "MUNICIPALITY", value_delimiter = ',')]
    pub against: Vec<String>,
    #[arg(long, value_parser = ["level", "change", "change_against_others"], value_name = "QUESTION")]
    pub asks: Option<String>,
    #[arg(long, value_enum, value_name = "down|up|effort")]
    pub wanted: Option<Way>,
    #[arg(long, value_parser = amount, value_name = "PERCENT")]
    pub margin: Option<Amount>,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub json: bool,
}

/// Which way an indicator should go.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Way {
    Down,
    Up,
    Effort,
}

impl From<Way> for Wanted {
    fn from(way: Way) -> Self {
        match way {
            Way::Down => Self::Down,
            Way::Up => Self::Up,
            Way::Effort => Self::Effort,
        }
    }
}

#[derive(Args)]
pub(crate) struct SelfTestOrder {
    #[arg(long)]
    pub publish: bool,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(crate) struct FollowUpOrder {
    #[arg(value_name = "PROMISE")]
    pub promise: String,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    pub year: i16,
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[arg(long, value_parser = day, value_name = "DATE")]
    pub at: Option<Date>,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
}

#[derive(Args)]
pub(crate) struct ExportOrder {
    #[arg(value_name = "PROMISE")]
    pub promise: String,
    #[arg(long, value_enum, default_value = "toml")]
    pub format: Format,
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
}

#[derive(Args)]
pub(crate) struct ReportOrder {
    #[arg(long)]
    pub stdin: bool,
}
