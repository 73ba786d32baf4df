/** Wording of headers of intervals, dates, states and what belongs to the row itself. */

import type { Wording } from './wording-entry.js';

export const TIME_WORDING: readonly Wording[] = [
  {
    field: 'intervals',
    weight: 0.95,
    phrases:
      'min inc|min int|min incr|mininc|billing|billing increment|billing increments|' +
      'billing interval|billing intervals|billing terms|billing unit|billing units|' +
      'billing block|billing cycle|increment|increments|charging interval|' +
      'charging increment|charge increment|rate increment|min increment|min next|' +
      'first next|initial next|initial increment next|interval|intervals|rounding|pulse|' +
      'pulses|billing method|bill increment|bill inc|inc|incr|time increment|' +
      'minimum increment|taktung|takt|abrechnungstakt|abrechnung|zeittakt|taktmodell|' +
      'facturation|palier|paliers|increment de facturation|pas de facturation|' +
      'unite de facturation|facturacion|incremento|incrementos|intervalo de facturacion|' +
      'incremento de facturacion|tarificacion|faturacao|faturamento|' +
      'incremento de faturacao|cadencia|fatturazione|scatti|incremento di fatturazione|' +
      'intervallo|тарификация|интервал|интервал тарификации|шаг тарификации|' +
      'единица тарификации|facturering|eenheid|afrekeneenheid|naliczanie|taktowanie|' +
      'okres naliczania|sposob naliczania|faturalama|ucretlendirme|periyot|' +
      'faturalama araligi|1 1|60 60|60 1|30 6|6 6|60 60 0|0 60 60',
  },
  {
    field: 'firstInterval',
    weight: 0.94,
    phrases:
      'interval 1|interval1|first interval|initial interval|initial increment|' +
      'first increment|min|minimum|min sec|min seconds|minimum seconds|min duration|' +
      'minimum duration|min time|minimum time|min volume|minimum charge duration|' +
      'connect seconds|connection sec|connection seconds|' +
      'first step|initial period|initial time|initial seconds|initial block|initial duration|' +
      'first period|first block|initial|initblock|init block|minimum billing|min billing|' +
      '1st interval|1st increment|first inc|mindestdauer|erster takt|ersttakt|anfangstakt|' +
      'duree minimale|premier palier|primer intervalo|duracion minima|minimo|' +
      'intervalo inicial|primeiro intervalo|duracao minima|primo intervallo|durata minima|' +
      'минимальная длительность|минимум|первыи интервал|минимальное время|eerste interval|' +
      'minimale duur|pierwszy interwal|minimalny czas|ilk aralik|ilk periyot|minimum sure|' +
      'duration',
  },
  { field: 'firstInterval', weight: 0.8, phrases: 'minimum charge|min charge|first|first block' },
  { field: 'nextInterval', weight: 0.8, phrases: 'next|following|subsequent block' },
  {
    field: 'nextInterval',
    weight: 0.94,
    phrases:
      'interval n|intervaln|next interval|subsequent interval|next increment|' +
      'subsequent increment|int|inc|incr|increment|increment sec|increment seconds|' +
      'following increment|additional increment|second increment|billing block sec|' +
      'billable unit|billable units|billing block|billingblock|billing block seconds|tariffication step|step|subsequent|' +
      'sub increment|charge period|charging period|rate period seconds|next block|' +
      'next step|next period|subsequent period|interval sec|interval seconds|2nd interval|' +
      '2nd increment|rate increments seconds|folgetakt|naechster takt|weiterer takt|' +
      'palier suivant|intervalle suivant|intervalo siguiente|siguiente intervalo|' +
      'intervalo seguinte|proximo intervalo|intervallo successivo|следующии интервал|' +
      'последующии интервал|шаг|volgend interval|vervolginterval|kolejny interwal|' +
      'nastepny interwal|sonraki aralik|sonraki periyot|interval',
  },
  {
    field: 'freeVolume',
    weight: 0.92,
    phrases:
      'free seconds|included seconds|free sec|free volume|free time|free duration|' +
      'freisekunden|secondes gratuites|segundos gratis|secondi gratuiti|бесплатные секунды|' +
      'gratis seconden|darmowe sekundy|ucretsiz saniye',
  },
  {
    field: 'graceVolume',
    weight: 0.93,
    phrases:
      'grace period|grace|grace time|grace volume|grace seconds|grace sec|' +
      'grace period enable|karenz|karenzzeit|kulanzzeit|periode de grace|delai de grace|' +
      'periodo de gracia|periodo de carencia|tempo de carencia|periodo di grazia|' +
      'льготныи период|coulancetijd|okres karencji|hosgoru suresi',
  },
  { field: 'graceMode', weight: 0.9, phrases: 'grace mode' },
  {
    field: 'effectiveFrom',
    weight: 0.95,
    phrases:
      'galler fran|gyldig fra|giltig fran|voimassa|生效日期|生效|' +
      'effective|effective date|effective from|effective since|effective start|' +
      'effective on|eff date|effdate|valid from|valid since|valid|validity|validity date|' +
      'start date|start|starts|startdate|active from|activation date|active date|' +
      'date effective|date from|from date|from|begin date|beginning date|activation|' +
      'in force from|applicable from|applies from|implementation date|start time|' +
      'effective time|new effective date|rate effective date|date|gultig ab|gueltig ab|' +
      'gultig von|wirksam ab|ab datum|ab|startdatum|gultigkeit|datum|gultigkeitsbeginn|' +
      'valable a partir du|valable des|date d effet|date effet|date effective|' +
      'date de debut|date debut|en vigueur|date d application|entree en vigueur|' +
      'valido desde|fecha efectiva|fecha de inicio|fecha inicio|vigente desde|vigencia|' +
      'fecha|desde|efectivo|fecha de vigencia|entrada en vigor|valido a partir de|' +
      'data efetiva|data de inicio|data inicio|efetivo|em vigor|data|valido dal|' +
      'data di decorrenza|decorrenza|data decorrenza|data inizio|in vigore dal|' +
      'deciorre dal|valida dal|validita|действует с|дата начала|дата вступления|' +
      'дата вступления в силу|дата введения|начало деиствия|деиствует с|дата|' +
      'дата начала деиствия|geldig vanaf|ingangsdatum|vanaf|begindatum|geldig|wazne od|' +
      'obowiazuje od|data obowiazywania|od|data rozpoczecia|od dnia|wazny od|' +
      'gecerlilik tarihi|gecerlilik|baslangic tarihi|baslangic|tarih|gecerli|' +
      'yururluk tarihi',
  },
  {
    field: 'effectiveTo',
    weight: 0.95,
    phrases:
      'end date|effective to|effective until|effective end|valid to|valid until|valid till|' +
      'expiry|expiry date|expiration|expiration date|expires|expire date|end|enddate|ends|' +
      'date to|to date|until|till|end time|stop date|termination date|discontinue date|' +
      'closing date|valid thru|valid through|gultig bis|gueltig bis|enddatum|bis|' +
      'ablaufdatum|gultigkeitsende|valable jusqu au|date de fin|date fin|fin|' +
      'date d expiration|valido hasta|fecha de fin|fecha fin|hasta|fecha final|vencimiento|' +
      'valido ate|data de fim|data fim|data final|ate|validade|valido fino al|data fine|' +
      'data di fine|scadenza|data scadenza|действует по|деиствует по|дата окончания|' +
      'окончание|дата конца|деиствует до|geldig tot|einddatum|tot|vervaldatum|wazne do|' +
      'obowiazuje do|data zakonczenia|do|do dnia|bitis tarihi|bitis|son gecerlilik tarihi|' +
      'son tarih',
  },
  {
    field: 'blocked',
    weight: 0.95,
    phrases:
      'inactive|is inactive|forbidden|blocked|is blocked|barred|block|disabled|prohibited|gesperrt|sperre|' +
      'verboten|interdit|bloque|bloqueado|prohibido|proibido|bloccato|vietato|запрещено|' +
      'заблокировано|блокировка|geblokkeerd|verboden|zablokowany|zablokowane|zabroniony|' +
      'engelli|yasak|engellendi',
  },
  {
    field: 'isActive',
    weight: 0.94,
    phrases:
      'allowed|is allowed|permitted|routable|callable|sellable|open|usable|' +
      'enabled|enable|is enabled|active|is active|in use|live|is live|available|aktiv|' +
      'aktiviert|actif|active y n|activo|habilitado|ativo|attivo|abilitato|активен|активно|' +
      'включено|actief|ingeschakeld|aktywny|aktywna|wlaczony|etkin|aktif',
  },
  { field: 'stashed', weight: 0.9, phrases: 'stashed|archived' },
  {
    field: 'notes',
    weight: 0.93,
    phrases:
      'notes|note|comment|comments|remark|remarks|memo|additional information|info|' +
      'information|anmerkung|anmerkungen|bemerkung|bemerkungen|kommentar|hinweis|hinweise|' +
      'commentaire|commentaires|remarque|remarques|observations|observacion|observaciones|' +
      'comentario|comentarios|notas|nota|observacao|observacoes|osservazioni|commento|' +
      'commenti|примечание|примечания|комментарии|комментарии и|opmerking|opmerkingen|' +
      'uwagi|komentarz|notatki|not|notlar|yorum|aciklamalar|error message',
  },
  {
    field: 'action',
    weight: 0.95,
    phrases:
      'action|actions|action a d u s sa|action adussa|aktion|accion|acao|azione|деиствие|' +
      'actie|akcja|islem|command|operation',
  },
  {
    field: 'id',
    weight: 0.93,
    phrases:
      'id|rate id|rateid|i rate|rate no|identifier|record id|row id|uid|uuid|price id|' +
      'satz id|identifiant|identificador|identificativo|идентификатор|identyfikator|kimlik',
  },
  {
    field: 'change',
    weight: 0.94,
    phrases:
      'change|changes|change type|type of change|change status|status|rate status|' +
      'status change|change code|rate change type|change indicator|indicator|' +
      'rate change status|comments on change|discontinued|closed|deleted|withdrawn|' +
      'code status|state|modification|update type|anderung|anderungen|anderungsart|' +
      'veranderung|changement|statut|type de changement|evolution|cambio|cambios|estado|' +
      'tipo de cambio|alteracao|alteracoes|mudanca|estado|situacao|variazione|modifica|' +
      'stato|tipo variazione|изменение|изменения|статус|тип изменения|wijziging|' +
      'wijzigingen|zmiana|zmiany|stan|rodzaj zmiany|degisiklik|durum|degisim',
  },
  {
    field: 'change',
    weight: 0.7,
    phrases: 'rate change|price change|comment|comments|remarks|notes|action|preisanderung',
  },
];
