import { expect, test, vi } from 'vitest';
import { type BenchReport, benchReportText, runBenchmarks } from './commands.js';

const report: BenchReport = {
  bench: 'lookup',
  metrics: { lookupsPerSecond: 5_123_456, bytesPerCode: 23.5 },
  peers: { trie: { lookupsPerSecond: 1_300_000 }, sql: { notRun: 'no server' } },
  machine: { cpu: 'Some CPU', cores: 2 },
  notes: ['uniform codes'],
};

test('a report names what was measured, the peers and the machine', () => {
  expect(benchReportText(report)).toBe(
    [
      'lookup',
      'measured  lookupsPerSecond  5,123,456',
      'measured  bytesPerCode      23.5',
      'trie      lookupsPerSecond  1,300,000',
      'sql       notRun            no server',
      'machine   cpu               Some CPU',
      'machine   cores             2',
      '  uniform codes',
      '',
    ].join('\n'),
  );
});

test('an unknown name is bad input and suggests the nearest', async () => {
  const benchmarks = { lookup: () => Promise.resolve(report) };
  await expect(runBenchmarks(benchmarks, 'lokup', {})).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('did you mean "lookup"?'),
  });
});

test('a benchmark that fails is told and the others still run', async () => {
  const written: string[] = [];
  const keep = (text: unknown, done?: unknown): boolean => {
    written.push(String(text));
    if (typeof done === 'function') done();
    return true;
  };
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(keep as never);
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(keep as never);
  try {
    const benchmarks = {
      rate: () => Promise.reject(new Error('wrong answer')),
      lookup: () => Promise.resolve(report),
    };
    expect(await runBenchmarks(benchmarks, undefined, { json: true })).toBe(1);
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
  expect(written[0]).toContain('benchmark rate failed: Error: wrong answer');
  const { bench, metrics, peers, machine } = report;
  expect(written[1]).toBe(`${JSON.stringify({ bench, metrics, peers, machine })}\n`);
});
