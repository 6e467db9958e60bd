in vec3 place, normal, tint;
flat in int kind;
uniform vec3 mat_color;
uniform vec2 mat_half;
uniform sampler2D height_map;  // height of the lowest thing over each place of the floor
uniform float height_map_half;
out vec3 color;

const int WALL = 0, FLOOR = 1, WINDOW = 2;
const float PLANK_WIDTH = 0.13, PLANK_LENGTH = 1.3, SEAM = 0.005;

float scatter(vec2 at) {
    return fract(sin(dot(at, vec2(127.1, 311.7))) * 43758.5);
}

vec3 planks() {
    float row = floor(place.x / PLANK_WIDTH);
    vec2 plank = vec2(row, floor((place.y + 3.0 * scatter(vec2(row, 1))) / PLANK_LENGTH));
    float grain = sin(place.y * 9.0 + 6.0 * sin(place.x * 31.0 + 9.0 * scatter(plank)));
    float across = fract(place.x / PLANK_WIDTH) * PLANK_WIDTH;
    float edge = smoothstep(0.0, SEAM, min(across, PLANK_WIDTH - across));
    return tint * (0.86 + 0.22 * scatter(plank)) * (0.96 + 0.06 * grain) * (0.72 + 0.28 * edge);
}

vec3 ground() {
    vec2 outside = abs(place.xy) - mat_half;
    float off = max(outside.x, outside.y);
    if (off < 0.0) return mat_color * (0.97 + 0.03 * scatter(floor(place.xy * 400.0)));
    return planks() * (off < 0.012 ? 0.6 : 1.0);
}

// How much of the light from around things close over the floor take away.
float closeness() {
    vec2 at = place.xy / height_map_half * 0.5 + 0.5;
    if (any(lessThan(at, vec2(0.02))) || any(greaterThan(at, vec2(0.98)))) return 0.0;
    float sum = 0.0;
    for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
            vec2 shift = (vec2(i, j) - 2.0) * 0.016 / height_map_half;
            sum += exp(-texture(height_map, at + shift).r / 0.09);
        }
    }
    return sum / 25.0;
}

void main() {
    if (kind == WINDOW) {
        color = developed(tint * 1.6);
    } else if (kind == FLOOR) {
        vec3 light = shade(ground(), normal, lit(place, 0.0035));
        color = developed(light * (1.0 - 0.62 * closeness()));
    } else {
        vec3 rough = tint * (0.97 + 0.03 * scatter(floor(place.yz * 40.0 + place.x * 40.0)));
        color = developed(shade(rough, normal, 1.0));
    }
}
