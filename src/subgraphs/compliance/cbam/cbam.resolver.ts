import { Arg, Query, Resolver } from 'type-graphql';
import { CbamCalculationInput } from './cbam.inputs.js';
import { calculateCbam } from './cbam.service.js';
import { CbamCalculation } from './cbam.type.js';

@Resolver()
export class CbamResolver {
  @Query(() => CbamCalculation, {
    description: 'What an importer owes under the carbon border adjustment mechanism. Finished cars are out of scope.',
  })
  cbamCalculation(@Arg('input', () => CbamCalculationInput) input: CbamCalculationInput): CbamCalculation {
    return calculateCbam(input);
  }
}
