//! What is shown beside the sentences: numbers, warnings, and how we know.

use handslag_domain::effect::{Asks, HowWeKnow, NamedEstimate, Table, Warning, WarningKind};
use handslag_locale::arg;
use handslag_stats::Estimate;

use super::super::answer::{code, decimals, in_percent};
use super::super::others::{Others, held};
use super::super::warnings::{Raised, warnings};
use super::super::words::{change_in_words, months_in_words, whole_percent};
use super::teller::Teller;

/// Where the drift funnel comes from.
const FUNNEL: [&str; 3] = [
    "Spiegelhalter (2005), doi:10.1002/sim.1970",
    "Lei et al. (2018), doi:10.1080/01621459.2017.1307116",
    "Paule & Mandel (1982), doi:10.6028/jres.087.022",
];

impl Teller<'_> {
    pub(super) fn estimates(&self) -> Vec<NamedEstimate> {
        let texts = self.texts;
        let funnel = texts.effect_method_funnel();
        let poisson = texts.effect_method_poisson();
        let percent = texts.estimate_of_percent();
        let asks_others = self.measured.asks == Asks::ChangeAgainstOthers;
        let decides = self.measured.decides().map(|others| others.is_country);
        let beside = [&self.measured.country, &self.measured.comparable]
            .into_iter()
            .flatten()
            // What is withheld has no number.
            .filter(|others| others.withheld.is_none())
            .map(|others| NamedEstimate {
                name: match others.is_country {
                    true => texts.estimate_against_country(),
                    false => texts.estimate_against_comparable(),
                },
                estimate: in_percent(&others.against, &percent, &funnel),
                p: Some(decimals(others.p, 4)),
                p_adjusted: match decides == Some(others.is_country) && asks_others {
                    true => self.p_adjusted.map(|p| decimals(p, 4)),
                    false => None,
                },
            });
        let plain = |name: String, change: &Estimate| NamedEstimate {
            name,
            estimate: in_percent(change, &percent, &poisson),
            p: None,
            p_adjusted: None,
        };
        let area = self.question.area_name();
        let own = plain(texts.estimate_own_change(&area), &self.measured.change);
        let held_to_drift = self.measured.deciding().map(|ratio| NamedEstimate {
            name: texts.estimate_own_change_drift(&area),
            estimate: in_percent(ratio, &percent, &texts.effect_method_own_drift()),
            p: self.measured.p().map(|p| decimals(p, 4)),
            p_adjusted: self.p_adjusted.map(|p| decimals(p, 4)),
        });
        let also = self.measured.from_others.iter().map(|(span, change)| {
            let months = months_in_words(self.question.language, *span);
            plain(texts.estimate_other_baseline(&months), change)
        });
        match self.measured.asks {
            Asks::ChangeAgainstOthers => beside.chain([own]).chain(also).collect(),
            _ => {
                let own = held_to_drift.into_iter().chain([own]);
                own.chain(also).chain(beside).collect()
            }
        }
    }

    pub(super) fn warnings(&self, country: Option<&Others>) -> Vec<Warning> {
        let mut all = warnings(&Raised {
            question: self.question,
            spans: self.measured.spans,
            own: self.measured.own,
            country: country.map(|others| others.change),
        });
        let asks_others = self.measured.asks == Asks::ChangeAgainstOthers;
        if self.measured.decides().is_some_and(|others| others.uneven) {
            all.push(Warning {
                kind: WarningKind::UnevenDrift,
                text: self.texts.warning_uneven(),
            });
        }
        let chosen = self.question.comparison.compared_with.as_ref();
        let chosen = chosen.map_or(0, |with| with.municipalities.len());
        if asks_others && chosen > 0 && self.measured.comparable.is_none() {
            let (before, after) = self.measured.spans;
            let n = held(self.question, before, after);
            all.push(Warning {
                kind: WarningKind::NoComparators,
                text: self.texts.warning_no_comparators(n),
            });
        }
        all
    }

    pub(super) fn how(&self) -> HowWeKnow {
        let texts = self.texts;
        let mut method = vec![texts.how_method_change()];
        let mut assumptions = Vec::new();
        let mut references =
            vec!["Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404".to_owned()];
        match (&self.measured.asks, self.measured.decides()) {
            (Asks::ChangeAgainstOthers, Some(decides)) => {
                method.push(texts.how_method_funnel());
                let drift = (decides.drift.exp() - 1.0) * 100.0;
                method.push(texts.how_drift(&whole_percent(self.question.language, drift)));
                method.extend(decides.withheld.is_none().then(|| self.rank(decides)));
                assumptions.push(texts.how_assumes_like());
                assumptions.push(texts.how_assumes_reporting());
                assumptions.push(texts.how_assumes_others_promise());
            }
            (_, Some(decides)) => {
                method.push(texts.how_method_own_drift());
                let drift = (decides.drift.exp() - 1.0) * 100.0;
                method.push(texts.how_drift(&whole_percent(self.question.language, drift)));
                assumptions.push(texts.how_assumes_common());
            }
            _ => {}
        }
        if self.measured.asks == Asks::Level {
            method.push(texts.how_method_level());
        }
        if self.measured.decides().is_some() {
            references.extend(FUNNEL.map(str::to_owned));
        }
        assumptions.push(texts.how_assumes_independent());
        HowWeKnow {
            data: self.data(),
            method,
            assumptions,
            references,
            table: self.table(),
            code: code(),
        }
    }

    fn rank(&self, decides: &Others) -> String {
        self.texts.how_rank(arg::HowRank {
            n: decides.rank.1.into(),
            n_rank: decides.rank.0.into(),
        })
    }

    fn data(&self) -> Vec<String> {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let mut data = vec![self.texts.how_data_figures(arg::HowDataFigures {
            source: &self.texts.source_bra(),
            indicator: &self.question.indicator_name(),
            area: &self.question.area_name(),
            before: &months_in_words(language, before),
            after: &months_in_words(language, after),
        })];
        if let Some(country) = &self.measured.country {
            data.push(self.texts.how_data_others(country.n));
        }
        if let (Some(_), Some(chosen)) = (
            &self.measured.comparable,
            &self.question.comparison.compared_with,
        ) {
            data.push(self.texts.how_data_comparable(arg::HowDataComparable {
                rule: &chosen.chosen_by,
                names: &language.list(&chosen.municipalities),
            }));
        }
        data
    }

    fn table(&self) -> Table {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let row = |name: String, before: u64, after: u64, ratio: f64| {
            let whole = |n: u64| language.whole(usize::try_from(n).unwrap_or(usize::MAX));
            let change = match ratio.is_finite() {
                true => change_in_words(language, (ratio - 1.0) * 100.0),
                false => "–".to_owned(),
            };
            vec![name, whole(before), whole(after), change]
        };
        let (own_before, own_after) = self.measured.own;
        let mut rows = vec![row(
            self.question.area_name(),
            own_before.n,
            own_after.n,
            self.measured.change.value,
        )];
        for others in [&self.measured.country, &self.measured.comparable]
            .into_iter()
            .flatten()
        {
            let name = match others.is_country {
                true => self.texts.how_row_country(),
                false => self.texts.how_row_comparable(),
            };
            rows.push(row(name, others.before, others.after, others.change));
        }
        Table {
            caption: self.texts.how_table_caption(),
            columns: vec![
                self.texts.how_column_where(),
                self.texts
                    .how_column_before(&months_in_words(language, before)),
                self.texts
                    .how_column_after(&months_in_words(language, after)),
                self.texts.how_column_change(),
            ],
            rows,
        }
    }
}
