/** One leg of an event with whom it concerns; filled again and again. */

import type { PriceSource } from '../compiled/table.js';
import type { LegRole } from '../event/event.js';
import { PricedLeg } from './priced-leg.js';

export class LegSlot {
  role: LegRole = 'customer';
  accountName: string | null = null;
  /** Null: no plan and no table is in force. */
  source: PriceSource | null = null;
  readonly leg = new PricedLeg();
}
