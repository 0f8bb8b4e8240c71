import { IsISO31661Alpha2, IsOptional, Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { expiringCertificates } from './expiring-certificates.service.js';
import { ExpiringCertificates } from './expiring-certificates.type.js';

@ArgsType()
class ExpiringCertificatesArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => Int, { defaultValue: 90, description: 'At most 730.' })
  @Min(0)
  @Max(730)
  withinDays!: number;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class ExpiringCertificatesResolver {
  @Directive('@requiresScopes(scopes: [["internal"]])')
  @Directive('@cost(weight: 2000)')
  @Query(() => ExpiringCertificates, {
    description:
      'Certificates that lapse within some days, with the offers on sale, the open applications and the banks that this concerns. Scope `internal`.',
  })
  expiringCertificates(
    @Args(() => ExpiringCertificatesArguments) { country, withinDays, asOf }: ExpiringCertificatesArguments,
    @Ctx() context: RequestContext,
  ): Promise<ExpiringCertificates> {
    return expiringCertificates(context, { country: country ?? null, withinDays, asOf: dayOfAnswer(context, asOf) });
  }
}
