import { Field, ObjectType } from 'type-graphql';

@ObjectType('PassportDocument', { simpleResolvers: true, description: 'A document that a battery passport refers to.' })
export class PassportDocument {
  @Field(() => String, { nullable: true })
  header!: string | null;

  @Field(() => String, { description: 'Address of the document, or its text.' })
  content!: string;

  @Field(() => String, { nullable: true, description: 'What `content` is: "URL" or a media type.' })
  contentType!: string | null;
}
