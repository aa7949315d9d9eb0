//! Words for what the other crates name: roles, fields, findings, rows, moments.

use handslag_app::files::{Lang, Row};
use handslag_app::held::{FollowUpState, Origin};
use handslag_domain::check::{Level, Words};
use handslag_domain::organisation::Role;
use handslag_locale::{Language, Texts, arg};
use handslag_text::{Finding, Kind};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What a member may do, in one word.
pub fn role(t: Texts, role: Role) -> String {
    match role {
        Role::Reader => t.work_role_reader(),
        Role::Reporter => t.work_role_reporter(),
        Role::Editor => t.work_role_editor(),
        Role::Publisher => t.work_role_publisher(),
    }
}

/// How much a finding matters.
pub fn level(t: Texts, level: Level) -> String {
    match level {
        Level::Error => t.work_level_error(),
        Level::Warning => t.work_level_warning(),
        Level::Note => t.work_level_note(),
    }
}

/// How far a follow-up has come.
pub fn state(t: Texts, state: FollowUpState) -> String {
    match state {
        FollowUpState::Draft => t.work_state_draft(),
        FollowUpState::Published => t.work_state_published(),
        FollowUpState::Revision => t.work_state_revision(),
    }
}

/// How an entry came in.
pub fn origin(t: Texts, origin: Origin) -> String {
    match origin {
        Origin::Form => t.work_origin_form(),
        Origin::Import => t.work_origin_import(),
        Origin::Command => t.work_origin_command(),
    }
}

/// What kind of file was taken in.
pub fn intake_kind(t: Texts, kind: &str) -> String {
    match kind {
        "activities" => t.work_intake_activities(),
        "figures" => t.work_intake_figures(),
        "population" => t.work_intake_population(),
        "notices" => t.work_intake_notices(),
        "incidents" => t.intake_incidents(),
        "voices" => t.voices_title(),
        other => other.to_owned(),
    }
}

/// Where in a file.
pub fn row(t: Texts, row: Row) -> String {
    match row {
        Row::File => t.work_row_file(),
        Row::Line(n) | Row::Item(n) => n.to_string(),
    }
}

/// What a use case calls a field, as the forms call it.
pub fn field(t: Texts, name: &str) -> String {
    match name {
        "type" => t.work_log_what(),
        "on" => t.work_log_day(),
        "counts" => t.work_log_counts(),
        "reason" => t.work_reason(),
        "covers" => t.work_log_covers(),
        "note" => t.work_log_note(),
        "place" => t.work_log_where(),
        "parties" => t.work_log_parties(),
        "serves" => t.work_log_serves(),
        "municipalities" => t.work_municipality(),
        "user_name" => t.work_user_name(),
        "effect_lock" => t.work_effect_lock(),
        "effects" => t.work_effects(),
        "category" => t.work_log_what(),
        "count" => t.report_count(),
        "when" => t.incidents_when(),
        other => other.to_owned(),
    }
}

/// What in a text points out a person, and what to do.
pub fn personal_data(t: Texts, findings: &[Finding]) -> String {
    let found: Vec<String> = findings
        .iter()
        .map(|f| format!("{} ”{}”", kind(t, f.kind), f.text))
        .collect();
    t.work_personal_data(&t.language.list(&found))
}

fn kind(t: Texts, kind: Kind) -> String {
    match kind {
        Kind::IdentityNumber => t.work_personal_identity_number(),
        Kind::Phone => t.work_personal_phone(),
        Kind::Email => t.work_personal_email(),
        Kind::RegistrationPlate => t.work_personal_plate(),
        Kind::ApartmentNumber => t.work_personal_apartment(),
        Kind::Name => t.work_personal_name(),
        Kind::Address => t.work_personal_address(),
    }
}

/// The import crate's name of a language.
pub fn import_lang(language: Language) -> Lang {
    match language {
        Language::Sv => Lang::Sv,
        Language::En => Lang::En,
    }
}

/// The checker's name of a language.
pub fn check_words(language: Language) -> Words {
    match language {
        Language::Sv => Words::Sv,
        Language::En => Words::En,
    }
}

/// A moment in Sweden: "12 mars 2023, 14:05".
pub fn moment(language: Language, at: Timestamp) -> String {
    let stockholm = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let local = at.to_zoned_datetime(stockholm);
    language.texts().work_moment(arg::WorkMoment {
        date: &language.date(local.date()),
        time: &local.strftime("%H:%M").to_string(),
    })
}

/// For how long an amount is promised.
pub fn per(t: Texts, unit: &str) -> String {
    match unit {
        "day" => t.per_day(),
        "week" => t.per_week(),
        "month" => t.per_month(),
        "quarter" => t.per_quarter(),
        "tertial" => t.per_tertial(),
        "term" => t.per_term(),
        "half_year" => t.per_half_year(),
        "year" => t.per_year(),
        "school_year" => t.per_school_year(),
        other => other.to_owned(),
    }
}
