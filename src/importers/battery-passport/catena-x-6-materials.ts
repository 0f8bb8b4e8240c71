import type {
  BatteryMaterial,
  BatteryMaterials,
  HazardousSubstance,
  RecycledContent,
} from '../../subgraphs/compliance/battery-passport/parts/materials.type.js';
import { type FactReader, PERCENT } from '../facts/fact-reader.js';

/** Percent of one of the source's units. */
const PERCENT_OF: Readonly<Record<string, number>> = {
  'unit:percent': 1,
  'unit:partpermillion': 0.0001,
  'unit:partperthousand': 0.1,
  '%': 1,
  ppm: 0.0001,
};

/** Active materials that are named by their member. */
const ACTIVE = ['cobalt', 'lead', 'lithium', 'nickel'] as const;

/** `materials` of Catena-X `battery_pass` 6.x. */
export function catenaXMaterials(part: FactReader): BatteryMaterials {
  const named = ACTIVE.filter((name) => part.has(`active.${name}`)).map((name) =>
    recycled(part.at(`active.${name}`), name),
  );
  const others = part.items('active.other').flatMap((item) => {
    const { name } = identity(item, 'materialIdentification');
    return name === null ? [] : [recycled(item, name)];
  });
  const hazardous = (name: string) =>
    part.has(`hazardous.${name}`) ? substance(part.at(`hazardous.${name}`), { name, casNumber: null }) : null;
  return {
    composition: part.items('composition').flatMap((item) => material(item) ?? []),
    active: [...named, ...others],
    renewableContent: null,
    hazardous: {
      other: part.items('hazardous.other').flatMap((item) => {
        const { name, casNumber } = identity(item, 'materialIdentification');
        return name === null ? [] : [substance(item, { name, casNumber })];
      }),
      cadmium: hazardous('cadmium'),
      mercury: hazardous('mercury'),
      lead: hazardous('lead'),
    },
    detailedComposition: null,
  };
}

/** Name and CAS number of a material: the first identification that is a fact. */
function identity(item: FactReader, path: string): { name: string | null; casNumber: string | null } {
  const all = item.items(path).map((one) => {
    const [name, id, type] = [one.text('name'), one.text('id'), one.text('type')];
    return { name: name ?? id, casNumber: type === 'CAS' ? id : null };
  });
  return all.find(({ name }) => name !== null) ?? { name: null, casNumber: null };
}

function share(item: FactReader, unitPath: string): number | null {
  if (!item.has('concentration')) return null;
  const factor = item.oneOf(unitPath, PERCENT_OF);
  const value = item.number('concentration', { ...PERCENT, factor: factor ?? 1 });
  return factor === null ? null : value;
}

function material(item: FactReader): BatteryMaterial | null {
  const { name, casNumber } = identity(item, 'id');
  const facts = {
    location: item.text('location'),
    massShare: share(item, 'unit'),
    massKg: null,
    critical: item.flag('critical'),
    renewable: item.number('renewable', PERCENT),
  };
  item.number('recycled', PERCENT);
  item.documents('documentation');
  return name === null ? null : { name, casNumber, ...facts };
}

function recycled(item: FactReader, name: string): RecycledContent {
  item.text('location');
  item.documents('documentation');
  item.documents('impactOfSubstances');
  item.number('concentration');
  item.text('materialUnit');
  return {
    material: name,
    recycled: item.number('recycled', PERCENT),
    preConsumer: null,
    postConsumer: null,
    critical: item.flag('critical'),
  };
}

function substance(item: FactReader, known: { name: string; casNumber: string | null }): HazardousSubstance {
  item.flag('critical');
  item.number('recycled');
  item.documents('documentation');
  return {
    ...known,
    hazardClass: null,
    concentration: share(item, 'materialUnit'),
    location: item.text('location'),
    impact: item.documents('impactOfSubstances'),
  };
}
