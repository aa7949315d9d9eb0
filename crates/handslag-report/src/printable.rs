//! Makes any text printable with the bundled faces, without losing a character.
//!
//! PDF/A and PDF/UA forbid a glyph that says nothing, so a character that no
//! face holds is written out as its code, `[U+1F600]`.

use unicode_normalization::UnicodeNormalization;

use crate::typesetting::can_print;

/// The text with every character printable.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfc() {
        match stand_in(character) {
            Some(stand_in) => out.push_str(stand_in),
            None if can_print(character) => out.push(character),
            None => out.push_str(&format!("[U+{:04X}]", u32::from(character))),
        }
    }
    out
}

/// What another character does as well, for those that only mark space or joins.
fn stand_in(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\r' | '\t' | '\u{2002}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{3000}' => {
            Some(" ")
        }
        '\u{202f}' => Some("\u{a0}"),
        '\u{2010}' | '\u{2011}' => Some("-"),
        // Signs without a shape of their own, which can also turn the reading order.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => Some(""),
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => Some(""),
        control if control.is_control() => Some(""),
        _ => None,
    }
}

/// Makes every string of a JSON value printable; keys are ours and stay.
pub(crate) fn printable_json(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => *text = printable(text),
        serde_json::Value::Array(values) => values.iter_mut().for_each(printable_json),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(printable_json),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn swedish_sami_and_typographic_signs_stay_as_they_are() {
        let text = "Åre, Gällivare, Jåhkåmåhkke, Čohkkiras, ”så” – 1\u{a0}234,5 % …";
        assert_eq!(printable(text), text);
    }

    #[test]
    fn letters_and_their_marks_join() {
        assert_eq!(printable("Lidko\u{308}ping"), "Lidköping");
    }

    #[test]
    fn a_character_that_no_face_has_is_written_as_its_code() {
        assert_eq!(printable("tack 😀"), "tack [U+1F600]");
        assert_eq!(printable("\u{e000}"), "[U+E000]");
    }

    #[test]
    fn signs_that_turn_the_reading_order_are_left_out() {
        assert_eq!(printable("a\u{202e}b\u{200b}c\u{0}d"), "abcd");
    }
}
