#!/bin/sh
# Holds Assay's verifier against one that was written with golang.org/x/mod/sumdb, the reference
# implementation of signed notes and of the tree of Go's checksum database.
#
#   qa/interop/check-with-go.sh [count] [seed]       random bundles, honest and spoilt
#   qa/interop/check-with-go.sh <bundle.zip> <key>   one bundle; the key is a file with vkeys
#
# Needs Go and golang.org/x/mod: Debian's golang-go and golang-golang-x-mod-dev, or Go and its module
# proxy. Without them it says so and ends with 77, the usual code for a test that was skipped.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s\n' "$*" >&2; }

command -v go >/dev/null 2>&1 || {
  say "skipped: there is no Go on this machine"
  exit 77
}
if [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb ]; then
  GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/verify" "$root/qa/interop/go/verify.go"
else
  cp "$root/qa/interop/go/verify.go" "$work/"
  (cd "$work" && go mod init verify && go get golang.org/x/mod@latest && go build -o verify .) >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    say "skipped: golang.org/x/mod cannot be had here"
    exit 77
  }
fi

if [ -f "${1:-}" ]; then
  "$work/verify" -key "$2" "$1"
  exit
fi

jar="$root/verifier/target/assay-verifier.jar"
tests="$root/verifier/target/assay-verifier-tests.jar"
[ -f "$jar" ] && [ -f "$tests" ] || {
  say "build first: mvn -ntp -DskipTests -pl verifier package"
  exit 2
}
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
"$java" -cp "$jar:$tests" dev.assay.verifier.bundle.ExampleBundles "$work/bundles" "${1:-30}" ${2:-}

agreed=0
for folder in "$work"/bundles/*; do
  case "$folder" in
    */good-*) expected=0 ;;
    *) expected=1 ;;
  esac
  set -- -key "$folder/key" -witnesses "$folder/witnesses"
  [ ! -f "$folder/previous" ] || set -- "$@" -previous "$folder/previous"
  theirs=0
  "$work/verify" "$@" "$folder/bundle.zip" >"$work/theirs" 2>&1 || theirs=$?
  set -- --key "$folder/key" --witness "$folder/witnesses"
  [ ! -f "$folder/previous" ] || set -- "$@" --previous "$folder/previous"
  ours=0
  "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$@" "$folder/bundle.zip" >"$work/ours" 2>&1 || ours=$?
  if [ "$theirs" -ne $expected ] || [ "$ours" -ne $expected ]; then
    say "$(basename "$folder"): expected $expected, ours said $ours, Go's said $theirs"
    cat "$work/ours" "$work/theirs" >&2
    exit 1
  fi
  agreed=$((agreed + 1))
done
echo "both verifiers agreed on $agreed bundles"
