/** About so many items from all over a list, in its order: a look at a million rates that costs little. */

export function spreadSample<Item>(items: readonly Item[], about: number): Item[] {
  const step = Math.max(1, Math.floor(items.length / about));
  const found: Item[] = [];
  for (let at = 0; at < items.length; at += step) found.push(items[at]!);
  return found;
}
