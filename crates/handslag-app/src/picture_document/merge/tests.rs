use super::*;
use serde_json::json;

fn voice(words: &str, n: u32) -> Value {
    json!({"id": "oro", "words": words, "n": n})
}

fn places(merged: &Merged) -> Vec<&str> {
    let conflicts = merged.conflicts.iter();
    conflicts.map(|conflict| conflict.place.as_str()).collect()
}

/// Joined without a question.
fn both(base: Value, mine: Value, theirs: Value) -> Value {
    let merged = merged(&base, &mine, &theirs);
    assert_eq!(merged.conflicts, [], "{merged:?}");
    merged.document
}

#[test]
fn what_each_changed_alone_is_kept() {
    let base = json!({"title": "A", "contact": "Växeln", "voices": [voice("Oro", 3)]});
    let mine = json!({"title": "B", "contact": "Växeln", "voices": [voice("Mer oro", 3)]});
    let theirs = json!({"title": "A", "voices": [voice("Oro", 4)]});
    assert_eq!(
        both(base, mine, theirs),
        json!({"title": "B", "voices": [voice("Mer oro", 4)]})
    );
}

#[test]
fn two_new_things_are_both_there_and_what_one_took_away_is_away() {
    let item = |id: &str| json!({"id": id});
    let base = json!([item("a"), item("b")]);
    let mine = json!([item("a"), item("b"), item("min")]);
    let theirs = json!([item("b"), item("deras")]);
    assert_eq!(
        both(base, mine, theirs),
        json!([item("b"), item("deras"), item("min")])
    );
}

#[test]
fn two_new_things_that_begin_alike_get_an_id_each_and_one_sent_twice_is_one() {
    let new = |list: Value| json!({ "voices": list });
    let mine = voice("Oro", 3);
    let joined = both(
        json!({}),
        new(json!([mine])),
        new(json!([voice("Oro igen", 9)])),
    );
    let renamed = json!({"id": "oro-2", "words": "Oro", "n": 3});
    assert_eq!(joined, new(json!([voice("Oro igen", 9), renamed])));
    let twice = both(json!({}), new(json!([mine])), new(json!([mine])));
    assert_eq!(twice, new(json!([mine])));
}

#[test]
fn what_has_no_id_is_found_though_its_neighbour_was_taken_away() {
    let link = |words: &str, value: u32| json!({"kind": "figure", "words": words, "value": value});
    let base = json!([link("Första", 1), link("Andra", 2)]);
    let mine = json!([link("Första", 1), link("Andra", 22)]);
    let theirs = json!([link("Andra", 2), link("Tredje", 3)]);
    assert_eq!(
        both(base.clone(), mine, theirs),
        json!([link("Andra", 22), link("Tredje", 3)])
    );
    // Two who write in one of them, in different fields.
    let mine = json!([link("Första", 1), link("Andra", 22)]);
    let theirs = json!([link("Första", 1), link("Den andra", 2)]);
    assert_eq!(
        both(base, mine, theirs),
        json!([link("Första", 1), link("Den andra", 22)])
    );
}

#[test]
fn what_is_ticked_and_unticked_by_two_is_joined() {
    let base = json!({"places": ["torget", "skolan"]});
    let mine = json!({"places": ["torget", "skolan", "parken"]});
    let theirs = json!({"places": ["skolan"]});
    assert_eq!(
        both(base.clone(), mine.clone(), theirs),
        json!({"places": ["skolan", "parken"]})
    );
    // The last of them was unticked.
    assert_eq!(both(base, mine, json!({})), json!({"places": ["parken"]}));
}

#[test]
fn an_order_that_one_changed_is_kept_with_what_the_other_added() {
    let joined = both(json!(["a", "b"]), json!(["b", "a"]), json!(["a", "b", "c"]));
    assert_eq!(joined, json!(["b", "c", "a"]));
}

#[test]
fn what_both_changed_is_told_with_the_words_of_the_thing_and_mine_stands() {
    let base = json!({"title": "A", "voices": [voice("Oro", 3)]});
    let mine = json!({"title": "B", "voices": [voice("Oro", 5)]});
    let theirs = json!({"title": "C", "voices": [voice("Oro", 4)]});
    let merged = merged(&base, &mine, &theirs);
    assert_eq!(places(&merged), ["title", "voices[0].n"]);
    assert_eq!(merged.conflicts[1].of.as_deref(), Some("Oro"));
    assert_eq!(merged.document, mine);
}

#[test]
fn what_one_changed_and_the_other_took_away_is_told() {
    let base = json!([voice("Oro", 3)]);
    let changed = json!([voice("Oro", 4)]);
    let away = merged(&base, &json!([]), &changed);
    assert_eq!((places(&away), &away.document), (vec!["[0]"], &json!([])));
    let kept = merged(&base, &changed, &json!([]));
    assert_eq!((places(&kept), &kept.document), (vec!["[0]"], &changed));
}

#[test]
fn a_text_that_was_taken_out_of_every_version_does_not_come_back_unasked() {
    let base = json!({"title": "A", "words": "[borttaget] säljer droger"});
    let mine = json!({"title": "B", "words": "Exempla Exempelsson säljer droger"});
    let merged = merged(&base, &mine, &base);
    assert_eq!(places(&merged), ["words"]);
}
