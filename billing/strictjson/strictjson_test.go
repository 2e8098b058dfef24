package strictjson_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"billfold/billing/strictjson"

	"github.com/shopspring/decimal"
)

type shelf struct {
	Name  string                     `json:"name"`
	Width decimal.Decimal            `json:"width"`
	Since *time.Time                 `json:"since,omitempty"`
	Books []book                     `json:"books"`
	Loans map[string]decimal.Decimal `json:"loans"`
}

type book struct {
	printed
	Pages int `json:"pages"`
}

type printed struct {
	Title string `json:"title"`
}

// What is given is read, also of embedded structs; what is left out or null stays.
func TestReadsWhatIsGiven(t *testing.T) {
	since := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	got := shelf{Name: "upper", Width: decimal.NewFromInt(80), Books: []book{{Pages: 9}}}
	err := strictjson.Unmarshal([]byte(` {"name":null,"since":"2024-01-01T00:00:00Z","books":[{"title":"A","pages":3},null],"loans":{"x":"1.5"}} `), "shelf", "", &got)
	want := shelf{
		Name: "upper", Width: decimal.NewFromInt(80), Since: &since, Books: []book{{printed{"A"}, 3}, {}},
		Loans: map[string]decimal.Decimal{"x": decimal.RequireFromString("1.5")},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
	}
}

func TestErrorsNameThePath(t *testing.T) {
	long := strings.Repeat("ä", 100)
	for text, want := range map[string]string{
		`{"nmae":"x"}`:                      "nmae: unknown key",
		`{"Name":"x"}`:                      "Name: unknown key",
		`{"books":[{"titel":"x"}]}`:         "books[0].titel: unknown key",
		`{"books":[{},{"pages":1.5}]}`:      "books[1].pages: cannot be 1.5",
		`{"books":{}}`:                      "books: cannot be {}",
		`{"loans":{"x":"many"}}`:            `loans.x: cannot be "many"`,
		`{"since":"yesterday"}`:             `since: cannot be "yesterday"`,
		`7`:                                 "shelf: cannot be 7",
		`{"name":"` + long + `"`:            "shelf: unexpected EOF",
		`{"width":"` + long + `"}`:          `width: cannot be "` + long[:39*2] + "…",
		`{"` + long + `":1}`:                long[:40*2] + "…: unknown key",
		`{"name":"x"} true`:                 "shelf: something follows its closing brace",
		`{"name":"x","name":7}`:             "name: cannot be 7",
		`{"books":[` + many(200_000) + `]}`: "books: with it there are more than 100000 entries in all lists together",
	} {
		if err := strictjson.Unmarshal([]byte(text), "shelf", "", &shelf{}); err == nil || err.Error() != want {
			t.Errorf("%.80s\n got %v\nwant %s", text, err, want)
		}
	}
	if err := strictjson.Unmarshal([]byte(`{"nmae":"x"}`), "shelf", "rooms[2]", &shelf{}); err == nil || err.Error() != "rooms[2].nmae: unknown key" {
		t.Errorf("in another file: %v", err)
	}
}

func many(n int) string { return strings.TrimSuffix(strings.Repeat("{},", n), ",") }
