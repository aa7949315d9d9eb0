# The texts of the public pages.

site-name = Handslag
skip-to-content = Skip to the content
nav-search = Search
nav-about = About Handslag
nav-main = Main menu
nav-trail = You are here
nav-home = All municipalities
footer-report-crime = Want to report a crime? Call { $phone } or go to { $site }.
footer-emergency = Emergency: call { $phone }.
footer-open-data = Open data
footer-accessibility = Accessibility
footer-about = About Handslag
footer-words = A promise should be possible to follow.
example-banner = Example: activities, incidents, voices and decisions are invented. Figures from Brå are real.
real-figures = Real figures
yes = yes
no = no
not-given = not given

home-title = Did police and municipality keep what they promised?
home-lead = In a citizen promise, police and municipality say what they will do for safety where you live. Here you see what they promised, what was done and whether it helped.
home-find = Find your municipality
home-municipalities = Municipalities with a promise
home-none = No promise has been published here yet. When the first one is, it will be shown here.
home-how-title = How it works
home-how-listen = Residents and staff say what is wrong.
home-how-promise = Police and municipality promise what they will do, how much and by when.
home-how-count = Everything done is counted in a log. Nobody types a percentage by hand.
home-how-answer = The follow-up shows how it went, and says so when it cannot be shown.
n-promises =
    { $n ->
        [one] { $n } promise
       *[other] { $n } promises
    }

search-title = Search the promises
search-label = Search
search-hint = For example a municipality, a place or “trafik”.
search-button = Search
search-hits =
    { $n ->
        [0] Nothing found for “{ $query }”.
        [one] { $n } result for “{ $query }”.
       *[other] { $n } results for “{ $query }”.
    }
search-results = Results
search-shown = Only the best are shown ({ $n }). Add words to search more narrowly.
search-advice = Try fewer words, or one word such as “skola”. You can also start from the page with all municipalities.
search-kind-municipality = municipality
search-kind-promise = promise
search-kind-commitment = commitment
search-kind-follow-up = follow-up
search-kind-picture = situational picture

municipality-lead =
    { $n ->
        [0] No promise has been published for { $name } yet.
        [one] Here is the promise that police and municipality have made in { $name }.
       *[other] Here are the { $n } promises that police and municipality have made in { $name }.
    }
municipality-promises = Promises
municipality-running = running now
municipality-ended = ended
municipality-open-promise = Read the promise
municipality-follow-ups = Follow-ups

promise-lead =
    { $parties } promised { $n ->
        [one] { $n } thing
       *[other] { $n } things
    }.
promise-blocks-title =
    { $n ->
        [one] { $n } commitment
       *[other] { $n } commitments
    }: { $tally }
promise-blocks-how = Each block is a commitment. Press it to read more.
promise-period = Runs
promise-parties = Parties
promise-counted = Counted up to and including
promise-version = Release
promise-agreement = Rests on
chain-title = From what you said to what changed
chain-said = You said
chain-promised = We promised
chain-did = We did
chain-changed = It changed
chain-said-none = No dialogue is on record.
chain-did-none = Nothing is on record yet.
chain-changed-none = It cannot be shown yet.
chain-more = Read all
voice-n =
    { $n ->
        [one] { $n } person said so
       *[other] { $n } said so
    }
voice-answer = Answer: { $answer }
commitments-title = Commitments
commitments-other = Other
commitment-read = Read more about { $title }
background-title = Why these things?
problems-title = Problems we work on
problem-project = Project: { $name }
problem-cycle = The work step by step
problem-causes = Causes
problem-measures = Measures
problem-for = Speaks for
problem-against = Speaks against
problem-assumption = An assumption: nothing is on record for or against.
problem-result = Result
goals-title = What was to change
goal-column = Goal
goal-indicator = Measured by
goal-baseline = At the start
goal-target = The aim
goal-outcome = It became
claims-title = What the figures say
claim-said-by = { $who } says:
claim-said = Claim:
claim-finding = Our check: { $finding }
claim-estimate = { $of }: { $value } ({ $level }% interval from { $low } to { $high })
claim-how = How we know
claim-method = Method: { $method }
claim-assumes = Assumes:
claim-grade = Evidence: { $grade }.
context-title = What happened around it
parties-title = What each party did
next-step-title = Next step
contact-title = Questions
sources-title = Sources
follow-ups-title = Follow-ups
follow-ups-none = No follow-up has been published yet.
follow-up-year = Follow-up { $year }
follow-up-listed = version { $version }, { $date }
source-text-title = The promise word for word
source-text-open = Show the whole text
source-read = Read { $date }
versions-title = Versions of the promise
open-data-title = Open data
open-data-words = The same numbers as on the page, for those who want to count themselves.
open-data-json = The whole promise as JSON
open-data-csv = The commitments as CSV
pdf-link = Download as PDF
csv-link = Download as CSV
json-link = Download as JSON
on-this-page = On this page

figures-title = Reported crime
figures-lead = Figures from official statistics. More reports may mean more crime, but also that more people report.
figures-choose = Choose what is shown
figures-category = Kind of offence
figures-measure = Show as
figures-show = Show
figures-none = There are no figures to show.
figure-table = Show the figures as a table
figure-csv = Download the figures (CSV)
figure-alone = Open the chart by itself
figure-how = How to read the chart: the line is { $area }. The grey band is the middle half of comparable municipalities: { $names }.
figure-how-alone = How to read the chart: the line is { $area }.
figure-chosen-by = They are chosen like this: { $rule }.
figure-band = Middle half of comparable municipalities
figure-promise-period = the promise runs
figure-description = { $category }, { $measure }, { $from } to { $to }. The figures are in the table below the chart.
figure-back = Back to the promise

commitment-words = The words of the promise
commitment-target = The target
commitment-parties = Responsible
commitment-places = Places
commitment-focus-area = Area
commitment-answers = Answers
three-answers = Three answers
three-said = What is said
three-evidenced = What the log shows
three-on-time = On time?
said-nothing = No party has said how it went.
said-together = The parties together
verdict-line = Our assessment:
evidence-line = Evidence: { $grade }.
bar-time-gone = { $percent } of the time has gone
bar-time-all = all the time has gone
bar-title = { $title }: { $state }. { $count }
parts-title = Parts of the target
members-title = Who has been reached
members-done = Done ({ $n })
members-not-done = Left ({ $n })
stretches-title = Period by period
stretch-column = Period
stretch-counted = Done
stretch-met = As promised?
stretch-above = more than promised
stretch-running = under way
stretch-not-demanded = not asked for
done-title = What was done
done-none = Nothing has been logged for this commitment.
done-by-month = Logged activities by month
done-by-month-finding =
    { $n ->
        [one] { $n } entry in the log
       *[other] { $n } entries in the log
    } for “{ $title }”
done-month = Month
done-kind = Kind
done-place = Place
done-amount = Counts as
done-entries = Entries in the log
done-caption = Activities by month, kind and place
done-source = The log of Handslag, counted up to and including { $date }
done-no-persons = The log holds no data about persons.
deviation-short = Deviation: { $words }
withheld-below = Fewer than { $n }. The exact number is not shown, so that nobody can be singled out.
deviation-title = Why it did not become as promised
sentence-log =
    { $n ->
        [one] shown by { $n } entry in the log
       *[other] shown by { $n } entries in the log
    }
sentence-logs = shown by the log of { $n } commitments
sentence-verdicts =
    shown by how { $n ->
        [one] the commitment
       *[other] the commitments
    } went
sentence-figure = shown by a chart
sentence-statement = a party's own words
sentence-promise = stands in the promise
sentence-none = nothing shows it
back-to-promise = To the whole promise
report-wrong = Is it wrong? { $contact }

follow-up-title = Follow-up { $year }
follow-up-of = of { $promise }
version-line = Version { $version }, published { $date }. Counted up to and including { $at }.
version-draft = Draft, not published. Counted up to and including { $at }.
version-corrected = This is a correction: { $reason }
version-replaced = This version has been replaced.
version-newest = Read the newest version
version-earlier-title = Earlier versions
version-earlier-words = A published follow-up never changes. A correction becomes a new version, and all of them can be read.
version-n = Version { $version }
version-published = published { $date }
summary-title = In short
tally-title = How it went
tally-caption = Commitments by how they went
tally-verdict = How it went
tally-n = Number
tally-meaning = It means
voices-title = What residents and staff said
download-title = Download

news-title = Police news about { $name }
news-aside = News from the police
news-warning = This is news, not a measure. The police choose what they write about, so the number says nothing about crime or the promise.
news-all = All news
news-none = There is no news to show.
news-older = Older news
news-sums-up = sums up several events
news-read = Read at the police's site
news-published = Published { $when }

error-not-found-title = The page does not exist
error-not-found-words = The address may be wrong, or the page has not been published. Try to search, or start from the page with all municipalities.
error-forbidden-title = You may not see this page
error-forbidden-words = Your account may not do this. Ask the person who looks after Handslag in your organisation.
error-bad-request-title = We did not understand what was sent
error-bad-request-words = Go back, check what you wrote and try again.
error-too-many-title = There were too many attempts
error-too-many-words = Wait a minute and try again.
error-server-title = Something went wrong with us
error-server-words = The error has been noted. Nothing you have saved is lost. Try again in a while.
error-server-number = The error's number: { $number }

about-title = About Handslag
about-what = Handslag is free software for citizen promises. Police and municipality write down what they promise. What they do is counted in a log. The follow-up is written from the log and from official statistics.
about-verdicts-title = How we assess
about-verdicts-caption = Verdicts and what they mean
about-persons-title = No data about persons
about-persons-words = The log counts what was done, where and when. It has no field for anyone that the police or the school has talked to. Talks of concern are counted only as a number per month.
about-cookies-title = Cookies
about-cookies-words = The public pages set a single cookie, and only if you change language. Nothing is fetched from other sites.
accessibility-title = Accessibility
accessibility-lead = Everyone should be able to use the public pages. We build them to WCAG 2.2, level AA.
accessibility-works-title = What we do
accessibility-works-table = Every chart has a table with the same figures.
accessibility-works-scripts = All public pages work without scripts, by keyboard and on a screen 320 points wide.
accessibility-works-colour = Colour is never the only difference: every verdict has a sign and a word.
accessibility-tested-title = How we have tested
accessibility-tested-words = The pages are tested with the tool axe-core, in light and dark. A tool finds only some of the faults. We have not tested the pages with users of screen readers, and nobody from outside has audited them.
accessibility-known-title = What we know is lacking
accessibility-known-words = Long charts have small letters on narrow screens. Texts that the parties write may be harder than our own.
accessibility-report-title = Found an obstacle?
accessibility-report-words = Tell the municipality that has published the page. If you get no help you can report it to Digg, the Swedish agency for digital government.

form-errors-title = Correct this first
form-questions-title = Is this right?
form-optional = optional
form-more = Increase { $label }
form-less = Decrease { $label }
