import { LatencyHistogram } from './latency-histogram';

describe('LatencyHistogram', () => {
  it('gives percentiles exact to 10 µs', () => {
    const histogram = new LatencyHistogram();
    for (let ms = 1; ms <= 100; ms++) histogram.record(ms + 0.005);
    expect(histogram.percentile(0.5)).toBeCloseTo(50.01, 5);
    expect(histogram.percentile(0.99)).toBeCloseTo(99.01, 5);
    expect(histogram.percentile(1)).toBeCloseTo(100.01, 5);
  });

  it('counts what takes longer than 10 s as 10 s', () => {
    const histogram = new LatencyHistogram();
    histogram.record(60_000);
    expect(histogram.percentile(0.5)).toBeCloseTo(10_000, 5);
  });

  it('summarizes requests a second over the elapsed time', () => {
    const histogram = new LatencyHistogram();
    for (let i = 0; i < 500; i++) histogram.record(2);
    expect(histogram.summarize(250, 3)).toMatchObject({ requests: 500, rps: 2000, errors: 3 });
  });

  it('is zero when nothing was recorded', () => {
    expect(new LatencyHistogram().percentile(0.99)).toBe(0);
  });
});
