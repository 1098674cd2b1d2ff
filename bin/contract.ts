import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import { loadMappings } from '../adapters/hostaway/mapping/mapping-profiles.ts';
import { openApiDocument } from '../adapters/http/openapi/openapi.ts';
import type { Route } from '../adapters/http/route.ts';
import { routes } from '../adapters/http/route-table.ts';
import { countryCodes } from '../domain/supply/countries.ts';
import { digitsOf } from '../domain/supply/currencies.ts';

/** `npm run contract`: what the console knows of the API, from the route table and the lists that its checks use. `--check` only tells whether it is of today. */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const notice = '// Made from the route table by `npm run contract`.';
/** Pages are what browsers open by themselves; the console calls the rest. */
const called = routes.filter(({ content_type }) => content_type === undefined);

const files: Readonly<Record<string, string>> = {
  'console/http/contract.d.ts': `${notice}\n\n${await types(called)}`,
  'console/http/access.ts': `${notice}\n\n${access(called)}`,
  'console/http/codes.ts': `${notice}\n\n${await codes()}`,
};

const stale = Object.entries(files).filter(([file, text]) => read(file) !== text);
if (values.check) {
  for (const [file] of stale) console.error(`${file} is not of today: npm run contract`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [file, text] of stale) writeFileSync(file, text);
}

/** Of every path, operation and schema. What is answered to errors is a problem everywhere, so it is left out. */
async function types(of: readonly Route[]): Promise<string> {
  const document = openApiDocument(of, '0');
  const plain = JSON.stringify(document, (key, value) =>
    key === 'responses' ? successes(value) : value,
  );
  return astToString(await openapiTS(JSON.parse(plain), { alphabetize: true }));
}

function successes(responses: Record<string, object>) {
  return Object.fromEntries(
    Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .map(([status, response]) => [status, { ...response, headers: undefined }]),
  );
}

/** Who may call what, so that nobody is offered what would be refused. */
function access(of: readonly Route[]): string {
  const rows = of.map((route) => [route.operation_id, route.access] as const);
  return `export const access = ${JSON.stringify(Object.fromEntries(rows), null, 2)} as const;\n`;
}

/** What forms let people choose from: schemas say what the codes look like, and not which there are. */
async function codes(): Promise<string> {
  const { names } = await loadMappings();
  const lists = {
    countries: [...countryCodes],
    currencyDigits: Object.fromEntries(digitsOf),
    /** Those that a channel has a name for; a unit may say others. */
    amenities: Object.keys(names.amenities).toSorted(),
  };
  return Object.entries(lists)
    .map(([name, list]) => `export const ${name} = ${JSON.stringify(list)} as const;\n`)
    .join('\n');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
