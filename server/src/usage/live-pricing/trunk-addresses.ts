/**
 * Trunks by the addresses that their calls come from: the narrowest network around an address first.
 * Made once for each state of the configuration, since a switch asks thousands of times a second.
 */

import { isIP } from 'node:net';
import type { PricedTrunk } from '../configuration/service.js';

export interface Address {
  readonly bits: bigint;
  /** 32 or 128. */
  readonly length: number;
}

const GROUP_BITS = 16n;

function bitsOf4(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

/** Groups of one side of `::`; an address of version 4 at the end counts as two. */
function groupsOf(text: string | undefined): bigint[] {
  if (text === undefined || text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const bits = bitsOf4(group);
    return [bits >> GROUP_BITS, bits & 0xffffn];
  });
}

/** Null: it is no address. One of version 4 within version 6 is one of version 4. */
export function parseAddress(text: string): Address | null {
  const version = isIP(text);
  if (version === 4) return { bits: bitsOf4(text), length: 32 };
  if (version !== 6 || text.includes('%')) return null;
  const [before, after] = text.split('::');
  const head = groupsOf(before);
  const tail = groupsOf(after);
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0n);
  const bits = [...head, ...zeros, ...tail].reduce((all, group) => (all << GROUP_BITS) | group, 0n);
  const isMapped = bits >> 32n === 0xffffn;
  return isMapped ? { bits: bits & 0xffff_ffffn, length: 32 } : { bits, length: 128 };
}

const keyOf = ({ bits, length }: Address, prefix: number): string =>
  `${length}/${prefix}/${bits >> BigInt(length - prefix)}`;

export class TrunkAddresses {
  readonly #trunks = new Map<string, PricedTrunk[]>();
  /** Prefix lengths that there are, of each length of addresses, the longest first. */
  readonly #prefixes = new Map<number, number[]>();

  constructor(trunks: readonly PricedTrunk[]) {
    for (const trunk of trunks) for (const network of trunk.addresses) this.#add(network, trunk);
    for (const prefixes of this.#prefixes.values()) prefixes.sort((one, other) => other - one);
  }

  #add(network: string, trunk: PricedTrunk): void {
    const [text = '', prefixText] = network.split('/');
    const address = parseAddress(text);
    if (address === null) return;
    const written = prefixText === undefined ? address.length : Number(prefixText);
    // Of a network of mapped addresses, the first 96 bits are those of all of them.
    const isMapped = address.length === 32 && isIP(text) === 6 && prefixText !== undefined;
    const prefix = isMapped ? Math.max(written - 96, 0) : written;
    const key = keyOf(address, prefix);
    const known = this.#trunks.get(key);
    if (known === undefined) this.#trunks.set(key, [trunk]);
    else known.push(trunk);
    const prefixes = this.#prefixes.get(address.length) ?? [];
    if (!prefixes.includes(prefix)) prefixes.push(prefix);
    this.#prefixes.set(address.length, prefixes);
  }

  /** Of the narrowest network of which any fits; none: no trunk has this address. */
  around(address: Address, fits: (trunk: PricedTrunk) => boolean): readonly PricedTrunk[] {
    for (const prefix of this.#prefixes.get(address.length) ?? []) {
      const found = this.#trunks.get(keyOf(address, prefix))?.filter(fits) ?? [];
      if (found.length > 0) return found;
    }
    return [];
  }
}
