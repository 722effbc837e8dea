/**
 * What is used here of `@refinedev/core`, which only its users install. The tests of this folder compile it
 * against the real one.
 */
declare module '@refinedev/core' {
  export type BaseKey = string | number;

  export interface LiveEvent {
    channel: string;
    type: string;
    payload: { ids?: BaseKey[]; [name: string]: unknown };
    date: Date;
  }

  export interface LiveProvider {
    publish?: (event: LiveEvent) => void;
    subscribe: (options: {
      channel: string;
      types: string[];
      callback: (event: LiveEvent) => void;
      params?: { ids?: BaseKey[] | undefined };
    }) => unknown;
    unsubscribe: (subscription: never) => void;
  }

  export function useResourceParams(params?: { resource?: string; id?: BaseKey }): {
    id?: BaseKey | undefined;
    resource?: { name: string; meta?: Readonly<Record<string, unknown>> | undefined } | undefined;
  };
}
