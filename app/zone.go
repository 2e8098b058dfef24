package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"billfold/billing"
)

// zoneFile is, where there is one, a link to the system's zone among all zones.
const zoneFile = "/etc/localtime"

// localZone is this computer's zone, by its name where that can be found: the standard
// library knows its own only as "Local".
func localZone() *time.Location {
	name := os.Getenv("TZ")
	if name == "" {
		if target, err := filepath.EvalSymlinks(zoneFile); err == nil {
			_, name, _ = strings.Cut(filepath.ToSlash(target), "/zoneinfo/")
		}
	}
	if zone, err := time.LoadLocation(strings.TrimPrefix(name, ":")); err == nil && name != "" {
		return zone
	}
	return time.Local
}

// Zone is the selected account's, from memory; nil, which is told as UTC, before it was read.
func (d *desk) Zone() *time.Location {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.zone
}

// readZone is an account's zone as saved; nil where there is no copy of it.
func (d *desk) readZone(ctx context.Context, s *sitting, account string) *time.Location {
	zone, err := s.session.Zone(ctx, account)
	if err != nil && billing.CodeOf(err) != billing.NotFound && billing.CodeOf(err) != billing.SignedOut {
		d.log.WarnContext(ctx, "zone not read", "error", err)
	}
	return zone
}
