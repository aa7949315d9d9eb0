-- What happened or felt unsafe: when it can have happened (seconds since 1970,
-- the end is not in it), of which kind and where, as exactly as may be kept.
CREATE TABLE incident (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id uuid NOT NULL,
    version bigint NOT NULL,
    source text NOT NULL,
    key text NOT NULL,
    from_second bigint NOT NULL,
    to_second bigint NOT NULL,
    time_precision text NOT NULL,
    category text NOT NULL,
    precision text NOT NULL,
    lat_e7 bigint,
    lon_e7 bigint,
    place_id text,
    area text,
    municipality_code text,
    is_indoors boolean NOT NULL,
    n bigint NOT NULL,
    more text,
    batch_id uuid,
    reported_at text NOT NULL,
    reported_by uuid,
    withdrawn_at text,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT window_is_not_empty CHECK (from_second < to_second),
    CONSTRAINT a_dwelling_has_no_place CHECK (
        NOT is_indoors OR (lat_e7 IS NULL AND lon_e7 IS NULL AND place_id IS NULL AND area IS NULL)
    ),
    CONSTRAINT a_centre_is_no_point CHECK (
        precision IN ('point', 'block', 'named_place') OR (lat_e7 IS NULL AND lon_e7 IS NULL)
    )
);
CREATE INDEX incident_reported ON incident (tenant_id, reported_at);

-- What an incident said before it was corrected or withdrawn.
CREATE TABLE incident_change (
    tenant_id text NOT NULL,
    incident_id uuid NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    reason text NOT NULL,
    changed_at text NOT NULL,
    changed_by uuid,
    PRIMARY KEY (tenant_id, incident_id, version),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id)
);

-- An organisation has found that two incidents, perhaps of two organisations,
-- are one: in its picture the other no longer counts. Neither row is changed.
CREATE TABLE incident_merge (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    other_tenant_id text NOT NULL,
    other_id uuid NOT NULL,
    kept_tenant_id text NOT NULL,
    kept_id uuid NOT NULL,
    reason text NOT NULL,
    merged_at text NOT NULL,
    merged_by uuid,
    taken_apart_at text,
    PRIMARY KEY (tenant_id, other_tenant_id, other_id, merged_at)
);

-- An organisation shows its incidents to a partner, for a purpose and a time.
CREATE TABLE incident_share (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    partner_tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    purpose text NOT NULL CONSTRAINT incident_share_purpose_is_said CHECK (purpose <> ''),
    shared_on text NOT NULL,
    ends_on text NOT NULL,
    PRIMARY KEY (tenant_id, partner_tenant_id),
    CONSTRAINT incident_partner_is_another CHECK (partner_tenant_id <> tenant_id)
);
CREATE INDEX incident_share_partner ON incident_share (partner_tenant_id);

-- The pieces of an area layer, such as the municipality's districts.
CREATE TABLE area (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    level text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (tenant_id, level, code)
);

-- Things kept whole, each with its versions: the tree of categories, a named
-- place, a picture.
CREATE TABLE document (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    kind text NOT NULL CONSTRAINT known_document_kind CHECK (kind IN ('categories', 'place', 'picture')),
    id text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    saved_at text NOT NULL,
    saved_by uuid,
    PRIMARY KEY (tenant_id, kind, id)
);
CREATE TABLE document_version (
    tenant_id text NOT NULL,
    kind text NOT NULL,
    document_id text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    reason text,
    saved_at text NOT NULL,
    saved_by uuid,
    PRIMARY KEY (tenant_id, kind, document_id, version),
    FOREIGN KEY (tenant_id, kind, document_id) REFERENCES document (tenant_id, kind, id)
);
