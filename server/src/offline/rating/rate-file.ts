/**
 * Rates a file of events: opens both ends, compiles the book, runs the pipeline, names the output.
 * Whatever goes wrong, no file bears the output's name that is not complete.
 */

import type { RateOptions } from '@ratedeck/engine';
import { csvHeader } from '@ratedeck/engine/batch';
import { printable } from '../../platform/cli/printable.js';
import { showProgress } from '../../platform/cli/progress.js';
import { writeStderr } from '../../platform/cli/terminal.js';
import { refuseOverwriting } from '../../platform/files/refuse-overwriting.js';
import {
  openWholeOutput,
  type WholeOutput,
  writeOutput,
} from '../../platform/files/whole-output.js';
import { compileInThread, type PriceSource, requireName } from '../book-files/service.js';
import { createBlockSlots } from './block-slots.js';
import type { ByteSource } from './byte-source.js';
import { type EventHead, readEventHead } from './event-head.js';
import type { HeadOptions } from './head-options.js';
import { internationalRules } from './international-rules.js';
import { openCalls } from './open-calls.js';
import type { EventFormat, RatingJob } from './rating-job.js';
import { runPipeline } from './rating-pipeline.js';
import { mergeSummaries, type RunSummary, runSummary } from './rating-summary.js';
import { type BlockRater, rateInThisThread, startRatingThreads } from './rating-threads.js';
import { csvRecordEnd, lastLineEnd } from './record-ends.js';
import { withoutParties } from './without-parties.js';

export interface RateFileRequest extends HeadOptions {
  readonly source: PriceSource;
  readonly callsPath: string;
  readonly outPath: string;
  readonly summaryPath?: string;
  readonly options: RateOptions;
  readonly threadCount: number;
  readonly explain: boolean;
  readonly quiet: boolean;
}

// A record must fit a slot. Explained events are some twenty times the size of their input.
const slotInputBytes = 1024 * 1024;
const blockBytes = { plain: slotInputBytes, explained: 64 * 1024 } as const;
const slotOutputBytes = 2 * slotInputBytes;

interface Flow {
  readonly source: ByteSource;
  readonly head: EventHead;
  readonly rater: BlockRater;
  readonly output: WholeOutput;
}

async function runFlow(flow: Flow, request: RateFileRequest): Promise<void> {
  const { source, head, rater, output } = flow;
  const { format } = head;
  let rows = 0;
  const progress = showProgress(() => ({ rows, fraction: source.fraction() }), request.quiet);
  try {
    if (format.kind === 'csv') {
      await output.write(
        Buffer.from(csvHeader({ explain: request.explain, delimiter: format.delimiter })),
      );
    }
    await runPipeline({
      source,
      head: head.rest,
      firstLine: head.firstLine,
      recordEnd: format.kind === 'csv' ? csvRecordEnd(format.delimiter) : lastLineEnd,
      blockBytes: request.explain ? blockBytes.explained : blockBytes.plain,
      slots: createBlockSlots({
        slotCount: 2 * request.threadCount + 2,
        inputBytes: slotInputBytes,
        outputBytes: slotOutputBytes,
      }),
      rater,
      output,
      onLines: (lineCount) => {
        rows += lineCount;
      },
    });
  } finally {
    progress.stop();
  }
}

interface CompiledJob {
  readonly job: RatingJob;
  readonly bookSeconds: number;
}

function tell(notes: readonly string[], request: RateFileRequest): void {
  if (request.quiet) return;
  for (const note of notes) writeStderr(`ratedeck: ${printable(note)}\n`);
}

/**
 * The only table of a deck prices every event. Calls often bear the access prefix `00`, and no code
 * of the world begins with 0, so it can be taken away without asking.
 */
function deckOptions(tables: readonly string[], { options }: RateFileRequest): RateOptions {
  return { ...options, table: tables[0]!, numberRules: internationalRules, ignoreNames: true };
}

async function compileJob(format: EventFormat, request: RateFileRequest): Promise<CompiledJob> {
  const startedMs = performance.now();
  const { source, explain } = request;
  const { shared, names, notes } = await compileInThread(source);
  tell(notes, request);
  const options = source.kind === 'deck' ? deckOptions(names.tables, request) : request.options;
  for (const option of ['plan', 'table', 'carrier'] as const) {
    requireName(names, option, options[option]);
  }
  const bookSeconds = (performance.now() - startedMs) / 1000;
  return { job: { shared, format, options, explain }, bookSeconds };
}

/** Rates into an output that is open; gives it its name only when all went well. */
async function rateInto(
  output: WholeOutput,
  source: ByteSource,
  head: EventHead,
  request: RateFileRequest,
): Promise<RunSummary> {
  const { threadCount } = request;
  const threads = threadCount === 1 ? null : startRatingThreads(threadCount);
  try {
    const { job, bookSeconds } = await compileJob(head.format, request);
    const startedMs = performance.now();
    const rater = threads === null ? rateInThisThread(job) : threads.begin(job);
    await runFlow({ source, head, rater, output }, request);
    const merged = mergeSummaries(await rater.summaries());
    await output.finish();
    const seconds = (performance.now() - startedMs) / 1000;
    const summary = runSummary(merged, { seconds, bookSeconds, threadCount });
    if (request.summaryPath !== undefined) {
      const text = `${JSON.stringify(summary, null, 2)}\n`;
      await writeOutput(request.summaryPath, (file) => file.write(Buffer.from(text)));
    }
    await output.commit();
    return summary;
  } finally {
    await threads?.close();
  }
}

async function readHead(source: ByteSource, request: RateFileRequest): Promise<EventHead> {
  const head = await readEventHead(source, request);
  tell(head.notes, request);
  if (request.source.kind === 'book') return head;
  const partyless = withoutParties(head);
  if (partyless.unread.length > 0) {
    const columns = partyless.unread.join(', ');
    tell([`the deck prices every call; not read in ${source.name}: ${columns}`], request);
  }
  return partyless.head;
}

/** Throws failures with an exit code; then nothing was written. */
export async function rateFile(request: RateFileRequest): Promise<RunSummary> {
  const { kind, path } = request.source;
  await refuseOverwriting(
    { '--out': request.outPath, '--summary': request.summaryPath },
    { '--calls': request.callsPath, [`--${kind}`]: path },
  );
  const source = await openCalls(request.callsPath, {
    ...request,
    tell: (note) => tell([note], request),
  });
  try {
    const head = await readHead(source, request);
    // Opened before the book is compiled, which may take seconds: a place that cannot be written to
    // is told at once.
    const output = await openWholeOutput(request.outPath);
    try {
      return await rateInto(output, source, head, request);
    } catch (error) {
      await output.discard();
      throw error;
    }
  } finally {
    await source.close();
  }
}
