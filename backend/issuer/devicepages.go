package issuer

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// deviceAnswer is RFC 8628's (3.2).
type deviceAnswer struct {
	DeviceCode string `json:"device_code"`
	UserCode   string `json:"user_code"`
	Page       string `json:"verification_uri"`
	PageFull   string `json:"verification_uri_complete"`
	ExpiresIn  int    `json:"expires_in"`
	Interval   int    `json:"interval"`
}

func (i *Issuer) authorizeDevice(w http.ResponseWriter, r *http.Request) error {
	form, err := i.clientForm(w, r)
	if err != nil {
		return err
	}
	if !slices.Contains(strings.Fields(form.Get("scope")), oidcScope) {
		return &fault{status: http.StatusBadRequest, code: "invalid_scope", description: "scope must have openid in it."}
	}
	deviceCode, userCode, err := i.devices.add(granted(form.Get("scope")), i.Now())
	if err != nil {
		return err
	}
	page := i.URL() + "/device"
	write(w, http.StatusOK, deviceAnswer{
		DeviceCode: deviceCode, UserCode: userCode, Page: page, PageFull: page + "?" + url.Values{userCodeField: {userCode}}.Encode(),
		ExpiresIn: int(deviceLifetime.Seconds()), Interval: int(deviceInterval.Seconds()),
	})
	return nil
}

const userCodeField = "user_code"

// The pages of a device's sign-in: the code first, even where the address has it
// in it (RFC 8628, 3.3.1), then the person. Kinds of forms.
const (
	codeForm   = "device code"
	personForm = "device"
)

// typing is the page on which a code is typed.
type typing struct {
	Code, Wrong, Form string
}

// askCode only fills in the code that an address has in it. It does not look for
// it: an address is opened by whatever page has it in it, and would count as a
// guess.
func (i *Issuer) askCode(w http.ResponseWriter, r *http.Request) error {
	query, err := readQuery(r)
	if err != nil {
		return err
	}
	if wait, shut := i.devices.guesses.shut(i.Now()); shut {
		return i.locked(wait)
	}
	return i.showCode(w, http.StatusOK, typing{Code: typed(query.Get(userCodeField))})
}

func (i *Issuer) showCode(w http.ResponseWriter, status int, t typing) error {
	var err error
	if t.Form, err = i.formProof(codeForm, nil); err != nil {
		return err
	}
	return show(w, status, "code.html", t)
}

// device takes the code that somebody typed, or then whom they picked.
func (i *Issuer) device(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	code := typed(form.Get(userCodeField))
	if !form.Has("person") && !form.Has("cancel") {
		return i.codeTyped(w, r, form, code)
	}
	if err := i.proven(form, personForm, []field{{userCodeField, code}}); err != nil {
		return err
	}
	var person Person
	told := message{"Nobody was signed in", "You can close this page. To try again, start from Billfold."}
	if !form.Has("cancel") {
		if person, err = i.choice(r, form); err != nil {
			return err
		}
		told = message{"Signed in as " + person.Name, "You can close this page and return to Billfold."}
	}
	if !i.devices.decide(code, person.ID, i.Now()) {
		return invalidRequest("This code has expired or was used already. Get a new one from Billfold.")
	}
	return show(w, http.StatusOK, "message.html", told)
}

func (i *Issuer) codeTyped(w http.ResponseWriter, r *http.Request, form url.Values, code string) error {
	if err := i.proven(form, codeForm, nil); err != nil {
		return err
	}
	found, wait := i.devices.guess(code, i.Now())
	if wait > 0 {
		return i.locked(wait)
	}
	if !found {
		return i.showCode(w, http.StatusBadRequest, typing{
			Code: code, Wrong: "No sign-in waits for this code. Compare it with the one that Billfold shows, or get a new one there.",
		})
	}
	return i.askPerson(w, r, personForm, picking{Code: code, Fields: []field{{userCodeField, code}}})
}

// locked says when a code may be typed again.
func (i *Issuer) locked(wait time.Duration) *fault {
	at := i.Now().Add(wait).UTC().Format("15:04:05")
	return tooMany("Too many wrong codes were typed. Try again in "+inWords(wait)+", at "+at+" UTC.", wait)
}
