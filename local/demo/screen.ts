/** What the demo prints: lines that stay, and one line of progress that is written over on a terminal. */
export interface Screen {
  say(line: string): void;
  progress(line: string): void;
}

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

/** Where progress cannot be written over, it is said this often (ms). */
const plainEvery = 5_000;

export function createScreen(output: Output = process.stdout): Screen {
  return output.isTTY ? terminal(output) : plain(output);
}

function terminal(output: Output): Screen {
  const clear = '\r\u001b[K';

  return {
    say: (line) => void output.write(`${clear}${line}\n`),
    // A line that wraps could not be written over.
    progress: (line) => void output.write(`${clear}${line.slice(0, (output.columns || 80) - 1)}`),
  };
}

function plain(output: Output): Screen {
  let next = 0;

  return {
    say: (line) => void output.write(`${line}\n`),
    progress: (line) => {
      if (Date.now() < next) return;
      next = Date.now() + plainEvery;
      output.write(`${line}\n`);
    },
  };
}
