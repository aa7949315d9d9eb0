//! What the police's figures, the partners' reports and the voices each tell,
//! by problem and by place, and what has been reported at one place.

use std::collections::{BTreeMap, BTreeSet};

use handslag_domain::figures::Measure;
use handslag_domain::id::{CategoryId, PlaceId};
use handslag_domain::incident::{Category, CategoryKind, CategoryTree};
use handslag_domain::period::Period;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::views::{
    SideBySide, Told, View, side_by_side, side_by_side_at, told_by_voices,
};
use handslag_domain::place::lies_in;
use handslag_domain::population::PopulationTable;
use handslag_domain::series::Source;
use handslag_domain::vocabulary::EvidenceKind;
use handslag_locale::Language;
use handslag_text::{Analyser, Query};
use jiff::Timestamp;

use super::OpenPicture;
use super::edition::municipality_of;
use crate::access::Actor;
use crate::chart_figures::{By, ChartOrder, chart};
use crate::figures::{ALL_OFFENCES, area, every_period};
use crate::picture::{IncidentPicture, Tally};
use crate::{App, AppError};

/// The views side by side.
pub struct PictureViews {
    /// By problem, in the municipality as a whole.
    pub by_problem: SideBySide,
    /// By problem and place. Register figures know no places and are not here.
    pub by_place: SideBySide,
    /// The year that the police's figures are of, when all are of one.
    pub figures_of: Option<i16>,
    /// The kinds of incidents that were counted under each theme.
    pub kinds: BTreeMap<String, BTreeSet<CategoryId>>,
    /// Whether anything in it is invented.
    pub example: bool,
}

/// What has been reported at a place in the picture's time.
pub struct PlaceCount {
    /// How many.
    pub n: u32,
    /// By kind, most first.
    pub kinds: Vec<(CategoryId, u32)>,
    /// The kinds' names.
    pub tree: CategoryTree,
    /// Whether any of it is invented.
    pub example: bool,
}

impl App {
    /// Sets the sources of a picture side by side.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_views(
        &self,
        actor: &Actor,
        opened: &OpenPicture,
        language: Language,
        now: Timestamp,
    ) -> Result<PictureViews, AppError> {
        let incidents = self.picture(actor, now).await?;
        let document = &opened.document;
        let whole = municipality_of(&document.picture.municipalities).name;
        let themes = Themes::of(document);
        let mut by_place = told_by_voices(document);
        by_place.extend(reported(document, &incidents, &themes, language));
        let mut by_problem = by_place.clone();
        let offences = Offences {
            themes: &themes,
            tree: incidents.tree(),
            language,
        };
        let (figures, figures_of) = self.told_by_figures(actor, document, &offences).await?;
        // What the police report themselves may be in the register as well.
        if !figures.is_empty() {
            by_problem.retain(|told| told.view != View::Police);
        }
        by_problem.extend(figures);
        for told in &mut by_problem {
            told.area.clone_from(&whole);
        }
        by_place.retain(|told| !told.area.is_empty());
        let spoken_of = || themes.themes.iter().map(|(theme, _)| *theme);
        let by_place = side_by_side_at(&by_place, &document.places);
        Ok(PictureViews {
            by_problem: side_by_side(&by_problem).where_spoken_of(spoken_of()),
            by_place: by_place.where_spoken_of(spoken_of()),
            figures_of,
            kinds: kinds(document, &incidents, &themes, language),
            example: document.example || incidents.example,
        })
    }

    /// What has been reported at a place of the picture or within it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reported_at(
        &self,
        actor: &Actor,
        opened: &OpenPicture,
        place: &PlaceId,
        now: Timestamp,
    ) -> Result<PlaceCount, AppError> {
        let incidents = self.picture(actor, now).await?;
        let places = &opened.document.places;
        let mut kinds: BTreeMap<&CategoryId, u32> = BTreeMap::new();
        for (tally, n) in incidents.tallies() {
            let here = tally.place.as_ref().is_some_and(|own| {
                own == place || lies_in(places, own, std::slice::from_ref(place))
            });
            if here && is_of(&opened.document.picture.period, tally) {
                let so_far = kinds.entry(&tally.category).or_default();
                *so_far = so_far.saturating_add(*n);
            }
        }
        let mut kinds: Vec<(CategoryId, u32)> =
            kinds.into_iter().map(|(id, n)| (id.clone(), n)).collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(PlaceCount {
            n: kinds.iter().map(|(_, n)| n).sum(),
            kinds,
            tree: incidents.tree().clone(),
            example: incidents.example,
        })
    }

    /// What the register of reported offences tells: of each category the latest
    /// whole year that is not after the picture's time. Where the organisation
    /// holds no figures, those that the picture itself rests on.
    async fn told_by_figures(
        &self,
        actor: &Actor,
        document: &PictureDocument,
        offences: &Offences<'_>,
    ) -> Result<(Vec<Told>, Option<i16>), AppError> {
        let permit = crate::access::decide(
            actor,
            crate::Action::ReadInternal,
            &crate::access::Whose::Own,
        )?;
        let owner = permit.owner()?;
        let written = document.picture.municipalities.first();
        let Some(own) = written.and_then(|written| area(written)) else {
            return Ok((Vec::new(), None));
        };
        let last = document.picture.period.last_day().map(|day| day.year());
        let (mut told, mut years) = (Vec::new(), Vec::new());
        for category in self.store.categories(owner, &Source::BraReported).await? {
            if category == ALL_OFFENCES {
                continue;
            }
            let areas = std::slice::from_ref(&own);
            let figures = self
                .store
                .figures(
                    owner,
                    &Source::BraReported,
                    &category,
                    areas,
                    every_period(),
                )
                .await?;
            let order = ChartOrder {
                language: Language::Sv,
                category: &category,
                area: &own,
                comparable: &[],
                comparable_by: "",
                measure: Measure::Count,
                by: By::Year,
                promise: None,
            };
            let chart = chart(&order, &figures, &PopulationTable::default());
            let newest = chart.and_then(|chart| {
                let values = chart.periods.iter().zip(&chart.own).rev();
                let mut values =
                    values.filter_map(|(year, n)| Some((year.parse::<i16>().ok()?, (*n)?.value)));
                values.find(|(year, _)| last.is_none_or(|last| *year <= last))
            });
            let Some((year, n)) = newest else { continue };
            years.push(year);
            told.push(Told {
                theme: offences.theme(&category),
                area: String::new(),
                view: View::Police,
                n: n.round().clamp(0.0, f64::from(u32::MAX)) as u32,
            });
        }
        if told.is_empty() {
            return Ok((told_by_links(document), None));
        }
        let told = largest_of_each_theme(told);
        years.dedup();
        let figures_of = (years.len() == 1).then(|| years[0]);
        Ok((told, figures_of))
    }
}

/// One for each theme: categories of a register hold each other, so that their sum
/// would count an offence twice.
fn largest_of_each_theme(all: Vec<Told>) -> Vec<Told> {
    let mut largest: BTreeMap<String, Told> = BTreeMap::new();
    for told in all {
        let held = largest
            .entry(told.theme.clone())
            .or_insert_with(|| told.clone());
        if told.n > held.n {
            *held = told;
        }
    }
    largest.into_values().collect()
}

/// The figures that the problems of a picture rest on: of each the latest.
fn told_by_links(document: &PictureDocument) -> Vec<Told> {
    let mut told = Vec::new();
    for problem in &document.problems {
        let Some(theme) = &problem.theme else {
            continue;
        };
        let mut newest = BTreeMap::new();
        for link in &problem.evidence {
            let is_figure = link.kind.meant() == Some(EvidenceKind::Figure) && link.unit.is_none();
            let n = link.value.and_then(|n| u32::try_from(n.to_i64()?).ok());
            if let (true, Some(n), Some(indicator)) = (is_figure, n, &link.indicator) {
                let day = link.period.as_ref().and_then(Period::last_day);
                let held = newest.entry(indicator).or_insert((day, n));
                *held = (*held).max((day, n));
            }
        }
        told.extend(newest.into_values().map(|(_, n)| Told {
            theme: theme.clone(),
            area: String::new(),
            view: View::Police,
            n,
        }));
    }
    told
}

/// Which kinds of incidents were counted under each theme.
fn kinds(
    document: &PictureDocument,
    incidents: &IncidentPicture,
    themes: &Themes<'_>,
    language: Language,
) -> BTreeMap<String, BTreeSet<CategoryId>> {
    let mut found: BTreeMap<String, BTreeSet<CategoryId>> = BTreeMap::new();
    let own = incidents.tallies().map(|(tally, _)| tally);
    for tally in own.filter(|tally| is_of(&document.picture.period, tally)) {
        let theme = themes.of_category(incidents.tree(), &tally.category, language);
        let kinds = found.entry(theme).or_default();
        kinds.insert(tally.category.clone());
    }
    found
}

/// What is reported in the picture's time, by theme and named place.
fn reported(
    document: &PictureDocument,
    incidents: &IncidentPicture,
    themes: &Themes<'_>,
    language: Language,
) -> Vec<Told> {
    let tree = incidents.tree();
    let of_time = incidents
        .tallies()
        .filter(|(tally, _)| is_of(&document.picture.period, tally));
    let mut found: BTreeMap<(String, String, View), u32> = BTreeMap::new();
    for (tally, n) in of_time {
        let theme = themes.of_category(tree, &tally.category, language);
        let place = tally.place.as_ref().map(|id| {
            let named = incidents.places().iter().find(|place| place.id == *id);
            match document.places.iter().find(|place| place.id == *id) {
                Some(own) => own.name.clone(),
                None => named.map_or_else(|| id.0.clone(), |place| place.name.clone()),
            }
        });
        let view = match tally.by_police {
            true => View::Police,
            false => View::Partners,
        };
        let so_far = found.entry((theme, place.unwrap_or_default(), view));
        let so_far = so_far.or_default();
        *so_far = so_far.saturating_add(*n);
    }
    let told = found.into_iter();
    told.map(|((theme, area, view), n)| Told {
        theme,
        area,
        view,
        n,
    })
    .collect()
}

/// Whether a month of incidents lies in the time that a picture is of.
fn is_of(period: &Period, tally: &Tally) -> bool {
    tally.month().is_some_and(|first| period.contains(first))
}

/// The kinds that the law holds to be one.
const BURGLARY: &str = "inbrott";
const THEFT: &str = "stold";

/// How the categories of the register of reported offences are understood.
struct Offences<'a> {
    themes: &'a Themes<'a>,
    tree: &'a CategoryTree,
    language: Language,
}

impl Offences<'_> {
    /// The theme that a category belongs to: that of the problem which rests on
    /// it, else the one that it is called by, else that of the kind of incident
    /// that it is an offence of ("Våldsbrott" of "Våld"), else its own name.
    fn theme(&self, category: &str) -> String {
        let said = self.themes.of_offence(category).map(str::to_owned);
        let kind = || {
            let kind = self
                .tree
                .iter()
                .find(|kind| is_offence_of(category, &kind.name.sv))?;
            Some(self.themes.of_category(self.tree, &kind.id, self.language))
        };
        said.or_else(kind).unwrap_or_else(|| category.to_owned())
    }
}

/// Whether a word of a category is a kind's name, alone or before "brott".
fn is_offence_of(category: &str, kind: &str) -> bool {
    let (category, kind) = (category.to_lowercase(), kind.to_lowercase());
    let mut words = category.split(|c: char| !c.is_alphabetic());
    words.any(|word| {
        let rest = word.strip_prefix(kind.as_str());
        rest.is_some_and(|rest| matches!(rest, "" | "brott" | "sbrott"))
    })
}

/// Which theme of the picture other words belong to.
struct Themes<'a> {
    analyser: Analyser,
    /// Every theme of the picture, with the ways to say it.
    themes: Vec<(&'a str, Query)>,
    /// The register's categories that a problem rests on.
    of_offences: Vec<(&'a str, &'a str)>,
}

impl<'a> Themes<'a> {
    fn of(document: &'a PictureDocument) -> Self {
        let analyser = Analyser::new();
        let of_problems = document.problems.iter().filter_map(|p| p.theme.as_deref());
        let of_voices = document.voices.iter().filter_map(|v| v.theme.as_deref());
        let themes = of_problems.chain(of_voices);
        let themes = themes.map(|theme| (theme, analyser.query(theme))).collect();
        let links = document.problems.iter().flat_map(|problem| {
            let theme = problem.theme.as_deref();
            let links = problem.evidence.iter();
            links.filter_map(move |link| Some((link.indicator.as_deref()?, theme?)))
        });
        Self {
            themes,
            of_offences: links.collect(),
            analyser,
        }
    }

    /// The theme that a category of the register belongs to by the picture's words.
    fn of_offence(&self, category: &str) -> Option<&'a str> {
        let linked = self.of_offences.iter().find(|(own, _)| *own == category);
        linked
            .map(|(_, theme)| *theme)
            .or_else(|| self.said_by(category))
    }

    /// The theme that a kind of incident or a wider kind is called by, else the
    /// name of the widest kind that still says something: sources sort as finely
    /// as they please, and can be compared only where they sort alike.
    fn of_category(&self, tree: &CategoryTree, id: &CategoryId, language: Language) -> String {
        let Some(own) = tree.get(id) else {
            return id.0.clone();
        };
        let wider: Vec<&Category> = std::iter::once(own).chain(tree.ancestors(id)).collect();
        let mut named = wider.iter().filter_map(|kind| self.said_by(&kind.name.sv));
        if let Some(theme) = named.next() {
            return theme.to_owned();
        }
        // Burglary is theft by law (brottsbalken 8:4), and so in the register.
        let theft = CategoryId::from(THEFT);
        let is_burglary = wider.iter().any(|kind| kind.id.as_str() == BURGLARY);
        let is_theft = wider.iter().any(|kind| kind.id == theft);
        if is_burglary && !is_theft && tree.get(&theft).is_some() {
            return self.of_category(tree, &theft, language);
        }
        let says = |kind: &&Category| kind.parent.is_some() || kind.kind != CategoryKind::Crime;
        let widest = wider.into_iter().rev().find(says).unwrap_or(own);
        match language {
            Language::Sv => widest.name.sv.clone(),
            Language::En => widest.name.en.clone(),
        }
    }

    /// The theme whose every word stands in other words, in some form: "stölder" in "Cykelstöld".
    fn said_by(&self, words: &str) -> Option<&'a str> {
        let terms = self.analyser.terms(words);
        let says = |query: &Query| {
            let says = |one: &Vec<String>| one.iter().all(|stem| terms.contains(stem));
            !query.is_empty() && query.words.iter().all(|w| w.alternatives.iter().any(says))
        };
        let theme = self.themes.iter().find(|(_, query)| says(query));
        theme.map(|(theme, _)| *theme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> PictureDocument {
        let text = include_str!("../../../handslag/example/lidkoping-lagesbild.toml");
        PictureDocument::read(text).unwrap()
    }

    #[test]
    fn kinds_of_incidents_belong_to_the_theme_that_says_them_in_other_words() {
        let document = picture();
        let themes = Themes::of(&document);
        let tree = CategoryTree::of_handslag();
        let theme = |id: &str| themes.of_category(&tree, &id.into(), Language::Sv);
        assert_eq!(theme("narkotikahandel"), "droger");
        assert_eq!(theme("cykelstold"), "stölder");
        assert_eq!(theme("otrygg-plats"), "otrygghet");
        // By law a burglary is a theft; other kinds by the widest that says something.
        assert_eq!(theme("kallarinbrott"), "stölder");
        assert_eq!(theme("klotter"), "Skadegörelse");
        assert_eq!(theme("berusade"), "Ordningsstörning");
    }

    #[test]
    fn the_register_and_the_reports_are_compared_where_they_mean_the_same() {
        let document = picture();
        let themes = Themes::of(&document);
        let tree = CategoryTree::of_handslag();
        let offences = Offences {
            themes: &themes,
            tree: &tree,
            language: Language::Sv,
        };
        for (category, theme) in [
            ("Skadegörelsebrott (inkl. mordbrand)", "Skadegörelse"),
            ("Våldsbrott", "Våld"),
            ("Hot-, kränknings- och frihetsbrott", "Hot"),
            ("Vissa trafikbrott", "trafik"),
            ("Stöldbrott", "stölder"),
            ("Bilbrott", "Bilbrott"),
        ] {
            assert_eq!(offences.theme(category), theme, "{category}");
        }
    }

    #[test]
    fn a_category_within_another_is_not_counted_twice() {
        let told = |theme: &str, n| Told {
            theme: theme.to_owned(),
            area: String::new(),
            view: View::Police,
            n,
        };
        let thefts = [
            told("stölder", 210),
            told("droger", 40),
            told("stölder", 1700),
        ];
        let of_each: Vec<(String, u32)> = largest_of_each_theme(thefts.to_vec())
            .into_iter()
            .map(|told| (told.theme, told.n))
            .collect();
        assert_eq!(
            of_each,
            [("droger".to_owned(), 40), ("stölder".to_owned(), 1700)]
        );
    }

    #[test]
    fn the_register_s_categories_belong_to_the_problem_that_rests_on_them() {
        let document = picture();
        let themes = Themes::of(&document);
        assert_eq!(
            themes.of_offence("Alkohol- och narkotikabrott"),
            Some("droger")
        );
        assert_eq!(themes.of_offence("Bilbrott"), None);
        let links = told_by_links(&document);
        let of = |theme: &str| links.iter().find(|t| t.theme == theme).map(|t| t.n);
        assert_eq!((of("droger"), of("stölder")), (Some(398), Some(1700)));
    }
}
