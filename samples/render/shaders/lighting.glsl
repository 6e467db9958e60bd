// One soft light from afar with shadows, and light from all around that is weaker from below.
uniform sampler2D shadow_map;
uniform mat4 to_light;
uniform vec3 light_direction;
const vec3 LIGHT = vec3(0.86, 0.82, 0.76);
const vec3 FROM_ABOVE = vec3(0.60, 0.61, 0.63);
const vec3 FROM_BELOW = vec3(0.34, 0.32, 0.30);

// How much of the light gets to a place: 0 none, 1 all.
float lit(vec3 place, float softness) {
    vec4 seen = to_light * vec4(place, 1);
    vec3 at = seen.xyz * 0.5 + 0.5;
    if (any(lessThan(at.xy, vec2(0.01))) || any(greaterThan(at.xy, vec2(0.99)))) return 1.0;
    float sum = 0.0;
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
            vec2 shift = (vec2(i, j) - 1.5) * softness;
            sum += step(at.z - 0.004, texture(shadow_map, at.xy + shift).r);
        }
    }
    return sum / 16.0;
}

vec3 shade(vec3 color, vec3 normal, float light) {
    vec3 around = mix(FROM_BELOW, FROM_ABOVE, normal.z * 0.5 + 0.5);
    return color * (around + LIGHT * max(dot(normal, light_direction), 0.0) * light);
}

// Linear light as the picture stores it, with soft highlights.
vec3 developed(vec3 light) {
    return pow(clamp(light / (1.0 + light * 0.18), 0.0, 1.0), vec3(1.0 / 2.2));
}
