-- stories that were merged into a story that is merged itself now
CREATE INDEX story_aliases_into ON story_aliases (into_story);
