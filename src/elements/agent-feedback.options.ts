// Turns entries of the option table into Lit properties: one attribute each, and accessors that take
// whatever a page or a framework assigns. What an element does with the values is its own.

import type { PropertyDeclarations, ReactiveElement } from 'lit';
import { attributeName, type OptionSpec, readOption } from '../config.js';
import { warn } from '../warn.js';

/** Lit's declarations for `specs`. */
export function optionProperties(specs: readonly OptionSpec[]): PropertyDeclarations {
  return Object.fromEntries(
    specs.map((spec) => [
      spec.name,
      {
        attribute: attributeName(spec.name),
        reflect: spec.reflect ?? false,
        noAccessor: true,
        converter: { fromAttribute: (text: string | null) => text, toAttribute },
      },
    ]),
  );
}

function toAttribute(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? '' : null;
  return value === null ? null : String(value);
}

/** An element whose options' values lie in one object, by property name. */
export interface HasOptions extends ReactiveElement {
  readonly optionValues: object;
}

/** Defines accessors on `prototype` that read values leniently, and warn when one cannot be used. */
export function defineOptionAccessors(prototype: HasOptions, specs: readonly OptionSpec[]): void {
  for (const spec of specs) {
    const { name } = spec;
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: HasOptions) {
        return Reflect.get(this.optionValues, name);
      },
      set(this: HasOptions, given: unknown) {
        const old: unknown = Reflect.get(this.optionValues, name);
        Object.assign(this.optionValues, { [name]: readOption(spec, given, warn) });
        this.requestUpdate(name, old);
      },
    });
  }
}

/** The defaults of `specs`, by property name. */
export function defaultValues(specs: readonly OptionSpec[]): object {
  return Object.fromEntries(specs.map((spec) => [spec.name, spec.default]));
}
