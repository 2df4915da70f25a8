#!/usr/bin/env bash
# A real Ghost for the live suite. README.md in this folder tells the whole story.
#
#   ghost-server.sh install VERSION               fill the cache (install, compile SQLite, seed)
#   ghost-server.sh serve VERSION [KEY=VALUE...]  the same, then run a pristine Ghost until stdin ends
#   ghost-server.sh parse VERSION                 what its parser of filters makes of a JSON list of them on stdin
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export GHOST_TEST_CACHE="${GHOST_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ghost-client-tests}"

say() { echo "ghost-server: $*" >&2; }

missing=()
need() { # LABEL HOW-TO PROGRAM... : any one of the programs is enough
    local label="$1" how="$2" program
    shift 2
    for program in "$@"; do
        if command -v "$program" >/dev/null 2>&1; then return 0; fi
    done
    missing+=("  - $label: $how")
}
stop_if_missing() {
    [ "${#missing[@]}" -eq 0 ] && return 0
    say "cannot run a real Ghost, these programs are missing:"
    printf '%s\n' "${missing[@]}" >&2
    exit 1
}

require_node() {
    need "node" "Node.js 18 or newer; from nodejs.org, a version manager, or the package 'nodejs'" node
    # on a machine that lacks everything, say so at once rather than one program per run
    if [ "${#missing[@]}" -gt 0 ] && [ ! -d "$GHOST_TEST_CACHE/seed" ]; then need_install_tools; fi
    stop_if_missing
    local major
    major="$(node -p 'parseInt(process.versions.node)')"
    if [ "$major" -lt 18 ]; then
        say "Node.js 18 or newer is needed, 'node' is version $(node --version)"
        exit 1
    fi
}

# Only a cold cache needs these, so a warm one runs on a machine without a compiler.
need_install_tools() {
    need "npm" "comes with Node.js; Debian and Ubuntu split it off: apt-get install npm" npm
    local cxx="${CXX:-}" cc="${CC:-}" # a compiler of the user's choice, perhaps with arguments
    need "g++ (or clang++, c++)" "the C++ compiler SQLite is built with; apt-get install g++, dnf install gcc-c++" "${cxx%% *}" g++ clang++ c++
    need "gcc (or clang, cc)" "the C compiler SQLite is built with; apt-get install gcc, dnf install gcc" "${cc%% *}" gcc clang cc
    need "make" "apt-get install make, dnf install make" make
    need "python3" "node-gyp is driven by it; apt-get install python3, dnf install python3" python3
    need "tar" "apt-get install tar, dnf install tar" tar
    need "flock" "part of util-linux; apt-get install util-linux" flock
}

# One installer at a time. Whoever waited finds the work done; the lock goes with the last process
# that holds descriptor 9, so a killed run never leaves it behind.
prepare() { # VERSION
    if node "$here/prepare.mjs" --check "$1"; then return 0; fi
    need_install_tools
    stop_if_missing
    mkdir -p "$GHOST_TEST_CACHE"
    exec 9>"$GHOST_TEST_CACHE/lock"
    flock --nonblock 9 || { say "waiting for another run that fills $GHOST_TEST_CACHE"; flock 9; }
    # stdin carries the commands for `serve`: keep npm and friends away from it
    node "$here/prepare.mjs" "$1" </dev/null
    exec 9>&-
}

command="${1:-}"
if [ $# -lt 2 ]; then
    sed -n '2,6p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
shift
case "$command" in
    install) require_node; prepare "$1" ;;
    serve)   require_node; prepare "$1"; exec node "$here/serve.mjs" "$@" ;;
    parse)   require_node; prepare "$1"; exec node "$here/parse-filters.mjs" "$1" ;;
    *)       say "unknown command '$command'"; exit 2 ;;
esac
