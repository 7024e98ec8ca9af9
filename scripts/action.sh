#!/usr/bin/env bash
# What the GitHub Action of this repository does. Its inputs come as INPUT_*, and are arguments and
# names of files, never code. Ends with the exit code of statuslint.
set -euo pipefail
action="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
temporary="$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/statuslint-run.XXXXXX")"

# Text within a workflow command.
escaped() {
    local text="${1//'%'/%25}"
    text="${text//$'\r'/%0D}"
    printf '%s' "${text//$'\n'/%0A}"
}
complain() { printf '::error title=statuslint::%s\n' "$(escaped "$1")"; }
refuse() {
    complain "$1"
    output exit-code 2
    output outcome failed
    exit 2
}
# A word that no text has, as the documents are not ours.
token() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
output() {
    local end
    end="$(token)"
    printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"${GITHUB_OUTPUT:-/dev/null}"
}
is_yes() {
    case "$2" in
        true) return 0 ;;
        false | '') return 1 ;;
        *) refuse "$1 is \`true\` or \`false\`, not \`$2\`" ;;
    esac
}

# The folder that holds the program of this version: its wheel, else built from the action's source.
folder_of() {
    local version="$1" own="$2" home python
    home="${RUNNER_TEMP:-${TMPDIR:-/tmp}}/statuslint-$version"
    python="$(command -v python3 || command -v python || true)"
    for bin in "$home/bin" "$home/Scripts"; do
        if [ -x "$bin/statuslint" ]; then printf '%s\n' "$bin" && return; fi
    done
    if [ -n "$python" ] && "$python" -m venv "$home" >&2; then
        for bin in "$home/bin" "$home/Scripts"; do
            if [ -x "$bin/pip" ] &&
                "$bin/pip" install --quiet --no-deps --only-binary :all: "statuslint==$version" >&2; then
                printf '%s\n' "$bin" && return
            fi
        done
    fi
    [ "$version" = "$own" ] && command -v cargo >/dev/null &&
        cargo install --quiet --locked --path "$action" --root "$home" >&2 && printf '%s/bin\n' "$home"
}

program=statuslint
install_program() {
    local version="${INPUT_VERSION:-}" own folder
    if [ "$version" = installed ]; then
        command -v statuslint >/dev/null || refuse "version is \`installed\`, but no statuslint is on the PATH"
        return
    fi
    own="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$action/Cargo.toml" | head -n 1)"
    version="${version:-$own}"
    [[ "$version" =~ ^[0-9][0-9A-Za-z.+-]*$ ]] ||
        refuse "version is a number such as \`$own\`, or \`installed\`, not \`$version\`"
    folder="$(folder_of "$version" "$own")" || refuse "statuslint $version cannot be installed: see the log"
    printf '%s\n' "$folder" >>"${GITHUB_PATH:-/dev/null}"
    program="$folder/statuslint"
}

arguments=(check --format pretty --output "markdown=$temporary/summary.md")
paths=()
sarif="${INPUT_SARIF:-}"

read_inputs() {
    local path
    while IFS= read -r path || [ -n "$path" ]; do
        [ -z "$path" ] || paths+=("$path")
    done <<<"${INPUT_PATHS:-}"
    [ -z "${INPUT_PROFILE:-}" ] || arguments+=("--profile=$INPUT_PROFILE")
    [ -z "${INPUT_FAIL_ON:-}" ] || arguments+=("--fail-on=$INPUT_FAIL_ON")
    [ -z "${INPUT_CONFIG:-}" ] || arguments+=("--config=$INPUT_CONFIG")
    if is_yes upload-sarif "${INPUT_UPLOAD_SARIF:-}"; then
        sarif="${sarif:-${RUNNER_TEMP:-${TMPDIR:-/tmp}}/statuslint.sarif}"
    fi
    if [ -n "$sarif" ]; then
        rm -f -- "$sarif" 2>/dev/null || true
        arguments+=(--output "sarif=$sarif")
    fi
    if is_yes annotations "${INPUT_ANNOTATIONS:-true}"; then
        arguments+=(--output "github=$temporary/annotations")
    fi
}

# Runs statuslint. What it prints shows documents, so no line of it is to be taken for a command.
check() {
    local status=0 resume
    resume="$(token)"
    printf '::stop-commands::%s\n' "$resume"
    "$program" "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} </dev/null 2>&1 || status=$?
    printf '::%s::\n' "$resume"
    [ ! -e "$temporary/annotations" ] || cat "$temporary/annotations"
    return "$status"
}

tell() {
    local status="$1" outcome=failed
    case "$status" in
        0) outcome=clean ;;
        1) outcome=findings ;;
        *) complain "not everything could be checked: see the log" ;;
    esac
    if [ -e "$temporary/summary.md" ]; then
        cat "$temporary/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    else
        printf '### statuslint\n\nIt could not run: see the log.\n' >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    fi
    output exit-code "$status"
    output outcome "$outcome"
    if [ -n "$sarif" ] && [ -f "$sarif" ]; then output sarif "$sarif"; fi
}

trap 'rm -rf "$temporary"' EXIT
read_inputs
install_program
status=0
check || status=$?
tell "$status"
exit "$status"
