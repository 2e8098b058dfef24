-- Billing details in full; JSON.
ALTER TABLE account ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
UPDATE account SET details = json_object('company', company, 'country', country, 'vat_id', vat_id);
ALTER TABLE account DROP COLUMN company;
ALTER TABLE account DROP COLUMN country;
ALTER TABLE account DROP COLUMN vat_id;

-- What was read until here has only three of them: it is read anew, and shows until then.
-- What the feed does not tell of by its end goes, since what was deleted before a reading
-- from nothing is not told of.
DELETE FROM previews;
DELETE FROM unseen;
INSERT INTO unseen (account, noun, id)
  SELECT account, 'account', '' FROM account
  UNION ALL SELECT account, 'catalog', '' FROM catalog
  UNION ALL SELECT account, 'subscription', '' FROM subscription
  UNION ALL SELECT account, 'usage', '' FROM usage
  UNION ALL SELECT account, 'usage_days', id FROM usage_days
  UNION ALL SELECT account, 'invoices', id FROM invoices
  UNION ALL SELECT account, 'members', id FROM members
  UNION ALL SELECT account, 'changes', id FROM changes
  UNION ALL SELECT account, 'stored_items', id FROM stored_items
  UNION ALL SELECT account, 'credit_grants', id FROM credit_grants
  UNION ALL SELECT account, 'credit_spends', id FROM credit_spends;
UPDATE cursors SET revision = 0, begun = 0, skipped = 0;
