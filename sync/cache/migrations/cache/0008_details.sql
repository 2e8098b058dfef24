-- Billing details in full; JSON.
ALTER TABLE account ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
UPDATE account SET details = json_object('company', company, 'country', country, 'vat_id', vat_id);
ALTER TABLE account DROP COLUMN company;
ALTER TABLE account DROP COLUMN country;
ALTER TABLE account DROP COLUMN vat_id;

-- What was read until here has only three of them: it is read anew, and shows until then.
UPDATE cursors SET revision = 0;
