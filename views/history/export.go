package history

import (
	"context"
	"errors"
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
		p.deps.Say(written(path, err, p.deps.Words))
	})
}

// written is what came of the file.
func written(path string, err error, w words.Printer) words.Told {
	switch {
	case errors.Is(err, context.Canceled): // by leaving the account
		return words.Told{Failed: true, What: words.T("The export was canceled."), Next: words.T("Nothing was written.")}
	case err != nil:
		return w.Error(err)
	default:
		return words.Told{What: words.T("The history is in {file}.", "file", filepath.Base(path)), Next: filepath.Dir(path)}
	}
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.exporting {
		return words.Writing()
	}
	return ""
}
