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
map-needs-scripts = The map needs scripts. Without them, the tables say the same.
map-no-webgl = This browser cannot draw the map: WebGL is missing or turned off. The tables say the same.
map-ground = Ground: Natural Earth, and municipal boundaries from Statistics Sweden, strongly simplified.
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
map-all-time = All the time
map-own-period = The days you have chosen
map-compare = Compare with an earlier period
map-compare-from = Earlier, from
map-compare-to = Earlier, to
map-period = On the map
map-now = After
map-before = Before

map-legend-squares = Incidents in a square of { $side } metres
map-legend-areas = Incidents in the area
map-legend-points = A larger point is more incidents at the same place.
map-class-from = { $least } or more
map-compared = After: { $now }. Before: { $before }.
map-may-be-chance = A difference may be chance: it is not tested here.
map-overlap = The periods overlap: the same incident may be counted in both.
map-lengths = The periods differ in length: { $now } days after and { $before } days before. The counts are as they are.
map-count-now = After
map-count-before = Before
map-change = Difference
map-rate = Per 10,000 inhabitants
map-rate-how = The count of the period, divided by the latest known number of inhabitants.
map-area-table = Areas in view
map-place-table = Places in view
map-square-table = Squares in view, { $side } metres
map-square = Middle of the square
map-square-name = { $north } N, { $east } E
map-square-near = { $square }, near { $place }
map-hours-hint = Press an hour to see it alone. Press it again to see all.
map-skip-hours = Skip the hours
map-hours-start = When you choose an hour, incidents that begin in it are counted.
map-hour = { $day } at { $hour }: { $count }
map-pointed-square = In the square: { $count }
map-pointed-point = { $kind }, at the place: { $count }
map-pointed-area = { $name }: { $count }

report-position-here = Use my position
report-position-map = Point at a map
report-position-map-label = Map. Press where it happened.
report-position-looking = Looking for your position …
report-position-filled = The position is filled in: { $position }
report-position-refused = The browser gave no position. Write it, or point at the map.
