// Buttons: with words, or an icon whose name is told to screen readers and shown on hovering.
import type { ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

export interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'plain' | 'quiet' | 'accept' | 'danger';
  type?: 'button' | 'submit';
  icon?: IconName;
  busy?: boolean;
  /** Id of the words that say more about it, for screen readers. */
  about?: string;
  onClick?: () => void;
  buttonRef?: Ref<HTMLButtonElement>;
}

export function Button({
  children,
  kind = 'plain',
  type = 'button',
  icon,
  busy = false,
  about,
  onClick,
  buttonRef,
}: ButtonProps) {
  return (
    <button
      ref={buttonRef ?? null}
      type={type}
      class={`button button-${kind}`}
      aria-busy={busy}
      aria-describedby={about}
      onClick={onClick}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

export interface IconButtonProps {
  label: string;
  icon: IconName;
  /** Shown on hovering where it says more than the label, such as a key. */
  title?: string;
  kind?: 'quiet' | 'primary';
  /** Not possible now. Still reachable: pressing it is to say why. */
  unavailable?: boolean;
  extraClass?: string;
  /** For a button that keeps its name while it is in. */
  pressed?: boolean;
  onClick: () => void;
}

export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon,
    title = label,
    kind = 'quiet',
    unavailable = false,
    extraClass = '',
    pressed,
    onClick,
  } = props;
  return (
    <button
      type="button"
      class={`icon-button icon-button-${kind} ${extraClass}`}
      aria-label={label}
      title={title}
      aria-disabled={unavailable}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
