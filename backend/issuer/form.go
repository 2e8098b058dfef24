package issuer

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// formLifetime is how long somebody may look at a page before they answer it.
const formLifetime = 10 * time.Minute

// formField carries the proof that a form is one of our pages'.
const formField = "form"

// field is a hidden one of a form.
type field struct{ Name, Value string }

// formProof proves that a page of ours asked just this: kind is which page, and
// fields are what its form carries.
func (i *Issuer) formProof(kind string, fields []field) (string, error) {
	return i.formProofUntil(kind, fields, i.now().Add(formLifetime).Unix())
}

func (i *Issuer) formProofUntil(kind string, fields []field, until int64) (string, error) {
	expires := strconv.FormatInt(until, 10)
	said, err := json.Marshal([]any{kind, expires, fields})
	if err != nil {
		return "", fmt.Errorf("encode form: %w", err)
	}
	return expires + "." + seal(i.keys.form, string(said)), nil
}

// proven refuses a form that is not of that page, says something else than was
// asked, or is too old.
func (i *Issuer) proven(form url.Values, kind string, fields []field) error {
	given := form.Get(formField)
	expires, _, _ := strings.Cut(given, ".")
	until, err := strconv.ParseInt(expires, 10, 64)
	if err != nil {
		return forbidden("This page was not made here. Start again from Billfold.")
	}
	ours, err := i.formProofUntil(kind, fields, until)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(ours), []byte(given)) != 1 {
		return forbidden("This page was not made here. Start again from Billfold.")
	}
	if i.now().Unix() >= until {
		return forbidden("This page was open for too long. Start again from Billfold.")
	}
	return nil
}
