import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { VehicleVariantReference } from '../vehicle/vehicle-variant.type.js';
import { PassportDocument } from './parts/document.type.js';
import { BatteryPerformance } from './parts/dynamic-performance.type.js';
import { BatteryCharacteristics, BatteryIdentification } from './parts/identification.type.js';
import { BatteryMaterials } from './parts/materials.type.js';
import { BatteryCommercial, BatteryOperation, BatteryPassportMetadata } from './parts/operation.type.js';
import { BatteryConformity, BatteryHandling, BatterySafety } from './parts/safety-and-conformity.type.js';
import { BatterySustainability } from './parts/sustainability.type.js';

@Directive('@key(fields: "passportId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A battery passport (Regulation (EU) 2023/1542, Article 77), of one battery or of a model, in the parts of Catena-X battery_pass 6.1.0. Its fields are public or restricted by Annex XIII.',
})
export class BatteryPassport extends Node {
  @Field(() => String, { description: 'Unique identifier: a URN, a DID or the code on the battery.' })
  passportId!: string;

  @Field(() => VehicleVariantReference, { nullable: true, description: 'Variant that the battery is built into.' })
  variant!: VehicleVariantReference | null;

  @Field(() => BatteryPassportMetadata)
  metadata!: BatteryPassportMetadata;

  @Field(() => BatteryIdentification)
  identification!: BatteryIdentification;

  @Field(() => BatteryCharacteristics)
  characteristics!: BatteryCharacteristics;

  @Field(() => BatteryCommercial)
  commercial!: BatteryCommercial;

  @Field(() => BatteryOperation)
  operation!: BatteryOperation;

  @Field(() => BatteryPerformance)
  performance!: BatteryPerformance;

  @Field(() => BatteryMaterials)
  materials!: BatteryMaterials;

  @Field(() => BatterySustainability)
  sustainability!: BatterySustainability;

  @Field(() => BatterySafety)
  safety!: BatterySafety;

  @Field(() => BatteryConformity)
  conformity!: BatteryConformity;

  @Field(() => BatteryHandling)
  handling!: BatteryHandling;

  @Field(() => [PassportDocument], { description: 'Further documents.' })
  sources!: PassportDocument[];

  @Field(() => Provenance)
  provenance!: Provenance;
}

/** The parts of a passport: what an import may know of one. */
export type BatteryPassportParts = Pick<
  BatteryPassport,
  | 'metadata'
  | 'identification'
  | 'characteristics'
  | 'commercial'
  | 'operation'
  | 'performance'
  | 'materials'
  | 'sustainability'
  | 'safety'
  | 'conformity'
  | 'handling'
  | 'sources'
>;
