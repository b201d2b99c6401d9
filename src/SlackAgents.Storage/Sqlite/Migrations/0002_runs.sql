-- The document is the record; the columns beside it are what is searched for, written from it each time.
-- Documents follow the schema's version: a step that changes their shape rewrites them here with json_set.
CREATE TABLE runs (
    id             TEXT PRIMARY KEY,
    request_key    TEXT NOT NULL UNIQUE,
    version        INTEGER NOT NULL,
    state          TEXT NOT NULL,
    state_since    TEXT NOT NULL,
    channel        TEXT NOT NULL,
    card_ts        TEXT,
    reply_thread   TEXT,
    requester_team TEXT NOT NULL,
    requester_user TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    document       TEXT NOT NULL
);
CREATE INDEX runs_state ON runs (state, state_since);
CREATE INDEX runs_thread ON runs (channel, reply_thread, created_at);
CREATE INDEX runs_created ON runs (created_at);
CREATE INDEX runs_requester ON runs (requester_team, requester_user, created_at);

CREATE TABLE turns (
    run_id     TEXT NOT NULL REFERENCES runs (id),
    number     INTEGER NOT NULL,
    state      TEXT NOT NULL,
    message_ts TEXT,
    document   TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
);
CREATE INDEX turns_message ON turns (message_ts) WHERE message_ts IS NOT NULL;
