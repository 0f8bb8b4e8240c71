import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { QuotePreviewInput, WORD } from './quote-preview.inputs.js';

@InputType({ description: 'A car, how it shall be financed, and by which product.' })
export class CreateQuoteInput extends QuotePreviewInput {
  @Field(() => ID, { description: 'Key of the product.' })
  @Matches(WORD)
  productId!: string;

  @Field(() => ID, { nullable: true, description: 'Key of the offer of the car, for whoever reads the quote later.' })
  @IsOptional()
  @Matches(WORD)
  offerId?: string | null;

  @Field(() => String, {
    description: 'Repeats with the same key within 30 days get the same quote; 8 to 200 characters.',
  })
  idempotencyKey!: string;
}

@ArgsType()
export class CreateQuoteArguments {
  @Field(() => CreateQuoteInput)
  @ValidateNested()
  input!: CreateQuoteInput;
}
