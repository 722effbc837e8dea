import { computeRatios } from './ratios';
import { median, toRow, type Row } from './rows';

const round = (rps: number, errors = 0) => ({ requests: 1, rps, p50: 1000 / rps, p99: 9, errors });
const row = (bench: string, server: string, figures: Partial<Row>): Row => ({
  ...{ bench, server, rps: 1, p50: 1, p99: 1, errors: 0 },
  ...figures,
});

describe('rows', () => {
  it('takes the middle round, not the mean', () => {
    expect(median([100, 1, 3])).toBe(3);
    expect(median([10, 2, 4, 100])).toBe(7);
  });

  it('reports the median of the rounds and all of their errors', () => {
    const folded = toRow('rest-acquire', 'a', [round(100, 1), round(900), round(200, 2)]);
    expect(folded).toMatchObject({ rps: 200, p50: 5, errors: 3 });
  });
});

describe('ratios', () => {
  it('divides this gateway by the other server', () => {
    const ratios = computeRatios([
      row('rest-acquire', 'lock-gateway', { rps: 6000, p99: 20 }),
      row('rest-acquire', 'hand-written', { rps: 1000, p99: 80 }),
    ]);
    expect(ratios).toEqual({ rest_vs_handwritten: 6, rest_p99_vs_handwritten: 0.25 });
  });

  it('takes the middle one of the rounds, so that a slow minute of the machine hits both servers', () => {
    const ratios = computeRatios([
      toRow('rest-mix', 'lock-gateway', [round(4000), round(2000), round(6000)]),
      toRow('rest-mix', 'hand-written', [round(1000), round(400), round(2000)]),
    ]);
    expect(ratios).toEqual({ rest_mix_vs_handwritten: 4 });
  });

  it('compares resident sizes', () => {
    const ratios = computeRatios([
      row('memory', 'lock-gateway after 200000', { rssMib: 100 }),
      row('memory', 'lock-gateway after 2000000', { rssMib: 120 }),
    ]);
    expect(ratios).toEqual({ rss_2m_vs_200k: 1.2 });
  });

  it('gives no ratio to a server that answered wrongly, however fast', () => {
    const ratios = computeRatios([
      row('rest-mix', 'lock-gateway', { rps: 90_000, errors: 1 }),
      row('rest-mix', 'hand-written', { rps: 1000 }),
    ]);
    expect(ratios).toEqual({});
  });
});
