// Package uidrive lets an outside driver see what a person at the screen sees.
//
// Linux offers no accessibility tree of this toolkit's windows, so a build with
// the tag uidrive answers on a private socket which texts are visible, where,
// and whether they can be used. It is read-only: whoever drives the window does
// so with a real pointer and a real keyboard. Builds without the tag contain
// none of it.
package uidrive

// SocketVariable names the environment variable with the path of the socket.
// Without it nothing is listened on.
const SocketVariable = "BILLFOLD_UIDRIVE"
