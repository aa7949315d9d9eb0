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
    /// # Errors
    /// The text itself, when it is not a number.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        plain
            .parse::<Decimal>()
            .map(|d| Self(d.normalize()))
            .map_err(|_| text.to_owned())
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
        match self.to_i64() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.to_f64()),
        }
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
                Decimal::from_f64(n)
                    .map(|d| Amount(d.normalize()))
                    .ok_or_else(|| E::custom(format!("{n} is not an amount")))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                Amount::parse(text).map_err(|t| E::custom(format!("\"{t}\" is not a number")))
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
        json_schema!({ "type": "number", "description": "A number, such as 30 or 1.5." })
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
    fn a_tenth_is_written_as_it_was_read() {
        let tenth: Amount = serde_json::from_str("0.1").unwrap();
        assert_eq!(serde_json::to_string(&tenth).unwrap(), "0.1");
        assert_eq!(tenth + tenth + tenth, Amount::parse("0.3").unwrap());
    }
}
