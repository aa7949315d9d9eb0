//! In which order are season and trend taken from a series of one length?

use super::loess::{Ends, Loess};
use super::{Decomposition, Season, Stl};

/// All that depends on the choices and the length but not on the values.
#[derive(Debug)]
pub(super) struct Plan {
    steps: usize,
    period: usize,
    periodic: bool,
    inner_rounds: usize,
    outer_rounds: usize,
    /// Smoothers of the places that have one period more than the rest…
    longer: (Loess, Ends),
    /// …and of the rest.
    shorter: (Loess, Ends),
    low_pass: Loess,
    trend: Loess,
}

/// Room for one decomposition.
struct Room {
    /// As long as the series.
    detrended: Vec<f64>,
    /// A period longer at each end.
    extended: Vec<f64>,
    averaged: Vec<f64>,
    averaged_again: Vec<f64>,
    low: Vec<f64>,
    /// One place of the season through the periods.
    place: Vec<f64>,
    place_weights: Vec<f64>,
    place_smooth: Vec<f64>,
}

impl Plan {
    pub(super) fn new(stl: &Stl, steps: usize) -> Self {
        let season = stl.season_smoother(steps);
        let of_length = |periods| (Loess::new(season, periods), Ends::new(season, periods));
        let whole = steps / stl.period;
        Self {
            steps,
            period: stl.period,
            periodic: stl.season == Season::Periodic,
            inner_rounds: stl.inner_rounds,
            outer_rounds: stl.outer_rounds,
            longer: of_length(whole + 1),
            shorter: of_length(whole),
            low_pass: Loess::new(stl.low_pass_smoother(), steps),
            trend: Loess::new(stl.trend_smoother(steps), steps),
        }
    }

    pub(super) fn decompose(&self, series: &[f64]) -> Decomposition {
        let mut room = Room::new(self);
        let mut trend = vec![0.0; self.steps];
        let mut seasonal = vec![0.0; self.steps];
        let mut weights = vec![1.0; self.steps];
        self.settle(series, None, &mut seasonal, &mut trend, &mut room);
        for _ in 0..self.outer_rounds {
            robustness_weights(series, &seasonal, &trend, &mut weights, &mut room.detrended);
            self.settle(series, Some(&weights), &mut seasonal, &mut trend, &mut room);
        }
        if self.periodic {
            self.make_periodic(&mut seasonal);
        }
        let remainder = (0..self.steps)
            .map(|step| series[step] - seasonal[step] - trend[step])
            .collect();
        Decomposition {
            seasonal,
            trend,
            remainder,
            weights,
        }
    }

    /// The inner rounds: season from the detrended, trend from the deseasonalised.
    fn settle(
        &self,
        series: &[f64],
        weights: Option<&[f64]>,
        seasonal: &mut [f64],
        trend: &mut [f64],
        room: &mut Room,
    ) {
        for _ in 0..self.inner_rounds {
            for step in 0..self.steps {
                room.detrended[step] = series[step] - trend[step];
            }
            self.smooth_places(weights, room);
            moving_average(&room.extended, self.period, &mut room.averaged);
            moving_average(&room.averaged, self.period, &mut room.averaged_again);
            moving_average(&room.averaged_again, 3, &mut room.averaged);
            self.low_pass.smooth(&room.averaged, None, &mut room.low);
            for step in 0..self.steps {
                seasonal[step] = room.extended[self.period + step] - room.low[step];
                room.detrended[step] = series[step] - seasonal[step];
            }
            self.trend.smooth(&room.detrended, weights, trend);
        }
    }

    /// Smooths each place of the season through the periods, one period beyond
    /// each end.
    fn smooth_places(&self, weights: Option<&[f64]>, room: &mut Room) {
        for place in 0..self.period {
            let of_place = |all: &[f64], into: &mut Vec<f64>| {
                into.clear();
                into.extend(all.iter().skip(place).step_by(self.period));
            };
            of_place(&room.detrended, &mut room.place);
            let periods = room.place.len();
            let weights = weights.map(|weights| {
                of_place(weights, &mut room.place_weights);
                room.place_weights.as_slice()
            });
            let (inside, ends) = if periods > self.steps / self.period {
                &self.longer
            } else {
                &self.shorter
            };
            room.place_smooth.resize(periods, 0.0);
            inside.smooth(&room.place, weights, &mut room.place_smooth);
            let (before, after) = ends.smooth(&room.place, weights);
            room.extended[place] = before.unwrap_or(room.place_smooth[0]);
            for (period, value) in room.place_smooth.iter().enumerate() {
                room.extended[(period + 1) * self.period + place] = *value;
            }
            room.extended[(periods + 1) * self.period + place] =
                after.unwrap_or(room.place_smooth[periods - 1]);
        }
    }

    fn make_periodic(&self, seasonal: &mut [f64]) {
        for place in 0..self.period {
            let places = || (place..self.steps).step_by(self.period);
            let mean = places().map(|step| seasonal[step]).sum::<f64>() / places().count() as f64;
            for step in places() {
                seasonal[step] = mean;
            }
        }
    }
}

impl Room {
    fn new(plan: &Plan) -> Self {
        let extended = plan.steps + 2 * plan.period;
        let periods = plan.steps / plan.period + 1;
        Self {
            detrended: vec![0.0; plan.steps],
            extended: vec![0.0; extended],
            averaged: Vec::with_capacity(extended),
            averaged_again: Vec::with_capacity(extended),
            low: vec![0.0; plan.steps],
            place: Vec::with_capacity(periods),
            place_weights: Vec::with_capacity(periods),
            place_smooth: Vec::with_capacity(periods),
        }
    }
}

/// The means of every `length` neighbours.
fn moving_average(values: &[f64], length: usize, means: &mut Vec<f64>) {
    let mut total: f64 = values[..length].iter().sum();
    means.clear();
    means.push(total / length as f64);
    for (leaving, entering) in values.iter().zip(&values[length..]) {
        total = total - leaving + entering;
        means.push(total / length as f64);
    }
}

/// Bisquare weights: none beyond six times the median distance from the fit.
fn robustness_weights(
    series: &[f64],
    seasonal: &[f64],
    trend: &[f64],
    weights: &mut [f64],
    distances: &mut [f64],
) {
    for (step, weight) in weights.iter_mut().enumerate() {
        *weight = (series[step] - (trend[step] + seasonal[step])).abs();
    }
    distances.copy_from_slice(weights);
    let n = distances.len();
    let (below, &mut upper, _) = distances.select_nth_unstable_by(n / 2, f64::total_cmp);
    let lower = if n % 2 == 1 {
        upper
    } else {
        below.iter().copied().fold(0.0, f64::max)
    };
    let reach = 3.0 * (upper + lower);
    for weight in weights {
        *weight = if *weight <= 0.001 * reach {
            1.0
        } else if *weight <= 0.999 * reach {
            let share = *weight / reach;
            (1.0 - share * share).powi(2)
        } else {
            0.0
        };
    }
}
