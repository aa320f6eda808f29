-- Whether that address is only where the server listens, since nobody named one.
ALTER TABLE serving ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;
