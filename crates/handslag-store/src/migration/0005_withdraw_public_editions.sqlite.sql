-- Only what was withdrawn, and said to be, is removed.
DROP TRIGGER edition_is_never_removed;
CREATE TRIGGER edition_is_never_removed BEFORE DELETE ON picture_edition
WHEN NOT EXISTS (
    SELECT 1
    FROM edition_withdrawal AS w
    WHERE w.tenant_id = old.tenant_id
      AND w.municipality_slug = old.municipality_slug
      AND w.version = old.version
)
BEGIN
    SELECT RAISE(ABORT, 'an edition is never removed');
END;
