// What stands at `#app`: the sign-in page, or the app once somebody is inside.
import { assertNever } from '@parley/client';
import type { Entrance as EntranceModel } from '../../model/entrance.ts';
import type { SignInModel } from '../../model/sign-in.ts';
import { Splash } from '../../ui/Splash.tsx';
import { SignIn } from './SignIn.tsx';

export interface EntranceProps {
  entrance: EntranceModel;
  signIn: SignInModel;
  unlockAudio: () => void;
}

export function Entrance({ entrance, signIn, unlockAudio }: EntranceProps) {
  const state = entrance.state.value;
  switch (state.name) {
    case 'checking':
      return <Splash />;
    case 'signed-out':
      return (
        <SignIn
          model={signIn}
          notice={state.notice}
          newcomers={entrance.newcomers.value}
          prepare={entrance.prepare}
          leaveForProvider={entrance.leaveForProvider}
          unlockAudio={unlockAudio}
        />
      );
    case 'inside':
      return <state.app.View />;
    default:
      return assertNever(state);
  }
}
