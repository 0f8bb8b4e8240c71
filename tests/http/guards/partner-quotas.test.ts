import { expect, it } from 'vitest';
import { checkBudget } from '../../../src/http/guards/cost-budgets.js';
import { RateLimit } from '../../../src/http/guards/rate-limit.js';
import type { Caller } from '../../../src/kernel/caller.js';

const bank = (partnerId: string, subject = `system of ${partnerId}`): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject,
});

const quota = { requestsPerMinute: 3, costPerMinute: 100 };
const limits = () =>
  new RateLimit({ requestsPerMinute: 1, costPerMinute: 10, own: new Map([['partner:nordbank', quota]]) });
const refused = { extensions: { code: 'RATE_LIMITED' } };

it('a partner with a quota of its own has that, all others the common one', async () => {
  const limit = limits();
  for (let n = 0; n < 3; n++) await limit.countRequest('partner:nordbank');
  await expect(limit.countRequest('partner:nordbank')).rejects.toMatchObject({ extensions: { limit: 3 } });
  await limit.countRequest('partner:other');
  await expect(limit.countRequest('partner:other')).rejects.toMatchObject({ extensions: { limit: 1 } });
});

it('the same holds for cost', async () => {
  const limit = limits();
  await limit.countCost('partner:nordbank', 60);
  await expect(limit.countCost('partner:nordbank', 60)).rejects.toMatchObject(refused);
  await limit.countCost('partner:other', 60);
  await expect(limit.countCost('partner:other', 1)).rejects.toMatchObject(refused);
});

it('a partner has its budget for one operation, unless the client has one', () => {
  const budgets = { everybody: 1, roles: { bank: 5 }, partners: { nordbank: 2 }, clients: { special: 9 } };
  const cost = { cost: 4, fieldCost: 4, typeCost: 0 };
  expect(() => checkBudget(cost, bank('other'), budgets)).not.toThrow();
  expect(() => checkBudget(cost, bank('nordbank'), budgets)).toThrow(/budget is 2/);
  expect(() => checkBudget(cost, bank('nordbank', 'special'), budgets)).not.toThrow();
});
