import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { GuaranteeComponent, GuaranteeProgramme } from './guarantee-programme.type.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What is guaranteed on one component: what somebody promises, and what the law grants beside it.',
})
export class GuaranteeTerm {
  @Field(() => GuaranteeComponent)
  component!: GuaranteeComponent;

  @Field(() => GuaranteeProgramme, { nullable: true, description: 'Null where only the law grants something.' })
  programme!: GuaranteeProgramme | null;

  @Field(() => GuaranteeProgramme, {
    nullable: true,
    description: 'The most specific legal minimum; null where the law grants nothing that is on file.',
  })
  legalMinimum!: GuaranteeProgramme | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the law grants more years or kilometres than the programme; null where one of them is missing.',
  })
  lawGrantsMore!: boolean | null;
}

@Directive('@key(fields: "country { code } variantId subdivision asOf")')
@ObjectType({ simpleResolvers: true, description: 'What is guaranteed on a vehicle variant in a country on a day.' })
export class Guarantee {
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => ID, { description: 'Natural key of the variant: make/model/year/trim/variant.' })
  variantId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the country (ISO 3166-2); null for none in particular.',
  })
  subdivision!: string | null;

  @Field(() => GraphQLLocalDate)
  asOf!: string;
}
