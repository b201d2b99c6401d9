-- Entries of one lane are taken one after the other; urgent ones before all others.
ALTER TABLE inbox ADD COLUMN lane TEXT;
ALTER TABLE inbox ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
CREATE INDEX inbox_lane ON inbox (lane, id) WHERE lane IS NOT NULL AND abandoned_at IS NULL;
