/** What a process that imports tells the benchmark at its end. */
export interface ImportMessage {
  /** Found in the collection afterwards. */
  readonly documents: number;
  readonly seconds: number;
}
