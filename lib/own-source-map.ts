import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import * as z from 'zod';

const mapSchema = z.looseObject({
  version: z.literal(3),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

/**
 * Leaves dependencies out of a bundle's source map. Node.js parses the map when it loads the bundle: with dependencies
 * in it that takes an eighth of a cold start, for stack lines that nobody reads.
 */
export function ownSourceMap(json: string): string {
  const map = mapSchema.parse(JSON.parse(json));
  const sources: string[] = [];
  const names: string[] = [];
  const own = (segment: SourceMapSegment): SourceMapSegment => {
    const source = map.sources[segment[1] ?? -1];
    if (segment.length === 1 || source === undefined || isDependency(source)) return [segment[0]];
    const place = indexIn(sources, source);
    const name = segment.length === 5 ? map.names[segment[4]] : undefined;
    if (name === undefined) return [segment[0], place, segment[2], segment[3]];
    return [segment[0], place, segment[2], segment[3], indexIn(names, name)];
  };
  const lines = decode(map.mappings).map((line) => withoutRepeats(line.map(own)));

  return JSON.stringify({ ...map, sources, names, mappings: encode(lines) });
}

function isDependency(source: string): boolean {
  return source.includes('node_modules/');
}

/** Of segments in a row that have no source, the first says it all. */
function withoutRepeats(line: readonly SourceMapSegment[]): SourceMapSegment[] {
  return line.filter((segment, index) => segment.length > 1 || line[index - 1]?.length !== 1);
}

function indexIn(list: string[], text: string): number {
  const known = list.indexOf(text);

  return known >= 0 ? known : list.push(text) - 1;
}
