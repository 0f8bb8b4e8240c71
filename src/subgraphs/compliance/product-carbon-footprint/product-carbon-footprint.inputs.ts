import { IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';

@InputType({ description: 'All conditions must hold.' })
export class ProductCarbonFootprintFilter {
  @Field(() => String, { nullable: true, description: 'One of the product ids, as the maker writes it.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  productId?: string | null;

  @Field(() => String, { nullable: true, description: 'One of the company ids, as the maker writes it.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  companyId?: string | null;
}

@ArgsType()
export class ProductCarbonFootprintsArguments extends PageArguments {
  @Field(() => ProductCarbonFootprintFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: ProductCarbonFootprintFilter | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Only footprints that count on this day.' })
  @IsOptional()
  asOf?: string | null;
}
