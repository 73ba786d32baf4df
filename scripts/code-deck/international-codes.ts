/**
 * Codes that belong to no country, or that the open metadata leaves out: networks and services with
 * their numbers in the list of assigned codes that the ITU publishes (Recommendation E.164).
 */

import type { CodeName } from '../../decks/src/deck/deck.js';

const LINES = `
6721|AQ|landline|Antarctica
800|001|special|International Freephone
808|001|special|International Shared Cost
870|001|special|Inmarsat
878|001|special|Universal Personal Telecommunications
881|001|special|Global Mobile Satellite System
8816|001|special|Iridium
8817|001|special|Iridium
8818|001|special|Globalstar
8819|001|special|Globalstar
882|001|special|International Networks
88213|001|special|EMSAT
88216|001|special|Thuraya
88232|001|special|Maritime Communications Partner
88233|001|special|Oration Technologies
88234|001|special|Global Networks Switzerland
88298|001|special|OnAir
88299|001|special|AeroMobile
883|001|special|International Networks 883
888|001|special|Disaster Relief
979|001|special|International Premium Rate
991|001|special|International Public Correspondence Trial
`;

export const INTERNATIONAL_CODES: readonly CodeName[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [code, country, type, name] = line.split('|') as [
      string,
      string,
      CodeName['type'],
      string,
    ];
    return { code, name, country, type };
  });
