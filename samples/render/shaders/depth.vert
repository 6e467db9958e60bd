uniform mat4 to_clip;

void main() {
    vec3 place, normal;
    skin(place, normal);
    gl_Position = to_clip * vec4(place, 1);
}
