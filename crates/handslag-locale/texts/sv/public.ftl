# De öppna sidornas texter.

site-name = Handslag
skip-to-content = Hoppa till innehållet
nav-search = Sök
nav-about = Om Handslag
nav-main = Huvudmeny
nav-trail = Du är här
nav-home = Alla kommuner
footer-report-crime = Vill du anmäla ett brott? Ring { $phone } eller gå till { $site }.
footer-emergency = Akut: ring { $phone }.
footer-open-data = Öppna data
footer-accessibility = Tillgänglighet
footer-about = Om Handslag
footer-words = Ett löfte ska gå att följa.
example-banner = Exempel: aktiviteter, händelser, synpunkter och beslut är påhittade. Siffror från Brå är verkliga.
real-figures = Verkliga siffror
yes = ja
no = nej
not-given = inte angivet

home-title = Har polisen och kommunen hållit vad de lovade?
home-lead = I ett medborgarlöfte säger polisen och kommunen vad de ska göra för tryggheten där du bor. Här ser du vad de lovade, vad som blev gjort och om det hjälpte.
home-find = Hitta din kommun
home-municipalities = Kommuner med ett löfte
home-none = Här finns inget publicerat löfte ännu. När det första löftet är publicerat syns det här.
home-how-title = Så fungerar det
home-how-listen = Invånare och medarbetare berättar vad som är fel.
home-how-promise = Polisen och kommunen lovar vad de ska göra, hur mycket och till när.
home-how-count = Allt som görs räknas i en logg. Ingen skriver procent för hand.
home-how-answer = Uppföljningen visar hur det gick, och säger ifrån när det inte går att visa.
n-promises =
    { $n ->
        [one] { $n } löfte
       *[other] { $n } löften
    }

search-title = Sök bland löften
search-label = Sök
search-hint = Till exempel en kommun, en plats eller ”trafik”.
search-button = Sök
search-hits =
    { $n ->
        [0] Inga träffar på ”{ $query }”.
        [one] { $n } träff på ”{ $query }”.
       *[other] { $n } träffar på ”{ $query }”.
    }
search-results = Träffar
search-shown = Bara de bästa visas ({ $n }). Skriv fler ord för att söka smalare.
search-advice = Pröva färre ord, eller ett ord till exempel ”skola”. Du kan också börja på sidan med alla kommuner.
search-kind-municipality = kommun
search-kind-promise = löfte
search-kind-commitment = åtagande
search-kind-follow-up = uppföljning
search-kind-picture = lägesbild

municipality-lead =
    { $n ->
        [0] Inget löfte är publicerat för { $name } ännu.
        [one] Här är löftet som polisen och kommunen har gett i { $name }.
       *[other] Här är de { $n } löften som polisen och kommunen har gett i { $name }.
    }
municipality-promises = Löften
municipality-running = gäller nu
municipality-ended = avslutat
municipality-open-promise = Läs löftet
municipality-follow-ups = Uppföljningar

promise-lead =
    { $parties } lovade { $n ->
        [one] { $n } sak
       *[other] { $n } saker
    }.
promise-blocks-title =
    { $n ->
        [one] { $n } åtagande
       *[other] { $n } åtaganden
    }: { $tally }
promise-blocks-how = Varje ruta är ett åtagande. Tryck på den för att läsa mer.
promise-period = Gäller
promise-parties = Parter
promise-counted = Räknat till och med
promise-version = Utgåva
promise-agreement = Bygger på
chain-title = Från det ni sa till det som ändrades
chain-said = Ni sa
chain-promised = Vi lovade
chain-did = Vi gjorde
chain-changed = Det ändrades
chain-said-none = Ingen dialog är antecknad.
chain-did-none = Inget är antecknat ännu.
chain-changed-none = Det går inte att visa ännu.
chain-more = Läs alla
voice-n =
    { $n ->
        [one] { $n } person sa så
       *[other] { $n } sa så
    }
voice-answer = Svar: { $answer }
commitments-title = Åtaganden
commitments-other = Övrigt
commitment-read = Läs mer om { $title }
background-title = Varför just de här sakerna?
problems-title = Problem vi arbetar med
problem-project = Projekt: { $name }
problem-cycle = Arbetet steg för steg
problem-causes = Orsaker
problem-measures = Åtgärder
problem-for = Talar för
problem-against = Talar emot
problem-assumption = Ett antagande: inget är antecknat för eller emot.
problem-result = Resultat
goals-title = Vad som skulle ändras
goal-column = Mål
goal-indicator = Mäts med
goal-baseline = Från början
goal-target = Målet
goal-outcome = Så blev det
claims-title = Vad siffrorna säger
claim-said-by = { $who } säger:
claim-said = Påstående:
claim-finding = Vår prövning: { $finding }
claim-estimate = { $of }: { $value } ({ $level } % säkert mellan { $low } och { $high })
claim-how = Så vet vi det
claim-method = Metod: { $method }
claim-assumes = Förutsätter:
claim-grade = Belägg: { $grade }.
context-title = Det som hände runt omkring
parties-title = Vad varje part gjorde
next-step-title = Nästa steg
contact-title = Frågor
sources-title = Källor
follow-ups-title = Uppföljningar
follow-ups-none = Ingen uppföljning är publicerad ännu.
follow-up-year = Uppföljning { $year }
follow-up-listed = version { $version }, { $date }
source-text-title = Löftet ord för ord
source-text-open = Visa hela texten
source-read = Läst { $date }
versions-title = Löftets versioner
open-data-title = Öppna data
open-data-words = Samma siffror som på sidan, för dig som vill räkna själv.
open-data-json = Hela löftet som JSON
open-data-csv = Åtagandena som CSV
pdf-link = Ladda ner som PDF
csv-link = Ladda ner som CSV
json-link = Ladda ner som JSON
on-this-page = På sidan

figures-title = Anmälda brott
figures-lead = Siffror från officiell statistik. Fler anmälningar kan betyda fler brott, men också att fler anmäler.
figures-choose = Välj vad som visas
figures-category = Slag av brott
figures-measure = Visa som
figures-show = Visa
figures-none = Det finns inga siffror att visa.
figure-table = Visa siffrorna som tabell
figure-csv = Ladda ner siffrorna (CSV)
figure-alone = Öppna diagrammet för sig
figure-how = Så läser du diagrammet: linjen är { $area }. Det grå bandet är mittersta hälften av jämförbara kommuner: { $names }.
figure-how-alone = Så läser du diagrammet: linjen är { $area }.
figure-chosen-by = De är valda så här: { $rule }.
figure-band = Mittersta hälften av jämförbara kommuner
figure-promise-period = löftet gäller
figure-description = { $category }, { $measure }, { $from } till { $to }. Siffrorna finns i tabellen under diagrammet.
figure-back = Tillbaka till löftet

commitment-words = Så står det i löftet
commitment-target = Målet
commitment-parties = Ansvariga
commitment-places = Platser
commitment-focus-area = Område
commitment-answers = Svarar på
three-answers = Tre svar
three-said = Det som sägs
three-evidenced = Det loggen visar
three-on-time = I tid?
said-nothing = Ingen part har sagt hur det gick.
said-together = Parterna tillsammans
verdict-line = Vår bedömning:
evidence-line = Belägg: { $grade }.
bar-time-gone = { $percent } av tiden har gått
bar-time-all = hela tiden har gått
bar-title = { $title }: { $state }. { $count }
parts-title = Målets delar
members-title = Vilka som har nåtts
members-done = Klart ({ $n })
members-not-done = Kvar ({ $n })
stretches-title = Period för period
stretch-column = Period
stretch-counted = Gjort
stretch-met = Som lovat?
stretch-above = mer än lovat
stretch-running = pågår
stretch-not-demanded = krävs inte
done-title = Det som gjordes
done-none = Inget är loggat för det här åtagandet.
done-by-month = Loggade aktiviteter per månad
done-by-month-finding =
    { $n ->
        [one] { $n } rad i loggen
       *[other] { $n } rader i loggen
    } för ”{ $title }”
done-month = Månad
done-kind = Slag
done-place = Plats
done-amount = Räknas som
done-entries = Rader i loggen
done-caption = Aktiviteter per månad, slag och plats
done-source = Handslags logg, räknad till och med { $date }
done-no-persons = Loggen har inga uppgifter om personer.
deviation-short = Avvikelse: { $words }
withheld-below = Färre än { $n }. Det exakta antalet visas inte, för att ingen ska kunna pekas ut.
deviation-title = Varför det inte blev som vi lovade
sentence-log =
    { $n ->
        [one] visas av { $n } rad i loggen
       *[other] visas av { $n } rader i loggen
    }
sentence-logs = visas av loggen för { $n } åtaganden
sentence-verdicts =
    visas av hur { $n ->
        [one] åtagandet
       *[other] åtagandena
    } gick
sentence-figure = visas av ett diagram
sentence-statement = en parts egna ord
sentence-promise = står i löftet
sentence-none = inget visar det
back-to-promise = Till hela löftet
report-wrong = Stämmer det inte? { $contact }

follow-up-title = Uppföljning { $year }
follow-up-of = av { $promise }
version-line = Version { $version }, publicerad { $date }. Räknad till och med { $at }.
version-draft = Utkast, inte publicerat. Räknat till och med { $at }.
version-corrected = Detta är en rättelse: { $reason }
version-replaced = Den här versionen är ersatt.
version-newest = Läs den senaste versionen
version-earlier-title = Tidigare versioner
version-earlier-words = En publicerad uppföljning ändras aldrig. En rättelse blir en ny version, och alla går att läsa.
version-n = Version { $version }
version-published = publicerad { $date }
summary-title = Kort sagt
tally-title = Så gick det
tally-caption = Åtaganden efter hur det gick
tally-verdict = Hur det gick
tally-n = Antal
tally-meaning = Det betyder
voices-title = Det invånare och medarbetare sa
download-title = Ladda ner

news-title = Polisens nyheter om { $name }
news-aside = Nyheter från polisen
news-warning = Det här är nyheter, inte ett mått. Polisen väljer själv vad den skriver om, så antalet säger inget om brotten eller löftet.
news-all = Alla nyheter
news-none = Det finns inga nyheter att visa.
news-older = Äldre nyheter
news-sums-up = sammanfattar flera händelser
news-read = Läs hos polisen
news-published = Publicerad { $when }

error-not-found-title = Sidan finns inte
error-not-found-words = Adressen kan vara fel, eller så är sidan inte publicerad. Pröva att söka, eller börja på sidan med alla kommuner.
error-forbidden-title = Du får inte se den här sidan
error-forbidden-words = Ditt konto har inte rätt att göra det här. Be den som sköter Handslag i din organisation om hjälp.
error-bad-request-title = Vi förstod inte det som skickades
error-bad-request-words = Gå tillbaka, kontrollera det du skrev och försök igen.
error-too-many-title = Det kom för många försök
error-too-many-words = Vänta en minut och försök igen.
error-server-title = Något gick fel hos oss
error-server-words = Felet är antecknat. Inget du har sparat är borta. Försök igen om en stund.
error-server-number = Felets nummer: { $number }

about-title = Om Handslag
about-what = Handslag är fri programvara för medborgarlöften. Polisen och kommunen skriver in vad de lovar. Det de gör räknas i en logg. Uppföljningen skrivs ur loggen och ur officiell statistik.
about-verdicts-title = Så bedömer vi
about-verdicts-caption = Utslag och vad de betyder
about-persons-title = Inga uppgifter om personer
about-persons-words = Loggen räknar vad som gjordes, var och när. Den har inget fält för den som polisen eller skolan har talat med. Samtal om oro räknas bara som ett antal per månad.
about-cookies-title = Kakor
about-cookies-words = De öppna sidorna sätter en enda kaka, och bara om du byter språk. Inget hämtas från andra webbplatser.
accessibility-title = Tillgänglighet
accessibility-lead = De öppna sidorna ska gå att använda för alla. Vi bygger dem efter WCAG 2.2, nivå AA.
accessibility-works-title = Det här gör vi
accessibility-works-table = Varje diagram har en tabell med samma siffror.
accessibility-works-scripts = Alla öppna sidor fungerar utan skript, med tangentbord och på en skärm som är 320 punkter bred.
accessibility-works-colour = Färg är aldrig det enda som skiljer: varje utslag har ett tecken och ett ord.
accessibility-tested-title = Så har vi prövat
accessibility-tested-words = Sidorna prövas med verktyget axe-core, i ljust och mörkt läge. Ett verktyg hittar bara en del av felen. Vi har inte prövat sidorna med användare av skärmläsare, och ingen utomstående har granskat dem.
accessibility-known-title = Det här vet vi brister
accessibility-known-words = Långa diagram har små bokstäver på smala skärmar. Texten som parterna skriver kan vara svårare än vår egen.
accessibility-report-title = Hittar du ett hinder?
accessibility-report-words = Säg till den kommun som har publicerat sidan. Får du ingen hjälp kan du anmäla till Digg, myndigheten för digital förvaltning.

form-errors-title = Rätta det här först
form-questions-title = Stämmer det här?
form-optional = frivilligt
form-more = Öka { $label }
form-less = Minska { $label }
