//! The kernel along one direction of a grid.

/// One direction of the grid, and the kernel along it.
pub(super) struct Axis {
    pub start: f64,
    pub step: f64,
    pub cells: usize,
    pub sigma: f64,
    /// Beyond this distance the kernel is left out.
    pub reach: f64,
    /// exp(−(k·step)²/2σ²) for whole steps k.
    steps: Vec<f64>,
}

impl Axis {
    pub fn new(start: f64, step: f64, cells: usize, sigma: f64, cutoff: f64) -> Self {
        let reach = cutoff * sigma;
        let farthest = ((reach / step).min(cells as f64)) as usize + 1;
        let z = step / sigma;
        Self {
            start,
            step,
            cells,
            sigma,
            reach,
            steps: (0..=farthest)
                .map(|k| (-0.5 * (k as f64 * z).powi(2)).exp())
                .collect(),
        }
    }

    pub fn centre(&self, cell: usize) -> f64 {
        self.start + (cell as f64 + 0.5) * self.step
    }

    /// Fills `kernel` with exp(−d²/2σ²) at the centres of those of `cells` within
    /// reach of `at`, and says which of the axis's cells is the first.
    pub fn kernel(&self, at: f64, cells: &std::ops::Range<usize>, kernel: &mut Vec<f64>) -> usize {
        kernel.clear();
        let place = (at - self.start) / self.step - 0.5;
        let reach = self.reach / self.step;
        let from = ((place - reach).ceil().max(0.0) as usize).max(cells.start);
        let to = (((place + reach).floor() + 1.0).max(0.0) as usize).min(cells.end);
        if from >= to {
            return from;
        }
        let z = self.step / self.sigma;
        if z > 1.0 {
            // Few cells within reach: the factors below would over- and underflow.
            kernel
                .extend((from..to).map(|cell| (-0.5 * ((cell as f64 - place) * z).powi(2)).exp()));
            return from;
        }
        // With d = k·step − rest, exp(−d²/2σ²) is a product of one factor of k
        // alone, one of `rest` alone, and the k-th power of a third: two
        // exponentials in all.
        let middle = (place.round().max(0.0) as usize).clamp(from, to - 1);
        let rest = (place - middle as f64) * z;
        let at_middle = (-0.5 * rest * rest).exp();
        let growth = (rest * z).exp();
        kernel.resize(to - from, at_middle);
        let mut power = at_middle;
        for k in 1..to - middle {
            power *= growth;
            kernel[middle - from + k] = power * self.steps[k];
        }
        let shrink = growth.recip();
        let mut power = at_middle;
        for k in 1..=middle - from {
            power *= shrink;
            kernel[middle - from - k] = power * self.steps[k];
        }
        from
    }
}
