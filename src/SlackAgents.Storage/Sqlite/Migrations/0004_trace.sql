CREATE TABLE trace (
    id       INTEGER PRIMARY KEY,
    run_id   TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    turn     INTEGER NOT NULL,
    at       TEXT NOT NULL,
    key      TEXT,
    event    TEXT NOT NULL,
    raw      TEXT
);
CREATE UNIQUE INDEX trace_sequence ON trace (run_id, sequence);
CREATE UNIQUE INDEX trace_key ON trace (run_id, key) WHERE key IS NOT NULL;

-- Append-only, also for whoever opens the file with another program by mistake.
CREATE TRIGGER trace_is_never_changed BEFORE UPDATE ON trace BEGIN SELECT raise(ABORT, 'the trace is append-only'); END;

CREATE TABLE trace_heads (
    run_id        TEXT PRIMARY KEY,
    last_sequence INTEGER NOT NULL,
    cursor        TEXT
) WITHOUT ROWID;
