# The situational picture as a document: problems, causes, measures and the three parts of the law.

clock-update-unknown = Nobody has written when the picture was last updated. The law asks for at least every second year.
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
clock-plan-unknown = Nobody has written when the action plan was last followed up. The law asks for at least every second year.
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
side-place = the place
side-target = what is struck
side-offender = those who do it
known-works = works elsewhere
known-promising = promising
known-mixed = mixed results
known-unknown = hardly tried
known-no-effect = did not help elsewhere
known-harmful = did harm elsewhere
released-public = everyone
released-partners = the parties alone
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
