// Command bare is a window with one label: what any program of this toolkit costs.
package main

import (
	"context"
	"log/slog"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"

	"billfold/app/uidrive"
)

func main() {
	a := app.NewWithID("example.billfold.bare")
	if err := uidrive.Start(context.Background(), a); err != nil {
		slog.Error("start", "error", err)
		os.Exit(1)
	}
	w := a.NewWindow("Bare")
	w.SetContent(widget.NewLabel("Bare"))
	w.Resize(fyne.NewSize(1280, 800))
	w.ShowAndRun()
}
