import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { Insight } from '../answer/insight.type.js';
import {
  ApplicationReference,
  CertificateReference,
  FinancePartnerReference,
  MarketOfferReference,
} from '../country/references.type.js';

@ObjectType({ simpleResolvers: true, description: 'A certificate that lapses, and whom that concerns.' })
export class ExpiringCertificate {
  @Field(() => CertificateReference)
  certificate!: CertificateReference;

  @Field(() => GraphQLLocalDate, { description: 'First day on which it no longer counts.' })
  validTo!: string;

  @Field(() => Int, { description: 'From the day of the answer.' })
  daysLeft!: number;

  @Field(() => [MarketOfferReference], {
    description: 'On sale, covered by it, and by no other certificate of the kind on the last day that is looked at.',
  })
  offers!: MarketOfferReference[];

  @Field(() => Int, { description: 'Covered by it, and on the last day by another certificate of the kind too.' })
  renewedOffers!: number;

  @Field(() => [ApplicationReference], { description: 'Open applications for cars of these offers.' })
  applications!: ApplicationReference[];

  @Field(() => [FinancePartnerReference], { description: 'Banks of the applications: those to warn.' })
  partners!: FinancePartnerReference[];
}

@ObjectType({ simpleResolvers: true, description: 'Certificates that lapse soon, with what hangs on them.' })
export class ExpiringCertificates extends Insight {
  @Field(() => GraphQLLocalDate, { description: 'Last day that is looked at.' })
  lastDay!: string;

  @Field(() => [ExpiringCertificate], { description: 'Those that concern somebody come first, each by its last day.' })
  certificates!: ExpiringCertificate[];

  @Field(() => Int, { description: 'Offers that are hit, each once.' })
  offersConcerned!: number;

  @Field(() => Int, { description: 'Open applications that are hit, each once.' })
  applicationsConcerned!: number;

  @Field(() => [FinancePartnerReference], { description: 'Banks to warn, each once.' })
  partners!: FinancePartnerReference[];
}
