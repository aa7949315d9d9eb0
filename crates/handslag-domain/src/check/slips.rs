//! What is wrong with a text that cannot be read, in plain words. The readers
//! of TOML and JSON say it in English and to programmers.

use super::words::Words;

/// What the reader of TOML or JSON stumbled on, beginning in the middle of a sentence.
pub fn of_syntax(what: &str, words: Words) -> String {
    match words {
        Words::En => quoted(what),
        Words::Sv => swedish_slip(what),
    }
}

/// What is wrong with a field.
pub fn of_field(what: &str, words: Words) -> String {
    let what = match words {
        Words::En => what.to_owned(),
        Words::Sv => swedish_field(what),
    };
    quoted(&what)
}

/// Marks of code become quotation marks.
fn quoted(text: &str) -> String {
    text.replace('`', "\"")
}

/// Kinds of slips by a part of the reader's words, the narrower first.
const SLIPS: [(&str, &str); 29] = [
    ("recursion limit", "för många nivåer i varandra"),
    ("EOF while parsing", "texten tar slut mitt i"),
    ("trailing comma", "ett kommatecken för mycket"),
    ("trailing characters", "något står efter slutet"),
    (
        "key must be a string",
        "ett namn som inte står inom citattecken",
    ),
    ("expected `:`", "ett kolon saknas efter namnet"),
    (
        "expected `,` or",
        "ett kommatecken eller en avslutande parentes saknas",
    ),
    ("extra comma", "ett kommatecken för mycket"),
    ("missing comma", "ett kommatecken saknas"),
    (
        "unclosed array table",
        "en rubrik inom [[ ]] som inte är avslutad",
    ),
    ("unclosed table", "en rubrik inom [ ] som inte är avslutad"),
    ("missing table open", "en rubrik som saknar sin första ["),
    ("unclosed array", "en lista inom [ ] som inte är avslutad"),
    ("array opening", "en lista som saknar sin första ["),
    (
        "unclosed inline table",
        "en tabell inom { } som inte är avslutad",
    ),
    ("inline table", "en tabell inom { } som inte går att läsa"),
    ("unexpected `=`", "ett likhetstecken på fel ställe"),
    ("extra `=`", "ett likhetstecken för mycket"),
    ("extra assignment", "ett likhetstecken för mycket"),
    ("assignment", "ett likhetstecken saknas"),
    ("key with no value", "ett likhetstecken saknas efter namnet"),
    (
        "keys cannot be empty",
        "ett namn saknas före likhetstecknet",
    ),
    (
        "string values must be quoted",
        "ett värde saknas, eller en text utan citattecken",
    ),
    (
        "escape",
        "ett omvänt snedstreck som inte går att läsa; skriv två",
    ),
    (
        "string",
        "en text som saknar citattecken i början eller slutet",
    ),
    (
        "boolean",
        "sant skrivs true och falskt false, med små bokstäver",
    ),
    (
        "date",
        "ett datum som inte går att läsa; sätt det inom citattecken",
    ),
    ("number", "ett tal som inte går att läsa"),
    (
        "value",
        "ett värde som inte går att läsa; sätt text inom citattecken",
    ),
];

fn swedish_slip(what: &str) -> String {
    if let Some((_, name)) = what.split_once("duplicate key") {
        let name = name.trim().trim_matches('`');
        return match name.is_empty() {
            true => "samma namn står två gånger i samma tabell".to_owned(),
            false => format!("\"{name}\" står två gånger i samma tabell"),
        };
    }
    let slip = SLIPS.iter().find(|(part, _)| what.contains(part));
    slip.map_or_else(
        || format!("ett skrivfel ({})", quoted(what)),
        |(_, slip)| (*slip).to_owned(),
    )
}

/// The reader's words about a field, and ours, from left to right.
const PARTS: [(&str, &str); 34] = [
    ("target of shape ", "mål av formen "),
    ("missing field ", "det här saknas: "),
    ("invalid type: ", "fann "),
    ("invalid value: ", "fann "),
    ("unknown variant ", "okänt ord: "),
    (", expected one of ", ", väntade ett av "),
    (", expected ", ", väntade "),
    (
        "a number, such as 30 or 1.5",
        "ett tal, till exempel 30 eller 1.5",
    ),
    (
        "a date in words, such as ",
        "ett datum i ord, till exempel ",
    ),
    ("a period, such as ", "en period, till exempel "),
    ("struct PromiseDocument", "ett helt löfte"),
    ("a string", "en text"),
    ("a sequence", "en lista"),
    ("sequence", "en lista"),
    ("a boolean", "sant eller falskt"),
    ("boolean", "sant eller falskt:"),
    ("a map", "en tabell"),
    ("map", "en tabell"),
    ("string ", "texten "),
    ("integer ", "talet "),
    ("floating point ", "talet "),
    ("null", "ingenting"),
    (
        "give an amount with `at_least`, `exactly`, `at_most` or `between`",
        "ange en mängd: minst (at_least), precis (exactly), högst (at_most) eller mellan (between)",
    ),
    (
        "say what is covered with `set`, `members`, `places`, `weekdays` or `words`",
        "ange vad som ska nås: en mängd (set), medlemmar (members), platser (places), veckodagar (weekdays) eller ord (words)",
    ),
    (
        "a target needs a `shape`, such as \"count\" or \"none\"",
        "ett mål behöver en form (shape), till exempel \"count\" eller \"none\"",
    ),
    (
        " has more digits than can be kept; write it as text, in quotation marks",
        " har fler siffror än som kan behållas; skriv det som text, inom citattecken",
    ),
    (
        " may mean thousands or three decimals; write 4000 or 4 000, or 1.5",
        " kan betyda tusental eller tre decimaler; skriv 4000 eller 4 000, eller 1.5",
    ),
    (" is not a number", " är inget tal"),
    ("u32", "ett helt tal"),
    ("u64", "ett helt tal"),
    ("i64", "ett helt tal"),
    ("nonnegative ", ""),
    (" or ", " eller "),
    ("struct ", "en tabell för "),
];

fn swedish_field(what: &str) -> String {
    let mut said = String::new();
    let mut rest = what;
    // Words within quotation marks are the document's own and stay as they are.
    while let Some(sign) = rest.chars().next() {
        let known = PARTS.iter().find(|(english, _)| rest.starts_with(english));
        let starts_word = said.chars().last().is_none_or(|c| !c.is_alphanumeric());
        match known {
            Some((english, swedish)) if starts_word || english.starts_with([' ', ',']) => {
                said.push_str(swedish);
                rest = &rest[english.len()..];
            }
            _ if sign == '"' || sign == '`' => {
                let end = rest[1..].find(sign).map_or(rest.len(), |at| at + 2);
                said.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            _ => {
                said.push(sign);
                rest = &rest[sign.len_utf8()..];
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::super::check_text;
    use super::*;

    fn check(text: &str, place: &str, swedish: &str) {
        let (_, findings) = check_text(text, Words::Sv);
        let said = (findings[0].place.as_str(), findings[0].what.as_str());
        let what = format!("Dokumentet kan inte läsas: {swedish}.");
        assert_eq!(said, (place, what.as_str()), "{text}");
        let (_, findings) = check_text(text, Words::En);
        assert!(
            findings[0]
                .what
                .starts_with("The document cannot be read: ")
        );
        assert!(!findings[0].what.contains('`'), "{findings:?}");
    }

    #[test]
    fn a_slip_in_toml_is_told_by_its_kind_line_and_column() {
        check(
            "[promise]\nid = ",
            "rad 2, kolumn 6",
            "ett värde saknas, eller en text utan citattecken",
        );
        check(
            "[promise]\nid = \"p\ntitle = \"t\"",
            "rad 2, kolumn 8",
            "en text som saknar citattecken i början eller slutet",
        );
        check(
            "[promise]\nid = p",
            "rad 2, kolumn 6",
            "ett värde saknas, eller en text utan citattecken",
        );
        check(
            "[promise]\nid = \"p\"\nid = \"q\"",
            "rad 3, kolumn 1",
            "samma namn står två gånger i samma tabell",
        );
        check(
            "[promise\nid = \"p\"",
            "rad 1, kolumn 9",
            "en rubrik inom [ ] som inte är avslutad",
        );
        check(
            "[promise]\nparties = [\"a\" \"b\"]",
            "rad 2, kolumn 16",
            "ett kommatecken saknas",
        );
        check(
            "[promise]\nid \"p\"",
            "rad 2, kolumn 4",
            "ett likhetstecken saknas efter namnet",
        );
    }

    #[test]
    fn a_slip_in_json_is_told_by_its_kind_line_and_column() {
        check(
            "{\n  \"promise\": {",
            "rad 2, kolumn 14",
            "texten tar slut mitt i",
        );
        check(
            "{ \"promise\": {},\n  \"promise\": {} }",
            "rad 2, kolumn 11",
            "\"promise\" står två gånger i samma tabell",
        );
        check(
            "{ \"promise\": {}, }",
            "rad 1, kolumn 18",
            "ett kommatecken för mycket",
        );
        check(
            "{ \"example\" true }",
            "rad 1, kolumn 13",
            "ett kolon saknas efter namnet",
        );
    }

    #[test]
    fn a_wrong_field_is_told_in_swedish() {
        let promise = "[promise]\nid = \"p\"\ntitle = \"t\"\n";
        check(
            "[promise]\ntitle = \"t\"",
            "promise",
            "det här saknas: \"id\"",
        );
        check(
            &promise.replace("\"t\"", "3"),
            "promise.title",
            "fann talet \"3\", väntade en text",
        );
        let commitment = |target: &str| {
            format!("{promise}[[commitments]]\nid = \"c\"\nwords = \"w\"\ntarget = {target}\n")
        };
        let place = "commitments[0].target";
        check(
            &commitment("{ shape = \"count\", at_least = \"many\" }"),
            place,
            "mål av formen \"count\": \"at_least\": \"many\" är inget tal",
        );
        check(
            &commitment("{ shape = \"count\", at_least = \"4.000\" }"),
            place,
            "mål av formen \"count\": \"at_least\": \"4.000\" kan betyda tusental eller tre decimaler; skriv 4000 eller 4 000, eller 1.5",
        );
        check(
            &commitment("{ shape = \"count\" }"),
            place,
            "mål av formen \"count\": ange en mängd: minst (at_least), precis (exactly), högst (at_most) eller mellan (between)",
        );
        check(
            &commitment("{ at_least = 1 }"),
            place,
            "ett mål behöver en form (shape), till exempel \"count\" eller \"none\"",
        );
    }
}
