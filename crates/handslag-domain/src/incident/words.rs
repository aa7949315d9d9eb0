//! Which category a source's own word means; a word that nobody knows becomes a category of its own.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::category::{Category, CategoryKind, CategoryTree, Names};
use crate::id::CategoryId;

/// The words that lead to each category of a tree: its id, its names, and
/// what registers and reporters are known to call it.
#[derive(Clone, Debug)]
pub struct WordBook {
    by_word: HashMap<String, CategoryId>,
    other: CategoryId,
}

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A category that there is.
    Known(CategoryId),
    /// None; this is the category the word would become, under "other".
    New(Category),
}

impl WordBook {
    /// The words of a tree. A category's own names go before others' words.
    #[must_use]
    pub fn of(tree: &CategoryTree) -> Self {
        let mut by_word = HashMap::new();
        for (word, id) in OTHERS_WORDS {
            if let Some(category) = tree.get(&(*id).into()) {
                by_word.insert((*word).to_owned(), category.id.clone());
            }
        }
        let gone = tree.gone().map(|(id, gone)| (id, &gone.name));
        for (id, name) in gone.chain(tree.iter().map(|c| (&c.id, &c.name))) {
            for word in [&name.en, &name.sv, &id.0] {
                by_word.extend(tree.get(id).map(|c| (folded(word), c.id.clone())));
            }
        }
        Self {
            by_word,
            other: tree.other().id.clone(),
        }
    }

    /// What a word means. Nothing is guessed: a word that is not in the book is new.
    #[must_use]
    pub fn meaning(&self, word: &str) -> Meaning {
        match folded(word) {
            signs if signs.is_empty() => Meaning::Known(self.other.clone()),
            word_folded => match self.by_word.get(&word_folded) {
                Some(id) => Meaning::Known(id.clone()),
                None => Meaning::New(self.leaf(word)),
            },
        }
    }

    fn leaf(&self, word: &str) -> Category {
        let name = tidied(word);
        Category {
            id: CategoryId(slug(&name)),
            parent: Some(self.other.clone()),
            name: Names {
                sv: name.clone(),
                en: name,
            },
            kind: CategoryKind::Other,
            in_dwellings: None,
        }
    }
}

fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without case, and with every run of other signs than letters and digits as one space.
fn folded(text: &str) -> String {
    let plain: String = text
        .nfc()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    tidied(&plain.to_lowercase())
}

/// `ovrigt.` begins the ids of words that somebody's file brought, so that they
/// never meet those of the product.
fn slug(name: &str) -> String {
    format!("ovrigt.{}", plain_id(name))
}

/// A name as an id of plain letters: "Hål i vägen" is `hal-i-vagen`.
pub fn plain_id(name: &str) -> String {
    let plain: String = folded(name)
        .nfd()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect();
    plain.replace(' ', "-")
}

/// Words of the police's notices, of EST reports and of open registers abroad.
const OTHERS_WORDS: &[(&str, &str)] = &[
    // The police's notices and Swedish everyday words.
    ("skadegörelse på bil", "skadegorelse"),
    ("vandalisering", "skadegorelse"),
    ("sabotage", "skadegorelse"),
    ("glaskross", "krossad-ruta"),
    ("fönsterkross", "krossad-ruta"),
    ("mordbrand", "anlagd-brand"),
    ("bilbrand", "anlagd-brand"),
    ("snatteri", "butiksstold"),
    ("stöld försök", "stold"),
    ("stöld ringa", "butiksstold"),
    ("stöld inbrott", "inbrott"),
    ("inbrott försök", "inbrott"),
    ("lägenhetsinbrott", "bostadsinbrott"),
    ("villainbrott", "bostadsinbrott"),
    ("bilinbrott", "stold-ur-fordon"),
    ("motorfordon stöld", "fordonsstold"),
    ("bilstöld", "fordonsstold"),
    ("personrån", "ran"),
    ("rån försök", "ran"),
    ("rån övrigt", "ran"),
    ("rån väpnat", "ran"),
    ("slagsmål", "misshandel"),
    ("misshandel grov", "misshandel"),
    ("mord dråp", "dodligt-vald"),
    ("mord dråp försök", "vald"),
    ("skottlossning", "skjutning"),
    ("skottlossning misstänkt", "skjutning"),
    ("detonation", "sprangning"),
    ("olaga hot", "hot"),
    ("våld hot mot tjänsteman", "hot"),
    ("ofredande förargelse", "ofredande"),
    ("sexuellt ofredande", "sexualbrott"),
    ("våldtäkt", "sexualbrott"),
    ("våldtäkt försök", "sexualbrott"),
    ("narkotikabrott", "narkotika"),
    ("droger", "narkotika"),
    ("knark", "narkotika"),
    ("alkohollagen", "langning"),
    ("vapenlagen", "vapen"),
    ("knivlagen", "vapen"),
    ("bråk", "brak"),
    ("stök", "stok"),
    ("stökigt", "stok"),
    ("ordningslagen", "stok"),
    ("ofog barn ungdom", "stok"),
    ("fylleri lob", "berusade"),
    ("fylleri", "berusade"),
    ("missbruk", "berusade"),
    ("hög musik", "storande-ljud"),
    ("skräp", "nedskrapning"),
    ("miljöbrott", "nedskrapning"),
    ("fyrverkeri", "smallare"),
    ("belysning", "dalig-belysning"),
    ("trasig belysning", "dalig-belysning"),
    ("mörkt", "dalig-belysning"),
    ("fortkörningar", "fortkorning"),
    ("hastighet", "fortkorning"),
    ("moped", "mopedkorning"),
    ("mopedåkning", "mopedkorning"),
    ("vårdslös körning", "buskorning"),
    ("trafikbrott", "buskorning"),
    ("trafikolycka personskada", "trafikolycka"),
    ("trafikolycka singel", "trafikolycka"),
    ("trafikolycka vilt", "trafikolycka"),
    ("trafikolycka smitning från", "trafikolycka"),
    ("parkering", "felparkering"),
    ("brand automatlarm", "brand"),
    ("fjällräddning", "raddningsinsats"),
    ("sjukdom olycksfall", "raddningsinsats"),
    ("annat", "ovrigt"),
    // England's street-level crime.
    ("anti social behaviour", "stok"),
    ("violence and sexual offences", "vald"),
    ("criminal damage and arson", "skadegorelse"),
    ("other theft", "stold"),
    ("vehicle crime", "fordonsstold"),
    ("public order", "ordningsstorning"),
    ("possession of weapons", "vapen"),
    ("personal robbery", "ran"),
    // Cities in the United States and Canada.
    ("criminal damage", "skadegorelse"),
    ("aggravated assault", "misshandel"),
    ("battery", "misshandel"),
    ("homicide", "dodligt-vald"),
    ("narcotics", "narkotika"),
    ("weapons violation", "vapen"),
    ("deceptive practice", "bedrageri"),
    ("motor vehicle theft", "fordonsstold"),
    ("theft of vehicle", "fordonsstold"),
    ("theft of bicycle", "cykelstold"),
    ("criminal sexual assault", "sexualbrott"),
    ("crim sexual assault", "sexualbrott"),
    ("sex offense", "sexualbrott"),
    ("public peace violation", "ordningsstorning"),
    ("stalking", "ofredande"),
    ("intimidation", "hot"),
    ("other offense", "ovrigt-brott"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        let book = WordBook::of(&CategoryTree::of_handslag());
        assert_eq!(
            book.meaning(word),
            Meaning::Known(expected.into()),
            "{word}"
        );
    }

    #[test]
    fn a_word_leads_to_its_category_however_it_is_written() {
        check("Skadegörelse", "skadegorelse");
        check("  SKADEGÖRELSE ", "skadegorelse");
        check("klotter", "klotter");
        check("Dålig belysning", "dalig-belysning");
        check("Fylleri/LOB", "berusade");
        check("Stöld/inbrott", "inbrott");
        check("Anti-social behaviour", "stok");
        check("CRIMINAL DAMAGE", "skadegorelse");
        check("???", "ovrigt");
    }

    #[test]
    fn the_word_of_a_merged_category_leads_to_what_it_was_merged_into() {
        let mut tree = CategoryTree::of_handslag();
        tree.merge(&"cykelstold".into(), &"stold".into()).unwrap();
        let meaning = WordBook::of(&tree).meaning("Cykelstöld");
        assert_eq!(meaning, Meaning::Known("stold".into()));
    }

    #[test]
    fn a_word_that_nobody_knows_becomes_a_category_of_its_own() {
        let tree = CategoryTree::of_handslag();
        let book = WordBook::of(&tree);
        let Meaning::New(category) = book.meaning(" Lösspringande  älg ") else {
            panic!("nobody has a category for that");
        };
        assert_eq!(category.id.as_str(), "ovrigt.losspringande-alg");
        assert_eq!(category.name.sv, "Lösspringande älg");
        assert_eq!(category.parent.as_ref(), Some(&tree.other().id));
        let mut grown = tree;
        grown.put(category.clone()).unwrap();
        let again = WordBook::of(&grown).meaning("lösspringande älg");
        assert_eq!(again, Meaning::Known(category.id));
    }

    #[test]
    fn every_word_leads_somewhere_in_the_products_own_tree() {
        let tree = CategoryTree::of_handslag();
        for (word, id) in OTHERS_WORDS {
            assert!(tree.get(&(*id).into()).is_some(), "{word} leads to {id}");
            assert_eq!(
                folded(word),
                *word,
                "words are written as they are compared"
            );
        }
    }
}
