//! Does a note hold personal data? Found before it is saved, because what is not stored cannot leak.
//!
//! Hard patterns (identity numbers, phone numbers, e-mail addresses) block; plates and apartment
//! numbers warn, and so does a name or an address alone; together they block. Numbers are read the way people write them: with spaces, dashes of any kind,
//! full-width digits and invisible characters.

use crate::analyser::is_invisible;
use crate::person::names_and_addresses;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What sort of personal data was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Personnummer, samordningsnummer, or an interim number with a letter in its serial.
    IdentityNumber,
    /// A phone number that may belong to a person; not 112, 114 14, 020 or 077 numbers.
    Phone,
    /// An e-mail address.
    Email,
    /// The plate of a Swedish vehicle: `ABC 123`, `ABC 12D`.
    RegistrationPlate,
    /// An apartment number: `lgh 1101`.
    ApartmentNumber,
    /// A given name and a family name.
    Name,
    /// A street with the number of a house, after "på" or "vid".
    Address,
}

/// What should happen to the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The note must not be saved as it is.
    Block,
    /// The writer is asked; it may be something else.
    Warn,
}

/// One piece of text that looks like personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: Kind,
    /// How sure we are.
    pub severity: Severity,
    /// Where it stands in the note, in bytes; both ends lie between characters.
    pub range: Range<usize>,
    /// The text at `range`, as it was written.
    pub text: String,
}

/// Everything in a note that looks like personal data, in the order it stands, without overlaps.
///
/// ```
/// use handslag_text::{Kind, Severity, check_note};
/// let findings = check_note("Ring 070-174 06 05 om bilen ABC 123.");
/// assert_eq!(findings[0].kind, Kind::Phone);
/// assert_eq!(findings[0].text, "070-174 06 05");
/// assert_eq!(findings[1].severity, Severity::Warn);
/// assert!(check_note("Anmäl på 114 14, i nödläge 112.").is_empty());
/// ```
pub fn check_note(note: &str) -> Vec<Finding> {
    let plain = Plain::of(note);
    let found = [
        identity_numbers,
        phones,
        emails,
        plates,
        apartments,
        names_and_addresses,
    ];
    let found = found.iter();
    let mut found: Vec<Found> = found.flat_map(|find| find(&plain.text)).collect();
    found.sort_by_key(|found| (found.severity, found.kind, found.range.start));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if kept.iter().all(|other| !overlap(&one.range, &other.range)) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|found| found.range.start);
    kept.into_iter()
        .map(|found| plain.finding(note, found))
        .collect()
}

/// A finding whose range counts bytes of the plain text.
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) severity: Severity,
    pub(crate) range: Range<usize>,
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The note with one spelling for every space, dash and digit, and the way back to the original.
struct Plain {
    text: String,
    /// For each byte of `text`, the bytes of the original character it came from.
    origins: Vec<Range<usize>>,
}

impl Plain {
    fn of(note: &str) -> Self {
        let mut plain = Self {
            text: String::with_capacity(note.len()),
            origins: Vec::new(),
        };
        for (at, original) in note.char_indices().filter(|(_, c)| !is_invisible(*c)) {
            plain
                .text
                .extend(std::iter::once(original).nfkc().map(plain_char));
            plain
                .origins
                .resize(plain.text.len(), at..at + original.len_utf8());
        }
        plain
    }

    fn finding(&self, note: &str, found: Found) -> Finding {
        let range = self.origins[found.range.start].start..self.origins[found.range.end - 1].end;
        let text = note[range.clone()].to_owned();
        Finding {
            kind: found.kind,
            severity: found.severity,
            range,
            text,
        }
    }
}

fn plain_char(c: char) -> char {
    match c {
        '\n' | '\r' => '\n',
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{30FC}' => '-',
        '\u{0660}'..='\u{0669}' => digit(c, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(c, '\u{06F0}'),
        c => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// A fixed pattern, in verbose mode: spaces in it do not count.
pub(crate) fn pattern(verbose: &str) -> Regex {
    Regex::new(&format!("(?x){verbose}")).expect("the pattern is fixed and covered by tests")
}

/// Where a number may begin: a digit with no digit, nor a decimal's point, before it.
fn number_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes[at].is_ascii_digit();
    (0..bytes.len()).filter(move |&at| {
        let after_digit = at > 0 && is_digit(at - 1);
        let after_point = at > 1 && matches!(bytes[at - 1], b'.' | b',') && is_digit(at - 2);
        is_digit(at) && !after_digit && !after_point
    })
}

fn digit_follows(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c: char| c.is_ascii_digit())
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

// The crate `personnummer` 3.1.1 was tried on 21,696 official test numbers. It leaves out 60 when
// it checks the digit of a coordination number and so refuses all 1,132 of them, reads every
// short number as born in the 1900s (29 February 2000 does not exist to it), knows no spaces and
// finds nothing inside a text. Hence the forty lines below.

static IDENTITY_NUMBER: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let s = r"[\ ./-]?";
    let rest = format!(
        r"(?<year>\d\d)(?<before_month>{s})(?<month>\d\d)(?<before_day>{s})(?<day>\d\d)
          (?<gap>\ {{0,2}}[-+/]{{0,2}}\ {{0,2}})
          (?<serial>[\dTRSUWXJKLMN]\ ?\d\ ?\d\ ?)(?<check>\d)"
    );
    [
        pattern(&format!(r"^(?<century>18|19|20){s}{rest}")),
        pattern(&format!("^{rest}")),
    ]
});

/// Twelve digits, four separators of the date, six signs in the gap, three spaces after it.
const LONGEST_IDENTITY_NUMBER: usize = 25;

/// Ten or twelve digits written one by one: `8 1 1 2 1 8 9 8 7 6`.
static SPELLED_OUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d(?:\ \d){9}(?:\ \d\ \d)?"));

fn identity_numbers(text: &str) -> Vec<Found> {
    let found = |start: usize| {
        let (length, severity) = identity_number(&text[start..])?;
        Some(Found {
            kind: Kind::IdentityNumber,
            severity,
            range: start..start + length,
        })
    };
    // An identity number has nine digits or more; most numbers need no closer look.
    let long_enough = |start: &usize| {
        let near = text.as_bytes()[*start..]
            .iter()
            .take(LONGEST_IDENTITY_NUMBER);
        near.filter(|byte| byte.is_ascii_digit()).count() >= 9
    };
    number_starts(text)
        .filter(long_enough)
        .filter_map(found)
        .collect()
}

/// The length in bytes of the identity number the text begins with.
fn identity_number(text: &str) -> Option<(usize, Severity)> {
    if let Some(spelled) = SPELLED_OUT.find(text) {
        let joined = only_digits(spelled.as_str());
        if !digit_follows(text, spelled.end()) && identity_number(&joined).is_some() {
            return Some((spelled.end(), Severity::Block));
        }
    }
    IDENTITY_NUMBER.iter().find_map(|form| {
        let parts = form.captures(text)?;
        let length = parts[0].len();
        let two_digits = |name: &str| parts[name].parse::<u32>().ok();
        let (year, month, day) = (
            two_digits("year")?,
            two_digits("month")?,
            two_digits("day")?,
        );
        let century = parts
            .name("century")
            .and_then(|c| c.as_str().parse::<u32>().ok());
        let serial = parts["serial"].replace(' ', "");
        // An interim number's letter counts as 1.
        let serial = serial.replace(|c: char| c.is_ascii_alphabetic(), "1");
        let digits = format!("{year:02}{month:02}{day:02}{serial}{}", &parts["check"]);
        let valid = !digit_follows(text, length)
            && parts["before_month"] == parts["before_day"]
            && is_birth_date(century, year, month, day)
            && serial != "000"
            && luhn(&digits);
        let time_of_day = looks_like_time(&parts["gap"], century, year, &digits[6..]);
        valid.then_some((
            length,
            if time_of_day {
                Severity::Warn
            } else {
                Severity::Block
            },
        ))
    })
}

/// A date, or one of a coordination number: day plus 60, month and day 0 when unknown.
fn is_birth_date(century: Option<u32>, year: u32, month: u32, day: u32) -> bool {
    if (60..=91).contains(&day) {
        return month <= 12;
    }
    // Without a century any is possible, and 2000 was a leap year.
    let full_year = century.unwrap_or(20) * 100 + year;
    let as_i8 = |number: u32| i8::try_from(number).unwrap_or(0);
    let full_year = i16::try_from(full_year).unwrap_or(0);
    jiff::civil::Date::new(full_year, as_i8(month), as_i8(day)).is_ok()
}

/// `2023-04-12 1530` is more likely a date with a time than a small child's number.
fn looks_like_time(gap: &str, century: Option<u32>, year: u32, serial: &str) -> bool {
    let recent = century.unwrap_or(20) == 20 && (15..50).contains(&year);
    !gap.is_empty() && gap.trim().is_empty() && recent && is_time(serial)
}

/// Four digits that can be a time of day: `0830`, `2400`.
fn is_time(digits: &str) -> bool {
    digits.len() == 4 && &digits[..2] <= "24" && &digits[2..] < "60"
}

/// The check digit of ten digits is right (modulus 10, weights 2 1 2 1 …).
fn luhn(digits: &str) -> bool {
    let weigh = |(at, digit): (usize, u32)| {
        let weighed = digit * if at % 2 == 0 { 2 } else { 1 };
        weighed / 10 + weighed % 10
    };
    digits
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(weigh)
        .sum::<u32>()
        % 10
        == 0
}

/// Area codes of two and three digits; the rest have four. Post- och telestyrelsen's number plan.
const SHORT_AREA_CODES: [&str; 22] = [
    "08", "010", "011", "013", "016", "018", "019", "021", "023", "026", "031", "033", "035",
    "036", "040", "042", "044", "046", "054", "060", "063", "090",
];

/// `+46`, `0046`, then `(0)` as many write it; kept apart from the national number.
static COUNTRY_CODE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+|\b00)\ ?46[\ -]{0,3}(?:\(0\)|0)?[\ -]{0,3}"));

/// Mobile numbers with the country code but without a plus.
static BARE_COUNTRY_CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^46[\ -]?(?:\(0\))?7"));

/// Numbers of the neighbouring countries, with their lengths.
static NORDIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:\+|\b00)(?:4[57](?:[\ -]?\d){8}|358(?:[\ -]?\d){8,10}|354(?:[\ -]?\d){7})\b")
});

/// A national number: the area code, perhaps in brackets, then groups of digits.
static NATIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\(?(?<code>0\d{1,3})\)?(?<gap>\ ?[-/\ ]?\ ?)(?<rest>\d+(?:[\ -]\d+)*)")
});

/// Digits one by one or in pairs from the first: `07 01 74 06 05`, `0 7 0 …`.
static MOBILE_IN_PAIRS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:07\ [02369]\d(?:\ \d\d){3}|0\ 7\ [02369](?:\ \d){7})"));

fn phones(text: &str) -> Vec<Found> {
    let national = number_starts(text).filter_map(|start| {
        let number = &text[start..];
        let length = national_number(number).or_else(|| bare_mobile(number))?;
        if ends_an_amount(&text[..start], &number[..length]) {
            return None;
        }
        // The bracket before an area code belongs to the number.
        let bracket = text[..start].ends_with('(') && text[start..start + length].contains(')');
        Some(start - usize::from(bracket)..start + length)
    });
    let swedish = COUNTRY_CODE.find_iter(text).filter_map(|code| {
        let length = subscriber_after_country(&text[code.end()..])?;
        Some(code.start()..code.end() + length)
    });
    let nordic = NORDIC.find_iter(text).map(|found| found.range());
    let ranges = national.chain(swedish).chain(nordic);
    ranges
        .map(|range| Found {
            kind: Kind::Phone,
            severity: Severity::Block,
            range,
        })
        .collect()
}

/// `036 727 085` is no phone number in `2 036 727 085 kronor`, nor in a row of a table.
fn ends_an_amount(before: &str, number: &str) -> bool {
    let digit_before = before
        .strip_suffix(' ')
        .and_then(|before| before.chars().last());
    let only_spaces = number.contains(' ') && !number.contains('-');
    digit_before.is_some_and(|c| c.is_ascii_digit()) && only_spaces && !is_mobile(number)
}

/// The length in bytes of the number with its leading zero that the text begins with.
fn national_number(text: &str) -> Option<usize> {
    if let Some(pairs) = MOBILE_IN_PAIRS.find(text) {
        return (!digit_follows(text, pairs.end())).then_some(pairs.end());
    }
    // Without a gap the code must be cut out of the digits, so try the known lengths of codes.
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let parts = NATIONAL.captures(text)?;
    let (code, gap) = match n_digits {
        0..=4 => (parts["code"].to_owned(), parts["gap"].to_owned()),
        _ => (area_code(text)?.to_owned(), String::new()),
    };
    let rest_start = if n_digits <= 4 {
        parts.name("rest")?.start()
    } else {
        code.len()
    };
    let mobile = is_mobile(&code);
    if !mobile && area_code(&code) != Some(code.as_str()) || is_service(&code) {
        return None;
    }
    let groups = groups(&text[rest_start..]);
    let length = (1..=groups.len()).rev().find_map(|n| {
        let end = rest_start + groups[n - 1].end;
        let taken: Vec<&str> = groups[..n]
            .iter()
            .map(|group| &text[rest_start..][group.clone()])
            .collect();
        is_subscriber(&code, &gap, &taken).then_some(end)
    });
    length.filter(|end| !digit_follows(text, *end))
}

/// The area code that a row of digits begins with, by the number plan.
fn area_code(digits: &str) -> Option<&str> {
    let short = SHORT_AREA_CODES
        .iter()
        .find(|code| digits.starts_with(**code));
    let length = if digits.starts_with("07") {
        3
    } else {
        short.map_or(4, |code| code.len())
    };
    let code = digits.get(..length)?;
    let four_or_known = length != 4 || !code.starts_with("00");
    (four_or_known && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

fn is_mobile(code: &str) -> bool {
    ["070", "072", "073", "076", "079"]
        .iter()
        .any(|mobile| code.starts_with(mobile))
}

/// Freephone, shared cost and premium numbers belong to organisations.
fn is_service(code: &str) -> bool {
    [
        "020", "077", "071", "074", "075", "078", "0900", "0939", "0944", "099",
    ]
    .iter()
    .any(|service| code.starts_with(service))
}

/// Groups of digits with single spaces or hyphens between them, in bytes.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match groups.last_mut() {
            _ if byte == b' ' || byte == b'-' => {}
            _ if !byte.is_ascii_digit() => break,
            Some(group) if group.end == at => group.end = at + 1,
            Some(group) if at - group.end > 1 => break,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// True if these groups can follow the area code. Opening hours and dates look alike:
/// `0730-1530 14`, `0500-1300`, `08-16 2023`, `08-12-2023`.
fn is_subscriber(code: &str, gap: &str, groups: &[&str]) -> bool {
    let n_digits: usize = groups.iter().map(|group| group.len()).sum();
    let total = code.len() + n_digits;
    let fits = if is_mobile(code) {
        total == 10
    } else {
        (8..=10).contains(&total)
    };
    let hours = code.len() == 4 && groups[0].len() == 4 && is_time(groups[0]);
    let pairs = groups.iter().all(|group| group.len() == 2);
    let date = code == "08" && groups[0].len() == 2 && !(pairs && groups.len() > 2);
    // `5000-K031965-22` is a case: a landline written without a gap has no gaps at all.
    let broken = !is_mobile(code) && gap.is_empty() && groups.len() > 1;
    let starts = is_mobile(code) || !groups[0].starts_with('0');
    let even = groups.iter().all(|group| group.len() >= 2);
    fits && starts && even && !hours && !date && !broken
}

/// The length of seven to nine digits after `+46`.
fn subscriber_after_country(text: &str) -> Option<usize> {
    let groups = groups(text);
    let digits = |n: usize| only_digits(&text[..groups[n - 1].end]);
    let fits = |n: &usize| {
        let digits = format!("0{}", digits(*n));
        let mobile = is_mobile(&digits);
        let length_fits = if mobile {
            digits.len() == 10
        } else {
            (8..=10).contains(&digits.len())
        };
        length_fits && !digits.starts_with("00") && !is_service(&digits)
    };
    let n = (1..=groups.len()).rev().find(fits)?;
    let start = groups.first()?.start;
    (start == 0).then(|| groups[n - 1].end)
}

/// `46701740605`; not `46 701 740 605`, which is an amount.
fn bare_mobile(text: &str) -> Option<usize> {
    let code = BARE_COUNTRY_CODE.find(text)?;
    let length = subscriber_after_country(&text[code.end() - 1..])? + code.end() - 1;
    let groups = groups(&text[..length]);
    let threes = groups.iter().skip(1).all(|group| group.len() == 3);
    let amount = groups.len() > 1 && (threes || groups.iter().any(|group| group.len() == 1));
    (only_digits(&text[..length]).len() == 11 && !amount && !digit_follows(text, length))
        .then_some(length)
}

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[\p{L}\p{N}][\p{L}\p{M}\p{N}._%+'-]*
          (?:@ | \ @\  | \ ?[\(\[]\ ?(?:at|snabel-?a|@)\ ?[\)\]]\ ? | \ snabel-?a\ )
          (?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(?:\. | \ ?[\(\[](?:dot|punkt)[\)\]]\ ? | \ punkt\ ))+
          \p{L}{2,24}\b",
    )
});

fn emails(text: &str) -> Vec<Found> {
    all(&EMAIL, text, Kind::Email, Severity::Block)
}

/// Letters but I, Q, V, Å, Ä, Ö; the last sign may be a letter but not O. Apart only in capitals,
/// since `och 120` is no plate.
static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?<letters>[A-HJ-PR-UW-Z]{3})\ \d\d[0-9A-HJ-NPR-UW-Z]
             | (?i:[A-HJ-PR-UW-Z]{3}\d\d[0-9A-HJ-NPR-UW-Z]))\b",
    )
});

/// Capitals before a number that are no plate: currency, law, registry, units.
const NOT_PLATES: [&str; 12] = [
    "SEK", "EUR", "SFS", "SOU", "DNR", "NTU", "LPO", "TEL", "FAX", "BOX", "SMS", "PDF",
];

fn plates(text: &str) -> Vec<Found> {
    let all = all(&PLATE, text, Kind::RegistrationPlate, Severity::Warn).into_iter();
    all.filter(|found| !NOT_PLATES.contains(&&text[found.range.clone()][..3]))
        .collect()
}

static APARTMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:lgh|lght|lägenhets?nr|lägenhetsnummer|lägenhet)\.?\ ?(?:nr\.?|nummer|:)?\ ?
          (?:1[0-9]\d\d|\d{1,4})\b",
    )
});

fn apartments(text: &str) -> Vec<Found> {
    all(&APARTMENT, text, Kind::ApartmentNumber, Severity::Warn)
}

fn all(pattern: &Regex, text: &str, kind: Kind, severity: Severity) -> Vec<Found> {
    pattern
        .find_iter(text)
        .map(|found| Found {
            kind,
            severity,
            range: found.range(),
        })
        .collect()
}
