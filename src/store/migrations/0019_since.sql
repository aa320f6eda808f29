-- Whether a decision still holds is asked of what came since, and not only whether anything did: docs/store.md, "Who decides at the same time".

-- the version at which anything was last changed that is no arrival: what editors said, a burial, stories taken apart, the index turned
ALTER TABLE ledger ADD COLUMN rearranged INTEGER NOT NULL DEFAULT 0;
-- of the ledger when the row was written; NULL: before there was this column
ALTER TABLE contents ADD COLUMN version INTEGER;
