-- What is shown is stored, in the batch that changes it: docs/store.md. Nothing is filled here; a chore does (see `listings.walk`).

-- One row a story of several items (one of a single item is told by `contents`), or that an editor withdrew. `root` is the item whose arrival gave it its id.
CREATE TABLE stories (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  members INTEGER NOT NULL,
  -- when its first member was seen, and the place of its newest
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  -- of its copies the lowest score, and the lowest likeness of a headline to the root's; NULL where it has none
  score REAL,
  likeness REAL,
  -- since when an editor has withdrawn it
  withdrawn INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_doubt ON stories (min(score, likeness)) WHERE score IS NOT NULL;

-- What each feed holds, one row a story (or an item, where the feed folds nothing). Feed '' is all of them together, without rules.
CREATE TABLE contents (
  feed TEXT NOT NULL,
  entry TEXT NOT NULL,
  -- 0 published; 1 held back by the feed's rules; 2 hidden by an editor
  state INTEGER NOT NULL,
  -- its place: that of its newest copy in this feed, so that no wrong early date puts a story out of sight
  at INTEGER NOT NULL,
  item TEXT NOT NULL,
  -- when its first copy in this feed was seen; a day from it decides between copies
  first INTEGER NOT NULL,
  -- the copy that is shown
  shown TEXT NOT NULL,
  -- until when an editor has put it on top
  pinned INTEGER,
  -- how many of its copies match the feed's `keep`, and its `drop`
  kept INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  -- JSON lists of items: the first copies, one a source; those of which one may be shown. NULL: the shown one alone
  copies TEXT,
  contenders TEXT,
  -- 32 bits of each source that ran it, as hexadecimal digits; NULL: one
  sources TEXT,
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX contents_place ON contents (feed, state, at DESC, item DESC);
CREATE INDEX contents_pinned ON contents (feed, pinned) WHERE pinned IS NOT NULL;

-- By what each feed chooses. `headed`: its newest stories are judged by it. `walk`: items below this row are still to be judged; NULL: all are.
CREATE TABLE listings (
  feed TEXT PRIMARY KEY,
  choice TEXT NOT NULL,
  headed INTEGER NOT NULL DEFAULT 0,
  walk INTEGER
) STRICT, WITHOUT ROWID;
-- digest of them all: who decided by others leaves its stories in `unlisted`
ALTER TABLE ledger ADD COLUMN choices TEXT;

-- Stories that changed in a way that only a look at all of their copies can tell; marked in the batch that changed them.
CREATE TABLE unlisted (
  story TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- UTF-16 units of the text that a reader gets, for choosing between copies without reading them. NULL: an older program wrote it, and `text` is as long.
ALTER TABLE items ADD COLUMN chars INTEGER;
-- while a deployment goes round, programs that know no lists still store items: none of them is lost
CREATE TRIGGER items_of_older_programs AFTER INSERT ON items WHEN new.chars IS NULL BEGIN
  INSERT OR IGNORE INTO unlisted (story) VALUES (new.story);
END;

-- What the first page says of sources without looking at all of them.
CREATE INDEX sources_failing ON sources (url) WHERE failing_since IS NOT NULL AND watched = 1;

-- The last right version of each file of feeds/, with what it makes. `gone`: since when the file is missing; `problems`: what is wrong with it now.
CREATE TABLE configuration (
  file TEXT PRIMARY KEY,
  slug TEXT NOT NULL,
  feed TEXT NOT NULL,
  at INTEGER NOT NULL,
  problems TEXT,
  gone INTEGER
) STRICT, WITHOUT ROWID;

-- What editors said, in order; nothing is changed or taken out. What holds now is derived in the same batch.
CREATE TABLE acts (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  act TEXT NOT NULL,
  feed TEXT,
  story TEXT NOT NULL,
  item TEXT,
  value TEXT,
  why TEXT,
  before TEXT,
  undoes INTEGER REFERENCES acts (id)
) STRICT;
CREATE INDEX acts_story ON acts (story, id);
