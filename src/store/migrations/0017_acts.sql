-- What editors said, as the desk needs it: docs/store.md.

-- the other story that an act concerns: put together with the first, or made by taking a copy out of it
ALTER TABLE acts ADD COLUMN other TEXT;
CREATE INDEX acts_other ON acts (other, id) WHERE other IS NOT NULL;

-- What was decided before there was a trail. How it was before nobody knows, so these cannot be undone.
INSERT INTO acts (at, by, act, story, other)
  SELECT at, 'before the log', 'merge', into_story, story FROM story_aliases;
INSERT INTO acts (at, by, act, story, item)
  SELECT at, 'before the log', 'split', story, item FROM story_pins WHERE story NOT IN (SELECT into_story FROM story_aliases);
INSERT INTO acts (at, by, act, story, item)
  SELECT at, 'before the log', 'show', story, item FROM story_primaries;
