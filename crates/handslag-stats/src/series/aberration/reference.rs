//! Which past steps say what is expected now?

use super::farrington::{Farrington, SeasonLevels, WatchError};

/// The past counts that a step is held against.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Reference {
    pub(super) counts: Vec<f64>,
    /// Steps from now: negative.
    pub(super) times: Vec<f64>,
    /// Which part of the year each belongs to.
    pub(super) levels: Vec<usize>,
    /// How many parts there are; the last is the part that now belongs to.
    pub(super) n_levels: usize,
}

impl Reference {
    pub(super) fn new(
        rules: &Farrington,
        counts: &[Option<u64>],
        now: usize,
    ) -> Result<Self, WatchError> {
        if 2 * rules.half_window + 1 > rules.steps_per_year || rules.years_back == 0 {
            return Err(WatchError::NoWindow);
        }
        let (steps, n_levels) = match rules.season {
            SeasonLevels::WindowsOnly => (windows(rules, now), 1),
            SeasonLevels::Levels(n) => (whole_years(rules, now, n)?, n),
        };
        let mut reference = Self {
            n_levels,
            ..Self::default()
        };
        for (step, level) in steps {
            if let Some(count) = counts[step] {
                reference.counts.push(count as f64);
                reference.times.push(step as f64 - now as f64);
                reference.levels.push(level);
            }
        }
        if reference.levels.contains(&(n_levels - 1)) {
            Ok(reference)
        } else {
            Err(WatchError::NothingToCompare)
        }
    }
}

/// The steps within half a window of the same time in the years before, oldest
/// first; those before the series' start are left out.
fn windows(rules: &Farrington, now: usize) -> Vec<(usize, usize)> {
    let mut steps = Vec::new();
    for year in (1..=rules.years_back).rev() {
        let back = year * rules.steps_per_year + rules.half_window;
        for place in 0..=2 * rules.half_window {
            if let Some(step) = (now + place).checked_sub(back) {
                steps.push((step, 0));
            }
        }
    }
    steps
}

/// Every step since the oldest window, each in its part of the year.
///
/// The windows are the last part. What lies between two windows is shared into
/// `n − 1` parts; those first get one step more where it does not come out
/// even. Where there are fewer steps than parts, the last step before a window
/// and the window's first step both belong to the last of the parts, as in
/// surveillance 1.20 for R, whose thresholds others rely on.
fn whole_years(
    rules: &Farrington,
    now: usize,
    n: usize,
) -> Result<Vec<(usize, usize)>, WatchError> {
    let (year, half) = (rules.steps_per_year, rules.half_window);
    let between = year - 2 * half - 1;
    if n < 2 || between + 2 * half + 1 < n {
        return Err(WatchError::TooManyLevels { levels: n });
    }
    let needed = rules.years_back * year;
    if now < needed {
        return Err(WatchError::TooShort { needed, found: now });
    }
    let mut part = vec![None; now + 1];
    let mut set = |step: usize, level| {
        // Of the oldest window, what lies before the start is left out.
        if let Some(part) = step.checked_sub(half).and_then(|step| part.get_mut(step)) {
            *part = Some(level);
        }
    };
    // Steps are counted from half a window before the start.
    (now..=now + half).for_each(|step| set(step, n - 1));
    for back in 1..=rules.years_back {
        let window = now - back * year;
        (window..=window + 2 * half).for_each(|step| set(step, n - 1));
        let mut next = window + 2 * half + 1;
        for level in 0..n - 1 {
            let length = between / (n - 1) + usize::from(level < between % (n - 1));
            if length == 0 {
                set(next, level);
                set(next - 1, level);
            }
            (next..next + length).for_each(|step| set(step, level));
            next += length;
        }
    }
    let last = now.saturating_sub(rules.recent_left_out);
    Ok(part[..last]
        .iter()
        .enumerate()
        .filter_map(|(step, level)| level.map(|level| (step, level)))
        .collect())
}
