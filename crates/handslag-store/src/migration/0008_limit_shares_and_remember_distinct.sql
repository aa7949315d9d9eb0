-- What of an organisation's incidents a partner sees: these kinds with all
-- beneath them (all kinds when null), and what happened from this day on.
ALTER TABLE incident_share ADD COLUMN kinds text;
ALTER TABLE incident_share ADD COLUMN happened_from text;

-- An organisation has found that two incidents are not the same, and is not
-- asked again. The one with the smaller id comes first.
CREATE TABLE incident_distinct (
    tenant_id text NOT NULL REFERENCES organisation (tenant_id),
    a_tenant_id text NOT NULL,
    a_id uuid NOT NULL,
    b_tenant_id text NOT NULL,
    b_id uuid NOT NULL,
    found_at text NOT NULL,
    found_by uuid,
    PRIMARY KEY (tenant_id, a_tenant_id, a_id, b_tenant_id, b_id)
);
