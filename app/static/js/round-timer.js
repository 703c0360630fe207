// Counts down the rounds that run, and says aloud, politely, when little is left: at five minutes, one minute and the end.
const SPOKEN_MINUTES = [5, 1];
const live = document.querySelector("[data-round-live]");

function countDown(clock) {
  const endsAt = Date.parse(clock.dataset.endsAt);
  // The clock of this device may be wrong: the server's counts.
  const ahead = Date.now() - Date.parse(clock.dataset.now);
  const text = clock.querySelector("[data-round-text]");
  const shown = clock.querySelector("[data-round-left]");
  const secondsLeft = () => Math.ceil((endsAt - (Date.now() - ahead)) / 1000);
  let toSay = SPOKEN_MINUTES.filter((minutes) => minutes * 60 < secondsLeft());

  const say = (minutes) => {
    live.textContent = minutes === 1 ? clock.dataset.minute : clock.dataset.minutes.replace("{minutes}", minutes);
  };
  const tick = () => {
    const left = secondsLeft();
    if (left <= 0) {
      shown.textContent = "";
      text.textContent = clock.dataset.over;
      live.textContent = clock.dataset.over;
      return;
    }
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const due = toSay.filter((minutes) => left <= minutes * 60);
    if (due.length) {
      say(Math.min(...due));
      toSay = toSay.filter((minutes) => !due.includes(minutes));
    }
    window.setTimeout(tick, 500);
  };
  tick();
}

document.querySelectorAll("[data-round-timer]").forEach(countDown);
