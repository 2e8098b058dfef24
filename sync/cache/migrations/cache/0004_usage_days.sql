-- How much of a meter was used on each day of the account's calendar.

CREATE TABLE usage_days (
  account  TEXT NOT NULL,
  id       TEXT NOT NULL,
  meter    TEXT NOT NULL,
  day      TEXT NOT NULL, -- YYYY-MM-DD
  quantity TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX usage_days_by_day ON usage_days (account, day, meter);

-- Whoever skipped them until here reads everything anew; until then it still shows.
UPDATE cursors SET revision = 0 WHERE skipped > 0;
