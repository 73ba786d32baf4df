/**
 * The memory that blocks of events travel in: a fixed number of slots, each with shared buffers for
 * the events and for the rated events. Their number bounds the memory of a run and holds the
 * reader back when the writer is slower.
 */

export interface BlockSlot {
  readonly input: SharedArrayBuffer;
  /** Replaced by a larger one when rated events did not fit. */
  output: SharedArrayBuffer;
}

export interface BlockSlots {
  /** Waits until a slot is free. */
  acquire(): Promise<BlockSlot>;
  release(slot: BlockSlot): void;
  /** From now on every `acquire` fails with this error, the waiting one included. */
  fail(error: unknown): void;
}

export interface SlotSizes {
  readonly slotCount: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
}

export function createBlockSlots(sizes: SlotSizes): BlockSlots {
  const free: BlockSlot[] = [];
  let waiting: { resolve(slot: BlockSlot): void; reject(error: unknown): void } | null = null;
  let failure: { readonly error: unknown } | null = null;
  let madeCount = 0;
  return {
    acquire: () => {
      if (failure !== null) return Promise.reject(failure.error);
      const slot = free.pop();
      if (slot !== undefined) return Promise.resolve(slot);
      if (madeCount < sizes.slotCount) {
        madeCount += 1;
        return Promise.resolve({
          input: new SharedArrayBuffer(sizes.inputBytes),
          output: new SharedArrayBuffer(sizes.outputBytes),
        });
      }
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    release: (slot) => {
      if (waiting === null) {
        free.push(slot);
        return;
      }
      const { resolve } = waiting;
      waiting = null;
      resolve(slot);
    },
    fail: (error) => {
      failure ??= { error };
      waiting?.reject(failure.error);
      waiting = null;
    },
  };
}
