// After a reload in a call: one click leads back to it. In the place of the card about a call that is over.
import type { AppModel } from '../../model/app-model.ts';
import type { Offer } from '../../model/way-back.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Announced } from './Announced.tsx';

export function WayBack({ app, offer }: { app: AppModel; offer: Offer }) {
  return (
    <section class="ended" aria-label={t.wayBack.region(offer.with)}>
      <Avatar name={offer.with} />
      <div class="ended-words">
        <Announced words={t.wayBack.sentence(offer.with)} />
      </div>
      <div class="ended-buttons">
        <Button kind="quiet" onClick={app.wayBack.dismiss}>
          {t.call.close}
        </Button>
        <Button kind="primary" icon={offer.media === 'video' ? 'video' : 'phone'} onClick={app.wayBack.take}>
          {t.wayBack.take}
        </Button>
      </div>
    </section>
  );
}
