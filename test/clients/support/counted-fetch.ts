/** A `fetch` that counts its calls. */
export interface CountedFetch {
  readonly fetch: typeof fetch;
  /** The methods of the requests so far. */
  readonly methods: string[];
}

/** Counts the requests that a client sends through `send`. */
export function countedFetch(send: typeof fetch): CountedFetch {
  const methods: string[] = [];
  return {
    methods,
    fetch: (input, init) => {
      methods.push(init?.method ?? (input instanceof Request ? input.method : 'GET'));
      return send(input, init);
    },
  };
}
