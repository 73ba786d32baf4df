/** Peer: a `Map` of all codes, probed from the longest possible prefix down. */

export interface PrefixMap {
  readonly positions: ReadonlyMap<string, number>;
  readonly lengthMin: number;
  readonly lengthMax: number;
}

/** Values are positions in `codes`. */
export function buildPrefixMap(codes: readonly string[]): PrefixMap {
  const positions = new Map<string, number>();
  let lengthMin = Number.POSITIVE_INFINITY;
  let lengthMax = 0;
  codes.forEach((code, index) => {
    positions.set(code, index);
    lengthMin = Math.min(lengthMin, code.length);
    lengthMax = Math.max(lengthMax, code.length);
  });
  return { positions, lengthMin, lengthMax };
}

/** Value of the longest code that is a prefix of the number, -1 without one. */
export function lookupInMap(map: PrefixMap, number: string): number {
  for (let length = Math.min(map.lengthMax, number.length); length >= map.lengthMin; length -= 1) {
    const position = map.positions.get(number.slice(0, length));
    if (position !== undefined) return position;
  }
  return -1;
}
