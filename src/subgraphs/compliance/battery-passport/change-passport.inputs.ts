import {
  ArrayMaxSize,
  IsEnum,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, Float, ID, InputType } from 'type-graphql';
import { LifeCycleStage } from './carbon-footprint.js';

const KEY_DESCRIPTION = 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.';

@InputType()
export class StageCarbonFootprintInput {
  @Field(() => LifeCycleStage)
  @IsEnum(LifeCycleStage)
  stage!: LifeCycleStage;

  @Field(() => Float, { description: 'kg CO2e per kWh.' })
  @IsNumber()
  value!: number;
}

@InputType({ description: 'A carbon footprint declaration: Regulation (EU) 2023/1542, Article 7(1).' })
export class DeclareCarbonFootprintInput {
  @Field(() => ID, { description: 'passportId or global id.' })
  @IsString()
  @Length(1, 500)
  passportId!: string;

  @Field(() => Float, { description: 'kg CO2e per kWh; the stages must sum to it within 0.5 %.' })
  @IsNumber()
  total!: number;

  @Field(() => [StageCarbonFootprintInput])
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  stages!: StageCarbonFootprintInput[];

  @Field(() => String, { nullable: true, description: '"A" the best.' })
  @IsOptional()
  @Matches(/^[A-Z]$/)
  performanceClass?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'Plants that it holds for.' })
  @ArrayMaxSize(100)
  @MaxLength(200, { each: true })
  manufacturingPlants!: string[];

  @Field(() => String, { nullable: true, description: 'Address of the public version of the study.' })
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/i, { message: 'must be an http or https address' })
  @MaxLength(2_000)
  studyUrl?: string | null;

  @Field(() => String, { description: KEY_DESCRIPTION })
  @IsString()
  idempotencyKey!: string;
}

@InputType()
export class LinkBatteryPassportInput {
  @Field(() => ID, { description: 'passportId or global id.' })
  @IsString()
  @Length(1, 500)
  passportId!: string;

  @Field(() => ID, { nullable: true, description: 'variantId or global id of the variant; null takes the link away.' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  variantId?: string | null;

  @Field(() => String, { description: KEY_DESCRIPTION })
  @IsString()
  idempotencyKey!: string;
}

@ArgsType()
export class DeclareCarbonFootprintArguments {
  @Field(() => DeclareCarbonFootprintInput)
  @ValidateNested()
  input!: DeclareCarbonFootprintInput;
}

@ArgsType()
export class LinkBatteryPassportArguments {
  @Field(() => LinkBatteryPassportInput)
  @ValidateNested()
  input!: LinkBatteryPassportInput;
}
