# Dörren för andra system (Open311).

cmd-about-import-open311 = Läser in svaret från en Open311-server: requests.json eller requests.xml (GeoReport v2). Bara vad, var och när behålls.
cmd-about-open311 = Dörren som andra system, som FixaMinGata, rapporterar händelser genom (Open311 GeoReport v2). Stängd tills den öppnas.
cmd-about-open311-open = Öppnar dörren för ett system och skriver ut dess nyckel, en gång.
cmd-about-open311-list = Visar alla dörrar.
cmd-about-open311-close = Stänger ett systems dörr. Det som har kommit in står kvar.
cmd-arg-open311-source = Vad systemet heter hos oss, till exempel FixaMinGata.
cmd-arg-jurisdiction = Vad organisationen heter i systemets frågor (jurisdiction_id), till exempel lidkoping.se.
cmd-open311-opened = Dörren är öppen för { $source } ({ $jurisdiction }). Nyckeln visas bara nu:
cmd-open311-none = Ingen dörr är öppnad.
cmd-open311-door = { $source }: { $organisation }, { $jurisdiction }, öppnad { $opened }.
cmd-open311-closed-on = Stängd { $day }.
cmd-open311-closed = Dörren är stängd för { $source }.
cmd-open311-no-such = { $source } har ingen öppen dörr. Se handslag open311 list.
