-- A page of the list of incidents is read where it begins: those of one file
-- came in at the same moment, so the order among them is in the index too.
DROP INDEX incident_reported;
CREATE INDEX incident_reported ON incident (tenant_id, reported_at, id);
