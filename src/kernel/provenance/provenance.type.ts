import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLLocalDate } from '../scalars/date.scalar.js';
import { type ProvenanceRecord, SYNTHETIC } from './provenance.record.js';

export enum Confidence {
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}
registerEnumType(Confidence, {
  name: 'Confidence',
  description: 'How sure we are: HIGH official register or law text, MEDIUM press or industry source, LOW estimate.',
});

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'The register, publisher or data set that a record comes from.' })
export class Source {
  @Field(() => String, { description: '"SYNTHETIC" for generated demonstration data.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Identifier of the record in that system.' })
  recordId!: string | null;

  @Field(() => String, { description: 'SPDX identifier where the licence has one.' })
  licence!: string;

  @Field(() => GraphQLLocalDate, { description: 'Day on which the source was read or to which it refers.' })
  fetchedAt!: string;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Two sources disagree on a field: what the other one says.' })
export class Conflict {
  @Field(() => String)
  field!: string;

  @Field(() => String)
  statement!: string;

  @Field(() => String)
  source!: string;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Where a record comes from and how sure we are of it.' })
export class Provenance {
  @Field(() => Source)
  source!: Source;

  @Field(() => Confidence)
  confidence!: Confidence;

  @Field(() => Boolean, { description: 'True for generated demonstration data, which states no fact.' })
  synthetic!: boolean;

  @Field(() => [Conflict])
  conflicts!: Conflict[];
}

/** What callers see of a stored provenance. */
export function provenanceView(record: ProvenanceRecord): Provenance {
  return {
    source: record.source,
    confidence: record.confidence as Confidence,
    synthetic: record.source.system === SYNTHETIC,
    conflicts: record.conflicts,
  };
}
