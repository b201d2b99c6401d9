import { expect, it } from 'vitest';
import { compact, duration, elapsed, iso, money, plural } from '../../src/ui/format';

it('says durations as people do', () => {
  expect([0, 340, 4_200, 9_990, 65_000, 120_000, 3_840_000, 200 * 3_600_000].map(duration)).toEqual(['0 ms', '340 ms', '4.2 s', '10 s', '1 min 5 s', '2 min', '1 h 4 min', '8 days']);
  expect(elapsed(-5_000)).toBe('0 s');
  expect(duration(Number.NaN)).toBe('0 s');
});

it('shows money that would round to nothing', () => {
  expect([0, 0.0042, 0.42, 12].map(money)).toEqual(['$0', '$0.0042', '$0.42', '$12.00']);
});

it('shortens large numbers', () => {
  expect([950, 12_300, 239_600, 999_600, 2_000_000].map(compact)).toEqual(['950', '12.3k', '240k', '1M', '2M']);
});

it('counts things', () => {
  expect([plural(1, 'entry', 'entries'), plural(1_200, 'event')]).toEqual(['1 entry', '1,200 events']);
});

it('survives times that are none', () => {
  expect([iso(Number.NaN), iso(1e20)]).toEqual(['', '']);
});
