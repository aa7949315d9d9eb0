# Texts of the command line.

cmd-error = Error: { $what }
cmd-warning = Warning: { $what }
cmd-level-error = error
cmd-level-warning = warning
cmd-level-note = note

cmd-heading-usage = Usage
cmd-heading-commands = Commands
cmd-heading-arguments = Arguments
cmd-heading-options = Options
cmd-value-command = COMMAND
cmd-example = Example
cmd-exit-codes = Exit codes: 0 done, 1 the content has errors, 2 wrong use, 3 the database or the system failed.

cmd-about = Handslag counts, follows up and publishes citizen promises. Without a command it starts the example (demo).
cmd-about-demo = Starts the example, Lidköping 2022–2023, on a database of its own.
cmd-about-serve = Starts Handslag for real; it begins empty.
cmd-about-account = Accounts of those who may sign in.
cmd-about-account-add = Adds an account, and its organisation when it is new.
cmd-about-account-list = Shows the accounts: name, role, organisation, state.
cmd-about-account-disable = Ends an account. Whoever is signed in with it is out at once.
cmd-about-promise = A promise as a document: check it, rewrite it, show the format.
cmd-about-promise-check = Checks a document: level, place, what, what to do.
cmd-about-promise-schema = Prints the JSON Schema of the format.
cmd-about-promise-convert = Rewrites a document as TOML or JSON. Nothing is lost.
cmd-about-import = Takes in files from others: all of a file or nothing.
cmd-about-import-promise = Takes in a promise with its log. The same document again changes nothing.
cmd-about-import-activities = Takes in activities from CSV or XLSX.
cmd-about-import-incidents = Reads incidents from CSV, TSV, XLSX, GeoJSON or GeoPackage, also packed with gzip.
cmd-about-import-figures = Takes in reported offences in Brå's own forms.
cmd-about-import-population = Takes in numbers of inhabitants.
cmd-about-import-groups = Takes in Kolada’s groups of comparable municipalities.
cmd-about-import-notices = Takes in the police's event notices, as news beside the promise.
cmd-about-log = Logs an activity and shows which commitment moved.
cmd-about-assess = Shows how each commitment stands on a day.
cmd-about-follow-up = Writes the follow-up as page, PDF, CSV and JSON.
cmd-about-export = Prints a promise with its log as a document.
cmd-about-backup = Writes the whole database to a file, also while others work.
cmd-about-report = Sets a PDF; Handslag runs this itself.

cmd-arg-help = Shows this help.
cmd-arg-version = Shows the version.
cmd-arg-data = The folder of the database; else HANDSLAG_DATA, else handslag in your data folder.
cmd-arg-lang = Language: sv or en; else by LANG.
cmd-arg-listen = Address and port; 127.0.0.1:7878 unless said, port 0 chooses a free one.
cmd-arg-finish = Finish the example and end. The program asks this of itself.
cmd-arg-map-tiles = A background map (PMTiles, version 3) for the members' map. Without it, karta.pmtiles in the data folder is used, if it is there.
cmd-map-tiles-useless = { $file } cannot be the background map: { $why }
cmd-arg-behind-tls = Readers come by https through a proxy: hold cookies and headers to it.
cmd-arg-user = The name to sign in with: a word for the office, not for a person.
cmd-arg-account-organisation = The organisation's id, such as lidkopings-kommun.
cmd-arg-organisation = Which organisation does it, when there are several.
cmd-arg-organisation-name = The organisation's name, when it is new.
cmd-arg-account-party = The party that the organisation is in its promises, such as polisen; when it is new.
cmd-arg-party = A party that took part; your own unless said. May be repeated.
cmd-arg-role = Role: reader, reporter, editor or publisher; publisher unless said.
cmd-arg-password-stdin = Read the password from standard input instead of asking.
cmd-arg-document = A promise as TOML or JSON.
cmd-arg-backup-file = The file to make; it must not be there.
cmd-arg-files = The files. If one of them is bad, none is kept.
cmd-arg-json = Answer with JSON.
cmd-arg-format = Syntax: toml or json.
cmd-arg-promise = A document in a file, or the id of a promise in the data folder.
cmd-arg-promise-id = The id of a promise in the data folder.
cmd-arg-mapping = A saved mapping of columns, or a file with one; else one is proposed.
cmd-arg-save-mapping = Save the mapping of columns under this name.
cmd-arg-source = Where the incidents come from, such as the housing company; the file's name if nothing is said.
cmd-arg-leave-out-bad-rows = Take in the rest when rows are wrong: each row left out is shown.
cmd-arg-dry-run = Read and report, but keep nothing.
cmd-arg-reason = Why the promise is changed; kept with the new version.
cmd-arg-population-year = The year, when the file does not say it.
cmd-arg-year = The year to follow up.
cmd-arg-kind = Type of activity, such as trafikkontroll.
cmd-arg-on = The day, or the month; today unless said.
cmd-arg-time = When in the day it began.
cmd-arg-at = Count to the end of this day; today unless said, and never beyond the end of the year in a follow-up.
cmd-arg-place = The id of a place in the promise.
cmd-arg-times = How many times; one unless said.
cmd-arg-hours = Working hours in all.
cmd-arg-staff = How many of the staff took part.
cmd-arg-count = What else was counted, as drivers=23. May be repeated.
cmd-arg-covers = A class or other group that was reached. May be repeated.
cmd-arg-serves = A commitment that it serves. May be repeated.
cmd-arg-same-as = The id of the entry in which another party has logged the same. It then counts once.
cmd-arg-note = A note without personal data.
cmd-arg-key = A key: the same key twice is the same activity.
cmd-arg-stdin-lines = Read one activity as JSON a line, and answer each line when it is safe.
cmd-arg-out = The folder that the files are written in.
cmd-arg-stdin = Read the request from standard input.

cmd-usage-unknown = there is no { $argument }.
cmd-usage-command = there is no command { $command }.
cmd-usage-missing = { $argument } is missing.
cmd-usage-no-value = { $argument } needs a value.
cmd-usage-value = { $argument } cannot be "{ $value }".
cmd-usage-conflict = { $argument } cannot be used with the other.
cmd-usage-meant = Did you mean { $near }?
cmd-usage-write = Write for instance: { $values }
cmd-usage-more = For more, add --help.

cmd-unreadable = could not read { $file }: { $why }. Check the path.
cmd-unwritable = could not write { $file }: { $why }. Choose a folder that you may write in.
cmd-stale = somebody else saved version { $n } in the meantime. Nothing was changed; do it again on the new version.
cmd-personal-data = the text in "{ $field }" seems to hold personal data: { $found }. Take it away; nothing was saved.
cmd-bad-rows = the file has { $n } bad { $n ->
    [one] row
   *[other] rows
}; nothing was kept:
cmd-invalid = { $field }: { $problem }
cmd-invalid-missing = the value is missing. Fill it in.
cmd-invalid-unreadable = the value cannot be read. Write days as 2023-05-04, months as 2023-05 and numbers as 30 or 1.5.
cmd-invalid-future = the day has not come yet. Log what is done.
cmd-invalid-year = the year is before 1990. Write it with four digits.
cmd-invalid-unknown = nothing has that name.
cmd-invalid-taken = it is taken. Choose another.
cmd-invalid-locked = it is locked or computed, and cannot be changed in this way.
cmd-invalid-not-whole = talks and reports are counted in whole numbers.
cmd-no-render = the PDF could not be made: { $why }
cmd-no-pdf = this build has no PDF. Build with the feature "pdf".
cmd-backup-exists = { $file } is already there. A backup never overwrites a file; choose another name.
cmd-backup-postgres = a PostgreSQL database is backed up with pg_dump, not by Handslag.
cmd-unknown-url = DATABASE_URL must begin with postgres:// or postgresql://. Without it, SQLite in the data folder is used.
cmd-folder = could not use the data folder { $folder }: { $why }. Choose another with --data.
cmd-no-database = the database cannot be reached. Check that it is running, and that DATABASE_URL is right. The answer was: { $why }
cmd-store = the database failed: { $why }
cmd-denied-nobody = nobody is signed in.
cmd-denied-missing = there is no such thing, or it is not shared with the organisation.
cmd-denied-role = it takes the role { $role }.

cmd-checked = { $file }: { $n-errors } errors, { $n-warnings } warnings, { $n-notes } notes.

cmd-no-promises = there is no promise { $promise }; the data folder has none. Take one in with handslag import promise, or give the path of a document.
cmd-no-such-promise = there is no promise { $promise }. There are: { $known }.
cmd-which-organisation = there are several organisations: { $known }. Choose with --organisation.
cmd-no-organisation = the data folder has no organisation. Add one with handslag account add.
cmd-no-such-organisation = there is no organisation { $organisation }. There are: { $known }.

cmd-progress = { $file }: { $n-done } of { $n-total } rows read
cmd-bad-mapping = the mapping { $file } cannot be read: { $why }
cmd-no-such-mapping = there is no mapping { $mapping }, neither as a file nor saved. Saved are: { $known }.
cmd-mapping-saved = The mapping is saved as { $name }.
cmd-other-year = the promise is not followed up for { $year }. Choose a year from { $first } to { $last }.
cmd-nothing-kept = nothing was kept. Correct the rows and import again.
cmd-file-bad = { $file }: { $n ->
        [one] { $n } error.
       *[other] { $n } errors.
    }
cmd-taken-in = { $file }: { $n-rows ->
        [one] { $n-rows } row
       *[other] { $n-rows } rows
    }{ $n-bad ->
        [0] .
       *[other] , of which { $n-bad } with errors.
    } New: { $n-new }. Revised: { $n-revised }. Unchanged: { $n-unchanged }. Older than what is held: { $n-older }.
cmd-dry-run = { $file }: { $n-rows ->
        [one] { $n-rows } row
       *[other] { $n-rows } rows
    }{ $n-bad ->
        [0] {" "}without errors.
       *[other] , of which { $n-bad } with errors.
    } Nothing was kept (dry run). Would be new: { $n-new }. Changed: { $n-revised }. Unchanged: { $n-unchanged }. Older than what is held: { $n-older }.
cmd-no-longer-given = Numbers that the source no longer gives, where the number before stays: { $n }.
cmd-promise-new = new
cmd-promise-revised = a new version
cmd-promise-unchanged = unchanged
cmd-promise-would-be-new = would be new (dry run)
cmd-promise-would-be-revised = would be a new version (dry run)
cmd-promise-taken-in = { $promise }: { $became }. New activities: { $n }. Corrected: { $n-corrected }.
cmd-corrected-by-document = The document was imported again and says something else.

cmd-log-file = { $file } is a file. Log in a promise in the data folder: take in the file with handslag import promise and give the promise's id.
cmd-bad-line = line { $n }: { $why }. Write one activity as JSON on the line; the lines before it are kept.
cmd-logged = Logged: { $id }
cmd-logged-already = Logged before: { $id }. Nothing was changed.
cmd-logged-nothing-moved = No commitment moved.
cmd-moved = { $name }: { $before } → { $after }
cmd-moved-of = { $name }: { $before } → { $after } (target: { $target })

cmd-assess-head = { $promise }, to the end of { $day }
cmd-assess-verdict = Verdict
cmd-assess-said = Said
cmd-assess-nothing-said = nothing
cmd-assess-everyone = All parties
cmd-assess-logged = Logged
cmd-assess-time = Time
cmd-assess-gone = { $percent } has gone.
cmd-assess-open-end = The end is open.
cmd-assess-part = Part
cmd-assess-left = Left
cmd-assess-deviation = Deviation

cmd-backed-up = The backup is done: { $file }

cmd-demo-folder = the folder belongs to the example (demo). Choose another with --data; the example and the real thing are never mixed.
cmd-real-folder = { $folder } has real accounts. The example (demo) wants a folder of its own; choose another with --data.
cmd-account-id = the organisation's id needs letters or digits, such as lidkopings-kommun.
cmd-account-new-organisation = the organisation { $organisation } is new. Say --organisation-name and --party too.
cmd-account-no-terminal = there is no terminal to ask in. Give the password with --password-stdin.
cmd-account-made = The account { $user } is made ({ $organisation }, { $role }).
cmd-account-short = the password needs at least { $n } signs.
cmd-account-taken = the name { $user } is taken. Choose another.
cmd-account-missing = there is no account { $user }. See handslag account list.
cmd-account-ended = The account { $user } is closed.
cmd-account-differ = The passwords differ. Try again.
cmd-account-active = open
cmd-account-disabled = closed
cmd-account-demo = example
cmd-first-account = There is no account yet. Here you make the first; it may publish.
cmd-ask-organisation = The organisation's name:
cmd-ask-party = The party that it is in its promises (polisen, kommunen):
cmd-ask-user = Name to sign in with (a word for the office):
cmd-ask-password = Password (at least { $n } signs):
cmd-ask-password-again = The password again:
cmd-no-account =
    There is no account yet. Make the first in a terminal:
      handslag account add kommunpolis --organisation polisen --organisation-name Polisen --party polisen

cmd-serving = Stop it with ctrl-c. Handslag is at { $address }
cmd-demo-serving =
    Stop it with ctrl-c. Handslag shows the example at { $address }
    Sign in at { $address }/logga-in with a button for each role. The database: { $folder }
cmd-port-taken = { $address } is taken; perhaps Handslag is running already. Choose another port with --listen 127.0.0.1:7879, or 0 for a free one.
cmd-cannot-listen = cannot answer at { $address }: { $why }. Choose another address with --listen.
cmd-server-broke = the server stopped: { $why }
cmd-stopped = Handslag is stopped.
cmd-role-reader = reader
cmd-role-reporter = reporter
cmd-role-editor = editor
cmd-role-publisher = publisher

# handslag effect.
cmd-about-effect = Shows what the figures say about each goal and claim: did it help?
cmd-about-effect-compare = Compares a municipality with others, here and now. The answer is a first look.
cmd-about-effect-detectable = Shows how large a change must be to be seen.
cmd-about-effect-self-test = Tries every way to judge on the figures of every municipality: how often does it cry wolf?
cmd-about-effect-groups = Shows which municipalities are officially like one.
cmd-arg-series = What is measured, as its source names it: Stöldbrott.
cmd-arg-area = The municipality, by name or code.
cmd-arg-before = The months before: 2013, 2013-04 or 2013..2014.
cmd-arg-after = The months that are judged, written in the same way.
cmd-arg-treated = Events at the place where something is done: before, or before and after with a comma between.
cmd-arg-control = The same at a place like it where nothing is done.
cmd-arg-ring = The same around the place where something is done.
cmd-arg-control-ring = The same around the place like it.
cmd-arg-share = Share in a survey, in percent: in the first, or in both with a comma between.
cmd-arg-answers = Number of answers in the survey, for each survey.
cmd-arg-design-effect = How many times less certain the survey is than a plain random sample: 1.3.
cmd-arg-also-before = Another period before, shown beside. Can be given several times.
cmd-arg-against = Comparable municipalities, with commas between.
cmd-arg-asks = The question: level, change or change_against_others (unless told otherwise). Counts at places and shares say for themselves what is asked.
cmd-arg-wanted = Which way it should go: down, up or effort.
cmd-arg-margin = A difference below this many percent does not matter.
cmd-arg-publish-self-test = Show the table to all, on the page /sjalvtest.
cmd-effect-nothing = No goal and no claim says what is to be compared. Add a comparison to the document.
cmd-no-groups = No groups are held for { $area }. Take in Kolada’s groups: handslag import groups FILE
cmd-no-months = “{ $text }” is no months. Write 2013, 2013-04 or 2013..2014.
cmd-no-series = No figures are held. Take in Brå’s file: handslag import figures FILE
cmd-nearest-series = No figures are held of “{ $series }”. Did you mean { $near }?
cmd-unknown-series = No figures are held of “{ $series }”. Held are: { $known }
cmd-chosen-on-the-line = chosen for this question
cmd-incident-columns = Read like this: { $fields }
cmd-incident-span = Time: { $from } to { $to }
cmd-incident-counted = The incidents stand for { $n } together.
cmd-incident-left-out =
    { $n ->
        [one] { $n } row is wrong and left out:
       *[other] { $n } rows are wrong and left out:
    }
cmd-incident-value = all rows: { $field } = { $value }
cmd-incident-system = Coordinate system: { $system }
cmd-incident-system-swapped = Coordinate system: { $system }, with north and east in each other’s columns
cmd-mapping-held = there is a saved mapping named { $name } already. Use it with --mapping { $name }, give the new one another name, or replace it with --replace-mapping.
cmd-arg-sheet = The sheet of a workbook, or the layer of a GeoPackage. Without it the first is read.
cmd-arg-epsg = The coordinate system by its EPSG number, when the file does not say it: 3006 is SWEREF 99 TM, 3007–3018 its zones.
cmd-arg-replace-mapping = Replace a saved mapping that has the name already.
cmd-say-system = Say which with --epsg, for instance --epsg { $epsg }.
cmd-more-bad-rows = … and { $n } more. All are shown with --json.
cmd-about-import-areas = Reads a layer of areas from GeoJSON or GeoPackage, in place of the one with its name.
cmd-arg-layer = The layer's name, such as districts.
cmd-arg-leave-out-areas = Take in the rest when areas cannot be mended: each left out is shown.
cmd-one-layer-file = a layer is read from one file. Name one file at a time.
cmd-layer-kept =
    { $n ->
        [one] { $file }: one area in the layer { $layer }.
       *[other] { $file }: { $n } areas in the layer { $layer }.
    }
cmd-layer-read =
    { $n ->
        [one] { $file }: one area read. Nothing is saved.
       *[other] { $file }: { $n } areas read. Nothing is saved.
    }
cmd-layer-not-kept = the layer was not saved. Mend the areas, or take in the rest with --leave-out-bad-rows.
cmd-layer-epsg = The file does not name the right coordinate system; its numbers fit EPSG:{ $epsg }.
cmd-layer-coded =
    { $n ->
        [one] One area has no code and got one of its name.
       *[other] { $n } areas have no code and got one each of their names.
    }
cmd-layer-swapped = The file writes north before east; it was read so.
cmd-layer-not-json = the file is not JSON: line { $line }, column { $column }. Mend it, or export it again as GeoJSON.
cmd-layer-no-features = the file is no GeoJSON with areas (FeatureCollection). Export it again as GeoJSON.
cmd-layer-unknown-crs = the coordinate system { $name } is not read. Export the file in SWEREF 99 TM or WGS 84.
cmd-flaw = Area { $number } ({ $code }): { $flaw }. { $done }.
cmd-flaw-unreadable = it cannot be read
cmd-flaw-no-code = it has neither code nor name
cmd-flaw-same-code = it has the same code as area { $first }; the surfaces are joined
cmd-flaw-no-polygon = { $found } is no surface
cmd-flaw-empty = it has no corners
cmd-flaw-unclosed = the line does not end where it begins
cmd-flaw-few-corners = the line has fewer than three corners
cmd-flaw-many-corners = its { $n } corners are too many to look through; simplify the line or split the file
cmd-flaw-crosses = the line crosses itself
cmd-flaw-not-on-earth = ({ $x }, { $y }) is not on Earth
cmd-flaw-mended = Mended
cmd-flaw-left-out = Left out
