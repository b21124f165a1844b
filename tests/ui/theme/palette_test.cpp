// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "theme/theme.h"

/// How far the colours of the states are from each other for those who see colours otherwise:
/// Machado, Oliveira and Fernandes (2009) at full severity, then CIEDE2000 after Sharma, Wu and
/// Dalal (2005).

namespace lockstep::ui {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr Matrix kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan = {
    {{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}}};
constexpr Matrix kDeutan = {
    {{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}}};
constexpr Matrix kTritan = {
    {{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}}};
constexpr Matrix kToXyz = {{{.4124564, .3575761, .1804375},
                            {.2126729, .7151522, .0721750},
                            {.0193339, .1191920, .9503041}}};

Triple times(const Matrix& matrix, const Triple& by) {
  Triple out{};
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t i = 0; i < 3; ++i) out[row] += matrix[row][i] * by[i];
  return out;
}

double linear(double channel) {
  return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
}

/// CIELAB under D65 of linear sRGB.
Triple lab(const Triple& rgb) {
  constexpr Triple kWhite = {.95047, 1, 1.08883};
  const auto curve = [](double t) { return t > .008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  Triple xyz = times(kToXyz, rgb);
  for (std::size_t i = 0; i < 3; ++i) xyz[i] = curve(xyz[i] / kWhite[i]);
  return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

/// How a colour looks through an eye of that kind.
Triple seen(const QColor& colour, const Matrix& eye) {
  Triple rgb = times(eye, {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())});
  for (double& channel : rgb) channel = std::clamp(channel, 0.0, 1.0);
  return lab(rgb);
}

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double hue(double a, double b) {
  const double degrees = std::atan2(b, a) * 180 / std::numbers::pi;
  return degrees < 0 ? degrees + 360 : degrees;
}

double chromaWeight(double chroma) {
  const double power = std::pow(chroma, 7);
  return std::sqrt(power / (power + std::pow(25.0, 7)));
}

double hueMean(double h1, double h2) {
  if (std::abs(h1 - h2) <= 180) return (h1 + h2) / 2;
  return (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
}

double hueStep(double h1, double h2) {
  const double step = h2 - h1;
  if (std::abs(step) <= 180) return step;
  return step > 0 ? step - 360 : step + 360;
}

/// CIEDE2000.
double distance(const Triple& one, const Triple& other) {
  const double chroma = (std::hypot(one[1], one[2]) + std::hypot(other[1], other[2])) / 2;
  const double stretch = 1 + .5 * (1 - chromaWeight(chroma));
  const double a1 = one[1] * stretch, a2 = other[1] * stretch;
  const double c1 = std::hypot(a1, one[2]), c2 = std::hypot(a2, other[2]);
  const double h1 = hue(a1, one[2]), h2 = hue(a2, other[2]);
  const bool grey = c1 * c2 == 0;
  const double turn = grey ? 0 : 2 * std::sqrt(c1 * c2) * std::sin(radians(hueStep(h1, h2) / 2));
  const double l = (one[0] + other[0]) / 2, c = (c1 + c2) / 2;
  const double h = grey ? h1 + h2 : hueMean(h1, h2);
  const double t = 1 - .17 * std::cos(radians(h - 30)) + .24 * std::cos(radians(2 * h)) +
                   .32 * std::cos(radians(3 * h + 6)) - .2 * std::cos(radians(4 * h - 63));
  const double lightness = 1 + .015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2));
  const double rotation =
      -2 * chromaWeight(c) * std::sin(radians(60 * std::exp(-std::pow((h - 275) / 25, 2))));
  const double dl = (other[0] - one[0]) / lightness;
  const double dc = (c2 - c1) / (1 + .045 * c);
  const double dh = turn / (1 + .015 * c * t);
  return std::sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
}

constexpr State kFive[] = {State::created, State::ready, State::running, State::blocked,
                           State::terminated};
constexpr State kSeven[] = {State::created, State::ready,      State::running, State::blocked,
                            State::stopped, State::terminated, State::zombie};

double smallest(const Theme& theme, std::span<const State> states, QColor StateStyle::*colour,
                const Matrix& eye) {
  double least = 1000;
  for (std::size_t i = 0; i < states.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      least = std::min(least, distance(seen(theme.state(states[i]).*colour, eye),
                                       seen(theme.state(states[j]).*colour, eye)));
  return least;
}

/// The figures of the design language, normal to tritan.
struct Expected {
  double normal, protan, deutan, tritan;
};

void expectFive(const Theme& theme, QColor StateStyle::*colour, const Expected& expected) {
  constexpr double kRounding = .06;
  EXPECT_NEAR(smallest(theme, kFive, colour, kNormal), expected.normal, kRounding);
  EXPECT_NEAR(smallest(theme, kFive, colour, kProtan), expected.protan, kRounding);
  EXPECT_NEAR(smallest(theme, kFive, colour, kDeutan), expected.deutan, kRounding);
  EXPECT_NEAR(smallest(theme, kFive, colour, kTritan), expected.tritan, kRounding);
}

TEST(Palette, DistancesAreThoseOfTheReferenceData) {
  EXPECT_NEAR(distance({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425, 1e-4);
  EXPECT_NEAR(distance({50, -1.3802, -84.2814}, {50, 0, -82.7485}), 1.0000, 1e-4);
  EXPECT_NEAR(distance({50, 2.5, 0}, {73, 25, -18}), 27.1492, 1e-4);
  EXPECT_NEAR(distance({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}), 1.2644, 1e-4);
  EXPECT_NEAR(distance({6.7747, -.2908, -2.4247}, {5.8714, -.0985, -2.2286}), .6377, 1e-4);
  EXPECT_NEAR(distance({50, 0, 0}, {50, -1, 2}), 2.3669, 1e-4);
}

TEST(Palette, TheMarksOfTheFiveStatesAreApartForEveryEye) {
  expectFive(theme(ThemeKind::dark), &StateStyle::mark, {16.8, 14.5, 14.2, 8.7});
  expectFive(theme(ThemeKind::light), &StateStyle::mark, {14.7, 12.7, 11.4, 10.3});
}

TEST(Palette, WhatSlicesTooNarrowForAPatternShowIsApartForEveryEye) {
  expectFive(theme(ThemeKind::dark), &StateStyle::mean, {14.6, 12.7, 12.2, 6.9});
  expectFive(theme(ThemeKind::light), &StateStyle::mean, {13.6, 9.6, 11.4, 17.3});
}

/// Pattern, height and glyph have to carry these, but no two may be the same.
TEST(Palette, RareStatesAreNoneOfTheOthersForAnyEye) {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light})
    for (const Matrix& eye : {kNormal, kProtan, kDeutan, kTritan})
      EXPECT_GE(smallest(theme(kind), kSeven, &StateStyle::mark, eye), 4.4);
}

/// Its marks are nearly black, so the means have to tell the states apart.
template <class Kind>
void expectProjector() {
  if constexpr (requires { Kind::projector; })
    expectFive(theme(Kind::projector), &StateStyle::mean, {13.2, 9.7, 11.9, 17.2});
  else
    GTEST_SKIP() << "there is no projector theme yet";
}

TEST(Palette, TheProjectorsMeansAreApartForEveryEye) { expectProjector<ThemeKind>(); }

}  // namespace
}  // namespace lockstep::ui
