"""Draws a person in the room with OpenGL; a machine without a graphics card will do."""

from pathlib import Path
from types import TracebackType
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from samples.render import mesh, room
from samples.render.assets import BONES
from samples.render.body import Body
from samples.render.camera import Camera, look_at, parallel
from samples.render.rotations import FloatArray, unit
from samples.render.wardrobe import Wardrobe, linear

Picture = npt.NDArray[np.uint8]

SHADERS = Path(__file__).parent / "shaders"
WITHOUT_SCREEN: dict[str, Any] = {"backend": "egl"}
SAMPLES = 4
SHADOW_SIZE, HEIGHT_SIZE = 1024, 512
LIGHT_HALF_M, HEIGHT_HALF_M = 1.5, 1.6
LIGHT_ELEVATION = 1.25
"""How steeply the light falls, over its way along the floor."""
BACKGROUND = (0.05, 0.05, 0.05)
SHADOW_UNIT, HEIGHT_UNIT = 0, 1


class Rasterizer:
    """Draws one person from one camera."""

    def __init__(self, body: Body, wardrobe: Wardrobe, camera: Camera) -> None:
        self._size = camera.width, camera.height
        self._gl: Any = moderngl.create_context(standalone=True, **WITHOUT_SCREEN)
        self._to_light = _to_light(camera)
        self._shadow, self._shadow_buffer = self._depth_texture(SHADOW_SIZE)
        self._height, self._height_buffer = self._depth_texture(HEIGHT_SIZE)
        self._multisampled = self._gl.simple_framebuffer(self._size, samples=SAMPLES)
        self._resolved = self._gl.simple_framebuffer(self._size)
        self._programs = {name: self._program(name) for name in ("person", "room", "depth")}
        self._load(body, wardrobe, camera)
        self._set_uniforms(body, wardrobe, camera)

    def __enter__(self) -> "Rasterizer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._gl.release()

    def draw(self, matrices: FloatArray) -> Picture:
        """Return the picture of a person whose bones have these matrices, shape (B, 3, 4)."""
        bones = matrices.astype(np.float32).tobytes()
        for name in ("person", "depth"):
            self._programs[name]["bones"].write(bones)
        self._gl.enable_only(moderngl.DEPTH_TEST)
        self._draw_depth(self._shadow_buffer, self._to_light)
        self._draw_depth(self._height_buffer, _from_below())
        self._shadow.use(SHADOW_UNIT)
        self._height.use(HEIGHT_UNIT)
        self._multisampled.use()
        self._multisampled.clear(*BACKGROUND)
        self._room.render()
        self._person.render()
        self._gl.copy_framebuffer(self._resolved, self._multisampled)
        width, height = self._size
        stored = np.frombuffer(self._resolved.read(components=3, alignment=1), np.uint8)
        picture: Picture = stored.reshape(height, width, 3)[::-1].copy()
        return picture

    def _draw_depth(self, buffer: Any, to_clip: FloatArray) -> None:
        buffer.use()
        buffer.clear(depth=1.0)
        self._programs["depth"]["to_clip"].write(_stored(to_clip))
        self._silhouette.render()

    def _depth_texture(self, size: int) -> tuple[Any, Any]:
        texture = self._gl.depth_texture((size, size))
        texture.compare_func = ""
        texture.filter = moderngl.NEAREST, moderngl.NEAREST
        return texture, self._gl.framebuffer(depth_attachment=texture)

    def _program(self, name: str) -> Any:
        skinned = "" if name == "room" else _source("skinning.glsl")
        shaded = "" if name == "depth" else _source("lighting.glsl")
        header = f"#version 330\n#define BONES {len(BONES)}\n"
        return self._gl.program(
            vertex_shader=header + skinned + _source(f"{name}.vert"),
            fragment_shader=header + shaded + _source(f"{name}.frag"),
        )

    def _load(self, body: Body, wardrobe: Wardrobe, camera: Camera) -> None:
        surface = mesh.drawn(body, wardrobe)
        vertices = self._gl.buffer(surface.vertices.tobytes())
        triangles = self._gl.buffer(surface.triangles.tobytes())
        names = "in_place", "in_normal", "in_bones", "in_weights", "in_covers", "in_kind"
        layout = [(vertices, "3f 3f 4f 4f 3f 1f", *names)]
        self._person = self._gl.vertex_array(self._programs["person"], layout, triangles)
        bare = [(vertices, "3f 12x 4f 4f 16x", "in_place", "in_bones", "in_weights")]
        self._silhouette = self._gl.vertex_array(self._programs["depth"], bare, triangles)
        walls = self._gl.buffer(room.surfaces(camera.eye).tobytes())
        columns = "in_place", "in_normal", "in_color", "in_kind"
        self._room = self._gl.vertex_array(
            self._programs["room"], [(walls, "3f 3f 3f 1f", *columns)]
        )

    def _set_uniforms(self, body: Body, wardrobe: Wardrobe, camera: Camera) -> None:
        person, surroundings = self._programs["person"], self._programs["room"]
        for program in (person, surroundings):
            program["to_clip"].write(_stored(camera.matrix))
            program["to_light"].write(_stored(self._to_light))
            program["light_direction"].value = tuple(_light_direction(camera))
            program["shadow_map"].value = SHADOW_UNIT
        surroundings["height_map"].value = HEIGHT_UNIT
        surroundings["height_map_half"].value = HEIGHT_HALF_M
        surroundings["mat_color"].value = linear(wardrobe.mat)
        surroundings["mat_half"].value = room.MAT_HALF_M
        for name, code in (
            ("skin_color", wardrobe.skin),
            ("hair_color", wardrobe.hair),
            ("shirt_color", wardrobe.shirt),
            ("leggings_color", wardrobe.leggings),
            ("eye_color", wardrobe.eyes),
        ):
            person[name].value = linear(code)
        person["mouth"].value = tuple(body.mouth)
        person["left_eye"].value = tuple(body.heads["eye.L"])
        person["right_eye"].value = tuple(body.heads["eye.R"])


def _source(name: str) -> str:
    return (SHADERS / name).read_text()


def _stored(matrix: FloatArray) -> bytes:
    """Return a matrix as OpenGL stores it, column after column."""
    return bytes(matrix.T.astype(np.float32).tobytes())


def _light_direction(camera: Camera) -> FloatArray:
    """Return where the light comes from: over the camera's left shoulder."""
    back = unit((camera.eye - camera.target) * [1.0, 1.0, 0.0])
    left = np.array([back[1], -back[0], 0.0])
    return unit(back + 0.8 * left + [0.0, 0.0, 1.28 * LIGHT_ELEVATION])


def _to_light(camera: Camera) -> FloatArray:
    middle = np.array([0.0, 0.0, 0.2])
    eye = middle + 4.0 * _light_direction(camera)
    return parallel(LIGHT_HALF_M, 0.1, 8.0) @ look_at(eye, middle)


def _from_below() -> FloatArray:
    """Return the view of the body from under the floor: depth is its height in metres."""
    view = np.diag([1.0 / HEIGHT_HALF_M, 1.0 / HEIGHT_HALF_M, 2.0, 1.0])
    view[2, 3] = -1.0
    return view
