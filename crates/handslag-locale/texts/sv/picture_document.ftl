# Lägesbilden som dokument: problem, orsaker, åtgärder och lagens tre delar.

clock-update-unknown = Ingen har skrivit när lägesbilden senast uppdaterades. Lagen kräver minst vartannat år.
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
clock-plan-unknown = Ingen har skrivit när åtgärdsplanen senast följdes upp. Lagen kräver minst vartannat år.
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
side-place = platsen
side-target = det som drabbas
side-offender = de som gör det
known-works = fungerar på andra håll
known-promising = lovande
known-mixed = blandade resultat
known-unknown = knappt prövad
known-no-effect = hjälpte inte på andra håll
known-harmful = gjorde skada på andra håll
released-public = alla
released-partners = bara parterna
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
asked-residents = boende
asked-staff = personal
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
        [one] { $n } antal visas inte, för att ingen ska kunna pekas ut.
       *[other] { $n } antal visas inte, för att ingen ska kunna pekas ut.
    }

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
cmd-picture-problem = { $place }. { $title }. Underlag: { $n-evidence }. Orsaker: { $n-causes }. Åtgärder: { $n-measures }. Indikatorer: { $n-indicators }. Åtaganden: { $n-commitments }.
