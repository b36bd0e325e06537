/** Keeps the last answer of a function while its arguments stay the same: several components may ask for one derived value. */
export function rememberLatest<Arguments extends readonly unknown[], Value>(
  derive: (...given: Arguments) => Value,
): (...given: Arguments) => Value {
  let last: { readonly given: Arguments; readonly value: Value } | null = null;
  return (...given) => {
    if (
      last &&
      last.given.length === given.length &&
      last.given.every((each, index) => Object.is(each, given[index]))
    ) {
      return last.value;
    }
    last = { given, value: derive(...given) };
    return last.value;
  };
}
