/**
 * Wording of headers that say where a call goes: codes, names, callers, kinds. Folded (see
 * `values/folded-text.ts`), phrases parted by `|`. Weight: how sure the words alone are; the same
 * words may stand for several fields, the column's content then decides.
 */

import type { Wording } from './wording-entry.js';

export const PLACE_WORDING: readonly Wording[] = [
  {
    field: 'code',
    weight: 0.96,
    phrases:
      'prefix|prefixes|code|codes|destination prefixes|dest prefixes|dialing prefixes|' +
      'phone numbers that start with|numbers that start with|numbers starting with|' +
      'b number prefix|called number prefix|b number code|' +
      'starts with|begins with|numbering plan|called code|called prefix|b prefix|' +
      'area code prefix|clave|claves|lada|prefixo internacional|riktnummer|utlandsnummer|' +
      '区号|国家区号|区域码|前缀|国番号|' +
      'dial code|dial codes|dialcode|dialcodes|dialling code|' +
      'dialing code|dialing codes|dialling codes|dialing prefix|dialling prefix|' +
      'dial prefix|dst code|dst prefix|destination code|destination codes|' +
      'destination prefix|dest code|dest prefix|destcode|b number|bnumber|number prefix|' +
      'phone prefix|tel prefix|number pattern|pattern|call number pattern|call number|' +
      'dial pattern|dialpattern|digits|leading digits|e164|e 164|e164 prefix|e164 code|' +
      'breakout|breakouts|break out|full code|complete code|country code area code|' +
      'routing code|route code|prefix code|codes list|code list|npanxx|npa nxx|lrn prefix|' +
      'number range|vorwahl|vorwahlen|vorwahlnummer|rufnummernprafix|prafix|kennzahl|' +
      'einwahl|landesvorwahl ortsvorwahl|rufnummer|zielrufnummer|nummernbereich|prefixe|' +
      'prefixes|indicatif|indicatifs|code destination|code de destination|numero appele|' +
      'prefijo|prefijos|codigo|codigos|codigo de destino|codigo destino|' +
      'codigo de marcacion|prefixo|prefixos|codigo de discagem|indicativo|indicativos|' +
      'prefisso|prefissi|codice|codici|codice destinazione|numerazione|префикс|префиксы|' +
      'код|коды|код направления|код назначения|код номера|телефонныи код|авс def|' +
      'voorvoegsel|kengetal|netnummer|nummerreeks|toegangscode|riktnummer|retningsnummer|' +
      'landskod|landskode|predvolba|kod|kody|kod kierunkowy|prefiks|prefiksy|kierunkowy|' +
      'numer kierunkowy|alan kodlari|on ek|onek|onekler|kodu|kodlar|telefon kodu|' +
      'hedef kodu|arama kodu',
  },
  {
    field: 'code',
    weight: 0.62,
    phrases:
      'destination|destinations|number|numbers|dial|area code|area codes|city code|' +
      'city codes|country code|dest|dnis|called number|dst|ziel|zielland|destino|' +
      'destinazione|направление|bestemming|hedef|nummer|numero|kierunek|access code|route',
  },
  {
    field: 'areaCode',
    weight: 0.96,
    phrases:
      'area code|area codes|areacode|city code|city codes|citycode|region code|' +
      'regional code|national code|ndc|national destination code|network code|' +
      'operator code|sub code|subcode|local code|city prefix|area prefix|ortsvorwahl|' +
      'ortsvorwahlen|ortskennzahl|netzkennzahl|code regional|indicatif regional|code ville|' +
      'codigo de area|codigo area|codigo de ciudad|codigo ciudad|codigo de cidade|' +
      'codigo da cidade|codigo local|ddd|prefisso locale|prefisso citta|codice citta|' +
      'codice area|код города|код региона|код зоны|код сети|def код|netnummer|regiocode|' +
      'kod miasta|kod obszaru|numer strefy|strefa numeracyjna|alan kodu|sehir kodu|' +
      'bolge kodu',
  },
  {
    field: 'areaCode',
    weight: 0.7,
    phrases:
      'area|city|prefix|code|codes|dial code|dial codes|region|breakout|mnc|' + 'destination code',
  },
  {
    field: 'countryCode',
    weight: 0.96,
    phrases:
      'country code|country codes|countrycode|country dial code|country prefix|cc|' +
      'ctry code|country calling code|international code|country no|intl code|' +
      'landervorwahl|landesvorwahl|landeskennzahl|landercode|landerkennzahl|indicatif pays|' +
      'code pays|codigo de pais|codigo pais|codigo del pais|prefijo pais|codigo do pais|' +
      'ddi|prefisso internazionale|prefisso paese|codice paese|prefisso nazione|код страны|' +
      'landnummer|landcode|landennummer|kod kraju|kierunkowy kraju|ulke kodu|ulke alan kodu',
  },
  {
    field: 'countryCode',
    weight: 0.6,
    phrases: 'prefix|mcc|country|code',
  },
  {
    field: 'name',
    weight: 0.95,
    phrases:
      'destination|destinations|destination name|dest name|dst name|' +
      'destination description|dest|code name|codename|area name|zone name|breakout name|' +
      'route name|location|prefix name|destination network|target pattern name|' +
      'special services description|rate name|name|country destination|' +
      'country name destination|country operator|called destination|ziel|zielname|' +
      'zielbezeichnung|zielland|zielgebiet|verzonung|zielnetz|zielort|destino|destinos|' +
      'nombre de destino|nombre del destino|destinazione|destinazioni|nome destinazione|' +
      'nome do destino|nome destino|destination appelee|nom destination|' +
      'nom de la destination|nom|nombre|nome|направление|направления|назначение|' +
      'наименование|название|название направления|наименование направления|bestemming|' +
      'bestemmingen|naam bestemming|naam|bestemmingsnaam|kierunek|kierunki|nazwa kierunku|' +
      'nazwa|przeznaczenie|hedef|hedef adi|varis|varis noktasi|yon|ad|adi|bezeichnung',
  },
  {
    field: 'name',
    weight: 0.74,
    phrases:
      'network|network name|operator|operator name|carrier|carrier name|area|zone|region|' +
      'route|description|details|label|traffic direction|direction|calls to|call to|' +
      'country|country name|to|beschreibung|netz|netzbetreiber|gebiet|libelle|intitule|' +
      'designation|description|operateur|reseau|descripcion|operador|red|zona|descricao|' +
      'designacao|operadora|rede|descrizione|operatore|rete|direttrice|описание|оператор|' +
      'сеть|зона|omschrijving|netwerk|zone|gebied|opis|siec|strefa|aciklama|sebeke|bolge|' +
      'land|pays|pais|paese|страна|kraj|ulke',
  },
  {
    field: 'country',
    weight: 0.95,
    phrases:
      'country|country name|countries|countryname|nation|country iso name|state country|' +
      'land|lander|landname|staat|pays|nom du pays|pais|paises|nombre del pais|nombre pais|' +
      'nome do pais|nome pais|paese|paesi|nazione|nome paese|страна|страны|название страны|' +
      'landnaam|landen|kraj|kraje|nazwa kraju|panstwo|ulke|ulkeler|ulke adi|kraj docelowy',
  },
  {
    field: 'country',
    weight: 0.8,
    phrases: 'country code|country codes|countrycode|landercode|code pays|codice paese|kod kraju',
  },
  {
    field: 'description',
    weight: 0.9,
    phrases:
      'description|descriptions|desc|details|detail|remarks description|beschreibung|' +
      'descripcion|descricao|descrizione|описание|omschrijving|opis|aciklama|detalle|' +
      'detalhe|dettaglio|tanim',
  },
  {
    field: 'sourceCode',
    weight: 0.94,
    phrases:
      'src code|source code|source prefix|src prefix|src|source|origin|origin code|' +
      'origin prefix|origination code|origination|origination prefix|a number|anumber|' +
      'a number prefix|cli prefix|cli|caller prefix|calling prefix|ani|ani prefix|' +
      'from code|orig code|herkunft|ursprung|quellvorwahl|a rufnummer|origine|code origine|' +
      'origen|prefijo origen|codigo origen|origem|prefixo origem|prefisso origine|' +
      'код источника|источник|префикс а|herkomst|zrodlo|prefiks zrodlowy|kaynak|' +
      'kaynak kodu|cli origin',
  },
  { field: 'sourceCode', weight: 0.6, phrases: 'from' },
  {
    field: 'service',
    weight: 0.9,
    phrases:
      'service|service type|dienst|leistung|servicio|servico|servizio|услуга|usluga|hizmet|' +
      'traffic type',
  },
  {
    field: 'category',
    weight: 0.86,
    phrases:
      'category|type|line type|number type|destination type|call type|network type|class|' +
      'kategorie|typ|art|categorie|categoria|tipo|tipo di rete|тип|категория|type de ligne|' +
      'soort|kategoria|rodzaj|kategori|tur|tip|phone type',
  },
  {
    field: 'tag',
    weight: 0.86,
    phrases:
      'tag|tags|quality|route type|route class|route quality|grade|label|label tag|' +
      'service level|etikett|etiquette|etiqueta|метка|etykieta|etiket|jurisdiction',
  },
  {
    field: 'exactMatch',
    weight: 0.9,
    phrases: 'exact match|exact|match exactly|full number|whole number|is full number',
  },
  {
    field: 'timeProfile',
    weight: 0.9,
    phrases:
      'time profile|time band|timeband|time slot|timeslot|time class|time period|' +
      'time of day|tod|period|rate period|zeitzone tarif|zeitprofil|tarifzeit|zeitfenster|' +
      'plage horaire|tranche horaire|franja horaria|horario|faixa horaria|fascia oraria|' +
      'временнои интервал|период|тип дня|tijdvak|tijdsperiode|przedzial czasowy|pora|' +
      'zaman dilimi|zaman profili',
  },
  {
    field: 'numberLengthMin',
    weight: 0.9,
    phrases:
      'dst number min length|destination number min length|number min length|min length|minimum length|length min|min digits|number length min|min number length|' +
      'mindestlange|longueur min|longitud minima',
  },
  {
    field: 'numberLengthMax',
    weight: 0.9,
    phrases:
      'dst number max length|destination number max length|number max length|max length|maximum length|length max|max digits|number length max|max number length|' +
      'hochstlange|longueur max|longitud maxima',
  },
  {
    field: 'ignored',
    weight: 0.93,
    phrases:
      'iso|country iso|iso code|iso country code|iso2|iso3|country iso code|iso alpha 2|' +
      'alpha 2|mnc|mcc|imsi|lata|ocn|lrn|tier|asr|acd|ner|pdd|priority|weight|strip|' +
      'prepend|no|nr|lp|pos|row|line|s no|sl no|sr no|serial|серииныи номер|инн|размер|' +
      'емкость|capacity|trunk|gateway|rate plan|plan|plan name|rate plan name|tariff name|' +
      'tariff plan|deck|rate sheet|time zone|timezone|type of rate|rate type|tariff type|' +
      'billing type|rating method|utc offset|min duration|traffic volume|minutes volume|п п',
  },
];
