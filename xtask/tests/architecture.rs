//! Does the house still stand as ARCHITECTURE.md draws it?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Every crate of ours, and the ones it may depend on.
const ARROWS: [(&str, &[&str]); 13] = [
    ("handslag-domain", &[]),
    ("handslag-stats", &[]),
    ("handslag-geo", &[]),
    ("handslag-text", &[]),
    ("handslag-locale", &["handslag-domain"]),
    ("handslag-chart", &["handslag-domain", "handslag-locale"]),
    ("handslag-import", &["handslag-domain"]),
    ("handslag-store", &["handslag-domain", "handslag-text"]),
    (
        "handslag-app",
        &[
            "handslag-domain",
            "handslag-stats",
            "handslag-geo",
            "handslag-text",
            "handslag-locale",
            "handslag-chart",
            "handslag-import",
            "handslag-store",
        ],
    ),
    (
        "handslag-report",
        &["handslag-domain", "handslag-locale", "handslag-chart"],
    ),
    (
        "handslag-web",
        &[
            "handslag-domain",
            "handslag-geo",
            "handslag-text",
            "handslag-locale",
            "handslag-chart",
            "handslag-app",
        ],
    ),
    (
        "handslag",
        &[
            "handslag-domain",
            "handslag-locale",
            "handslag-import",
            "handslag-app",
            "handslag-report",
            "handslag-web",
        ],
    ),
    ("xtask", &[]),
];

/// Libraries that belong in one room: the start of the name, and where it may be used.
const ROOMS: [(&str, &[&str]); 13] = [
    ("axum", &["handslag-web"]),
    ("tower", &["handslag-web"]),
    ("maud", &["handslag-web", "handslag-chart"]),
    ("sea-orm", &["handslag-store"]),
    ("sqlx", &["handslag-store"]),
    ("typst", &["handslag-report"]),
    ("proj4rs", &["handslag-geo", "handslag-import"]),
    ("geo", &["handslag-geo"]),
    ("geojson", &["handslag-geo"]),
    ("rstar", &["handslag-geo"]),
    ("mvt", &["handslag-geo"]),
    ("wkb", &["handslag-geo"]),
    ("clap", &["handslag", "xtask"]),
];

#[test]
fn every_arrow_between_our_crates_is_allowed() {
    let metadata = metadata();
    let allowed = arrows();
    let mut forbidden = Vec::new();
    for package in metadata.workspace_packages() {
        let ours = allowed.get(package.name.as_str());
        let ours = ours.unwrap_or_else(|| panic!("{} has no line in ARROWS", package.name));
        let in_tests = reachable(&allowed, package.name.as_str());
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            // A test may look at what the crate itself reaches through others.
            let may = match dependency.kind {
                DependencyKind::Development => in_tests.contains(name),
                _ => ours.contains(name),
            };
            if allowed.contains_key(name) && !may {
                forbidden.push(format!("{} → {name}", package.name));
            }
        }
    }
    assert!(forbidden.is_empty(), "forbidden arrows: {forbidden:?}");
}

#[test]
fn every_library_stays_in_its_room() {
    let mut strays = Vec::new();
    for package in metadata().workspace_packages() {
        for name in built_in(package) {
            let room = ROOMS.iter().find(|(library, _)| is_family(library, name));
            if room.is_some_and(|(_, users)| !users.contains(&package.name.as_str())) {
                strays.push(format!("{} uses {name}", package.name));
            }
        }
    }
    assert!(strays.is_empty(), "libraries out of their room: {strays:?}");
}

#[test]
fn architecture_md_shows_the_same_arrows() {
    let page = read(&workspace().join("ARCHITECTURE.md"));
    let shown = block(&page, "arrows").trim();
    let expected = arrows_table();
    assert!(
        shown == expected.trim(),
        "the block between the <!-- arrows --> comments of ARCHITECTURE.md should read:\n\n{expected}"
    );
}

#[test]
fn every_crate_inherits_the_lints_that_forbid_unsafe_code() {
    let root = read(&workspace().join("Cargo.toml"));
    assert!(root.contains("unsafe_code = \"forbid\""));
    for package in metadata().workspace_packages() {
        let manifest = read(package.manifest_path.as_std_path());
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} does not inherit the workspace's lints",
            package.name
        );
    }
}

#[test]
fn only_the_store_speaks_sql() {
    let store = workspace().join("crates/handslag-store");
    let sources = sources()
        .into_iter()
        .filter(|file| !file.starts_with(&store));
    // Spelled in two halves, so that this file does not find itself.
    let words = [concat!("SELECT", " "), concat!("INSERT", " INTO ")];
    let speakers: Vec<_> = sources
        .filter(|file| words.iter().any(|word| read(file).contains(word)))
        .collect();
    assert!(speakers.is_empty(), "SQL outside the store: {speakers:?}");
}

/// An ignored test is counted nowhere; one that prints `NOT RUN:` is.
#[test]
fn no_test_is_silently_ignored() {
    let ignored = concat!("#[", "ignore");
    let files = sources().into_iter();
    let hiding: Vec<_> = files.filter(|file| read(file).contains(ignored)).collect();
    assert!(hiding.is_empty(), "tests that print no reason: {hiding:?}");
}

#[test]
fn the_browser_tests_name_no_registry() {
    let lock = read(&workspace().join("tests/browser/package-lock.json"));
    assert!(lock.contains("\"integrity\""));
    assert!(
        !lock.contains("\"resolved\""),
        "remove the 'resolved' lines"
    );
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(workspace().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo can read the workspace")
}

fn workspace() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().expect("xtask lies in the workspace")
}

fn arrows() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let lines = ARROWS.iter();
    lines
        .map(|(from, to)| (*from, to.iter().copied().collect()))
        .collect()
}

/// The crates that `from` reaches, directly or by way of others.
fn reachable<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&str> = arrows[from].iter().copied().collect();
    while let Some(next) = waiting.pop() {
        if seen.insert(next) {
            waiting.extend(&arrows[next]);
        }
    }
    seen
}

/// The libraries in what we ship; tests may use what they like.
fn built_in(package: &Package) -> impl Iterator<Item = &str> {
    let dependencies = package.dependencies.iter();
    dependencies
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
}

/// `tower` covers `tower-http` and `tower_governor`, not `towering`.
fn is_family(library: &str, name: &str) -> bool {
    name.strip_prefix(library)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

fn arrows_table() -> String {
    let mut table = "| crate | may depend on |\n|---|---|\n".to_owned();
    for (from, to) in ARROWS {
        let to = match to {
            [] => "nothing of ours".to_owned(),
            _ => to.join(", "),
        };
        table += &format!("| {from} | {to} |\n");
    }
    table
}

/// What lies between `<!-- name -->` and `<!-- /name -->`.
fn block<'a>(page: &'a str, name: &str) -> &'a str {
    let after = page.split_once(&format!("<!-- {name} -->"));
    let (_, after) = after.unwrap_or_else(|| panic!("no block '{name}'"));
    let inside = after.split_once(&format!("<!-- /{name} -->"));
    inside
        .unwrap_or_else(|| panic!("block '{name}' has no end"))
        .0
}

/// Every Rust file of ours.
fn sources() -> Vec<PathBuf> {
    let mut folders = vec![workspace().join("crates"), workspace().join("xtask")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("our folders can be read") {
            let path = entry.expect("our folders can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty());
    files
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
