-- A document of which a part is stored. Whoever claims its source next finds the rest here, and does not ask for it again.
CREATE TABLE unfinished (
  source TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  -- JSON: what was read, and what was decided of it so far
  finding TEXT NOT NULL
) STRICT, WITHOUT ROWID;
