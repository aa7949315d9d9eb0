-- An edition that everyone could read and that was withdrawn: when and why. What
-- it said is no longer here.
CREATE TABLE edition_withdrawal (
    tenant_id text NOT NULL,
    municipality_slug text NOT NULL,
    version bigint NOT NULL,
    frozen_at text NOT NULL,
    withdrawn_at text NOT NULL,
    reason text NOT NULL CONSTRAINT withdrawal_says_why CHECK (reason <> ''),
    is_example boolean NOT NULL,
    PRIMARY KEY (tenant_id, municipality_slug, version)
);
CREATE INDEX edition_withdrawal_address ON edition_withdrawal (municipality_slug, version);
