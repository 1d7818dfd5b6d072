// Keeps a component from being drawn again while its properties are the same.
import { Component, createElement, type ComponentChild, type FunctionComponent } from 'preact';

export function memo<P extends object>(inner: FunctionComponent<P>): new (props: P) => Component<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const keys = new Set([...Object.keys(next), ...Object.keys(this.props)]) as Set<keyof P>;
      return [...keys].some((key) => next[key] !== (this.props as P)[key]);
    }
    render(): ComponentChild {
      return createElement(inner, this.props as P);
    }
  };
}
