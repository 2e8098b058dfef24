package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServeSaysWhereAndStopsWhenTold(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	var stderr bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data")}, nil, output{in, &stderr})
		_ = in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v, %s", err, stderr.String())
	}
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if !ok || !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("the first line is %q", line)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/healthz", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("health: %d, %v", response.StatusCode, err)
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

func TestExitCodes(t *testing.T) {
	foreign := t.TempDir()
	file := filepath.Join(foreign, "thesis.odt")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]int{
		"":                                  2,
		"frob":                              2,
		"serve":                             2,
		"serve --listen :0 --data d --loud": 2,
		"serve --listen 0.0.0.0:0 --demo --data " + foreign + "/x": 2,
		"serve --listen 127.0.0.1:0 --demo --data " + foreign:      2,
		"serve --listen 127.0.0.1:0 --data " + file:                1,
	} {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), strings.Fields(line), nil, output{&stdout, &stderr})
		if code != want {
			t.Errorf("%q: exit code %d, want %d: %s", line, code, want, stderr.String())
		}
		if text := stderr.String(); stdout.Len() > 0 || !strings.HasPrefix(text, "billfoldd: ") || strings.Count(text, "\n") != 1 {
			t.Errorf("%q: not one sentence on stderr: %q", line, text)
		}
	}
}

func TestOpenAPIPrintsTheCommittedDocument(t *testing.T) {
	committed, err := os.ReadFile("../../docs/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"openapi"}, nil, output{&stdout, &stderr}); code != 0 || stdout.String() != string(committed) {
		t.Errorf("exit code %d, %s; is docs/openapi.yaml written anew?", code, stderr.String())
	}
}

const story = `{"catalog":{"currency":"USD","plans":[{"id":"team","rank":1,"kind":"paid","prices":[{"interval":"month","per_seat":"12.00"}]}]},
	"steps":[{"at":"2024-01-01T00:00:00Z","subscribe":{"plan":"team","seats":5}},{"at":"2024-01-02T00:00:00Z","change":{"plan":"gold"}}]}`

// A refused step is a result; what is no scenario is not played, and nothing is
// printed of it.
func TestSimulate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "scenario.json")
	if err := os.WriteFile(file, []byte(story), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		file, stdin    string
		code           int
		stdout, stderr string
	}{
		"a file":           {file, "", 0, `"code": "unknown_plan"`, ""},
		"standard input":   {"-", story, 0, `"amount_due": "60.00"`, ""},
		"nothing":          {"-", "", 2, "", "scenario: "},
		"an unknown key":   {"-", strings.Replace(story, "seats", "seast", 1), 2, "", "steps[0].subscribe.seast: unknown key"},
		"an impossibility": {"-", strings.Replace(story, "12.00", "-12.00", 1), 2, "", "catalog.plans[0].prices[0].per_seat: -12 is below 0"},
		"no such file":     {file + ".bak", "", 2, "", "read scenario: open "},
		"too much":         {"-", strings.Repeat(" ", 17<<20), 2, "", "larger than 16 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(t.Context(), []string{"simulate", tt.file}, strings.NewReader(tt.stdin), output{&stdout, &stderr})
			if code != tt.code || !strings.Contains(stdout.String(), tt.stdout) || !strings.Contains(stderr.String(), tt.stderr) {
				t.Errorf("exit code %d\n%s\n%s", code, stdout.String(), stderr.String())
			}
			if tt.code != 0 && (stdout.Len() > 0 || strings.Count(stderr.String(), "\n") != 1) {
				t.Errorf("not one sentence on stderr alone: %q, %q", stdout.String(), stderr.String())
			}
		})
	}
}
