/**
 * Which server a command talks to, and with which key. A key never stands on the command line,
 * where every user of the machine can read it.
 */

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { badInput, inputOutputFailure } from '../cli/command-failure.js';

export interface ServerOptions {
  readonly server?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

const ADDRESS = 'http://127.0.0.1:8080';
const KEY = /^[\x21-\x7e]{1,200}$/;

export function addServerOptions(command: Command): Command {
  return command
    .option('--server <url>', `address of the server (default: RATEDECK_SERVER, or ${ADDRESS})`)
    .option('--key-file <file>', 'file that holds the API key (default: the key in RATEDECK_KEY)')
    .option('--json', 'print JSON');
}

/** Without a slash at its end. */
export function serverAddress({ server }: ServerOptions): string {
  const given = server ?? process.env['RATEDECK_SERVER'] ?? ADDRESS;
  const origin = server === undefined ? 'RATEDECK_SERVER' : '--server';
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw badInput(`${origin} ${given}: is no address such as ${ADDRESS}`);
  }
  if (!['http:', 'https:'].includes(url.protocol)) {
    throw badInput(`${origin} ${given}: must begin with http:// or https://`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw badInput(`${origin}: must be a plain address, such as ${ADDRESS}; a key goes elsewhere`);
  }
  return url.href.replace(/\/+$/, '');
}

function keyFromFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw inputOutputFailure('read', file, error);
  }
}

export function serverKey({ keyFile }: ServerOptions): string {
  const key = keyFile === undefined ? process.env['RATEDECK_KEY']?.trim() : keyFromFile(keyFile);
  if (key === undefined || key === '') {
    throw badInput(
      'no API key is given: name a file that holds one by --key-file, or set RATEDECK_KEY; ' +
        '"ratedeck keys create --login NAME" makes one',
    );
  }
  if (KEY.test(key)) return key;
  throw badInput(`${keyFile ?? 'RATEDECK_KEY'} holds no API key: a key is one word without blanks`);
}
