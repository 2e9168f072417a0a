import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("crash")
traces.destroyed("hang")
traces.results("crash", "failsafe-summary.xml")
traces.results("hang", "failsafe-summary.xml")
traces.logTimes(2, "down: done")
traces.logTimes(2, "BUILD FAILURE")
traces.logNot("BUILD SUCCESS")
