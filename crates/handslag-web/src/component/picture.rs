//! What a situational picture holds: what things rest on, problems with causes
//! and measures, what is measured, what was said. The same on pages inside and
//! in editions; `beside` says what a page inside sets beside each thing.

use handslag_chart::Chart;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::{Criterion, PictureDocument};
use handslag_domain::place::Place;
use handslag_domain::problem::{Cause, Indicator, Measure, Problem, Voice};
use handslag_domain::vocabulary::CauseState;
use handslag_domain::worded::Worded;
use handslag_locale::{Texts, arg};
use maud::{Markup, PreEscaped, html};

use super::{Column, example_tag, model_table, stacked_table, table};
use crate::here::Here;

/// A reader of a picture: in which language, whose words, which places.
pub struct PictureReading<'a> {
    /// Who reads.
    pub here: Here<'a>,
    /// The language of the picture's own words, when it is not the page's.
    pub lang: Option<&'a str>,
    /// The places that it names.
    pub places: &'a [Place],
    /// The voices that it may point to.
    pub voices: &'a [Voice],
    /// What stands beside a thing, by its place in the document: `problems[2].causes[0]`.
    pub beside: &'a dyn Fn(&str) -> Markup,
}

/// Nothing beside anything.
pub fn nothing_beside(_: &str) -> Markup {
    html! {}
}

impl PictureReading<'_> {
    fn t(&self) -> Texts {
        self.here.t()
    }

    fn place_name<'b>(&'b self, id: &'b str) -> &'b str {
        let mut places = self.places.iter();
        let found = places.find(|place| place.id.as_str() == id);
        found.map_or(id, |place| place.name.as_str())
    }

    /// The names of places, in their order.
    pub fn place_names(&self, ids: &[handslag_domain::id::PlaceId]) -> Vec<String> {
        let names = ids.iter().map(|id| self.place_name(id.as_str()).to_owned());
        names.collect()
    }

    /// What something rests on; an assumption says so.
    pub fn evidence(&self, links: &[EvidenceLink]) -> Markup {
        html! {
            @if !links.is_empty() {
                ul.evidence { @for link in links { li { (self.link(link)) } } }
            }
        }
    }

    fn link(&self, link: &EvidenceLink) -> Markup {
        let place = link.place.as_ref().map(|id| self.place_name(id.as_str()));
        let line = self.t().evidence_link(link, place);
        html! {
            @match link.url.as_deref().filter(|url| url.starts_with("https://")) {
                Some(url) => a href=(url) { (line) },
                None => (line),
            }
            @let said = self.said(link);
            @if !said.is_empty() { ": " span lang=[self.lang] { (said) } }
            @if let Some(words) = &link.words { ". " span lang=[self.lang] { (words) } }
        }
    }

    /// The voices that a link names, in their words.
    fn said(&self, link: &EvidenceLink) -> String {
        let named = self.voices.iter().filter(|v| link.voices.contains(&v.id));
        let words: Vec<String> = named.map(|voice| format!("”{}”", voice.words)).collect();
        words.join(", ")
    }

    /// Why a problem is taken on: its scores by the stated criteria, and the reason.
    pub fn priority(&self, problem: &Problem, criteria: &[Criterion]) -> Markup {
        let t = self.t();
        let Some(priority) = &problem.priority else {
            return html! {};
        };
        let stated = PictureDocument {
            criteria: criteria.to_vec(),
            ..PictureDocument::default()
        };
        let weighed = stated.weighed(problem);
        let columns = [
            Column::words(t.picture_doc_criterion()),
            Column::numbers(t.picture_doc_score()),
            Column::numbers(t.picture_doc_weight()),
            Column::words(t.picture_doc_score_reason()),
        ];
        let number = |n| self.here.language.number(n);
        let rows: Vec<Vec<Markup>> = priority
            .scores
            .iter()
            .map(|score| {
                let own = criteria.iter().find(|c| c.name == score.criterion);
                let asks =
                    own.map_or_else(|| t.criterion_named(&score.criterion), |c| t.criterion(c));
                let weight = own.and_then(|c| c.weight).unwrap_or_else(|| 1u32.into());
                vec![
                    html! { span lang=[self.lang] { (asks) } },
                    html! { (number(score.score)) },
                    html! { (number(weight)) },
                    html! { span lang=[self.lang] { (score.reason.as_deref().unwrap_or("–")) } },
                ]
            })
            .collect();
        html! {
            @if let Some(reason) = &priority.reason { p { strong { (t.picture_doc_why_this()) } " " span lang=[self.lang] { (reason) } } }
            @if !rows.is_empty() {
                details {
                    summary { (t.picture_doc_weighed(arg::PictureDocWeighed { sum: &number(weighed.sum), most: &number(weighed.most) })) }
                    (table(&t.picture_doc_scores(&problem.title), &columns, &rows))
                }
            }
        }
    }

    /// What causes a problem, with what speaks for and against.
    pub fn causes(&self, problem: &Problem, path: &str) -> Markup {
        html! {
            @for (n, cause) in problem.causes.iter().enumerate() {
                div.cause {
                    (self.cause(cause))
                    ((self.beside)(&format!("{path}.causes[{n}]")))
                }
            }
        }
    }

    fn cause(&self, cause: &Cause) -> Markup {
        let t = self.t();
        let state = cause.standing();
        let side = cause.side.as_ref().and_then(Worded::meant);
        let about: Vec<String> = side
            .map(|side| t.triangle_side(side))
            .into_iter()
            .chain(cause.kind.as_deref().map(|kind| t.cause_kind(kind)))
            .collect();
        let sign = match state {
            CauseState::Assumption => "?",
            CauseState::Supported => "✓",
            CauseState::Contradicted => "✕",
        };
        let both = [
            (t.problem_for(), &cause.evidence_for, &cause.links_for),
            (
                t.problem_against(),
                &cause.evidence_against,
                &cause.links_against,
            ),
        ];
        html! {
            p {
                strong lang=[self.lang] { (cause.words) } " "
                span.quiet { "(" span aria-hidden="true" { (sign) " " } (t.cause_state(state)) @if !about.is_empty() { "; " (about.join(", ")) } ")" }
            }
            @for (title, words, links) in both {
                @if !words.is_empty() || !links.is_empty() {
                    p.evidence-for { (title) ":" }
                    @if !words.is_empty() { ul lang=[self.lang] { @for one in words { li { (one) } } } }
                    (self.evidence(links))
                }
            }
            @if let Some(test) = &cause.would_show_wrong {
                p { (t.picture_doc_would_show_wrong()) " " span lang=[self.lang] { (test) } }
            }
        }
    }

    /// What is to be done, each chosen from a cause.
    pub fn measures(&self, problem: &Problem, path: &str) -> Markup {
        html! {
            @for (n, measure) in problem.measures.iter().enumerate() {
                div.cause {
                    (self.measure(problem, measure))
                    ((self.beside)(&format!("{path}.measures[{n}]")))
                }
            }
        }
    }

    fn measure(&self, problem: &Problem, measure: &Measure) -> Markup {
        let t = self.t();
        let kinds = measure.kind.iter().chain(&measure.term);
        let kinds: Vec<String> = kinds.map(|word| t.prevention(word)).collect();
        let cause = measure.cause.as_ref();
        let cause = cause.and_then(|id| problem.causes.iter().find(|c| c.id == *id));
        let known = measure.known_effect.as_ref();
        let known = known.map(|known| match known.meant() {
            Some(known) => t.known_effect(known),
            None => known.as_str().to_owned(),
        });
        html! {
            p {
                strong lang=[self.lang] { (measure.words) }
                @if !kinds.is_empty() { " " span.quiet { "(" (kinds.join(", ")) ")" } }
            }
            ul.plain {
                @if let Some(cause) = cause { li { (t.picture_doc_against()) " " span lang=[self.lang] { (cause.words) } } }
                @if let Some(mechanism) = &measure.mechanism { li { (t.picture_doc_mechanism()) " " span lang=[self.lang] { (mechanism) } } }
                @if let Some(known) = known {
                    li { (t.picture_doc_known()) " " (known) "." @if let Some(from) = &measure.known_from { " " span lang=[self.lang] { (from) } } }
                }
            }
        }
    }

    /// What is measured, from its baseline.
    pub fn indicators(&self, caption: &str, indicators: &[Indicator]) -> Markup {
        let t = self.t();
        if indicators.is_empty() {
            return html! {};
        }
        let columns = [
            Column::words(t.goal_indicator()),
            Column::words(t.goal_baseline()),
            Column::words(t.goal_target()),
            Column::words(t.goal_outcome()),
            Column::words(t.incidents_source()),
        ];
        let rows: Vec<Vec<Markup>> = indicators
            .iter()
            .map(|one| {
                vec![
                    html! { span lang=[self.lang] { (one.words) } },
                    html! { span lang=[self.lang] { (t.measured(one.baseline.as_ref())) } },
                    html! { span lang=[self.lang] { (t.measured(one.target.as_ref())) } },
                    html! { span lang=[self.lang] { (t.measured(one.outcome.as_ref())) } },
                    html! { span lang=[self.lang] { (one.source.as_deref().unwrap_or("–")) } },
                ]
            })
            .collect();
        stacked_table(caption, &columns, &rows)
    }

    /// What residents and staff said, as themes, with what became of it.
    ///
    /// - `path`: of the list in the document, `voices`.
    pub fn voices(&self, voices: &[Voice], path: &str) -> Markup {
        html! {
            ul.voices {
                @for (n, voice) in voices.iter().enumerate() {
                    li { (self.voice(voice)) ((self.beside)(&format!("{path}[{n}]"))) }
                }
            }
        }
    }

    fn voice(&self, voice: &Voice) -> Markup {
        let t = self.t();
        let n = voice.n.map(|n| match voice.n_asked {
            Some(asked) => t.picture_doc_n_of(arg::PictureDocNOf {
                n: n.into(),
                asked: &self.here.language.number(asked),
            }),
            None => t.voice_n(n),
        });
        let said = [
            n,
            voice.asked.as_deref().map(|group| t.asked_group(group)),
            voice.channel.as_deref().map(|channel| t.channel(channel)),
            voice
                .place
                .as_ref()
                .map(|id| self.place_name(id.as_str()).to_owned()),
            voice
                .on
                .as_ref()
                .map(|on| self.here.language.written_date(on)),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        html! {
            q lang=[self.lang] { (voice.words) }
            " " span.quiet { "– " (said.join(", ")) }
            @if let Some(answer) = &voice.answer { p lang=[self.lang] { (t.voice_answer(answer)) } }
        }
    }
}

/// A drawing in both widths, with its table beneath.
pub fn drawn_chart(t: Texts, chart: &Chart, example: bool) -> Markup {
    html! {
        figure.chart.wide {
            // An `<svg>` made by `handslag-chart`, which escapes every word.
            (PreEscaped(format!("{}{}", chart.svg, chart.narrow)))
            figcaption {
                details {
                    summary { (t.picture_doc_as_table()) (example_tag(t, example)) }
                    (model_table(&t.picture_doc_as_table(), &chart.table))
                }
            }
        }
    }
}
