-- Until then a source stands in a queue, and is not put there again.
ALTER TABLE sources ADD COLUMN queued_until INTEGER NOT NULL DEFAULT 0;

-- A run keeps the sources that it visits. What was asked for, mostly the same list each time, is kept once a list.
CREATE TABLE selections (
  hash TEXT PRIMARY KEY,
  urls TEXT NOT NULL,
  -- when a run named it last
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- NULL: `sources` are all that was asked for
ALTER TABLE runs ADD COLUMN selection TEXT;
