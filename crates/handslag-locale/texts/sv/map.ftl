# Kartan: lägesbilden på en karta, och kartan i rapporten.
map-title = Karta
map-link = Visa på kartan
map-back = Tillbaka till lägesbilden
map-lead =
    { $n ->
        [0] Inga händelser: { $question }.
        [one] En händelse: { $question }.
       *[other] { $n } händelser: { $question }.
    }
map-lead-weighed = { $weighed } händelser efter vägning, { $n } med känd timme började då: { $question }.
map-lead-compared =
    { $n ->
        [0] Inga händelser i vald period ({ $now }), mot { $earlier } i den tidigare ({ $before }): { $change }. Räknat: { $question }.
        [one] En händelse i vald period ({ $now }), mot { $earlier } i den tidigare ({ $before }): { $change }. Räknat: { $question }.
       *[other] { $n } händelser i vald period ({ $now }), mot { $earlier } i den tidigare ({ $before }): { $change }. Räknat: { $question }.
    }
map-lead-more = { $n } fler
map-lead-fewer = { $n } färre
map-lead-as-many = lika många
map-seen-all = Alla har en punkt i kartbilden.
map-seen-none = Ingen har en punkt i kartbilden.
map-seen = { $seen } har en punkt i kartbilden.
map-skip = Hoppa förbi kartan, till tabellerna
map-label = Karta över händelserna. Piltangenterna flyttar, plus och minus zoomar, Enter säger vad som finns vid korset i mitten.
map-needs-scripts = Kartan behöver skript. Tabellerna visar de områden, platser och rutor som har flest.
map-no-webgl = Den här webbläsaren kan inte rita kartan: WebGL saknas eller är avstängt. Tabellerna visar de områden, platser och rutor som har flest.
map-ground = Bakgrund: Natural Earth och kommungränser från SCB, starkt förenklade.
map-background-useless = Bakgrundskartan som lagts till visas inte: { $why }
map-archive-none = filen är ingen PMTiles-fil.
map-archive-version = filen är PMTiles version { $found }, och version 3 behövs.
map-archive-not-vector = filen har bilder eller annat i stället för vektorplattor (MVT).
map-archive-packed = filen är packad på ett sätt som webbläsare inte kan packa upp. Packa den med gzip.
map-archive-cut-short = filen är avhuggen: den har { $has } byte av minst { $needs }. Kopiera den igen.
map-zoom-in = Zooma in
map-zoom-out = Zooma ut
map-fit = Visa alla

map-shows = Kartan visar { $what }.
map-shows-before = Kartan visar { $what }, i den tidigare perioden.
map-shows-squares = antal i rutor på { $side } meter
map-shows-points-farther = antal i rutor på { $side } meter, och närmare på varje punkt
map-shows-points = antal på varje punkt
map-shows-areas = antal i varje område
map-shows-by-inhabitants = antal per 10 000 invånare i varje område
map-shows-by-size = antal per kvadratkilometer i varje område
map-shows-change-squares = vad som skiljer perioderna, i rutor på { $side } meter
map-shows-change-areas = vad som skiljer perioderna, i varje område
map-filter = Urval
map-asked-all-kinds = alla slag
map-asked-all-time = all tid
map-asked-days = { $first } till { $last }
map-asked-hour = kl. { $hour }
map-asked-hours = från kl. { $from } till och med timmen { $to }
map-legend-farther = Nära blir rutorna punkter.
map-pointed-nothing = Här är inget ritat.

picture-layer = Indelning i områden
picture-layer-municipalities = Kommuner
map-look = Visa som
map-look-hint = Punkter syns när kartan är nära. Längre ut blir de rutor.
map-squares = Rutor
map-points = Punkter
map-areas = Områden
map-areas-by-inhabitants = Områden, per invånare
map-areas-by-size = Områden, per yta
map-month = Månad
map-months = Så många månader
map-all-time = All tid
map-own-period = Dagarna du valt
map-compare = Jämför med en tidigare period
map-compare-from = Tidigare, från och med
map-compare-to = Tidigare, till och med
map-period = På kartan
map-now = Vald period
map-before = Tidigare period
map-change-shown = Skillnaden

map-legend-squares = Antal händelser i en ruta på { $side } meter
map-legend-areas = Antal händelser i området
map-legend-points = Antal händelser på samma punkt
map-class-from = { $least } eller fler
map-compared = Vald period: { $now }. Tidigare period: { $before }.
map-may-be-chance = En skillnad kan vara slump: här prövas den inte.
map-overlap = Perioderna går in i varandra: samma händelse kan vara räknad i båda.
map-lengths = Perioderna är olika långa (i dagar: { $now } och { $before }). Antalen är inte omräknade efter längden.
map-count-now = Vald period
map-count-before = Tidigare period
map-change = Skillnad
map-rate = Per 10 000 invånare, i perioden
map-rate-how = Antalet i perioden, delat med det senast kända antalet invånare.
map-rate-km2 = Per kvadratkilometer, i perioden
map-rate-km2-how = Antalet i perioden, delat med områdets yta. Där många rör sig blir talet högt utan att någon enskild löper större risk.
map-too-few = för få
map-legend-by-inhabitants = Antal händelser per 10 000 invånare i området, i perioden
map-legend-by-size = Antal händelser per kvadratkilometer i området, i perioden
map-legend-too-few = Områden utan färg: för få för att säga något (färre än tio, både räknade och väntade).
map-legend-unknown = Områden utan känt antal invånare har ingen färg.
map-rates-all-too-few = Inget område har tillräckligt många händelser för att få en färg.
map-rate-below = under { $below }
map-rate-between = från { $least } till under { $below }
map-legend-change-squares = Skillnad mellan perioderna, i en ruta på { $side } meter
map-legend-change-areas = Skillnad mellan perioderna, i området
map-turn = Skillnaden säger
map-turn-much-more = minst dubbelt så vanligt
map-turn-more = vanligare
map-turn-unclear = kan vara slump
map-turn-fewer = ovanligare
map-turn-much-fewer = högst hälften så vanligt
map-turn-too-few = för få för att säga
map-change-how = Räknat per dag (dagar som jämförs: { $now } nu och { $before } tidigare). Färg får det som är mer än slumpen brukar ge: av det som är färgat väntas högst ett av tjugo vara slump. Händelser som hör ihop, som en serie, kan ändå ge en skillnad. Vad den beror på säger kartan inte.
map-change-no-points = Skillnaden ritas i rutor, även nära.
map-change-overlap = Perioderna går in i varandra, så skillnaden ritas inte.
map-change-unknown = En av perioderna har inga dagar som någon har räknat, så skillnaden ritas inte.
map-change-silence = I en av perioderna finns månader som ingen har räknat, så skillnaden ritas inte.
map-change-shortened = Alla dagar du valt är inte räknade. Jämförelsen gäller { $now } och { $before }.
map-area-table = Områden i kartbilden, högst 15
map-place-table = Platser i kartbilden, högst 15
map-square-table = Rutor i kartbilden, { $side } meter, högst 15
map-square = Ruta
map-square-name = { $north } N, { $east } O
map-hours-hint = Tryck på en timme för att bara se den. Tryck igen för att se alla.
map-skip-hours = Hoppa förbi timmarna
map-hours-start = Talen är vägda: en händelse som är känd på några timmar när delas jämnt mellan dem. Väljer du en timme visar kartan de händelser med känd timme som började då, och meningen överst säger båda talen.
map-hour = { $day } kl. { $hour }, händelser: { $count }
map-pointed-square = Händelser i rutan: { $count }
map-pointed-point = Händelser på platsen, { $kind }: { $count }
map-pointed-area = Händelser i { $name }: { $count }
map-pointed-before = tidigare { $count }
map-pointed-by-inhabitants = { $rate } per 10 000 invånare
map-pointed-by-size = { $rate } per kvadratkilometer

report-position-here = Använd min position
report-position-map = Peka på en karta
report-position-map-label = Karta. Tryck där det hände.
report-position-looking = Söker din position …
report-position-filled = Positionen är ifylld: { $position }
report-position-refused = Webbläsaren gav ingen position. Skriv den, eller peka på kartan.
report-position-no-webgl = Den här webbläsaren kan inte rita kartan. Skriv positionen, eller välj en plats med namn.
