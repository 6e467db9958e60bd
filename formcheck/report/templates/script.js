"use strict";
// Whatever has data-seek moves the video of its part there.
document.addEventListener("click", (click) => {
  const target = click.target.closest("[data-seek]");
  const video = target && target.closest("[data-part]").querySelector("video");
  if (!video) return;
  video.currentTime = Number(target.dataset.seek);
  const box = video.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    video.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }
});
for (const part of document.querySelectorAll("[data-part]")) {
  const video = part.querySelector("video");
  if (!video) continue;
  const first = Number(part.dataset.first), duration = Number(part.dataset.last) - first;
  const follow = () => {
    const now = (video.currentTime - first) / duration;
    part.style.setProperty("--now", Math.max(0, Math.min(1, now)));
  };
  video.addEventListener("timeupdate", follow);
  video.addEventListener("seeking", follow);
  video.addEventListener("error", () => part.classList.add("without-video"), true);
}
