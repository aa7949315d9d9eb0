//! Which words does a drawing itself put on paper?

/// The language of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// The language tag for the `lang` attribute.
    pub(crate) fn tag(self) -> &'static str {
        self.pick("sv", "en")
    }

    pub(crate) fn pick(self, swedish: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Sv => swedish,
            Self::En => english,
        }
    }

    pub(crate) fn example(self) -> &'static str {
        self.pick("exempel", "example")
    }

    pub(crate) fn no_figure(self) -> &'static str {
        self.pick("uppgift saknas", "no figure")
    }

    pub(crate) fn nothing_to_show(self) -> &'static str {
        self.pick("Uppgifter saknas.", "There are no figures to show.")
    }

    pub(crate) fn preliminary(self) -> &'static str {
        self.pick("preliminär", "preliminary")
    }

    pub(crate) fn source(self) -> &'static str {
        self.pick("Källa", "Source")
    }

    pub(crate) fn gaps_explained(self) -> &'static str {
        self.pick(
            "Där linjen bryts saknas uppgift.",
            "Where the line is broken there is no figure.",
        )
    }

    pub(crate) fn hollow_explained(self) -> &'static str {
        self.pick(
            "Ihåliga punkter och streckad linje är preliminära siffror.",
            "Hollow points and a dashed line are preliminary figures.",
        )
    }
}
