# The targets in one plain sentence, and how far they have come.

bound-at-least = at least { $n-amount } { $what }
bound-exactly = exactly { $n-amount } { $what }
bound-at-most = at most { $n-amount } { $what }
bound-between = { $n-from }–{ $n-to } { $what }
bound-share-at-least = at least { $percent }
bound-share-exactly = exactly { $percent }
bound-share-at-most = at most { $percent }
bound-share-between = { $from } to { $to }

unit-of-kinds = { $unit } of { $kinds }
unit-at-kinds = { $unit } at { $kinds }
anything-counted = what is counted

per-day = per day
per-week = per week
per-month = per month
per-quarter = per quarter
per-tertial = per four months
per-term = per term
per-half-year = per half-year
per-year = per year
per-school-year = per school year
per-days = per { $n } days
per-weeks = per { $n } weeks
per-months = per { $n } months
per-quarters = per { $n } quarters
per-tertials = per { $n } four-month periods
per-terms = per { $n } terms
per-half-years = per { $n } half-years
per-years = per { $n } years
per-school-years = per { $n } school years
per-each = per { $what }

at-hours = { $phrase }, { $hours }
at-places = { $phrase } ({ $places })
by-parties = { $phrase }, by { $parties }
one-means-words = { $phrase } (one is counted like this: { $words })
one-means-minutes = { $phrase } (one is { $minutes })

average-phrase = on average { $amount }

coverage-all-n = all { $n } { $name }
coverage-all = all { $name }
coverage-some-of = at least { $n-some } of { $n } { $name }
coverage-some = at least { $n } { $name }
coverage-listed = all of these: { $names }
coverage-some-listed = at least { $n } of these: { $names }
coverage-weekdays = every { $days }
coverage-with-kinds = { $who }: { $kinds }
coverage-each = { $who }, { $amount } each
coverage-each-day = { $who }, { $amount }

within-hours = within { $time }
within-with-kinds = { $kinds }: { $within }
within-share = { $phrase }, in at least { $percent } of cases

share-phrase = { $part } make { $share } of { $whole }
milestone-by = { $done } no later than { $by }

trend-up = more { $what }
trend-down = fewer { $what }
trend-same = as many { $what }
trend-than = { $phrase } than { $than }
trend-as = { $phrase } as { $than }
trend-than-words = { $words } ({ $amount })
trend-than-before = before

condition-request = on request
condition-need = when a need arises
condition-event = when something happens
condition-intelligence = when intelligence gives reason
condition-then = { $condition }: { $then }
condition-answer = an answer every time

season-between = { $from }–{ $to } every year
season-only-weekdays = only { $days }
season-then = { $season }: { $then }

ongoing-phrase = all along, so that it is seen { $per }
ongoing-what = { $what } all along, so that it is seen { $per }
each-period = during the period

compound-all = all { $n } parts: { $parts }
compound-some = at least { $n-some } of { $n } parts: { $parts }
compound-part = { $title }: { $target }

state-by = { $state } (no later than { $by })
state-seen-in = { $state } (seen in { $source })
vague-phrase = no amount is promised
vague-because = no amount is promised: { $why }
other-phrase = a target of a kind that cannot be counted here ({ $shape })

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
weekdays-monday = Mondays
weekdays-tuesday = Tuesdays
weekdays-wednesday = Wednesdays
weekdays-thursday = Thursdays
weekdays-friday = Fridays
weekdays-saturday = Saturdays
weekdays-sunday = Sundays

so-far = So far: { $what }.
log-shows = The log shows { $what }.
came-to = It came to { $what }.
came-to-uneven = It came to { $what }, but not enough in each period.
counted-of = { $counted } of { $target }
counted-of-unit = { $counted } of { $target } { $unit }
counted-only = { $counted } { $unit }
target-at-least = at least { $target }
target-at-most = at most { $target }
target-range = { $from }–{ $to }
counted-average = on average { $ratio } { $unit }
counted-average-of = on average { $ratio } of { $target } { $unit }
counted-share = { $percent }
counted-not-begun = The time has not begun.
counted-no-need = No need arose.
counted-no-need-yet = No need has arisen yet.
counted-cannot-tell = The log cannot show how it went: { $why }.
counted-cannot-tell-with = The log holds { $counted }, but cannot show how it went: { $why }.
members-left = { $n } left
