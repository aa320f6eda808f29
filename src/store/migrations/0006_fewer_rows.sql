-- What a new item and an unchanged visit write: docs/store.md. D1 counts a row and each entry of an index that is written, nothing for a dropped table.

-- The index of copies is two halves: what is new goes into the first; the second is dropped whole, and the first takes its place.
DROP INDEX dedupe_docs_seen;
CREATE TABLE dedupe_docs_before (
  doc INTEGER PRIMARY KEY,
  item TEXT NOT NULL,
  seen INTEGER NOT NULL,
  terms TEXT NOT NULL
) STRICT;
CREATE TABLE dedupe_terms_before (
  term INTEGER NOT NULL,
  doc INTEGER NOT NULL,
  PRIMARY KEY (term, doc)
) STRICT, WITHOUT ROWID;
ALTER TABLE ledger ADD COLUMN turned INTEGER;

-- `contents` lists items in their order now, and nothing is asked for by the age of a tombstone.
DROP INDEX items_at;
DROP INDEX tombstones_at;

-- JSON list of the last visits, newest first; rows of `visits` are those of a refresh that somebody asked for, and what an older program wrote.
ALTER TABLE sources ADD COLUMN visits TEXT NOT NULL DEFAULT '[]';
