package catalogjson

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// fill reads JSON into a value part by part, so that whatever is wrong is named
// by its path: encoding/json names the path neither of an unknown key nor of a
// decimal that is none. What is null stays as it is.
func fill(path string, raw json.RawMessage, into reflect.Value) error {
	if string(raw) == "null" {
		return nil
	}
	if _, whole := into.Addr().Interface().(json.Unmarshaler); !whole {
		switch into.Kind() { //nolint:exhaustive // everything else has no parts
		case reflect.Pointer:
			into.Set(reflect.New(into.Type().Elem()))
			return fill(path, raw, into.Elem())
		case reflect.Struct:
			return fillStruct(path, raw, into)
		case reflect.Slice:
			return fillSlice(path, raw, into)
		case reflect.Map:
			return fillMap(path, raw, into)
		}
	}
	return read(path, raw, into.Addr().Interface())
}

func fillStruct(path string, raw json.RawMessage, into reflect.Value) error {
	var parts map[string]json.RawMessage
	if err := read(path, raw, &parts); err != nil {
		return err
	}
	for n := range into.NumField() {
		key, _, _ := strings.Cut(into.Type().Field(n).Tag.Get("json"), ",")
		part, given := parts[key]
		delete(parts, key)
		if !given {
			continue
		}
		if err := fill(join(path, key), part, into.Field(n)); err != nil {
			return err
		}
	}
	if unknown := slices.Sorted(maps.Keys(parts)); len(unknown) > 0 {
		return fmt.Errorf("%s: unknown key", join(path, unknown[0]))
	}
	return nil
}

func fillSlice(path string, raw json.RawMessage, into reflect.Value) error {
	var parts []json.RawMessage
	if err := read(path, raw, &parts); err != nil {
		return err
	}
	into.Set(reflect.MakeSlice(into.Type(), len(parts), len(parts)))
	for n, part := range parts {
		if err := fill(fmt.Sprintf("%s[%d]", path, n), part, into.Index(n)); err != nil {
			return err
		}
	}
	return nil
}

func fillMap(path string, raw json.RawMessage, into reflect.Value) error {
	var parts map[string]json.RawMessage
	if err := read(path, raw, &parts); err != nil {
		return err
	}
	into.Set(reflect.MakeMap(into.Type()))
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		part := reflect.New(into.Type().Elem()).Elem()
		if err := fill(join(path, key), parts[key], part); err != nil {
			return err
		}
		into.SetMapIndex(reflect.ValueOf(key), part)
	}
	return nil
}

// read reads what is named by a path; the error says what was found there.
func read(path string, raw json.RawMessage, into any) error {
	if json.Unmarshal(raw, into) == nil {
		return nil
	}
	if path == "" {
		path = "catalog"
	}
	return fmt.Errorf("%s: cannot be %s", path, short(raw))
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// short is enough of a value to find it by.
func short(raw json.RawMessage) string {
	const enough = 40
	if text := []rune(string(raw)); len(text) > enough {
		return string(text[:enough]) + "…"
	}
	return string(raw)
}
