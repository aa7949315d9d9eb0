-- What search finds belongs to a release, or is of an edition of a picture: then
-- the number of that stands here.
ALTER TABLE search ALTER COLUMN release_id DROP NOT NULL;
ALTER TABLE search ADD COLUMN edition bigint;
ALTER TABLE search ADD CONSTRAINT found_in_a_release_or_an_edition
    CHECK ((release_id IS NULL) <> (edition IS NULL));
