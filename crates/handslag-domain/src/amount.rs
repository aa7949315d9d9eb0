//! An exact amount of something: three checks, 1.5 hours, 20 000 kronor.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A non-binary decimal number, so that sums do not depend on the order of adding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);

    /// An amount from a text such as `12`, `1.5`, `1,5` or `4 000`.
    ///
    /// `4.000` and `1,500` are refused: one reader means thousands, another
    /// three decimals, and nobody should have to guess.
    ///
    /// # Errors
    /// [`NoAmount`], when it is not a number or may mean two.
    pub fn parse(text: &str) -> Result<Self, NoAmount> {
        if may_be_thousands(text.trim()) {
            return Err(NoAmount::Ambiguous(text.to_owned()));
        }
        Self::parse_by_machine(text)
    }

    /// The same from a text that a program wrote, where a point is always a
    /// decimal point.
    ///
    /// # Errors
    /// [`NoAmount::NotANumber`], when it is not a number that can be kept to the last digit.
    pub fn parse_by_machine(text: &str) -> Result<Self, NoAmount> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                ',' => '.',
                '−' => '-',
                c => c,
            })
            .collect();
        Decimal::from_str_exact(&plain)
            .map(|d| Self(d.normalize()))
            .map_err(|_| NoAmount::NotANumber(text.to_owned()))
    }

    /// As a person would write it in a field, so that [`Amount::parse`] reads it back.
    pub fn as_written(self) -> String {
        let text = self.to_string();
        match may_be_thousands(&text) {
            true => format!("{text}0"),
            false => text,
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < Decimal::ZERO
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The whole part, rounded down.
    pub fn floor(self) -> Self {
        Self(self.0.floor())
    }

    /// `self / other`; `None` when `other` is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).map(Self)
    }

    /// Rounded to `places` decimals, halves away from zero as people do.
    pub fn round(self, places: u32) -> Self {
        Self(
            self.0
                .round_dp_with_strategy(
                    places,
                    rust_decimal::RoundingStrategy::MidpointAwayFromZero,
                )
                .normalize(),
        )
    }

    /// The amount nearest to a computed number; `None` when it is infinite,
    /// undefined or too large.
    pub fn from_f64(number: f64) -> Option<Self> {
        Decimal::from_f64(number).map(|d| Self(d.normalize()))
    }

    /// The nearest binary number, for drawing only.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }

    /// The whole number, when it is one.
    pub fn to_i64(self) -> Option<i64> {
        (self.0.fract().is_zero())
            .then(|| self.0.to_i64())
            .flatten()
    }
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAmount {
    /// It is not a number.
    #[error("\"{0}\" is not a number")]
    NotANumber(String),
    /// It may be thousands, or three decimals.
    #[error("\"{0}\" may mean thousands or three decimals; write 4000 or 4 000, or 1.5")]
    Ambiguous(String),
}

/// One to three digits, then groups of three with one point or comma before each.
fn may_be_thousands(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '−', '+']);
    let mut groups = text.split(['.', ',']);
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    // No thousands begin with a nought: "0.125" is an eighth.
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3 && digits(group))
}

impl From<u32> for Amount {
    fn from(n: u32) -> Self {
        Self(n.into())
    }
}

impl From<i64> for Amount {
    fn from(n: i64) -> Self {
        Self(n.into())
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Mul for Amount {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(self.0.saturating_mul(other.0))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Plain digits with a decimal point; texts for people are written by the locale crate.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.to_f64();
        match self.to_i64() {
            Some(whole) => serializer.serialize_i64(whole),
            None if of_binary(number) == Some(*self) => serializer.serialize_f64(number),
            // More digits than a number in JSON or TOML is sure to keep.
            None => serializer.collect_str(self),
        }
    }
}

/// The amount that a binary number was written from. `None` when so many
/// digits stand before the point that the last of them may be lost.
fn of_binary(number: f64) -> Option<Amount> {
    /// From here on, six decimals and more are not kept.
    const MANY: f64 = 9e9;
    /// From here on, not even every whole number's neighbour is.
    const TOO_MANY: f64 = 1e15;
    let written = format!("{number}");
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    match number.abs() {
        n if n >= TOO_MANY || (n >= MANY && digits > 15) => None,
        _ => Decimal::from_f64(number).map(|d| Amount(d.normalize())),
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AmountVisitor;

        impl Visitor<'_> for AmountVisitor {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, such as 30 or 1.5")
            }

            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Amount, E> {
                Ok(Amount(n.into()))
            }

            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Amount, E> {
                Ok(Amount(n.into()))
            }

            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Amount, E> {
                of_binary(n).ok_or_else(|| {
                    E::custom(format!(
                        "{n} has more digits than can be kept; write it as text, in quotation marks"
                    ))
                })
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                Amount::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(AmountVisitor)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number, such as 30 or 1.5; with more than 15 digits, or as people write it, in quotation marks.",
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": "^\\s*[-−+]?[0-9][0-9\\s]*([.,][0-9]+)?\\s*$" },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_hour_ten_times_is_five_hours() {
        let half = Amount::parse("0,5").unwrap();
        let total: Amount = std::iter::repeat_n(half, 10).sum();
        assert_eq!(total, Amount::from(5u32));
        assert_eq!(serde_json::to_string(&total).unwrap(), "5");
    }

    #[test]
    fn what_may_be_thousands_or_decimals_is_not_guessed() {
        for text in ["4.000", "1,500", "1.234.567", "-4,000", "12.345"] {
            let refused = Amount::parse(text);
            assert_eq!(refused, Err(NoAmount::Ambiguous(text.to_owned())));
        }
        for (text, expected) in [
            ("4 000", "4000"),
            ("4000", "4000"),
            ("1,5", "1.5"),
            ("0,125", "0.125"),
            ("1.2500", "1.25"),
            ("4000.125", "4000.125"),
        ] {
            assert_eq!(
                Amount::parse(text).map(|a| a.to_string()),
                Ok(expected.to_owned())
            );
        }
        assert!(Amount::parse("tre").is_err());
        assert_eq!(
            Amount::parse_by_machine("1.125").map(|a| a.to_string()),
            Ok("1.125".to_owned())
        );
    }

    #[test]
    fn an_amount_of_many_digits_is_kept_to_the_last_or_refused() {
        for text in [
            "9007199254740993",
            "123456789012345678901234",
            "123456789012.123456",
            "9999999999.123456",
            "0.1",
            "12345.678901",
        ] {
            let amount = Amount::parse_by_machine(text).unwrap();
            let written = serde_json::to_string(&amount).unwrap();
            let read: Amount = serde_json::from_str(&written).unwrap();
            assert_eq!(read, amount, "{written}");
        }
        for text in ["123456789012.123456", "100000000000000000000", "1e15"] {
            assert!(serde_json::from_str::<Amount>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_tenth_is_written_as_it_was_read() {
        let tenth: Amount = serde_json::from_str("0.1").unwrap();
        assert_eq!(serde_json::to_string(&tenth).unwrap(), "0.1");
        assert_eq!(tenth + tenth + tenth, Amount::parse("0.3").unwrap());
    }
}
