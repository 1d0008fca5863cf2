// The Node-API door. Arguments were checked in nativeKernels.ts: here lengths are trusted, but nothing is thrown
// through C: a failed allocation becomes a JavaScript error.
#define NAPI_VERSION 8
#include <node_api.h>

#include <stdexcept>

#include "components.hpp"
#include "distance.hpp"
#include "grow.hpp"
#include "morphology.hpp"

namespace {

using namespace axial;

constexpr size_t maxArguments = 8;

struct TypedArray {
  napi_typedarray_type type = napi_uint8_array;
  size_t length = 0;
  void* data = nullptr;
  template <typename Element>
  Element* as() const { return static_cast<Element*>(data); }
};

class Call {
 public:
  Call(napi_env env, napi_callback_info info) : env_(env) {
    napi_get_cb_info(env, info, &count_, arguments_, nullptr, nullptr);
  }
  TypedArray array(size_t index) const {
    TypedArray array;
    napi_get_typedarray_info(env_, arguments_[index], &array.type, &array.length, &array.data, nullptr, nullptr);
    return array;
  }
  double number(size_t index) const {
    double value = 0;
    napi_get_value_double(env_, arguments_[index], &value);
    return value;
  }
  bool flag(size_t index) const {
    bool value = false;
    napi_get_value_bool(env_, arguments_[index], &value);
    return value;
  }
  Grid grid(size_t index) const {
    int64_t sides[3] = {0, 0, 0};
    for (uint32_t axis = 0; axis < 3; axis++) {
      napi_value element;
      napi_get_element(env_, arguments_[index], axis, &element);
      napi_get_value_int64(env_, element, &sides[axis]);
    }
    return {sides[0], sides[1], sides[2]};
  }
  Joining joining(size_t index) const { return number(index) == 26 ? Joining::all : Joining::faces; }

 private:
  napi_env env_;
  size_t count_ = maxArguments;
  napi_value arguments_[maxArguments];
};

double runLabel(const Call& call) {
  return label(call.array(0).as<uint8_t>(), call.grid(1), call.joining(2), call.array(3).as<uint32_t>());
}

double runGrow(const Call& call) {
  const TypedArray values = call.array(0);
  const Grid grid = call.grid(1);
  const bool corners = call.number(2) == 26;
  uint8_t* out = call.array(3).as<uint8_t>();
  const TypedArray seeds = call.array(4);
  const double* bounds = call.array(5).as<double>();
  const auto flood = [&](const auto* data) {
    return static_cast<double>(grow(data, grid, corners, out, seeds.as<uint32_t>(), seeds.length, bounds[0], bounds[1]));
  };
  switch (values.type) {
    case napi_int8_array: return flood(values.as<int8_t>());
    case napi_uint8_array: return flood(values.as<uint8_t>());
    case napi_int16_array: return flood(values.as<int16_t>());
    case napi_uint16_array: return flood(values.as<uint16_t>());
    case napi_int32_array: return flood(values.as<int32_t>());
    case napi_float32_array: return flood(values.as<float>());
    default: throw std::runtime_error("grow: this element type is not known");
  }
}

double runMorphology(const Call& call) {
  const TypedArray steps = call.array(4);
  morphology(call.array(0).as<uint8_t>(), call.grid(1), static_cast<int>(call.number(2)), call.array(3).as<uint8_t>(), steps.as<int32_t>(), steps.length);
  return 0;
}

double runFillHoles(const Call& call) {
  return static_cast<double>(fillHoles(call.array(0).as<uint8_t>(), call.grid(1), call.number(2) == 0, call.array(3).as<uint8_t>(), call.number(4)));
}

double runDistance(const Call& call) {
  distance(call.array(0).as<uint8_t>(), call.grid(1), call.array(2).as<double>(), call.array(3).as<float>());
  return 0;
}

double runKeepComponents(const Call& call) {
  const TypedArray marker = call.array(6);
  return keepComponents(call.array(0).as<uint8_t>(), call.grid(1), call.joining(2), call.array(3).as<uint8_t>(), call.number(4), call.flag(5),
                        marker.length == 0 ? nullptr : marker.as<uint8_t>());
}

template <double (*run)(const Call&)>
napi_value entry(napi_env env, napi_callback_info info) {
  try {
    napi_value result;
    napi_create_double(env, run(Call(env, info)), &result);
    return result;
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

void define(napi_env env, napi_value exports, const char* name, napi_callback function) {
  napi_value value;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &value);
  napi_set_named_property(env, exports, name, value);
}

}  // namespace

NAPI_MODULE_INIT() {
  define(env, exports, "label", entry<runLabel>);
  define(env, exports, "grow", entry<runGrow>);
  define(env, exports, "morphology", entry<runMorphology>);
  define(env, exports, "fillHoles", entry<runFillHoles>);
  define(env, exports, "distance", entry<runDistance>);
  define(env, exports, "keepComponents", entry<runKeepComponents>);
  return exports;
}
