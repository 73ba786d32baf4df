/** Writing over a file that is being read would lose both. */

import { stat } from 'node:fs/promises';
import { badInput } from '../cli/command-failure.js';

type Paths = Readonly<Record<string, string | undefined>>;

async function identity(path: string | undefined): Promise<string | null> {
  if (path === undefined || path === '-') return null;
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : null;
}

/** By the name that the user knows them by: the option, or the argument. */
export async function refuseOverwriting(outputs: Paths, inputs: Paths): Promise<void> {
  for (const [output, outputPath] of Object.entries(outputs)) {
    const written = await identity(outputPath);
    if (written === null) continue;
    const others = { ...inputs, ...outputs };
    for (const [name, path] of Object.entries(others)) {
      if (name === output || (await identity(path)) !== written) continue;
      throw badInput(`${output} and ${name} are the same file ${outputPath}; name another`);
    }
  }
}
