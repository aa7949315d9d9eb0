# Meningar i utkastet till en uppföljning. Varje mening bygger på ett bevis.

draft-promised = { $parties } lovade { $n ->
    [one] en sak
   *[other] { $n } saker
}.
draft-tally = Den { $day } är läget: { $verdicts }.
draft-nothing-logged = Inget är loggat ännu, så det går inte att säga vad som gjorts.
draft-this-year = Under { $year } { $n ->
    [one] loggades en aktivitet
   *[other] loggades { $n } aktiviteter
} som räknas hit: { $amount }.
draft-this-year-times = Under { $year } loggades { $n ->
    [one] en av dem
   *[other] { $n } av dem
}.
draft-this-year-none = Under { $year } loggades inget som räknas hit.
draft-yield = Loggen räknar också { $counts }.
draft-stretches = Räknat { $per } nåddes det lovade antalet { $n-met ->
    [one] en gång
   *[other] { $n-met } gånger
} av { $n }.
draft-members-left = Kvar: { $names }.
draft-members-left-many = { $n } är kvar, bland dem { $names }.
draft-joint = { $n ->
    [one] En av dem gjordes
   *[other] { $n } av dem gjordes
} av flera parter tillsammans och räknas en gång.
draft-withheld = Antalet under { $year } är lägre än { $n } och visas inte, så att ingen kan pekas ut.
draft-sensitive = Här räknas bara hela tal. Inget om enskilda personer finns i Handslag.
draft-said = { $party } säger: ”{ $words }”
draft-said-all = Parterna säger: ”{ $words }”
draft-party-part = { $party } deltog under { $year } i { $n ->
    [one] en loggad aktivitet
   *[other] { $n } loggade aktiviteter
}, för { $n-commitments ->
    [one] ett åtagande
   *[other] { $n-commitments } åtaganden
}.
draft-party-none = Under { $year } finns ingen loggad aktivitet där { $party } deltog.
draft-party-tally = { $party } ansvarar för { $n ->
    [one] ett åtagande
   *[other] { $n } åtaganden
}: { $verdicts }.
source-log = Loggen i Handslag till och med { $day }
source-log-example = Loggen i Handslag till och med { $day } (exempel, påhittade siffror)
source-bra = Brå, anmälda brott
source-bra-rate = Brå, anmälda brott, och folkmängd från SCB genom Kolada. Egen beräkning per 100 000 invånare.
source-bra-rate-single = Där ett års två folkmängder inte finns räknas på den vid slutet av { $years }.
chart-finding = { $category } i { $area }: { $value } { $when }, mot { $before } { $when-before }
chart-finding-single = { $category } i { $area }: { $value } { $when }
chart-ends-before-promise = { $finding }. Siffrorna slutar innan löftet börjar
chart-category-rate = { $category } per 100 000 invånare
