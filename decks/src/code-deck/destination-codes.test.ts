import { describe, expect, it } from 'vitest';
import { COUNTRY_NAMES } from './country-names.js';
import { defaultCodeNames } from './default-code-deck.js';

const names = defaultCodeNames();
const countriesOf = (name: string): string[] => [
  ...new Set(names.codesOf(name).map((code) => names.find(code)!.country)),
];

describe('codes of a name', () => {
  it.each([
    ['Austria', '43'],
    ['AUSTRIA MOBILE', '436 436485'],
    ['AUSTRIA-Mobile Others', '436 436485'],
    ['Mobile Austria', '436 436485'],
    ['United Kingdom mobile', '447'],
    ['UK Mob', '447'],
    ['U.K., mobile', '447'],
    ['Germany-Fixed', '49'],
    ['Germany Proper', '49'],
    ['Germany - Berlin', '4930'],
    ['Congo D.R.C. (Zaire)', '243'],
    ['Samoa (USA)', '1684'],
    ['Western Samoa', '685'],
    ["CÔTE D'IVOIRE", '225'],
    ['Cote d’Ivoire', '225'],
    ['Ivory Coast, mobile MTN', '22505'],
    ['St. Kitts & Nevis', '1869'],
    ['Korea South', '82'],
    ['Republic of Korea', '82'],
    ['Fiji Islands', '679'],
    ['Alaska', '1907'],
    ['Hawaii', '1808'],
    ['Thuraya Satellite', '88216'],
    ['Iridium', '8816 8817'],
    ['International Shared Cost Number', '808'],
    ['French Antilles', '590 596'],
    ['Vatican City', '3906698'],
    ['Italy, 848.0001xx Fastweb', '398480001'],
    ['Italy, 840 1100 BT-Italia', '398401100'],
    ['Italy, Special services 12.40', '391240'],
    ['U.K. - Ngn 0871 (BT Only)', '44871'],
  ])('%s: %s', (name, codes) => {
    expect(names.codesOf(name).join(' ')).toBe(codes);
  });

  it.each([
    ['UK - Mobile - Vodafone', 'GB'],
    ['Dominican Republic Mobile', 'DO'],
    ['USA', 'US'],
    ['USA Georgia', 'US'],
    ['Georgia', 'GE'],
    ['Canada', 'CA'],
    ['Russia', 'RU'],
    ['Kazakhstan mobile', 'KZ'],
    ['Guernsey', 'GG'],
    ['Puerto Rico', 'PR'],
    ['Netherlands Antilles', 'CW,BQ'],
    ['Guinea Bissau', 'GW'],
    ['Guinea', 'GN'],
    ['Équatorial Guinea', 'GQ'],
    ['Dominica', 'DM'],
    ['Niger', 'NE'],
    ['Nigeria mobile', 'NG'],
  ])('%s is in %s and nowhere else', (name, countries) => {
    expect(countriesOf(name).join(',')).toBe(countries);
  });

  it('keeps a country of a shared calling code apart from its neighbours', () => {
    const owners = ['USA', 'Canada', 'Jamaica', 'Bahamas'].flatMap((name) =>
      names.codesOf(name).some((code) => '18765551234'.startsWith(code)) ? [name] : [],
    );
    expect(owners).toEqual(['Jamaica']);
  });

  it('knows the codes of an operator as far as the numbering plan does', () => {
    const codes = names.codesOf('Germany Mobile Vodafone');
    expect(codes).toContain('49172');
    expect(codes.every((code) => names.find(code)!.name.includes('Vodafone'))).toBe(true);
    expect(names.codesOf('Vodafone Germany')).toEqual(codes);
  });

  it.each([
    ...[
      '',
      ' ',
      'Atlantis',
      'mobile',
      'Korea',
      'Virgin Islands',
      'Germany mobile No Such Operator',
    ],
    ...['Turkey North Cyprus', 'Israel-Palestine Auth.', 'New Jersey', 'Austria Germany', 'total'],
    ...['Inmarsat Aero', 'Mexico Band 1', 'Mexico mobile Band 1', '__proto__', 'constructor'],
  ])('%j has none', (name) => {
    expect(names.codesOf(name)).toEqual([]);
  });

  it('knows every country by its name and other names, and none by two', () => {
    for (const { country, name, otherNames } of COUNTRY_NAMES) {
      for (const spelling of [name, name.toUpperCase(), ...otherNames]) {
        expect([spelling, countriesOf(spelling)]).toEqual([spelling, [country]]);
      }
    }
  });
});
