import { IsOptional } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { findNetwork } from '../network/service-network.service.js';
import { ServiceNetwork } from '../network/service-network.type.js';
import { attainment } from './attainment.js';
import {
  AgreementsArguments,
  CountryAgreementsArguments,
  NetworkAgreementsArguments,
} from './service-level-agreement.inputs.js';
import { findAgreement, listAgreements, measurementsOf } from './service-level-agreement.service.js';
import {
  ServiceLevelAgreement,
  ServiceLevelAttainment,
  ServiceLevelMeasurement,
} from './service-level-agreement.type.js';

const ServiceLevelAgreementConnection = connectionType('ServiceLevelAgreement', () => ServiceLevelAgreement);

@ArgsType()
class MeasuredUntilArguments {
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Only periods that are over by then; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver(() => ServiceLevelAgreement)
export class ServiceLevelAgreementResolver {
  @Query(() => ServiceLevelAgreement, { nullable: true, description: 'An agreement by its slaId or global id.' })
  serviceLevelAgreement(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceLevelAgreement | null> {
    return findAgreement(context, naturalKey('ServiceLevelAgreement', id), selectedFields(info));
  }

  @Query(() => ServiceLevelAgreementConnection, { description: 'Agreements of a country by their keys.' })
  serviceLevelAgreements(
    @Args(() => AgreementsArguments) { country, ...request }: AgreementsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ServiceLevelAgreement>> {
    return listAgreements(context, country, request, selectedNodeFields(info));
  }

  @FieldResolver(() => ServiceNetwork, { nullable: true, description: 'Null where the network has no record.' })
  network(
    @Root() { networkId }: ServiceLevelAgreement,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceNetwork | null> {
    return findNetwork(context, networkId, selectedFields(info));
  }

  @FieldResolver(() => [ServiceLevelMeasurement], { description: 'In the order of the periods.' })
  measurements(
    @Root() agreement: ServiceLevelAgreement,
    @Args(() => MeasuredUntilArguments) { asOf }: MeasuredUntilArguments,
    @Ctx() { today }: DataContext,
  ): ServiceLevelMeasurement[] {
    return measurementsOf(agreement, asOf ?? today);
  }

  @FieldResolver(() => ServiceLevelAttainment)
  attainment(
    @Root() agreement: ServiceLevelAgreement,
    @Args(() => MeasuredUntilArguments) { asOf }: MeasuredUntilArguments,
    @Ctx() { today }: DataContext,
  ): ServiceLevelAttainment {
    return attainment(measurementsOf(agreement, asOf ?? today));
  }
}

@Resolver(() => CountryExtension)
export class CountryAgreementsResolver {
  @FieldResolver(() => ServiceLevelAgreementConnection, {
    nullable: true,
    description:
      "What networks of the country have agreed to reach. Null, with an error, while the country's data is out of reach.",
  })
  serviceLevelAgreements(
    @Root() country: CountryExtension,
    @Args(() => CountryAgreementsArguments) request: CountryAgreementsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ServiceLevelAgreement>> {
    return listAgreements(context, country.code, request, selectedNodeFields(info));
  }
}

@Resolver(() => ServiceNetwork)
export class NetworkAgreementsResolver {
  @FieldResolver(() => ServiceLevelAgreementConnection, {
    nullable: true,
    description: 'What the network has agreed to reach; null only beside an error.',
  })
  serviceLevelAgreements(
    @Root() { networkId, country }: ServiceNetwork,
    @Args(() => NetworkAgreementsArguments) request: NetworkAgreementsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ServiceLevelAgreement>> {
    return listAgreements(context, country.code, { ...request, networkId }, selectedNodeFields(info));
  }
}
