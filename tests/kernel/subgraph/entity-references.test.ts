import { describe, expect, it } from 'vitest';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { Loaders } from '../../../src/kernel/loaders/loaders.js';
import type { RequestContext } from '../../../src/kernel/request-context.js';
import { entityByKey, entityByReference, entityStub } from '../../../src/kernel/subgraph/entity-references.js';

const CONTEXT: RequestContext = {
  requestId: 'test',
  caller: PUBLIC_CALLER,
  today: '2026-11-24',
  loaders: new Loaders(),
};

async function findCar(_context: RequestContext, key: string): Promise<{ carId: string } | null> {
  if (key === 'broken') {
    throw new Error('no answer');
  }
  return key === 'none' ? null : { carId: key };
}

describe('entity references', () => {
  it('are resolved by natural key or global id, each on its own', async () => {
    const { resolveReferences } = entityByKey('Car', 'carId', findCar);
    const answers = await resolveReferences(
      [
        { __typename: 'Car', carId: 'a' },
        { __typename: 'Car', id: globalId('Car', 'b') },
        { __typename: 'Car', carId: 'none' },
        { __typename: 'Car', carId: 'broken' },
        { __typename: 'Car', carId: 7 },
        { __typename: 'Car' },
      ],
      new Set(['carId']),
      CONTEXT,
    );
    expect(answers.slice(0, 4)).toEqual([{ carId: 'a' }, { carId: 'b' }, null, new Error('no answer')]);
    for (const answer of answers.slice(4)) {
      expect(answer).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
  });

  it('are resolved by a key of several fields', async () => {
    const { resolveReferences } = entityByReference(
      'Car',
      ({ maker, model }) => (typeof maker === 'string' && typeof model === 'string' ? `${maker}/${model}` : null),
      findCar,
    );
    const references = [{ __typename: 'Car', maker: 'byd', model: 'seal' }];
    expect(await resolveReferences(references, new Set(['carId']), CONTEXT)).toEqual([{ carId: 'byd/seal' }]);
  });

  it('to entities of other subgraphs are their keys', async () => {
    const { resolveReferences } = entityStub('Country', 'code');
    const references = [{ __typename: 'Country', code: 'NO', name: 'Norway' }, { __typename: 'Country' }];
    const [norway, malformed] = await resolveReferences(references, new Set(['code']), CONTEXT);
    expect(norway).toEqual({ code: 'NO' });
    expect(malformed).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
