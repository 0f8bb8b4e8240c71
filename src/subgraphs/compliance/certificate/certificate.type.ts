import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { CertificateKind, SafetyIntegrityLevel } from './certificate-kind.js';

@ObjectType({ simpleResolvers: true, description: 'What a safety case after ISO 26262 argues.' })
export class FunctionalSafety {
  @Field(() => String, { description: 'System or function (ISO 26262-1: item).' })
  item!: string;

  @Field(() => SafetyIntegrityLevel)
  asil!: SafetyIntegrityLevel;

  @Field(() => String)
  assessor!: string;

  @Field(() => String, { nullable: true })
  scope!: string | null;
}

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

  @Field(() => String, {
    nullable: true,
    description:
      'Of the vehicle types under UN R155 or R156: "E4*155R00/00*0001*00". Null for other kinds, or where none is known.',
  })
  typeApprovalNumber!: string | null;

  @Field(() => FunctionalSafety, { nullable: true, description: 'Null for other kinds than FUNCTIONAL_SAFETY_CASE.' })
  functionalSafety!: FunctionalSafety | null;

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
