//! Which figure holds when a file says the same thing more than once.

use handslag_domain::series::FigureValue;

use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{NoteKind, Notes};

/// A figure read from a row, before the rows are compared with each other.
///
/// `key` is what must be unique: series and period, or area and year.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<K> {
    pub(crate) key: K,
    pub(crate) row: Row,
    pub(crate) value: FigureValue,
    pub(crate) preliminary: bool,
}

/// One candidate for each key, in the order of the keys.
///
/// The registers really do hold doubles: Heby stands twice in every month of
/// Brå's, once with figures and once with zeros, since it changed county; and
/// an offence can stand both under its law and by itself.
///
/// - A final row goes before a preliminary one.
/// - A number other than zero goes before zero, zero before a dash, and a dash
///   before `..`.
/// - Two different numbers other than zero are a contradiction, reported at
///   every row concerned.
pub(crate) fn merged<K: Ord>(
    mut candidates: Vec<Candidate<K>>,
    column: &str,
    problems: &mut Problems,
    notes: &mut Notes,
) -> Vec<Candidate<K>> {
    candidates.sort_by(|a, b| (&a.key, a.row).cmp(&(&b.key, b.row)));
    let mut kept: Vec<Candidate<K>> = Vec::with_capacity(candidates.len());
    let mut rest = candidates.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut same = vec![first];
        while let Some(next) = rest.next_if(|next| next.key == same[0].key) {
            same.push(next);
        }
        kept.extend(the_one(same, column, problems, notes));
    }
    kept
}

fn the_one<K>(
    mut same: Vec<Candidate<K>>,
    column: &str,
    problems: &mut Problems,
    notes: &mut Notes,
) -> Option<Candidate<K>> {
    if same.len() > 1 && same.iter().any(|c| !c.preliminary) {
        let before = same.len();
        same.retain(|c| !c.preliminary);
        (same.len()..before).for_each(|_| notes.add(NoteKind::PreliminaryBesideFinal));
    }
    let best = same.iter().map(|c| c.value).max_by_key(|v| rank(*v))?;
    let contradicts = |c: &Candidate<K>| rank(c.value) == 3 && c.value != best;
    if same.iter().any(contradicts) {
        report(&same, column, problems);
        return None;
    }
    let at = same.iter().position(|c| c.value == best)?;
    let one = same.swap_remove(at);
    same.iter()
        .for_each(|c| notes.add(why_dropped(c.value, best)));
    Some(one)
}

fn rank(value: FigureValue) -> u8 {
    match value {
        FigureValue::Missing => 0,
        FigureValue::Dash => 1,
        FigureValue::Given(0) => 2,
        FigureValue::Given(_) => 3,
    }
}

fn why_dropped(dropped: FigureValue, kept: FigureValue) -> NoteKind {
    if dropped.number() == kept.number() {
        NoteKind::SameRowAgain
    } else if dropped == FigureValue::Missing {
        NoteKind::MissingBesideFigure
    } else {
        NoteKind::ZeroBesideNumber
    }
}

fn report<K>(same: &[Candidate<K>], column: &str, problems: &mut Problems) {
    let numbers = || same.iter().filter(|c| rank(c.value) == 3);
    let rows: Vec<Row> = numbers().map(|c| c.row).collect();
    for candidate in numbers() {
        let value = candidate.value.number().unwrap_or_default().to_string();
        let problem = Problem::Contradiction { rows: rows.clone() };
        problems.push(RowProblem::in_column(
            candidate.row,
            column,
            &value,
            problem,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FigureValue::{Dash, Given, Missing};

    fn check(rows: &[(FigureValue, bool)], expected: Result<(FigureValue, &[NoteKind]), &[u64]>) {
        let candidates = (1..)
            .zip(rows)
            .map(|(line, (value, preliminary))| Candidate {
                key: (),
                row: Row::Line(line),
                value: *value,
                preliminary: *preliminary,
            })
            .collect();
        let (mut problems, mut notes) = (Problems::default(), Notes::default());
        let kept = merged(candidates, "Antal", &mut problems, &mut notes);
        let found_notes: Vec<_> = notes
            .into_vec()
            .into_iter()
            .flat_map(|n| std::iter::repeat_n(n.kind, usize::try_from(n.count).unwrap()))
            .collect();
        match (problems.none_or_all(), expected) {
            (Ok(()), Ok((value, notes))) => {
                assert_eq!((kept.len(), kept[0].value), (1, value), "{rows:?}");
                assert_eq!(found_notes, notes, "{rows:?}");
            }
            (Err(found), Err(lines)) => {
                let found: Vec<_> = found.iter().map(|p| p.row).collect();
                let lines: Vec<_> = lines.iter().map(|l| Row::Line(*l)).collect();
                assert_eq!(found, lines, "{rows:?}");
            }
            (found, _) => panic!("{rows:?}: {found:?}"),
        }
    }

    #[test]
    fn the_figure_that_says_something_holds() {
        use NoteKind::{
            MissingBesideFigure, PreliminaryBesideFinal, SameRowAgain, ZeroBesideNumber,
        };
        check(&[(Given(92), false)], Ok((Given(92), &[])));
        check(
            &[(Given(92), false), (Given(0), false)],
            Ok((Given(92), &[ZeroBesideNumber])),
        );
        check(
            &[(Given(0), false), (Given(92), false)],
            Ok((Given(92), &[ZeroBesideNumber])),
        );
        check(
            &[(Dash, false), (Given(92), false)],
            Ok((Given(92), &[ZeroBesideNumber])),
        );
        check(
            &[(Given(0), false), (Given(0), false)],
            Ok((Given(0), &[SameRowAgain])),
        );
        check(
            &[(Missing, false), (Missing, false)],
            Ok((Missing, &[SameRowAgain])),
        );
        check(
            &[(Given(7), false), (Given(7), false)],
            Ok((Given(7), &[SameRowAgain])),
        );
        check(
            &[(Missing, false), (Given(7), false)],
            Ok((Given(7), &[MissingBesideFigure])),
        );
        check(
            &[(Missing, false), (Dash, false)],
            Ok((Dash, &[MissingBesideFigure])),
        );
        check(
            &[(Given(9), true), (Given(7), false)],
            Ok((Given(7), &[PreliminaryBesideFinal])),
        );
        check(
            &[(Given(7), false), (Given(0), false), (Given(7), false)],
            Ok((Given(7), &[SameRowAgain, ZeroBesideNumber])),
        );
    }

    #[test]
    fn two_different_numbers_are_both_reported() {
        check(&[(Given(7), false), (Given(8), false)], Err(&[1, 2]));
        check(
            &[(Given(7), true), (Given(0), true), (Given(8), true)],
            Err(&[1, 3]),
        );
    }
}
