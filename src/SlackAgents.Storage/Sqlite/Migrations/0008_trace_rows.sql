-- What the timeline of a run is built from, a few numbers an event, so that the longest trace is listed without reading it.
-- Written in the transaction of the event; the numbers are those of TraceRow.
CREATE TABLE trace_rows (
    run_id   TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    turn     INTEGER NOT NULL,
    at       INTEGER NOT NULL, -- milliseconds since 1970
    category INTEGER NOT NULL,
    flags    INTEGER NOT NULL,
    call     INTEGER NOT NULL,
    PRIMARY KEY (run_id, sequence)
) WITHOUT ROWID;

INSERT INTO trace_rows (run_id, sequence, turn, at, category, flags, call)
SELECT run_id, sequence, turn, row_at(at), row_category(event), row_flags(event), row_call(event) FROM trace ORDER BY run_id, sequence;
