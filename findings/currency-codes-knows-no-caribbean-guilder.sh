#!/usr/bin/env bash
# currency-codes 2.2.0, the newest: its table is ISO 4217's of June 2024.
#
# Expected: XCG, the Caribbean guilder of Curaçao and Sint Maarten since 31 March 2025 (ISO 4217 amendment 176), with two digits.
# It is unknown, and ANG, which it replaced, is still listed. Besides, the metals and the codes "for testing" and "no
# currency", which have no minor unit in the standard ("N.A."), are given zero digits as if one could price in them.
# Seen with Node 20.20.2: table of 2024-06-25: XCG unknown, ANG 2, XAU 0, XXX 0
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund currency-codes@2.2.0 >/dev/null 2>&1

cat >run.js <<'JS'
import currencies from 'currency-codes';

const told = ['XCG', 'ANG', 'XAU', 'XXX'].map((code) => `${code} ${currencies.code(code)?.digits ?? 'unknown'}`);
console.log(`table of ${currencies.publishDate}: ${told.join(', ')}`);
JS
seen=$(timeout 60 node --no-warnings run.js | tail -n 1)
echo "$seen"
[ "$seen" = 'table of 2024-06-25: XCG unknown, ANG 2, XAU 0, XXX 0' ]
