#!/bin/sh
# The tasks that docs/operating.md names: `tasks.sh night`, `tasks.sh hour`, `tasks.sh watch` (each
# five minutes), or `tasks.sh keep-going` where there is no timer. One that fails does not keep the others from being done.
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

watch() {
    run alerts
}

keep_going() {
    hour_done=""
    night_done=""
    while true; do
        watch
        if [ "$(date +%F-%H)" != "$hour_done" ]; then
            hour_done=$(date +%F-%H)
            hour
        fi
        # After three in the morning, once a day.
        if [ "$(date +%H)" -ge 3 ] && [ "$(date +%F)" != "$night_done" ]; then
            night_done=$(date +%F)
            night
        fi
        sleep 300
    done
}

case "${1:-}" in
    night) night ;;
    hour) hour ;;
    watch) watch ;;
    keep-going) keep_going ;;
    *) echo "tasks.sh night|hour|watch|keep-going" >&2; exit 2 ;;
esac
exit $failed
