# Kommandoradens texter.

cmd-error = Fel: { $what }
cmd-warning = Varning: { $what }
cmd-level-error = fel
cmd-level-warning = varning
cmd-level-note = notis

cmd-heading-usage = Användning
cmd-heading-commands = Kommandon
cmd-heading-arguments = Argument
cmd-heading-options = Val
cmd-value-command = KOMMANDO
cmd-example = Exempel
cmd-exit-codes = Slutkoder: 0 klart, 1 innehållet har fel, 2 kommandot är fel skrivet, 3 databasen eller systemet svarar inte som det ska.

cmd-about = Handslag räknar, följer upp och publicerar medborgarlöften. Utan kommando startar exemplet (demo).
cmd-about-demo = Startar exemplet, Lidköping 2022–2023, på en egen databas.
cmd-about-serve = Startar Handslag på riktigt; den börjar tom.
cmd-about-account = Konton för dem som får logga in.
cmd-about-account-add = Lägger till ett konto, och dess organisation om den är ny.
cmd-about-account-list = Visar konton: namn, roll, organisation, läge.
cmd-about-account-disable = Stänger ett konto. Den som är inloggad åker ut direkt.
cmd-about-promise = Ett löfte som dokument: kontrollera, skriv om, visa formatet.
cmd-about-promise-check = Kontrollerar ett dokument: nivå, plats, vad, vad du kan göra.
cmd-about-promise-schema = Skriver ut formatets JSON Schema.
cmd-about-promise-convert = Skriver om ett dokument till TOML eller JSON. Inget går förlorat.
cmd-about-import = Läser in filer från andra: allt i en fil eller inget.
cmd-about-import-promise = Läser in ett löfte med sin logg. Samma dokument igen ändrar inget.
cmd-about-import-activities = Läser in aktiviteter ur CSV eller XLSX.
cmd-about-import-incidents = Läser in händelser ur CSV, TSV, XLSX, GeoJSON eller GeoPackage, också packade med gzip.
cmd-about-import-figures = Läser in anmälda brott i Brås egna former.
cmd-about-import-population = Läser in antalet invånare.
cmd-about-import-groups = Läser in Koladas grupper av liknande kommuner.
cmd-about-import-notices = Läser in polisens händelsenotiser, som nyheter bredvid löftet.
cmd-about-log = Loggar en aktivitet och visar vilket åtagande som rörde sig.
cmd-about-assess = Visar hur varje åtagande står en viss dag.
cmd-about-follow-up = Skriver uppföljningen som sida, PDF, CSV och JSON.
cmd-about-export = Skriver ut ett löfte med sin logg som dokument.
cmd-about-backup = Skriver hela databasen till en fil, också medan andra arbetar.
cmd-about-report = Sätter en PDF; Handslag kör det här självt.

cmd-arg-help = Visar den här hjälpen.
cmd-arg-version = Visar versionen.
cmd-arg-data = Mappen för databasen; annars HANDSLAG_DATA, annars handslag i din datamapp.
cmd-arg-lang = Språk: sv eller en; annars efter LANG.
cmd-arg-listen = Adress och port; 127.0.0.1:7878 om inget sägs, port 0 väljer en ledig.
cmd-arg-finish = Gör klart exemplet och sluta. Programmet ber sig självt om det.
cmd-arg-map-tiles = En bakgrundskarta (PMTiles, version 3) till kartan för medlemmar. Utan den används karta.pmtiles i datamappen, om den finns.
cmd-map-tiles-useless = { $file } kan inte vara bakgrundskarta: { $why }
cmd-arg-behind-tls = Läsarna kommer över https genom en proxy: håll kakor och huvuden till det.
cmd-arg-user = Namnet att logga in med: ett ord för tjänsten, inte för en person.
cmd-arg-account-organisation = Organisationens id, till exempel lidkopings-kommun.
cmd-arg-organisation = Vilken organisation som gör det, när det finns flera.
cmd-arg-organisation-name = Organisationens namn, när den är ny.
cmd-arg-account-party = Parten som organisationen är i sina löften, till exempel polisen; när den är ny.
cmd-arg-party = En part som var med; din egen om inget sägs. Kan upprepas.
cmd-arg-role = Roll: reader, reporter, editor eller publisher; publisher om inget sägs.
cmd-arg-password-stdin = Läs lösenordet från standard in i stället för att fråga.
cmd-arg-document = Ett löfte som TOML eller JSON.
cmd-arg-backup-file = Filen som skapas; den får inte finnas.
cmd-arg-files = Filerna. Är en av dem fel sparas ingen.
cmd-arg-json = Svara med JSON.
cmd-arg-format = Skrivsätt: toml eller json.
cmd-arg-promise = Ett dokument i en fil, eller id för ett löfte i datamappen.
cmd-arg-promise-id = Id för ett löfte i datamappen.
cmd-arg-mapping = En sparad kolumnkarta, eller en fil med en; annars föreslås en.
cmd-arg-save-mapping = Spara kolumnkartan under det här namnet.
cmd-arg-source = Varifrån händelserna kommer, till exempel Bostadsbolaget; filens namn om inget sägs.
cmd-arg-leave-out-bad-rows = Ta in resten när rader är fel: varje utelämnad rad visas.
cmd-arg-dry-run = Läs och rapportera, men spara inget.
cmd-arg-reason = Varför löftet ändras; sparas med den nya versionen.
cmd-arg-population-year = Året, om filen inte säger det.
cmd-arg-year = Året som följs upp.
cmd-arg-kind = Typ av aktivitet, till exempel trafikkontroll.
cmd-arg-on = Dagen, eller månaden; i dag om inget sägs.
cmd-arg-time = När på dagen den började.
cmd-arg-at = Räkna till och med den här dagen; i dag om inget sägs, och aldrig efter årets slut i en uppföljning.
cmd-arg-place = Id för en plats i löftet.
cmd-arg-times = Hur många gånger; en om inget sägs.
cmd-arg-hours = Arbetade timmar tillsammans.
cmd-arg-staff = Hur många av personalen som var med.
cmd-arg-count = Annat som räknades, som drivers=23. Kan upprepas.
cmd-arg-covers = En klass eller annan grupp som nåddes. Kan upprepas.
cmd-arg-serves = Ett åtagande som den gäller. Kan upprepas.
cmd-arg-same-as = Id på posten där en annan part redan har loggat samma sak. Då räknas den en gång.
cmd-arg-note = En anteckning utan personuppgifter.
cmd-arg-key = En nyckel: samma nyckel två gånger är samma aktivitet.
cmd-arg-stdin-lines = Läs en aktivitet som JSON per rad och svara på varje rad när den är sparad.
cmd-arg-out = Mappen som filerna skrivs i.
cmd-arg-stdin = Läs beställningen från standard in.

cmd-usage-unknown = { $argument } finns inte.
cmd-usage-command = Kommandot { $command } finns inte.
cmd-usage-missing = { $argument } saknas.
cmd-usage-no-value = { $argument } behöver ett värde.
cmd-usage-value = { $argument } kan inte vara ”{ $value }”.
cmd-usage-conflict = { $argument } kan inte användas tillsammans med det andra.
cmd-usage-meant = Menade du { $near }?
cmd-usage-write = Skriv till exempel: { $values }
cmd-usage-more = Mer hjälp: lägg till --help.

cmd-unreadable = kunde inte läsa { $file }: { $why }. Kontrollera sökvägen.
cmd-unwritable = kunde inte skriva { $file }: { $why }. Välj en mapp som du får skriva i.
cmd-stale = någon annan sparade version { $n } under tiden. Inget ändrades; gör om det på den nya versionen.
cmd-personal-data = texten i ”{ $field }” ser ut att innehålla personuppgifter: { $found }. Ta bort dem; inget sparades.
cmd-bad-rows = filen har { $n } { $n ->
    [one] fel rad
   *[other] fel rader
}; inget sparades:
cmd-invalid = { $field }: { $problem }
cmd-invalid-missing = värdet saknas. Fyll i det.
cmd-invalid-unreadable = värdet går inte att läsa. Skriv dagar som 2023-05-04, månader som 2023-05 och tal som 30 eller 1,5.
cmd-invalid-future = dagen har inte varit än. Logga det som är gjort.
cmd-invalid-year = året är före 1990. Skriv det med fyra siffror.
cmd-invalid-unknown = det finns inget med det namnet.
cmd-invalid-taken = det är upptaget. Välj ett annat.
cmd-invalid-locked = det är låst eller uträknat och kan inte ändras så här.
cmd-invalid-not-whole = samtal och anmälningar räknas i hela tal.
cmd-no-render = PDF:en kunde inte göras: { $why }
cmd-no-pdf = det här bygget har ingen PDF. Bygg med funktionen ”pdf”.
cmd-backup-exists = { $file } finns redan. En säkerhetskopia skriver aldrig över en fil; välj ett annat namn.
cmd-backup-postgres = en PostgreSQL-databas kopieras med pg_dump, inte av Handslag.
cmd-unknown-url = DATABASE_URL ska börja med postgres:// eller postgresql://. Utan den används SQLite i datamappen.
cmd-folder = kunde inte använda datamappen { $folder }: { $why }. Välj en annan med --data.
cmd-no-database = databasen går inte att nå. Kontrollera att den är igång, och att DATABASE_URL stämmer. Svaret var: { $why }
cmd-store = databasen svarade inte som den ska: { $why }
cmd-denied-nobody = ingen är inloggad.
cmd-denied-missing = det finns inget sådant, eller så är det inte delat med organisationen.
cmd-denied-role = det kräver rollen { $role }.

cmd-checked = { $file }: { $n-errors } fel, { $n-warnings } varningar, { $n-notes } notiser.

cmd-no-promises = löftet { $promise } finns inte; datamappen har inga löften. Läs in ett med handslag import promise, eller ge sökvägen till ett dokument.
cmd-no-such-promise = löftet { $promise } finns inte. De som finns: { $known }.
cmd-which-organisation = det finns flera organisationer: { $known }. Välj med --organisation.
cmd-no-organisation = datamappen har ingen organisation. Lägg till en med handslag account add.
cmd-no-such-organisation = organisationen { $organisation } finns inte. De som finns: { $known }.

cmd-progress = { $file }: { $n-done } av { $n-total } rader lästa
cmd-bad-mapping = kolumnkartan { $file } går inte att läsa: { $why }
cmd-no-such-mapping = kolumnkartan { $mapping } finns inte, varken som fil eller sparad. De som är sparade: { $known }.
cmd-mapping-saved = Kolumnkartan är sparad som { $name }.
cmd-other-year = löftet följs inte upp för { $year }. Välj ett år från { $first } till { $last }.
cmd-nothing-kept = inget sparades. Rätta raderna och läs in igen.
cmd-file-bad = { $file }: { $n } fel.
cmd-taken-in = { $file }: { $n-rows ->
        [one] { $n-rows } rad
       *[other] { $n-rows } rader
    }{ $n-bad ->
        [0] .
       *[other] , varav { $n-bad } med fel.
    } Nya: { $n-new }. Ändrade: { $n-revised }. Oförändrade: { $n-unchanged }. Äldre än det som finns: { $n-older }.
cmd-dry-run = { $file }: { $n-rows ->
        [one] { $n-rows } rad
       *[other] { $n-rows } rader
    }{ $n-bad ->
        [0] {" "}utan fel.
       *[other] , varav { $n-bad } med fel.
    } Inget sparades (provkörning). Skulle bli nya: { $n-new }. Ändrade: { $n-revised }. Oförändrade: { $n-unchanged }. Äldre än det som finns: { $n-older }.
cmd-no-longer-given = Tal som källan inte längre ger, där det tidigare talet står kvar: { $n }.
cmd-promise-new = nytt
cmd-promise-revised = ny version
cmd-promise-unchanged = oförändrat
cmd-promise-would-be-new = skulle bli nytt (provkörning)
cmd-promise-would-be-revised = skulle bli en ny version (provkörning)
cmd-promise-taken-in = { $promise }: { $became }. Nya aktiviteter: { $n }. Rättade: { $n-corrected }.
cmd-corrected-by-document = Dokumentet lästes in igen och säger något annat.

cmd-log-file = { $file } är en fil. Logga i ett löfte i datamappen: läs in filen med handslag import promise och ge löftets id.
cmd-bad-line = rad { $n }: { $why }. Skriv en aktivitet som JSON på raden; raderna före är sparade.
cmd-logged = Loggad: { $id }
cmd-logged-already = Redan loggad: { $id }. Inget ändrades.
cmd-logged-nothing-moved = Inget åtagande rörde sig.
cmd-moved = { $name }: { $before } → { $after }
cmd-moved-of = { $name }: { $before } → { $after } (mål: { $target })

cmd-assess-head = { $promise }, till och med { $day }
cmd-assess-verdict = Utslag
cmd-assess-said = Sagt
cmd-assess-nothing-said = inget
cmd-assess-everyone = Alla parter
cmd-assess-logged = Loggat
cmd-assess-time = Tid
cmd-assess-gone = { $percent } har gått.
cmd-assess-open-end = Slutet är öppet.
cmd-assess-part = Del
cmd-assess-left = Kvar
cmd-assess-deviation = Avvikelse

cmd-backed-up = Säkerhetskopian är klar: { $file }

cmd-demo-folder = mappen hör till exemplet (demo). Välj en annan med --data; exemplet och det riktiga blandas aldrig.
cmd-real-folder = { $folder } har riktiga konton. Exemplet (demo) vill ha en egen mapp; välj en annan med --data.
cmd-account-id = organisationens id behöver bokstäver eller siffror, till exempel lidkopings-kommun.
cmd-account-new-organisation = organisationen { $organisation } är ny. Säg också --organisation-name och --party.
cmd-account-no-terminal = det finns ingen terminal att fråga i. Ge lösenordet med --password-stdin.
cmd-account-made = Kontot { $user } är klart ({ $organisation }, { $role }).
cmd-account-short = lösenordet behöver minst { $n } tecken.
cmd-account-taken = namnet { $user } är upptaget. Välj ett annat.
cmd-account-missing = kontot { $user } finns inte. Se handslag account list.
cmd-account-ended = Kontot { $user } är stängt.
cmd-account-differ = Lösenorden är inte lika. Försök igen.
cmd-account-active = öppet
cmd-account-disabled = stängt
cmd-account-demo = exempel
cmd-first-account = Det finns inget konto än. Här gör du det första; det får publicera.
cmd-ask-organisation = Organisationens namn:
cmd-ask-party = Parten som den är i sina löften (polisen, kommunen):
cmd-ask-user = Namn att logga in med (ett ord för tjänsten):
cmd-ask-password = Lösenord (minst { $n } tecken):
cmd-ask-password-again = Lösenordet igen:
cmd-no-account =
    Det finns inget konto än. Gör det första i en terminal:
      handslag account add kommunpolis --organisation polisen --organisation-name Polisen --party polisen

cmd-serving = Avsluta med ctrl-c. Handslag finns på { $address }
cmd-demo-serving =
    Avsluta med ctrl-c. Handslag visar exemplet på { $address }
    Logga in på { $address }/logga-in med en knapp för varje roll. Databasen: { $folder }
cmd-port-taken = { $address } är upptagen; kanske är Handslag redan igång. Välj en annan port med --listen 127.0.0.1:7879, eller 0 för en ledig.
cmd-cannot-listen = kan inte svara på { $address }: { $why }. Välj en annan adress med --listen.
cmd-server-broke = servern stannade: { $why }
cmd-stopped = Handslag är stoppat.
cmd-role-reader = läsare
cmd-role-reporter = rapportör
cmd-role-editor = redaktör
cmd-role-publisher = utgivare

# handslag effect.
cmd-about-effect = Visar vad siffrorna säger om varje mål och påstående: har det hjälpt?
cmd-about-effect-compare = Jämför en kommun med andra, här och nu. Svaret är en första titt.
cmd-about-effect-detectable = Visar hur stor en förändring måste vara för att synas.
cmd-about-effect-self-test = Prövar alla sätt att döma på alla kommuners siffror: hur ofta larmar de i onödan?
cmd-about-effect-groups = Visar vilka kommuner som officiellt liknar en kommun.
cmd-arg-series = Vad som mäts, som källan kallar det: Stöldbrott.
cmd-arg-area = Kommunen, med namn eller kod.
cmd-arg-before = Månaderna före: 2013, 2013-04 eller 2013..2014.
cmd-arg-after = Månaderna som döms, skrivna på samma sätt.
cmd-arg-treated = Antal händelser på platsen där något görs: före, eller före och efter med komma mellan.
cmd-arg-control = Samma sak på en liknande plats där inget görs.
cmd-arg-ring = Samma sak runt platsen där något görs.
cmd-arg-control-ring = Samma sak runt den liknande platsen.
cmd-arg-share = Andel i en enkät, i procent: i den första, eller i båda med komma mellan.
cmd-arg-answers = Antal svar i enkäten, för varje enkät.
cmd-arg-design-effect = Hur många gånger mer osäker enkäten är än ett rent slumpurval: 1,3.
cmd-arg-also-before = En annan period före, som visas bredvid. Kan anges flera gånger.
cmd-arg-against = Jämförbara kommuner, med komma mellan.
cmd-arg-asks = Frågan: level, change eller change_against_others (om inget annat sägs). Antal på platser och andelar säger själva vad som frågas.
cmd-arg-wanted = Åt vilket håll det ska gå: down, up eller effort.
cmd-arg-margin = En skillnad under så många procent saknar betydelse.
cmd-arg-publish-self-test = Visa tabellen öppet, på sidan /sjalvtest.
cmd-effect-nothing = Inget mål och inget påstående säger vad som ska jämföras. Lägg till comparison i dokumentet.
cmd-no-groups = Inga grupper är inlästa för { $area }. Läs in Koladas grupper: handslag import groups FIL
cmd-no-months = ”{ $text }” är inga månader. Skriv 2013, 2013-04 eller 2013..2014.
cmd-no-series = Inga siffror är inlästa. Läs in Brås fil: handslag import figures FIL
cmd-nearest-series = Inga siffror är inlästa för ”{ $series }”. Menade du { $near }?
cmd-unknown-series = Inga siffror är inlästa för ”{ $series }”. Inlästa är: { $known }
cmd-chosen-on-the-line = valda för den här frågan
cmd-incident-columns = Läst så här: { $fields }
cmd-incident-span = Tid: { $from } till { $to }
cmd-incident-counted = Händelserna står för { $n } tillsammans.
cmd-incident-left-out =
    { $n ->
        [one] { $n } rad är fel och utelämnas:
       *[other] { $n } rader är fel och utelämnas:
    }
cmd-incident-value = alla rader: { $field } = { $value }
cmd-incident-system = Koordinatsystem: { $system }
cmd-incident-system-swapped = Koordinatsystem: { $system }, där nord och öst har bytt plats mot vad kolumnerna heter
cmd-mapping-held = det finns redan en sparad kolumnkarta som heter { $name }. Använd den med --mapping { $name }, ge den nya ett annat namn eller ersätt den med --replace-mapping.
cmd-arg-sheet = Bladet i en arbetsbok, eller lagret i ett GeoPackage. Utan det läses det första.
cmd-arg-epsg = Koordinatsystemet som EPSG-nummer, när filen inte säger det: 3006 är SWEREF 99 TM, 3007–3018 dess zoner.
cmd-arg-replace-mapping = Ersätt en sparad kolumnkarta som redan har namnet.
cmd-say-system = Säg vilket med --epsg, till exempel --epsg { $epsg }.
cmd-more-bad-rows = … och { $n } till. Alla visas med --json.
cmd-about-import-areas = Läser in ett lager områden ur GeoJSON eller GeoPackage, i stället för det som har namnet.
cmd-arg-layer = Lagrets namn, till exempel stadsdelar.
cmd-arg-leave-out-areas = Ta in resten när områden inte går att laga: varje utelämnat visas.
cmd-one-layer-file = ett lager läses ur en fil. Ange en fil i taget.
cmd-layer-kept =
    { $n ->
        [one] { $file }: ett område i lagret { $layer }.
       *[other] { $file }: { $n } områden i lagret { $layer }.
    }
cmd-layer-read =
    { $n ->
        [one] { $file }: ett område läst. Inget sparat.
       *[other] { $file }: { $n } områden lästa. Inget sparat.
    }
cmd-layer-not-kept = lagret sparades inte. Rätta områdena, eller ta in resten med --leave-out-bad-rows.
cmd-layer-epsg = Filen säger inte rätt koordinatsystem; talen stämmer med EPSG:{ $epsg }.
cmd-layer-coded =
    { $n ->
        [one] Ett område saknar kod och har fått en av sitt namn.
       *[other] { $n } områden saknar kod och har fått en var av sina namn.
    }
cmd-layer-swapped = Filen skriver nord före ost; den lästes så.
cmd-layer-not-json = filen är inte JSON: rad { $line }, kolumn { $column }. Rätta den eller exportera om den som GeoJSON.
cmd-layer-no-features = filen är ingen GeoJSON med områden (FeatureCollection). Exportera om den som GeoJSON.
cmd-layer-unknown-crs = koordinatsystemet { $name } läses inte. Exportera om filen i SWEREF 99 TM eller WGS 84.
cmd-flaw = Område { $number } ({ $code }): { $flaw }. { $done }.
cmd-flaw-unreadable = det går inte att läsa
cmd-flaw-no-code = det har varken kod eller namn
cmd-flaw-same-code = det har samma kod som område { $first }; ytorna läggs ihop
cmd-flaw-no-polygon = { $found } är ingen yta
cmd-flaw-empty = det har inga hörn
cmd-flaw-unclosed = linjen slutar inte där den börjar
cmd-flaw-few-corners = linjen har färre än tre hörn
cmd-flaw-many-corners = dess { $n } hörn är för många att gå igenom; förenkla linjen eller dela filen
cmd-flaw-crosses = linjen korsar sig själv
cmd-flaw-not-on-earth = ({ $x }, { $y }) finns inte på jorden
cmd-flaw-mended = Lagat
cmd-flaw-left-out = Utelämnat
