// Exact Euclidean distance to the background, one axis after the other (Felzenszwalb & Huttenlocher, 2012).
// Squares in mm2 lie in `out` until the last pass. The order of the operations is that of the twin: results are equal.
#pragma once
#include <cmath>
#include <limits>

#include "grid.hpp"

namespace axial {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct EnvelopeScratch {
  explicit EnvelopeScratch(int64_t length)
      : vertex(static_cast<size_t>(length)), from(static_cast<size_t>(length) + 1), line(static_cast<size_t>(length)) {}
  std::vector<int32_t> vertex;
  std::vector<double> from;
  std::vector<double> line;
};

inline void lowerEnvelope(double* values, int32_t length, double weight, EnvelopeScratch& scratch) {
  int32_t* vertex = scratch.vertex.data();
  double* from = scratch.from.data();
  int32_t top = -1;
  for (int32_t q = 0; q < length; q++) {
    const double value = values[q];
    if (value == infinity) continue;
    double start = -infinity;
    while (top >= 0) {
      const double v = vertex[top];
      const double at = q;
      start = (value + weight * (at * at) - (values[vertex[top]] + weight * (v * v))) / (2 * weight * (at - v));
      if (start > from[top]) break;
      top--;
    }
    if (top < 0) start = -infinity;
    top++;
    vertex[top] = q;
    from[top] = start;
  }
  if (top < 0) return;
  int32_t part = 0;
  for (int32_t q = 0; q < length; q++) {
    while (part < top && from[part + 1] < q) part++;
    const double away = q - vertex[part];
    scratch.line[static_cast<size_t>(q)] = values[vertex[part]] + weight * (away * away);
  }
  std::copy(scratch.line.begin(), scratch.line.begin() + length, values);
}

// Columns are gathered sixteen together, so that far strides touch each cache line once.
inline void alongColumns(float* out, int64_t firstColumn, int64_t lastColumn, int64_t length, int64_t stride, double spacing) {
  constexpr int64_t block = 16;
  std::vector<double> gathered(static_cast<size_t>(block * length));
  EnvelopeScratch scratch(length);
  for (int64_t first = firstColumn; first < lastColumn; first += block) {
    const int64_t width = std::min(block, lastColumn - first);
    for (int64_t q = 0; q < length; q++) {
      const float* at = out + first + q * stride;
      for (int64_t c = 0; c < width; c++) gathered[static_cast<size_t>(c * length + q)] = at[c];
    }
    for (int64_t c = 0; c < width; c++) {
      lowerEnvelope(gathered.data() + c * length, static_cast<int32_t>(length), spacing * spacing, scratch);
    }
    for (int64_t q = 0; q < length; q++) {
      float* at = out + first + q * stride;
      for (int64_t c = 0; c < width; c++) at[c] = static_cast<float>(gathered[static_cast<size_t>(c * length + q)]);
    }
  }
}

inline void alongRows(const uint8_t* mask, int64_t ni, int64_t firstRow, int64_t lastRow, double spacing, float* out) {
  for (int64_t base = firstRow * ni; base < lastRow * ni; base += ni) {
    double steps = infinity;
    for (int64_t i = 0; i < ni; i++) {
      steps = mask[base + i] == 0 ? 0 : steps + 1;
      out[base + i] = static_cast<float>(steps);
    }
    steps = infinity;
    for (int64_t i = ni - 1; i >= 0; i--) {
      steps = mask[base + i] == 0 ? 0 : steps + 1;
      const double nearest = std::min<double>(steps, out[base + i]) * spacing;
      out[base + i] = static_cast<float>(nearest * nearest);
    }
  }
}

inline void distance(const uint8_t* mask, Grid grid, const double* spacingMm, float* out) {
  const int parts = threadCount(grid.nk);
  inParallel(parts, grid.nk, [&](int, int64_t firstK, int64_t lastK) {
    alongRows(mask, grid.ni, firstK * grid.nj, lastK * grid.nj, spacingMm[0], out);
    for (int64_t k = firstK; k < lastK; k++) {
      alongColumns(out + k * grid.ni * grid.nj, 0, grid.ni, grid.nj, grid.ni, spacingMm[1]);
    }
  });
  inParallel(threadCount(grid.nj), grid.nj, [&](int, int64_t firstJ, int64_t lastJ) {
    alongColumns(out, firstJ * grid.ni, lastJ * grid.ni, grid.nk, grid.ni * grid.nj, spacingMm[2]);
  });
  for (int64_t p = 0; p < grid.voxels(); p++) out[p] = std::sqrt(static_cast<double>(out[p]));
}

}  // namespace axial
