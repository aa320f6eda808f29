-- The newest program that changed the shape, as major * 1000 + minor: one that is a minor version behind may still read.
ALTER TABLE ledger ADD COLUMN minor INTEGER;
