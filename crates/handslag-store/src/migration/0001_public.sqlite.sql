CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never changed');
END;
CREATE TRIGGER release_is_never_removed BEFORE DELETE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never removed');
END;

-- The words are stems already; å, ä and ö are letters of their own.
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER search_words_follow_insert AFTER INSERT ON search
BEGIN
    INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER search_words_follow_delete AFTER DELETE ON search
BEGIN
    DELETE FROM search_words WHERE rowid = old.id;
END;
