-- How often each way to judge would have cried wolf on the figures held, and how
-- much municipalities drift: one row each time it was run, and none is ever changed.
CREATE TABLE self_test (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    tested_at text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (tenant_id, tested_at)
);
