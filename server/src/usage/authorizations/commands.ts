/** `ratedeck authorize`: may a call start, and for how long, asked of a server as a switch asks it. */

import type { Command } from 'commander';
import { exitCodes } from '../../platform/cli/command-failure.js';
import { printable } from '../../platform/cli/printable.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import { connectServer } from '../../platform/client/server-client.js';
import { addServerOptions, type ServerOptions } from '../../platform/client/server-options.js';
import { type ListColumn, tableOf } from '../../platform/client/shown.js';
import type { Authorization } from './schema.js';

interface AuthorizeOptions extends ServerOptions {
  readonly account?: string;
  readonly trunk?: string;
  readonly sourceIp?: string;
  readonly to: string;
  readonly from?: string;
  readonly at?: string;
  readonly service?: string;
  readonly tag?: string;
  readonly balance?: string;
  readonly carriers?: true;
}

type Leg = Authorization['legs'][number];
type Offer = NonNullable<Authorization['carriers']>[number];

const legColumns: readonly ListColumn<Leg>[] = [
  { header: 'leg', of: ({ role }) => role },
  { header: 'account', of: ({ account }) => account },
  { header: 'outcome', of: ({ outcome }) => outcome },
  { header: 'reason', of: ({ reason }) => reason, shown: 'when used' },
  { header: 'plan', of: ({ ratingPlan }) => ratingPlan, shown: 'when used' },
  { header: 'table', of: ({ rateTable }) => rateTable },
  { header: 'code', of: ({ code }) => code },
  { header: 'name', of: ({ codeName }) => codeName },
  { header: 'amount', of: ({ amount }) => amount, align: 'right' },
  { header: 'currency', of: ({ currency }) => currency },
];

const offerColumns: readonly ListColumn<Offer>[] = [
  { header: 'carrier', of: ({ carrier }) => carrier.name },
  { header: 'table', of: ({ rateTable }) => rateTable },
  { header: 'code', of: ({ code }) => code },
  { header: 'name', of: ({ codeName }) => codeName },
  { header: 'amount', of: ({ amount }) => amount, align: 'right' },
  { header: 'currency', of: ({ currency }) => currency },
  { header: 'margin', of: ({ margin }) => margin?.amount, align: 'right', shown: 'when used' },
  {
    header: '',
    of: ({ losesMoney }) => (losesMoney === true ? 'loses money' : null),
    shown: 'when used',
  },
];

function authorizationText(answer: Authorization): string {
  const { allowed, reason, maxVolume, account, trunk, number, legs, carriers } = answer;
  const longest = maxVolume === null ? '' : `, at most ${maxVolume}`;
  const through = trunk === null ? '' : ` through ${trunk.name}`;
  const from = account === null ? '' : `, ${account.name}${through}`;
  const lines = [
    allowed ? `Allowed${longest}` : `Refused: ${reason}`,
    `To ${number ?? 'no known number'}${from}`,
  ];
  const tables = [
    ...(legs.length === 0 ? [] : [tableOf(legColumns, legs)]),
    ...(carriers === undefined || carriers.length === 0 ? [] : [tableOf(offerColumns, carriers)]),
  ];
  return [`${lines.map(printable).join('\n')}\n`, ...tables].join('\n');
}

async function runAuthorize(options: AuthorizeOptions): Promise<number> {
  const { server: _, keyFile: __, json, ...body } = options;
  const client = connectServer(options);
  const answer = await client.call<Authorization>({
    method: 'POST',
    path: '/authorizations',
    body,
  });
  await writeStdout(json ? `${JSON.stringify(answer)}\n` : authorizationText(answer));
  return answer.allowed ? exitCodes.done : exitCodes.unrated;
}

const help = `
Examples:
  ratedeck authorize --account "Bluebird Travel" --to +442079460000 --balance 10.00
      whether the account may call, and how many seconds its balance lasts
  ratedeck authorize --source-ip 192.0.2.7 --to 99#442079460000 --carriers
      as a switch asks, and by which carrier it is cheapest

Exit codes: 0 allowed; 1 refused; 2 usage; 3 could not reach the server.
`;

export function registerAuthorizeCommand(program: Command): void {
  const command = program
    .command('authorize')
    .description('ask a server whether a call may start, and for how long')
    .requiredOption('--to <number>', 'the number called')
    .option('--account <account>', 'who calls, by id or name')
    .option('--trunk <trunk>', 'the trunk that the call came through, by id or name')
    .option('--source-ip <address>', 'the address that it came from')
    .option('--from <number>', 'the caller')
    .option('--at <time>', 'start of the call, ISO 8601 (default: now)')
    .option('--service <service>', 'voice, sms or data (default: voice)')
    .option('--tag <tag>', 'rates with this tag or none take part')
    .option('--balance <amount>', 'what the caller has')
    .option('--carriers', 'list the carriers, the cheapest first');
  addServerOptions(command)
    .addHelpText('after', help)
    .action(async (options: AuthorizeOptions) => {
      process.exitCode = await runAuthorize(options);
    });
}
