#!/usr/bin/env node
// The command as npm links it. The program itself is built from src/ into dist/.
import { existsSync } from 'node:fs';

const program = new URL('../dist/main.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write(
    'ratedeck: the program is not built yet. In the folder of the clone run: npm ci && npm run build\n',
  );
  process.exitCode = 3;
}
