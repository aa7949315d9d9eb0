-- The editions of pictures that everyone may read; never changed.
CREATE TABLE picture_edition (
    tenant_id text NOT NULL,
    municipality_slug text NOT NULL,
    version bigint NOT NULL,
    picture_id text NOT NULL,
    frozen_at text NOT NULL,
    reason text,
    title text NOT NULL,
    content text NOT NULL,
    pdf bytea,
    sha256 text NOT NULL,
    PRIMARY KEY (tenant_id, municipality_slug, version)
);
CREATE INDEX picture_edition_address ON picture_edition (municipality_slug, version);
