package history

import (
	"context"
	"path/filepath"
	"time"

	"billfold/views/words"
)

// chooseFile asks where the history is to be written.
func (p *Page) chooseFile() {
	if p.deps.ChooseFile == nil || p.data == nil {
		return
	}
	name := words.T("{account} history {day}", "account", p.data.facts.Account.Name, "day", p.deps.Now().UTC().Format(time.DateOnly))
	p.deps.ChooseFile(words.FileName(name, ".csv"), p.write)
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
