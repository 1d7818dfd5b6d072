// What the person who runs the server may want to know of a call that failed, to look at and to copy.
import { useSignal } from '@preact/signals';
import { failureReport, type Failure } from '../../model/failure-report.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';

export function FailureDetails({ failure }: { failure: Failure }) {
  const report = failureReport(failure, navigator.userAgent);
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(report);
      copied.value = true;
    } catch {
      // Refused, or not a secure page: the lines can be marked and copied by hand.
    }
  };
  return (
    <details class="ended-more">
      <summary>{t.failure.details}</summary>
      <p class="ended-detail">{t.failure.about}</p>
      {/* Reached by keyboard: it may be longer than the card. */}
      <pre tabIndex={0} role="region" aria-label={t.failure.details} dir="ltr">
        {report}
      </pre>
      <Button kind="quiet" icon="copy" onClick={() => void copy()}>
        {copied.value ? t.failure.copied : t.failure.copy}
      </Button>
    </details>
  );
}
