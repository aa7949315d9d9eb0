# The door for other systems (Open311).

cmd-about-import-open311 = Imports the answer of an Open311 server: requests.json or requests.xml (GeoReport v2). Only what, where and when is kept.
cmd-about-open311 = The door through which other systems, such as FixaMinGata, report incidents (Open311 GeoReport v2). Closed until it is opened.
cmd-about-open311-open = Opens the door for a system and prints its key, once.
cmd-about-open311-list = Shows all doors.
cmd-about-open311-close = Closes a system's door. What has come in stays.
cmd-arg-open311-source = What the system is called here, such as FixaMinGata.
cmd-arg-jurisdiction = What the organisation is called in the system's questions (jurisdiction_id), such as lidkoping.se.
cmd-open311-opened = The door is open for { $source } ({ $jurisdiction }). The key is shown only now:
cmd-open311-none = No door has been opened.
cmd-open311-door = { $source }: { $organisation }, { $jurisdiction }, opened on { $opened }.
cmd-open311-closed-on = Closed on { $day }.
cmd-open311-closed = The door is closed for { $source }.
cmd-open311-no-such = { $source } has no open door. See handslag open311 list.
