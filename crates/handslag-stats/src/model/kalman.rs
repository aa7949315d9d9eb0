//! What level and season lie behind a noisy series, and where do they go from here?
//!
//! The Kalman filter and its smoother (Durbin and Koopman 2012, chapter 4) for
//! the one family of models we use: a level that walks at random, a season whose
//! parts add up to nearly nothing over a cycle, and noise. The filter is linear,
//! so several series can pass at once with the same weights: that is how
//! regression on control series is solved.

/// Level, season and noise with known variances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Structural {
    /// Periods of a cycle; 1 for no season.
    pub seasons: usize,
    /// Variance of the noise in one period.
    pub noise: f64,
    /// Variance of a step of the level.
    pub level_step: f64,
    /// Variance of a step of the season.
    pub season_step: f64,
    /// Variance of the level before anything is seen.
    pub first_level: f64,
    /// Variance of each seasonal part before anything is seen.
    pub first_season: f64,
}

/// Where several series are just before a period, and how sure that is.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// One state after another: the level, then the seasonal parts.
    mean: Vec<f64>,
    /// Of the states, row by row; the same for all series.
    covariance: Vec<f64>,
    /// How many states a series has.
    size: usize,
    scratch: Vec<f64>,
}

/// What the filter saw in each period.
#[derive(Debug, Clone)]
pub(crate) struct Filtered {
    /// Variance of the noise in one period.
    noise: f64,
    /// How many series passed.
    width: usize,
    size: usize,
    /// Periods in which the series was observed.
    pub seen: Vec<bool>,
    /// Variance of each period's surprise.
    pub variance: Vec<f64>,
    /// Surprises, all series of a period together; zero where not seen.
    pub surprise: Vec<f64>,
    /// What was expected without the noise, likewise.
    signal: Vec<f64>,
    level: Vec<f64>,
    /// Covariance of the states with the signal, and with the level.
    with_signal: Vec<f64>,
    with_level: Vec<f64>,
    /// After the last period.
    pub after: State,
}

/// What lies behind each period once all is seen.
#[derive(Debug, Clone)]
pub(crate) struct Smoothed {
    /// Level and season together, all series of a period together.
    pub signal: Vec<f64>,
    /// Variance of the signal of one period.
    pub signal_variance: Vec<f64>,
    /// The level alone, all series of a period together.
    pub level: Vec<f64>,
}

impl Structural {
    /// How many states there are.
    pub fn size(&self) -> usize {
        self.seasons
    }

    fn before_all(&self, first: &[f64]) -> State {
        let size = self.size();
        let mut covariance = vec![0.0; size * size];
        for state in 0..size {
            covariance[state * size + state] = if state == 0 {
                self.first_level
            } else {
                self.first_season
            };
        }
        State {
            mean: first.to_vec(),
            covariance,
            size,
            scratch: vec![0.0; size],
        }
    }

    /// Passes `series` (one list a series, of the same length) from states whose
    /// means are `first`, one series after another. Where the first series is
    /// missing (NaN), none is seen.
    pub fn filter(&self, series: &[&[f64]], first: &[f64]) -> Filtered {
        let periods = series.first().map_or(0, |first| first.len());
        let (width, size) = (series.len(), self.size());
        let mut state = self.before_all(first);
        let mut filtered = Filtered {
            noise: self.noise,
            width,
            size,
            seen: Vec::with_capacity(periods),
            variance: Vec::with_capacity(periods),
            surprise: Vec::with_capacity(periods * width),
            signal: Vec::with_capacity(periods * width),
            level: Vec::with_capacity(periods * width),
            with_signal: Vec::with_capacity(periods * size),
            with_level: Vec::with_capacity(periods * size),
            after: state.clone(),
        };
        let mut gain = vec![0.0; size];
        for period in 0..periods {
            let seen = !series[0][period].is_nan();
            state.covariance_with_signal(&mut gain);
            let variance = signal_of(&gain) + self.noise;
            filtered.seen.push(seen);
            filtered.variance.push(variance);
            filtered.with_signal.extend_from_slice(&gain);
            filtered
                .with_level
                .extend_from_slice(&state.covariance[..size]);
            for (mean, values) in state.mean.chunks(size).zip(series) {
                let signal = signal_of(mean);
                filtered.signal.push(signal);
                filtered.level.push(mean[0]);
                let surprise = if seen { values[period] - signal } else { 0.0 };
                filtered.surprise.push(surprise);
            }
            if seen {
                state.learn(&gain, variance, &filtered.surprise[period * width..]);
            }
            state.step(self);
        }
        filtered.after = state;
        filtered
    }
}

impl State {
    fn covariance_with_signal(&self, into: &mut [f64]) {
        let size = self.size;
        into.copy_from_slice(&self.covariance[..size]);
        if size > 1 {
            for (into, season) in into.iter_mut().zip(&self.covariance[size..2 * size]) {
                *into += season;
            }
        }
    }

    fn learn(&mut self, gain: &[f64], variance: f64, surprise: &[f64]) {
        let size = self.size;
        for (mean, surprise) in self.mean.chunks_mut(size).zip(surprise) {
            let scale = surprise / variance;
            for (mean, gain) in mean.iter_mut().zip(gain) {
                *mean += gain * scale;
            }
        }
        for (row, gain_of_row) in self.covariance.chunks_mut(size).zip(gain) {
            let scale = gain_of_row / variance;
            for (cell, gain) in row.iter_mut().zip(gain) {
                *cell -= scale * gain;
            }
        }
    }

    /// Goes to the next period: the level stays, the seasons move round, and
    /// both take a step.
    pub fn step(&mut self, model: &Structural) {
        let size = self.size;
        for mean in self.mean.chunks_mut(size) {
            turn(mean);
        }
        if size > 1 {
            // The rows turn first, then the columns.
            self.scratch.fill(0.0);
            for row in self.covariance[size..].chunks(size) {
                for (sum, cell) in self.scratch.iter_mut().zip(row) {
                    *sum -= cell;
                }
            }
            self.covariance
                .copy_within(size..size * (size - 1), 2 * size);
            self.covariance[size..2 * size].copy_from_slice(&self.scratch);
            for row in self.covariance.chunks_mut(size) {
                turn(row);
            }
            self.covariance[size + 1] += model.season_step;
        }
        self.covariance[0] += model.level_step;
    }

    /// What the next period is expected to show, by series, and the variance of
    /// its signal.
    pub fn expects(&self) -> (Vec<f64>, f64) {
        let mut with_signal = vec![0.0; self.size];
        self.covariance_with_signal(&mut with_signal);
        let means = self.mean.chunks(self.size).map(signal_of);
        (means.collect(), signal_of(&with_signal))
    }

    /// The sum of the signals of those coming periods that are `counted`, by
    /// series, and the variance of that sum.
    pub fn sum_of(&self, model: &Structural, counted: &[bool]) -> (Vec<f64>, f64) {
        let mut weight = vec![0.0; self.size];
        let mut variance = 0.0;
        for (later, &counts) in counted.iter().rev().enumerate() {
            if later > 0 {
                // The step into the period after this one.
                variance += weight[0] * weight[0] * model.level_step;
                if self.size > 1 {
                    variance += weight[1] * weight[1] * model.season_step;
                }
                turn_back(&mut weight);
            }
            if counts {
                add_to_signal(&mut weight, 1.0);
            }
        }
        for (row, of_row) in self.covariance.chunks(self.size).zip(&weight) {
            variance += of_row * dot(row, &weight);
        }
        let means = self.mean.chunks(self.size);
        (means.map(|mean| dot(mean, &weight)).collect(), variance)
    }
}

impl Filtered {
    /// Minus twice the log-likelihood of the first series from period `burn` on,
    /// as if it had passed alone.
    pub fn deviance(&self, burn: usize) -> f64 {
        let judged = (burn..self.seen.len()).filter(|&period| self.seen[period]);
        judged
            .map(|period| {
                let variance = self.variance[period];
                let surprise = self.surprise[period * self.width];
                (std::f64::consts::TAU * variance).ln() + surprise * surprise / variance
            })
            .sum()
    }

    /// What lies behind each period given all of them.
    pub fn smooth(&self) -> Smoothed {
        let (size, width, periods) = (self.size, self.width, self.seen.len());
        let mut smoothed = Smoothed {
            signal: self.signal.clone(),
            signal_variance: vec![0.0; periods],
            level: self.level.clone(),
        };
        // How what comes later corrects the states, by series, and their
        // covariance.
        let mut mean = vec![0.0; size * width];
        let mut spread = vec![0.0; size * size];
        let mut product = vec![0.0; size];
        for period in (0..periods).rev() {
            mean.chunks_mut(size).for_each(turn_back);
            turn_back_both(&mut spread, size, &mut product);
            let with_signal = &self.with_signal[period * size..(period + 1) * size];
            let with_level = &self.with_level[period * size..(period + 1) * size];
            if self.seen[period] {
                let variance = self.variance[period];
                let surprise = &self.surprise[period * width..(period + 1) * width];
                for (mean, surprise) in mean.chunks_mut(size).zip(surprise) {
                    let by = (surprise - dot(mean, with_signal)) / variance;
                    add_to_signal(mean, by);
                }
                multiply(&spread, with_signal, &mut product);
                let square = dot(&product, with_signal);
                add_cross(&mut spread, &product, -1.0 / variance);
                let corner = 1.0 / variance + square / (variance * variance);
                add_to_corner(&mut spread, size, corner);
            }
            for (one, mean) in mean.chunks(size).enumerate() {
                smoothed.signal[period * width + one] += dot(mean, with_signal);
                smoothed.level[period * width + one] += dot(mean, with_level);
            }
            multiply(&spread, with_signal, &mut product);
            let before = self.variance[period] - self.noise;
            smoothed.signal_variance[period] = (before - dot(&product, with_signal)).max(0.0);
        }
        smoothed
    }
}

/// The signal of a vector of states: the level and the current season.
fn signal_of(states: &[f64]) -> f64 {
    states[0] + states.get(1).copied().unwrap_or_default()
}

/// Adds to the states that make up the signal.
fn add_to_signal(states: &mut [f64], amount: f64) {
    for state in states.iter_mut().take(2) {
        *state += amount;
    }
}

/// Adds to the cells where both states make up the signal.
fn add_to_corner(matrix: &mut [f64], size: usize, amount: f64) {
    for row in matrix.chunks_mut(size).take(2) {
        add_to_signal(row, amount);
    }
}

/// Adds `scale` times the cross of the signal's states with `vector`, both ways.
fn add_cross(matrix: &mut [f64], vector: &[f64], scale: f64) {
    let size = vector.len();
    for signal in 0..size.min(2) {
        for (other, value) in vector.iter().enumerate() {
            matrix[signal * size + other] += scale * value;
            matrix[other * size + signal] += scale * value;
        }
    }
}

/// Moves the seasons on by one period: the last drops out, the coming one is
/// less the sum of all.
fn turn(states: &mut [f64]) {
    let seasons = &mut states[1..];
    if !seasons.is_empty() {
        let coming = -seasons.iter().sum::<f64>();
        seasons.copy_within(..seasons.len() - 1, 1);
        seasons[0] = coming;
    }
}

/// The transpose of [`turn`].
fn turn_back(weights: &mut [f64]) {
    let seasons = &mut weights[1..];
    if let Some(&coming) = seasons.first() {
        seasons.rotate_left(1);
        if let Some(last) = seasons.last_mut() {
            *last = 0.0;
        }
        for weight in seasons {
            *weight -= coming;
        }
    }
}

/// [`turn_back`] on rows and columns.
fn turn_back_both(matrix: &mut [f64], size: usize, scratch: &mut [f64]) {
    if size == 1 {
        return;
    }
    matrix.chunks_mut(size).for_each(turn_back);
    scratch.copy_from_slice(&matrix[size..2 * size]);
    matrix.copy_within(2 * size.., size);
    matrix[(size - 1) * size..].fill(0.0);
    for row in matrix[size..].chunks_mut(size) {
        for (cell, coming) in row.iter_mut().zip(&*scratch) {
            *cell -= coming;
        }
    }
}

fn multiply(matrix: &[f64], vector: &[f64], into: &mut [f64]) {
    for (into, row) in into.iter_mut().zip(matrix.chunks(vector.len())) {
        *into = dot(row, vector);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests;
