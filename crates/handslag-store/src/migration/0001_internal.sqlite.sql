CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never changed');
END;
CREATE TRIGGER release_is_never_removed BEFORE DELETE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never removed');
END;
