//! A whole site in a folder of its own, and a browser that asks it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use handslag_app::intake::{File, Run};
use handslag_app::member::AccountOrder;
use handslag_app::renderer::Rendering;
use handslag_app::{Actor, App, Renderer, StoreDatabase, swedish_day};
use handslag_domain::document::PromiseDocument;
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::id::{PartyId, PromiseId};
use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::edition::PictureEdition;
use handslag_web::{WebOptions, router};
use jiff::Timestamp;
use tower::ServiceExt;

pub const PASSWORD: &str = "ett långt lösenord";
pub const OWNER: &str = "lidkopings-kommun";
pub const OTHER: &str = "skara-kommun";
pub const PROMISE: &str = "provlofte";
pub const PICTURE: &str = "provbild";

/// Prints the document as text, so that a test can read what was printed.
struct TextRenderer;

impl Renderer for TextRenderer {
    fn pdf<'a>(&'a self, document: &'a FollowUpDocument, draft: bool) -> Rendering<'a> {
        let text = format!("%PDF {draft} {}", document.promise.title);
        Box::pin(async move { Ok(text.into_bytes()) })
    }

    fn picture_pdf<'a>(&'a self, edition: &'a PictureEdition, draft: bool) -> Rendering<'a> {
        let text = format!("%PDF {draft} {}", serde_json::to_string(edition).unwrap());
        Box::pin(async move { Ok(text.into_bytes()) })
    }
}

pub struct Site {
    pub app: App,
    pub router: Router,
    _folder: tempfile::TempDir,
}

/// This year, so that what is logged now counts.
pub fn year() -> i16 {
    swedish_day(Timestamp::now()).year()
}

pub fn today() -> String {
    swedish_day(Timestamp::now()).to_string()
}

/// A small promise of this year; `id` and `title` as given.
pub fn document(id: &str, title: &str) -> PromiseDocument {
    let year = year();
    let title = serde_json::to_string(title).unwrap();
    PromiseDocument::read(&format!(
        r#"
format = "handslag/1"
example = true
[promise]
id = "{id}"
title = {title}
municipalities = ["Lidköping"]
parties = ["polisen", "kommunen"]
period = {{ from = "{year}-01-01", to = "{year}-12-31" }}
contact = "medborgarlofte"
[[parties]]
id = "polisen"
name = "Polisen"
[[parties]]
id = "kommunen"
name = "Kommunen"
[[places]]
id = "esplanaden"
name = "Esplanaden"
[[places]]
id = "torget"
name = "Torget"
[[commitments]]
id = "trafik"
title = "Trafikkontroller"
words = "Vi genomför minst 30 trafikkontroller."
parties = ["polisen"]
target = {{ shape = "count", at_least = 30, types = ["trafikkontroll"] }}
[[commitments]]
id = "fot"
title = "Fotpatruller"
words = "Vi går fotpatrull varje månad."
parties = ["polisen", "kommunen"]
target = {{ shape = "ongoing", per = "month", types = ["fotpatrull"] }}
[[goals]]
id = "stold"
words = "Stölderna ska minska."
indicator = "Stöldbrott"
comparison = {{ before = {{ from = "2013", to = "2014" }}, after = {{ from = "2015", to = "2015" }}, wanted = "down", primary = true }}
[[activities]]
id = "a1"
type = "trafikkontroll"
on = "{year}-01-02"
place = "esplanaden"
parties = ["polisen"]
counts = {{ drivers = 12 }}
"#
    ))
    .unwrap()
}

/// A small picture that the small promise answers, with something withheld of each kind.
pub fn picture() -> PictureDocument {
    PictureDocument::read(&format!(
        r#"
format = "handslag-picture/1"
example = true
[picture]
id = "{PICTURE}"
title = "Provbild (exempel)"
municipalities = ["Lidköping"]
promises = ["{PROMISE}"]
updated_on = "2023-02-15"
[[places]]
id = "skolan"
name = "Skolan"
kind = "school"
[[voices]]
id = "oro"
theme = "droger"
words = "Oro för droger"
place = "skolan"
asked = "residents"
n = 41
released = "public"
[[voices]]
id = "hemlig-fraga"
theme = "droger"
words = "Hemlig synpunkt"
answer = "Hemligt svar"
n = 3
[[problems]]
id = "droger"
title = "Droger runt skolan"
focus_area = "Trygga skolor"
cycle = [{{ step = "identify", state = "done", on = "2022-02", words = "Skolan valdes efter samtal." }}]
theme = "droger"
places = ["skolan"]
released = "public"
evidence = [
    {{ kind = "voices", voices = ["oro"] }},
    {{ kind = "voices", voices = ["hemlig-fraga"], value = 3, words = "Tre sa det i förtroende." }},
]
measures = [{{ id = "staket", words = "Staket runt gården", commitments = ["trafik"] }}]
[[problems]]
id = "hemligt"
title = "Hemligt problem"
[[mapping]]
heading = "Brotten i siffror"
words = "Siffrorna (exempel)."
released = "public"
[[mapping]]
heading = "Hemligt stycke"
words = "Står bara hos parterna."
"#
    ))
    .unwrap()
}

fn organisation(id: &str, name: &str) -> Organisation {
    Organisation {
        id: OrganisationId::from(id),
        name: name.to_owned(),
        party: PartyId::from("kommunen"),
    }
}

impl Site {
    pub async fn open() -> Self {
        Self::with(WebOptions::default()).await
    }

    pub async fn with(options: WebOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(TextRenderer)).await.unwrap();
        let own = organisation(OWNER, "Lidköpings kommun");
        for role in Role::ALL {
            add(&app, &own, role.name(), role).await;
        }
        add(
            &app,
            &organisation(OTHER, "Skara kommun"),
            "annan",
            Role::Publisher,
        )
        .await;
        let router = router(app.clone(), options);
        Self {
            app,
            router,
            _folder: folder,
        }
    }

    /// With the small promise in it.
    pub async fn with_promise() -> Self {
        let site = Self::open().await;
        site.add(&document(PROMISE, "Provlöfte")).await;
        site
    }

    /// With the small promise and the picture that it answers.
    pub async fn with_picture() -> Self {
        let site = Self::with_promise().await;
        let now = Timestamp::now();
        let (actor, document) = (site.operator(), picture());
        let added = site.app.add_picture(&actor, &document, now);
        added.await.unwrap();
        site
    }

    pub async fn add(&self, document: &PromiseDocument) {
        let actor = App::operator(&OrganisationId::from(OWNER));
        self.app
            .add_promise(&actor, document, Timestamp::now())
            .await
            .unwrap();
    }

    pub async fn publish_promise(&self) {
        let actor = self.operator();
        let now = Timestamp::now();
        let (owner, id) = (OrganisationId::from(OWNER), PromiseId::from(PROMISE));
        self.app
            .publish_promise(&actor, &owner, &id, swedish_day(now), now)
            .await
            .unwrap();
    }

    /// Takes in every municipality's reported offences of 2013 to 2015.
    pub async fn import_figures(&self) {
        const FIGURES: &[u8] =
            include_bytes!("../../../handslag/example/bra-kommuner-ar-2013-2015.csv");
        let file = File {
            name: "bra-kommuner-ar-2013-2015.csv",
            bytes: FIGURES,
        };
        let (actor, now) = (self.operator(), Timestamp::now());
        let taken = self
            .app
            .import_figures(&actor, &file, Run::Real, now, &mut |_| ())
            .await;
        assert!(taken.unwrap().new > 0);
    }

    pub fn operator(&self) -> Actor {
        App::operator(&OrganisationId::from(OWNER))
    }

    pub fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookie: None,
            headers: HeaderMap::new(),
        }
    }

    pub async fn signed_in(&self, user_name: &str) -> Browser {
        let mut browser = self.browser();
        let reply = browser
            .post(
                "/logga-in",
                &[("namn", user_name), ("losenord", PASSWORD), ("till", "")],
            )
            .await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        assert!(browser.cookie.is_some());
        browser
    }
}

async fn add(app: &App, organisation: &Organisation, user_name: &str, role: Role) {
    let order = AccountOrder {
        user_name,
        password: Some(PASSWORD),
        role,
        language: "sv",
        demo: true,
    };
    app.add_account(organisation, &order, Timestamp::now())
        .await
        .unwrap();
}

#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    pub headers: HeaderMap,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The same as it was sent.
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// The first field whose name begins and ends like this.
    pub fn field(&self, start: &str, end: &str) -> String {
        let names = self.body.split("name=\"").skip(1);
        names
            .filter_map(|name| name.split('"').next())
            .find(|name| name.starts_with(start) && name.ends_with(end))
            .unwrap_or_else(|| panic!("no {start}…{end} in {}", self.body))
            .to_owned()
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let at = self
            .body
            .find(&start)
            .unwrap_or_else(|| panic!("no {name} in {}", self.body));
        self.body[at + start.len()..]
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    }
}

/// Each browser has an address of its own, so that the limit on signing in is not in the way.
static ADDRESS: AtomicU32 = AtomicU32::new(0x0a00_0001);

impl Browser {
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, Body::empty(), None).await
    }

    /// Asks again, as a browser does, as long as the page says that it will.
    pub async fn get_done(&mut self, path: &str) -> Reply {
        loop {
            let reply = self.get(path).await;
            if !reply.headers.contains_key("refresh") {
                return reply;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(
            Method::POST,
            path,
            Body::from(encoded(fields)),
            Some("application/x-www-form-urlencoded"),
        )
        .await
    }

    pub async fn post_owned(&mut self, path: &str, fields: &[(String, String)]) -> Reply {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        self.post(path, &fields).await
    }

    pub async fn post_multipart(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Reply {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!(
                    "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        if let Some((name, bytes)) = file {
            let head = format!(
                "--x\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        self.send(
            Method::POST,
            path,
            Body::from(body),
            Some("multipart/form-data; boundary=x"),
        )
        .await
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Body,
        kind: Option<&str>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost");
        if !self.headers.contains_key("sec-fetch-site") {
            request = request.header("sec-fetch-site", "same-origin");
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let mut request = request.body(body).unwrap();
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let address = std::net::Ipv4Addr::from(ADDRESS.fetch_add(1, Ordering::Relaxed));
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from((address, 1))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        if let Some(set) = parts.headers.get("set-cookie") {
            let cookie = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            self.cookie = Some(cookie);
        }
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            // Numbers stay with their units; tests are easier to read with plain spaces.
            body: String::from_utf8_lossy(&bytes).replace('\u{a0}', " "),
            bytes: bytes.into(),
        }
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let safe = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields
        .iter()
        .map(|(n, v)| format!("{}={}", safe(n), safe(v)))
        .collect();
    pairs.join("&")
}
