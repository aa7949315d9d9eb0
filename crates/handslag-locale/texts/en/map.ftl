# The map: the situational picture on a map, and the map of the report.
map-title = Map
map-link = Show on the map
map-back = Back to the situational picture
map-lead =
    { $n ->
        [one] One incident fits what you ask for. With a point in view: { $seen }.
       *[other] { $n } incidents fit what you ask for. With a point in view: { $seen }.
    }
map-skip = Skip the map, to the tables
map-label = Map of the incidents. Arrow keys move it, plus and minus zoom.
map-needs-scripts = The map needs scripts. The tables show the areas, places and squares with most.
map-no-webgl = This browser cannot draw the map: WebGL is missing or turned off. The tables show the areas, places and squares with most.
map-ground = Base map: Natural Earth, and municipal boundaries from Statistics Sweden, strongly simplified.
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-fit = Show all

map-look = Show as
map-look-hint = Points are seen close in. Farther out they become squares.
map-squares = Squares
map-points = Points
map-areas = Areas
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

map-legend-squares = Incidents in a square of { $side } metres
map-legend-areas = Incidents in the area
map-legend-points = A larger point is more incidents at the same place.
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
map-area-table = Areas in view, 15 at most
map-place-table = Places in view, 15 at most
map-square-table = Squares in view, { $side } metres, 15 at most
map-square = Middle of the square
map-square-name = { $north } N, { $east } E
map-square-near = { $square }, near { $place }
map-hours-hint = Press an hour to see it alone. Press it again to see all.
map-skip-hours = Skip the hours
map-hours-start = When you choose an hour, incidents that begin in it are counted.
map-hour = { $day } at { $hour }:00, incidents: { $count }
map-pointed-square = Incidents in the square: { $count }
map-pointed-point = Incidents at the place, { $kind }: { $count }
map-pointed-area = Incidents in { $name }: { $count }

report-position-here = Use my position
report-position-map = Point at a map
report-position-map-label = Map. Press where it happened.
report-position-looking = Looking for your position …
report-position-filled = The position is filled in: { $position }
report-position-refused = The browser gave no position. Write it, or point at the map.
report-position-no-webgl = This browser cannot draw the map. Write the position, or choose a named place.
