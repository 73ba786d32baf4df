import { expect, test } from 'vitest';
import { CommandFailure } from '../../platform/cli/command-failure.js';
import { createBlockSlots } from './block-slots.js';
import type { ByteSource } from './byte-source.js';
import { type PipelineParts, runPipeline } from './rating-pipeline.js';
import { csvRecordEnd } from './record-ends.js';

/** Gives its text in pieces of the given size, as a pipe would. */
function sourceOf(text: string, pieceBytes: number): ByteSource {
  const bytes = Buffer.from(text);
  let at = 0;
  return {
    name: 'calls.csv',
    fraction: () => null,
    read: (target) => {
      const count = Math.min(pieceBytes, target.length, bytes.length - at);
      target.set(bytes.subarray(at, at + count));
      at += count;
      return Promise.resolve(count);
    },
    close: () => Promise.resolve(),
  };
}

/** Finishes the later of two blocks first; its output is its input, with the line in front. */
function reversingRater(): PipelineParts['rater'] {
  let held: (() => void) | null = null;
  return {
    rate: (slot, length, firstLine) =>
      new Promise((resolve) => {
        const finish = (): void => {
          const text = Buffer.from(slot.input, 0, length).toString();
          const lines = `[${firstLine}]${text}`;
          slot.output = new SharedArrayBuffer(lines.length);
          resolve(Buffer.from(slot.output).write(lines));
        };
        if (held === null) {
          held = finish;
          // The last block may be alone.
          setImmediate(() => setImmediate(() => held === finish && release()));
          return;
        }
        finish();
        release();
      }),
  };
  function release(): void {
    held?.();
    held = null;
  }
}

interface Run {
  readonly text: string;
  readonly pieceBytes: number;
  readonly slotBytes?: number;
  readonly slotCount?: number;
  readonly rater?: PipelineParts['rater'];
  readonly output?: PipelineParts['output'];
}

async function run(options: Run): Promise<{ written: string; lines: number }> {
  let written = '';
  let lines = 0;
  const slotBytes = options.slotBytes ?? 16;
  await runPipeline({
    source: sourceOf(options.text, options.pieceBytes),
    head: new Uint8Array(0),
    firstLine: 2,
    recordEnd: csvRecordEnd(','),
    blockBytes: 8,
    slots: createBlockSlots({
      slotCount: options.slotCount ?? 4,
      inputBytes: slotBytes,
      outputBytes: 8,
    }),
    rater: options.rater ?? reversingRater(),
    output: options.output ?? {
      write: (bytes) => {
        written += Buffer.from(bytes).toString();
        return Promise.resolve();
      },
    },
    onLines: (count) => {
      lines += count;
    },
  });
  return { written, lines };
}

const input = 'a,1\nb,2\n"c\nc",3\nd,4\n"e,""e""",5\nf,6\ng';

test.each([1, 2, 3, 5, 7, 100])('pieces of %i bytes come out whole and in order', async (size) => {
  const { written, lines } = await run({ text: input, pieceBytes: size });
  expect(written.replace(/\[\d+\]/g, '')).toBe(`${input}\n`);
  expect(lines).toBe(8);
  const before = (mark: string): number => input.slice(0, input.indexOf(mark)).split('\n').length;
  for (const [, line, mark] of written.matchAll(/\[(\d+)\]("?[a-g])/g)) {
    expect(Number(line)).toBe(1 + before(mark!));
  }
});

test('one slot is enough', async () => {
  const echo: PipelineParts['rater'] = {
    rate: (slot, length) => {
      slot.output = slot.input;
      return Promise.resolve(length);
    },
  };
  const { written } = await run({ text: input, pieceBytes: 4, slotCount: 1, rater: echo });
  expect(written).toBe(`${input}\n`);
});

test('nothing in, nothing out', async () => {
  expect(await run({ text: '', pieceBytes: 4 })).toEqual({ written: '', lines: 0 });
});

test('a record that no slot can hold is told with its line', async () => {
  const failure = await run({ text: `a,1\n"${'x\n'.repeat(40)}`, pieceBytes: 9 }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(CommandFailure);
  expect((failure as CommandFailure).message).toMatch(/^calls\.csv line 3: .*longer than 15 bytes/);
});

test('a failure to write ends the run, however much is left to read', async () => {
  const output = { write: () => Promise.reject(new Error('disk full')) };
  const text = 'a,1\n'.repeat(1000);
  await expect(run({ text, pieceBytes: 8, output })).rejects.toThrow('disk full');
});

test('a failure to rate ends the run', async () => {
  const rater = { rate: () => Promise.reject(new Error('thread gone')) };
  const text = 'a,1\n'.repeat(1000);
  await expect(run({ text, pieceBytes: 8, rater })).rejects.toThrow('thread gone');
});
