//! The help of every command in the reader's language, each with an example and its exit codes.

use clap::{Arg, ArgAction, Command, CommandFactory as _};
use handslag_locale::{Language, Texts};

use crate::arguments::Cli;

/// The whole command line with its words.
pub(crate) fn command(language: Language) -> Command {
    let t = language.texts();
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(t.cmd_arg_version())
        .help_heading(t.cmd_heading_options());
    localised(Cli::command(), "", t)
        .disable_version_flag(true)
        .arg(version)
}

fn localised(command: Command, path: &str, t: Texts) -> Command {
    let inner = |sub: Command| {
        let path = format!("{path} {}", sub.get_name()).trim().to_owned();
        localised(sub, &path, t)
    };
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(t.cmd_arg_help())
        .help_heading(t.cmd_heading_options());
    command
        .mut_args(|argument| worded(argument, path, t))
        .mut_subcommands(inner)
        .about(about(path, t))
        .after_help(after(path, t))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .subcommand_help_heading(t.cmd_heading_commands())
        .subcommand_value_name(t.cmd_value_command())
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            t.cmd_heading_usage()
        ))
}

/// Values, defaults and environment are told in the words, in the reader's language.
fn worded(argument: Arg, path: &str, t: Texts) -> Arg {
    let heading = match argument.is_positional() {
        true => t.cmd_heading_arguments(),
        false => t.cmd_heading_options(),
    };
    let words = argument_words(argument.get_id().as_str(), path, t);
    let takes_values = argument.get_action().takes_values();
    let argument = argument.help(words).help_heading(heading);
    match takes_values {
        true => argument
            .hide_possible_values(true)
            .hide_default_value(true)
            .hide_env(true),
        false => argument,
    }
}

fn after(path: &str, t: Texts) -> String {
    let examples = examples(path).join("\n  ");
    format!(
        "{}:\n  {examples}\n\n{}",
        t.cmd_example(),
        t.cmd_exit_codes()
    )
}

fn about(path: &str, t: Texts) -> String {
    match path {
        "" => t.cmd_about(),
        "demo" => t.cmd_about_demo(),
        "serve" => t.cmd_about_serve(),
        "account" => t.cmd_about_account(),
        "account add" => t.cmd_about_account_add(),
        "account list" => t.cmd_about_account_list(),
        "account disable" => t.cmd_about_account_disable(),
        "promise" => t.cmd_about_promise(),
        "promise check" => t.cmd_about_promise_check(),
        "promise schema" => t.cmd_about_promise_schema(),
        "promise convert" => t.cmd_about_promise_convert(),
        "picture" => t.cmd_about_picture(),
        "picture check" => t.cmd_about_picture_check(),
        "picture schema" => t.cmd_about_promise_schema(),
        "picture convert" => t.cmd_about_promise_convert(),
        "picture show" => t.cmd_about_picture_show(),
        "picture edition" => t.cmd_about_picture_edition(),
        "picture export" => t.cmd_about_picture_export(),
        "import" => t.cmd_about_import(),
        "import promise" => t.cmd_about_import_promise(),
        "import picture" => t.cmd_about_import_picture(),
        "import voices" => t.cmd_about_import_voices(),
        "import activities" => t.cmd_about_import_activities(),
        "import incidents" => t.cmd_about_import_incidents(),
        "import open311" => t.cmd_about_import_open311(),
        "open311" => t.cmd_about_open311(),
        "open311 open" => t.cmd_about_open311_open(),
        "open311 list" => t.cmd_about_open311_list(),
        "open311 close" => t.cmd_about_open311_close(),
        "import areas" => t.cmd_about_import_areas(),
        "import figures" => t.cmd_about_import_figures(),
        "import population" => t.cmd_about_import_population(),
        "import groups" => t.cmd_about_import_groups(),
        "import notices" => t.cmd_about_import_notices(),
        "log" => t.cmd_about_log(),
        "assess" => t.cmd_about_assess(),
        "effect" => t.cmd_about_effect(),
        "effect compare" => t.cmd_about_effect_compare(),
        "effect detectable" => t.cmd_about_effect_detectable(),
        "effect groups" => t.cmd_about_effect_groups(),
        "effect self-test" => t.cmd_about_effect_self_test(),
        "follow-up" => t.cmd_about_follow_up(),
        "export" => t.cmd_about_export(),
        "backup" => t.cmd_about_backup(),
        "report" => t.cmd_about_report(),
        _ => String::new(),
    }
}

fn examples(path: &str) -> &'static [&'static str] {
    match path {
        "" | "demo" => &[
            "handslag",
            "handslag demo --listen 127.0.0.1:0 --data /tmp/handslag-demo",
        ],
        "serve" => &[
            "handslag serve --data /var/lib/handslag --listen 127.0.0.1:8080",
            "DATABASE_URL=postgres://handslag@localhost/handslag handslag serve --behind-tls",
        ],
        "account" | "account add" => &[
            "handslag account add kommunpolis --organisation polisen \\",
            "    --organisation-name Polisen --party polisen --role publisher",
        ],
        "account list" => &["handslag account list --data /var/lib/handslag"],
        "account disable" => &["handslag account disable kommunpolis"],
        "promise" | "promise check" => &["handslag promise check lofte.toml --json"],
        "promise schema" => &["handslag promise schema > handslag-1.schema.json"],
        "promise convert" => &["handslag promise convert lofte.toml --to json > lofte.json"],
        "picture" | "picture check" => &["handslag picture check lagesbild.toml --json"],
        "picture schema" => &["handslag picture schema > handslag-picture-1.schema.json"],
        "picture convert" => &["handslag picture convert bild.toml --to json > bild.json"],
        "picture show" => &["handslag picture show lidkoping-lagesbild"],
        "picture edition" => {
            &["handslag picture edition lidkoping-lagesbild --for public --out ./ut"]
        }
        "picture export" => {
            &["handslag picture export lidkoping-lagesbild --format toml > bild.toml"]
        }
        "import picture" => {
            &["handslag import picture lagesbild.toml --organisation lidkopings-kommun"]
        }
        "import voices" => &[
            "handslag import voices dialog.xlsx --picture lidkoping-lagesbild --dry-run",
            "handslag import voices dialog.csv --picture lidkoping-lagesbild --mapping dialogen",
        ],
        "import" | "import activities" => &[
            "handslag import activities logg.xlsx --promise lidkoping-2022-2023 --dry-run",
            "handslag import activities logg.xlsx --promise lidkoping-2022-2023 --save-mapping polisen",
        ],
        "import open311" => {
            &["handslag import open311 requests.xml --source FixaMinGata-arkiv --dry-run"]
        }
        "open311" | "open311 open" => &[
            "handslag open311 open --source FixaMinGata --jurisdiction lidkoping.se \\",
            "    --organisation lidkopings-kommun",
        ],
        "open311 list" => &["handslag open311 list"],
        "open311 close" => &["handslag open311 close --source FixaMinGata"],
        "import areas" => {
            &["handslag import areas stadsdelar.geojson --layer stadsdelar --dry-run"]
        }
        "import incidents" => &[
            "handslag import incidents handelser.csv --source Bostadsbolaget --dry-run",
            "handslag import incidents handelser.xlsx --mapping karta.toml --leave-out-bad-rows",
        ],
        "import promise" => {
            &["handslag import promise lofte.toml --organisation lidkopings-kommun"]
        }
        "import figures" => &["handslag import figures bra-2023.csv --organisation polisen"],
        "import population" => &["handslag import population folkmangd.csv --year 2023"],
        "import groups" => &["handslag import groups municipality_groups.json.gz --dry-run"],
        "import notices" => &["handslag import notices handelser.json.gz --dry-run --json"],
        "log" => &[
            "handslag log lidkoping-2022-2023 --type trafikkontroll --on 2023-05-04 \\",
            "    --count drivers=23 --hours 1.5",
        ],
        "assess" => &["handslag assess lofte.toml --at 2023-06-30 --json"],
        "effect" => &["handslag effect lidkoping-2022-2023 --year 2023 --json"],
        "effect compare" => &[
            "handslag effect compare --series Stöldbrott --area Lidköping --before 2013..2014 \\",
            "    --after 2015 --wanted down --margin 10",
        ],
        "effect detectable" => &[
            "handslag effect detectable --series Stöldbrott --area Lidköping --before 2013..2014 \\",
            "    --after 2015",
            "handslag effect detectable --treated 71 --control 79",
            "handslag effect detectable --share 61 --answers 412 --design-effect 1.3",
        ],
        "effect groups" => &["handslag effect groups Lidköping"],
        "effect self-test" => &["handslag effect self-test --json"],
        "follow-up" => &["handslag follow-up lidkoping-2022-2023 --year 2023 --out ./ut"],
        "export" => &["handslag export lidkoping-2022-2023 --format toml > lofte.toml"],
        "backup" => &["handslag backup handslag-2023-12-31.db"],
        "report" => &["handslag report --stdin < request.json > follow-up.pdf"],
        _ => &[],
    }
}

fn argument_words(id: &str, path: &str, t: Texts) -> String {
    match (path, id) {
        (_, "data") => t.cmd_arg_data(),
        (_, "lang") => t.cmd_arg_lang(),
        (_, "listen") => t.cmd_arg_listen(),
        (_, "behind_tls") => t.cmd_arg_behind_tls(),
        (_, "finish") => t.cmd_arg_finish(),
        (_, "map_tiles") => t.cmd_arg_map_tiles(),
        (_, "user") => t.cmd_arg_user(),
        ("account add", "organisation") => t.cmd_arg_account_organisation(),
        (_, "organisation") => t.cmd_arg_organisation(),
        (_, "organisation_name") => t.cmd_arg_organisation_name(),
        ("account add", "party") => t.cmd_arg_account_party(),
        (_, "party") => t.cmd_arg_party(),
        (_, "role") => t.cmd_arg_role(),
        (_, "password_stdin") => t.cmd_arg_password_stdin(),
        ("promise check" | "promise convert", "file") => t.cmd_arg_document(),
        ("picture check" | "picture convert", "file") => t.cmd_arg_picture_file(),
        ("import voices", "picture") => t.cmd_arg_picture_id(),
        (_, "picture") => t.cmd_arg_picture(),
        ("backup", "file") => t.cmd_arg_backup_file(),
        (_, "files") => t.cmd_arg_files(),
        (_, "json") => t.cmd_arg_json(),
        (_, "to" | "format") => t.cmd_arg_format(),
        ("import activities", "promise") => t.cmd_arg_promise_id(),
        ("log", "promise") => t.cmd_arg_promise_id(),
        (_, "promise") => t.cmd_arg_promise(),
        (_, "mapping") => t.cmd_arg_mapping(),
        ("import incidents", "source") => t.cmd_arg_source(),
        (_, "source") => t.cmd_arg_open311_source(),
        (_, "jurisdiction") => t.cmd_arg_jurisdiction(),
        (_, "layer") => t.cmd_arg_layer(),
        ("import areas", "leave_out_bad_rows") => t.cmd_arg_leave_out_areas(),
        (_, "leave_out_bad_rows") => t.cmd_arg_leave_out_bad_rows(),
        (_, "save_mapping") => t.cmd_arg_save_mapping(),
        (_, "replace_mapping") => t.cmd_arg_replace_mapping(),
        (_, "sheet") => t.cmd_arg_sheet(),
        (_, "epsg") => t.cmd_arg_epsg(),
        (_, "dry_run") => t.cmd_arg_dry_run(),
        ("import picture", "reason") => t.cmd_arg_picture_reason(),
        (_, "reason") => t.cmd_arg_reason(),
        (_, "series") => t.cmd_arg_series(),
        (_, "area") => t.cmd_arg_area(),
        (_, "before") => t.cmd_arg_before(),
        (_, "after") => t.cmd_arg_after(),
        (_, "treated") => t.cmd_arg_treated(),
        (_, "control") => t.cmd_arg_control(),
        (_, "ring") => t.cmd_arg_ring(),
        (_, "control_ring") => t.cmd_arg_control_ring(),
        (_, "share") => t.cmd_arg_share(),
        (_, "answers") => t.cmd_arg_answers(),
        (_, "design_effect") => t.cmd_arg_design_effect(),
        (_, "also_before") => t.cmd_arg_also_before(),
        (_, "against") => t.cmd_arg_against(),
        (_, "asks") => t.cmd_arg_asks(),
        (_, "wanted") => t.cmd_arg_wanted(),
        (_, "margin") => t.cmd_arg_margin(),
        (_, "publish") => t.cmd_arg_publish_self_test(),
        ("import population", "year") => t.cmd_arg_population_year(),
        (_, "year") => t.cmd_arg_year(),
        (_, "kind") => t.cmd_arg_kind(),
        (_, "on") => t.cmd_arg_on(),
        ("log", "at") => t.cmd_arg_time(),
        (_, "at") => t.cmd_arg_at(),
        (_, "place") => t.cmd_arg_place(),
        (_, "times") => t.cmd_arg_times(),
        (_, "hours") => t.cmd_arg_hours(),
        (_, "staff") => t.cmd_arg_staff(),
        (_, "count") => t.cmd_arg_count(),
        (_, "covers") => t.cmd_arg_covers(),
        (_, "serves") => t.cmd_arg_serves(),
        (_, "same_as") => t.cmd_arg_same_as(),
        (_, "note") => t.cmd_arg_note(),
        (_, "key") => t.cmd_arg_key(),
        (_, "stdin_lines") => t.cmd_arg_stdin_lines(),
        (_, "out") => t.cmd_arg_out(),
        (_, "readers") => t.cmd_arg_readers(),
        (_, "stdin") => t.cmd_arg_stdin(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(command: &Command, path: &str, look: &mut impl FnMut(&str, &Command)) {
        look(path, command);
        for sub in command.get_subcommands() {
            each(sub, format!("{path} {}", sub.get_name()).trim(), look);
        }
    }

    #[test]
    fn every_command_and_argument_has_words_and_an_example_in_both_languages() {
        for language in Language::ALL {
            let command = command(language);
            command.clone().debug_assert();
            each(&command, "", &mut |path, command| {
                assert!(
                    command
                        .get_about()
                        .is_some_and(|a| !a.to_string().is_empty()),
                    "{path}"
                );
                assert!(!examples(path).is_empty(), "{path} has no example");
                for argument in command.get_arguments() {
                    let words = argument
                        .get_help()
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    assert!(
                        !words.is_empty(),
                        "{path}: {} has no words",
                        argument.get_id()
                    );
                }
            });
        }
    }

    #[test]
    fn every_example_is_understood() {
        each(&command(Language::Sv), "", &mut |path, _| {
            let text = examples(path).join("\n").replace("\\\n", "");
            for line in text.lines() {
                let words = line
                    .split_whitespace()
                    .skip_while(|word| *word != "handslag");
                let words = words.take_while(|word| !["<", ">"].contains(word));
                let read = command(Language::Sv).try_get_matches_from(words);
                assert!(
                    read.is_ok(),
                    "{line}: {:?}",
                    read.err().map(|e| e.to_string())
                );
            }
        });
    }
}
