//! How are numbers, dates and periods written?

use handslag_domain::amount::Amount;
use handslag_domain::written_date::WrittenDate;
use jiff::civil::Date;

use crate::Language;

const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Language {
    /// An amount as it is: "1 234,5" with no-break spaces, or "1,234.5".
    pub fn number(self, amount: Amount) -> String {
        self.digits(&amount.to_string())
    }

    /// A whole number: "1 234".
    pub fn whole(self, n: usize) -> String {
        self.digits(&n.to_string())
    }

    /// A number with so many decimals, whether or not they are zero.
    pub fn decimals(self, value: f64, decimals: usize) -> String {
        // Adding zero turns minus zero into zero.
        self.digits(&format!("{:.decimals$}", value + 0.0))
    }

    /// A count spread over hours: "2", "2,4", "12", with no more decimals than can be
    /// told apart; a dot for next to nothing.
    pub fn rounded(self, n: f64) -> String {
        if n < 0.05 {
            return "·".to_owned();
        }
        let is_whole = n >= 9.95 || format!("{n:.1}").ends_with(".0");
        self.decimals(n, usize::from(!is_whole))
    }

    /// A rate such as offences per 100,000 inhabitants: always one decimal.
    pub fn rate(self, value: f64) -> String {
        self.decimals(value, 1)
    }

    /// A share between 0 and 1 as whole percent: "58 %", "58%".
    pub fn percent(self, share: Amount) -> String {
        self.percent_of((share * Amount::from(100u32)).round(0))
    }

    /// A number of percent as it is: "22 %", "22%".
    pub fn percent_of(self, percent: Amount) -> String {
        match self {
            Self::Sv => format!("{}\u{a0}%", self.number(percent)),
            Self::En => format!("{}%", self.number(percent)),
        }
    }

    pub(crate) fn float(self, value: f64) -> String {
        self.digits(&value.to_string())
    }

    /// Writes plain digits (`-1234.5`) as people do.
    fn digits(self, plain: &str) -> String {
        let (thousands, decimal) = match self {
            Self::Sv => ('\u{a0}', ','),
            Self::En => (',', '.'),
        };
        let (sign, plain) = match plain.strip_prefix('-') {
            Some(rest) => ("\u{2212}", rest),
            None => ("", plain),
        };
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let mut text = String::from(sign);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(thousands);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(decimal);
            text.push_str(fraction);
        }
        text
    }

    /// "12 mars 2023", "12 March 2023".
    pub fn date(self, day: Date) -> String {
        format!("{} {}", day.day(), self.month_of(day))
    }

    /// "mars 2023".
    fn month_of(self, day: Date) -> String {
        format!("{} {}", self.month_name(day.month()), day.year())
    }

    /// "mars"; empty outside 1 to 12.
    pub fn month_name(self, month: i8) -> &'static str {
        let names = match self {
            Self::Sv => &MONTHS_SV,
            Self::En => &MONTHS_EN,
        };
        usize::try_from(month - 1)
            .ok()
            .and_then(|place| names.get(place))
            .unwrap_or(&"")
    }

    /// `2023-03` as "mars 2023"; other texts stay as they are.
    pub fn month(self, year_and_month: &str) -> String {
        let day = format!("{year_and_month}-01").parse::<Date>();
        day.map_or_else(|_| year_and_month.to_owned(), |day| self.month_of(day))
    }

    /// "2022–2023" for whole years, else "1 mars 2022–31 augusti 2023";
    /// "från 1 mars 2022" with an open end.
    pub fn period(self, from: Option<Date>, to: Option<Date>) -> String {
        let t = self.texts();
        match (from, to) {
            (Some(from), Some(to)) => self.days(from, to),
            (Some(from), None) => t.period_from(&self.date(from)),
            (None, Some(to)) => t.period_to(&self.date(to)),
            (None, None) => t.period_unknown(),
        }
    }

    pub(crate) fn days(self, from: Date, to: Date) -> String {
        let whole_months = from.day() == 1 && to == to.last_of_month();
        let whole_years = whole_months && from.month() == 1 && to.month() == 12;
        let same_year = from.year() == to.year();
        match (whole_years, whole_months, same_year) {
            (true, _, true) => from.year().to_string(),
            (true, _, false) => format!("{}–{}", from.year(), to.year()),
            _ if from == to => self.date(from),
            (_, true, true) if from.month() == to.month() => self.month_of(from),
            (_, true, true) => format!("{}–{}", self.month_name(from.month()), self.month_of(to)),
            (_, true, false) => format!("{}–{}", self.month_of(from), self.month_of(to)),
            _ => format!("{}–{}", self.date(from), self.date(to)),
        }
    }

    /// A written date in full words when it names days, else its own words.
    pub fn written_date(self, date: &WrittenDate) -> String {
        date.days()
            .map_or_else(|_| date.0.clone(), |(from, to)| self.days(from, to))
    }

    /// "a, b och c".
    pub fn list<S: AsRef<str>>(self, words: &[S]) -> String {
        self.joined(words, &self.texts().list_and())
    }

    /// "a, b eller c".
    pub fn list_or<S: AsRef<str>>(self, words: &[S]) -> String {
        self.joined(words, &self.texts().list_or())
    }

    fn joined<S: AsRef<str>>(self, words: &[S], last: &str) -> String {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        match words.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn a_share_of_an_hour_is_written_as_other_numbers_are() {
        for (n, swedish, english) in [
            (0.01, "·", "·"),
            (2.04, "2", "2"),
            (2.44, "2,4", "2.4"),
            (9.96, "10", "10"),
            (1_234.0, "1\u{a0}234", "1,234"),
        ] {
            assert_eq!(Language::Sv.rounded(n), swedish, "{n}");
            assert_eq!(Language::En.rounded(n), english, "{n}");
        }
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (plain, swedish, english) in [
            ("0", "0", "0"),
            ("1234.5", "1\u{a0}234,5", "1,234.5"),
            ("1234567", "1\u{a0}234\u{a0}567", "1,234,567"),
            ("-12", "\u{2212}12", "\u{2212}12"),
            ("999", "999", "999"),
        ] {
            assert_eq!(Language::Sv.number(amount(plain)), swedish);
            assert_eq!(Language::En.number(amount(plain)), english);
        }
        assert_eq!(Language::Sv.rate(1234.0), "1\u{a0}234,0");
        assert_eq!(Language::Sv.rate(-0.0), "0,0");
        assert_eq!(Language::Sv.percent(amount("0.584")), "58\u{a0}%");
        assert_eq!(Language::En.percent(amount("0.585")), "59%");
    }

    #[test]
    fn periods_are_as_short_as_they_can_be() {
        let check = |from: (i16, i8, i8), to: (i16, i8, i8), expected: &str| {
            let (from, to) = (date(from.0, from.1, from.2), date(to.0, to.1, to.2));
            assert_eq!(Language::Sv.period(Some(from), Some(to)), expected);
        };
        check((2022, 1, 1), (2023, 12, 31), "2022–2023");
        check((2023, 1, 1), (2023, 12, 31), "2023");
        check((2023, 3, 1), (2023, 8, 31), "mars–augusti 2023");
        check((2022, 3, 1), (2023, 2, 28), "mars 2022–februari 2023");
        check((2023, 3, 12), (2023, 3, 12), "12 mars 2023");
        check((2023, 3, 12), (2023, 4, 1), "12 mars 2023–1 april 2023");
        let open = Language::Sv.period(Some(date(2022, 3, 1)), None);
        assert_eq!(open, "från 1 mars 2022");
    }

    #[test]
    fn a_written_date_that_does_not_exist_keeps_its_words() {
        let written = |text: &str| Language::Sv.written_date(&text.into());
        assert_eq!(written("2023-03-12"), "12 mars 2023");
        assert_eq!(written("2023-03"), "mars 2023");
        assert_eq!(written("31 juni 2019"), "31 juni 2019");
        assert_eq!(Language::En.month("2023-03"), "March 2023");
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(value in any::<i64>()) {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let amount = Amount::from(value);
            for language in Language::ALL {
                prop_assert_eq!(digits(&language.number(amount)), digits(&value.to_string()));
            }
        }
    }
}
