## New since the last meeting

since-title = New since { $day }
since-other-day = You asked about { $asked }. At least 7 and at most 182 days up to the last day counted can be compared, so this counts from { $day }.
since-field = Last meeting
since-field-hint = Between 7 and 182 days are counted. Leave empty for the 30 days up to the latest day that was counted.
since-lead =
    { $n ->
        [one] One incident, { $from } to { $to }.
       *[other] { $n } incidents, { $from } to { $to }.
    }
since-new = New
since-new-none = Nothing new stands out.
since-recurring = Recurring
since-recurring-none = Nothing that stood out before stands out now.
since-not-unusual = Not unusual
since-not-unusual-lead = Looks large, but is not unusual when so many are compared:
since-not-unusual-none = No other difference is large enough to mention.
since-in-area = { $kind } in { $area }
since-more = { $what }: { $count }, more than the expected { $lower } to { $upper }.
since-fewer = { $what }: { $count }, fewer than the expected { $lower } to { $upper }.
since-beside-before = { $what }: { $count }, against { $then } in the period before.
since-beside-year = { $what }: { $count }, against { $then } at the same time the year before.
since-beside-none = { $what }: { $count }.
since-within = Expected is { $lower } to { $upper }.
since-outside = That is outside the expected { $lower } to { $upper }, but no further than a few of so many fall by chance.
since-after =
    { $n ->
        [one] One incident after { $day } is not judged: there is a gap between it and the others, and days that nobody counted are not zeros.
       *[other] { $n } incidents after { $day } are not judged: there is a gap between them and the others, and days that nobody counted are not zeros.
    }
since-mostly = Mostly at { $place } ({ $count }).
since-mostly-before = Most used to be at { $place } ({ $count } at the same time the year before).
since-run =
    { $n ->
        [one] It has happened before in the past year.
       *[other] It has been so for { $n } periods of { $days } days in a row, since { $day }.
    }
since-computing = What is new is being worked out. The page shows it in a moment.
since-how-data = The picture's incidents { $from } to { $to }, category by category and area by area. The last days may be incomplete: reports arrive late.
since-how-method = Each category is compared with as many days at other times in the past five years, season and a clear trend included; with less than three years, with the mean. More or fewer than in 95 of 100 periods counts as unusual.
since-how-many = { $judged } categories and categories in areas were judged. The limit is set so that in the long run at most 5 of 100 pointed out are so falsely, if the assumptions hold (Benjamini and Hochberg). { $few } are too small to judge.
since-how-silent =
    { $n ->
        [0] Each category is judged only where a source that tells of it has counted: days that no such source covers are not zeros.
        [one] One category is not judged: no source that tells of it covers these days and a year before them. Where nothing is counted, nothing is zero.
       *[other] { $n } categories are not judged: no source that tells of them covers these days and a year before them. Where nothing is counted, nothing is zero.
    }
since-how-standing = New: unusual now, but in no period of the past year. Recurring: unusual on the same side then too; the limit for the earlier periods allows for how many they are, so that one that stands out by chance seldom counts. Not unusual: differs from the period before or the same time last year by at least five and a third, but is within what was expected, or outside it no further than a few of so many fall by chance. How long it has been so is counted in periods of at most 30 days, each of them unusual. Months in a row in which next to nothing at all was reported are not counted as zeros but left out.
since-how-cannot = It says that something is unusual, not why. A new reporter or a new source looks the same as more incidents.

## Analyses

analysis-title = Analyses
analysis-link = Analyses: where, when, and whether it is more than chance
analysis-back = To the picture
analysis-lead =
    { $n ->
        [one] One incident was analysed.
       *[other] { $n } incidents were analysed.
    }
analysis-lead-more = Each answer says how sure it is. Where the data do not suffice, it says why.
analysis-computing = The analyses are being worked out. The page shows them in a moment.
analysis-reload = Show now
analysis-cannot = What it cannot say
analysis-source = The picture's incidents
analysis-as-marked = { $count } of { $replicates }
analysis-as-marked-head = Random layouts as strong as this
analysis-as-marked-how = Chance is tried by drawing { $replicates } random layouts. If none of them is as strong as this, chance gives it less than once in { $more }.
analysis-fewer-than-one = fewer than 1
analysis-expected = Expected
analysis-seen = Seen
analysis-chance = Chance alone
analysis-sure = q (expected share of false)

withheld-nothing = There is nothing to work on.
withheld-less-than-a-year = There is less than a year to compare with.
withheld-too-few = At least { $needed } incidents with what is needed here are required; there are { $found }.
withheld-too-few-squares = At least { $needed } squares where anything has been reported are required; there are { $found }.
withheld-too-few-months = It takes at least { $needed } whole months that are held both now and a year before; there are { $found }.
withheld-too-few-areas = It takes at least { $needed } areas where something was reported; there are { $found }.
withheld-too-many = There are too many to work out at once. Choose a category, an area or a shorter time.
withheld-too-coarse = { $told } So it cannot be tested.
withheld-all-alike = All have as many, so nothing can stand out.
withheld-no-kind = No category has at least { $needed } incidents in the past two years whose place is known to the block.
withheld-no-inhabitants = Inhabitants must be known in at least { $needed } areas; they are known in { $found }. Without them nothing can be counted per inhabitant.

near-at = at { $place }
near-more = { $n } more
near-near = { $metres } metres { $toward } { $place }
toward-north = north of
toward-north-east = north-east of
toward-east = east of
toward-south-east = south-east of
toward-south = south of
toward-south-west = south-west of
toward-west = west of
toward-north-west = north-west of
near-in = in { $area }
near-nowhere = at a place with no name near by

hot-spots-title = Places that stand out
hot-spots-found =
    { $n ->
        [one] One place stands out among { $squares } squares.
       *[other] { $n } places stand out among { $squares } squares.
    }
hot-spots-most = Most are { $place }: { $count } occasions, { $times } times as many as in as many squares on average.
hot-spots-none = No place surely stands out among { $squares } squares.
hot-spots-double =
    { $n ->
        [one] With squares of { $side } metres one place stands out.
       *[other] With squares of { $side } metres { $n } places stand out.
    }
hot-spots-where = Place
hot-spots-occasions = Occasions
hot-spots-incidents = Incidents
hot-spots-times = Times the average
hot-spots-squares = Squares
hot-spots-why = Stands out
hot-spots-by-itself = the square by itself
hot-spots-around = with its surroundings
hot-spots-both = the square and its surroundings
hot-spots-unit = Squares of { $side } metres. Solid frame: clearest (q at most 0.01). Dashed: clear (q at most 0.025).
hot-spots-picture = Map with { $n } numbered places. Other squares where anything has been reported are grey.
hot-spots-data = { $count } occasions with a known place, in { $squares } squares where anything has ever been reported. Points are never shown one by one.
hot-spots-method = A square stands out with its surroundings if the squares beside it have more than chance gives when the squares' numbers change places (Getis and Ord's statistic with conditional permutation, every possibility counted). A square stands out by itself if it surely has more than three times the average, allowing for how its months vary. Each of the two ways is held to 2.5 per cent: in the long run at most 5 of 100 pointed out are so falsely, if the assumptions hold (Benjamini and Hochberg).
hot-spots-simulated = Where possibilities were too many, { $replicates } rounds were drawn, with a seed from the numbers.
hot-spots-assumes = Squares where nothing was ever reported are not counted. A report of twelve windows broken in one night is one occasion: they did not choose their place twelve times. A number for a longer time, such as a register's month, is as many occasions. Three times the average is a choice.
hot-spots-cannot = It says where most is reported, not where the risk is greatest: where many people move, more happens. How many move in the squares is not known.

hot-areas-title = Areas that stand out
hot-areas-found =
    { $n ->
        [one] One area of { $areas } stands out with the areas around it.
       *[other] { $n } of { $areas } areas stand out with the areas around them.
    }
hot-areas-none = None of { $areas } areas surely stands out with the areas around it.
hot-areas-picture =
    { $n ->
        [one] Map in which one numbered area is shaded. The other areas are lines.
       *[other] Map in which { $n } numbered areas are shaded. The other areas are lines.
    }
hot-areas-unit = Shaded: stands out. Full edge: clearest (q at most 0.01). Broken: clear (q at most 0.05).
hot-areas-around = Around it
hot-areas-with = With those around
hot-areas-as-largest = largest beside one that does
hot-areas-data = { $count } occasions in { $areas } areas where something was ever reported, what is known to the area and no more among them. { $alone } areas border on no other and cannot be compared with their surroundings. Borders within 25 metres of each other are taken for one.
hot-areas-method = An area stands out if the areas around it have more than chance gives when the areas' numbers change places (Getis and Ord's statistic with conditional permutation, all possibilities counted). The largest area beside belongs to it too.
hot-areas-by-inhabitants = An area stands out if it and the areas around it have more than their inhabitants give when the risk is the same everywhere (exact binomial distribution).
hot-areas-false = In the long run at most 5 of 100 pointed out are pointed out falsely, if the assumptions hold (Benjamini and Hochberg).
hot-areas-assumes = All areas could have had as many. Large and populous areas have more than small ones with nothing wrong there, so compare areas of like size.
hot-areas-assumes-inhabitants = Those who live there are those it can happen to. In a centre many more move about than live there.
hot-areas-cannot = It does not say where in the area it happens. Borders are drawn for other reasons than where things happen, and other borders may give another answer.

hot-hours-title = Hours that stand out
hot-hours-found = More than expected on { $when }.
hot-hours-found-more =
    { $n ->
        [one] More than expected happen among other times { $when }. The table marks one more time.
       *[other] More than expected happen among other times { $when }. The table marks { $n } more times.
    }
hot-hours-none = No hour of the week surely stands out.
hot-hours-run = { $when } ({ $count } against the expected { $expected })
hot-hours-same-day = { $day } { $from }–{ $to }
hot-hours-two-days = { $day } { $from } to { $day-to } { $to }
hot-hours-caption = Occasions by weekday and hour; ▲ stands out
hot-hours-even = Compared with all hours of the week alike.
hot-hours-others = Compared with when the organisation's other categories happen ({ $n } occasions).
hot-hours-data = { $count } occasions; a report of several incidents in one night is one. Hours are looked at over the whole week, also when only some weekdays or hours are chosen.
hot-hours-method = A window is shared evenly by the hours it covers (aoristic weight). Each hour is compared with what was expected, by the Poisson distribution for even hours and by the shares where there are other categories. 168 hours were judged: in the long run at most 5 of 100 pointed out are so falsely, if the assumptions hold (Benjamini and Hochberg).
hot-hours-assumes = Every moment of a window is as likely, and occasions are independent: a series of reports in a single night makes an hour surer than it is.
hot-hours-cannot = Midnight and noon may stand for "time unknown" in a source. When it is reported is not always when it happens.

repeats-title = Does it come again near by?
repeats-found = { $kind }: { $count } pairs of incidents within 200 metres and 14 days, { $ratio } times as many as expected. Chance alone gives { $chance } pairs in 95 layouts of 100.
repeats-none = Nothing that could be tested comes again near by more often than chance gives.
repeats-kind = Category
repeats-pairs = Pairs within 200 m and 14 days
repeats-ratio = Seen over expected
repeats-chance = Chance alone gives
repeats-bands = { $kind }: pairs by distance in place and time
repeats-distance = Distance
repeats-same = Same place
repeats-up-to = { $from }–{ $metres } m
repeats-days = { $from }–{ $to } days
repeats-cell = { $seen } (expected { $expected })
repeats-data = Incidents of the past two years whose place is known to the point or block; categories with at least 100. Incidents of one category, at one place and with one time count as one, for one report may be of several. { $few } categories have fewer.
repeats-cut = { $kind }: only the latest { $count } of { $held } are tested.
repeats-method = Pairs of incidents are counted by distance in place and time. Chance: the days are dealt out anew among the places, with a seed from the numbers (Knox test). Several categories are tested: in the long run at most 5 of 100 pointed out are so falsely, if the assumptions hold (Benjamini and Hochberg).
repeats-assumes = Without a connection every dealing of the days is as likely. The same place counts among those within 200 metres, and stands by itself in the table.
repeats-cannot = It says that they follow each other, not that the offender is the same. Where the next happens cannot be read from it.

clusters-title = Clusters in time and place
clusters-found = { $place }, { $days }: { $count } incidents against { $expected } expected. Chance seldom gives one as clear.
clusters-none = No cluster is so clear that chance seldom gives it.
clusters-nearest = The clearest: { $place }, { $days }, { $count } incidents against { $expected } expected.
clusters-kinds = Mostly { $kinds }.
clusters-chance = { $count } random layouts were as strong as this.
clusters-where = Where
clusters-when = When
clusters-radius = Radius in metres
clusters-map = The clearest cluster: { $place }
clusters-map-description = Map with a circle { $place }. Squares where something happened are grey.
clusters-map-unit = The circle holds the cluster's squares whole. Grey squares of { $side } metres: something happened here. Full line: seldom chance. Broken: may be chance.
clusters-weeks = Week by week within the circle
clusters-weeks-unit = Incidents per week. Green columns under the line: the cluster's weeks.
clusters-week = Week
clusters-in-it = In the cluster
clusters-yes = yes
clusters-data = { $count } incidents with a known place { $from } to { $to }, in squares of { $side } metres and weeks. Incidents of one category, at one place and with one time count as one, for one report may be of several.
clusters-method = Circles up to a kilometre and times up to eight weeks are tried everywhere. Chance: the weeks are dealt out anew among the places, with a seed from the numbers (space-time permutation scan, Kulldorff). The probability is that of the clearest cluster anywhere at any time, so that many are tried is counted in.
clusters-assumes = Places have the same season. A place that grows during the year looks like a cluster at its end.
clusters-cannot = Only the clearest is shown, and only of the past year. Its shape is a circle whatever the real border is.

months-title = Unusual months
months-found =
    { $n ->
        [one] One month is unusual:
       *[other] { $n } months are unusual:
    }
months-none = No month is unusual.
months-short = There is less than a whole year to compare with.
months-link = Month by month, with what was expected

gather-title = How gathered it is
gather-half-in = { $squares } have half of the occasions.
gather-squares = { $count } of { $all } squares
gather-top =
    { $n ->
        [one] the one with most has { $share }
       *[other] the { $n } with most have { $share }
    }
gather-tops = Of the squares, { $list }.
gather-by-chance = Chance alone would give { $squares } squares.
gather-rows = Squares
gather-measure = Measure
gather-not-more = It is no more gathered than chance may give.
gather-share = share of the occasions, in squares of { $side } metres
gather-even = Spread quite evenly
gather-half = Number of squares with half
gather-gini-row = Gini, 0 is the most even and 100 all in one square
gather-data = { $count } occasions (a report of several incidents in one night is one) in { $squares } squares of { $side } metres where anything has ever been reported.
gather-chance-method = Chance: as many occasions are dealt out to the squares { $replicates } times, every square as likely, with a seed from the numbers. The range holds 95 of 100 rounds. Gini is adapted to occasions being fewer than squares.
gather-assumes = All squares could have had as many. That is never quite so: squares of a town and fields differ.
gather-cannot = That it is gathered does not say that the place is the cause.

rates-title = Per inhabitant
rates-found = Highest is { $area }: { $raw } per 1,000 inhabitants and year, smoothed { $drawn } ({ $lower } to { $upper }). All together have { $overall }.
rates-alike = The numbers do not show that areas differ more than chance makes them. All together have { $overall } per 1,000 inhabitants and year.
rates-inhabitants = Inhabitants
rates-raw = Per 1,000 and year
rates-drawn = Smoothed
rates-interval = 95% interval
rates-picture = Per 1,000 inhabitants and year, as counted and smoothed
rates-data = { $areas } areas whose inhabitants are known and where anything has ever been reported, also those with no incident here. { $unknown } areas with incidents have an unknown number of inhabitants and are not counted.
rates-method = An area with few inhabitants is drawn towards the level of all areas, the more the less it says itself (empirical Bayes). The raw number stands beside. The smoothed interval is that of the gamma distribution. Areas are said to differ only when the chi-squared test of one level gives a p of at most 0.05.
rates-assumes = The areas' true levels have one mean and one spread.
rates-cannot = Residents are not those who move there. In a town centre the number per resident is too high.

compared-title = Compared with similar municipalities
compared-title-all = Compared with other municipalities
compared-lead = { $area }, Brå's reported crime { $after } against { $before }, the last whole years that are held. The figure shows every municipality that has figures; this one is marked.
compared-group = Similar municipalities: { $group }.
compared-no-group = No group of similar municipalities has been taken in, so the comparison is with all others. Kolada's groups are taken in with "handslag import groups".
compared-category = Offences
compared-no-figures = There are no figures for two whole years of { $area } and most other municipalities.
compared-no-municipality = The picture is not of a single municipality, so there is none to compare.
