import { describe, expect, it } from 'vitest';
import { sampleStory } from './sample-story.mjs';

const summary = {
  events: 20_000,
  rated: 19_900,
  outcomes: { rated: 19_900, blocked: 99, no_rate: 1 },
  totals: { EUR: { amount: '2970.91554' }, USD: { amount: '3' } },
  margin: { EUR: '12.3' },
};

describe('sampleStory', () => {
  it('tells counts, sums and refusals', () => {
    const story = sampleStory(summary, 'sample-output/rated.csv');
    expect(story).toContain('19,900 of\n20,000 have a price. Each line of sample-output/rated.csv');
    expect(story).toContain('charged   2970.91554 EUR, 3 USD');
    expect(story).toContain('margin    12.3 EUR');
    expect(story).toContain('      99  to a destination that the price list blocks');
    expect(story).toContain('       1  to a destination without a price');
    expect(story).not.toContain('faulty time');
  });

  it('speaks of no refusals when there were none', () => {
    const story = sampleStory({ ...summary, outcomes: { rated: 20_000 } }, 'out.csv');
    expect(story).not.toContain('Refused');
  });
});
