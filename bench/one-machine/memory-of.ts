import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resident memory of a process and of all it has started, MB. `ps` tells it on Linux and macOS. */
export async function memoryOf(pid: number): Promise<{ node: number; database: number }> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=']);
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([id = 0, parent = 0, kilobytes = 0]) => ({ id, parent, megabytes: kilobytes / 1024 }));
  const below = (parents: readonly number[]): typeof processes => {
    const children = processes.filter(({ parent }) => parents.includes(parent));
    return children.length === 0 ? [] : [...children, ...below(children.map(({ id }) => id))];
  };
  const database = below([pid]).reduce((sum, { megabytes }) => sum + megabytes, 0);

  return { node: processes.find(({ id }) => id === pid)?.megabytes ?? Number.NaN, database };
}
