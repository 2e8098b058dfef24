package backend_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// journal is a log that is written while it may be read.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(line)
}

func (j *journal) bytes() []byte {
	j.mu.Lock()
	defer j.mu.Unlock()
	return bytes.Clone(j.text.Bytes())
}

// What people type, present or sign with is kept nowhere: not in the books, not at
// the sandbox, not in the log, in none of the ways that it could be written.
func TestSecretsAreNowhereOnDiskNorInTheLog(t *testing.T) {
	dir, log := demoDir(t), &journal{}
	r := serve(t, options(dir, log))
	a := r.adder("admin@northwind.example")
	d := r.enrol(a.token)
	g := r.signIn(d.person, "n")
	_, refreshed := r.form("/issuer/token", url.Values{"grant_type": {"refresh_token"}, "client_id": {"billfold"}, "refresh_token": {g.refresh}})
	key := newKey()
	a.fill(a.begin(key, ""))
	a.added(a.setup(key), len(a.methods()))
	if got := d.confirm(a.base, r.ask(http.MethodPost, a.base+"/previews", `{"seats":53}`, a.token)); got.json["state"] != "applied" {
		t.Fatal(got.text)
	}
	r.isNobody("spoilt", g.access+"x")
	r.ask(http.MethodGet, "/v1/me?access_token="+g.access, "")
	seed, err := base64.StdEncoding.DecodeString(d.key.Encoded().Reveal())
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string][]string{
		"card number":   {cardNumber, strings.ReplaceAll(cardNumber, " ", ""), strings.ReplaceAll(cardNumber, " ", "-"), url.QueryEscape(cardNumber)},
		"access token":  {g.access, strings.TrimPrefix(a.token, "Authorization: Bearer "), strings.Split(g.access, ".")[2]},
		"ID token":      {g.id, strings.Split(g.id, ".")[2]},
		"refresh token": {g.refresh, strings.Split(g.refresh, ".")[3], r.tokens(refreshed).refresh},
		"device key":    {string(seed), d.key.Encoded().Reveal(), hex.EncodeToString(seed)},
	}
	look := func(where string, data []byte) {
		for name, ways := range secrets {
			for _, way := range ways {
				if way == "" || bytes.Contains(data, []byte(way)) {
					t.Errorf("the %s is in %s", name, where)
				}
			}
		}
	}
	files := lookThrough(t, dir, look) // also what is not in the books yet
	r.stop()
	files += lookThrough(t, dir, look)
	look("the log", log.bytes())
	if files < 10 || len(log.bytes()) == 0 {
		t.Errorf("looked into %d files, and %d bytes of log", files, len(log.bytes()))
	}
}

func lookThrough(t *testing.T, dir string, look func(where string, data []byte)) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look(path, data)
		files++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
