/** Machines by OpenTofu (or Terraform): the real binary, one private copy of a module and one state per cluster. */
@NullMarked
package dev.hivecluster.deploy.tofu;

import org.jspecify.annotations.NullMarked;
