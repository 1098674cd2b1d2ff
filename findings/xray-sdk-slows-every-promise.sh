#!/usr/bin/env bash
# aws-xray-sdk-core 3.12.0: a function that only imports it takes several times as long for anything made of promises.
#
# Expected: a tracer costs something for what it traces. This one keeps its context by cls-hooked 4.2.2, which watches the birth and
# the death of every promise through async_hooks, with a `destroy` hook that also makes the garbage collector's work longer. It
# begins at import, before anything is traced, and Powertools' Tracer imports it: in the profiles of our functions it was half of
# what they computed, on AWS a part of what they are billed. The same program with the contexts that Node.js keeps by itself
# (AsyncLocalStorage) is as fast as without a tracer.
# Mend: bundle a stand-in for `cls-hooked/context` that keeps the context in an AsyncLocalStorage.
# Seen with Node 20.20.2 and 24.21.0: "imported: at least three times as long; with AsyncLocalStorage instead: less than half as much more"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' >package.json
npm install --silent --no-audit --no-fund aws-xray-sdk-core@3.12.0 >/dev/null 2>&1

cat >run.cjs <<'JS'
const { AsyncLocalStorage } = require('node:async_hooks');

async function work() {
  const begun = performance.now();
  for (let round = 0; round < 200; round += 1) {
    await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        await null;
        return index;
      }),
    );
  }
  return performance.now() - begun;
}

/** The best of some: other programs only make it longer. */
async function best() {
  const times = [];
  for (let run = 0; run < 7; run += 1) times.push(await work());
  return Math.min(...times);
}

(async () => {
  await work();
  const bare = await best();
  const storage = await new AsyncLocalStorage().run({}, best);
  require('aws-xray-sdk-core');
  await work();
  const traced = await best();
  console.error(`bare ${bare.toFixed(0)} ms, AsyncLocalStorage ${storage.toFixed(0)} ms, X-Ray SDK ${traced.toFixed(0)} ms`);
  const isThreefold = traced >= 3 * bare;
  const isHalf = storage - bare < (traced - bare) / 2;
  console.log(`imported: ${isThreefold ? 'at least three times as long' : 'less than three times as long'}; with AsyncLocalStorage instead: ${isHalf ? 'less' : 'more'} than half as much more`);
})();
JS
seen=$(timeout 120 node --no-warnings run.cjs | tail -n 1)
echo "$seen"
[ "$seen" = 'imported: at least three times as long; with AsyncLocalStorage instead: less than half as much more' ]
