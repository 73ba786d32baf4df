/**
 * What an address of a trunk may be: an IP address, or a network as address and prefix length.
 *
 * Whether a network begins at its own first address is not looked at here, but by the database,
 * which counts in addresses.
 */

import { isIP } from 'node:net';
import type { ProblemFault } from '../../platform/problems/problem.js';

const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** What is wrong with it and what would be right, or null. */
export function addressFault(path: string, text: string): ProblemFault | null {
  const [address = '', length, ...more] = text.split('/');
  const bits = BITS[isIP(address)];
  // Names of interfaces (`fe80::1%eth0`) mean something on one machine only.
  if (bits === undefined || more.length > 0 || address.includes('%')) {
    const message = 'must be an IP address or a network such as 192.0.2.7 or 2001:db8::/48';
    return { path, code: 'bad_address', message };
  }
  const isLength = length === undefined || /^(0|[1-9][0-9]{0,2})$/.test(length);
  if (isLength && Number(length ?? 0) <= bits) return null;
  const message = `must have a prefix length from 0 to ${bits} after the slash`;
  return { path, code: 'bad_address', message };
}
