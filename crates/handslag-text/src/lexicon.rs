//! The word lists behind the analyser: small, written by hand, meant to be edited.

/// Words that carry grammar only; left out of the index and of questions.
pub(crate) const STOP_WORDS: &str = "\
    alla allt att av bara blev bli blir blivit bland båda både de dem den denna dess dessa det \
    detta dig din dina ditt du då där därför efter eller en er era ett fick finns från få får för \
    ha hade han hans har hela hennes henne hon honom hos hur här i icke in inte ja jag ju kan \
    kunde man med mellan men mer mig min mina mitt mot mycket ni nu när någon något några och \
    också om oss på redan samt sedan ser sig sin sina sitt ska skall skulle som så sådan sådana \
    sådant till under upp ut utan vad var vara varit varje vars vart vem vi vid vidare vilka \
    vilken vilket vår våra vårt än ännu är åt över bl s";

/// Irregular endings and the form they are counted as; the longest that fits stands first.
pub(crate) const IRREGULAR: &[(&str, &str)] = &[
    ("städernas", "stad"),
    ("städerna", "stad"),
    ("städers", "stad"),
    ("städer", "stad"),
    ("stadens", "stad"),
    ("staden", "stad"),
    ("naderna", "nad"),
    ("naden", "nad"),
    ("nader", "nad"),
    ("nätterna", "natt"),
    ("nätter", "natt"),
    ("händerna", "hand"),
    ("böckerna", "bok"),
    ("böcker", "bok"),
    ("årens", "år"),
    ("årets", "år"),
    ("åren", "år"),
    ("året", "år"),
    ("cyklarna", "cykel"),
    ("cyklar", "cykel"),
    ("cykeln", "cykel"),
    ("cykla", "cykel"),
    ("närvaron", "närvaro"),
    ("vapnets", "vapen"),
    ("vapnen", "vapen"),
    ("vapnet", "vapen"),
    ("andenas", "ande"),
    ("andena", "ande"),
    ("torernas", "tor"),
    ("torerna", "tor"),
    ("torer", "tor"),
    ("ktorn", "ktor"),
    ("atorn", "ator"),
    ("männen", "man"),
    ("männens", "man"),
];

/// Words that compounds in this field are made of, beside those in [`SYNONYMS`]. Stemming gives the
/// inflected forms.
pub(crate) const COMPOUND_PARTS: &str = "\
    aktivitet aktör alkohol allmänhet analys anmälan ansvar antal arbete arbetsplats barn \
    bedrägeri belysning besök bevakning bil bild biltrafik boende bostad brand brott \
    brottslighet bruk buss butik centrum chef cykel dag dialog drog droger effekt elev enkät \
    familj fart fastighet fokus fordon fotpatrull fred fri fritid fråga fylleri förebyggande \
    föreläggande förening företag förskola förslag försäljning förvaltning föräldrar gata \
    grannsamverkan grundskola gymnasie gymnasieskola gymnasium gård gäng handel handling \
    handläggare hantering hastighet hem hjälm hot hund högstadie idrott inbrott information \
    insats kamera karta kartläggning kategori klass klotter kommun kontakt kontroll kriminalitet \
    krog kvinna kväll lag landsbygd langning larm ledning lektion liv ljus lokal läge lägenhet \
    län lärare löfte marknad medarbetare medborgare miljö missbruk misshandel moped mål mängd \
    mätning möte narkotika natt nykterhet näring näringsidkare närvaro nät olycka område ordning \
    oro orsak park parkering patrull patrullering period person plan plats polis preparat \
    problem process produktion projekt pub punkt påverkan rapport ratt rattfylleri relaterad \
    restaurang resurs risk råd rån samhälle samordnare samordning samtal samverkan sexualbrott \
    signal skada skadegörelse skapande skola skolgård skyddsombud social spaning sprit stad \
    station statistik styrelse stöd stöld säkerhet sök söndag tid tiggeri tillstånd tillsyn \
    timme tips tjänst tobak torg trafik triangel trygghet träd tåg tävling ungdom uppföljning \
    utbildning utredning utsatthet utskänkning utveckling utvärdering vandring vapen verksamhet \
    villa våld vård vårdnad vårdnadshavare väg zon åkeri ålder åldring åtagande återkoppling \
    åtgärd ägare äldre ärende öppettid överenskommelse övergrepp övervakning";

/// Words that ask for the same thing here; each line is one meaning, and works both ways.
pub(crate) const SYNONYMS: &[&str] = &[
    "årskurs åk",
    "knark narkotika drog",
    "fart hastighet",
    "rattfylleri rattfylla rattonykterhet",
    "trygg otrygg",
    "ungdom ung tonåring",
    "äldre pensionär senior",
    "anmälan anmälning anmäla anmäld",
    "brott brottslighet kriminalitet kriminell",
    "bedrägeri bluff",
    "stöld tjuv stjäla stulen",
    "klotter graffiti",
    "skadegörelse vandalism vandalisering",
    "misshandel slagsmål",
    "krog pub nattklubb",
    "belysning gatlykta gatlampa lyktstolpe",
    "kontroll kontrollera",
    "patrull patrullera patrullering",
    "besök besöka besökt",
    "försäljning sälja såld",
    "närvaro synlig synlighet",
    "moped epatraktor atraktor",
    "löfte lova lovat",
    "information informera",
    "kamera kameraövervakning",
    "missbruk missbrukare",
    "bil fordon",
    "bostad boende",
    "skola gymnasium",
];
