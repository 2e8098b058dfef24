package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"billfold/app/session"
	"billfold/billing"
	"billfold/views/words"

	"github.com/alecthomas/kong"
)

// cli is the command line.
type cli struct {
	Server  string `help:"Base URL of the backend; without it the desktop's last." placeholder:"URL"`
	Account string `help:"Id or name of the account; without it the only one, or the one opened last." placeholder:"ID"`
	CAFile  string `name:"ca-file" help:"Certificates to trust beside the system's, in PEM." placeholder:"FILE"`
	JSON    bool   `name:"json" help:"Write JSON instead of a table."`
	Verbose bool   `help:"Write what happens to standard error."`

	Login    loginCommand    `cmd:"" help:"Sign in with a code that you type in a browser."`
	Logout   logoutCommand   `cmd:"" help:"Sign out, and remove the saved copy."`
	Device   deviceCommand   `cmd:"" help:"Set this computer up to pay, list your devices, revoke one."`
	Card     cardCommand     `cmd:"" help:"List the saved cards, or add one on a page in your browser."`
	Accounts accountsCommand `cmd:"" help:"List your accounts."`
	Status   statusCommand   `cmd:"" help:"Show plan, limits, and how current they are."`
	Sync     syncCommand     `cmd:"" help:"Settle what has no outcome yet, then read what is new."`
	Plans    plansCommand    `cmd:"" help:"List what is sold."`
	Preview  previewCommand  `cmd:"" help:"Price a change without making it."`
	Change   changeCommand   `cmd:"" help:"Make a change."`
	Buy      buyCommand      `cmd:"" help:"Buy a one-time add-on."`
	TopUp    topUpCommand    `cmd:"" help:"Put funds on the account balance."`
	Pay      payCommand      `cmd:"" help:"Pay the oldest open invoice."`
	Cancel   cancelCommand   `cmd:"" help:"End the subscription with its billing period."`
	Resume   resumeCommand   `cmd:"" help:"Take the cancellation back."`
	Undo     undoCommand     `cmd:"" help:"Drop the scheduled change."`
	Withdraw withdrawCommand `cmd:"" help:"Give up a change that waits for your bank's confirmation."`
	Invoices invoicesCommand `cmd:"" help:"List invoices, newest first."`
	Invoice  invoiceCommand  `cmd:"" help:"Show one invoice with its lines."`
	Export   exportCommand   `cmd:"" help:"Write invoices, usage, members or history as CSV or JSON."`
	Doctor   doctorCommand   `cmd:"" help:"Check keychain, copy, clock and backend."`
}

// terminal is where a command reads and writes.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	attended bool // somebody can be asked
}

// job is what every command works with.
type job struct {
	terminal
	*session.Session
	printer words.Printer
	account string // as given
	json    bool
	now     time.Time
	warned  bool // that this is the saved copy
}

// patient are the commands that wait for a person in a browser, for as long as
// there is somebody at the terminal too.
var patient = []string{"login", "device enrol", "card add"}

// run is the program but for the process around it.
func run(ctx context.Context, args []string, t terminal) int {
	var line cli
	parser, err := kong.New(&line, kong.Name("billfoldctl"), kong.Writers(t.out, t.err),
		kong.Description("The billing workspace from a terminal. BILLFOLD_TOKEN signs in, BILLFOLD_HOME is where it keeps its copy."))
	if err != nil {
		return complain(t, words.Printer{}, fmt.Errorf("define command line: %w", err))
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return complain(t, words.Printer{}, misread(parser, err))
	}
	printer := words.Printer{Locale: locale()}
	words.Speak(languageFor(line.JSON, chosen.Command()))
	log := slog.New(slog.DiscardHandler)
	if line.Verbose {
		log = slog.New(slog.NewTextHandler(t.err, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	slog.SetDefault(log) // net/http complains of strange backends through the standard log
	if !t.attended || !slices.Contains(patient, chosen.Command()) {
		limited, cancel := context.WithTimeout(ctx, longest)
		defer cancel()
		ctx = limited
	}
	opened, err := session.Terminal(ctx, session.TerminalOptions{
		Server: line.Server, CAFile: line.CAFile, UserAgent: "billfoldctl", Log: log,
	})
	if err != nil {
		return complain(t, printer, err)
	}
	work := &job{
		terminal: t, Session: opened, printer: printer, account: line.Account, json: line.JSON, now: time.Now().UTC(),
	}
	for _, note := range opened.Notes() {
		_, _ = fmt.Fprintln(t.err, "billfoldctl: "+printer.Problem(note).String())
	}
	chosen.BindTo(ctx, (*context.Context)(nil))
	err = chosen.Run(work)
	if closeErr := opened.Close(); err == nil && closeErr != nil {
		err = closeErr
	}
	return complain(t, printer, err)
}

// Exit codes, as docs/formats.md publishes them.
const (
	done    = 0
	failed  = 1
	usage   = 2
	unknown = 3
	refused = 4
	offline = 5
)

// ended is an exit code whose words were said already.
type ended int

func (ended) Error() string { return "said already" }

// misuse is what is wrong with the command line, in words for its author.
type misuse string

func (m misuse) Error() string { return string(m) }

// misread is what is wrong with the command line, said without the parser's own
// terms.
func misread(parser *kong.Kong, err error) misuse {
	said := err.Error()
	flag, _, _ := strings.Cut(said, ":")
	switch {
	case strings.HasPrefix(said, "expected one of "):
		var names []string
		for _, command := range parser.Model.Children {
			names = append(names, command.Name)
		}
		said = "say what to do: " + strings.Join(names, ", ")
	case strings.Contains(said, "(<EOL>)"):
		said = flag + " needs a value"
	case strings.Contains(said, "(short flag)"):
		said = flag + " needs a value; one that begins with a dash is written " + flag + "=VALUE"
	}
	said = strings.NewReplacer("a valid 64 bit int", "a whole number", "int value", "a whole number").Replace(said)
	return misuse(strings.TrimRight(said, "?."))
}

// complain says an error in one line and is the exit code for it.
func complain(t terminal, p words.Printer, err error) int {
	var code ended
	var wrong misuse
	switch {
	case err == nil:
		return done
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &wrong):
		_, _ = fmt.Fprintf(t.err, "billfoldctl: %s. Try billfoldctl --help.\n", wrong)
		return usage
	case errors.Is(err, session.ErrNoServer):
		return complain(t, p, misuse("say where billing is with --server URL; the desktop has not signed in anywhere yet"))
	case billing.CodeOf(err) != "":
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(t.err, "billfoldctl: "+words.T("Interrupted."))
		return failed
	case errors.Is(err, context.DeadlineExceeded):
		_, _ = fmt.Fprintln(t.err, "billfoldctl: "+p.Problem(billing.NewProblem(billing.Offline)).String())
		return offline
	}
	told := p.Error(err)
	switch billing.CodeOf(err) {
	case billing.SignedOut, billing.KeychainNotFound, billing.KeychainMissing:
		told.Next = words.T("Run billfoldctl login, sign in with the desktop, or set BILLFOLD_TOKEN.")
	case billing.Unauthenticated:
		told.Next = words.T("Run billfoldctl login, sign in again with the desktop, or set BILLFOLD_TOKEN to a new token.")
	case billing.KeychainLocked, billing.KeychainDenied:
		told.Next = words.T("Unlock it, or set BILLFOLD_TOKEN.")
	case billing.DeviceNotEnrolled, billing.DeviceUnknown:
		told.Next = words.T("Run billfoldctl device enrol, or set BILLFOLD_DEVICE_KEY to a registered key.")
	}
	_, _ = fmt.Fprintln(t.err, "billfoldctl: "+told.String())
	return exitCode(billing.CodeOf(err))
}

func exitCode(code billing.Code) int {
	switch code {
	case billing.Offline, billing.IssuerUnreachable:
		return offline
	case billing.UnknownOutcome, billing.KeyInFlight:
		return unknown
	case billing.InvalidRequest, billing.FileUnwritable:
		return usage
	case billing.NotPermitted, billing.CurrentTerms, billing.OpenInvoice, billing.SeatsOverLimit, billing.StorageOverLimit,
		billing.NoPaymentMethod, billing.InsufficientBalance, billing.ChangeInFlight, billing.TrialState,
		billing.CancellationPending, billing.BelowMinimumSeats, billing.AboveMaximumSeats,
		billing.UnknownPlan, billing.UnknownAddon, billing.UnknownMeter, billing.IntervalUnavailable, billing.CustomContract,
		billing.PriceChanged, billing.PreviewExpired, billing.PreviewConsumed, billing.PreviewUnknown,
		billing.PaymentDeclined, billing.RequiresAction, billing.ChangeAbandoned, billing.MethodUnknown,
		billing.EstimateOnly, billing.KeyReused, billing.NothingOpen, billing.NotSubscribed, billing.AllowanceUsedUp,
		billing.PaymentUnderWay, billing.ProofMissing, billing.ServiceRestricted,
		billing.DeviceNotEnrolled, billing.DeviceUnknown, billing.DeviceRevoked, billing.DeviceKeyDamaged,
		billing.SignatureMissing, billing.SignatureInvalid, billing.OriginUnknown, billing.SignInDenied, billing.NotFresh,
		billing.SignedInAsAnother:
		return refused
	default:
		return failed
	}
}

// languageFor is what a command speaks: the system's language, but English in what
// programs read, and in what is sent to whoever helps. The command line itself is
// English: help, and what is wrong with the arguments.
func languageFor(json bool, command string) words.Language {
	if json || command == "doctor" {
		return words.English
	}
	return words.SystemLanguage()
}

// locale is how the terminal's user writes numbers.
func locale() words.Locale {
	for _, name := range []string{"LC_ALL", "LC_MONETARY", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return words.Locale(value)
		}
	}
	return ""
}
