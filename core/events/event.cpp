// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event.h"

#include <cstdio>

namespace lockstep {

std::string Item::toString() const {
  switch (kind) {
    case ValueKind::none:
      return "None";
    case ValueKind::integer:
      return std::to_string(bits);
    case ValueKind::text: {
      char words[9] = {};
      std::memcpy(words, &bits, 8);
      return words;
    }
    case ValueKind::real: {
      double number;
      std::memcpy(&number, &bits, sizeof number);
      char words[32];
      std::snprintf(words, sizeof words, "%g", number);
      return words;
    }
  }
  return {};
}

}  // namespace lockstep
