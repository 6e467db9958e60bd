in vec3 place, normal, rest, covers;
flat in int kind;
uniform vec3 skin_color, hair_color, shirt_color, leggings_color, eye_color;
uniform vec3 mouth, left_eye, right_eye;
out vec3 color;

const int SKIN = 0, CLOTH = 1, EYE = 2, HAIR = 3;

bool inside(vec3 centre, vec3 radii) {
    vec3 from = (rest - centre) / radii;
    return dot(from, from) < 1.0;
}

vec3 strands(float along) {
    return hair_color * (0.8 + 0.2 * sin(rest.x * 300.0) * sin(along * 130.0));
}

vec3 face() {
    vec3 tint = skin_color;
    if (inside(mouth + vec3(0, -0.012, 0), vec3(0.026, 0.030, 0.009))) {
        tint = mix(tint, vec3(0.42, 0.10, 0.09), 0.6);
    }
    vec3 eye = rest.x > 0.0 ? left_eye : right_eye;
    float outward = abs(abs(rest.x) - abs(eye.x));
    vec3 brow = vec3(eye.x * 1.1, eye.y - 0.022, eye.z + 0.021 - 0.15 * outward);
    if (inside(brow, vec3(0.024, 0.030, 0.0055))) tint = hair_color * 0.6 + 0.02;
    return tint;
}

vec3 eyeball() {
    vec3 from = rest - (rest.x > 0.0 ? left_eye : right_eye);
    float off = length(from.xz);
    if (from.y > 0.0 || off > 0.0075) return vec3(0.7);
    return off < 0.0045 ? vec3(0.01) : eye_color;
}

vec3 surface() {
    if (kind == EYE) return eyeball();
    if (kind == HAIR) return strands(rest.z);
    float folds = 0.93 + 0.07 * sin(rest.x * 70.0 + 2.0 * sin(rest.z * 40.0));
    if (covers.x > 0.0) return shirt_color * folds;
    if (covers.y > 0.0) return leggings_color;
    if (kind == CLOTH) discard;
    return covers.z > 0.0 ? strands(rest.y) : face();
}

void main() {
    vec3 facing = normalize(normal);
    vec3 light = shade(surface(), facing, lit(place + facing * 0.012, 0.0012));
    float open = place.z + 0.10 * (facing.z + 1.0);  // less light gets in near the floor
    color = developed(light * (0.62 + 0.38 * smoothstep(0.0, 0.22, open)));
}
