//! What was measured of counts, in plain sentences.

use handslag_domain::effect::{Asks, Finding, SmallestSeen, Wanted};
use handslag_domain::series::Area;
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::{Texts, arg};
use handslag_stats::Estimate;
use handslag_stats::effect::FEWEST_BEFORE;

use super::super::answer::{Answer, paragraphs};
use super::super::drawn;
use super::super::holm::ALPHA;
use super::super::measured::Measured;
use super::super::others::{FEWEST_UNITS, Others, Units, Withheld};
use super::super::power::Foreseen;
use super::super::question::Question;
use super::super::second_opinion::second_opinion;
use super::super::warnings::count;
use super::super::words::{
    change_in_words, months_in_words, percent_rounded_up, wanted, whole_percent,
};

/// Says what was measured.
pub struct Teller<'a> {
    pub question: &'a Question<'a>,
    pub measured: &'a Measured,
    pub p_adjusted: Option<f64>,
    pub texts: Texts,
}

impl Teller<'_> {
    /// The whole answer.
    pub fn answer(&self) -> Answer {
        let finding = self.finding();
        let country = self.measured.country.as_ref();
        let second = match self.measured.asks {
            Asks::ChangeAgainstOthers => second_opinion(self.question),
            _ => None,
        };
        let mut answer = Answer {
            finding,
            plain: self.plain(finding),
            grade: self.grade(),
            estimates: self.estimates(),
            smallest: self.smallest(),
            warnings: self.warnings(country),
            how: self.how(),
            drawings: drawn::drawings(self.question, self.measured),
        };
        if let Some(second) = second {
            answer.plain.extend(second.plain);
            answer.warnings.extend(second.warning);
            answer.drawings.extend(second.drawing);
        }
        answer
    }

    fn smallest(&self) -> Option<SmallestSeen> {
        let foreseen = || Foreseen::of(self.question).map(|foreseen| foreseen.smallest());
        self.question.locked_smallest().or_else(foreseen)
    }

    fn finding(&self) -> Finding {
        let Some(ratio) = self.measured.deciding() else {
            return match (
                self.measured.asks == Asks::ChangeAgainstOthers,
                self.decides(),
            ) {
                (true, None) => Finding::NotExamined,
                _ => Finding::CannotBeTold,
            };
        };
        if self.is_by_season() {
            return Finding::CannotBeTold;
        }
        if let Some(margin) = self.margin()
            && 1.0 - margin < ratio.lower
            && ratio.upper < 1.0 + margin
        {
            return Finding::Equal;
        }
        match ratio {
            _ if self.is_one_of_many() => Finding::CannotBeTold,
            ratio if ratio.upper < 1.0 => Finding::Decrease,
            ratio if ratio.lower > 1.0 => Finding::Increase,
            _ => Finding::CannotBeTold,
        }
    }

    fn decides(&self) -> Option<&Others> {
        self.measured.decides()
    }

    /// Whether the season alone may have made the difference: others share the
    /// season, a municipality by itself does not.
    fn is_by_season(&self) -> bool {
        self.measured.asks != Asks::ChangeAgainstOthers && self.measured.is_of_other_season()
    }

    /// Whether the difference would count alone, but not among all that are
    /// looked for at once.
    fn is_one_of_many(&self) -> bool {
        let alone = self
            .measured
            .deciding()
            .is_some_and(|ratio| ratio.upper < 1.0 || 1.0 < ratio.lower);
        alone && self.p_adjusted.is_some_and(|p| p > ALPHA)
    }

    /// The margin as a share: 0.1 for 10 %.
    fn margin(&self) -> Option<f64> {
        let percent = self.question.comparison.margin_percent?;
        Some(percent.to_f64() / 100.0)
    }

    fn grade(&self) -> EvidenceGrade {
        match self.measured.asks {
            Asks::ChangeAgainstOthers if self.decides().is_some() => EvidenceGrade::WithComparison,
            _ => EvidenceGrade::BeforeAfter,
        }
    }

    /// What happened, what it can be judged to be, and what to make of that.
    fn plain(&self, finding: Finding) -> Vec<String> {
        let mut happened = vec![self.own_change()];
        if self.measured.spans.0.len() != self.measured.spans.1.len() {
            happened.push(self.texts.effect_per_month());
        }
        let mut judged = Vec::new();
        match self.measured.asks {
            Asks::ChangeAgainstOthers => self.beside_others(finding, &mut happened, &mut judged),
            _ => self.by_itself(finding, &mut happened, &mut judged),
        }
        paragraphs([happened, judged, self.meaning(finding)])
    }

    fn meaning(&self, finding: Finding) -> Vec<String> {
        let mut all = Vec::new();
        if self.question.wanted() == Some(Wanted::Effort) {
            all.push(self.texts.effect_effort());
        }
        if !self.went_with_the_others(finding) {
            all.extend(wanted(self.texts, self.question.wanted(), finding));
        }
        if matches!(finding, Finding::Decrease | Finding::Increase) {
            all.push(self.texts.effect_no_cause());
        }
        all
    }

    fn own_change(&self) -> String {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let (own_before, own_after) = self.measured.own;
        let what = match self.question.indicator() {
            crate::figures::ALL_OFFENCES => self.texts.effect_what_all(),
            _ => self.texts.effect_what(&self.question.indicator_name()),
        };
        let area = self.question.area_name();
        let (before, after) = (
            months_in_words(language, before),
            months_in_words(language, after),
        );
        let (n_before, n_after) = (count(own_before.n), count(own_after.n));
        if own_before.n == 0 {
            return self.texts.effect_from_zero(arg::EffectFromZero {
                what: &what,
                area: &area,
                before: &before,
                after: &after,
                n_after,
            });
        }
        let change = (self.measured.change.value - 1.0) * 100.0;
        let percent = whole_percent(language, change.abs());
        if change > 0.0 {
            self.texts.effect_higher(arg::EffectHigher {
                what: &what,
                area: &area,
                percent: &percent,
                before: &before,
                after: &after,
                n_before,
                n_after,
            })
        } else if change < 0.0 {
            self.texts.effect_lower(arg::EffectLower {
                what: &what,
                area: &area,
                percent: &percent,
                before: &before,
                after: &after,
                n_before,
                n_after,
            })
        } else {
            self.texts.effect_same(arg::EffectSame {
                what: &what,
                area: &area,
                before: &before,
                after: &after,
                n_before,
                n_after,
            })
        }
    }

    fn beside_others(
        &self,
        finding: Finding,
        happened: &mut Vec<String>,
        judged: &mut Vec<String>,
    ) {
        let Some(decides) = self.decides() else {
            judged.push(self.no_others());
            return;
        };
        for others in [&self.measured.country, &self.measured.comparable] {
            happened.extend(others.as_ref().map(|others| self.others_change(others)));
        }
        self.verdict(finding, decides, judged);
    }

    /// Before and after alone: what the country did stands beside, and chance
    /// alone gives no verdict.
    fn by_itself(&self, finding: Finding, happened: &mut Vec<String>, judged: &mut Vec<String>) {
        let Some(decides) = self.decides() else {
            judged.extend([
                self.chance(),
                self.no_others(),
                self.texts.effect_cannot_be_told(),
            ]);
            return;
        };
        happened.push(self.others_change(decides));
        match self.measured.asks {
            Asks::Level if finding != Finding::CannotBeTold => {
                judged.push(self.level(finding));
                judged.extend(
                    self.measured
                        .deciding()
                        .map(|own| self.ruled_out(own, finding)),
                );
            }
            _ => self.verdict(finding, decides, judged),
        }
        if self.went_with_the_others(finding) {
            judged.push(self.texts.effect_as_elsewhere());
        }
    }

    /// The verdict, and what it rules out.
    fn verdict(&self, finding: Finding, decides: &Others, judged: &mut Vec<String>) {
        let usual = self.usual();
        judged.push(match finding {
            Finding::Decrease => self.texts.effect_beyond_decrease(&usual),
            Finding::Increase => self.texts.effect_beyond_increase(&usual),
            Finding::Equal => self.texts.effect_equal(&self.margin_words()),
            Finding::CannotBeTold | Finding::NotExamined => {
                judged.extend(self.cannot_be_told(decides));
                return;
            }
        });
        judged.extend(
            self.measured
                .deciding()
                .map(|ratio| self.ruled_out(ratio, finding)),
        );
    }

    /// Why it cannot be told, the plainest reason first.
    fn cannot_be_told(&self, decides: &Others) -> Vec<String> {
        let told = || match self.measured.asks {
            Asks::Level => vec![self.level(Finding::CannotBeTold)],
            _ => {
                let ratio = self.measured.deciding();
                let ruled_out = ratio.map(|ratio| self.ruled_out(ratio, Finding::CannotBeTold));
                let told = self.texts.effect_cannot_be_told();
                std::iter::once(told).chain(ruled_out).collect()
            }
        };
        match decides.withheld {
            Some(why) => vec![self.withheld(why)],
            None if self.is_by_season() => vec![self.texts.effect_by_season()],
            None if self.is_one_of_many() => vec![self.texts.effect_one_of_many()],
            None => {
                let usual = self.texts.effect_not_beyond(&self.usual());
                std::iter::once(usual).chain(told()).collect()
            }
        }
    }

    fn usual(&self) -> String {
        match self.measured.spans.1.len() {
            0..12 => self.texts.effect_usual_for_a_short_time(),
            12 => self.texts.effect_usual_for_a_year(),
            _ => self.texts.effect_usual_for_the_time(),
        }
    }

    /// Whether the number changed by itself, yet no more than others usually
    /// differ: then it says nothing of what was wanted here.
    fn went_with_the_others(&self, finding: Finding) -> bool {
        let by_itself = self.measured.asks != Asks::ChangeAgainstOthers;
        let against = self.decides().filter(|others| others.withheld.is_none());
        by_itself
            && against.is_some_and(|others| match finding {
                Finding::Decrease => others.against.upper >= 1.0,
                Finding::Increase => others.against.lower <= 1.0,
                _ => false,
            })
    }

    /// That there are no others to show how much the number usually changes.
    fn no_others(&self) -> String {
        if self.question.area() == Some(Area::Country) {
            return self.texts.effect_country_alone();
        }
        let (before, after) = self.measured.spans;
        self.texts.effect_no_panel(arg::EffectNoPanel {
            n: FEWEST_UNITS.into(),
            n_held: Units::of(&self.question.panel, (before, after))
                .areas
                .len()
                .into(),
        })
    }

    fn withheld(&self, why: Withheld) -> String {
        match why {
            Withheld::Uneven => self.texts.effect_withheld(),
            Withheld::TooFew => self.texts.effect_too_few(arg::EffectTooFew {
                n: count(self.measured.own.0.n),
                n_needed: (FEWEST_BEFORE as usize).into(),
            }),
        }
    }

    fn others_change(&self, others: &Others) -> String {
        let change = (others.change - 1.0) * 100.0;
        let who = match others.is_country {
            true => self.texts.effect_the_country(),
            false => self.texts.effect_the_comparable(others.n),
        };
        let percent = whole_percent(self.question.language, change.abs());
        if change > 0.0 {
            self.texts.effect_others_higher(arg::EffectOthersHigher {
                others: &who,
                percent: &percent,
            })
        } else if change < 0.0 {
            self.texts.effect_others_lower(arg::EffectOthersLower {
                others: &who,
                percent: &percent,
            })
        } else {
            self.texts.effect_others_same(&who)
        }
    }

    /// What is ruled out, in the direction that matters most; both when nothing
    /// could be told.
    fn ruled_out(&self, ratio: &Estimate, finding: Finding) -> String {
        let language = self.question.language;
        let t = self.texts;
        let decrease = percent_rounded_up(language, (1.0 - ratio.lower) * 100.0);
        let increase = percent_rounded_up(language, (ratio.upper - 1.0) * 100.0);
        match finding {
            Finding::Decrease => t.effect_rules_out_decrease(&decrease),
            Finding::Increase => t.effect_rules_out_increase(&increase),
            _ if ratio.lower >= 1.0 => t.effect_rules_out_any_decrease(),
            _ if ratio.upper <= 1.0 => t.effect_rules_out_any_increase(),
            _ => t.effect_rules_out_both(arg::EffectRulesOutBoth {
                decrease: &decrease,
                increase: &increase,
            }),
        }
    }

    fn ends(&self, ratio: &Estimate) -> (String, String) {
        let words = |ratio: f64| match ratio.is_finite() {
            true => change_in_words(self.question.language, (ratio - 1.0) * 100.0),
            false => "∞".to_owned(),
        };
        (words(ratio.lower), words(ratio.upper))
    }

    fn chance(&self) -> String {
        let change = &self.measured.change;
        let (low, high) = self.ends(change);
        match change.lower <= 1.0 && 1.0 <= change.upper {
            true => self.texts.effect_chance_enough(arg::EffectChanceEnough {
                low: &low,
                high: &high,
            }),
            false => self
                .texts
                .effect_chance_not_enough(arg::EffectChanceNotEnough {
                    low: &low,
                    high: &high,
                }),
        }
    }

    fn margin_words(&self) -> String {
        whole_percent(
            self.question.language,
            self.margin().unwrap_or_default() * 100.0,
        )
    }

    fn level(&self, finding: Finding) -> String {
        let language = self.question.language;
        let (before, after) = self.measured.spans;
        let (before, after) = (
            months_in_words(language, before),
            months_in_words(language, after),
        );
        let (low, high) = self.ends(self.measured.deciding().unwrap_or(&self.measured.change));
        let (before, after, low, high) =
            (before.as_str(), after.as_str(), low.as_str(), high.as_str());
        match finding {
            Finding::Equal => self.texts.effect_level_equal(arg::EffectLevelEqual {
                before,
                after,
                margin: &self.margin_words(),
            }),
            Finding::Increase => self.texts.effect_level_above(arg::EffectLevelAbove {
                before,
                after,
                low,
                high,
            }),
            Finding::Decrease => self.texts.effect_level_below(arg::EffectLevelBelow {
                before,
                after,
                low,
                high,
            }),
            Finding::CannotBeTold | Finding::NotExamined => {
                self.texts.effect_level_unclear(arg::EffectLevelUnclear {
                    before,
                    after,
                    low,
                    high,
                })
            }
        }
    }
}
