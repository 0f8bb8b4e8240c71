import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { CountryExtension } from '../country/country.type.js';
import { afirCompleteness } from './afir-completeness.service.js';
import { AfirCompleteness } from './afir-completeness.type.js';

@Resolver(() => CountryExtension)
export class CountryAfirCompletenessResolver {
  @Directive('@cost(weight: 50)')
  @FieldResolver(() => AfirCompleteness, {
    nullable: true,
    description:
      "Which mandatory data of public charge points are filled, for how many. Null, with an error, while the country's data is out of reach.",
  })
  afirCompleteness(@Root() country: CountryExtension, @Ctx() context: DataContext): Promise<AfirCompleteness> {
    return afirCompleteness(context, country.code);
  }
}
