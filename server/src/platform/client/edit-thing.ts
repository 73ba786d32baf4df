/** Edits of a thing that is found by its name or id: in the version that was found, or not at all. */

import { type Command, Option } from 'commander';
import { defineCommand, type OneWords } from './define-command.js';
import { findThing, type ThingPlace } from './find-thing.js';
import { connectServer } from './server-client.js';
import type { ServerOptions } from './server-options.js';
import { showDone } from './shown.js';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

export async function patchThing<Thing extends Versioned>(
  place: ThingPlace,
  reference: string,
  body: object,
  options: ServerOptions,
): Promise<Thing> {
  const client = connectServer(options);
  const { id, version } = await findThing<Thing>(client, place, reference);
  return client.call<Thing>({ method: 'PATCH', path: `${place.path}/${id}`, body, version });
}

interface Archivable extends Versioned {
  readonly name: string;
}

interface ArchiveOptions extends ServerOptions {
  readonly undo?: true;
}

/** `archive`, and back with `--undo`. */
export function defineArchiveCommand(
  group: Command,
  { place, argument, examples, description }: OneWords & { readonly description: string },
): void {
  const options = [new Option('--undo', 'make it active again')];
  const words = { name: 'archive', description, argument, options, examples };
  defineCommand(group, words, async (reference: string, given: ArchiveOptions) => {
    const status = given.undo === true ? 'active' : 'archived';
    const thing = await patchThing<Archivable>(place, reference, { status }, given);
    const begun = place.noun.charAt(0).toUpperCase() + place.noun.slice(1);
    await showDone(`${begun} ${thing.id} "${thing.name}" is ${status}.`, thing, given.json);
  });
}
