//! Every value of a document with its place and its type, as the published
//! schema knows them. So no list of fields has to be kept by hand here.

use std::collections::BTreeMap;

use serde_json::Value;

/// One value of the document.
pub struct Spot<'a> {
    path: String,
    owner: Option<&'a str>,
    /// The name of its field; of an item in a list, the list's.
    pub field: &'a str,
    /// Its type's name in the schema, such as `PartyId`; empty for plain ones.
    pub kind: &'static str,
    pub value: &'a Value,
    /// The table it stands in.
    pub holder: &'a Value,
    /// That table's type.
    pub holder_kind: &'static str,
    /// Whether the schema knows the field.
    pub known: bool,
    /// For an unknown field: those that might have been meant.
    pub known_fields: Vec<&'static str>,
}

impl Spot<'_> {
    /// `commitments[3].target (lektioner-ak7)`.
    pub fn place(&self) -> String {
        match self.owner {
            Some(id) => format!("{} ({id})", self.path),
            None => self.path.clone(),
        }
    }

    /// The same without the id.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is an id or a reference to one.
    pub fn is_id(&self) -> bool {
        self.kind.len() > 2 && self.kind.ends_with("Id")
    }
}

/// Every value, in the document's order.
pub fn spots<'a>(document: &'a Value, schema: &'static Value) -> Vec<Spot<'a>> {
    let mut all = Vec::new();
    let walk = Walk { schema };
    let root = At {
        path: String::new(),
        owner: None,
        field: "",
        holder: document,
        holder_kind: "",
    };
    walk.visit(document, schema, &root, &mut all);
    all
}

/// Where the walk stands.
struct At<'a> {
    path: String,
    owner: Option<&'a str>,
    field: &'a str,
    holder: &'a Value,
    holder_kind: &'static str,
}

/// The schema of the whole document, in which references lead on.
#[derive(Clone, Copy)]
struct Walk {
    schema: &'static Value,
}

impl Walk {
    fn visit<'a>(
        self,
        value: &'a Value,
        schema: &'static Value,
        at: &At<'a>,
        all: &mut Vec<Spot<'a>>,
    ) {
        let (kind, schema) = self.resolved(schema, value);
        if !at.path.is_empty() {
            all.push(Spot {
                path: at.path.clone(),
                owner: at.owner,
                field: at.field,
                kind,
                value,
                holder: at.holder,
                holder_kind: at.holder_kind,
                known: true,
                known_fields: Vec::new(),
            });
        }
        match value {
            Value::Object(table) => self.visit_table(value, table, kind, schema, at, all),
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    let part = schema
                        .get("items")
                        .or_else(|| schema.get("prefixItems")?.get(n));
                    let inside = At {
                        path: format!("{}[{n}]", at.path),
                        owner: at.owner,
                        ..*at
                    };
                    if let Some(part) = part {
                        self.visit(item, part, &inside, all);
                    }
                }
            }
            _ => {}
        }
    }

    fn visit_table<'a>(
        self,
        value: &'a Value,
        table: &'a serde_json::Map<String, Value>,
        kind: &'static str,
        schema: &'static Value,
        at: &At<'a>,
        all: &mut Vec<Spot<'a>>,
    ) {
        let fields = fields(schema);
        // A table without known fields is free: a map of counts, or a shape of another version.
        let free = schema.get("additionalProperties").filter(|s| s.is_object());
        if fields.is_empty() && free.is_none() {
            return;
        }
        let owner = table.get("id").and_then(Value::as_str).or(at.owner);
        for (name, inner) in table {
            let inside = At {
                path: match at.path.is_empty() {
                    true => name.clone(),
                    false => format!("{}.{name}", at.path),
                },
                owner,
                field: name,
                holder: value,
                holder_kind: kind,
            };
            match fields.get(name.as_str()).copied().or(free) {
                Some(schema) => self.visit(inner, schema, &inside, all),
                // `shape` belongs to every target, but stands beside its type in the schema.
                None if name == "shape" && kind.ends_with("Target") => {}
                None => all.push(Spot {
                    path: inside.path,
                    owner,
                    field: name,
                    kind: "",
                    value: inner,
                    holder: value,
                    holder_kind: kind,
                    known: false,
                    known_fields: fields.keys().copied().collect(),
                }),
            }
        }
    }

    /// The schema behind references, choices of null, and the shapes of a target.
    fn resolved(self, schema: &'static Value, value: &Value) -> (&'static str, &'static Value) {
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let name = target.rsplit('/').next().unwrap_or_default();
            let definition = &self.schema["$defs"][name];
            if name != "Target" {
                return (name, definition);
            }
            return self
                .shape(definition, value)
                .unwrap_or((name, &Value::Null));
        }
        let choice = schema
            .get("anyOf")
            .filter(|_| schema.get("properties").is_none());
        let leads_on = |s: &&Value| s.get("$ref").is_some() || s.get("anyOf").is_some();
        let reference = choice
            .and_then(Value::as_array)
            .and_then(|all| all.iter().find(leads_on));
        reference.map_or(("", schema), |inner| self.resolved(inner, value))
    }

    fn shape(
        self,
        target: &'static Value,
        value: &Value,
    ) -> Option<(&'static str, &'static Value)> {
        let wanted = value.get("shape")?;
        let shapes = target.get("oneOf")?.as_array()?;
        let found = shapes
            .iter()
            .find(|s| s.pointer("/properties/shape/const") == Some(wanted))?;
        Some(self.resolved(found, value))
    }
}

fn fields(schema: &'static Value) -> BTreeMap<&'static str, &'static Value> {
    let choices = ["anyOf", "oneOf", "allOf"].into_iter();
    let parts = choices
        .filter_map(|name| schema.get(name)?.as_array())
        .flatten();
    parts
        .chain(std::iter::once(schema))
        .filter_map(|s| s.get("properties")?.as_object())
        .flatten()
        .map(|(name, schema)| (name.as_str(), schema))
        .collect()
}

/// The known word that was probably meant, when one is near.
pub fn nearest<'b>(word: &str, known: impl Iterator<Item = &'b str>) -> Option<String> {
    let word = word.to_lowercase();
    // One slip in a short word, two in a longer: more than that is another word.
    let slips = if word.chars().count() < 6 { 1 } else { 2 };
    known
        .map(|k| (strsim::osa_distance(&word, &k.to_lowercase()), k))
        .filter(|(distance, _)| *distance <= slips)
        .min()
        .map(|(_, k)| k.to_owned())
}
