package views

import (
	"slices"
	"strconv"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// slot is what one of the bars under the header says; the zero slot is empty.
type slot struct {
	notice widgets.Notice
	action string // what the button says; empty for none
	leads  nav.Route
	// there is where the action leads on the page that leads names: to who or what is
	// meant. Empty where that page shows it anyway, and needs no action.
	there nav.Route
	// appeal is what somebody who may not see to it tells those who may, by an action
	// that forwards it.
	appeal   appeal
	forwards bool
}

func (s slot) empty() bool { return s.notice.Title == "" }

// offlineBar says that what is shown is a saved copy, and why. It is empty while
// the backend can be reached.
func offlineBar(f billing.Freshness, now time.Time, print words.Printer) slot {
	if f.Problem == nil {
		return slot{}
	}
	if signInHelps(f.Problem.Code) {
		told := print.Problem(f.Problem)
		return slot{
			notice: widgets.Notice{Role: theme.RoleWarn, Icon: resources.IconLock, Title: told.What, Detail: words.T("This is the saved copy.")},
			action: words.T("Sign in"), leads: nav.Route{Page: nav.PageSignIn},
		}
	}
	bar := slot{notice: widgets.Notice{Role: theme.RoleNeutral, Icon: resources.IconCloudOff}, action: words.T("Try now")}
	if f.Problem.Code == billing.Offline {
		bar.notice.Title = print.OfflineBar(f, now) + "."
	} else {
		bar.notice.Role, bar.notice.Icon = theme.RoleWarn, resources.IconWarning
		bar.notice.Title = print.Problem(f.Problem).What
	}
	bar.notice.Detail = words.T("This is the copy saved then. Reading and estimates work; paying and changing wait.")
	if f.AsOf.IsZero() {
		bar.notice.Detail = words.T("There is no saved copy yet; it is read as soon as billing can be reached.")
	}
	return bar
}

// signInHelps tells whether trying again is of no use before a new sign-in.
func signInHelps(code billing.Code) bool {
	return slices.Contains([]billing.Code{
		billing.Unauthenticated, billing.SignedOut, billing.KeychainNotFound, billing.KeychainMissing,
	}, code)
}

// nextTry says when the next attempt comes; empty where none is planned or of use.
func nextTry(f billing.Freshness, now time.Time) string {
	if f.Problem == nil || f.NextTry.IsZero() || signInHelps(f.Problem.Code) {
		return ""
	}
	left := max(f.NextTry.Sub(now), 0).Round(time.Second)
	if left == 0 {
		return words.T("Trying now")
	}
	if left < time.Minute {
		return words.T("Next try in {n} s", "n", strconv.Itoa(int(left.Seconds())))
	}
	return words.T("Next try in {n} min", "n", strconv.Itoa(int(left.Round(time.Minute).Minutes())))
}

// noteBar is the first of what the person was not told of their files yet.
func noteBar(notes []*billing.Problem, print words.Printer) slot {
	if len(notes) == 0 {
		return slot{}
	}
	told := print.Problem(notes[0])
	return slot{
		notice: widgets.Notice{
			Role: theme.RoleWarn, Icon: resources.IconWarning, Title: told.What,
			Detail: told.Rest(),
		},
		action: words.T("Close"),
	}
}
