import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("first")
traces.destroyed("second")
traces.results("first", "failsafe-summary.xml")
traces.results("second", "failsafe-summary.xml")
traces.logTimes(4, "down: done")
traces.log("BUILD SUCCESS", "ambiguous", "name = ")
