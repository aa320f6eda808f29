-- What an edition was put together from: where each of its entries stands in it, and by what that was written. NULL: an older program wrote it.
ALTER TABLE editions ADD COLUMN fragments TEXT;
-- How often an item was written anew since it was stored; NULL: never. By it what was written of it is known to hold still.
ALTER TABLE items ADD COLUMN revision INTEGER;
