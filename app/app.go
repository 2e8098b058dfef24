// Package app is the desktop's composition root: it builds the window and what
// it works with, runs both, and closes them.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"billfold/app/config"
	"billfold/app/uidrive"
	"billfold/billing"
	"billfold/resources"
	billingsync "billfold/sync"
	"billfold/views"
	"billfold/views/about"
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

const (
	// openingLimit is how long the first frame waits for the saved copy.
	openingLimit = 250 * time.Millisecond
	followEvery  = 100 * time.Millisecond
)

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
	if input.Getenv, err = aside(input.Getenv, os.Unsetenv); err != nil {
		complain(out, err.Error())
		return exitFailed
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	words.Speak(words.SystemLanguage())
	a := &application{
		scheduler: newOpening(load.NewFyne()), input: input, out: out,
		print: words.Printer{Locale: words.SystemLocale(), Zone: time.UTC}, surroundings: readSurroundings(),
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
	scheduler *opening
	input     config.Input
	print     words.Printer
	// surroundings are as they were before anything of ours was put there.
	surroundings surroundings
	out          io.Writer

	window      fyne.Window
	preferences *config.Preferences
	chosen      config.Chosen // as it was at the start
	logFile     *logFile
	program     about.Program
	log         *slog.Logger
	desk        *desk
	look        *appearance
	shell       *views.Shell
	furnish     func(start nav.Route) views.Deps // what a shell is made of
	telling     atomic.Pointer[words.Printer]    // print, for those who are not the user interface
	notifier    *notifier
	work        sync.WaitGroup
}

// run builds, shows and keeps the window. The goroutine that calls it becomes
// the toolkit's. What is saved is read while the toolkit starts.
func (a *application) run(ctx context.Context, stop func()) int {
	opened := make(chan error, 1)
	go func() { opened <- a.open(ctx) }()
	a.openWindow()
	err := <-opened
	if billing.CodeOf(err) == billing.InvalidRequest {
		told := a.print.Error(err) // no money is in question yet
		complain(a.out, told.What+" "+told.Next)
		return exitUsage
	}
	code := exitDone
	if err != nil {
		code = exitFailed
		a.refuse(err)
	} else {
		a.show(ctx)
	}
	if err := uidrive.Start(ctx, a.fyne); err != nil {
		complain(a.out, err.Error())
		return exitFailed
	}
	a.fyne.Lifecycle().SetOnStarted(func() { a.start(ctx) })
	a.fyne.Lifecycle().SetOnStopped(func() {
		a.remember()
		stop()
	})
	a.window.ShowAndRun()
	return code
}

// open reads what is saved. It waits for no network and touches no window.
func (a *application) open(ctx context.Context) error {
	settings, preferences, err := config.Load(a.input)
	if err != nil {
		return err
	}
	a.preferences, a.chosen = preferences, preferences.Get()
	a.program = about.Program{Version: Version, Data: settings.Home, Logs: filepath.Join(settings.Home, "logs"), Home: ownHome()}
	if a.logFile, err = openLog(a.program.Logs); err != nil {
		return billing.NewProblem(billing.HomeUnusable, "path", settings.Home, "reason", "its log cannot be written").Because(err)
	}
	a.log = newLog(a.logFile)
	if aside := preferences.SetAside(); aside != "" {
		a.log.Warn("preferences were broken and have been set aside", "as", aside)
	}
	settings, address := place(settings, a.chosen)
	a.desk = &desk{input: a.input, preferences: preferences, now: time.Now, log: a.log, browse: a.browse, changed: a.changed, notifies: hasBus()}
	return a.desk.open(ctx, settings, address)
}

// browse shows a page in the system's browser.
func (a *application) browse(address string) error {
	page, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("read the page's address: %w", err)
	}
	return a.fyne.OpenURL(page)
}

// ownHome is the person's own folder, or empty.
func ownHome() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

// papersFolder is where files are suggested to be written: where a person keeps documents,
// or else their own folder.
func papersFolder(home string) string {
	documents := filepath.Join(home, "Documents")
	if info, err := os.Stat(documents); err == nil && info.IsDir() {
		return documents
	}
	return home
}

// openFolder shows a folder in the system's file manager.
func (a *application) openFolder(folder string) error {
	return a.fyne.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)})
}

// show fills the window with the shell, at the page where the person was last,
// and that with what is saved.
func (a *application) show(ctx context.Context) {
	a.fyne.Settings().SetTheme(theme.New(theme.Choice(a.chosen.Variant)))
	a.look = newAppearance(a, a.chosen)
	a.speak()
	if err := a.surroundings.apply(a.chosen); err != nil {
		a.log.Warn("size not taken up", "error", err)
	}
	a.window.Resize(restored(a.chosen.Window, a.look.Scale()))
	start, err := nav.ParseRoute(a.chosen.Page)
	if err != nil {
		start = nav.Route{Page: nav.PageOverview}
	}
	a.furnish = func(start nav.Route) views.Deps {
		return views.Deps{
			Context: ctx, Window: a.window, Account: a.desk, Session: a.desk, Appearance: a.look,
			Scheduler: a.scheduler, Words: a.print, Now: time.Now, Start: start,
			Copy: a.fyne.Clipboard().SetContent, Program: a.program, OpenFolder: a.openFolder, Folder: papersFolder(a.program.Home),
			Pages: views.Pages(views.PageDeps{
				Context: ctx, Source: a.desk, SignIn: a.desk, Scheduler: a.scheduler, Words: a.print, Now: time.Now,
				Copy: a.fyne.Clipboard().SetContent, Version: Version, Look: a.look,
			}),
		}
	}
	a.shell = views.New(a.furnish(start))
	// Whoever ends the program from outside is not asked.
	a.window.SetCloseIntercept(func() { a.shell.Leave(a.window.Close, nil) })
	shown := newNotices(a.fyne.SendNotification, a.log)
	a.notifier = newNotifier(notifierDeps{
		News: a.desk.News, Ready: shown.ready, Send: shown.Send,
		Words: func() words.Printer { return *a.telling.Load() }, Log: a.log,
	})
	a.desk.wanted = a.notifier.nudge
	limit := openingLimit
	if a.desk.Person().ID == "" {
		limit = 0 // nothing is saved for nobody
	}
	a.scheduler.finish(limit)
}

// start begins what goes on beside the window. The toolkit starts before it draws
// the first frame, which is to have the machine to itself.
func (a *application) start(ctx context.Context) {
	context.AfterFunc(ctx, func() { a.scheduler.UI(a.fyne.Quit) })
	if a.shell == nil {
		return
	}
	a.work.Go(func() { a.tick(ctx) })
	a.work.Go(func() { a.notifier.Serve(ctx) })
	time.AfterFunc(followEvery, func() {
		a.scheduler.UI(func() { a.work.Go(func() { a.desk.Serve(ctx) }) })
	})
}

// changed brings what changed to the window, and to whoever tells what is new.
func (a *application) changed(c billingsync.Changed) {
	a.scheduler.UI(func() { a.shell.Changed(c.Account, c.Kinds) })
	a.notifier.changed(c)
}

// tick moves ages on every second, and has the page follow the keyboard as fast
// as eyes do.
func (a *application) tick(ctx context.Context) {
	second, glance := time.NewTicker(time.Second), time.NewTicker(followEvery)
	defer second.Stop()
	defer glance.Stop()
	// Drawing the window's icon takes as long as everything in the first frame.
	icon := time.AfterFunc(time.Second, func() { a.scheduler.UI(func() { a.window.SetIcon(resources.App()) }) })
	defer icon.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-second.C:
			a.scheduler.UI(func() { a.shell.Tick(now) })
		case <-glance.C:
			a.scheduler.UI(func() { a.shell.Follow() })
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
