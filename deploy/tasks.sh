#!/bin/sh
# The tasks that docs/operating.md names: `tasks.sh night`, `tasks.sh hour`, or `tasks.sh keep-going`
# where there is no timer. One that fails does not keep the others from being done.
# BACKUPS names the folder of backups, on another disk.
set -u
failed=0

run() {
    flask "$@" || { echo "failed: flask $*" >&2; failed=1; }
}

night() {
    run backup "${BACKUPS:-/var/backups/sillage}/"
    run moderation forget
    run ideas forget-origins
    run submissions forget-drafts
    run privacy enforce-retention
    run privacy tidy
    run account tidy
    run audit forget
    run forget-analysis-steps
    run uploads tidy
    run notifications send-reminders
    run strategy verify
}

hour() {
    run notifications send-digests
}

keep_going() {
    done_on=""
    while true; do
        hour
        # After three in the morning, once a day.
        if [ "$(date +%H)" -ge 3 ] && [ "$(date +%F)" != "$done_on" ]; then
            night
            done_on=$(date +%F)
        fi
        sleep 3600
    done
}

case "${1:-}" in
    night) night ;;
    hour) hour ;;
    keep-going) keep_going ;;
    *) echo "tasks.sh night|hour|keep-going" >&2; exit 2 ;;
esac
exit $failed
