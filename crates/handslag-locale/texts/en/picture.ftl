# The situational picture: reports of what happened or felt unsafe.
work-nav-report = Report

report-title = Report
report-no-persons = Say what happened and where, never who.
report-several = Choose several if there were several things at the same place and time.
report-other-kind = Something else
report-no-kind = Choose …
report-choose-kind = Choose what it was.
report-dwelling = In a dwelling
report-dwelling-hint = Then only the municipality is kept, no place.
report-position-summary = Another place: write a position
report-position = Position
report-position-hint = Degrees north and east, as the telephone shows them: 58.5051, 13.1577
report-position-wrong = The position cannot be read. Write degrees north, a comma, degrees east: 58.5051, 13.1577
report-from = From what time
report-to = To what time
report-time-hint = Leave it empty if the time is not known. If it was some time in the night, write from and to.
report-time-skipped = There was no such time: the clocks were put forward. Write another time.
report-time-backwards = It ends before it begins. Change the times.
report-count = Number
report-note-hint = No names, numbers, addresses or descriptions. The guard reads the text before it is saved.
report-save = Save the report
report-saved =
    { $n ->
        [one] The report is saved.
       *[other] { $n } incidents are saved.
    }
report-already = The report was saved already.
report-list-link = What was reported and imported

incidents-title = Incidents
incidents-none = Nothing has been reported or imported yet.
incidents-shown =
    { $n ->
        [one] One incident, the only one.
       *[other] The latest to be taken in: { $n } incidents.
    }
incidents-when = When
incidents-source = Source
incidents-own-reports = Own report
incidents-said-before = Before:

window-day = { $day }
window-minute = { $day } at { $time }
window-hour = { $day } about { $time }
window-between = { $from } to { $to }
window-published = published { $day } at { $time }
