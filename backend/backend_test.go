package backend_test

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"billfold/backend"
	"billfold/billing"
)

func TestPreviewedIsCharged(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	preview := r.ask(http.MethodPost, base+"/previews", `{"seats":53}`, token)
	due := preview.json["amount_due"]
	got := r.enrol(token).confirm(base, preview)
	if got.json["state"] != "applied" || got.json["amount_charged"] != due {
		t.Fatalf("%d %s", got.status, got.text)
	}
	charged := 0
	for _, c := range r.ask(http.MethodGet, "/demo/charges", "").json["charges"].([]any) {
		if entry := c.(map[string]any); entry["key"] == got.json["id"] {
			charged++
			if entry["amount"] != due || entry["result"] != "succeeded" || entry["currency"] != "USD" || base != "/v1/accounts/"+entry["account"].(string) {
				t.Errorf("ledger: %v", entry)
			}
		}
	}
	if charged != 1 {
		t.Errorf("charged %d times", charged)
	}
	invoice := r.ask(http.MethodGet, base+"/invoices/"+got.json["invoice_id"].(string), "", token)
	if a, b := invoice.json["lines"], preview.json["lines"]; !equalJSON(t, a, b) || invoice.json["amount_paid"] != due {
		t.Errorf("the invoice is not the preview: %s", invoice.text)
	}
}

func TestChangedSubscriptionRefusesAConfirmWithAFreshPreview(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	d := r.enrol(token)
	first := r.ask(http.MethodPost, base+"/previews", `{"seats":53}`, token)
	second := r.ask(http.MethodPost, base+"/previews", `{"seats":55}`, token)
	if got := d.confirm(base, first); got.json["state"] != "applied" {
		t.Fatalf("%s", got.text)
	}
	got := d.confirm(base, second)
	problem, _ := got.json["problem"].(map[string]any)
	if got.status != http.StatusOK || got.json["state"] != "rejected" || problem["code"] != string(billing.PriceChanged) || problem["preview"] == nil {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestClockMovesEverythingAndSurvivesARestart(t *testing.T) {
	dir := demoDir(t)
	r := serve(t, options(dir, io.Discard))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	before := r.ask(http.MethodGet, base+"/subscription", "", token).json["period"].(map[string]any)
	if got := r.ask(http.MethodPost, "/demo/clock", `{"advance":"720h"}`); got.status != http.StatusOK || got.json["now"] != "2026-12-21T22:07:52Z" {
		t.Fatalf("%d %s", got.status, got.text)
	}
	after := r.ask(http.MethodGet, base+"/subscription", "", token).json["period"].(map[string]any)
	if after["start"] != before["end"] {
		t.Errorf("period %v after %v", after, before)
	}
	r.stop()
	r = serve(t, options(dir, io.Discard))
	preview := r.ask(http.MethodPost, base+"/previews", `{"seats":51}`, token)
	if preview.json["at"] != "2026-12-21T22:07:52Z" {
		t.Errorf("after a restart: %d %s", preview.status, preview.text)
	}
	for _, bad := range []string{`{"advance":"-1h"}`, `{"advance":"soon"}`, `{"advance":"999999h"}`, `{}`} {
		if got := r.ask(http.MethodPost, "/demo/clock", bad); got.status != http.StatusUnprocessableEntity || got.json["code"] != "invalid_request" {
			t.Errorf("%s: %d %s", bad, got.status, got.text)
		}
	}
}

func TestDemoRoutesAreGuarded(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	own := strings.TrimPrefix(r.url, "http://")
	_, port, err := net.SplitHostPort(own)
	if err != nil {
		t.Fatal(err)
	}
	const body = `{"email":"admin@northwind.example"}`
	for name, c := range map[string]struct {
		header string
		status int
	}{
		"plain":                   {"Accept: */*", http.StatusOK},
		"own origin":              {"Origin: http://" + own, http.StatusOK},
		"localhost":               {"Host: localhost:" + port, http.StatusOK},
		"foreign origin":          {"Origin: http://evil.example", http.StatusForbidden},
		"origin of another port":  {"Origin: http://127.0.0.1:1", http.StatusForbidden},
		"origin null":             {"Origin: null", http.StatusForbidden},
		"foreign host":            {"Host: evil.example:" + port, http.StatusForbidden},
		"host without port":       {"Host: 127.0.0.1", http.StatusForbidden},
		"a form":                  {"Content-Type: application/x-www-form-urlencoded", http.StatusUnsupportedMediaType},
		"text that is JSON":       {"Content-Type: text/plain", http.StatusUnsupportedMediaType},
		"JSON with its character": {"Content-Type: application/json; charset=utf-8", http.StatusOK},
	} {
		got := r.ask(http.MethodPost, "/demo/token", body, c.header)
		if got.status != c.status || (got.status != http.StatusOK) != (got.json["code"] != nil) {
			t.Errorf("%s: %d %s, want %d", name, got.status, got.text, c.status)
		}
	}
	for _, path := range []string{"/demo/people", "/demo/charges"} {
		if got := r.ask(http.MethodGet, path, "", "Origin: http://evil.example"); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	for body, status := range map[string]int{
		`{"email":"nobody@example.com"}`: http.StatusNotFound, `{`: http.StatusBadRequest, `{"who":"me"}`: http.StatusBadRequest,
	} {
		if got := r.ask(http.MethodPost, "/demo/token", body); got.status != status {
			t.Errorf("%s: %d %s", body, got.status, got.text)
		}
	}
	if got := r.ask(http.MethodGet, "/demo/nothing", ""); got.status != http.StatusNotFound || got.json["code"] != "not_found" {
		t.Errorf("unknown route: %d %s", got.status, got.text)
	}
}

func TestOwnCatalogGetsAnAccountOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.json")
	catalog := `{"currency":"JPY","plans":[{"id":"solo","name":"Solo","kind":"paid","seats":{"min":2},"prices":[{"interval":"month","base":"500","per_seat":"100"}]}]}`
	if err := os.WriteFile(path, []byte(catalog), 0o600); err != nil {
		t.Fatal(err)
	}
	o := options(demoDir(t), io.Discard)
	o.CatalogFile = path
	for range 2 {
		r := serve(t, o)
		token := r.token("vendor@billfold.example")
		accounts, _ := r.ask(http.MethodGet, "/v1/accounts", "", token).json["accounts"].([]any)
		if len(accounts) != 1 {
			t.Fatalf("%d accounts", len(accounts))
		}
		invoices := r.ask(http.MethodGet, "/v1/accounts/"+r.account(token)+"/invoices", "", token)
		if all, _ := invoices.json["invoices"].([]any); len(all) != 1 || all[0].(map[string]any)["amount_paid"] != "700" {
			t.Errorf("invoices: %s", invoices.text)
		}
		r.stop()
	}
}

func TestPeopleOfTheDemo(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	people, _ := r.ask(http.MethodGet, "/demo/people", "").json["people"].([]any)
	if len(people) != 5 {
		t.Fatalf("%d people", len(people))
	}
	for _, p := range people {
		row := p.(map[string]any)
		if row["role"] == "" || row["name"] == "" || len(row["accounts"].([]any)) == 0 {
			t.Errorf("%v", row)
		}
	}
}

func TestWithoutDemoThereAreNoDemoRoutes(t *testing.T) {
	o := options(filepath.Join(t.TempDir(), "data"), io.Discard)
	o.Demo = false
	r := serve(t, o)
	for _, path := range []string{"/demo/token", "/demo/clock", "/demo/people", "/demo/charges"} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if got := r.ask(method, path, `{}`); got.status != http.StatusNotFound {
				t.Errorf("%s %s: %d", method, path, got.status)
			}
		}
	}
}

func TestTokensAreNowhereOnDiskNorInTheLog(t *testing.T) {
	dir := demoDir(t)
	var log bytes.Buffer
	r := serve(t, options(dir, &log))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	r.ask(http.MethodPost, base+"/previews", `{"seats":"many"}`, token)
	r.stop()
	secret := []byte(strings.TrimPrefix(token, "Authorization: Bearer "))
	if bytes.Contains(log.Bytes(), secret) {
		t.Error("the token is in the log")
	}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, secret) {
			t.Errorf("the token is in %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNobodyElseMayReadTheData(t *testing.T) {
	dir, err := seeded()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		count++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || count < 6 {
		t.Errorf("%d files, %v", count, err)
	}
}

func TestOpenRefusesInOneSentence(t *testing.T) {
	dir := demoDir(t)
	r := serve(t, options(dir, io.Discard))
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	contracts := filepath.Join(t.TempDir(), "contracts.json")
	if err := os.WriteFile(contracts, []byte(`{"currency":"USD","plans":[{"id":"own","kind":"custom"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(change func(*backend.Options)) backend.Options {
		o := options(filepath.Join(t.TempDir(), "data"), io.Discard)
		change(&o)
		return o
	}
	for name, c := range map[string]struct {
		options backend.Options
		words   string
		usage   bool
	}{
		"no address":           {with(func(o *backend.Options) { o.Listen = "nowhere" }), "give an address and a port", true},
		"demo for all":         {with(func(o *backend.Options) { o.Listen = "0.0.0.0:0" }), "use 127.0.0.1", true},
		"foreign dir":          {with(func(o *backend.Options) { o.Dir = filepath.Dir(file) }), "choose an empty directory", true},
		"dir is a file":        {with(func(o *backend.Options) { o.Dir = file }), "make it a directory", false},
		"dir taken":            {with(func(o *backend.Options) { o.Dir = dir }), "in use by another backend", false},
		"port in use":          {with(func(o *backend.Options) { o.Listen = strings.TrimPrefix(r.url, "http://") }), "stop it, or choose another port", false},
		"catalog without demo": {with(func(o *backend.Options) { o.Demo, o.CatalogFile = false, file }), "add --demo", true},
		"no catalog":           {with(func(o *backend.Options) { o.CatalogFile = file + "s" }), "mend the file", true},
		"a broken catalog":     {with(func(o *backend.Options) { o.CatalogFile = file }), "cannot use the catalog", true},
		"contracts only":       {with(func(o *backend.Options) { o.CatalogFile = contracts }), "no plan in it is sold at a checkout", true},
		"no origin":            {with(func(o *backend.Options) { o.Demo, o.Listen = false, "0.0.0.0:0" }), "say by what address with --origin", true},
		"a path as origin":     {with(func(o *backend.Options) { o.Demo, o.Origins = false, []string{"https://a.example/x"} }), "must be https and a host", true},
		"issuer for a demo":    {with(func(o *backend.Options) { o.SignIn.Issuer = "https://id.example" }), "a demo signs its people in itself", true},
		"no audience":          {with(func(o *backend.Options) { o.Demo, o.SignIn.Issuer = false, "https://id.example" }), "--audience", true},
		"audience is client": {with(func(o *backend.Options) {
			o.Demo, o.SignIn = false, backend.SignIn{Issuer: "https://id.example", Audience: "billfold"}
		}), "ID tokens are for that", true},
		"issuer without TLS": {with(func(o *backend.Options) {
			o.Demo, o.SignIn = false, backend.SignIn{Issuer: "http://id.example", Audience: "a"}
		}), "no https address", true},
		"demo with TLS":       {with(func(o *backend.Options) { o.TLS = backend.TLS{Cert: file, Key: file} }), "for this machine alone", true},
		"certificate alone":   {with(func(o *backend.Options) { o.Demo, o.TLS = false, backend.TLS{Cert: file} }), "a certificate goes with its key", true},
		"certificate is none": {with(func(o *backend.Options) { o.Demo, o.TLS = false, backend.TLS{Cert: file, Key: file} }), "both are files in PEM", true},
		"address not ours": {with(func(o *backend.Options) {
			o.Demo, o.Listen, o.Origins = false, "192.0.2.1:0", []string{"https://billing.example.com"}
		}), "cannot listen on 192.0.2.1:0", false},
	} {
		_, err := backend.Open(t.Context(), c.options)
		if err == nil || !strings.Contains(err.Error(), c.words) || strings.Contains(err.Error(), "\n") || backend.IsUsage(err) != c.usage {
			t.Errorf("%s: %v, usage %v", name, err, backend.IsUsage(err))
		}
		if name == "port in use" && billing.CodeOf(err) != billing.PortInUse {
			t.Errorf("%s: code %q", name, billing.CodeOf(err))
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(file)); err != nil || len(entries) != 1 {
		t.Errorf("something was written into a foreign directory: %v", entries)
	}
}

// Whoever listens keeps no backend from stopping.
func TestStopEndsStreams(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("billing@fabrikam.example")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+"/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", strings.TrimPrefix(token, "Authorization: "))
	stream, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stream.Body.Close() }()
	events := bufio.NewScanner(stream.Body)
	for told := 0; told < 3 && events.Scan(); { // one an account
		if strings.HasPrefix(events.Text(), "event: revision") {
			told++
		}
	}
	r.stop()
	for events.Scan() {
	}
	if err := events.Err(); err != nil {
		t.Errorf("the stream did not end: %v", err)
	}
}
