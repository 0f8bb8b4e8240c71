import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { CountryExtension } from '../country/country.type.js';
import { readiness } from './readiness.service.js';
import { Readiness } from './readiness.type.js';

@Resolver(() => CountryExtension)
export class CountryReadinessResolver {
  @Directive('@cost(weight: 2000)')
  @FieldResolver(() => Readiness, {
    nullable: true,
    description: 'How ready the country is for electric cars, and what would change it.',
  })
  readiness(
    @Root() country: CountryExtension,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
    asOf: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Readiness> {
    return readiness(context, country.code, dayOfAnswer(context, asOf));
  }
}
