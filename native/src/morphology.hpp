// Binary morphology on one bit a voxel, 64 at a time. Each row along i starts on a new word; spare bits stay 0.
// Erosion is the dilation of the background, so that the outside never changes a result.
#pragma once
#include "grid.hpp"

namespace axial {

class BitGrid {
 public:
  BitGrid(const uint8_t* mask, Grid grid)
      : grid_(grid),
        rowWords_((grid.ni + 63) / 64),
        lastWordMask_(~uint64_t{0} >> (rowWords_ * 64 - grid.ni)),
        words_(static_cast<size_t>(rowWords_ * grid.rows())),
        spare_(words_.size()) {
    inParallel(threadCount(grid.nk), grid.rows(), [&](int, int64_t firstRow, int64_t lastRow) {
      for (int64_t row = firstRow; row < lastRow; row++) {
        uint64_t* words = words_.data() + row * rowWords_;
        for (int64_t i = 0; i < grid.ni; i++) words[i >> 6] |= uint64_t{mask[row * grid.ni + i] != 0} << (i & 63);
      }
    });
  }

  void complement() {
    for (auto& word : words_) word = ~word;
    for (size_t at = static_cast<size_t>(rowWords_) - 1; at < words_.size(); at += static_cast<size_t>(rowWords_)) words_[at] &= lastWordMask_;
  }

  void dilate(int element) {
    inParallel(threadCount(grid_.nk), grid_.nk, [&](int, int64_t firstK, int64_t lastK) {
      std::vector<uint64_t> spread(static_cast<size_t>(rowWords_) + 2);
      std::vector<uint64_t> still(static_cast<size_t>(rowWords_));
      for (int64_t k = firstK; k < lastK; k++) {
        for (int64_t j = 0; j < grid_.nj; j++) dilateRow(j, k, element, spread.data() + 1, still.data());
      }
    });
    words_.swap(spare_);
  }

  void unpack(uint8_t* out) const {
    inParallel(threadCount(grid_.nk), grid_.rows(), [&](int, int64_t firstRow, int64_t lastRow) {
      for (int64_t row = firstRow; row < lastRow; row++) {
        const uint64_t* words = words_.data() + row * rowWords_;
        for (int64_t i = 0; i < grid_.ni; i++) out[row * grid_.ni + i] = (words[i >> 6] >> (i & 63)) & 1;
      }
    });
  }

 private:
  // `spread` has a word of zeros before and behind the row.
  void dilateRow(int64_t j, int64_t k, int element, uint64_t* spread, uint64_t* still) {
    std::fill(spread, spread + rowWords_, 0);
    std::fill(still, still + rowWords_, 0);
    for (int64_t dk = -1; dk <= 1; dk++) {
      if (k + dk < 0 || k + dk >= grid_.nk) continue;
      for (int64_t dj = -1; dj <= 1; dj++) {
        if (j + dj < 0 || j + dj >= grid_.nj) continue;
        const int away = (dj != 0) + (dk != 0);
        if (element == 6 && away == 2) continue;
        const bool spreads = element == 26 || away == 0 || (element == 18 && away == 1);
        uint64_t* into = spreads ? spread : still;
        const uint64_t* from = words_.data() + (j + dj + grid_.nj * (k + dk)) * rowWords_;
        for (int64_t word = 0; word < rowWords_; word++) into[word] |= from[word];
      }
    }
    uint64_t* out = spare_.data() + (j + grid_.nj * k) * rowWords_;
    for (int64_t word = 0; word < rowWords_; word++) {
      const uint64_t here = spread[word];
      out[word] = here | (here << 1) | (spread[word - 1] >> 63) | (here >> 1) | (spread[word + 1] << 63) | still[word];
    }
    out[rowWords_ - 1] &= lastWordMask_;
  }

  Grid grid_;
  int64_t rowWords_;
  uint64_t lastWordMask_;
  std::vector<uint64_t> words_;
  std::vector<uint64_t> spare_;
};

// `steps` are signed repeats in order: negative erodes, positive dilates.
inline void morphology(const uint8_t* mask, Grid grid, int element, uint8_t* out, const int32_t* steps, size_t stepCount) {
  BitGrid bits(mask, grid);
  for (size_t step = 0; step < stepCount; step++) {
    const int32_t repeats = steps[step];
    if (repeats < 0) bits.complement();
    for (int32_t repeat = 0; repeat < (repeats < 0 ? -repeats : repeats); repeat++) bits.dilate(element);
    if (repeats < 0) bits.complement();
  }
  bits.unpack(out);
}

}  // namespace axial
