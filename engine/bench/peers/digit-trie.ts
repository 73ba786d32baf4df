/**
 * Peer: the plain 10-way digit trie in typed arrays. A node is ten children and its value side by
 * side, so that reading the value of a node costs no further cache miss; one dependent read a
 * digit.
 */

/** Ten children and the value. */
const nodeWords = 11;
const valueWord = 10;

export interface DigitTrie {
  readonly nodes: Uint32Array;
  readonly nodeCount: number;
}

/** Values are positions in `codes`. */
export function buildDigitTrie(codes: readonly string[]): DigitTrie {
  let nodes = new Uint32Array(nodeWords * 1024);
  let nodeCount = 1;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index]!;
    let node = 0;
    for (let at = 0; at < code.length; at += 1) {
      const slot = node * nodeWords + code.charCodeAt(at) - 48;
      if (nodes[slot] === 0) {
        if ((nodeCount + 1) * nodeWords > nodes.length) {
          const grown = new Uint32Array(nodes.length * 2);
          grown.set(nodes);
          nodes = grown;
        }
        nodes[slot] = nodeCount++;
      }
      node = nodes[slot]!;
    }
    nodes[node * nodeWords + valueWord] = index + 1;
  }
  return { nodes: nodes.slice(0, nodeCount * nodeWords), nodeCount };
}

/** Value of the longest code that is a prefix of the digits, -1 without one. */
export function lookupInTrie(trie: DigitTrie, digits: Uint8Array, length: number): number {
  const nodes = trie.nodes;
  let node = 0;
  let best = nodes[valueWord]!;
  for (let at = 0; at < length; at += 1) {
    node = nodes[node * nodeWords + digits[at]!]!;
    if (node === 0) break;
    const value = nodes[node * nodeWords + valueWord]!;
    if (value !== 0) best = value;
  }
  return best - 1;
}
