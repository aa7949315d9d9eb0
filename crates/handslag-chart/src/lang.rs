//! Which words does a drawing itself put on paper?

use handslag_locale::Language;

/// The few words of a drawing, in its language.
pub(crate) trait Words: Copy {
    /// One of two words.
    fn pick(self, swedish: &'static str, english: &'static str) -> &'static str;

    fn example(self) -> &'static str {
        self.pick("exempel", "example")
    }

    fn no_figure(self) -> &'static str {
        self.pick("uppgift saknas", "no figure")
    }

    fn nothing_to_show(self) -> &'static str {
        self.pick("Uppgifter saknas.", "There are no figures to show.")
    }

    fn percent_sign(self, figure: &str) -> String {
        format!("{figure}{}", self.pick("\u{a0}%", "%"))
    }

    fn preliminary(self) -> &'static str {
        self.pick("preliminär", "preliminary")
    }

    fn source(self) -> &'static str {
        self.pick("Källa", "Source")
    }

    fn gaps_explained(self) -> &'static str {
        self.pick(
            "Där linjen bryts saknas uppgift.",
            "Where the line is broken there is no figure.",
        )
    }

    fn hollow_explained(self) -> &'static str {
        self.pick(
            "Ihåliga punkter och streckad linje är preliminära siffror.",
            "Hollow points and a dashed line are preliminary figures.",
        )
    }

    fn period_word(self) -> &'static str {
        self.pick("Period", "Period")
    }

    fn remark(self) -> &'static str {
        self.pick("Anmärkning", "Remark")
    }

    fn line_chart(self) -> &'static str {
        self.pick("Linjediagram.", "Line chart.")
    }

    fn all_in_table(self) -> &'static str {
        self.pick(
            "Alla värden står i tabellen.",
            "All values are in the table.",
        )
    }

    fn went_from_to(self, whose: &str, first: &str, last: &str) -> String {
        let from = self.pick("gick från", "went from");
        let to = self.pick("till", "to");
        format!("{whose} {from} {first} {to} {last}.")
    }

    fn between(self, low: &str, high: &str) -> String {
        format!("{low} {} {high}", self.pick("till", "to"))
    }

    fn expected(self) -> &'static str {
        self.pick("Det väntade", "Expected")
    }

    fn expected_from(self) -> &'static str {
        self.pick("Väntat, från", "Expected, from")
    }

    fn expected_to(self) -> &'static str {
        self.pick("Väntat, till", "Expected, to")
    }

    /// The time whose outcome is judged.
    fn judged(self) -> &'static str {
        self.pick("tiden som bedöms", "the time that is judged")
    }

    fn judged_here(self) -> &'static str {
        self.pick("bedöms från och med här", "judged from here on")
    }

    fn comparable_lines(self, n: usize) -> String {
        format!(
            "{n} {}",
            self.pick(
                "jämförbara, en tunn linje var",
                "comparable, a thin line each"
            )
        )
    }

    fn placebo_lines(self, n: usize) -> String {
        format!(
            "{n} {}",
            self.pick(
                "andra där inget lovades, en tunn linje var",
                "others where nothing was promised, a thin line each"
            )
        )
    }

    fn others_between(self, n: usize, ends: &str) -> String {
        format!("{} ({n}): {ends}.", self.pick("Övriga", "Others"))
    }

    fn place(self) -> &'static str {
        self.pick("Plats", "Place")
    }

    fn bar_chart(self) -> &'static str {
        self.pick("Stapeldiagram.", "Bar chart.")
    }

    /// The axis of a funnel's sizes.
    fn size_axis(self) -> &'static str {
        self.pick(
            "Antal före. Från 10 till 100 är lika långt som från 100 till 1\u{a0}000.",
            "Number before. From 10 to 100 is as far as from 100 to 1,000.",
        )
    }

    fn funnel_band(self) -> &'static str {
        self.pick(
            "Grått fält: här brukar 95 av 100 hamna utan att något särskilt har gjorts",
            "Grey area: 95 in 100 usually end up here without anything special done",
        )
    }

    fn funnel_chart(self) -> &'static str {
        self.pick("Punktdiagram.", "Scatter chart.")
    }

    fn funnel_points(self, n: usize) -> String {
        let points = match n {
            1 => self.pick("1 punkt", "1 point").to_owned(),
            n => format!("{n} {}", self.pick("punkter", "points")),
        };
        let along = self.pick(
            "med storleken åt höger och förändringen uppåt.",
            "with size to the right and change upwards.",
        );
        format!("{points}, {along}")
    }

    fn funnel_outside(self, n: usize) -> String {
        format!(
            "{n} {}",
            self.pick(
                "ligger utanför det grå fältet.",
                "lie outside the grey area."
            )
        )
    }

    fn pinned_explained(self) -> &'static str {
        self.pick(
            "Trianglar vid kanten ligger längre ut än bilden når.",
            "Triangles at the edge lie further out than the picture reaches.",
        )
    }

    fn municipality(self) -> &'static str {
        self.pick("Kommun", "Municipality")
    }

    fn size(self) -> &'static str {
        self.pick("Antal före", "Number before")
    }

    fn change_percent(self) -> &'static str {
        self.pick("Förändring, procent", "Change, per cent")
    }

    fn usual_from(self) -> &'static str {
        self.pick("Vanligt, från", "Usual, from")
    }

    fn usual_to(self) -> &'static str {
        self.pick("Vanligt, till", "Usual, to")
    }

    fn own_here(self) -> &'static str {
        self.pick("den egna", "own")
    }

    fn outside(self) -> &'static str {
        self.pick("utanför", "outside")
    }

    fn power_unit(self) -> &'static str {
        self.pick(
            "Hur ofta en förändring skulle synas i siffrorna, procent",
            "How often a change would be seen in the figures, per cent",
        )
    }

    fn power_axis(self) -> &'static str {
        self.pick(
            "Så stor är förändringen i verkligheten",
            "How large the change really is",
        )
    }

    fn power_level(self, level: &str) -> String {
        format!(
            "{level}: {}",
            self.pick("då räknas den som synlig", "then it counts as seen")
        )
    }

    fn decrease_of(self, percent: &str) -> String {
        format!("{} {percent}", self.pick("minskning", "decrease"))
    }

    fn increase_of(self, percent: &str) -> String {
        format!("{} {percent}", self.pick("ökning", "increase"))
    }

    fn smallest_seen(self, change: &str) -> String {
        format!(
            "{}: {change}.",
            self.pick(
                "Den minsta förändring som kan synas",
                "The smallest change that can be seen"
            )
        )
    }

    fn none_seen(self) -> &'static str {
        self.pick(
            "Ingen förändring i bilden når dit.",
            "No change in the picture reaches it.",
        )
    }

    fn seen_percent(self) -> &'static str {
        self.pick("Skulle synas, procent", "Would be seen, per cent")
    }
}

impl Words for Language {
    fn pick(self, swedish: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Sv => swedish,
            Self::En => english,
        }
    }
}
