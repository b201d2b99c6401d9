-- What people look for in the list of runs, read from the document: it stays the one record.
ALTER TABLE runs ADD COLUMN title TEXT GENERATED ALWAYS AS (json_extract(document, '$.title')) VIRTUAL;
ALTER TABLE runs ADD COLUMN repository TEXT GENERATED ALWAYS AS (json_extract(document, '$.repository')) VIRTUAL;

CREATE INDEX runs_state_created ON runs (state, created_at);
CREATE INDEX runs_channel_created ON runs (channel, created_at);
CREATE INDEX runs_repository_created ON runs (repository, created_at);
-- Words are looked for in this index alone, so that no document is read for a run that does not have them.
CREATE INDEX runs_words ON runs (created_at, state, title, repository);

-- What a run cost by day (UTC), as it was metered: a run that goes on for days costs something on each of them. Whose it is
-- stands beside it, since sums are read every minute and documents are long; of a run it never changes.
CREATE TABLE run_costs (
    day        TEXT NOT NULL,
    run_id     TEXT NOT NULL REFERENCES runs (id),
    micro_usd  INTEGER NOT NULL,
    team       TEXT NOT NULL,
    user       TEXT NOT NULL,
    name       TEXT NOT NULL,
    channel    TEXT NOT NULL,
    repository TEXT NOT NULL,
    PRIMARY KEY (day, run_id)
) WITHOUT ROWID;

-- Of older runs only the sum is known.
INSERT INTO run_costs (day, run_id, micro_usd, team, user, name, channel, repository)
SELECT substr(state_since, 1, 10), id, CAST(round(json_extract(document, '$.usage.costUsd') * 1000000) AS INTEGER),
       requester_team, requester_user, json_extract(document, '$.requester.displayName'), channel, repository
FROM runs
WHERE json_extract(document, '$.usage.costUsd') > 0;
