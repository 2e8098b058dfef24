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
