import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Takes what a function writes to standard output and error, as it comes. */
export type LineSink = (chunk: Buffer) => void;

export interface FunctionLog {
  /** A sink per environment: their lines never mix. */
  sink(): LineSink;
  line(text: string): void;
  /** The last lines, oldest first. */
  recent(): readonly string[];
}

/** Lines kept in memory per function. */
const kept = 2_000;

/** A log file that grew past this is put aside at the next start, bytes. */
const rotateAt = 20 * 1024 * 1024;

/** The log of one function: in `file` (if any), the last lines in memory, and every line to `onLine`. */
export function createFunctionLog(
  file: string | undefined,
  onLine: (line: string) => void,
): FunctionLog {
  const lines: string[] = [];
  if (file !== undefined) prepare(file);
  const write = (text: string): void => {
    if (text === '') return;
    lines.push(text);
    if (lines.length > kept) lines.splice(0, lines.length - kept);
    if (file !== undefined) appendFileSync(file, `${text}\n`);
    onLine(text);
  };
  return {
    line: write,
    recent: () => [...lines],
    sink: () => {
      const decoder = new StringDecoder('utf8');
      let rest = '';
      return (chunk) => {
        const parts = (rest + decoder.write(chunk)).split('\n');
        rest = parts.pop() ?? '';
        for (const part of parts) write(part);
      };
    },
  };
}

function prepare(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > rotateAt) renameSync(file, `${file}.old`);
}
