//! Which shares make a mean squared miss smallest, by walking from corner to corner?

use crate::model::{Columns, dot};

/// ‖Ax − b‖² + η‖x‖² over shares x, by its inner products alone.
pub(super) struct Quadratic {
    /// AᵀA, row by row.
    pub gram: Vec<f64>,
    /// Aᵀb.
    pub linear: Vec<f64>,
    /// bᵀb.
    pub constant: f64,
    /// η.
    pub ridge: f64,
    /// What the sum of squares is divided by to be a mean: the rows of A.
    pub rows: f64,
}

/// When the walk ends.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    /// A step gains no more than this of the mean.
    pub least_gain: f64,
    /// Steps before small weights are dropped.
    pub first_steps: usize,
    /// Steps after.
    pub steps: usize,
}

impl Walk {
    pub fn until(noise: f64) -> Self {
        Self {
            least_gain: (1e-5 * noise).powi(2),
            first_steps: 100,
            steps: 10_000,
        }
    }
}

impl Quadratic {
    /// The misses of `target`, with ζ² = `penalty`² against their mean square.
    pub fn least_squares(columns: &Columns, target: &[f64], penalty: f64) -> Self {
        let n = columns.count();
        let mut gram = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let product = dot(columns.column(i), columns.column(j));
                gram[i * n + j] = product;
                gram[j * n + i] = product;
            }
        }
        Self {
            gram,
            linear: columns.iter().map(|column| dot(column, target)).collect(),
            constant: dot(target, target),
            ridge: target.len() as f64 * penalty * penalty,
            rows: target.len() as f64,
        }
    }

    /// Walks, drops small weights, walks on. Also how much lower the objective
    /// might be, as a part of it.
    pub fn settle(&self, start: Option<&[f64]>, walk: Walk) -> (Vec<f64>, f64) {
        let n = self.linear.len();
        let start = start.map_or_else(|| vec![1.0 / n as f64; n], <[f64]>::to_vec);
        let mut first = self.walk_from(start, walk.first_steps, walk.least_gain);
        drop_small(&mut first.shares);
        let second = self.walk_from(first.shares, walk.steps, walk.least_gain);
        let gap = second.gap();
        (second.shares, gap)
    }

    /// Steps towards the corner where the objective falls fastest, each as long
    /// as is best (Frank and Wolfe 1956, doi:10.1002/nav.3800030109).
    fn walk_from<'a>(&'a self, shares: Vec<f64>, steps: usize, least_gain: f64) -> State<'a> {
        let mut state = State::new(self, shares);
        for step in 1..=steps {
            let gain = state.step();
            if step > 1 && gain / self.rows <= least_gain {
                break;
            }
        }
        state
    }
}

/// Where the walk stands, with the products that a step needs kept up to date,
/// so that a step costs one pass over the shares.
struct State<'a> {
    problem: &'a Quadratic,
    shares: Vec<f64>,
    /// AᵀAx.
    image: Vec<f64>,
}

impl<'a> State<'a> {
    fn new(problem: &'a Quadratic, shares: Vec<f64>) -> Self {
        let n = shares.len();
        let mut image = vec![0.0; n];
        for (row, &share) in problem.gram.chunks_exact(n).zip(&shares) {
            if share != 0.0 {
                for (sum, product) in image.iter_mut().zip(row) {
                    *sum += share * product;
                }
            }
        }
        Self {
            problem,
            shares,
            image,
        }
    }

    /// Half the slope towards each corner: the steepest, and the mean of all.
    fn slopes(&self) -> (usize, f64, f64) {
        let ridge = self.problem.ridge;
        let (mut steepest, mut lowest, mut along) = (0, f64::INFINITY, 0.0);
        let terms = self
            .image
            .iter()
            .zip(&self.problem.linear)
            .zip(&self.shares);
        for (place, ((image, linear), share)) in terms.enumerate() {
            let slope = image - linear + ridge * share;
            along += share * slope;
            if slope < lowest {
                (steepest, lowest) = (place, slope);
            }
        }
        (steepest, lowest, along)
    }

    /// One step; returns how much the sum of squares fell.
    fn step(&mut self) -> f64 {
        let n = self.shares.len();
        let (corner, lowest, along) = self.slopes();
        if self.shares[corner] == 1.0 {
            return 0.0; // there already
        }
        let row = &self.problem.gram[corner * n..(corner + 1) * n];
        // ‖A(e − x)‖² and ‖e − x‖².
        let of_image = row[corner] - 2.0 * self.image[corner] + dot(&self.shares, &self.image);
        let of_shares = 1.0 - 2.0 * self.shares[corner] + dot(&self.shares, &self.shares);
        let curvature = of_image.max(0.0) + self.problem.ridge * of_shares;
        let fall = along - lowest;
        let length = (fall / curvature).clamp(0.0, 1.0);
        if length.is_nan() {
            return 0.0; // level all the way
        }
        for (share, (image, product)) in self.shares.iter_mut().zip(self.image.iter_mut().zip(row))
        {
            *share -= length * *share;
            *image += length * (product - *image);
        }
        self.shares[corner] += length;
        length * (2.0 * fall - length * curvature)
    }

    fn gap(&self) -> f64 {
        let (_, lowest, along) = self.slopes();
        let objective = dot(&self.shares, &self.image)
            - 2.0 * dot(&self.shares, &self.problem.linear)
            + self.problem.constant
            + self.problem.ridge * dot(&self.shares, &self.shares);
        let gap = 2.0 * (along - lowest);
        if gap <= 0.0 { 0.0 } else { gap / objective }
    }
}

/// Drops weights of at most a quarter of the largest, and makes the rest shares.
fn drop_small(shares: &mut [f64]) {
    let largest = shares.iter().copied().fold(f64::MIN, f64::max);
    for share in shares.iter_mut() {
        if *share <= largest / 4.0 {
            *share = 0.0;
        }
    }
    let total: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
}
