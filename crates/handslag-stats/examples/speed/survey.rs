//! Shares of a survey drawn by municipality.

use handslag_stats::survey::{Design, Drawn, Lonely, Margin, RakingResiduals};

use crate::draws::Draws;
use crate::trial::{Row, Size, Timing, Trial};

const MUNICIPALITIES: u32 = 290;
/// Sexes, ages, counties.
const PARTS: [u32; 3] = [2, 6, 21];

pub const ROWS: &[Row] = &[
    Row {
        id: "survey",
        what: "shares in 290 municipalities, strata and weights",
        sizes: &[Size::of(7_400), Size::within(74_000, 0.03)],
        measure: domains,
    },
    Row {
        id: "raking",
        what: "weights raked to 3 margins",
        sizes: &[Size::of(7_400), Size::within(74_000, 0.02)],
        measure: raking,
    },
];

struct Answers {
    municipality: Vec<u32>,
    weights: Vec<f64>,
    yes: Vec<Option<bool>>,
    /// Of each answer, by [`PARTS`].
    parts: [Vec<u32>; 3],
}

fn domains(trial: &Trial) -> Result<Timing, String> {
    let answers = answers(trial)?;
    let domain: Vec<Option<u32>> = answers.municipality.iter().copied().map(Some).collect();
    trial.time(|| {
        let design = design(&answers)?;
        let shares = design.shares_by(&answers.yes, &domain, MUNICIPALITIES as usize);
        shares.map_err(text)
    })
}

fn raking(trial: &Trial) -> Result<Timing, String> {
    let answers = answers(trial)?;
    let design = design(&answers)?;
    trial.time(|| {
        let margins: Vec<Margin> = answers
            .parts
            .iter()
            .zip(PARTS)
            .map(|(labels, parts)| Margin::new(labels, &totals(labels.len(), parts)))
            .collect::<Result<_, _>>()
            .map_err(text)?;
        design
            .raked(&margins, RakingResiduals::DesignWeighted)
            .map_err(text)
    })
}

/// All parts are as large in the population, 100 for each answer.
fn totals(answers: usize, parts: u32) -> Vec<(u32, f64)> {
    let each = 100.0 * answers as f64 / f64::from(parts);
    (0..parts).map(|part| (part, each)).collect()
}

fn design(answers: &Answers) -> Result<Design, String> {
    Design::new(Drawn {
        weights: &answers.weights,
        strata: Some(&answers.municipality),
        clusters: None::<&[u32]>,
        population: None,
        lonely: Lonely::Refuse,
    })
    .map_err(text)
}

fn answers(trial: &Trial) -> Result<Answers, String> {
    let mut draws = Draws::new(74);
    let municipality: Vec<u32> = (0..trial.n as u32).map(|i| i % MUNICIPALITIES).collect();
    let weights = (0..trial.n).map(|_| draws.between(20.0, 180.0)).collect();
    let yes = (0..trial.n).map(|_| Some(draws.one_of(3) == 0)).collect();
    let parts = PARTS.map(|parts| (0..trial.n).map(|_| draws.one_of(parts)).collect());
    let answers = Answers {
        municipality,
        weights,
        yes,
        parts,
    };
    let row = |i: usize| {
        let [sex, age, county] = [0, 1, 2].map(|margin| f64::from(answers.parts[margin][i]));
        let yes = f64::from(u8::from(answers.yes[i] == Some(true)));
        let place = f64::from(answers.municipality[i]);
        [place, answers.weights[i], yes, sex, age, county]
    };
    trial.keep("answers", 6, (0..trial.n).flat_map(row))?;
    Ok(answers)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
