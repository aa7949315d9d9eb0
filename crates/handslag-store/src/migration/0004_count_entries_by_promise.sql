-- Two promises may name their entries alike: the promise is part of an entry's key.
ALTER TABLE activity_change RENAME TO activity_change_before;
ALTER TABLE activity RENAME TO activity_before;
DROP INDEX activity_promise;

CREATE TABLE activity (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    promise_tenant_id text NOT NULL,
    promise_id text NOT NULL,
    id text NOT NULL,
    version bigint NOT NULL,
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
    PRIMARY KEY (tenant_id, promise_tenant_id, promise_id, id),
    CONSTRAINT idempotency_key_is_unique_in_promise
        UNIQUE (tenant_id, promise_tenant_id, promise_id, idempotency_key),
    FOREIGN KEY (promise_tenant_id, promise_id) REFERENCES promise (tenant_id, id)
);
CREATE INDEX activity_promise ON activity (promise_tenant_id, promise_id);

-- What an entry said before it was corrected.
CREATE TABLE activity_change (
    tenant_id text NOT NULL,
    promise_tenant_id text NOT NULL,
    promise_id text NOT NULL,
    activity_id text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    reason text NOT NULL,
    changed_at text NOT NULL,
    changed_by uuid,
    PRIMARY KEY (tenant_id, promise_tenant_id, promise_id, activity_id, version),
    FOREIGN KEY (tenant_id, promise_tenant_id, promise_id, activity_id)
        REFERENCES activity (tenant_id, promise_tenant_id, promise_id, id)
);

INSERT INTO activity (tenant_id, promise_tenant_id, promise_id, id, version, kind, on_day, place_id,
    content, origin, batch_id, idempotency_key, logged_at, logged_by, withdrawn_at)
SELECT tenant_id, promise_tenant_id, promise_id, id, version, kind, on_day, place_id,
    content, origin, batch_id, idempotency_key, logged_at, logged_by, withdrawn_at
FROM activity_before;

INSERT INTO activity_change (tenant_id, promise_tenant_id, promise_id, activity_id, version, content,
    reason, changed_at, changed_by)
SELECT c.tenant_id, a.promise_tenant_id, a.promise_id, c.activity_id, c.version, c.content,
    c.reason, c.changed_at, c.changed_by
FROM activity_change_before AS c
JOIN activity_before AS a ON a.tenant_id = c.tenant_id AND a.id = c.activity_id;

DROP TABLE activity_change_before;
DROP TABLE activity_before;
