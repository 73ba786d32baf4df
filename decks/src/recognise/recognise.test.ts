import { describe, expect, it } from 'vitest';
import { fieldsOf, questionsOf, recogniseText } from '../../test/recognised-text.js';

describe('meaning of columns', () => {
  it.each<[string, string, string]>([
    [
      'a column called Rate that holds plan names is no money',
      `Rate|Destination|Price|Name
       Gold|4420|0.01|London
       Silver|4421|0.02|Leeds
       Gold|4422|0.03|York`,
      '- code price name',
    ],
    [
      'Destination may be the prefix',
      `Destination|Description|Rate
       4420|UK London|0.012
       4930|Germany Berlin|0.013`,
      'code name price',
    ],
    [
      'an edit sheet',
      `Action [A|D|U|S|SA]`.replace(/\|/g, '/') +
        `|Id|Prefix|Country|Interval 1|Interval N|Price 1|Price N|Forbidden|Grace Period
       A||44|UK|60|1|0.1|0.1|0|0
       U|17|49|DE|60|1|0.1|0.1|1|0`,
      'action id code country firstInterval nextInterval firstPrice price blocked graceVolume',
    ],
    [
      'short headers of a switch',
      `Src Code|Code|Code Name|Rate|Effective Date|End Date|SF|Min|Int|Time Profile|Tag|Notes
       |44|UK|0.1|2025-01-01||0.01|60|1||@|
       |49|DE|0.1|2025-01-01||0.01|60|1||@|`,
      'sourceCode code name price effectiveFrom effectiveTo setupFee firstInterval nextInterval ' +
        'timeProfile - notes',
    ],
    [
      'headers with underscores and units',
      `prefix|iso_country_code|description|rate_cost|rate_minimum|rate_increment
       1|US|United States|0.01|60|60
       44|GB|United Kingdom|0.01|60|60`,
      'code - name price firstInterval nextInterval',
    ],
    [
      'the new price beside the old one',
      `Destination|Code|Old Rate|New Rate|Difference|Rate Change
       Germany|49|0.1|0.2|0.1|Increase
       Austria|43|0.1|0.05|-0.05|Decrease`,
      'name code - price - change',
    ],
    [
      'comments that are words of change',
      `Country|Dialing Code|Rate|Comments
       UK|44|0.1|Increase
       Germany|49|0.1|Closed`,
      'country code price change',
    ],
    [
      'pattern codes',
      `Rate name|Category|Prefix|Price|First step|Tariffication step|Connect cost
       Poland|Intl|48{!}|0.1|60|1|0
       Mali|Intl|223{!}|0.1|60|1|0`,
      'name category code price firstInterval nextInterval setupFee',
    ],
    [
      'a price per call is a fee',
      `Code|Name|Price per minute|Price per call
       44|UK|0.1|0.02
       49|DE|0.1|0.02`,
      'code name price setupFee',
    ],
  ])('%s', (_, text, fields) => {
    expect(fieldsOf(recogniseText(text))).toBe(fields);
  });

  it.each([
    ['German', 'Vorwahl|Ziel|Preis pro Minute|Verbindungsentgelt|Gültig ab|Taktung'],
    ['French', "Indicatif|Destination|Prix par minute|Frais de connexion|Date d'effet|Palier"],
    ['Spanish', 'Prefijo|Destino|Tarifa por minuto|Establecimiento|Fecha de inicio|Facturación'],
    ['Portuguese', 'Prefixo|Destino|Preço por minuto|Taxa de ligação|Válido a partir de|Cadência'],
    ['Italian', 'Prefisso|Destinazione|Prezzo al minuto|Scatto alla risposta|Valido dal|Scatti'],
    ['Russian', 'Код|Направление|Цена за минуту|Плата за соединение|Дата начала|Тарификация'],
    ['Dutch', 'Kengetal|Bestemming|Tarief per minuut|Starttarief|Ingangsdatum|Facturering'],
    ['Polish', 'Prefiks|Kierunek|Stawka za minutę|Opłata inicjacyjna|Ważne od|Naliczanie'],
    ['Turkish', 'Ön Ek|Hedef|Dakika Ücreti|Bağlantı Ücreti|Geçerlilik Tarihi|Faturalama'],
    ['English', 'Dial Code|Destination|Rate/Min|Connect Fee|Effective|Min/Inc'],
  ])('%s headers', (_, header) => {
    const text = `${header}\n49|Aaa|0,01|0|13.10.2026|60/1\n33|Bbb|0,02|0|01.10.2026|1/1`;
    const recognition = recogniseText(text);
    expect(fieldsOf(recognition)).toBe('code name price setupFee effectiveFrom intervals');
    expect(recognition.questions).toEqual([]);
    expect(recognition.sheets[0]).toMatchObject({ dateOrder: 'dmy', intervalsOrder: 'first/next' });
  });

  it('takes the names of fields as they are, with confidence 1', () => {
    const { sheets, questions } = recogniseText(
      'code|price|firstInterval|tag\n44|117|60|\n49|250|60|x',
    );
    expect(questions).toEqual([]);
    expect(sheets[0]!.columns.map(({ field, confidence }) => [field, confidence])).toEqual([
      ['code', 1],
      ['price', 1],
      ['firstInterval', 1],
      ['tag', 1],
    ]);
  });

  it('finds the columns of a file without a header', () => {
    const text = `49|Germany|0.01|60|1|2025-03-04
      43|Austria|0.02|60|60|2025-03-04
      33|France|0.03|1|1|2025-03-04
      39|Italy|0.2|1|1|2025-03-04`;
    const recognition = recogniseText(text);
    expect(recognition.sheets[0]!.headerRow).toBeNull();
    expect(fieldsOf(recognition)).toBe('code name price firstInterval nextInterval effectiveFrom');
  });
});

describe('country and area codes', () => {
  const header = 'Country Code|Prefix|Name|Rate';

  it('are joined where the codes do not begin with the country', () => {
    const recognition = recogniseText(`${header}\n44|20|A|0.1\n49|30|B|0.2\n1|212|C|0.2`);
    expect(fieldsOf(recognition)).toBe('countryCode areaCode name price');
    expect(recognition.questions).toEqual([]);
  });

  it('are not joined to complete codes', () => {
    const recognition = recogniseText(`${header}\n44|4420|A|0.1\n49|4930|B|0.2\n1|1212|C|0.2`);
    expect(fieldsOf(recognition)).toBe('countryCode code name price');
    expect(recognition.questions).toEqual([]);
  });

  it('are asked where it is both', () => {
    const recognition = recogniseText(`${header}\n44|4420|A|0.1\n49|30|B|0.2`);
    expect(questionsOf(recognition)).toEqual(['country_code_join: complete codes']);
    const settled = recogniseText(`${header}\n44|4420|A|0.1\n49|30|B|0.2`, {
      map: { areaCode: 'Prefix', countryCode: 'Country Code' },
    });
    expect(fieldsOf(settled)).toBe('countryCode areaCode name price');
    expect(settled.questions).toEqual([]);
  });

  it('a prefix that is only the country beside lists of city codes', () => {
    const text =
      'Destination|Prefix|Cost per Min|City Code\nA|93|R2.64|\nB|93|R2.61|21; 22\nC|46|R1|7';
    const recognition = recogniseText(text);
    expect(fieldsOf(recognition)).toBe('name countryCode price areaCode');
    expect(recognition.sheets[0]!.preamble.currency).toBe('ZAR');
  });

  it('puts the 1 of North America before NPANXX, and asks where no header says it', () => {
    const named = recogniseText('NPANXX|Rate\n201202|0.001\n201203|0.002\n201204|0.001');
    expect(named.questions).toEqual([]);
    expect(named.sheets[0]).toMatchObject({ countryPrefix: '1' });
    const because = expect.stringContaining('North America');
    expect(named.assumptions).toContainEqual(expect.objectContaining({ what: 'codes', because }));
    const text = 'Prefix|Inter|Intra\n201202|0.001|0.002\n201203|0.002|0.003\n201204|0.001|0.002';
    expect(questionsOf(recogniseText(text))).toContain(
      'country_code_join: put 1, the code of their country, before them',
    );
    const settled = questionsOf(recogniseText(text, { countryCode: '1' }));
    expect(settled.join()).not.toContain('country_code_join');
  });
});
