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
}

impl Words for Language {
    fn pick(self, swedish: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Sv => swedish,
            Self::En => english,
        }
    }
}
