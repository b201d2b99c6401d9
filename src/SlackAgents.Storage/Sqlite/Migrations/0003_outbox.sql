-- Rows stay after sending, without their content: a key is unique for ever.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    run_id       TEXT,
    kind         TEXT NOT NULL,
    priority     INTEGER NOT NULL,
    thread_ts    TEXT,
    target_ts    TEXT,
    created_at   TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    due_at       TEXT NOT NULL,
    leased_until TEXT,
    done_at      TEXT,
    outcome      TEXT,
    sent_ts      TEXT,
    error        TEXT,
    document     TEXT
);
CREATE INDEX outbox_pending ON outbox (priority DESC, created_at, id) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE document IS NOT NULL;
CREATE INDEX outbox_sent ON outbox (sent_ts) WHERE sent_ts IS NOT NULL;
