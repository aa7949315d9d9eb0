//! Every sentence about a gap in a picture, in Swedish and English, side by side.

use jiff::civil::Date;

use crate::check::{Level, Words};

use super::{LegalPart, PICTURE_FORMAT};

/// What is missing between two links of the chain, or before the law.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Gap {
    UnknownFormat(String),
    PartMissing(LegalPart),
    NotDecided,
    ReleaseNotSaid(usize),
    UnknownCriterion { name: String, near: Option<String> },
    ScoreOutOfScale { score: String, most: String },
    ProblemWithoutEvidence,
    ProblemOnlyAssumed,
    ProblemWithoutPriority,
    PriorityWithoutCriteria,
    RankAgainstScores(String),
    ScoresMissing(usize),
    ProblemWithoutIndicator,
    IndicatorWithoutBaseline(String),
    EvidenceLeadsNowhere,
    NoSuchVoices(String),
    ProblemWithoutCause,
    ProblemWithoutMeasure,
    CauseWithoutEvidence(String),
    CauseJudgedWithoutEvidence(String),
    CauseWithoutTest(String),
    CauseWithoutMeasure(String),
    MeasureWithoutCause(String),
    CauseOfOtherProblem(String),
    MeasureAgainstContradicted { measure: String, cause: String },
    MeasureKnownNotToHelp(String),
    MeasureWithoutCommitment(String),
    StepSkipped { skipped: String, done: String },
    VoiceWithoutAnswer(String),
    MoreThanAsked(String),
    RankZero,
    CommitmentWithoutProblem(String),
    CommitmentWithoutMeasure(String),
    ProblemWithoutVoice,
    NoSuchInPicture { id: String, near: Option<String> },
    UpdateUnknown,
    UpdateSoon(Date),
    UpdateOverdue(Date),
    PlanMissing,
    PlanUnknown,
    PlanSoon(Date),
    PlanOverdue(Date),
}

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augusti", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// "15 mars 2026": a day as it is said.
fn day(on: Date, words: Words) -> String {
    let month = usize::try_from(on.month() - 1).unwrap_or(0);
    let (sv, en) = MONTHS[month];
    let month = match words {
        Words::Sv => sv,
        Words::En => en,
    };
    format!("{} {month} {}", on.day(), on.year())
}

impl Gap {
    pub fn level(&self) -> Level {
        match self {
            Self::UnknownFormat(_) => Level::Error,
            Self::NotDecided
            | Self::ReleaseNotSaid(_)
            | Self::ProblemOnlyAssumed
            | Self::ProblemWithoutVoice
            | Self::ProblemWithoutPriority
            | Self::RankAgainstScores(_)
            | Self::ScoresMissing(_)
            | Self::CauseWithoutTest(_)
            | Self::CauseWithoutMeasure(_)
            | Self::MeasureWithoutCommitment(_)
            | Self::UpdateSoon(_)
            | Self::PlanMissing
            | Self::PlanSoon(_) => Level::Note,
            Self::PartMissing(_)
            | Self::UnknownCriterion { .. }
            | Self::ScoreOutOfScale { .. }
            | Self::ProblemWithoutEvidence
            | Self::PriorityWithoutCriteria
            | Self::ProblemWithoutIndicator
            | Self::IndicatorWithoutBaseline(_)
            | Self::EvidenceLeadsNowhere
            | Self::NoSuchVoices(_)
            | Self::ProblemWithoutCause
            | Self::ProblemWithoutMeasure
            | Self::CauseWithoutEvidence(_)
            | Self::CauseJudgedWithoutEvidence(_)
            | Self::MeasureWithoutCause(_)
            | Self::CauseOfOtherProblem(_)
            | Self::MeasureAgainstContradicted { .. }
            | Self::MeasureKnownNotToHelp(_)
            | Self::StepSkipped { .. }
            | Self::VoiceWithoutAnswer(_)
            | Self::MoreThanAsked(_)
            | Self::RankZero
            | Self::CommitmentWithoutProblem(_)
            | Self::CommitmentWithoutMeasure(_)
            | Self::NoSuchInPicture { .. }
            | Self::UpdateUnknown
            | Self::UpdateOverdue(_)
            | Self::PlanUnknown
            | Self::PlanOverdue(_) => Level::Warning,
        }
    }

    pub fn rule(&self) -> &'static str {
        match self {
            Self::UnknownFormat(_) => "unknown_format",
            Self::PartMissing(_) => "part_missing",
            Self::NotDecided => "not_decided",
            Self::ReleaseNotSaid(_) => "release_not_said",
            Self::UnknownCriterion { .. } => "unknown_criterion",
            Self::ScoreOutOfScale { .. } => "score_out_of_scale",
            Self::ProblemWithoutEvidence => "problem_without_evidence",
            Self::ProblemOnlyAssumed => "problem_only_assumed",
            Self::ProblemWithoutPriority => "problem_without_priority",
            Self::PriorityWithoutCriteria => "priority_without_criteria",
            Self::RankAgainstScores(_) => "rank_against_scores",
            Self::ScoresMissing(_) => "scores_missing",
            Self::ProblemWithoutIndicator => "problem_without_indicator",
            Self::IndicatorWithoutBaseline(_) => "indicator_without_baseline",
            Self::EvidenceLeadsNowhere => "evidence_leads_nowhere",
            Self::NoSuchVoices(_) => "no_such_voices",
            Self::ProblemWithoutCause => "problem_without_cause",
            Self::ProblemWithoutMeasure => "problem_without_measure",
            Self::CauseWithoutEvidence(_) => "cause_without_evidence",
            Self::CauseJudgedWithoutEvidence(_) => "cause_judged_without_evidence",
            Self::CauseWithoutTest(_) => "cause_without_test",
            Self::CauseWithoutMeasure(_) => "cause_without_measure",
            Self::MeasureWithoutCause(_) => "measure_without_cause",
            Self::CauseOfOtherProblem(_) => "cause_of_other_problem",
            Self::MeasureAgainstContradicted { .. } => "measure_against_contradicted",
            Self::MeasureKnownNotToHelp(_) => "measure_known_not_to_help",
            Self::MeasureWithoutCommitment(_) => "measure_without_commitment",
            Self::StepSkipped { .. } => "step_skipped",
            Self::VoiceWithoutAnswer(_) => "voice_without_answer",
            Self::MoreThanAsked(_) => "more_than_asked",
            Self::RankZero => "rank_zero",
            Self::CommitmentWithoutProblem(_) => "commitment_without_problem",
            Self::CommitmentWithoutMeasure(_) => "commitment_without_measure",
            Self::ProblemWithoutVoice => "problem_without_voice",
            Self::NoSuchInPicture { .. } => "no_such_in_picture",
            Self::UpdateUnknown => "update_unknown",
            Self::UpdateSoon(_) => "update_soon",
            Self::UpdateOverdue(_) => "update_overdue",
            Self::PlanMissing => "plan_missing",
            Self::PlanUnknown => "plan_unknown",
            Self::PlanSoon(_) => "plan_soon",
            Self::PlanOverdue(_) => "plan_overdue",
        }
    }

    /// What is missing, and what to do about it.
    pub fn say(&self, words: Words) -> (String, String) {
        let [sv_what, sv_do, en_what, en_do] = match self {
            Self::UnknownFormat(_)
            | Self::PartMissing(_)
            | Self::NotDecided
            | Self::ReleaseNotSaid(_)
            | Self::UpdateUnknown
            | Self::UpdateSoon(_)
            | Self::UpdateOverdue(_)
            | Self::PlanMissing
            | Self::PlanUnknown
            | Self::PlanSoon(_)
            | Self::PlanOverdue(_) => self.of_the_document(),
            Self::UnknownCriterion { .. }
            | Self::ScoreOutOfScale { .. }
            | Self::ProblemWithoutEvidence
            | Self::ProblemOnlyAssumed
            | Self::ProblemWithoutVoice
            | Self::ProblemWithoutPriority
            | Self::PriorityWithoutCriteria
            | Self::RankAgainstScores(_)
            | Self::ScoresMissing(_)
            | Self::RankZero
            | Self::ProblemWithoutIndicator
            | Self::IndicatorWithoutBaseline(_)
            | Self::EvidenceLeadsNowhere
            | Self::NoSuchVoices(_)
            | Self::ProblemWithoutCause
            | Self::ProblemWithoutMeasure => self.of_a_problem(),
            _ => self.of_the_chain(),
        };
        match words {
            Words::Sv => (sv_what, sv_do),
            Words::En => (en_what, en_do),
        }
    }

    /// Swedish what and what to do, then the same in English.
    fn of_the_document(&self) -> [String; 4] {
        match self {
            Self::UnknownFormat(found) => [
                format!("Formatet \"{found}\" är okänt här."),
                format!("Skriv \"{PICTURE_FORMAT}\", eller använd en nyare version av Handslag."),
                format!("The format \"{found}\" is not known here."),
                format!("Write \"{PICTURE_FORMAT}\", or use a newer version of Handslag."),
            ],
            Self::PartMissing(part) => {
                let [sv, en] = [Words::Sv, Words::En].map(|words| part.name(words));
                [
                    format!("Delen \"{sv}\" är tom. Lagen kräver den (2023:196, 4 §)."),
                    "Skriv minst ett stycke, och länka till det som det bygger på.".to_owned(),
                    format!(
                        "The part \"{en}\" is empty. The law asks for it (2023:196, section 4)."
                    ),
                    "Write at least one passage, and link to what it rests on.".to_owned(),
                ]
            }
            Self::NotDecided => plain([
                "Det står inte vem som har beslutat lägesbilden.",
                "Ange organ, dag och diarienummer när den är beslutad.",
                "It is not said who decided the picture.",
                "Give the body, the day and the registry number once it is decided.",
            ]),
            Self::ReleaseNotSaid(n) => [
                format!(
                    "För {n} av delarna, problemen och synpunkterna står det inte vem som får läsa dem. De stannar hos parterna."
                ),
                "Välj i varje formulär vem som får läsa: alla, eller bara parterna.".to_owned(),
                format!(
                    "For {n} of the parts, problems and voices it is not said who may read them. They stay with the parties."
                ),
                "Choose in each form who may read it: everyone, or the parties alone.".to_owned(),
            ],
            Self::UpdateUnknown => plain([
                "Det står inte när lägesbilden senast uppdaterades. Det ska göras minst vartannat år (2023:196, 6 §).",
                "Ange dagen för beslutet eller uppdateringen.",
                "It is not said when the picture was last updated. That is a duty at least every second year (2023:196, section 6).",
                "Give the day of the decision or the update.",
            ]),
            Self::UpdateSoon(by) => [
                format!(
                    "Lägesbilden ska vara uppdaterad senast {} (2023:196, 6 §).",
                    day(*by, Words::Sv)
                ),
                "Boka mötet där den uppdateras och beslutas.".to_owned(),
                format!(
                    "The picture is to be updated by {} (2023:196, section 6).",
                    day(*by, Words::En)
                ),
                "Set the meeting where it is updated and decided.".to_owned(),
            ],
            Self::UpdateOverdue(by) => [
                format!(
                    "Lägesbilden skulle ha uppdaterats senast {} (2023:196, 6 §).",
                    day(*by, Words::Sv)
                ),
                "Uppdatera den, eller skriv in dagen om det redan är gjort.".to_owned(),
                format!(
                    "The picture was to be updated by {} (2023:196, section 6).",
                    day(*by, Words::En)
                ),
                "Update it, or write the day if that is already done.".to_owned(),
            ],
            Self::PlanMissing => plain([
                "Lägesbilden nämner ingen åtgärdsplan. Kommunen ska besluta en (2023:196, 5 §).",
                "Lägg till planen med organ och dag när den är beslutad.",
                "The picture names no action plan. The municipality is to decide one (2023:196, section 5).",
                "Add the plan with its body and day once it is decided.",
            ]),
            Self::PlanUnknown => plain([
                "Det står inte när åtgärdsplanen beslutades eller följdes upp. Den ska följas upp minst vartannat år (2023:196, 6 §).",
                "Ange dagen.",
                "It is not said when the action plan was decided or followed up. It is to be followed up at least every second year (2023:196, section 6).",
                "Give the day.",
            ]),
            Self::PlanSoon(by) => [
                format!(
                    "Åtgärdsplanen ska vara uppföljd senast {} (2023:196, 6 §).",
                    day(*by, Words::Sv)
                ),
                "Boka mötet där uppföljningen läggs fram.".to_owned(),
                format!(
                    "The action plan is to be followed up by {} (2023:196, section 6).",
                    day(*by, Words::En)
                ),
                "Set the meeting where the follow-up is presented.".to_owned(),
            ],
            Self::PlanOverdue(by) => [
                format!(
                    "Åtgärdsplanen skulle ha följts upp senast {} (2023:196, 6 §).",
                    day(*by, Words::Sv)
                ),
                "Följ upp den, eller skriv in dagen om det redan är gjort.".to_owned(),
                format!(
                    "The action plan was to be followed up by {} (2023:196, section 6).",
                    day(*by, Words::En)
                ),
                "Follow it up, or write the day if that is already done.".to_owned(),
            ],
            _ => Default::default(),
        }
    }

    fn of_a_problem(&self) -> [String; 4] {
        match self {
            Self::UnknownCriterion { name, near } => [
                format!("Kriteriet \"{name}\" finns varken i lägesbilden eller i handboken."),
                meant(near, "Menar du", "Lägg till det bland kriterierna, eller rätta namnet."),
                format!("The criterion \"{name}\" is neither in the picture nor in the handbook."),
                meant(near, "Do you mean", "Add it to the criteria, or correct the name."),
            ],
            Self::ScoreOutOfScale { score, most } => [
                format!("Poängen {score} är mer än kriteriets högsta, {most}."),
                "Rätta poängen, eller ge kriteriet en högre högsta poäng.".to_owned(),
                format!("The score {score} is above the criterion's highest, {most}."),
                "Correct the score, or give the criterion a higher highest score.".to_owned(),
            ],
            Self::ScoresMissing(1) => plain([
                "Ett kriterium saknar poäng, så summan går inte att jämföra med andra problems.",
                "Ge det en poäng, eller skriv 0.",
                "A criterion has no score, so the sum cannot be compared with those of other problems.",
                "Give it a score, or write 0.",
            ]),
            Self::ScoresMissing(n) => [
                format!("{n} kriterier saknar poäng, så summan går inte att jämföra med andra problems."),
                "Ge dem poäng, eller skriv 0.".to_owned(),
                format!("{n} criteria have no score, so the sum cannot be compared with those of other problems."),
                "Give them scores, or write 0.".to_owned(),
            ],
            Self::ProblemWithoutEvidence => plain([
                "Problemet vilar inte på något.",
                "Länka till en siffra, händelser, synpunkter, en enkät eller ett dokument. Finns inget: skriv att det är ett antagande.",
                "The problem rests on nothing.",
                "Link to a figure, incidents, voices, a survey or a document. If there is none: say that it is an assumption.",
            ]),
            Self::ProblemOnlyAssumed => plain([
                "Problemet vilar bara på ett antagande.",
                "Skriv i analysen hur antagandet ska prövas, och när.",
                "The problem rests on an assumption alone.",
                "Say in the analysis how the assumption will be examined, and when.",
            ]),
            Self::ProblemWithoutVoice => plain([
                "Ingen boende eller anställd har sagt det.",
                "Fråga dem som är där, eller koppla en synpunkt till problemet.",
                "No resident or member of staff has said so.",
                "Ask those who are there, or tie a voice to the problem.",
            ]),
            Self::ProblemWithoutPriority => plain([
                "Problemet är valt, men det står inte varför just detta.",
                "Ge poäng efter kriterierna, med skäl.",
                "The problem is chosen, but it is not said why this one.",
                "Score it by the criteria, with reasons.",
            ]),
            Self::PriorityWithoutCriteria => plain([
                "Problemet har en prioritet, men inga kriterier som den följer av.",
                "Ange kriterierna i lägesbilden, och problemets poäng med skäl. Handbokens kriterier kan användas som de är.",
                "The problem has a priority, but no criteria that it follows from.",
                "State the criteria in the picture, and the problem's scores with reasons. The handbook's criteria can be used as they are.",
            ]),
            Self::RankAgainstScores(passed) => [
                format!("Problemet går före \"{passed}\", som har högre poäng, och det står inte varför."),
                "Skriv skälet, eller ändra ordningen.".to_owned(),
                format!("The problem goes before \"{passed}\", which scores higher, and it is not said why."),
                "Give the reason, or change the order.".to_owned(),
            ],
            Self::RankZero => plain([
                "Problemets ordning är 0, men ordningen börjar på 1.",
                "Rätta ordningen, eller stryk den om problemet inte har någon.",
                "The problem's rank is 0, but ranks begin at 1.",
                "Correct the rank, or drop it if the problem has none.",
            ]),
            Self::ProblemWithoutIndicator => plain([
                "Problemet är valt, men inget säger hur man ska se om det blir bättre.",
                "Lägg till en indikator med källa och nollmätning.",
                "The problem is chosen, but nothing says how to see whether it becomes better.",
                "Add an indicator with its source and a baseline.",
            ]),
            Self::IndicatorWithoutBaseline(words) => [
                format!("Indikatorn \"{words}\" har ingen nollmätning."),
                "Skriv värdet nu, med dag. Går det inte att mäta: välj en annan indikator.".to_owned(),
                format!("The indicator \"{words}\" has no baseline."),
                "Write its value now, with the day. If it cannot be measured: choose another indicator.".to_owned(),
            ],
            Self::EvidenceLeadsNowhere => plain([
                "Länken säger inte tillräckligt för att följas.",
                "En siffra behöver indikator och område, händelser ett namngivet filter, synpunkter id eller tema, en enkät källa och fråga, ett dokument källa eller adress.",
                "The link does not say enough to be followed.",
                "A figure needs an indicator and an area, incidents a named filter, voices ids or a theme, a survey its source and question, a document its source or address.",
            ]),
            Self::NoSuchVoices(theme) => [
                format!("Ingen synpunkt har temat \"{theme}\" på den platsen."),
                "Rätta temat eller platsen, eller lägg till synpunkterna.".to_owned(),
                format!("No voice has the theme \"{theme}\" at that place."),
                "Correct the theme or the place, or add the voices.".to_owned(),
            ],
            Self::ProblemWithoutCause => plain([
                "Problemet är valt, men ingen orsak är angiven.",
                "Fråga varför det händer just här: platsen, det som drabbas, de som gör det. En gissning märks som antagande.",
                "The problem is chosen, but no cause is given.",
                "Ask why it happens here: the place, what is struck, those who do it. Mark a guess as an assumption.",
            ]),
            Self::ProblemWithoutMeasure => plain([
                "Problemet är valt, men ingen åtgärd är vald.",
                "Välj åtgärder ur orsakerna, eller skriv att problemet väntar.",
                "The problem is chosen, but no measure is chosen.",
                "Choose measures from the causes, or say that the problem waits.",
            ]),
            _ => Default::default(),
        }
    }

    fn of_the_chain(&self) -> [String; 4] {
        match self {
            Self::CauseWithoutEvidence(cause) => [
                format!("Inget talar för eller emot orsaken \"{cause}\". Den räknas därför som ett antagande."),
                "Lägg till det som talar för eller emot, eller skriv som belägg varför ni antar det.".to_owned(),
                format!("Nothing speaks for or against the cause \"{cause}\". It is therefore held to be an assumption."),
                "Add what speaks for or against it, or write as evidence why you assume it.".to_owned(),
            ],
            Self::CauseJudgedWithoutEvidence(cause) => [
                format!("Orsaken \"{cause}\" är bedömd, men inget belägg bär bedömningen."),
                "Lägg till det som den vilar på, eller märk orsaken som ett antagande.".to_owned(),
                format!("The cause \"{cause}\" is judged, but no evidence bears the judgement out."),
                "Add what it rests on, or mark the cause as an assumption.".to_owned(),
            ],
            Self::CauseWithoutTest(cause) => [
                format!("Det står inte vad som skulle visa att orsaken \"{cause}\" är fel."),
                "Skriv vad man i så fall skulle se.".to_owned(),
                format!("It is not said what would show that the cause \"{cause}\" is wrong."),
                "Write what one would then see.".to_owned(),
            ],
            Self::CauseWithoutMeasure(cause) => [
                format!("Ingen åtgärd riktas mot orsaken \"{cause}\"."),
                "Välj en åtgärd, eller skriv vad som talar emot orsaken.".to_owned(),
                format!("No measure is against the cause \"{cause}\"."),
                "Choose a measure, or write what speaks against the cause.".to_owned(),
            ],
            Self::MeasureWithoutCause(measure) => [
                format!("Åtgärden \"{measure}\" är inte vald ur en orsak."),
                "Ange orsaken, eller stryk åtgärden.".to_owned(),
                format!("The measure \"{measure}\" is not chosen from a cause."),
                "Name the cause, or drop the measure.".to_owned(),
            ],
            Self::CauseOfOtherProblem(cause) => [
                format!("Orsaken \"{cause}\" hör till ett annat problem."),
                "Flytta åtgärden dit, eller ange en orsak till det här problemet.".to_owned(),
                format!("The cause \"{cause}\" belongs to another problem."),
                "Move the measure there, or name a cause of this problem.".to_owned(),
            ],
            Self::MeasureAgainstContradicted { measure, cause } => [
                format!("Åtgärden \"{measure}\" riktas mot orsaken \"{cause}\", som beläggen talar emot."),
                "Välj en åtgärd mot en orsak som stöds, eller skriv vad som talar för orsaken.".to_owned(),
                format!("The measure \"{measure}\" is against the cause \"{cause}\", which the evidence contradicts."),
                "Choose a measure against a cause that is supported, or write what speaks for the cause.".to_owned(),
            ],
            Self::MeasureKnownNotToHelp(measure) => [
                format!("Åtgärden \"{measure}\" är av ett slag som inte hjälpt eller gjort skada där den prövats."),
                "Välj en annan, eller skriv i mekanismen varför den skulle hjälpa här.".to_owned(),
                format!("The measure \"{measure}\" is of a kind that did not help, or did harm, where it was tried."),
                "Choose another, or say in its mechanism why it would help here.".to_owned(),
            ],
            Self::MeasureWithoutCommitment(measure) => [
                format!("Ingen har åtagit sig åtgärden \"{measure}\"."),
                "Koppla den till ett åtagande, eller ta den i åtgärdsplanen.".to_owned(),
                format!("Nobody has undertaken the measure \"{measure}\"."),
                "Tie it to a commitment, or take it in the action plan.".to_owned(),
            ],
            Self::StepSkipped { skipped, done } => [
                format!("Steget \"{}\" är påbörjat, men inte \"{}\" före det.", step_sv(done), step_sv(skipped)),
                "Gör det steget först, eller skriv när det gjordes.".to_owned(),
                format!("The step \"{}\" has begun, but not \"{}\" before it.", step_en(done), step_en(skipped)),
                "Take that step first, or write when it was taken.".to_owned(),
            ],
            Self::VoiceWithoutAnswer(voice) => [
                format!("De som sa \"{voice}\" har inte fått något svar."),
                "Skriv vad det ledde till, också om svaret är nej.".to_owned(),
                format!("Those who said \"{voice}\" have had no answer."),
                "Write what it led to, also when the answer is no.".to_owned(),
            ],
            Self::MoreThanAsked(voice) => [
                format!("Fler sägs ha sagt \"{voice}\" än som tillfrågades."),
                "Rätta antalet, eller hur många som tillfrågades.".to_owned(),
                format!("More are said to have said \"{voice}\" than were asked."),
                "Correct the number, or how many were asked.".to_owned(),
            ],
            Self::CommitmentWithoutProblem(commitment) => [
                format!("Åtagandet \"{commitment}\" svarar inte mot något problem."),
                "Ange problemet, eller skriv in problemet i lägesbilden.".to_owned(),
                format!("The commitment \"{commitment}\" answers no problem."),
                "Name the problem, or write the problem into the picture.".to_owned(),
            ],
            Self::CommitmentWithoutMeasure(commitment) => [
                format!("Åtagandet \"{commitment}\" hör till problemet, men ingen orsak och åtgärd leder till det."),
                "Lägg till åtgärden och orsaken som den riktas mot, och kryssa för åtagandet i åtgärdens formulär.".to_owned(),
                format!("The commitment \"{commitment}\" belongs to the problem, but no cause and measure lead to it."),
                "Add the measure and the cause that it is against, and tick the commitment in the measure's form.".to_owned(),
            ],
            Self::NoSuchInPicture { id, near } => [
                format!("Löftet pekar på \"{id}\", som finns varken i löftet eller i lägesbilden."),
                meant(near, "Menar du", "Lägg till det i lägesbilden, eller rätta id:t."),
                format!("The promise points to \"{id}\", which is neither in the promise nor in the picture."),
                meant(near, "Do you mean", "Add it to the picture, or correct the id."),
            ],
            _ => Default::default(),
        }
    }
}

fn plain(sentences: [&str; 4]) -> [String; 4] {
    sentences.map(str::to_owned)
}

fn meant(near: &Option<String>, ask: &str, otherwise: &str) -> String {
    match near {
        Some(near) => format!("{ask} \"{near}\"? {otherwise}"),
        None => otherwise.to_owned(),
    }
}

fn step_sv(step: &str) -> &str {
    match step {
        "identify" => "identifiera",
        "map" => "kartlägga",
        "analyse_causes" => "analysera orsaker",
        "act" => "åtgärda",
        other => other,
    }
}

fn step_en(step: &str) -> &str {
    match step {
        "analyse_causes" => "analyse causes",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_gap_speaks_both_languages_and_names_a_remedy() {
        let day = Date::constant(2025, 3, 1);
        let word = || "x".to_owned();
        let near = || Some("y".to_owned());
        let all = [
            Gap::UnknownFormat(word()),
            Gap::PartMissing(LegalPart::Mapping),
            Gap::NotDecided,
            Gap::ReleaseNotSaid(3),
            Gap::UnknownCriterion {
                name: word(),
                near: near(),
            },
            Gap::ScoreOutOfScale {
                score: word(),
                most: word(),
            },
            Gap::ProblemWithoutEvidence,
            Gap::ProblemOnlyAssumed,
            Gap::ProblemWithoutPriority,
            Gap::PriorityWithoutCriteria,
            Gap::RankAgainstScores(word()),
            Gap::ScoresMissing(2),
            Gap::ProblemWithoutIndicator,
            Gap::IndicatorWithoutBaseline(word()),
            Gap::EvidenceLeadsNowhere,
            Gap::NoSuchVoices(word()),
            Gap::ProblemWithoutCause,
            Gap::ProblemWithoutMeasure,
            Gap::CauseWithoutEvidence(word()),
            Gap::CauseJudgedWithoutEvidence(word()),
            Gap::CauseWithoutTest(word()),
            Gap::CauseWithoutMeasure(word()),
            Gap::MeasureWithoutCause(word()),
            Gap::CauseOfOtherProblem(word()),
            Gap::MeasureAgainstContradicted {
                measure: word(),
                cause: word(),
            },
            Gap::MeasureKnownNotToHelp(word()),
            Gap::MeasureWithoutCommitment(word()),
            Gap::StepSkipped {
                skipped: "map".to_owned(),
                done: "act".to_owned(),
            },
            Gap::VoiceWithoutAnswer(word()),
            Gap::MoreThanAsked(word()),
            Gap::RankZero,
            Gap::CommitmentWithoutProblem(word()),
            Gap::CommitmentWithoutMeasure(word()),
            Gap::ProblemWithoutVoice,
            Gap::NoSuchInPicture {
                id: word(),
                near: near(),
            },
            Gap::UpdateUnknown,
            Gap::UpdateSoon(day),
            Gap::UpdateOverdue(day),
            Gap::PlanMissing,
            Gap::PlanUnknown,
            Gap::PlanSoon(day),
            Gap::PlanOverdue(day),
        ];
        let mut rules = BTreeSet::new();
        for gap in all {
            assert!(rules.insert(gap.rule()), "{} twice", gap.rule());
            let (sv, sv_do) = gap.say(Words::Sv);
            let (en, en_do) = gap.say(Words::En);
            for sentence in [&sv, &sv_do, &en, &en_do] {
                assert!(sentence.ends_with(['.', '?']), "{}: {sentence}", gap.rule());
            }
            assert!(sv != en && sv_do != en_do, "{}", gap.rule());
            assert!(!en.contains(['å', 'ä', 'ö']), "{en}");
        }
        assert_eq!(rules.len(), 42);
    }
}
