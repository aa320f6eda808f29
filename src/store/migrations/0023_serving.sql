-- The server that publishes from this database: under which address, and when it last said so. One row, or none.
CREATE TABLE serving (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  base TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
