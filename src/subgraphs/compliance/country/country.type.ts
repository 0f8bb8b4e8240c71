import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

/** The part of `Country` that this subgraph knows: its key. Markets owns the type. */
@Directive('@key(fields: "code")')
@ObjectType('Country', { simpleResolvers: true })
export class CountryExtension {
  @Field(() => GraphQLCountryCode)
  code!: string;
}
