package billing

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invitation asks somebody into an account. They take a seat from when they accept,
// unless they are a guest.
type Invitation struct {
	Email string
	Name  string // as whoever invites knows it; may be empty
	Role  Role
	Guest bool
}

// RoleChange gives a member another role.
type RoleChange struct {
	Member string // their id
	Role   Role
}

// Activation deactivates members, or reactivates them: all, or none where one cannot
// be.
type Activation struct {
	Members []string // ids, MaxActivated at most
	Active  bool
}

// MaxActivated is how many members an Activation names at most.
const MaxActivated = 1000

// Checked refuses an activation of nobody, and of too many.
func (a Activation) Checked() error {
	if n := len(a.Members); n == 0 || n > MaxActivated {
		return NewProblem(InvalidRequest, "field", "members", "value", strconv.Itoa(n), "min", "1", "max", strconv.Itoa(MaxActivated))
	}
	return nil
}

// What is said beside a person's data that cannot be taken, in the param "hint".
const (
	HintEmail       = "an address looks like name@example.com"
	HintInvited     = "they are invited already"
	HintMember      = "they are a member already"
	HintDeactivated = "they were deactivated; reactivate them instead"
	HintReactivate  = "reactivate them first"
	HintAccept      = "only they can accept their invitation"
	HintName        = "a name is one line of up to 100 letters"
	HintRole        = "choose one of the roles"
)

const (
	maxName    = 100 // letters
	maxAddress = 254 // bytes (RFC 5321)
	maxMailbox = 64  // bytes of it before the @
)

// Crew is what a decision about the people of an account depends on. What it
// decides is made of members as they are in the books, and is to be written there.
type Crew struct {
	Role         Role          // of whoever decides
	Subscription *Subscription // nil where there is none yet
	Active       int           // people who take a seat
	Deciders     []Person      // who may change billing, and can sign in
}

// Invite is the member that an invitation makes; known is whoever has its address in
// the account, or nil. Whoever is no guest waits until a seat is free for them.
func (c Crew) Invite(i Invitation, known *Member) (Member, error) {
	if !c.Role.May(ManagePeople) {
		return Member{}, NotAllowed(ManagePeople, c.Role)
	}
	i, err := i.checked()
	if err != nil {
		return Member{}, err
	}
	if err := c.reaches(i.Role); err != nil {
		return Member{}, err
	}
	if known != nil {
		hint := map[MemberStatus]string{MemberInvited: HintInvited, MemberActive: HintMember, MemberDeactivated: HintDeactivated}[known.Status]
		return Member{}, NewProblem(InvalidRequest, "field", "email", "value", i.Email, "hint", hint)
	}
	if !i.Guest {
		if err := c.seats(1); err != nil {
			return Member{}, err
		}
	}
	return Member{Name: i.Name, Email: i.Email, Role: i.Role, Status: MemberInvited, Guest: i.Guest}, nil
}

// SetRole is a member with another role. Whoever is deactivated has none to change.
func (c Crew) SetRole(m Member, role Role) (Member, error) {
	switch {
	case !c.Role.May(ManagePeople):
		return m, NotAllowed(ManagePeople, c.Role)
	case !slices.Contains(Roles, role):
		return m, unknownRole(role)
	case m.Status == MemberDeactivated:
		return m, NewProblem(InvalidRequest, "field", "member", "value", m.ID, "hint", HintReactivate)
	}
	for _, r := range []Role{m.Role, role} {
		if err := c.reaches(r); err != nil {
			return m, err
		}
	}
	if !role.May(ChangeBilling) {
		if err := c.keepsDecider([]Member{m}); err != nil {
			return m, err
		}
	}
	m.Role = role
	return m, nil
}

// Deactivate is members who are none any more: they hold no role, and reactivated they
// have the least. Those who have not accepted their invitation are withdrawn, and leave
// nothing. Whoever is deactivated already stays so, and is in neither list.
func (c Crew) Deactivate(all []Member) (deactivated, withdrawn []Member, err error) {
	if !c.Role.May(ManagePeople) {
		return nil, nil, NotAllowed(ManagePeople, c.Role)
	}
	for _, m := range all {
		if m.Status == MemberDeactivated {
			continue
		}
		if err := c.reaches(m.Role); err != nil {
			return nil, nil, err
		}
		if m.Status == MemberInvited {
			withdrawn = append(withdrawn, m)
			continue
		}
		m.Status, m.Role = MemberDeactivated, RoleMember
		deactivated = append(deactivated, m)
	}
	return deactivated, withdrawn, c.keepsDecider(deactivated)
}

// Reactivate is members who were deactivated, with the least role and a seat each,
// guests aside. Whoever is active already stays so, and is not in the list.
func (c Crew) Reactivate(all []Member) ([]Member, error) {
	if !c.Role.May(ManagePeople) {
		return nil, NotAllowed(ManagePeople, c.Role)
	}
	var reactivated []Member
	seats := map[string]bool{} // by address: a seat is a person's
	for _, m := range all {
		switch m.Status {
		case MemberActive:
			continue
		case MemberInvited:
			return nil, NewProblem(InvalidRequest, "field", "member", "value", m.ID, "hint", HintAccept)
		case MemberDeactivated:
		}
		m.Status, m.Role = MemberActive, RoleMember
		reactivated = append(reactivated, m)
		if !m.Guest {
			seats[FoldEmail(m.Email)] = true
		}
	}
	if len(seats) == 0 {
		return reactivated, nil
	}
	return reactivated, c.seats(len(seats))
}

// reaches refuses what is about a role above one's own: nobody grants or takes away
// what is mightier than they are. A role that is not known is above all.
func (c Crew) reaches(role Role) error {
	if slices.Index(Roles, role) < slices.Index(Roles, c.Role) {
		return NewProblem(RoleAboveOwn, "role", string(role), "own", string(c.Role))
	}
	return nil
}

// keepsDecider refuses to leave nobody who may change billing.
func (c Crew) keepsDecider(leaving []Member) error {
	lost := 0
	for _, p := range c.Deciders {
		if slices.ContainsFunc(leaving, func(m Member) bool { return FoldEmail(m.Email) == FoldEmail(p.Email) }) {
			lost++
		}
	}
	if lost > 0 && lost == len(c.Deciders) {
		return NewProblem(LastDecider)
	}
	return nil
}

// seats refuses more people than there are seats for. A plan without seats has nobody
// over them.
func (c Crew) seats(more int) error {
	if c.Subscription == nil {
		return NewProblem(NotSubscribed)
	}
	limit, members := c.Subscription.Terms.Seats, c.Active+more
	if limit == 0 || members <= limit {
		return nil
	}
	return NewProblem(SeatsOverLimit, "members", strconv.Itoa(members), "limit", strconv.Itoa(limit),
		"over", strconv.Itoa(members-limit), "free", strconv.Itoa(max(0, limit-c.Active)))
}

// checked is the invitation as it is kept: the address in lower case, so that it is
// nobody's twice.
func (i Invitation) checked() (Invitation, error) {
	i.Email, i.Name = FoldEmail(strings.TrimSpace(i.Email)), strings.TrimSpace(i.Name)
	switch {
	case !isAddress(i.Email):
		return i, NewProblem(InvalidRequest, "field", "email", "value", i.Email, "hint", HintEmail)
	case holdsCard(i.Name):
		return i, holdingCard("name", i.Name)
	case holdsCard(i.Email):
		return i, holdingCard("email", i.Email)
	case !isLine(i.Name, maxName):
		return i, NewProblem(InvalidRequest, "field", "name", "value", i.Name, "hint", HintName)
	case !slices.Contains(Roles, i.Role):
		return i, unknownRole(i.Role)
	default:
		return i, nil
	}
}

func unknownRole(r Role) *Problem {
	return NewProblem(InvalidRequest, "field", "role", "value", string(r), "hint", HintRole)
}

// isAddress tells whether a text could be somebody's address. Whether it is can only
// be found out by writing to it.
func isAddress(text string) bool {
	mailbox, domain, found := strings.Cut(text, "@")
	if !found || mailbox == "" || len(mailbox) > maxMailbox || len(text) > maxAddress || !isLine(text, maxAddress) {
		return false
	}
	if strings.ContainsAny(text, " ,;:<>()[]\\\"") || strings.Contains(mailbox, "..") || strings.Trim(mailbox, ".") != mailbox {
		return false
	}
	labels := strings.Split(domain, ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, "-") != label || strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}) {
			return false
		}
	}
	return len(labels) > 1
}

// isLine tells whether a text is one line of up to so many letters.
func isLine(text string, most int) bool {
	return utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp)
	})
}
