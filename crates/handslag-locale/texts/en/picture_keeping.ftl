# The picture: a new one, what is taken away, and what was saved.

picture-new-title-hint = Such as Situational picture of the centre 2026.
picture-new-municipality-hint = Its name or its four-digit code.
picture-new-no-municipality = No municipality has that name. Write its name, such as Lidköping, or its four-digit code.
picture-new-criteria = The handbook's criteria, by which problems will be chosen
picture-new-make = Make the picture
picture-new-by-text = Add one as a file or a text instead
work-saved-version = Saved version

picture-take-away-question = Take it away?
picture-take-away-goes = This goes from the picture:
picture-take-away-kept = The saved version stays under Saved versions and can be made the newest again.
picture-take-away-no = Keep it
contents-problems =
    { $n ->
        [one] { $n } problem
       *[other] { $n } problems
    }
contents-causes =
    { $n ->
        [one] { $n } cause
       *[other] { $n } causes
    }
contents-measures =
    { $n ->
        [one] { $n } measure
       *[other] { $n } measures
    }
contents-indicators =
    { $n ->
        [one] { $n } indicator
       *[other] { $n } indicators
    }
contents-evidence =
    { $n ->
        [one] { $n } piece of evidence
       *[other] { $n } pieces of evidence
    }
contents-voices =
    { $n ->
        [one] { $n } voice
       *[other] { $n } voices
    }
contents-sections =
    { $n ->
        [one] { $n } passage
       *[other] { $n } passages
    }
contents-places =
    { $n ->
        [one] { $n } place
       *[other] { $n } places
    }
contents-parties =
    { $n ->
        [one] { $n } party
       *[other] { $n } parties
    }
contents-criteria =
    { $n ->
        [one] { $n } criterion
       *[other] { $n } criteria
    }

picture-versions-lead = Each time the picture is saved there is a version. An earlier version can be opened and made the newest again.
picture-version-is-newest = This is the picture as it is now.
picture-version-restore = Make it the newest
picture-version-restore-words = The picture becomes as in this version. That is saved as a new version, and no other version goes.
picture-erase-title = Take out a text about a person
picture-erase-lead = Has somebody written a name, an address or anything else about a person? Write or paste the text. It is taken out of the picture and of every saved version and cannot be had back. That it was done is kept, but not what it said.
picture-erase-editions = Editions that are frozen already do not change, nor do backups. If the text stands in an edition, a publisher can withdraw it.
picture-erase-text = The text to take out
picture-erase-text-hint = Exactly as it was written, at least five letters. Everything alike goes, so write the whole name.
picture-erase-by-publisher = A publisher of the organisation that owns the picture takes the text out.
picture-erase-do = Take out of every version
picture-erase-short = Write at least five letters, so that not too much goes.
picture-erase-none = No saved version holds the text. Write it exactly as it stood.
picture-erased =
    { $n ->
        [one] The text is taken out of { $n } version.
       *[other] The text is taken out of { $n } versions.
    }
picture-erased-reason =
    { $n ->
        [one] A text about a person was taken out of { $n } saved version.
       *[other] A text about a person was taken out of { $n } saved versions.
    }
picture-field-problem = Problem
picture-field-cause = Cause
picture-field-step = Step
edition-promises = Promises in the municipality:
