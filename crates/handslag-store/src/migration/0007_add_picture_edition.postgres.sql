CREATE FUNCTION refuse_change_of_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an edition is never changed';
END
$$;
CREATE TRIGGER edition_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON picture_edition
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_edition();
