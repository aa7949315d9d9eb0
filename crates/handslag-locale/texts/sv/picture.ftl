# Lägesbilden: rapporter om vad som hänt eller känts otryggt.
work-nav-report = Rapportera

report-title = Rapportera
report-no-persons = Skriv vad som hänt och var, aldrig om vem.
report-several = Välj flera om det var flera saker på samma plats och tid.
report-other-kind = Annat
report-no-kind = Välj …
report-choose-kind = Välj vad det var.
report-dwelling = I en bostad
report-dwelling-hint = Då sparas bara kommunen, ingen plats.
report-position-summary = En annan plats: skriv en position
report-position = Position
report-position-hint = Grader nord och ost, som telefonen visar dem: 58.5051, 13.1577
report-position-wrong = Positionen går inte att läsa. Skriv grader nord, komma, grader ost: 58.5051, 13.1577
report-from = Från klockan
report-to = Till klockan
report-time-hint = Lämna tomt om tiden inte är känd. Hände det någon gång under natten, skriv från och till.
report-time-skipped = Den tiden fanns inte: klockan ställdes fram. Skriv en annan tid.
report-time-backwards = Det slutar innan det börjar. Ändra tiderna.
report-count = Antal
report-note-hint = Inga namn, nummer, adresser eller signalement. Texten läses av spärren innan den sparas.
report-save = Spara rapporten
report-saved =
    { $n ->
        [one] Rapporten är sparad.
       *[other] { $n } händelser är sparade.
    }
report-already = Rapporten var sparad redan.
report-list-link = Vad som är rapporterat och inläst

incidents-title = Händelser
incidents-none = Inget är rapporterat eller inläst än.
incidents-shown =
    { $n ->
        [one] En händelse, den enda.
       *[other] De senast inlästa: { $n } händelser.
    }
incidents-when = När
incidents-source = Källa
incidents-own-reports = Egen rapport
incidents-said-before = Förut:

window-day = { $day }
window-minute = { $day } kl. { $time }
window-hour = { $day } vid { $time }-tiden
window-between = { $from } till { $to }
window-published = publicerat { $day } kl. { $time }
