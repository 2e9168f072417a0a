/** Phase two: install, form, start, wait until ready; one dialect per Hive generation. */
@NullMarked
package dev.hivecluster.configure;

import org.jspecify.annotations.NullMarked;
