//! The worked example: Lidköping 2022–2023, loaded step by step. A step that
//! is done already changes nothing, so an interrupted start is taken up again.

use handslag_app::access::Action;
use handslag_app::held::PictureShare;
use handslag_app::incident_share::ShareOrder;
use handslag_app::intake::{File, Run};
use handslag_app::member::{AccountError, AccountOrder};
use handslag_app::picture_document::{EmptyParts, FreezeOrder};
use handslag_app::{Actor, App, AppError, FollowUpState, PromiseShare, Seen, swedish_day};
use handslag_domain::activity::Activity;
use handslag_domain::document::PromiseDocument;
use handslag_domain::incident::Incident;
use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_domain::picture::PictureDocument;
use handslag_domain::vocabulary::ReleasedTo;
use jiff::Timestamp;
use jiff::civil::{Date, date};

use crate::example_incidents;

const PROMISE: &str = include_str!("../example/lidkoping-2022-2023.toml");
const PICTURE: &str = include_str!("../example/lidkoping-lagesbild.toml");
const FIGURES: (&str, &[u8]) = (
    "bra-anmalda-brott-utdrag.csv",
    include_bytes!("../example/bra-anmalda-brott-utdrag.csv"),
);
/// Every municipality, year by year: what the claims are set beside.
const ALL_MUNICIPALITIES: (&str, &[u8]) = (
    "bra-kommuner-ar-2013-2015.csv",
    include_bytes!("../example/bra-kommuner-ar-2013-2015.csv"),
);
/// The country's frauds, year by year.
const COUNTRY: (&str, &[u8]) = (
    "bra-riket-bedragerier.csv",
    include_bytes!("../example/bra-riket-bedragerier.csv"),
);
const POPULATION: (&str, &[u8]) = (
    "folkmangd-utdrag.csv",
    include_bytes!("../example/folkmangd-utdrag.csv"),
);
/// Which municipalities Kolada calls like Lidköping.
const ALIKE: (&str, &[u8]) = (
    "kolada-liknande-kommuner-lidkoping.json",
    include_bytes!("../example/kolada-liknande-kommuner-lidkoping.json"),
);
const NOTICES: (&str, &[u8]) = (
    "polisen-handelser-lidkoping-2023.json",
    include_bytes!("../example/polisen-handelser-lidkoping-2023.json"),
);

/// The day that the promise is shown as it stood at: its last.
const LAST_DAY: Date = date(2023, 12, 31);
const YEARS: [i16; 2] = [2022, 2023];

/// A member of the demonstration.
pub(crate) struct Member {
    pub organisation_name: String,
    pub user_name: String,
    pub role: Role,
}

fn municipality() -> Organisation {
    Organisation {
        id: "lidkopings-kommun".into(),
        name: "Lidköpings kommun".to_owned(),
        party: "kommunen".into(),
    }
}

fn police() -> Organisation {
    Organisation {
        id: "polisen".into(),
        name: "Polisen".to_owned(),
        party: "polisen".into(),
    }
}

/// One member for each role in each organisation: `kommunen-redaktor`.
pub(crate) fn members() -> Vec<Member> {
    [municipality(), police()]
        .iter()
        .flat_map(|organisation| {
            Role::ALL.map(|role| Member {
                organisation_name: organisation.name.clone(),
                user_name: user_name(organisation, role),
                role,
            })
        })
        .collect()
}

fn user_name(organisation: &Organisation, role: Role) -> String {
    let role = match role {
        Role::Reader => "lasare",
        Role::Reporter => "loggare",
        Role::Editor => "redaktor",
        Role::Publisher => "utgivare",
    };
    format!("{}-{role}", organisation.party)
}

/// Loads what the public pages show first, and publishes the promise as it stood.
pub(crate) async fn load(app: &App) -> Result<(), AppError> {
    let owner = municipality();
    let document = PromiseDocument::read(PROMISE).expect("a test reads the worked example");
    let operator = App::operator(&owner.id);
    accounts(app).await?;
    picture(app, &operator).await?;
    let published = app
        .store()
        .releases_of(&owner.id, &document.promise.id)
        .await?;
    if !published.is_empty() {
        return Ok(());
    }
    promise(app, &operator, &document).await?;
    own_figures(app, &operator).await?;
    let now = Timestamp::now();
    app.publish_promise(&operator, &owner.id, &document.promise.id, LAST_DAY, now)
        .await?;
    Ok(())
}

/// The accounts come first: they tell that the folder is the demonstration's.
async fn accounts(app: &App) -> Result<(), AppError> {
    for organisation in [municipality(), police()] {
        for role in Role::ALL {
            let user_name = user_name(&organisation, role);
            if app
                .store()
                .account_by_user_name(&user_name)
                .await?
                .is_some()
            {
                continue;
            }
            let order = AccountOrder {
                user_name: &user_name,
                // Members of the demonstration sign in by a button.
                password: None,
                role,
                language: "sv",
                demo: true,
            };
            match app
                .add_account(&organisation, &order, Timestamp::now())
                .await
            {
                Ok(_) => {}
                Err(AccountError::App(error)) => return Err(error),
                Err(AccountError::Password(_)) => unreachable!("there is no password to refuse"),
            }
        }
    }
    Ok(())
}

/// The promise, shared with the police; each entry of the log belongs to the
/// organisation whose party took part first.
async fn promise(app: &App, operator: &Actor, document: &PromiseDocument) -> Result<(), AppError> {
    let (owner, guest, id) = (municipality(), police(), &document.promise.id);
    let now = Timestamp::now();
    let is_guests = |a: &Activity| a.parties.first() == Some(&guest.party);
    let (guests, own): (Vec<Activity>, Vec<Activity>) =
        document.activities.iter().cloned().partition(is_guests);
    if app.promises(operator).await?.is_empty() {
        let document = PromiseDocument {
            activities: own,
            ..document.clone()
        };
        app.add_promise(operator, &document, now).await?;
    }
    let share = PromiseShare {
        owner: owner.id.clone(),
        promise: id.clone(),
        partner: guest.id.clone(),
        purpose: "Gemensamt medborgarlöfte".to_owned(),
        shared_on: swedish_day(now),
        role_limit: Role::Editor,
    };
    app.share_promise(operator, &share, Seen::Nothing).await?;
    app.take_in_log(&App::operator(&guest.id), &owner.id, id, &guests, now)
        .await?;
    Ok(())
}

/// The picture that the promise could have rested on, shared with the police.
async fn picture(app: &App, operator: &Actor) -> Result<(), AppError> {
    let now = Timestamp::now();
    let document = PictureDocument::read(PICTURE).expect("a test reads the worked picture");
    if app.picture_documents(operator).await?.is_empty() {
        app.add_picture(operator, &document, now).await?;
    }
    let share = PictureShare {
        owner: municipality().id,
        picture: document.picture.id,
        partner: police().id,
        purpose: "Gemensam lägesbild".to_owned(),
        shared_on: swedish_day(now),
        role_limit: Role::Editor,
    };
    app.share_picture(operator, &share, Seen::Nothing).await
}

/// What the charts of the promise are drawn from.
async fn own_figures(app: &App, operator: &Actor) -> Result<(), AppError> {
    let now = Timestamp::now();
    let (population, figures) = (file(POPULATION), file(FIGURES));
    app.import_population(operator, &population, None, Run::Real, now, &mut |_| {})
        .await?;
    app.import_figures(operator, &figures, Run::Real, now, &mut |_| {})
        .await?;
    Ok(())
}

fn file((name, bytes): (&'static str, &'static [u8])) -> File<'static> {
    File { name, bytes }
}

/// Invented incidents with their places, shown to the police for a year; and
/// one that the police have reported too, shown to the municipality.
async fn incidents(app: &App, operator: &Actor) -> Result<(), AppError> {
    let now = Timestamp::now();
    let held = app.places(operator).await?;
    for place in example_incidents::places() {
        if held.iter().all(|other| other.id != place.id) {
            app.save_place(operator, None, &place, now).await?;
        }
    }
    let own = example_incidents::incidents();
    app.take_in_incidents(operator, &own, now).await?;
    let of_police = App::operator(&police().id);
    let seen_too: Vec<Incident> = example_incidents::of_police(&own).into_iter().collect();
    app.take_in_incidents(&of_police, &seen_too, now).await?;
    for (actor, partner) in [(&of_police, municipality()), (operator, police())] {
        let order = ShareOrder {
            partner: partner.id,
            purpose: "Gemensam lägesbild (exempel)".to_owned(),
            kinds: Vec::new(),
            happened_from: None,
            ends_on: swedish_day(now).saturating_add(jiff::Span::new().years(1)),
        };
        app.share_incidents(actor, &order, Seen::Nothing, now)
            .await?;
    }
    Ok(())
}

/// What a visitor need not wait for: the incidents, the notices, the editions of
/// the picture and the follow-ups that are not published yet, and then the self-test.
pub(crate) async fn finish(app: &App) -> Result<(), AppError> {
    let owner: OrganisationId = municipality().id;
    let operator = App::operator(&owner);
    // Sharing them is the last step.
    if app.incident_shares(&operator).await?.is_empty() {
        incidents(app, &operator).await?;
    }
    freeze_picture(app, &operator, &owner).await?;
    for summary in app.promises(&operator).await? {
        let published = app.store().releases_of(&owner, &summary.id).await?;
        let is_out = |year| published.iter().any(|release| release.year == Some(year));
        if YEARS.into_iter().all(is_out) {
            continue;
        }
        // Thousands of figures: they are read while the pages are already up.
        what_to_compare_with(app, &operator).await?;
        for year in YEARS {
            publish_follow_up(app, &operator, &owner, &summary.id, year).await?;
        }
    }
    publish_self_test(app, &operator).await
}

/// Freezes the picture for the parties and for everyone, if it is not frozen yet.
async fn freeze_picture(
    app: &App,
    operator: &Actor,
    owner: &OrganisationId,
) -> Result<(), AppError> {
    for summary in app.picture_documents(operator).await? {
        let frozen = app.editions(operator, owner, &summary.id).await?;
        for readers in [ReleasedTo::Public, ReleasedTo::Partners] {
            if frozen.iter().any(|edition| edition.released_to == readers) {
                continue;
            }
            let order = FreezeOrder {
                expected_version: summary.version,
                released_to: readers,
                reason: None,
                empty_parts: EmptyParts::Refused,
            };
            app.freeze_picture(operator, owner, &summary.id, order, Timestamp::now())
                .await?;
        }
    }
    Ok(())
}

/// How often each way to judge cries wolf on the figures that the example holds.
async fn publish_self_test(app: &App, operator: &Actor) -> Result<(), AppError> {
    if !app.self_tests(operator).await?.is_empty() {
        return Ok(());
    }
    match app.self_test(operator, Timestamp::now(), |_| {}).await? {
        Some(_) => app.publish_self_test(operator).await,
        None => Ok(()),
    }
}

async fn what_to_compare_with(app: &App, operator: &Actor) -> Result<(), AppError> {
    let now = Timestamp::now();
    let quiet = &mut |_| {};
    app.import_groups(operator, &file(ALIKE), Run::Real, now, quiet)
        .await?;
    app.import_notices(operator, &file(NOTICES), Run::Real, now, quiet)
        .await?;
    for figures in [COUNTRY, ALL_MUNICIPALITIES] {
        app.import_figures(operator, &file(figures), Run::Real, now, quiet)
            .await?;
    }
    Ok(())
}

async fn publish_follow_up(
    app: &App,
    operator: &Actor,
    owner: &OrganisationId,
    promise: &handslag_domain::id::PromiseId,
    year: i16,
) -> Result<(), AppError> {
    let published = app.store().releases_of(owner, promise).await?;
    if published.iter().any(|release| release.year == Some(year)) {
        return Ok(());
    }
    app.open_promise(operator, Action::Publish, owner, promise)
        .await?;
    let now = Timestamp::now();
    let workshop = app
        .workshop(operator, owner, promise, year, swedish_day(now))
        .await?;
    let version = match (workshop.version, workshop.state) {
        (Some(version), FollowUpState::Draft) => version,
        _ => {
            let document = &workshop.document;
            app.save_follow_up(operator, owner, promise, year, None, document, now)
                .await?
        }
    };
    app.publish_follow_up(operator, owner, promise, year, version, None, now)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ops::RangeInclusive;

    use super::*;
    use handslag_domain::check::{Level, Words, check};
    use jiff::civil::DateTime;
    use jiff::tz::TimeZone;

    #[test]
    fn the_worked_example_has_no_errors_and_says_that_it_is_one() {
        let document = PromiseDocument::read(PROMISE).unwrap();
        let findings = check(&document, Words::Sv);
        let errors: Vec<_> = findings
            .iter()
            .filter(|f| f.level == Level::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(document.example);
    }

    #[test]
    fn the_worked_picture_is_read_and_says_that_it_is_one() {
        let document = PictureDocument::read(PICTURE).unwrap();
        let findings = handslag_domain::picture::check::check(&document, Words::Sv);
        assert!(
            findings.iter().all(|f| f.level != Level::Error),
            "{findings:#?}"
        );
        assert!(document.example);
    }

    /// The months that are unlike what was expected, of one kind.
    fn unusual(picture: &handslag_app::picture::IncidentPicture, kind: &str) -> Vec<String> {
        let asked = handslag_app::picture::Asked {
            categories: vec![kind.into()],
            ..Default::default()
        };
        let months = picture.view(&asked, date(2024, 6, 1)).trend.months;
        let unusual = months.iter().filter(|month| month.is_unusual());
        unusual.map(|month| month.month.clone()).collect()
    }

    #[test]
    fn the_two_changes_hidden_in_the_incidents_are_found_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let picture = runtime.block_on(async {
            let language = handslag_locale::Language::Sv;
            let app = crate::data_folder::open_demo(folder.path(), language).await;
            let Ok(app) = app else {
                panic!("the demonstration does not open")
            };
            accounts(&app).await.unwrap();
            let operator = App::operator(&municipality().id);
            incidents(&app, &operator).await.unwrap();
            app.picture(&operator, Timestamp::now()).await.unwrap()
        });
        assert!(picture.example);
        let drugs = unusual(&picture, "narkotika");
        assert!(!drugs.is_empty(), "the rise by the school was not found");
        assert!(
            drugs.iter().all(|month| month.as_str() >= "2023-10"),
            "{drugs:?}"
        );
        let lamps = unusual(&picture, "dalig-belysning");
        assert!(
            !lamps.is_empty(),
            "the lamps that were mended were not found"
        );
        assert!(
            lamps.iter().all(|month| month.as_str() >= "2023-06"),
            "{lamps:?}"
        );
        for kind in [
            "klotter",
            "mopedkorning",
            "cykelstold",
            "inbrott",
            "ordningsstorning",
        ] {
            assert_eq!(unusual(&picture, kind), Vec::<String>::new(), "{kind}");
        }
    }

    /// How many of the invented incidents there are of a kind at a place in some
    /// years, at hours that are meant.
    fn counted(
        kind: &str,
        place: &str,
        years: RangeInclusive<i16>,
        is_meant: fn(DateTime) -> bool,
    ) -> usize {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let incidents = example_incidents::incidents().into_iter();
        incidents
            .filter(|incident| {
                let at = zone.to_datetime(incident.window.from());
                let is_there = incident.at.place().is_some_and(|own| own.as_str() == place);
                let is_kind = kind.is_empty() || incident.category.as_str() == kind;
                is_there && is_kind && years.contains(&at.year()) && is_meant(at)
            })
            .count()
    }

    fn at_the_school(years: RangeInclusive<i16>, is_meant: fn(DateTime) -> bool) -> usize {
        counted("narkotika", "exempel-skolan-1", years, is_meant)
    }

    /// What the filters that the picture names count.
    fn meant_by(filter: &str) -> fn(DateTime) -> bool {
        match filter {
            "droger på skolområdet" => |_| true,
            "droger på skolområdet vid lunch och efter klockan 14" => {
                |at| (11..13).contains(&at.hour()) || at.hour() >= 14
            }
            "droger på skolområdet utanför skoltid" => |at| {
                let is_at_school = example_incidents::is_school_day(at.date());
                !is_at_school || !(8..17).contains(&at.hour())
            },
            other => panic!("nothing is known of the filter {other}"),
        }
    }

    #[test]
    fn what_the_picture_says_of_its_incidents_is_what_is_counted_in_them() {
        let document = PictureDocument::read(PICTURE).unwrap();
        let causes = document.problems.iter().flat_map(|p| &p.causes);
        let links = causes.flat_map(|cause| cause.links_for.iter().chain(&cause.links_against));
        let links = links.chain(document.problems.iter().flat_map(|p| &p.evidence));
        let mut n_links = 0;
        for link in links {
            let Some(filter) = &link.filter else { continue };
            let period = link.period.clone().unwrap();
            let years = period.first_day().unwrap().year()..=period.last_day().unwrap().year();
            let n = at_the_school(years.clone(), meant_by(filter));
            let of = at_the_school(years, |_| true);
            assert_eq!(
                link.value.and_then(|n| n.to_i64()),
                Some(n as i64),
                "{filter}"
            );
            let words = link.words.clone().unwrap();
            let said = [format!("{n} av {of} rapporter"), format!("{n} rapporter")];
            assert!(said.iter().any(|said| words.starts_with(said)), "{words}");
            n_links += 1;
        }
        assert_eq!(n_links, 3);
        let problem = |id: &str| document.problem(&id.into()).unwrap();
        let reason = |id: &str, criterion: &str| {
            let scores = &problem(id).priority.as_ref().unwrap().scores;
            let score = scores.iter().find(|score| score.criterion == criterion);
            score.unwrap().reason.clone().unwrap()
        };
        let all = |_| true;
        let (year, before) = (
            at_the_school(2022..=2022, all),
            at_the_school(2021..=2021, all),
        );
        let rising = format!("{year} rapporter 2022, mot {before} året före");
        assert!(reason("droger-de-la-gardie", "rising").starts_with(&rising));
        let both = at_the_school(2021..=2022, all);
        let schools = both + counted("narkotika", "exempel-skolan-2", 2021..=2022, all);
        let here = format!("{both} av {schools} rapporter");
        assert!(reason("droger-de-la-gardie", "place").starts_with(&here));
        let pubs = |year| counted("", "exempel-krogstraket", year..=year, all);
        let rising = format!(
            "{} rapporter från krogstråket 2022, mot {}",
            pubs(2022),
            pubs(2021)
        );
        assert!(reason("otrygghet-centrum", "rising").starts_with(&rising));
        let indicator = &problem("droger-de-la-gardie").indicators[0];
        let per_term = indicator.baseline.as_ref().and_then(|b| b.value).unwrap();
        assert_eq!(per_term.to_f64(), year as f64 / 2.0);
    }

    #[test]
    fn one_incident_was_reported_by_two_and_is_suggested_to_be_one() {
        let own = example_incidents::incidents();
        let of_police = example_incidents::of_police(&own).unwrap();
        let mut all = own.clone();
        all.push(of_police.clone());
        let tree = handslag_domain::incident::CategoryTree::of_handslag();
        let pairs = handslag_domain::incident::duplicates::suggest(&all, &tree);
        let pairs: Vec<_> = pairs.iter().map(|pair| [pair.a, pair.b]).collect();
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert!(pairs[0].contains(&of_police.id));
        assert!(handslag_app::picture::is_example(&of_police.source));
    }

    #[test]
    fn shared_the_municipalities_like_lidkoping_are_those_that_kolada_names() {
        let test = "shared_the_municipalities_like_lidkoping_are_those_that_kolada_names";
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/kolada/municipality_groups-alla.json.gz"
        );
        let Ok(bytes) = std::fs::read(path) else {
            println!("NOT RUN: {test}: shared data is not beside the checkout");
            return;
        };
        let read = |bytes: &[u8]| {
            let budget = handslag_import::Budget::default();
            handslag_import::groups::read_groups(bytes, &budget, &mut |_| {}).unwrap()
        };
        let own = read(ALIKE.1).items;
        assert_eq!(own.len(), 1);
        assert!(read(&bytes).items.contains(&own[0]));
    }

    #[test]
    fn the_notices_have_no_positions() {
        let notices = String::from_utf8_lossy(NOTICES.1);
        assert!(!notices.contains("gps"));
        assert_eq!(notices.matches("\"id\"").count(), 18);
    }
}
