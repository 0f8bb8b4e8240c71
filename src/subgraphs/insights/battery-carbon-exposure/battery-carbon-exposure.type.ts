import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';

@ObjectType({ simpleResolvers: true, description: 'What is outstanding, and the shares of it that are exposed.' })
export class CarbonExposureSum {
  @Field(() => Int)
  contracts!: number;

  @Field(() => Money)
  outstanding!: Money;

  @Field(() => Float, { nullable: true, description: 'Share whose battery guarantee ends before the loan.' })
  guaranteeEndsBeforeShare!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of which nobody knows when the guarantee ends.' })
  guaranteeUnknownShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share whose collateral has no battery passport that says a carbon class.',
  })
  withoutPassportShare!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'Contracts of one carbon class.' })
export class CarbonClassExposure extends CarbonExposureSum {
  @Field(() => String, {
    nullable: true,
    description:
      'Performance class of the carbon footprint (Regulation (EU) 2023/1542, Article 7); null where no passport says one.',
  })
  batteryCarbonClass!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Contracts of one country.' })
export class CountryCarbonExposure extends CarbonExposureSum {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => [CarbonClassExposure], { description: 'Best class first; without one last.' })
  classes!: CarbonClassExposure[];
}

@ObjectType({ simpleResolvers: true, description: 'What banks have outstanding, by country and battery carbon class.' })
export class BatteryCarbonExposure extends Insight {
  @Field(() => CarbonExposureSum)
  total!: CarbonExposureSum;

  @Field(() => [CountryCarbonExposure], { description: 'Largest first.' })
  countries!: CountryCarbonExposure[];

  @Field(() => [Money], { description: 'Not in the sums: its currency has no rate on that day.' })
  unconverted!: Money[];
}
