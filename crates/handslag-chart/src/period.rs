//! Which stretch of time does a figure belong to?

use crate::Lang;

/// A year or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A whole year.
    Year(i16),
    /// A year, and a month from 1 (January) to 12.
    Month(i16, u8),
}

impl Period {
    /// Reads `2014` or `2014-03`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let year = |text: &str| text.parse().ok().filter(|year| (0..=9999).contains(year));
        match text.split_once('-') {
            None => year(text).map(Self::Year),
            Some((start, month)) => {
                let month = month
                    .parse()
                    .ok()
                    .filter(|month| (1..=12).contains(month))?;
                Some(Self::Month(year(start)?, month))
            }
        }
    }

    pub(crate) fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
        }
    }

    /// Its first month, so that years and months can be compared.
    pub(crate) fn start(self) -> (i16, u8) {
        match self {
            Self::Year(year) => (year, 1),
            Self::Month(year, month) => (year, month),
        }
    }

    /// Its last month.
    pub(crate) fn end(self) -> (i16, u8) {
        match self {
            Self::Year(year) => (year, 12),
            Self::Month(year, month) => (year, month),
        }
    }

    /// For people: "2014", "mars 2014".
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => match month_name(month, lang) {
                Some(name) => format!("{name} {year}"),
                None => self.iso(),
            },
        }
    }

    /// For an axis with the year beneath: "mar".
    pub(crate) fn short_label(self, lang: Lang) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(_, month) => month_name(month, lang)
                .map(|name| name.chars().take(3).collect())
                .unwrap_or_else(|| self.iso()),
        }
    }

    /// For machines: `2014`, `2014-03`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
        }
    }
}

fn month_name(month: u8, lang: Lang) -> Option<&'static str> {
    // A month that is none keeps its number, so that a drawing is never refused for it.
    (1..=12)
        .contains(&month)
        .then(|| lang.month_name(i8::try_from(month).unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_machines_write_them() {
        for period in [Period::Year(2014), Period::Month(2014, 3)] {
            assert_eq!(Period::parse(&period.iso()), Some(period));
        }
        for none in ["", "2014-13", "mars", "2014-03-01", "-5"] {
            assert_eq!(Period::parse(none), None, "{none}");
        }
    }

    #[test]
    fn periods_are_named_for_people_and_machines() {
        let march = Period::Month(2014, 3);
        assert_eq!(march.label(Lang::Sv), "mars 2014");
        assert_eq!(march.label(Lang::En), "March 2014");
        assert_eq!(march.short_label(Lang::Sv), "mar");
        assert_eq!(march.iso(), "2014-03");
        assert_eq!(Period::Year(2014).label(Lang::Sv), "2014");
        assert_eq!(Period::Month(2014, 13).label(Lang::Sv), "2014-13");
        assert_eq!(Period::Month(2014, 0).short_label(Lang::Sv), "2014-00");
    }
}
