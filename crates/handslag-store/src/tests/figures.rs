//! Official figures with revisions, and inhabitants.

use handslag_domain::population::Inhabitants;
use handslag_domain::series::{Area, Figure, FigureValue, Period, SeriesKey, Source, Unit};
use jiff::civil::date;

use super::*;

fn a_figure(category: &str, period: &str, value: FigureValue, preliminary: bool) -> Figure {
    Figure {
        key: SeriesKey {
            source: Source::BraReported,
            category: category.to_owned(),
            area: Area::by_name("Lidköping"),
            unit: Unit::Count,
        },
        period: period.parse().unwrap(),
        value,
        preliminary,
    }
}

fn counted(new: usize, revised: usize, unchanged: usize, older: usize) -> RevisedFigures {
    RevisedFigures {
        new,
        revised,
        unchanged,
        older,
        no_longer_given: 0,
    }
}

async fn take_in(store: &Store, figures: &[Figure]) -> RevisedFigures {
    store
        .write(async |tx| {
            tx.revise_figures(&police(), BatchId::new(), date(2023, 4, 3), figures)
                .await
        })
        .await
        .unwrap()
}

async fn current(store: &Store, tenant: &OrganisationId) -> Vec<Figure> {
    let areas = [Area::by_name("Lidköping")];
    let range = "2022".parse::<Period>().unwrap()..="2023-12".parse::<Period>().unwrap();
    store
        .figures(tenant, &Source::BraReported, "Stöld", &areas, range)
        .await
        .unwrap()
}

on_both_engines! {
    async fn a_second_import_changes_nothing(home) {
        let store = with_organisations(home).await;
        let file = [
            a_figure("Stöld", "2022", FigureValue::Given(120), false),
            a_figure("Stöld", "2022-01", FigureValue::Dash, false),
            a_figure("Stöld", "2022-02", FigureValue::Missing, false),
            a_figure("Stöld", "2023", FigureValue::Given(7), true),
            a_figure("Rån", "2023", FigureValue::Given(1), true),
        ];
        assert_eq!(take_in(&store, &file).await, counted(5, 0, 0, 0));
        assert_eq!(take_in(&store, &file).await, counted(0, 0, 5, 0));
        assert_eq!(current(&store, &police()).await, file[..4]);
        assert_eq!(
            store.categories(&police(), &Source::BraReported).await.unwrap(),
            ["Rån", "Stöld"]
        );
    }

    async fn every_revision_is_kept_and_one_is_current(home) {
        let store = with_organisations(home).await;
        let preliminary = [a_figure("Stöld", "2023", FigureValue::Given(7), true)];
        let last = [a_figure("Stöld", "2023", FigureValue::Given(9), false)];
        let gone = [a_figure("Stöld", "2023", FigureValue::Missing, false)];
        assert_eq!(take_in(&store, &preliminary).await, counted(1, 0, 0, 0));
        assert_eq!(take_in(&store, &last).await, counted(0, 1, 0, 0));
        for _ in 0..2 {
            assert_eq!(take_in(&store, &preliminary).await, counted(0, 0, 0, 1));
            let no_longer_given = RevisedFigures { no_longer_given: 1, ..Default::default() };
            assert_eq!(take_in(&store, &gone).await, no_longer_given);
        }
        assert_eq!(current(&store, &police()).await, last);
        let key = (last[0].key.clone(), last[0].period);
        let revisions = store.figure_revisions(&police(), &key).await.unwrap();
        let told: Vec<_> = revisions
            .iter()
            .map(|r| (r.revision, r.figure.value, r.figure.preliminary, r.is_current))
            .collect();
        assert_eq!(told, [
            (1, FigureValue::Given(7), true, false),
            (2, FigureValue::Given(9), false, true),
            (3, FigureValue::Given(7), true, false),
            (4, FigureValue::Missing, false, false),
        ]);
        assert_eq!(revisions[0].seen_on, date(2023, 4, 3));
    }

    async fn a_figure_given_twice_in_a_file_has_one_current_revision(home) {
        let store = with_organisations(home).await;
        let file = [
            a_figure("Stöld", "2023", FigureValue::Given(7), true),
            a_figure("Stöld", "2023", FigureValue::Given(8), true),
            a_figure("Stöld", "2023", FigureValue::Given(8), true),
        ];
        assert_eq!(take_in(&store, &file).await, counted(1, 1, 1, 0));
        assert_eq!(current(&store, &police()).await, file[1..2]);
    }

    async fn figures_are_the_organisations_own(home) {
        let store = with_organisations(home).await;
        let file = [a_figure("Stöld", "2023", FigureValue::Given(7), true)];
        take_in(&store, &file).await;
        assert_eq!(current(&store, &municipality()).await, []);
        let key = (file[0].key.clone(), file[0].period);
        assert_eq!(store.figure_revisions(&municipality(), &key).await.unwrap(), []);
        assert!(store.categories(&municipality(), &Source::BraReported).await.unwrap().is_empty());
    }

    async fn twenty_thousand_figures_fit_in_one_transaction(home) {
        let store = with_organisations(home).await;
        let file: Vec<_> = (0..20_000)
            .map(|n| {
                let (year, month) = (2000 + n % 20, 1 + n / 20 % 12);
                let category = format!("Brott {}", n / 240);
                let value = FigureValue::Given(n);
                a_figure(&category, &format!("{year}-{month:02}"), value, false)
            })
            .collect();
        let began = std::time::Instant::now();
        assert_eq!(take_in(&store, &file).await, counted(20_000, 0, 0, 0));
        let first = began.elapsed();
        assert_eq!(take_in(&store, &file).await, counted(0, 0, 20_000, 0));
        eprintln!("20,000 figures: {first:?} new, {:?} again", began.elapsed() - first);
    }

    async fn inhabitants_come_back_and_a_later_count_stands(home) {
        let store = with_organisations(home).await;
        let area = Area::by_name("Lidköping");
        let count = |year, persons| Inhabitants { area: area.clone(), year, persons };
        for counts in [vec![count(2021, 1), count(2022, 2), count(2022, 3)], vec![count(2021, 4)]] {
            store.write(async |tx| tx.save_population(&police(), &counts).await).await.unwrap();
        }
        let areas = [area.clone(), Area::Country];
        let table = store.population(&police(), &areas, 2021..=2022).await.unwrap();
        assert_eq!(table.at_end_of(&area, 2021), Some(4));
        assert_eq!(table.at_end_of(&area, 2022), Some(3));
        let table = store.population(&police(), &areas, 2022..=2022).await.unwrap();
        assert_eq!(table.at_end_of(&area, 2021), None);
        let of_another = store.population(&municipality(), &areas, 2021..=2022).await.unwrap();
        assert_eq!(of_another.at_end_of(&area, 2021), None);
    }
}
