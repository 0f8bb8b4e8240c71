import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';

@Directive('@key(fields: "country { code } variantId asOf")')
@ObjectType({ simpleResolvers: true, description: 'What is guaranteed on a vehicle variant in a country on a day.' })
export class Guarantee {
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => ID, { description: 'Natural key of the variant: make/model/year/trim/variant.' })
  variantId!: string;

  @Field(() => GraphQLLocalDate)
  asOf!: string;
}
