/** The data of an answer as JSON text, where Apollo expects the data itself. */
export class DataText {
  /** What Apollo takes for data has fields. */
  readonly [field: string]: unknown;

  constructor(readonly text: string) {}
}

/** The JSON text of the result of an operation; compact, because people use Sandbox, which indents. */
export function toJson(result: { readonly data?: unknown }): string {
  const { data } = result;
  return data instanceof DataText ? `{"data":${data.text}}` : JSON.stringify(result);
}
