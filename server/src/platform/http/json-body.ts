/**
 * Bodies are JSON in UTF-8, and nothing else is taken for it. What cannot be stored as it was sent
 * (half a character, which `"\\ud800"` can say and no file can hold) is refused instead of changed.
 */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidRequest, Problem, type ProblemFault } from '../problems/problem.js';

const FAULTS_MAX = 100;
/** Only such an escape can make half a character of good UTF-8. */
const ESCAPED_HALF = /\\u[dD][89a-fA-F]/;
const HALF = /\p{Surrogate}/u;

function findHalves(value: unknown, path: string, faults: ProblemFault[]): void {
  if (faults.length >= FAULTS_MAX) return;
  if (typeof value === 'string') {
    if (!HALF.test(value)) return;
    const message = 'holds half a character (a lone surrogate), which no text can hold';
    faults.push({ path, code: 'lone_surrogate', message });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) findHalves(item, `${path}[${index}]`, faults);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) findHalves(item, `${path}.${name}`, faults);
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('invalid_json', 'the body is not UTF-8: send it in that encoding');
  }
}

/** Why a body that is there was refused: broken JSON, or good JSON with what attacks programs. */
function refusalOf(text: string): Problem {
  try {
    JSON.parse(text);
  } catch (error) {
    return new Problem('invalid_json', `the body is no JSON: ${(error as Error).message}`);
  }
  const what = 'a field is called "__proto__", or "constructor" with "prototype" in it';
  return new Problem('invalid_json', `${what}: nothing here has such a field, leave it out`);
}

export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const text = textOf(bytes);
      const body = await new Promise<unknown>((resolve, reject) => {
        parse(request, text, (error, value) => {
          if (error === null) resolve(value);
          else reject(text === '' ? error : refusalOf(text));
        });
      });
      if (!ESCAPED_HALF.test(text)) return body;
      const faults: ProblemFault[] = [];
      findHalves(body, 'body', faults);
      if (faults.length > 0) throw invalidRequest(...faults);
      return body;
    },
  );
}
