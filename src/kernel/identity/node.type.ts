import { Field, ID, InterfaceType } from 'type-graphql';

/** Relay's Node: everything that can be fetched again by its global id. */
@InterfaceType('Node', {
  description: 'An object that can be fetched again by its global id (Relay).',
  autoRegisterImplementations: false,
})
export abstract class Node {
  @Field(() => ID, { description: 'Global id: opaque, stable, unique over all types.' })
  id!: string;
}
