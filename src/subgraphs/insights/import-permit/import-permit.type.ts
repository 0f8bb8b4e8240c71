import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Insight } from '../answer/insight.type.js';
import { ServicePointReference } from '../country/references.type.js';
import { PermitRequirementCode, PermitVerdict } from './check-permit.js';

registerEnumType(PermitVerdict, {
  name: 'PermitVerdict',
  description: 'Whether a requirement is met.',
  valuesConfig: { UNDECIDED: { description: 'No data tells.' } },
});
registerEnumType(PermitRequirementCode, {
  name: 'PermitRequirementCode',
  description: 'What a rule on service networks asks for.',
  valuesConfig: {
    SERVICE_POINTS: { description: 'Certified workshops in the country.' },
    SERVICE_POINTS_PER_REGION: { description: 'Certified workshops, so many in each region.' },
    CALL_CENTRE_SEATS: { description: 'Staff of a call centre of the brand.' },
    RESIDENT_REPRESENTATIVE: { description: 'A representative who is resident in the country.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A requirement of a rule on service networks, held against one.' })
export class PermitRequirement {
  @Field(() => PermitRequirementCode)
  code!: PermitRequirementCode;

  @Field(() => Int)
  required!: number;

  @Field(() => Int, { nullable: true, description: 'Null where no data tells.' })
  found!: number | null;

  @Field(() => Int, { nullable: true, description: 'At least so many are lacking; null where no data tells.' })
  lacking!: number | null;

  @Field(() => PermitVerdict)
  verdict!: PermitVerdict;

  @Field(() => String)
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A rule on service networks, held against one.' })
export class PermitRuleCheck {
  @Field(() => ID)
  policyId!: string;

  @Field(() => String, { description: 'What the rule covers, in the words of the source.' })
  scope!: string;

  @Field(() => [String], { description: 'Cars that the rule is for; empty for all.' })
  powertrains!: readonly string[];

  @Field(() => [String], { description: 'Countries and trade regions of origin that the rule leaves out.' })
  excludedOrigins!: readonly string[];

  @Field(() => PermitVerdict)
  verdict!: PermitVerdict;

  @Field(() => [PermitRequirement])
  requirements!: readonly PermitRequirement[];

  @Field(() => [ServicePointReference], { description: 'Would count if their certificate had not lapsed.' })
  lapsed!: ServicePointReference[];

  @Field(() => [ServicePointReference], { description: 'Never had the certificate that the rule asks for.' })
  uncertified!: ServicePointReference[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Whether a service network earns its brands the permit to import electric cars.',
})
export class ImportPermit extends Insight {
  @Field(() => PermitVerdict, { description: 'Over all rules in force; PASS where there is none.' })
  verdict!: PermitVerdict;

  @Field(() => [PermitRuleCheck])
  rules!: PermitRuleCheck[];
}
