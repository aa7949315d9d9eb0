//! Lists that two changed: which of the one is which of the other. Things with
//! ids are known by them; what has none is known by what it says, and where one
//! of them was rewritten, by where it stands among the others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{At, Merging};

/// Of a thing in a changed list, where it stood before; none when it is new.
type Origins = Vec<Option<usize>>;

/// A thing of the joined list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// It was there before.
    Base(usize),
    /// I added it.
    Mine(usize),
    /// They added it.
    Theirs(usize),
}

impl Merging<'_> {
    pub(super) fn list(
        &mut self,
        at: &At,
        base: &[Value],
        mine: &[Value],
        theirs: &[Value],
    ) -> Value {
        let has_keys = [base, mine, theirs].into_iter().all(has_keys);
        let origins = |list: &[Value]| match has_keys {
            true => origins_by_key(base, list),
            false => origins_by_words(base, list),
        };
        let (of_mine, of_theirs) = (origins(mine), origins(theirs));
        if !in_order(&of_mine) && !in_order(&of_theirs) {
            // Both put them in another order.
            let (mine, theirs) = (mine.to_vec(), theirs.to_vec());
            return self.conflict(at, &mine.into(), &theirs.into());
        }
        let my_slots = slots(&of_mine, Slot::Mine);
        let their_slots = slots(&of_theirs, Slot::Theirs);
        let all = match in_order(&of_theirs) && !in_order(&of_mine) {
            true => woven(&my_slots, &their_slots),
            false => woven(&their_slots, &my_slots),
        };
        let mut items = Vec::new();
        let mut taken: BTreeSet<String> = theirs.iter().filter_map(key).collect();
        taken.extend(mine.iter().filter_map(key));
        for slot in all {
            let item = match slot {
                Slot::Base(n) => {
                    let (m, t) = (now(&of_mine, n, mine), now(&of_theirs, n, theirs));
                    let place = of_mine.iter().position(|origin| *origin == Some(n));
                    let at = at.item(place.unwrap_or(n), &base[n]);
                    self.value(&at, &base[n], m, t)
                }
                Slot::Theirs(n) if is_added_too(&theirs[n], &of_mine, mine, has_keys) => continue,
                Slot::Theirs(n) => theirs[n].clone(),
                Slot::Mine(n) => {
                    let other = added_too(&mine[n], &of_theirs, theirs, has_keys);
                    self.mine_or_both(
                        &at.item(n, &mine[n]),
                        &mine[n],
                        other,
                        &mut taken,
                        &mut items,
                    )
                }
            };
            if !item.is_null() {
                items.push(item);
            }
        }
        Value::Array(items)
    }

    /// What I added, beside what they added under the same id: two things that
    /// were begun with the same words get an id each.
    fn mine_or_both(
        &mut self,
        at: &At,
        mine: &Value,
        theirs: Option<&Value>,
        taken: &mut BTreeSet<String>,
        items: &mut Vec<Value>,
    ) -> Value {
        let Some(theirs) = theirs.filter(|theirs| *theirs != mine) else {
            return mine.clone();
        };
        let id = mine.get("id").and_then(Value::as_str);
        let Some(id) = id.filter(|id| n_said(self.whole, id) == 1) else {
            return self.value(at, &Value::Null, mine, theirs);
        };
        let numbered = (2..).map(|n: u32| format!("{id}-{n}"));
        let Some(free) = numbered.into_iter().find(|id| !taken.contains(id)) else {
            return self.value(at, &Value::Null, mine, theirs);
        };
        taken.insert(free.clone());
        items.push(theirs.clone());
        let mut renamed = mine.clone();
        renamed["id"] = free.into();
        renamed
    }
}

/// What a thing is known by wherever it stands.
fn key(item: &Value) -> Option<String> {
    let key = match item {
        Value::String(words) => Some(words.as_str()),
        _ => ["id", "criterion", "step", "name"]
            .into_iter()
            .find_map(|name| item.get(name)?.as_str()),
    };
    key.filter(|key| !key.is_empty()).map(str::to_owned)
}

/// Whether each thing has a key of its own.
fn has_keys(list: &[Value]) -> bool {
    let keys: Option<BTreeSet<String>> = list.iter().map(key).collect();
    keys.is_some_and(|keys| keys.len() == list.len())
}

fn origins_by_key(base: &[Value], list: &[Value]) -> Origins {
    let place = |item: &Value| base.iter().position(|before| key(before) == key(item));
    list.iter().map(place).collect()
}

/// The longest row of things that say the same is the same; what lies between
/// two of them was rewritten when there are as many as before.
fn origins_by_words(base: &[Value], list: &[Value]) -> Origins {
    let mut origins: Origins = vec![None; list.len()];
    let mut same = longest_common(base, list);
    same.push((base.len(), list.len()));
    let (mut from_base, mut from_list) = (0, 0);
    for (in_base, in_list) in same {
        if in_base - from_base == in_list - from_list {
            let between = (from_base..in_base).zip(from_list..in_list);
            between.for_each(|(b, l)| origins[l] = Some(b));
        }
        if in_list < list.len() {
            origins[in_list] = Some(in_base);
        }
        (from_base, from_list) = (in_base + 1, in_list + 1);
    }
    origins
}

/// Where the longest common row of two lists stands in each.
fn longest_common(a: &[Value], b: &[Value]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = match a[i] == b[j] {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            common.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

fn in_order(origins: &Origins) -> bool {
    origins.iter().flatten().is_sorted()
}

fn slots(origins: &Origins, new: fn(usize) -> Slot) -> Vec<Slot> {
    let slot = |(n, origin): (usize, &Option<usize>)| origin.map_or_else(|| new(n), Slot::Base);
    origins.iter().enumerate().map(slot).collect()
}

/// One list with what only the other has, each after what it stood after.
fn woven(list: &[Slot], other: &[Slot]) -> Vec<Slot> {
    let (mut all, mut after) = (list.to_vec(), 0);
    for slot in other {
        match all.iter().position(|held| held == slot) {
            Some(held) => after = held + 1,
            None => {
                let is_new = |slot: &Slot| !matches!(slot, Slot::Base(_));
                while all.get(after).is_some_and(is_new) {
                    after += 1;
                }
                all.insert(after, *slot);
                after += 1;
            }
        }
    }
    all
}

/// What has become of a thing.
fn now<'a>(origins: &Origins, of: usize, list: &'a [Value]) -> &'a Value {
    let place = origins.iter().position(|origin| *origin == Some(of));
    place.map_or(&Value::Null, |place| &list[place])
}

/// The new thing of a list that is the same as one that somebody else added.
fn added_too<'a>(
    item: &Value,
    origins: &Origins,
    list: &'a [Value],
    has_keys: bool,
) -> Option<&'a Value> {
    let mut new = list
        .iter()
        .zip(origins)
        .filter(|(_, origin)| origin.is_none());
    let found = new.find(|(other, _)| match has_keys {
        true => key(other) == key(item),
        false => *other == item,
    });
    found.map(|(other, _)| other)
}

fn is_added_too(item: &Value, origins: &Origins, list: &[Value], has_keys: bool) -> bool {
    added_too(item, origins, list, has_keys).is_some()
}

/// How many times a document says a word and nothing else in a field.
fn n_said(document: &Value, word: &str) -> usize {
    match document {
        Value::String(said) => usize::from(said == word),
        Value::Array(items) => items.iter().map(|item| n_said(item, word)).sum(),
        Value::Object(fields) => fields.values().map(|field| n_said(field, word)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}
