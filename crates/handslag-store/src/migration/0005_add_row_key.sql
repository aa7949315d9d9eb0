-- With this key, ids are made of rows about single people: without it, nobody can
-- tell the day of such a row from its id.
CREATE TABLE row_key (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    content text NOT NULL,
    PRIMARY KEY (tenant_id)
);
