# Det som lägesbilden vilar på: kategorier, platser, områden, delning och dubbletter.

upkeep-title = Lägesbildens underlag
upkeep-words = Håll ordning på det som händelserna räknas efter.

categories-title = Kategorier
categories-words = Vad händelser kan vara. Det som redan står under en kategori följer med när den byter namn, flyttas eller slås ihop.
categories-gone = Kategorier som slogs ihop med andra
category-gone = { $name } räknas som { $into }.
category-new = Ny kategori
category-add = Lägg till
category-name-sv = Namn på svenska
category-name-en = Namn på engelska
category-under = Under
category-rename = Byt namn
category-move = Flytta
category-move-hint = Allt som står under den följer med.
category-merge = Slå ihop
category-merge-with = Med
category-merge-hint = Allt som står under den räknas som den andra. Det kan inte tas tillbaka.
category-dwellings = I bostäder
category-dwellings-tick = Sker i bostäder
category-dwellings-hint = Då sparas bara kommunen, aldrig platsen. Den tas också bort ur det som redan finns, och kan inte fås tillbaka.
category-dwellings-wider = Sker i bostäder, för att allt under ”{ $category }” gör det. Bara kommunen sparas.
category-retire = Ta bort
category-retire-hint = Går bara när inga händelser står under den. Slå annars ihop den med en annan.
category-n =
    { $n ->
        [0] Ingen händelse står under den.
        [one] { $n } händelse står direkt under den.
       *[other] { $n } händelser står direkt under den.
    }
category-fault-unknown = Välj en kategori i listan.
category-fault-beneath = ”{ $name }” har kategorier under sig. Flytta dem först.
category-fault-in-use = Händelser står under ”{ $name }”, så den kan inte tas bort. Slå ihop den med en annan i stället.
category-fault-itself = En kategori kan inte slås ihop med sig själv. Välj en annan.
category-fault-same-name = På samma ställe finns redan ”{ $name }”. Välj ett annat namn.
category-fault-no-name = Skriv ett namn på båda språken.
category-fault-circle = En kategori kan inte stå under sig själv. Välj en annan.
category-fault-last-other = Det måste finnas en översta kategori av slaget övrigt, för det som ingen har placerat.
category-changed-meanwhile = Någon annan har ändrat kategorin medan du skrev. Inget av ditt är sparat. Titta på listan som den är nu, och skicka igen om det fortfarande ska göras.
category-fault-shows-more =
    { $partner } skulle få se { $n ->
        [0] vad som rapporteras under kategorin,
        [one] { $n } händelse
       *[other] { $n } händelser
    } som ingen har delat. Den som delar händelser får först utöka delningen, eller avsluta den.

places-title = Platser
places-words = Platser med namn som den som rapporterar väljer bland: en skola, ett torg, en park. Aldrig någons hem.
places-none = Inga platser är inlagda än.
place-name = Namn
place-name-hint = Som folk säger. Aldrig en bostad eller en person.
place-kind = Slag
place-new = Ny plats
place-add = Lägg till
place-area-hint = För en plats som är för stor för en punkt. Utan position räknas händelser där till området och visas aldrig som en punkt.
place-no-area = inget
place-municipality-hint = Lämna tomt så tas den av positionen.
place-nowhere = Skriv en position eller välj ett område.
place-kind-school = skola
place-kind-square = torg
place-kind-pub = krog
place-kind-park = park
place-kind-station = station
place-kind-road = väg
place-kind-other = annat

areas-title = Områden
areas-words = Gränser som lägesbilden räknar efter: stadsdelar, DeSO, egna områden. Finns flera lager används det första i bokstavsordning, om läsaren inte väljer ett annat. Utan egna områden räknas per kommun.
areas-none = Inga egna områden är inlästa. Lägesbilden räknar per kommun.
areas-layer = Lager
areas-layer-hint = Vad områdena heter tillsammans, till exempel stadsdelar. Finns lagret redan frågar sidan innan det ersätts.
areas-n = Antal områden
areas-use = Används
areas-in-use = om inget annat väljs
areas-remove = Ta bort { $layer }
areas-new = Läs in ett lager
areas-file-hint = GeoJSON eller GeoPackage med ytor, i grader eller SWEREF 99. Högst { $n } MB; större läses in med kommandot handslag import areas.
areas-leave-out = Ta in resten när områden inte kan lagas
areas-faults = Vad som var fel i filen
areas-not-kept =
    { $n ->
        [0] Inget är sparat: filen har inget område som går att använda. Rätta filen och skicka den igen.
        [one] Inget är sparat än. Ett område går att använda. Rätta filen, eller kryssa i ”Ta in resten” och läs in den.
       *[other] Inget är sparat än. { $n } områden går att använda. Rätta filen, eller kryssa i ”Ta in resten” och läs in den.
    }
areas-coded-by-name =
    { $n ->
        [one] Ett område saknar kod och har fått en av sitt namn. Det får samma kod nästa gång.
       *[other] { $n } områden saknar kod och har fått en var av sina namn. De får samma koder nästa gång.
    }
areas-replaces = Lagret { $layer } finns redan, med { $held } områden. Det ersätts av { $n } områden ur { $file }. Ersätta det?
areas-replace = Ersätt lagret
areas-waiting = { $file } är skickad och väntar. Välj bara en fil om du vill byta.
areas-kept =
    { $n ->
        [one] { $n } område är inläst i lagret { $layer }.
       *[other] { $n } områden är inlästa i lagret { $layer }.
    }

shares-title = Delning av händelser
shares-words = Händelser visas för en partner bara när ni bestämmer det, för ett syfte och en tid. Partnern ser dem i sin lägesbild men kan inte ändra dem.
shares-none = Händelserna visas inte för någon.
share-new = Visa händelser för en partner
share-begin = Visa
share-which = Bara dessa kategorier (alla om inget väljs)
share-from = Första dag då det hände
share-from-hint = Tomt betyder allt.
share-until = Sista dag som de visas
share-until-passed = Den dagen har varit. Välj en dag som kommer.
share-line = { $purpose }, från { $since } till och med { $until }.
share-ended = Tiden har gått ut.
share-all-kinds = Alla kategorier.
share-kinds = Bara { $kinds } och det som står under.
share-happened-from = Bara det som hänt från { $day }.

duplicates-title = Dubbletter
duplicates-words = Här står händelser från olika källor som kan vara en och samma. Slås de ihop räknas de som en i er lägesbild. Ingens rapport ändras, och det går att ta isär igen.
duplicates-since = Händelser sedan
duplicates-look = Leta
duplicates-since-moved = Händelser räknas sedan { $from }, inte sedan { $asked }: längre tillbaka än två år letas inte.
duplicates-found =
    { $n ->
        [0] Inga troliga dubbletter hittades bland { $incidents } händelser.
        [one] Ett par bland { $incidents } händelser kan vara samma händelse.
       *[other] { $n } par bland { $incidents } händelser kan vara samma händelse.
    }
duplicates-more =
    { $n ->
        [one] { $n } par till visas när du har avgjort dessa.
       *[other] { $n } par till visas när du har avgjort dessa.
    }
duplicates-joined = Sammanslaget
duplicates-none-joined = Inget är sammanslaget.
duplicate-why = Därför: { $reasons }.
duplicate-same-reason = Samma händelse: { $reasons }
duplicate-which-counts = Vilken ska räknas?
duplicate-counts-first = Räkna den första: { $source }, { $owner }
duplicate-counts-other = Räkna den andra: { $source }, { $owner }
duplicate-reported = Kom in
duplicate-whose = Från
duplicate-join = Slå ihop
duplicate-not-same = Inte samma händelse
duplicate-take-apart = Ta isär
duplicate-taken-apart = Isärtaget { $when }.
duplicate-joined-as = { $other } räknas som { $kept }.
duplicate-joined-already = En av dem är redan sammanslagen med en annan. Ta isär dem först.
duplicate-unseen = en händelse som inte längre visas
reason-times-overlap =
    { $n ->
        [one] tiderna har { $n } minut gemensam
       *[other] tiderna har { $n } minuter gemensamt
    }
reason-times-overlap-hours = tiderna har minst { $n } timmar gemensamt
reason-same-day = samma dag, och ingen av dem säger när på dagen
reason-same-day-one = samma dag, men bara den ena säger när på dagen
reason-times-near =
    { $n ->
        [one] det skiljer { $n } minut
       *[other] det skiljer { $n } minuter
    }
reason-same-kind = samma kategori
reason-wider-kind = den ena kategorin rymmer den andra
reason-sibling-kind = närbesläktade kategorier
reason-near =
    { $n ->
        [one] { $n } meter ifrån varandra
       *[other] { $n } meter ifrån varandra
    }
reason-same-place = båda vid { $place }
reason-same-area = båda i { $area }
reason-other-source = olika källor
