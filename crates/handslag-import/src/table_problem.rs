//! What can be wrong with a table of activities or its mapping, with the words for it in Swedish and English.

use crate::problem::{Lang, Row};

/// What can be wrong with a table, a mapping or a row of activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableProblem {
    /// A workbook as it lies on the disk is larger than we open.
    PackedTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// A workbook has more parts inside than we open.
    TooManyParts {
        /// The limit.
        limit: usize,
    },
    /// There are more cells than we read, counting those between the first and last of each row.
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// The cells hold more text than we read.
    TooMuchText {
        /// The limit in bytes.
        limit: usize,
    },
    /// The rows take more memory than there is for them.
    TooMuchToHold {
        /// The limit in bytes.
        limit: usize,
    },
    /// A workbook claims more formats or texts than any real one has.
    TooManyFormats,
    /// Not a readable XLSX workbook.
    BrokenWorkbook,
    /// An old `.xls`, or locked with a password.
    OldOrLockedWorkbook,
    /// No sheet has the asked name.
    NoSuchSheet {
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// No row looks like column names.
    NoHeader,
    /// There is something beside the table, where no column has a name.
    OutsideTable,
    /// The mapping names a column that the file does not have.
    ColumnNotFound {
        /// The column whose name is most like it.
        closest: Option<String>,
    },
    /// The mapping says nothing about a field that must be there.
    FieldNotMapped(Needed),
    /// The mapping gives a field both a column and a fixed value, or neither.
    ColumnOrValue,
    /// A value that every activity must have is empty.
    Required,
    /// Not a number of something done.
    NotAnAmount,
    /// `4.000` may be four thousand, or four.
    MayBeThousands,
    /// Not a day or a month.
    NotADay,
    /// The calendar has no such day.
    NoSuchDay,
    /// A year that no log of a promise is about.
    UnlikelyYear,
    /// A day that has not come.
    InTheFuture,
    /// Not a time of the day.
    NotATimeOfDay,
    /// No known place has this name.
    UnknownPlace {
        /// The names most like it.
        nearest: Vec<String>,
    },
    /// No place of the picture has this name.
    UnknownPlaceOfPicture {
        /// The names most like it.
        nearest: Vec<String>,
    },
    /// No known party has this name.
    UnknownParty {
        /// The names most like it.
        nearest: Vec<String>,
    },
    /// No known commitment has this name.
    UnknownCommitment {
        /// The names most like it.
        nearest: Vec<String>,
    },
    /// No known way of saying something, or no known group.
    UnknownWord {
        /// Those there are, in Swedish.
        sv: Vec<String>,
        /// The same in English.
        en: Vec<String>,
    },
    /// More are said to have said something than were asked.
    MoreThanAsked,
    /// The cell holds a formula's error, such as `#N/A`.
    FormulaError,
    /// A text that may hold personal data.
    TextRefused {
        /// What may point out a person, quoted.
        found: String,
    },
    /// The same id stands on rows that say different things.
    SameIdTwice {
        /// The rows concerned.
        rows: Vec<Row>,
    },
}

/// What every row must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// When it was.
    When,
    /// What was done.
    Done,
    /// What was said.
    Said,
    /// Which register or reporter says so.
    Source,
    /// The other of two coordinates.
    OtherAxis,
}

impl Needed {
    fn words(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Self::When => ("när det var", "when it was"),
            Self::Done => ("vad som gjordes", "what was done"),
            Self::Said => ("vad som sades", "what was said"),
            Self::Source => ("vem uppgifterna kommer från", "whom it comes from"),
            Self::OtherAxis => ("den andra koordinaten", "the other coordinate"),
        };
        match lang {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }
}

/// What is wrong, as a sentence.
pub(crate) fn problem(problem: &TableProblem, lang: Lang) -> String {
    match lang {
        Lang::Sv => problem_sv(problem),
        Lang::En => problem_en(problem),
    }
}

/// What to do, as a sentence.
pub(crate) fn remedy(problem: &TableProblem, lang: Lang) -> String {
    match lang {
        Lang::Sv => remedy_sv(problem),
        Lang::En => remedy_en(problem),
    }
}

fn problem_sv(problem: &TableProblem) -> String {
    use TableProblem as P;
    match problem {
        P::PackedTooLarge { limit } => format!("filen är större än {limit} byte."),
        P::TooManyParts { limit } => format!("arbetsboken har fler än {limit} delar inuti."),
        P::TooManyCells { limit } => format!("tabellen har fler än {limit} celler."),
        P::TooMuchText { limit } => format!("cellerna rymmer mer än {limit} byte text."),
        P::TooMuchToHold { limit } => format!("raderna tar mer än {limit} byte i minnet."),
        P::TooManyFormats => "arbetsboken uppger orimligt många format eller texter.".into(),
        P::BrokenWorkbook => "går inte att läsa som en Excel-arbetsbok.".into(),
        P::OldOrLockedWorkbook => {
            "det här är en äldre Excel-fil (.xls) eller en med lösenord.".into()
        }
        P::NoSuchSheet { .. } => "arbetsboken har inget sådant blad.".into(),
        P::NoHeader => "ingen rad ser ut som kolumnnamn.".into(),
        P::OutsideTable => "cellen står utanför tabellen, där ingen kolumn har namn.".into(),
        P::ColumnNotFound { .. } => "kolumnen finns inte i filen.".into(),
        P::FieldNotMapped(needed) => {
            format!("kolumnkartan säger inte {}.", needed.words(Lang::Sv))
        }
        P::ColumnOrValue => "fältet ska ha antingen en kolumn eller ett fast värde.".into(),
        P::Required => "värdet saknas.".into(),
        P::NotAnAmount => "inte ett tal.".into(),
        P::MayBeThousands => "talet kan betyda tusental eller tre decimaler.".into(),
        P::NotADay => "inte ett datum.".into(),
        P::NoSuchDay => "dagen finns inte i almanackan.".into(),
        P::UnlikelyYear => "året är inte rimligt.".into(),
        P::InTheFuture => "dagen har inte varit än.".into(),
        P::NotATimeOfDay => "inte ett klockslag.".into(),
        P::UnknownPlace { .. } | P::UnknownPlaceOfPicture { .. } => "platsen är inte känd.".into(),
        P::UnknownParty { .. } => "parten är inte känd.".into(),
        P::UnknownCommitment { .. } => "åtagandet är inte känt.".into(),
        P::UnknownWord { .. } => "ordet är inte känt här.".into(),
        P::MoreThanAsked => "fler har sagt det än som tillfrågades.".into(),
        P::FormulaError => "cellen innehåller ett formelfel.".into(),
        P::TextRefused { found } => {
            format!("texten ser ut att innehålla personuppgifter: {found}.")
        }
        P::SameIdTwice { rows } => format!(
            "samma id står på rader som säger olika saker ({}).",
            crate::sentences::list(rows, Lang::Sv)
        ),
    }
}

fn problem_en(problem: &TableProblem) -> String {
    use TableProblem as P;
    match problem {
        P::PackedTooLarge { limit } => format!("the file is larger than {limit} bytes."),
        P::TooManyParts { limit } => format!("the workbook has more than {limit} parts inside."),
        P::TooManyCells { limit } => format!("the table has more than {limit} cells."),
        P::TooMuchText { limit } => format!("the cells hold more than {limit} bytes of text."),
        P::TooMuchToHold { limit } => format!("the rows take more than {limit} bytes of memory."),
        P::TooManyFormats => {
            "the workbook claims an unreasonable number of formats or texts.".into()
        }
        P::BrokenWorkbook => "cannot be read as an Excel workbook.".into(),
        P::OldOrLockedWorkbook => {
            "this is an old Excel file (.xls), or one with a password.".into()
        }
        P::NoSuchSheet { .. } => "the workbook has no such sheet.".into(),
        P::NoHeader => "no row looks like column names.".into(),
        P::OutsideTable => "the cell stands outside the table, where no column has a name.".into(),
        P::ColumnNotFound { .. } => "the column is not in the file.".into(),
        P::FieldNotMapped(needed) => {
            format!("the mapping does not say {}.", needed.words(Lang::En))
        }
        P::ColumnOrValue => "the field needs either a column or a fixed value.".into(),
        P::Required => "the value is missing.".into(),
        P::NotAnAmount => "not a number.".into(),
        P::MayBeThousands => "the number may mean thousands or three decimals.".into(),
        P::NotADay => "not a date.".into(),
        P::NoSuchDay => "the calendar has no such day.".into(),
        P::UnlikelyYear => "the year is not likely.".into(),
        P::InTheFuture => "the day has not come yet.".into(),
        P::NotATimeOfDay => "not a time of day.".into(),
        P::UnknownPlace { .. } | P::UnknownPlaceOfPicture { .. } => {
            "the place is not known.".into()
        }
        P::UnknownParty { .. } => "the party is not known.".into(),
        P::UnknownCommitment { .. } => "the commitment is not known.".into(),
        P::UnknownWord { .. } => "the word is not known here.".into(),
        P::MoreThanAsked => "more have said so than were asked.".into(),
        P::FormulaError => "the cell holds a formula error.".into(),
        P::TextRefused { found } => format!("the text seems to hold personal data: {found}."),
        P::SameIdTwice { rows } => format!(
            "the same id stands on rows that say different things ({}).",
            crate::sentences::list(rows, Lang::En)
        ),
    }
}

fn remedy_sv(problem: &TableProblem) -> String {
    use TableProblem as P;
    match problem {
        P::PackedTooLarge { .. }
        | P::TooManyCells { .. }
        | P::TooMuchText { .. }
        | P::TooMuchToHold { .. } => {
            "Dela filen, till exempel efter år, och ta bort det som står utanför tabellen.".into()
        }
        P::TooManyParts { .. } | P::TooManyFormats | P::BrokenWorkbook => {
            "Öppna filen i Excel eller LibreOffice och spara bladet som CSV.".into()
        }
        P::OldOrLockedWorkbook => "Spara den som .xlsx utan lösenord, eller som CSV.".into(),
        P::NoSuchSheet { sheets } => format!("Välj ett av bladen: {}.", sheets.join(", ")),
        P::NoHeader => "Skriv kolumnnamnen på en rad ovanför uppgifterna.".into(),
        P::OutsideTable => "Ta bort cellen eller ge dess kolumn ett namn i rubrikraden.".into(),
        P::ColumnNotFound { closest } => match closest {
            Some(name) => format!("Menar du ”{name}”? Rätta kolumnens namn i kolumnkartan."),
            None => "Rätta kolumnens namn i kolumnkartan, eller välj rätt fil.".into(),
        },
        P::FieldNotMapped(_) => "Ange en kolumn eller ett fast värde för fältet.".into(),
        P::ColumnOrValue => "Behåll det ena av column och value.".into(),
        P::Required => "Fyll i cellen eller ta bort raden.".into(),
        P::NotAnAmount => "Skriv bara siffror, till exempel 3 eller 1,5.".into(),
        P::MayBeThousands => "Skriv tusental utan punkt eller komma: 4000 eller 4 000.".into(),
        P::NotADay => "Skriv datumet som 2023-03-12, eller månaden som 2023-03.".into(),
        P::NoSuchDay => "Kontrollera dag och månad, och ordningen dem emellan.".into(),
        P::UnlikelyYear => "Skriv ett år mellan 1990 och 2099, med fyra siffror.".into(),
        P::InTheFuture => "Ta in raden när det är gjort, eller rätta året.".into(),
        P::NotATimeOfDay => "Skriv klockslaget som 21:15.".into(),
        P::UnknownPlace { nearest } => format!(
            "{}Översätt namnet i kolumnkartan, eller lägg till platsen i löftet; med \
             new_places = \"keep\" behålls nya platser som de står.",
            did_you_mean(nearest, Lang::Sv)
        ),
        P::UnknownPlaceOfPicture { nearest } => format!(
            "{}Skriv platsen som i lägesbilden, eller lägg till den där.",
            did_you_mean(nearest, Lang::Sv)
        ),
        P::UnknownParty { nearest } => format!(
            "{}Översätt namnet i kolumnkartan, eller lägg till parten i löftet.",
            did_you_mean(nearest, Lang::Sv)
        ),
        P::UnknownCommitment { nearest } => format!(
            "{}Skriv åtagandets id eller namn som i löftet.",
            did_you_mean(nearest, Lang::Sv)
        ),
        P::UnknownWord { sv, .. } => format!(
            "Skriv något av: {}. Passar inget, lämna cellen tom.",
            sv.join(", ")
        ),
        P::MoreThanAsked => "Rätta antalet, eller hur många som tillfrågades.".into(),
        P::FormulaError => "Rätta formeln eller skriv värdet.".into(),
        P::TextRefused { .. } => "Ta bort uppgiften ur cellen.".into(),
        P::SameIdTwice { .. } => "Ge raderna olika id, eller behåll den som är rätt.".into(),
    }
}

fn remedy_en(problem: &TableProblem) -> String {
    use TableProblem as P;
    match problem {
        P::PackedTooLarge { .. }
        | P::TooManyCells { .. }
        | P::TooMuchText { .. }
        | P::TooMuchToHold { .. } => {
            "Split the file, by year for instance, and remove what stands outside the table.".into()
        }
        P::TooManyParts { .. } | P::TooManyFormats | P::BrokenWorkbook => {
            "Open the file in Excel or LibreOffice and save the sheet as CSV.".into()
        }
        P::OldOrLockedWorkbook => "Save it as .xlsx without a password, or as CSV.".into(),
        P::NoSuchSheet { sheets } => format!("Choose one of the sheets: {}.", sheets.join(", ")),
        P::NoHeader => "Write the column names on a row above the entries.".into(),
        P::OutsideTable => "Remove the cell, or name its column in the header row.".into(),
        P::ColumnNotFound { closest } => match closest {
            Some(name) => format!("Do you mean “{name}”? Correct the column name in the mapping."),
            None => "Correct the column name in the mapping, or choose the right file.".into(),
        },
        P::FieldNotMapped(_) => "Give a column or a fixed value for the field.".into(),
        P::ColumnOrValue => "Keep one of column and value.".into(),
        P::Required => "Fill in the cell or remove the row.".into(),
        P::NotAnAmount => "Write digits only, such as 3 or 1.5.".into(),
        P::MayBeThousands => "Write thousands without point or comma: 4000 or 4 000.".into(),
        P::NotADay => "Write the date as 2023-03-12, or the month as 2023-03.".into(),
        P::NoSuchDay => "Check the day and the month, and which of them comes first.".into(),
        P::UnlikelyYear => "Write a year between 1990 and 2099, with four digits.".into(),
        P::InTheFuture => "Import the row when it is done, or correct the year.".into(),
        P::NotATimeOfDay => "Write the time as 21:15.".into(),
        P::UnknownPlace { nearest } => format!(
            "{}Translate the name in the mapping, or add the place to the promise; with \
             new_places = \"keep\" new places are kept as they stand.",
            did_you_mean(nearest, Lang::En)
        ),
        P::UnknownPlaceOfPicture { nearest } => format!(
            "{}Write the place as in the picture, or add it there.",
            did_you_mean(nearest, Lang::En)
        ),
        P::UnknownParty { nearest } => format!(
            "{}Translate the name in the mapping, or add the party to the promise.",
            did_you_mean(nearest, Lang::En)
        ),
        P::UnknownCommitment { nearest } => format!(
            "{}Write the id or the name of the commitment as in the promise.",
            did_you_mean(nearest, Lang::En)
        ),
        P::UnknownWord { en, .. } => format!(
            "Write one of: {}. If none fits, leave the cell empty.",
            en.join(", ")
        ),
        P::MoreThanAsked => "Correct the number, or how many were asked.".into(),
        P::FormulaError => "Correct the formula or write the value.".into(),
        P::TextRefused { .. } => "Remove it from the cell.".into(),
        P::SameIdTwice { .. } => {
            "Give the rows different ids, or keep the one that is right.".into()
        }
    }
}

fn did_you_mean(nearest: &[String], lang: Lang) -> String {
    if nearest.is_empty() {
        return String::new();
    }
    match lang {
        Lang::Sv => format!("Menar du ”{}”? ", nearest.join("” eller ”")),
        Lang::En => format!("Do you mean “{}”? ", nearest.join("” or “")),
    }
}
