// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The one door to libtorch, precompiled for everything in luthier_engine.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/variable.h>
