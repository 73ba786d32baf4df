/**
 * Files that must not outlive the program: they are removed however it ends, except by SIGKILL
 * (which is why nothing unfinished ever bears its final name).
 */

import { rmSync } from 'node:fs';

const paths = new Set<string>();

function removeAll(): void {
  for (const path of paths) rmSync(path, { force: true });
  paths.clear();
}

export function removeAtExit(path: string): void {
  if (process.listeners('exit').indexOf(removeAll) === -1) process.on('exit', removeAll);
  paths.add(path);
}

export function keepAtExit(path: string): void {
  paths.delete(path);
}
