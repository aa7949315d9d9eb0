# Vad siffrorna säger om ett påstående. Varje mening är satt ihop av tal som
# står i tabellen under ”Så vet vi det”. Det som inte går att avgöra sägs just så.

effect-what = Antalet anmälda brott ({ $category })
effect-what-all = Antalet anmälda brott
effect-higher = { $what } i { $area } var { $percent } högre { $after } än { $before }: { $n-after } mot { $n-before }.
effect-lower = { $what } i { $area } var { $percent } lägre { $after } än { $before }: { $n-after } mot { $n-before }.
effect-same = { $what } i { $area } var lika högt { $after } som { $before }: { $n-after } mot { $n-before }.
effect-from-zero = { $what } i { $area } gick från noll { $before } till { $n-after } { $after }.
effect-per-month = Perioderna är olika långa, så förändringen är räknad per månad.
effect-others-higher = I { $others } var det { $percent } högre.
effect-others-lower = I { $others } var det { $percent } lägre.
effect-others-same = I { $others } var det oförändrat.
effect-the-country = landets övriga kommuner tillsammans
effect-whole-country = hela landet
effect-the-comparable = { $n ->
    [one] den jämförbara kommunen
   *[other] de { $n } jämförbara kommunerna tillsammans
}
effect-usual-for-a-year = ett enskilt år
effect-usual-for-a-short-time = under så kort tid
effect-usual-for-the-time = under så lång tid
effect-beyond-decrease = Det är en större minskning än vad som brukar skilja kommuner åt { $usual }.
effect-beyond-increase = Det är en större ökning än vad som brukar skilja kommuner åt { $usual }.
effect-not-beyond = Det är inte mer än vad som brukar skilja kommuner åt { $usual }.
effect-cannot-be-told = Därför går det inte att avgöra om det har hänt något utöver det vanliga.
effect-equal = Skillnaden är mindre än gränsen på { $margin }: den saknar betydelse.
effect-rules-out-decrease = En minskning större än { $percent } kan uteslutas.
effect-rules-out-increase = En ökning större än { $percent } kan uteslutas.
effect-rules-out-both = En minskning större än { $decrease } kan uteslutas, liksom en ökning större än { $increase }.
effect-rules-out-any-decrease = Att det har minskat kan uteslutas.
effect-rules-out-any-increase = Att det har ökat kan uteslutas.
how-rank = Bland { $n } kommuner är det nummer { $n-rank }, räknat från den mest ovanliga.
effect-no-cause = Siffrorna visar vad som hände, inte varför.
effect-wanted-reached = Det är åt det håll som löftet ville.
effect-wanted-against = Det är åt andra hållet än löftet ville.
effect-effort = Siffran följer hur mycket polisen letar. En ökning kan betyda att löftet hölls.
effect-smallest = Med de här siffrorna hade en minskning på minst { $percent } kunnat synas.
effect-smallest-up = Med de här siffrorna hade en ökning på minst { $percent } kunnat synas.
effect-smallest-none = Siffrorna är för små för att någon minskning ska kunna synas.
effect-level-equal = Nivån { $after } är densamma som { $before }, inom gränsen på { $margin }.
effect-level-above = Nivån { $after } är högre än { $before }. Skillnaden är mellan { $low } och { $high }.
effect-level-below = Nivån { $after } är lägre än { $before }. Skillnaden är mellan { $low } och { $high }.
effect-level-unclear = Det går inte att avgöra om nivån { $after } är densamma som { $before }: skillnaden kan vara allt mellan { $low } och { $high }.
effect-as-elsewhere = Det gick ungefär likadant i landets övriga kommuner: skillnaden mot dem är inte större än vanligt.
effect-by-season = Tiderna är olika delar av året, och årstiden ensam kan ge skillnaden. Därför går det inte att avgöra.
effect-country-alone = För hela landet finns inga andra att jämföra med, så det går inte att säga hur mycket antalet brukar ändras.
effect-chance-enough = Skillnaden kan vara slump: den ligger mellan { $low } och { $high }.
effect-chance-not-enough = Skillnaden är större än vad slumpen ensam brukar ge: den ligger mellan { $low } och { $high }.
effect-not-examined = Det går inte att pröva än: siffror för { $indicator } i { $area } under { $months } är inte inlästa.
effect-nothing-counted = Det går inte att pröva: i { $area } finns inte en enda anmälan av { $indicator } i någon av perioderna.
effect-no-panel = Det går inte att säga hur mycket antalet brukar ändras: det behövs siffror för minst { $n } kommuner, och { $n-held } har siffror för båda tiderna.
effect-no-months = Det går inte att pröva: jämförelsen säger inte vilka månader som ska ställas mot varandra.
effect-nothing-records = Inget som registreras kan visa det. Det går inte att avgöra.
effect-unknown-question = Frågan ”{ $asks }” är inte en som siffrorna här kan svara på. Det går inte att avgöra.
effect-one-of-many = Flera mål prövas på samma gång. Bland så många kommer en så stor skillnad ibland av sig själv, så det går inte att avgöra.
effect-too-few = Det är för få händelser före för att jämföra med andra kommuner: { $n }, och det behövs minst { $n-needed }. Det går inte att avgöra.
effect-withheld = Kommunerna skiljer sig den här tiden så ojämnt åt att ingen dom kan fällas.
effect-percent-between = mellan { $low } och { $high }
effect-minus = { $percent } lägre
effect-plus = { $percent } högre
effect-unchanged = oförändrat

# Namn på talen i ett svar.
estimate-own-change = Förändring i { $area }
estimate-own-change-drift = Förändring i { $area }, med kommunernas vanliga spridning
estimate-against-country = Förändring utöver landets övriga kommuner
estimate-against-comparable = Förändring utöver de jämförbara kommunerna
estimate-other-baseline = Förändring mot { $months }
estimate-of-percent = procent
effect-method-poisson = exakt intervall för kvoten mellan två antal (Poisson)
effect-method-own-drift = kvot mellan två antal, med spridningen mellan kommuner inräknad (drifttratt)
effect-method-funnel = kvot mot andra kommuner, med spridningen mellan kommuner inräknad (drifttratt)

# Vad man ska tänka på. Varnas det, så är det siffrorna som säger det.
warning-regression = Jämförelsen utgår från { $months }, då siffran var { $percent } högre än året före. En topp brukar sjunka av sig själv.
warning-season = { $before } och { $after } är olika delar av året. Årstiden ger skillnad av sig själv. Jämför hellre samma månader.
warning-reporting = Anmälningar av { $category } följer hur mycket polisen arbetar, mer än hur mycket som händer.
warning-reporting-everywhere = I hela landet ändrades antalet { $percent } mellan perioderna. Så stora hopp brukar bero på hur det anmäls eller räknas.
warning-preliminary = { $n } av månaderna är preliminära. Siffrorna kan ändras.
warning-break = Brott i serien { $at }: { $reason }
warning-small = Det är få händelser: { $n-before } före och { $n-after } efter. Några till eller färre ändrar svaret.
warning-pandemic = Jämförelsen utgår från månader under pandemin, då mycket var annorlunda.
warning-no-comparators = Bara { $n } av de valda kommunerna har siffror för månaderna. Det är för få att jämföra med.
warning-uneven = Kommunerna skiljer sig den här tiden mer ojämnt åt än vanligt. Intervallet är därför vidare än annars.
warning-late = Jämförelsen låstes { $day }, efter att månaderna som den gäller hade börjat.
warning-changed = Jämförelsen är ändrad sedan den låstes. Läs svaret som en första titt.
warning-explorative = Jämförelsen var inte bestämd i förväg. Läs svaret som en första titt.
warning-not-random = De som svarade är inte slumpvis utvalda. Därför visas inget intervall.
warning-missing = Siffror saknas för { $n ->
    [one] en månad
   *[other] { $n } månader
}.

# Så vet vi det.
how-heading = Så vet vi det
how-data = Data
how-method = Metod
how-assumptions = Detta måste stämma
how-references = Källor till metoden
how-code = Uträknat av { $code }
how-data-figures = { $source }: { $indicator }, { $area }, { $before } och { $after }.
how-data-others = Samma siffror för { $n } kommuner.
how-data-comparable = Jämförbara kommuner ({ $rule }): { $names }.
how-method-change = Kvoten mellan antalet efter och före, per månad, med ett exakt intervall som räknar med slumpen.
how-method-funnel = Kvoten delas med samma kvot i övriga kommuner. Intervallet räknar med slumpen och med hur mycket kommuner brukar skilja sig åt från en period till nästa av sig själva.
how-method-own-drift = Sedan räknas även med hur mycket kommuner brukar skilja sig åt från en period till nästa av sig själva. Bara en ändring som är större än så räknas.
how-drift = Kommuner skilde sig den här tiden åt med ungefär { $percent } utöver slumpen. Den egna kommunen är inte med i den uträkningen.
how-method-level = Intervallet för förändringen jämförs med den gräns för vad som har betydelse som jämförelsen anger.
how-assumes-like = Annars hade kommunen följt de andra, så när som på den vanliga spridningen.
how-assumes-common = Svaret gäller om antalet ändrades, inte varför. Det som ändrades lika mycket i hela landet ingår.
how-assumes-reporting = Benägenheten att anmäla har ändrats lika mycket här som i andra kommuner.
how-assumes-others-promise = Även andra kommuner arbetar mot brott och otrygghet. Svaret gäller skillnaden mot dem, inte mot att inget göra.
how-assumes-independent = Händelserna är oberoende av varandra. En serie av en och samma gärningsperson gör intervallet för smalt.
how-table-caption = Talen som svaret är uträknat av
how-column-where = Var
how-column-before = Före ({ $months })
how-column-after = Efter ({ $months })
how-column-change = Förändring
how-row-country = Landets övriga kommuner
how-row-comparable = Jämförbara kommuner

# Hur jämförelsen förhåller sig till det som låstes.
standing-locked = Bestämt i förväg
standing-locked-late = Låst efter att tiden börjat
standing-changed-since = Ändrat efter låsningen
standing-explorative = En första titt

# Vad siffrorna säger, kort.
effect-finding-decrease = Minskning
effect-finding-increase = Ökning
effect-finding-equal = Ingen skillnad av betydelse
effect-finding-cannot-be-told = Går inte att avgöra
effect-finding-not-examined = Inte prövat

# Vad en jämförelse frågar.
asks-level = Är nivån densamma som tidigare?
asks-change = Har antalet ändrats?
asks-change-against-others = Har det ändrats mer än i andra kommuner?
asks-place = Har det ändrats på platsen?
asks-survey-share = Har andelen i enkäten ändrats?
asks-concentration = Är händelserna mer samlade på några få platser?
asks-cannot-be-told = Inget som registreras kan visa det
wanted-down = Ska minska
wanted-up = Ska öka
wanted-effort = Följer arbetet

# Ritningar.
drawing-expected = { $indicator } i { $area }, och vad som var att vänta om kommunen hade följt landet
drawing-funnel = { $area }: { $change } än om kommunen hade följt landet, { $months }
drawing-funnel-usual = { $area }, { $months }: { $change } än om kommunen hade följt landet, inte mer än kommuner brukar skilja sig
unit-reports-a-month = anmälningar i månaden
unit-change-beside-country = förändring utöver landet, procent
unit-reports-a-year = anmälningar om året

# Kan det synas? Innan löftet undertecknas.
foresee-heading = Kan det synas?
foresee-decrease = En minskning på { $percent } eller mer skulle synas i siffrorna.
foresee-increase = En ökning på { $percent } eller mer skulle synas i siffrorna.
foresee-hopeless = Ingen minskning som är rimlig att vänta sig skulle synas i siffrorna.
foresee-large = Så stora minskningar är ovanliga. Välj hellre något som går att se:
foresee-unknown = Det går inte att säga än: det behövs siffror för minst { $n } kommuner under två perioder före löftet.
foresee-own-numbers = Svaret byggs på antal som ni själva för in. För hur samlade händelserna är räknas ingen minsta ändring ut.
foresee-place = En minskning på { $percent } eller mer där något görs skulle synas: från { $before } händelser till { $after } eller färre.
foresee-place-as-long = Det gäller om tiden efter är lika lång och inget ändras på den liknande platsen.
foresee-place-hopeless = Ingen minskning på platsen skulle synas: det är för få händelser.
foresee-place-needs = Det går inte att säga än: skriv hur många händelser det var före, både där något ska göras och på en liknande plats. Det görs i formuläret för målet eller i löftets text, under comparison.places.
foresee-place-longer = Räkna dubbelt så länge, före och efter. Då skulle en minskning på { $percent } synas.
foresee-place-more = Gör samma sak på flera platser, och räkna dem ihop.
foresee-share = En förändring på { $points } eller mer skulle synas: från { $before } till { $after }.
foresee-share-answers = Det gäller när { $before } svar före och { $after } efter räknas, som i ett rent slumpurval.
foresee-share-hopeless = Ingen förändring av andelen skulle synas: det är för få svar.
foresee-share-needs = Det går inte att säga än: skriv andelen och antalet svar i den första enkäten. Det görs i formuläret för målet eller i löftets text, under comparison.shares.
foresee-share-not-random = De som svarar är inte slumpvis utvalda. Då går det aldrig att avgöra om andelen har ändrats bland alla.
foresee-share-larger = Fråga dubbelt så många, båda gångerna. Då skulle { $points } synas.
foresee-share-more-answers = Fråga många fler.
foresee-try-place = Mät på platsen där ni gör något, med liknande platser att jämföra med.
foresee-try-longer = Följ det längre. På { $n-years ->
    [one] ett helt år
   *[other] två år
}, med lika lång tid före där siffrorna räcker, skulle en minskning på { $percent } synas.
foresee-try-all = Mät { $indicator }. Där skulle en minskning på { $percent } synas.
foresee-try-survey = Fråga invånarna i en enkät, före och efter.
foresee-try-activity = Lova det ni ska göra, och räkna det.
comparable-nearest = De { $n } kommuner som är närmast i folkmängd och i anmälda brott per invånare ({ $indicator }) { $months }

# Självtestet.
self-test-heading = Hur ofta larmar metoderna i onödan?
self-test-head = { $n } kommuner, { $windows }. Kört { $day }. Andel kommuner där metoden säger att något har ändrats:
self-test-by-category = Per brottstyp, i samma ordning:
self-test-too-few = Det går inte att köra än: det behövs siffror för minst 30 kommuner under två hela år.
judging-before-after = Före och efter, bara slump
judging-against-country = Mot landet, bara slump
judging-quasi-poisson = Mot landet, med månadernas spridning
judging-own-trend = Egen trend och säsong
judging-plain-funnel = Mot landet, en gemensam spridning
judging-drift-funnel = Mot landet, med kommunernas vanliga spridning (Handslags metod)
judging-earlier-drift-funnel = Handslags metod, med spridningen från åren före

judging-about-before-after = Jämför bara kommunens antal före och efter. Allt som inte är slump blir larm.
judging-about-against-country = Drar bort det som hände i landet. Räknar bara med slumpen.
judging-about-quasi-poisson = Som ovan, men låter kommunens egna månader säga hur mycket antalet svänger.
judging-about-own-trend = Räknar fram kommunens egen trend och årstid, och ser om antalet avviker.
judging-about-plain-funnel = Räknar med att kommuner skiljer sig åt, lika mycket för alla.
judging-about-drift-funnel = Räknar med hur mycket kommuner skilde sig åt under samma tider. Den är byggd så att 5 av 100 hamnar utanför, så siffran visar mest att den är rätt räknad.
judging-about-earlier-drift-funnel = Samma metod, men det den lärt sig kommer från åren före. Här prövas den på riktigt: den har inte sett de siffror som den dömer.

# Platser.
place-needs-control = Det går inte att pröva: det behövs minst en plats där något gjordes och en liknande plats där inget gjordes.
place-nothing-counted = Det går inte att pröva än: inget är räknat på platserna { $when }.
place-not-counts = Det går inte att pröva: ett antal på en plats måste vara ett helt tal, noll eller mer.
place-nothing-after = efter
place-nothing-before = före
place-treated = Där något gjordes gick antalet från { $before } till { $after }.
place-control = På de liknande platserna gick det från { $before } till { $after }.
place-per-time = Perioderna är olika långa, så skillnaden är räknad på lika lång tid.
place-net = Sammantaget är det { $change } händelser än om det hade gått som på de liknande platserna (mellan { $low } och { $high }).
place-net-same = Sammantaget är det lika många händelser som om det hade gått som på de liknande platserna (mellan { $low } och { $high }).
place-net-short = Sammantaget { $change } än om det hade gått som på de liknande platserna
place-net-short-same = Sammantaget lika många som om det hade gått som på de liknande platserna
place-fewer = { $events } färre
place-more = { $events } fler
place-as-many = lika många
place-not-chance = Det är mer än vad slumpen brukar ge.
place-may-be-chance = Det kan vara slump, så det går inte att avgöra om det som gjordes har hjälpt.
place-ring = Runt platsen är det { $change } händelser än om det hade gått som runt de liknande (mellan { $low } och { $high }).
place-ring-same = Runt platsen är det lika många händelser som om det hade gått som runt de liknande (mellan { $low } och { $high }).
place-moved = Problemet kan alltså ha flyttat dit.
place-spread = Även där har det alltså blivit färre än väntat.
place-no-move-seen = Det syns inte att problemet har flyttat, men upp till { $events } händelser kan ha flyttat dit.
place-ring-alone = Om problemet har flyttat går inte att avgöra: det behövs antal både runt platsen och runt en liknande plats.
place-data = Antal händelser på platserna, som de står i löftet.
place-method = Först ändringen i antal där något gjordes, minus ändringen på de liknande platserna. Sedan samma sak för ringarna runt om, och summan av båda (vägd förskjutningsskillnad). Intervallet räknar med slumpen.
place-method-ratio = Bredvid står samma jämförelse i procent, för platser av olika storlek.
place-assumes-like = Om inget hade gjorts hade platserna ändrats med lika många händelser. De måste vara ungefär lika stora.
place-assumes-same-time = Före och efter är lika lång tid. Månaderna är inte angivna.
place-before = Före
place-after = Efter
place-role-treated = där något gjordes
place-role-control = liknande plats
place-role-ring = runt platsen
place-role-control-ring = runt den liknande platsen
warning-small-places = Det är få händelser på platsen. Några till eller färre ändrar svaret.
warning-unlike-places = Platserna är olika stora. Läs hellre förändringen i procent.
warning-chosen-place = Platsen valdes efter en topp. En topp brukar sjunka av sig själv.
warning-few-places = Det är bara { $n } platser. Några få händelser ändrar svaret.
estimate-net = Sammantaget, med ringarna
estimate-local = På platsen, mot liknande platser
estimate-ring = Runt platsen, mot liknande ringar
estimate-place-ratio = Förändring på platsen utöver de liknande
estimate-of-events = händelser
method-wdd = vägd förskjutningsskillnad (WDD)
method-log-ratio = kvot mellan kvoter (Poisson)

# Enkäter.
survey-needs-two = Det går inte att pröva: det behövs två enkäter att jämföra.
survey-too-few = Det är för få svar för att visa något: det behövs minst 30.
survey-not-shares = Det går inte att pröva: en andel måste vara mellan 0 och 100 procent, och antalet svar och urvalets vikt större än noll.
survey-change = I enkäten { $wave } svarade { $share } så, mot { $share-before } i enkäten { $wave-before }: { $change }.
survey-points-lower = { $number } procentenheter lägre
survey-points-higher = { $number } procentenheter högre
survey-points = { $number } procentenheter
survey-equal = Skillnaden ligger mellan { $low } och { $high }. Det är mindre än gränsen på { $margin }: den saknar betydelse.
survey-not-chance = Skillnaden är större än vad urvalet ensamt brukar ge: den ligger mellan { $low } och { $high }.
survey-may-be-chance = Skillnaden kan bero på vilka som råkade bli tillfrågade: den ligger mellan { $low } och { $high }. Det går inte att avgöra om något har ändrats.
survey-not-random = De som svarade är inte slumpvis utvalda, så det går inte att avgöra om skillnaden gäller fler än dem.
survey-data = Andelar och antal svar ur enkäterna, som de står i löftet.
survey-method = Skillnaden mellan två andelar med Newcombes intervall. Är urvalet vägt eller draget i grupper räknas svaren ned till vad de är värda.
survey-assumes-same = Frågan ställdes på samma sätt båda gångerna.
survey-assumes-answers = De som inte svarade skiljer sig lika mycket från de som svarade båda gångerna.
survey-column-wave = När
survey-column-share = Andel
survey-column-n = Antal svar
estimate-share-change = Förändring sedan förra enkäten
estimate-of-points = procentenheter

# Samling på platser.
gathered-too-few = Det är för få händelser: det behövs minst { $n } i varje period.
gathered-one-place = Det går inte att pröva: det behövs minst två platser.
gathered-too-many = Det är för många händelser för den här uträkningen: högst { $events } ryms.
gathered-half = Hälften av händelserna skedde på { $after } av platserna, mot { $before } tidigare.
gathered-more = Händelserna är mer samlade än tidigare. Skillnaden är större än vad slumpen brukar ge.
gathered-less = Händelserna är mer utspridda än tidigare. Skillnaden är större än vad slumpen brukar ge.
gathered-may-be-chance = Skillnaden kan vara slump, så det går inte att avgöra om de är mer eller mindre samlade än tidigare.
gathered-method = Hur ojämnt händelserna ligger på platserna mäts före och efter (generaliserad ginikoefficient). Sedan får lotten 999 gånger avgöra vilka händelser som ligger före och efter, och vi ser hur ofta skillnaden blir lika stor.
gathered-column = Mått
gathered-row-half = Andel av platserna med hälften av händelserna
gathered-row-gini = Ginikoefficient, generaliserad (0–100)
estimate-gini-change = Förändring av ginikoefficienten
estimate-of-gini = ginikoefficient (0–1)

# Andra åsikten.
effect-second-opinion = En andra åsikt: { $blend } följde tillsammans { $area } väl före. Efter ligger { $area } i genomsnitt { $change } än den blandningen, räknat på nivån före. Bland { $n } kommuner är det nummer { $n-rank }, räknat från den mest ovanliga.
warning-no-blend = Ingen blandning av liknande kommuner följde kommunen tillräckligt väl före. Därför visas ingen andra åsikt.
drawing-placebo = { $area } mot en blandning av liknande kommuner, bland samma jämförelse för var och en av dem
unit-percent-of-before = avstånd till blandningen, procent av nivån före
