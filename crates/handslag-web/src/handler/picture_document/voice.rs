//! The form of a voice: what was said as a theme, where, how and by which
//! group; never by whom.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::id::{PlaceId, VoiceId};
use handslag_domain::picture::PictureDocument;
use handslag_domain::problem::{ASKED_GROUPS, VOICE_CHANNELS, Voice};
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::missing;
use super::super::new_id::new_id;
use super::forms::{Filled, PictureForm, amount, answered, error_at, past_day, released};
use super::{Named, here, names, open, open_as_made, page_of};
use crate::component::FormError;
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

type OfVoice = Path<(String, String, String)>;

/// An empty form.
pub async fn new_form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = VoiceForm::new(&opened, None)?;
    let fields = form.fields_of();
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Adds a voice.
pub async fn add(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    VoiceForm::new(&opened, None)?
        .answered(&site, &visit, &fields)
        .await
}

/// The voice as it is held.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, voice)): OfVoice,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = VoiceForm::new(&opened, Some(&VoiceId(voice)))?;
    let fields = form.fields_of();
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Changes a voice.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, voice)): OfVoice,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    VoiceForm::new(&opened, Some(&VoiceId(voice)))?
        .answered(&site, &visit, &fields)
        .await
}

/// A voice and the picture that it is in.
struct VoiceForm<'a> {
    opened: &'a OpenPicture,
    /// As it is held; a new one is empty.
    held: Voice,
    action: String,
}

impl<'a> VoiceForm<'a> {
    fn new(opened: &'a OpenPicture, id: Option<&VoiceId>) -> Result<Self, WebError> {
        let (held, page) = match id {
            None => (Voice::default(), "ny-synpunkt".to_owned()),
            Some(id) => {
                let held = opened.document.voices.iter().find(|v| v.id == *id);
                let page = format!("synpunkt/{}", paths::step(id.as_str()));
                (held.cloned().ok_or(WebError::NotFound)?, page)
            }
        };
        Ok(Self {
            opened,
            held,
            action: page_of(opened, &page),
        })
    }

    fn is_new(&self) -> bool {
        self.held.id.as_str().is_empty()
    }

    fn fields_of(&self) -> Fields {
        let (held, mut fields) = (&self.held, Fields::default());
        let mut set =
            |name: &str, value: Option<String>| fields.set(name, value.unwrap_or_default());
        set("version", Some(self.opened.version.to_string()));
        set("ord", Some(held.words.clone()));
        set("tema", held.theme.clone());
        set("plats", held.place.as_ref().map(|p| p.0.clone()));
        set("kanal", held.channel.clone());
        set("fragade", held.asked.clone());
        set("dag", held.on.as_ref().map(|on| on.0.clone()));
        set("antal", held.n.map(|n| n.as_written()));
        set("av", held.n_asked.map(|n| n.as_written()));
        set("svar", held.answer.clone());
        set(
            "visas",
            held.released.as_ref().map(|r| r.as_str().to_owned()),
        );
        fields
    }

    async fn answered(&self, site: &Site, visit: &Visit, fields: &Fields) -> Answer {
        let mut errors = Vec::new();
        let mut document = self.opened.document.clone();
        match fields.get("gor") == "ta-bort" && !self.is_new() {
            true => document.voices.retain(|v| v.id != self.held.id),
            false => self.put(&mut document, self.changed(visit, fields, &mut errors)),
        }
        answered(self, site, visit, fields, &document, &errors).await
    }

    fn put(&self, document: &mut PictureDocument, voice: Voice) {
        if self.is_new() {
            let taken: Vec<&str> = document.voices.iter().map(|v| v.id.as_str()).collect();
            let id = VoiceId(new_id(&voice.words, "synpunkt", &taken));
            document.voices.push(Voice { id, ..voice });
            return;
        }
        for slot in document.voices.iter_mut().filter(|v| v.id == voice.id) {
            *slot = voice.clone();
        }
    }

    fn changed(&self, visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Voice {
        let t = visit.t();
        if fields.get("ord").is_empty() {
            errors.push(missing(visit, "ord", &t.picture_doc_voice_words()));
        }
        let n = amount(visit, fields, "antal", &t.picture_doc_voice_n(), errors);
        let n_asked = amount(visit, fields, "av", &t.picture_doc_voice_n_asked(), errors);
        let on = past_day(visit, fields, "dag", &t.incidents_when(), errors);
        let voice = Voice {
            words: fields.get("ord").to_owned(),
            theme: fields.words("tema"),
            place: fields.words("plats").map(PlaceId),
            channel: fields.words("kanal"),
            asked: fields.words("fragade"),
            on,
            answer: fields.words("svar"),
            released: released(fields),
            n,
            n_asked,
            ..self.held.clone()
        };
        if voice.says_more_than_asked() {
            errors.push(error_at("antal", t.picture_doc_more_than_asked()));
        }
        voice
    }
}

impl PictureForm for VoiceForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        match self.is_new() {
            true => t.picture_doc_new_voice(),
            false => t.picture_doc_edit_voice(),
        }
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        format!("{}?sparat=1#synpunkter", here(self.opened))
    }

    fn is_held(&self) -> bool {
        !self.is_new()
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        let mut places = vec![(String::new(), t.work_log_no_place())];
        let known = self.opened.document.places.iter();
        places.extend(known.map(|p| (p.id.0.clone(), p.name.clone())));
        html! {
            p.hint { (t.picture_doc_voice_no_persons()) }
            (filled.lines("ord", &t.picture_doc_voice_words(), &t.picture_doc_voice_words_hint(), 2))
            (filled.line("tema", &t.picture_doc_theme(), &t.picture_doc_theme_hint()))
            (filled.choice("plats", &t.work_log_where(), places))
            (filled.choice("kanal", &t.picture_doc_voice_channel(), channels(t, "–")))
            (filled.choice("fragade", &t.picture_doc_voice_asked(), groups(t, "–")))
            (filled.line("dag", &t.incidents_when(), &t.work_date_hint()))
            (filled.line("antal", &t.picture_doc_voice_n(), ""))
            (filled.line("av", &t.picture_doc_voice_n_asked(), ""))
            (filled.lines("svar", &t.picture_doc_voice_answer(), &t.picture_doc_voice_answer_hint(), 2))
            (filled.readers())
        }
    }

    fn field_of(&self, path: &str) -> Option<String> {
        field_of(path)
    }
}

/// How something may have been said, after none of them.
pub fn channels(t: Texts, none: &str) -> Vec<(String, String)> {
    named(&VOICE_CHANNELS, none, &|word| t.channel(word))
}

/// Which groups may have been asked, after none of them.
pub fn groups(t: Texts, none: &str) -> Vec<(String, String)> {
    named(&ASKED_GROUPS, none, &|word| t.asked_group(word))
}

fn named(words: &[&str], none: &str, say: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
    let words = words.iter().map(|word| ((*word).to_owned(), say(word)));
    std::iter::once((String::new(), none.to_owned()))
        .chain(words)
        .collect()
}

/// The form's name for a place in the document.
fn field_of(path: &str) -> Option<String> {
    let field = match path.rsplit('.').next()? {
        "words" => "ord",
        "theme" => "tema",
        "channel" => "kanal",
        "asked" => "fragade",
        "on" => "dag",
        "answer" => "svar",
        _ => return None,
    };
    Some(field.to_owned())
}
