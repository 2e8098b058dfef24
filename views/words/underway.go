package words

// What a page may have under way, to be waited for before every page is made anew.

// Confirming is a confirm whose answer has not come.
func Confirming() string { return T("A payment or a change is being confirmed.") }

// Sending is anything else that billing was asked to do.
func Sending() string { return T("A change is being sent to billing.") }

// InBrowser is what a person does on a page of somebody else's.
func InBrowser() string { return T("A page in your browser is waited for.") }

// Writing is an export.
func Writing() string { return T("Files are being written.") }

// Rereading is the saved copy while it is read anew, or cleared to be.
func Rereading() string { return T("The saved copy is being read anew.") }
