# What the figures say about a claim. Each sentence is made of numbers that stand
# in the table under "How we know". What cannot be told is said to be just that.

effect-what = The number of reported offences ({ $category })
effect-what-all = The number of reported offences
effect-higher = { $what } in { $area } was { $percent } higher in { $after } than in { $before }: { $n-after } against { $n-before }.
effect-lower = { $what } in { $area } was { $percent } lower in { $after } than in { $before }: { $n-after } against { $n-before }.
effect-same = { $what } in { $area } was the same in { $after } as in { $before }: { $n-after } against { $n-before }.
effect-from-zero = { $what } in { $area } went from none in { $before } to { $n-after } in { $after }.
effect-per-month = The periods differ in length, so the change is counted per month.
effect-others-higher = In { $others } it was { $percent } higher.
effect-others-lower = In { $others } it was { $percent } lower.
effect-others-same = In { $others } it was unchanged.
effect-the-country = the country’s other municipalities together
effect-whole-country = the whole country
effect-the-comparable = { $n ->
    [one] the comparable municipality
   *[other] the { $n } comparable municipalities together
}
effect-usual-for-a-year = in a single year
effect-usual-for-a-short-time = in so short a time
effect-usual-for-the-time = over so long a time
effect-beyond-decrease = That is a larger decrease than municipalities usually differ by { $usual }.
effect-beyond-increase = That is a larger increase than municipalities usually differ by { $usual }.
effect-not-beyond = That is no more than municipalities usually differ by { $usual }.
effect-cannot-be-told = So it cannot be told whether anything out of the ordinary has happened.
effect-equal = The difference is smaller than the limit of { $margin }: it does not matter.
effect-rules-out-decrease = A decrease larger than { $percent } can be ruled out.
effect-rules-out-increase = An increase larger than { $percent } can be ruled out.
effect-rules-out-both = A decrease larger than { $decrease } can be ruled out, and so can an increase larger than { $increase }.
effect-rules-out-any-decrease = That it has decreased can be ruled out.
effect-rules-out-any-increase = That it has increased can be ruled out.
how-rank = Among { $n } municipalities it is number { $n-rank }, counted from the most unusual.
effect-no-cause = The figures show what happened, not why.
effect-wanted-reached = That is the way the promise wanted.
effect-wanted-against = That is the other way than the promise wanted.
effect-effort = The figure follows how much the police look. An increase may mean that the promise was kept.
effect-smallest = With these figures a decrease of at least { $percent } could have been seen.
effect-smallest-up = With these figures an increase of at least { $percent } could have been seen.
effect-smallest-none = The figures are too small for any decrease to be seen.
effect-level-equal = The level in { $after } is the same as in { $before }, within the limit of { $margin }.
effect-level-above = The level in { $after } is higher than in { $before }. The difference is between { $low } and { $high }.
effect-level-below = The level in { $after } is lower than in { $before }. The difference is between { $low } and { $high }.
effect-level-unclear = It cannot be told whether the level in { $after } is the same as in { $before }: the difference may be anything between { $low } and { $high }.
effect-as-elsewhere = It went much the same in the country’s other municipalities: the difference from them is no larger than usual.
effect-by-season = The times are different parts of the year, and the season alone can make the difference. So it cannot be told.
effect-country-alone = The whole country has no others to be compared with, so how much the number usually changes cannot be said.
effect-chance-enough = The difference may be chance: it lies between { $low } and { $high }.
effect-chance-not-enough = The difference is larger than chance alone usually gives: it lies between { $low } and { $high }.
effect-not-examined = It cannot be examined yet: figures for { $indicator } in { $area } for { $months } have not been read in.
effect-nothing-counted = It cannot be examined: in { $area } there is not one report of { $indicator } in either period.
effect-no-panel = How much the number usually changes cannot be said: figures for at least { $n } municipalities are needed, and { $n-held } have figures for both times.
effect-no-months = It cannot be examined: the comparison does not say which months to set against each other.
effect-nothing-records = Nothing that is recorded can show it. It cannot be told.
effect-unknown-question = The question “{ $asks }” is not one that the figures here can answer. It cannot be told.
effect-one-of-many = Several goals are examined at once. Among so many, as large a difference comes by itself at times, so it cannot be told.
effect-too-few = The events before are too few to compare with other municipalities: { $n }, and at least { $n-needed } are needed. It cannot be told.
effect-withheld = Municipalities differ so unevenly at this time that no verdict can be given.
effect-percent-between = between { $low } and { $high }
effect-minus = { $percent } lower
effect-plus = { $percent } higher
effect-unchanged = unchanged

# Names of the numbers in an answer.
estimate-own-change = Change in { $area }
estimate-own-change-drift = Change in { $area }, with the usual spread between municipalities
estimate-against-country = Change beyond the country’s other municipalities
estimate-against-comparable = Change beyond the comparable municipalities
estimate-other-baseline = Change from { $months }
estimate-of-percent = percent
effect-method-poisson = exact interval for the ratio of two counts (Poisson)
effect-method-own-drift = ratio of two counts, with the spread between municipalities (drift funnel)
effect-method-funnel = ratio to other municipalities, with the spread between municipalities (drift funnel)

# What to mind. When there is a warning, the figures gave it.
warning-regression = The comparison starts from { $months }, when the figure was { $percent } higher than the year before. A peak usually sinks by itself.
warning-season = { $before } and { $after } are different parts of the year. The season makes a difference by itself. Rather compare the same months.
warning-reporting = Reports of { $category } follow how much the police work, more than how much happens.
warning-reporting-everywhere = In the whole country the number changed by { $percent } between the periods. Such leaps are usually due to how it is reported or counted.
warning-preliminary = { $n } of the months are preliminary. The figures may change.
warning-break = The series breaks { $at }: { $reason }
warning-small = The events are few: { $n-before } before and { $n-after } after. Some more or fewer change the answer.
warning-pandemic = The comparison starts from months of the pandemic, when much was different.
warning-no-comparators = Only { $n } of the chosen municipalities have figures for the months. That is too few to compare with.
warning-uneven = Municipalities differ more unevenly than usual at this time. The interval is therefore wider than otherwise.
warning-late = The comparison was locked on { $day }, after the months it concerns had begun.
warning-changed = The comparison has been changed since it was locked. Read the answer as a first look.
warning-explorative = The comparison was not decided beforehand. Read the answer as a first look.
warning-not-random = Those who answered were not drawn at random. So no interval is shown.
warning-missing = Figures are missing for { $n ->
    [one] one month
   *[other] { $n } months
}.

# How we know.
how-heading = How we know
how-data = Data
how-method = Method
how-assumptions = This must hold
how-references = Sources of the method
how-code = Computed by { $code }
how-data-figures = { $source }: { $indicator }, { $area }, { $before } and { $after }.
how-data-others = The same figures for { $n } municipalities.
how-data-comparable = Comparable municipalities ({ $rule }): { $names }.
how-method-change = The ratio of the number after to the number before, per month, with an exact interval that reckons with chance.
how-method-funnel = The ratio is divided by the same ratio in the other municipalities. The interval reckons with chance, and with how much municipalities usually differ from one period to the next by themselves.
how-method-own-drift = How much municipalities usually differ from one period to the next by themselves is then allowed for. Only a change larger than that counts.
how-drift = At this time municipalities differed by about { $percent } beyond chance. The municipality itself is left out of that computation.
how-method-level = The interval of the change is compared with the limit for what matters that the comparison states.
how-assumes-like = Otherwise the municipality would have followed the others, but for the usual spread.
how-assumes-common = The answer is about whether the number changed, not why. What changed as much in the whole country is part of it.
how-assumes-reporting = The readiness to report has changed as much here as in other municipalities.
how-assumes-others-promise = Other municipalities work against crime and insecurity too. The answer is about the difference from them, not from doing nothing.
how-assumes-independent = The events are independent of each other. A series by one offender makes the interval too narrow.
how-table-caption = The numbers that the answer is computed from
how-column-where = Where
how-column-before = Before ({ $months })
how-column-after = After ({ $months })
how-column-change = Change
how-row-country = The country’s other municipalities
how-row-comparable = Comparable municipalities

# How the comparison stands to what was locked.
standing-locked = Decided in advance
standing-locked-late = Locked after the time had begun
standing-changed-since = Changed after the lock
standing-explorative = A first look

# What the figures say, in short.
effect-finding-decrease = Decrease
effect-finding-increase = Increase
effect-finding-equal = No difference that matters
effect-finding-cannot-be-told = Cannot be told
effect-finding-not-examined = Not examined

# What a comparison asks.
asks-level = Is the level the same as before?
asks-change = Has the number changed?
asks-change-against-others = Has it changed more than in other municipalities?
asks-place = Has it changed at the place?
asks-survey-share = Has the share in the survey changed?
asks-concentration = Are the events more gathered at a few places?
asks-cannot-be-told = Nothing that is recorded can show it
wanted-down = Should decrease
wanted-up = Should increase
wanted-effort = Follows the effort

# Drawings.
drawing-expected = { $indicator } in { $area }, and what was to be expected had it followed the country
drawing-funnel = { $area }: { $change } than had it followed the country, { $months }
drawing-funnel-usual = { $area }, { $months }: { $change } than if it had followed the country, no more than municipalities usually differ
unit-reports-a-month = reports a month
unit-change-beside-country = change beyond the country, percent
unit-reports-a-year = reports a year

# Can it be seen? Before the promise is signed.
foresee-heading = Can it be seen?
foresee-decrease = A decrease of { $percent } or more would be seen in the figures.
foresee-increase = An increase of { $percent } or more would be seen in the figures.
foresee-hopeless = No decrease that can reasonably be expected would be seen in the figures.
foresee-large = Such large decreases are rare. Choose something that can be seen:
foresee-unknown = It cannot be told yet: figures for at least { $n } municipalities in two periods before the promise are needed.
foresee-own-numbers = The answer rests on counts that you enter yourselves. For how gathered the events are, no smallest change is computed.
foresee-place = A decrease of { $percent } or more where something is done would be seen: from { $before } events to { $after } or fewer.
foresee-place-as-long = That holds when the time after is as long and nothing changes at the place like it.
foresee-place-hopeless = No decrease at the place would be seen: there are too few events.
foresee-place-needs = It cannot be said yet: write how many events there were before, both where something will be done and at a place like it. Do so in the form of the goal or in the promise’s text, under comparison.places.
foresee-place-longer = Count twice as long, before and after. A decrease of { $percent } would then be seen.
foresee-place-more = Do the same at several places, and count them together.
foresee-share = A change of { $points } or more would be seen: from { $before } to { $after }.
foresee-share-answers = That holds when { $before } answers before and { $after } after are counted, as in a plain random sample.
foresee-share-hopeless = No change of the share would be seen: there are too few answers.
foresee-share-needs = It cannot be said yet: write the share and the number of answers of the first survey. Do so in the form of the goal or in the promise’s text, under comparison.shares.
foresee-share-not-random = Those who answer are not drawn at random. Whether the share has changed among all can then never be told.
foresee-share-larger = Ask twice as many, both times. { $points } would then be seen.
foresee-share-more-answers = Ask many more.
foresee-try-place = Measure at the place where you do something, with like places to compare with.
foresee-try-longer = Follow it longer. Over { $n-years ->
    [one] a whole year
   *[other] two years
}, with as long a time before where the figures reach, a decrease of { $percent } would be seen.
foresee-try-all = Measure { $indicator }. There a decrease of { $percent } would be seen.
foresee-try-survey = Ask residents in a survey, before and after.
foresee-try-activity = Promise what you will do, and count it.
comparable-nearest = The { $n } municipalities nearest in inhabitants and in reported offences per inhabitant ({ $indicator }) { $months }

# The self-test.
self-test-heading = How often do the methods cry wolf?
self-test-head = { $n } municipalities, { $windows }. Run on { $day }. Share of municipalities where the method says that something has changed:
self-test-by-category = By category, in the same order:
self-test-too-few = It cannot be run yet: figures for at least 30 municipalities in two whole years are needed.
judging-before-after = Before and after, chance alone
judging-against-country = Against the country, chance alone
judging-quasi-poisson = Against the country, with the spread of the months
judging-own-trend = Own trend and season
judging-plain-funnel = Against the country, one common spread
judging-drift-funnel = Against the country, with the usual spread of municipalities (Handslag’s method)
judging-earlier-drift-funnel = Handslag’s method, with the spread of the years before
judging-about-before-after = Compares only the municipality’s number before and after. Whatever is not chance becomes an alarm.
judging-about-against-country = Takes away what happened in the country. Reckons with chance alone.
judging-about-quasi-poisson = As above, but lets the municipality’s own months say how much the number swings.
judging-about-own-trend = Works out the municipality’s own trend and season, and sees whether the number departs from it.
judging-about-plain-funnel = Reckons that municipalities differ, all by as much.
judging-about-drift-funnel = Reckons with how much municipalities differed in the same times. It is built so that 5 of 100 fall outside, so its share mostly shows that it is computed right.
judging-about-earlier-drift-funnel = The same method, but what it has learnt comes from the years before. This is the real trial: it has not seen the figures that it judges.

# Places.
place-needs-control = It cannot be examined: at least one place where something was done and one like it where nothing was are needed.
place-nothing-counted = It cannot be examined yet: nothing is counted at the places { $when }.
place-not-counts = It cannot be examined: a count at a place must be a whole number, zero or more.
place-nothing-after = after
place-nothing-before = before
place-treated = Where something was done the number went from { $before } to { $after }.
place-control = At the places like it, it went from { $before } to { $after }.
place-per-time = The periods differ in length, so the difference is reckoned over equal time.
place-net = In all there are { $change } events than if it had gone as at the places like it (between { $low } and { $high }).
place-net-same = In all there are as many events as if it had gone as at the places like it (between { $low } and { $high }).
place-net-short = In all { $change } than if it had gone as at the places like it
place-net-short-same = In all as many as if it had gone as at the places like it
place-fewer = { $events } fewer
place-more = { $events } more
place-as-many = as many
place-not-chance = That is more than chance usually gives.
place-may-be-chance = That may be chance, so it cannot be told whether what was done has helped.
place-ring = Around the place there are { $change } events than if it had gone as around those like it (between { $low } and { $high }).
place-ring-same = Around the place there are as many events as if it had gone as around those like it (between { $low } and { $high }).
place-moved = So the problem may have moved there.
place-spread = So there are fewer than expected there too.
place-no-move-seen = It does not show that the problem has moved, but up to { $events } events may have moved there.
place-ring-alone = Whether the problem has moved cannot be told: counts both around the place and around a place like it are needed.
place-data = Numbers of events at the places, as they stand in the promise.
place-method = First the change in number where something was done, less the change at the places like it. Then the same for the rings around them, and the sum of both (weighted displacement difference). The interval reckons with chance.
place-method-ratio = Beside it stands the same comparison in percent, for places that differ in size.
place-assumes-like = If nothing had been done the places would have changed by as many events. They must be about as large.
place-assumes-same-time = Before and after are equally long. The months are not given.
place-before = Before
place-after = After
place-role-treated = where something was done
place-role-control = a place like it
place-role-ring = around the place
place-role-control-ring = around the place like it
warning-small-places = The events at the place are few. Some more or fewer change the answer.
warning-unlike-places = The places differ in size. Read the change in percent instead.
warning-chosen-place = The place was chosen after a peak. A peak usually sinks by itself.
warning-few-places = There are only { $n } places. A few events change the answer.
estimate-net = In all, with the rings
estimate-local = At the place, against places like it
estimate-ring = Around the place, against rings like it
estimate-place-ratio = Change at the place beyond those like it
estimate-of-events = events
method-wdd = weighted displacement difference (WDD)
method-log-ratio = ratio of ratios (Poisson)

# Surveys.
survey-needs-two = It cannot be examined: two surveys to compare are needed.
survey-too-few = The answers are too few to show anything: at least 30 are needed.
survey-not-shares = It cannot be examined: a share must lie between 0 and 100 percent, and the number of answers and the design effect be above zero.
survey-change = In the survey of { $wave }, { $share } answered so, against { $share-before } in the survey of { $wave-before }: { $change }.
survey-points-lower = { $number } percentage points lower
survey-points-higher = { $number } percentage points higher
survey-points = { $number } percentage points
survey-equal = The difference lies between { $low } and { $high }. That is smaller than the limit of { $margin }: it does not matter.
survey-not-chance = The difference is larger than the sample alone usually gives: it lies between { $low } and { $high }.
survey-may-be-chance = The difference may be due to who happened to be asked: it lies between { $low } and { $high }. It cannot be told whether anything has changed.
survey-not-random = Those who answered were not drawn at random, so it cannot be told whether the difference holds for more than them.
survey-data = Shares and numbers of answers from the surveys, as they stand in the promise.
survey-method = The difference of two shares with Newcombe’s interval. If the sample is weighted or drawn in groups, the answers are counted down to what they are worth.
survey-assumes-same = The question was put in the same way both times.
survey-assumes-answers = Those who did not answer differ as much from those who did both times.
survey-column-wave = When
survey-column-share = Share
survey-column-n = Answers
estimate-share-change = Change since the last survey
estimate-of-points = percentage points

# Gathering at places.
gathered-too-few = The events are too few: at least { $n } in each period are needed.
gathered-one-place = It cannot be examined: at least two places are needed.
gathered-too-many = The events are too many for this computation: it holds at most { $events }.
gathered-half = Half of the events happened at { $after } of the places, against { $before } before.
gathered-more = The events are more gathered than before. The difference is larger than chance usually gives.
gathered-less = The events are more spread out than before. The difference is larger than chance usually gives.
gathered-may-be-chance = The difference may be chance, so it cannot be told whether they are more or less gathered than before.
gathered-method = How unevenly the events lie over the places is measured before and after (generalised Gini coefficient). Then the lot decides 999 times which events lie before and after, and we see how often the difference is as large.
gathered-column = Measure
gathered-row-half = Share of the places with half of the events
gathered-row-gini = Gini coefficient, generalised (0–100)
estimate-gini-change = Change of the Gini coefficient
estimate-of-gini = Gini coefficient (0–1)

# The second opinion.
effect-second-opinion = A second opinion: { $blend } together followed { $area } well before. After, { $area } lies on average { $change } than that blend, counted on the level before. Among { $n } municipalities it is number { $n-rank }, counted from the most unusual.
warning-no-blend = No blend of like municipalities followed the municipality well enough before. So no second opinion is shown.
drawing-placebo = { $area } against a blend of like municipalities, among the same comparison for each of them
unit-percent-of-before = distance to the blend, percent of the level before
