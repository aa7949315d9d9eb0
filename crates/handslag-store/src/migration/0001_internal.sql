CREATE TABLE organisation (
    tenant_id text NOT NULL,
    name text NOT NULL,
    party text NOT NULL,
    PRIMARY KEY (tenant_id)
);

CREATE TABLE account (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id uuid NOT NULL,
    user_name text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL CONSTRAINT known_role CHECK (role IN ('reader', 'reporter', 'editor', 'publisher')),
    language text NOT NULL CONSTRAINT known_language CHECK (language IN ('sv', 'en')),
    created_at text NOT NULL,
    disabled_at text,
    is_demo boolean NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT user_name_is_unique UNIQUE (user_name)
);

-- Sessions exist only after login, so that a visitor leaves no row.
CREATE TABLE session (
    tenant_id text NOT NULL,
    id text NOT NULL,
    account_id uuid,
    content text NOT NULL,
    expires_at text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT session_id_is_unique UNIQUE (id)
);
CREATE INDEX session_expires_at ON session (expires_at);

-- The promise as it stands; its log lies in activity.
CREATE TABLE promise (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id text NOT NULL,
    version bigint NOT NULL,
    title text NOT NULL,
    municipality_code text,
    content text NOT NULL,
    is_example boolean NOT NULL,
    saved_at text NOT NULL,
    saved_by uuid,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE promise_version (
    tenant_id text NOT NULL,
    promise_id text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    reason text,
    saved_at text NOT NULL,
    saved_by uuid,
    PRIMARY KEY (tenant_id, promise_id, version),
    FOREIGN KEY (tenant_id, promise_id) REFERENCES promise (tenant_id, id)
);

-- The owner shows a promise to a partner, for a purpose, and says how much the partner may do.
CREATE TABLE promise_share (
    tenant_id text NOT NULL,
    promise_id text NOT NULL,
    partner_tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    purpose text NOT NULL CONSTRAINT purpose_is_said CHECK (purpose <> ''),
    shared_on text NOT NULL,
    role_limit text NOT NULL CONSTRAINT known_role_limit CHECK (role_limit IN ('reader', 'reporter', 'editor')),
    PRIMARY KEY (tenant_id, promise_id, partner_tenant_id),
    FOREIGN KEY (tenant_id, promise_id) REFERENCES promise (tenant_id, id),
    CONSTRAINT partner_is_another CHECK (partner_tenant_id <> tenant_id)
);
CREATE INDEX promise_share_partner ON promise_share (partner_tenant_id);

CREATE TABLE import_batch (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id uuid NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    n_rows bigint NOT NULL,
    n_new bigint NOT NULL,
    imported_at text NOT NULL,
    imported_by uuid,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE activity (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id text NOT NULL,
    version bigint NOT NULL,
    promise_tenant_id text NOT NULL,
    promise_id text NOT NULL,
    kind text NOT NULL,
    on_day text NOT NULL,
    place_id text,
    content text NOT NULL,
    origin text NOT NULL CONSTRAINT known_origin CHECK (origin IN ('form', 'import', 'command')),
    batch_id uuid,
    idempotency_key text NOT NULL,
    logged_at text NOT NULL,
    logged_by uuid,
    withdrawn_at text,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT idempotency_key_is_unique UNIQUE (tenant_id, idempotency_key),
    FOREIGN KEY (promise_tenant_id, promise_id) REFERENCES promise (tenant_id, id)
);
CREATE INDEX activity_promise ON activity (promise_tenant_id, promise_id);

-- What an entry said before it was corrected.
CREATE TABLE activity_change (
    tenant_id text NOT NULL,
    activity_id text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    reason text NOT NULL,
    changed_at text NOT NULL,
    changed_by uuid,
    PRIMARY KEY (tenant_id, activity_id, version),
    FOREIGN KEY (tenant_id, activity_id) REFERENCES activity (tenant_id, id)
);

CREATE TABLE mapping (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    name text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

-- Official figures; a revision is a new row.
CREATE TABLE figure (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    source text NOT NULL,
    category text NOT NULL,
    area text NOT NULL,
    unit text NOT NULL,
    period text NOT NULL,
    revision bigint NOT NULL,
    value bigint,
    written text NOT NULL CONSTRAINT known_writing CHECK (written IN ('..', '-', 'number')),
    is_preliminary boolean NOT NULL,
    is_current boolean NOT NULL,
    batch_id uuid NOT NULL,
    seen_on text NOT NULL,
    PRIMARY KEY (tenant_id, source, category, area, unit, period, revision),
    CONSTRAINT value_only_when_a_number_is_written CHECK ((written = 'number') = (value IS NOT NULL))
);

CREATE TABLE population (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    area text NOT NULL,
    year bigint NOT NULL,
    n_persons bigint NOT NULL CONSTRAINT not_negative CHECK (n_persons >= 0),
    PRIMARY KEY (tenant_id, area, year)
);

-- The police's notices: news beside a promise. No positions.
CREATE TABLE notice (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id bigint NOT NULL,
    revision bigint NOT NULL,
    municipality_code text,
    county_code text,
    published_at text NOT NULL,
    content text NOT NULL,
    is_current boolean NOT NULL,
    batch_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, id, revision)
);
CREATE INDEX notice_municipality ON notice (tenant_id, municipality_code, published_at);

CREATE TABLE follow_up (
    tenant_id text NOT NULL,
    promise_id text NOT NULL,
    year bigint NOT NULL,
    version bigint NOT NULL,
    state text NOT NULL CONSTRAINT known_state CHECK (state IN ('draft', 'published', 'revision')),
    content text NOT NULL,
    saved_at text NOT NULL,
    saved_by uuid,
    PRIMARY KEY (tenant_id, promise_id, year),
    FOREIGN KEY (tenant_id, promise_id) REFERENCES promise (tenant_id, id)
);

-- Everything ever published, word for word. A trigger refuses every change.
CREATE TABLE release (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT known_kind CHECK (kind IN ('promise', 'follow_up', 'news')),
    promise_id text,
    municipality_slug text NOT NULL,
    year bigint,
    version bigint NOT NULL,
    published_at text NOT NULL,
    published_by uuid,
    reason text,
    title text NOT NULL,
    content text NOT NULL,
    search text NOT NULL,
    pdf bytea,
    sha256 text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX release_number ON release
    (tenant_id, kind, (coalesce(promise_id, municipality_slug)), (coalesce(year, 0)), version);
CREATE INDEX release_address ON release (municipality_slug, promise_id);

-- Which releases the public database holds.
CREATE TABLE release_copy (
    tenant_id text NOT NULL,
    release_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, release_id),
    FOREIGN KEY (tenant_id, release_id) REFERENCES release (tenant_id, id)
);
