//! What is wrong with an area in a file, and what was done about it.

use std::fmt;

/// Something wrong with one area of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which feature of the file, from 1.
    pub feature: usize,
    /// Its code, if it has one.
    pub code: Option<String>,
    /// What is wrong.
    pub flaw: Flaw,
    /// What was done about it.
    pub done: Done,
}

/// What was done about a flaw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Mended without doubt; the area is there.
    Mended,
    /// The area is not there.
    LeftOut,
}

/// What may be wrong with an area.
#[derive(Debug, Clone, PartialEq)]
pub enum Flaw {
    /// It is no feature, or its geometry cannot be read.
    Unreadable {
        /// Why.
        reason: String,
    },
    /// No property holds a code, nor a name to make one of.
    NoCode,
    /// An earlier feature has the same code; its polygons were joined.
    SameCode {
        /// Which feature that is.
        first: usize,
    },
    /// It is a point or a line.
    NotAPolygon {
        /// What it is.
        found: String,
    },
    /// It has no corners.
    Empty,
    /// A ring does not end where it began.
    UnclosedRing,
    /// A ring has fewer than three different corners.
    TooFewCorners,
    /// It, or the file with it, has more corners or parts than can be looked
    /// through.
    TooManyCorners {
        /// How many corners it has.
        n: usize,
    },
    /// Its outline crosses or covers itself.
    CrossesItself {
        /// How, and where in it.
        how: String,
    },
    /// A corner is nowhere on Earth.
    NotOnEarth {
        /// East, as the file has it.
        x: f64,
        /// North, as the file has it.
        y: f64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "feature {}", self.feature)?;
        if let Some(code) = &self.code {
            write!(f, " ({code})")?;
        }
        write!(f, ": {}; ", self.flaw)?;
        f.write_str(match self.done {
            Done::Mended => "mended",
            Done::LeftOut => "left out",
        })
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { reason } => write!(f, "it cannot be read: {reason}"),
            Self::NoCode => f.write_str("no property holds its code or name"),
            Self::SameCode { first } => write!(f, "feature {first} has the same code"),
            Self::NotAPolygon { found } => write!(f, "a {found} is no area"),
            Self::Empty => f.write_str("it has no corners"),
            Self::UnclosedRing => f.write_str("a ring does not end where it began"),
            Self::TooFewCorners => f.write_str("a ring has fewer than three corners"),
            Self::TooManyCorners { n } => write!(f, "{n} corners are too many to look through"),
            Self::CrossesItself { how } => write!(f, "its outline crosses itself: {how}"),
            Self::NotOnEarth { x, y } => write!(f, "({x}, {y}) is not on Earth"),
        }
    }
}
