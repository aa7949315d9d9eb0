//! Every public page, made from the sample, by name.

use handslag_locale::Language;
use handslag_web::here::Here;
use handslag_web::page::{
    self, Failure, FollowUpLink, FollowUpView, Hit, HitKind, MunicipalityLink, Piece, PromiseLink,
    PromiseView, SearchView,
};
use handslag_web::paths;
use jiff::civil::date;

use super::sample::{
    follow_up_release, lidkoping, news, promise_release, promise_release_on, self_test,
};

/// Each page's name and its HTML.
pub fn all(language: Language) -> Vec<(&'static str, String)> {
    let here = Here {
        language,
        path: "/exempel?q=1",
    };
    let release = promise_release();
    let follow_up = follow_up_release();
    let (news, name) = (news(), lidkoping());
    let follow_ups = [2023, 2022].map(|year| FollowUpLink {
        year,
        version: 1,
        published_on: Some(date(year + 1, 2, 9)),
    });
    let links = [MunicipalityLink {
        municipality: name.clone(),
        n_promises: 1,
    }];
    let promises = [PromiseLink {
        promise: release.status.promise.clone(),
        running: true,
        example: true,
        tally: release.status.tally.clone(),
        n_commitments: release.status.commitments.len(),
        follow_ups: follow_ups.to_vec(),
    }];
    let coverage = release
        .status
        .commitments
        .iter()
        .find(|c| !c.evidenced.members.is_empty())
        .expect("the example promises to reach every class or school");
    // Why something was not kept is said when the time is out.
    let ended = promise_release_on(date(2023, 12, 31));
    let counted = ended
        .status
        .commitments
        .iter()
        .find(|c| c.deviation.is_some())
        .expect("the example has a deviation");
    let hits = hits(paths::of(&release.status));
    let view = PromiseView {
        release: &release,
        follow_ups: &follow_ups,
        news: &news,
        category: None,
        measure: None,
    };
    let searched = |query, hits, n_hits| SearchView {
        query,
        hits,
        n_hits,
    };
    vec![
        ("home", page::home(&here, &links)),
        ("home-empty", page::home(&here, &[])),
        (
            "municipality",
            page::municipality(
                &here,
                page::MunicipalityView {
                    name: &name,
                    promises: &promises,
                    picture: None,
                    news: &news,
                },
            ),
        ),
        ("promise", page::promise(&here, view)),
        ("commitment", page::commitment(&here, &ended, counted)),
        ("coverage", page::commitment(&here, &release, coverage)),
        (
            "follow-up",
            page::follow_up(
                &here,
                FollowUpView {
                    release: &follow_up,
                    newest_version: 2,
                    beside: None,
                },
            ),
        ),
        ("news", page::news(&here, &name, &news, false)),
        ("search", page::search(&here, searched("trafik", &hits, 7))),
        ("search-none", page::search(&here, searched("xyz", &[], 0))),
        (
            "chart",
            page::chart(&here, &release, &release.status.figures[0]),
        ),
        ("not-found", page::error(&here, Failure::NotFound)),
        ("forbidden", page::error(&here, Failure::Forbidden)),
        ("server", page::error(&here, Failure::Server("7f3a"))),
        ("self-test", page::self_test(&here, &[self_test()])),
        ("self-test-none", page::self_test(&here, &[])),
        ("about", page::about(&here)),
        ("accessibility", page::accessibility(&here)),
    ]
    .into_iter()
    .map(|(name, markup)| (name, markup.into_string()))
    .collect()
}

fn hits(promise: paths::Address<'_>) -> Vec<Hit> {
    let piece = |text: &str, marked| Piece {
        text: text.to_owned(),
        marked,
    };
    vec![Hit {
        kind: HitKind::Commitment,
        href: paths::commitment(promise, &"trafikkontroller".into()),
        title: vec![
            piece("Trafikkontroller", true),
            piece(" där det behövs", false),
        ],
        belongs_to: "Lidköping · Medborgarlöfte 2022–2023".to_owned(),
        excerpt: vec![
            piece("Polisen kontrollerar ", false),
            piece("trafiken", true),
            piece(" på platser som känns otrygga.", false),
        ],
        example: true,
    }]
}
