//! Every route: its address, its methods, who may ask for it, and its handler.
//!
//! The router is made from the list of variants and nothing else, and every
//! `match` below is exhaustive: a route that says not who may use it does not
//! compile.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::ALLOW;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use handslag_app::Action;
use handslag_app::access::{Whose, decide};
use strum::IntoEnumIterator;
use tower_sessions::Session;

use crate::error_page::WebError;
use crate::handler;
use crate::protection::{open311_limit, sign_in_limit};
use crate::server::{Site, WebOptions};
use crate::session;
use crate::visit::Visit;

/// What a route is asked to do. A `HEAD` is a [`Verb::Get`] without its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Read.
    Get,
    /// Change.
    Post,
}

impl Verb {
    fn of(method: &Method) -> Option<Self> {
        match *method {
            Method::GET | Method::HEAD => Some(Self::Get),
            Method::POST => Some(Self::Post),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Get => "GET, HEAD",
            Self::Post => "POST",
        }
    }
}

macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident $path:literal [$($verb:ident $action:ident $handler:path),+]),+ $(,)?) => {
        /// Every route.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumIter)]
        pub enum Route {
            $($(#[$doc])* $name,)+
        }

        impl Route {
            /// Its address; `{…}` stands for what differs.
            pub fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)+ }
            }

            /// What may be asked of it, and the leave that each takes.
            pub fn access(self) -> &'static [(Verb, Action)] {
                match self { $(Self::$name => &[$((Verb::$verb, Action::$action)),+],)+ }
            }

            fn handlers(self) -> MethodRouter<Site> {
                match self {
                    $(Self::$name => MethodRouter::new()$(.merge(by(Verb::$verb, $handler)))+,)+
                }
            }
        }
    };
}

fn by<H, T>(verb: Verb, handler: H) -> MethodRouter<Site>
where
    H: axum::handler::Handler<T, Site>,
    T: 'static,
{
    match verb {
        Verb::Get => get(handler),
        Verb::Post => post(handler),
    }
}

routes! {
    /// All municipalities.
    Home "/" [Get ReadPublic handler::public::home],
    /// Search.
    Search "/sok" [Get ReadPublic handler::public::search],
    /// Choosing a language.
    Language "/sprak/{tag}" [Get ReadPublic handler::public::language],
    /// About the product.
    About "/om" [Get ReadPublic handler::public::about],
    /// The accessibility statement.
    Accessibility "/tillganglighet" [Get ReadPublic handler::public::accessibility],
    /// All open data.
    OpenData "/data" [Get ReadPublic handler::public::open_data],
    /// The schema of the open document.
    Schema "/schema/handslag-1.json" [Get ReadPublic handler::public::schema],
    /// The schema of the situational picture.
    PictureSchema "/schema/handslag-picture-1.json" [Get ReadPublic handler::public::picture_schema],
    /// Style sheet, typefaces, the mark.
    Static "/static/{*name}" [Get ReadPublic handler::public::asset],
    /// How often each way to judge cries wolf.
    SelfTest "/sjalvtest" [Get ReadPublic handler::self_test::public],
    /// The same as CSV.
    SelfTestFile "/sjalvtest.csv" [Get ReadPublic handler::self_test::file],
    /// A municipality.
    Municipality "/{municipality}" [Get ReadPublic handler::public::municipality],
    /// The police's notices.
    News "/{municipality}/nyheter" [Get ReadPublic handler::public::news],
    /// The newest public edition of the situational picture.
    PublicPicture "/{municipality}/lagesbild" [Get ReadPublic handler::public_picture::newest],
    /// The same as JSON.
    PublicPictureJson "/{municipality}/lagesbild.json" [Get ReadPublic handler::public_picture::newest_json],
    /// One public edition, as page or file.
    PublicPictureVersion "/{municipality}/lagesbild/v/{version}" [Get ReadPublic handler::public_picture::version],
    /// A promise; ends with `.csv` or `.json` for the files.
    Promise "/{municipality}/{promise}" [Get ReadPublic handler::public::promise],
    /// One version of a promise, as page or file.
    PromiseVersion "/{municipality}/{promise}/v/{version}" [Get ReadPublic handler::public::promise_version],
    /// A commitment, as page or CSV.
    Commitment "/{municipality}/{promise}/atagande/{commitment}" [Get ReadPublic handler::public::commitment],
    /// The newest follow-up of a year, as page or file.
    FollowUp "/{municipality}/{promise}/uppfoljning/{year}" [Get ReadPublic handler::public::follow_up],
    /// One version of a follow-up, as page or file.
    FollowUpVersion "/{municipality}/{promise}/uppfoljning/{year}/v/{version}" [Get ReadPublic handler::public::follow_up_version],
    /// An answer's figures in the newest follow-up of a year: leads on to the version's own.
    FollowUpFigures "/{municipality}/{promise}/uppfoljning/{year}/underlag/{file}" [Get ReadPublic handler::public::newest_figures],
    /// The figures of one drawing of an answer, or of all answers, as CSV.
    FollowUpVersionFigures "/{municipality}/{promise}/uppfoljning/{year}/v/{version}/underlag/{file}" [Get ReadPublic handler::public::figures],
    /// A chart of official figures, as page or CSV.
    Chart "/{municipality}/{promise}/brott/{chart}" [Get ReadPublic handler::public::chart],

    /// Open311 for other systems: discovery, kinds, requests. Closed unless the operator opens it.
    Open311 "/open311/v2/{file}" [Get ReadPublic handler::open311::ask, Post SendRequest handler::open311::post],
    /// One kind of Open311.
    Open311Service "/open311/v2/services/{file}" [Get ReadPublic handler::open311::service],
    /// One request of Open311.
    Open311Request "/open311/v2/requests/{file}" [Get ReadPublic handler::open311::request],

    /// Signing in.
    SignIn "/logga-in" [Get SignIn handler::sign_in::form, Post SignIn handler::sign_in::sign_in],
    /// Signing in to the demonstration, which alone has this route.
    DemoSignIn "/logga-in/demo" [Post SignIn handler::sign_in::demo],
    /// Signing out.
    SignOut "/logga-ut" [Post OwnSession handler::sign_in::sign_out],

    /// What is behind, and what was logged last.
    Today "/arbete" [Get ReadInternal handler::today::today],
    /// Logging in three taps.
    Log "/arbete/logga" [Get LogActivity handler::log::form, Post LogActivity handler::log::log],
    /// The log.
    Activities "/arbete/aktiviteter" [Get ReadInternal handler::activity::list],
    /// One entry: correct, withdraw, trace.
    Activity "/arbete/aktiviteter/{owner}/{promise}/{activity}" [Get CorrectActivity handler::activity::form, Post CorrectActivity handler::activity::correct],

    /// Reporting what happened or felt unsafe.
    Report "/arbete/rapportera" [Get ReportIncident handler::incident::report_form, Post ReportIncident handler::incident::report],
    /// What was reported and taken in.
    Incidents "/arbete/handelser" [Get ReadInternal handler::incident::list],
    /// One incident: correct, withdraw, trace.
    Incident "/arbete/handelser/{incident}" [Get CorrectIncident handler::incident::incident, Post CorrectIncident handler::incident::correct],

    /// The situational picture.
    Picture "/arbete/lagesbild" [Get ReadInternal handler::picture::picture],
    /// The same on a map.
    Map "/arbete/karta" [Get ReadInternal handler::map::page],
    /// What stands beside the map, alone.
    MapAnswer "/arbete/karta/svar" [Get ReadInternal handler::map::answer],
    /// The operator's own background map, part by part.
    MapBackground "/arbete/karta/bakgrund.pmtiles" [Get ReadInternal handler::map::background],
    /// A tile of the map.
    MapTile "/arbete/karta/{z}/{x}/{y}/{layer}" [Get ReadInternal handler::map::tile],
    /// The analyses of the picture.
    Analyses "/arbete/lagesbild/analyser" [Get ReadInternal handler::analyses::analyses],

    /// The pictures, as documents, that the organisation takes part in.
    Pictures "/arbete/bild" [Get ReadInternal handler::picture_document::list::list],
    /// A new picture from a file or a text.
    NewPicture "/arbete/bild/ny" [Get EditPicture handler::picture_document::new::form, Post EditPicture handler::picture_document::new::add],
    /// One picture, with what is missing at its place.
    WorkPicture "/arbete/bild/{owner}/{picture}" [Get ReadInternal handler::picture_document::overview],
    /// The whole picture as text.
    PictureText "/arbete/bild/{owner}/{picture}/text" [Get EditPicture handler::picture_document::text::form, Post EditPicture handler::picture_document::text::save],
    /// What a picture is of and who decided it.
    PictureHead "/arbete/bild/{owner}/{picture}/andra" [Get EditPicture handler::picture_document::head::form, Post EditPicture handler::picture_document::head::save],
    /// A passage of one of the three parts of the law; `ny` for one that is not there yet.
    PictureSection "/arbete/bild/{owner}/{picture}/del/{legal}/{section}" [Get EditPicture handler::picture_document::section::form, Post EditPicture handler::picture_document::section::save],
    /// What evidence a problem, a cause or a passage of a picture rests on.
    PictureEvidence "/arbete/bild/{owner}/{picture}/belagg/{of}/{number}" [Get EditPicture handler::picture_document::evidence::form, Post EditPicture handler::picture_document::evidence::save],
    /// The places, parties, criteria or indicators of a picture.
    PictureList "/arbete/bild/{owner}/{picture}/lista/{list}" [Get EditPicture handler::picture_document::lists::list],
    /// One of them.
    PictureListEntry "/arbete/bild/{owner}/{picture}/lista/{list}/{number}" [Get EditPicture handler::picture_document::lists::form, Post EditPicture handler::picture_document::lists::save],
    /// Every saved version of a picture.
    PictureVersions "/arbete/bild/{owner}/{picture}/versioner" [Get ReadInternal handler::picture_document::versions::list],
    /// One saved version of a picture, and making it the newest again.
    PictureVersion "/arbete/bild/{owner}/{picture}/versioner/{version}" [Get ReadInternal handler::picture_document::versions::one, Post EditPicture handler::picture_document::versions::restore],
    /// Taking a text that names somebody out of every saved version.
    PictureErase "/arbete/bild/{owner}/{picture}/rensa" [Get EditPicture handler::picture_document::versions::erase_form, Post Publish handler::picture_document::versions::erase],
    /// Sharing a picture with a partner organisation.
    SharePicture "/arbete/bild/{owner}/{picture}/dela" [Get EditPicture handler::picture_document::share::form, Post EditPicture handler::picture_document::share::share],
    /// The chain, walked both ways and drawn.
    PictureChain "/arbete/bild/{owner}/{picture}/kedja" [Get ReadInternal handler::picture_document::chain::chain],
    /// Three views side by side.
    PictureViews "/arbete/bild/{owner}/{picture}/vyer" [Get ReadInternal handler::picture_document::views::views],
    /// One place on one screen.
    PicturePlace "/arbete/bild/{owner}/{picture}/plats/{place}" [Get ReadInternal handler::picture_document::place::place],
    /// A problem that is not there yet.
    NewProblem "/arbete/bild/{owner}/{picture}/nytt-problem" [Get EditPicture handler::picture_document::problem::new_form, Post EditPicture handler::picture_document::problem::add],
    /// A problem with what it rests on and its priority.
    EditProblem "/arbete/bild/{owner}/{picture}/problem/{problem}" [Get EditPicture handler::picture_document::problem::form, Post EditPicture handler::picture_document::problem::save],
    /// A cause, measure or indicator that is not there yet.
    NewProblemPart "/arbete/bild/{owner}/{picture}/problem/{problem}/ny/{kind}" [Get EditPicture handler::picture_document::part::new_form, Post EditPicture handler::picture_document::part::add],
    /// A cause, measure or indicator.
    EditProblemPart "/arbete/bild/{owner}/{picture}/problem/{problem}/{kind}/{part}" [Get EditPicture handler::picture_document::part::form, Post EditPicture handler::picture_document::part::save],
    /// A voice that is not there yet.
    NewVoice "/arbete/bild/{owner}/{picture}/ny-synpunkt" [Get EditPicture handler::picture_document::voice::new_form, Post EditPicture handler::picture_document::voice::add],
    /// A voice.
    EditVoice "/arbete/bild/{owner}/{picture}/synpunkt/{voice}" [Get EditPicture handler::picture_document::voice::form, Post EditPicture handler::picture_document::voice::save],
    /// The picture as it would be frozen today, and freezing it.
    PictureEdition "/arbete/bild/{owner}/{picture}/utgava" [Get ReadInternal handler::picture_document::edition::form, Post Publish handler::picture_document::edition::freeze],
    /// The same as PDF.
    PictureEditionDraft "/arbete/bild/{owner}/{picture}/utgava/utkast.pdf" [Get ReadInternal handler::picture_document::edition::draft_pdf],
    /// A frozen edition, as page or file.
    FrozenEdition "/arbete/bild/{owner}/{picture}/utgava/{readers}/{version}" [Get ReadInternal handler::picture_document::edition::read],
    /// Withdrawing a frozen edition.
    WithdrawEdition "/arbete/bild/{owner}/{picture}/utgava/{readers}/{version}/dra-tillbaka" [Get EditPicture handler::picture_document::edition::withdraw_form, Post Publish handler::picture_document::edition::withdraw],

    /// What the picture rests on, to keep in order.
    Upkeep "/arbete/underlag" [Get ReadInternal handler::upkeep::overview],
    /// The categories of incidents.
    Categories "/arbete/underlag/kategorier" [Get ReadInternal handler::upkeep::categories::list, Post EditPicture handler::upkeep::categories::add],
    /// One category: rename, move, merge, retire.
    Category "/arbete/underlag/kategorier/{category}" [Get EditPicture handler::upkeep::categories::one, Post EditPicture handler::upkeep::categories::change],
    /// The named places.
    Places "/arbete/underlag/platser" [Get ReadInternal handler::upkeep::places::list, Post EditPicture handler::upkeep::places::add],
    /// One named place.
    Place "/arbete/underlag/platser/{place}" [Get EditPicture handler::upkeep::places::one, Post EditPicture handler::upkeep::places::change],
    /// The layers of areas.
    Areas "/arbete/underlag/omraden" [Get ReadInternal handler::upkeep::areas::list, Post EditPicture handler::upkeep::areas::change],
    /// Incidents that may be one: join, tell apart, take apart.
    Duplicates "/arbete/underlag/dubbletter" [Get EditPicture handler::upkeep::duplicates::list, Post EditPicture handler::upkeep::duplicates::decide],
    /// To whom incidents are shown.
    IncidentShares "/arbete/underlag/delning" [Get ShareIncidents handler::upkeep::shares::form, Post ShareIncidents handler::upkeep::shares::share],

    /// The promises that the organisation takes part in.
    Promises "/arbete/loften" [Get ReadInternal handler::promise::list],
    /// A new promise from a file or a text.
    NewPromise "/arbete/loften/nytt" [Get EditPromise handler::promise::new_form, Post EditPromise handler::promise::add],
    /// Every commitment today, with the entries behind it.
    WorkPromise "/arbete/loften/{owner}/{promise}" [Get ReadInternal handler::promise::overview],
    /// The common fields of a promise.
    EditPromise "/arbete/loften/{owner}/{promise}/andra" [Get EditPromise handler::promise_form::form, Post EditPromise handler::promise_form::save],
    /// One commitment with its target.
    EditCommitment "/arbete/loften/{owner}/{promise}/atagande/{commitment}" [Get EditPromise handler::commitment_form::form, Post EditPromise handler::commitment_form::save],
    /// The whole document as text.
    EditText "/arbete/loften/{owner}/{promise}/text" [Get EditPromise handler::promise_text::form, Post EditPromise handler::promise_text::save],
    /// Every saved version.
    SavedVersions "/arbete/loften/{owner}/{promise}/versioner" [Get ReadInternal handler::promise::versions],
    /// Sharing with a partner organisation.
    Share "/arbete/loften/{owner}/{promise}/dela" [Get EditPromise handler::share::form, Post EditPromise handler::share::share],
    /// Publishing the promise as it stands.
    PublishPromise "/arbete/loften/{owner}/{promise}/publicera" [Post Publish handler::promise::publish],

    /// Can it be seen: what the figures could show of each goal, and the lock.
    Foresight "/arbete/loften/{owner}/{promise}/synas" [Get ReadInternal handler::foresight::overview],
    /// A goal that is not there yet, with its comparison.
    NewGoal "/arbete/loften/{owner}/{promise}/synas/nytt" [Get EditPromise handler::goal_form::new_form, Post EditPromise handler::goal_form::add],
    /// A goal with its comparison.
    EditGoal "/arbete/loften/{owner}/{promise}/synas/mal/{goal}" [Get EditPromise handler::goal_form::form, Post EditPromise handler::goal_form::save],
    /// Locking every comparison: asks first, then does it.
    LockEffects "/arbete/loften/{owner}/{promise}/synas/las" [Post Publish handler::foresight::lock],

    /// The follow-up workshop.
    Workshop "/arbete/loften/{owner}/{promise}/uppfoljning/{year}" [Get WriteFollowUp handler::workshop::form, Post WriteFollowUp handler::workshop::save],
    /// The draft as it will read.
    WorkshopPreview "/arbete/loften/{owner}/{promise}/uppfoljning/{year}/forhandsvisa" [Get WriteFollowUp handler::workshop::preview],
    /// The draft as PDF.
    WorkshopPdf "/arbete/loften/{owner}/{promise}/uppfoljning/{year}/utkast.pdf" [Get WriteFollowUp handler::workshop::pdf],
    /// Writing the draft anew.
    WorkshopRewrite "/arbete/loften/{owner}/{promise}/uppfoljning/{year}/skriv-om" [Post WriteFollowUp handler::workshop::rewrite],
    /// Publishing the follow-up.
    WorkshopPublish "/arbete/loften/{owner}/{promise}/uppfoljning/{year}/publicera" [Post Publish handler::workshop::publish],

    /// Every self-test that was run, and running one.
    WorkSelfTest "/arbete/sjalvtest" [Get ReadInternal handler::self_test::kept, Post WriteFollowUp handler::self_test::run],
    /// Publishing the newest self-test.
    PublishSelfTest "/arbete/sjalvtest/publicera" [Post Publish handler::self_test::publish],

    /// Sending a file, and what was taken in before.
    Intake "/arbete/intag" [Get Import handler::intake::form, Post Import handler::intake::upload],
    /// A file that waits: its columns, a dry run, the real one.
    Upload "/arbete/intag/{upload}" [Get Import handler::intake::waiting, Post Import handler::intake::run],
    /// An intake that runs, or has run.
    Job "/arbete/intag/jobb/{job}" [Get Import handler::intake::job],
}

/// A promise with its published text; far more than any that we have seen.
const FORM_BYTES: usize = 2 << 20;
/// Brå's whole export for the country is below 20 MB packed, and a year of
/// incidents of a city below 5. Larger files are taken in by the command.
pub const UPLOAD_MB: usize = 32;
const UPLOAD_BYTES: usize = UPLOAD_MB << 20;

impl Route {
    /// Whether it has no session: it reads what is published, or another system
    /// with a key of its own asks.
    pub fn is_public(self) -> bool {
        self.access()
            .iter()
            .all(|(_, action)| matches!(action, Action::ReadPublic | Action::SendRequest))
    }

    /// The leave that a request of this kind takes; `None` when it is not answered.
    pub fn action(self, verb: Verb) -> Option<Action> {
        let mut access = self.access().iter();
        access.find(|(v, _)| *v == verb).map(|(_, action)| *action)
    }

    fn is_served(self, options: &WebOptions) -> bool {
        self != Self::DemoSignIn || options.is_demo
    }

    fn method_router(self, site: &Site) -> MethodRouter<Site> {
        let handlers = self.handlers();
        let handlers = match self {
            Self::SignIn | Self::DemoSignIn => sign_in_limit(handlers, site.options.secure),
            Self::Open311 | Self::Open311Service | Self::Open311Request => {
                open311_limit(handlers, site.options.secure)
            }
            _ => handlers,
        };
        let bytes = match self {
            Self::Intake | Self::Areas => UPLOAD_BYTES,
            _ => FORM_BYTES,
        };
        handlers
            .layer(DefaultBodyLimit::max(bytes))
            .layer(from_fn_with_state((site.clone(), self), gate))
    }
}

/// The routes that this server has.
pub fn served(options: &WebOptions) -> impl Iterator<Item = Route> {
    Route::iter().filter(|route| route.is_served(options))
}

/// A router of these routes, each behind the gate.
pub fn router(site: &Site, routes: &[Route]) -> Router<Site> {
    routes.iter().fold(Router::new(), |router, route| {
        router.route(route.path(), route.method_router(site))
    })
}

/// Asks the access decision before any handler runs.
async fn gate(
    State((site, route)): State<(Site, Route)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(action) = Verb::of(request.method()).and_then(|verb| route.action(verb)) else {
        let allowed: Vec<&str> = route.access().iter().map(|(verb, _)| verb.name()).collect();
        let allowed = [(ALLOW, allowed.join(", "))];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response();
    };
    let visit = Visit::anonymous(request.headers(), request.uri());
    let session = request.extensions().get::<Session>().cloned();
    let visit = match settle(&site, visit, session).await {
        Ok(visit) => visit,
        Err(error) => return error.into_response(),
    };
    // Whose record it is, the use case asks: only it knows.
    if let Err(denied) = decide(&visit.actor, action, &Whose::Own) {
        return WebError::from(denied).into_response();
    }
    request.extensions_mut().insert(visit);
    next.run(request).await
}

async fn settle(site: &Site, visit: Visit, session: Option<Session>) -> Result<Visit, WebError> {
    Ok(match session {
        Some(session) => Visit {
            actor: session::actor(&site.app, &session, visit.now).await?,
            session: Some(session),
            ..visit
        },
        None => visit,
    })
}
