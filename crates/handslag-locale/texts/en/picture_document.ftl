# The situational picture as a document: problems, causes, measures and the three parts of the law.

clock-update-unknown = Nobody has written when the picture was last updated. The law asks for it at least every second year.
clock-update-in-time = The picture is to be updated by { $date }.
clock-update-soon =
    { $n ->
        [one] The picture is to be updated by { $date }: { $n } day left.
       *[other] The picture is to be updated by { $date }: { $n } days left.
    }
clock-update-overdue =
    { $n ->
        [one] The picture should have been updated by { $date }, { $n } day ago.
       *[other] The picture should have been updated by { $date }, { $n } days ago.
    }
clock-plan-unknown = Nobody has written when the action plan was last followed up. The law asks for it at least every second year.
clock-plan-in-time = The action plan is to be followed up by { $date }.
clock-plan-soon =
    { $n ->
        [one] The action plan is to be followed up by { $date }: { $n } day left.
       *[other] The action plan is to be followed up by { $date }: { $n } days left.
    }
clock-plan-overdue =
    { $n ->
        [one] The action plan should have been followed up by { $date }, { $n } day ago.
       *[other] The action plan should have been followed up by { $date }, { $n } days ago.
    }

channel-business-meeting = meeting with businesses

evidence-figure = Figure
evidence-incidents = Incidents
evidence-voices = Voices
evidence-survey = Survey
evidence-document = Document
evidence-assumption = Assumption
evidence-source-bra = Brå, reported crime
evidence-answers =
    { $n ->
        [one] { $n } answered
       *[other] { $n } answered
    }
cause-assumption = assumption
cause-supported = supported
cause-contradicted = contradicted
cause-situational = situational
cause-social = social
side-place = the place
side-target = who or what is struck
side-offender = those who do it
known-works = has worked elsewhere
known-promising = promising
known-mixed = mixed results
known-unknown = hardly tried
known-no-effect = did not help elsewhere
known-harmful = did harm elsewhere
released-public = everyone
released-partners = the parties
criterion-most-common = Is it among the most common?
criterion-rising = Is it rising?
criterion-deviating = Does it differ from other places?
criterion-place = Does it gather at a place?
criterion-victims = Does it strike those who can defend themselves least?
criterion-signal-crime = Does it make many feel unsafe?
criterion-harm = Does it do great harm?
criterion-resources = Are there people and money?
criterion-influence = Can the parties do something about it?
criterion-cost = Is it worth its cost?
asked-residents = residents
asked-staff = staff
asked-young = young people
asked-property-owners = property owners and businesses
chain-step-voice = Voice
chain-step-problem = Problem
chain-step-cause = Cause
chain-step-measure = Measure
chain-step-commitment = Commitment
chain-step-activity = What was done
chain-step-result = How it went
chain-step-effect = What is measured
chain-step-follow-up = What the parties say
chain-step-feedback = Answer to those who said it

edition-left-problems =
    { $n ->
        [one] { $n } problem is only in the edition of the parties.
       *[other] { $n } problems are only in the edition of the parties.
    }
edition-left-sections =
    { $n ->
        [one] { $n } passage is only in the edition of the parties.
       *[other] { $n } passages are only in the edition of the parties.
    }
edition-left-voices =
    { $n ->
        [one] { $n } voice is only in the edition of the parties.
       *[other] { $n } voices are only in the edition of the parties.
    }
edition-left-indicators =
    { $n ->
        [one] { $n } indicator is only in the edition of the parties.
       *[other] { $n } indicators are only in the edition of the parties.
    }
edition-left-small =
    { $n ->
        [one] { $n } number is not shown, so that nobody can be pointed out.
       *[other] { $n } numbers are not shown, so that nobody can be pointed out.
    }

picture-doc-list = Situational pictures
picture-doc-list-lead = A situational picture is the parties' shared document: what is wrong, where, why, and what is to be done. The promises rest on it.
picture-doc-none = There is no picture as a document here yet.
picture-doc-new = Add a picture
picture-doc-to-incidents = To the incidents: how many, when and where
picture-doc-to-documents = The picture as a document: problems, causes, measures
picture-doc-id-taken = There is already a picture with the id “{ $id }”. Give the new one another id.
picture-doc-id-changed = The picture's id must be “{ $id }”. A picture with another id is added as a new one.
picture-doc-text = The picture as text
picture-doc-text-hint = The whole picture. What has no form of its own is changed here.
picture-doc-add = Add the picture
picture-doc-share-none = The picture is not shared with anyone.
picture-doc-n-gaps =
    { $n ->
        [0] nothing is missing
        [one] { $n } thing is missing
       *[other] { $n } things are missing
    }
picture-doc-clock = The law's clock
picture-doc-chosen = Chosen problems
picture-doc-none-chosen = No problem is chosen yet.
picture-doc-waiting = Problems that wait
picture-doc-waits = The problem is not chosen; it waits.
picture-doc-no-voices = No voice is noted yet.
picture-doc-indicators-of-area = What is measured for the whole area
picture-doc-rests-on = What it rests on
picture-doc-measured = What is measured
picture-doc-measured-of = What is measured: { $problem }
picture-doc-answered-by = Commitments that answer the problem
picture-doc-nothing-promised = No promise answers the problem yet.
picture-doc-its-chain = the chain as a picture
picture-doc-why-this = Why:
picture-doc-weighed = { $sum } of { $most } points by the criteria
picture-doc-scores = Points for { $problem }
picture-doc-criterion = Criterion
picture-doc-score = Points
picture-doc-weight = Weight
picture-doc-score-reason = What the points rest on
picture-doc-would-show-wrong = This would show it to be wrong:
picture-doc-against = Against the cause:
picture-doc-mechanism = How it is meant to work:
picture-doc-known = Known of such measures:
picture-doc-n-of = { $n } of { $asked } asked
picture-doc-as-table = The same as a table
picture-doc-source = The picture and the promises, { $date }

picture-doc-chain = The chain
picture-doc-chain-lead = From what was said to what is measured, both ways. Choose something to see what it builds on and what builds on it.
picture-doc-chain-all = The whole chain, step by step
picture-doc-chain-begins = Nothing in the chain comes before.
picture-doc-chain-ends = Nothing in the chain comes after yet.
picture-doc-chain-finding =
    { $n ->
        [0] { $problem }: the chain is whole
        [one] { $problem }: one thing is missing
       *[other] { $problem }: { $n } things are missing
    }
picture-doc-led-to-it = It builds on
picture-doc-came-of-it = What builds on it

picture-doc-place-lead = A place in four steps: find the place, map it, look for causes, act. Under each step stands what is known.
picture-doc-place-no-problem = No problem of the picture is about the place yet.
picture-doc-place-no-voices = No voice is about the place.
picture-doc-place-no-cause = Nobody has written why it happens here.
picture-doc-place-no-measure = No measure is chosen for the place.
picture-doc-no-cycle = Nobody has written how far the work on the place has come.
picture-doc-cycle-finding = How far the work has come: { $problem }
picture-doc-reported =
    { $n ->
        [0] No incidents are reported at the place { $period }.
        [one] { $n } incident is reported at the place { $period }.
       *[other] { $n } incidents are reported at the place { $period }.
    }
picture-doc-reported-table = Reported incidents at the place, by category

picture-doc-views = Views side by side
picture-doc-views-lead = The police's figures, other parties' reports, and what staff, residents and businesses say. Where they see it differently there is something to talk about.
picture-doc-views-figures-of = The police's figures are reported crimes of { $year }, for each problem the largest category. Place by place they are the police's own reports.
picture-doc-views-by-problem = Problem by problem
picture-doc-views-by-place = Problem and place
picture-doc-views-caption = The sources side by side: rank, and share of all that the source tells
picture-doc-views-none = No source tells anything yet.
picture-doc-views-no-disagreement = No difference between the sources is clear.
picture-doc-views-thin = Tells too little to be compared: { $names }.
picture-doc-views-agreement = Do they agree?
picture-doc-views-silent = not mentioned
picture-doc-views-seen = rank { $rank } of { $rows } ({ $share }; { $count } of { $total })
picture-doc-views-how = The sources count different things. Their numbers are therefore never compared, only what share of all that a source tells is about the problem, and the problem's rank in that source. A difference is pointed out when the problem ranks higher in one source, the share is at least twice as large and the difference larger than chance usually makes (three standard errors), or when a source is silent about something that it should have mentioned at least three times. A source with fewer than 20 in all is not compared. Reported crimes are counted for the latest whole year that is not after the picture's time, and for the municipality as a whole. An incident belongs to a problem when the problem's theme is part of the Swedish name of its category, as stölder (thefts) in Cykelstöld (bicycle theft), and burglary counts as theft, as in the law. Else it stands under its wider category, such as criminal damage for graffiti, so that sources that sort more or less finely can be compared. A category that neither a voice nor a problem speaks of is pointed out only when it is at least a tenth of all that a source tells. What somebody has spoken of comes first, and where the sources are furthest apart.

picture-doc-new-problem = New problem
picture-doc-edit-problem = Change the problem
picture-doc-new-cause = New cause
picture-doc-edit-cause = Change the cause
picture-doc-new-measure = New measure
picture-doc-edit-measure = Change the measure
picture-doc-new-indicator = New indicator
picture-doc-edit-indicator = Change the indicator
picture-doc-new-voice = New voice
picture-doc-edit-voice = Change the voice
picture-doc-take-away = Take away
picture-doc-problem-title = The problem in a sentence
picture-doc-theme = Theme
picture-doc-theme-hint = A word that voices and reports also have, such as droger (drugs).
picture-doc-project = Project
picture-doc-evidence-new = Add evidence
picture-doc-evidence-kind = Kind of evidence
picture-doc-evidence-words = What it shows, in a sentence
picture-doc-evidence-indicator = What is counted
picture-doc-evidence-filter = The filter's name
picture-doc-evidence-filter-hint = So that the same incidents can be counted again.
picture-doc-value = Value
picture-doc-unit = Unit
picture-doc-unit-hint = Such as per term, or percent.
picture-doc-is-chosen = Is the problem chosen?
picture-doc-chosen-by-measures = yes if it has measures
picture-doc-rank = Rank among the problems
picture-doc-rank-hint = 1 is first.
picture-doc-more-than-asked = No more can have said so than were asked. Correct one of the numbers.
picture-doc-rank-from-one = The order is a whole number and begins at 1. Leave the field empty if the problem has none.
picture-doc-reason = Why it is chosen, or has to wait
picture-doc-scores-legend = Points by the criteria
picture-doc-scores-hint = From 0, not at all, to the criterion's highest, mostly 3. The points are shown beside the order and do not decide it.
picture-doc-score-reason-of = What the points rest on: { $criterion }
picture-doc-step-state = How far
picture-doc-step-words = What was found or done
picture-doc-released = Who may read it
picture-doc-not-said = not said: the parties alone
picture-doc-by-evidence = by what speaks for and against
picture-doc-side = Side of the crime triangle
picture-doc-sort = Sort
picture-doc-term = Short or long term
picture-doc-one-a-line = One thing on each line.
picture-doc-links-for = Evidence that speaks for
picture-doc-links-against = Evidence that speaks against
picture-doc-would-show-wrong-hint = What would you see if the cause is not right?
picture-doc-cause-state = How the cause stands against the evidence
picture-doc-choose-cause = choose a cause
picture-doc-known-from = Where it can be read
picture-doc-became = Became these commitments
picture-doc-voice-no-persons = Write what was said as a theme, never who said it.
picture-doc-voice-words = What was said
picture-doc-voice-words-hint = In your own words, as a theme. No names and nothing that only one person can have said.
picture-doc-voice-channel = How it was said
picture-doc-voice-asked = Which group was asked
picture-doc-voice-n = How many said it
picture-doc-voice-n-asked = Of how many asked
picture-doc-voice-answer = Answer to those who said it
picture-doc-voice-answer-hint = What it led to, or why it led to nothing.

picture-doc-schema = The schema of the picture (JSON Schema)
picture-doc-parts = The three parts of the law
picture-doc-new-section = New passage
picture-doc-both-changed = What each of you changed alone is kept from both. This is what both of you changed.
picture-doc-section-hint = Leave an empty line between paragraphs.
picture-doc-read-by = read by { $readers }
picture-doc-edit-head = Change time and decisions
picture-doc-period-from = Figures are from
picture-doc-period-to = Figures are to
picture-doc-updated-on = Last updated
picture-doc-decision = Decision
picture-doc-decided-on = Decided on
picture-doc-decided-by-hint = A body, such as the municipal board; never a person.
picture-doc-reference = Registry number
picture-doc-plan-decided-on = The plan was decided on
picture-doc-plan-followed-up = The plan was last followed up

picture-doc-edition = Editions
edition-gaps =
    { $n ->
        [0] The check found nothing missing
        [one] One thing is missing in the picture
       *[other] { $n } things are missing in the picture
    }
edition-gaps-where = See where in the picture
edition-no-municipality = The picture does not say which municipality it is of, and cannot be frozen until it does.
edition-empty-parts = Empty in this edition, though the law asks for it: { $names }
edition-empty-seen = Freeze all the same, with an empty part
edition-empty-refused = A part that the law asks for is empty. Fill it first, or tick that it is to be frozen empty.
edition-replaces-picture = The edition before is of another picture: { $title }. This one replaces it.
edition-lead = The picture as a document, in the three parts of the law. When it is frozen it becomes an edition that never changes.
edition-about = Situational picture: { $title }
edition-for = Show the edition for { $readers }
edition-n = Edition { $version }
edition-replaced = This edition has been replaced.
edition-newest = Read the newest edition
edition-line = Edition { $version } for { $readers }, { $date }
edition-reason = It replaces the one before:
edition-not-frozen = This is how it would read today. Not frozen.
edition-frozen = Frozen as edition { $version }.
edition-freeze = Freeze edition { $version } for { $readers }
edition-reason-hint = Needed when there already is an edition: write why it is replaced.
edition-public-words = The edition for everyone is at once an open page. It holds only what is released to everyone, and says how much it leaves out.
edition-picture-moved = Somebody else has saved the picture in the meantime. Read it again before you freeze it.
edition-versions = Frozen editions
edition-versions-words = An edition is never changed. All that are not withdrawn can be read.
edition-none = Nothing of this picture is frozen yet.
edition-public-page = open page
edition-withdraw = Withdraw
edition-withdraw-title = Withdraw edition { $version }?
edition-withdraw-public = The edition can then no longer be read by everyone. The page says when it was withdrawn and why, and shows the edition before it, if there is one.
edition-withdraw-partners = The parties then see that the edition is withdrawn, when and why.
edition-withdraw-kept = Those who may read the picture inside can still read the edition. It cannot be undone, but a new one can be frozen.
edition-withdraw-by-publisher = A publisher of the organisation that owns the picture withdraws it.
edition-withdraw-why = Why it is withdrawn
edition-withdraw-why-hint = Read by everyone who could read the edition. Do not repeat what was wrong, and name no person.
edition-withdrawn = Edition { $version } was withdrawn on { $date }: { $reason }
edition-withdrawn-done = Edition { $version } is withdrawn.
edition-withdrawn-title = The picture is withdrawn
edition-stands-again = Here you read edition { $version } instead, which was frozen on { $date } and stands again.
edition-none-stands = No other edition stands at the moment.
edition-chosen =
    { $n ->
        [0] The picture points out no problem.
        [one] The picture points out { $n } problem to act on.
       *[other] The picture points out { $n } problems to act on.
    }
edition-clock-on = How the law's clock stood on { $date }:
edition-changes = Changed since edition { $version }
edition-no-changes = Nothing has changed.
edition-left-out = What is not shown here
edition-background = How the picture was made
edition-period = Period
edition-decided = Decided by
edition-plan = Action plan
edition-read = Read the situational picture
edition-municipality-words = The promises rest on the situational picture: what is wrong, where, why and what is to be done.

cmd-about-picture = A situational picture as a document: check, show, print, convert.
cmd-about-picture-check = Checks a picture: errors, and where its chain is broken, with what you can do.
cmd-about-picture-show = Shows the chosen problems in order, the law's clock and what is missing.
cmd-about-picture-export = Prints a picture as a document.
cmd-about-import-picture = Takes in a picture. The same document again changes nothing.
cmd-arg-picture-file = A picture as TOML or JSON.
cmd-arg-picture = A document in a file, or the id of a picture in the data folder.
cmd-arg-picture-reason = Why the picture is changed; kept with the new version.
cmd-no-pictures = there is no picture { $name }; the data folder has none. Take one in with handslag import picture, or give the path of a document.
cmd-no-such-picture = there is no picture { $picture }. Those there are: { $known }.
cmd-picture-taken-in = { $picture }: { $became }.
cmd-picture-problem = { $place }. { $title }. Evidence: { $n-evidence }. Causes: { $n-causes }. Measures: { $n-measures }. Indicators: { $n-indicators }. Commitments: { $n-commitments }.
cmd-about-import-voices = Takes in voices from CSV, TSV or XLSX into a picture. Columns such as words, theme, place, channel, asked, on, n, n_asked and answer are known, in Swedish too; other names are given by a mapping. Only what was said is needed.
cmd-arg-picture-id = The id of a picture in the data folder.
cmd-about-picture-edition = Writes the picture in the three parts of the law as page, PDF and JSON, as it would read today. Nothing is frozen.
cmd-arg-readers = For whom: public, everyone, or partners, the parties; public when nothing is said.

# Evidence
picture-doc-evidence-edit = Change the evidence
picture-doc-evidence-go-on = Continue
picture-doc-evidence-other-kind = Change the kind of evidence
picture-doc-evidence-party = Whose report it is
picture-doc-evidence-url = Address on the web
picture-doc-evidence-answers = How many answered
picture-doc-evidence-voices-or-theme = Tick voices, or write a theme: then all voices with that theme are meant.
picture-doc-from = From
picture-doc-to = To
picture-doc-about-figure = A figure of official statistics, so that anyone can look it up.
picture-doc-about-incidents = A number of incidents that the parties have reported.
picture-doc-about-voices = Something that residents or staff have said.
picture-doc-about-survey = An answer of a survey.
picture-doc-about-document = Something that can be read: a report, minutes or a measurement.
picture-doc-about-assumption = No evidence yet. Write what you think and why, so that everyone sees that it is an assumption.

# Places, parties, criteria and indicators
picture-doc-places = Places
picture-doc-places-words = Places that problems, voices and evidence can point to. A place may lie in a larger one. Never anybody’s home.
picture-doc-new-place = New place
picture-doc-edit-place = Change the place
picture-doc-place-within = Lies in
picture-doc-parties = Parties
picture-doc-parties-words = Organisations that take part in the work. Never a person.
picture-doc-new-party = New party
picture-doc-edit-party = Change the party
picture-doc-party-name-hint = For example Social services. Never the name of a person.
picture-doc-criteria = Criteria
picture-doc-criteria-words = What problems are chosen by. Each problem is scored by each criterion, in the form of the problem.
picture-doc-new-criterion = New criterion
picture-doc-edit-criterion = Change the criterion
picture-doc-criterion-handbook = Criterion of the handbook
picture-doc-criterion-own = one of your own
picture-doc-criterion-asks = The question
picture-doc-criterion-asks-hint = For example “Does it do great harm?”. A criterion of the handbook has its question already.
picture-doc-criterion-most = Highest score
picture-doc-criterion-most-hint = Empty means 3.
picture-doc-criterion-weight = Weight
picture-doc-criterion-weight-hint = How much it counts beside the others. Empty means 1.
picture-doc-indicators-words = What is measured for the area as a whole. Those of a problem are with the problem.
party-kind-police = police
party-kind-municipality = municipality
party-kind-county-board = county administrative board
party-kind-property-owner = property owner
party-kind-business = business
party-kind-school = school
party-kind-association = association
picture-doc-problem-parties = Who works on it
picture-doc-focus-area = Focus area
picture-doc-focus-area-hint = A word or two that several problems can share, such as Prevention of drugs.
picture-doc-shared-by = Parties that share the picture
picture-doc-section-places = Places that the passage speaks of
picture-doc-section-problems = Problems that the passage speaks of
picture-doc-section-voices = Voices that the passage tells
