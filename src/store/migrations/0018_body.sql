-- The HTML of an item, deflated: JSON of `content` and `summary` (RFC 1951). NULL where they stand in `doc`, since they are short or an older program wrote them.
ALTER TABLE items ADD COLUMN body BLOB;
