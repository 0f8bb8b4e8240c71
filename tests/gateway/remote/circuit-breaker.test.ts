import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BreakerState, CircuitBreaker } from '../../../src/gateway/remote/circuit-breaker.js';

const OPTIONS = {
  windowMilliseconds: 1_000,
  minimumRequests: 4,
  failureRatio: 0.5,
  openMilliseconds: 500,
  trialRequests: 2,
};

/** A breaker on a clock that stands still unless it is moved. */
function breakerOnFakeClock(options: Partial<typeof OPTIONS> = {}) {
  const clock = { now: 10_000 };
  const changes: BreakerState[] = [];
  const breaker = new CircuitBreaker(
    { ...OPTIONS, ...options },
    (state) => changes.push(state),
    () => clock.now,
  );
  const request = (outcome: 'success' | 'failure' | 'ignored') => {
    const report = breaker.admit();
    report?.(outcome);
    return report !== undefined;
  };
  return { breaker, clock, changes, request };
}

describe('a circuit breaker', () => {
  it('opens at the failure ratio, not before there are enough requests', () => {
    const { breaker, request, changes } = breakerOnFakeClock();
    for (const outcome of ['failure', 'failure', 'failure'] as const) request(outcome);
    expect(breaker.state()).toBe('closed');
    request('success');
    // 3 of 4 have failed, but it is a failure that opens it.
    expect(breaker.state()).toBe('closed');
    request('failure');
    expect(breaker.state()).toBe('open');
    expect(changes).toEqual(['open']);
    expect(request('success')).toBe(false);
  });

  it('stays closed below the ratio', () => {
    const { breaker, request } = breakerOnFakeClock();
    for (let n = 0; n < 50; n++) for (const outcome of ['success', 'success', 'failure'] as const) request(outcome);
    expect(breaker.state()).toBe('closed');
  });

  it('forgets what is older than its window', () => {
    const { breaker, clock, request } = breakerOnFakeClock();
    for (let n = 0; n < 3; n++) request('failure');
    clock.now += 1_000;
    request('failure');
    expect(breaker.state()).toBe('closed');
    // Within the window, in another tenth of it, it counts on.
    clock.now += 800;
    for (let n = 0; n < 3; n++) request('failure');
    expect(breaker.state()).toBe('open');
  });

  it('is half-open when its time is over, lets its trials through and closes when all succeed', () => {
    const { breaker, clock, changes, request } = breakerOnFakeClock();
    for (let n = 0; n < 4; n++) request('failure');
    clock.now += 499;
    expect([breaker.state(), request('success')]).toEqual(['open', false]);
    clock.now += 1;
    expect(breaker.state()).toBe('half-open');
    const first = breaker.admit();
    const second = breaker.admit();
    expect([first === undefined, second === undefined, breaker.admit()]).toEqual([false, false, undefined]);
    first?.('success');
    expect([breaker.state(), breaker.admit()]).toEqual(['half-open', undefined]);
    second?.('success');
    expect(changes).toEqual(['open', 'half-open', 'closed']);
    // It starts anew: the failures before do not count.
    for (let n = 0; n < 3; n++) request('failure');
    expect(breaker.state()).toBe('closed');
  });

  it('opens again when a trial fails, and gives back the place of one that was ignored', () => {
    const { breaker, clock, changes, request } = breakerOnFakeClock({ trialRequests: 1 });
    for (let n = 0; n < 4; n++) request('failure');
    clock.now += 500;
    expect(request('ignored')).toBe(true);
    expect(request('failure')).toBe(true);
    expect(breaker.state()).toBe('open');
    clock.now += 499;
    expect(breaker.admit()).toBeUndefined();
    clock.now += 1;
    expect(request('success')).toBe(true);
    expect(changes).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('does not count late answers of requests from before it changed', () => {
    const { breaker, clock, request } = breakerOnFakeClock();
    const late = Array.from({ length: 6 }, () => breaker.admit());
    for (const report of late.slice(0, 4)) report?.('failure');
    expect(breaker.state()).toBe('open');
    clock.now += 500;
    const trial = breaker.admit();
    late[4]?.('failure');
    expect(breaker.state()).toBe('half-open');
    late[5]?.('success');
    trial?.('success');
    expect(breaker.state()).toBe('half-open');
    request('success');
    expect(breaker.state()).toBe('closed');
  });

  it('agrees with a list of every outcome in the window, for any history of a closed breaker', () => {
    // Steps of one tenth of the window, so that tenths and the exact window agree.
    const step = fc.record({ wait: fc.integer({ min: 0, max: 12 }), failed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { breaker, clock, request } = breakerOnFakeClock();
        const history: { at: number; failed: boolean }[] = [];
        for (const { wait, failed } of steps) {
          clock.now += wait * 100;
          request(failed ? 'failure' : 'success');
          history.push({ at: clock.now, failed });
          const recent = history.filter(({ at }) => at > clock.now - 1_000);
          const failures = recent.filter((entry) => entry.failed).length;
          const opens = failed && recent.length >= 4 && failures >= recent.length / 2;
          expect(breaker.state()).toBe(opens ? 'open' : 'closed');
          if (opens) return;
        }
      }),
    );
  });
});
