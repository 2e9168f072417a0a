import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "TEST-it.FirstIT.xml")
traces.log("down: done", "1 test run: 1 failed", "does not bind failsafe:verify", "BUILD FAILURE")
