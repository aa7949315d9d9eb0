-- How many times something that pictures count of an organisation has been
-- changed, so that every server notices what another one has done.
CREATE TABLE change_count (
    tenant_id text NOT NULL PRIMARY KEY REFERENCES organisation (tenant_id),
    n bigint NOT NULL
);
