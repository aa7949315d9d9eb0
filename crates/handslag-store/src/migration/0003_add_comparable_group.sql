-- Which municipalities are officially like another, and in what. A group that is
-- read again replaces the one before.
CREATE TABLE comparable_group (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    municipality_code text NOT NULL,
    kind text NOT NULL,
    year bigint NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (tenant_id, municipality_code, kind, year)
);
