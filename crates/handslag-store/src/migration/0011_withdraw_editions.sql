-- An edition that no longer stands: that it was withdrawn, when and why. The
-- edition itself is never changed.
CREATE TABLE edition_withdrawal (
    tenant_id text NOT NULL,
    municipality_slug text NOT NULL,
    released_to text NOT NULL,
    version bigint NOT NULL,
    withdrawn_at text NOT NULL,
    withdrawn_by uuid,
    reason text NOT NULL CONSTRAINT withdrawal_says_why CHECK (reason <> ''),
    PRIMARY KEY (tenant_id, municipality_slug, released_to, version),
    FOREIGN KEY (tenant_id, municipality_slug, released_to, version)
        REFERENCES picture_edition (tenant_id, municipality_slug, released_to, version)
);
