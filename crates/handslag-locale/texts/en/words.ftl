# Words that recur: verdicts, evidence, on time, units, kinds of activity.

list-and = and
list-or = or
example-tag = example
period-from = from { $from }
period-to = until { $to }
period-unknown = period not stated

verdict-exceeded = exceeded
verdict-kept = kept
verdict-partly = partly kept
verdict-not-kept = not kept
verdict-ongoing = under way
verdict-no-need-arose = no need arose
verdict-disputed = disputed
verdict-cannot-be-assessed = cannot be assessed
verdict-only-told = only told

verdict-n-exceeded = { $n } exceeded
verdict-n-kept = { $n } kept
verdict-n-partly = { $n } partly kept
verdict-n-not-kept = { $n } not kept
verdict-n-ongoing = { $n } under way
verdict-n-no-need-arose = { $n } where no need arose
verdict-n-disputed = { $n } disputed
verdict-n-cannot-be-assessed = { $n } that cannot be assessed
verdict-n-only-told = { $n } only told

verdict-about-exceeded = More was done than we promised.
verdict-about-kept = It was done as we promised.
verdict-about-partly = Some of it was done, but not all.
verdict-about-not-kept = Too little was done, or nothing.
verdict-about-ongoing = The time has not run out.
verdict-about-no-need-arose = What we promised to answer never happened.
verdict-about-disputed = What is said and what is shown do not agree.
verdict-about-cannot-be-assessed = Nothing on record can show how it went.
verdict-about-only-told = A party says so, but nothing shows it.

grade-with-comparison = a comparison with others shows it
grade-before-after = before and after show it
grade-counted = counted in the log
grade-register = read in a register
grade-survey = asked in a survey
grade-told = told, nothing shows it
grade-none = no evidence

on-time-not-begun = The time has not begun.
on-time-in-phase = On pace: as much as the time asks for, or more.
on-time-behind = Behind: { $expected } should be done by now.
on-time-uneven = Uneven: enough in all, but what was promised was reached in only { $met } of the { $n } periods that have passed.
on-time-uneven-none = Uneven: enough in all, but what was promised was not reached in { $n ->
    [one] the period that has passed
   *[other] any of the { $n } periods that have passed
}.
on-time-above = { $n ->
    [one] More than promised in the period counted so far.
   *[other] More than promised in { $above } of the { $n } periods counted so far.
}
on-time-above-and-below = Uneven: of the { $n } periods counted so far, { $above } had more than promised and { $below } less.
on-time-parts-behind = { $n ->
    [one] Behind: the only part is behind.
   *[other] Behind: { $behind } of { $n } parts are behind.
}
on-time-not-due = The day has not come: { $date } at the latest.
on-time-done-in-time = Done in time, { $date }.
on-time-done-in-time-unknown = Done in time.
on-time-done-late = Done too late, { $date }.
on-time-ran-out = The time ran out first.
on-time-no-measure = There is nothing to hold against the time.

on-time-short-not-begun = not begun
on-time-short-in-phase = on pace
on-time-short-behind = behind
on-time-short-uneven = uneven
on-time-short-above = more than promised
on-time-short-not-due = the day has not come
on-time-short-done-in-time = in time
on-time-short-done-late = too late
on-time-short-ran-out = the time ran out
on-time-short-no-measure = cannot be told

state-not-begun = not begun
state-exceeded = more than we promised
state-met = as we promised
state-running = on the way
state-partly = some of it, and the time is up
state-not-met = too little
state-no-need-arose = no need arose
state-no-need-yet = no need has arisen yet
state-cannot-tell = the log cannot show it

why-vague = the promise does not say how much
why-outcome-state = it is a state of things to be read elsewhere
why-no-baseline = there is nothing to compare with
why-unknown-members = we do not know who was to be reached
why-not-time = it is promised per something that the log does not count
why-condition-not-logged = nothing shows whether the need arose
why-nothing-logged = nothing has been logged
why-kind-not-logged = nothing of the kind is logged, so nobody can see that the limit was kept
why-not-recorded = the number that is needed was not recorded
why-no-period = the time that it is for cannot be read
why-no-such-date = “{ $date }” is no date in the calendar
why-unknown-shape = the target is of a kind that we cannot count

uncounted-serves-another = does not count here, since the entry is for another commitment
uncounted-outside-period = counts only what is done { $period }
uncounted-no-place = counts only at { $places }, and the entry has no place
uncounted-other-place = counts only at { $places }
uncounted-no-time = counts only { $hours }, and the entry has no time of day
uncounted-other-hours = counts only { $hours }
uncounted-other-parties = counts only when { $parties } take part
uncounted-none-of = counts { $unit }, and the entry does not say how many
uncounted-same-number = the entry is there, but the number is the same

shape-count = number
shape-average = on average
shape-coverage = everyone in a group
shape-within-time = within a time
shape-share = share
shape-milestone = something to be in place
shape-trend = more or fewer than before
shape-conditional = when something happens
shape-seasonal = during a part of the year
shape-ongoing = all along
shape-compound = several targets together
shape-outcome-state = a state of things
shape-none = without a measurable target

unit-times = { $n ->
    [one] time
   *[other] times
}
unit-hours = { $n ->
    [one] hour
   *[other] hours
}
unit-minutes = { $n ->
    [one] minute
   *[other] minutes
}
unit-days = { $n ->
    [one] day
   *[other] days
}
unit-staff = { $n ->
    [one] member of staff
   *[other] staff
}
unit-first-time = { $n ->
    [one] first-time user
   *[other] first-time users
}
unit-members = { $n ->
   *[other] reached
}
unit-parts = { $n ->
    [one] part
   *[other] parts
}
unit-classes = { $n ->
    [one] class
   *[other] classes
}
unit-lessons = { $n ->
    [one] lesson
   *[other] lessons
}
unit-drivers = { $n ->
    [one] driver
   *[other] drivers
}
unit-fines = { $n ->
    [one] fine
   *[other] fines
}
unit-dogs = { $n ->
    [one] dog
   *[other] dogs
}
unit-finds = { $n ->
    [one] find
   *[other] finds
}
unit-places = { $n ->
    [one] place
   *[other] places
}
unit-participants = { $n ->
    [one] participant
   *[other] participants
}
unit-persons = { $n ->
    [one] person
   *[other] persons
}
unit-talks = { $n ->
    [one] talk
   *[other] talks
}
unit-reports = { $n ->
    [one] report
   *[other] reports
}
unit-schools = { $n ->
    [one] school
   *[other] schools
}
unit-visits = { $n ->
    [one] visit
   *[other] visits
}
unit-meetings = { $n ->
    [one] meeting
   *[other] meetings
}
unit-kronor = { $n ->
    [one] krona
   *[other] kronor
}
unit-percent = percent

kind-trafikkontroll = { $n ->
    [one] traffic check
   *[other] traffic checks
}
kind-hastighetskontroll = { $n ->
    [one] speed check
   *[other] speed checks
}
kind-nykterhetskontroll = { $n ->
    [one] sobriety check
   *[other] sobriety checks
}
kind-fotpatrull = { $n ->
    [one] foot patrol
   *[other] foot patrols
}
kind-krognarvaro = { $n ->
    [one] visit around pubs
   *[other] visits around pubs
}
kind-krogtillsyn = { $n ->
    [one] inspection of licensed premises
   *[other] inspections of licensed premises
}
kind-skolbesok = { $n ->
    [one] school visit
   *[other] school visits
}
kind-lektion = { $n ->
    [one] lesson
   *[other] lessons
}
kind-hundsok = { $n ->
    [one] search with a dog
   *[other] searches with a dog
}
kind-narkotikainsats = { $n ->
    [one] drug operation
   *[other] drug operations
}
kind-orossamtal = { $n ->
    [one] concern talk
   *[other] concern talks
}
kind-orosanmalan = { $n ->
    [one] child-welfare report
   *[other] child-welfare reports
}
kind-trygghetsvandring = { $n ->
    [one] safety walk
   *[other] safety walks
}
kind-medborgardialog = { $n ->
    [one] citizen dialogue
   *[other] citizen dialogues
}
kind-landsbygdsrad = { $n ->
    [one] rural council
   *[other] rural councils
}
kind-lagesbildsmote = { $n ->
    [one] meeting about the joint picture
   *[other] meetings about the joint picture
}
kind-foraldramote = { $n ->
    [one] parents' meeting
   *[other] parents' meetings
}
kind-nattvandring = { $n ->
    [one] night walk
   *[other] night walks
}
kind-belysningsatgard = { $n ->
    [one] lighting improvement
   *[other] lighting improvements
}
kind-informationsinsats = { $n ->
    [one] information event
   *[other] information events
}

channel-citizen-dialogue = citizen dialogue
channel-employee-survey = survey among staff
channel-citizen-survey = survey among residents
channel-safety-walk = safety walk
channel-employee-dialogue = talks with staff
channel-rural-council = rural council

step-identify = Find the place
step-map = Map it
step-analyse-causes = Look for causes
step-act = Act
step-state-done = done
step-state-under-way = under way
step-state-not-begun = not begun

prevention-situational = a measure on the spot
prevention-social = a measure for people
term-short = short term
term-long = long term

finding-supported = the figures support it
finding-contradicted = the figures speak against it
finding-cannot-be-told = it cannot be told
finding-not-examined = not examined

measure-count = number of reported offences
measure-rate = reported offences per 100,000 inhabitants
measure-percent = percent

# Offence categories, as Brå's are called in English.
offence-totalt = All offences
offence-vald = Violent crime
offence-hot = Threats, harassment and offences against liberty
offence-vardsloshet = Negligence offences
offence-stold = Theft offences
offence-bil = Vehicle offences
offence-skadegorelse = Criminal damage (incl. arson)
offence-trafik = Certain traffic offences
offence-narkotika = Alcohol and drug offences
offence-vapen = Weapons offences
