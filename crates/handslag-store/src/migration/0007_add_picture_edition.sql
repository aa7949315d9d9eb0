-- An organisation shows a picture to a partner, for a purpose.
CREATE TABLE picture_share (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    picture_id text NOT NULL,
    partner_tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    purpose text NOT NULL CONSTRAINT picture_share_purpose_is_said CHECK (purpose <> ''),
    shared_on text NOT NULL,
    role_limit text NOT NULL CONSTRAINT known_picture_role_limit CHECK (role_limit IN ('reader', 'reporter', 'editor')),
    PRIMARY KEY (tenant_id, picture_id, partner_tenant_id),
    CONSTRAINT picture_partner_is_another CHECK (partner_tenant_id <> tenant_id)
);
CREATE INDEX picture_share_partner ON picture_share (partner_tenant_id);

-- A picture frozen for the parties or for everyone: written once, never changed.
CREATE TABLE picture_edition (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    municipality_slug text NOT NULL,
    released_to text NOT NULL CONSTRAINT known_readers CHECK (released_to IN ('partners', 'public')),
    version bigint NOT NULL,
    picture_id text NOT NULL,
    frozen_at text NOT NULL,
    frozen_by uuid,
    reason text,
    title text NOT NULL,
    content text NOT NULL,
    pdf bytea,
    sha256 text NOT NULL,
    PRIMARY KEY (tenant_id, municipality_slug, released_to, version)
);
CREATE INDEX picture_edition_of ON picture_edition (tenant_id, picture_id);
