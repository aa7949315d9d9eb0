# What the picture rests on: categories, places, areas, sharing and duplicates.

upkeep-title = Upkeep of the picture
upkeep-words = Keep in order what incidents are counted by.

categories-title = Categories
categories-words = What incidents can be. What stands under a category already follows when it is renamed, moved or merged.
categories-gone = Categories that were merged into others
category-gone = { $name } counts as { $into }.
category-new = New category
category-add = Add
category-name-sv = Name in Swedish
category-name-en = Name in English
category-under = Under
category-rename = Rename
category-move = Move
category-move-hint = Everything beneath it follows.
category-merge = Merge
category-merge-with = With
category-merge-hint = Everything under it counts as the other. It cannot be undone.
category-dwellings = In dwellings
category-dwellings-tick = Happens in dwellings
category-dwellings-hint = Then only the municipality is kept, never the place. It is also taken out of what is there already, and cannot be had back.
category-dwellings-wider = Happens in dwellings, since all under “{ $category }” does. Only the municipality is kept.
category-retire = Remove
category-retire-hint = Only when no incidents stand under it. Otherwise merge it with another.
category-n =
    { $n ->
        [0] No incident stands under it.
        [one] { $n } incident stands right under it.
       *[other] { $n } incidents stand right under it.
    }
category-fault-unknown = Choose a category from the list.
category-fault-beneath = “{ $name }” has categories beneath it. Move them first.
category-fault-in-use = Incidents stand under “{ $name }”, so it cannot be removed. Merge it with another instead.
category-fault-itself = A category cannot be merged with itself. Choose another.
category-fault-same-name = “{ $name }” is already in the same place. Choose another name.
category-fault-no-name = Write a name in both languages.
category-fault-circle = A category cannot stand under itself. Choose another.
category-fault-last-other = There must be a topmost category of the kind other, for what nobody has placed.
category-changed-meanwhile = Somebody else has changed the category while you were writing. Nothing of yours is saved. Look at the list as it is now, and send it again if it should still be done.
category-fault-shows-more =
    { $partner } would be shown { $n ->
        [0] what is reported under the category,
        [one] { $n } incident
       *[other] { $n } incidents
    } that nobody has shared. Whoever shares incidents must first widen the sharing, or end it.

places-title = Places
places-words = Named places that reporters choose from: a school, a square, a park. Never anybody's home.
places-none = No places have been added yet.
place-name = Name
place-name-hint = As people say. Never a dwelling or a person.
place-kind = Kind
place-new = New place
place-add = Add
place-area-hint = For a place too large for a point. Without a position, incidents there count for the area and never show as a point.
place-no-area = none
place-municipality-hint = Left empty, it is taken from the position.
place-nowhere = Write a position or choose an area.
place-kind-school = school
place-kind-square = square
place-kind-pub = pub
place-kind-park = park
place-kind-station = station
place-kind-road = road
place-kind-other = other

areas-title = Areas
areas-words = Borders that the picture counts by: districts, DeSO, areas of your own. Of several layers the first in the alphabet is used, unless the reader chooses another. Without any of your own it counts by municipality.
areas-none = No areas of your own have been taken in. The picture counts by municipality.
areas-layer = Layer
areas-layer-hint = What the areas are called together, such as districts. The page asks before it replaces a layer with the same name.
areas-n = Number of areas
areas-use = In use
areas-in-use = unless another is chosen
areas-remove = Remove { $layer }
areas-new = Take in a layer
areas-file-hint = GeoJSON or GeoPackage of surfaces, in degrees or SWEREF 99. { $n } MB at most; larger ones are taken in with the command handslag import areas.
areas-leave-out = Take in the rest when areas cannot be mended
areas-faults = What was wrong in the file
areas-not-kept =
    { $n ->
        [0] Nothing is saved: the file has no area that can be used. Correct the file and send it again.
        [one] Nothing is saved yet. One area can be used. Correct the file, or tick ”Take in the rest” and take it in.
       *[other] Nothing is saved yet. { $n } areas can be used. Correct the file, or tick ”Take in the rest” and take it in.
    }
areas-coded-by-name =
    { $n ->
        [one] One area has no code and got one of its name. It gets the same code next time.
       *[other] { $n } areas have no code and got one each of their names. They get the same codes next time.
    }
areas-replaces = There is a layer { $layer } already, of { $held } areas. It will be replaced by { $n } areas of { $file }. Replace it?
areas-replace = Replace the layer
areas-waiting = { $file } was sent and waits. Choose a file only to send another.
areas-kept =
    { $n ->
        [one] { $n } area is in the layer { $layer }.
       *[other] { $n } areas are in the layer { $layer }.
    }

shares-title = Sharing of incidents
shares-words = Incidents are shown to a partner only when you decide it, for a purpose and a time. The partner sees them in its picture but cannot change them.
shares-none = The incidents are shown to nobody.
share-new = Show incidents to a partner
share-begin = Show
share-which = Only these categories (all if none is chosen)
share-from = First day on which it happened
share-from-hint = Empty means everything.
share-until = Last day they are shown
share-until-passed = That day has passed. Choose one that comes.
share-line = { $purpose }, from { $since } until { $until }.
share-ended = The time has ended.
share-all-kinds = All categories.
share-kinds = Only { $kinds } and what stands beneath.
share-happened-from = Only what happened from { $day }.

duplicates-title = Duplicates
duplicates-words = Here are incidents of different sources that may be one and the same. Joined, they count as one in your picture. Nobody's report is changed, and they can be taken apart again.
duplicates-since = Incidents since
duplicates-look = Look
duplicates-since-moved = Incidents are counted since { $from }, not since { $asked }: farther back than two years is not looked.
duplicates-found =
    { $n ->
        [0] No likely duplicates were found among { $incidents } incidents.
        [one] One pair among { $incidents } incidents may be the same incident.
       *[other] { $n } pairs among { $incidents } incidents may be the same incident.
    }
duplicates-more =
    { $n ->
        [one] { $n } more pair shows when you have settled these.
       *[other] { $n } more pairs show when you have settled these.
    }
duplicates-joined = Joined
duplicates-none-joined = Nothing has been joined.
duplicate-why = Because: { $reasons }.
duplicate-same-reason = The same incident: { $reasons }
duplicate-which-counts = Which one shall count?
duplicate-counts-first = Count the first: { $source }, { $owner }
duplicate-counts-other = Count the other: { $source }, { $owner }
duplicate-reported = Came in
duplicate-whose = From
duplicate-join = Join
duplicate-not-same = Not the same
duplicate-take-apart = Take apart
duplicate-taken-apart = Taken apart { $when }.
duplicate-joined-as = { $other } counts as { $kept }.
duplicate-joined-already = One of them is joined with another already. Take those apart first.
duplicate-unseen = an incident that is no longer shown
reason-times-overlap =
    { $n ->
        [one] the times have { $n } minute in common
       *[other] the times have { $n } minutes in common
    }
reason-times-overlap-hours = the times have at least { $n } hours in common
reason-same-day = the same day, and neither says when in the day
reason-same-day-one = the same day, but only one says when in the day
reason-times-near =
    { $n ->
        [one] { $n } minute between them
       *[other] { $n } minutes between them
    }
reason-same-kind = the same category
reason-wider-kind = one category holds the other
reason-sibling-kind = closely related categories
reason-near =
    { $n ->
        [one] { $n } metre apart
       *[other] { $n } metres apart
    }
reason-same-place = both at { $place }
reason-same-area = both in { $area }
reason-other-source = different sources
