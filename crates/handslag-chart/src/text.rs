//! How much room does a text take, and where may it be broken?
//!
//! The widths are those of Inter, the widest of the typefaces named: a label
//! that fits by this measure fits on paper.

/// The typefaces of every drawing, in order of preference.
pub(crate) const TYPEFACES: &str = "'Open Sans', Inter, sans-serif";

/// A text that XML can hold: control characters become spaces.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{fffe}' | '\u{ffff}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}

/// The width of `text` in pixels, set in `size` pixels.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    // Inter's semi-bold words are 2 to 5 per cent wider than its regular ones.
    ems * size * if bold { 1.06 } else { 1.0 }
}

fn ems(c: char) -> f64 {
    match c {
        ' '..='~' => f64::from(INTER[c as usize - ' ' as usize]) / 1000.0,
        '\u{a0}' => 0.281,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{a1}'..='\u{24f}' if c.is_lowercase() => 0.62,
        '\u{a1}'..='\u{24f}' => 0.78,
        '–' | '’' | '”' => 0.5,
        _ => 1.1,
    }
}

/// Widths of the characters from space to ~ in Inter 4.0 regular, in
/// thousandths of an em.
#[rustfmt::skip]
const INTER: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357,
    625, 464, 605, 636, 642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507,
    936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889, 753, 761,
    635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452,
    497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597,
    609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
];

/// `text` in lines no wider than `room` pixels, broken at spaces, and within a
/// word only when it alone is too wide: then with a hyphen.
pub(crate) fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        lines.extend(pieces(word, |piece| width(piece, size, bold) <= room));
        line = lines.pop().unwrap_or_default();
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in pieces that fit: broken between syllables with a hyphen, and within
/// a syllable only when it alone is too wide. Swedish makes long words of short
/// ones; those of other languages seldom need it.
fn pieces(word: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for syllable in hypher::hyphenate(word, hypher::Lang::Swedish) {
        let hyphened = format!("{piece}-");
        if !piece.is_empty() && !fits(&format!("{piece}{syllable}-")) && fits(&hyphened) {
            pieces.push(hyphened);
            piece.clear();
        }
        for c in syllable.chars() {
            if !piece.is_empty() && !fits(&format!("{piece}{c}")) {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push(c);
        }
    }
    pieces.push(piece);
    pieces
}

/// `text` cut to `room` pixels, with "…" where something was cut off.
pub(crate) fn shorten(text: &str, room: f64, size: f64, bold: bool) -> String {
    let text = clean(text);
    if width(&text, size, bold) <= room {
        return text;
    }
    let mut short = String::new();
    for c in text.chars() {
        if width(&format!("{short}{c}…"), size, bold) > room {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_within() {
        assert_eq!(wrap("", 100.0, 10.0, false), Vec::<String>::new());
        // "en två" takes 3.1 em, "en två tre" 4.7.
        assert_eq!(wrap("en två tre", 40.0, 10.0, false), ["en två", "tre"]);
        assert_eq!(wrap("nnnnnnn", 20.0, 10.0, false), ["nnn", "nnn", "n"]);
        // A compound is not cut between any two letters.
        assert_eq!(
            wrap("Hastighets- och nykterhetskontroller", 100.0, 12.0, false),
            ["Hastighets- och", "nykterhetskon-", "troller"]
        );
        assert_eq!(shorten("nnnnnnn", 30.0, 10.0, false), "nnn…");
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces_and_adds_nothing_but_hyphens(text in "\\PC{0,80}", room in 40.0..400.0f64) {
            let lines = wrap(&text, room, 12.0, true);
            let bare = |text: &str| -> String {
                text.chars().filter(|c| !" -".contains(*c)).collect()
            };
            prop_assert_eq!(bare(&lines.concat()), bare(&clean(&text)));
            for line in lines {
                prop_assert!(width(&line, 12.0, true) <= room);
            }
        }
    }
}
