-- Who may change billing: whom the others ask. JSON.
ALTER TABLE account ADD COLUMN deciders TEXT NOT NULL DEFAULT '[]';

-- What the account was told last. JSON.
ALTER TABLE account ADD COLUMN notices TEXT NOT NULL DEFAULT '[]';

-- What was read until here has neither: it is read anew, and shows until then.
UPDATE cursors SET revision = 0;

-- Members see each other no more.
DELETE FROM members WHERE account IN (SELECT account FROM account WHERE role = 'member');
