-- Why what a run brought could not be published, in words.
ALTER TABLE runs ADD COLUMN error TEXT;
