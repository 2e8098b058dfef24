package issuer

import (
	"net/url"
	"path/filepath"
	"testing"
	"time"
)

func TestProofIsOfOnePage(t *testing.T) {
	i, err := Open(Deps{
		KeyFile: filepath.Join(t.TempDir(), "issuer.key"), Base: "http://127.0.0.1:8080",
		Now: func() time.Time { return time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	fields := []field{{"user_code", "BCDF-GHJK"}}
	proof, err := i.formProof(personForm, fields)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{formField: {proof}}
	if err := i.proven(form, personForm, fields); err != nil {
		t.Errorf("on its own page: %v", err)
	}
	if err := i.proven(form, codeForm, fields); err == nil {
		t.Error("it is good on another page")
	}
}
