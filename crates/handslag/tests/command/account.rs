//! Accounts are made at the terminal alone, with passwords that are long enough.

use crate::support::Home;

#[test]
fn an_account_is_added_listed_and_disabled() {
    let home = Home::new();
    let listed = home.run(&["account", "list"]);
    assert!(
        listed
            .out
            .contains("kommun\tpublisher\tlidkopings-kommun\töppet"),
        "{}",
        listed.out
    );
    assert_eq!(home.run(&["account", "disable", "kommun"]).code, 0);
    assert!(home.run(&["account", "list"]).out.contains("stängt"));
    let missing = home.run(&["account", "disable", "ingen"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("ingen"), "{}", missing.err);
}

#[test]
fn a_short_password_a_taken_name_and_a_nameless_organisation_are_refused() {
    let home = Home::new();
    let add = |arguments: &[&str], password: &str| {
        let all = [&["account", "add"][..], arguments, &["--password-stdin"]].concat();
        home.run_with(&all, password)
    };
    let own = ["ny", "--organisation", "lidkopings-kommun"];
    let short = add(&own, "kort\n");
    assert_eq!(short.code, 2);
    assert!(short.err.contains("12"), "{}", short.err);
    let taken = add(
        &["kommun", "--organisation", "lidkopings-kommun"],
        "ett långt lösenord\n",
    );
    assert_eq!(taken.code, 2);
    assert!(taken.err.contains("kommun"), "{}", taken.err);
    let new = add(
        &["polis", "--organisation", "polisen"],
        "ett långt lösenord\n",
    );
    assert_eq!(new.code, 2);
    assert!(new.err.contains("--organisation-name"), "{}", new.err);
    assert_eq!(home.run(&["account", "list"]).out.lines().count(), 1);
}

#[test]
fn without_a_terminal_the_password_must_come_by_standard_input() {
    let home = Home::new();
    let done = home.run(&[
        "account",
        "add",
        "ny",
        "--organisation",
        "lidkopings-kommun",
    ]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("--password-stdin"), "{}", done.err);
}
