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
    aktivitet alkohol allmänhet anmälan ansvar arbete arbetsplats barn bedrägeri belysning besök \
    bevakning bil biltrafik boende bostad brand brott brottslighet buss butik centrum chef \
    cykel dag dialog drog droger effekt elev enkät familj fastighet fart fordon fotpatrull fred \
    fri fritid fråga fylleri föreläggande förebyggande förening företag förskola förslag försäljning \
    förvaltning föräldrar gata grannsamverkan grundskola gymnasium gymnasieskola gård gäng \
    handel handling handläggare hastighet hem hjälm hot hund idrott inbrott information insats \
    kamera kartläggning klass klotter kommun kontakt kontroll kriminalitet krog kväll kvinna \
    lag lokal landsbygd langning larm ledning lektion lektionstimme ljus lägenhet läge lägesbild \
    lärare löfte marknad medborgare medarbetare miljö missbruk misshandel moped mål möte \
    narkotika natt närvaro nykterhet näring näringsidkare nät område olycka ordning oro orsak \
    park parkering patrull patrullering period person plan plats polis preparat problem \
    projekt pub påverkan rapport ratt rattfylleri resurs restaurang råd rån samordnare samordning \
    samtal samverkan sexualbrott skada skadegörelse skola skolgård skyddsombud social spaning \
    sprit stad station statistik stöld stöd säkerhet sök söndag tid tiggeri tillstånd tillsyn \
    tips tobak torg trafik trygghet tåg tävling ungdom uppföljning utbildning utredning \
    utskänkning utsatthet utveckling vandring vapen verksamhet villa våld vård vårdnad \
    vårdnadshavare väg åkeri åldring ålder åtagande åtgärd återkoppling ägare äldre ärende \
    öppettid överenskommelse övergrepp övervakning";

/// Words that ask for the same thing here; each line is one meaning, and works both ways.
pub(crate) const SYNONYMS: &[&str] = &[
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
