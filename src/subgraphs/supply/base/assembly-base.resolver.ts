import { IsOptional } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { AssemblyBasesArguments, CountryAssemblyBasesArguments } from './assembly-base.inputs.js';
import { findBase, listBases, listBasesOfCountry, localContentOn } from './assembly-base.service.js';
import { AssemblyBase } from './assembly-base.type.js';

const AssemblyBaseConnection = connectionType('AssemblyBase', () => AssemblyBase);

@ArgsType()
export class DayArguments {
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
export class AssemblyBaseArguments {
  @Field(() => String, { description: 'Country and name, e.g. "TH:byd-rayong".' })
  id!: string;
}

@Resolver(() => AssemblyBase)
export class AssemblyBaseResolver {
  @Query(() => AssemblyBase, { nullable: true })
  assemblyBase(
    @Args(() => AssemblyBaseArguments) { id }: AssemblyBaseArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssemblyBase | null> {
    return findBase(context, naturalKey('AssemblyBase', id), selectedFields(info));
  }

  @Query(() => AssemblyBaseConnection, {
    description: 'Places where cars are put together, in the order of their ids.',
  })
  assemblyBases(
    @Args(() => AssemblyBasesArguments) { country, ...request }: AssemblyBasesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<AssemblyBase>> {
    return listBases(context, country ?? null, request, askedOf(info));
  }

  @FieldResolver(() => GraphQLDecimal, {
    nullable: true,
    description: 'Share of local content on a day, as a fraction; null where none is stated for it.',
  })
  localContentOn(
    @Root() { localContent }: AssemblyBase,
    @Args(() => DayArguments) { asOf }: DayArguments,
    @Ctx() { today }: DataContext,
  ): unknown {
    return localContentOn(localContent, asOf ?? today)?.share ?? null;
  }
}

@Resolver(() => CountryExtension)
export class CountryAssemblyBasesResolver {
  @FieldResolver(() => AssemblyBaseConnection, {
    nullable: true,
    description: "In the order of their ids. Null, with an error, while the country's data cannot be reached.",
  })
  assemblyBases(
    @Root() country: CountryExtension,
    @Args(() => CountryAssemblyBasesArguments) request: CountryAssemblyBasesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<AssemblyBase>> {
    return listBasesOfCountry(context, country.code, request, askedOf(info));
  }
}

function askedOf(info: GraphQLResolveInfo) {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}
