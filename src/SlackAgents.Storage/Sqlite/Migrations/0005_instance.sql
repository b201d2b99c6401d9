-- Values made once for this installation: its id and the keys it signs with.
CREATE TABLE instance (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
