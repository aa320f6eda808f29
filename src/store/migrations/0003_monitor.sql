-- What happened to a source, or (source '') to all of them at once. A row is opened and closed in the batch of the visit that saw it.
CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  opened INTEGER NOT NULL,
  closed INTEGER,
  sentence TEXT NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
-- one of a kind at a time: what several visits see at once is told once
CREATE UNIQUE INDEX incidents_open ON incidents (kind, source) WHERE closed IS NULL;
CREATE INDEX incidents_updated ON incidents (updated);

-- What somebody has to be told of, until their server has taken it. Written in the batch of the incident, so no crash loses one.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  event TEXT NOT NULL,
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (due_at);

-- What is done now and then; whoever moves the time does it.
CREATE TABLE chores (
  name TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- what a source shows, and what it has not shown for long
CREATE INDEX items_shown ON items (source, last_seen);
