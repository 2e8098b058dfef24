package sandbox_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing/money"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// browser is a real one, on a site whose payers come back to this machine.
type browser struct {
	*site
	ctx      context.Context
	back     *httptest.Server
	pictures string

	heardMu  sync.Mutex
	returned []string // the addresses that payers came back to
	faults   []string // what the browser complained about
}

// chromium is the browser's path: BILLFOLD_CHROMIUM, or where it is installed.
func chromium(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("BILLFOLD_CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{
		"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("the card page is tested in Chromium, which is not here: install the package chromium " +
		"(Debian, Fedora, Arch; Homebrew: the cask chromium), or name another one in BILLFOLD_CHROMIUM")
	return ""
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	b := &browser{site: newSite(t), pictures: os.Getenv("BILLFOLD_SCREENSHOTS")}
	if b.pictures == "" {
		b.pictures = t.TempDir()
	}
	b.back = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/back" {
			http.NotFound(w, r) // the browser looks for an icon
			return
		}
		b.heardMu.Lock()
		defer b.heardMu.Unlock()
		b.returned = append(b.returned, r.URL.RequestURI())
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<link rel="icon" href="data:,"><h1 id="back">Back in Billfold</h1>`))
	}))
	t.Cleanup(b.back.Close)
	// The pages are our own, so they need no sandbox, which root cannot have. Its
	// directory is a new one that goes with it.
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(chromium(t)), chromedp.Headless, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-features", "BackForwardCache"), // a page that is taken from it does not load, which chromedp waits for
		chromedp.WindowSize(640, 1000), chromedp.WSURLReadTimeout(time.Minute),
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(stop)
	ctx, stopProgram := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stopProgram)
	b.ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	t.Cleanup(func() { _ = chromedp.Cancel(b.ctx) }) // closes the browser and waits for it
	require.NoError(t, chromedp.Listen(b.ctx, b.listen))
	return b
}

// listen keeps what the browser complains about: a policy that is violated, a
// file that is missing. That a form was refused with words is no complaint.
func (b *browser) listen(event any) {
	b.heardMu.Lock()
	defer b.heardMu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if !strings.Contains(e.Entry.Text, "status of 422") && !strings.Contains(e.Entry.Text, "status of 410") {
			b.faults = append(b.faults, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		for _, said := range e.Args {
			b.faults = append(b.faults, string(said.Value))
		}
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, e.ExceptionDetails.Text)
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	err := chromedp.Do(b.ctx, steps...)
	b.heardMu.Lock()
	defer b.heardMu.Unlock()
	require.NoError(b.t, err, "the browser said %q", b.faults)
}

// ask is what the browser answers.
func ask[T any](b *browser, question chromedp.Action[T]) T {
	b.t.Helper()
	answer, err := chromedp.Run(b.ctx, question)
	require.NoError(b.t, err)
	return answer
}

// open begins a setup and goes to its page.
func (b *browser) open(key string) {
	b.t.Helper()
	begun, err := b.gateway.BeginSetup(b.ctx, gateway.SetupRequest{Key: key, Account: "acc", ReturnURL: b.back.URL + "/back"})
	require.NoError(b.t, err)
	b.do(chromedp.Navigate(begun.URL), chromedp.WaitVisible(chromedp.CSS("#number")))
}

// fill types what a card and its holder are into an empty form.
func (b *browser) fill(number, code string) {
	b.t.Helper()
	b.do(typing("number", number), typing("expiry", "04/30"), typing("cvc", code), typing("name", "Maya Lindqvist"),
		typing("line1", "Hauptstraße 5"), typing("postal_code", "10115"), typing("city", "Berlin"), typing("country", "Germany"))
}

func typing(field, text string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.ID(field), text)
}

// press presses a button and waits for what the next page shows.
func (b *browser) press(button, shows string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(`button[value="` + button + `"]`)))
	b.comes(shows)
}

// comes waits for what a page shows, also where the page that was looked at goes
// meanwhile and its nodes with it.
func (b *browser) comes(shows string) {
	b.t.Helper()
	for {
		err := chromedp.Do(b.ctx, chromedp.WaitVisible(chromedp.CSS(shows)))
		if err == nil || b.ctx.Err() != nil || !strings.Contains(err.Error(), "No node with given id") {
			b.heardMu.Lock()
			defer b.heardMu.Unlock()
			require.NoError(b.t, err, "the browser said %q", b.faults)
			return
		}
	}
}

// goBack goes back to the page that was left, and sees how it ended.
func (b *browser) goBack() {
	b.t.Helper()
	b.do(chromedp.NavigateBack())
	b.comes(".notice")
}

func (b *browser) says(words string) {
	b.t.Helper()
	require.Contains(b.t, ask(b, chromedp.Text(chromedp.CSS("main"))), words)
}

func (b *browser) picture(name string) {
	b.t.Helper()
	for _, look := range []string{"light", "dark"} {
		_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look}},
		})
		require.NoError(b.t, err)
		png := ask(b, chromedp.FullScreenshot(100))
		require.NoError(b.t, os.WriteFile(filepath.Join(b.pictures, "card-"+name+"-"+look+".png"), png, 0o600))
	}
}

// cameBack checks where payers came back to since it was asked last, and that
// the browser had nothing to complain about on the way.
func (b *browser) cameBack(want ...string) {
	b.t.Helper()
	b.heardMu.Lock()
	defer b.heardMu.Unlock()
	require.Equal(b.t, want, b.returned)
	require.Empty(b.t, b.faults)
	b.returned = nil
}

func TestAddingCardsInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.open("good")
	b.picture("form")
	b.fill("4242 4242 4242 4242", "123")
	b.press("save", "#back")
	b.cameBack("/back?setup=good&status=succeeded")
	require.Equal(t, "4242", b.setup("good").Card.Last4)

	b.open("declined")
	b.press("save", "#number-problem")
	b.picture("words")
	b.fill("4000 0000 0000 0002", "123")
	b.press("save", ".alert")
	b.says("The bank declined this card.")
	b.picture("declined")
	for name, want := range map[string]string{"number": "", "cvc": "", "city": "Berlin", "expiry": "04/30", "country": "DE"} {
		require.Equal(t, want, ask(b, chromedp.Value(chromedp.ID(name))), name)
	}
	b.do(typing("number", "378282246310005"), typing("cvc", "1234"))
	b.press("save", "#back")
	b.cameBack("/back?setup=declined&status=succeeded")
	require.Equal(t, "American Express", b.setup("declined").Card.Brand)

	b.open("canceled")
	b.press("cancel", "#back")
	b.cameBack("/back?setup=canceled&status=canceled")
	b.goBack()
	b.says("No card was added")
	b.picture("canceled")
}

func TestProvingACardInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.open("proved")
	b.fill("4000 0025 0000 3155", "123")
	b.press("save", `button[value="complete"]`)
	b.picture("bank")
	b.press("fail", "#number")
	b.says("could not confirm that it was you")
	require.Empty(t, ask(b, chromedp.Value(chromedp.ID("city"))))
	b.do(chromedp.Reload())
	b.fill("4000 0025 0000 3155", "123")
	b.press("save", `button[value="complete"]`)
	b.press("complete", "#back")
	b.cameBack("/back?setup=proved&status=succeeded")
	b.goBack()
	b.says("Your card is saved")
	b.picture("saved")
}

func TestProvingChargesInABrowser(t *testing.T) {
	b := newBrowser(t)
	for press, in := range map[string]struct {
		words string
		want  gateway.Result
	}{
		"complete": {"The payment is confirmed", paid},
		"fail":     {"The payment was not made", refused("authentication_failed")},
	} {
		_, err := b.gateway.Charge(b.ctx, charge(press, sandbox.CardRequiresAction))
		require.NoError(t, err)
		page, err := b.gateway.ProofURL(b.ctx, press)
		require.NoError(t, err)
		b.do(chromedp.Navigate(page), chromedp.WaitVisible(chromedp.CSS(`button[value="complete"]`)))
		b.says("12.50 USD")
		b.picture("proof-" + press)
		b.press(press, ".notice")
		for range 2 {
			b.says(in.words)
			b.says("You can close this page and return to Billfold.")
			b.do(chromedp.Reload(), chromedp.WaitVisible(chromedp.CSS(".notice")))
		}
		b.picture("proof-end-" + press)
		told := b.proofs()
		require.Equal(t, proof{gateway.Charge{Key: press, Account: "acc", Amount: money.FromMinor(1250, "USD")}, in.want}, told[len(told)-1])
		b.cameBack()
	}
}
