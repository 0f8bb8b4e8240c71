import { ArrayMaxSize, IsEnum, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { BatteryCategory } from './battery-category.js';

@InputType({ description: 'All conditions must hold.' })
export class BatteryPassportFilter {
  @Field(() => ID, { nullable: true, description: 'variantId or global id of a vehicle variant.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  variantId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Performance classes of the carbon footprint: "A" ...' })
  @IsOptional()
  @ArrayMaxSize(20)
  @Matches(/^[A-Z]$/, { each: true })
  carbonClasses?: string[] | null;

  @Field(() => BatteryCategory, { nullable: true })
  @IsOptional()
  @IsEnum(BatteryCategory)
  category?: BatteryCategory | null;

  @Field(() => String, { nullable: true, description: 'Business partner number of the economic operator.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  economicOperatorId?: string | null;
}

@ArgsType()
export class BatteryPassportsArguments extends PageArguments {
  @Field(() => BatteryPassportFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: BatteryPassportFilter | null;
}

@ArgsType()
export class BatteryCarbonClassesArguments {
  @Field(() => [ID], { description: 'At most 10,000.' })
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  passportIds!: string[];
}
