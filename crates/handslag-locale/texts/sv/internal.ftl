# Texter för sidorna innanför inloggningen.

work-nav-today = Idag
work-nav-log = Logga
work-nav-activities = Loggen
work-nav-promises = Löften
work-nav-intake = Läs in
work-sign-in = Logga in
work-sign-in-title = Logga in
work-sign-in-wrong = Namnet eller lösenordet stämmer inte. Kontrollera båda och försök igen.
work-sign-out = Logga ut
work-user-name = Användarnamn
work-password = Lösenord
work-demo-title = Prova som
work-demo-words = Det här är en demonstration. Välj en roll; inget lösenord behövs.
work-signed-in-as = { $organisation }, { $role }
work-role-reader = läsare
work-role-reporter = rapportör
work-role-editor = redaktör
work-role-publisher = utgivare
work-level-error = fel
work-level-warning = varning
work-level-note = att veta
work-state-draft = utkast
work-state-published = publicerad
work-state-revision = publicerad, rättelse på gång
work-state-none = inte påbörjad
work-state-unsaved = förslag, inte sparat
work-origin-form = loggad
work-origin-import = inläst
work-origin-command = från terminalen
work-moment = { $date } kl. { $time }
work-schema = Formatets schema (JSON Schema)
work-save = Spara
work-saved = Sparat.
work-saved-at = Sparat
work-show = Visa
work-change = Byt
work-all = alla
work-from = Från och med
work-to = Till och med
work-text = Text
work-field-parties = Parter
work-field-period = Period
work-field-sentence = Mening
work-heading = Rubrik
work-file = Fil
work-reason = Skäl
work-reason-hint = Varför du ändrar. Skälet sparas tillsammans med det som stod förut.
work-reason-optional = Frivilligt. Syns i listan över sparade versioner.
work-version = version { $version }
work-today-title = Idag
work-log-button = Logga en aktivitet
work-last-logged = Det du loggade senast
work-nothing-logged = Du har inte loggat något ännu.
work-nothing-behind = Inget ligger efter.
work-no-promises = Er organisation har inget löfte här ännu.
work-withdrawn = tillbakadragen
work-withdrawn-words = Raden är tillbakadragen och räknas inte. Vad den sa står kvar nedan.
work-owner = Ägs av
work-shared-as = delat med er som { $role }
work-log-title = Logga en aktivitet
work-log-outside = Löftet gäller { $period }, inte idag. Bara det som gjordes då räknas.
work-log-promise = Löfte
work-log-what = Vad?
work-log-where = Var?
work-log-day = Dag
work-log-time = Klockslag
work-log-counts = Antal
work-log-other = Fler …
work-log-other-type = Annan aktivitet
work-log-other-place = Annan plats
work-log-no-place = ingen särskild plats
work-log-more = Fler uppgifter
work-log-times = Antal gånger
work-log-hours = Arbetstimmar
work-log-staff = Antal i personalen
work-log-took-hours = Timmar från anmält till klart
work-log-parties = Vilka deltog?
work-log-covers = Nådda klasser eller platser
work-log-covers-hint = En på varje rad, med samma namn som i löftet. Aldrig namn på personer.
work-log-sets = Namnen i löftet
work-log-serves = Gäller särskilt åtagande
work-log-same-as = Samma sak har loggats av en annan part
work-log-same-as-none = nej
work-log-note = Anteckning
work-log-note-hint = Skriv inget om personer: inga namn, nummer eller adresser.
work-log-saved = Sparat.
work-log-already = Den här var redan sparad. Den räknas en gång.
work-log-moved-none = Den räknas inte mot något åtagande just nu.
work-log-counts-toward = Räknas mot
work-log-of = av { $target }
work-log-correct = Rätta det du sparade
work-logged-by = Loggad av
work-entry-title = { $kind }, { $day }
work-save-correction = Spara rättelsen
work-withdraw = Dra tillbaka
work-trace = Spår
work-trace-none = Raden har inte ändrats.
work-trace-before = Förut stod det:
work-new-promise = Lägg till ett löfte
work-promise-file = Fil (TOML eller JSON)
work-promise-text = Löftet som text
work-promise-text-hint = Klistra in TOML eller JSON, om du inte väljer en fil.
work-add-promise = Lägg till löftet
work-check = Kontrollera
work-municipality = Kommun
work-promise-title = Titel
work-period-from = Gäller från
work-period-to = Gäller till
work-period-extended = Förlängt till
work-date-hint = Till exempel 2022-01-01, mars 2022 eller 2022.
work-contact = Kontakt
work-contact-hint = En funktion, aldrig en person.
work-edit-promise = Ändra löftet
work-edit-text = Ändra som text
work-edit-text-hint = Hela löftet utom loggen. Allt som saknar eget formulär ändras här.
work-edit-commitment = Ändra åtagandet
work-saved-versions = Sparade versioner
work-commitment-title = Kort namn
work-commitment-words-hint = Ord för ord som det är undertecknat.
work-show-sentence = Visa meningen
work-target-shape = Slag av mål
work-target-keep = behåll som det är (ändras som text)
work-target-bound = Gräns
work-target-amount = Antal
work-target-amount-to = Till och med antal
work-target-unit = Vad som räknas
work-target-unit-hint = Tomt är gånger. Annars till exempel timmar, klasser eller förare.
work-target-per = Antalet gäller
work-target-types = Aktiviteter som räknas
work-target-coverage = Alla i en grupp
work-target-set = Grupp
work-target-members-here = de som står här nedanför
work-target-members = Medlemmar, en på varje rad
work-target-milestone = Något ska vara på plats
work-target-done = Vad
work-target-by = Senast
work-bound-at-least = minst
work-bound-exactly = precis
work-bound-at-most = högst
work-bound-between = mellan
work-per-whole = hela perioden
work-publication = Publicering
work-not-published = Löftet är inte publicerat.
work-published = Publicerat.
work-published-as = Utgåva { $version }, { $date }
work-publish-promise = Publicera löftet som det är nu
work-publish-words = Alla kan läsa det. En ny publicering blir en ny utgåva; den förra finns kvar.
work-counted-at = Räknat till och med
work-counted-to = räknat till och med { $date }
work-findings-title = Kontroll
work-findings-none = Kontrollen fann inget att påpeka.
work-finding-what = Vad
work-finding-remedy = Gör så här
work-id-taken = Ett löfte med id ”{ $id }” finns redan. Ge det nya ett annat id.
work-id-changed = Löftets id måste vara ”{ $id }”. Ett löfte med annat id läggs till som ett nytt.
work-text-has-log = Texten innehåller aktiviteter. De ändras i loggen; ta bort dem här.
work-share = Dela
work-share-none = Löftet är inte delat med någon.
work-share-new = Dela med en organisation
work-share-no-partners = Det finns ingen annan organisation här att dela med.
work-share-partner = Organisation
work-share-purpose = Syfte
work-share-purpose-hint = Varför de behöver det. Delningen loggas.
work-share-role = Får högst vara
work-share-line = { $role }, sedan { $date }. Syfte: { $purpose }
work-share-end = Avsluta delningen
work-preview = Förhandsvisa
work-draft-pdf = Utkast som PDF
work-rewrite = Skriv om från loggen
work-rewrite-words = Att skriva om ersätter alla meningar med nya ur loggen och siffrorna.
work-remains = Innan du publicerar
work-remains-moved = Loggen har ändrats sedan texten skrevs: { $commitments }. Skriv om utkastet, annars säger uppföljningen något annat än loggen.
work-remains-save = Spara utkastet.
work-remains-next-step = Skriv nästa steg.
work-remains-publisher = En utgivare läser och publicerar.
work-sentence = Mening { $number }
work-sentence-new = Ny mening
work-claim-plain = Slutsats i en mening
work-publish = Publicera
work-publish-save-first = Spara utkastet innan du publicerar.
work-publish-follow-up-words = Det sparade utkastet publiceras som sida, PDF, CSV och JSON. En publicerad uppföljning ändras aldrig: en rättelse blir en ny version.
work-publish-reason-hint = Krävs när något redan är publicerat: skriv vad som rättas.
work-publish-version = Publicera uppföljning { $year } av { $name }
work-read-published = Läs det som är publicerat
work-stale-title = Någon annan hann spara
work-stale-words = Medan du skrev sparade någon annan en ny version. Inget av ditt är sparat än, och inget är borta. Här är de ställen som skiljer sig.
work-stale-mine = Du skrev
work-stale-theirs = Sparat av någon annan
work-stale-nothing = Inget står här.
work-stale-same = Texterna är lika.
work-stale-save-mine = Spara min text ändå
work-stale-take-theirs = Behåll den andras text
work-intake-kind = Vad innehåller filen?
work-intake-activities = Aktiviteter
work-intake-figures = Anmälda brott (Brå)
work-intake-population = Invånare
work-intake-notices = Polisens händelsenotiser
work-intake-promise-hint = Bara för aktiviteter.
work-intake-year = År
work-intake-year-hint = Bara för invånare, när filen inte säger vilket år.
work-intake-dry-words = Filen provkörs först. Inget sparas förrän du säger till.
work-intake-again = Läs in en annan fil
work-send = Skicka filen
work-batches = Tidigare inläsningar
work-batches-none = Inget är inläst ännu.
work-batch-at = När
work-batch-rows = Rader
work-batch-new = Nya
work-batch-revised = Ändrade
work-batch-unchanged = Fanns redan
work-batch-older = Äldre än det som finns
work-batch-no-longer-given = Ges inte längre; talet står kvar
work-notes = Att veta
work-mapping = Sparad kolumnkarta
work-mapping-suggest = föreslå en
work-mapping-title = Kolumnerna i { $file }
work-mapping-name = Spara som
work-mapping-name-hint = Frivilligt. Med ett namn kan du använda samma kolumnkarta nästa gång.
work-mapping-type-fixed = Om ingen kolumn säger aktivitet
work-mapping-type-column = en kolumn säger det
work-mapping-adjust = Ändra kolumnerna
work-column-ignore = utelämnas
work-column-id = Filens eget id
work-column-count = Antal: { $unit }
work-dates = Datum som 3/12
work-dates-day-first = dag före månad
work-dates-month-first = månad före dag
work-new-places = Platser som inte finns i löftet
work-new-places-refuse = visa som fel
work-new-places-keep = behåll namnet
work-dry-run = Provkör
work-take-in = Läs in på riktigt
work-job-running = Filen läses
work-job-reload = Visa hur långt den har kommit
work-job-progress = { $n-done } av { $n-total } rader
work-job-dry-done = Provkörningen gick bra
work-job-dry-words = Inget är sparat. Stämmer det? Läs då in på riktigt.
work-job-done = Filen är inläst
work-job-not-taken-in = Filen är inte inläst
work-job-has-door = Källan har en egen dörr för Open311, och dess nyckel läser allt som kommer från källan. Ge filen en annan källa.
work-job-failed = Filen lästes inte in. Inget är sparat. Försök igen; hjälper det inte, säg till den som sköter Handslag.
work-row-row = Rad
work-row-column = Kolumn
work-row-value = Värde
work-row-file = hela filen
work-rows-nothing-saved = Inget ur filen är sparat. Rätta raderna i filen och skicka den igen.
work-personal-data = Texten ser ut att peka ut en person: { $found }. Ta bort det och spara igen.
work-personal-identity-number = personnummer
work-personal-phone = telefonnummer
work-personal-email = e-postadress
work-personal-plate = registreringsnummer
work-personal-apartment = lägenhetsnummer
work-personal-name = namn
work-personal-address = adress
work-invalid-missing = { $field } saknas. Fyll i det.
work-invalid-unreadable = { $field } går inte att läsa. Skriv det på ett annat sätt.
work-invalid-number = { $field } går inte att läsa som ett tal. Skriv det med siffror, till exempel 12 eller 3,5.
work-invalid-day = { $field } går inte att läsa som en tid. Skriv en dag, en månad eller ett år, till exempel 2023-05-14, maj 2023 eller 2023.
work-invalid-date = { $field } går inte att läsa som en dag. Skriv den som 2023-05-14.
work-invalid-clock = { $field } går inte att läsa som ett klockslag. Skriv det som 21:15.
work-invalid-thousands = { $field } kan betyda tusental eller tre decimaler. Skriv 4000 eller 4 000 om du menar fyra tusen, och 1,5 om du menar en och en halv.
work-invalid-not-yet = { $field }: den dagen har inte varit än. Skriv en dag till och med i dag.
work-invalid-future = { $field } ligger i framtiden. Logga det när det är gjort.
work-invalid-year = { $field } är före 1990. Skriv året med fyra siffror.
work-invalid-unknown = { $field } finns inte. Välj något som finns.
work-invalid-taken = { $field } är upptaget. Välj ett annat.
work-invalid-locked = { $field } kan inte ändras här. Läs in det som är sparat och ändra bara det andra.
work-effect-lock = Låset
work-effects = Svaren under ”Har det hjälpt?”
work-invalid-not-whole = { $field }: samtal och anmälningar räknas i hela tal.
work-error-back = Gå tillbaka i webbläsaren: det du skrev står kvar där.
work-error-needs-role = Det här kräver rollen { $role }.
work-error-elsewhere-title = Formuläret kom från en annan webbplats
work-error-elsewhere-words = Därför gjordes ingenting. Öppna sidan här och försök igen.
work-error-too-large-title = Filen är för stor
work-error-too-large-words = Dela den i mindre delar och skicka dem var för sig.
work-error-method-words = Sidan kan inte ta emot det som skickades.
work-error-personal-title = Texten verkar peka ut en person
work-error-document-title = Dokumentet har fel
work-error-pdf-title = PDF-filen kunde inte göras
work-error-pdf-words = Inget är publicerat. Försök igen om en stund. Hjälper det inte, säg till den som sköter Handslag.
work-error-taken-title = Det är upptaget
work-error-taken-words = Något med samma namn finns redan. Välj ett annat.
work-error-address-words = En annan organisation har redan publicerat på adressen { $address }. Är det ett löfte, ge det ett annat id.
work-behind =
    { $n ->
        [one] { $n } åtagande behöver något
       *[other] { $n } åtaganden behöver något
    }
work-as-it-should =
    { $n ->
        [one] { $n } åtagande går som det ska.
       *[other] { $n } åtaganden går som de ska.
    }
work-not-begun =
    { $n ->
        [one] { $n } åtagande har inte börjat.
       *[other] { $n } åtaganden har inte börjat.
    }
work-no-need-yet =
    { $n ->
        [one] { $n } åtagande väntar på att behovet uppstår.
       *[other] { $n } åtaganden väntar på att behovet uppstår.
    }
work-none-logged =
    { $n ->
        [one] { $n } åtagande har inget loggat än.
       *[other] { $n } åtaganden har inget loggat än.
    }
work-only-told =
    { $n ->
        [one] { $n } åtagande är bara berättat.
       *[other] { $n } åtaganden är bara berättade.
    }
work-cannot-be-assessed =
    { $n ->
        [one] { $n } åtagande går inte att bedöma.
       *[other] { $n } åtaganden går inte att bedöma.
    }
work-no-measure =
    { $n ->
        [one] { $n } åtagande har inget att hålla mot tiden.
       *[other] { $n } åtaganden har inget att hålla mot tiden.
    }
work-n-entries =
    { $n ->
        [one] { $n } rad
       *[other] { $n } rader
    }
work-more-entries =
    { $n ->
        [one] { $n } rad till finns. Smalna av med filtret.
       *[other] { $n } rader till finns. Smalna av med filtret.
    }
work-entries-behind =
    { $n ->
        [one] { $n } rad i loggen bakom siffran
       *[other] { $n } rader i loggen bakom siffran
    }
work-remains-reasons =
    { $n ->
        [one] { $n } åtagande blev inte som lovat och saknar skäl.
       *[other] { $n } åtaganden blev inte som lovat och saknar skäl.
    }
work-remains-evidence =
    { $n ->
        [one] { $n } mening har inget belägg.
       *[other] { $n } meningar har inget belägg.
    }
work-file-title = Filen behöver rättas
work-rows-title =
    { $n ->
        [one] { $n } rad behöver rättas
       *[other] { $n } rader behöver rättas
    }
work-rows-more =
    { $n ->
        [one] { $n } rad till visas inte.
       *[other] { $n } rader till visas inte.
    }
work-mapping-words =
    { $n ->
        [one] Filen har { $n } rad. Säg vad varje kolumn innehåller. Exempel ur kolumnen står under dess namn.
       *[other] Filen har { $n } rader. Säg vad varje kolumn innehåller. Exempel ur kolumnen står under dess namn.
    }
