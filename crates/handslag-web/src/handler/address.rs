//! What of an address cannot be followed: a day that is none, a kind that is not
//! there. It is not asked for, and the page says so.

use handslag_app::picture::{IncidentPicture, Since};
use handslag_domain::incident::CategoryTree;
use handslag_locale::arg;
use jiff::civil::Date;
use maud::Markup;

use super::map::{LOOKS, PERIODS};
use super::picture::WEEK_NAMES;
use crate::component::not_followed;
use crate::fields::Fields;
use crate::visit::Visit;

/// Weekdays of an address that are no single day.
const DAYS: [&str; 2] = ["vardag", "helg"];

/// What cannot be followed of an address, part by part.
pub struct Unfollowed<'a> {
    visit: &'a Visit,
    sent: &'a Fields,
    told: Vec<String>,
}

impl<'a> Unfollowed<'a> {
    /// Nothing yet.
    pub fn of(visit: &'a Visit, sent: &'a Fields) -> Self {
        Self {
            visit,
            sent,
            told: Vec::new(),
        }
    }

    /// What every page of the picture is asked by.
    pub fn in_picture(visit: &'a Visit, picture: &IncidentPicture, sent: &'a Fields) -> Self {
        let t = visit.t();
        let mut parts = Self::of(visit, sent);
        parts.kinds(picture.tree());
        parts.period(("fran", &t.work_from()), ("till", &t.work_to()));
        parts.day("sedan", &t.since_field());
        let names = &picture.layers.names;
        parts.choice("lager", &t.picture_layer(), |name| {
            names.iter().any(|known| known == name)
        });
        parts.choice("omrade", &t.picture_area(), |code| picture.knows_area(code));
        parts.choice("dagar", &t.picture_days(), |day| {
            WEEK_NAMES.contains(&day) || DAYS.contains(&day)
        });
        let is_hour = |hour: &str| hour.parse::<u8>().is_ok_and(|hour| hour < 24);
        parts.choice("fran_timme", &t.picture_from_hour(), is_hour);
        parts.choice("till_timme", &t.picture_to_hour(), is_hour);
        parts
    }

    /// The same, with what the map is asked by.
    pub fn in_map(visit: &'a Visit, picture: &IncidentPicture, sent: &'a Fields) -> Self {
        let t = visit.t();
        let mut parts = Self::in_picture(visit, picture, sent);
        let (from, to) = (t.map_compare_from(), t.map_compare_to());
        parts.period(("jamfor_fran", &from), ("jamfor_till", &to));
        if sent.get("jamfor_fran").is_empty() != sent.get("jamfor_till").is_empty() {
            parts.told.push(t.address_half());
        }
        parts.choice("visa", &t.map_look(), |look| LOOKS.contains(&look));
        parts.choice("period", &t.map_period(), |period| {
            PERIODS.contains(&period)
        });
        parts
    }

    /// Kinds that are not in the tree.
    pub fn kinds(&mut self, tree: &CategoryTree) {
        let what = self.visit.t().work_log_what();
        self.choice("sort", &what, |kind| tree.get(&kind.into()).is_some());
    }

    /// A day that is none.
    pub fn day(&mut self, name: &str, field: &str) {
        let value = self.sent.get(name);
        if !value.is_empty() && value.parse::<Date>().is_err() {
            let no_day = arg::AddressNoDay { field, value };
            self.told.push(self.visit.t().address_no_day(no_day));
        }
    }

    /// Two days that are none, or that end before they begin.
    fn period(&mut self, from: (&str, &str), to: (&str, &str)) {
        self.day(from.0, from.1);
        self.day(to.0, to.1);
        let day = |name: &str| self.sent.get(name).parse::<Date>().ok();
        if let Some((first, last)) = day(from.0).zip(day(to.0))
            && first > last
        {
            let language = self.visit.language;
            self.told
                .push(self.visit.t().address_turned(arg::AddressTurned {
                    from: &language.date(first),
                    to: &language.date(last),
                }));
        }
    }

    /// Values of a field that are none of its choices.
    pub fn choice(&mut self, name: &str, field: &str, is_there: impl Fn(&str) -> bool) {
        for value in self.sent.all(name) {
            if !value.is_empty() && !is_there(value) {
                // Some labels are questions.
                let field = field.trim_end_matches('?');
                let no_choice = arg::AddressNoChoice { field, value };
                self.told.push(self.visit.t().address_no_choice(no_choice));
            }
        }
    }

    /// That what is new is counted from another day than the one asked for.
    #[must_use]
    pub fn and_since(mut self, since: Option<&Since>) -> Self {
        let asked: Option<Date> = self.sent.get("sedan").parse().ok();
        if let Some((asked, since)) = asked.zip(since)
            && asked != since.from
        {
            let language = self.visit.language;
            self.told
                .push(self.visit.t().address_since(arg::AddressSince {
                    asked: &language.date(asked),
                    from: &language.date(since.from),
                }));
        }
        self
    }

    /// Anything else that a page does not follow.
    pub fn tell(&mut self, words: String) {
        self.told.push(words);
    }

    /// The notice; nothing when all could be followed.
    pub fn notice(&self) -> Markup {
        not_followed(self.visit.t(), &self.told)
    }
}
