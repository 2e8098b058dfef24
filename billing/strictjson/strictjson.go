// Package strictjson reads the files that people write by hand: unknown keys and
// values of the wrong kind are errors that name the path, which encoding/json
// names neither for an unknown key nor for a decimal that is none.
package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// Unmarshal reads one JSON value into what a pointer points at, which keeps what
// the text leaves out. The path is where the value stands in its file: errors
// begin with it, or with what the whole file is called.
func Unmarshal(text []byte, whole, path string, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return fmt.Errorf("%s: %w", named(whole, path), err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: something follows its closing brace", named(whole, path))
	}
	r := reader{whole: whole}
	return r.fill(path, raw, reflect.ValueOf(into).Elem())
}

// maxEntries bounds what all lists and maps of a file hold together: more than
// anybody writes, and little enough to be read in a second.
const maxEntries = 100_000

// reader knows what the whole file is called, for what is wrong with all of it,
// and how many entries of lists and maps it has met.
type reader struct {
	whole   string
	entries int
}

func (r *reader) count(path string, n int) error {
	if r.entries += n; r.entries > maxEntries {
		return fmt.Errorf("%s: with it there are more than %d entries in all lists together", named(r.whole, path), maxEntries)
	}
	return nil
}

func named(whole, path string) string {
	if path == "" {
		return whole
	}
	return path
}

// fill reads JSON into a value part by part, so that whatever is wrong is named
// by its path. What is null stays as it is.
func (r *reader) fill(path string, raw json.RawMessage, into reflect.Value) error {
	if string(raw) == "null" {
		return nil
	}
	if _, whole := into.Addr().Interface().(json.Unmarshaler); !whole {
		switch into.Kind() { //nolint:exhaustive // everything else has no parts
		case reflect.Pointer:
			into.Set(reflect.New(into.Type().Elem()))
			return r.fill(path, raw, into.Elem())
		case reflect.Struct:
			return r.fillStruct(path, raw, into)
		case reflect.Slice:
			return r.fillSlice(path, raw, into)
		case reflect.Map:
			return r.fillMap(path, raw, into)
		}
	}
	return r.read(path, raw, into.Addr().Interface())
}

func (r *reader) fillStruct(path string, raw json.RawMessage, into reflect.Value) error {
	var parts map[string]json.RawMessage
	if err := r.read(path, raw, &parts); err != nil {
		return err
	}
	for _, field := range reflect.VisibleFields(into.Type()) {
		if field.Anonymous {
			continue // its fields are visible themselves
		}
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		part, given := parts[key]
		delete(parts, key)
		if !given {
			continue
		}
		if err := r.fill(join(path, key), part, into.FieldByIndex(field.Index)); err != nil {
			return err
		}
	}
	if unknown := slices.Sorted(maps.Keys(parts)); len(unknown) > 0 {
		return fmt.Errorf("%s: unknown key", join(path, unknown[0]))
	}
	return nil
}

func (r *reader) fillSlice(path string, raw json.RawMessage, into reflect.Value) error {
	var parts []json.RawMessage
	if err := r.read(path, raw, &parts); err != nil {
		return err
	}
	if err := r.count(path, len(parts)); err != nil {
		return err
	}
	into.Set(reflect.MakeSlice(into.Type(), len(parts), len(parts)))
	for n, part := range parts {
		if err := r.fill(fmt.Sprintf("%s[%d]", path, n), part, into.Index(n)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) fillMap(path string, raw json.RawMessage, into reflect.Value) error {
	var parts map[string]json.RawMessage
	if err := r.read(path, raw, &parts); err != nil {
		return err
	}
	if err := r.count(path, len(parts)); err != nil {
		return err
	}
	into.Set(reflect.MakeMap(into.Type()))
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		part := reflect.New(into.Type().Elem()).Elem()
		if err := r.fill(join(path, key), parts[key], part); err != nil {
			return err
		}
		into.SetMapIndex(reflect.ValueOf(key), part)
	}
	return nil
}

// read reads what is named by a path; the error says what was found there.
func (r *reader) read(path string, raw json.RawMessage, into any) error {
	if json.Unmarshal(raw, into) == nil {
		return nil
	}
	return fmt.Errorf("%s: cannot be %s", named(r.whole, path), short(string(raw)))
}

func join(path, key string) string {
	key = short(key)
	if path == "" {
		return key
	}
	return path + "." + key
}

// short is enough of a key or value to find it by, on one line.
func short(text string) string {
	const enough = 40 // characters
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > enough {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}
