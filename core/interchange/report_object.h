// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/analysis.h"

/// The object of reportJson(), for those that put it into a larger one. Internal to interchange/.

namespace lockstep {

using Json = nlohmann::ordered_json;

Json reportObject(const Trace& trace, const Report& report);
Json runObject(const Trace& trace);

/// Text of an object. What is not UTF-8 is replaced.
std::string dump(const Json& json, int indent = -1);

}  // namespace lockstep
