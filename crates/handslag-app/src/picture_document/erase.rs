//! A document without a text: in every string that holds it, and in the ids
//! that were made of its words.

use serde_json::Value;

use crate::draft::slug;

/// What stands where the text stood.
const GONE: &str = "[borttaget]";
/// The same in an id.
const GONE_ID: &str = "borttaget";

/// The document without the text; `None` when it does not hold it.
pub(super) fn erased(document: &Value, text: &str) -> Option<Value> {
    let mut without = document.clone();
    erase(&mut without, text);
    (without != *document).then_some(without)
}

/// Whether a text was taken out of a value.
pub(super) fn was_erased(value: &Value) -> bool {
    match value {
        Value::String(held) => held.contains(GONE),
        Value::Array(items) => items.iter().any(was_erased),
        Value::Object(fields) => fields.values().any(was_erased),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn erase(value: &mut Value, text: &str) {
    match value {
        Value::String(held) => {
            if let Some(without) = string_without(held, text) {
                *held = without;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| erase(item, text)),
        Value::Object(fields) => fields.values_mut().for_each(|field| erase(field, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn string_without(held: &str, text: &str) -> Option<String> {
    if held.contains(text) {
        return Some(held.replace(text, GONE));
    }
    let is_id = held.contains('-') && slug(held) == held;
    is_id.then(|| id_without(held, text)).flatten()
}

/// An id is made of the first words of what it names, so that it may hold the
/// whole text, or end in the beginning of it.
fn id_without(id: &str, text: &str) -> Option<String> {
    let whole = slug(text);
    if whole.contains('-') && id.contains(&whole) {
        return Some(id.replace(&whole, GONE_ID));
    }
    let words: Vec<&str> = whole.split('-').collect();
    let beginnings = (2..words.len()).rev().map(|n| words[..n].join("-"));
    let ends = |beginning: &String| {
        let before = id.strip_suffix(beginning.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('-'))
    };
    let found = beginnings.into_iter().find(ends)?;
    Some(format!(
        "{}{GONE_ID}",
        id.strip_suffix(found.as_str()).unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NAMED: &str = "Exempla Exempelsson på Storgatan 5";

    #[test]
    fn a_text_goes_from_every_string_and_from_the_ids_made_of_it() {
        let held = json!({
            "voices": [
                {"id": "exempla-exempelsson-pa-storgatan-5", "words": format!("{NAMED} säljer droger")},
                {"id": "det-sags-att-exempla-exempelsson", "words": "Det är mörkt."},
            ],
            "problems": [{"evidence": [{"voices": ["exempla-exempelsson-pa-storgatan-5"]}]}],
        });
        let without = erased(&held, NAMED).unwrap();
        assert_eq!(
            without,
            json!({
                "voices": [
                    {"id": "borttaget", "words": "[borttaget] säljer droger"},
                    {"id": "det-sags-att-borttaget", "words": "Det är mörkt."},
                ],
                "problems": [{"evidence": [{"voices": ["borttaget"]}]}],
            })
        );
        assert_eq!(erased(&without, NAMED), None);
    }

    #[test]
    fn what_only_resembles_the_text_stays() {
        let held = json!({"id": "mer-pa-storgatan-5", "words": "Storgatan 5 är mörk."});
        assert_eq!(erased(&held, NAMED), None);
    }
}
