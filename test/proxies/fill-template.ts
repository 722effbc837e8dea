/**
 * Replaces each name in double underscores (`__GATEWAY_1__`) by its value; throws when a name has no
 * value, so that nothing is left to fill.
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/__([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__/g, (_marker, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template has a name without a value: ${name}`);
    return value;
  });
}
