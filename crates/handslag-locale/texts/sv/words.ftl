# Ord som återkommer: utslag, belägg, i tid, enheter, sorters aktiviteter.

list-and = och
list-or = eller
example-tag = exempel
period-from = från { $from }
period-to = till { $to }
period-unknown = period inte angiven

verdict-exceeded = överträffat
verdict-kept = hållet
verdict-partly = delvis hållet
verdict-not-kept = inte hållet
verdict-ongoing = pågår
verdict-no-need-arose = behovet uppstod inte
verdict-disputed = omstritt
verdict-cannot-be-assessed = kan inte bedömas
verdict-only-told = bara berättat

verdict-n-exceeded = { $n } { $n ->
    [one] överträffat
   *[other] överträffade
}
verdict-n-kept = { $n } { $n ->
    [one] hållet
   *[other] hållna
}
verdict-n-partly = { $n } { $n ->
    [one] delvis hållet
   *[other] delvis hållna
}
verdict-n-not-kept = { $n } { $n ->
    [one] inte hållet
   *[other] inte hållna
}
verdict-n-ongoing = { $n } pågår
verdict-n-no-need-arose = { $n } där behovet inte uppstod
verdict-n-disputed = { $n } { $n ->
    [one] omstritt
   *[other] omstridda
}
verdict-n-cannot-be-assessed = { $n } som inte kan bedömas
verdict-n-only-told = { $n } { $n ->
    [one] bara berättat
   *[other] bara berättade
}

verdict-about-exceeded = Det blev mer än vi lovade.
verdict-about-kept = Det blev som vi lovade.
verdict-about-partly = En del blev gjort, men inte allt.
verdict-about-not-kept = Det blev för lite eller ingenting.
verdict-about-ongoing = Tiden har inte gått ut.
verdict-about-no-need-arose = Det vi lovade att svara på hände aldrig.
verdict-about-disputed = Det som sägs och det som syns stämmer inte överens.
verdict-about-cannot-be-assessed = Inget som är antecknat kan visa hur det gick.
verdict-about-only-told = En part säger så, men inget visar det.

grade-with-comparison = en jämförelse med andra visar det
grade-before-after = före och efter visar det
grade-counted = räknat i loggen
grade-register = läst i ett register
grade-survey = frågat i en enkät
grade-told = berättat, inget visar det
grade-none = inget belägg

on-time-not-begun = Tiden har inte börjat.
on-time-in-phase = I fas: så mycket som tiden kräver, eller mer.
on-time-behind = Efter: { $expected } borde vara gjort så här långt.
on-time-uneven = Ojämnt: nog sammanlagt, men det lovade nåddes bara i { $met } av de { $n } perioder som gått.
on-time-uneven-none = Ojämnt: nog sammanlagt, men det lovade nåddes inte { $n ->
    [one] i den period som gått
   *[other] i någon av de { $n } perioder som gått
}.
on-time-above = { $n ->
    [one] Mer än lovat i den period som räknats hittills.
   *[other] Mer än lovat i { $above } av de { $n } perioder som räknats hittills.
}
on-time-above-and-below = Ojämnt: av de { $n } perioder som räknats hittills fick { $above } mer än lovat och { $below } mindre.
on-time-parts-behind = { $n ->
    [one] Efter: den enda delen ligger efter.
   *[other] Efter: { $behind } av { $n } delar ligger efter.
}
on-time-not-due = Dagen har inte kommit: senast { $date }.
on-time-done-in-time = Klart i tid, { $date }.
on-time-done-in-time-unknown = Klart i tid.
on-time-done-late = Klart för sent, { $date }.
on-time-ran-out = Tiden gick ut först.
on-time-no-measure = Det finns inget att hålla mot tiden.

on-time-short-not-begun = inte börjat
on-time-short-in-phase = i fas
on-time-short-behind = efter
on-time-short-uneven = ojämnt
on-time-short-above = mer än lovat
on-time-short-not-due = dagen har inte kommit
on-time-short-done-in-time = i tid
on-time-short-done-late = för sent
on-time-short-ran-out = tiden gick ut
on-time-short-no-measure = går inte att säga

state-not-begun = inte börjat
state-exceeded = mer än vi lovade
state-met = som vi lovade
state-running = på väg
state-partly = en del, och tiden är ute
state-not-met = för lite
state-no-need-arose = behovet uppstod inte
state-no-need-yet = behovet har inte uppstått än
state-cannot-tell = loggen kan inte visa det

why-vague = löftet säger inte hur mycket
why-outcome-state = det är ett läge som får läsas någon annanstans
why-no-baseline = det finns inget att jämföra med
why-unknown-members = vi vet inte vilka som skulle nås
why-not-time = det är lovat per något som loggen inte räknar
why-condition-not-logged = inget visar om behovet uppstod
why-nothing-logged = inget är loggat
why-kind-not-logged = inget av det slaget är loggat, så ingen kan se att gränsen hölls
why-not-recorded = den siffra som behövs är inte antecknad
why-no-period = tiden som det gäller går inte att läsa
why-no-such-date = ”{ $date }” är inget datum i almanackan
why-unknown-shape = måttet är av ett slag som vi inte kan räkna

uncounted-serves-another = räknas inte hit, för raden gäller ett annat åtagande
uncounted-outside-period = räknar bara det som görs { $period }
uncounted-no-place = räknas bara på { $places }, och raden har ingen plats
uncounted-other-place = räknas bara på { $places }
uncounted-no-time = räknas bara { $hours }, och raden har inget klockslag
uncounted-other-hours = räknas bara { $hours }
uncounted-other-parties = räknas bara när { $parties } deltar
uncounted-none-of = räknar { $unit }, och raden säger inte hur många
uncounted-same-number = raden finns med, men antalet är detsamma

shape-count = antal
shape-average = i snitt
shape-coverage = alla i en grupp
shape-within-time = inom en viss tid
shape-share = andel
shape-milestone = något ska vara på plats
shape-trend = fler eller färre än förut
shape-conditional = när något händer
shape-seasonal = under en del av året
shape-ongoing = löpande
shape-compound = flera mål tillsammans
shape-outcome-state = ett läge
shape-none = utan mätbart mål

unit-times = { $n ->
    [one] gång
   *[other] gånger
}
unit-hours = { $n ->
    [one] timme
   *[other] timmar
}
unit-minutes = { $n ->
    [one] minut
   *[other] minuter
}
unit-days = { $n ->
   *[other] dygn
}
unit-staff = { $n ->
    [one] medarbetare
   *[other] medarbetare
}
unit-first-time = { $n ->
    [one] förstagångsanvändare
   *[other] förstagångsanvändare
}
unit-members = { $n ->
    [one] nådd
   *[other] nådda
}
unit-parts = { $n ->
    [one] del
   *[other] delar
}
unit-classes = { $n ->
    [one] klass
   *[other] klasser
}
unit-lessons = { $n ->
    [one] lektion
   *[other] lektioner
}
unit-drivers = { $n ->
    [one] förare
   *[other] förare
}
unit-fines = { $n ->
    [one] bot
   *[other] böter
}
unit-dogs = { $n ->
    [one] hund
   *[other] hundar
}
unit-finds = { $n ->
    [one] fynd
   *[other] fynd
}
unit-places = { $n ->
    [one] plats
   *[other] platser
}
unit-participants = { $n ->
    [one] deltagare
   *[other] deltagare
}
unit-persons = { $n ->
    [one] person
   *[other] personer
}
unit-talks = { $n ->
    [one] samtal
   *[other] samtal
}
unit-reports = { $n ->
    [one] anmälan
   *[other] anmälningar
}
unit-schools = { $n ->
    [one] skola
   *[other] skolor
}
unit-visits = { $n ->
    [one] besök
   *[other] besök
}
unit-meetings = { $n ->
    [one] möte
   *[other] möten
}
unit-kronor = { $n ->
    [one] krona
   *[other] kronor
}
unit-percent = procent

kind-trafikkontroll = { $n ->
    [one] trafikkontroll
   *[other] trafikkontroller
}
kind-hastighetskontroll = { $n ->
    [one] hastighetskontroll
   *[other] hastighetskontroller
}
kind-nykterhetskontroll = { $n ->
    [one] nykterhetskontroll
   *[other] nykterhetskontroller
}
kind-fotpatrull = { $n ->
    [one] fotpatrull
   *[other] fotpatruller
}
kind-krognarvaro = { $n ->
    [one] besök i krogmiljön
   *[other] besök i krogmiljön
}
kind-krogtillsyn = { $n ->
    [one] krogtillsyn
   *[other] krogtillsyner
}
kind-skolbesok = { $n ->
    [one] skolbesök
   *[other] skolbesök
}
kind-lektion = { $n ->
    [one] lektion
   *[other] lektioner
}
kind-hundsok = { $n ->
    [one] sök med hund
   *[other] sök med hund
}
kind-narkotikainsats = { $n ->
    [one] insats mot narkotika
   *[other] insatser mot narkotika
}
kind-orossamtal = { $n ->
    [one] orossamtal
   *[other] orossamtal
}
kind-orosanmalan = { $n ->
    [one] orosanmälan
   *[other] orosanmälningar
}
kind-trygghetsvandring = { $n ->
    [one] trygghetsvandring
   *[other] trygghetsvandringar
}
kind-medborgardialog = { $n ->
    [one] medborgardialog
   *[other] medborgardialoger
}
kind-landsbygdsrad = { $n ->
    [one] landsbygdsråd
   *[other] landsbygdsråd
}
kind-lagesbildsmote = { $n ->
    [one] möte om lägesbilden
   *[other] möten om lägesbilden
}
kind-foraldramote = { $n ->
    [one] föräldramöte
   *[other] föräldramöten
}
kind-nattvandring = { $n ->
    [one] nattvandring
   *[other] nattvandringar
}
kind-belysningsatgard = { $n ->
    [one] bättre belysning
   *[other] åtgärder för bättre belysning
}
kind-informationsinsats = { $n ->
    [one] tillfälle med information
   *[other] tillfällen med information
}

channel-citizen-dialogue = medborgardialog
channel-employee-survey = enkät till medarbetare
channel-citizen-survey = enkät till invånare
channel-safety-walk = trygghetsvandring
channel-employee-dialogue = samtal med medarbetare
channel-rural-council = landsbygdsråd

step-identify = Hitta platsen
step-map = Kartlägg
step-analyse-causes = Sök orsaker
step-act = Gör något
step-state-done = klart
step-state-under-way = pågår
step-state-not-begun = inte börjat

prevention-situational = åtgärd på platsen
prevention-social = åtgärd för människor
term-short = kort sikt
term-long = lång sikt

finding-supported = siffrorna stöder det
finding-contradicted = siffrorna talar emot det
finding-cannot-be-told = det går inte att säga
finding-not-examined = inte prövat

measure-count = antal anmälda brott
measure-rate = anmälda brott per 100 000 invånare
measure-percent = procent

# Brottskategorier som Brå skriver dem.
offence-totalt = Totalt antal brott
offence-vald = Våldsbrott
offence-hot = Hot-, kränknings- och frihetsbrott
offence-vardsloshet = Vårdslöshet- och vållandebrott
offence-stold = Stöldbrott
offence-bil = Bilbrott
offence-skadegorelse = Skadegörelsebrott (inkl. mordbrand)
offence-trafik = Vissa trafikbrott
offence-narkotika = Alkohol- och narkotikabrott
offence-vapen = Vapenbrott
