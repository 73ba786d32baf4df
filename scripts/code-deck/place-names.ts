/**
 * Names of places and operators as a rate deck writes them: the town without its province, the
 * state instead of the town in North America (rates there differ by state at most), short lists.
 */

const NORTH_AMERICAN_STATES: ReadonlyMap<string, string> = new Map(
  (
    'AB Alberta;AK Alaska;AL Alabama;AR Arkansas;AZ Arizona;BC British Columbia;CA California;' +
    'CO Colorado;CT Connecticut;DC Washington D.C.;DE Delaware;FL Florida;GA Georgia;HI Hawaii;' +
    'IA Iowa;ID Idaho;IL Illinois;IN Indiana;KS Kansas;KY Kentucky;LA Louisiana;MA Massachusetts;' +
    'MB Manitoba;MD Maryland;ME Maine;MI Michigan;MN Minnesota;MO Missouri;MS Mississippi;' +
    'MT Montana;NB New Brunswick;NC North Carolina;ND North Dakota;NE Nebraska;NH New Hampshire;' +
    'NJ New Jersey;NL Newfoundland and Labrador;NM New Mexico;NS Nova Scotia;' +
    'NT Northwest Territories;NU Nunavut;NV Nevada;NY New York;OH Ohio;OK Oklahoma;ON Ontario;' +
    'OR Oregon;PA Pennsylvania;PE Prince Edward Island;QC Quebec;RI Rhode Island;' +
    'SC South Carolina;SD South Dakota;SK Saskatchewan;TN Tennessee;TX Texas;UT Utah;VA Virginia;' +
    'VT Vermont;WA Washington;WI Wisconsin;WV West Virginia;WY Wyoming;YT Yukon'
  )
    .split(';')
    .map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

const STATE_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['Washington State', 'Washington'],
  ['Yukon Territory', 'Yukon'],
  ['Newfoundland', 'Newfoundland and Labrador'],
]);

const LIST_PARTS_MAX = 3;

function stateName(place: string): string {
  const last = place.split(', ').at(-1)!.trim();
  const state = NORTH_AMERICAN_STATES.get(last) ?? last;
  return STATE_SPELLINGS.get(state) ?? state;
}

export function placeName(place: string, callingCode: string): string {
  if (callingCode === '1') return stateName(place);
  const town = place
    .split(',')[0]!
    .replace(/ - [A-Z]{2}$/, '')
    .trim();
  const parts = town.split('/');
  return parts.slice(0, LIST_PARTS_MAX).join('/').replace(/\s+/g, ' ').trim();
}

export function operatorName(operator: string): string {
  return operator.replace(/\s+/g, ' ').trim();
}
