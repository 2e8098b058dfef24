package nav

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
)

// View is a page as the shell drives it; all methods run on the UI goroutine.
type View interface {
	// Content is the page, built once, at the first Show.
	Content() fyne.CanvasObject
	// Show says that the route leads here: load, again.
	Show(arg string)
	// Changed says that what is shown may have changed: reload what concerns
	// it, without flicker.
	Changed(kinds billing.Kinds)
	// Tick comes about once a second while the page is shown: ages and held
	// prices move on.
	Tick(now time.Time)
	// Close ends what is loading.
	Close()
}

const (
	argPlan     = "plan"
	argInterval = "interval"
	argSeats    = "seats"
	argAddon    = "addon."
	argVolume   = "volume."
)

// TermsArg writes a change of terms as a route's Arg, its parts in order:
// "addon.storage_100=2&plan=business&seats=50&volume.email_credits=40000".
func TermsArg(patch billing.Patch) string {
	values := url.Values{}
	if patch.Plan != nil {
		values.Set(argPlan, *patch.Plan)
	}
	if patch.Interval != nil {
		values.Set(argInterval, string(*patch.Interval))
	}
	if patch.Seats != nil {
		values.Set(argSeats, strconv.Itoa(*patch.Seats))
	}
	for id, count := range patch.Addons {
		values.Set(argAddon+id, strconv.Itoa(count))
	}
	for meter, volume := range patch.Volumes {
		values.Set(argVolume+meter, strconv.FormatInt(volume, 10))
	}
	return values.Encode()
}

// ParseTermsArg reads what TermsArg wrote. An unknown key or a number that is
// none is an error: half of a change must not be shown as the whole.
func ParseTermsArg(arg string) (billing.Patch, error) {
	values, err := url.ParseQuery(arg)
	if err != nil {
		return billing.Patch{}, fmt.Errorf("parse terms: %w", err)
	}
	var patch billing.Patch
	for key := range values {
		if err := setPart(&patch, key, values.Get(key)); err != nil {
			return billing.Patch{}, fmt.Errorf("parse terms: %s: %w", key, err)
		}
	}
	return patch, nil
}

func setPart(patch *billing.Patch, key, value string) error {
	switch {
	case key == argPlan:
		patch.Plan = &value
		return nil
	case key == argInterval:
		interval := billing.Interval(value)
		patch.Interval = &interval
		return nil
	case key == argSeats:
		seats, err := strconv.Atoi(value)
		patch.Seats = &seats
		return err
	case strings.HasPrefix(key, argAddon):
		count, err := strconv.Atoi(value)
		if patch.Addons == nil {
			patch.Addons = map[string]int{}
		}
		patch.Addons[strings.TrimPrefix(key, argAddon)] = count
		return err
	case strings.HasPrefix(key, argVolume):
		volume, err := strconv.ParseInt(value, 10, 64)
		if patch.Volumes == nil {
			patch.Volumes = map[string]int64{}
		}
		patch.Volumes[strings.TrimPrefix(key, argVolume)] = volume
		return err
	default:
		return errors.New("no such part")
	}
}
