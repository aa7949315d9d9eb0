//! How sure is a coefficient, when rows of the same cluster go together?

use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// What errors by cluster do about the clusters being few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterCorrection {
    /// Nothing (Liang and Zeger 1986, doi:10.1093/biomet/73.1.13).
    Cr0,
    /// G/(G − 1), with G clusters.
    Cr1,
    /// G(N − 1)/((G − 1)(N − p)), with N rows and p columns, as Stata's.
    Cr1s,
    /// Each cluster's residuals are adjusted so that the variance is unbiased
    /// if the model is right (Bell and McCaffrey 2002; Pustejovsky and Tipton
    /// 2018, doi:10.1080/07350015.2016.1247004).
    Cr2,
}

impl ClusterCorrection {
    /// What the summed squares are multiplied by.
    pub(crate) fn factor(self, clusters: usize, rows: usize, columns: usize) -> f64 {
        let g = clusters as f64;
        match self {
            Self::Cr0 | Self::Cr2 => 1.0,
            Self::Cr1 => g / (g - 1.0),
            Self::Cr1s => g * (rows as f64 - 1.0) / ((g - 1.0) * (rows as f64 - columns as f64)),
        }
    }
}

/// The rows of one cluster, with what is needed of the rest.
///
/// In whitened coordinates (rows times the square root of their weight) the
/// cluster's part of the hat matrix is `own·ownᵀ + shared·sharedᵀ`, and the part
/// between two clusters `shared·sharedᵀ`.
#[derive(Debug)]
pub(crate) struct Block {
    /// Design times inverse information times contrast: a column a contrast.
    pub contrast: DMatrix<f64>,
    /// Working residuals: how far off on the scale of the linear predictor.
    pub residual: DVector<f64>,
    /// Working weights.
    pub weight: DVector<f64>,
    /// Orthonormal columns of the design that no other cluster has.
    pub own: DMatrix<f64>,
    /// The cluster's rows of orthonormal columns of the rest of the design.
    pub shared: DMatrix<f64>,
}

/// All rows, by cluster.
#[derive(Debug)]
pub(crate) struct Clusters {
    blocks: Vec<Block>,
}

impl Clusters {
    pub fn new(blocks: Vec<Block>) -> Self {
        Self { blocks }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Each cluster's part in each contrast; their summed squares are its
    /// variance, but for [`Clusters::factor`].
    pub fn parts(&self, correction: ClusterCorrection) -> Vec<Vec<f64>> {
        let part = |block: &Block| {
            let sides = match correction {
                ClusterCorrection::Cr2 => block.adjusted(),
                _ => block.weighted_contrast(),
            };
            (sides.transpose() * &block.residual).as_slice().to_vec()
        };
        self.blocks.iter().map(part).collect()
    }

    /// Satterthwaite's degrees of freedom of one contrast under CR2: those of
    /// the χ² with the mean and variance that the estimated variance has when
    /// the model is right.
    pub fn satterthwaite(&self, contrast: usize) -> f64 {
        let mut own = Vec::new();
        let mut shared = Vec::new();
        for block in &self.blocks {
            // Unwhitened variance is 1/weight, so one square root is left.
            let side = block.adjusted().column(contrast).into_owned();
            let side = side.component_div(&block.weight.map(f64::sqrt));
            own.push(side.norm_squared() - (block.own.transpose() * &side).norm_squared());
            shared.push(block.shared.transpose() * side);
        }
        let (mut trace, mut squares) = (0.0, 0.0);
        for i in 0..own.len() {
            for j in 0..own.len() {
                let between = shared[i].dot(&shared[j]);
                let entry = if i == j { own[i] - between } else { -between };
                if i == j {
                    trace += entry;
                }
                squares += entry * entry;
            }
        }
        trace * trace / squares
    }
}

impl Block {
    /// What CR0 multiplies the working residuals with.
    fn weighted_contrast(&self) -> DMatrix<f64> {
        let mut weighted = self.contrast.clone();
        for mut column in weighted.column_iter_mut() {
            column.component_mul_assign(&self.weight);
        }
        weighted
    }

    /// What CR2 multiplies the working residuals with.
    ///
    /// With Θ = 1/weight the adjustment is Θ^½ G^−½ Θ^½, G = Θ(I − H)Θ, H the
    /// whitened hat matrix: the square root that clubSandwich takes. Directions
    /// that the cluster's residuals cannot have are left out.
    fn adjusted(&self) -> DMatrix<f64> {
        const SMALLEST: f64 = 1e-10;
        let n = self.weight.len();
        // The adjustment does not change with the unit of Θ.
        let middle = (self.weight.map(f64::ln).sum() / n as f64).exp();
        let theta = self.weight.map(|weight| middle / weight);
        let mut g = DMatrix::<f64>::identity(n, n)
            - &self.own * self.own.transpose()
            - &self.shared * self.shared.transpose();
        for i in 0..n {
            for j in 0..n {
                g[(i, j)] *= theta[i] * theta[j];
            }
        }
        let eigen = SymmetricEigen::new(g);
        let floor = SMALLEST * eigen.eigenvalues.max().max(0.0);
        let root = theta.map(f64::sqrt);
        let mut sides = self.weighted_contrast();
        for mut column in sides.column_iter_mut() {
            column.component_mul_assign(&root);
        }
        let mut turned = eigen.eigenvectors.transpose() * sides;
        for (i, mut row) in turned.row_iter_mut().enumerate() {
            let value = eigen.eigenvalues[i];
            row *= if value > floor {
                1.0 / value.sqrt()
            } else {
                0.0
            };
        }
        let mut sides = &eigen.eigenvectors * turned;
        for mut column in sides.column_iter_mut() {
            column.component_mul_assign(&root);
        }
        sides
    }
}
