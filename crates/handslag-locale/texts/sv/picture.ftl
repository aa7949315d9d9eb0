# Lägesbilden: rapporter om vad som hänt eller känts otryggt.
work-nav-report = Rapportera

report-title = Rapportera
report-no-persons = Skriv vad som hänt och var, aldrig om vem.
report-several = Välj flera om det var flera saker på samma plats och tid.
report-other-kind = Annat
report-no-kind = Välj …
report-choose-kind = Välj vad det var.
report-dwelling = I en bostad
report-dwelling-hint = Då sparas bara kommunen, ingen plats.
report-position-summary = En annan plats: skriv en position
report-position = Position
report-position-hint = Grader nord och ost, som telefonen visar dem: 58.5051, 13.1577
report-position-wrong = Positionen går inte att läsa. Skriv grader nord, komma, grader ost: 58.5051, 13.1577
report-from = Från klockan
report-to = Till klockan
report-time-hint = Lämna tomt om tiden inte är känd. Hände det någon gång under natten, skriv från och till.
report-time-skipped = Den tiden fanns inte: klockan ställdes fram. Skriv en annan tid.
report-time-backwards = Det slutar innan det börjar. Ändra tiderna.
report-count = Antal
report-note-hint = Inga namn, nummer, adresser eller signalement. Texten läses av spärren innan den sparas.
report-save = Spara rapporten
report-saved =
    { $n ->
        [one] Rapporten är sparad.
       *[other] { $n } händelser är sparade.
    }
report-already = Rapporten var sparad redan.
report-list-link = Vad som är rapporterat och inläst
report-position-instead = Den valda platsen gäller inte längre.
report-position-emptied = Positionen är borttagen: den valda platsen gäller.
report-where-counts = Vilken gäller?
report-which-counts = Du har valt en plats och fyllt i en position. Välj vilken som gäller.
report-counts-position = { $position }, { $distance } därifrån
distance-m = { $metres } meter
distance-km = { $km } kilometer
report-nowhere = Du har inte sagt var. Spara ändå?
report-outside = Platsen ligger utanför kommunen ({ $own }).
report-outside-in = Platsen ligger utanför kommunen ({ $own }), i { $found }.
report-outside-sweden = Platsen ligger utanför Sverige.
report-swapped = Nord och ost är nog omkastade: skriv grader nord först. Eller spara ändå.
report-save-anyway-words = Spara ändå?
report-save-anyway = Spara ändå
report-correct-words = Blev något fel? Öppna händelsen och rätta den, eller ångra allt.
report-undo = Ångra rapporten
report-undo-reason = Ångrad av den som rapporterade.
report-undone =
    { $n ->
        [one] Rapporten är ångrad och räknas inte. Spåret finns kvar.
       *[other] Rapporten med { $n } händelser är ångrad och räknas inte. Spåret finns kvar.
    }
report-undo-changed = Någon har rättat rapporten efter att du skickade den. Ingenting är ångrat. Öppna händelsen och dra tillbaka den där:

incidents-title = Händelser
incidents-none = Inget är rapporterat eller inläst än.
incidents-none-such = Ingen händelse stämmer med det du frågar efter.
incidents-range = { $first }–{ $last } av { $all }, de senast inlästa först.
incidents-pages = Sidor i listan
incidents-latest = De senaste
incidents-later = Senare inlästa
incidents-earlier = Tidigare inlästa
incidents-no-such-page = Sidan i listan går inte att förstå. De senaste visas.

address-not-followed = Allt i adressen kunde inte följas:
address-no-day = { $field }: ”{ $value }” är ingen dag, och räknas inte. Skriv dagen som 2023-05-04.
address-no-choice = { $field }: ”{ $value }” finns inte, och räknas inte. Välj i listan.
address-turned = Från { $from } till { $to }: det slutar innan det börjar, så dagarna räknas inte. Byt plats på dem.
address-half = En jämförelse behöver både en första och en sista dag, så inget jämförs.
address-since = Nytt räknas från { $from }, inte från { $asked }: det måste vara minst 7 och högst 182 dagar av det som är inläst.
incidents-when = När
incidents-source = Källa
incidents-own-reports = Egen rapport
incidents-said-before = Förut:

window-day = { $day }
window-minute = { $day } kl. { $time }
window-hour = { $day } vid { $time }-tiden
window-between = { $from } till { $to }
window-published = publicerat { $day } kl. { $time }

work-nav-picture = Lägesbild

picture-title = Lägesbild
picture-lead = { $n } händelser, { $from } till { $to }.
picture-none = Inget i lägesbilden stämmer med det du frågar efter. Ta bort något villkor.
picture-area = Område
picture-days = Veckodagar
picture-all-days = Alla
picture-weekdays = Måndag till torsdag
picture-weekend = Fredag till söndag
picture-from-hour = Från timme
picture-to-hour = Till och med timme
picture-share = Andel

picture-trend = Månad för månad
picture-trend-finding = Händelser per månad, och vad som var att vänta
picture-line = Händelser
picture-unit = händelser per månad
picture-source = Lägesbildens händelser
picture-too-short = Det finns mindre än ett helt år att jämföra med. Ingen månad kan bedömas än.
picture-no-unusual = Ingen månad är ovanlig: alla ligger så nära det väntade som slumpen tillåter.
picture-unusual = Ovanligt: { $months }.
picture-by-chance = Utanför spannet, men inte säkert ovanligt: { $months }. När många månader bedöms hamnar några utanför av en slump.
picture-two-questions = Här frågas om varje kalendermånad. ”Nytt” ovanför frågar om { $days }, mot lika många dagar vid andra tider: därför kan tal och spann skilja sig från månadens.
picture-month = { $month } ({ $n }, väntat { $lower }–{ $upper })
picture-trend-how = Bandet är vad månaderna före lät vänta: 95 av 100 månader brukar hamna i det. Med tre år eller mer räknas årstid och trend in; med mindre jämförs med medeltalet. En månad som inte är slut bedöms inte.
picture-trend-judged =
    { $n ->
        [one] En månad är bedömd.
       *[other] { $n } månader är bedömda. Gränsen är satt så att högst 5 av 100 utpekade månader är falskt utpekade (Benjamini och Hochberg 1995).
    }

picture-hours = Timme för timme
picture-hours-caption = Händelser per veckodag och timme
picture-busiest = Flest är det på { $day } kl. { $hour }: { $share } av alla.
picture-hours-how = När bara ett tidsspann är känt delas händelsen jämnt över timmarna i spannet (aoristisk vikt, Ratcliffe 2002). Talen är därför inte alltid hela. Ser en timme, som midnatt, orimligt full ut kan den stå för ”okänd tid” i källan.

picture-kinds = Vad
picture-places = Var
picture-areas = Områden med flest
picture-top-places = Platser med flest
picture-gathered-link = Jämfört med slumpen, i analyserna
picture-without-point = { $share } av händelserna har ingen punkt som får visas: de är kända till område eller kommun, eller hände i en bostad. De räknas i tid och område men aldrig på en plats.
picture-nowhere =
    { $n ->
        [one] En händelse ligger inte i något område.
       *[other] { $n } händelser ligger inte i något område.
    }
picture-sources = Varifrån händelserna kommer
picture-own = Organisationens egna rapporter och inlästa filer.
picture-shown = { $owner }, till och med { $until }: { $purpose }
picture-earlier-months =
    { $n ->
        [one] en tidigare månad
       *[other] { $n } tidigare månader
    }

## Jämfört med året före

year-title = Jämfört med året före
year-lead = { $now }: { $count } händelser. Samma månader året före ({ $before }): { $count-before }.
year-change = Det är { $change }, troligen någonstans mellan { $lower } och { $upper }.
year-no-percent = Året före var det för få för att räkna i procent.
year-percent-more = { $percent } fler
year-percent-fewer = { $percent } färre
year-as-many = lika många
year-clear = Så stor skillnad ger slumpen sällan.
year-chance = Så stor skillnad kan slumpen ge. Det går inte att säga att något har ändrats.
year-as-before = Men åren före låter vänta { $lower }–{ $upper }. Det var året före som var ovanligt, inte det här.
year-too-few = Så små tal svänger av sig själva.
year-row = { $name } (från { $before } till { $now })
year-kinds-more = Fler än året före: { $list }.
year-kinds-fewer = Färre än året före: { $list }.
year-kinds-none = Ingen enskild kategori har säkert ändrats.
year-areas-more = Områden med fler än året före: { $list }.
year-areas-fewer = Områden med färre än året före: { $list }.
year-areas-none = Inget enskilt område har säkert ändrats.
year-kinds-table = Kategori för kategori, året före och nu
year-areas-table = Område för område, året före och nu
year-before = Året före
year-now = Nu
year-difference = Ändring
year-between = { $lower } till { $upper }
year-says = Vad det säger
year-turn-more = ▲ fler
year-turn-fewer = ▼ färre
year-turn-as-before = som åren före
year-turn-chance = kan vara slump
year-turn-few = för få att jämföra
year-rest =
    { $n ->
        [one] En till, med färre händelser, visas inte.
       *[other] { $n } till, med färre händelser, visas inte.
    }
year-picture-unit = Punkten är ändringen och strecket dess 95 % intervall. Fylld punkt: säkert ändrat. Tom punkt: kan vara slump.
year-quarter = en fjärdedel
year-half = hälften
year-double = dubbelt så många
year-four-times = fyra gånger
year-how-data = Hela månader: { $now }, { $days } dagar, mot { $before }, { $days-before } dagar. En månad som inte är slut är inte med, inte heller en där uppgifterna börjar eller slutar mitt i. Talen jämförs per dag. En rapport om tolv krossade rutor räknas som tolv.
year-how-ratio = Ändringen är det ena årets tal genom det andra, med exakt intervall. Det intervallet tar bara hänsyn till slumpen. Verkliga månader svänger mer, och därför är det vidgat med hur mycket månaderna, par för par (januari mot januari), faktiskt svänger.
year-how-few = Med färre än { $limit } året före räknas ingen procent. Med färre än { $limit } båda åren bedöms inget alls: från 7 till 11 är 57 procent men bara fyra händelser.
year-how-short = Det finns mindre än tre år före. Hur mycket ett vanligt år skiljer sig från nästa går därför inte att se, så var försiktig.
year-how-years = Talet måste också ligga utanför det som { $years } år före låter vänta. Annars var det året före som var ovanligt.
year-how-many = { $judged } kategorier och områden är bedömda tillsammans. Gränsen är satt så att i det långa loppet är högst 5 av 100 utpekade falskt utpekade, om antagandena håller (Benjamini och Hochberg).
year-how-assumes = Månaderna är oberoende av varandra. Händelser i serie gör talen osäkrare än de ser ut när hela serien ligger i en enda månad.
year-how-cannot = Det säger inte varför. En ny källa, ett nytt sätt att rapportera eller fler kontroller ändrar talen lika väl som att det händer mer. Att en ändring inte syns betyder inte att inget har ändrats.

# Vad som inte räknas: det är bara känt till en längre tid än frågan gäller.
known-to-day = dag eller del av dag
known-to-week = vecka eller några dagar
known-to-month = månad
known-to-year = år
too-coarse =
    { $n ->
        [one] En händelse är bara känd till { $known } och räknas inte här.
       *[other] { $n } händelser är bara kända till { $known } och räknas inte här.
    }
too-coarse-mostly = { $n } händelser är kända till för lång tid och räknas inte här, de flesta bara till { $known }.
picture-lead-short =
    { $n ->
        [one] En händelse.
       *[other] { $n } händelser.
    }
picture-no-hours = De flesta är inte kända till timme, så ingen timme kan pekas ut.
