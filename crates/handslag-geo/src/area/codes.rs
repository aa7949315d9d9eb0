//! Codes for areas that a file knows only by name.

use std::collections::HashSet;

use super::read::Feature;

/// Gives each feature that has a name and no code one made of the name, unlike
/// all others in the file, and says how many got one.
///
/// Names alike are told apart in the order of the file, so the same file gives
/// the same codes, wherever features with other names stand in it.
pub(super) fn code_by_name(features: &mut [Feature]) -> usize {
    let mut taken: HashSet<String> = features.iter().filter_map(|f| f.code.clone()).collect();
    let mut nameless: Vec<&mut Feature> = features
        .iter_mut()
        .filter(|feature| feature.code.is_none() && feature.name.is_some())
        .collect();
    nameless.sort_by(|a, b| a.name.cmp(&b.name));
    let n = nameless.len();
    for feature in nameless {
        let code = free(&plain(feature.name.as_deref().unwrap_or_default()), &taken);
        taken.insert(code.clone());
        feature.code = Some(code);
    }
    n
}

/// "Östra Norrköping" as `ostra-norrkoping`.
fn plain(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase);
    let plain: String = letters
        .map(|letter| match letter {
            'å' | 'ä' | 'á' | 'à' | 'æ' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            other if other.is_alphanumeric() => other,
            _ => ' ',
        })
        .collect();
    match plain.split_whitespace().collect::<Vec<_>>().join("-") {
        none if none.is_empty() => "omrade".to_owned(),
        code => code,
    }
}

fn free(code: &str, taken: &HashSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{code}-{n}"));
    std::iter::once(code.to_owned())
        .chain(numbered)
        .find(|code| !taken.contains(code))
        .expect("the numbers do not end before the areas do")
}
