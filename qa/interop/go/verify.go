// Verify checks an Assay bundle with golang.org/x/mod/sumdb, the reference implementation of signed
// notes and of the tree of Go's checksum database. It was written from docs/reference/bundle.md and
// shares nothing with Assay's own verifier. It is a second opinion, not a tool: its limits are those
// of its memory, and it forgives what Go's JSON reader forgives.
//
//	verify -key <file> [-witnesses <file>] [-previous <checkpoint>] <bundle>
package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type manifest struct {
	Format   string
	Origin   string
	TreeSize int64
	Leaves   struct {
		Kind            string
		From, To, Count int64
	}
}

type event struct {
	Index            int64
	Leaf             []byte
	EventID          string
	AggregateType    string
	AggregateID      string
	Sequence         uint64
	Type             string
	Revision         uint32
	Time             string
	PayloadSalt      *string
	Payload          []byte
	PayloadHash      []byte
	PayloadTombstone []byte // in assay-bundle/2
	MetadataSalt     *string
	Metadata         []byte
	MetadataHash     []byte
	Proof            []tlog.Hash
}

type checkpoint struct {
	text   string
	origin string
	size   int64
	root   tlog.Hash
}

func main() {
	keys := flag.String("key", "", "file with vkeys of the log")
	witnesses := flag.String("witnesses", "", "file with vkeys of witnesses, all of which must have cosigned")
	previous := flag.String("previous", "", "checkpoint that was kept")
	flag.Parse()
	if flag.NArg() != 1 || *keys == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := verify(flag.Arg(0), *keys, *witnesses, *previous); err != nil {
		fmt.Println("DOES NOT VERIFY:", err)
		os.Exit(1)
	}
	fmt.Println("VERIFIED")
}

func verify(file, keyFile, witnessFile, previousFile string) error {
	parts, err := read(file)
	if err != nil {
		return err
	}
	var m manifest
	if err := json.Unmarshal(parts["manifest.json"], &m); err != nil {
		return err
	}
	keys, err := verifiers(keyFile)
	if err != nil {
		return err
	}
	tenant, err := open(parts["checkpoint"], keys)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if (m.Format != "assay-bundle/1" && m.Format != "assay-bundle/2") || m.Origin != tenant.origin || m.TreeSize != tenant.size {
		return errors.New("the manifest speaks of another tree")
	}
	head, err := inLog(parts, tenant, keys)
	if err != nil {
		return err
	}
	if witnessFile != "" {
		if err := cosigned(witnessFile, parts["global-checkpoint"], head); err != nil {
			return err
		}
	}
	leaves, err := checkEvents(parts, m, tenant)
	if err != nil {
		return err
	}
	if previousFile != "" {
		return grew(previousFile, keys, tenant, m, leaves)
	}
	return nil
}

func read(file string) (map[string][]byte, error) {
	r, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	known := "manifest.json checkpoint global-checkpoint tenant-checkpoint.tlog-proof public-keys range-proof.json tile-hashes events.ndjson"
	parts := map[string][]byte{}
	for _, f := range r.File {
		if _, twice := parts[f.Name]; twice || !strings.Contains(" "+known+" ", " "+f.Name+" ") {
			return nil, fmt.Errorf("entry %q", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			return nil, err
		}
		if parts[f.Name], err = io.ReadAll(in); err != nil {
			return nil, err
		}
	}
	for _, name := range strings.Fields(known) {
		if _, there := parts[name]; !there && name != "range-proof.json" && name != "tile-hashes" {
			return nil, fmt.Errorf("no entry %q", name)
		}
	}
	return parts, nil
}

func verifiers(file string) (note.Verifiers, error) {
	var list []note.Verifier
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for _, vkey := range strings.Fields(string(text)) {
		v, err := note.NewVerifier(vkey)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return note.VerifierList(list...), nil
}

// open checks the signature of a checkpoint and reads it.
func open(msg []byte, keys note.Verifiers) (*checkpoint, error) {
	n, err := note.Open(msg, keys)
	if err != nil {
		return nil, err
	}
	lines := strings.SplitN(n.Text, "\n", 4)
	if len(lines) != 4 {
		return nil, errors.New("not a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return nil, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, err
	}
	for _, sig := range n.Sigs {
		if sig.Name == strings.SplitN(lines[0], "/tenant/", 2)[0] {
			return &checkpoint{n.Text, lines[0], size, root}, nil
		}
	}
	return nil, errors.New("signed for another log")
}

// inLog checks that the tenant's checkpoint is an entry of the log.
func inLog(parts map[string][]byte, tenant *checkpoint, keys note.Verifiers) (*checkpoint, error) {
	head, err := open(parts["global-checkpoint"], keys)
	if err != nil {
		return nil, fmt.Errorf("global-checkpoint: %w", err)
	}
	text := string(parts["tenant-checkpoint.tlog-proof"])
	split := strings.Index(text, "\n\n")
	if split < 0 || text[split+2:] != string(parts["global-checkpoint"]) {
		return nil, errors.New("the proof is of another checkpoint")
	}
	lines := strings.Split(text[:split], "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return nil, errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return nil, err
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		h, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		path = append(path, h)
	}
	body := sha256.Sum256([]byte(tenant.text))
	entry := append([]byte{2}, body[:]...)
	if head.origin != strings.SplitN(tenant.origin, "/tenant/", 2)[0] {
		return nil, errors.New("the checkpoint is of another log")
	}
	return head, tlog.CheckRecord(path, head.size, head.root, index, tlog.RecordHash(entry))
}

// cosigned checks Ed25519 cosignatures, which golang.org/x/mod does not know.
func cosigned(file string, msg []byte, head *checkpoint) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, vkey := range strings.Fields(string(text)) {
		parts := strings.SplitN(vkey, "+", 3)
		id, err1 := hex.DecodeString(parts[1])
		key, err2 := base64.StdEncoding.DecodeString(parts[2])
		if err1 != nil || err2 != nil || len(key) != 33 || key[0] != 4 {
			return fmt.Errorf("not the key of a witness: %s", vkey)
		}
		if !hasCosignature(string(msg), parts[0], id, key[1:], head.text) {
			return fmt.Errorf("no cosignature of %s", parts[0])
		}
	}
	return nil
}

func hasCosignature(msg, name string, id, key []byte, text string) bool {
	for _, line := range strings.Split(strings.TrimPrefix(msg, text), "\n") {
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[1] != name {
			continue
		}
		sig, err := base64.StdEncoding.DecodeString(fields[2])
		if err != nil || len(sig) != 4+8+64 || !bytes.Equal(sig[:4], id) {
			continue
		}
		at := binary.BigEndian.Uint64(sig[4:12])
		signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)
		return ed25519.Verify(key, []byte(signed), sig[12:])
	}
	return false
}

// checkEvents gives the leaf hashes.
func checkEvents(parts map[string][]byte, m manifest, tenant *checkpoint) ([]tlog.Hash, error) {
	pseudonym, err := id(tenant.origin[strings.LastIndex(tenant.origin, "/")+1:])
	if err != nil {
		return nil, err
	}
	var leaves []tlog.Hash
	var events []event
	next := map[string]uint64{}
	if lines := parts["events.ndjson"]; len(lines) > 0 && lines[len(lines)-1] != '\n' {
		return nil, errors.New("the last line does not end")
	}
	d := json.NewDecoder(bytes.NewReader(parts["events.ndjson"]))
	d.DisallowUnknownFields()
	for {
		var e event
		if err := d.Decode(&e); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if e.PayloadTombstone != nil && m.Format != "assay-bundle/2" {
			return nil, fmt.Errorf("index %d: a tombstone in a format that has none", e.Index)
		}
		hash, err := e.hash(pseudonym)
		if err != nil {
			return nil, fmt.Errorf("index %d: %w", e.Index, err)
		}
		if !bytes.Equal(hash[:], e.Leaf) {
			return nil, fmt.Errorf("index %d hashes to another leaf", e.Index)
		}
		if e.Sequence < next[e.AggregateID] {
			return nil, fmt.Errorf("index %d repeats a sequence", e.Index)
		}
		next[e.AggregateID] = e.Sequence + 1
		leaves = append(leaves, hash)
		events = append(events, e)
	}
	if m.Leaves.Kind == "selection" {
		return leaves, checkSelection(events, leaves, m, tenant)
	}
	return leaves, checkRange(parts, events, leaves, m, tenant)
}

func checkSelection(events []event, leaves []tlog.Hash, m manifest, tenant *checkpoint) error {
	if int64(len(events)) != m.Leaves.Count {
		return fmt.Errorf("%d events instead of %d", len(events), m.Leaves.Count)
	}
	last := int64(-1)
	for i, e := range events {
		if e.Index <= last || e.Index >= tenant.size {
			return fmt.Errorf("index %d after %d", e.Index, last)
		}
		last = e.Index
		if err := tlog.CheckRecord(e.Proof, tenant.size, tenant.root, e.Index, leaves[i]); err != nil {
			return fmt.Errorf("index %d: %w", e.Index, err)
		}
	}
	return nil
}

func checkRange(parts map[string][]byte, events []event, leaves []tlog.Hash, m manifest, tenant *checkpoint) error {
	from, to := m.Leaves.From, m.Leaves.To
	if m.Leaves.Kind != "range" || from < 0 || to < from || to > tenant.size || int64(len(events)) != to-from {
		return errors.New("other events than the manifest says")
	}
	for i, e := range events {
		if e.Index != from+int64(i) {
			return fmt.Errorf("index %d where %d belongs", e.Index, from+int64(i))
		}
	}
	_, hasProof := parts["range-proof.json"]
	if isWhole := to-from == tenant.size; isWhole == hasProof {
		return errors.New("a range proof for a part and only for that")
	} else if isWhole {
		root, err := rootOf(leaves)
		if err != nil {
			return err
		}
		return same(root, tenant.root)
	}
	var proof struct{ Left, Right []tlog.Hash }
	if err := json.Unmarshal(parts["range-proof.json"], &proof); err != nil {
		return err
	}
	return same(cover(proof.Left, leaves, proof.Right, from, to, tenant.size), tenant.root)
}

// rootOf lets golang.org/x/mod build the tree.
func rootOf(leaves []tlog.Hash) (tlog.Hash, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, i := range indexes {
			hashes = append(hashes, stored[i])
		}
		return hashes, nil
	})
	for n, leaf := range leaves {
		more, err := tlog.StoredHashesForRecordHash(int64(n), leaf, reader)
		if err != nil {
			return tlog.Hash{}, err
		}
		stored = append(stored, more...)
	}
	if len(leaves) == 0 {
		return sha256.Sum256(nil), nil
	}
	return tlog.TreeHash(int64(len(leaves)), reader)
}

// cover computes the root from the top: what lies wholly left or right of the range is taken from
// the proof, what lies inside is hashed.
func cover(left, leaves, right []tlog.Hash, from, to, size int64) tlog.Hash {
	var hash func(lo, hi int64) tlog.Hash
	take := func(side *[]tlog.Hash) tlog.Hash {
		if len(*side) == 0 {
			return tlog.Hash{}
		}
		h := (*side)[0]
		*side = (*side)[1:]
		return h
	}
	isComplete := func(n int64) bool { return n&(n-1) == 0 }
	hash = func(lo, hi int64) tlog.Hash {
		switch {
		case hi <= from && isComplete(hi-lo):
			return take(&left)
		case lo >= to && isComplete(hi-lo):
			return take(&right)
		case hi-lo == 1:
			return leaves[lo-from]
		}
		k := int64(1)
		for k*2 < hi-lo {
			k *= 2
		}
		l := hash(lo, lo+k)
		return tlog.NodeHash(l, hash(lo+k, hi))
	}
	root := hash(0, size)
	if len(left)+len(right) > 0 {
		return tlog.Hash{}
	}
	return root
}

// grew checks that the tree begins with one that was kept.
func grew(file string, keys note.Verifiers, tenant *checkpoint, m manifest, leaves []tlog.Hash) error {
	msg, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	kept, err := open(msg, keys)
	if err != nil {
		return err
	}
	if kept.origin != tenant.origin || m.Leaves.From != 0 || kept.size > int64(len(leaves)) {
		return errors.New("the tree is not a later one of what was kept")
	}
	root, err := rootOf(leaves[:kept.size])
	if err != nil {
		return err
	}
	return same(root, kept.root)
}

func (e *event) hash(pseudonym []byte) (tlog.Hash, error) {
	var leaf bytes.Buffer
	eventID, err1 := id(e.EventID)
	aggregateID, err2 := id(e.AggregateID)
	at, err3 := time.Parse("2006-01-02T15:04:05.000000Z", e.Time)
	payloadHash := e.PayloadHash
	if e.PayloadTombstone != nil {
		if payloadHash != nil {
			return tlog.Hash{}, errors.New("withheld and tombstoned")
		}
		payloadHash = e.PayloadTombstone
	}
	payload, err4 := content(e.PayloadSalt, e.Payload, payloadHash)
	metadata, err5 := content(e.MetadataSalt, e.Metadata, e.MetadataHash)
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			return tlog.Hash{}, err
		}
	}
	leaf.WriteByte(1)
	leaf.Write(eventID)
	leaf.Write(pseudonym)
	number(&leaf, uint64(e.Index+1))
	leaf.Write(aggregateID)
	number(&leaf, e.Sequence)
	number(&leaf, at.UnixMicro())
	number(&leaf, e.Revision)
	for _, name := range []string{e.AggregateType, e.Type} {
		number(&leaf, uint16(len(name)))
		leaf.WriteString(name)
	}
	leaf.Write(payload)
	leaf.Write(metadata)
	return tlog.RecordHash(leaf.Bytes()), nil
}

func number(leaf *bytes.Buffer, n interface{}) {
	binary.Write(leaf, binary.BigEndian, n)
}

func content(salt *string, stored, hash []byte) ([]byte, error) {
	if salt == nil {
		if len(hash) != sha256.Size || stored != nil {
			return nil, errors.New("neither content nor hash")
		}
		return hash, nil
	}
	salted, err := id(*salt)
	if err != nil || hash != nil {
		return nil, errors.New("content and hash")
	}
	sum := sha256.Sum256(append(salted, stored...))
	return sum[:], nil
}

func id(uuid string) ([]byte, error) {
	bytes, err := hex.DecodeString(strings.ReplaceAll(uuid, "-", ""))
	if err == nil && len(bytes) != 16 {
		err = fmt.Errorf("not a UUID: %q", uuid)
	}
	return bytes, err
}

func same(a, b tlog.Hash) error {
	if a != b {
		return errors.New("the leaves lead to another root")
	}
	return nil
}
