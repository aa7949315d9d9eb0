//! The claims of the worked example, examined by what is there to examine them by.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use handslag_app::draft::{DraftOrder, draft};
use handslag_app::intake::{File, Run};
use handslag_app::renderer::{Renderer, Rendering};
use handslag_app::{Actor, App, StoreDatabase};
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::{Examined, Finding, Standing, WarningKind};
use handslag_domain::follow_up::{FollowUpDocument, Sentence, Shows};
use handslag_domain::organisation::{Organisation, OrganisationId};
use handslag_domain::picture::edition::PictureEdition;
use handslag_locale::Language;
use jiff::Timestamp;

fn example(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../handslag/example");
    Path::new(folder).join(name)
}

fn document() -> PromiseDocument {
    let text = std::fs::read_to_string(example("lidkoping-2022-2023.toml")).unwrap();
    PromiseDocument::read(&text).unwrap()
}

/// Prints nothing: these tests are not about paper.
struct Blank;

impl Renderer for Blank {
    fn pdf<'a>(&'a self, _: &'a FollowUpDocument, _: bool) -> Rendering<'a> {
        Box::pin(async { Ok(b"%PDF-".to_vec()) })
    }

    fn picture_pdf<'a>(&'a self, _: &'a PictureEdition, _: bool) -> Rendering<'a> {
        Box::pin(async { Ok(b"%PDF-".to_vec()) })
    }
}

struct House {
    app: App,
    owner: OrganisationId,
    operator: Actor,
    _folder: tempfile::TempDir,
}

impl House {
    async fn with_the_example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(Blank)).await.unwrap();
        let organisation = Organisation {
            id: "lidkopings-kommun".into(),
            name: "Lidköpings kommun".to_owned(),
            party: "kommunen".into(),
        };
        app.store()
            .write(async |tx| tx.insert_organisation(&organisation).await)
            .await
            .unwrap();
        let operator = App::operator(&organisation.id);
        app.add_promise(&operator, &document(), now())
            .await
            .unwrap();
        let house = Self {
            app,
            owner: organisation.id,
            operator,
            _folder: folder,
        };
        for name in [
            "bra-anmalda-brott-utdrag.csv",
            "bra-riket-bedragerier.csv",
            "bra-kommuner-ar-2013-2015.csv",
        ] {
            house
                .import(name, &std::fs::read(example(name)).unwrap())
                .await;
        }
        house
    }

    async fn import(&self, name: &str, bytes: &[u8]) {
        let file = File { name, bytes };
        self.app
            .import_figures(&self.operator, &file, Run::Real, now(), &mut |_| {})
            .await
            .unwrap();
    }

    async fn examined(&self) -> Vec<Examined> {
        let id = document().promise.id;
        self.app
            .examine(&self.operator, &self.owner, &id, Some(2023), Language::Sv)
            .await
            .unwrap()
    }
}

fn now() -> Timestamp {
    "2024-01-15T08:00:00Z".parse().unwrap()
}

fn of<'a>(examined: &'a [Examined], id: &str) -> &'a Examined {
    examined.iter().find(|e| e.id == id).unwrap()
}

fn text(examined: &Examined) -> String {
    examined.plain.join(" ").replace('\u{a0}', " ")
}

fn has(examined: &Examined, kind: WarningKind) -> bool {
    examined.warnings.iter().any(|w| w.kind == kind)
}

#[test]
fn the_goals_of_the_example_are_locked_as_they_stand() {
    let document = document();
    for goal in &document.goals {
        let mut locked = document.clone();
        locked.lock_effects("2022-01-20".parse().unwrap(), |_| (None, None));
        let lock = locked.promise.effect_lock.unwrap();
        let sha256 = lock.comparisons.iter().find(|l| l.goal == goal.id);
        assert_eq!(
            document.standing(goal),
            Standing::Locked,
            "write sha256 = {:?} for {}",
            sha256.map(|l| &l.sha256),
            goal.id
        );
    }
}

#[test]
fn whatever_is_invented_says_that_it_is_an_example() {
    let document = document();
    let claims = document.follow_ups.iter().flat_map(|f| &f.claims);
    for claim in claims.filter(|c| c.said_by.as_deref() != Some("Polisen")) {
        assert!(claim.said_by.as_deref().unwrap().contains("exempel"));
    }
    let all = document.goals.iter().filter_map(|g| g.comparison.as_ref());
    for comparison in all.filter(|c| !c.shares.is_empty() || !c.places.is_empty()) {
        assert!(comparison.source.as_deref().unwrap().contains("exempel"));
    }
}

#[tokio::test]
async fn the_claims_say_which_months_are_missing_and_what_is_there_is_answered() {
    let house = House::with_the_example().await;
    let examined = house.examined().await;
    for (id, months) in [
        ("anmalda-brott-okar", "2022 och 2023"),
        ("stolder", "2022 och 2023"),
        ("bedragerier", "2022 och 2023"),
        ("niva-fore-pandemin", "2017–2019 och 2023"),
    ] {
        let claim = of(&examined, id);
        assert_eq!(claim.finding, Finding::NotExamined, "{id}");
        let missing = format!("i Lidköping under {months} är inte inlästa");
        assert!(text(claim).contains(&missing), "{}", text(claim));
    }
    // 238 371 over 195 929 is 1.2166.
    let country = of(&examined, "bedragerier-riket");
    // Chance alone is no verdict, and the whole country has no others beside it.
    assert_eq!(country.finding, Finding::CannotBeTold);
    assert!(
        text(country).contains("i hela landet var 22 % högre 2023 än 2022: 238 371 mot 195 929"),
        "{}",
        text(country)
    );
    let survey = of(&examined, "trygga-invanare");
    assert_eq!(survey.finding, Finding::CannotBeTold);
    assert_eq!(survey.standing, Standing::Locked);
    let place = of(&examined, "de-la-gardie-platsen");
    assert_eq!(place.finding, Finding::CannotBeTold);
    assert!(
        text(place).contains("Det kan vara slump"),
        "{}",
        text(place)
    );
    let names = &place.how.table.rows;
    assert!(
        names[1][0].starts_with("Högstadieskola 1 (exempel)"),
        "{names:?}"
    );
}

#[tokio::test]
async fn four_showings_run_on_real_years_and_are_explorative() {
    let house = House::with_the_example().await;
    let examined = house.examined().await;
    for id in ["totalt", "stold", "vald", "narkotika"] {
        let showing = of(&examined, &format!("visning-{id}"));
        assert_ne!(showing.finding, Finding::NotExamined, "{}", text(showing));
        assert_eq!(showing.standing, Standing::Explorative);
        assert!(has(showing, WarningKind::DecidedAfterwards));
        assert!(showing.words.starts_with("Visning av metoden"));
        assert!(!showing.drawings.is_empty());
    }
    assert!(has(
        of(&examined, "visning-narkotika"),
        WarningKind::ReportingChange
    ));
}

/// Brå's own files of every month, and the same again with later years written
/// in them: what an operator imports for 2017–2019, 2022 and 2023 has this form.
#[tokio::test]
async fn shared_the_claims_run_when_bras_months_are_imported() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/bra-manad-kommun"
    );
    let folder = std::env::var("HANDSLAG_SHARED").map_or_else(
        |_| PathBuf::from(folder),
        |shared| Path::new(&shared).join("data/bra-manad-kommun"),
    );
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("NOT RUN: {} is absent", folder.display());
        return;
    };
    let house = House::with_the_example().await;
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let months: Vec<String> = paths
        .iter()
        .map(|path| {
            std::fs::read(path)
                .unwrap()
                .into_iter()
                .map(char::from)
                .collect()
        })
        .collect();
    assert_eq!(months.len(), 39);
    let categories = ["Totalt antal brott", "Stöldbrott"];
    let real = one_file(&months, &categories, &|year| vec![year]);
    house.import("DatabasfilManad.txt", real.as_bytes()).await;
    let later = one_file(&months, &categories, &|year| match year {
        2013 => vec![2017],
        2014 => vec![2018, 2022],
        2015 => vec![2019, 2023],
        _ => vec![],
    });
    house.import("DatabasfilManad.txt", later.as_bytes()).await;
    let examined = house.examined().await;
    for id in ["anmalda-brott-okar", "stolder", "niva-fore-pandemin"] {
        let claim = of(&examined, id);
        assert_ne!(claim.finding, Finding::NotExamined, "{id}: {}", text(claim));
        println!("{id}: {}", text(claim));
    }
    // The months of 2013–2015 say what their yearly sums say.
    let yearly = House::with_the_example().await;
    let by_year = yearly.examined().await;
    for id in ["visning-totalt", "visning-stold"] {
        assert_eq!(of(&examined, id).plain, of(&by_year, id).plain, "{id}");
    }
}

/// The months of some categories in one file, each year under those it is to have.
fn one_file(months: &[String], categories: &[&str], years: &dyn Fn(i16) -> Vec<i16>) -> String {
    let mut all = "Region;Brott;År;Period;Antal;/100 000 inv\n".to_owned();
    for line in months.iter().flat_map(|month| month.lines().skip(1)) {
        let cells: Vec<&str> = line.split(';').collect();
        let [area, category, year, rest @ ..] = cells.as_slice() else {
            continue;
        };
        if categories.contains(&category.trim()) {
            // "2016 prel." keeps its word.
            let (year, prel) = year.split_at(4);
            for year in years(year.parse().unwrap()) {
                let row = format!("{area};{category};{year}{prel};{}\n", rest.join(";"));
                all.push_str(&row);
            }
        }
    }
    all
}

const GROUPS: &str = r#"{"count": 2, "values": [
    {"id": "G1", "title": "Liknande kommuner grundskola, Lidköping, 2024",
     "members": [{"member_id": "1495", "member_title": "Skara"}]},
    {"id": "G2", "title": "Liknande kommuner, övergripande, Lidköping, 2025",
     "members": [{"member_id": "0683", "member_title": "Värnamo"}, {"member_id": "0781", "member_title": "Ljungby"}]}
]}"#;

#[tokio::test]
async fn koladas_groups_are_kept_once_and_offered_with_their_name() {
    let house = House::with_the_example().await;
    let take = async |text: &str, run| {
        let file = File {
            name: "grupper.json",
            bytes: text.as_bytes(),
        };
        let app = &house.app;
        app.import_groups(&house.operator, &file, run, now(), &mut |_| {})
            .await
    };
    let offered = async || {
        let groups = house.app.comparable_groups(&house.operator, "Lidköping");
        groups.await.unwrap()
    };
    assert_eq!(take(GROUPS, Run::Dry).await.unwrap().new, 2);
    assert!(offered().await.is_empty());
    assert_eq!(take(GROUPS, Run::Real).await.unwrap().new, 2);
    assert_eq!(take(GROUPS, Run::Real).await.unwrap().unchanged, 2);
    let first = offered().await[0].compared_with();
    assert_eq!(
        first.chosen_by,
        "Kolada: Liknande kommuner, övergripande, Lidköping, 2025"
    );
    assert_eq!(first.municipalities, ["Värnamo", "Ljungby"]);
    let other = GROUPS.replace("0781", "0880").replace("Ljungby", "Kalmar");
    let changed = take(&other, Run::Real);
    assert_eq!(changed.await.unwrap().revised, 1);
    assert_eq!(
        offered().await[0].compared_with().municipalities,
        ["Värnamo", "Kalmar"]
    );
    assert!(
        take(&GROUPS.replace("0781", "9999"), Run::Real)
            .await
            .is_err()
    );
    assert_eq!(offered().await.len(), 2);
    let elsewhere = house.app.comparable_groups(&house.operator, "Ingenstans");
    assert!(elsewhere.await.unwrap().is_empty());
}

#[test]
fn every_sentence_of_a_draft_is_there_in_the_other_language() {
    let document = document();
    let drafted = |language| {
        draft(DraftOrder {
            document: &document,
            year: 2023,
            at: jiff::civil::date(2023, 12, 31),
            language,
            effects: Vec::new(),
            figures: Vec::new(),
            earlier: Vec::new(),
        })
    };
    let (swedish, english) = (drafted(Language::Sv), drafted(Language::En));
    let sentences = |document: &FollowUpDocument| -> Vec<Sentence> {
        let of_commitments = document.commitments.iter().flat_map(|c| &c.sentences);
        let of_parties = document.parties.iter().flat_map(|p| &p.sentences);
        let all = document.summary.iter().chain(of_commitments);
        all.chain(of_parties).cloned().collect()
    };
    let (own, other) = (sentences(&swedish), sentences(&english));
    assert_eq!(own.len(), other.len());
    assert!(own.len() > 30, "{}", own.len());
    for (own, other) in own.iter().zip(&other) {
        assert_eq!(own.translations["en"], other.text);
        assert_eq!(other.translations["sv"], own.text);
    }
    for (own, other) in swedish.commitments.iter().zip(&english.commitments) {
        assert_eq!(own.target_translations["en"], other.target);
    }
}

#[test]
fn no_party_tells_the_entries_beside_talks_about_single_people() {
    let text = r#"
format = "handslag/1"
[promise]
id = "p"
title = "Löftet"
municipalities = ["Lidköping"]
parties = ["polisen"]
period = { from = "2023-01-01", to = "2023-12-31" }
[[parties]]
id = "polisen"
name = "Polisen"
[[commitments]]
id = "unga"
words = "Vi talar med unga och går fotpatrull."
parties = ["polisen"]
target = { shape = "count", at_least = 3, types = ["orossamtal", "fotpatrull"] }
[[commitments]]
id = "trafik"
words = "Vi gör trafikkontroller."
parties = ["polisen"]
target = { shape = "count", at_least = 1, types = ["trafikkontroll"] }
[[activities]]
id = "a"
type = "fotpatrull"
on = "2023-05-02"
parties = ["polisen"]
[[activities]]
id = "b"
type = "trafikkontroll"
on = "2023-05-03"
parties = ["polisen"]
"#;
    let drafted = draft(DraftOrder {
        document: &PromiseDocument::read(text).unwrap(),
        year: 2023,
        at: jiff::civil::date(2023, 12, 31),
        language: Language::Sv,
        effects: Vec::new(),
        figures: Vec::new(),
        earlier: Vec::new(),
    });
    let told = &drafted.parties[0].sentences[1];
    let of: Vec<&str> = told
        .evidence
        .iter()
        .map(|shows| match shows {
            Shows::Log { commitment, .. } => commitment.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(of, ["trafik"], "{}", told.text);
}
