//! Every sentence that a check can say, in Swedish and English, side by side.

use crate::amount::Amount;
use crate::document::{FORMAT, ReadError};

use super::{Level, slips};

/// The language of the findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Words {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

/// What can be found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fault {
    Unreadable(String),
    UnknownFormat(String),
    DuplicateId(String),
    SameEntryTwice(String),
    NoSuchId { id: String, near: Option<String> },
    NotInPromise { id: String, near: Option<String> },
    OtherEntryMissing(String),
    Negative(String),
    Crossed(f64, f64),
    TwoBounds,
    NoSuchDate(String),
    NotADate(String),
    NoSuchDateInText(String),
    NoPeriod,
    PeriodInWords(String),
    NoFirstDay,
    OpenEnd,
    EndsBeforeItStarts { from: String, to: String },
    OutsidePromise,
    VersionsOverlap(String, String),
    ChangeNotSaid(String),
    NoCommitments,
    NobodyResponsible,
    PartyWithoutCommitment(String),
    NoMunicipality,
    UnknownMunicipality(String),
    OtherMunicipality(String),
    Vague,
    NeverShown(Why),
    PerNotTime { words: String, near: Option<String> },
    SeasonUnreadable(String),
    SeasonWithoutDays,
    HoursUnreadable(String),
    TwoCovered,
    UnknownVerdict(String),
    UnknownGrade(String),
    UnknownWeekday(String),
    UnknownDirection(String),
    UnknownWord(String),
    MoreThanMonth(String),
    NotWhole { kind: String, amount: String },
    UnknownShape(String),
    GoalWithoutIndicator,
    GoalWithoutBaseline,
    GoalWithoutComparison,
    ComparisonWithoutMonths,
    NotWholeMonths { used: Option<String> },
    BeforeOverlapsAfter,
    AfterComesFirst,
    PandemicBaseline,
    LevelWithoutMargin,
    ComparisonWithoutIndicator,
    UnknownIndicator { word: String, near: Option<String> },
    UnknownQuestion { word: String, near: Option<String> },
    UnknownArea { word: String, near: Option<String> },
    PlaceWithoutControl,
    RingWithoutLikeRing,
    FewerThanTwoPlaces,
    FewerThanTwoWaves(usize),
    MoreThanAll(String),
    LockedLate,
    ChangedSinceLocked,
    NotLocked,
    UnknownField { field: String, near: Option<String> },
    UnknownType { kind: String, near: Option<String> },
    UnknownUnit { unit: String, near: Option<String> },
}

/// Why the log could never show a target.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Why {
    NothingToMatch,
    UnitNowhere { unit: String, near: Option<String> },
    MembersUnknown,
    ConditionNotLogged,
    NoBaseline,
    StateWithoutSource,
    MorePartsThanThere,
    MonthOnly(String),
    ShareAboveOne(Amount),
    MoreMembersThanThere { wanted: Amount, size: Amount },
    BeforeThePeriod,
}

/// The place and the fault of a text that could not be read.
pub(super) fn unreadable(error: ReadError, words: Words) -> (String, Fault) {
    match error {
        ReadError::Syntax { line, column, what } => {
            let place = match words {
                Words::Sv => format!("rad {line}, kolumn {column}"),
                Words::En => format!("line {line}, column {column}"),
            };
            (place, Fault::Unreadable(slips::of_syntax(&what, words)))
        }
        ReadError::Field { place, what } => {
            (place, Fault::Unreadable(slips::of_field(&what, words)))
        }
    }
}

impl Fault {
    pub fn level(&self) -> Level {
        match self {
            Self::Unreadable(_)
            | Self::UnknownFormat(_)
            | Self::DuplicateId(_)
            | Self::NoSuchId { .. }
            | Self::Negative(_)
            | Self::NotWhole { .. }
            | Self::Crossed(..) => Level::Error,
            Self::SameEntryTwice(_)
            | Self::OpenEnd
            | Self::UnknownShape(_)
            | Self::UnknownField { .. }
            | Self::UnknownType { .. }
            | Self::UnknownUnit { .. }
            | Self::GoalWithoutComparison
            | Self::UnknownIndicator { .. }
            | Self::UnknownQuestion { .. }
            | Self::RingWithoutLikeRing
            | Self::FewerThanTwoWaves(_)
            | Self::NotLocked => Level::Note,
            Self::OtherEntryMissing(_)
            | Self::NotInPromise { .. }
            | Self::TwoBounds
            | Self::NoSuchDate(_)
            | Self::NotADate(_)
            | Self::NoSuchDateInText(_)
            | Self::NoPeriod
            | Self::PeriodInWords(_)
            | Self::NoFirstDay
            | Self::EndsBeforeItStarts { .. }
            | Self::OutsidePromise
            | Self::VersionsOverlap(..)
            | Self::ChangeNotSaid(_)
            | Self::NoCommitments
            | Self::NobodyResponsible
            | Self::PartyWithoutCommitment(_)
            | Self::NoMunicipality
            | Self::UnknownMunicipality(_)
            | Self::OtherMunicipality(_)
            | Self::Vague
            | Self::NeverShown(_)
            | Self::PerNotTime { .. }
            | Self::SeasonUnreadable(_)
            | Self::SeasonWithoutDays
            | Self::HoursUnreadable(_)
            | Self::TwoCovered
            | Self::UnknownVerdict(_)
            | Self::UnknownGrade(_)
            | Self::UnknownWeekday(_)
            | Self::UnknownDirection(_)
            | Self::UnknownWord(_)
            | Self::MoreThanMonth(_)
            | Self::GoalWithoutIndicator
            | Self::GoalWithoutBaseline
            | Self::ComparisonWithoutMonths
            | Self::NotWholeMonths { .. }
            | Self::BeforeOverlapsAfter
            | Self::AfterComesFirst
            | Self::PandemicBaseline
            | Self::LevelWithoutMargin
            | Self::ComparisonWithoutIndicator
            | Self::UnknownArea { .. }
            | Self::PlaceWithoutControl
            | Self::FewerThanTwoPlaces
            | Self::MoreThanAll(_)
            | Self::LockedLate
            | Self::ChangedSinceLocked => Level::Warning,
        }
    }

    pub fn rule(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::UnknownFormat(_) => "unknown_format",
            Self::DuplicateId(_) => "duplicate_id",
            Self::SameEntryTwice(_) => "same_entry_twice",
            Self::NoSuchId { .. } => "no_such_id",
            Self::NotInPromise { .. } => "not_in_promise",
            Self::OtherEntryMissing(_) => "other_entry_missing",
            Self::Negative(_) => "negative_amount",
            Self::Crossed(..) => "bounds_crossed",
            Self::TwoBounds => "two_bounds",
            Self::NoSuchDate(_) => "no_such_date",
            Self::NotADate(_) => "not_a_date",
            Self::NoSuchDateInText(_) => "no_such_date_in_text",
            Self::NoPeriod => "no_period",
            Self::PeriodInWords(_) => "period_in_words",
            Self::NoFirstDay => "no_first_day",
            Self::OpenEnd => "open_end",
            Self::EndsBeforeItStarts { .. } => "ends_before_it_starts",
            Self::OutsidePromise => "outside_promise",
            Self::VersionsOverlap(..) => "versions_overlap",
            Self::ChangeNotSaid(_) => "change_not_said",
            Self::NoCommitments => "no_commitments",
            Self::NobodyResponsible => "nobody_responsible",
            Self::PartyWithoutCommitment(_) => "party_without_commitment",
            Self::NoMunicipality => "no_municipality",
            Self::UnknownMunicipality(_) => "unknown_municipality",
            Self::OtherMunicipality(_) => "other_municipality",
            Self::Vague => "vague",
            Self::NeverShown(why) => why.rule(),
            Self::PerNotTime { .. } => "per_not_time",
            Self::SeasonUnreadable(_) => "season_unreadable",
            Self::SeasonWithoutDays => "season_without_days",
            Self::HoursUnreadable(_) => "hours_unreadable",
            Self::TwoCovered => "two_covered",
            Self::UnknownVerdict(_) => "unknown_verdict",
            Self::UnknownGrade(_) => "unknown_grade",
            Self::UnknownWeekday(_) => "unknown_weekday",
            Self::UnknownDirection(_) => "unknown_direction",
            Self::UnknownWord(_) => "unknown_word",
            Self::MoreThanMonth(_) => "more_than_month",
            Self::NotWhole { .. } => "not_whole",
            Self::UnknownShape(_) => "unknown_shape",
            Self::GoalWithoutIndicator => "goal_without_indicator",
            Self::GoalWithoutBaseline => "goal_without_baseline",
            Self::GoalWithoutComparison => "goal_without_comparison",
            Self::ComparisonWithoutMonths => "comparison_without_months",
            Self::NotWholeMonths { .. } => "not_whole_months",
            Self::BeforeOverlapsAfter => "before_overlaps_after",
            Self::AfterComesFirst => "after_comes_first",
            Self::PandemicBaseline => "pandemic_baseline",
            Self::LevelWithoutMargin => "level_without_margin",
            Self::ComparisonWithoutIndicator => "comparison_without_indicator",
            Self::UnknownIndicator { .. } => "unknown_indicator",
            Self::UnknownQuestion { .. } => "unknown_question",
            Self::UnknownArea { .. } => "unknown_area",
            Self::PlaceWithoutControl => "place_without_control",
            Self::RingWithoutLikeRing => "ring_without_like_ring",
            Self::FewerThanTwoPlaces => "fewer_than_two_places",
            Self::FewerThanTwoWaves(_) => "fewer_than_two_waves",
            Self::MoreThanAll(_) => "more_than_all",
            Self::LockedLate => "locked_late",
            Self::ChangedSinceLocked => "changed_since_locked",
            Self::NotLocked => "not_locked",
            Self::UnknownField { .. } => "unknown_field",
            Self::UnknownType { .. } => "unknown_type",
            Self::UnknownUnit { .. } => "unknown_unit",
        }
    }

    /// What was found, and what to do about it.
    pub fn say(&self, words: Words) -> (String, String) {
        let [sv_what, sv_do, en_what, en_do] = self.sentences();
        match words {
            Words::Sv => (sv_what, sv_do),
            Words::En => (en_what, en_do),
        }
    }

    /// Swedish what and what to do, then the same in English.
    fn sentences(&self) -> [String; 4] {
        match self {
            Self::Unreadable(why) => [
                format!("Dokumentet kan inte läsas: {why}."),
                "Rätta stället. Formatet beskrivs i docs/format/README.md.".to_owned(),
                format!("The document cannot be read: {why}."),
                "Correct the place. The format is described in docs/format/README.md.".to_owned(),
            ],
            Self::UnknownFormat(found) => [
                format!("Formatet \"{found}\" är okänt här."),
                format!("Skriv \"{FORMAT}\", eller använd en nyare version av Handslag."),
                format!("The format \"{found}\" is not known here."),
                format!("Write \"{FORMAT}\", or use a newer version of Handslag."),
            ],
            Self::DuplicateId(id) => [
                format!("Id \"{id}\" används för två olika saker."),
                "Ge den ena ett eget id, och ändra de ställen som pekar på den.".to_owned(),
                format!("The id \"{id}\" is used for two different things."),
                "Give one of them an id of its own, and change what points to it.".to_owned(),
            ],
            Self::SameEntryTwice(id) => [
                format!("Posten \"{id}\" står två gånger med samma innehåll."),
                "Den räknas en gång. Ta bort den ena om du vill.".to_owned(),
                format!("The entry \"{id}\" stands twice with the same content."),
                "It counts once. Remove one of them if you like.".to_owned(),
            ],
            Self::NoSuchId { id, near } => [
                format!("Inget har id \"{id}\"."),
                meant_sv(near, "Lägg till det som saknas, eller rätta id:t."),
                format!("Nothing has the id \"{id}\"."),
                meant_en(near, "Add what is missing, or correct the id."),
            ],
            Self::NotInPromise { id, near } => [
                format!("Posten nämner \"{id}\", som löftet inte har."),
                meant_sv(near, "Lägg till det som saknas, eller rätta posten."),
                format!("The entry names \"{id}\", which the promise does not have."),
                meant_en(near, "Add what is missing, or correct the entry."),
            ],
            Self::OtherEntryMissing(id) => [
                format!("Den andra partens post \"{id}\" finns inte i loggen."),
                "Inget, om den kommer senare; rätta annars id:t.".to_owned(),
                format!("The other party's entry \"{id}\" is not in the log."),
                "Nothing, if it will come later; else correct the id.".to_owned(),
            ],
            Self::Negative(n) => [
                format!("Mängden {n} är mindre än noll."),
                "Skriv det som gjordes. En rättelse görs genom att ändra posten, inte med en minuspost.".to_owned(),
                format!("The amount {n} is below zero."),
                "Write what was done. Correct an entry by changing it, not with a negative one.".to_owned(),
            ],
            Self::Crossed(low, high) => [
                format!("Mellan {low} och {high}: det första talet är större än det andra."),
                format!("Skriv {high} till {low} om det är vad som menas."),
                format!("Between {low} and {high}: the first number is greater than the second."),
                format!("Write {high} to {low} if that is what is meant."),
            ],
            Self::TwoBounds => [
                "Målet har två gränser, men bara den första räknas.".to_owned(),
                "Skriv lägst och högst tillsammans, between = [lägst, högst], eller dela upp målet i delar.".to_owned(),
                "The target has two bounds, but only the first counts.".to_owned(),
                "Write the lowest and highest together, between = [low, high], or divide the target into parts.".to_owned(),
            ],
            Self::NoSuchDate(date) => [
                format!("Dagen \"{date}\" finns inte i kalendern."),
                "Texten behålls, men ingen tid kan räknas från den. Fråga parterna vilken dag som menas, och skriv den här; låt originalets ord stå kvar bredvid.".to_owned(),
                format!("The calendar has no day \"{date}\"."),
                "The text is kept, but no time can be counted from it. Ask the parties which day is meant and write it here; leave the original's words beside it.".to_owned(),
            ],
            Self::NotADate(date) => [
                format!("\"{date}\" kan inte läsas som en dag, månad, termin eller ett år."),
                "Texten behålls. Skriv till exempel 2022-03-01, mars 2022, vt 2022 eller 2022, och låt originalets ord stå bredvid.".to_owned(),
                format!("\"{date}\" cannot be read as a day, month, term or year."),
                "The text is kept. Write for example 2022-03-01, mars 2022, vt 2022 or 2022, and leave the original's words beside it.".to_owned(),
            ],
            Self::NoSuchDateInText(date) => [
                format!("I texten står \"{date}\", en dag som inte finns."),
                "Låt ett citat stå som det är. Är texten er egen: rätta den före underskrift.".to_owned(),
                format!("The text says \"{date}\", a day that does not exist."),
                "Leave a quotation as it is. If the text is your own, correct it before signing.".to_owned(),
            ],
            Self::NoPeriod => [
                "Löftet saknar period.".to_owned(),
                "Skriv första och sista dag, annars kan inget hållas mot tiden.".to_owned(),
                "The promise has no period.".to_owned(),
                "Write the first and the last day, else nothing can be held against time.".to_owned(),
            ],
            Self::PeriodInWords(period) => [
                format!("Perioden \"{period}\" kan inte läsas som tid."),
                "Orden behålls. Skriv första och sista dag, annars kan inget hållas mot tiden.".to_owned(),
                format!("The period \"{period}\" cannot be read as time."),
                "The words are kept. Write the first and the last day, else nothing can be held against time.".to_owned(),
            ],
            Self::NoFirstDay => [
                "Perioden saknar första dag.".to_owned(),
                "Skriv den. Utan den räknas från den första posten i loggen.".to_owned(),
                "The period has no first day.".to_owned(),
                "Write it. Without it, counting begins with the first entry in the log.".to_owned(),
            ],
            Self::OpenEnd => [
                "Perioden har inget slut.".to_owned(),
                "Inget, om löftet gäller tills vidare. Åtaganden pågår då utan att bli slutligt bedömda.".to_owned(),
                "The period has no end.".to_owned(),
                "Nothing, if the promise runs until further notice. Its commitments then go on without a final verdict.".to_owned(),
            ],
            Self::EndsBeforeItStarts { from, to } => [
                format!("Perioden slutar {to}, innan den börjar {from}."),
                "Rätta första eller sista dagen; ofta är det årtalet. Tills dess bedöms inget mot tiden.".to_owned(),
                format!("The period ends {to}, before it starts {from}."),
                "Correct the first or the last day; often it is the year. Until then nothing is assessed against time.".to_owned(),
            ],
            Self::OutsidePromise => [
                "Åtagandets period ligger helt utanför löftets.".to_owned(),
                "Kontrollera årtalen.".to_owned(),
                "The commitment's period lies wholly outside the promise's.".to_owned(),
                "Check the years.".to_owned(),
            ],
            Self::VersionsOverlap(a, b) => [
                format!("Versionerna \"{a}\" och \"{b}\" gäller samma dagar."),
                "Låt den äldre sluta dagen innan den nyare börjar, så att det syns vilken som gäller.".to_owned(),
                format!("The versions \"{a}\" and \"{b}\" hold for the same days."),
                "Let the older end the day before the newer begins, so that it shows which one holds.".to_owned(),
            ],
            Self::ChangeNotSaid(version) => [
                format!("Version \"{version}\" säger inte vad som ändrades eller varför."),
                "Skriv vad som ändrades och varför.".to_owned(),
                format!("Version \"{version}\" does not say what changed or why."),
                "Write what changed and why.".to_owned(),
            ],
            Self::NoCommitments => [
                "Löftet har inga åtaganden.".to_owned(),
                "Skriv varje utlovad sak som ett åtagande. Står de i ett annat dokument: säg vilket i löftets bakgrund.".to_owned(),
                "The promise has no commitments.".to_owned(),
                "Write each promised thing as a commitment. If they stand in another document, say which in the promise's background.".to_owned(),
            ],
            Self::NobodyResponsible => [
                "Ingen part ansvarar för åtagandet.".to_owned(),
                "Skriv vem. Flera parter gör det gemensamt, och det räknas en gång.".to_owned(),
                "No party is responsible for the commitment.".to_owned(),
                "Write who. Several parties do it together, and it counts once.".to_owned(),
            ],
            Self::PartyWithoutCommitment(party) => [
                format!("{party} skriver under men har inget åtagande."),
                "Ge parten ett åtagande, eller låt den stå bland dem som deltar utan att underteckna.".to_owned(),
                format!("{party} signs but has no commitment."),
                "Give the party a commitment, or list it among those who take part without signing.".to_owned(),
            ],
            Self::NoMunicipality => [
                "Ingen kommun är angiven.".to_owned(),
                "Skriv kommunens namn eller kod.".to_owned(),
                "No municipality is given.".to_owned(),
                "Write its name or code.".to_owned(),
            ],
            Self::UnknownMunicipality(name) => [
                format!("\"{name}\" är ingen av Sveriges 290 kommuner."),
                "Skriv kommunens namn eller fyrsiffriga kod. En stadsdel eller bygd skrivs som löftets område.".to_owned(),
                format!("\"{name}\" is none of Sweden's 290 municipalities."),
                "Write the municipality's name or four-digit code. A district is written as the promise's area.".to_owned(),
            ],
            Self::OtherMunicipality(name) => [
                format!("Texten nämner {name}, en annan kommun."),
                "Är texten lånad: rätta namnet. Är kommunen med: skriv den bland parterna eller platserna.".to_owned(),
                format!("The text names {name}, another municipality."),
                "If the text was borrowed, correct the name. If the municipality takes part, list it among the parties or places.".to_owned(),
            ],
            Self::Vague => [
                "Åtagandet är vagt: det har inget mål som kan ses.".to_owned(),
                "Skriv hur mycket, hur ofta eller till när. Är orden redan undertecknade: låt dem stå, det syns i uppföljningen.".to_owned(),
                "The commitment is vague: it has no target that can be seen.".to_owned(),
                "Write how much, how often or by when. If the words are already signed, leave them; the follow-up will show it.".to_owned(),
            ],
            Self::NeverShown(why) => why.sentences(),
            Self::PerNotTime { words, near } => [
                format!("Målet gäller per \"{words}\", som inte är en tid; loggen kan inte visa om det hålls."),
                meant_sv(near, "Låt det stå om det är vad som lovats. Varje part får då själv uppge hur det gick."),
                format!("The target is per \"{words}\", which is not a time; the log cannot show whether it is kept."),
                meant_en(near, "Leave it if that was promised. Each party must then say how it went."),
            ],
            Self::SeasonUnreadable(words) => [
                format!("Säsongens dag \"{words}\" kan inte läsas."),
                "Skriv månad och dag: 06-01 för 1 juni. Tills dess räknas hela året.".to_owned(),
                format!("The season's day \"{words}\" cannot be read."),
                "Write month and day: 06-01 for 1 June. Until then the whole year counts.".to_owned(),
            ],
            Self::SeasonWithoutDays => [
                "Säsongen har inte både början och slut, och inga veckodagar.".to_owned(),
                "Skriv första och sista dag som månad och dag (06-01), eller veckodagar. Tills dess räknas hela året.".to_owned(),
                "The season does not have both a beginning and an end, and no weekdays.".to_owned(),
                "Write the first and last day as month and day (06-01), or weekdays. Until then the whole year counts.".to_owned(),
            ],
            Self::HoursUnreadable(hours) => [
                format!("Tiden på dygnet \"{hours}\" kan inte läsas."),
                "Skriv två klockslag, från och till: \"18:00\", \"03:00\". Tills dess räknas hela dygnet.".to_owned(),
                format!("The time of day \"{hours}\" cannot be read."),
                "Write two times, from and to: \"18:00\", \"03:00\". Until then the whole day counts.".to_owned(),
            ],
            Self::TwoCovered => [
                "Det som ska nås är uppräknat på två sätt, men bara det ena räknas.".to_owned(),
                "Välj det ena. Orden kan stå kvar bredvid.".to_owned(),
                "What is to be reached is listed in two ways, but only one of them counts.".to_owned(),
                "Choose one. The words may stand beside it.".to_owned(),
            ],
            Self::UnknownVerdict(word) => [
                format!("Omdömet \"{word}\" är inget av formatets. Det behålls som partens egna ord."),
                "Inget, om det är vad parten sagt. Vägs det in i helheten: skriv hållet, delvis eller inte hållet.".to_owned(),
                format!("The verdict \"{word}\" is none of the format's. It is kept as the party's own words."),
                "Nothing, if that is what the party said. To let it weigh in the whole, write kept, partly or not kept.".to_owned(),
            ],
            Self::UnknownGrade(word) => [
                format!("Vad det vilar på, \"{word}\", är okänt här. Ordet behålls."),
                "Inget, om det är vad som menas. Kända är: räknat, register, enkät, berättat.".to_owned(),
                format!("What it rests on, \"{word}\", is not known here. The word is kept."),
                "Nothing, if that is what is meant. Known are: counted, register, survey, told.".to_owned(),
            ],
            Self::UnknownWeekday(word) => [
                format!("\"{word}\" är ingen veckodag."),
                "Ordet behålls, men inga sådana dagar kan räknas. Skriv måndag till söndag.".to_owned(),
                format!("\"{word}\" is no day of the week."),
                "The word is kept, but no such days can be counted. Write monday to sunday.".to_owned(),
            ],
            Self::UnknownWord(word) => [
                format!("\"{word}\" är inget av orden i listan, och sparas som det står."),
                "Orden står i docs/format. Skriv ett av dem om du menar det.".to_owned(),
                format!("\"{word}\" is none of the words of the list, and is kept as it stands."),
                "The words are in docs/format. Write one of them if you mean it.".to_owned(),
            ],
            Self::UnknownDirection(word) => [
                format!("Åt vilket håll \"{word}\" är går inte att läsa. Ordet behålls, men jämförs inte."),
                "Skriv fler, färre eller lika många.".to_owned(),
                format!("Which way \"{word}\" goes cannot be read. The word is kept, but not compared."),
                "Write up, down or same.".to_owned(),
            ],
            Self::MoreThanMonth(kind) => [
                format!("Posten om {kind} säger mer än månad och antal."),
                "Dag, tid, plats, timmar och anteckning sparas inte när löftet läses in: inget om enskilda personer finns i Handslag. Ta bort dem här också.".to_owned(),
                format!("The entry about {kind} says more than month and number."),
                "Day, time, place, hours and note are not kept when the promise is taken in: nothing about single people is held here. Remove them here too.".to_owned(),
            ],
            Self::NotWhole { kind, amount } => [
                format!("Posten om {kind} har {amount}, som inte är ett helt tal."),
                "Samtal och anmälningar räknas i hela tal.".to_owned(),
                format!("The entry about {kind} has {amount}, which is not a whole number."),
                "Talks and reports are counted in whole numbers.".to_owned(),
            ],
            Self::UnknownShape(shape) => [
                format!("Målets form \"{shape}\" är okänd: den behålls men räknas inte."),
                "Kontrollera stavningen mot docs/format/README.md.".to_owned(),
                format!("The target's shape \"{shape}\" is not known: it is kept but not counted."),
                "Check the spelling against docs/format/README.md.".to_owned(),
            ],
            Self::GoalWithoutIndicator => [
                "Effektmålet saknar indikator.".to_owned(),
                "Skriv vad som mäts, till exempel \"andel otrygga, trygghetsmätningen\".".to_owned(),
                "The outcome goal has no indicator.".to_owned(),
                "Write what is measured, such as \"share who feel unsafe, the safety survey\".".to_owned(),
            ],
            Self::GoalWithoutBaseline => [
                "Effektmålet saknar nollmätning.".to_owned(),
                "Skriv hur det var från början; utan det kan ingen förändring visas.".to_owned(),
                "The outcome goal has no baseline.".to_owned(),
                "Write how it was at the start; without it no change can be shown.".to_owned(),
            ],
            Self::GoalWithoutComparison => [
                "Effektmålet säger inte vad det ska jämföras med. Ingen kan då veta om en ändring kan synas.".to_owned(),
                "Skriv vad som ska jämföras, och fråga \"kan det synas?\" innan löftet undertecknas.".to_owned(),
                "The outcome goal does not say what it will be compared with. Nobody can then know whether a change could be seen.".to_owned(),
                "Write what will be compared, and ask \"can it be seen?\" before the promise is signed.".to_owned(),
            ],
            Self::ComparisonWithoutMonths => [
                "Jämförelsen saknar en månad att börja eller sluta med.".to_owned(),
                "Skriv både första och sista dag, med dagar som finns: 2022-01-01 till 2022-12-31.".to_owned(),
                "The comparison lacks a month to begin or end with.".to_owned(),
                "Write both the first and the last day, with days that exist: 2022-01-01 to 2022-12-31.".to_owned(),
            ],
            Self::NotWholeMonths { used } => [
                match used {
                    Some(used) => format!("Perioden börjar eller slutar mitt i en månad. Bara hela månader jämförs: {used}."),
                    None => "Perioden rymmer inte en enda hel månad. Bara hela månader kan jämföras.".to_owned(),
                },
                "Börja den första dagen i en månad och sluta den sista.".to_owned(),
                match used {
                    Some(used) => format!("The period begins or ends within a month. Only whole months are compared: {used}."),
                    None => "The period holds not one whole month. Only whole months can be compared.".to_owned(),
                },
                "Begin on the first day of a month and end on the last.".to_owned(),
            ],
            Self::BeforeOverlapsAfter => [
                "Månaderna före och efter går in i varandra. Samma händelser räknas då på båda sidor.".to_owned(),
                "Låt tiden före ta slut innan tiden efter börjar.".to_owned(),
                "The months before and after overlap. The same events then count on both sides.".to_owned(),
                "Let the time before end before the time after begins.".to_owned(),
            ],
            Self::AfterComesFirst => [
                "Tiden efter ligger före tiden före.".to_owned(),
                "Byt plats på före och efter, eller rätta åren.".to_owned(),
                "The time after lies before the time before.".to_owned(),
                "Swap before and after, or correct the years.".to_owned(),
            ],
            Self::PandemicBaseline => [
                "Jämförelsen utgår från månader under pandemin (mars 2020 till mars 2022), då mycket var annorlunda.".to_owned(),
                "Välj tidigare år, eller lägg till dem som ännu en jämförelseperiod så att båda syns.".to_owned(),
                "The comparison starts from months of the pandemic (March 2020 to March 2022), when much was different.".to_owned(),
                "Choose earlier years, or add them as one more baseline so that both are shown.".to_owned(),
            ],
            Self::LevelWithoutMargin => [
                "Det står inte hur liten en skillnad får vara för att sakna betydelse. Då kan nivån aldrig sägas vara densamma.".to_owned(),
                "Skriv marginalen i procent, till exempel 5, innan utfallet är känt.".to_owned(),
                "It is not said how small a difference may be and not matter. The level can then never be said to be the same.".to_owned(),
                "Write the margin in percent, such as 5, before the outcome is known.".to_owned(),
            ],
            Self::ComparisonWithoutIndicator => [
                "Jämförelsen säger inte vad som mäts.".to_owned(),
                "Skriv det som mäts så som källan skriver det, till exempel \"Stöldbrott\".".to_owned(),
                "The comparison does not say what is measured.".to_owned(),
                "Write what is measured as the source writes it, such as \"Stöldbrott\".".to_owned(),
            ],
            Self::UnknownIndicator { word, near } => [
                format!("\"{word}\" är inte en av de brottstyper som Brå redovisar för kommuner varje månad."),
                meant_sv(near, "Skriv den precis som i filen som läses in, eller ange en annan källa."),
                format!("\"{word}\" is not one of the categories that Brå gives for municipalities every month."),
                meant_en(near, "Write it exactly as in the file that is imported, or give another source."),
            ],
            Self::UnknownQuestion { word, near } => [
                format!("Frågan \"{word}\" är okänd här. Den behålls, och svaret blir att det inte går att avgöra."),
                meant_sv(near, "Frågorna som kan prövas står i docs/format/README.md."),
                format!("The question \"{word}\" is not known here. It is kept, and its answer is that it cannot be told."),
                meant_en(near, "The questions that can be examined are in docs/format/README.md."),
            ],
            Self::UnknownArea { word: area, near } => [
                format!("\"{area}\" är varken en kommun eller hela landet. Det går inte att hämta siffror för det."),
                meant_sv(near, "Skriv kommunens namn eller kod, eller \"Hela landet\". För en mindre plats: jämför platser (asks = \"place\")."),
                format!("\"{area}\" is neither a municipality nor the whole country. Figures for it cannot be found."),
                meant_en(near, "Write the municipality's name or code, or \"Hela landet\". For a smaller place: compare places (asks = \"place\")."),
            ],
            Self::PlaceWithoutControl => [
                "Det saknas en plats där något görs, eller en liknande plats där inget görs. Utan båda går det inte att pröva.".to_owned(),
                "Lägg till minst en plats där något gjordes (role = \"treated\") och en där inget gjordes (role = \"control\").".to_owned(),
                "A place where something is done, or a place like it where nothing is done, is missing. Without both it cannot be examined.".to_owned(),
                "Add at least one place where something was done (role = \"treated\") and one where nothing was (role = \"control\").".to_owned(),
            ],
            Self::RingWithoutLikeRing => [
                "Det finns antal runt den ena platsen men inte runt den andra. Om problemet har flyttat går då inte att avgöra.".to_owned(),
                "Räkna runt båda (role = \"ring\" och role = \"control_ring\").".to_owned(),
                "There are counts around one of the places but not around the other. Whether the problem has moved can then not be told.".to_owned(),
                "Count around both (role = \"ring\" and role = \"control_ring\").".to_owned(),
            ],
            Self::FewerThanTwoPlaces => [
                "Det behövs minst två platser för att se om händelserna samlas.".to_owned(),
                "Lägg till alla platser där det kan hända, också de där inget hänt.".to_owned(),
                "At least two places are needed to see whether the events gather.".to_owned(),
                "Add every place where it can happen, also those where nothing has.".to_owned(),
            ],
            Self::FewerThanTwoWaves(n) => [
                match n {
                    0 => "Det finns inga svar från någon enkät än.".to_owned(),
                    _ => "Det finns svar från en enkät. Det behövs två för att se en ändring.".to_owned(),
                },
                "Lägg till varje omgång: när, hur många procent och hur många som svarade.".to_owned(),
                match n {
                    0 => "There are no answers from any survey yet.".to_owned(),
                    _ => "There are answers from one survey. Two are needed to see a change.".to_owned(),
                },
                "Add each wave: when, how many percent and how many answered.".to_owned(),
            ],
            Self::MoreThanAll(percent) => [
                format!("Andelen {percent} procent är mer än alla."),
                "Skriv andelen i procent, från 0 till 100.".to_owned(),
                format!("The share of {percent} percent is more than all."),
                "Write the share in percent, from 0 to 100.".to_owned(),
            ],
            Self::LockedLate => [
                "Jämförelsen låstes efter att månaderna som den gäller hade börjat. Svaret visas som en första titt.".to_owned(),
                "Låt det stå. Lås nästa gång innan tiden efter börjar.".to_owned(),
                "The comparison was locked after the months that it judges had begun. The answer is shown as a first look.".to_owned(),
                "Leave it. Next time, lock before the time after begins.".to_owned(),
            ],
            Self::ChangedSinceLocked => [
                "Jämförelsen är inte den som låstes när löftet undertecknades. Svaret visas som en första titt.".to_owned(),
                "Skriv tillbaka det som låstes, eller låt det stå: det syns i uppföljningen att det är ändrat.".to_owned(),
                "The comparison is not the one that was locked when the promise was signed. The answer is shown as a first look.".to_owned(),
                "Write back what was locked, or leave it: the follow-up shows that it was changed.".to_owned(),
            ],
            Self::NotLocked => [
                "Jämförelsen är inte med bland dem som låstes. Svaret visas som en första titt.".to_owned(),
                "Inget, om den kom till senare.".to_owned(),
                "The comparison is not among those that were locked. The answer is shown as a first look.".to_owned(),
                "Nothing, if it was added later.".to_owned(),
            ],
            Self::UnknownField { field, near } => [
                format!("Fältet \"{field}\" behålls men förstås inte."),
                meant_sv(near, "Inget, om det är ert eget fält."),
                format!("The field \"{field}\" is kept but not understood."),
                meant_en(near, "Nothing, if it is a field of your own."),
            ],
            Self::UnknownType { kind, near } => [
                format!("Aktivitetstypen \"{kind}\" är ny här. Den godtas och räknas."),
                meant_sv(near, "Skriv den likadant överallt."),
                format!("The type of activity \"{kind}\" is new here. It is accepted and counted."),
                meant_en(near, "Write it the same everywhere."),
            ],
            Self::UnknownUnit { unit, near } => [
                format!("Enheten \"{unit}\" är ny här. Den godtas och räknas."),
                meant_sv(near, "Skriv den likadant överallt."),
                format!("The unit \"{unit}\" is new here. It is accepted and counted."),
                meant_en(near, "Write it the same everywhere."),
            ],
        }
    }
}

impl Why {
    fn rule(&self) -> &'static str {
        match self {
            Self::NothingToMatch => "nothing_to_match",
            Self::UnitNowhere { .. } => "unit_nowhere",
            Self::MembersUnknown => "members_unknown",
            Self::ConditionNotLogged => "condition_not_logged",
            Self::NoBaseline => "no_baseline",
            Self::StateWithoutSource => "state_without_source",
            Self::MorePartsThanThere => "more_parts_than_there",
            Self::MonthOnly(_) => "month_only",
            Self::ShareAboveOne(_) => "share_above_one",
            Self::MoreMembersThanThere { .. } => "more_members_than_there",
            Self::BeforeThePeriod => "before_the_period",
        }
    }

    fn sentences(&self) -> [String; 4] {
        match self {
            Self::NothingToMatch => [
                "Inget i loggen kan visa åtagandet: målet anger inga aktivitetstyper och ingen post säger att den tjänar det.".to_owned(),
                "Skriv i målet vilka aktivitetstyper som räknas, eller i posterna vilket åtagande de tjänar.".to_owned(),
                "Nothing in the log can show the commitment: the target names no types of activity and no entry says that it serves it.".to_owned(),
                "Write in the target which types of activity count, or in the entries which commitment they serve.".to_owned(),
            ],
            Self::UnitNowhere { unit, near } => [
                format!("Inget i loggen kan visa åtagandet: ingen känd aktivitetstyp och ingen post räknar \"{unit}\"."),
                meant_sv(near, "Skriv en enhet som loggas, eller räkna den i posterna."),
                format!("Nothing in the log can show the commitment: no known type of activity and no entry counts \"{unit}\"."),
                meant_en(near, "Write a unit that is logged, or count it in the entries."),
            ],
            Self::MembersUnknown => [
                "Loggen kan aldrig visa att alla är nådda: det står inte vilka eller hur många de är.".to_owned(),
                "Räkna upp dem i en mängd, eller ange hur många de är.".to_owned(),
                "The log can never show that all are reached: it is not said which or how many they are.".to_owned(),
                "List them in a set, or say how many they are.".to_owned(),
            ],
            Self::ConditionNotLogged => [
                "Loggen kan inte visa om villkoret uppstod.".to_owned(),
                "Skriv vilka poster som visar det. Annars måste en part säga det i uppföljningen.".to_owned(),
                "The log cannot show whether the condition arose.".to_owned(),
                "Write which entries show it. Otherwise a party must say so in the follow-up.".to_owned(),
            ],
            Self::NoBaseline => [
                "Fler eller färre, men det står inte än hur många.".to_owned(),
                "Skriv talet att jämföra med, och vad det är.".to_owned(),
                "More or fewer, but it is not said than how many.".to_owned(),
                "Write the number to compare with, and what it is.".to_owned(),
            ],
            Self::StateWithoutSource => [
                "Målet är ett tillstånd som loggen inte kan visa, och ingen källa är angiven.".to_owned(),
                "Skriv var det kan läsas.".to_owned(),
                "The target is a state that the log cannot show, and no source is given.".to_owned(),
                "Write where it can be read.".to_owned(),
            ],
            Self::MonthOnly(kind) => [
                format!("Inget i loggen kan visa åtagandet: av {kind} sparas bara antal per månad."),
                "Räkna gånger, eller de antal som hör till slaget.".to_owned(),
                format!("Nothing in the log can show the commitment: of {kind} only the number in a month is kept."),
                "Count times, or the numbers that belong to the kind.".to_owned(),
            ],
            Self::ShareAboveOne(share) => [
                format!("Andelen {share} är mer än allt: den kan aldrig nås."),
                "Skriv andelen som en del av ett: 0.2 för 20 procent.".to_owned(),
                format!("The share {share} is more than the whole: it can never be reached."),
                "Write the share as a part of one: 0.2 for 20 percent.".to_owned(),
            ],
            Self::MoreMembersThanThere { wanted, size } => [
                format!("{wanted} ska nås, men det finns bara {size}."),
                "Sänk antalet, eller räkna upp dem som saknas.".to_owned(),
                format!("{wanted} are to be reached, but there are only {size}."),
                "Lower the number, or list those that are missing.".to_owned(),
            ],
            Self::BeforeThePeriod => [
                "Dagen då det ska vara klart kommer före periodens första dag, så inget kan bli klart i tid.".to_owned(),
                "Kontrollera årtalet.".to_owned(),
                "The day it is to be done by comes before the period's first day, so nothing can be done in time.".to_owned(),
                "Check the year.".to_owned(),
            ],
            Self::MorePartsThanThere => [
                "Fler delar måste hållas än det finns.".to_owned(),
                "Sänk antalet, eller lägg till delar.".to_owned(),
                "More parts must hold than there are.".to_owned(),
                "Lower the number, or add parts.".to_owned(),
            ],
        }
    }
}

fn meant_sv(near: &Option<String>, otherwise: &str) -> String {
    match near {
        Some(word) => format!("Menas \"{word}\"? {otherwise}"),
        None => otherwise.to_owned(),
    }
}

fn meant_en(near: &Option<String>, otherwise: &str) -> String {
    match near {
        Some(word) => format!("Is \"{word}\" meant? {otherwise}"),
        None => otherwise.to_owned(),
    }
}
