//! The categories that Handslag begins with, in the everyday words of those who report.

use super::category::{Category, CategoryKind, Names};

/// The whole tree.
pub(crate) fn categories() -> Vec<Category> {
    use CategoryKind::{Crime, Disorder, Other, Traffic, Unsafety};
    [
        (Crime, CRIME),
        (Disorder, DISORDER),
        (Unsafety, UNSAFETY),
        (Traffic, TRAFFIC),
        (Other, OTHER),
    ]
    .into_iter()
    .flat_map(|(kind, rows)| rows.iter().map(move |row| category(kind, *row)))
    .collect()
}

/// Id, the id it belongs to (none if empty), Swedish, English.
type Line = (&'static str, &'static str, &'static str, &'static str);

fn category(kind: CategoryKind, (id, parent, sv, en): Line) -> Category {
    Category {
        id: id.into(),
        parent: (!parent.is_empty()).then(|| parent.into()),
        name: Names {
            sv: sv.to_owned(),
            en: en.to_owned(),
        },
        kind,
        in_dwellings: None,
    }
}

/// The kinds that happen in dwellings.
pub(crate) const IN_DWELLINGS: &[&str] = &["bostadsinbrott", "vald-i-nara-relation"];

const CRIME: &[Line] = &[
    ("brott", "", "Brott", "Crime"),
    ("skadegorelse", "brott", "Skadegörelse", "Criminal damage"),
    ("klotter", "skadegorelse", "Klotter", "Graffiti"),
    (
        "krossad-ruta",
        "skadegorelse",
        "Krossad ruta",
        "Broken window",
    ),
    ("anlagd-brand", "skadegorelse", "Anlagd brand", "Arson"),
    ("stold", "brott", "Stöld", "Theft"),
    ("cykelstold", "stold", "Cykelstöld", "Bicycle theft"),
    ("butiksstold", "stold", "Butiksstöld", "Shoplifting"),
    ("fickstold", "stold", "Fickstöld", "Theft from the person"),
    ("fordonsstold", "stold", "Stöld av fordon", "Vehicle theft"),
    (
        "stold-ur-fordon",
        "stold",
        "Stöld ur eller från fordon",
        "Theft from a vehicle",
    ),
    ("inbrott", "brott", "Inbrott", "Burglary"),
    (
        "bostadsinbrott",
        "inbrott",
        "Inbrott i bostad",
        "Domestic burglary",
    ),
    (
        "kallarinbrott",
        "inbrott",
        "Inbrott i källare eller förråd",
        "Burglary of a cellar or store",
    ),
    (
        "lokalinbrott",
        "inbrott",
        "Inbrott i lokal",
        "Burglary of premises",
    ),
    ("ran", "brott", "Rån", "Robbery"),
    ("vald", "brott", "Våld", "Violence"),
    ("misshandel", "vald", "Misshandel", "Assault"),
    (
        "vald-i-nara-relation",
        "vald",
        "Våld i nära relation",
        "Domestic violence",
    ),
    ("dodligt-vald", "vald", "Dödligt våld", "Homicide"),
    ("skjutning", "vald", "Skjutning", "Shooting"),
    ("sprangning", "vald", "Sprängning", "Explosion"),
    ("hot", "brott", "Hot", "Threat"),
    (
        "ofredande",
        "brott",
        "Ofredande och trakasserier",
        "Harassment",
    ),
    ("sexualbrott", "brott", "Sexualbrott", "Sexual offence"),
    ("narkotika", "brott", "Narkotika", "Drugs"),
    (
        "narkotikahandel",
        "narkotika",
        "Handel med narkotika",
        "Drug dealing",
    ),
    (
        "narkotikabruk",
        "narkotika",
        "Bruk av narkotika",
        "Drug use",
    ),
    ("langning", "brott", "Langning", "Supply to minors"),
    ("vapen", "brott", "Vapen", "Weapons"),
    ("bedrageri", "brott", "Bedrägeri", "Fraud"),
    ("hatbrott", "brott", "Hatbrott", "Hate crime"),
    ("ovrigt-brott", "brott", "Annat brott", "Other crime"),
];

const DISORDER: &[Line] = &[
    ("ordningsstorning", "", "Ordningsstörning", "Disorder"),
    ("stok", "ordningsstorning", "Stök och störande", "Nuisance"),
    ("brak", "ordningsstorning", "Bråk", "Quarrel"),
    ("berusade", "ordningsstorning", "Berusade", "Drunkenness"),
    (
        "storande-ljud",
        "ordningsstorning",
        "Störande ljud",
        "Noise",
    ),
    (
        "nedskrapning",
        "ordningsstorning",
        "Nedskräpning",
        "Littering",
    ),
    (
        "smallare",
        "ordningsstorning",
        "Smällare och fyrverkerier",
        "Fireworks",
    ),
];

const UNSAFETY: &[Line] = &[
    ("otrygghet", "", "Otrygghet", "Felt unsafety"),
    ("otrygg-plats", "otrygghet", "Otrygg plats", "Unsafe place"),
    (
        "dalig-belysning",
        "otrygg-plats",
        "Dålig belysning",
        "Poor lighting",
    ),
    (
        "skymd-sikt",
        "otrygg-plats",
        "Skymd sikt eller buskage",
        "Blocked view",
    ),
    (
        "odslig-plats",
        "otrygg-plats",
        "Ödslig plats",
        "Deserted place",
    ),
    (
        "otrygg-grupp",
        "otrygghet",
        "Grupp som upplevs otrygg",
        "Group felt as unsafe",
    ),
    (
        "otrygg-vag",
        "otrygghet",
        "Otrygg skolväg eller gångväg",
        "Unsafe way to walk",
    ),
];

const TRAFFIC: &[Line] = &[
    ("trafik", "", "Trafik", "Traffic"),
    ("fortkorning", "trafik", "Fortkörning", "Speeding"),
    ("mopedkorning", "trafik", "Mopedkörning", "Moped riding"),
    ("buskorning", "trafik", "Buskörning", "Reckless driving"),
    ("rattfylleri", "trafik", "Rattfylleri", "Impaired driving"),
    (
        "olovlig-korning",
        "trafik",
        "Olovlig körning",
        "Driving without a licence",
    ),
    ("trafikolycka", "trafik", "Trafikolycka", "Traffic accident"),
    ("felparkering", "trafik", "Felparkering", "Illegal parking"),
];

const OTHER: &[Line] = &[
    ("ovrigt", "", "Övrigt", "Other"),
    ("brand", "ovrigt", "Brand", "Fire"),
    (
        "trasigt",
        "ovrigt",
        "Trasigt eller farligt",
        "Broken or dangerous",
    ),
    ("raddningsinsats", "ovrigt", "Räddningsinsats", "Rescue"),
];

#[cfg(test)]
mod tests {
    use crate::incident::CategoryTree;
    use crate::incident::category::CategoryKind;

    #[test]
    fn the_products_own_categories_are_a_tree_with_a_top_of_each_kind() {
        let tree = CategoryTree::of_handslag();
        let tops = tree.iter().filter(|c| c.parent.is_none());
        let mut kinds: Vec<CategoryKind> = tops.map(|c| c.kind).collect();
        kinds.sort();
        let all = [
            CategoryKind::Crime,
            CategoryKind::Disorder,
            CategoryKind::Unsafety,
            CategoryKind::Traffic,
            CategoryKind::Other,
        ];
        assert_eq!(kinds, all);
    }
}
