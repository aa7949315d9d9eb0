//! Two who changed one document at once: what each changed alone is kept, what
//! both added is there twice, and only what both changed is a question.

mod list;

use serde_json::{Map, Value};

use super::erase::was_erased;

/// A field that both changed, to different things.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Such as `problems[2].title`.
    pub place: String,
    /// The own words of the thing that the field is of: the problem's title.
    pub of: Option<String>,
    /// What the second wrote; nothing when it was taken away.
    pub mine: Value,
    /// What the first had saved.
    pub theirs: Value,
}

/// Two changes of one document as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Merged {
    /// Both changes; where they are of the same field, mine stands.
    pub(super) document: Value,
    /// Where they are of the same field.
    pub(super) conflicts: Vec<Conflict>,
}

/// Joins what I and they made of `base`.
pub(super) fn merged(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    let mut merging = Merging {
        whole: mine,
        conflicts: Vec::new(),
    };
    let at = At {
        place: String::new(),
        of: None,
    };
    let document = merging.value(&at, base, mine, theirs);
    Merged {
        document,
        conflicts: merging.conflicts,
    }
}

/// Where in the document, and within which named thing.
#[derive(Clone)]
struct At {
    place: String,
    of: Option<String>,
}

impl At {
    fn field(&self, name: &str) -> Self {
        let place = match self.place.is_empty() {
            true => name.to_owned(),
            false => format!("{}.{name}", self.place),
        };
        Self {
            place,
            of: self.of.clone(),
        }
    }

    fn item(&self, n: usize, item: &Value) -> Self {
        let names = ["title", "heading", "name", "words"].into_iter();
        let mut named = names.filter_map(|name| item.get(name)?.as_str());
        Self {
            place: format!("{}[{n}]", self.place),
            of: named.next().map(str::to_owned).or_else(|| self.of.clone()),
        }
    }
}

struct Merging<'a> {
    /// The whole of mine, where something may be pointed to by its id.
    whole: &'a Value,
    conflicts: Vec<Conflict>,
}

impl Merging<'_> {
    /// One value; `Null` is one that is not there.
    fn value(&mut self, at: &At, base: &Value, mine: &Value, theirs: &Value) -> Value {
        // What was taken out of every version must not come back unasked.
        if mine == theirs || (theirs == base && !was_erased(base)) {
            return mine.clone();
        }
        if mine == base {
            return theirs.clone();
        }
        match (mine, theirs) {
            (Value::Object(mine), Value::Object(theirs)) => {
                let none = Map::new();
                let base = base.as_object().unwrap_or(&none);
                Value::Object(self.fields(at, base, mine, theirs))
            }
            (Value::Array(_), Value::Array(_) | Value::Null) | (Value::Null, Value::Array(_)) => {
                let items = |list: &Value| list.as_array().cloned().unwrap_or_default();
                self.list(at, &items(base), &items(mine), &items(theirs))
            }
            _ => self.conflict(at, mine, theirs),
        }
    }

    fn conflict(&mut self, at: &At, mine: &Value, theirs: &Value) -> Value {
        self.conflicts.push(Conflict {
            place: at.place.clone(),
            of: at.of.clone(),
            mine: mine.clone(),
            theirs: theirs.clone(),
        });
        mine.clone()
    }

    fn fields(
        &mut self,
        at: &At,
        base: &Map<String, Value>,
        mine: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let of = |fields: &Map<String, Value>, name: &str| {
            fields.get(name).cloned().unwrap_or(Value::Null)
        };
        let others = theirs.keys().filter(|name| !mine.contains_key(*name));
        let mut all = Map::new();
        for name in mine.keys().chain(others) {
            let (base, mine, theirs) = (of(base, name), of(mine, name), of(theirs, name));
            let value = self.value(&at.field(name), &base, &mine, &theirs);
            if !value.is_null() {
                all.insert(name.clone(), value);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests;
