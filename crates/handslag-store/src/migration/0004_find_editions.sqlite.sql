-- What search finds belongs to a release, or is of an edition of a picture: then
-- the number of that stands here. The words stay where they are, under their ids.
CREATE TABLE search_of_both (
    tenant_id text NOT NULL,
    id bigint NOT NULL,
    release_id uuid,
    edition bigint,
    kind text NOT NULL,
    municipality_slug text NOT NULL,
    title text NOT NULL,
    path text NOT NULL,
    snippet text NOT NULL,
    words text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, release_id) REFERENCES release (tenant_id, id),
    CONSTRAINT found_in_a_release_or_an_edition CHECK ((release_id IS NULL) <> (edition IS NULL))
);
INSERT INTO search_of_both (tenant_id, id, release_id, kind, municipality_slug, title, path, snippet, words)
SELECT tenant_id, id, release_id, kind, municipality_slug, title, path, snippet, words
FROM search;
DROP TABLE search;
ALTER TABLE search_of_both RENAME TO search;
CREATE TRIGGER search_words_follow_insert AFTER INSERT ON search
BEGIN
    INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER search_words_follow_delete AFTER DELETE ON search
BEGIN
    DELETE FROM search_words WHERE rowid = old.id;
END;
