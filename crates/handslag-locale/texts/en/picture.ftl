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
report-position-instead = The chosen place no longer counts.
report-position-emptied = The position is removed: the chosen place counts.
report-where-counts = Which one counts?
report-which-counts = You have chosen a place and filled in a position. Choose which one counts.
report-counts-position = { $position }, { $distance } from there
distance-m = { $metres } metres
distance-km = { $km } kilometres
report-nowhere = You have not said where. Save anyway?
report-outside = The place lies outside the municipality ({ $own }).
report-outside-in = The place lies outside the municipality ({ $own }), in { $found }.
report-outside-sweden = The place lies outside Sweden.
report-swapped = North and east are probably swapped: write degrees north first. Or save anyway.
report-save-anyway-words = Save anyway?
report-save-anyway = Save anyway
report-correct-words = Was something wrong? Open the incident and correct it, or undo everything.
report-undo = Undo the report
report-undo-reason = Undone by the one who reported it.
report-undone =
    { $n ->
        [one] The report is undone and does not count. Its trace is kept.
       *[other] The report of { $n } incidents is undone and does not count. Its trace is kept.
    }
report-undo-changed = Somebody has corrected the report since you sent it. Nothing is undone. Open the incident and withdraw it there:

incidents-title = Incidents
incidents-none = Nothing has been reported or imported yet.
incidents-none-such = No incident fits what you ask for.
incidents-range = { $first }–{ $last } of { $all }, the latest to be taken in first.
incidents-pages = Pages of the list
incidents-latest = The latest
incidents-later = Taken in later
incidents-earlier = Taken in earlier
incidents-no-such-page = The page of the list cannot be understood. The latest are shown.

address-not-followed = Not all of the address could be followed:
address-no-day = { $field }: ”{ $value }” is no day, and does not count. Write the day as 2023-05-04.
address-no-choice = { $field }: ”{ $value }” is not there, and does not count. Choose from the list.
address-turned = From { $from } to { $to }: it ends before it begins, so the days do not count. Change places between them.
address-half = A comparison needs both a first and a last day, so nothing is compared.
address-since = What is new is counted from { $from }, not from { $asked }: it must be at least 7 and at most 182 days of what has been taken in.
incidents-when = When
incidents-source = Source
incidents-own-reports = Own report
incidents-said-before = Before:

window-day = { $day }
window-minute = { $day } at { $time }
window-hour = { $day } about { $time }
window-between = { $from } to { $to }
window-published = published { $day } at { $time }

work-nav-picture = Picture

picture-title = Situational picture
picture-lead = { $n } incidents, { $from } to { $to }.
picture-none = Nothing in the picture fits what you ask for. Take away a condition.
picture-area = Area
picture-days = Weekdays
picture-all-days = All
picture-weekdays = Monday to Thursday
picture-weekend = Friday to Sunday
picture-from-hour = From hour
picture-to-hour = Up to and including hour
picture-share = Share

picture-trend = Month by month
picture-trend-finding = Incidents per month, and what was to be expected
picture-line = Incidents
picture-unit = incidents per month
picture-source = The picture's incidents
picture-too-short = There is less than a whole year to compare with. No month can be judged yet.
picture-no-unusual = No month is unusual: all are as near to what was expected as chance allows.
picture-unusual = Unusual: { $months }.
picture-by-chance = Outside the range, but not surely unusual: { $months }. When many months are judged, some fall outside by chance.
picture-two-questions = This asks about every calendar month. "New" above asks about { $days }, against as many days at other times: so numbers and ranges may differ from the month's.
picture-month = { $month } ({ $n }, expected { $lower }–{ $upper })
picture-trend-how = The band is what the months before let one expect: 95 of 100 months tend to fall in it. With three years or more, season and trend are counted in; with less, it is the mean. A month that is not over is not judged.
picture-trend-judged =
    { $n ->
        [one] One month is judged.
       *[other] { $n } months are judged. The limit is set so that at most 5 of 100 months pointed out are pointed out falsely (Benjamini and Hochberg 1995).
    }

picture-hours = Hour by hour
picture-hours-caption = Incidents by weekday and hour
picture-busiest = Most are on { $day } at { $hour }: { $share } of all.
picture-hours-how = Where only a span of time is known, the incident is shared evenly over the hours in the span (aoristic weight, Ratcliffe 2002). So the numbers are not always whole. If an hour such as midnight looks too full, it may stand for "time unknown" in the source.

picture-kinds = What
picture-places = Where
picture-areas = Areas with most
picture-top-places = Places with most
picture-gathered-link = Beside chance, in the analyses
picture-without-point = { $share } of the incidents have no point that may be shown: they are known to an area or municipality, or happened in a dwelling. They are counted by time and area but never at a place.
picture-nowhere =
    { $n ->
        [one] One incident lies in no area.
       *[other] { $n } incidents lie in no area.
    }
picture-sources = Where the incidents come from
picture-own = The organisation's own reports and the files it has taken in.
picture-shown = { $owner }, until { $until }: { $purpose }
picture-earlier-months =
    { $n ->
        [one] one earlier month
       *[other] { $n } earlier months
    }

## Beside the year before

year-title = Beside the year before
year-lead = { $now }: { $count } incidents. The same months a year before ({ $before }): { $count-before }.
year-change = That is { $change }, probably somewhere between { $lower } and { $upper }.
year-no-percent = There were too few the year before to count in percent.
year-percent-more = { $percent } more
year-percent-fewer = { $percent } fewer
year-as-many = as many
year-clear = Chance seldom makes so large a difference.
year-chance = Chance can make so large a difference. It cannot be said that anything has changed.
year-as-before = But the years before let one expect { $lower }–{ $upper }. It was the year before that was unusual, not this one.
year-too-few = Numbers so small move by themselves.
year-row = { $name } (from { $before } to { $now })
year-kinds-more = More than the year before: { $list }.
year-kinds-fewer = Fewer than the year before: { $list }.
year-kinds-none = No single category has surely changed.
year-areas-more = Areas with more than the year before: { $list }.
year-areas-fewer = Areas with fewer than the year before: { $list }.
year-areas-none = No single area has surely changed.
year-kinds-table = Category by category, the year before and now
year-areas-table = Area by area, the year before and now
year-before = The year before
year-now = Now
year-difference = Change
year-between = { $lower } to { $upper }
year-says = What it says
year-turn-more = ▲ more
year-turn-fewer = ▼ fewer
year-turn-as-before = as the years before
year-turn-chance = may be chance
year-turn-few = too few to compare
year-rest =
    { $n ->
        [one] One more, with fewer incidents, is not shown.
       *[other] { $n } more, with fewer incidents, are not shown.
    }
year-picture-unit = The dot is the change and the line its 95% interval. Filled dot: surely changed. Hollow dot: may be chance.
year-quarter = a quarter
year-half = half
year-double = twice as many
year-four-times = four times
year-how-data = Whole months: { $now }, { $days } days, beside { $before }, { $days-before } days. A month that is not over is left out, and so is one in which the data begin or end midway. Numbers are compared per day. One report of twelve broken windows counts as twelve.
year-how-ratio = The change is one year's number over the other's, with an exact interval. That interval allows for chance alone. Real months move more, so it is widened by how much the months in pairs (January beside January) do move.
year-how-few = With fewer than { $limit } the year before no percent is made. With fewer than { $limit } in both years nothing is judged at all: from 7 to 11 is 57 percent but only four incidents.
year-how-short = There are less than three years before. How much a usual year differs from the next can therefore not be seen, so be careful.
year-how-years = The number must also lie outside what { $years } years before let one expect. Otherwise it was the year before that was unusual.
year-how-many = { $judged } categories and areas are judged together. The limit is set so that in the long run at most 5 of 100 pointed out are pointed out falsely, if the assumptions hold (Benjamini and Hochberg).
year-how-assumes = Months do not depend on each other. Incidents in a series make the numbers less sure than they look when the whole series lies in one month.
year-how-cannot = It does not say why. A new source, a new way to report or more checks change the numbers as well as more happening. That no change is seen does not mean that nothing has changed.

# What is not counted: it is known only to a longer time than the question is about.
known-to-day = day or part of a day
known-to-week = week or a few days
known-to-month = month
known-to-year = year
too-coarse =
    { $n ->
        [one] One incident is known only to its { $known } and is not counted here.
       *[other] { $n } incidents are known only to their { $known } and are not counted here.
    }
too-coarse-mostly = { $n } incidents are known to too long a time and are not counted here, most of them only to their { $known }.
picture-lead-short =
    { $n ->
        [one] One incident.
       *[other] { $n } incidents.
    }
picture-no-hours = Most are not known to the hour, so no hour can be named.
