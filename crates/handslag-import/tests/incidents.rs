//! Incidents from files as partners write them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::io::Write as _;

use handslag_domain::id::PlaceId;
use handslag_domain::incident::{CategoryTree, Incident, Point, Precision, TimePrecision};
use handslag_import::incidents::{
    About, Axes, Checked, Extent, IncidentBudget, IncidentField, IncidentFile, IncidentMapping,
    IncidentProblem, IncidentSuggestion, Layer, LayerRow, LayerValue, NewCategories, Repeats,
    Shape, Surroundings, UnknownPlaces, Why, check_incidents, read_incidents,
};
use handslag_import::mapping::Source;
use handslag_import::table::TablePlace;
use handslag_import::{Lang, Problem, Row, RowProblem, TableProblem};
use proptest::prelude::*;
use uuid::Uuid;

use IncidentField as F;

fn open(bytes: &[u8]) -> IncidentFile {
    IncidentFile::open(bytes, &TablePlace::default(), &IncidentBudget::default())
        .unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)))
}

fn suggested(file: &IncidentFile, expected: Option<Extent>) -> IncidentSuggestion {
    let mut suggestion = IncidentMapping::suggest(file, expected);
    let source = Source::value("Bolaget");
    suggestion.mapping.fields.entry(F::Source).or_insert(source);
    suggestion
}

fn read(file: &IncidentFile, mapping: &IncidentMapping) -> (Checked, Vec<Incident>) {
    read_with(file, mapping, None, &|_| None)
}

fn read_with(
    file: &IncidentFile,
    mapping: &IncidentMapping,
    expected: Option<Extent>,
    guard: &dyn Fn(&str) -> Option<String>,
) -> (Checked, Vec<Incident>) {
    let tree = CategoryTree::of_handslag();
    let around = Surroundings {
        tree: &tree,
        places: &[(PlaceId::from("torget"), "Nya Stadens torg".to_owned())],
        expected,
        guard,
        secret: &|bytes| Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes),
        now: "2026-11-26T00:00:00Z".parse().unwrap(),
    };
    let mut incidents = Vec::new();
    let mut take = |portion| incidents.extend::<Vec<Incident>>(portion);
    let given = read_incidents(file, mapping, &around, 2, &mut take, &mut |_| {})
        .unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)));
    let checked = check_incidents(file, mapping, &around, &mut |_| {}).unwrap();
    assert_eq!(checked.n_incidents, given.n_incidents);
    assert_eq!(checked.n_incidents, incidents.len() as u64);
    (checked, incidents)
}

/// A file read with the proposed mapping.
fn read_text(text: &str) -> (Checked, Vec<Incident>) {
    let file = open(text.as_bytes());
    read(&file, &suggested(&file, None).mapping)
}

fn texts(problems: &[RowProblem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| problem.text(Lang::Sv))
        .collect()
}

fn has(checked: &Checked, about: &About) -> u64 {
    let mut notes = checked.notes.iter();
    notes
        .find(|note| note.about == *about)
        .map_or(0, |note| note.n_rows)
}

#[test]
fn a_list_of_damage_comes_in_as_it_is() {
    let (checked, incidents) = read_text(
        "Datum;Klockslag;Typ;Plats;Longitud;Latitud;Kommun\n\
         2023-03-12;21:15;Klotter;Nya Stadens torg;13,1577;58,5052;Lidköping\n\
         2023-03-13;;Skadegörelse;Okänd gränd 4;13,1600;58,5100;1494\n",
    );
    assert_eq!(
        (checked.n_rows, checked.n_bad),
        (2, 0),
        "{:?}",
        checked.problems
    );
    let [tag, damage] = incidents.as_slice() else {
        panic!("{incidents:?}");
    };
    assert_eq!(tag.category.as_str(), "klotter");
    assert_eq!(tag.window.from().to_string(), "2023-03-12T20:15:00Z");
    assert_eq!(tag.at.place(), Some(&PlaceId::from("torget")));
    assert_eq!(tag.at.point(), Point::from_degrees(58.5052, 13.1577).ok());
    assert_eq!(tag.at.municipality().unwrap().as_str(), "1494");
    assert_eq!(damage.window.precision(), TimePrecision::Day);
    assert_eq!(damage.at.place(), None, "an unknown name may be an address");
    assert_eq!(has(&checked, &About::PlaceLeftOut), 1);
    assert_eq!(checked.first, incidents);
}

#[test]
fn every_bad_row_is_told_with_row_column_value_and_remedy() {
    let (checked, incidents) = read_text(
        "Datum,Typ,Longitude,Latitude,Antal\n\
         2023-03-12,Klotter,13.1577,58.5052,1\n\
         2023-02-30,Klotter,13.1577,58.5052,1\n\
         2023-03-12,Klotter,nära torget,58.5052,tre\n\
         ,Klotter,13.1577,,1\n\
         2093-03-12,Klotter,13.1577,98.5052,1\n",
    );
    assert_eq!((checked.n_rows, checked.n_bad, incidents.len()), (5, 4, 1));
    assert_eq!(
        texts(&checked.problems),
        [
            "Rad 3, kolumn ”Datum”, ”2023-02-30”: dagen finns inte i almanackan. Kontrollera dag \
             och månad, och ordningen dem emellan.",
            "Rad 4, kolumn ”Antal”, ”tre”: inte ett antal. Skriv ett helt tal, noll eller mer.",
            "Rad 4, kolumn ”Longitude”, ”nära torget”: inte en koordinat. Skriv ett tal i grader \
             eller meter, till exempel 58.5052 eller 6486000.",
            "Rad 5, kolumn ”Datum”: värdet saknas. Fyll i cellen eller ta bort raden.",
            "Rad 5, kolumn ”Latitude”: den ena koordinaten saknas. Fyll i båda koordinaterna eller \
             töm båda.",
            "Rad 6, kolumn ”Datum”, ”2093-03-12”: dagen har inte varit än. Ta in raden när det är \
             gjort, eller rätta året.",
            "Rad 6, kolumn ”Latitude”, ”98.5052”: ingen plats på jorden har de koordinaterna. \
             Koordinaterna verkar ha bytt plats: stämmer det, säg i kolumnkartan att nord och \
             öst har bytt plats (axes = \"swapped\" i en fil).",
        ]
    );
}

#[test]
fn what_happened_in_a_dwelling_comes_with_its_municipality_and_nothing_more() {
    let (checked, incidents) = read_text(
        "Datum,Typ,Platstyp,Plats,Område,Longitude,Latitude,Kommun\n\
         2023-03-12,Hot,Bostad,Nya Stadens torg,1494A0010,13.1577,58.5052,1494\n\
         2023-03-12,Hot,Gata,Nya Stadens torg,1494A0010,13.1577,58.5052,1494\n",
    );
    let [home, street] = incidents.as_slice() else {
        panic!("{incidents:?}");
    };
    assert!(home.indoors() && !street.indoors());
    assert_eq!(
        (home.at.point(), home.at.place(), home.at.area()),
        (None, None, None)
    );
    assert_eq!(home.at.municipality().unwrap().as_str(), "1494");
    assert_eq!(street.at.area(), Some("1494A0010"));
    assert_eq!(
        has(&checked, &About::TakenAsDwelling("Bostad".to_owned())),
        1
    );
    let all = format!("{home:?}");
    assert!(
        !all.contains("13.1577") && !all.contains("131577") && !all.contains("torg"),
        "{all}"
    );
}

#[test]
fn the_centre_of_an_area_is_no_point() {
    let file = open(
        b"Datum,Typ,Platsnoggrannhet,Longitude,Latitude,Kommun\n\
          2023-03-12,Brand,kommun,13.1577,58.5052,1494\n\
          2023-03-12,Brand,block,13.1577,58.5052,1494\n",
    );
    let (checked, incidents) = read(&file, &suggested(&file, None).mapping);
    assert_eq!(incidents[0].at.point(), None);
    assert_eq!(incidents[1].at.precision(), Precision::Block);
    assert!(incidents[1].at.point().is_some());
    assert_eq!(has(&checked, &About::AreaCentre), 1);
}

#[test]
fn hours_that_the_clocks_skipped_or_showed_twice_are_told() {
    let (checked, incidents) = read_text(
        "tidpunkt,typ\n\
         2023-03-26 02:30,Stök\n\
         2023-10-29 02:30,Stök\n",
    );
    assert_eq!(checked.problems[0].row, Row::Line(2));
    let problem = IncidentProblem::SkippedByClocks {
        zone: "Europe/Stockholm".to_owned(),
    };
    assert_eq!(checked.problems[0].problem, Problem::Incident(problem));
    assert_eq!(incidents[0].window.length_s(), 61 * 60);
    assert_eq!(has(&checked, &About::ShownTwice), 1);
}

#[test]
fn each_row_may_have_its_own_clocks() {
    let file = open(b"time,source,category\n2023-07-01T12:00,a,Brand\n2023-07-01T12:00,b,Brand\n");
    let mut mapping = suggested(&file, None).mapping;
    let mut zones = Source::column("source");
    zones
        .words
        .insert("b".to_owned(), "America/Chicago".to_owned());
    zones
        .words
        .insert("a".to_owned(), "Europe/Stockholm".to_owned());
    mapping.fields.insert(F::TimeZone, zones);
    let (_, incidents) = read(&file, &mapping);
    let hours: Vec<_> = incidents
        .iter()
        .map(|i| i.window.from().to_string())
        .collect();
    assert_eq!(hours, ["2023-07-01T10:00:00Z", "2023-07-01T17:00:00Z"]);
}

#[test]
fn an_interval_is_a_window_and_one_that_ends_before_it_starts_is_refused() {
    let (checked, incidents) = read_text(
        "startdatum,slutdatum,typ\n\
         2023-03-12 22:00,2023-03-13 07:00,Cykelstöld\n\
         2023-03-12 22:00,,Cykelstöld\n\
         2023-03-13 07:00,2023-03-12 22:00,Cykelstöld\n",
    );
    assert_eq!(incidents[0].window.precision(), TimePrecision::Interval);
    assert_eq!(incidents[0].window.length_s(), 9 * 3600 + 60);
    assert_eq!(has(&checked, &About::OneEndOfInterval), 1);
    let expected = Problem::Incident(IncidentProblem::EndsBeforeItStarts);
    assert_eq!(checked.problems[0].problem, expected);
}

#[test]
fn axes_that_changed_places_are_told_and_never_changed_in_silence() {
    let file = open(
        b"datum,typ,longitude,latitude\n\
          2023-03-12,Brand,58.5052,13.1577\n\
          2023-03-13,Brand,58.5060,13.1580\n",
    );
    let here = Extent {
        south: 58.3,
        west: 12.8,
        north: 58.7,
        east: 13.5,
    };
    let suggestion = suggested(&file, Some(here));
    assert_eq!(suggestion.mapping.axes, Axes::Swapped);
    let why = Why::AxesSwapped {
        n: 2,
        n_inside: 0,
        n_inside_swapped: 2,
    };
    assert!(suggestion.why.contains(&why), "{:?}", suggestion.why);
    let as_named = IncidentMapping {
        axes: Axes::AsNamed,
        ..suggestion.mapping.clone()
    };
    let (checked, incidents) = read_with(&file, &as_named, Some(here), &|_| None);
    assert!(
        incidents[0].at.point().unwrap().lat() < 14.0,
        "as the columns say"
    );
    assert_eq!(has(&checked, &About::LooksSwapped), 2);
    let (_, incidents) = read(&file, &suggestion.mapping);
    assert_eq!(
        incidents[0].at.point(),
        Point::from_degrees(58.5052, 13.1577).ok()
    );
}

#[test]
fn swedish_metres_are_known_by_their_size_and_by_where_they_should_be() {
    let here = Extent {
        south: 58.3,
        west: 12.8,
        north: 58.7,
        east: 13.5,
    };
    for (x, y, epsg, axes) in [
        ("389500.0", "6486000.0", 3006, Axes::AsNamed),
        // X is north and Y is east, as surveyors write.
        ("6486000", "389500", 3006, Axes::Swapped),
        ("130000", "6487000", 3008, Axes::AsNamed),
        ("1345000", "6489000", 3021, Axes::AsNamed),
    ] {
        let text = format!("datum,typ,x,y\n2023-03-12,Brand,{x},{y}\n");
        let file = open(text.as_bytes());
        let suggestion = suggested(&file, Some(here));
        assert_eq!(
            (suggestion.mapping.epsg, suggestion.mapping.axes),
            (epsg, axes),
            "{x} {y}"
        );
        let (_, incidents) = read(&file, &suggestion.mapping);
        assert!(here.holds(incidents[0].at.point().unwrap()));
    }
    let file = open(b"datum,typ,x,y\n2023-03-12,Brand,490320.299,1458606.9\n");
    assert!(
        suggested(&file, Some(here))
            .why
            .contains(&Why::UnknownSystem)
    );
}

#[test]
fn metres_of_a_local_zone_fit_all_zones_and_a_person_says_which() {
    for (head, swapped) in [("N,E", Axes::AsNamed), ("E,N", Axes::Swapped)] {
        let text = format!("datum,typ,{head}\n2023-03-12,Brand,6487500,129500\n");
        let file = open(text.as_bytes());
        let suggestion = suggested(&file, Some(Extent::SWEDEN));
        assert_eq!(suggestion.mapping.axes, swapped, "{head}");
        let [Why::SeveralSystems { epsg }] = suggestion.why.as_slice().first_chunk().unwrap()
        else {
            panic!("{:?}", suggestion.why);
        };
        assert!(epsg.contains(&3008) && epsg.len() > 5, "{epsg:?}");
        let told = suggestion.why[0].text(Lang::Sv);
        assert!(told.contains("SWEREF 99 13 30 (EPSG:3008)"), "{told}");
        // Nothing is read until it is said.
        let refused = suggestion.mapping.check(file.columns()).unwrap_err();
        assert_eq!(refused.len(), 1, "{refused:?}");
        let problem = Problem::Incident(IncidentProblem::ProjectionNotSaid);
        assert_eq!(refused[0].problem, problem);
        let said = IncidentMapping {
            epsg: 3008,
            ..suggestion.mapping
        };
        let (_, incidents) = read(&file, &said);
        let lidkoping = Point::from_degrees(58.5, 13.16).unwrap();
        let off_m = incidents[0].at.point().unwrap().distance_m(lidkoping);
        assert!(off_m < 3_000.0, "{off_m} m");
    }
    // The national system has other numbers than any zone.
    let file = open(b"datum,typ,N,E\n2023-03-12,Brand,6487500,389500\n");
    let found = suggested(&file, Some(Extent::SWEDEN)).mapping.epsg;
    assert_eq!(found, 3006);
}

#[test]
fn a_time_that_cannot_be_is_told_with_every_cell_that_says_it() {
    let check = |text: &str, column: &str, value: &str| {
        let (checked, _) = read_text(text);
        let [told] = checked.problems.as_slice() else {
            panic!("{:?}", checked.problems);
        };
        let found = (told.column.as_deref(), told.value.as_deref());
        assert_eq!(
            found,
            (Some(column), Some(value)),
            "{}",
            told.text(Lang::Sv)
        );
    };
    // The clocks went from 2 to 3.
    check(
        "datum;klockslag;typ\n2023-03-26;02:30;Brand\n",
        "datum, klockslag",
        "2023-03-26 02:30",
    );
    check(
        "start;slut;typ\n2023-03-25 16:00;2023-03-26 02:30;Brand\n",
        "slut",
        "2023-03-26 02:30",
    );
    check(
        "start;slut;typ\n2023-03-26 02:30;2023-03-26 16:00;Brand\n",
        "start",
        "2023-03-26 02:30",
    );
    check(
        "YEAR,MONTH,DAY,HOUR,MINUTE,typ\n2023,3,26,2,30,Brand\n",
        "YEAR, MONTH, DAY, HOUR, MINUTE",
        "2023-3-26 2:30",
    );
    check(
        "YEAR,MONTH,DAY,HOUR,MINUTE,typ\n2023,2,30,2,30,Brand\n",
        "YEAR, MONTH, DAY, HOUR, MINUTE",
        "2023-2-30 2:30",
    );
    check(
        "YEAR,MONTH,typ\n1023,2,Brand\n2023,2,Brand\n",
        "YEAR",
        "1023",
    );
    check(
        "start;slut;typ\n2023-03-25 16:00;2023-03-25 15:00;Brand\n",
        "start, slut",
        "2023-03-25 16:00 – 2023-03-25 15:00",
    );
    check(
        "datum;klockslag;typ\n2093-03-25;16:00;Brand\n",
        "datum, klockslag",
        "2093-03-25 16:00",
    );
}

#[test]
fn what_is_told_of_a_file_is_told_of_the_rows_that_come_in() {
    let (checked, incidents) = read_text(
        "Datum;Typ;Latitud;Longitud;Anteckning;Övrigt\n\
         2023-03-12;Xylofon;58,5;13,1;;x\n\
         2023-03-13;Xylofon;58,5;13,1;;\n\
         2023-02-30;Isras;;;;x\n\
         31 juni;Xylofon;;;;x\n",
    );
    assert_eq!((checked.n_rows, checked.n_bad, incidents.len()), (4, 2, 2));
    assert_eq!(has(&checked, &About::WithoutPlace), 0);
    assert_eq!(has(&checked, &About::UnusedColumn("Övrigt".to_owned())), 1);
    // A refused row brings no category.
    let new: Vec<&str> = checked
        .new_categories
        .iter()
        .map(|category| category.name.sv.as_str())
        .collect();
    assert_eq!(new, ["Xylofon"]);
    assert_eq!(has(&checked, &About::NewCategory("Xylofon".to_owned())), 2);
}

#[test]
fn the_example_in_the_documentation_comes_in_by_its_mapping() {
    let file = open(include_bytes!("../../../docs/import/handelser-exempel.csv"));
    let text = include_str!("../../../docs/import/handelser-mapping-exempel.toml");
    let mapping: IncidentMapping = toml::from_str(text).unwrap();
    let (checked, incidents) = read(&file, &mapping);
    assert_eq!(texts(&checked.problems), [""; 0]);
    let counts: Vec<u32> = incidents.iter().map(|incident| incident.count).collect();
    assert_eq!((checked.n_rows, counts), (4, vec![1, 2, 1]));
    assert_eq!(has(&checked, &About::SkippedRow), 1);
    let kinds = incidents.iter().map(|incident| incident.category.as_str());
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        ["klotter", "skadegorelse", "stok"]
    );
    let lidkoping = Point::from_degrees(58.5, 13.16).unwrap();
    let point = incidents[0].at.point().unwrap();
    assert!(point.distance_m(lidkoping) < 3_000.0, "{point:?}");
    assert!(mapping.unused_columns(file.columns()).is_empty());
}

#[test]
fn the_same_file_again_gives_the_same_incidents() {
    let text = "datum,typ,ärendenummer\n2023-03-12,Brand,5000-K1-23\n2023-03-13,Brand,\n";
    let ids = |text: &str| -> BTreeSet<_> {
        read_text(text)
            .1
            .into_iter()
            .map(|incident| (incident.id, incident.key))
            .collect()
    };
    assert_eq!(ids(text), ids(text));
    let turned = "datum,typ,ärendenummer\n2023-03-13,Brand,\n2023-03-12,Brand,5000-K1-23\n";
    assert_eq!(ids(text), ids(turned));
    let shown = format!("{:?}", ids(text));
    assert!(
        !shown.contains("5000-K1-23"),
        "a case number is not kept: {shown}"
    );
}

#[test]
fn equal_rows_count_once_unless_the_mapping_says_each() {
    let text = "datum,typ,id\n2023-03-12 21:00,Stök,1\n2023-03-12 21:00,Stök,1\n\
                2023-03-12 22:00,Stök,\n2023-03-12 22:00,Stök,\n";
    let (checked, incidents) = read_text(text);
    assert_eq!((incidents.len(), checked.n_left_out), (2, 2));
    assert_eq!(has(&checked, &About::SameKeyAgain), 1);
    assert_eq!(has(&checked, &About::EqualRowOnce), 1);
    let file = open(text.as_bytes());
    let mut mapping = suggested(&file, None).mapping;
    mapping.repeats = Repeats::Each;
    let (checked, incidents) = read(&file, &mapping);
    assert_eq!(has(&checked, &About::EqualRowToo), 2);
    let ids: BTreeSet<_> = incidents.iter().map(|incident| incident.id).collect();
    assert_eq!(ids.len(), 4);
}

#[test]
fn one_id_on_rows_that_differ_is_refused() {
    let (checked, _) = read_text("datum,typ,id\n2023-03-12,Stök,1\n2023-03-13,Stök,1\n");
    let rows = vec![Row::Line(2), Row::Line(3)];
    let expected = Problem::Incident(IncidentProblem::SameKeyTwice { rows });
    assert_eq!(checked.problems[0].problem, expected);
}

#[test]
fn where_only_months_are_told_each_row_counts() {
    let file =
        open(b"month,typ,longitude,latitude\n2022-01,Brand,13.1,58.5\n2022-01,Brand,13.1,58.5\n");
    let suggestion = suggested(&file, None);
    assert_eq!(suggestion.mapping.repeats, Repeats::Each);
    assert!(suggestion.why.contains(&Why::EachRowCounts));
    let (_, incidents) = read(&file, &suggestion.mapping);
    assert_eq!(incidents.len(), 2);
}

#[test]
fn a_new_word_becomes_a_category_and_may_be_refused() {
    let file = open("datum,typ\n2023-03-12,Lös älg\n2023-03-13,Lös älg\n".as_bytes());
    let mut mapping = suggested(&file, None).mapping;
    let (checked, incidents) = read(&file, &mapping);
    assert_eq!(checked.new_categories.len(), 1);
    assert_eq!(incidents[0].category, checked.new_categories[0].id);
    assert_eq!(has(&checked, &About::NewCategory("Lös älg".to_owned())), 2);
    mapping.new_categories = NewCategories::Refuse;
    let (checked, _) = read(&file, &mapping);
    assert_eq!(checked.n_bad, 2);
    let words = &mut mapping.fields.get_mut(&F::Category).unwrap().words;
    words.insert("lös älg".to_owned(), "trasigt".to_owned());
    let (_, incidents) = read(&file, &mapping);
    assert_eq!(incidents[0].category.as_str(), "trasigt");
}

#[test]
fn free_text_is_no_list_of_kinds() {
    let mut text = "datum,typ\n".to_owned();
    for n in 0..600 {
        text += &format!("2023-03-12,sak nummer {n} var trasig\n");
    }
    let (checked, _) = read_text(&text);
    assert_eq!(checked.n_bad, 100);
    let expected = Problem::Incident(IncidentProblem::TooManyKinds { limit: 500 });
    assert_eq!(checked.problems[0].problem, expected);
}

#[test]
fn texts_that_may_point_out_a_person_do_not_come_in() {
    let guard = |text: &str| text.contains("19800101").then(|| "19800101".to_owned());
    let file =
        open(b"datum,typ,plats\n2023-03-12,Brand 19800101,x\n2023-03-12,Brand,hos 19800101\n");
    let mut mapping = suggested(&file, None).mapping;
    mapping.new_places = UnknownPlaces::Keep;
    let (checked, incidents) = read_with(&file, &mapping, None, &guard);
    let expected = Problem::Table(TableProblem::TextRefused {
        found: "19800101".to_owned(),
    });
    assert_eq!(checked.problems[0].problem, expected);
    assert_eq!(incidents[0].at.place(), None);
    assert_eq!(has(&checked, &About::PlaceRefused), 1);
}

#[test]
fn columns_about_persons_are_not_even_proposed() {
    let file = open(
        "datum,typ,Misstänkt,Målsägande ålder,Arrest,Handläggare\n2023-03-12,Hot,NN,34,true,Y\n"
            .as_bytes(),
    );
    let suggestion = suggested(&file, None);
    let ignored = ["Misstänkt", "Målsägande ålder", "Arrest", "Handläggare"];
    assert_eq!(suggestion.mapping.ignored, ignored);
    let (_, incidents) = read(&file, &suggestion.mapping);
    assert!(!format!("{incidents:?}").contains("NN"));
}

#[test]
fn parts_of_a_time_in_columns_of_their_own_are_one_time() {
    let (_, incidents) = read_text(
        "TYPE,YEAR,MONTH,DAY,HOUR,MINUTE\n\
         Theft,2020,7,1,21,15\nTheft,2020,7,1,21,\nTheft,2020,7,,,\nTheft,2020,,,,\n",
    );
    let precisions: Vec<_> = incidents.iter().map(|i| i.window.precision()).collect();
    use TimePrecision::{Hour, Minute, Month, Year};
    assert_eq!(precisions, [Minute, Hour, Month, Year]);
    assert_eq!(
        incidents[0].window.from().to_string(),
        "2020-07-01T19:15:00Z"
    );
}

#[test]
fn a_row_may_stand_for_several() {
    let file = open(
        "År,Område,Antal,Kategori\n2023,1494A0010,3,Stöld\n2023,1494A0020,0,Stöld\n".as_bytes(),
    );
    let suggestion = suggested(&file, None);
    assert_eq!(suggestion.shape, Shape::Counts);
    let (checked, incidents) = read(&file, &suggestion.mapping);
    assert_eq!(
        (incidents.len(), incidents[0].count, checked.n_counted),
        (1, 3, 3)
    );
    assert_eq!(has(&checked, &About::ZeroCount), 1);
    assert_eq!(incidents[0].at.precision(), Precision::Area);
}

#[test]
fn what_has_no_time_is_no_incident() {
    let file = open("kod,namn,invånare\n1494,Lidköping,40000\n".as_bytes());
    let suggestion = suggested(&file, None);
    assert_eq!(suggestion.shape, Shape::NotIncidents);
    assert!(suggestion.missing.contains(&F::On));
    assert!(suggestion.mapping.check(file.columns()).is_err());
}

#[test]
fn sums_are_skipped_and_midnight_that_stands_for_unknown_is_told() {
    let mut text = "tidpunkt,typ,longitude,latitude\n".to_owned();
    for n in 0..100 {
        text += &format!("2023-03-{:02} 00:00,Stöld,13.1,58.{n:03}\n", n % 28 + 1);
    }
    let (checked, _) = read_text(&(text + "Summa,100,,\n"));
    assert_eq!(has(&checked, &About::SkippedRow), 1);
    let told: Vec<_> = checked
        .notes
        .iter()
        .map(|note| note.text(Lang::Sv))
        .collect();
    let heaped = "100 händelser står klockan 00:00, mot omkring 0 väntade: det betyder nog ofta \
                  att tiden är okänd.";
    assert!(told.iter().any(|text| text == heaped), "{told:?}");
}

#[test]
fn packed_and_otherwise_encoded_files_are_the_same() {
    let text = "Datum;Typ;Kommun\n2023-03-12;Skadegörelse;Lidköping\n";
    let (_, plain) = read_text(text);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    let gzip = packer.finish().unwrap();
    let utf16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let windows: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for bytes in [gzip, utf16, windows, text.replace(';', "\t").into_bytes()] {
        let file = open(&bytes);
        assert_eq!(read(&file, &suggested(&file, None).mapping).1, plain);
    }
}

#[test]
fn geojson_in_any_system_comes_in_by_its_points() {
    let feature = |point: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"CRS"}}}},"features":[
            {{"type":"Feature","id":7,"geometry":{{"type":"Point","coordinates":{point}}},
              "properties":{{"datum":"2023-03-12","typ":"Klotter","nested":{{"a":[1,2]}}}}}},
            {{"type":"Feature","geometry":null,"properties":{{"datum":"2023-03-13","typ":"Stök"}}}}]}}"#
        )
    };
    let degrees =
        feature("[13.10389163,58.50055588,12]").replace("CRS\"", "urn:ogc:def:crs:OGC:1.3:CRS84\"");
    let metres = feature("[389500,6486000]").replace("CRS\"", "urn:ogc:def:crs:EPSG::3006\"");
    let mut points = Vec::new();
    for text in [degrees, metres] {
        let file = open(text.as_bytes());
        let (checked, incidents) = read(&file, &suggested(&file, None).mapping);
        assert_eq!(
            (checked.n_bad, incidents.len()),
            (0, 2),
            "{:?}",
            checked.problems
        );
        assert_eq!(incidents[1].at.point(), None);
        points.push(incidents[0].at.point().unwrap());
    }
    assert!(points[0].distance_m(points[1]) < 0.05);
}

#[test]
fn features_that_are_no_points_are_told() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
        "geometry":{"type":"Polygon","coordinates":[[[13,58],[14,58],[14,59],[13,58]]]}}]}"#;
    let problems = IncidentFile::open(
        text.as_bytes(),
        &TablePlace::default(),
        &IncidentBudget::default(),
    )
    .unwrap_err();
    assert_eq!(
        problems[0].text(Lang::Sv),
        "Post 1, kolumn ”geometry”, ”Polygon”: en händelse står i en punkt, men det här är \
         Polygon. Gör lagret till punkter, eller läs in det som områden."
    );
}

#[test]
fn a_layer_of_a_geopackage_comes_in_by_its_points() {
    let point = |east: f64, north: f64| {
        let mut bytes = vec![b'G', b'P', 0, 1, 0xbe, 0x0b, 0, 0, 1, 1, 0, 0, 0];
        bytes.extend(east.to_le_bytes());
        bytes.extend(north.to_le_bytes());
        Some(bytes)
    };
    let values = |typ: &str| {
        vec![
            LayerValue::Text("2023-03-12".to_owned()),
            LayerValue::Text(typ.to_owned()),
            LayerValue::Integer(1494),
        ]
    };
    let mut layer = Layer {
        name: "skador".to_owned(),
        epsg: 3006,
        columns: ["datum", "typ", "kommunkod"].map(str::to_owned).to_vec(),
        rows: vec![
            LayerRow {
                geometry: point(389_500.0, 6_486_000.0),
                values: values("Klotter"),
            },
            LayerRow {
                geometry: None,
                values: values("Stök"),
            },
        ],
    };
    let file = IncidentFile::of_layer(&layer, &IncidentBudget::default()).unwrap();
    let (checked, incidents) = read(&file, &suggested(&file, None).mapping);
    assert_eq!(
        (checked.n_bad, incidents.len()),
        (0, 2),
        "{:?}",
        checked.problems
    );
    let expected = Point::from_degrees(58.500_555_88, 13.103_891_63).unwrap();
    assert!(incidents[0].at.point().unwrap().distance_m(expected) < 0.05);
    assert_eq!(incidents[1].at.precision(), Precision::Municipality);
    layer.rows[1].geometry = Some(vec![1, 3, 0, 0, 0]);
    let problems = IncidentFile::of_layer(&layer, &IncidentBudget::default()).unwrap_err();
    assert_eq!(problems[0].row, Row::Item(2));
}

#[test]
fn zero_and_zero_is_no_place() {
    let (checked, incidents) = read_text("datum,typ,longitude,latitude\n2023-03-12,Brand,0,0.0\n");
    assert_eq!(incidents[0].at.point(), None);
    assert_eq!(has(&checked, &About::AtZero), 1);
}

#[test]
fn a_spreadsheets_days_and_errors_are_read_as_what_they_are() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (at, name) in (0..).zip(["Tidpunkt", "Typ", "Longitud", "Latitud"]) {
        sheet.write(0, at, name).unwrap();
    }
    sheet
        .write_with_format(1, 0, 44_997.885_416_666_7, &day)
        .unwrap();
    sheet.write(1, 1, "Klotter").unwrap();
    sheet.write(1, 2, 13.157_712_3).unwrap();
    sheet.write(1, 3, 58.125).unwrap();
    let error = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
    sheet
        .write_with_format(2, 0, 44_997.885_416_666_7, &day)
        .unwrap();
    sheet.write(2, 1, error).unwrap();
    let file = open(&book.save_to_buffer().unwrap());
    let (checked, incidents) = read(&file, &suggested(&file, None).mapping);
    assert_eq!(
        incidents[0].window.from().to_string(),
        "2023-03-12T20:15:00Z"
    );
    assert_eq!(
        incidents[0].at.point(),
        Point::from_degrees(58.125, 13.157_712_3).ok()
    );
    let expected = Problem::Table(TableProblem::FormulaError);
    assert_eq!(
        checked.problems[0].problem, expected,
        "{:?}",
        checked.problems
    );
}

proptest! {
    #[test]
    fn no_row_about_a_dwelling_lets_out_where_it_was(
        word in prop::sample::select(vec!["ja", "Bostad", "RESIDENCE", "lägenhet 1203", "inomhus"]),
        lat in 55.0..69.0f64,
        lon in 11.0..24.0f64,
        place in "[a-zåäö]{1,12}",
    ) {
        let text = format!(
            "datum,typ,inomhus,plats,område,longitude,latitude,kommun\n\
             2023-03-12,Hot,{word},{place},{place},{lon},{lat},1494\n"
        );
        let file = open(text.as_bytes());
        let mut mapping = suggested(&file, None).mapping;
        mapping.new_places = UnknownPlaces::Keep;
        let (_, incidents) = read(&file, &mapping);
        let at = incidents[0].at.written();
        prop_assert!(at.indoors && at.point.is_none() && at.place.is_none() && at.area.is_none());
    }

    #[test]
    fn any_text_is_read_or_told_what_is_wrong(cells in prop::collection::vec("[ -~åäö\t]{0,12}", 1..40)) {
        let mut text = "datum,typ,longitude,latitude\n".to_owned();
        for row in cells.chunks(4) {
            text += &row.join(",");
            text.push('\n');
        }
        let place = TablePlace::default();
        if let Ok(file) = IncidentFile::open(text.as_bytes(), &place, &IncidentBudget::default()) {
            let suggestion = suggested(&file, Some(Extent::SWEDEN));
            if suggestion.mapping.check(file.columns()).is_ok() {
                let (checked, incidents) = read(&file, &suggestion.mapping);
                let settled = checked.n_incidents + checked.n_left_out + checked.n_bad;
                prop_assert_eq!(checked.n_rows, settled);
                prop_assert_eq!(incidents.len() as u64, checked.n_incidents);
            }
        }
    }
}

#[test]
fn what_is_no_point_is_a_row_that_may_be_left_out() {
    let feature = |kind: &str, coordinates: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{"datum": "2023-03-12", "kategori": "Klotter"}},
                "geometry": {{"type": "{kind}", "coordinates": {coordinates}}}}}"#
        )
    };
    let both = [
        feature("MultiPoint", "[[13.1, 58.5]]"),
        feature("Point", "[13.1577, 58.5052]"),
    ];
    let text = format!(
        r#"{{"type": "FeatureCollection", "features": [{}]}}"#,
        both.join(",")
    );
    let (checked, incidents) = read_text(&text);
    assert_eq!((checked.n_rows, checked.n_bad, incidents.len()), (2, 1, 1));
    assert_eq!(checked.problems[0].row, Row::Item(1));
    // Where nothing is a point, the file is of something else.
    let only = format!(
        r#"{{"type": "FeatureCollection", "features": [{}]}}"#,
        both[0]
    );
    let budget = IncidentBudget::default();
    assert!(IncidentFile::open(only.as_bytes(), &TablePlace::default(), &budget).is_err());
}
