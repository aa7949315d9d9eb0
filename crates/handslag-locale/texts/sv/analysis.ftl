## Nytt sedan förra mötet

since-title = Nytt sedan { $day }
since-other-day = Du frågade om { $asked }. Minst 7 och högst 182 dagar fram till den senaste räknade dagen kan jämföras, så här räknas från { $day }.
since-field = Senaste mötet
since-field-hint = Mellan 7 och 182 dagar räknas. Lämna tomt för de 30 dagarna fram till den senaste dagen som är räknad.
since-lead =
    { $n ->
        [one] En händelse { $from }–{ $to }.
       *[other] { $n } händelser { $from }–{ $to }.
    }
since-new = Nytt
since-new-none = Inget nytt sticker ut.
since-recurring = Återkommande
since-recurring-none = Inget som stack ut tidigare sticker ut nu.
since-not-unusual = Inte ovanligt
since-not-unusual-lead = Ser stort ut, men är inte ovanligt när så många jämförs:
since-not-unusual-none = Ingen annan skillnad är stor nog att nämna.
since-in-area = { $kind } i { $area }
since-more = { $what }: { $count }, fler än väntade { $lower }–{ $upper }.
since-fewer = { $what }: { $count }, färre än väntade { $lower }–{ $upper }.
since-beside-before = { $what }: { $count }, mot { $then } perioden före.
since-beside-year = { $what }: { $count }, mot { $then } samma tid året före.
since-beside-none = { $what }: { $count }.
since-within = Väntat är { $lower }–{ $upper }.
since-outside = Det är utanför väntade { $lower }–{ $upper }, men inte längre än några av så många hamnar av en slump.
since-after =
    { $n ->
        [one] En händelse efter { $day } är inte bedömd: mellan den och de övriga är det ett uppehåll, och dagar som ingen har räknat är inga nollor.
       *[other] { $n } händelser efter { $day } är inte bedömda: mellan dem och de övriga är det ett uppehåll, och dagar som ingen har räknat är inga nollor.
    }
since-mostly = Mest vid { $place } ({ $count }).
since-mostly-before = De flesta brukade vara vid { $place } ({ $count } samma tid året före).
since-run =
    { $n ->
        [one] Det har hänt förut det senaste året.
       *[other] Så har det varit { $n } perioder i rad om { $days } dagar, sedan { $day }.
    }
since-computing = Det nya räknas ut. Sidan visar det om en stund.
since-how-data = Lägesbildens händelser { $from }–{ $to }, kategori för kategori och område för område. De senaste dagarna kan vara ofullständiga: rapporter kommer sent.
since-how-method = Varje kategori jämförs med lika många dagar vid andra tider de senaste fem åren, årstid och en tydlig trend inräknade; med mindre än tre år jämförs med medeltalet. Fler eller färre än 95 av 100 perioder räknas som ovanligt.
since-how-many = { $judged } kategorier och kategorier i områden är bedömda. Gränsen är satt så att i det långa loppet är högst 5 av 100 utpekade falskt utpekade, om antagandena håller (Benjamini och Hochberg). { $few } är för små att bedöma.
since-how-silent =
    { $n ->
        [0] Varje kategori bedöms bara där en källa som berättar om den har räknat: dagar som ingen sådan källa täcker är inga nollor.
        [one] En kategori bedöms inte: ingen källa som berättar om den täcker de här dagarna och ett år före dem. Där inget är räknat är inget noll.
       *[other] { $n } kategorier bedöms inte: ingen källa som berättar om dem täcker de här dagarna och ett år före dem. Där inget är räknat är inget noll.
    }
since-how-standing = Nytt: ovanligt nu, men inte i någon period det senaste året. Återkommande: ovanligt åt samma håll också då; gränsen för de tidigare perioderna tar hänsyn till hur många de är, så att en som sticker ut av en slump sällan räknas. Inte ovanligt: skiljer sig från perioden före eller samma tid i fjol med minst fem och en tredjedel, men är inom det väntade, eller utanför det inte mer än några av så många hamnar av en slump. Hur länge det har varit så räknas i perioder om högst 30 dagar, som var för sig är ovanliga. Månader i rad där nästan inget är rapporterat alls räknas inte som nollor utan lämnas utanför.
since-how-cannot = Det säger att något är ovanligt, inte varför. En ny rapportör eller en ny källa ser likadan ut som fler händelser.

## Analyser

analysis-title = Analyser
analysis-link = Analyser: var, när och om det är mer än slump
analysis-back = Till lägesbilden
analysis-lead =
    { $n ->
        [one] En händelse är analyserad.
       *[other] { $n } händelser är analyserade.
    }
analysis-lead-more = Varje svar säger hur säkert det är. Där underlaget inte räcker står det varför.
analysis-computing = Analyserna räknas ut. Sidan visar dem om en stund.
analysis-reload = Visa nu
analysis-cannot = Vad det inte kan säga
analysis-source = Lägesbildens händelser
analysis-as-marked = { $count } av { $replicates }
analysis-as-marked-head = Slumpade lägen som var så här starka
analysis-as-marked-how = Slumpen är prövad genom att { $replicates } lägen slumpas fram. Är inget av dem så här starkt ger slumpen det färre än en gång på { $more }.
analysis-fewer-than-one = färre än 1
analysis-expected = Väntat
analysis-seen = Sett
analysis-chance = Slumpen ensam
analysis-sure = q (väntad andel falska)

withheld-nothing = Det finns inget att räkna på.
withheld-less-than-a-year = Det finns mindre än ett år att jämföra med.
withheld-too-few = Det behövs minst { $needed } händelser med det som krävs här; det finns { $found }.
withheld-too-few-squares = Det behövs minst { $needed } rutor där något har rapporterats; det finns { $found }.
withheld-too-few-months = Det behövs minst { $needed } hela månader som finns både nu och året före; det finns { $found }.
withheld-too-few-areas = Det behövs minst { $needed } områden där något har rapporterats; det finns { $found }.
withheld-too-many = Det är för många för att räknas ut på en gång. Välj en kategori, ett område eller en kortare tid.
withheld-too-coarse = { $told } Därför går det inte att pröva.
withheld-all-alike = Alla har lika många, så inget kan sticka ut.
withheld-no-kind = Ingen kategori har minst { $needed } händelser de senaste två åren vars plats är känd till kvarteret.
withheld-no-inhabitants = Invånarna behöver vara kända i minst { $needed } områden; de är kända i { $found }. Utan dem går det inte att räkna per invånare.

near-at = vid { $place }
near-more = { $n } till
near-near = { $metres } meter { $toward } { $place }
toward-north = norr om
toward-north-east = nordost om
toward-east = öster om
toward-south-east = sydost om
toward-south = söder om
toward-south-west = sydväst om
toward-west = väster om
toward-north-west = nordväst om
near-in = i { $area }
near-nowhere = på en plats utan namn i närheten

hot-spots-title = Platser som sticker ut
hot-spots-found =
    { $n ->
        [one] En plats sticker ut bland { $squares } rutor.
       *[other] { $n } platser sticker ut bland { $squares } rutor.
    }
hot-spots-most = Flest är det { $place }: { $count } tillfällen, { $times } gånger så många som i lika många rutor i genomsnitt.
hot-spots-none = Ingen plats sticker ut säkert bland { $squares } rutor.
hot-spots-double =
    { $n ->
        [one] Med rutor som är { $side } meter är det en plats som sticker ut.
       *[other] Med rutor som är { $side } meter är det { $n } platser som sticker ut.
    }
hot-spots-where = Plats
hot-spots-occasions = Tillfällen
hot-spots-incidents = Händelser
hot-spots-times = Gånger genomsnittet
hot-spots-squares = Rutor
hot-spots-why = Sticker ut
hot-spots-by-itself = rutan i sig
hot-spots-around = med omgivningen
hot-spots-both = rutan i sig och omgivningen
hot-spots-unit = Rutor på { $side } meter. Heldragen ram: tydligast (q högst 0,01). Streckad: tydlig (q högst 0,025).
hot-spots-picture = Karta med { $n } numrerade platser. Övriga rutor där något har rapporterats är grå.
hot-spots-data = { $count } tillfällen med en känd plats, i { $squares } rutor där något någon gång har rapporterats. Punkter visas aldrig en och en.
hot-spots-method = En ruta sticker ut med omgivningen om grannrutorna har fler än slumpen ger när rutornas tal byter plats (Getis och Ords statistik med villkorad permutation, alla möjligheter räknade). En ruta sticker ut i sig om den säkert har mer än tre gånger genomsnittet, hänsyn tagen till hur månaderna varierar. Vart och ett av de två sätten hålls till 2,5 procent: i det långa loppet är högst 5 av 100 utpekade falskt utpekade, om antagandena håller (Benjamini och Hochberg).
hot-spots-simulated = Där möjligheterna var för många är { $replicates } omgångar lottade, med frö från talen.
hot-spots-assumes = Rutor där inget någon gång har rapporterats räknas inte med. En rapport om tolv krossade rutor en natt är ett tillfälle: de valde inte plats tolv gånger. Ett tal för en längre tid, som ett registers månad, är lika många tillfällen. Tre gånger genomsnittet är ett val.
hot-spots-cannot = Det säger var det rapporteras mest, inte var risken är störst: där många rör sig händer mer. Hur många som rör sig i rutorna är inte känt.

hot-areas-title = Områden som sticker ut
hot-areas-found =
    { $n ->
        [one] Ett område av { $areas } sticker ut tillsammans med områdena omkring.
       *[other] { $n } av { $areas } områden sticker ut tillsammans med områdena omkring.
    }
hot-areas-none = Inget av { $areas } områden sticker ut säkert med områdena omkring.
hot-areas-picture =
    { $n ->
        [one] Karta där ett numrerat område är skuggat. Övriga områden syns som linjer.
       *[other] Karta där { $n } numrerade områden är skuggade. Övriga områden syns som linjer.
    }
hot-areas-unit = Skuggat: sticker ut. Heldragen kant: tydligast (q högst 0,01). Streckad: tydlig (q högst 0,05).
hot-areas-around = Omkring
hot-areas-with = Med dem omkring
hot-areas-as-largest = störst intill ett som gör det
hot-areas-data = { $count } tillfällen i { $areas } områden där något någon gång har rapporterats, också sådant som bara är känt till området. { $alone } områden gränsar inte till något annat och kan inte jämföras med sin omgivning. Gränser inom 25 meter från varandra räknas som gemensamma.
hot-areas-method = Ett område sticker ut om områdena omkring det har fler än slumpen ger när områdenas tal byter plats (Getis och Ords statistik med villkorad permutation, alla möjligheter räknade). Det största området intill hör också dit.
hot-areas-by-inhabitants = Ett område sticker ut om det och områdena omkring har fler än deras invånare ger när risken är lika överallt (exakt binomialfördelning).
hot-areas-false = I det långa loppet är högst 5 av 100 utpekade falskt utpekade, om antagandena håller (Benjamini och Hochberg).
hot-areas-assumes = Alla områden kunde ha fått lika många. Stora och folkrika områden har fler än små utan att något är fel där, så jämför områden av liknande storlek.
hot-areas-assumes-inhabitants = Invånarna är de som det kan hända. I centrum rör sig många fler än de som bor där.
hot-areas-cannot = Det säger inte var i området det händer. Gränserna är dragna av andra skäl än var det händer, och en annan indelning kan ge ett annat svar.

hot-hours-title = Timmar som sticker ut
hot-hours-found = Fler än väntat är det { $when }.
hot-hours-found-more =
    { $n ->
        [one] Fler än väntat är det bland annat { $when }. Tabellen märker en tid till.
       *[other] Fler än väntat är det bland annat { $when }. Tabellen märker { $n } tider till.
    }
hot-hours-none = Ingen timme i veckan sticker ut säkert.
hot-hours-run = { $when } ({ $count } mot väntade { $expected })
hot-hours-same-day = { $day } kl. { $from }–{ $to }
hot-hours-two-days = { $day } kl. { $from } till { $day-to } kl. { $to }
hot-hours-caption = Tillfällen per veckodag och timme; ▲ sticker ut
hot-hours-even = Jämfört med om alla veckans timmar vore lika.
hot-hours-others = Jämfört med när organisationens andra kategorier händer ({ $n } tillfällen).
hot-hours-data = { $count } tillfällen; en rapport om flera händelser samma natt är ett. Timmarna ses över hela veckan, också när bara några veckodagar eller timmar är valda.
hot-hours-method = Ett tidsspann delas jämnt över timmarna det täcker (aoristisk vikt). Varje timme jämförs med det väntade, med Poissonfördelningen vid jämna timmar och med andelarna när andra kategorier finns. 168 timmar är bedömda: i det långa loppet är högst 5 av 100 utpekade falskt utpekade, om antagandena håller (Benjamini och Hochberg).
hot-hours-assumes = Alla stunder i ett tidsspann är lika troliga, och tillfällena är oberoende: en serie av rapporter under en enda natt gör en timme säkrare än den är.
hot-hours-cannot = Midnatt och middag kan stå för ”okänd tid” i en källa. När det rapporteras är inte alltid när det händer.

repeats-title = Kommer det igen i närheten?
repeats-found = { $kind }: { $count } par av händelser inom 200 meter och 14 dagar, { $ratio } gånger så många som väntat. Slumpen ensam ger { $chance } par i 95 lägen av 100.
repeats-none = Inget av det som gick att pröva kommer igen i närheten oftare än slumpen ger.
repeats-kind = Kategori
repeats-pairs = Par inom 200 m och 14 dagar
repeats-ratio = Sett genom väntat
repeats-chance = Slumpen ensam ger
repeats-bands = { $kind }: par efter avstånd i rum och tid
repeats-distance = Avstånd
repeats-same = Samma plats
repeats-up-to = { $from }–{ $metres } m
repeats-days = { $from }–{ $to } dagar
repeats-cell = { $seen } (väntat { $expected })
repeats-data = De senaste två årens händelser vars plats är känd till punkt eller kvarter; kategorier med minst 100. Händelser av samma kategori, på samma plats och med samma tid räknas som en, för en rapport kan gälla flera. { $few } kategorier har färre.
repeats-cut = { $kind }: bara de { $count } senaste av { $held } är prövade.
repeats-method = Par av händelser räknas efter avstånd i rum och tid. Slumpen: dagarna delas ut på nytt mellan platserna, med frö från talen (Knoxtest). Flera kategorier prövas: i det långa loppet är högst 5 av 100 utpekade falskt utpekade, om antagandena håller (Benjamini och Hochberg).
repeats-assumes = Utan samband är varje utdelning av dagarna lika trolig. Samma plats räknas med bland dem inom 200 meter, och står för sig i tabellen.
repeats-cannot = Det säger att de följer på varandra, inte att det är samma förövare. Var nästa händer går inte att läsa ut.

clusters-title = Anhopningar i tid och rum
clusters-found = { $place }, { $days }: { $count } händelser mot väntade { $expected }. Så tydligt blir det sällan av en slump.
clusters-none = Ingen anhopning är så tydlig att slumpen sällan ger den.
clusters-nearest = Den tydligaste: { $place }, { $days }, { $count } händelser mot väntade { $expected }.
clusters-kinds = Mest är det { $kinds }.
clusters-chance = { $count } slumpade lägen var så här starka.
clusters-where = Var
clusters-when = När
clusters-radius = Radie i meter
clusters-map = Den tydligaste anhopningen: { $place }
clusters-map-description = Karta med en cirkel { $place }. Rutor där något har hänt är grå.
clusters-map-unit = Cirkeln rymmer anhopningens rutor hela. Grå rutor på { $side } meter: här har något hänt. Heldragen linje: sällan slump. Streckad: kan vara slump.
clusters-weeks = Vecka för vecka inom cirkeln
clusters-weeks-unit = Händelser per vecka. Gröna staplar under strecket: anhopningens veckor.
clusters-week = Vecka
clusters-in-it = I anhopningen
clusters-yes = ja
clusters-data = { $count } händelser med en känd plats { $from }–{ $to }, i rutor på { $side } meter och veckor. Händelser av samma kategori, på samma plats och med samma tid räknas som en, för en rapport kan gälla flera.
clusters-method = Cirklar upp till en kilometer och tider upp till åtta veckor prövas överallt. Slumpen: veckorna delas ut på nytt mellan platserna, med frö från talen (rymdtidsskanning med permutation, Kulldorff). Chansen gäller den tydligaste anhopningen var och när som helst, så att många prövas är inräknat.
clusters-assumes = Platserna har samma årstid. En plats som växer under året ser ut som en anhopning på slutet.
clusters-cannot = Bara den tydligaste visas, och bara det senaste året. Formen är en cirkel vad gränsen än är i verkligheten.

months-title = Ovanliga månader
months-found =
    { $n ->
        [one] En månad är ovanlig:
       *[other] { $n } månader är ovanliga:
    }
months-none = Ingen månad är ovanlig.
months-short = Det finns mindre än ett helt år att jämföra med.
months-link = Månad för månad, med det väntade

gather-title = Hur samlat det är
gather-half-in = { $squares } har hälften av tillfällena.
gather-squares = { $count } av { $all } rutor
gather-top =
    { $n ->
        [one] den med flest { $share }
       *[other] de { $n } med flest { $share }
    }
gather-tops = Av rutorna har { $list }.
gather-by-chance = Slumpen ensam skulle ge { $squares } rutor.
gather-rows = Rutor
gather-measure = Mått
gather-not-more = Det är inte mer samlat än slumpen kan ge.
gather-share = andel av tillfällena, i rutor på { $side } meter
gather-even = Helt jämnt fördelat
gather-half = Antal rutor med hälften
gather-gini-row = Ginital, 0 är jämnast och 100 allt i en ruta
gather-data = { $count } tillfällen (en rapport om flera händelser samma natt är ett) i { $squares } rutor på { $side } meter där något någon gång har rapporterats.
gather-chance-method = Slumpen: lika många tillfällen delas ut på rutorna { $replicates } gånger, varje ruta lika trolig, med frö från talen. Spannet rymmer 95 av 100 omgångar. Ginitalet är anpassat till när tillfällena är färre än rutorna.
gather-assumes = Alla rutor kunde ha fått lika många. Så är det aldrig riktigt: torg och åkrar skiljer sig åt.
gather-cannot = Att det är samlat säger inte att platsen är orsaken.

rates-title = Per invånare
rates-found = Högst är { $area }: { $raw } per 1 000 invånare och år, utjämnat { $drawn } ({ $lower }–{ $upper }). Alla tillsammans har { $overall }.
rates-alike = Talen visar inte att områdena skiljer sig mer än slumpen ger. Alla tillsammans har { $overall } per 1 000 invånare och år.
rates-inhabitants = Invånare
rates-raw = Per 1 000 och år
rates-drawn = Utjämnat
rates-interval = 95 % intervall
rates-picture = Per 1 000 invånare och år, som räknat och utjämnat
rates-data = { $areas } områden vars invånare är kända och där något någon gång har rapporterats, också de som inte har någon händelse här. { $unknown } områden med händelser har okänt antal invånare och räknas inte.
rates-method = Ett område med få invånare dras mot alla områdens nivå, mer ju mindre det självt säger (empirisk Bayes). Det råa talet står bredvid. Det utjämnade intervallet är gammafördelningens. Att områdena skiljer sig sägs bara när chitvåtestet av lika nivå ger p högst 0,05.
rates-assumes = Områdenas verkliga nivåer har ett gemensamt medelvärde och en gemensam spridning.
rates-cannot = Boende är inte de som rör sig där. I centrum blir talet per boende för högt.

compared-title = Jämfört med liknande kommuner
compared-title-all = Jämfört med andra kommuner
compared-lead = { $area }, Brås anmälda brott { $after } mot { $before }, de senaste hela åren som är inlästa. Figuren visar alla kommuner som har siffror; den egna är märkt.
compared-group = Liknande kommuner: { $group }.
compared-no-group = Ingen grupp av liknande kommuner är inläst, så jämförelsen är mot alla andra. Koladas grupper läses in med ”handslag import groups”.
compared-category = Brott
compared-no-figures = Det finns inte siffror för två hela år i { $area } och de flesta andra kommuner.
compared-no-municipality = Lägesbilden är inte av en enda kommun, så det finns ingen att jämföra.
