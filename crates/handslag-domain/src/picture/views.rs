//! What the police's figures, the partners' reports and the voices of staff and
//! residents each put first, side by side, and where they disagree.
//!
//! The sources count different things, so their numbers are never compared:
//! only what share of all that a source tells a problem takes, and its rank.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::place::Place;
use crate::problem::Voice;

use super::PictureDocument;
use nested::Nested;

mod nested;
mod words;

pub(in crate::picture) use words::in_groups;

/// Who tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// The police's own figures.
    Police,
    /// The reports of the other partners.
    Partners,
    /// The voices of those who work at the parties.
    Staff,
    /// The voices of residents.
    Residents,
    /// The voices of those who run a business or own property.
    Business,
}

impl View {
    /// Every view, in the order that they stand side by side.
    pub const ALL: [Self; 5] = [
        Self::Police,
        Self::Partners,
        Self::Staff,
        Self::Residents,
        Self::Business,
    ];
}

/// How often one source tells of a problem in an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The problem, in the word that the sources share.
    pub theme: String,
    /// Where.
    pub area: String,
    /// Who tells.
    pub view: View,
    /// How often.
    pub n: u32,
}

/// Fewer than this many tell too little of one problem to be held against anyone.
pub const FEWEST_OF_ONE: u32 = 5;
/// A source that tells fewer than this in all is shown, and judges nothing.
pub const FEWEST_IN_ALL: u32 = 20;
/// Where three would be expected, seeing none is a chance of one in twenty (e⁻³).
const EXPECTED_WHERE_NONE: f64 = 3.0;
/// So many standard errors apart happens by chance once in 370 comparisons,
/// so that a table of a hundred rows does not cry wolf.
const ERRORS_APART: f64 = 3.0;
/// A share that is not twice another is not worth a meeting.
const TIMES_APART: f64 = 2.0;
/// A kind in a register that nobody has spoken of is a finding when it takes a
/// tenth of all that the register tells: sources sort into some ten to twenty
/// kinds each, so that less is how they sort, and not what they see.
pub const LARGE_SHARE: f64 = 0.1;

/// The views side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SideBySide {
    /// What each source tells in all; those that tell nothing are not here.
    pub totals: BTreeMap<View, u32>,
    /// The sources that tell too little to judge by.
    pub thin: BTreeSet<View>,
    /// Each problem and area: disagreements first, of those what somebody spoke
    /// of, and the furthest apart; then what most put high.
    pub rows: Vec<ViewRow>,
}

impl SideBySide {
    /// The same, where only these themes are spoken of, by a voice or a problem.
    /// Other kinds stand in a register: small ones disagree with nobody.
    #[must_use]
    pub fn where_spoken_of<'a>(mut self, themes: impl Iterator<Item = &'a str>) -> Self {
        let themes: BTreeSet<String> = themes.map(small_letters).collect();
        for row in &mut self.rows {
            row.spoken = themes.contains(&small_letters(&row.theme));
            let shares = row
                .seen
                .iter()
                .filter(|(view, _)| !self.thin.contains(view));
            let large = shares
                .into_iter()
                .any(|(_, seen)| share(*seen) >= LARGE_SHARE);
            if !row.spoken && !large {
                row.agreement = Agreement::NotSpokenOf;
            }
        }
        in_order(&mut self.rows);
        self
    }

    /// The rows that are more than a small kind of a register.
    pub fn told(&self) -> impl Iterator<Item = &ViewRow> {
        let rows = self.rows.iter();
        rows.filter(|row| row.agreement != Agreement::NotSpokenOf)
    }

    /// The findings, most important first.
    pub fn findings(&self) -> impl Iterator<Item = &ViewRow> {
        self.rows
            .iter()
            .filter(|row| row.agreement.is_disagreement())
    }

    /// The small kinds of registers that nobody spoke of.
    pub fn not_spoken_of(&self) -> impl Iterator<Item = &ViewRow> {
        let rows = self.rows.iter();
        rows.filter(|row| row.agreement == Agreement::NotSpokenOf)
    }
}

/// One problem in one area, as each source sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ViewRow {
    /// The problem.
    pub theme: String,
    /// Where.
    pub area: String,
    /// What each source that tells anything at all says of it, there or at a
    /// place within.
    pub seen: BTreeMap<View, Seen>,
    /// The sources that tell of it at a larger place that this one lies in, and
    /// do not say where in it: here they are not silent, and cannot be compared.
    pub around: BTreeSet<View>,
    /// Whether they agree.
    pub agreement: Agreement,
    /// Whether a voice or a problem names it; else it is only a kind of a register.
    pub spoken: bool,
    /// How far apart the sources that can be compared put it: the largest share
    /// of all that one tells, less the smallest.
    pub apart: f64,
    /// What sources that tell too little to be compared say of it.
    pub also: BTreeSet<View>,
}

/// One source's view of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How often.
    pub n: u32,
    /// Of how many that it tells in all.
    pub total: u32,
    /// Its rank in this source, 1 first; those of one number share the first of their ranks.
    pub rank: u32,
    /// Of how many rows.
    pub rows: u32,
    /// How many others share the rank.
    pub tied_with: u32,
}

/// Whether the sources agree about a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Agreement {
    /// Some tell of it and others, who tell of much else, not at all.
    Only {
        /// Who tells of it.
        by: BTreeSet<View>,
        /// Who does not.
        silent: BTreeSet<View>,
    },
    /// One puts it clearly higher than another.
    Higher {
        /// Who puts it higher.
        by: View,
        /// Than whom.
        than: View,
    },
    /// No difference that chance would not make.
    Alike,
    /// Too few tell of it.
    TooFew,
    /// Others tell of it at a larger place that this one lies in.
    Around,
    /// Only one source tells enough of anything.
    OneView,
    /// A small kind of a register that nobody spoke of.
    NotSpokenOf,
}

impl Agreement {
    /// Whether it is a finding to talk about.
    pub fn is_disagreement(&self) -> bool {
        matches!(self, Self::Only { .. } | Self::Higher { .. })
    }
}

/// Sets the sources side by side. Neither the order of what is told nor the
/// names of themes and areas change what is found; the same row told twice is added up.
pub fn side_by_side(told: &[Told]) -> SideBySide {
    side_by_side_at(told, &[])
}

/// Sets the sources side by side where areas may lie in each other, by name:
/// what is told of a place within is told of the place, so that a school is not
/// said to be unseen because the reports name its yard.
pub fn side_by_side_at(told: &[Told], places: &[Place]) -> SideBySide {
    let mut rows = added_up(told);
    let mut totals: BTreeMap<View, u32> = BTreeMap::new();
    for (view, n) in rows.values().flat_map(|row| &row.counts) {
        let total = totals.entry(*view).or_default();
        *total = total.saturating_add(*n);
    }
    totals.retain(|_, total| *total > 0);
    // After the totals: what lies within is counted in its own row too.
    Nested::of(places).count_within(&mut rows);
    let thin: BTreeSet<View> = totals
        .iter()
        .filter(|(_, total)| **total < FEWEST_IN_ALL)
        .map(|(view, _)| *view)
        .collect();
    let ranks = ranks(&rows, &totals);
    let mut found: Vec<ViewRow> = rows
        .into_values()
        .enumerate()
        .map(|(at, row)| {
            let seen: BTreeMap<View, Seen> =
                ranks.iter().map(|(view, seen)| (*view, seen[at])).collect();
            let judging = judging(&seen, &thin, &row.around);
            ViewRow {
                agreement: agreement(&seen, &thin, &row.around),
                theme: row.theme,
                area: row.area,
                apart: apart(&judging),
                also: with(&seen, |s| s.n > 0)
                    .intersection(&thin)
                    .copied()
                    .collect(),
                seen,
                around: row.around,
                spoken: true,
            }
        })
        .collect();
    in_order(&mut found);
    SideBySide {
        totals,
        thin,
        rows: found,
    }
}

/// Findings first: what somebody spoke of before what a register sorts by, and
/// the furthest apart before the rest. Then what most put high.
fn in_order(rows: &mut [ViewRow]) {
    let key = |row: &ViewRow| (!row.agreement.is_disagreement(), !row.spoken);
    rows.sort_by(|a, b| {
        let apart = match a.agreement.is_disagreement() {
            true => b.apart.total_cmp(&a.apart),
            false => best_rank(a).cmp(&best_rank(b)),
        };
        key(a)
            .cmp(&key(b))
            .then(apart)
            .then_with(|| (&a.theme, &a.area).cmp(&(&b.theme, &b.area)))
    });
}

fn small_letters(theme: &str) -> String {
    theme.trim().to_lowercase()
}

/// The sources that can be compared about a row.
fn judging(
    seen: &BTreeMap<View, Seen>,
    thin: &BTreeSet<View>,
    around: &BTreeSet<View>,
) -> BTreeMap<View, Seen> {
    let can = |view: &View| !thin.contains(view) && !around.contains(view);
    let all = seen.iter().filter(|(view, _)| can(view));
    all.map(|(view, seen)| (*view, *seen)).collect()
}

fn apart(judging: &BTreeMap<View, Seen>) -> f64 {
    let shares = || judging.values().map(|seen| share(*seen));
    let least = shares().fold(1.0, f64::min);
    (shares().fold(0.0, f64::max) - least).max(0.0)
}

fn best_rank(row: &ViewRow) -> u32 {
    row.seen.values().map(|s| s.rank).min().unwrap_or(u32::MAX)
}

/// A row before it is ranked.
struct Counts {
    theme: String,
    area: String,
    counts: BTreeMap<View, u32>,
    /// Who tells of it at a larger place around.
    around: BTreeSet<View>,
}

/// A theme and an area, whatever their case and outer spaces.
type Key = (String, String);

/// One row for each theme and area, whatever their case and outer spaces.
fn added_up(told: &[Told]) -> BTreeMap<Key, Counts> {
    let mut rows: BTreeMap<Key, Counts> = BTreeMap::new();
    for one in told {
        let (theme, area) = (one.theme.trim(), one.area.trim());
        let row = rows
            .entry((small_letters(theme), small_letters(area)))
            .or_insert_with(|| Counts {
                theme: theme.to_owned(),
                area: area.to_owned(),
                counts: BTreeMap::new(),
                around: BTreeSet::new(),
            });
        // Of two spellings the first by letter is shown, whoever came first.
        if theme < row.theme.as_str() {
            theme.clone_into(&mut row.theme);
        }
        if area < row.area.as_str() {
            area.clone_into(&mut row.area);
        }
        let n = row.counts.entry(one.view).or_default();
        *n = n.saturating_add(one.n);
    }
    rows
}

/// Each source's view of every row, in the order of the rows.
fn ranks(rows: &BTreeMap<Key, Counts>, totals: &BTreeMap<View, u32>) -> BTreeMap<View, Vec<Seen>> {
    let of = |view: View, total: u32| {
        let counts: Vec<u32> = rows
            .values()
            .map(|row| row.counts.get(&view).copied().unwrap_or(0))
            .collect();
        let seen = |n: &u32| Seen {
            n: *n,
            total,
            rank: 1 + counted(counts.iter().filter(|other| *other > n)),
            rows: counted(counts.iter()),
            tied_with: counted(counts.iter().filter(|other| *other == n)) - 1,
        };
        counts.iter().map(seen).collect()
    };
    totals
        .iter()
        .map(|(view, total)| (*view, of(*view, *total)))
        .collect()
}

fn counted<T>(all: impl Iterator<Item = T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}

fn agreement(
    seen: &BTreeMap<View, Seen>,
    thin: &BTreeSet<View>,
    around: &BTreeSet<View>,
) -> Agreement {
    if judging(seen, thin, &BTreeSet::new()).len() < 2 {
        return Agreement::OneView;
    }
    let judging = judging(seen, thin, around);
    if judging.len() < 2 {
        return Agreement::Around;
    }
    let telling: BTreeSet<View> = with(&judging, |s| s.n >= FEWEST_OF_ONE);
    if telling.is_empty() {
        return Agreement::TooFew;
    }
    let share = pooled_share(&judging, &telling);
    let silent = with(&judging, |s| {
        s.n == 0 && f64::from(s.total) * share >= EXPECTED_WHERE_NONE
    });
    if !silent.is_empty() && telling.len() + silent.len() == judging.len() {
        return Agreement::Only {
            by: telling,
            silent,
        };
    }
    furthest_apart(&judging, &telling)
}

fn with(seen: &BTreeMap<View, Seen>, holds: impl Fn(&Seen) -> bool) -> BTreeSet<View> {
    let held = seen.iter().filter(|(_, seen)| holds(seen));
    held.map(|(view, _)| *view).collect()
}

/// The share of all that these sources tell which the row takes.
fn pooled_share(seen: &BTreeMap<View, Seen>, of: &BTreeSet<View>) -> f64 {
    let own = || of.iter().filter_map(|view| seen.get(view));
    let n: f64 = own().map(|s| f64::from(s.n)).sum();
    let total: f64 = own().map(|s| f64::from(s.total)).sum();
    n / total
}

/// The two that differ most beyond chance, if any do.
fn furthest_apart(judging: &BTreeMap<View, Seen>, telling: &BTreeSet<View>) -> Agreement {
    let mut furthest: Option<(f64, Agreement)> = None;
    let mut compared = false;
    for by in telling {
        for (than, less) in judging.iter().filter(|(than, _)| *than != by) {
            let more = judging[by];
            // A number too small to judge is silent on both sides.
            compared |=
                less.n >= FEWEST_OF_ONE || expected(*less, more) >= f64::from(FEWEST_OF_ONE);
            let apart = errors_apart(more, *less);
            let higher = more.rank < less.rank && share(more) >= TIMES_APART * share(*less);
            let most = furthest.as_ref().map_or(ERRORS_APART, |(most, _)| *most);
            if higher && apart >= ERRORS_APART && (furthest.is_none() || apart > most) {
                let found = Agreement::Higher {
                    by: *by,
                    than: *than,
                };
                furthest = Some((apart, found));
            }
        }
    }
    match (furthest, compared) {
        (Some((_, found)), _) => found,
        (None, true) => Agreement::Alike,
        (None, false) => Agreement::TooFew,
    }
}

fn share(seen: Seen) -> f64 {
    f64::from(seen.n) / f64::from(seen.total)
}

/// How many `less` would tell of it if it took the same share as in `more`.
fn expected(less: Seen, more: Seen) -> f64 {
    f64::from(less.total) * share(more)
}

/// How many standard errors the shares are apart, were they the same.
fn errors_apart(more: Seen, less: Seen) -> f64 {
    let (n, m) = (f64::from(more.total), f64::from(less.total));
    let pooled = (f64::from(more.n) + f64::from(less.n)) / (n + m);
    let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    match error > 0.0 {
        true => (share(more) - share(less)) / error,
        false => 0.0,
    }
}

/// What the voices of a picture tell, by theme and place. One without a number
/// is one; one without a theme is in no row.
pub fn told_by_voices(picture: &PictureDocument) -> Vec<Told> {
    let told = |voice: &Voice| {
        let n = voice.n.and_then(Amount::to_i64).unwrap_or(1);
        Some(Told {
            theme: voice.theme.clone()?,
            area: match &voice.place {
                Some(place) => picture.place_name(place).to_owned(),
                None => String::new(),
            },
            view: view_of(voice),
            n: u32::try_from(n).unwrap_or(0),
        })
    };
    picture.voices.iter().filter_map(told).collect()
}

/// Those who own property or run a business are neither the parties' reports
/// nor residents: added to either, the few that they are would not be heard.
fn view_of(voice: &Voice) -> View {
    let asked = voice.asked.as_deref().unwrap_or_default().to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| asked.contains(word));
    match voice.is_of_staff() {
        true => View::Staff,
        false if is(&["owner", "business", "fastighet", "näring", "företag"]) => View::Business,
        false if is(&["partner"]) => View::Partners,
        false => View::Residents,
    }
}
