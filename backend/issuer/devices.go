package issuer

import (
	"crypto/rand"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	// deviceLifetime is how long a code may be typed, and deviceInterval how long a
	// program waits before it asks again what became of it.
	deviceLifetime = 10 * time.Minute
	deviceInterval = 2 * time.Second
	// slowDown is by how much longer one waits that did not (RFC 8628, 3.5).
	slowDown = 5 * time.Second
	// early is how much too soon one may ask: a network hurries some questions.
	early = deviceInterval / 4

	// letters spell no word, and are not taken for each other (RFC 8628, 6.1).
	letters    = "BCDFGHJKLMNPQRSTVWXZ"
	codeLength = 8
)

// device is a program without a browser that waits for somebody to say who they
// are.
type device struct {
	userCode string
	interval time.Duration
	asked    time.Time // last
	grant    grant     // its person is empty until one was picked
	denied   bool
}

// devices are those that wait, by their device codes.
type devices struct {
	mu      sync.Mutex
	waiting shelf[*device]
	guesses window
}

func newDevices() *devices {
	return &devices{waiting: shelf[*device]{}, guesses: window{limit: wrongCodes, span: wrongCodesIn}}
}

// add makes the two codes of a device.
func (d *devices) add(scope string, now time.Time) (deviceCode, userCode string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	deviceCode, userCode = rand.Text(), newUserCode()
	for d.byUserCode(userCode, now) != nil {
		userCode = newUserCode()
	}
	added := &device{userCode: userCode, interval: deviceInterval, grant: grant{scope: scope}}
	return deviceCode, userCode, d.waiting.put(deviceCode, shelved[*device]{added, now.Add(deviceLifetime)}, now)
}

// byUserCode is the device that still waits under a code, or nil: there are few
// enough to look at each.
func (d *devices) byUserCode(userCode string, now time.Time) *device {
	for _, one := range d.waiting {
		if one.value.userCode == userCode && !one.expired(now) && !one.value.denied && one.value.grant.person == "" {
			return one.value
		}
	}
	return nil
}

// guess tells whether a device waits under a code that somebody typed. Those that
// are wrong are counted together, whoever types them: it is the codes that are
// guarded. Until wait is over no code is looked at.
func (d *devices) guess(userCode string, now time.Time) (found bool, wait time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if wait, shut := d.guesses.shut(now); shut {
		return false, wait
	}
	if d.byUserCode(userCode, now) == nil {
		d.guesses.note(now)
		return false, 0
	}
	return true, 0
}

// decide signs a device in as a person, or denies it where that is nobody. It is
// false where the device waits no more.
func (d *devices) decide(userCode, person string, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	one := d.byUserCode(userCode, now)
	if one == nil {
		return false
	}
	one.grant.person, one.grant.authTime, one.denied = person, now.UTC().Truncate(time.Second), person == ""
	return true
}

// poll is the grant of a device, once it was decided, and the end of its code.
func (d *devices) poll(deviceCode string, now time.Time) (grant, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	one, ok := d.waiting[deviceCode]
	if !ok {
		return grant{}, invalidGrant
	}
	if one.expired(now) {
		delete(d.waiting, deviceCode)
		return grant{}, pending("expired_token", "Nobody has used the code in time. Ask for a new one.")
	}
	v := one.value
	hurried := !v.asked.IsZero() && now.Sub(v.asked) < v.interval-early
	v.asked = now
	switch {
	case hurried:
		v.interval += slowDown
		return grant{}, pending("slow_down", "Wait five seconds longer before asking again.")
	case v.denied:
		delete(d.waiting, deviceCode)
		return grant{}, pending("access_denied", "The sign-in was denied.")
	case v.grant.person == "":
		return grant{}, pending("authorization_pending", "Nobody has used the code yet.")
	}
	delete(d.waiting, deviceCode)
	return v.grant, nil
}

// pending is an answer to a device that has no token yet (RFC 8628, 3.5).
func pending(code, description string) *fault {
	return &fault{status: http.StatusBadRequest, code: code, description: description}
}

// newUserCode is a code that people can type, "BCDF-GHJK".
func newUserCode() string {
	var code []byte
	draw := make([]byte, 1)
	for len(code) < codeLength {
		rand.Read(draw) // never fails: crypto/rand ends the program rather than return an error
		// Each letter has as many bytes; the few that are left over mean none.
		if n := int(draw[0]); n < 256/len(letters)*len(letters) {
			code = append(code, letters[n%len(letters)])
		}
	}
	return dashed(string(code))
}

// typed is a code as somebody typed it, in the form that it is kept in: with or
// without the dash, in whichever case.
func typed(text string) string {
	code := strings.Map(func(r rune) rune {
		if strings.ContainsRune(letters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(text))
	return dashed(code)
}

func dashed(code string) string {
	if len(code) != codeLength {
		return code
	}
	return code[:codeLength/2] + "-" + code[codeLength/2:]
}
