/**
 * From where a request comes, as an address alone. Some proxies write the port beside it
 * (`203.0.113.7:4711`, `[2001:db8::1]:443`): with it every connection would come from somewhere else,
 * and no limit of tries would hold. Null: hidden, as by `unknown`, or no address at all.
 */

import { isIP } from 'node:net';

const WITH_PORT = /^(?:\[([^\]]+)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5})$/;

export function callerAddress(said: string): string | null {
  const [, version6, version4] = WITH_PORT.exec(said) ?? [];
  // The zone of an address means something on one machine only.
  const address = (version6 ?? version4 ?? said).split('%')[0]!;
  return isIP(address) === 0 ? null : address;
}

/** For counting by address: all that are hidden count as one. */
export const callerPlace = (said: string): string => callerAddress(said) ?? 'hidden';
