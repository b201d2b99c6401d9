-- Payloads as they arrived. AUTOINCREMENT: an id is part of a run's request key and must never come back.
CREATE TABLE inbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    payload      TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    due_at       TEXT NOT NULL,
    leased_until TEXT,
    abandoned_at TEXT,
    error        TEXT
);
CREATE INDEX inbox_pending ON inbox (due_at) WHERE abandoned_at IS NULL;

CREATE TABLE inbox_keys (
    key     TEXT PRIMARY KEY,
    seen_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX inbox_keys_seen ON inbox_keys (seen_at);
