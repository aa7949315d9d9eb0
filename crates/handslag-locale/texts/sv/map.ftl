# Kartan: lägesbilden på en karta, och kartan i rapporten.
map-title = Karta
map-link = Visa på kartan
map-back = Tillbaka till lägesbilden
map-lead =
    { $n ->
        [one] En händelse stämmer med det du frågar efter. Med punkt i kartbilden: { $seen }.
       *[other] { $n } händelser stämmer med det du frågar efter. Med punkt i kartbilden: { $seen }.
    }
map-skip = Hoppa förbi kartan, till tabellerna
map-label = Karta över händelserna. Piltangenterna flyttar, plus och minus zoomar.
map-needs-scripts = Kartan behöver skript. Tabellerna visar de områden, platser och rutor som har flest.
map-no-webgl = Den här webbläsaren kan inte rita kartan: WebGL saknas eller är avstängt. Tabellerna visar de områden, platser och rutor som har flest.
map-ground = Bakgrundskarta: Natural Earth och kommungränser från SCB, starkt förenklade.
map-zoom-in = Zooma in
map-zoom-out = Zooma ut
map-fit = Visa alla

map-look = Visa som
map-look-hint = Punkter syns när kartan är nära. Längre ut blir de rutor.
map-squares = Rutor
map-points = Punkter
map-areas = Områden
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

map-legend-squares = Händelser i en ruta på { $side } meter
map-legend-areas = Händelser i området
map-legend-points = En större punkt är fler händelser på samma plats.
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
map-area-table = Områden i kartbilden, högst 15
map-place-table = Platser i kartbilden, högst 15
map-square-table = Rutor i kartbilden, { $side } meter, högst 15
map-square = Rutans mitt
map-square-name = { $north } N, { $east } O
map-square-near = { $square }, nära { $place }
map-hours-hint = Tryck på en timme för att bara se den. Tryck igen för att se alla.
map-skip-hours = Hoppa förbi timmarna
map-hours-start = När du väljer en timme räknas händelser som börjar då.
map-hour = { $day } kl. { $hour }, händelser: { $count }
map-pointed-square = Händelser i rutan: { $count }
map-pointed-point = Händelser på platsen, { $kind }: { $count }
map-pointed-area = Händelser i { $name }: { $count }

report-position-here = Använd min position
report-position-map = Peka på en karta
report-position-map-label = Karta. Tryck där det hände.
report-position-looking = Söker din position …
report-position-filled = Positionen är ifylld: { $position }
report-position-refused = Webbläsaren gav ingen position. Skriv den, eller peka på kartan.
report-position-no-webgl = Den här webbläsaren kan inte rita kartan. Skriv positionen, eller välj en plats med namn.
