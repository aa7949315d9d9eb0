//! What is known of the one who types: which language, and whether a person looks.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

use handslag_locale::Language;
use jiff::Timestamp;
use jiff::civil::Date;

/// `--lang`, else `LC_ALL`, `LC_MESSAGES` or `LANG`, else Swedish.
pub(crate) fn language() -> Language {
    let arguments: Vec<String> = std::env::args_os()
        .map(|a| a.to_string_lossy().into_owned())
        .collect();
    chosen(&arguments).unwrap_or_else(|| {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        Language::of_locale(locale.as_deref())
    })
}

fn chosen(arguments: &[String]) -> Option<Language> {
    let after = arguments
        .iter()
        .skip(1)
        .skip_while(|a| *a != "--lang")
        .nth(1);
    let joined = arguments.iter().find_map(|a| a.strip_prefix("--lang="));
    Language::tagged(after.map(String::as_str).or(joined)?)
}

/// Whether the answer is asked for as JSON. It is looked for in the line itself:
/// a line that cannot be understood may have asked for it too.
pub(crate) fn asks_for_json() -> bool {
    let mut own = std::env::args_os().skip(1).take_while(|a| a != "--");
    own.any(|argument| argument == "--json")
}

/// Whether a person can be asked.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Today in Sweden.
pub(crate) fn today() -> Date {
    handslag_app::swedish_day(Timestamp::now())
}

/// A line on standard output. A reader that has gone has seen enough.
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line on standard error, when anybody listens.
pub(crate) fn tell(text: impl Display) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_chosen_in_both_ways_of_writing() {
        let of = |line: &str| chosen(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("handslag --lang en demo"), Some(Language::En));
        assert_eq!(of("handslag demo --lang=sv"), Some(Language::Sv));
        assert_eq!(of("handslag demo --lang fi"), None);
        assert_eq!(of("handslag demo"), None);
    }
}
