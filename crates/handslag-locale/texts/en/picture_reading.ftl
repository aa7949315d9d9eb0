# The picture as it is read: overview, chain, place, views and gaps.

picture-on-page = On this page
picture-saved-version = saved version { $version }
picture-doc-missing =
    { $n ->
        [0] Nothing is missing
        [one] One thing is missing
       *[other] { $n } things are missing
    }
picture-doc-missing-above = What is missing in a problem or a voice stands at its place above. The rest stands here.
picture-chain-gone = What the address points to is not in the picture. It may have been taken away or have another name. The whole chain stands below.
picture-chain-waits = { $problem }: waits. What is dashed is needed when the problem is chosen
picture-place-differs = A piece of evidence below says { $count } incidents. It was written by hand, with its own filter and time. The number above is counted from the incidents now: of all kinds, at the place and within it.
picture-views-to-place = The place
picture-views-to-incidents = The incidents
picture-views-to-figures = The figures
picture-views-to-voices = The voices
picture-views-to-problem = The problem in the picture
picture-views-make-problem = Make it a problem
picture-views-not-spoken-of =
    { $n ->
        [one] { $n } smaller category that nobody spoke of
       *[other] { $n } smaller categories that nobody spoke of
    }
evidence-voices-elsewhere = Voices that are not told here
commitment-answers-in-picture = Answers, by the situational picture
edition-checksum-of = Checksum of the JSON file (SHA-256):

# Why a file could not be read or written.
cmd-io-not-found = there is no such file or folder
cmd-io-denied = you may not read or write there
cmd-io-folder = it is a folder
cmd-io-not-folder = a part of the path is no folder
cmd-io-not-text = it is not text in UTF-8
cmd-io-full = the disk is full
cmd-io-read-only = it can only be read there
