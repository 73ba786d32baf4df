/**
 * Which proxies in front are believed when they say from where a request comes. Everybody can send
 * `X-Forwarded-For`: only what the last proxies wrote counts, as many as are ours or those of ours.
 */

import { isIP } from 'node:net';

/** As fastify takes it: addresses and networks, or a rule of address and place from the right. */
export type TrustedProxies = string[] | ((address: string, hop: number) => boolean);

const HOPS_MAX = 10;
const NAMED = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isNetwork(text: string): boolean {
  if (NAMED.has(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  return /^[0-9]{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** Of `1` or `10.0.0.0/8,::1`; null: neither a number of proxies nor a list of networks. */
export function readTrustedProxies(text: string): TrustedProxies | null {
  if (/^[0-9]+$/.test(text)) {
    const count = Number(text);
    return count >= 1 && count <= HOPS_MAX ? (_, hop) => hop < count : null;
  }
  const networks = text.split(',').map((network) => network.trim());
  return networks.every(isNetwork) ? networks : null;
}
