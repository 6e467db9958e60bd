// Moves a vertex with its bones; what would be under the floor is laid flat on it.
const float FLOOR_M = 0.003;

in vec3 in_place;
in vec3 in_normal;
in vec4 in_bones;
in vec4 in_weights;
uniform vec4 bones[BONES * 3];  // three rows of a 3 x 4 matrix for each bone

void skin(out vec3 place, out vec3 normal) {
    vec4 x = vec4(0), y = vec4(0), z = vec4(0);
    for (int i = 0; i < 4; i++) {
        int row = int(in_bones[i]) * 3;
        x += in_weights[i] * bones[row];
        y += in_weights[i] * bones[row + 1];
        z += in_weights[i] * bones[row + 2];
    }
    vec4 rest = vec4(in_place, 1);
    place = vec3(dot(x, rest), dot(y, rest), dot(z, rest));
    place.z = max(place.z, FLOOR_M);
    normal = vec3(dot(x.xyz, in_normal), dot(y.xyz, in_normal), dot(z.xyz, in_normal));
}
