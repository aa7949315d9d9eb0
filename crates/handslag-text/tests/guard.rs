//! Does the guard stop personal data, and let everything else through?

use handslag_text::{Finding, Kind, Severity, check_note};
use proptest::prelude::*;

fn blocked(note: &str) -> Vec<Finding> {
    let mut findings = check_note(note);
    findings.retain(|finding| finding.severity == Severity::Block);
    findings
}

/// The note has this one finding, and this is its text.
fn check(note: &str, kind: Kind, severity: Severity, text: &str) {
    let found: Vec<_> = check_note(note)
        .into_iter()
        .map(|finding| (finding.kind, finding.severity, finding.text))
        .collect();
    assert_eq!(found, [(kind, severity, text.to_owned())], "{note:?}");
}

fn check_clean(note: &str) {
    assert_eq!(check_note(note), [], "{note:?}");
}

// Skatteverket's test number 19811218-9876 belongs to nobody.
#[test]
fn an_identity_number_is_found_however_it_is_written() {
    for number in [
        "198112189876",
        "8112189876",
        "811218-9876",
        "811218+9876",
        "811218 9876",
        "811218 - 9876",
        "19811218-9876",
        "19811218 9876",
        "1981-12-18-9876",
        "1981-12-18 9876",
        "1981 12 18 9876",
        "19 811218-9876",
        "81 12 18 98 76",
        "8 1 1 2 1 8 9 8 7 6",
        "811218\u{2013}9876",
        "811218\u{2212}9876",
        "811218\u{A0}9876",
        "811218\u{2009}-\u{2009}9876",
        "8112\u{200B}18-98\u{AD}76",
        "８１１２１８－９８７６",
        "811218\u{FF0B}9876",
    ] {
        check(
            &format!("Talade med {number}, som lovade."),
            Kind::IdentityNumber,
            Severity::Block,
            number,
        );
        check(number, Kind::IdentityNumber, Severity::Block, number);
        check(
            &format!("pnr:{number}."),
            Kind::IdentityNumber,
            Severity::Block,
            number,
        );
    }
}

#[test]
fn coordination_and_interim_numbers_are_found() {
    check(
        "19140168-2396",
        Kind::IdentityNumber,
        Severity::Block,
        "19140168-2396",
    );
    check(
        "191500722390",
        Kind::IdentityNumber,
        Severity::Block,
        "191500722390",
    );
    check(
        "000101-T220",
        Kind::IdentityNumber,
        Severity::Block,
        "000101-T220",
    );
}

#[test]
fn a_wrong_check_digit_or_date_is_no_identity_number() {
    check_clean("811218-9875");
    check_clean("811318-9871");
    check_clean("organisationsnummer 212000-1652");
    check_clean("201509160006");
}

#[test]
fn a_date_with_a_time_only_warns() {
    // The check digit of 230412 152 is 4.
    check(
        "Den 2023-04-12 1524 larmades vi",
        Kind::IdentityNumber,
        Severity::Warn,
        "2023-04-12 1524",
    );
    check(
        "20230412-1524",
        Kind::IdentityNumber,
        Severity::Block,
        "20230412-1524",
    );
    check_clean("2023-04-12 1530");
    check(
        "född 1987-04-12 1527",
        Kind::IdentityNumber,
        Severity::Block,
        "1987-04-12 1527",
    );
}

// Post- och telestyrelsen keeps 070-174 06 05 to 99, 031-390 06 00 to 99 and 08-465 004 00 to 99
// for use in fiction.
#[test]
fn a_phone_number_is_found_however_it_is_written() {
    for number in [
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "070-1740605",
        "0701-74 06 05",
        "0701 740605",
        "07 01 74 06 05",
        "070-17 40 605",
        "+46701740605",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "+46(0)701740605",
        "0046 70 174 06 05",
        "46701740605",
        "031-390 06 05",
        "031 390 06 05",
        "(031) 390 06 05",
        "031/390 06 05",
        "0313900605",
        "+46 31 390 06 05",
        "08-465 004 05",
        "08-46 50 04 05",
        "0510-77 06 06",
        "0510 - 77 06 06",
        "0510-770606",
        "0510-770 60",
        "0510770606",
        "010-567 50 05",
        "070\u{2011}174\u{A0}06\u{A0}05",
        "０７０－１７４０６０５",
        "070\u{200B}1740605",
        "+47 22 12 34 56",
        "+358 40 123 4567",
    ] {
        check(
            &format!("Nås på {number} efter fyra."),
            Kind::Phone,
            Severity::Block,
            number,
        );
        check(number, Kind::Phone, Severity::Block, number);
        check(
            &format!("tel:{number}, kvällar"),
            Kind::Phone,
            Severity::Block,
            number,
        );
    }
}

#[test]
fn an_email_address_is_found() {
    for address in [
        "anna.andersson@exempel.se",
        "a_b+c-d@mail.exempel.nu",
        "åsa.öberg@exempel.se",
        "anna＠exempel.se",
        "anna (at) exempel.se",
        "anna[at]exempel.se",
        "anna snabel-a exempel punkt se",
        "anna @ exempel.se",
    ] {
        check(
            &format!("Skriv till {address} om det."),
            Kind::Email,
            Severity::Block,
            address,
        );
    }
}

#[test]
fn plates_and_apartment_numbers_warn() {
    check(
        "bilen ABC 123 stod där",
        Kind::RegistrationPlate,
        Severity::Warn,
        "ABC 123",
    );
    check(
        "bilen abc12d stod där",
        Kind::RegistrationPlate,
        Severity::Warn,
        "abc12d",
    );
    check(
        "bråk i lgh 1101",
        Kind::ApartmentNumber,
        Severity::Warn,
        "lgh 1101",
    );
    check(
        "lägenhetsnummer 1203",
        Kind::ApartmentNumber,
        Severity::Warn,
        "lägenhetsnummer 1203",
    );
}

#[test]
fn a_name_with_an_address_blocks_and_each_alone_warns() {
    let both = "Anna Andersson på Storgatan 5 säljer droger";
    let found: Vec<_> = blocked(both).into_iter().map(|f| f.kind).collect();
    assert_eq!(found, [Kind::Name, Kind::Address]);
    for note in [
        "Vid Norra Ågatan 12 B bor Erik Lindström.",
        "Karl-Gustav Bergqvist, på Hovby gränd 3",
        "Anna Andersson, Storgatan 5",
        "Storgatan 5 B: Erik Lindström",
    ] {
        assert_eq!(blocked(note).len(), 2, "{note}");
    }
    check(
        "Det sägs att Fatima Hassan vet mer",
        Kind::Name,
        Severity::Warn,
        "Fatima Hassan",
    );
    check(
        "Buskaget vid Skaragatan 14 är tätt",
        Kind::Address,
        Severity::Warn,
        "Skaragatan 14",
    );
    // Two things of two sentences are not of one person.
    assert_eq!(
        blocked("Anna Andersson höll mötet. Buskaget på Storgatan 5 är tätt."),
        []
    );
    assert_eq!(
        blocked("Anna Andersson höll mötet. Storgatan 5 är mörk."),
        []
    );
}

#[test]
fn places_and_organisations_with_the_names_of_people_pass() {
    for note in [
        "Vid De la Gardieskolan och Stora Torget i Lidköping",
        "Karl Johansgatan, Erik Dahlbergsgatan och Anna Lindhs plats",
        "Nils Ericson Terminalen, Sven Hultins gata, Astrid Lindgrens barnsjukhus",
        "Erik Dahlberg gymnasiet och Johan Skytteskolan",
        "Göran Persson Bygg AB städar Gustav Adolfs torg",
        "Sankt Nicolai kyrka, Lidköpings kommun, Västra Götalands län",
        "Polisen Lidköping, Lokalpolisområde Västra Skaraborg, AB Bostäder",
        "Brå, Göteborgs Stad och Malmö Stadsteater i Maria Park",
        "Storgatan 5, Lidköping; belysningen mellan Ågatan 12 och Storgatan 14",
        "På Storgatan 21.00 och på Storgatan 46 rapporter, 12 av 40",
        "på Riksväg 44, vid väg 184 och på E20",
        "på Storgatan 2024, vid Nya Stadens Torg klockan 21",
        "Volontärerna i Anders Lindskog Stiftelse",
    ] {
        check_clean(note);
    }
}

#[test]
fn ordinary_numbers_pass() {
    for note in [
        "Anmäl på 114 14, i nödläge 112.",
        "Ring 1177 eller 116 111, från utlandet +46 77 114 14 00.",
        "Ring 077-114 14 00, 0771-56 78 90 eller 020-12 34 56.",
        "2023-04-12",
        "2022-01-01--2023-12-31",
        "12/4 2023, 12.4.2023, 230412, 20230412",
        "kl. 21.00-02.30, kl 0900-1130, 0730-1530",
        "0730-1530 14 fordon kontrollerades",
        "0500-1300 12 bilar",
        "öppet 08-16 2023",
        "08-12-2023",
        "1 200 000 kr, 12 345 678 900 kronor och 1\u{A0}200\u{A0}000\u{A0}000 kr",
        "ökade med +46 200 000 kr",
        "46 701 740 605 kr",
        "länsväg 2755, E20 och riksväg 44",
        "531 30 Lidköping, 114 14 Stockholm",
        "Dnr KS 2023/0123, 5000-K412345-23, A123.456/2023",
        "1 494 brott per 100 000 invånare (kod 1494)",
        "kommunkod 0114 0115 0117 0120",
        "58.503512, 13.157012; 6487654, 402345",
        "2 lektionstimmar i 32 klasser, 15 810 anmälda brott 2021-2023",
        "och 120 personer, med 100 kr, SEK 100, SFS 2023:196",
        "14 lägenheter, 3 rum",
        "möte @ torget, följ oss på @polisen",
        "10.0701740605 är ett decimaltal",
        "1708-01-0605",
        "bankgiro 123-4567",
        "5000-K031965-22",
        "2 036 727 085 kronor",
    ] {
        check_clean(note);
    }
}

#[test]
fn several_findings_come_in_order_without_overlap() {
    let note = "ABC 123: 811218-9876, 070-174 06 05 el. anna@exempel.se";
    let kinds: Vec<_> = check_note(note)
        .into_iter()
        .map(|finding| finding.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            Kind::RegistrationPlate,
            Kind::IdentityNumber,
            Kind::Phone,
            Kind::Email
        ]
    );
    let next_to_other_numbers = blocked("3 bilar 070-174 06 05 12 gånger");
    assert_eq!(next_to_other_numbers[0].text, "070-174 06 05");
}

proptest! {
    #[test]
    fn any_note_can_be_checked(note in ".*|[0-9+ ()@.\u{AD}å\u{FF11}½-]{0,60}") {
        let mut end = 0;
        for finding in check_note(&note) {
            prop_assert!(finding.range.start >= end);
            end = finding.range.end;
            prop_assert_eq!(note.get(finding.range), Some(finding.text.as_str()));
        }
    }

    #[test]
    fn words_around_do_not_hide_a_number(before in "[a-zåäö ,.(]{0,20}", after in "[a-zåäö ,.)]{0,20}") {
        for number in ["811218-9876", "070-174 06 05"] {
            let note = [&before, number, &after].concat();
            prop_assert!(!blocked(&note).is_empty(), "{}", note);
        }
    }
}
