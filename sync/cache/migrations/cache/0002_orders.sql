-- Changes have a kind, subscriptions a discount, accounts an auto-reload. What was
-- copied before lacks them, so everything is read anew; until then it still shows.

ALTER TABLE account ADD COLUMN auto_reload TEXT; -- NULL buys nothing by itself
ALTER TABLE subscription ADD COLUMN discount TEXT;
ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'change';
UPDATE cursors SET revision = 0;
