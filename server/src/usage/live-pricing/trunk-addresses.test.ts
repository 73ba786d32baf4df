/** Which trunks stand around an address: written in any form, the narrowest network first. */

import { describe, expect, it } from 'vitest';
import { parseAddress, TrunkAddresses } from './trunk-addresses.js';

const trunk = (name: string, ...addresses: string[]) => {
  return { id: name, name, accountId: '1', techPrefix: '', addresses };
};

describe('trunks around an address', () => {
  const trunks = new TrunkAddresses([
    trunk('everywhere', '0.0.0.0/0', '::/0'),
    trunk('site', '192.0.2.0/24', '2001:db8::/48'),
    trunk('host', '192.0.2.7', '2001:db8::7/128'),
    trunk('twin', '192.0.2.7/32'),
    trunk('mapped', '::ffff:198.51.100.0/120'),
  ]);
  it.each([
    ['192.0.2.7', 'host twin'],
    ['::ffff:192.0.2.7', 'host twin'],
    ['::FFFF:C000:207', 'host twin'],
    ['192.0.2.8', 'site'],
    ['255.255.255.255', 'everywhere'],
    ['2001:db8::7', 'host'],
    ['2001:0DB8:0:0:0:0:0:7', 'host'],
    ['2001:db8:0:ffff::1', 'site'],
    ['2001:db8:1::1', 'everywhere'],
    ['198.51.100.9', 'mapped'],
  ])('of %s are %s', (text, names) => {
    const found = trunks.around(parseAddress(text)!, () => true);
    expect(found.map(({ name }) => name).join(' ')).toBe(names);
  });

  it('are those of a wider network where none of the narrowest fits', () => {
    const found = trunks.around(parseAddress('192.0.2.7')!, ({ name }) => name.startsWith('e'));
    expect(found.map(({ name }) => name)).toEqual(['everywhere']);
  });

  it.each(['', '192.0.2', '192.0.2.0/24', 'fe80::1%eth0', '::g', 'host'])(
    'are not asked of %j, which is no address',
    (text) => expect(parseAddress(text)).toBe(null),
  );
});
