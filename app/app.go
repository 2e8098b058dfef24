// Package app is the desktop's composition root: it builds the window and what
// it works with, runs both, and closes them.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"billfold/app/config"
	"billfold/app/uidrive"
	"billfold/billing"
	"billfold/resources"
	billingsync "billfold/sync"
	"billfold/views"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/words"
)

// The exit codes of the program.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

const followEvery = 100 * time.Millisecond

// The window's size at the first start, and the least that is restored.
const (
	firstWidth, firstHeight float32 = 1280, 800
	leastWidth, leastHeight float32 = 640, 480
)

// Run runs the program until its window is closed or the context ends, and
// returns its exit code. What is wrong with the arguments is one sentence on the
// writer; whatever can be, is said in the window.
func Run(ctx context.Context, args []string, out io.Writer) int {
	input, err := parse(args, out)
	if errors.Is(err, errDone) {
		return exitDone
	}
	if err != nil {
		complain(out, err.Error()+"; see billfold --help")
		return exitUsage
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	a := &application{
		fyne: fyneapp.New(), scheduler: load.NewFyne(), input: input,
		print: words.Printer{Zone: time.UTC}, out: out,
	}
	code := a.run(ctx, stop)
	stop()
	a.work.Wait()
	return errCode(code, a.close())
}

func errCode(code int, err error) int {
	if code == exitDone && err != nil {
		return exitFailed
	}
	return code
}

func complain(out io.Writer, sentence string) {
	// Nobody is left to be told when even this cannot be written.
	_, _ = fmt.Fprintln(out, "billfold: "+sentence)
}

// application is the running program.
type application struct {
	fyne      fyne.App
	scheduler load.Scheduler
	input     config.Input
	print     words.Printer
	out       io.Writer

	window      fyne.Window
	preferences *config.Preferences
	logFile     *logFile
	log         *slog.Logger
	desk        *desk
	shell       *views.Shell
	work        sync.WaitGroup
}

// run builds, shows and keeps the window. The goroutine that calls it becomes
// the toolkit's.
func (a *application) run(ctx context.Context, stop func()) int {
	code := exitDone
	if err := a.build(ctx); err != nil {
		if billing.CodeOf(err) == billing.InvalidRequest {
			complain(a.out, a.print.Error(err).String())
			return exitUsage
		}
		code = exitFailed
		a.refuse(err)
	}
	a.fyne.Lifecycle().SetOnStopped(func() {
		a.remember()
		stop()
	})
	if err := uidrive.Start(ctx, a.fyne); err != nil {
		complain(a.out, err.Error())
		return exitFailed
	}
	a.fyne.Lifecycle().SetOnStarted(func() { a.start(ctx) })
	a.window.ShowAndRun()
	return code
}

// build reads what is saved and puts the window together from it. It waits for
// no network.
func (a *application) build(ctx context.Context) error {
	a.openWindow()
	settings, preferences, err := config.Load(a.input)
	if err != nil {
		return err
	}
	a.preferences = preferences
	chosen := preferences.Get()
	a.fyne.Settings().SetTheme(theme.New(theme.Choice(chosen.Variant)))
	a.window.Resize(restored(chosen.Window))
	if a.logFile, err = openLog(filepath.Join(settings.Home, "logs")); err != nil {
		return billing.NewProblem(billing.HomeUnusable, "path", settings.Home, "reason", "its log cannot be written").Because(err)
	}
	a.log = newLog(a.logFile)
	if aside := preferences.SetAside(); aside != "" {
		a.log.Warn("preferences were broken and have been set aside", "as", aside)
	}
	settings, address := place(settings, chosen)
	a.desk = &desk{input: a.input, preferences: preferences, now: time.Now, log: a.log, changed: a.changed}
	if err := a.desk.open(ctx, settings, address); err != nil {
		return err
	}
	a.show(ctx, chosen)
	return nil
}

func (a *application) openWindow() {
	a.fyne.Settings().SetTheme(theme.New(theme.ChoiceSystem))
	a.window = a.fyne.NewWindow("Billfold")
	a.window.SetIcon(resources.App())
	a.window.SetPadded(false)
	a.window.SetMaster()
	a.window.Resize(fyne.NewSize(firstWidth, firstHeight))
}

// show fills the window with the shell, at the page where the person was last.
func (a *application) show(ctx context.Context, chosen config.Chosen) {
	start, err := nav.ParseRoute(chosen.Page)
	if err != nil {
		start = nav.Route{Page: nav.PageOverview}
	}
	a.shell = views.New(views.Deps{
		Context: ctx, Window: a.window, Account: a.desk, Session: a.desk, Appearance: a.appearance(),
		Scheduler: a.scheduler, Words: a.print, Now: time.Now, Start: start,
		Pages: views.Pages(views.PageDeps{
			Context: ctx, Source: a.desk, SignIn: a.desk, Scheduler: a.scheduler, Words: a.print, Now: time.Now,
			Copy: a.fyne.Clipboard().SetContent, Version: Version,
		}),
	})
}

// start begins what goes on beside the window, once that is on the screen.
func (a *application) start(ctx context.Context) {
	context.AfterFunc(ctx, func() { a.scheduler.UI(a.fyne.Quit) })
	if a.shell == nil {
		return
	}
	a.work.Go(func() { a.desk.Serve(ctx) })
	a.work.Go(func() { a.tick(ctx) })
}

// changed brings what changed to the window.
func (a *application) changed(c billingsync.Changed) {
	a.scheduler.UI(func() { a.shell.Changed(c.Account, c.Kinds) })
}

// tick moves ages on every second, and has the page follow the keyboard as fast
// as eyes do.
func (a *application) tick(ctx context.Context) {
	second, glance := time.NewTicker(time.Second), time.NewTicker(followEvery)
	defer second.Stop()
	defer glance.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-second.C:
			a.scheduler.UI(func() { a.shell.Tick(now) })
		case <-glance.C:
			a.scheduler.UI(a.shell.Follow)
		}
	}
}

// close lets go of files, after everything has stopped using them.
func (a *application) close() error {
	if a.logFile == nil {
		return nil
	}
	return a.logFile.Close()
}
