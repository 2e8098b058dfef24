package main_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/google/go-cmp/cmp"
	_ "github.com/mattn/go-sqlite3" // the files that both sides leave behind
	"github.com/rs/zerolog"
)

// A fault is what happens while a change is confirmed: something of the network,
// from the start until an instant, or the death of one side at that instant.
type fault struct {
	name   string
	toxics []string // as toxiproxy reads them
	kills  string   // client or backend
}

var faults = []fault{
	{name: "none"},
	{name: "client killed", kills: "client"},
	{name: "backend killed", kills: "backend"},
	{name: "latency", toxics: []string{
		`{"type":"latency","stream":"upstream","attributes":{"latency":80,"jitter":80}}`,
		`{"type":"latency","stream":"downstream","attributes":{"latency":80,"jitter":80}}`,
	}},
	{name: "narrow", toxics: []string{`{"type":"bandwidth","stream":"downstream","attributes":{"rate":8}}`}},
	{name: "sliced", toxics: []string{`{"type":"slicer","stream":"downstream","attributes":{"average_size":40,"size_variation":20,"delay":500}}`}},
	{name: "reset", toxics: []string{`{"type":"reset_peer","stream":"downstream","attributes":{"timeout":40}}`}},
	{name: "requests lost", toxics: []string{`{"type":"timeout","stream":"upstream","attributes":{"timeout":0}}`}},
	{name: "answers lost", toxics: []string{`{"type":"timeout","stream":"downstream","attributes":{"timeout":0}}`}},
	{name: "answers cut", toxics: []string{`{"type":"limit_data","stream":"downstream","attributes":{"bytes":300}}`}},
	{name: "slow and killed", kills: "backend", toxics: []string{`{"type":"latency","stream":"downstream","attributes":{"latency":60}}`}},
}

// longestFault is until when a fault has ended, or somebody was killed.
const longestFault = 700 * time.Millisecond

// town is a backend that can be killed, behind a network that can fail.
type town struct {
	t      *testing.T
	data   string
	at     string // where the backend listens, also after it was killed
	daemon *exec.Cmd
	proxy  *toxiproxy.Proxy
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, data: filepath.Join(t.TempDir(), "data"), at: "127.0.0.1:0"}
	w.start()
	t.Cleanup(w.kill)
	w.proxy = toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "line", "127.0.0.1:0", w.at)
	if err := w.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.proxy.Stop)
	return w
}

func (w *town) start() {
	w.t.Helper()
	w.daemon = exec.Command(filepath.Join(programs, "billfoldd"), "serve", "--listen", w.at, "--data", w.data, "--demo")
	out, err := w.daemon.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.daemon.Start(); err != nil {
		w.t.Fatal(err)
	}
	first, err := bufio.NewReader(out).ReadString('\n')
	at, ok := strings.CutPrefix(strings.TrimSpace(first), "listening on http://")
	if err != nil || !ok {
		w.t.Fatalf("first line %q, %v", first, err)
	}
	w.at = at
}

func (w *town) kill() {
	_ = w.daemon.Process.Kill()
	_ = w.daemon.Wait()
}

func (w *town) begin(f fault) {
	w.t.Helper()
	for i, toxic := range f.toxics {
		named := strings.Replace(toxic, "{", `{"name":"t`+strconv.Itoa(i)+`",`, 1)
		if _, err := w.proxy.Toxics.AddToxicJson(strings.NewReader(named)); err != nil {
			w.t.Fatal(err)
		}
	}
}

// end has the network work again.
func (w *town) end() { w.proxy.Toxics.ResetToxics(context.Background()) }

type charge struct{ Account, Key, Amount, Result string }

// taken is what the gateway took, by the change's id.
func (w *town) taken() map[string]charge {
	w.t.Helper()
	answer, err := http.Get("http://" + w.at + "/demo/charges")
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	var all struct{ Charges []charge }
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		w.t.Fatal(err)
	}
	byKey := map[string]charge{}
	for _, c := range all.Charges {
		if c.Result != "succeeded" {
			continue
		}
		if _, twice := byKey[c.Key]; twice {
			w.t.Fatalf("%s was charged twice", c.Key)
		}
		byKey[c.Key] = c
	}
	return byKey
}

// howMany is how many changes are tried: CI takes 60, a soak says more.
func howMany(t *testing.T) int {
	t.Helper()
	n := 60
	if said := os.Getenv("BILLFOLD_SOAK_CHANGES"); said != "" {
		var err error
		if n, err = strconv.Atoi(said); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// Whatever happens to the network or to either side while a change is confirmed:
// it is paid once, for exactly what was agreed to, or not at all; its outcome
// becomes known; and both sides' files agree and are sound at the end.
func TestNothingIsChargedTwiceOrLost(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	if said := os.Getenv("BILLFOLD_SOAK_SEED"); said != "" {
		seed, _ = strconv.ParseUint(said, 10, 64)
	}
	t.Logf("BILLFOLD_SOAK_SEED=%d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	w := newTown(t)
	u := newUser(t, "http://"+w.at, admin) // the demo's routes are for whoever asks it itself
	u.address = "http://" + w.proxy.Listen
	zerolog.SetGlobalLevel(zerolog.Disabled)
	undisturbed := time.Now()
	w.confirmUnder(u, faults[0], 0)
	took := time.Since(undisturbed)
	tally := map[string][2]int{}
	for range howMany(t) {
		f := faults[chance.IntN(len(faults))]
		within := longestFault
		if f.kills != "" && len(f.toxics) == 0 {
			within = took / 2 // of it, most is asking before and after
		}
		applied := w.confirmUnder(u, f, time.Duration(chance.Int64N(int64(within))))
		count := tally[f.name]
		count[0]++
		if applied {
			count[1]++
		}
		tally[f.name] = count
	}
	all := 0
	for _, f := range faults {
		t.Logf("%-16s %3d tried, %3d applied", f.name, tally[f.name][0], tally[f.name][1])
		all += tally[f.name][1]
	}
	if all*4 < howMany(t) {
		t.Errorf("only %d of %d were applied, which proves nothing", all, howMany(t))
	}
	w.compare(u)
}

// confirmUnder tries one paid change while something goes wrong, and checks what
// became of it once nothing does.
func (w *town) confirmUnder(u *user, f fault, instant time.Duration) (applied bool) {
	w.t.Helper()
	var before status
	var p preview
	u.want(0, nil, "sync")
	u.want(0, &before, "status")
	wanted := before.Seats.Paid + 1
	u.want(0, &p, "preview", "--seats", seats(wanted))
	taken := w.taken()

	w.begin(f)
	ctl := u.command("--json", "change", "--seats", seats(wanted), "--expect", p.AmountDue, "--reason", f.name)
	r := finished(w.t, ctl, func() {
		strike := time.NewTimer(instant)
		<-strike.C
		switch f.kills {
		case "client":
			_ = ctl.Process.Kill()
		case "backend":
			w.kill()
			w.start()
		}
		w.end()
	})
	w.settle(u)
	return w.verify(u, attempt{fault: f.name, before: before, wanted: wanted, due: p.AmountDue, taken: taken, said: r})
}

// settle asks until nothing is pending, which must not take long.
func (w *town) settle(u *user) {
	w.t.Helper()
	for range 100 {
		u.run("sync")
		var s status
		if u.want(0, &s, "status"); s.Pending == nil {
			return
		}
	}
	w.t.Fatal("the outcome is still not known")
}

// attempt is a change that was tried, what was the case before, and what the
// command said.
type attempt struct {
	fault  string
	before status
	wanted int
	due    string
	taken  map[string]charge
	said   result
}

func (w *town) verify(u *user, a attempt) (applied bool) {
	w.t.Helper()
	var after status
	u.want(0, &after, "status")
	var fresh []charge
	for key, c := range w.taken() {
		if _, old := a.taken[key]; !old {
			fresh = append(fresh, c)
		}
	}
	switch after.Seats.Paid {
	case a.wanted:
		applied = true
		if len(fresh) != 1 || fresh[0].Amount != a.due || fresh[0].Account != a.before.Account {
			w.t.Fatalf("%s: applied for %s, charged %+v", a.fault, a.due, fresh)
		}
	case a.before.Seats.Paid:
		if len(fresh) != 0 {
			w.t.Fatalf("%s: not applied, and charged %+v", a.fault, fresh)
		}
	default:
		w.t.Fatalf("%s: %d seats, %d before, %d wanted", a.fault, after.Seats.Paid, a.before.Seats.Paid, a.wanted)
	}
	// What the command said is what is the case; that it does not know is no lie.
	if said := a.said.code; (said == 0) != applied && said != 3 && said != -1 {
		w.t.Fatalf("%s: exit %d, applied %v\n%s%s", a.fault, said, applied, a.said.out, a.said.err)
	}
	return applied
}

// compare holds the copy against the books, and both sides' files to their own rules.
func (w *town) compare(u *user) {
	w.t.Helper()
	u.want(0, nil, "sync")
	w.kill() // the files are read as a crash leaves them
	found, err := filepath.Glob(filepath.Join(homeOf(u), "cache", "*", "cache.db"))
	if err != nil || len(found) != 1 {
		w.t.Fatalf("copies: %v, %v", found, err)
	}
	copied, outbox := open(w.t, found[0]), open(w.t, filepath.Join(filepath.Dir(found[0]), "outbox.db"))
	books, gateway := open(w.t, filepath.Join(w.data, "books.db")), open(w.t, filepath.Join(w.data, "gateway.db"))
	for name, db := range map[string]*sql.DB{"copy": copied, "outbox": outbox, "books": books, "gateway": gateway} {
		if got := rows(w.t, db, "PRAGMA integrity_check"); !slices.Equal(got, []string{"[ok]"}) {
			w.t.Errorf("%s: %v", name, got)
		}
		if got := rows(w.t, db, "PRAGMA foreign_key_check"); len(got) != 0 {
			w.t.Errorf("%s: %v", name, got)
		}
	}
	account := rows(w.t, copied, `SELECT account FROM cursors`)[0]
	for _, q := range []struct{ copied, books string }{
		{`SELECT revision FROM cursors WHERE account = ?`, `SELECT revision FROM accounts WHERE id = ?`},
		{
			`SELECT id, number, status, total, amount_due, amount_paid, change_id FROM invoices WHERE account = ?`,
			`SELECT id, number, status, total, amount_due, amount_paid, change_id FROM invoices WHERE account_id = ?`,
		},
		{
			`SELECT id, name, email, role, status, guest FROM members WHERE account = ?`,
			`SELECT id, name, email, role, status, guest FROM members WHERE account_id = ?`,
		},
		{
			`SELECT id, state, amount_charged, invoice_id, reason FROM changes WHERE account = ?`,
			`SELECT id, state, amount_charged, invoice_id, reason FROM changes WHERE account_id = ?`,
		},
		{
			`SELECT status, json_extract(terms, '$.seats'), open_invoice, in_flight FROM subscription WHERE account = ?`,
			`SELECT status, json_extract(terms, '$.seats'), '', in_flight FROM subscriptions WHERE account_id = ?`,
		},
	} {
		if diff := cmp.Diff(rows(w.t, books, q.books, account), rows(w.t, copied, q.copied, account)); diff != "" {
			w.t.Errorf("%s (-books +copy):\n%s", q.copied, diff)
		}
	}
	if left := rows(w.t, outbox, `SELECT id FROM submissions WHERE state IN ('pending', 'unknown', 'charging')`); len(left) != 0 {
		w.t.Errorf("unsettled: %v", left)
	}
}

func open(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// rows are what a query finds, each as one text, in order.
func rows(t *testing.T, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	found, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%v", values))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}
