//! Incidents as if real: towns with streets, squares and schools, evenings and
//! weekends, windows of time. The same for the same number.

use handslag_geo::Position;
use handslag_geo::area::{Area, municipalities};
use handslag_geo::snapshot::{Precision, Record, minute_of};

pub const N_CATEGORIES: u64 = 40;
/// As many districts a municipality as there are DeSO areas in the country.
const N_DISTRICTS: u64 = 20;
const N_YEARS: u64 = 5;

/// Numbers as if by chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between -1 and 1, mostly near 0.
    fn near(&mut self) -> f64 {
        (self.share() + self.share() + self.share()) / 1.5 - 1.0
    }

    /// Below `n`, the lower the likelier, as among kinds of crime and sizes of towns.
    fn low(&mut self, n: u64) -> u64 {
        let share = self.share();
        (share * share * share * n as f64) as u64
    }
}

/// The middle of each municipality, the largest towns first by lot.
fn towns() -> Vec<Position> {
    let middle = |area: &Area| {
        let (low, high) = area.bounds();
        Position {
            lat_e7: low.lat_e7 / 2 + high.lat_e7 / 2,
            lon_e7: low.lon_e7 / 2 + high.lon_e7 / 2,
        }
    };
    let mut towns: Vec<_> = municipalities().iter().map(middle).collect();
    let mut chance = Chance(7);
    for number in (1..towns.len()).rev() {
        towns.swap(number, chance.below(number as u64 + 1) as usize);
    }
    towns
}

pub fn incidents(n: usize) -> impl Iterator<Item = Record> {
    let towns = towns();
    let first = minute_of((2020, 1, 1), (0, 0)).expect("the day exists");
    (0..n as u64).map(move |number| {
        let mut chance = Chance(number.wrapping_mul(0x1_0000_0001));
        let town = chance.low(towns.len() as u64);
        let precision = match chance.below(100) {
            0..80 => Precision::Point,
            80..88 => Precision::Block,
            88..93 => Precision::NamedPlace,
            _ => Precision::Municipality,
        };
        Record {
            start_min: first + moment(&mut chance),
            width_min: width(&mut chance),
            category: chance.low(N_CATEGORIES) as u16,
            area: (town * N_DISTRICTS + chance.below(N_DISTRICTS)) as u16,
            position: Some(place(&mut chance, town, towns[town as usize])),
            precision,
            indoors: chance.below(50) == 0,
            again: false,
            place: None,
        }
    })
}

/// Most on evenings, and on Fridays and Saturdays.
fn moment(chance: &mut Chance) -> u32 {
    let week = chance.below(N_YEARS * 52);
    // 1 January 2020 was a Wednesday: Friday and Saturday are days 2 and 3.
    let day = [0, 1, 2, 2, 3, 3, 3, 4, 5, 6][chance.below(10) as usize];
    let hour = (20.0 + 8.0 * chance.near()) as u64 % 24;
    ((week * 7 + day) * 1440 + hour * 60 + chance.below(60)) as u32
}

fn width(chance: &mut Chance) -> u32 {
    let width = match chance.below(100) {
        0..70 => 0,
        70..88 => 15 + chance.below(8) * 15,
        88..98 => 480 + chance.below(5) * 60,
        _ => 1440 * (1 + chance.below(60)),
    };
    width as u32
}

fn place(chance: &mut Chance, town: u64, middle: Position) -> Position {
    // About a kilometre of latitude and of longitude, in 1e-7 degrees.
    let (north_km, east_km) = (90_000.0, 175_000.0);
    let (x_km, y_km) = match chance.below(10) {
        // Ten places where it gathers: a square, a station, schools.
        0..2 => {
            let mut fixed = Chance(town * 100 + chance.low(10));
            (fixed.near() * 2.0, fixed.near() * 2.0)
        }
        // Addresses every 20 m along fifty streets.
        2..6 => {
            let mut street = Chance(town * 100 + 50 + chance.below(50));
            let (x, y, turn) = (
                street.near() * 2.0,
                street.near() * 2.0,
                street.share() * 6.3,
            );
            let along = chance.below(60) as f64 * 0.02;
            (x + along * turn.cos(), y + along * turn.sin())
        }
        6..9 => (chance.near() * 3.0, chance.near() * 3.0),
        _ => (chance.near() * 15.0, chance.near() * 15.0),
    };
    Position {
        lat_e7: middle.lat_e7 + (y_km * north_km) as i32,
        lon_e7: middle.lon_e7 + (x_km * east_km) as i32,
    }
}
