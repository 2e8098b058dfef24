// Licences writes the list of what the desktop is built from, with the text of each
// licence, as `About Billfold` shows it: the modules that cmd/billfold links on any
// system, the typeface of documents, Go's own library and the toolkit's fonts.
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// systems are those that the desktop is built for.
var systems = []string{"linux", "darwin", "windows"}

// list is the file that is written. Texts that several parts share are kept once.
type list struct {
	Parts []part   `json:"parts"`
	Texts []string `json:"texts"`
}

type part struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Licence string `json:"licence"` // SPDX
	Texts   []int  `json:"texts"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: licences FILE")
		os.Exit(2)
	}
	if err := write(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func write(ctx context.Context, file string) error {
	modules, err := linked(ctx)
	if err != nil {
		return err
	}
	var all list
	for _, m := range modules {
		if err := all.add(m.Path, m.Version, m.Dir); err != nil {
			return err
		}
		if m.Path == "fyne.io/fyne/v2" {
			if err := all.add("Fonts of "+m.Path, m.Version, filepath.Join(m.Dir, "theme", "font")); err != nil {
				return err
			}
		}
	}
	if err := all.add("Noto Sans, in documents", "", filepath.Join("resources", "fonts")); err != nil {
		return err
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("find Go: %w", err)
	}
	if err := all.add("Go standard library", "", strings.TrimSpace(string(root))); err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(all); err != nil {
		return fmt.Errorf("encode list: %w", err)
	}
	return os.WriteFile(file, out.Bytes(), 0o644) //nolint:gosec // a source file, for everybody to read
}

// module is a record of go list.
type module struct{ Path, Version, Dir string }

// linked are the modules that the desktop is built from on any system, by path.
func linked(ctx context.Context) ([]module, error) {
	found := map[string]module{}
	for _, system := range systems {
		command := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "./cmd/billfold")
		command.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		command.Stderr = os.Stderr
		out, err := command.Output()
		if err != nil {
			return nil, fmt.Errorf("list modules for %s: %w", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if fields := strings.Fields(line); len(fields) == 3 {
				found[fields[0]] = module{fields[0], fields[1], fields[2]}
			}
		}
	}
	return slices.SortedFunc(maps.Values(found), func(a, b module) int { return cmp.Compare(a.Path, b.Path) }), nil
}

// legal are the files that go with what is given on.
var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([._-].*)?$`)

// add reads the texts in a folder.
func (l *list) add(name, version, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	p := part{Name: name, Version: version}
	var whole strings.Builder
	for _, e := range entries {
		if e.IsDir() || !legal.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		plain := strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))
		whole.WriteString(plain + "\n")
		p.Texts = append(p.Texts, l.keep(plain))
	}
	if p.Licence = licence(whole.String()); p.Licence == "" {
		return errors.New("no licence that is known: " + name)
	}
	l.Parts = append(l.Parts, p)
	return nil
}

// keep is the number of a text.
func (l *list) keep(text string) int {
	if i := slices.Index(l.Texts, text); i >= 0 {
		return i
	}
	l.Texts = append(l.Texts, text)
	return len(l.Texts) - 1
}

// signs are the words by which licences are known.
var signs = []struct{ words, licence string }{
	{"Apache License", "Apache-2.0"},
	{"Neither the name", "BSD-3-Clause"},
	{"names of its contributors may not", "BSD-3-Clause"},
	{"Permission is hereby granted, free of charge, to any person obtaining a copy of this software", "MIT"},
	{"Permission to use, copy, modify, and/or distribute", "ISC"},
	{"SIL OPEN FONT LICENSE", "OFL-1.1"},
	{"Bitstream Vera", "Bitstream-Vera"},
	{"Creative Commons Attribution", "CC-BY-4.0"},
	{"free and unencumbered software", "Unlicense"},
}

// licence is the SPDX expression of a text, empty where nothing in it is known.
func licence(text string) string {
	one := strings.Join(strings.Fields(text), " ")
	var found []string
	for _, s := range signs {
		if strings.Contains(one, s.words) && !slices.Contains(found, s.licence) {
			found = append(found, s.licence)
		}
	}
	if strings.Contains(one, "Redistribution and use in source and binary forms") && !slices.Contains(found, "BSD-3-Clause") {
		found = append(found, "BSD-2-Clause")
	}
	if strings.Contains(one, "UNLICENSE or the BSD") { // one may choose
		return "Unlicense OR BSD-3-Clause"
	}
	slices.Sort(found)
	return strings.Join(found, " AND ")
}
