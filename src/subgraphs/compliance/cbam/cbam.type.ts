import type { Decimal } from 'decimal.js';
import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'One of the goods; its figures are null where it is out of scope.' })
export class CbamGood {
  @Field(() => String)
  cnCode!: string;

  @Field(() => Boolean)
  inScope!: boolean;

  @Field(() => String, { description: 'Why it is in or out of scope.' })
  reason!: string;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Mark-up that was applied: "0.1" is 10 %.' })
  markup!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 't CO2e of the whole mass, with mark-up.' })
  embeddedEmissions!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 't CO2e allocated free of charge.' })
  freeAllocation!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Certificates (t CO2e), before the exemption by mass.' })
  certificates!: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'EUR, before the exemption by mass.' })
  cost!: Decimal | null;
}

@ObjectType({ simpleResolvers: true, description: 'Obligation of an importer under Regulation (EU) 2023/956.' })
export class CbamCalculation {
  @Field(() => Int)
  year!: number;

  @Field(() => GraphQLDecimal, {
    description: 'Share of the benchmark still allocated free: Directive 2003/87/EC, Article 10a(1a).',
  })
  cbamFactor!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Tonnes of the goods in scope.' })
  massInScope!: Decimal;

  @Field(() => Boolean, {
    description:
      'No more than 50 t of the goods above in the year: Regulation (EU) 2023/956, Article 2a, of Regulation (EU) 2025/2083. Cement and fertilisers count as well: add their mass.',
  })
  exemptByMass!: boolean;

  @Field(() => GraphQLDecimal, { description: 'Certificates to surrender (t CO2e); 0 where exempt.' })
  certificates!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'EUR; 0 where exempt.' })
  cost!: Decimal;

  @Field(() => [CbamGood])
  goods!: CbamGood[];
}
