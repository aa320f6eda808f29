-- JSON list of the stories that a feed's editions hold: they stay, whatever their age. NULL until it is rendered again, and then nothing goes.
ALTER TABLE feeds ADD COLUMN held TEXT;
UPDATE feeds SET generation = generation + 1;
