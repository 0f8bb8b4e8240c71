import { Field, Float, Int, ObjectType } from 'type-graphql';
import { IMAGE_CATEGORIES, type ImageCategory } from '../ocpi/location-vocabularies.js';

@ObjectType({ simpleResolvers: true, description: 'A text in one language (OCPI DisplayText).' })
export class DisplayText {
  @Field(() => String, { description: 'ISO 639-1.' })
  language!: string;

  @Field(() => String)
  text!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A place that belongs to a site (OCPI AdditionalGeoLocation).' })
export class RelatedLocation {
  @Field(() => Float, { description: 'Degrees north.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east.' })
  longitude!: number;

  @Field(() => DisplayText, { nullable: true })
  name!: DisplayText | null;
}

@ObjectType({ simpleResolvers: true, description: 'An image of a site (OCPI Image).' })
export class LocationImage {
  @Field(() => String)
  url!: string;

  @Field(() => String, { nullable: true })
  thumbnail!: string | null;

  @Field(() => IMAGE_CATEGORIES.members, { nullable: true })
  category!: ImageCategory | null;

  @Field(() => String, { nullable: true, description: 'File type, e.g. "jpeg".' })
  type!: string | null;

  @Field(() => Int, { nullable: true, description: 'Pixels.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Pixels.' })
  height!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A part of an energy mix (OCPI EnergySource).' })
export class EnergySource {
  @Field(() => String, { description: 'OCPI EnergySourceCategory, e.g. "WIND".' })
  source!: string;

  @Field(() => Float, { description: '0 to 100.' })
  percentage!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What comes with a kWh (OCPI EnvironmentalImpact).' })
export class EnvironmentalImpact {
  @Field(() => String, { description: 'OCPI EnvironmentalImpactCategory, e.g. "CARBON_DIOXIDE".' })
  category!: string;

  @Field(() => Float, { description: 'g per kWh.' })
  amount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Where the energy of a site comes from (OCPI EnergyMix).' })
export class EnergyMix {
  @Field(() => Boolean, { description: 'All of it is green.' })
  isGreenEnergy!: boolean;

  @Field(() => [EnergySource])
  energySources!: EnergySource[];

  @Field(() => [EnvironmentalImpact])
  environImpact!: EnvironmentalImpact[];

  @Field(() => String, { nullable: true })
  supplierName!: string | null;

  @Field(() => String, { nullable: true })
  energyProductName!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Coordinates as the source wrote them.' })
export class SourceCoordinates {
  @Field(() => Float)
  x!: number;

  @Field(() => Float)
  y!: number;

  @Field(() => String, { description: 'Coordinate reference system, e.g. "EPSG:28992".' })
  crs!: string;
}
