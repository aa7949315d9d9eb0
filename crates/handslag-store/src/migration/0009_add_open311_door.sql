-- A door through which another system reports incidents by Open311: whose, by
-- which name, and the hash of its key. Closed doors are kept for the trace.
CREATE TABLE open311_door (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    source text NOT NULL CONSTRAINT open311_source_is_said CHECK (source <> ''),
    jurisdiction text NOT NULL CONSTRAINT open311_jurisdiction_is_said CHECK (jurisdiction <> ''),
    key_hash text NOT NULL,
    opened_at text NOT NULL,
    closed_at text,
    PRIMARY KEY (tenant_id, source, opened_at)
);
CREATE UNIQUE INDEX open311_key ON open311_door (key_hash);
