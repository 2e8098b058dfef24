package keychain

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

const (
	itemName    = "org.freedesktop.Secret.Item"
	promptName  = "org.freedesktop.Secret.Prompt"
	sessionName = "org.freedesktop.Secret.Session"
	nowhere     = dbus.ObjectPath("/")
	sessionPath = secretsPath + "/session/one"
)

// secretService is a Secret Service on a bus of its own that does what a test
// says: lock itself, open prompts, hesitate and refuse.
type secretService struct {
	bus     *dbus.Conn
	opened  chan struct{} // gets a value for every prompt that opens
	answers chan bool     // what the person answers; false dismisses the prompt
	done    chan struct{}

	mu     sync.Mutex
	locked bool              // the collection
	shut   bool              // every item by itself
	errors map[string]string // by method: what it fails with
	asks   map[string]bool   // methods that open a prompt for what is not locked
	slow   chan struct{}     // GetSecret waits for its end
	items  map[string]*itemObject
	made   int // items and prompts
}

// newSecretService serves at the bus's address, which becomes the test's.
func newSecretService(t *testing.T) *secretService {
	t.Helper()
	address, _ := startBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return serve(t, address)
}

func serve(t *testing.T, address string) *secretService {
	t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	s := &secretService{
		bus: bus, opened: make(chan struct{}, 8), answers: make(chan bool, 8), done: make(chan struct{}),
		errors: map[string]string{}, asks: map[string]bool{}, items: map[string]*itemObject{},
	}
	s.export(t, serviceObject{s}, secretsPath, secretsIface)
	s.export(t, collectionObject{s}, loginPath, collectionName)
	s.export(t, propertiesObject{s}, secretsPath, "org.freedesktop.DBus.Properties")
	s.export(t, propertiesObject{s}, loginPath, "org.freedesktop.DBus.Properties")
	s.export(t, sessionObject{}, sessionPath, sessionName)
	if reply, err := bus.RequestName(secrets, 0); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("name of the service: %v, %v", reply, err)
	}
	t.Cleanup(func() {
		close(s.done)
		_ = bus.Close()
	})
	return s
}

// startBus starts a bus in a directory of its own, which ends with the test or
// when it is told to.
func startBus(t *testing.T) (address string, stop func()) {
	t.Helper()
	needs(t, "dbus-daemon", "dbus")
	dir := t.TempDir()
	config := filepath.Join(dir, "bus.conf")
	address = "unix:path=" + filepath.Join(dir, "bus")
	if err := os.WriteFile(config, []byte(busConfig(address)), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon := exec.CommandContext(t.Context(), "dbus-daemon", "--nofork", "--print-address=1", "--config-file="+config)
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	t.Cleanup(func() {
		// go-keyring shares one connection; the next test's is to another bus.
		if shared, err := dbus.SessionBus(); err == nil {
			_ = shared.Close()
		}
		stop()
	})
	if said, err := bufio.NewReader(out).ReadString('\n'); err != nil || !strings.HasPrefix(said, address) {
		t.Fatalf("the bus said %q, %v", said, err)
	}
	return address, stop
}

// change changes what the service does from now on.
func (s *secretService) change(how func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	how()
}

func (s *secretService) export(t *testing.T, object any, path dbus.ObjectPath, iface string) {
	t.Helper()
	if err := s.bus.Export(object, path, iface); err != nil {
		t.Fatal(err)
	}
}

// fails is what a method fails with, or nil.
func (s *secretService) fails(method string) *dbus.Error {
	if name := s.errors[method]; name != "" {
		return dbus.NewError(name, []any{"not for you"})
	}
	return nil
}

// prompt is one that does something when it is accepted.
func (s *secretService) prompt(result any, accepted func()) dbus.ObjectPath {
	s.made++
	path := dbus.ObjectPath(fmt.Sprintf("%s/prompt/p%d", secretsPath, s.made))
	_ = s.bus.Export(promptObject{s, path, result, accepted}, path, promptName)
	return path
}

func (s *secretService) search(wanted map[string]string) []dbus.ObjectPath {
	found := []dbus.ObjectPath{}
	if item, ok := s.items[wanted["username"]]; ok && wanted["service"] == service {
		found = append(found, item.path)
	}
	return found
}

type serviceObject struct{ s *secretService }

func (o serviceObject) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	return dbus.MakeVariant(""), sessionPath, nil
}

func (o serviceObject) Unlock(paths []dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	locked, open := &o.s.locked, func() { o.s.locked = false }
	if paths[0] != loginPath {
		locked, open = &o.s.shut, func() { o.s.shut = false }
	}
	if err := o.s.fails("Unlock"); err != nil || !*locked {
		return paths, nowhere, err
	}
	return []dbus.ObjectPath{}, o.s.prompt(paths, open), nil
}

func (o serviceObject) SearchItems(wanted map[string]string) (open, shut []dbus.ObjectPath, failed *dbus.Error) {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	found, none := o.s.search(wanted), []dbus.ObjectPath{}
	if o.s.shut {
		return none, found, o.s.fails("SearchItems")
	}
	return found, none, o.s.fails("SearchItems")
}

type collectionObject struct{ s *secretService }

func (o collectionObject) SearchItems(wanted map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	return o.s.search(wanted), nil
}

func (o collectionObject) CreateItem(
	properties map[string]dbus.Variant, secret wireSecret, _ bool,
) (item, prompt dbus.ObjectPath, failed *dbus.Error) {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	if err := o.s.fails("CreateItem"); err != nil {
		return nowhere, nowhere, err
	}
	attributes, _ := properties[itemName+".Attributes"].Value().(map[string]string)
	create := func() {
		o.s.made++
		path := dbus.ObjectPath(fmt.Sprintf("%s/i%d", loginPath, o.s.made))
		made := &itemObject{o.s, path, attributes["username"], secret.Value}
		o.s.items[made.user] = made
		_ = o.s.bus.Export(made, path, itemName)
	}
	if o.s.asks["CreateItem"] {
		return nowhere, o.s.prompt("", create), nil
	}
	create()
	return o.s.items[attributes["username"]].path, nowhere, nil
}

// wireSecret is a secret as the bus carries it.
type wireSecret struct {
	Session           dbus.ObjectPath
	Parameters, Value []byte
	ContentType       string
}

type itemObject struct {
	s      *secretService
	path   dbus.ObjectPath
	user   string
	secret []byte
}

func (o *itemObject) GetSecret(session dbus.ObjectPath) (wireSecret, *dbus.Error) {
	o.s.mu.Lock()
	slow, failed := o.s.slow, o.s.fails("GetSecret")
	o.s.mu.Unlock()
	if slow != nil {
		<-slow
	}
	return wireSecret{session, []byte{}, o.secret, "text/plain"}, failed
}

func (o *itemObject) Delete() (dbus.ObjectPath, *dbus.Error) {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	if err := o.s.fails("Delete"); err != nil {
		return nowhere, err
	}
	remove := func() { delete(o.s.items, o.user) }
	if o.s.asks["Delete"] {
		return o.s.prompt("", remove), nil
	}
	remove()
	return nowhere, nil
}

type promptObject struct {
	s        *secretService
	path     dbus.ObjectPath
	result   any
	accepted func()
}

// Prompt opens it and returns, as the real one does; the answer is a signal.
func (o promptObject) Prompt(string) *dbus.Error {
	go func() {
		o.s.opened <- struct{}{}
		select {
		case <-o.s.done:
		case yes := <-o.s.answers:
			result := dbus.MakeVariant("")
			if yes {
				o.s.change(o.accepted)
				result = dbus.MakeVariant(o.result)
			}
			_ = o.s.bus.Emit(o.path, promptName+".Completed", !yes, result)
		}
	}()
	return nil
}

type sessionObject struct{}

func (sessionObject) Close() *dbus.Error { return nil }

type propertiesObject struct{ s *secretService }

func (o propertiesObject) Get(_, name string) (dbus.Variant, *dbus.Error) {
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	if name == "Collections" {
		return dbus.MakeVariant([]dbus.ObjectPath{loginPath}), o.s.fails(name)
	}
	return dbus.MakeVariant(o.s.locked), o.s.fails(name)
}
