/** Number rules of calls that a deck prices: there are no trunks to say any. */

import type { NumberRule } from '@ratedeck/engine';

export const internationalRules: readonly NumberRule[] = [{ strip: '00' }];
