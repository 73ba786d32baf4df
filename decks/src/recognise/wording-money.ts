/** Wording of headers of money: prices, fees, caps, and prices that are not the one asked for. */

import type { Wording } from './wording-entry.js';

export const MONEY_WORDING: readonly Wording[] = [
  {
    field: 'price',
    weight: 0.95,
    phrases:
      'rate|rates|pris|priser|price|prices|rate per minute|rate per min|price per minute|' +
      'price per min|per minute|per min|cost per minute|cost per min|charge per minute|' +
      'per minute charge|per minute rate|per minute price|minute rate|minute price|' +
      'minute cost|rate minute|rate min|ppm|rpm|price minute|price min|cost min|' +
      'cost minute|voice rate|call rate|rate value|new rate|new price|price n|price next|' +
      'next price|subsequent price|sell rate|selling rate|sell price|selling price|' +
      'sale price|sale rate|buy rate|buying rate|buy price|buying price|cost|costs|charge|' +
      'tariff|tariff rate|unit price|unit rate|unit cost|termination rate|' +
      'termination price|wholesale rate|wholesale price|retail rate|retail price|' +
      'standard rate|flat rate|rate cost|ratecost|amount|rate all|rate minute call|' +
      'rate per unit|price per unit|price per message|price per sms|sms price|sms rate|' +
      'preis|preise|tarif|tarife|minutenpreis|preis pro minute|preis je minute|' +
      'preis minute|preis min|kosten|kosten pro minute|entgelt|gebuhr|neuer preis|' +
      'verkaufspreis|einkaufspreis|prix|tarifs|prix par minute|prix minute|' +
      'prix a la minute|prix la minute|tarif par minute|tarif minute|cout|cout par minute|' +
      'nouveau prix|nouveau tarif|prix de vente|prix d achat|precio|precios|tarifa|tarifas|' +
      'precio por minuto|precio minuto|precio min|tarifa por minuto|coste|coste por minuto|' +
      'costo|costo por minuto|nuevo precio|nueva tarifa|precio de venta|valor|preco|precos|' +
      'preco por minuto|preco minuto|tarifa minuto|custo|custo por minuto|novo preco|' +
      'nova tarifa|preco de venda|valor por minuto|valor minuto|prezzo|prezzi|tariffa|' +
      'tariffe|prezzo al minuto|prezzo per minuto|prezzo minuto|tariffa al minuto|' +
      'costo al minuto|nuovo prezzo|nuova tariffa|prezzo di vendita|importo|цена|цены|' +
      'тариф|тарифы|ставка|стоимость|цена за минуту|цена минуты|стоимость минуты|' +
      'стоимость за минуту|тариф за минуту|новая цена|новыи тариф|prijs|prijzen|tarief|' +
      'tarieven|prijs per minuut|tarief per minuut|minuutprijs|kostprijs|minuuttarief|' +
      'nieuwe prijs|nieuw tarief|verkoopprijs|inkoopprijs|cena|ceny|stawka|stawki|taryfa|' +
      'cena za minute|stawka za minute|koszt|koszt minuty|oplata|cena minuty|nowa cena|' +
      'nowa stawka|cena sprzedazy|fiyat|fiyatlar|ucret|ucretler|tarife|birim fiyat|' +
      'dakika ucreti|dakika fiyati|dakika basina ucret|dakika basina fiyat|dk ucreti|' +
      'yeni fiyat|yeni ucret|satis fiyati|alis fiyati',
  },
  {
    field: 'price',
    weight: 0.7,
    phrases:
      'current rate|current price|inter|interstate|interstate rate|inter rate|interrate|' +
      'us rate|international rate|voice|dollar|inter state|interstate price|inter price|' +
      'inter state rate|aktueller preis|prix actuel|precio actual|' +
      'preco atual|prezzo attuale|текущая цена',
  },
  {
    field: 'price',
    weight: 0.6,
    phrases: 'total rate|value|wert',
  },
  {
    field: 'intraPrice',
    weight: 0.94,
    phrases:
      'intra|intrastate|intra state|intrastate rate|intra state rate|intra rate|intrarate|' +
      'intrastate price|intra price|in state rate|instate rate|local rate',
  },
  {
    field: 'indeterminatePrice',
    weight: 0.94,
    phrases:
      'ind|ind rate|indeterminate|indeterminate rate|indeterminate price|ij|ij rate|ijrate|' +
      'indet|indet rate|indrate|unknown jurisdiction|unknown jurisdiction rate',
  },
  {
    field: 'firstPrice',
    weight: 0.94,
    phrases:
      'price 1|first price|first minute|first minute price|first minute rate|initial price|' +
      'rate 1|initial rate|first rate|1st minute|price first|first interval price|1st min|' +
      'price1|erste minute|preis erste minute|premiere minute|prix premiere minute|' +
      'primer minuto|precio primer minuto|primeiro minuto|primo minuto|первая минута|' +
      'eerste minuut|pierwsza minuta|ilk dakika',
  },
  {
    field: 'setupFee',
    weight: 0.95,
    phrases:
      'ppc|price per call|cost per call|charge per call|rate per call|fee per call|' +
      'oppningsavgift|startavgift|uppkopplingsavgift|apningsavgift|startafgift|' +
      'connect fee|connect|connection fee|connection charge|connect charge|connection cost|' +
      'connect cost|setup fee|set up fee|setup|setup cost|setup charge|set up cost|' +
      'set up charge|sf|call setup|call setup fee|call setup charge|initial cost|' +
      'initial charge|initial fee|flag fall|flagfall|fixed fee|per call|per call fee|' +
      'per call charge|call fee|surcharge per call|connection|establishment|' +
      'call establishment|rate nosub|verbindungsgebuhr|verbindungsentgelt|verbindungspreis|' +
      'einrichtungsgebuhr|grundgebuhr pro anruf|aufbaugebuhr|verbindungsaufbau|' +
      'preis pro anruf|frais de connexion|frais connexion|frais d etablissement|' +
      'frais de mise en relation|cout de connexion|mise en relation|prix par appel|' +
      'establecimiento|establecimiento de llamada|coste de establecimiento|' +
      'cuota de conexion|cargo de conexion|cargo por conexion|costo de conexion|' +
      'coste de conexion|taxa de ligacao|taxa de conexao|custo de conexao|custo inicial|' +
      'estabelecimento|estabelecimento de chamada|scatto alla risposta|scatto|' +
      'costo di connessione|costo connessione|плата за соединение|стоимость соединения|' +
      'цена соединения|starttarief|opzetkosten|verbindingskosten|instellingskosten|' +
      'oplata za polaczenie|oplata inicjacyjna|oplata poczatkowa|koszt polaczenia|' +
      'baglanti ucreti|kurulum ucreti|acilis ucreti',
  },
  {
    field: 'setupFeeMode',
    weight: 0.9,
    phrases: 'setup fee mode|connect fee mode|fee mode',
  },
  {
    field: 'minCharge',
    weight: 0.92,
    phrases:
      'minimum cost|min cost|minimum charge|min charge|minimum price|min price|least charge|' +
      'least cost|minimum call charge|min call charge|minimum call cost|minimum fee|' +
      'minimum amount|minimum charge amount|minimum per call|mindestpreis|mindestentgelt|' +
      'prix minimum|cout minimum|precio minimo|coste minimo|preco minimo|custo minimo|' +
      'prezzo minimo|минимальная стоимость|minimumprijs|cena minimalna|asgari ucret',
  },
  {
    field: 'maxCharge',
    weight: 0.94,
    phrases:
      'max charge|maximum charge|max cost|maximum cost|max price|maximum price|cap|' +
      'price cap|call cap|charge cap|max call price|hochstpreis|maximalpreis|prix maximum|' +
      'prix max|cout max|plafond|precio maximo|coste maximo|preco maximo|custo maximo|' +
      'prezzo massimo|costo massimo|максимальная цена|максимальная стоимость|maximumprijs|' +
      'maksymalna cena|cena maksymalna|azami ucret|maksimum ucret',
  },
  {
    field: 'surcharge',
    weight: 0.9,
    phrases:
      'surcharge|post call surcharge|markup|zuschlag|aufschlag|surtaxe|recargo|sobretaxa|' +
      'sovrapprezzo|надбавка|toeslag|doplata|ek ucret',
  },
  {
    field: 'tiers',
    weight: 0.9,
    phrases: 'tiers|price tiers|rate tiers|steps|staffel|staffelpreise',
  },
  {
    field: 'currency',
    weight: 0.95,
    phrases:
      'currency|currency code|rate currency|ccy|curr|wahrung|devise|monnaie|moneda|divisa|' +
      'moeda|valuta|валюта|waluta|para birimi|doviz|munteenheid',
  },
  {
    field: 'ignored',
    weight: 0.96,
    phrases:
      'old rate|old price|previous rate|previous price|prev rate|prev price|last rate|' +
      'last price|former rate|former price|rate change|price change|rate difference|' +
      'price difference|difference|diff|delta|variance|prev diff|change percent|' +
      'percent change|percentage|change amount|rate old|price old|rate previous|' +
      'price previous|alter preis|alte rate|bisheriger preis|preisanderung|differenz|' +
      'ancien prix|ancien tarif|precio anterior|tarifa anterior|preco anterior|' +
      'prezzo precedente|vecchio prezzo|tariffa precedente|старая цена|старыи тариф|' +
      'предыдущая цена|прежняя цена|oude prijs|oud tarief|vorige prijs|stara cena|' +
      'poprzednia cena|stara stawka|poprzednia stawka|eski fiyat|eski ucret|onceki fiyat|' +
      'onceki ucret|margin|profit|mrc|nrc|monthly fee|vat|tax|vat rate|tax rate|mwst|tva|' +
      'iva|ндс|btw|kdv',
  },
];

/** Words that say which of two prices a column holds. */
export const OFF_PEAK_WORDS = new RegExp(
  '(?:^|\\s)(?:off ?peak|offpeak|o ?p|night|evening|weekends?|low|economy|nebenzeit|nacht|' +
    'wochenende|heures? creuses?|creuses?|nuit|soir|week end|valle|reducid[oa]|noche|' +
    'nocturn[oa]|noturn[oa]|vazio|economico|fin de semana|fim de semana|fuori punta|offpicco|' +
    'notte|ridott[oa]|festiv[oi]|непик|непиковы[ие]|ночнои|ночь|выходные|вне пика|dal|' +
    'daluren|avond|weekeinde|poza szczytem|pozaszczytow[aey]|noc|nocn[aey]|weekend|' +
    'yogun olmayan|gece|hafta sonu|indirimli)(?=\\s|$)',
  'u',
);
export const PEAK_WORDS = new RegExp(
  '(?:^|\\s)(?:peak|day|daytime|business|working hours|weekdays?|hauptzeit|tag|tagsuber|' +
    'werktags?|heures? pleines?|pleines?|jour|journee|punta|pico|hora punta|normal|dia|' +
    'diurn[oa]|orario di punta|picco|giorno|intera|пик|пиковыи|пиковая|день|дневнои|piek|' +
    'piekuren|dag|szczyt|w szczycie|szczytow[aey]|dzien|dzienn[aey]|yogun|gunduz|gun)(?=\\s|' +
    '$)',
  'u',
);
