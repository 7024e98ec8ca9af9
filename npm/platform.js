#!/usr/bin/env node
"use strict";

// Makes the package for one platform: `node npm/platform.js PLATFORM PROGRAM FOLDER`, such as
// `linux-x64 target/x86_64-unknown-linux-musl/release/statuslint out`. It is not published itself.

const fs = require("node:fs");
const path = require("node:path");
const main = require("./package.json");

const [platform, program, folder] = process.argv.slice(2);
const name = `@statuslint/${platform}`;
if (!folder || !(name in main.optionalDependencies)) {
  const known = Object.keys(main.optionalDependencies).map((name) => name.replace("@statuslint/", ""));
  process.stderr.write(`usage: platform.js PLATFORM PROGRAM FOLDER, of ${known.join(", ")}\n`);
  process.exit(2);
}
const [os, cpu] = platform.split("-");
const file = os === "win32" ? "statuslint.exe" : "statuslint";
const { version, license, repository } = main;
const description = `The program of statuslint for ${platform}`;
const licences = ["LICENSE-MIT", "LICENSE-APACHE"];
const files = [file, ...licences];
const manifest = { name, version, description, license, repository, os: [os], cpu: [cpu], files };
fs.mkdirSync(folder, { recursive: true });
for (const licence of licences) {
  fs.copyFileSync(path.join(__dirname, "..", licence), path.join(folder, licence));
}
fs.writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
fs.copyFileSync(program, path.join(folder, file));
fs.chmodSync(path.join(folder, file), 0o755);
