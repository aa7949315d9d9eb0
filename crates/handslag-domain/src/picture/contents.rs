//! How much a picture holds of each kind: what would go with something that is taken away.

use crate::problem::Problem;

use super::PictureDocument;

/// How many of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// Problems.
    pub problems: usize,
    /// Causes of problems.
    pub causes: usize,
    /// Measures against causes.
    pub measures: usize,
    /// Indicators of problems and of the area.
    pub indicators: usize,
    /// What problems, causes and passages rest on.
    pub evidence: usize,
    /// Voices.
    pub voices: usize,
    /// Passages of the three parts of the law.
    pub sections: usize,
    /// Places.
    pub places: usize,
    /// Parties.
    pub parties: usize,
    /// Criteria.
    pub criteria: usize,
}

impl Contents {
    /// What a picture holds.
    pub fn of(picture: &PictureDocument) -> Self {
        let sections = [
            &picture.mapping,
            &picture.other_information,
            &picture.analysis,
        ];
        let sections = || sections.iter().flat_map(|part| part.iter());
        let problems = &picture.problems;
        let sum = |count: &dyn Fn(&Problem) -> usize| problems.iter().map(count).sum::<usize>();
        Self {
            problems: problems.len(),
            causes: sum(&|p| p.causes.len()),
            measures: sum(&|p| p.measures.len()),
            indicators: picture.indicators.len() + sum(&|p| p.indicators.len()),
            evidence: sum(&evidence) + sections().map(|s| s.evidence.len()).sum::<usize>(),
            voices: picture.voices.len(),
            sections: sections().count(),
            places: picture.places.len(),
            parties: picture.parties.len(),
            criteria: picture.criteria.len(),
        }
    }

    /// What is held here and not after: what goes.
    #[must_use]
    pub fn without(self, after: Self) -> Self {
        let left = usize::saturating_sub;
        Self {
            problems: left(self.problems, after.problems),
            causes: left(self.causes, after.causes),
            measures: left(self.measures, after.measures),
            indicators: left(self.indicators, after.indicators),
            evidence: left(self.evidence, after.evidence),
            voices: left(self.voices, after.voices),
            sections: left(self.sections, after.sections),
            places: left(self.places, after.places),
            parties: left(self.parties, after.parties),
            criteria: left(self.criteria, after.criteria),
        }
    }
}

fn evidence(problem: &Problem) -> usize {
    let of_cause = |cause: &crate::problem::Cause| {
        cause.evidence_for.len()
            + cause.evidence_against.len()
            + cause.links_for.len()
            + cause.links_against.len()
    };
    problem.evidence.len() + problem.causes.iter().map(of_cause).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_goes_with_its_causes_measures_and_what_they_rest_on() {
        let text = include_str!("../../../handslag/example/lidkoping-lagesbild.toml");
        let before = PictureDocument::read(text).unwrap();
        let mut after = before.clone();
        let gone = after.problems.remove(0);
        let goes = Contents::of(&before).without(Contents::of(&after));
        assert_eq!((goes.problems, goes.causes), (1, gone.causes.len()));
        assert_eq!(goes.measures, gone.measures.len());
        assert_eq!(goes.indicators, gone.indicators.len());
        assert_eq!(goes.evidence, evidence(&gone));
        assert!(goes.causes > 0 && goes.evidence > 0);
        assert_eq!((goes.voices, goes.sections, goes.places), (0, 0, 0));
    }
}
