# Texts of the pages behind sign-in.

work-nav-today = Today
work-nav-log = Log
work-nav-activities = The log
work-nav-promises = Promises
work-nav-intake = Import
work-sign-in = Sign in
work-sign-in-title = Sign in
work-sign-in-wrong = The name or the password is wrong. Check both and try again.
work-sign-out = Sign out
work-user-name = User name
work-password = Password
work-demo-title = Try it as
work-demo-words = This is a demonstration. Choose a role; no password is needed.
work-signed-in-as = { $organisation }, { $role }
work-role-reader = reader
work-role-reporter = reporter
work-role-editor = editor
work-role-publisher = publisher
work-level-error = error
work-level-warning = warning
work-level-note = note
work-state-draft = draft
work-state-published = published
work-state-revision = published, correction under way
work-state-none = not begun
work-state-unsaved = proposal, not saved
work-origin-form = logged
work-origin-import = imported
work-origin-command = from the terminal
work-moment = { $date } at { $time }
work-schema = The schema of the format (JSON Schema)
work-save = Save
work-saved = Saved.
work-saved-at = Saved
work-show = Show
work-change = Change
work-all = all
work-from = From
work-to = To
work-text = Text
work-field-parties = Parties
work-field-period = Period
work-field-sentence = Sentence
work-heading = Heading
work-file = File
work-reason = Reason
work-reason-hint = Why you change it. The reason is kept together with what it said before.
work-reason-optional = Optional. Shown in the list of saved versions.
work-version = version { $version }
work-today-title = Today
work-log-button = Log an activity
work-last-logged = What you logged last
work-nothing-logged = You have not logged anything yet.
work-nothing-behind = Nothing is behind.
work-no-promises = Your organisation has no promise here yet.
work-withdrawn = withdrawn
work-withdrawn-words = The entry is withdrawn and does not count. What it said is kept below.
work-owner = Owned by
work-shared-as = shared with you as { $role }
work-log-title = Log an activity
work-log-outside = The promise runs { $period }, not today. Only what was done then counts.
work-log-promise = Promise
work-log-what = What?
work-log-where = Where?
work-log-day = Day
work-log-time = Time
work-log-counts = Counts
work-log-other = More …
work-log-other-type = Another activity
work-log-other-place = Another place
work-log-no-place = no place in particular
work-log-more = More details
work-log-times = Number of times
work-log-hours = Working hours
work-log-staff = Number of staff
work-log-took-hours = Hours from reported to done
work-log-parties = Who took part?
work-log-covers = Classes or places reached
work-log-covers-hint = One on each line, by the names in the promise. Never names of persons.
work-log-sets = The names in the promise
work-log-serves = For one commitment in particular
work-log-same-as = The same has been logged by another party
work-log-same-as-none = no
work-log-note = Note
work-log-note-hint = Write nothing about persons: no names, numbers or addresses.
work-log-saved = Saved.
work-log-already = This one was saved already. It counts once.
work-log-moved-none = It does not count towards any commitment at present.
work-log-counts-toward = Counts towards
work-log-of = of { $target }
work-log-correct = Correct what you saved
work-logged-by = Logged by
work-entry-title = { $kind }, { $day }
work-save-correction = Save the correction
work-withdraw = Withdraw
work-trace = Trace
work-trace-none = The entry has not been changed.
work-trace-before = Before, it said:
work-new-promise = Add a promise
work-promise-file = File (TOML or JSON)
work-promise-text = The promise as text
work-promise-text-hint = Paste TOML or JSON, unless you choose a file.
work-add-promise = Add the promise
work-check = Check
work-municipality = Municipality
work-promise-title = Title
work-period-from = Valid from
work-period-to = Valid to
work-period-extended = Extended to
work-date-hint = For example 2022-01-01, mars 2022 or 2022.
work-contact = Contact
work-contact-hint = An office, never a person.
work-edit-promise = Edit the promise
work-edit-text = Edit as text
work-edit-text-hint = The whole promise except the log. Whatever has no form of its own is changed here.
work-edit-commitment = Edit the commitment
work-saved-versions = Saved versions
work-commitment-title = Short name
work-commitment-words-hint = Word for word as signed.
work-show-sentence = Show the sentence
work-target-shape = Kind of target
work-target-keep = keep as it is (edited as text)
work-target-bound = Bound
work-target-amount = Amount
work-target-amount-to = Up to amount
work-target-unit = What is counted
work-target-unit-hint = Empty is times. Otherwise for example hours, classes or drivers.
work-target-per = For how long
work-target-types = Activities that count
work-target-coverage = Everyone in a group
work-target-set = Group
work-target-members-here = those listed below
work-target-members = Members, one on each line
work-target-milestone = Something is to be in place
work-target-done = What
work-target-by = By
work-bound-at-least = at least
work-bound-exactly = exactly
work-bound-at-most = at most
work-bound-between = between
work-per-whole = the whole period
work-publication = Publication
work-not-published = The promise is not published.
work-published = Published.
work-published-as = Release { $version }, { $date }
work-publish-promise = Publish the promise as it is now
work-publish-words = Everyone can read it. Publishing again makes a new release; the one before remains.
work-counted-at = Counted up to
work-counted-to = counted up to { $date }
work-findings-title = Check
work-findings-none = The check found nothing to remark on.
work-finding-what = What
work-finding-remedy = What to do
work-id-taken = A promise with the id “{ $id }” is already there. Give the new one another id.
work-id-changed = The promise’s id must be “{ $id }”. A promise with another id is added as a new one.
work-text-has-log = The text holds activities. They are changed in the log; remove them here.
work-share = Share
work-share-none = The promise is not shared with anyone.
work-share-new = Share with an organisation
work-share-no-partners = There is no other organisation here to share with.
work-share-partner = Organisation
work-share-purpose = Purpose
work-share-purpose-hint = Why they need it. The sharing is logged.
work-share-role = May at most be
work-share-line = { $role }, since { $date }. Purpose: { $purpose }
work-share-end = End the sharing
work-preview = Preview
work-draft-pdf = Draft as PDF
work-rewrite = Rewrite from the log
work-rewrite-words = Rewriting replaces every sentence with new ones from the log and the figures.
work-remains = Before you publish
work-remains-moved = The log has changed since the text was written: { $commitments }. Write the draft anew, or the follow-up will say something else than the log.
work-remains-save = Save the draft.
work-remains-next-step = Write the next step.
work-remains-publisher = A publisher reads and publishes.
work-sentence = Sentence { $number }
work-sentence-new = New sentence
work-claim-plain = Conclusion in one sentence
work-publish = Publish
work-publish-save-first = Save the draft before you publish.
work-publish-follow-up-words = The saved draft is published as page, PDF, CSV and JSON. A published follow-up never changes: a correction becomes a new version.
work-publish-reason-hint = Needed when something is published already: write what is corrected.
work-publish-version = Publish follow-up { $year } of { $name }
work-read-published = Read what is published
work-stale-title = Somebody else saved first
work-stale-words = While you wrote, somebody else saved a new version. Nothing of yours is saved yet, and nothing is lost. These are the places that differ.
work-stale-mine = You wrote
work-stale-theirs = Saved by somebody else
work-stale-nothing = Nothing is written here.
work-stale-same = The texts are the same.
work-stale-save-mine = Save my text anyway
work-stale-take-theirs = Keep the other text
work-intake-kind = What does the file hold?
work-intake-activities = Activities
work-intake-figures = Reported crime (Brå)
work-intake-population = Inhabitants
work-intake-notices = The police’s event notices
work-intake-promise-hint = Only for activities.
work-intake-year = Year
work-intake-year-hint = Only for inhabitants, when the file does not say which year.
work-intake-dry-words = The file is tried first. Nothing is saved until you say so.
work-intake-again = Import another file
work-send = Send the file
work-batches = Earlier imports
work-batches-none = Nothing has been imported yet.
work-batch-at = When
work-batch-rows = Rows
work-batch-new = New
work-batch-revised = Revised
work-batch-unchanged = Already there
work-batch-older = Older than what is held
work-batch-no-longer-given = No longer given; the number stays
work-notes = Worth knowing
work-mapping = Saved column mapping
work-mapping-suggest = propose one
work-mapping-title = The columns of { $file }
work-mapping-name = Save as
work-mapping-name-hint = Optional. With a name you can use the same column mapping next time.
work-mapping-type-fixed = If no column says the activity
work-mapping-type-column = a column says it
work-mapping-adjust = Change the columns
work-column-ignore = leave out
work-column-id = The file’s own id
work-column-count = Count: { $unit }
work-dates = Dates such as 3/12
work-dates-day-first = day before month
work-dates-month-first = month before day
work-new-places = Places that are not in the promise
work-new-places-refuse = report as errors
work-new-places-keep = keep the name
work-dry-run = Try
work-take-in = Import for real
work-job-running = The file is being read
work-job-reload = Show how far it has come
work-job-progress = { $n-done } of { $n-total } rows
work-job-dry-done = The trial went well
work-job-dry-words = Nothing is saved. If it looks right, import for real.
work-job-done = The file is imported
work-job-not-taken-in = The file is not imported
work-job-has-door = The source has a door of its own for Open311, and its key reads all that comes from the source. Give the file another source.
work-job-failed = The file was not imported. Nothing is saved. Try again; if that does not help, tell whoever looks after Handslag.
work-row-row = Row
work-row-column = Column
work-row-value = Value
work-row-file = the whole file
work-rows-nothing-saved = Nothing of the file is saved. Correct the rows in the file and send it again.
work-personal-data = The text seems to point out a person: { $found }. Remove it and save again.
work-personal-identity-number = identity number
work-personal-phone = phone number
work-personal-email = e-mail address
work-personal-plate = registration plate
work-personal-apartment = apartment number
work-personal-name = name
work-personal-address = address
work-invalid-missing = { $field } is missing. Fill it in.
work-invalid-unreadable = { $field } cannot be read. Write it in another way.
work-invalid-number = { $field } cannot be read as a number. Write it in figures, such as 12 or 3.5.
work-invalid-day = { $field } cannot be read as a time. Write a day, a month or a year, such as 2023-05-14, 2023-05 or 2023.
work-invalid-date = { $field } cannot be read as a day. Write it as 2023-05-14.
work-invalid-clock = { $field } cannot be read as a time of day. Write it as 21:15.
work-invalid-thousands = { $field } may mean thousands or three decimals. Write 4000 or 4 000 for four thousand, and 1.5 for one and a half.
work-invalid-not-yet = { $field }: that day has not come yet. Write a day up to today.
work-invalid-future = { $field } lies in the future. Log it when it is done.
work-invalid-year = { $field } is before 1990. Write the year with four digits.
work-invalid-unknown = { $field } is not there. Choose something that is.
work-invalid-taken = { $field } is taken. Choose another.
work-invalid-locked = { $field } cannot be changed here. Take what is saved and change only the rest.
work-effect-lock = The lock
work-effects = The answers under “Did it help?”
work-invalid-not-whole = { $field }: talks and reports are counted in whole numbers.
work-error-back = Go back in the browser: what you wrote is still there.
work-error-needs-role = This takes the role { $role }.
work-error-elsewhere-title = The form came from another site
work-error-elsewhere-words = So nothing was done. Open the page here and try again.
work-error-too-large-title = The file is too large
work-error-too-large-words = Split it into smaller parts and send them one by one.
work-error-method-words = The page cannot take what was sent.
work-error-personal-title = The text seems to point out a person
work-error-document-title = The document has errors
work-error-pdf-title = The PDF could not be made
work-error-pdf-words = Nothing is published. Try again in a while. If that does not help, tell whoever looks after Handslag.
work-error-taken-title = It is taken
work-error-taken-words = Something by the same name is already there. Choose another.
work-error-address-words = Another organisation has already published at the address { $address }. If it is a promise, give it another id.
work-behind =
    { $n ->
        [one] { $n } commitment needs something
       *[other] { $n } commitments need something
    }
work-as-it-should =
    { $n ->
        [one] { $n } commitment goes as it should.
       *[other] { $n } commitments go as they should.
    }
work-not-begun =
    { $n ->
        [one] { $n } commitment has not begun.
       *[other] { $n } commitments have not begun.
    }
work-no-need-yet =
    { $n ->
        [one] { $n } commitment waits for the need to arise.
       *[other] { $n } commitments wait for the need to arise.
    }
work-none-logged =
    { $n ->
        [one] { $n } commitment has nothing logged yet.
       *[other] { $n } commitments have nothing logged yet.
    }
work-only-told =
    { $n ->
        [one] { $n } commitment is only told.
       *[other] { $n } commitments are only told.
    }
work-cannot-be-assessed =
    { $n ->
        [one] { $n } commitment cannot be assessed.
       *[other] { $n } commitments cannot be assessed.
    }
work-no-measure =
    { $n ->
        [one] { $n } commitment has nothing to hold against the time.
       *[other] { $n } commitments have nothing to hold against the time.
    }
work-n-entries =
    { $n ->
        [one] { $n } entry
       *[other] { $n } entries
    }
work-more-entries =
    { $n ->
        [one] There is { $n } more entry. Narrow it with the filter.
       *[other] There are { $n } more entries. Narrow them with the filter.
    }
work-entries-behind =
    { $n ->
        [one] { $n } log entry behind the number
       *[other] { $n } log entries behind the number
    }
work-remains-reasons =
    { $n ->
        [one] { $n } commitment was not kept and has no reason.
       *[other] { $n } commitments were not kept and have no reason.
    }
work-remains-evidence =
    { $n ->
        [one] { $n } sentence has no evidence.
       *[other] { $n } sentences have no evidence.
    }
work-file-title = The file needs correcting
work-rows-title =
    { $n ->
        [one] { $n } row needs correcting
       *[other] { $n } rows need correcting
    }
work-rows-more =
    { $n ->
        [one] { $n } more row is not shown.
       *[other] { $n } more rows are not shown.
    }
work-mapping-words =
    { $n ->
        [one] The file has { $n } row. Say what each column holds. Samples from the column stand below its name.
       *[other] The file has { $n } rows. Say what each column holds. Samples from the column stand below its name.
    }
