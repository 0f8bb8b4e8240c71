import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { CertificateKind } from './certificate-kind.js';

@Directive('@key(fields: "certificateId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A certificate of a maker that counts in one country; in force on the days [validFrom, validTo).',
})
export class Certificate extends Node {
  @Field(() => String)
  certificateId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => CertificateKind)
  kind!: CertificateKind;

  @Field(() => String, { description: 'Number that the issuer gave.' })
  number!: string;

  @Field(() => String, { description: 'Slug of the maker that holds it.' })
  maker!: string;

  @Field(() => [String], { description: "Keys of the variants covered; empty for all of the maker's." })
  variantIds!: string[];

  @Field(() => String, { description: 'Approval authority, technical service or assessor.' })
  issuer!: string;

  @Field(() => GraphQLLocalDate)
  validFrom!: string;

  @Field(() => GraphQLLocalDate, { description: 'First day on which it no longer counts.' })
  validTo!: string;

  @Field(() => Provenance)
  provenance!: Provenance;
}
