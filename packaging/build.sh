#!/usr/bin/env sh
# Makes the folder that the image holds: the packed wirefold and what it needs to run, nothing for development.
# usage: packaging/build.sh FOLDER
set -eu
out=${1:?a folder to make}
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"
[ -d node_modules/typescript ] || npm ci --no-audit --no-fund
npm pack --silent --pack-destination "$out" >/dev/null
cd "$out"
printf '{"private":true,"type":"module"}\n' >package.json
npm install --omit=dev --no-audit --no-fund ./wirefold-*.tgz
rm -f wirefold-*.tgz
cp "$root/packaging/healthcheck.mjs" healthcheck.mjs
