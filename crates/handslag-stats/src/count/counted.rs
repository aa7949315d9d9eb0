//! What was counted, and over how much?

/// Events counted over an exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How many events.
    pub count: u64,
    /// Over how much: months, inhabitants, person-years. Both sides of a
    /// comparison have the same unit.
    pub exposure: f64,
}

impl Counted {
    /// `count` events over `exposure`.
    pub fn new(count: u64, exposure: f64) -> Self {
        Self { count, exposure }
    }

    /// Events per unit of exposure.
    pub fn rate(self) -> f64 {
        self.count as f64 / self.exposure
    }
}

/// Two ends; the upper one may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Interval {
    /// Whether all of the interval lies inside `margin`: the two are then
    /// equivalent by that margin (Schuirmann 1987, doi:10.1007/BF01068419).
    ///
    /// A 90 % interval makes this the usual test of equivalence at 5 %; a 95 %
    /// interval asks for more.
    pub fn is_inside(self, margin: Interval) -> bool {
        margin.lower <= self.lower && self.upper <= margin.upper
    }

    /// Whether `value` lies in the interval, ends included.
    pub fn holds(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}
