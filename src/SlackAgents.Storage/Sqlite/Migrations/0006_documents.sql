-- Small documents by collection and key; what each one holds is known to whoever put it there.
CREATE TABLE documents (
    collection TEXT NOT NULL,
    key        TEXT NOT NULL,
    document   TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    expires_at TEXT,
    PRIMARY KEY (collection, key)
) WITHOUT ROWID;
CREATE INDEX documents_expired ON documents (expires_at) WHERE expires_at IS NOT NULL;
