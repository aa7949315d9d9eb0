CREATE TRIGGER edition_is_never_changed BEFORE UPDATE ON picture_edition
BEGIN
    SELECT RAISE(ABORT, 'an edition is never changed');
END;
CREATE TRIGGER edition_is_never_removed BEFORE DELETE ON picture_edition
BEGIN
    SELECT RAISE(ABORT, 'an edition is never removed');
END;
