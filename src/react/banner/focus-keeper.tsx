import { Component, type ComponentProps, createRef, type ReactNode } from 'react';

/**
 * A section that keeps the focus inside when the control that had it goes: the first of the others gets it, or
 * the section itself.
 */
export class FocusKeeper extends Component<ComponentProps<'section'>> {
  readonly #section = createRef<HTMLElement>();

  #hasFocus(): boolean {
    return this.#section.current?.contains(document.activeElement) === true;
  }

  // The moment before the page changes, which hooks do not have.
  override getSnapshotBeforeUpdate(): boolean {
    return this.#hasFocus();
  }

  override componentDidUpdate(_props: unknown, _state: unknown, hadFocus: boolean): void {
    const section = this.#section.current;
    if (!hadFocus || this.#hasFocus()) return;
    (section?.querySelector<HTMLElement>('input, button') ?? section)?.focus();
  }

  override render(): ReactNode {
    return <section {...this.props} ref={this.#section} tabIndex={-1} />;
  }
}
