package words

import "billfold/billing"

const (
	nothingCharged = "Nothing was charged."
	moneyUntouched = "Money and plan are not affected."
)

// telling is the English of a problem, as Told has them in the language that is
// spoken.
type telling struct{ What, Money, Next string }

// told holds the English of every code of billing. A part in [brackets] is left
// out where the problem does not say what stands in braces.
var told = map[billing.Code]telling{
	// What keeps a change from being made.
	billing.NotPermitted: {
		"Only {who} can {permission}[; your role is {role}].", nothingCharged, "Ask {ask}.",
	},
	billing.CurrentTerms: {"These are the current terms; there is nothing to change.", nothingCharged, "Choose another plan, interval or number of seats."},
	billing.OpenInvoice:  {"Invoice[ {invoice}] is open.", nothingCharged, "Pay it first, then change the plan."},
	billing.SeatsOverLimit: {
		"More people are active than there would be seats[: {members} for {limit}].", nothingCharged, "Remove members first, or keep more seats.",
	},
	billing.StorageOverLimit: {
		"More storage is in use than would be left[: {used} GB of {limit} GB].", nothingCharged, "Free storage first, or keep more of it.",
	},
	billing.NoPaymentMethod:     {"There is no way to pay.", nothingCharged, "Add a card, or top up the account balance."},
	billing.InsufficientBalance: {"The account balance[ of {balance}] is too low.", nothingCharged, "Top it up, or pay another way."},
	billing.ChangeInFlight:      {"Another change is being made.", nothingCharged, "Wait for its outcome, then try again."},
	billing.TrialState:          {"The subscription cannot be changed this way now.", nothingCharged, "Choose a paid plan."},
	billing.CancellationPending: {"The subscription ends[ on {at}].", nothingCharged, "Resume it first, then change the plan."},
	billing.BelowMinimumSeats:   {"These are too few seats[: {plan} starts at {min}].", nothingCharged, "Choose more seats."},
	billing.AboveMaximumSeats:   {"These are too many seats[: {plan} has at most {max}].", nothingCharged, "Choose fewer seats, or a higher plan."},

	// What is not on sale.
	billing.UnknownPlan:         {"There is no plan[ {plan}].", nothingCharged, "Choose one from the list of plans."},
	billing.UnknownAddon:        {"There is no recurring add-on[ {addon}].", nothingCharged, "Choose one from the plan page."},
	billing.UnknownMeter:        {"The plan does not sell a volume[ of {meter}].", nothingCharged, "Choose a plan that does."},
	billing.IntervalUnavailable: {"This is not sold for that billing interval[, the {interval}].", nothingCharged, "Choose another billing interval."},
	billing.CustomContract:      {"This plan is sold by contract.", nothingCharged, "Contact sales."},
	billing.InvalidRequest: {
		"What was asked for is not possible[: {field} = {value}].", nothingCharged,
		"Correct it[: {hint}][: {reason}][: at least {min}][, at most {max}][, in steps of {step}].",
	},

	billing.NotSubscribed:     {"There is no subscription yet.", nothingCharged, "Choose a plan first."},
	billing.AlreadySubscribed: {"There is a subscription already.", nothingCharged, "Change it instead."},
	billing.NothingOpen:       {"No invoice is open.", nothingCharged, "There is nothing to pay."},
	billing.AllowanceUsedUp: {
		"There is too little left[: {left} {meter}].", moneyUntouched, "Buy a pack, or wait until the plan grants more.",
	},
	billing.ServiceRestricted: {
		"An invoice[, {invoice},] is not paid, so that what the plan gives is withheld.", "", "Pay the invoice; everything is there again at once.",
	},

	// What a person should know before confirming.
	billing.PaysForReduction:  {"What is reduced stays paid until the period's end[: {amount}].", "", ""},
	billing.WaitsForPeriodEnd: {"The change waits for the period's end.", "", ""},
	billing.DropsScheduled:    {"A change that was scheduled is dropped.", "", ""},
	billing.RenewalDateMoves:  {"The renewal moves[ from {from} to {to}].", "", ""},
	billing.MembersOverSeats:  {"More people are active than there are seats[: {members} for {limit}].", "", "Add seats, or remove members."},
	billing.StorageOver:       {"More storage is in use than there is[: {used} GB of {limit} GB].", "", "Add storage, or free some."},
	billing.BuysByItself: {
		"Packs are bought by themselves from now on[: {name} for {amount}, whenever fewer than {below} AI credits are left, up to {cap} a month].", "", "",
	},
	billing.CreditKeptOnAccount: {"Later invoices are reduced by billing credit[ of {amount}].", "", ""},

	// What a change takes away.
	billing.LosesSeats:     {"There are fewer seats[: {to} instead of {from}][, for {members} active members].", "", ""},
	billing.LosesStorage:   {"There is less storage[: {to} GB instead of {from} GB][, of which {used} GB are in use].", "", ""},
	billing.LosesAllowance: {"Less is granted a month[: {to} {meter} instead of {from}].", "", ""},
	billing.LosesFeature:   {"A feature goes[: {feature}].", "", ""},
	billing.LosesSupport:   {"Support answers less quickly[: {to} instead of {from}].", "", ""},

	// What an account is told of.
	billing.TrialEnding:       {"The trial ends[ on {at}].", "", "Choose how it goes on."},
	billing.ScheduledUnfit:    {"What is scheduled[ for {at}] does not fit what is in use.", "", "Make room, or undo the change."},
	billing.ScheduledKept:     {"What was scheduled did not fit what is in use, and waits for the next period.", "", "Make room, or undo the change."},
	billing.PaymentFailed:     {"A payment failed[: {invoice}, {amount}][, {reason}].", "[It is tried again on {next}.]", "Update the payment method, or pay the invoice."},
	billing.SubscriptionEnded: {"The subscription has ended.", "", "Choose a plan to start anew."},
	billing.ReloadStopped:     {"AI credits are no longer bought by themselves[: {invoice} could not be paid].", nothingCharged, "Update the payment method, and turn it on again."},

	// What keeps somebody from managing people.
	billing.RoleAboveOwn: {"The role[ {role}] is above yours[, {own}].", "", "Ask somebody who has it."},
	billing.LastDecider:  {"Nobody would be left who may change billing.", "", "Give such a role to somebody else who can sign in first."},

	// Refused confirms and what became of a charge.
	billing.PriceChanged:    {"The amount due is no longer what you agreed to[: {now}, not {expected}].", nothingCharged, "Read the new preview and confirm it."},
	billing.PreviewExpired:  {"The price was held[ until {at}], and that has passed.", nothingCharged, "Preview the change again."},
	billing.PreviewConsumed: {"This preview was confirmed before.", "It was not charged a second time.", "Look into the history for its outcome."},
	billing.PreviewUnknown:  {"Billing does not know this preview.", nothingCharged, "Preview the change again."},
	billing.PaymentDeclined: {"The payment was declined[: {reason}].", nothingCharged, "Pay another way, or ask your bank."},
	billing.RequiresAction:  {"Your bank asks for a confirmation before it pays.", "Nothing is charged until then.", "Confirm it with your bank."},
	billing.ProofMissing:    {"Your bank's confirmation was not given in time.", nothingCharged, "Preview the change again."},
	billing.PaymentUnderWay: {"An earlier payment of the invoice is not answered yet.", "It may have been paid; do not pay again.", "Try again in a moment."},
	billing.ChangeAbandoned: {"The change was given up before it reached billing.", nothingCharged, "Preview it again."},
	billing.UnknownOutcome:  {"Billing has not answered yet.", "The amount may have been paid; do not pay again.", "Ask again in a moment."},
	billing.MethodUnknown:   {"There is no such payment method.", nothingCharged, "Choose one that is saved."},
	billing.EstimateOnly:    {"This is an estimate, which cannot be confirmed.", nothingCharged, "Connect, and preview the change again."},
	billing.KeyReused:       {"This confirmation was used for another change.", nothingCharged, "Preview the change again."},
	billing.KeyMissing:      {"The confirmation came without its key.", nothingCharged, "Preview the change again."},
	billing.KeyInFlight:     {"This change is being made right now.", "It will not be charged twice.", "Ask again in a moment."},

	// Reading from the backend.
	billing.CursorGone:      {"The saved copy cannot be continued.", moneyUntouched, "It is being read anew."},
	billing.NotFound:        {"There is no such thing here[: {id}].", moneyUntouched, "Check the account and the name."},
	billing.Forbidden:       {"This is not yours to see.", moneyUntouched, "Ask an admin of the account."},
	billing.Unauthenticated: {"Your sign-in is no longer valid.", moneyUntouched, "Sign in again."},
	billing.TooManyRequests: {"Billing asks to slow down.", moneyUntouched, "Try again in a minute."},
	billing.BackendBroken:   {"Billing could not answer[ (status {status})].", moneyUntouched, "Try again in a minute."},
	billing.BackendForeign: {
		"What answers[ at {host}] is not Billfold's billing.", moneyUntouched, "Check the server's address, and any proxy or sign-in page in between.",
	},
	billing.Offline: {"Billing[ at {host}] cannot be reached.", moneyUntouched, "Check the connection and try again."},

	// This machine.
	billing.KeychainMissing:  {"There is no keychain on this system.", moneyUntouched, "You stay signed in until Billfold is closed."},
	billing.KeychainLocked:   {"The keychain is locked.", moneyUntouched, "Unlock it and try again."},
	billing.KeychainNotFound: {"Nothing is saved in the keychain for this sign-in.", moneyUntouched, "Sign in again."},
	billing.CacheNewer: {
		"The saved data[ in {file}] was written by a newer version of Billfold.", moneyUntouched, "Update Billfold; nothing was changed.",
	},
	billing.CacheCorrupt: {"The saved copy was damaged and has been set aside[ as {kept}].", moneyUntouched, "It is being read anew."},
	billing.OutboxCorrupt: {
		"The record of your changes was damaged and has been set aside[ as {kept}][; {saved} entries of it could still be read].",
		"A change whose outcome was not known may have been paid.", "Look into the history before making it again.",
	},
	billing.ClientOutdated: {
		"Billing says something that this version of Billfold does not know.", moneyUntouched, "Update Billfold.",
	},
	billing.ClockSkewed: {"This machine's clock is off[ by {by}].", "", "Set it right: until then ages and holds mislead."},
	billing.ResourcesSkipped: {
		"Billing says things[: {count}][ of {account}] that this version of Billfold does not know and leaves out.", "", "Update Billfold.",
	},
	billing.CacheUnusable: {"The saved copy[ in {path}] cannot be opened.", moneyUntouched, "Check the folder's permissions and free space."},
	billing.HomeUnusable: {
		"Billfold cannot keep its data[ in {path}][: {reason}].", "", "Correct that, or set BILLFOLD_HOME to a folder of your own.",
	},
	billing.FileUnwritable: {
		"{path} cannot be written[: {reason}].", "", "Choose another place, then try again.",
	},
	billing.PortInUse: {"The address[ {address}] is in use by another program.", "", "Choose another port, or stop that program."},
	billing.SignedOut: {"Nobody is signed in.", moneyUntouched, "Sign in first."},

	// Who somebody is, and whether what was confirmed is theirs.
	billing.SignInDenied:      {"The sign-in was refused.", moneyUntouched, "Try again, or sign in as somebody else."},
	billing.SignInTimedOut:    {"Nobody answered the sign-in in time.", moneyUntouched, "Start it again; the page in the browser is no longer waited for."},
	billing.SignInFailed:      {"The sign-in did not work[: {reason}].", moneyUntouched, "Try again. If it stays so, tell whoever runs your sign-in."},
	billing.SignInUnavailable: {"This server names no way to sign in that can be used here.", moneyUntouched, "Ask whoever runs it."},
	billing.IssuerUnreachable: {"The page that signs people in does not answer.", moneyUntouched, "Try again in a moment. What is saved here can be read."},
	billing.NotFresh:          {"It takes a sign-in of this minute.", moneyUntouched, "Sign in again, and finish within five minutes."},
	billing.NotRecognised: {
		"You signed in, but this server does not know you.", moneyUntouched, "Sign in as somebody else, or ask whoever runs the server to add you. If you signed out everywhere before, sign out at your organization too and try again.",
	},
	billing.SignedInAsAnother: {
		"Somebody else signed in on that page.", moneyUntouched, "Do it again, as the person who is signed in here.",
	},
	billing.OriginUnknown: {
		"This server does not answer for the address {origin}.", nothingCharged,
		"Sign in by the address that your organization gave you; whoever runs the server can add this one.",
	},
	billing.ServerUntrusted: {
		"Nothing proves that {host} is your billing server.", moneyUntouched,
		"Check the address. If your organization has certificates of its own, name their file with --ca-file or BILLFOLD_CA_FILE.",
	},
	billing.ChallengeUnknown:  {"The set-up took too long, or was finished already.", moneyUntouched, "Start it again."},
	billing.DeviceNotEnrolled: {"This computer is not set up to pay yet.", nothingCharged, "Set it up, here or in the settings: you sign in once more, for this alone."},
	billing.DeviceKeyDamaged:  {"The key that this computer pays with cannot be read[: {variable}].", nothingCharged, "Set this computer up to pay anew."},
	billing.DeviceKeyTaken:    {"The key of this computer belongs to somebody else.", nothingCharged, "Set this computer up to pay anew."},
	billing.DeviceUnknown:     {"The server does not know this computer.", nothingCharged, "Set it up to pay, and confirm again."},
	billing.DeviceRevoked:     {"This computer was revoked[ on {at}].", nothingCharged, "If you did not do that, change your password. Else set it up to pay anew."},
	billing.SignatureMissing:  {"What was confirmed is not signed.", nothingCharged, "Update Billfold, then confirm again."},
	billing.SignatureInvalid:  {"What was signed is not what would be charged.", nothingCharged, "Read the preview anew, and confirm it again."},
	billing.DeviceAdded:       {"A new device can pay[: {device}][, of {person}].", "", "If that is not right, have its owner revoke it in the settings."},
	billing.MethodSetupUnknown: {
		"This adding of a card is not known, or is over.", moneyUntouched, "Start it again.",
	},
	billing.CardNotAdded: {"The card was not added[: {reason}].", moneyUntouched, "Start again, with another card if that one was refused."},
	billing.KeychainDenied: {
		"The keychain does not let Billfold in.", moneyUntouched, "Allow it in the keychain's own settings, then try again. Until then you stay signed in until Billfold is closed.",
	},
}
