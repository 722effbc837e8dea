/** What was read together, with the place after it. */
export interface Step {
  /** One more part of it has to be done with before the place is reached. */
  hold(): void;
  /** One of the parts is done with. */
  release(): void;
}

interface OpenStep<Place> extends Step {
  place: Place | undefined;
  open: number;
}

/**
 * Up to which place everything is done with, when parts of it are done with in any order. What it keeps
 * grows with what is open, and not with what is done behind that.
 */
export class Progress<Place> {
  private steps: OpenStep<Place>[] = [];

  /** A step with the place after it, if there is one. */
  add(place: Place | undefined): Step {
    const step: OpenStep<Place> = {
      ...{ place, open: 0 },
      hold: () => void (step.open += 1),
      release: () => void (step.open -= 1),
    };
    this.steps.push(step);
    return step;
  }

  /** The place that was reached since this was last asked; undefined: none. */
  reached(): Place | undefined {
    const firstOpen = this.steps.findIndex(({ open }) => open > 0);
    const done = this.steps.slice(0, firstOpen < 0 ? this.steps.length : firstOpen);
    this.steps = this.steps
      .slice(done.length)
      // Of several that are done one after the other, the last place is enough.
      .filter(({ open }, index, steps) => open > 0 || steps[index + 1]?.open !== 0);
    return done.findLast(({ place }) => place !== undefined)?.place;
  }
}
