from django.core.management.base import BaseCommand, CommandError

from recommendations.decisions import certified_rounds, check_chain


class Command(BaseCommand):
    help = "Check every certified decision: its fingerprint, its place in the chain, its ballots, the text decided on."

    def handle(self, *args, **options) -> None:
        """Name everything that does not hold; print the last fingerprint, which can be kept elsewhere."""
        faults = check_chain()
        for fault in faults:
            self.stderr.write(f"result no. {fault.number} {fault.round}: {fault.words}")
        if faults:
            raise CommandError(f"{len(faults)} things do not hold.")
        rounds = list(certified_rounds())
        last = f", the last fingerprint is {rounds[-1].result_sha256}" if rounds else ""
        self.stdout.write(f"{len(rounds)} certified decisions hold{last}")
