//! Writes one method for each text of the catalogue, so that a missing text,
//! or a text with other arguments in the other language, stops the build.
//!
//! `texts/sv/*.ftl` and `texts/en/*.ftl` hold the same keys. A key `kept-of`
//! becomes `Texts::kept_of`. A text with one argument takes it; a text with
//! several takes a struct of [`arg`] with one field for each, so that no two
//! can be swapped. An argument named `n`, or beginning with `n-`, is a
//! [`Count`]; every other is text.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

const LANGUAGES: [&str; 2] = ["sv", "en"];

/// One text: its words as written, and the arguments it takes.
struct Message {
    words: String,
    arguments: BTreeSet<String>,
}

type Catalogue = BTreeMap<String, Message>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=texts");
    println!("cargo::rerun-if-changed=build.rs");
    let [swedish, english] = LANGUAGES.map(|language| read_language(Path::new("texts"), language));
    let (swedish, english) = (swedish?, english?);
    same_keys(&swedish.0, &english.0)?;
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("sv.ftl"), &swedish.1)?;
    fs::write(out.join("en.ftl"), &english.1)?;
    fs::write(out.join("texts.rs"), methods(&swedish.0, &english.0)?)?;
    Ok(())
}

/// All files of one language as a catalogue, and their text in one piece.
fn read_language(root: &Path, language: &str) -> Result<(Catalogue, String), Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(root.join(language))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "ftl"));
    files.sort();
    let mut catalogue = Catalogue::new();
    let mut all = String::new();
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)?;
        read_file(&path, &text, &mut catalogue)?;
        all.push_str(&text);
        all.push('\n');
    }
    Ok((catalogue, all))
}

fn read_file(path: &Path, text: &str, into: &mut Catalogue) -> Result<(), Box<dyn Error>> {
    let name = path.display();
    let resource =
        fluent_syntax::parser::parse(text).map_err(|(_, errors)| format!("{name}: {errors:?}"))?;
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name.to_owned();
        let pattern = message
            .value
            .ok_or_else(|| format!("{name}: {key} has no text"))?;
        let mut found = Message {
            words: String::new(),
            arguments: BTreeSet::new(),
        };
        read_pattern(&pattern, &mut found).map_err(|e| format!("{name}: {key}: {e}"))?;
        if into.insert(key.clone(), found).is_some() {
            return Err(format!("{name}: {key} stands twice").into());
        }
    }
    Ok(())
}

fn read_pattern(pattern: &Pattern<&str>, found: &mut Message) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => found.words.push_str(value),
            PatternElement::Placeable { expression } => read_expression(expression, found)?,
        }
    }
    Ok(())
}

fn read_expression(expression: &Expression<&str>, found: &mut Message) -> Result<(), String> {
    match expression {
        Expression::Inline(inline) => read_inline(inline, found),
        Expression::Select { selector, variants } => {
            read_inline(selector, found)?;
            variants
                .iter()
                .try_for_each(|variant| read_pattern(&variant.value, found))
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, found: &mut Message) -> Result<(), String> {
    match inline {
        InlineExpression::VariableReference { id } => {
            write!(found.words, "{{{}}}", id.name).map_err(|e| e.to_string())?;
            found.arguments.insert(id.name.to_owned());
            Ok(())
        }
        InlineExpression::StringLiteral { value } => {
            found.words.push_str(value);
            Ok(())
        }
        InlineExpression::NumberLiteral { .. } => Ok(()),
        other => Err(format!("{other:?}: only arguments and plain text are used")),
    }
}

fn same_keys(swedish: &Catalogue, english: &Catalogue) -> Result<(), Box<dyn Error>> {
    let mut wrong = Vec::new();
    for key in swedish
        .keys()
        .chain(english.keys())
        .collect::<BTreeSet<_>>()
    {
        match (swedish.get(key), english.get(key)) {
            (Some(sv), Some(en)) if sv.arguments == en.arguments => {}
            (Some(sv), Some(en)) => wrong.push(format!(
                "{key}: sv takes {:?}, en takes {:?}",
                sv.arguments, en.arguments
            )),
            (Some(_), None) => wrong.push(format!("{key}: missing in texts/en")),
            _ => wrong.push(format!("{key}: missing in texts/sv")),
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n").into()),
    }
}

fn methods(swedish: &Catalogue, english: &Catalogue) -> Result<String, std::fmt::Error> {
    let mut structs = String::new();
    let mut all = String::from("impl Texts {\n");
    for ((key, sv), en) in swedish.iter().zip(english.values()) {
        let name = key.replace('-', "_");
        let doc = format!("\"{}\" / \"{}\"", one_line(&sv.words), one_line(&en.words));
        writeln!(all, "    #[doc = {doc:?}]")?;
        let arguments: Vec<&String> = sv.arguments.iter().collect();
        match arguments.as_slice() {
            [] => writeln!(
                all,
                "    pub fn {name}(self) -> String {{ self.text({key:?}, &[]) }}"
            )?,
            [one] if is_count(one) => writeln!(
                all,
                "    pub fn {name}(self, n: impl Into<Count>) -> String {{ self.text({key:?}, &[({one:?}, Argument::Count(n.into()))]) }}"
            )?,
            [one] => writeln!(
                all,
                "    pub fn {name}(self, {field}: &str) -> String {{ self.text({key:?}, &[({one:?}, Argument::Text({field}))]) }}",
                field = one.replace('-', "_")
            )?,
            several => {
                let kind = camel(key);
                let life = if several.iter().all(|a| is_count(a)) {
                    ""
                } else {
                    "<'_>"
                };
                writeln!(
                    all,
                    "    pub fn {name}(self, arg: arg::{kind}{life}) -> String {{ self.text({key:?}, &[{}]) }}",
                    several
                        .iter()
                        .map(|a| value_of(a))
                        .collect::<Vec<_>>()
                        .join(", ")
                )?;
                write_struct(&mut structs, &kind, &name, several)?;
            }
        }
    }
    all.push_str("}\n");
    writeln!(
        all,
        "/// What a text with several arguments takes, by name.\npub mod arg {{\n    use super::Count;\n{structs}}}"
    )?;
    write!(
        all,
        "/// Every key of the catalogue.\npub const KEYS: &[&str] = &{:?};\n",
        swedish.keys().collect::<Vec<_>>()
    )?;
    Ok(all)
}

fn write_struct(out: &mut String, kind: &str, name: &str, fields: &[&String]) -> std::fmt::Result {
    let life = if fields.iter().all(|a| is_count(a)) {
        ""
    } else {
        "<'a>"
    };
    writeln!(
        out,
        "    /// For [`Texts::{name}`](super::Texts::{name}).\n    #[derive(Debug, Clone, Copy)]\n    pub struct {kind}{life} {{"
    )?;
    for field in fields {
        let kind = if is_count(field) { "Count" } else { "&'a str" };
        writeln!(
            out,
            "        /// `{field}`\n        pub {}: {kind},",
            field.replace('-', "_")
        )?;
    }
    writeln!(out, "    }}")
}

fn value_of(argument: &str) -> String {
    let kind = if is_count(argument) { "Count" } else { "Text" };
    format!(
        "({argument:?}, Argument::{kind}(arg.{}))",
        argument.replace('-', "_")
    )
}

fn is_count(argument: &str) -> bool {
    argument == "n" || argument.starts_with("n-")
}

fn camel(key: &str) -> String {
    key.split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

fn one_line(words: &str) -> String {
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('[', "(")
        .replace(']', ")")
}
