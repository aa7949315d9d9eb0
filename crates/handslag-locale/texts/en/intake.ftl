# Files of incidents: the columns, the dry run and what it came to.

intake-incidents = Incidents
intake-file-hint = { $n } MB at most. Pack a larger table (.gz), or take it in with the command handslag import.
intake-saved-fits = The saved column mapping “{ $name }” was made for files like this.
intake-use-saved = Use it
intake-columns = The columns
intake-column-empty = Empty in the first rows of the file.
intake-for-all = For all rows
intake-source = Source
intake-source-hint = The register or the organisation that the facts come from, if no column says it. Never the name of a person.
intake-kind = What, if no column says it
intake-kind-column = none: a column says it
intake-municipality = Municipality, if no column says it
intake-municipality-hint = Name or code, such as Lidköping or 1494.
intake-meaning = How to read it
intake-zone = Time zone
intake-zone-hint = The time zone that the times are written in, such as Europe/Stockholm.
intake-offsets = Times with Z or +01:00
intake-offsets-written = mean what they say
intake-offsets-ignore = are really local time
intake-epsg = Coordinate system
intake-epsg-hint = EPSG number: 4326 is degrees, 3006 is SWEREF 99 TM, 3007–3018 its zones, 3021 RT 90.
intake-axes = North and east
intake-axes-named = as the columns are named
intake-axes-swapped = have changed places
intake-repeats = Rows that say the same
intake-repeats-once = are one incident
intake-repeats-each = are an incident each
intake-new-kinds = Words that are no category
intake-new-kinds-add = become new categories under Other
intake-new-places = Places that are not known
intake-new-places-leave-out = leave the name out, take the row in
intake-whole = The file
intake-bad = Bad rows
intake-bad-refuse = take nothing in until they are right
intake-bad-leave-out = leave them out and take in the rest
intake-mapping-name-hint = Optional. The next file with the same columns then gets the same column mapping by itself.
intake-where = Where in the file the table stands
intake-sheet = Sheet
intake-sheet-hint = The file has several. Only the one that is chosen is imported.
intake-sheet-rows =
    { $n ->
        [one] { $name } ({ $n } row)
       *[other] { $name } ({ $n } rows)
    }
intake-mapping-held = There is a mapping named “{ $name }” already. Give this one another name, or say that it replaces the one there is.
intake-replace = The mapping that has the name
intake-replace-yes = replace it
intake-layer = Layer
intake-header-row = Row of column names
intake-twice = “{ $field }” is chosen for two columns. Choose it for one of them.
intake-field-on = Day, or day and time
intake-field-at = Time of day
intake-field-year = Year
intake-field-month = Month
intake-field-day = Day of the month
intake-field-hour = Hour
intake-field-minute = Minute
intake-field-until = Last day, or day and time
intake-field-until-at = Last time of day
intake-field-time-precision = How exactly the time is known
intake-field-east = East (longitude, x)
intake-field-north = North (latitude, y)
intake-field-precision = How exactly the place is known
intake-field-place = Named place
intake-field-count = Number of incidents
intake-n-counted = Incidents they stand for
intake-n-left-out = Not counted (equal, zero or sums)
intake-n-bad = Bad rows
intake-span = { $from } to { $to }.
intake-left-out-title = Rows that are left out
intake-first = The first ones
intake-try-without = Try without the bad rows

# Voices
intake-picture = Picture
intake-picture-hint = For voices only.
intake-voices-to = The voices are added to { $title }. Names and other data about persons are never imported.
intake-no-column = Choose a column for “{ $field }”.
intake-to-voices = To the voices
intake-voices-from-file = Import voices from a file
