# The map: the situational picture on a map, and the map of the report.
map-title = Map
map-link = Show on the map
map-back = Back to the situational picture
map-lead =
    { $n ->
        [0] No incidents: { $question }.
        [one] One incident: { $question }.
       *[other] { $n } incidents: { $question }.
    }
map-lead-weighed = { $weighed } incidents by weight, { $n } of a known hour began then: { $question }.
map-lead-compared =
    { $n ->
        [0] No incidents in the chosen period ({ $now }), against { $earlier } in the earlier one ({ $before }): { $change }. Counted: { $question }.
        [one] One incident in the chosen period ({ $now }), against { $earlier } in the earlier one ({ $before }): { $change }. Counted: { $question }.
       *[other] { $n } incidents in the chosen period ({ $now }), against { $earlier } in the earlier one ({ $before }): { $change }. Counted: { $question }.
    }
map-lead-more = { $n } more
map-lead-fewer = { $n } fewer
map-lead-as-many = as many
map-seen-all = All have a point in view.
map-seen-none = None has a point in view.
map-seen = { $seen } have a point in view.
map-skip = Skip the map, to the tables
map-label = Map of the incidents. Arrow keys move it, plus and minus zoom, Enter tells what is at the cross in the middle.
map-needs-scripts = The map needs scripts. The tables show the areas, places and squares with most.
map-no-webgl = This browser cannot draw the map: WebGL is missing or turned off. The tables show the areas, places and squares with most.
map-ground = Background: Natural Earth, and municipal boundaries from Statistics Sweden, strongly simplified.
map-background-useless = The background map that was added is not shown: { $why }
map-archive-none = the file is no PMTiles file.
map-archive-version = the file is PMTiles version { $found }, and version 3 is needed.
map-archive-not-vector = the file holds pictures or something else instead of vector tiles (MVT).
map-archive-packed = the file is packed in a way that browsers cannot unpack. Pack it with gzip.
map-archive-cut-short = the file is cut short: it has { $has } bytes of at least { $needs }. Copy it again.
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-fit = Show all

map-shows = The map shows { $what }.
map-shows-before = The map shows { $what }, in the earlier period.
map-shows-squares = counts in squares of { $side } metres
map-shows-points-farther = counts in squares of { $side } metres, and closer in at each point
map-shows-points = counts at each point
map-shows-areas = counts in each area
map-shows-by-inhabitants = counts per 10,000 inhabitants of each area
map-shows-by-size = counts per square kilometre of each area
map-shows-change-squares = what differs between the periods, in squares of { $side } metres
map-shows-change-areas = what differs between the periods, in each area
map-filter = Selection
map-asked-all-kinds = all kinds
map-asked-all-time = all time
map-asked-days = { $first } to { $last }
map-asked-hour = at { $hour }:00
map-asked-hours = from { $from }:00 through the hour of { $to }
map-legend-farther = Close in, the squares become points.
map-pointed-nothing = Nothing is drawn here.

picture-layer = Division into areas
picture-layer-municipalities = Municipalities
map-look = Show as
map-look-hint = Points are seen close in. Farther out they become squares.
map-squares = Squares
map-points = Points
map-areas = Areas
map-areas-by-inhabitants = Areas, per inhabitant
map-areas-by-size = Areas, by size
map-month = Month
map-months = How many months
map-all-time = All time
map-own-period = The days you have chosen
map-compare = Compare with an earlier period
map-compare-from = Earlier, from
map-compare-to = Earlier, to
map-period = On the map
map-now = Chosen period
map-before = Earlier period
map-change-shown = The change

map-legend-squares = Number of incidents in a square of { $side } metres
map-legend-areas = Number of incidents in the area
map-legend-points = Number of incidents at the same point
map-class-from = { $least } or more
map-compared = Chosen period: { $now }. Earlier period: { $before }.
map-may-be-chance = A difference may be chance: it is not tested here.
map-overlap = The periods overlap: the same incident may be counted in both.
map-lengths = The periods differ in length (in days: { $now } and { $before }). The counts are not adjusted for that.
map-count-now = Chosen period
map-count-before = Earlier period
map-change = Difference
map-rate = Per 10,000 inhabitants, in the period
map-rate-how = The count of the period, divided by the latest known number of inhabitants.
map-rate-km2 = Per square kilometre, in the period
map-rate-km2-how = The count of the period, divided by the size of the area. Where many people move about, it is high without anybody being at greater risk.
map-too-few = too few
map-legend-by-inhabitants = Number of incidents per 10,000 inhabitants of the area, in the period
map-legend-by-size = Number of incidents per square kilometre of the area, in the period
map-legend-too-few = Areas without a colour: too few to say anything (fewer than ten, both counted and expected).
map-legend-unknown = Areas whose inhabitants are not known have no colour.
map-rates-all-too-few = No area has enough incidents to be given a colour.
map-rate-below = below { $below }
map-rate-between = from { $least } to below { $below }
map-legend-change-squares = Change between the periods, in a square of { $side } metres
map-legend-change-areas = Change between the periods, in the area
map-turn = The change says
map-turn-much-more = at least twice as common
map-turn-more = more common
map-turn-unclear = may be chance
map-turn-fewer = less common
map-turn-much-fewer = half as common or less
map-turn-too-few = too few to say
map-change-how = Counted by the day (days that are compared: { $now } now and { $before } earlier). What is more than chance often gives has a colour: of all that is coloured, at most one in twenty is expected to be chance. Incidents that belong together, such as a series, may still make a change. The map does not say what it is due to.
map-change-no-points = The change is drawn in squares, close in too.
map-change-overlap = The periods overlap, so the change is not drawn.
map-change-unknown = One of the periods has no days that anybody counted, so the change is not drawn.
map-change-silence = In one of the periods there are months that nobody counted, so the change is not drawn.
map-change-shortened = Not all days you chose were counted. The comparison is of { $now } and { $before }.
map-area-table = Areas in view, 15 at most
map-place-table = Places in view, 15 at most
map-square-table = Squares in view, { $side } metres, 15 at most
map-square = Square
map-square-name = { $north } N, { $east } E
map-hours-hint = Press an hour to see it alone. Press it again to see all.
map-skip-hours = Skip the hours
map-hours-start = The numbers are weighed: an incident that is known to within some hours is shared evenly among them. When you choose an hour, the map shows the incidents of a known hour that began in it, and the sentence on top tells both numbers.
map-hour = { $day } at { $hour }:00, incidents: { $count }
map-pointed-square = Incidents in the square: { $count }
map-pointed-point = Incidents at the place, { $kind }: { $count }
map-pointed-area = Incidents in { $name }: { $count }
map-pointed-before = earlier { $count }
map-pointed-by-inhabitants = { $rate } per 10,000 inhabitants
map-pointed-by-size = { $rate } per square kilometre

report-position-here = Use my position
report-position-map = Point at a map
report-position-map-label = Map. Press where it happened.
report-position-looking = Looking for your position …
report-position-filled = The position is filled in: { $position }
report-position-refused = The browser gave no position. Write it, or point at the map.
report-position-no-webgl = This browser cannot draw the map. Write the position, or choose a named place.
