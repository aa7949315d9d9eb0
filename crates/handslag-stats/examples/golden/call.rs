//! What do the words of a call say of one option?
//!
//! The call is for people: `farrington(b,w,alpha=.05), earsC C1/C2 alpha .001`.
//! An option is its name, a sign of equality, a colon or a space, and a value.

use serde_json::{Value, json};

/// The part of the call that is about one function: what stands between its
/// parentheses, or else the words after its name up to the next comma.
pub fn of_function<'a>(call: &'a str, function: &str) -> Option<&'a str> {
    places(call, function).find_map(|after| {
        if let Some(inside) = after.strip_prefix('(') {
            return Some(&inside[..end_of(inside, |c| c == ')')]);
        }
        let words = &after[..end_of(after, |c| c == ',' || c == ';')];
        words.starts_with(' ').then_some(words)
    })
}

/// The value that the call gives `name`, if it gives it any.
///
/// ```text
/// alpha=0.1   alpha = .1   alpha .1   theta=log 1.5   h=1/3   x=c(1,2)   robust=TRUE   n0>=20
/// ```
pub fn argument(call: &str, name: &str) -> Option<Value> {
    places(call, name).find_map(|after| {
        let words = after.trim_start();
        match words
            .trim_start_matches(['>', '<'])
            .strip_prefix(['=', ':'])
        {
            Some(given) => read(given.trim_start_matches(['=', ' '])),
            // Without a sign only a number can be meant: "alpha .1", not "alpha of".
            None if words.len() < after.len() => read(words).filter(Value::is_number),
            None => None,
        }
    })
}

/// What follows each place where `name` stands as a whole word.
fn places<'a>(call: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let n = name.len();
    call.match_indices(name)
        .filter(move |(at, _)| !call[..*at].ends_with(of_name))
        .map(move |(at, _)| &call[at + n..])
        .filter(move |after| !after.starts_with(of_name))
}

/// Where a text ends that goes on to a sign outside quotes and parentheses.
fn end_of(text: &str, is_end: impl Fn(char) -> bool) -> usize {
    let (mut depth, mut quote) = (0usize, None);
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (Some(open), _) if sign == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, _) if depth == 0 && is_end(sign) => return at,
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    text.len()
}

fn read(text: &str) -> Option<Value> {
    if text.starts_with("log ") || text.starts_with("log(") {
        let inside = text[3..].trim_start_matches([' ', '(']);
        return Some(json!(read(inside)?.as_f64()?.ln()));
    }
    let list = ["c(", "[", "("].iter().find_map(|o| text.strip_prefix(o));
    if let Some(list) = list {
        return items(&list[..end_of(list, |c| c == ')' || c == ']')]);
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']');
    let word = &text[..end_of(text, ends)];
    let bare = word.trim_matches(['"', '\'']);
    if bare.len() < word.len() {
        return Some(json!(bare));
    }
    match bare {
        "" => None,
        "TRUE" | "True" | "true" | "T" => Some(json!(true)),
        "FALSE" | "False" | "false" | "F" => Some(json!(false)),
        "NULL" | "None" | "null" | "NA" => None,
        _ => Some(number(bare).map_or_else(|| json!(bare), |number| json!(number))),
    }
}

fn items(list: &str) -> Option<Value> {
    let mut left = list;
    let mut items = Vec::new();
    while !left.trim().is_empty() {
        let end = end_of(left, |c| c == ',');
        items.push(read(left[..end].trim())?);
        left = left[end..].trim_start_matches(',');
    }
    Some(Value::Array(items))
}

/// A number as R, Python or people write it: `.05`, `10L`, `1e-4`, `1/3`, `5%`.
fn number(text: &str) -> Option<f64> {
    if let Some((above, below)) = text.split_once('/') {
        return Some(number(above)? / number(below)?);
    }
    if let Some(percent) = text.strip_suffix('%') {
        return Some(number(percent)? / 100.0);
    }
    let text = text.strip_suffix('L').unwrap_or(text).trim_end_matches('.');
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_read_however_it_is_written() {
        for call in [
            "wdd(control,treated,alpha=0.1)",
            "wdd(alpha = .1, control)",
            "two-sided alpha .1, power .8",
            "wdd(alpha: 1e-1)",
            "wdd(alpha=1/10)",
            "wdd(my.alpha=0.3, alphabet=2, alpha=10%)",
        ] {
            assert_eq!(argument(call, "alpha"), Some(json!(0.1)), "{call}");
        }
    }

    #[test]
    fn a_name_without_a_value_says_nothing() {
        for call in [
            "f(b,w,alpha)",
            "alpha of the test",
            "f(alphas=1)",
            "f(alpha=NULL)",
            "",
        ] {
            assert_eq!(argument(call, "alpha"), None, "{call}");
        }
    }

    #[test]
    fn numbers_words_lists_and_truths_are_told_apart() {
        let call = "f(noPeriods=10L, method=\"manhattan, or so\", end.post=c(14, 16), robust=TRUE, \
                    theta=log 1.5, limit=-2.5)";
        assert_eq!(argument(call, "noPeriods"), Some(json!(10.0)));
        assert_eq!(argument(call, "method"), Some(json!("manhattan, or so")));
        assert_eq!(argument(call, "end.post"), Some(json!([14.0, 16.0])));
        assert_eq!(argument(call, "robust"), Some(json!(true)));
        assert_eq!(argument(call, "theta"), Some(json!(1.5f64.ln())));
        assert_eq!(argument(call, "limit"), Some(json!(-2.5)));
    }

    #[test]
    fn a_limit_and_words_before_a_number_are_read() {
        let call = "Paule-Mandel over municipalities with n0>=20; at least 36 events";
        assert_eq!(argument(call, "n0"), Some(json!(20.0)));
        assert_eq!(argument(call, "at least"), Some(json!(36.0)));
    }

    #[test]
    fn each_function_has_its_own_options() {
        let call = "farrington(b,w,alpha=.05,2/3), farringtonFlexible(noPeriods=10, alpha=.01), \
                    earsC C1/C2 alpha .001";
        let alpha = |function| argument(of_function(call, function)?, "alpha");
        assert_eq!(alpha("farrington"), Some(json!(0.05)));
        assert_eq!(alpha("farringtonFlexible"), Some(json!(0.01)));
        assert_eq!(alpha("earsC"), Some(json!(0.001)));
        assert_eq!(alpha("glrnb"), None);
    }
}
