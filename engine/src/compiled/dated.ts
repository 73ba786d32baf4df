/** Lists by rising date, of which the latest not after an instant is in force. */

export interface Dated {
  readonly fromMs: number;
}

export function latestAt<T extends Dated>(list: readonly T[], atMs: number): T | null {
  for (let i = list.length - 1; i >= 0; i -= 1) if (list[i]!.fromMs <= atMs) return list[i]!;
  return null;
}
