in vec3 in_place;
in vec3 in_normal;
in vec3 in_color;
in float in_kind;
uniform mat4 to_clip;
out vec3 place, normal, tint;
flat out int kind;

void main() {
    place = in_place;
    normal = in_normal;
    tint = in_color;
    kind = int(in_kind + 0.5);
    gl_Position = to_clip * vec4(in_place, 1);
}
