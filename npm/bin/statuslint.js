#!/usr/bin/env node
"use strict";

// Runs the program that the package for this platform holds, and ends as it ends.

const { spawnSync } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "statuslint.exe" : "statuslint";

/** Says what went wrong, as the program does, with its exit code for a run that failed. */
function fail(message, help) {
  process.stderr.write(`error: ${message}\n  help: ${help}\n`);
  process.exit(2);
}

function find() {
  try {
    return require.resolve(`@statuslint/${platform}/${file}`);
  } catch {
    const { optionalDependencies } = require("../package.json");
    const isBuilt = `@statuslint/${platform}` in optionalDependencies;
    return isBuilt
      ? fail(`the package \`@statuslint/${platform}\` is not installed`, "install without `--omit=optional`")
      : fail(`there is no package for ${platform}`, "build it: `cargo install statuslint`");
  }
}

const run = spawnSync(find(), process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  fail(`the program cannot be run: ${run.error.message}`, "install statuslint anew");
} else if (run.signal) {
  process.kill(process.pid, run.signal);
} else {
  process.exitCode = run.status;
}
