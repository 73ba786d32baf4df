/**
 * UTF-8 to and from text. `TextEncoder` and `TextDecoder` exist wherever this runs, but belong to
 * no JavaScript library that the compiler knows without naming Node or a browser.
 */

interface Encoder {
  encode(text: string): Uint8Array;
}

interface Decoder {
  decode(bytes: Uint8Array): string;
}

declare const TextEncoder: new () => Encoder;
declare const TextDecoder: new () => Decoder;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encodeUtf8 = (text: string): Uint8Array => encoder.encode(text);

/** The bytes must not be in shared memory, which browsers refuse to decode. */
export const decodeUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);
