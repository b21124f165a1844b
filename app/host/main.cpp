// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/host_main.h"

int main() { return lockstep::hostMain(); }
