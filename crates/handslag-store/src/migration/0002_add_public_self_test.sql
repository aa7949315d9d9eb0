-- The newest self-test that an organisation has made public.
CREATE TABLE self_test (
    tenant_id text NOT NULL,
    tested_at text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (tenant_id)
);
