CREATE TABLE release (
    tenant_id text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    promise_id text,
    municipality_slug text NOT NULL,
    year bigint,
    version bigint NOT NULL,
    published_at text NOT NULL,
    reason text,
    title text NOT NULL,
    content text NOT NULL,
    pdf bytea,
    sha256 text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX release_number ON release
    (tenant_id, kind, (coalesce(promise_id, municipality_slug)), (coalesce(year, 0)), version);
CREATE INDEX release_address ON release (municipality_slug, promise_id, kind, year, version);

-- One row for each thing that search can find; its words lie in search_words.
CREATE TABLE search (
    tenant_id text NOT NULL,
    id bigint NOT NULL,
    release_id uuid NOT NULL,
    kind text NOT NULL,
    municipality_slug text NOT NULL,
    title text NOT NULL,
    path text NOT NULL,
    snippet text NOT NULL,
    words text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, release_id) REFERENCES release (tenant_id, id)
);

CREATE TABLE news_item (
    tenant_id text NOT NULL,
    municipality_slug text NOT NULL,
    id bigint NOT NULL,
    published_at text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (tenant_id, municipality_slug, id)
);
CREATE INDEX news_item_published_at ON news_item (municipality_slug, published_at, id);
