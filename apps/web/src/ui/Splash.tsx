// While there is nothing to show yet, or no more.
import { Mark } from './Mark.tsx';

export function Splash() {
  return (
    <div class="splash">
      <Mark size={64} />
    </div>
  );
}
