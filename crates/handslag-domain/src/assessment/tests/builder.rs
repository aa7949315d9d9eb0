//! A promise for 2023 with one commitment, and a log to hold it against.

use jiff::civil::Date;

use crate::assessment::{Assessment, assess};
use crate::document::PromiseDocument;
use crate::verdict::Verdict;

/// Lines of the open format, put together.
#[derive(Clone)]
pub struct World {
    period: String,
    own_period: String,
    target: String,
    more: String,
    log: String,
    said: String,
    entries: usize,
}

/// A promise for 2023 whose one commitment `c` has this target.
pub fn promised(target: &str) -> World {
    World {
        period: "{ from = 2023-01-01, to = 2023-12-31 }".to_owned(),
        own_period: String::new(),
        target: target.to_owned(),
        more: String::new(),
        log: String::new(),
        said: String::new(),
        entries: 0,
    }
}

impl World {
    pub fn for_the_time(mut self, period: &str) -> Self {
        self.period = period.to_owned();
        self
    }

    /// The commitment has a period of its own.
    pub fn but_the_commitment_for(mut self, period: &str) -> Self {
        self.own_period = format!("period = {period}\n");
        self
    }

    /// Sets, places and other tables.
    pub fn with(mut self, lines: &str) -> Self {
        self.more.push_str(lines);
        self.more.push('\n');
        self
    }

    /// An entry of this type on this day, with more fields after it.
    pub fn logged(mut self, kind: &str, on: &str, fields: &str) -> Self {
        let id = match fields.contains("id =") {
            true => String::new(),
            false => format!("id = \"e{}\"", self.entries),
        };
        self.entries += 1;
        let entry = format!("[[activities]]\n{id}\ntype = \"{kind}\"\non = \"{on}\"\n{fields}\n");
        self.log.push_str(&entry);
        self
    }

    /// The same type on each of these days.
    pub fn logged_on(self, kind: &str, days: &[&str]) -> Self {
        days.iter()
            .fold(self, |world, day| world.logged(kind, day, ""))
    }

    /// Something else was logged, so the log is not empty.
    pub fn with_other_work(self) -> Self {
        self.logged("annat arbete", "2023-01-02", "")
    }

    /// What a party says of the commitment in the follow-up of 2023.
    pub fn told(mut self, party: &str, verdict: &str, fields: &str) -> Self {
        if self.said.is_empty() {
            self.said = "[[follow_ups]]\nof = \"2023\"\n".to_owned();
        }
        let verdict = match verdict {
            "" => String::new(),
            v => format!("verdict = \"{v}\"\n"),
        };
        let said = format!(
            "[[follow_ups.statements]]\ncommitment = \"c\"\nparty = \"{party}\"\n{verdict}{fields}\n"
        );
        self.said.push_str(&said);
        self
    }

    pub fn document(&self) -> PromiseDocument {
        let text = format!(
            "[promise]\nid = \"p\"\ntitle = \"Löfte\"\nperiod = {}\n\
             [[commitments]]\nid = \"c\"\nwords = \"…\"\n{}target = {}\n{}\n{}\n{}",
            self.period,
            self.own_period,
            self.target.replace('\n', " "),
            self.more,
            self.log,
            self.said
        );
        PromiseDocument::read(&text).unwrap_or_else(|e| panic!("{e}\n{text}"))
    }

    pub fn on(&self, day: &str) -> Assessment {
        let day: Date = day.parse().unwrap();
        assess(&self.document(), day).remove(0)
    }

    /// At the end of 2023 the verdict is this.
    pub fn ends(&self, expected: Verdict) {
        self.is("2023-12-31", expected);
    }

    pub fn is(&self, day: &str, expected: Verdict) {
        let got = self.on(day);
        assert_eq!(got.verdict, expected, "on {day}: {got:#?}");
    }
}
