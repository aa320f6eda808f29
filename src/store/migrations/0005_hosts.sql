-- A server that limited how often it is asked: one row each, written with the visit that heard of it.
CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  -- nobody asks it before: it said so, or its last request was a moment ago
  not_before INTEGER NOT NULL,
  -- milliseconds between the end of one request and the start of the next
  spacing INTEGER NOT NULL,
  -- in a row; 0 while it answers
  refusals INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- JSON list of the hosts that the last visit asked, in order, where it was not only `host`: redirects, a move
ALTER TABLE sources ADD COLUMN asked TEXT;
