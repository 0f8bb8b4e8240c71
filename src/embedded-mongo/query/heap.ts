/** A binary heap: the item that compares least is on top. */
export class Heap<T> {
  private readonly items: T[] = [];

  constructor(private readonly compare: (left: T, right: T) => number) {}

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    let i = this.items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = this.items[parent] as T;
      if (this.compare(item, above) >= 0) break;
      this.items[i] = above;
      i = parent;
    }
    this.items[i] = item;
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (this.items.length > 0 && last !== undefined) this.sink(last);
    return top;
  }

  /** Replaces the top: cheaper than a pop and a push. */
  replaceTop(item: T): void {
    this.sink(item);
  }

  private sink(item: T): void {
    const { items } = this;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.compare(items[child + 1] as T, items[child] as T) < 0) child++;
      const below = items[child] as T;
      if (this.compare(below, item) >= 0) break;
      items[i] = below;
      i = child;
    }
    items[i] = item;
  }
}
