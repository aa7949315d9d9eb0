//! A self-test as it is shown: shares of false alarms by rule and category, and drift.

use handslag_domain::amount::Amount;
use handslag_domain::effect::{AlarmRow, JudgingRule, SelfTestReport};

use super::answer::tenths;

/// A self-test, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownSelfTest {
    /// Each rule over every category and time, the usual rules first.
    pub rules: Vec<RuleShare>,
    /// The same by category, in the order of `rules`; `None` where a rule judged nobody.
    pub categories: Vec<(String, Vec<Option<Amount>>)>,
    /// How much municipalities drift, by category and time.
    pub drift: Vec<Drift>,
}

/// How often a rule cried wolf.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleShare {
    /// The rule.
    pub rule: JudgingRule,
    /// How many pairs of times its share rests on.
    pub n_windows: usize,
    /// How many times it judged.
    pub tested: usize,
    /// How many times it said that something had changed.
    pub alarms: usize,
    /// The same in percent, one decimal.
    pub percent: Amount,
}

/// How much municipalities differ from one time to the next, beyond chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// The category.
    pub category: String,
    /// From when to when: "2013 → 2014".
    pub window: String,
    /// The usual difference in percent, one decimal.
    pub percent: Amount,
    /// How many municipalities had a say.
    pub n_municipalities: usize,
}

impl ShownSelfTest {
    /// What a report shows. Rules that judged nobody are left out.
    pub fn of(report: &SelfTestReport) -> Self {
        let rules: Vec<RuleShare> = JudgingRule::ALL
            .into_iter()
            .filter_map(|rule| {
                let (tested, alarms) = report.total(rule, |_| true);
                Some(RuleShare {
                    rule,
                    n_windows: report.n_windows(rule),
                    tested,
                    alarms,
                    percent: share(tested, alarms)?,
                })
            })
            .collect();
        let of_category = |category: &str| {
            let within = |row: &AlarmRow| row.category == category;
            let shares = rules.iter().map(|of| {
                let (tested, alarms) = report.total(of.rule, within);
                share(tested, alarms)
            });
            (category.to_owned(), shares.collect())
        };
        Self {
            categories: report.categories().into_iter().map(of_category).collect(),
            drift: report
                .drift
                .iter()
                .map(|row| Drift {
                    category: row.category.clone(),
                    window: report.windows.get(row.window).cloned().unwrap_or_default(),
                    // One standard deviation on the log scale, as a change upwards.
                    percent: tenths((row.drift.exp() - 1.0) * 100.0),
                    n_municipalities: row.n_municipalities,
                })
                .collect(),
            rules,
        }
    }

    /// A rule's share, when it judged anybody.
    pub fn share_of(&self, rule: JudgingRule) -> Option<Amount> {
        self.of_rule(rule).map(|of| of.percent)
    }

    /// What it came to for a rule, when it judged anybody.
    pub fn of_rule(&self, rule: JudgingRule) -> Option<&RuleShare> {
        self.rules.iter().find(|of| of.rule == rule)
    }
}

fn share(tested: usize, alarms: usize) -> Option<Amount> {
    (tested > 0).then(|| tenths(100.0 * alarms as f64 / tested as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::effect::DriftRow;

    #[test]
    fn shares_are_of_those_that_were_judged() {
        let row = |category: &str, rule, tested, alarms| AlarmRow {
            category: category.to_owned(),
            window: 0,
            rule,
            tested,
            alarms,
        };
        let shown = ShownSelfTest::of(&SelfTestReport {
            source: "bra-reported".to_owned(),
            tested_on: jiff::civil::date(2026, 1, 2),
            code: "handslag".to_owned(),
            n_municipalities: 290,
            windows: vec!["2013 → 2014".to_owned()],
            alarms: vec![
                row("Stöldbrott", JudgingRule::BeforeAfter, 200, 60),
                row("Våldsbrott", JudgingRule::BeforeAfter, 200, 40),
                row("Stöldbrott", JudgingRule::DriftFunnel, 200, 11),
            ],
            drift: vec![DriftRow {
                category: "Stöldbrott".to_owned(),
                window: 0,
                drift: 0.095,
                n_municipalities: 290,
            }],
        });
        let text = |amount: Amount| amount.to_f64().to_string();
        assert_eq!(text(shown.rules[0].percent), "25");
        assert_eq!(
            shown.share_of(JudgingRule::DriftFunnel).map(text),
            Some("5.5".to_owned())
        );
        assert_eq!(shown.share_of(JudgingRule::OwnTrend), None);
        assert_eq!(
            shown.rules[0].n_windows, 1,
            "two categories, one pair of times"
        );
        assert_eq!(shown.categories[1].1[1], None, "it judged nobody there");
        assert_eq!(text(shown.drift[0].percent), "10");
        assert_eq!(shown.drift[0].window, "2013 → 2014");
    }
}
