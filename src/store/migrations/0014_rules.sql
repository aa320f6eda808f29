-- By which rules of dedupe what this source shows was looked at; NULL: by older ones (docs/store.md, "Newer rules").
ALTER TABLE sources ADD COLUMN rules INTEGER;
CREATE INDEX sources_rules ON sources (coalesce(rules, 0)) WHERE watched = 1;
