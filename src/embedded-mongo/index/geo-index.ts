import RBush from 'rbush';
import { angleToBox, type Box, boxesAround } from '../query/geo/boxes.js';
import { enclosingCap, type Geometry } from '../query/geo/geometry.js';
import { Heap } from '../query/heap.js';

interface GeoItem extends Box {
  readonly key: string;
}

/** The part of rbush's own tree that the nearest-neighbour walk reads (`toJSON` gives the root). */
interface TreeNode extends Box {
  readonly leaf: boolean;
  readonly children: readonly (TreeNode | GeoItem)[];
}

interface Candidate {
  readonly bound: number;
  readonly node?: TreeNode;
  readonly key?: string;
}

/** As many new geometries wait for the next reader at most. */
const MOST_WAITING = 8_192;
/** A tree that becomes longer by this part is packed anew; else each geometry is put where it fits best. */
const PACKED_SHARE = 1 / 8;

/** One R-tree, and what has come since somebody read it. */
class WaitingTree {
  private packed = new RBush<GeoItem>();
  private waiting: GeoItem[] = [];
  private placed = 0;

  /** Many that come one after the other are packed at once, which takes a fraction of finding a place for each. */
  add(items: readonly GeoItem[]): void {
    this.waiting.push(...items);
    if (this.waiting.length >= MOST_WAITING || this.placed * PACKED_SHARE > MOST_WAITING) this.settle();
  }

  remove(items: readonly GeoItem[]): void {
    this.settle();
    for (const item of items) this.packed.remove(item, isSameItem);
    this.placed = Math.max(0, this.placed - items.length);
  }

  /** Replaces everything. */
  load(items: readonly GeoItem[]): void {
    this.waiting = [];
    this.pack(items);
  }

  get root(): TreeNode {
    this.settle();
    return this.packed.toJSON() as TreeNode;
  }

  private settle(): void {
    const { waiting } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    if (waiting.length >= this.placed * PACKED_SHARE) {
      this.pack([...this.packed.all(), ...waiting]);
      return;
    }
    for (const item of waiting) this.packed.insert(item);
    this.placed += waiting.length;
  }

  private pack(items: readonly GeoItem[]): void {
    this.packed = new RBush<GeoItem>().load(items);
    this.placed = items.length;
  }
}

/**
 * Geometries on the sphere in R-trees over longitude and latitude: one tree for each value of the fields that stand before the
 * geometry in a compound index, so that "near here, in this country" never walks through another country.
 */
export class GeoIndex {
  private readonly trees = new Map<string, WaitingTree>();

  /** @param prefix the key of the values of the fields before the geometry; '' when there are none */
  add(prefix: string, geometry: Geometry, key: string): void {
    this.tree(prefix).add(itemsOf(geometry, key));
  }

  remove(prefix: string, geometry: Geometry, key: string): void {
    const tree = this.trees.get(prefix);
    if (!tree) return;
    tree.remove(itemsOf(geometry, key));
    if (tree.root.children.length === 0) this.trees.delete(prefix);
  }

  /** Replaces everything, much faster than adding one by one. */
  load(entries: Iterable<{ prefix: string; geometry: Geometry; key: string }>): void {
    const items = new Map<string, GeoItem[]>();
    for (const { prefix, geometry, key } of entries) {
      const list = items.get(prefix);
      if (list) list.push(...itemsOf(geometry, key));
      else items.set(prefix, itemsOf(geometry, key));
    }
    this.trees.clear();
    for (const [prefix, list] of items) this.tree(prefix).load(list);
  }

  /**
   * Keys of the documents whose boxes meet one of the given ones. `prefixes` undefined: all trees.
   * @param most undefined comes back as soon as there are more
   */
  search(boxes: readonly Box[], prefixes: readonly string[] | undefined): Set<string>;
  search(boxes: readonly Box[], prefixes: readonly string[] | undefined, most: number): Set<string> | undefined;
  search(
    boxes: readonly Box[],
    prefixes: readonly string[] | undefined,
    most = Number.POSITIVE_INFINITY,
  ): Set<string> | undefined {
    const keys = new Set<string>();
    for (const tree of this.chosen(prefixes)) {
      for (const box of boxes) {
        const nodes = [tree.root];
        for (let node = nodes.pop(); node; node = nodes.pop()) {
          for (const child of node.children) {
            if (!meets(child, box)) continue;
            if (!('key' in child)) nodes.push(child);
            else if (keys.add(child.key).size > most) return undefined;
          }
        }
      }
    }
    return keys;
  }

  /**
   * Document keys with a lower bound of their distance (angle in radians) from a point, by ascending bound. A document comes once.
   * The caller measures exactly, and may stop as soon as the bound exceeds what it wants.
   */
  *nearest(
    longitude: number,
    latitude: number,
    prefixes: readonly string[] | undefined,
  ): Generator<{ key: string; bound: number }, undefined> {
    const queue = new Heap<Candidate>((a, b) => a.bound - b.bound);
    for (const tree of this.chosen(prefixes)) {
      const { root } = tree;
      if (root.children.length > 0) queue.push({ bound: angleToBox(longitude, latitude, root), node: root });
    }
    const seen = new Set<string>();
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { node, key, bound } = next;
      if (key !== undefined) {
        if (seen.has(key)) continue;
        seen.add(key);
        yield { key, bound };
      }
      for (const child of node?.children ?? []) {
        const childBound = Math.max(bound, angleToBox(longitude, latitude, child));
        queue.push('key' in child ? { bound: childBound, key: child.key } : { bound: childBound, node: child });
      }
    }
  }

  private tree(prefix: string): WaitingTree {
    const known = this.trees.get(prefix);
    if (known) return known;
    const tree = new WaitingTree();
    this.trees.set(prefix, tree);
    return tree;
  }

  private chosen(prefixes: readonly string[] | undefined): WaitingTree[] {
    if (!prefixes) return [...this.trees.values()];
    return prefixes.flatMap((prefix) => this.trees.get(prefix) ?? []);
  }
}

function meets(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}

function itemsOf(geometry: Geometry, key: string): GeoItem[] {
  return boxesOf(geometry).map(({ minX, minY, maxX, maxY }) => ({ minX, minY, maxX, maxY, key }));
}

/** A single point, which nearly every geometry is, needs no circle around it. */
function boxesOf(geometry: Geometry): Box[] {
  const [position] = geometry.positions;
  if (position && geometry.positions.length === 1) {
    const [x, y] = position;
    return [{ minX: x, minY: y, maxX: x, maxY: y }];
  }
  const { middle, radius } = enclosingCap(geometry);
  return boxesAround(middle, radius);
}

/** One document may have several items: all of them have its key. */
function isSameItem(a: GeoItem, b: GeoItem): boolean {
  return a.key === b.key && a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;
}
