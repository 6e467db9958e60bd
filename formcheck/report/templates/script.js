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
  const duration = Number(part.dataset.duration);
  const follow = () => part.style.setProperty("--now", Math.min(1, video.currentTime / duration));
  video.addEventListener("timeupdate", follow);
  video.addEventListener("seeking", follow);
  video.addEventListener("error", () => part.classList.add("without-video"), true);
}
