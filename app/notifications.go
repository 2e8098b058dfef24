package app

import (
	"context"
	"maps"

	"billfold/app/config"
	"billfold/app/session"
	"billfold/billing"
)

// Notifications are the kinds of system notifications that the person turned on or off.
func (d *desk) Notifications() billing.AlertChoice {
	choice := billing.AlertChoice{}
	for kind, wanted := range d.preferences.Get().Alerts {
		choice[billing.AlertKind(kind)] = wanted
	}
	return choice
}

// Notifies tells whether the system may show any.
func (d *desk) Notifies() bool { return d.notifies }

// SetNotifications changes them; what is wanted and true already is told soon.
func (d *desk) SetNotifications(ctx context.Context, choice billing.AlertChoice) {
	alerts := map[string]bool{}
	for kind, wanted := range choice {
		alerts[string(kind)] = wanted
	}
	if maps.Equal(alerts, d.preferences.Get().Alerts) {
		return
	}
	if err := d.preferences.Update(func(c *config.Chosen) { c.Alerts = alerts }); err != nil {
		d.log.WarnContext(ctx, "preferences not written", "error", err)
	}
	if d.wanted != nil {
		d.wanted()
	}
}

// News is what the person is to be told by their system; see session.News.
func (d *desk) News(ctx context.Context) ([]session.News, error) {
	return d.at().News(ctx, d.Notifications())
}
