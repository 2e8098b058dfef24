package billing

// Invitation asks somebody into an account. They take a seat from when they accept,
// unless they are a guest.
type Invitation struct {
	Email string
	Name  string // as whoever invites knows it; may be empty
	Role  Role
	Guest bool
}
