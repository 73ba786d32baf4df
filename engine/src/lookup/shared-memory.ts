/**
 * Memory that threads can share. Browsers without cross-origin isolation have no SharedArrayBuffer;
 * there plain memory does, as nothing is shared.
 */

export function allocate(byteLength: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined'
    ? new ArrayBuffer(byteLength)
    : new SharedArrayBuffer(byteLength);
}
