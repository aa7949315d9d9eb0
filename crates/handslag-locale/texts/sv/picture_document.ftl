# Lägesbilden som dokument: problem, orsaker, åtgärder och lagens tre delar.

clock-update-unknown = Ingen har skrivit när lägesbilden senast uppdaterades. Lagen kräver att det görs minst vartannat år.
clock-update-in-time = Lägesbilden ska uppdateras senast { $date }.
clock-update-soon =
    { $n ->
        [one] Lägesbilden ska uppdateras senast { $date }: { $n } dag kvar.
       *[other] Lägesbilden ska uppdateras senast { $date }: { $n } dagar kvar.
    }
clock-update-overdue =
    { $n ->
        [one] Lägesbilden skulle ha uppdaterats senast { $date }, för { $n } dag sedan.
       *[other] Lägesbilden skulle ha uppdaterats senast { $date }, för { $n } dagar sedan.
    }
clock-plan-unknown = Ingen har skrivit när åtgärdsplanen senast följdes upp. Lagen kräver att det görs minst vartannat år.
clock-plan-in-time = Åtgärdsplanen ska följas upp senast { $date }.
clock-plan-soon =
    { $n ->
        [one] Åtgärdsplanen ska följas upp senast { $date }: { $n } dag kvar.
       *[other] Åtgärdsplanen ska följas upp senast { $date }: { $n } dagar kvar.
    }
clock-plan-overdue =
    { $n ->
        [one] Åtgärdsplanen skulle ha följts upp senast { $date }, för { $n } dag sedan.
       *[other] Åtgärdsplanen skulle ha följts upp senast { $date }, för { $n } dagar sedan.
    }

channel-business-meeting = möte med näringsidkare

evidence-figure = Siffra
evidence-incidents = Händelser
evidence-voices = Synpunkter
evidence-survey = Enkät
evidence-document = Dokument
evidence-assumption = Antagande
evidence-source-bra = Brå, anmälda brott
evidence-answers =
    { $n ->
        [one] { $n } svarade
       *[other] { $n } svarade
    }
cause-assumption = antagande
cause-supported = stöds
cause-contradicted = motsägs
cause-situational = situationell
cause-social = social
side-place = platsen
side-target = den eller det som drabbas
side-offender = de som gör det
known-works = har fungerat på andra håll
known-promising = lovande
known-mixed = blandade resultat
known-unknown = knappt prövad
known-no-effect = hjälpte inte på andra håll
known-harmful = gjorde skada på andra håll
released-public = alla
released-partners = parterna
criterion-most-common = Hör det till det vanligaste?
criterion-rising = Ökar det?
criterion-deviating = Avviker det från andra platser?
criterion-place = Samlas det på en plats?
criterion-victims = Drabbar det dem som har svårast att värja sig?
criterion-signal-crime = Gör det många otrygga?
criterion-harm = Gör det stor skada?
criterion-resources = Finns det folk och pengar?
criterion-influence = Kan parterna göra något åt det?
criterion-cost = Är det värt vad det kostar?
asked-residents = invånare
asked-staff = medarbetare
asked-young = unga
asked-property-owners = fastighetsägare och näringsidkare
chain-step-voice = Synpunkt
chain-step-problem = Problem
chain-step-cause = Orsak
chain-step-measure = Åtgärd
chain-step-commitment = Åtagande
chain-step-activity = Det som gjordes
chain-step-result = Hur det gick
chain-step-effect = Det som mäts
chain-step-follow-up = Det parterna säger
chain-step-feedback = Svar till dem som sa det

edition-left-problems =
    { $n ->
        [one] { $n } problem finns bara i parternas utgåva.
       *[other] { $n } problem finns bara i parternas utgåva.
    }
edition-left-sections =
    { $n ->
        [one] { $n } stycke finns bara i parternas utgåva.
       *[other] { $n } stycken finns bara i parternas utgåva.
    }
edition-left-voices =
    { $n ->
        [one] { $n } synpunkt finns bara i parternas utgåva.
       *[other] { $n } synpunkter finns bara i parternas utgåva.
    }
edition-left-indicators =
    { $n ->
        [one] { $n } indikator finns bara i parternas utgåva.
       *[other] { $n } indikatorer finns bara i parternas utgåva.
    }
edition-left-small =
    { $n ->
        [one] { $n } tal visas inte, för att ingen ska kunna pekas ut.
       *[other] { $n } tal visas inte, för att ingen ska kunna pekas ut.
    }

picture-doc-list = Lägesbilder
picture-doc-list-lead = En lägesbild är parternas gemensamma dokument: vad som är fel, var, varför, och vad som ska göras. Löftena bygger på den.
picture-doc-none = Här finns ingen lägesbild som dokument än.
picture-doc-new = Lägg till en lägesbild
picture-doc-to-incidents = Till händelserna: hur många, när och var
picture-doc-to-documents = Lägesbilden som dokument: problem, orsaker, åtgärder
picture-doc-id-taken = En lägesbild med id ”{ $id }” finns redan. Ge den nya ett annat id.
picture-doc-id-changed = Lägesbildens id måste vara ”{ $id }”. En lägesbild med annat id läggs till som en ny.
picture-doc-text = Lägesbilden som text
picture-doc-text-hint = Hela lägesbilden. Allt som saknar eget formulär ändras här.
picture-doc-add = Lägg till lägesbilden
picture-doc-share-none = Lägesbilden är inte delad med någon.
picture-doc-n-gaps =
    { $n ->
        [0] inget saknas
        [one] { $n } sak saknas
       *[other] { $n } saker saknas
    }
picture-doc-clock = Lagens klocka
picture-doc-chosen = Valda problem
picture-doc-none-chosen = Inget problem är valt än.
picture-doc-waiting = Problem som väntar
picture-doc-waits = Problemet är inte valt; det väntar.
picture-doc-no-voices = Ingen synpunkt är antecknad än.
picture-doc-indicators-of-area = Det som mäts för hela området
picture-doc-rests-on = Vad det vilar på
picture-doc-measured = Det som mäts
picture-doc-measured-of = Det som mäts: { $problem }
picture-doc-answered-by = Åtaganden som svarar på problemet
picture-doc-nothing-promised = Inget löfte svarar på problemet än.
picture-doc-its-chain = kedjan som bild
picture-doc-why-this = Varför:
picture-doc-weighed = { $sum } av { $most } poäng efter kriterierna
picture-doc-scores = Poäng för { $problem }
picture-doc-criterion = Kriterium
picture-doc-score = Poäng
picture-doc-weight = Vikt
picture-doc-score-reason = Vad poängen vilar på
picture-doc-would-show-wrong = Det här skulle visa att det är fel:
picture-doc-against = Mot orsaken:
picture-doc-mechanism = Så är det tänkt att verka:
picture-doc-known = Känt om sådana åtgärder:
picture-doc-n-of = { $n } av { $asked } tillfrågade
picture-doc-as-table = Samma sak som tabell
picture-doc-source = Lägesbilden och löftena, { $date }

picture-doc-chain = Kedjan
picture-doc-chain-lead = Från det som sades till det som mäts, åt båda hållen. Välj något för att se vad det bygger på och vad som bygger på det.
picture-doc-chain-all = Hela kedjan, led för led
picture-doc-chain-begins = Inget i kedjan kommer före.
picture-doc-chain-ends = Inget i kedjan kommer efter än.
picture-doc-chain-finding =
    { $n ->
        [0] { $problem }: kedjan är hel
        [one] { $problem }: en sak saknas
       *[other] { $problem }: { $n } saker saknas
    }
picture-doc-led-to-it = Det bygger på
picture-doc-came-of-it = Bygger på det

picture-doc-place-lead = En plats i fyra steg: hitta platsen, kartlägg den, sök orsaker, gör något. Under varje steg står det som är känt.
picture-doc-place-no-problem = Inget problem i lägesbilden gäller platsen än.
picture-doc-place-no-voices = Ingen synpunkt gäller platsen.
picture-doc-place-no-cause = Ingen har skrivit varför det händer just här.
picture-doc-place-no-measure = Ingen åtgärd är vald för platsen.
picture-doc-no-cycle = Ingen har skrivit hur långt arbetet på platsen har kommit.
picture-doc-cycle-finding = Så långt har arbetet kommit: { $problem }
picture-doc-reported =
    { $n ->
        [0] Inga händelser är rapporterade på platsen { $period }.
        [one] { $n } händelse är rapporterad på platsen { $period }.
       *[other] { $n } händelser är rapporterade på platsen { $period }.
    }
picture-doc-reported-table = Rapporterade händelser på platsen, efter kategori

picture-doc-views = Vyer sida vid sida
picture-doc-views-lead = Polisens siffror, andra parters rapporter, och vad medarbetare, invånare och näringsidkare säger. Där de ser olika på saken finns något att prata om.
picture-doc-views-figures-of = Polisens siffror är anmälda brott { $year }, för varje problem den största brottskategorin. Plats för plats är de polisens egna rapporter.
picture-doc-views-by-problem = Problem för problem
picture-doc-views-by-place = Problem och plats
picture-doc-views-caption = Källorna sida vid sida: plats och andel av allt som källan berättar
picture-doc-views-none = Ingen källa berättar något än.
picture-doc-views-no-disagreement = Ingen skillnad mellan källorna är tydlig.
picture-doc-views-thin = Berättar för lite för att jämföras: { $names }.
picture-doc-views-agreement = Är de överens?
picture-doc-views-silent = nämns inte
picture-doc-views-seen = nr { $rank } av { $rows } ({ $share }; { $count } av { $total })
picture-doc-views-how = Källorna räknar olika saker. Därför jämförs aldrig antalen, bara hur stor del av allt som en källa berättar som gäller problemet, och problemets plats hos källan. En skillnad pekas ut när problemet står högre hos den ena källan, andelen är minst dubbelt så stor och skillnaden större än slumpen brukar ge (tre medelfel), eller när en källa tiger om något som den borde ha nämnt minst tre gånger. En källa med färre än 20 i allt jämförs inte. Anmälda brott räknas för det senaste hela året som inte ligger efter lägesbildens tid, och för kommunen som helhet. En händelse hör till ett problem när problemets tema ingår i kategorins namn, som stölder i Cykelstöld, och inbrott räknas som stöld, som i lagen. Annars står den under sin överkategori, som Skadegörelse för Klotter, så att källor som delar in olika fint ändå kan jämföras. En kategori som varken en synpunkt eller ett problem talar om pekas bara ut när den är minst en tiondel av allt som en källa berättar. Först står det som någon har talat om, och där källorna skiljer sig mest.

picture-doc-new-problem = Nytt problem
picture-doc-edit-problem = Ändra problemet
picture-doc-new-cause = Ny orsak
picture-doc-edit-cause = Ändra orsaken
picture-doc-new-measure = Ny åtgärd
picture-doc-edit-measure = Ändra åtgärden
picture-doc-new-indicator = Ny indikator
picture-doc-edit-indicator = Ändra indikatorn
picture-doc-new-voice = Ny synpunkt
picture-doc-edit-voice = Ändra synpunkten
picture-doc-take-away = Ta bort
picture-doc-problem-title = Problemet i en mening
picture-doc-theme = Tema
picture-doc-theme-hint = Ett ord som synpunkter och rapporter också har, till exempel droger.
picture-doc-project = Projekt
picture-doc-evidence-new = Lägg till belägg
picture-doc-evidence-kind = Slag av belägg
picture-doc-evidence-words = Vad det visar, i en mening
picture-doc-evidence-indicator = Vad som räknas
picture-doc-evidence-filter = Urvalets namn
picture-doc-evidence-filter-hint = Så att samma händelser kan räknas igen.
picture-doc-value = Värde
picture-doc-unit = Enhet
picture-doc-unit-hint = Till exempel per termin, eller procent.
picture-doc-is-chosen = Är problemet valt?
picture-doc-chosen-by-measures = ja om det har åtgärder
picture-doc-rank = Ordning bland problemen
picture-doc-rank-hint = 1 är först.
picture-doc-more-than-asked = Fler kan inte ha sagt det än som tillfrågades. Rätta det ena antalet.
picture-doc-rank-from-one = Ordningen är ett helt tal och börjar på 1. Lämna fältet tomt om problemet inte har någon.
picture-doc-reason = Varför det är valt, eller får vänta
picture-doc-scores-legend = Poäng efter kriterierna
picture-doc-scores-hint = Från 0, inte alls, till kriteriets högsta, oftast 3. Poängen visas bredvid ordningen men bestämmer den inte.
picture-doc-score-reason-of = Vad poängen vilar på: { $criterion }
picture-doc-step-state = Hur långt
picture-doc-step-words = Vad som hittades eller gjordes
picture-doc-released = Vem får läsa det
picture-doc-not-said = inte sagt: bara parterna
picture-doc-by-evidence = efter det som talar för och emot
picture-doc-side = Sida av brottstriangeln
picture-doc-sort = Slag
picture-doc-term = Kort eller lång sikt
picture-doc-one-a-line = En sak på varje rad.
picture-doc-links-for = Belägg som talar för
picture-doc-links-against = Belägg som talar emot
picture-doc-would-show-wrong-hint = Vad skulle ni se om orsaken inte stämmer?
picture-doc-cause-state = Hur orsaken står sig mot beläggen
picture-doc-choose-cause = välj en orsak
picture-doc-known-from = Var det går att läsa
picture-doc-became = Blev de här åtagandena
picture-doc-voice-no-persons = Skriv vad som sades som ett tema, aldrig vem som sa det.
picture-doc-voice-words = Vad som sades
picture-doc-voice-words-hint = Med egna ord, som ett tema. Inga namn och inget som bara en person kan ha sagt.
picture-doc-voice-channel = Hur det sades
picture-doc-voice-asked = Vilken grupp som frågades
picture-doc-voice-n = Hur många som sa det
picture-doc-voice-n-asked = Av hur många tillfrågade
picture-doc-voice-answer = Svar till dem som sa det
picture-doc-voice-answer-hint = Vad det ledde till, eller varför det inte ledde till något.

picture-doc-schema = Lägesbildens schema (JSON Schema)
picture-doc-parts = Lagens tre delar
picture-doc-new-section = Nytt stycke
picture-doc-both-changed = Det som ni har ändrat var för sig behålls från er båda. Det här har ni båda ändrat.
picture-doc-section-hint = Lämna en tom rad mellan stycken.
picture-doc-read-by = läses av { $readers }
picture-doc-edit-head = Ändra tid och beslut
picture-doc-period-from = Siffrorna är från
picture-doc-period-to = Siffrorna är till
picture-doc-updated-on = Senast uppdaterad
picture-doc-decision = Beslut
picture-doc-decided-on = Beslutad den
picture-doc-decided-by-hint = Ett organ, till exempel kommunstyrelsen; aldrig en person.
picture-doc-reference = Diarienummer
picture-doc-plan-decided-on = Planen beslutad den
picture-doc-plan-followed-up = Planen senast följd upp

picture-doc-edition = Utgåvor
edition-gaps =
    { $n ->
        [0] Kontrollen fann inget som saknas
        [one] En sak saknas i lägesbilden
       *[other] { $n } saker saknas i lägesbilden
    }
edition-gaps-where = Se var i lägesbilden
edition-no-municipality = Lägesbilden säger inte vilken kommun den gäller, och kan inte frysas förrän den gör det.
edition-empty-parts = Tomt i den här utgåvan, fast lagen frågar efter det: { $names }
edition-empty-seen = Frys ändå, med tom del
edition-empty-refused = En del som lagen frågar efter är tom. Fyll i den först, eller kryssa i att den ska frysas tom.
edition-replaces-picture = Den förra utgåvan är av en annan lägesbild: { $title }. Den här ersätter den.
edition-lead = Lägesbilden som dokument, i lagens tre delar. När den fryses blir den en utgåva som aldrig ändras.
edition-about = Lägesbild: { $title }
edition-for = Visa utgåvan för { $readers }
edition-n = Utgåva { $version }
edition-replaced = Den här utgåvan är ersatt.
edition-newest = Läs den senaste utgåvan
edition-line = Utgåva { $version } för { $readers }, { $date }
edition-reason = Ersätter den förra:
edition-not-frozen = Så här skulle den läsas idag. Inte fryst.
edition-frozen = Fryst som utgåva { $version }.
edition-freeze = Frys utgåva { $version } för { $readers }
edition-reason-hint = Behövs när en utgåva redan finns: skriv varför den ersätts.
edition-public-words = Utgåvan för alla blir genast en öppen sida. Den har bara det som är släppt för alla, och säger hur mycket den utelämnar.
edition-picture-moved = Någon annan har sparat lägesbilden under tiden. Läs den igen innan du fryser den.
edition-versions = Frysta utgåvor
edition-versions-words = En utgåva ändras aldrig. Alla går att läsa som inte är tillbakadragna.
edition-none = Inget är fryst än av den här lägesbilden.
edition-public-page = öppna sidan
edition-withdraw = Dra tillbaka
edition-withdraw-title = Dra tillbaka utgåva { $version }?
edition-withdraw-public = Utgåvan går då inte längre att läsa för alla. Sidan säger när den drogs tillbaka och varför, och visar den förra utgåvan, om det finns någon.
edition-withdraw-partners = Parterna ser då att utgåvan är tillbakadragen, när och varför.
edition-withdraw-kept = De som får läsa lägesbilden här inne kan fortfarande läsa utgåvan. Det går inte att ångra, men en ny kan frysas.
edition-withdraw-by-publisher = En utgivare i organisationen som äger lägesbilden drar tillbaka den.
edition-withdraw-why = Varför den dras tillbaka
edition-withdraw-why-hint = Läses av alla som kunde läsa utgåvan. Upprepa inte det som var fel, och nämn ingen person.
edition-withdrawn = Utgåva { $version } drogs tillbaka { $date }: { $reason }
edition-withdrawn-done = Utgåva { $version } är tillbakadragen.
edition-withdrawn-title = Lägesbilden är tillbakadragen
edition-stands-again = Här läser du i stället utgåva { $version }, som frystes { $date } och gäller igen.
edition-none-stands = Ingen annan utgåva gäller just nu.
edition-chosen =
    { $n ->
        [0] Lägesbilden pekar inte ut något problem.
        [one] Lägesbilden pekar ut { $n } problem att göra något åt.
       *[other] Lägesbilden pekar ut { $n } problem att göra något åt.
    }
edition-clock-on = Så stod lagens klocka { $date }:
edition-changes = Ändrat sedan utgåva { $version }
edition-no-changes = Inget är ändrat.
edition-left-out = Det som inte visas här
edition-background = Så gjordes lägesbilden
edition-period = Period
edition-decided = Beslutad av
edition-plan = Åtgärdsplan
edition-read = Läs lägesbilden
edition-municipality-words = Löftena bygger på lägesbilden: vad som är fel, var, varför och vad som ska göras.

cmd-about-picture = En lägesbild som dokument: kontrollera, visa, skriv ut, skriv om.
cmd-about-picture-check = Kontrollerar en lägesbild: fel, och var kedjan brister, med vad du kan göra.
cmd-about-picture-show = Visar de valda problemen i ordning, lagens klocka och vad som saknas.
cmd-about-picture-export = Skriver ut en lägesbild som dokument.
cmd-about-import-picture = Läser in en lägesbild. Samma dokument igen ändrar inget.
cmd-arg-picture-file = En lägesbild som TOML eller JSON.
cmd-arg-picture = Ett dokument i en fil, eller id för en lägesbild i datamappen.
cmd-arg-picture-reason = Varför lägesbilden ändras; sparas med den nya versionen.
cmd-no-pictures = lägesbilden { $name } finns inte; datamappen har inga lägesbilder. Läs in en med handslag import picture, eller ge sökvägen till ett dokument.
cmd-no-such-picture = lägesbilden { $picture } finns inte. De som finns: { $known }.
cmd-picture-taken-in = { $picture }: { $became }.
cmd-picture-problem = { $place }. { $title }. Belägg: { $n-evidence }. Orsaker: { $n-causes }. Åtgärder: { $n-measures }. Indikatorer: { $n-indicators }. Åtaganden: { $n-commitments }.
cmd-about-import-voices = Läser in synpunkter ur CSV, TSV eller XLSX till en lägesbild. Kolumner som Synpunkt, Tema, Plats, Kanal, Frågade, När, Antal, Av och Svar känns igen; andra namn anges i en kolumnkarta. Bara synpunkten behövs.
cmd-arg-picture-id = Id för en lägesbild i datamappen.
cmd-about-picture-edition = Skriver lägesbilden i lagens tre delar som sida, PDF och JSON, som den skulle läsas idag. Inget fryses.
cmd-arg-readers = För vem: public, alla, eller partners, parterna; public om inget sägs.

# Belägg
picture-doc-evidence-edit = Ändra belägget
picture-doc-evidence-go-on = Fortsätt
picture-doc-evidence-other-kind = Byt slag av belägg
picture-doc-evidence-party = Vems rapport det är
picture-doc-evidence-url = Adress på webben
picture-doc-evidence-answers = Hur många som svarade
picture-doc-evidence-voices-or-theme = Kryssa för synpunkter, eller skriv ett tema: då gäller det alla synpunkter med det temat.
picture-doc-from = Från
picture-doc-to = Till
picture-doc-about-figure = En siffra ur officiell statistik, så att var och en kan slå upp den.
picture-doc-about-incidents = Ett antal händelser som parterna har rapporterat.
picture-doc-about-voices = Något som boende eller personal har sagt.
picture-doc-about-survey = Ett svar i en enkät.
picture-doc-about-document = Något som går att läsa: en rapport, ett protokoll eller en mätning.
picture-doc-about-assumption = Inget belägg ännu. Skriv vad ni tror och varför, så att det syns att det är ett antagande.

# Platser, parter, kriterier och indikatorer
picture-doc-places = Platser
picture-doc-places-words = Platser som problem, synpunkter och belägg kan peka på. En plats kan ligga i en större. Aldrig någons hem.
picture-doc-new-place = Ny plats
picture-doc-edit-place = Ändra platsen
picture-doc-place-within = Ligger i
picture-doc-parties = Parter
picture-doc-parties-words = Organisationer som tar del i arbetet. Aldrig en person.
picture-doc-new-party = Ny part
picture-doc-edit-party = Ändra parten
picture-doc-party-name-hint = Till exempel Socialtjänsten. Aldrig namnet på en person.
picture-doc-criteria = Kriterier
picture-doc-criteria-words = Det som problemen väljs efter. Varje problem får poäng för varje kriterium, i problemets formulär.
picture-doc-new-criterion = Nytt kriterium
picture-doc-edit-criterion = Ändra kriteriet
picture-doc-criterion-handbook = Handbokens kriterium
picture-doc-criterion-own = ett eget
picture-doc-criterion-asks = Frågan
picture-doc-criterion-asks-hint = Till exempel ”Gör det stor skada?”. Ett av handbokens kriterier har sin fråga redan.
picture-doc-criterion-most = Högsta poäng
picture-doc-criterion-most-hint = Tomt betyder 3.
picture-doc-criterion-weight = Vikt
picture-doc-criterion-weight-hint = Hur mycket det räknas mot de andra. Tomt betyder 1.
picture-doc-indicators-words = Det som mäts för hela området. Ett problems egna indikatorer finns hos problemet.
party-kind-police = polis
party-kind-municipality = kommun
party-kind-county-board = länsstyrelse
party-kind-property-owner = fastighetsägare
party-kind-business = företag
party-kind-school = skola
party-kind-association = förening
picture-doc-problem-parties = Vilka som arbetar med det
picture-doc-focus-area = Fokusområde
picture-doc-focus-area-hint = Ett ord eller två som flera problem kan dela, till exempel Drogförebyggande.
picture-doc-shared-by = Parter som delar lägesbilden
picture-doc-section-places = Platser som stycket talar om
picture-doc-section-problems = Problem som stycket talar om
picture-doc-section-voices = Synpunkter som stycket berättar
