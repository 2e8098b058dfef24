package catalogjson_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"billfold/billing/catalogjson"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaFile = "../../docs/catalog.schema.json"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// followsSchema tells what the schema says of a text.
func followsSchema(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(value)
}

// Everything that is shown or shipped follows the schema, is read, and is written
// as the schema has it.
func TestCatalogsFollowTheSchema(t *testing.T) {
	texts := map[string]string{"docs/formats.md": published(t)}
	for _, pattern := range []string{"../../docs/catalogs/*.json", "../../backend/demo/catalogs/*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) < 3 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
		}
	}
	s := schema(t)
	for name, text := range texts {
		c, err := catalogjson.Unmarshal([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		written, err := catalogjson.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{text, string(written)} {
			if err := followsSchema(t, s, text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// The schema refuses what the program refuses, but for what no schema can say:
// what has to be unique, to rise, or to be named elsewhere in the file.
func TestSchemaRefusesWhatTheProgramRefuses(t *testing.T) {
	s := schema(t)
	for name, tt := range bad {
		err := followsSchema(t, s, tt.in(t))
		if (err != nil) == tt.beyondSchema {
			t.Errorf("%s: the schema says %v", name, err)
		}
	}
}

// The defaults that an editor shows are those that the program has.
func TestSchemaHasTheDefaults(t *testing.T) {
	c, err := catalogjson.Unmarshal([]byte(`{"currency":"USD"}`))
	if err != nil {
		t.Fatal(err)
	}
	text, err := catalogjson.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var written struct {
		Policy map[string]any `json:"policy"`
	}
	if err := json.Unmarshal(text, &written); err != nil {
		t.Fatal(err)
	}
	policy := written.Policy
	policy["preview_ttl"], policy["top_up_min"] = "15m", "30.00" // as people write "15m0s" and "30"

	described, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	type property struct {
		Default    any                 `json:"default"`
		Properties map[string]property `json:"properties"`
	}
	var root struct {
		Defs map[string]property `json:"$defs"`
	}
	if err := json.Unmarshal(described, &root); err != nil {
		t.Fatal(err)
	}
	defaults := map[string]any{}
	for key, p := range root.Defs["policy"].Properties {
		defaults[key] = p.Default
	}
	dunning := map[string]any{}
	for key, p := range root.Defs["policy"].Properties["dunning"].Properties {
		dunning[key] = p.Default
	}
	defaults["dunning"] = dunning
	if !reflect.DeepEqual(defaults, policy) {
		t.Errorf("the schema says %v, the program %v", defaults, policy)
	}
}
