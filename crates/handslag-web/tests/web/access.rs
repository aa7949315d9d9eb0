//! Every route, method and member against the list of who may do what.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use handslag_app::Action;
use handslag_app::access::{Who, who_may};
use handslag_domain::organisation::Role;
use handslag_web::WebOptions;
use handslag_web::route::{Route, Verb};
use strum::IntoEnumIterator;

use crate::support::{Browser, OWNER, PICTURE, PROMISE, Site, year};

/// The address of a route with what there is in the test's site.
fn path(route: Route) -> String {
    route
        .path()
        .replace("{municipality}", "lidkoping")
        .replace("{owner}", OWNER)
        .replace("{promise}", PROMISE)
        .replace("{commitment}", "trafik")
        .replace("{picture}", PICTURE)
        .replace("{place}", "skolan")
        .replace("{problem}", "droger")
        .replace("{kind}", "atgard")
        .replace("{part}", "staket")
        .replace("{voice}", "oro")
        .replace("{legal}", "kartlaggning")
        .replace("{of}", "problem-0")
        .replace("{list}", "platser")
        .replace("{number}", "0")
        .replace("{section}", "0")
        .replace("{readers}", "alla")
        .replace("{activity}", "a1")
        .replace("{year}", &year().to_string())
        .replace("{version}", "1")
        .replace("{tag}", "en")
        .replace("{*name}", "handslag.css")
        .replace("{chart}", "inget")
        .replace("{file}", "svaren.csv")
        .replace("{goal}", "stold")
        .replace("{incident}", "018f0000-0000-7000-8000-000000000000")
        .replace("{category}", "klotter")
        .replace("{place}", "inget")
        .replace("{upload}", "inget")
        .replace("{job}", "inget")
        .replace("{z}/{x}/{y}/{layer}", "10/549/311/handelser.mvt")
}

async fn ask(browser: &Browser, route: Route, verb: Verb) -> StatusCode {
    let (method, body, kind) = match verb {
        Verb::Get => (Method::GET, Body::empty(), None),
        Verb::Post => (
            Method::POST,
            Body::from("x=1"),
            Some("application/x-www-form-urlencoded"),
        ),
    };
    // A copy, so that signing out does not sign the walker out.
    browser
        .clone()
        .send(method, &path(route), body, kind)
        .await
        .status
}

const VERBS: [Verb; 2] = [Verb::Get, Verb::Post];

#[tokio::test]
async fn every_route_asks_for_the_leave_that_the_list_says() {
    let site = Site::with_promise().await;
    site.publish_promise().await;
    for role in Role::ALL {
        // Signing out ends the session, so it is walked last.
        let browser = site.signed_in(role.name()).await;
        let mut routes: Vec<Route> = Route::iter().filter(|r| *r != Route::DemoSignIn).collect();
        routes.sort_by_key(|r| *r == Route::SignOut);
        for (route, verb) in routes.into_iter().flat_map(|r| VERBS.map(|v| (r, v))) {
            let status = ask(&browser, route, verb).await;
            let Some(action) = route.action(verb) else {
                assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{route:?} {verb:?}");
                continue;
            };
            let may = match who_may(action) {
                Who::Anyone => true,
                Who::Members(needs) => role >= needs,
            };
            assert_eq!(
                status == StatusCode::FORBIDDEN,
                !may,
                "{role:?} {route:?} {verb:?}: {status}"
            );
            assert!(
                !status.is_server_error(),
                "{role:?} {route:?} {verb:?}: {status}"
            );
        }
    }
}

#[tokio::test]
async fn nobody_comes_in_without_signing_in() {
    let site = Site::with_promise().await;
    site.publish_promise().await;
    let browser = site.browser();
    for (route, verb) in Route::iter().flat_map(|r| VERBS.map(|v| (r, v))) {
        let Some(action) = route.action(verb) else {
            continue;
        };
        let mut browser = browser.clone();
        let (method, body) = match verb {
            Verb::Get => (Method::GET, Body::empty()),
            Verb::Post => (Method::POST, Body::empty()),
        };
        let reply = browser.send(method, &path(route), body, None).await;
        let to_sign_in = reply.status == StatusCode::SEE_OTHER
            && reply.header("location").starts_with("/logga-in");
        let inside = who_may(action) != Who::Anyone;
        assert_eq!(to_sign_in, inside, "{route:?} {verb:?}: {}", reply.status);
    }
}

#[tokio::test]
async fn another_organisations_promise_or_picture_is_the_same_as_none() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("annan").await;
    for (route, verb) in Route::iter().flat_map(|r| VERBS.map(|v| (r, v))) {
        let about_a_record = route.path().contains("{owner}") || route == Route::Activity;
        if route.action(verb).is_none() || !about_a_record {
            continue;
        }
        let foreign = path(route);
        let missing = foreign
            .replace(PROMISE, "finns-inte")
            .replace(PICTURE, "finns-inte")
            .replace("/a1", "/finns-inte");
        let mut replies = Vec::new();
        for address in [foreign, missing] {
            let reply = match verb {
                Verb::Get => browser.get(&address).await,
                // A whole, right form: nothing else can be what stops it.
                Verb::Post => {
                    let fields = [
                        ("version", "1"),
                        ("titel", "x"),
                        ("ord", "x"),
                        ("fraga", "cannot_be_told"),
                        ("antal", "1"),
                        ("skal", "x"),
                        ("typ", "trafikkontroll"),
                        ("dag", "2023-01-01"),
                        ("partner", "skara-kommun"),
                        ("syfte", "x"),
                        ("text", "[promise]\nid = \"provlofte\"\ntitle = \"x\""),
                    ];
                    browser.post(&address, &fields).await
                }
            };
            assert_eq!(
                reply.status,
                StatusCode::NOT_FOUND,
                "{route:?} {verb:?} {address}"
            );
            // The page names its own address only in the language switch.
            replies.push(
                reply
                    .body
                    .replace(PICTURE, PROMISE)
                    .replace("finns-inte", PROMISE)
                    .replace("%2Fa1", "%2Fprovlofte"),
            );
        }
        assert_eq!(replies[0], replies[1], "{route:?} {verb:?}");
    }
    for inside in [
        "/arbete",
        "/arbete/aktiviteter",
        "/arbete/loften",
        "/arbete/bild",
        "/arbete/logga",
        "/arbete/intag",
    ] {
        let reply = browser.get(inside).await;
        assert_eq!(reply.status, StatusCode::OK, "{inside}");
        assert!(!reply.body.contains("Provlöfte"), "{inside}");
        assert!(!reply.body.contains("Provbild"), "{inside}");
    }
    assert_eq!(
        browser.get("/lidkoping/provlofte").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_shared_promise_is_used_by_the_lesser_role_and_ends_at_once() {
    let site = Site::with_promise().await;
    let mut owner = site.signed_in("editor").await;
    let share = format!("/arbete/loften/{OWNER}/{PROMISE}/dela");
    let reply = owner
        .post(
            &share,
            &[
                ("partner", "skara-kommun"),
                ("roll", "reporter"),
                ("syfte", "Gemensamma kontroller"),
            ],
        )
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let mut partner = site.signed_in("annan").await;
    let overview = format!("/arbete/loften/{OWNER}/{PROMISE}");
    assert_eq!(partner.get(&overview).await.status, StatusCode::OK);
    assert_eq!(
        partner.get(&format!("{overview}/andra")).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        partner
            .post(&format!("{overview}/publicera"), &[])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    // What is refused is not offered.
    let offered = partner.get(&overview).await.body;
    for page in [
        "/andra",
        "/text",
        "/dela",
        "/publicera",
        "/uppfoljning",
        "/atagande",
    ] {
        assert!(!offered.contains(&format!("{overview}{page}")), "{page}");
    }
    // With whom it is shared is the owner's to know.
    assert_ne!(partner.get(&share).await.status, StatusCode::OK);
    let reply = owner
        .post(&share, &[("partner", "skara-kommun"), ("gor", "avsluta")])
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(partner.get(&overview).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_a_changed_role_counts_at_once() {
    let site = Site::with_promise().await;
    let account = site
        .app
        .store()
        .account_by_user_name("editor")
        .await
        .unwrap()
        .unwrap();
    let mut browser = site.signed_in("editor").await;
    let edit = format!("/arbete/loften/{OWNER}/{PROMISE}/andra");
    assert_eq!(browser.get(&edit).await.status, StatusCode::OK);
    let set = async |role| {
        site.app
            .store()
            .write(async |tx| tx.set_role(&account.tenant, account.id, role).await)
            .await
            .unwrap();
    };
    set(Role::Reader).await;
    assert_eq!(browser.get(&edit).await.status, StatusCode::FORBIDDEN);
    site.app
        .store()
        .write(async |tx| {
            tx.disable_account(&account.tenant, account.id, jiff::Timestamp::now())
                .await
        })
        .await
        .unwrap();
    let reply = browser.get("/arbete").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let again = site
        .browser()
        .post(
            "/logga-in",
            &[("namn", "editor"), ("losenord", crate::support::PASSWORD)],
        )
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_demos_sign_in_is_there_in_the_demo_only() {
    let members = vec![("Utgivare".to_owned(), "publisher".to_owned())];
    let outside = Site::with(WebOptions {
        demo_members: members.clone(),
        ..WebOptions::default()
    })
    .await;
    let fields = [("namn", "publisher"), ("till", "")];
    // The address is then that of any promise, which takes no forms.
    for address in ["/logga-in/demo", "/logga-in/annat"] {
        let reply = outside.browser().post(address, &fields).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        assert!(reply.header("set-cookie").is_empty());
    }
    assert_eq!(
        outside.browser().get("/logga-in/demo").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(
        !outside
            .browser()
            .get("/logga-in")
            .await
            .body
            .contains("/logga-in/demo")
    );

    let demo = Site::with(WebOptions {
        is_demo: true,
        demo_members: members,
        ..WebOptions::default()
    })
    .await;
    let mut browser = demo.browser();
    assert!(browser.get("/logga-in").await.body.contains("Utgivare"));
    assert_eq!(
        browser.post("/logga-in/demo", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(browser.get("/arbete").await.status, StatusCode::OK);
    // Only those who are shown, and never by a name that is guessed.
    let reply = demo
        .browser()
        .post("/logga-in/demo", &[("namn", "editor")])
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[test]
fn no_route_changes_anything_by_being_read() {
    for route in Route::iter() {
        if route
            .action(Verb::Get)
            .is_some_and(|a| a == Action::Publish)
        {
            panic!("{route:?} publishes when it is read");
        }
    }
}

#[tokio::test]
async fn a_page_offers_nothing_that_the_role_does_not_reach() {
    let site = Site::with_promise().await;
    let offers = async |user: &str, path: &str, what: &str| {
        site.signed_in(user)
            .await
            .get(path)
            .await
            .body
            .contains(what)
    };
    let overview = format!("/arbete/loften/{OWNER}/{PROMISE}");
    let workshop = format!("{overview}/uppfoljning/{}", year());
    let foresight = format!("{overview}/synas");
    for (least, path, what) in [
        (Role::Reporter, "/arbete", "/arbete/logga\""),
        (
            Role::Reporter,
            "/arbete/aktiviteter",
            "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1",
        ),
        (Role::Editor, "/arbete", "/arbete/intag"),
        (Role::Editor, &overview, "/andra\""),
        (Role::Editor, &overview, &workshop),
        (Role::Publisher, &overview, "/publicera\""),
        (Role::Editor, &foresight, "/synas/nytt\""),
        (Role::Editor, &foresight, "/synas/mal/stold\""),
        (Role::Publisher, &foresight, "/synas/las\""),
        (
            Role::Editor,
            "/arbete/sjalvtest",
            "method=\"post\" action=\"/arbete/sjalvtest\"",
        ),
        (Role::Publisher, &workshop, "/publicera\""),
    ] {
        for role in Role::ALL {
            let is_offered = offers(role.name(), path, what).await;
            assert_eq!(is_offered, role >= least, "{role:?} {what} on {path}");
        }
    }
}
