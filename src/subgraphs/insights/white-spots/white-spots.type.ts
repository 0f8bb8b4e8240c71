import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Insight } from '../answer/insight.type.js';
import { ChargingLocationReference, ServicePointReference, TownReference } from '../country/references.type.js';

@ObjectType({ simpleResolvers: true, description: 'A workshop at a distance from a town.' })
export class WorkshopAtDistance {
  @Field(() => ServicePointReference)
  servicePoint!: ServicePointReference;

  @Field(() => Float, { description: 'km along the great circle.' })
  distanceKm!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A charging site at a distance from a town.' })
export class ChargingSiteAtDistance {
  @Field(() => ChargingLocationReference)
  chargingLocation!: ChargingLocationReference;

  @Field(() => Float, { description: 'km along the great circle.' })
  distanceKm!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Where a gap could be closed: the nearer of the workshop and the charging hub, both within the radius.',
})
export class CandidateSite {
  @Field(() => WorkshopAtDistance, {
    nullable: true,
    description: 'The nearest open workshop without the certificate.',
  })
  workshop!: WorkshopAtDistance | null;

  @Field(() => ChargingSiteAtDistance, {
    nullable: true,
    description: 'The nearest charging site with direct current.',
  })
  chargingHub!: ChargingSiteAtDistance | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A town with many cars and no open high-voltage workshop within reach.',
})
export class WhiteSpot {
  @Field(() => TownReference)
  town!: TownReference;

  @Field(() => Int, {
    description: 'Plug-in cars of the town: the national fleet shared out by inhabitants, an estimate.',
  })
  vehicles!: number;

  @Field(() => WorkshopAtDistance, {
    nullable: true,
    description: 'The nearest qualified workshop; null where the country has none.',
  })
  nearestQualifiedWorkshop!: WorkshopAtDistance | null;

  @Field(() => CandidateSite)
  candidate!: CandidateSite;
}

@ObjectType({ simpleResolvers: true, description: 'The white spots of a country, most cars first.' })
export class WhiteSpots extends Insight {
  @Field(() => [WhiteSpot])
  nodes!: WhiteSpot[];

  @Field(() => Int, { description: 'All white spots that meet the conditions, shown or not.' })
  totalCount!: number;

  @Field(() => Int, { description: 'Plug-in cars in all of them.' })
  vehiclesAffected!: number;

  @Field(() => Int, { nullable: true, description: 'Plug-in cars of the country; null where unknown.' })
  vehiclesInCountry!: number | null;
}
