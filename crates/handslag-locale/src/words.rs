//! Which words stand for verdicts, evidence, units and kinds of activity?

use handslag_domain::activity::ActivityType;
use handslag_domain::amount::Amount;
use handslag_domain::assessment::{CannotTell, Pace, State, WhyUncounted};
use handslag_domain::effect::{Asks, Finding, JudgingRule, PlaceRole, Standing, Wanted};
use handslag_domain::figures::Measure;
use handslag_domain::target::WeekdayName;
use handslag_domain::verdict::{EvidenceGrade, OnTime, Verdict};

use crate::{Count, Language, Texts};

/// The units that have names.
const UNITS: &[&str] = &[
    "times",
    "hours",
    "minutes",
    "days",
    "staff",
    "members",
    "parts",
    "classes",
    "lessons",
    "drivers",
    "fines",
    "dogs",
    "finds",
    "places",
    "participants",
    "persons",
    "talks",
    "reports",
    "schools",
    "visits",
    "meetings",
    "percent",
    "first_time",
];

impl Texts {
    /// What a field of an incident is called, by its word in a mapping of columns.
    pub fn incident_field(self, field: &str) -> String {
        match field {
            "on" => self.intake_field_on(),
            "at" => self.intake_field_at(),
            "year" => self.intake_field_year(),
            "month" => self.intake_field_month(),
            "day" => self.intake_field_day(),
            "hour" => self.intake_field_hour(),
            "minute" => self.intake_field_minute(),
            "until" => self.intake_field_until(),
            "until_at" => self.intake_field_until_at(),
            "time_precision" => self.intake_field_time_precision(),
            "time_zone" => self.intake_zone(),
            "east" => self.intake_field_east(),
            "north" => self.intake_field_north(),
            "precision" => self.intake_field_precision(),
            "place" => self.intake_field_place(),
            "area" => self.picture_area(),
            "municipality" => self.work_municipality(),
            "indoors" => self.report_dwelling(),
            "category" => self.work_log_what(),
            "key" => self.work_column_id(),
            "count" => self.intake_field_count(),
            "source" => self.incidents_source(),
            "note" => self.work_log_note(),
            other => self.work_column_count(other.trim_start_matches("counts.")),
        }
    }

    /// "hållet".
    pub fn verdict(self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Exceeded => self.verdict_exceeded(),
            Verdict::Kept => self.verdict_kept(),
            Verdict::Partly => self.verdict_partly(),
            Verdict::NotKept => self.verdict_not_kept(),
            Verdict::Ongoing => self.verdict_ongoing(),
            Verdict::NoNeedArose => self.verdict_no_need_arose(),
            Verdict::Disputed => self.verdict_disputed(),
            Verdict::CannotBeAssessed => self.verdict_cannot_be_assessed(),
            Verdict::OnlyTold => self.verdict_only_told(),
        }
    }

    /// "9 hållna".
    pub fn verdict_count(self, verdict: Verdict, n: usize) -> String {
        match verdict {
            Verdict::Exceeded => self.verdict_n_exceeded(n),
            Verdict::Kept => self.verdict_n_kept(n),
            Verdict::Partly => self.verdict_n_partly(n),
            Verdict::NotKept => self.verdict_n_not_kept(n),
            Verdict::Ongoing => self.verdict_n_ongoing(n),
            Verdict::NoNeedArose => self.verdict_n_no_need_arose(n),
            Verdict::Disputed => self.verdict_n_disputed(n),
            Verdict::CannotBeAssessed => self.verdict_n_cannot_be_assessed(n),
            Verdict::OnlyTold => self.verdict_n_only_told(n),
        }
    }

    /// What a verdict means, in a sentence.
    pub fn verdict_meaning(self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Exceeded => self.verdict_about_exceeded(),
            Verdict::Kept => self.verdict_about_kept(),
            Verdict::Partly => self.verdict_about_partly(),
            Verdict::NotKept => self.verdict_about_not_kept(),
            Verdict::Ongoing => self.verdict_about_ongoing(),
            Verdict::NoNeedArose => self.verdict_about_no_need_arose(),
            Verdict::Disputed => self.verdict_about_disputed(),
            Verdict::CannotBeAssessed => self.verdict_about_cannot_be_assessed(),
            Verdict::OnlyTold => self.verdict_about_only_told(),
        }
    }

    /// "räknat i loggen".
    pub fn grade(self, grade: EvidenceGrade) -> String {
        match grade {
            EvidenceGrade::WithComparison => self.grade_with_comparison(),
            EvidenceGrade::BeforeAfter => self.grade_before_after(),
            EvidenceGrade::Counted => self.grade_counted(),
            EvidenceGrade::Register => self.grade_register(),
            EvidenceGrade::Survey => self.grade_survey(),
            EvidenceGrade::Told => self.grade_told(),
            EvidenceGrade::None => self.grade_none(),
        }
    }

    /// Whether in time, in a sentence.
    pub fn on_time(self, on_time: &OnTime) -> String {
        match on_time {
            OnTime::NotBegun => self.on_time_not_begun(),
            OnTime::InPhase => self.on_time_in_phase(),
            OnTime::Behind { expected } => self.on_time_behind(&self.language.number(*expected)),
            OnTime::Uneven { met, of, above } => self.uneven(*met, *of, *above),
            OnTime::PartsBehind { behind, of } => {
                self.on_time_parts_behind(crate::arg::OnTimePartsBehind {
                    behind: &self.language.number(*behind),
                    n: (*of).into(),
                })
            }
            OnTime::NotDue { by } => self.on_time_not_due(&self.language.date(*by)),
            OnTime::DoneInTime { on: Some(day) } => {
                self.on_time_done_in_time(&self.language.date(*day))
            }
            OnTime::DoneInTime { on: None } => self.on_time_done_in_time_unknown(),
            OnTime::DoneLate { on } => self.on_time_done_late(&self.language.date(*on)),
            OnTime::TimeRanOut => self.on_time_ran_out(),
            OnTime::NoMeasure => self.on_time_no_measure(),
        }
    }

    /// How many stretches had less than promised, and how many more.
    fn uneven(self, met: Amount, of: Amount, above: Amount) -> String {
        let number = |n| self.language.number(n);
        let below = of - met - above;
        match (met.is_zero(), above.is_zero(), below.is_zero()) {
            (_, false, true) => self.on_time_above(crate::arg::OnTimeAbove {
                above: &number(above),
                n: of.into(),
            }),
            (_, false, false) => self.on_time_above_and_below(crate::arg::OnTimeAboveAndBelow {
                above: &number(above),
                n: of.into(),
                below: &number(below),
            }),
            (true, true, _) => self.on_time_uneven_none(of),
            (false, true, _) => self.on_time_uneven(crate::arg::OnTimeUneven {
                met: &number(met),
                n: of.into(),
            }),
        }
    }

    /// Whether in time, in a word or two: "i fas".
    pub fn on_time_short(self, on_time: &OnTime) -> String {
        match on_time {
            OnTime::NotBegun => self.on_time_short_not_begun(),
            OnTime::InPhase => self.on_time_short_in_phase(),
            OnTime::Behind { .. } | OnTime::PartsBehind { .. } => self.on_time_short_behind(),
            OnTime::Uneven { .. } if !on_time.is_behind() => self.on_time_short_above(),
            OnTime::Uneven { .. } => self.on_time_short_uneven(),
            OnTime::NotDue { .. } => self.on_time_short_not_due(),
            OnTime::DoneInTime { .. } => self.on_time_short_done_in_time(),
            OnTime::DoneLate { .. } => self.on_time_short_done_late(),
            OnTime::TimeRanOut => self.on_time_short_ran_out(),
            OnTime::NoMeasure => self.on_time_short_no_measure(),
        }
    }

    /// What the log comes to, in a few words.
    pub fn state(self, state: &State) -> String {
        match state {
            State::NotBegun => self.state_not_begun(),
            State::Exceeded => self.state_exceeded(),
            State::Met => self.state_met(),
            State::Running => self.state_running(),
            State::Partly => self.state_partly(),
            State::NotMet => self.state_not_met(),
            State::NoNeedArose => self.state_no_need_arose(),
            State::NoNeedYet => self.state_no_need_yet(),
            State::CannotTell { .. } => self.state_cannot_tell(),
        }
    }

    /// Why the log cannot show it: "löftet säger inte hur mycket".
    pub fn cannot_tell(self, why: &CannotTell) -> String {
        match why {
            CannotTell::Vague => self.why_vague(),
            CannotTell::OutcomeState => self.why_outcome_state(),
            CannotTell::NoBaseline => self.why_no_baseline(),
            CannotTell::UnknownMembers => self.why_unknown_members(),
            CannotTell::NotTime => self.why_not_time(),
            CannotTell::ConditionNotLogged => self.why_condition_not_logged(),
            CannotTell::NothingLogged => self.why_nothing_logged(),
            CannotTell::KindNotLogged => self.why_kind_not_logged(),
            CannotTell::NotRecorded => self.why_not_recorded(),
            CannotTell::NoPeriod => self.why_no_period(),
            CannotTell::NoSuchDate(date) => self.why_no_such_date(date),
            CannotTell::UnknownShape => self.why_unknown_shape(),
        }
    }

    /// How so many commitments go: "3 åtaganden går som de ska."
    pub fn pace(self, pace: Pace, n: usize) -> String {
        match pace {
            Pace::NeedsSomething => self.work_behind(n),
            Pace::AsItShould => self.work_as_it_should(n),
            Pace::NotBegun => self.work_not_begun(n),
            Pace::NoNeedYet => self.work_no_need_yet(n),
            Pace::NothingLogged => self.work_none_logged(n),
            Pace::OnlyTold => self.work_only_told(n),
            Pace::CannotBeAssessed => self.work_cannot_be_assessed(n),
            Pace::NoMeasure => self.work_no_measure(n),
        }
    }

    /// Why an entry does not count: "räknas bara i Krogmiljön, och ingen plats är vald".
    pub fn why_uncounted(self, why: &WhyUncounted) -> String {
        let any = |words: &[String]| self.language.list_or(words);
        let hours = |words: &[String]| words.join("–");
        match why {
            WhyUncounted::ServesAnother => self.uncounted_serves_another(),
            WhyUncounted::OutsidePeriod { from, to } => {
                self.uncounted_outside_period(&self.language.period(*from, *to))
            }
            WhyUncounted::NoPlace(places) => self.uncounted_no_place(&any(places)),
            WhyUncounted::OtherPlace(places) => self.uncounted_other_place(&any(places)),
            WhyUncounted::NoTime(between) => self.uncounted_no_time(&hours(between)),
            WhyUncounted::OtherHours(between) => self.uncounted_other_hours(&hours(between)),
            WhyUncounted::OtherParties(parties) => self.uncounted_other_parties(&any(parties)),
            WhyUncounted::NoneOf { unit } => self.uncounted_none_of(&self.unit_name(unit)),
            WhyUncounted::SameNumber => self.uncounted_same_number(),
        }
    }

    /// The shape of a target, by its word in the document; unknown ones stay.
    pub fn shape(self, shape: &str) -> String {
        match shape {
            "count" => self.shape_count(),
            "average" => self.shape_average(),
            "coverage" => self.shape_coverage(),
            "within_time" => self.shape_within_time(),
            "share" => self.shape_share(),
            "milestone" => self.shape_milestone(),
            "trend" => self.shape_trend(),
            "conditional" => self.shape_conditional(),
            "seasonal" => self.shape_seasonal(),
            "ongoing" => self.shape_ongoing(),
            "compound" => self.shape_compound(),
            "outcome_state" => self.shape_outcome_state(),
            "none" => self.shape_none(),
            other => other.to_owned(),
        }
    }

    /// The word for `n` of a unit: "gång" or "gånger"; unknown units stay.
    pub fn unit(self, unit: &str, n: impl Into<Count>) -> String {
        match unit {
            "times" => self.unit_times(n),
            "hours" => self.unit_hours(n),
            "minutes" => self.unit_minutes(n),
            "days" => self.unit_days(n),
            "staff" => self.unit_staff(n),
            "members" => self.unit_members(n),
            "parts" => self.unit_parts(n),
            "classes" => self.unit_classes(n),
            "lessons" => self.unit_lessons(n),
            "drivers" => self.unit_drivers(n),
            "fines" => self.unit_fines(n),
            "dogs" => self.unit_dogs(n),
            "finds" => self.unit_finds(n),
            "places" => self.unit_places(n),
            "participants" => self.unit_participants(n),
            "persons" => self.unit_persons(n),
            "talks" => self.unit_talks(n),
            "reports" => self.unit_reports(n),
            "schools" => self.unit_schools(n),
            "visits" => self.unit_visits(n),
            "meetings" => self.unit_meetings(n),
            "kronor" => self.unit_kronor(n),
            "percent" => self.unit_percent(),
            "first_time" => self.unit_first_time(n),
            other => other.to_owned(),
        }
    }

    /// The unit that a person names in either language: "timmar" is `hours`;
    /// other words stay.
    pub fn unit_named(words: &str) -> String {
        let word = words.trim().to_lowercase();
        let is_named = |unit: &&&str| {
            let names = Language::ALL.map(Language::texts);
            let mut names = names
                .iter()
                .flat_map(|t| [t.unit(unit, 1u32), t.unit(unit, 2u32)]);
            **unit == word || names.any(|name| name == word)
        };
        UNITS
            .iter()
            .find(is_named)
            .map_or_else(|| words.trim().to_owned(), |unit| (*unit).to_owned())
    }

    /// "3 gånger", "1 timme".
    pub fn amount(self, amount: Amount, unit: &str) -> String {
        format!(
            "{}\u{a0}{}",
            self.language.number(amount),
            self.unit(unit, amount)
        )
    }

    /// The name of a unit where many are meant, for a field or a column: "klasser".
    pub fn unit_name(self, unit: &str) -> String {
        self.unit(unit, 2u32)
    }

    /// The word for `n` of a kind of activity; unknown kinds stay as written.
    pub fn kind(self, kind: &ActivityType, n: impl Into<Count>) -> String {
        match kind.0.as_str() {
            "trafikkontroll" => self.kind_trafikkontroll(n),
            "hastighetskontroll" => self.kind_hastighetskontroll(n),
            "nykterhetskontroll" => self.kind_nykterhetskontroll(n),
            "fotpatrull" => self.kind_fotpatrull(n),
            "krognärvaro" => self.kind_krognarvaro(n),
            "krogtillsyn" => self.kind_krogtillsyn(n),
            "skolbesök" => self.kind_skolbesok(n),
            "lektion" => self.kind_lektion(n),
            "hundsök" => self.kind_hundsok(n),
            "narkotikainsats" => self.kind_narkotikainsats(n),
            "orossamtal" => self.kind_orossamtal(n),
            "orosanmälan" => self.kind_orosanmalan(n),
            "trygghetsvandring" => self.kind_trygghetsvandring(n),
            "medborgardialog" => self.kind_medborgardialog(n),
            "landsbygdsråd" => self.kind_landsbygdsrad(n),
            "lägesbildsmöte" => self.kind_lagesbildsmote(n),
            "föräldramöte" => self.kind_foraldramote(n),
            "nattvandring" => self.kind_nattvandring(n),
            "belysningsåtgärd" => self.kind_belysningsatgard(n),
            "informationsinsats" => self.kind_informationsinsats(n),
            other => other.to_owned(),
        }
    }

    /// The name of an official category of offences; unknown ones stay as written.
    pub fn offence(self, category: &str) -> String {
        match category.trim() {
            "Totalt antal brott" => self.offence_totalt(),
            "Våldsbrott" => self.offence_vald(),
            "Hot-, kränknings- och frihetsbrott" => self.offence_hot(),
            "Vårdslöshet- och vållandebrott" => self.offence_vardsloshet(),
            "Stöldbrott" => self.offence_stold(),
            "Bilbrott" => self.offence_bil(),
            "Skadegörelsebrott (inkl. mordbrand)" => self.offence_skadegorelse(),
            "Vissa trafikbrott" => self.offence_trafik(),
            "Alkohol- och narkotikabrott" => self.offence_narkotika(),
            "Vapenbrott" => self.offence_vapen(),
            other => other.to_owned(),
        }
    }

    /// Where a remark was made; unknown channels stay.
    pub fn channel(self, channel: &str) -> String {
        match channel {
            "citizen_dialogue" => self.channel_citizen_dialogue(),
            "employee_survey" => self.channel_employee_survey(),
            "employee_dialogue" => self.channel_employee_dialogue(),
            "citizen_survey" => self.channel_citizen_survey(),
            "safety_walk" => self.channel_safety_walk(),
            "rural_council" => self.channel_rural_council(),
            "business_meeting" => self.channel_business_meeting(),
            other => other.to_owned(),
        }
    }

    /// A step of the place cycle; unknown steps stay.
    pub fn cycle_step(self, step: &str) -> String {
        match step {
            "identify" => self.step_identify(),
            "map" => self.step_map(),
            "analyse_causes" => self.step_analyse_causes(),
            "act" => self.step_act(),
            other => other.to_owned(),
        }
    }

    /// How far a step has come; other words stay.
    pub fn cycle_state(self, state: &str) -> String {
        match state {
            "done" => self.step_state_done(),
            "under_way" => self.step_state_under_way(),
            "not_begun" => self.step_state_not_begun(),
            other => other.to_owned(),
        }
    }

    /// The kind or term of a measure or cause (`situational`, `social`,
    /// `short`, `long`); other words stay.
    pub fn prevention(self, word: &str) -> String {
        match word {
            "situational" => self.prevention_situational(),
            "social" => self.prevention_social(),
            "short" => self.term_short(),
            "long" => self.term_long(),
            other => other.to_owned(),
        }
    }

    /// What the evidence makes of a claim; other words stay.
    pub fn finding(self, finding: &str) -> String {
        match finding {
            "supported" => self.finding_supported(),
            "contradicted" => self.finding_contradicted(),
            "cannot_be_told" => self.finding_cannot_be_told(),
            "not_examined" => self.finding_not_examined(),
            other => other.to_owned(),
        }
    }

    /// What the numbers say of a claim, in short.
    pub fn effect_finding(self, finding: Finding) -> String {
        match finding {
            Finding::Decrease => self.effect_finding_decrease(),
            Finding::Increase => self.effect_finding_increase(),
            Finding::Equal => self.effect_finding_equal(),
            Finding::CannotBeTold => self.effect_finding_cannot_be_told(),
            Finding::NotExamined => self.effect_finding_not_examined(),
        }
    }

    /// A smallest change that could be seen: of a share in percentage points,
    /// else in percent.
    pub fn smallest(self, asks: &Asks, amount: Amount) -> String {
        match asks {
            Asks::SurveyShare => self.survey_points(&self.language.number(amount)),
            _ => self.language.percent_of(amount),
        }
    }

    /// How a comparison stands to what was locked.
    pub fn standing(self, standing: Standing) -> String {
        match standing {
            Standing::Locked => self.standing_locked(),
            Standing::LockedLate => self.standing_locked_late(),
            Standing::ChangedSince => self.standing_changed_since(),
            Standing::Explorative => self.standing_explorative(),
        }
    }

    /// What a comparison asks; other words stay.
    pub fn asks(self, asks: &Asks) -> String {
        match asks {
            Asks::Level => self.asks_level(),
            Asks::Change => self.asks_change(),
            Asks::ChangeAgainstOthers => self.asks_change_against_others(),
            Asks::Place => self.asks_place(),
            Asks::SurveyShare => self.asks_survey_share(),
            Asks::Concentration => self.asks_concentration(),
            Asks::CannotBeTold => self.asks_cannot_be_told(),
            Asks::Other(words) => words.clone(),
        }
    }

    /// Which way an indicator should go.
    pub fn wanted(self, wanted: Wanted) -> String {
        match wanted {
            Wanted::Down => self.wanted_down(),
            Wanted::Up => self.wanted_up(),
            Wanted::Effort => self.wanted_effort(),
        }
    }

    /// What a place is in a comparison.
    pub fn place_role(self, role: PlaceRole) -> String {
        match role {
            PlaceRole::Treated => self.place_role_treated(),
            PlaceRole::Control => self.place_role_control(),
            PlaceRole::Ring => self.place_role_ring(),
            PlaceRole::ControlRing => self.place_role_control_ring(),
        }
    }

    /// A way to judge, as the self-test tries it.
    pub fn judging_rule(self, rule: JudgingRule) -> String {
        match rule {
            JudgingRule::BeforeAfter => self.judging_before_after(),
            JudgingRule::AgainstCountry => self.judging_against_country(),
            JudgingRule::QuasiPoisson => self.judging_quasi_poisson(),
            JudgingRule::OwnTrend => self.judging_own_trend(),
            JudgingRule::PlainFunnel => self.judging_plain_funnel(),
            JudgingRule::DriftFunnel => self.judging_drift_funnel(),
            JudgingRule::EarlierDriftFunnel => self.judging_earlier_drift_funnel(),
        }
    }

    /// What a way to judge does, in plain words.
    pub fn judging_rule_about(self, rule: JudgingRule) -> String {
        match rule {
            JudgingRule::BeforeAfter => self.judging_about_before_after(),
            JudgingRule::AgainstCountry => self.judging_about_against_country(),
            JudgingRule::QuasiPoisson => self.judging_about_quasi_poisson(),
            JudgingRule::OwnTrend => self.judging_about_own_trend(),
            JudgingRule::PlainFunnel => self.judging_about_plain_funnel(),
            JudgingRule::DriftFunnel => self.judging_about_drift_funnel(),
            JudgingRule::EarlierDriftFunnel => self.judging_about_earlier_drift_funnel(),
        }
    }

    /// What the numbers of a chart are.
    pub fn measure(self, measure: Measure) -> String {
        match measure {
            Measure::Count => self.measure_count(),
            Measure::RatePer100k => self.measure_rate(),
            Measure::Percent => self.measure_percent(),
        }
    }

    /// "fredag".
    pub fn weekday(self, day: WeekdayName) -> String {
        match day {
            WeekdayName::Monday => self.weekday_monday(),
            WeekdayName::Tuesday => self.weekday_tuesday(),
            WeekdayName::Wednesday => self.weekday_wednesday(),
            WeekdayName::Thursday => self.weekday_thursday(),
            WeekdayName::Friday => self.weekday_friday(),
            WeekdayName::Saturday => self.weekday_saturday(),
            WeekdayName::Sunday => self.weekday_sunday(),
        }
    }

    /// "fredagar".
    pub fn weekdays(self, day: WeekdayName) -> String {
        match day {
            WeekdayName::Monday => self.weekdays_monday(),
            WeekdayName::Tuesday => self.weekdays_tuesday(),
            WeekdayName::Wednesday => self.weekdays_wednesday(),
            WeekdayName::Thursday => self.weekdays_thursday(),
            WeekdayName::Friday => self.weekdays_friday(),
            WeekdayName::Saturday => self.weekdays_saturday(),
            WeekdayName::Sunday => self.weekdays_sunday(),
        }
    }
}

/// The text with its first letter as a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::activity::known_types;

    #[test]
    fn every_known_kind_and_its_counts_have_words_in_both_languages() {
        let english = Language::En.texts();
        for known in known_types() {
            let kind = ActivityType::from(known.name);
            assert_ne!(english.kind(&kind, 2u32), known.name, "{}", known.name);
            for unit in known.counts {
                assert_ne!(Language::Sv.texts().unit_name(unit), *unit, "{unit}");
            }
        }
    }

    #[test]
    fn a_unit_is_known_by_its_name_in_either_language() {
        for unit in UNITS {
            for language in Language::ALL {
                let t = language.texts();
                assert_eq!(Texts::unit_named(&t.unit_name(unit)), *unit);
                assert_ne!(t.unit(unit, 2u32), "", "{unit}");
            }
            assert_eq!(Texts::unit_named(unit), *unit);
            let known = Language::Sv.texts().unit_name(unit);
            assert_ne!(known, *unit, "{unit} has no Swedish name");
        }
        assert_eq!(Texts::unit_named(" Timme "), "hours");
        assert_eq!(Texts::unit_named("cyklar"), "cyklar");
    }

    #[test]
    fn what_nobody_knew_of_stays_as_written() {
        let t = Language::En.texts();
        assert_eq!(t.kind(&"drönarflygning".into(), 3u32), "drönarflygning");
        assert_eq!(t.amount(3u32.into(), "cyklar"), "3\u{a0}cyklar");
        assert_eq!(t.channel("tråd"), "tråd");
    }

    #[test]
    fn every_verdict_has_a_word_of_its_own() {
        for language in Language::ALL {
            let words: std::collections::BTreeSet<String> = Verdict::ALL
                .into_iter()
                .map(|v| language.texts().verdict(v))
                .collect();
            assert_eq!(words.len(), Verdict::ALL.len());
        }
        let t = Language::Sv.texts();
        assert_eq!(t.verdict_count(Verdict::Kept, 9), "9 hållna");
        assert_eq!(t.verdict_count(Verdict::Kept, 1), "1 hållet");
    }
}
