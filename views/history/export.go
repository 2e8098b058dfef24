package history

import (
	"context"
	"path/filepath"
	"strings"

	"billfold/views/words"
)

// chooseFile asks where the history is to be written.
func (p *Page) chooseFile() {
	if p.deps.ChooseFile == nil || p.data == nil {
		return
	}
	p.deps.ChooseFile(fileName(p.data.facts.Account.Name, p.deps.Now().UTC().Format("2006-01-02")), p.write)
}

// fileName is how the file is called where nobody calls it otherwise: without what some
// system takes for something else in a name.
func fileName(account, day string) string {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, account)
	return words.T("{account} history {day}", "account", plain, "day", day) + ".csv"
}

// write writes the history away from the window.
func (p *Page) write(path string) {
	if p.exporting {
		return
	}
	p.exporting = true
	p.export.Disable()
	p.export.SetText(words.T("Exporting…"))
	p.exports.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.ExportHistory(ctx, path)
	}, func(_ struct{}, err error) {
		p.exporting = false
		p.export.Enable()
		p.export.SetText(words.T("Export CSV"))
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.deps.Say(words.Told{What: words.T("The history is in {file}.", "file", filepath.Base(path)), Next: filepath.Dir(path)})
	})
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.exporting {
		return words.Writing()
	}
	return ""
}
