-- The index by which copies are found. `doc` is an item's number (52 bits of its id), `terms` what it is indexed by, so that its rows
-- can be removed without an index of their own. `seen` is when it was first seen at our clock.
CREATE TABLE dedupe_docs (
  doc INTEGER PRIMARY KEY,
  item TEXT NOT NULL,
  seen INTEGER NOT NULL,
  terms TEXT NOT NULL
) STRICT;
CREATE INDEX dedupe_docs_seen ON dedupe_docs (seen, doc);
CREATE TABLE dedupe_terms (
  term INTEGER NOT NULL,
  doc INTEGER NOT NULL,
  PRIMARY KEY (term, doc)
) STRICT, WITHOUT ROWID;

-- The versions an item had before, the last few of each.
CREATE TABLE item_edits (
  item TEXT NOT NULL,
  at INTEGER NOT NULL,
  changed TEXT NOT NULL,
  material INTEGER NOT NULL,
  summary TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (item, at)
) STRICT;

-- What editors decided. It outlasts refreshes, purges and newer rules.
CREATE TABLE story_pins (
  item TEXT PRIMARY KEY,
  story TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE story_aliases (
  story TEXT PRIMARY KEY,
  into_story TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE story_primaries (
  story TEXT PRIMARY KEY,
  item TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- Purged items: what their source still lists must not come back as new.
CREATE TABLE tombstones (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  id TEXT NOT NULL,
  story TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT;
CREATE INDEX tombstones_url ON tombstones (source, url) WHERE url IS NOT NULL;
CREATE INDEX tombstones_at ON tombstones (at);

-- By it an item is known again when its source changes all guids at once.
CREATE INDEX items_address ON items (source, canonical_url, first_seen) WHERE canonical_url IS NOT NULL;
