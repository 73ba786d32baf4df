/** `ratedeck jobs`: work in the background, how far it is, and ending it. */

import type { Command } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { defineCommand, defineListCommand } from '../../platform/client/define-command.js';
import type { FieldOption } from '../../platform/client/field-options.js';
import { watchJob } from '../../platform/client/follow-job.js';
import { connectServer } from '../../platform/client/server-client.js';
import type { ServerOptions } from '../../platform/client/server-options.js';
import { type ListColumn, showDone, shownInstant, showThing } from '../../platform/client/shown.js';
import { type Job, jobStatuses, type ListedJob } from './schema.js';

function progressText({ progress }: ListedJob): string | null {
  if (progress === null) return null;
  const { done, total, what } = progress;
  const share = total === null || total === 0 ? '' : ` (${Math.floor((100 * done) / total)} %)`;
  return `${done.toLocaleString('en')} ${what}${share}`;
}

const columns: readonly ListColumn<ListedJob>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'asked at', of: ({ createdAt }) => shownInstant(createdAt) },
  { header: 'job', of: ({ title }) => title },
  { header: 'status', of: ({ status, isCancelling }) => (isCancelling ? 'cancelling' : status) },
  { header: 'progress', of: progressText },
  { header: 'seconds left', of: ({ secondsLeft }) => secondsLeft, align: 'right' },
  { header: 'by', of: ({ startedBy }) => startedBy.name },
];

const filters: readonly FieldOption[] = [
  { flags: '--search <text>', words: 'a part of what it is called', field: 'search', kind: 'text' },
  { flags: '--kind <kind>', words: 'mass-edit, load, ...', field: 'kind', kind: 'text' },
  {
    flags: '--status <status>',
    words: 'how far it is',
    field: 'status',
    kind: 'text',
    choices: jobStatuses,
  },
];

function pathOf(id: string): string {
  if (/^[0-9]{1,18}$/.test(id)) return `/jobs/${id}`;
  throw badInput(`${id}: give the id of a job; "ratedeck jobs list" shows them`);
}

export function registerJobCommands(program: Command): void {
  const jobs = program.command('jobs').description('work that goes on in the background');
  const argument = ['<job>', 'its id'] as const;
  defineListCommand<ListedJob>(jobs, {
    ...{ path: '/jobs', noun: 'jobs', columns, filters },
    description: 'list jobs, the latest first',
    sorts: 'at',
    sortDefault: '-at',
    examples: ['list --status running'],
  });
  const show = { name: 'show', description: 'show a job and its result', argument };
  defineCommand(
    jobs,
    { ...show, examples: ['show 12'] },
    async (id: string, given: ServerOptions) => {
      await showThing(await connectServer(given).call<Job>({ path: pathOf(id) }), given.json);
    },
  );
  const watch = { name: 'watch', description: 'wait for a job, and show its result', argument };
  defineCommand(
    jobs,
    { ...watch, examples: ['watch 12'] },
    async (id: string, given: ServerOptions) => {
      pathOf(id);
      await showThing(await watchJob(connectServer(given), id), given.json);
    },
  );
  const cancel = { name: 'cancel', description: 'end a job that has not ended', argument };
  defineCommand(
    jobs,
    { ...cancel, examples: ['cancel 12'] },
    async (id: string, given: ServerOptions) => {
      const path = `${pathOf(id)}/cancel`;
      const job = await connectServer(given).call<Job>({ method: 'POST', path });
      const words = job.endedAt === null ? 'ends in a moment' : 'has not begun and never will';
      await showDone(`Job ${id}, ${job.title}, ${words}.`, job, given.json);
    },
  );
}
