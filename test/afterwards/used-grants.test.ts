import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readUsedGrants } from '../support/used-grants.ts';

const { testFiles, grants } = readUsedGrants();
console.log([...testFiles]);
const nameOf = (g: any) => `${g.role.replace('tvl-channels-local-channels-', '').replace(/Role[0-9A-F]{8}$/, '').replace(/\d$/, '')} ${g.action} ${g.resource.split(':').slice(5).join(':')}`;
const used = new Set(grants.filter((g) => g.used).map(nameOf));
const unused = [...new Set(grants.map(nameOf))].filter((name) => !used.has(name));
it('x', () => { console.log(unused.sort().join('\n')); });
