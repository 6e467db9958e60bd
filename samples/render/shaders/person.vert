in vec3 in_covers;
in float in_kind;
uniform mat4 to_clip;
out vec3 place, normal, rest, covers;
flat out int kind;

void main() {
    skin(place, normal);
    rest = in_place;
    covers = in_covers;
    kind = int(in_kind + 0.5);
    gl_Position = to_clip * vec4(place, 1);
}
