# Sentences in the draft of a follow-up. Each rests on evidence.

draft-promised = { $parties } promised { $n ->
    [one] one thing
   *[other] { $n } things
}.
draft-tally = On { $day } this is where it stands: { $verdicts }.
draft-nothing-logged = Nothing has been logged yet, so nobody can say what was done.
draft-this-year = During { $year } { $n ->
    [one] one activity was logged
   *[other] { $n } activities were logged
} that count here: { $amount }.
draft-this-year-times = During { $year } { $n ->
    [one] one of them was
   *[other] { $n } of them were
} logged.
draft-this-year-none = During { $year } nothing was logged that counts here.
draft-yield = The log also counts { $counts }.
draft-stretches = Counted { $per }, the promised amount was reached { $n-met ->
    [one] once
   *[other] { $n-met } times
} out of { $n }.
draft-members-left = Left: { $names }.
draft-members-left-many = { $n } are left, among them { $names }.
draft-joint = { $n ->
    [one] One of them was
   *[other] { $n } of them were
} done by several parties together and counted once.
draft-withheld = The number during { $year } is below { $n } and is not shown, so that nobody can be pointed out.
draft-sensitive = Only whole numbers are counted here. Handslag holds nothing about any person.
draft-said = { $party } says: “{ $words }”
draft-said-all = The parties say: “{ $words }”
draft-party-part = During { $year } { $party } took part in { $n ->
    [one] one logged activity
   *[other] { $n } logged activities
}, for { $n-commitments ->
    [one] one commitment
   *[other] { $n-commitments } commitments
}.
draft-party-none = During { $year } there is no logged activity in which { $party } took part.
draft-party-tally = { $party } is responsible for { $n ->
    [one] one commitment
   *[other] { $n } commitments
}: { $verdicts }.
source-log = The log in Handslag up to and including { $day }
source-log-example = The log in Handslag up to and including { $day } (example, invented numbers)
source-bra = Brå, reported offences
source-bra-rate = Brå, reported offences, and inhabitants from Statistics Sweden through Kolada. Own computation per 100,000 inhabitants.
source-bra-rate-single = Where the two counts of a year are not held, that at the end of { $years } is used.
chart-finding = { $category } in { $area }: { $value } { $when }, against { $before } { $when-before }
chart-finding-single = { $category } in { $area }: { $value } { $when }
chart-ends-before-promise = { $finding }. The figures end before the promise begins
chart-category-rate = { $category } per 100,000 inhabitants
