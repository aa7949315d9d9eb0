-- Only what was withdrawn, and said to be, is removed.
DROP TRIGGER edition_is_never_changed ON picture_edition;
CREATE TRIGGER edition_is_never_changed BEFORE UPDATE OR TRUNCATE ON picture_edition
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_edition();
CREATE FUNCTION refuse_removal_of_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1
        FROM edition_withdrawal AS w
        WHERE w.tenant_id = OLD.tenant_id
          AND w.municipality_slug = OLD.municipality_slug
          AND w.version = OLD.version
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'an edition is never removed';
END
$$;
CREATE TRIGGER edition_is_never_removed BEFORE DELETE ON picture_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_edition();
