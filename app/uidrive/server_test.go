//go:build uidrive

package uidrive

import (
	"context"
	"encoding/json"
	"net"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// script shows one list of texts a look, and the last one from then on.
func script(looks ...[]Text) *server {
	return &server{see: func(context.Context) ([]Window, error) {
		now := looks[0]
		if len(looks) > 1 {
			looks = looks[1:]
		}
		return []Window{{Title: "Billfold", Texts: now, Focus: &Focus{Key: now[0].Text}}}, nil
	}}
}

func TestAnswerWaits(t *testing.T) {
	team := []Text{{Text: "Team", X: 1}}
	moving := []Text{{Text: "Business", X: 1}}
	business := []Text{{Text: "Business", X: 9}}
	ready := []Text{{Text: "Business", X: 9, Enabled: true, Focused: true}}
	cases := []struct {
		name    string
		request Request
		looks   [][]Text
		met     bool
		x       int // of what was found; 0 for nothing
	}{
		{"exact", Request{Text: "Team"}, [][]Text{team}, true, 1},
		{"exact is not a prefix", Request{Text: "Tea"}, [][]Text{team}, false, 0},
		{"prefix", Request{Text: "Tea", Match: "prefix"}, [][]Text{team}, true, 1},
		{"regexp", Request{Text: "^T.*m$", Match: "regexp"}, [][]Text{team}, true, 1},
		{"comes later and moves", Request{Text: "Business"}, [][]Text{team, moving, business}, true, 9},
		{"moves and settles", Request{Text: "Business"}, [][]Text{moving, business, moving, business}, true, 9},
		{"enabled", Request{Text: "Business", State: "enabled"}, [][]Text{business, business, ready}, true, 9},
		{"never enabled", Request{Text: "Business", State: "enabled"}, [][]Text{business}, false, 0},
		{"focused", Request{Text: "Business", State: "focused"}, [][]Text{business, ready}, true, 9},
		{"gone", Request{Text: "Team", State: "gone"}, [][]Text{team, business}, true, 0},
		{"not gone", Request{Text: "Team", State: "gone"}, [][]Text{team}, false, 0},
		{"focus left", Request{Text: "Team", State: "focus_left"}, [][]Text{team, business}, true, 0},
		{"focus stayed", Request{Text: "Team", State: "focus_left"}, [][]Text{team}, false, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.request.TimeoutMS = 10_000
			if !c.met {
				c.request.TimeoutMS = 100
			}
			a := script(c.looks...).answer(t.Context(), c.request)
			if a.Met != c.met || a.Error != "" || len(a.Windows) != 1 {
				t.Errorf("answer %+v, want met %v and the window", a, c.met)
			}
			if got := foundX(a); got != c.x {
				t.Errorf("found at %d, want %d", got, c.x)
			}
		})
	}
}

func foundX(a Answer) int {
	if a.Found == nil {
		return 0
	}
	return a.Found.X
}

func TestAnswerRefusesNonsense(t *testing.T) {
	for _, r := range []Request{
		{Text: "a", State: "purple"},
		{Text: "a", Match: "roughly"},
		{Text: "(", Match: "regexp"},
	} {
		if a := script([]Text{{Text: "a"}}).answer(t.Context(), r); a.Error == "" || a.Met {
			t.Errorf("%+v was answered with %+v, want an error", r, a)
		}
	}
}

func TestStartAnswersOnTheSocket(t *testing.T) {
	a := test.NewTempApp(t)
	w := a.NewWindow("Billfold")
	w.SetContent(widget.NewLabel("Overview"))
	w.Show()
	t.Cleanup(w.Close)
	path := filepath.Join(t.TempDir(), "ui")
	t.Setenv(SocketVariable, path)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := Start(ctx, a); err != nil {
		t.Fatal(err)
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, request := range []string{`{}`, `{"text":"Overview","timeout_ms":10000}`} {
		if _, err := conn.Write([]byte(request + "\n")); err != nil {
			t.Fatal(err)
		}
	}
	answers := json.NewDecoder(conn)
	for range 2 {
		var got Answer
		if err := answers.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if !got.Met || len(got.Windows) == 0 {
			t.Errorf("answer %+v, want what is visible", got)
		}
	}
	cancel()
	var got Answer
	if err := answers.Decode(&got); err == nil {
		t.Errorf("answered %+v after the end", got)
	}
}

func TestStartWithoutSocketDoesNothing(t *testing.T) {
	t.Setenv(SocketVariable, "")
	if err := Start(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func TestStartSaysWhyItCannotListen(t *testing.T) {
	t.Setenv(SocketVariable, filepath.Join(t.TempDir(), "missing", "ui"))
	if err := Start(t.Context(), nil); err == nil {
		t.Fatal("listening in a directory that does not exist went well")
	}
}
