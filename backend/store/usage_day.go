package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// AddUsage adds to what was used of a meter on the day that an instant is on, in
// the instant's own time zone.
func (t *Tx) AddUsage(ctx context.Context, account, meter string, at time.Time, quantity decimal.Decimal) error {
	day := billing.UsageDay{Meter: meter, Day: time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC), Quantity: quantity}
	err := t.usageDaysIn(ctx, account, ids{day.ID()}, func(known *billing.UsageDay) { day.Quantity = day.Quantity.Add(known.Quantity) })
	if err != nil {
		return err
	}
	return t.put(ctx, noun{account, billing.KindUsageDays, day.ID()}, `INSERT INTO usage_days (account_id, id, meter, day, quantity)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET quantity = excluded.quantity`,
		account, day.ID(), day.Meter, day.Day.Format(time.DateOnly), day.Quantity.String())
}

// usageDaysIn reads the days that are named.
func (r *Reader) usageDaysIn(ctx context.Context, account string, wanted ids, found func(*billing.UsageDay)) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		var d billing.UsageDay
		var day string
		err := rows.Scan(&d.Meter, &day, &d.Quantity)
		if err == nil {
			d.Day, err = time.Parse(time.DateOnly, day)
		}
		found(&d)
		return err
	}, `SELECT meter, day, quantity FROM usage_days WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, account, wanted)
}
