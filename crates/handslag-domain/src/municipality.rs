//! Which municipality is meant: official codes, names as people and registers write them, and addresses.
//!
//! The list is Statistics Sweden's register of municipality and county codes
//! (SCB, "Län och kommuner i kodnummerordning", 290 municipalities and 21
//! counties, unchanged since 2007).

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A Statistics Sweden municipality code: four digits, such as 1494 for Lidköping.
///
/// The first two digits are the county. A code has the right form; whether it
/// is on today's list is asked with [`Municipality::by_code`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityCode([u8; 4]);

/// A Statistics Sweden county code: two digits, such as 14 for Västra Götalands län.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountyCode([u8; 2]);

/// A text that is not a municipality or county code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a code of {digits} digits")]
pub struct InvalidAreaCode {
    /// What stood there.
    pub found: String,
    /// How many digits the code should have: 4 for a municipality, 2 for a county.
    pub digits: usize,
}

fn digits<const N: usize>(text: &str) -> Result<[u8; N], InvalidAreaCode> {
    <[u8; N]>::try_from(text.trim().as_bytes())
        .ok()
        .filter(|bytes| bytes.iter().all(u8::is_ascii_digit))
        .ok_or_else(|| InvalidAreaCode {
            found: text.to_owned(),
            digits: N,
        })
}

impl MunicipalityCode {
    /// Reads a four-digit code; space around it is ignored.
    ///
    /// # Errors
    /// [`InvalidAreaCode`] if there are not exactly four digits.
    pub fn parse(text: &str) -> Result<Self, InvalidAreaCode> {
        digits(text).map(Self)
    }

    /// The four digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code is made of ASCII digits")
    }

    /// The county the code belongs to: its first two digits.
    #[must_use]
    pub fn county(self) -> CountyCode {
        CountyCode([self.0[0], self.0[1]])
    }

    /// The code used today for a code that may be an old one.
    ///
    /// Heby moved from Västmanland (1917) to Uppsala (0331) at New Year 2007,
    /// so 1917 still turns up in older files.
    #[must_use]
    pub fn current(self) -> Self {
        match &self.0 {
            b"1917" => Self(*b"0331"),
            _ => self,
        }
    }
}

impl CountyCode {
    /// Reads a two-digit code; space around it is ignored.
    ///
    /// # Errors
    /// [`InvalidAreaCode`] if there are not exactly two digits.
    pub fn parse(text: &str) -> Result<Self, InvalidAreaCode> {
        digits(text).map(Self)
    }

    /// The two digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code is made of ASCII digits")
    }
}

macro_rules! code_as_text {
    ($code:ty) => {
        impl fmt::Display for $code {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl fmt::Debug for $code {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($code), self.as_str())
            }
        }
        impl FromStr for $code {
            type Err = InvalidAreaCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
        impl TryFrom<String> for $code {
            type Error = InvalidAreaCode;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }
        impl From<$code> for String {
            fn from(code: $code) -> Self {
                code.as_str().to_owned()
            }
        }
    };
}

code_as_text!(MunicipalityCode);
code_as_text!(CountyCode);

/// A municipality of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Its four-digit code.
    pub code: MunicipalityCode,
    /// Its name without "kommun", such as "Lidköping".
    pub name: &'static str,
}

/// A county of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct County {
    /// Its two-digit code.
    pub code: CountyCode,
    /// Its full name, such as "Västra Götalands län".
    pub name: &'static str,
}

impl Municipality {
    /// All 290 municipalities in the order of their codes.
    pub fn all() -> &'static [Municipality] {
        &REGISTER.municipalities
    }

    /// The municipality with this code; an old code leads to its successor.
    #[must_use]
    pub fn by_code(code: MunicipalityCode) -> Option<&'static Municipality> {
        let all = Self::all();
        let at = all.binary_search_by_key(&code.current(), |m| m.code).ok()?;
        Some(&all[at])
    }

    /// The municipality that is meant by a name as written.
    ///
    /// Knows "Lidköping", "Lidköping kommun", "Lidköpings kommun", the bare
    /// genitive "Lidköpings", capitals, a hyphen for a space
    /// ("UPPLANDS-VÄSBY"), "Malmö stad" and "Region Gotland". A county, a
    /// police region ("Region Stockholm") and a town inside a municipality
    /// are not municipalities and give `None`.
    ///
    /// ```
    /// # use handslag_domain::municipality::Municipality;
    /// let found = Municipality::by_name("LIDKÖPINGS KOMMUN").unwrap();
    /// assert_eq!(found.code.as_str(), "1494");
    /// ```
    #[must_use]
    pub fn by_name(written: &str) -> Option<&'static Municipality> {
        let name = folded(written);
        let names = &REGISTER.municipality_by_name;
        let at = names.get(&name).or_else(|| {
            let bare = ["kommun", "kommuns", "stad", "stads"]
                .into_iter()
                .find_map(|word| name.strip_suffix(word)?.strip_suffix(' '))
                .unwrap_or(&name);
            names
                .get(bare)
                .or_else(|| names.get(bare.strip_suffix('s')?))
        })?;
        Some(&Self::all()[*at])
    }

    /// The municipality with this address slug; see [`Municipality::slug`].
    #[must_use]
    pub fn by_slug(slug: &str) -> Option<&'static Municipality> {
        let at = REGISTER.municipality_by_slug.get(slug)?;
        Some(&Self::all()[*at])
    }

    /// The name in a web address: small letters without dots and rings,
    /// hyphen for space, unique in the country ("lidkoping").
    #[must_use]
    pub fn slug(&self) -> String {
        // Håbo (Uppsala län) and Habo (Jönköpings län) are the only two names
        // that differ by a ring alone.
        match &self.code.0 {
            b"0305" => "haabo".to_owned(),
            _ => self.name.to_lowercase().chars().map(plain_letter).collect(),
        }
    }

    /// The county it lies in.
    #[must_use]
    pub fn county(&self) -> &'static County {
        County::by_code(self.code.county()).expect("every municipality code begins with a county")
    }
}

impl County {
    /// All 21 counties in the order of their codes.
    pub fn all() -> &'static [County] {
        &REGISTER.counties
    }

    /// The county with this code.
    #[must_use]
    pub fn by_code(code: CountyCode) -> Option<&'static County> {
        let all = Self::all();
        let at = all.binary_search_by_key(&code, |c| c.code).ok()?;
        Some(&all[at])
    }

    /// The county that is meant by a full name, such as "Skåne län" or "SKÅNE LÄN".
    #[must_use]
    pub fn by_name(written: &str) -> Option<&'static County> {
        let at = REGISTER.county_by_name.get(&folded(written))?;
        Some(&Self::all()[*at])
    }
}

struct Register {
    municipalities: Vec<Municipality>,
    counties: Vec<County>,
    municipality_by_name: HashMap<String, usize>,
    municipality_by_slug: HashMap<String, usize>,
    county_by_name: HashMap<String, usize>,
}

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    let municipalities = MUNICIPALITIES.map(|(code, name)| Municipality {
        code: MunicipalityCode::parse(code).expect("the list holds four-digit codes"),
        name,
    });
    let counties = COUNTIES.map(|(code, name)| County {
        code: CountyCode::parse(code).expect("the list holds two-digit codes"),
        name,
    });
    let mut municipality_by_name = index(municipalities.iter().map(|m| folded(m.name)));
    // The municipality of Gotland calls itself a region. No other does:
    // "Region Stockholm" is a police region or a county council.
    let gotland = municipality_by_name["gotland"];
    municipality_by_name.insert("region gotland".to_owned(), gotland);
    Register {
        municipality_by_slug: index(municipalities.iter().map(Municipality::slug)),
        county_by_name: index(counties.iter().map(|c| folded(c.name))),
        municipality_by_name,
        municipalities: municipalities.to_vec(),
        counties: counties.to_vec(),
    }
});

fn index(keys: impl Iterator<Item = String>) -> HashMap<String, usize> {
    keys.enumerate().map(|(at, key)| (key, at)).collect()
}

/// A name with everything that varies between registers taken away: case,
/// hyphens, repeated and no-break spaces, letters written with loose accents.
fn folded(name: &str) -> String {
    let composed: String = name
        .nfc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '-' { ' ' } else { c })
        .collect();
    let mut words = composed.split_whitespace();
    let mut folded = words.next().unwrap_or_default().to_owned();
    for word in words {
        folded.push(' ');
        folded.push_str(word);
    }
    folded
}

fn plain_letter(letter: char) -> char {
    match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'é' => 'e',
        ' ' => '-',
        other => other,
    }
}

/// The 21 counties by code.
const COUNTIES: [(&str, &str); 21] = [
    ("01", "Stockholms län"),
    ("03", "Uppsala län"),
    ("04", "Södermanlands län"),
    ("05", "Östergötlands län"),
    ("06", "Jönköpings län"),
    ("07", "Kronobergs län"),
    ("08", "Kalmar län"),
    ("09", "Gotlands län"),
    ("10", "Blekinge län"),
    ("12", "Skåne län"),
    ("13", "Hallands län"),
    ("14", "Västra Götalands län"),
    ("17", "Värmlands län"),
    ("18", "Örebro län"),
    ("19", "Västmanlands län"),
    ("20", "Dalarnas län"),
    ("21", "Gävleborgs län"),
    ("22", "Västernorrlands län"),
    ("23", "Jämtlands län"),
    ("24", "Västerbottens län"),
    ("25", "Norrbottens län"),
];

/// The 290 municipalities by code.
const MUNICIPALITIES: [(&str, &str); 290] = [
    ("0114", "Upplands Väsby"),
    ("0115", "Vallentuna"),
    ("0117", "Österåker"),
    ("0120", "Värmdö"),
    ("0123", "Järfälla"),
    ("0125", "Ekerö"),
    ("0126", "Huddinge"),
    ("0127", "Botkyrka"),
    ("0128", "Salem"),
    ("0136", "Haninge"),
    ("0138", "Tyresö"),
    ("0139", "Upplands-Bro"),
    ("0140", "Nykvarn"),
    ("0160", "Täby"),
    ("0162", "Danderyd"),
    ("0163", "Sollentuna"),
    ("0180", "Stockholm"),
    ("0181", "Södertälje"),
    ("0182", "Nacka"),
    ("0183", "Sundbyberg"),
    ("0184", "Solna"),
    ("0186", "Lidingö"),
    ("0187", "Vaxholm"),
    ("0188", "Norrtälje"),
    ("0191", "Sigtuna"),
    ("0192", "Nynäshamn"),
    ("0305", "Håbo"),
    ("0319", "Älvkarleby"),
    ("0330", "Knivsta"),
    ("0331", "Heby"),
    ("0360", "Tierp"),
    ("0380", "Uppsala"),
    ("0381", "Enköping"),
    ("0382", "Östhammar"),
    ("0428", "Vingåker"),
    ("0461", "Gnesta"),
    ("0480", "Nyköping"),
    ("0481", "Oxelösund"),
    ("0482", "Flen"),
    ("0483", "Katrineholm"),
    ("0484", "Eskilstuna"),
    ("0486", "Strängnäs"),
    ("0488", "Trosa"),
    ("0509", "Ödeshög"),
    ("0512", "Ydre"),
    ("0513", "Kinda"),
    ("0560", "Boxholm"),
    ("0561", "Åtvidaberg"),
    ("0562", "Finspång"),
    ("0563", "Valdemarsvik"),
    ("0580", "Linköping"),
    ("0581", "Norrköping"),
    ("0582", "Söderköping"),
    ("0583", "Motala"),
    ("0584", "Vadstena"),
    ("0586", "Mjölby"),
    ("0604", "Aneby"),
    ("0617", "Gnosjö"),
    ("0642", "Mullsjö"),
    ("0643", "Habo"),
    ("0662", "Gislaved"),
    ("0665", "Vaggeryd"),
    ("0680", "Jönköping"),
    ("0682", "Nässjö"),
    ("0683", "Värnamo"),
    ("0684", "Sävsjö"),
    ("0685", "Vetlanda"),
    ("0686", "Eksjö"),
    ("0687", "Tranås"),
    ("0760", "Uppvidinge"),
    ("0761", "Lessebo"),
    ("0763", "Tingsryd"),
    ("0764", "Alvesta"),
    ("0765", "Älmhult"),
    ("0767", "Markaryd"),
    ("0780", "Växjö"),
    ("0781", "Ljungby"),
    ("0821", "Högsby"),
    ("0834", "Torsås"),
    ("0840", "Mörbylånga"),
    ("0860", "Hultsfred"),
    ("0861", "Mönsterås"),
    ("0862", "Emmaboda"),
    ("0880", "Kalmar"),
    ("0881", "Nybro"),
    ("0882", "Oskarshamn"),
    ("0883", "Västervik"),
    ("0884", "Vimmerby"),
    ("0885", "Borgholm"),
    ("0980", "Gotland"),
    ("1060", "Olofström"),
    ("1080", "Karlskrona"),
    ("1081", "Ronneby"),
    ("1082", "Karlshamn"),
    ("1083", "Sölvesborg"),
    ("1214", "Svalöv"),
    ("1230", "Staffanstorp"),
    ("1231", "Burlöv"),
    ("1233", "Vellinge"),
    ("1256", "Östra Göinge"),
    ("1257", "Örkelljunga"),
    ("1260", "Bjuv"),
    ("1261", "Kävlinge"),
    ("1262", "Lomma"),
    ("1263", "Svedala"),
    ("1264", "Skurup"),
    ("1265", "Sjöbo"),
    ("1266", "Hörby"),
    ("1267", "Höör"),
    ("1270", "Tomelilla"),
    ("1272", "Bromölla"),
    ("1273", "Osby"),
    ("1275", "Perstorp"),
    ("1276", "Klippan"),
    ("1277", "Åstorp"),
    ("1278", "Båstad"),
    ("1280", "Malmö"),
    ("1281", "Lund"),
    ("1282", "Landskrona"),
    ("1283", "Helsingborg"),
    ("1284", "Höganäs"),
    ("1285", "Eslöv"),
    ("1286", "Ystad"),
    ("1287", "Trelleborg"),
    ("1290", "Kristianstad"),
    ("1291", "Simrishamn"),
    ("1292", "Ängelholm"),
    ("1293", "Hässleholm"),
    ("1315", "Hylte"),
    ("1380", "Halmstad"),
    ("1381", "Laholm"),
    ("1382", "Falkenberg"),
    ("1383", "Varberg"),
    ("1384", "Kungsbacka"),
    ("1401", "Härryda"),
    ("1402", "Partille"),
    ("1407", "Öckerö"),
    ("1415", "Stenungsund"),
    ("1419", "Tjörn"),
    ("1421", "Orust"),
    ("1427", "Sotenäs"),
    ("1430", "Munkedal"),
    ("1435", "Tanum"),
    ("1438", "Dals-Ed"),
    ("1439", "Färgelanda"),
    ("1440", "Ale"),
    ("1441", "Lerum"),
    ("1442", "Vårgårda"),
    ("1443", "Bollebygd"),
    ("1444", "Grästorp"),
    ("1445", "Essunga"),
    ("1446", "Karlsborg"),
    ("1447", "Gullspång"),
    ("1452", "Tranemo"),
    ("1460", "Bengtsfors"),
    ("1461", "Mellerud"),
    ("1462", "Lilla Edet"),
    ("1463", "Mark"),
    ("1465", "Svenljunga"),
    ("1466", "Herrljunga"),
    ("1470", "Vara"),
    ("1471", "Götene"),
    ("1472", "Tibro"),
    ("1473", "Töreboda"),
    ("1480", "Göteborg"),
    ("1481", "Mölndal"),
    ("1482", "Kungälv"),
    ("1484", "Lysekil"),
    ("1485", "Uddevalla"),
    ("1486", "Strömstad"),
    ("1487", "Vänersborg"),
    ("1488", "Trollhättan"),
    ("1489", "Alingsås"),
    ("1490", "Borås"),
    ("1491", "Ulricehamn"),
    ("1492", "Åmål"),
    ("1493", "Mariestad"),
    ("1494", "Lidköping"),
    ("1495", "Skara"),
    ("1496", "Skövde"),
    ("1497", "Hjo"),
    ("1498", "Tidaholm"),
    ("1499", "Falköping"),
    ("1715", "Kil"),
    ("1730", "Eda"),
    ("1737", "Torsby"),
    ("1760", "Storfors"),
    ("1761", "Hammarö"),
    ("1762", "Munkfors"),
    ("1763", "Forshaga"),
    ("1764", "Grums"),
    ("1765", "Årjäng"),
    ("1766", "Sunne"),
    ("1780", "Karlstad"),
    ("1781", "Kristinehamn"),
    ("1782", "Filipstad"),
    ("1783", "Hagfors"),
    ("1784", "Arvika"),
    ("1785", "Säffle"),
    ("1814", "Lekeberg"),
    ("1860", "Laxå"),
    ("1861", "Hallsberg"),
    ("1862", "Degerfors"),
    ("1863", "Hällefors"),
    ("1864", "Ljusnarsberg"),
    ("1880", "Örebro"),
    ("1881", "Kumla"),
    ("1882", "Askersund"),
    ("1883", "Karlskoga"),
    ("1884", "Nora"),
    ("1885", "Lindesberg"),
    ("1904", "Skinnskatteberg"),
    ("1907", "Surahammar"),
    ("1960", "Kungsör"),
    ("1961", "Hallstahammar"),
    ("1962", "Norberg"),
    ("1980", "Västerås"),
    ("1981", "Sala"),
    ("1982", "Fagersta"),
    ("1983", "Köping"),
    ("1984", "Arboga"),
    ("2021", "Vansbro"),
    ("2023", "Malung-Sälen"),
    ("2026", "Gagnef"),
    ("2029", "Leksand"),
    ("2031", "Rättvik"),
    ("2034", "Orsa"),
    ("2039", "Älvdalen"),
    ("2061", "Smedjebacken"),
    ("2062", "Mora"),
    ("2080", "Falun"),
    ("2081", "Borlänge"),
    ("2082", "Säter"),
    ("2083", "Hedemora"),
    ("2084", "Avesta"),
    ("2085", "Ludvika"),
    ("2101", "Ockelbo"),
    ("2104", "Hofors"),
    ("2121", "Ovanåker"),
    ("2132", "Nordanstig"),
    ("2161", "Ljusdal"),
    ("2180", "Gävle"),
    ("2181", "Sandviken"),
    ("2182", "Söderhamn"),
    ("2183", "Bollnäs"),
    ("2184", "Hudiksvall"),
    ("2260", "Ånge"),
    ("2262", "Timrå"),
    ("2280", "Härnösand"),
    ("2281", "Sundsvall"),
    ("2282", "Kramfors"),
    ("2283", "Sollefteå"),
    ("2284", "Örnsköldsvik"),
    ("2303", "Ragunda"),
    ("2305", "Bräcke"),
    ("2309", "Krokom"),
    ("2313", "Strömsund"),
    ("2321", "Åre"),
    ("2326", "Berg"),
    ("2361", "Härjedalen"),
    ("2380", "Östersund"),
    ("2401", "Nordmaling"),
    ("2403", "Bjurholm"),
    ("2404", "Vindeln"),
    ("2409", "Robertsfors"),
    ("2417", "Norsjö"),
    ("2418", "Malå"),
    ("2421", "Storuman"),
    ("2422", "Sorsele"),
    ("2425", "Dorotea"),
    ("2460", "Vännäs"),
    ("2462", "Vilhelmina"),
    ("2463", "Åsele"),
    ("2480", "Umeå"),
    ("2481", "Lycksele"),
    ("2482", "Skellefteå"),
    ("2505", "Arvidsjaur"),
    ("2506", "Arjeplog"),
    ("2510", "Jokkmokk"),
    ("2513", "Överkalix"),
    ("2514", "Kalix"),
    ("2518", "Övertorneå"),
    ("2521", "Pajala"),
    ("2523", "Gällivare"),
    ("2560", "Älvsbyn"),
    ("2580", "Luleå"),
    ("2581", "Piteå"),
    ("2582", "Boden"),
    ("2583", "Haparanda"),
    ("2584", "Kiruna"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use proptest::prelude::*;

    fn code_of(name: &str) -> Option<&'static str> {
        Municipality::by_name(name).map(|m| m.code.as_str())
    }

    #[test]
    fn every_way_to_write_lidkoping_is_lidkoping() {
        for written in [
            "Lidköping",
            "Lidköpings kommun",
            "Lidköping kommun",
            "LIDKÖPING",
            " lidköpings  kommun ",
            "Lidköpings",
            "Lidko\u{308}ping",
            "Lidköping\u{a0}kommun",
            "Lidköpings kommuns",
        ] {
            assert_eq!(code_of(written), Some("1494"), "{written:?}");
        }
    }

    #[test]
    fn names_of_other_things_are_not_municipalities() {
        for written in [
            "",
            "kommun",
            "s",
            "Västra Götalands län",
            "Region Stockholm",
            "Region Uppsala",
            "Polisregion Nord",
            "Hela landet",
            "Riket",
            "Vinninga",
            "Lokalpolisområde Lidköping",
        ] {
            assert_eq!(code_of(written), None, "{written:?}");
        }
    }

    #[test]
    fn special_names_are_known() {
        for (written, code) in [
            ("Region Gotland", "0980"),
            ("Gotlands kommun", "0980"),
            ("Gotland", "0980"),
            ("UPPLANDS-VÄSBY", "0114"),
            ("Upplands väsby", "0114"),
            ("Östra göinge", "1256"),
            ("Malung-Sälen", "2023"),
            ("Dals-ed", "1438"),
            ("Göteborgs stad", "1480"),
            ("Stockholms stad", "0180"),
            ("Borås", "1490"),
            ("Borås kommun", "1490"),
            ("Håbo", "0305"),
            ("Habo kommun", "0643"),
            ("Heby kommun", "0331"),
        ] {
            assert_eq!(code_of(written), Some(code), "{written:?}");
        }
    }

    #[test]
    fn every_name_is_found_in_every_form_and_means_only_itself() {
        for municipality in Municipality::all() {
            let name = municipality.name;
            for form in [
                name.to_owned(),
                name.to_uppercase(),
                format!("{name} kommun"),
                format!("{name}s kommun"),
                format!("{name}s"),
            ] {
                assert_eq!(Municipality::by_name(&form), Some(municipality), "{form}");
            }
            assert_eq!(Municipality::by_code(municipality.code), Some(municipality));
            assert_eq!(
                municipality.county().code.as_str(),
                &municipality.code.as_str()[..2]
            );
        }
    }

    #[test]
    fn slugs_are_unique_plain_and_lead_back() {
        let slugs: HashSet<_> = Municipality::all().iter().map(Municipality::slug).collect();
        assert_eq!(slugs.len(), 290);
        for municipality in Municipality::all() {
            let slug = municipality.slug();
            assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
            assert_eq!(Municipality::by_slug(&slug), Some(municipality));
        }
        assert_eq!(
            Municipality::by_name("Lidköping").unwrap().slug(),
            "lidkoping"
        );
        assert_eq!(Municipality::by_name("Håbo").unwrap().slug(), "haabo");
        assert_eq!(Municipality::by_name("Habo").unwrap().slug(), "habo");
    }

    #[test]
    fn the_lists_are_whole_and_sorted() {
        assert_eq!(Municipality::all().len(), 290);
        assert_eq!(County::all().len(), 21);
        assert!(Municipality::all().is_sorted_by_key(|m| m.code));
        assert!(County::all().is_sorted_by_key(|c| c.code));
        let county = County::by_name("VÄSTRA GÖTALANDS LÄN").unwrap();
        assert_eq!(county.code.as_str(), "14");
        assert_eq!(County::by_name("Västra Götaland"), None);
    }

    #[test]
    fn an_old_code_leads_to_its_successor() {
        let old = MunicipalityCode::parse("1917").unwrap();
        assert_eq!(old.current().as_str(), "0331");
        assert_eq!(Municipality::by_code(old).unwrap().name, "Heby");
    }

    #[test]
    fn a_code_has_four_digits() {
        assert_eq!(MunicipalityCode::parse(" 1494 ").unwrap().as_str(), "1494");
        for wrong in ["", "149", "14940", "14a4", "١٤٩٤", "riket"] {
            assert!(MunicipalityCode::parse(wrong).is_err(), "{wrong}");
        }
        let as_json = serde_json::to_string(&MunicipalityCode::parse("0331").unwrap()).unwrap();
        assert_eq!(as_json, "\"0331\"");
        assert!(serde_json::from_str::<MunicipalityCode>("\"331\"").is_err());
    }

    proptest! {
        #[test]
        fn no_name_makes_the_lookup_panic(name in ".*") {
            let _ = Municipality::by_name(&name);
            let _ = County::by_name(&name);
            let _ = MunicipalityCode::parse(&name);
        }
    }
}
