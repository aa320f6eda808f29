-- By what the editions of a feed were made, so that the next render reads what changed since and not the whole list: JSON of the program, of generation `at`.
CREATE TABLE renditions (
  feed TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  rendition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The stories that changed since then, each behind a comma, in JSON; all of them where `touched_to` is `generation`. Else anything may have changed.
ALTER TABLE feeds ADD COLUMN touched TEXT;
ALTER TABLE feeds ADD COLUMN touched_to INTEGER;
