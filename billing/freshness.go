package billing

import "time"

// FreshnessState is how far what is shown can be trusted to be current.
type FreshnessState string

// The states of freshness.
const (
	Live  FreshnessState = "live"    // caught up, and told of every change
	Fresh FreshnessState = "fresh"   // caught up lately
	Stale FreshnessState = "stale"   // not caught up for longer than the limit
	Away  FreshnessState = "offline" // the backend cannot be reached
)

// clockSlack is how far ahead of the clock a copy may seem to be: clocks are set
// right by a little all the time.
const clockSlack = time.Minute

// StaleAfter is the age at which a copy is called stale unless set otherwise.
const StaleAfter = 10 * time.Minute

// Freshness is one fact an account: when its copy last caught up, with which
// revision, and what went wrong since.
type Freshness struct {
	AsOf       time.Time // zero: never caught up
	Revision   int64
	Connected  bool      // events are flowing: changes are seen as they happen
	Since      time.Time // of the first failure since AsOf; zero where there is none
	Problem    *Problem  // the latest failure, or nil
	Refreshing bool
	// Records is how many records were read so far of a copy that is being read from
	// nothing; 0 while none is.
	Records int
	Pending bool      // a change's outcome is not known yet
	NextTry time.Time // when the next attempt is due; zero where none is planned
	// Limit is the age from which the copy is called stale, as the person has set
	// it; 0 is StaleAfter.
	Limit time.Duration
}

// State is the freshness at an instant. A copy is stale once older than its
// limit, or of an age that nobody knows; a backend that cannot be reached is
// offline, however young the copy.
func (f Freshness) State(now time.Time) FreshnessState {
	limit := f.Limit
	if limit == 0 {
		limit = StaleAfter
	}
	switch {
	case f.Problem != nil:
		return Away
	case !f.Dated(now) || now.Sub(f.AsOf) > limit:
		return Stale
	case f.Connected:
		return Live
	default:
		return Fresh
	}
}

// Awaits tells whether what could not be read is only not there yet: nothing was synced
// so far, and nothing is known to be wrong.
func (f Freshness) Awaits(err error) bool { return CodeOf(err) == NotFound && f.Problem == nil }

// Dated tells whether the age of the copy is known: there is one, and the clock was
// not set back since.
func (f Freshness) Dated(now time.Time) bool {
	return !f.AsOf.IsZero() && !f.AsOf.After(now.Add(clockSlack))
}

// Age is how old the copy is; negative ages, from clocks that disagree, are 0.
func (f Freshness) Age(now time.Time) time.Duration { return max(0, now.Sub(f.AsOf)) }
