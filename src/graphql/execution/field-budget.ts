import { type DocumentNode } from 'graphql';

/** How many fields may be compiled of a document: one for each of its tokens. */
export class FieldBudget {
  private left: number;

  constructor({ tokenCount = 0 }: DocumentNode) {
    this.left = tokenCount;
  }

  /** True when the document selects more, its fragments spread, than is compiled. */
  get isSpent(): boolean {
    return this.left < 0;
  }

  spend(fields: number): void {
    this.left -= fields;
  }
}
