import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.log("There are test failures", "Skipping full: skipTests is true")
traces.logTimes(3, "up: started")
traces.logTimes(3, "down: done")
traces.logTimes(2, "Running it.SecondIT")
// Tests were compiled, nothing was packaged.
traces.absent("target/full-1.jar")
