//! Into which bands are distances and times apart sorted?

/// Bands of distance or of time, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    /// Band k holds what is at least `breaks[k]` and below `breaks[k + 1]`.
    breaks: Vec<f64>,
}

impl Bands {
    /// Bands that hold their lower end and not their upper:
    /// `[b₀, b₁) [b₁, b₂) …`. The last break may be infinite.
    ///
    /// # Errors
    /// [`BandsError`] with fewer than two breaks, or unless they rise from zero
    /// or above.
    pub fn closed_open(breaks: &[f64]) -> Result<Self, BandsError> {
        Self::new(breaks.to_vec())
    }

    /// Bands that hold their upper end and not their lower:
    /// `(b₀, b₁] (b₁, b₂] …`.
    ///
    /// # Errors
    /// As [`Bands::closed_open`].
    pub fn open_closed(breaks: &[f64]) -> Result<Self, BandsError> {
        Self::new(breaks.to_vec())?;
        // Above b is the same as at least the next number after b.
        Self::new(breaks.iter().map(|b| b.next_up()).collect())
    }

    /// One band from nothing to `limit`, both included: Knox's "near".
    ///
    /// # Errors
    /// [`BandsError::NotRising`] if the limit is below zero or undefined.
    pub fn up_to(limit: f64) -> Result<Self, BandsError> {
        Self::new(vec![0.0, limit.next_up()])
    }

    /// A band of exactly no distance, then up to each of `breaks` in turn,
    /// upper ends not included: repeats at the same place, apart from near
    /// repeats.
    ///
    /// ```
    /// # use handslag_stats::point::{Bands, BandsError};
    /// let bands = Bands::same_place_and(&[100.0, 200.0])?;
    /// assert_eq!([0.0, 0.1, 100.0, 200.0].map(|d| bands.of(d)), [Some(0), Some(1), Some(2), None]);
    /// # Ok::<(), BandsError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Bands::closed_open`].
    pub fn same_place_and(breaks: &[f64]) -> Result<Self, BandsError> {
        let mut all = vec![0.0, 0f64.next_up()];
        all.extend_from_slice(breaks);
        Self::new(all)
    }

    fn new(breaks: Vec<f64>) -> Result<Self, BandsError> {
        if breaks.len() < 2 {
            return Err(BandsError::TooFew);
        }
        if breaks[0] >= 0.0 && breaks.is_sorted_by(|a, b| a < b) {
            Ok(Self { breaks })
        } else {
            Err(BandsError::NotRising)
        }
    }

    /// How many bands there are.
    #[allow(clippy::len_without_is_empty, reason = "there is always a band")]
    pub fn len(&self) -> usize {
        self.breaks.len() - 1
    }

    /// The number of the band that holds this distance or time apart.
    pub fn of(&self, apart: f64) -> Option<usize> {
        let above = self.breaks.partition_point(|&b| b <= apart);
        above.checked_sub(1).filter(|&band| band < self.len())
    }

    pub(super) fn breaks(&self) -> &[f64] {
        &self.breaks
    }

    /// Where the first band begins.
    pub(super) fn first(&self) -> f64 {
        self.breaks[0]
    }

    /// The highest break that is finite.
    pub(super) fn highest(&self) -> f64 {
        let last = self.breaks[self.breaks.len() - 1];
        if last.is_finite() {
            last
        } else {
            self.breaks[self.breaks.len() - 2]
        }
    }

    /// Whether the last band holds everything above its lower end.
    pub(super) fn is_open(&self) -> bool {
        self.breaks[self.breaks.len() - 1].is_infinite()
    }
}

/// Why these are no bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BandsError {
    /// A band has two ends.
    #[error("bands need at least two breaks")]
    TooFew,
    /// The breaks do not rise, or one is below zero or undefined.
    #[error("the breaks of bands must rise from zero or above")]
    NotRising,
}
