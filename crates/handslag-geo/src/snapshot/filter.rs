//! Which incidents are asked for?

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use super::part::Precision;
use crate::area::Area;
use crate::projection::{OutsideCrs, Plane, PlanePoint, Position};
use crate::shape::{Bounds, Shape, Side};

/// Which incidents are asked for; the default asks for all.
///
/// Every part that is set narrows it. An incident whose time is a window counts
/// where the window starts, unless [`Filter::within`] asks for more;
/// [`Filter::max_width_min`] leaves out those whose time is too little known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// From the first minute, up to and without the last.
    pub time: Option<Range<u32>>,
    /// How a window belongs to that time.
    pub within: Within,
    /// Only these categories.
    pub categories: Option<Codes>,
    /// Only these areas; `NO_AREA` may be one.
    pub areas: Option<Codes>,
    /// Only what lies in all of these; what has no point lies in none.
    pub regions: Vec<Region>,
    /// Only these weekdays and hours.
    pub hours: Option<HoursOfWeek>,
    /// Only places known this well.
    pub precisions: Option<Precisions>,
    /// Only windows of at most so many minutes.
    pub max_width_min: Option<u32>,
    /// Each occasion once: a report of twelve windows in one night is one that
    /// gathers, and twelve that are broken.
    pub once: bool,
}

impl Filter {
    /// What both ask for.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut regions = self.regions.clone();
        regions.extend(other.regions.iter().cloned());
        Self {
            time: both(self.time.as_ref(), other.time.as_ref(), |a, b| {
                a.start.max(b.start)..a.end.min(b.end)
            }),
            within: self.within.and(other.within),
            categories: both(
                self.categories.as_ref(),
                other.categories.as_ref(),
                Codes::and,
            ),
            areas: both(self.areas.as_ref(), other.areas.as_ref(), Codes::and),
            regions,
            hours: both(self.hours.as_ref(), other.hours.as_ref(), |a, b| {
                HoursOfWeek(std::array::from_fn(|day| a.0[day] & b.0[day]))
            }),
            precisions: both(
                self.precisions.as_ref(),
                other.precisions.as_ref(),
                |a, b| Precisions(a.0 & b.0),
            ),
            max_width_min: both(
                self.max_width_min.as_ref(),
                other.max_width_min.as_ref(),
                |a, b| *a.min(b),
            ),
            once: self.once || other.once,
        }
    }

    /// A number that differs between filters: what an ETag is made of. It is
    /// the same in every process of one build, and means nothing to another.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

impl From<Region> for Filter {
    fn from(region: Region) -> Self {
        Self {
            regions: vec![region],
            ..Self::default()
        }
    }
}

/// How a window belongs to a time that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Within {
    /// When it starts there.
    #[default]
    Start,
    /// Up to so many minutes when it starts there; a longer one when all of it
    /// lies there: what is known to its month is not of the first day of it.
    Whole(u32),
    /// Those that the same number of minutes leaves out of [`Within::Whole`]: a
    /// part of them lies there, and a part does not.
    Across(u32),
}

impl Within {
    /// The stricter of two; what is left out is asked for alone.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Start, other) | (other, Self::Start) => other,
            (Self::Whole(a), Self::Whole(b)) => Self::Whole(a.min(b)),
            (Self::Across(a), Self::Across(b)) => Self::Across(a.min(b)),
            (Self::Across(a), Self::Whole(_)) | (Self::Whole(_), Self::Across(a)) => {
                Self::Across(a)
            }
        }
    }

    /// Whether a window that starts before the time may belong to it.
    pub(super) fn starts_early(self) -> bool {
        matches!(self, Self::Across(_))
    }

    pub(super) fn holds(self, time: &Range<u32>, start: u32, width: u32) -> bool {
        let end = start.saturating_add(width);
        let is_whole = time.start <= start && end <= time.end;
        match self {
            Self::Start => time.contains(&start),
            Self::Whole(longest) => time.contains(&start) && (width <= longest || is_whole),
            Self::Across(longest) => {
                let meets = !time.is_empty() && start < time.end && end > time.start;
                width > longest && meets && !is_whole
            }
        }
    }
}

fn both<T: Clone>(a: Option<&T>, b: Option<&T>, join: impl Fn(&T, &T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(join(a, b)),
        (one, other) => one.or(other).cloned(),
    }
}

/// A set of codes, of categories or of areas.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Codes {
    /// One bit a code; words after the last that is set are left out.
    words: Vec<u64>,
}

impl Codes {
    /// Is the code in the set?
    #[must_use]
    pub fn holds(&self, code: u16) -> bool {
        let word = self.words.get(usize::from(code) / 64);
        word.is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The codes in order.
    pub fn iter(&self) -> impl Iterator<Item = u16> {
        (0..=u16::MAX).filter(|&code| self.holds(code))
    }

    fn and(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b);
        Self {
            words: words.collect(),
        }
        .trimmed()
    }

    fn trimmed(mut self) -> Self {
        let used = self.words.iter().rposition(|&word| word != 0);
        self.words.truncate(used.map_or(0, |last| last + 1));
        self
    }

    /// The only code of the set, if it has but one.
    pub(super) fn single(&self) -> Option<u16> {
        let n: u32 = self.words.iter().map(|word| word.count_ones()).sum();
        let last = self.words.last()?;
        (n == 1).then(|| ((self.words.len() - 1) * 64) as u16 + last.trailing_zeros() as u16)
    }

    /// One byte for each code.
    pub(super) fn table(&self) -> Box<[u8]> {
        let mut table = vec![0; usize::from(u16::MAX) + 1];
        for (word, slots) in self.words.iter().zip(table.chunks_exact_mut(64)) {
            for (bit, slot) in slots.iter_mut().enumerate() {
                *slot = (word >> bit & 1) as u8;
            }
        }
        table.into_boxed_slice()
    }
}

impl FromIterator<u16> for Codes {
    fn from_iter<I: IntoIterator<Item = u16>>(codes: I) -> Self {
        let mut set = Self::default();
        for code in codes {
            let word = usize::from(code) / 64;
            if set.words.len() <= word {
                set.words.resize(word + 1, 0);
            }
            set.words[word] |= 1 << (code % 64);
        }
        set
    }
}

/// A set of hours of the week: for each weekday from Monday, one bit an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoursOfWeek([u32; 7]);

impl HoursOfWeek {
    /// These hours (0 to 23) of these weekdays (0 is Monday). Others are ignored.
    #[must_use]
    pub fn new(
        weekdays: impl IntoIterator<Item = u8>,
        hours: impl IntoIterator<Item = u8>,
    ) -> Self {
        let hours = hours.into_iter().filter(|&hour| hour < 24);
        let bits = hours.fold(0, |bits, hour| bits | 1 << hour);
        let mut set = [0; 7];
        for day in weekdays {
            if let Some(slot) = set.get_mut(usize::from(day)) {
                *slot = bits;
            }
        }
        Self(set)
    }

    /// Is the hour of that weekday in the set?
    #[must_use]
    pub fn holds(&self, weekday: u8, hour: u8) -> bool {
        let bits = self.0.get(usize::from(weekday));
        hour < 24 && bits.is_some_and(|bits| bits >> hour & 1 == 1)
    }
}

/// A set of precisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Precisions(u8);

impl Precisions {
    /// Is the precision in the set?
    #[must_use]
    pub fn holds(self, precision: Precision) -> bool {
        self.0 >> (precision as u8) & 1 == 1
    }
}

impl FromIterator<Precision> for Precisions {
    fn from_iter<I: IntoIterator<Item = Precision>>(precisions: I) -> Self {
        let bits = precisions
            .into_iter()
            .fold(0, |bits, one| bits | 1 << (one as u8));
        Self(bits)
    }
}

/// A part of the plane.
#[derive(Debug, Clone)]
pub struct Region(Extent);

#[derive(Debug, Clone)]
enum Extent {
    /// Both corners belong to it.
    Box(Bounds),
    Outline(Arc<Shape>),
}

impl Region {
    /// The box between two points of the plane, both corners included.
    #[must_use]
    pub fn plane_box(south_west: PlanePoint, north_east: PlanePoint) -> Self {
        Self(Extent::Box(Bounds {
            min: (south_west.x_cm, south_west.y_cm),
            max: (north_east.x_cm, north_east.y_cm),
        }))
    }

    /// Between two latitudes and two longitudes.
    ///
    /// # Errors
    /// [`OutsideCrs`] when a corner has no place on the plane.
    pub fn degrees_box(
        plane: &Plane,
        south_west: Position,
        north_east: Position,
    ) -> Result<Self, OutsideCrs> {
        let (south, north) = (south_west.lat_e7, north_east.lat_e7);
        let (west, east) = (south_west.lon_e7, north_east.lon_e7);
        let corners = [(south, west), (south, east), (north, east), (north, west)];
        // A parallel is curved on the plane. In 64 steps a side it is followed
        // within decimetres for a town and within metres for a county.
        let n_steps = 64;
        let mut ring = Vec::with_capacity(4 * n_steps as usize);
        for (number, from) in corners.into_iter().enumerate() {
            let to = corners[(number + 1) % 4];
            for step in 0..n_steps {
                let along = |from: i32, to: i32| {
                    (i64::from(from) + (i64::from(to) - i64::from(from)) * step / n_steps) as i32
                };
                let position = Position {
                    lat_e7: along(from.0, to.0),
                    lon_e7: along(from.1, to.1),
                };
                let point = plane.point(position)?;
                ring.push((point.x_cm, point.y_cm));
            }
        }
        let shape = Shape::new([&ring[..]]).expect("the ring has corners");
        Ok(Self(Extent::Outline(Arc::new(shape))))
    }

    /// The inside of an area.
    ///
    /// # Errors
    /// [`OutsideCrs`] when a corner has no place on the plane.
    pub fn area(plane: &Plane, area: &Area) -> Result<Self, OutsideCrs> {
        let shape = area.plane_shape(plane)?;
        Ok(Self(Extent::Outline(Arc::new(shape))))
    }

    pub(crate) fn bounds(&self) -> Bounds {
        match &self.0 {
            Extent::Box(bounds) => *bounds,
            Extent::Outline(shape) => shape.bounds(),
        }
    }

    #[inline]
    pub(crate) fn holds(&self, point: (i32, i32)) -> bool {
        match &self.0 {
            Extent::Box(bounds) => bounds.holds(point),
            Extent::Outline(shape) => shape.holds(point),
        }
    }

    pub(super) fn side(&self, area: &Bounds) -> Side {
        match &self.0 {
            Extent::Box(bounds) if bounds.holds(area.min) && bounds.holds(area.max) => Side::Inside,
            Extent::Box(_) => Side::Across,
            Extent::Outline(shape) => shape.side(area),
        }
    }

    fn digest(&self) -> (u8, Bounds, u64) {
        match &self.0 {
            Extent::Box(bounds) => (0, *bounds, 0),
            Extent::Outline(shape) => (1, shape.bounds(), shape.digest()),
        }
    }
}

impl PartialEq for Region {
    fn eq(&self, other: &Self) -> bool {
        self.digest() == other.digest()
    }
}

impl Eq for Region {}

impl Hash for Region {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest().hash(state);
    }
}
