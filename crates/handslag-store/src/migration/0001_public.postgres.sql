CREATE FUNCTION refuse_change_of_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a release is never changed';
END
$$;
CREATE TRIGGER release_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON release
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_release();

-- The words are stems already: "simple" leaves them as they are.
ALTER TABLE search ADD COLUMN word_vector tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE INDEX search_word_vector ON search USING gin (word_vector);
