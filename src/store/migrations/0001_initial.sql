-- One row a watched source. `state` is the JSON of what only the schedule reads; what SQL decides on is a column.
CREATE TABLE sources (
  url TEXT PRIMARY KEY,
  watched INTEGER NOT NULL DEFAULT 1,
  host TEXT NOT NULL,
  -- how the publisher calls it, and its site
  title TEXT,
  site TEXT,
  format TEXT,
  -- validators and the hash of the body they came with: written in the batch that stores its items, after a good parse
  etag TEXT,
  last_modified TEXT,
  body_hash TEXT,
  due_at INTEGER NOT NULL,
  -- nobody may ask before this: a server's Retry-After, also for its host's other sources
  blocked_until INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER NOT NULL DEFAULT 0,
  lease_by TEXT,
  last_visit INTEGER,
  last_success INTEGER,
  failing_since INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  outcome TEXT,
  status INTEGER,
  problem TEXT,
  state TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX sources_due ON sources (due_at);
CREATE INDEX sources_host ON sources (host);

-- One row an entry of a source, as last seen. `doc` is the JSON of what is only shown.
CREATE TABLE items (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  hash TEXT NOT NULL,
  story TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  canonical_url TEXT,
  text TEXT NOT NULL,
  language TEXT,
  published INTEGER,
  updated INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  doc TEXT NOT NULL,
  -- why it stands in its story
  reason TEXT NOT NULL,
  score REAL NOT NULL,
  matched TEXT,
  evidence TEXT,
  rules INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX items_key ON items (source, key);
CREATE INDEX items_story ON items (story);
CREATE INDEX items_at ON items (source, at DESC);

-- The last visits of each source, bounded by the writer.
CREATE TABLE visits (
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  run TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  items INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  ms INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  PRIMARY KEY (source, at, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_run ON visits (run) WHERE run <> '';

-- A refresh somebody asked for. It is done when each of its sources has a visit, so no crash leaves one running.
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  sources TEXT NOT NULL
) STRICT;

-- One row a curated feed. `generation` counts, in the batch that made it, each change to what the feed shows; `rendered` is
-- the generation of its editions. Behind means: render. So a crash between store and publish loses no edition.
CREATE TABLE feeds (
  slug TEXT PRIMARY KEY,
  config_hash TEXT NOT NULL DEFAULT '',
  generation INTEGER NOT NULL DEFAULT 1,
  rendered INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A rendered document, in parts (a row of D1 holds 2 MB). Served as stored.
CREATE TABLE editions (
  feed TEXT NOT NULL,
  format TEXT NOT NULL,
  etag TEXT NOT NULL,
  modified INTEGER NOT NULL,
  PRIMARY KEY (feed, format)
) STRICT, WITHOUT ROWID;
CREATE TABLE edition_parts (
  feed TEXT NOT NULL,
  format TEXT NOT NULL,
  encoding TEXT NOT NULL,
  part INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (feed, format, encoding, part)
) STRICT;

-- `version` is the optimistic lock of all that is decided from what was read: a batch that decided on an older one
-- violates NOT NULL, is rolled back whole, and is decided again.
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  -- hash of the configuration that `sources` and `feeds` reflect
  config TEXT,
  -- the public address it is published under
  base TEXT,
  -- of the tag URIs (RFC 4151); set once
  authority TEXT
) STRICT;
INSERT INTO ledger (one, version) VALUES (1, 0);
