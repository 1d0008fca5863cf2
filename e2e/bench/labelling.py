"""Writes a mask with some 600,000 components, labels it with scikit-image, and prints times and hashes as JSON.

Arguments: the file to write the mask to (one byte a voxel, 300 x 512 x 512 in C order), then how often to measure.
"""
import hashlib
import json
import sys
import time

import numpy as np
import skimage
from scipy import ndimage
from skimage.measure import label

noise = np.random.default_rng(1).random((300, 512, 512), dtype=np.float32)
smooth = ndimage.gaussian_filter(noise, 0.85)
del noise
mask = smooth > smooth.mean() + 1.5 * smooth.std()
del smooth
mask.astype(np.uint8).tofile(sys.argv[1])

result = {"version": skimage.__version__, "connectivities": {}}
for connectivity, ours in ((1, 6), (3, 26)):
    times = []
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        labels, count = label(mask, connectivity=connectivity, return_num=True)
        times.append((time.perf_counter() - start) * 1000)
    digest = hashlib.sha256(labels.astype(np.uint32).tobytes()).hexdigest()
    result["connectivities"][ours] = {"ms": min(times), "count": int(count), "sha256": digest}
print(json.dumps(result))
