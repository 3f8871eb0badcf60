#!/usr/bin/env bash
# Builds the committed files static/css/fortnight.css and static/js/govuk.js from frontend/.
# Needs node and npm. Works in a temporary folder, so that it leaves no node_modules and no lock file behind.
# BUILD_DIR=<folder> keeps the downloaded packages between runs.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
build="${BUILD_DIR:-$(mktemp -d)}"
[ -n "${BUILD_DIR:-}" ] || trap 'rm -rf "$build"' EXIT

mkdir -p "$build"
cp "$here/package.json" "$build/"
cd "$build"
npm install --no-audit --no-fund --no-package-lock --ignore-scripts --legacy-peer-deps --loglevel=error

# Our own palette takes the place of GOV.UK's: the only file of theirs that is replaced.
cp "$here/scss/palette.scss" node_modules/govuk-frontend/dist/govuk/settings/_colours-palette--internal.scss
rm -rf scss && cp -r "$here/scss" scss && cp "$here/govuk.mjs" .

node_modules/.bin/sass --no-source-map --style=compressed --quiet-deps \
  --silence-deprecation=import,global-builtin,color-functions --load-path=. scss/fortnight.scss out.css
node_modules/.bin/esbuild govuk.mjs --bundle --minify --format=esm --legal-comments=none \
  --target=es2020 --outfile=out.js --log-level=warning

mkdir -p "$root/static/css" "$root/static/js"
sed -e 's#/\*\# sourceMappingURL=[^*]*\*/##g' out.css > "$root/static/css/fortnight.css"
sed -e '/^\/\/# sourceMappingURL=/d' out.js > "$root/static/js/govuk.js"

if grep -qiE 'url\(|GDS Transport|sourceMappingURL' "$root/static/css/fortnight.css"; then
  echo "The built CSS refers to a file, to GDS Transport or to a source map." >&2; exit 1
fi
size="$(cat "$root/static/css/fortnight.css" "$root"/static/js/*.js | gzip -9 | wc -c)"
echo "static/css and static/js: ${size} bytes gzipped"
