# shellcheck shell=bash
# Python packages for a test, in a virtual environment of their own. To be sourced, from the root of
# the repository.
tools="${STATUSLINT_CI_TOOLS:-$PWD/target/ci-tools}/python"
export PIP_DISABLE_PIP_VERSION_CHECK=1

# Puts these packages on PATH. Where they cannot be had, the test is skipped.
need() {
    local log
    command -v python3 >/dev/null || { echo "skipped: no python3 here"; exit 0; }
    [ -x "$tools/bin/pip" ] || python3 -m venv "$tools" >/dev/null ||
        { echo "skipped: this python3 makes no virtual environments"; exit 0; }
    if ! log="$("$tools/bin/pip" install --quiet "$@" 2>&1)"; then
        printf '%s\n' "$log" >&2
        echo "skipped: PyPI cannot be reached for: $*"
        exit 0
    fi
    PATH="$tools/bin:$PATH"
}

# Builds a wheel around the debug binary, into this folder. What is published is built for release.
wheel() {
    local log
    if ! log="$(maturin build --profile dev --compatibility linux --out "$1" 2>&1)"; then
        printf '%s\n' "$log" >&2
        exit 1
    fi
}
