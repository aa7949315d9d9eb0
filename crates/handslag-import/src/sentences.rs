//! Every sentence this crate says to a person, in Swedish and English.

use crate::incidents::{IncidentProblem, problem as incidents};
use crate::problem::{Lang, Problem, Row, RowProblem};
use crate::rows::{Note, NoteKind};
use crate::table_problem::{self, TableProblem};

/// "Rad 14, kolumn ”Antal”, ”x”: inte ett tal. Skriv …"
pub(crate) fn row_problem(found: &RowProblem, lang: Lang) -> String {
    let mut place = row(found.row, lang);
    if let Some(column) = found.column.as_deref().filter(|text| !text.is_empty()) {
        place += &match lang {
            Lang::Sv if is_of_mapping(&found.problem) => format!(", ”{column}” i kolumnkartan"),
            Lang::En if is_of_mapping(&found.problem) => format!(", “{column}” in the mapping"),
            Lang::Sv => format!(", kolumn ”{column}”"),
            Lang::En => format!(", column “{column}”"),
        };
    }
    if let Some(value) = found.value.as_deref().filter(|text| !text.is_empty()) {
        place += &match lang {
            Lang::Sv => format!(", ”{value}”"),
            Lang::En => format!(", “{value}”"),
        };
    }
    let (what, remedy) = (problem(&found.problem, lang), remedy(&found.problem, lang));
    format!("{place}: {what} {remedy}")
}

/// Whether it is about a word of the mapping, and no column of the file.
fn is_of_mapping(problem: &Problem) -> bool {
    use IncidentProblem as P;
    use TableProblem as T;
    matches!(
        problem,
        Problem::Table(T::FieldNotMapped(_) | T::ColumnOrValue)
            | Problem::Incident(
                P::ProjectionNotSaid | P::UnknownProjection | P::NoSuchLayer { .. }
            )
    )
}

fn row(row: Row, lang: Lang) -> String {
    match (row, lang) {
        (Row::File, Lang::Sv) => "Filen".to_owned(),
        (Row::File, Lang::En) => "The file".to_owned(),
        (Row::Line(n), Lang::Sv) => format!("Rad {n}"),
        (Row::Line(n), Lang::En) => format!("Row {n}"),
        (Row::Item(n), Lang::Sv) => format!("Post {n}"),
        (Row::Item(n), Lang::En) => format!("Item {n}"),
    }
}

/// What is wrong, as a sentence.
pub(crate) fn problem(problem: &Problem, lang: Lang) -> String {
    match lang {
        Lang::Sv => problem_sv(problem),
        Lang::En => problem_en(problem),
    }
}

/// What to do, as a sentence.
pub(crate) fn remedy(problem: &Problem, lang: Lang) -> String {
    match lang {
        Lang::Sv => remedy_sv(problem),
        Lang::En => remedy_en(problem),
    }
}

fn problem_sv(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { limit } => format!("filen är större än {limit} byte uppackad."),
        Problem::LineTooLong { limit } => format!("raden är längre än {limit} byte."),
        Problem::TooManyRows { limit } => format!("filen har fler än {limit} rader."),
        Problem::TooManyCells { limit } => format!("raden har fler än {limit} celler."),
        Problem::OpenQuote => "ett citattecken öppnas här och stängs inte.".into(),
        Problem::BrokenGzip => "gzip-packningen är skadad.".into(),
        Problem::NotText => "innehållet är inte text.".into(),
        Problem::MixedEncoding => "texten är delvis UTF-8 och delvis inte.".into(),
        Problem::NothingInFile => "filen är tom.".into(),
        Problem::WebPage => "det här är en webbsida, inte en datafil.".into(),
        Problem::UnknownForm { .. } => "kolumnnamnen hör inte till någon känd form.".into(),
        Problem::MissingColumn => "kolumnen saknas i filen.".into(),
        Problem::WrongNumberOfCells { expected, found } => {
            format!("raden har {found} celler men rubrikraden {expected}.")
        }
        Problem::Empty => "värdet saknas.".into(),
        Problem::NotANumber => "inte ett tal.".into(),
        Problem::NotAWholeNumber => "inte ett heltal.".into(),
        Problem::Negative => "talet är mindre än noll.".into(),
        Problem::NotAPercentage => "andelen är större än 100 procent.".into(),
        Problem::NotAPeriod => "inte ett år eller en månad.".into(),
        Problem::NotATime => "inte en tidpunkt med tidszon.".into(),
        Problem::UnknownMunicipality => "ingen svensk kommun heter så.".into(),
        Problem::NotAMunicipalityCode => "ingen svensk kommun har den koden.".into(),
        Problem::CodeAndNameDiffer => "koden hör till en annan kommun än namnet.".into(),
        Problem::YearNotGiven => "filen säger inte vilket år den gäller.".into(),
        Problem::NotInhabitants => "nyckeltalet är inte antalet invånare.".into(),
        Problem::Contradiction { rows } => {
            let rows = list(rows, Lang::Sv);
            format!("samma uppgift står med olika värden ({rows}).")
        }
        Problem::NotJson { line, column } => {
            format!("går inte att läsa som JSON (rad {line}, tecken {column}).")
        }
        Problem::BodyText => "det här är brödtexter till notiser; de läses inte in.".into(),
        Problem::NotAPolicePath => "adressen är inte en sida hos polisen.".into(),
        Problem::Table(found) => table_problem::problem(found, Lang::Sv),
        Problem::Incident(found) => incidents::problem(found, Lang::Sv),
        Problem::More { count } => format!("ytterligare {count} fel är inte listade."),
    }
}

fn problem_en(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { limit } => {
            format!("the file is larger than {limit} bytes unpacked.")
        }
        Problem::LineTooLong { limit } => format!("the line is longer than {limit} bytes."),
        Problem::TooManyRows { limit } => format!("the file has more than {limit} rows."),
        Problem::TooManyCells { limit } => format!("the row has more than {limit} cells."),
        Problem::OpenQuote => "a quotation mark opens here and is not closed.".into(),
        Problem::BrokenGzip => "the gzip packing is damaged.".into(),
        Problem::NotText => "the content is not text.".into(),
        Problem::MixedEncoding => "the text is partly UTF-8 and partly not.".into(),
        Problem::NothingInFile => "the file is empty.".into(),
        Problem::WebPage => "this is a web page, not a data file.".into(),
        Problem::UnknownForm { .. } => "the column names belong to no known form.".into(),
        Problem::MissingColumn => "the column is not in the file.".into(),
        Problem::WrongNumberOfCells { expected, found } => {
            format!("the row has {found} cells but the header {expected}.")
        }
        Problem::Empty => "the value is missing.".into(),
        Problem::NotANumber => "not a number.".into(),
        Problem::NotAWholeNumber => "not a whole number.".into(),
        Problem::Negative => "the number is below zero.".into(),
        Problem::NotAPercentage => "the share is above 100 per cent.".into(),
        Problem::NotAPeriod => "not a year or a month.".into(),
        Problem::NotATime => "not a date and time with a time zone.".into(),
        Problem::UnknownMunicipality => "no Swedish municipality has this name.".into(),
        Problem::NotAMunicipalityCode => "no Swedish municipality has this code.".into(),
        Problem::CodeAndNameDiffer => {
            "the code belongs to another municipality than the name.".into()
        }
        Problem::YearNotGiven => "the file does not say which year it is about.".into(),
        Problem::NotInhabitants => "the key figure is not the number of inhabitants.".into(),
        Problem::Contradiction { rows } => {
            let rows = list(rows, Lang::En);
            format!("the same figure stands with different values ({rows}).")
        }
        Problem::NotJson { line, column } => {
            format!("cannot be read as JSON (line {line}, character {column}).")
        }
        Problem::BodyText => "these are body texts of notices; they are not imported.".into(),
        Problem::NotAPolicePath => "the address is not a page of the police.".into(),
        Problem::Table(found) => table_problem::problem(found, Lang::En),
        Problem::Incident(found) => incidents::problem(found, Lang::En),
        Problem::More { count } => format!("{count} more problems are not listed."),
    }
}

fn remedy_sv(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { .. } | Problem::TooManyRows { .. } => {
            "Dela filen, till exempel efter år, och läs in delarna var för sig.".into()
        }
        Problem::LineTooLong { .. } | Problem::TooManyCells { .. } => {
            "Kontrollera att det är rätt fil och att citattecken är avslutade.".into()
        }
        Problem::OpenQuote => "Ta bort citattecknet, eller sätt ett till där cellen slutar.".into(),
        Problem::BrokenGzip => "Hämta filen på nytt.".into(),
        Problem::NotText => "Spara den som textfil (CSV) och försök igen.".into(),
        Problem::MixedEncoding => "Hämta filen på nytt eller spara om den som UTF-8.".into(),
        Problem::NothingInFile => "Hämta filen på nytt.".into(),
        Problem::WebPage => "Spara databasfilen i stället för sidan.".into(),
        Problem::UnknownForm { known } => {
            format!(
                "Rubrikraden ska börja som i någon av dessa: {}.",
                known.join("  |  ")
            )
        }
        Problem::MissingColumn => "Hämta filen med alla kolumner.".into(),
        Problem::WrongNumberOfCells { .. } => "Rätta skiljetecken och citattecken på raden.".into(),
        Problem::Empty => {
            "Fyll i värdet; saknas uppgiften i källan skrivs två punkter (..).".into()
        }
        Problem::NotANumber => {
            "Skriv siffror, två punkter (..) för saknad uppgift eller - för noll.".into()
        }
        Problem::NotAWholeNumber => {
            "Skriv hela tal, utan decimaler och utan punkt eller komma mellan tusental.".into()
        }
        Problem::Negative => "Skriv noll eller mer.".into(),
        Problem::NotAPercentage => "Skriv en andel mellan 0 och 100.".into(),
        Problem::NotAPeriod => {
            "Skriv ett år som 2013 eller 2016 prel., och månaden som Jan, Feb, … Dec.".into()
        }
        Problem::NotATime => "Skriv tiden som 2023-04-03 9:12:05 +02:00.".into(),
        Problem::UnknownMunicipality => "Rätta stavningen, till exempel ”Lidköping kommun”.".into(),
        Problem::NotAMunicipalityCode => {
            "Skriv kommunkoden med fyra siffror, till exempel 1494 eller 0114.".into()
        }
        Problem::CodeAndNameDiffer => "Rätta koden eller namnet.".into(),
        Problem::YearNotGiven => "Ange året när du läser in filen.".into(),
        Problem::NotInhabitants => "Välj nyckeltalet ”Invånare totalt, antal” i Kolada.".into(),
        Problem::Contradiction { .. } => "Behåll den rad som är rätt och ta bort de andra.".into(),
        Problem::NotJson { .. } => "Hämta svaret på nytt.".into(),
        Problem::BodyText => "Läs in notiserna själva (svaret från /api/events).".into(),
        Problem::NotAPolicePath => "Skriv en sökväg som börjar med /aktuellt/.".into(),
        Problem::Table(found) => table_problem::remedy(found, Lang::Sv),
        Problem::Incident(found) => incidents::remedy(found, Lang::Sv),
        Problem::More { .. } => "Rätta de listade först och läs in igen.".into(),
    }
}

fn remedy_en(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { .. } | Problem::TooManyRows { .. } => {
            "Split the file, by year for instance, and import the parts one by one.".into()
        }
        Problem::LineTooLong { .. } | Problem::TooManyCells { .. } => {
            "Check that it is the right file and that quotation marks are closed.".into()
        }
        Problem::OpenQuote => {
            "Remove the quotation mark, or put another where the cell ends.".into()
        }
        Problem::BrokenGzip => "Fetch the file again.".into(),
        Problem::NotText => "Save it as a text file (CSV) and try again.".into(),
        Problem::MixedEncoding => "Fetch the file again or save it as UTF-8.".into(),
        Problem::NothingInFile => "Fetch the file again.".into(),
        Problem::WebPage => "Save the database file instead of the page.".into(),
        Problem::UnknownForm { known } => {
            format!(
                "The header should begin as in one of these: {}.",
                known.join("  |  ")
            )
        }
        Problem::MissingColumn => "Fetch the file with all its columns.".into(),
        Problem::WrongNumberOfCells { .. } => {
            "Correct the separators and quotation marks on the row.".into()
        }
        Problem::Empty => "Fill it in; a figure the source does not give is written (..).".into(),
        Problem::NotANumber => {
            "Write digits, two dots (..) for a missing figure or - for zero.".into()
        }
        Problem::NotAWholeNumber => {
            "Write whole numbers, without decimals and without a point or comma between thousands."
                .into()
        }
        Problem::Negative => "Write zero or more.".into(),
        Problem::NotAPercentage => "Write a share between 0 and 100.".into(),
        Problem::NotAPeriod => {
            "Write a year as 2013 or 2016 prel., and the month as Jan, Feb, … Dec (Swedish: Maj, \
             Okt)."
                .into()
        }
        Problem::NotATime => "Write the time as 2023-04-03 9:12:05 +02:00.".into(),
        Problem::UnknownMunicipality => {
            "Correct the spelling, for instance “Lidköping kommun”.".into()
        }
        Problem::NotAMunicipalityCode => {
            "Write the municipality code with four digits, such as 1494 or 0114.".into()
        }
        Problem::CodeAndNameDiffer => "Correct the code or the name.".into(),
        Problem::YearNotGiven => "Give the year when you import the file.".into(),
        Problem::NotInhabitants => {
            "Choose the key figure “Invånare totalt, antal” in Kolada.".into()
        }
        Problem::Contradiction { .. } => "Keep the row that is right and remove the others.".into(),
        Problem::NotJson { .. } => "Fetch the answer again.".into(),
        Problem::BodyText => "Import the notices themselves (the answer of /api/events).".into(),
        Problem::NotAPolicePath => "Write a path that begins with /aktuellt/.".into(),
        Problem::Table(found) => table_problem::remedy(found, Lang::En),
        Problem::Incident(found) => incidents::remedy(found, Lang::En),
        Problem::More { .. } => "Correct the listed ones first and import again.".into(),
    }
}

pub(crate) fn list(rows: &[Row], lang: Lang) -> String {
    let texts: Vec<String> = rows
        .iter()
        .map(|place| row(*place, lang).to_lowercase())
        .collect();
    texts.join(", ")
}

/// A note as a sentence with its count.
pub(crate) fn note(note: Note, lang: Lang) -> String {
    let count = note.count;
    let sentence = match (note.kind, lang) {
        (NoteKind::NothingInAnswer, Lang::Sv) => {
            return "Svaret var tomt. Det betyder inte att något har tagits bort.".into();
        }
        (NoteKind::NothingInAnswer, Lang::En) => {
            return "The answer was empty. That does not mean that anything was removed.".into();
        }
        (NoteKind::SameRowAgain, Lang::Sv) => "stod redan med samma värde och togs en gång",
        (NoteKind::SameRowAgain, Lang::En) => "stood already with the same value; taken once",
        (NoteKind::ZeroBesideNumber, Lang::Sv) => {
            "med noll stod bredvid samma uppgift med ett tal; talet gäller"
        }
        (NoteKind::ZeroBesideNumber, Lang::En) => {
            "with zero stood beside the same figure with a number; the number holds"
        }
        (NoteKind::MissingBesideFigure, Lang::Sv) => {
            "utan uppgift (..) stod bredvid samma uppgift med ett tal; talet gäller"
        }
        (NoteKind::MissingBesideFigure, Lang::En) => {
            "without a figure (..) stood beside the same with a number; the number holds"
        }
        (NoteKind::PreliminaryBesideFinal, Lang::Sv) => {
            "var preliminära bredvid slutliga; de slutliga gäller"
        }
        (NoteKind::PreliminaryBesideFinal, Lang::En) => {
            "were preliminary beside final ones; the final ones hold"
        }
        (NoteKind::WithoutInhabitants, Lang::Sv) => "saknade antal invånare och hoppades över",
        (NoteKind::WithoutInhabitants, Lang::En) => "had no number of inhabitants; left out",
        (NoteKind::LeadingZeroRestored, Lang::Sv) => {
            "hade en kommunkod som tappat sin första nolla och fick tillbaka den"
        }
        (NoteKind::LeadingZeroRestored, Lang::En) => {
            "had a municipality code without its leading zero, which was put back"
        }
        (NoteKind::OlderVersion, Lang::Sv) => "stod i flera versioner; den senast ändrade behölls",
        (NoteKind::OlderVersion, Lang::En) => {
            "stood in several versions; the one changed last was kept"
        }
        (NoteKind::UnknownHeading, Lang::Sv) => {
            "har en rubrik på ett nytt sätt; de behölls utan händelsens tid"
        }
        (NoteKind::UnknownHeading, Lang::En) => {
            "have a heading in a new form; kept without the time of the event"
        }
        (NoteKind::OtherGroup, Lang::Sv) => {
            "är grupper av annat slag än liknande kommuner och hoppades över"
        }
        (NoteKind::OtherGroup, Lang::En) => {
            "are groups of another kind than comparable municipalities; left out"
        }
    };
    let rows = match (lang, count) {
        (Lang::Sv, 1) => "rad",
        (Lang::Sv, _) => "rader",
        (Lang::En, 1) => "row",
        (Lang::En, _) => "rows",
    };
    format!("{count} {rows} {sentence}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_what_to_do() {
        let found = RowProblem::in_column(Row::Line(14), "Antal", "tolv", Problem::NotANumber);
        assert_eq!(
            found.text(Lang::Sv),
            "Rad 14, kolumn ”Antal”, ”tolv”: inte ett tal. Skriv siffror, två punkter (..) för \
             saknad uppgift eller - för noll."
        );
        assert_eq!(
            found.text(Lang::En),
            "Row 14, column “Antal”, “tolv”: not a number. Write digits, two dots (..) for a \
             missing figure or - for zero."
        );
    }

    #[test]
    fn a_contradiction_names_its_rows() {
        let rows = vec![Row::Line(2), Row::Line(3)];
        let found =
            RowProblem::in_column(Row::Line(3), "Antal", "8", Problem::Contradiction { rows });
        let text = found.text(Lang::Sv);
        assert!(text.contains("(rad 2, rad 3)"), "{text}");
    }

    #[test]
    fn a_note_counts_its_rows() {
        let note = |count| Note {
            kind: NoteKind::ZeroBesideNumber,
            count,
        };
        assert!(note(1).text(Lang::Sv).starts_with("1 rad med noll"));
        assert!(note(10).text(Lang::En).starts_with("10 rows with zero"));
    }
}
