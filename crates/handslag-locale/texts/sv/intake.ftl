# Filer med händelser: kolumnerna, provkörningen och vad det blev.

intake-incidents = Händelser
intake-file-hint = Högst { $n } MB. Packa en större tabell (.gz) eller läs in den med kommandot handslag import.
intake-saved-fits = Den sparade kolumnkartan ”{ $name }” är gjord för filer som den här.
intake-use-saved = Använd den
intake-columns = Kolumnerna
intake-column-empty = Tom i filens första rader.
intake-for-all = För alla rader
intake-source = Källa
intake-source-hint = Registret eller organisationen som uppgifterna kommer från, om ingen kolumn säger det. Aldrig namnet på en person.
intake-kind = Vad, om ingen kolumn säger det
intake-kind-column = ingen: en kolumn säger det
intake-municipality = Kommun, om ingen kolumn säger det
intake-municipality-hint = Namn eller kod, till exempel Lidköping eller 1494.
intake-meaning = Så ska det läsas
intake-zone = Tidszon
intake-zone-hint = Tidszonen som klockslagen är skrivna i, till exempel Europe/Stockholm.
intake-offsets = Tider med Z eller +01:00
intake-offsets-written = betyder vad de säger
intake-offsets-ignore = är egentligen lokal tid
intake-epsg = Koordinatsystem
intake-epsg-hint = EPSG-nummer: 4326 är grader, 3006 är SWEREF 99 TM, 3007–3018 dess zoner, 3021 RT 90.
intake-axes = Nord och öst
intake-axes-named = som kolumnerna heter
intake-axes-swapped = har bytt plats
intake-repeats = Rader som säger detsamma
intake-repeats-once = är en händelse
intake-repeats-each = är var sin händelse
intake-new-kinds = Ord som inte är någon kategori
intake-new-kinds-add = blir nya kategorier under Övrigt
intake-new-places = Platser som inte är kända
intake-new-places-leave-out = utelämna namnet, ta in raden
intake-whole = Filen
intake-bad = Felaktiga rader
intake-bad-refuse = läs inte in något förrän de är rättade
intake-bad-leave-out = utelämna dem och läs in resten
intake-mapping-name-hint = Frivilligt. Nästa fil med samma kolumner får då samma kolumnkarta av sig själv.
intake-where = Var i filen tabellen står
intake-sheet = Blad
intake-sheet-hint = Filen har flera. Bara det som väljs läses in.
intake-sheet-rows =
    { $n ->
        [one] { $name } ({ $n } rad)
       *[other] { $name } ({ $n } rader)
    }
intake-layer = Lager
intake-mapping-held = Det finns redan en kolumnkarta som heter ”{ $name }”. Ge den här ett annat namn, eller säg att den ska ersätta den som finns.
intake-replace = Kolumnkartan som har namnet
intake-replace-yes = ersätt den
intake-header-row = Rad med kolumnnamn
intake-twice = ”{ $field }” är valt för två kolumner. Välj det för en av dem.
intake-field-on = Dag, eller dag och tid
intake-field-at = Klockslag
intake-field-year = År
intake-field-month = Månad
intake-field-day = Dag i månaden
intake-field-hour = Timme
intake-field-minute = Minut
intake-field-until = Sista dag, eller dag och tid
intake-field-until-at = Sista klockslag
intake-field-time-precision = Hur noga tiden är känd
intake-field-east = Öst (longitud, x)
intake-field-north = Nord (latitud, y)
intake-field-precision = Hur noga platsen är känd
intake-field-place = Plats med namn
intake-field-count = Antal händelser
intake-n-counted = Händelser de står för
intake-n-left-out = Räknas inte (lika, noll eller summor)
intake-n-bad = Felaktiga rader
intake-span = { $from } till { $to }.
intake-left-out-title = Rader som utelämnas
intake-first = De första
intake-try-without = Provkör utan de felaktiga raderna

# Synpunkter
intake-picture = Lägesbild
intake-picture-hint = Bara för synpunkter.
intake-voices-to = Synpunkterna läggs i { $title }. Namn och andra uppgifter om personer tas aldrig in.
intake-no-column = Välj en kolumn för ”{ $field }”.
intake-to-voices = Till synpunkterna
intake-voices-from-file = Läs in synpunkter från en fil
