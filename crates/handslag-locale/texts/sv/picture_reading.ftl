# Lägesbilden som den läses: översikt, kedja, plats, vyer och luckor.

picture-on-page = På sidan
picture-saved-version = sparad version { $version }
picture-doc-missing =
    { $n ->
        [0] Inget saknas
        [one] En sak saknas
       *[other] { $n } saker saknas
    }
picture-doc-missing-above = Det som saknas i ett problem eller en synpunkt står på sin plats här ovanför. Resten står här.
picture-chain-gone = Det som adressen pekar på finns inte i lägesbilden. Det kan ha tagits bort eller fått ett annat namn. Här nedanför står hela kedjan.
picture-chain-waits = { $problem }: väntar. Det streckade behövs när problemet väljs
picture-place-differs = Ett belägg nedan säger { $count } händelser. Det skrevs in för hand, med sitt eget urval och sin egen tid. Antalet här ovanför räknas ur händelserna nu: alla slag på platsen och inom den.
picture-views-to-place = Platsen
picture-views-to-incidents = Händelserna
picture-views-to-figures = Siffrorna
picture-views-to-voices = Synpunkterna
picture-views-to-problem = Problemet i lägesbilden
picture-views-make-problem = Gör till problem
picture-views-not-spoken-of =
    { $n ->
        [one] { $n } mindre kategori som ingen har talat om
       *[other] { $n } mindre kategorier som ingen har talat om
    }
evidence-voices-elsewhere = Synpunkter som inte återges här
commitment-answers-in-picture = Svarar på, enligt lägesbilden
edition-checksum-of = Kontrollsumma för JSON-filen (SHA-256):

# Varför en fil inte kunde läsas eller skrivas.
cmd-io-not-found = filen eller mappen finns inte
cmd-io-denied = du får inte läsa eller skriva där
cmd-io-folder = det är en mapp
cmd-io-not-folder = en del av sökvägen är ingen mapp
cmd-io-not-text = den är inte text i UTF-8
cmd-io-full = disken är full
cmd-io-read-only = där går det bara att läsa
