import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { LifecycleStage, LifecycleSubjectKind } from './lifecycle-vocabularies.js';

@ObjectType('LifecycleSubject', { simpleResolvers: true })
export class LifecycleSubject {
  @Field(() => LifecycleSubjectKind)
  kind!: LifecycleSubjectKind;

  @Field(() => String)
  id!: string;
}

@ObjectType('DocumentReference', {
  simpleResolvers: true,
  description: 'A document elsewhere, and the hash that it must have.',
})
export class DocumentReference {
  @Field(() => String)
  uri!: string;

  @Field(() => String, { description: 'SHA-256 of its content, hexadecimal.' })
  sha256!: string;

  @Field(() => String)
  mediaType!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Something that happened to a battery, vehicle, variant or plant. Records of a subject are a hash chain that only grows.',
})
export class LifecycleRecord {
  @Field(() => String)
  recordId!: string;

  @Field(() => LifecycleSubject)
  subject!: LifecycleSubject;

  @Field(() => Int, { description: 'Place in the chain of the subject, from 1.' })
  number!: number;

  @Field(() => LifecycleStage)
  stage!: LifecycleStage;

  @Field(() => String)
  event!: string;

  @Field(() => String, { description: 'Who says so.' })
  issuer!: string;

  @Field(() => GraphQLDateTime, { description: 'When the issuer said so.' })
  issuedAt!: Date;

  @Field(() => DocumentReference, { nullable: true })
  documentRef!: DocumentReference | null;

  @Field(() => String, {
    nullable: true,
    description: 'JSON Web Signature of the issuer (RFC 7515), as it came; it is not verified here.',
  })
  signature!: string | null;

  @Field(() => GraphQLDateTime)
  recordedAt!: Date;

  @Field(() => String, { description: 'Hash of the record before; 64 zeros for the first.' })
  prevHash!: string;

  @Field(() => String, { description: 'SHA-256 of the other fields in canonical JSON (RFC 8785).' })
  hash!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Whether the whole chain of a subject is as it was written.' })
export class ChainVerification {
  @Field(() => Boolean)
  valid!: boolean;

  @Field(() => Int, { description: 'Records found.' })
  records!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of the first record that is missing, was changed or does not follow.',
  })
  brokenAt!: number | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;
}
