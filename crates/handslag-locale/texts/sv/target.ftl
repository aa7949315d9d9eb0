# Målen i en enkel mening, och hur långt det har kommit.

bound-at-least = minst { $n-amount } { $what }
bound-exactly = precis { $n-amount } { $what }
bound-at-most = högst { $n-amount } { $what }
bound-between = { $n-from }–{ $n-to } { $what }
bound-share-at-least = minst { $percent }
bound-share-exactly = precis { $percent }
bound-share-at-most = högst { $percent }
bound-share-between = { $from } till { $to }

unit-of-kinds = { $unit } { $kinds }
unit-at-kinds = { $unit } vid { $kinds }
anything-counted = det som räknas

per-day = per dygn
per-week = per vecka
per-month = per månad
per-quarter = per kvartal
per-tertial = per tertial
per-term = per termin
per-half-year = per halvår
per-year = per år
per-school-year = per läsår
per-days = per { $n } dygn
per-weeks = per { $n } veckor
per-months = per { $n } månader
per-quarters = per { $n } kvartal
per-tertials = per { $n } tertial
per-terms = per { $n } terminer
per-half-years = per { $n } halvår
per-years = per { $n } år
per-school-years = per { $n } läsår
per-each = per { $what }

at-hours = { $phrase }, kl. { $hours }
at-places = { $phrase } ({ $places })
by-parties = { $phrase }, av { $parties }
one-means-words = { $phrase } (en räknas så här: { $words })
one-means-minutes = { $phrase } (en är { $minutes })

average-phrase = i snitt { $amount }

coverage-all-n = alla { $n } { $name }
coverage-all = alla { $name }
coverage-some-of = minst { $n-some } av { $n } { $name }
coverage-some = minst { $n } { $name }
coverage-listed = alla dessa: { $names }
coverage-some-listed = minst { $n } av dessa: { $names }
coverage-weekdays = varje { $days }
coverage-with-kinds = { $who }: { $kinds }
coverage-each = { $who }, { $amount } var
coverage-each-day = { $who }, { $amount }

within-hours = inom { $time }
within-with-kinds = { $kinds }: { $within }
within-share = { $phrase }, i minst { $percent } av fallen

share-phrase = { $part } är { $share } av { $whole }
milestone-by = { $done } senast { $by }

trend-up = fler { $what }
trend-down = färre { $what }
trend-same = lika många { $what }
trend-than = { $phrase } än { $than }
trend-as = { $phrase } som { $than }
trend-than-words = { $words } ({ $amount })
trend-than-before = förut

condition-request = på begäran
condition-need = när behov uppstår
condition-event = när något händer
condition-intelligence = när underrättelser ger skäl
condition-then = { $condition }: { $then }
condition-answer = ett svar varje gång

season-between = { $from }–{ $to } varje år
season-only-weekdays = bara { $days }
season-then = { $season }: { $then }

ongoing-phrase = löpande, så att det syns { $per }
ongoing-what = löpande { $what }, så att det syns { $per }
each-period = under perioden

compound-all = alla { $n } delar: { $parts }
compound-some = minst { $n-some } av { $n } delar: { $parts }
compound-part = { $title }: { $target }

state-by = { $state } (senast { $by })
state-seen-in = { $state } (syns i { $source })
vague-phrase = inget mått är lovat
vague-because = inget mått är lovat: { $why }
other-phrase = ett mål av ett slag som inte kan räknas här ({ $shape })

weekday-monday = måndag
weekday-tuesday = tisdag
weekday-wednesday = onsdag
weekday-thursday = torsdag
weekday-friday = fredag
weekday-saturday = lördag
weekday-sunday = söndag
weekdays-monday = måndagar
weekdays-tuesday = tisdagar
weekdays-wednesday = onsdagar
weekdays-thursday = torsdagar
weekdays-friday = fredagar
weekdays-saturday = lördagar
weekdays-sunday = söndagar

so-far = Hittills: { $what }.
log-shows = Loggen visar { $what }.
came-to = Det blev { $what }.
came-to-uneven = Det blev { $what }, men inte tillräckligt i varje period.
counted-of = { $counted } av { $target }
counted-of-unit = { $counted } av { $target } { $unit }
counted-only = { $counted } { $unit }
target-at-least = minst { $target }
target-at-most = högst { $target }
target-range = { $from }–{ $to }
counted-average = i snitt { $ratio } { $unit }
counted-average-of = i snitt { $ratio } av { $target } { $unit }
counted-share = { $percent }
counted-not-begun = Tiden har inte börjat.
counted-no-need = Behovet uppstod inte.
counted-no-need-yet = Behovet har inte uppstått än.
counted-cannot-tell = Loggen kan inte visa hur det gick: { $why }.
counted-cannot-tell-with = Loggen har { $counted }, men kan inte visa hur det gick: { $why }.
members-left = { $n ->
    [one] { $n } är kvar
   *[other] { $n } är kvar
}
